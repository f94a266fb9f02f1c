//! `bindery generate`: makes everything from the sources and says what became of it.

use std::io::{self, Write};
use std::path::Path;

use super::{Console, Globals, Status, plural};
use crate::artifact::{Change, Mode, State};
use crate::catalog::Code;
use crate::diagnostic::{Diagnostic, Place, Rule, Severity, visible};
use crate::pipeline::{self, Options, Outcome, Progress, Report};
use crate::project::Project;

/// The arguments of `generate`.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Args {
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Fail if a code would get a name that the lock does not have
    #[arg(long)]
    pub locked: bool,
    /// Let many codes vanish at once
    #[arg(long)]
    pub accept_removals: bool,
    /// Make a lock that was lost anew, with the names of the old catalog
    #[arg(long)]
    pub new_lock: bool,
    /// List the files, and what each ignore rule took
    #[arg(short, long)]
    pub verbose: bool,
    /// Print where the time went
    #[arg(long)]
    pub timings: bool,
}

/// Runs `generate`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let project = match Project::load(globals.project.as_deref(), Path::new(".")) {
        Ok(project) => project,
        Err(refusal) => return console.refusal(&refusal, &globals.base()),
    };
    let mode = if args.dry_run { Mode::DryRun } else { Mode::Write };
    let options = Options { mode, locked: args.locked, accept_removals: args.accept_removals, new_lock: args.new_lock };
    let progress = match console.watched {
        true => Progress::on_terminal(project.file.sources.len()),
        false => Progress::none(),
    };
    let mut outcome = match pipeline::run_watched(&project, options, &progress) {
        Ok(outcome) => outcome,
        Err(refusal) => return console.refusal(&refusal, &project.root),
    };
    let noticed = outcome.drift.iter().filter_map(|change| notice(change, mode));
    outcome.findings.extend(noticed);
    console.findings(&outcome.findings, &project.root)?;
    if args.verbose
        && let Some(report) = &outcome.report
    {
        ignored(report, console.out)?;
    }
    if outcome.failed() {
        console.remark("nothing was written\n")?;
    } else {
        summary(&project, args, &outcome, console.out)?;
    }
    if args.timings {
        console.remark(&outcome.timings.table())?;
    }
    Ok(Status::of(&outcome.findings))
}

/// What a person should know of a file that the run met: their edit, or something that is not ours.
pub(super) fn notice(change: &Change, mode: Mode) -> Option<Diagnostic> {
    let path = &change.path;
    let (rule, message, hint) = match change.state {
        State::Foreign => return Some(Diagnostic { severity: Severity::Warning, ..change.finding() }),
        State::HandEdited => {
            let done = if mode == Mode::Write { "was" } else { "would be" };
            let message = format!("`{path}` was edited by hand; the edit {done} overwritten");
            (Rule::HandEdited, message, "make the change in the source it comes from")
        }
        State::Same | State::Missing | State::Stale | State::Orphaned => return None,
    };
    let mut finding = Diagnostic::new(rule, message).at(Place::file(path.as_str())).hint(hint);
    finding.severity = Severity::Warning;
    Some(finding)
}

/// What there is now, what came and went, and what became of the files.
pub(super) fn summary(project: &Project, args: &Args, outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let file = &project.file;
    if let Some(report) = &outcome.report {
        let pages = plural(report.pages, "page", "pages");
        let entries = plural(report.entries, "entry", "entries");
        writeln!(out, "{} {}: {pages}, {entries}", visible(&file.catalog), visible(&file.version))?;
        rows(out, "new", &report.came)?;
        rows(out, "gone", &report.went)?;
        if report.born > 0 {
            let lock = visible(&file.lock);
            writeln!(out, "  {} in {lock}: read and commit them", plural(report.born, "new name", "new names"))?;
        }
    }
    let changes = &outcome.changes;
    if args.verbose || args.dry_run {
        let would = if args.dry_run { "would " } else { "" };
        for path in &changes.written {
            writeln!(out, "  {would}write {}", visible(path))?;
        }
        for path in &changes.removed {
            writeln!(out, "  {would}remove {}", visible(path))?;
        }
    }
    let (written, removed) = if args.dry_run { ("to write", "to remove") } else { ("written", "removed") };
    let milliseconds = outcome.timings.total().as_millis();
    writeln!(
        out,
        "{}: {} {written}, {} {removed}, {} unchanged, in {milliseconds} ms",
        visible(&file.output),
        plural(changes.written.len(), "file", "files"),
        changes.removed.len(),
        changes.unchanged
    )
}

/// Codes that came or went: all of a few, else the first of many. The lock has the rest.
fn rows(out: &mut dyn Write, word: &str, rows: &[(Code, String)]) -> io::Result<()> {
    const SHOWN: usize = 20;
    for (code, name) in rows.iter().take(SHOWN) {
        writeln!(out, "  {word}: {} {}", visible(&code.to_string()), visible(name))?;
    }
    match rows.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  {word}: {more} more"),
    }
}

/// What each rule ignored, rule by rule.
fn ignored(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<&str> = Vec::new();
    let all = || report.ignored.iter().flat_map(|(path, list)| list.iter().map(move |ignored| (path, ignored)));
    for (_, ignored) in all() {
        if !rules.contains(&ignored.rule.as_str()) {
            rules.push(&ignored.rule);
        }
    }
    for rule in rules {
        let taken: Vec<_> = all().filter(|(_, ignored)| ignored.rule == rule).collect();
        writeln!(out, "ignored by `{}`: {}", visible(rule), taken.len())?;
        for (path, ignored) in taken {
            writeln!(out, "  {}:{}: {}", visible(path), ignored.line, visible(&ignored.text))?;
        }
    }
    Ok(())
}
