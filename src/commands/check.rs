//! `bindery check`: makes everything in memory and says where the files are not like it. It writes nothing.

use std::io;
use std::path::Path;

use super::{Console, Globals, Status};
use crate::artifact::{Change, Mode};
use crate::diagnostic::{MessageFormat, Severity};
use crate::pipeline::{self, Options};
use crate::project::Project;

/// The arguments of `check`.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Args {}

/// Runs `check`. Any drift is an error: a file that is stale, missing, hand-edited, orphaned or not ours.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(_args: Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let project = match Project::load(globals.project.as_deref(), Path::new(".")) {
        Ok(project) => project,
        Err(refusal) => return console.refusal(&refusal, &globals.base()),
    };
    let options = Options { mode: Mode::Check, locked: false, accept_removals: false, new_lock: false };
    let outcome = match pipeline::run(&project, options) {
        Ok(outcome) => outcome,
        Err(refusal) => return console.refusal(&refusal, &project.root),
    };
    let mut findings = outcome.findings;
    findings.extend(outcome.drift.iter().map(Change::finding).map(|mut finding| {
        finding.severity = Severity::Error;
        finding
    }));
    console.result(&findings, &project.root)?;
    let status = Status::of(&findings);
    if status == Status::Done && console.format == MessageFormat::Text {
        writeln!(console.out, "{} files are as they should be", outcome.changes.unchanged)?;
    }
    Ok(status)
}
