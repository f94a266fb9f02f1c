//! `bindery lint`: what a docs team would want to know of its pages. It writes nothing.

use std::io;
use std::path::Path;

use super::{Console, Globals, Status};
use crate::diagnostic::MessageFormat;
use crate::lint::{Deny, Levels, Pages, lint};
use crate::pipeline;
use crate::project::Project;

/// The arguments of `lint`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Args {
    /// Fail at findings of this level (note, warning, error) and above, or of this rule; may be given several times
    #[arg(long, value_name = "LEVEL|RULE")]
    pub deny: Vec<Deny>,
}

/// Runs `lint`. Findings are its result: they go to standard output.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let project = match Project::load(globals.project.as_deref(), Path::new(".")) {
        Ok(project) => project,
        Err(refusal) => return console.refusal(&refusal, &globals.base()),
    };
    let levels = match Levels::new(&project, &args.deny) {
        Ok(levels) => levels,
        Err(refusal) => return console.refusal(&refusal, &project.root),
    };
    let study = match pipeline::study(&project) {
        Ok(study) => study,
        Err(refusal) => return console.refusal(&refusal, &project.root),
    };
    let pages = Pages { sources: &study.sources, catalog: &study.catalog, drift: &study.drift };
    let findings = levels.apply(lint(pages, study.findings));
    console.result(&findings, &project.root)?;
    if findings.is_empty() && console.format == MessageFormat::Text {
        writeln!(console.out, "nothing to mend: {} pages, {} entries", study.sources.len(), study.catalog.codes.len())?;
    }
    Ok(Status::of(&findings))
}
