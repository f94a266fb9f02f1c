//! `bindery rename OLD NEW`: changes a locked name on purpose, and makes everything from it.

use std::io;
use std::path::Path;

use super::{Console, Globals, Status, generate};
use crate::artifact::Mode;
use crate::diagnostic::{Diagnostic, Rule, visible};
use crate::pipeline::{self, Options};
use crate::project::Project;
use crate::resolve::lock::Rename;

/// The arguments of `rename`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The name that the code has
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The name that it gets, in UpperCamelCase
    #[arg(value_name = "NEW")]
    pub new: String,
    /// The scope of the code, where several scopes have the name
    #[arg(long, value_name = "SCOPE")]
    pub scope: Option<String>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs `rename`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let project = match Project::load(globals.project.as_deref(), Path::new(".")) {
        Ok(project) => project,
        Err(refusal) => return console.refusal(&refusal, &globals.base()),
    };
    let mode = if args.dry_run { Mode::DryRun } else { Mode::Write };
    let options = Options { mode, locked: false, accept_removals: false, new_lock: false };
    let rename = Rename { old: args.old.clone(), new: args.new.clone(), scope: args.scope.clone() };
    let (mut outcome, renamed) = match pipeline::rename(&project, options, &rename) {
        Ok(done) => done,
        Err(refusal) => return console.refusal(&refusal, &project.root),
    };
    let noticed = outcome.drift.iter().filter_map(|change| generate::notice(change, mode));
    outcome.findings.extend(noticed);
    console.findings(&outcome.findings, &project.root)?;
    match renamed.filter(|_| !outcome.failed()) {
        Some(renamed) => {
            let (old, new) = (visible(&args.old), visible(&args.new));
            let (done, stays) =
                if args.dry_run { ("would be renamed", "would stay") } else { ("was renamed", "stays") };
            let until = renamed.until.map(|until| format!(" until version {until}")).unwrap_or_default();
            writeln!(console.out, "code {} {done}: `{old}` is now `{new}`", visible(&renamed.key.code.to_string()))?;
            writeln!(console.out, "  `{old}` {stays} as a deprecated alias{until}")?;
            let args = generate::Args { dry_run: args.dry_run, ..generate::Args::default() };
            generate::summary(&project, &args, &outcome, console.out)?;
        }
        None => console.remark("nothing was written\n")?,
    }
    // A name that cannot be asked for is a matter of the command line, not of the project.
    let usage = |finding: &Diagnostic| finding.rule == Rule::Usage && finding.is_error();
    Ok(if outcome.findings.iter().any(usage) { Status::Refused } else { Status::of(&outcome.findings) })
}
