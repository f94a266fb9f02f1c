//! `bindery check`: makes everything in memory and says where the files are not like it. It writes nothing.

use std::io::{self, Write};
use std::path::Path;

use super::{Console, Globals, Status};
use crate::artifact::{Change, Mode, State};
use crate::diagnostic::{MessageFormat, Rule, Severity};
use crate::pipeline::{self, Options, Outcome};
use crate::project::Project;

/// The arguments of `check`.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Args {}

/// What to do about a file while there are errors besides.
const REFUSED: &str = "mend the errors above first: `bindery generate` writes nothing while there are any";

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
    if console.format == MessageFormat::Text {
        summary(&outcome, console.out)?;
    }
    // What would be generated is not what will be, once that is mended: a diff would mislead.
    let refused = outcome.failed();
    let mut findings = outcome.findings;
    findings.extend(outcome.drift.iter().map(Change::finding).map(|mut finding| {
        finding.severity = Severity::Error;
        if refused && finding.rule != Rule::Foreign {
            finding.detail = None;
            finding.hint = Some(REFUSED.to_owned());
        }
        finding
    }));
    console.result(&findings, &project.root)?;
    let status = Status::of(&findings);
    if status == Status::Done && console.format == MessageFormat::Text {
        writeln!(console.out, "{} files are as they should be", outcome.changes.unchanged)?;
    }
    Ok(status)
}

/// How the files stand, before each is told of.
fn summary(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let errors = outcome.findings.iter().filter(|finding| finding.is_error()).count();
    if errors > 0 {
        let them = if errors == 1 { "1 error keeps" } else { &format!("{errors} errors keep") };
        writeln!(out, "{them} `bindery generate` from writing")?;
    }
    if outcome.drift.is_empty() {
        return if errors > 0 { writeln!(out) } else { Ok(()) };
    }
    let states = [
        (State::Stale, "stale"),
        (State::Missing, "missing"),
        (State::HandEdited, "edited by hand"),
        (State::Foreign, "not generated"),
        (State::Orphaned, "no longer generated"),
    ];
    let count = |state| outcome.drift.iter().filter(|change| change.state == state).count();
    let counts = states.iter().map(|(state, word)| (count(*state), word)).filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, word)| format!("{count} {word}")).collect();
    let files = if outcome.drift.len() == 1 { "file is not as it" } else { "files are not as they" };
    writeln!(out, "{} {files} should be: {}\n", outcome.drift.len(), counts.join(", "))
}
