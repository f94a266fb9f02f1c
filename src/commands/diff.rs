//! `bindery diff OLD [NEW]`: what is different between two catalogs, and what it asks of those who depend on them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Console, Globals, Status};
use crate::catalog::{CATALOG_FILE, Catalog, load_catalog};
use crate::diagnostic::{Diagnostic, MessageFormat, Place, Refusal, Rule, Severity, reason, visible};
use crate::diff::{Change, Level, diff, next_version};
use crate::project::Project;

/// The arguments of `diff`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The old catalog
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The new catalog [default: that of the project]
    #[arg(value_name = "NEW")]
    pub new: Option<PathBuf>,
    /// Fail at changes of this level and above
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub fail_on: FailOn,
}

/// The changes that make `diff` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FailOn {
    /// Any change
    Wording,
    /// Something new, and what breaks programs
    Additive,
    /// What breaks programs: a code or name is gone, a kind or retry advice is another
    #[default]
    Breaking,
    /// None
    Never,
}

impl FailOn {
    fn holds(self, level: Level) -> bool {
        match self {
            Self::Wording => true,
            Self::Additive => level >= Level::Additive,
            Self::Breaking => level >= Level::Breaking,
            Self::Never => false,
        }
    }
}

/// Runs `diff`. The changes are its result: they go to standard output.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let (old, new, base) = match open(args, globals) {
        Ok(opened) => opened,
        Err(refusal) => return console.refusal(&refusal, &globals.base()),
    };
    let changes = diff(&old, &new);
    let findings: Vec<Diagnostic> = changes.iter().map(|change| finding(change, &old, &new, args.fail_on)).collect();
    console.result(&findings, &base)?;
    if console.format == MessageFormat::Text {
        let count = |level| changes.iter().filter(|change| change.level == level).count();
        let greatest = changes.iter().map(|change| change.level).max();
        let (from, to) = (visible(&old.version), next_version(&old.version, greatest));
        let counts = [(Level::Breaking, "breaking"), (Level::Additive, "additive"), (Level::Wording, "wording")];
        let counts: Vec<String> = counts.map(|(level, word)| format!("{} {word}", count(level))).to_vec();
        let counts = counts.join(", ");
        match greatest {
            Some(_) => writeln!(console.out, "{counts}: after version {from} comes {}", visible(&to))?,
            None => writeln!(console.out, "nothing has changed")?,
        }
    }
    Ok(Status::of(&findings))
}

/// Both catalogs, and the folder that the new one's places are relative to.
fn open(args: &Args, globals: &Globals) -> Result<(Catalog, Catalog, PathBuf), Refusal> {
    let (file, shown, base) = match &args.new {
        Some(file) => (file.clone(), file.to_string_lossy().into_owned(), globals.base()),
        None => {
            let project = Project::load(globals.project.as_deref(), Path::new("."))?;
            let shown = format!("{}/{CATALOG_FILE}", project.file.output);
            (project.root.join(&shown), shown, project.root)
        }
    };
    Ok((load(&args.old, &args.old.to_string_lossy())?, load(&file, &shown)?, base))
}

fn load(file: &Path, shown: &str) -> Result<Catalog, Refusal> {
    let text = fs::read_to_string(file).map_err(|error| {
        Diagnostic::new(Rule::SourceUnreadable, format!("the catalog cannot be read: {}", reason(&error)))
            .at(Place::file(shown))
            .hint("name a catalog that `bindery generate` wrote")
    })?;
    Ok(load_catalog(shown, &text)?)
}

fn finding(change: &Change, old: &Catalog, new: &Catalog, fail_on: FailOn) -> Diagnostic {
    let (rule, hint) = match change.level {
        Level::Breaking => {
            let next = next_version(&old.version, Some(Level::Breaking));
            // What is no version of three numbers has none after it.
            let next = if next == old.version { "a major version".to_owned() } else { format!("version {next}") };
            (Rule::BreakingChange, Some(format!("release it as {next}, or undo it")))
        }
        Level::Additive => (Rule::AdditiveChange, None),
        Level::Wording => (Rule::WordingChange, None),
    };
    let mut finding = Diagnostic::new(rule, change.message.clone());
    if fail_on.holds(change.level) {
        finding.severity = Severity::Error;
    }
    if let Some(hint) = hint {
        finding = finding.hint(hint);
    }
    match &change.at {
        Some(at) => {
            let source = new.sources.iter().find(|source| *source.id == *at.source);
            finding.at(Place::line(source.map_or(&*at.source, |source| source.path.as_str()), at.line))
        }
        None => finding,
    }
}
