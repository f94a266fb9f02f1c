//! The verbs of the program. Each parses nothing and prints through one place; the library's stages do the work.

pub mod check;
pub mod completions;
mod console;
pub mod diff;
pub mod explain;
pub mod extract;
pub mod generate;
pub mod init;
pub mod lint;
pub mod rename;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

pub use console::{ColorChoice, Console, Status, excerpt_of};

use crate::diagnostic::MessageFormat;
use crate::project::nearest_project_file;

/// Binds documentation to code: pages that document error codes become a catalog, bindings, references and schemas.
#[derive(Debug, Parser)]
#[command(name = "bindery", version, about, max_term_width = 100)]
pub struct Cli {
    /// What every verb takes.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What every verb takes.
#[derive(Debug, clap::Args)]
pub struct Globals {
    /// The project file [default: bindery.yaml, looked for upwards]
    #[arg(long, global = true, value_name = "FILE")]
    pub project: Option<PathBuf>,
    /// The form of findings
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub message_format: MessageFormat,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorChoice,
}

impl Globals {
    /// The folder that places in the project file are relative to, before the project is known.
    fn base(&self) -> PathBuf {
        let file = match &self.project {
            Some(file) => Some(file.clone()),
            None => nearest_project_file(Path::new(".")),
        };
        file.as_deref().and_then(Path::parent).map(Path::to_owned).unwrap_or_default()
    }
}

/// The verbs: one file each.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Write a project file for pages, so that `generate` works at once
    Init(init::Args),
    /// Make the catalog and everything from it
    Generate(generate::Args),
    /// Say where the generated files are not what they should be, and write nothing
    Check(check::Args),
    /// Report what is wrong on the pages themselves
    Lint(lint::Args),
    /// Say what is different between two catalogs, and what it asks of those who depend on them
    Diff(diff::Args),
    /// Read pages without a project (or with what --project says of them) and print what they declare
    Extract(extract::Args),
    /// Say what is known of a code, a name, a symbol, or one of bindery's own rules
    Explain(explain::Args),
    /// Change a name on purpose; the old one stays as a deprecated alias until the next major version
    Rename(rename::Args),
    /// Print a script that completes the command line
    Completions(completions::Args),
}

/// Runs a verb. What it finds and prints goes to the console.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(cli: &Cli, console: &mut Console<'_>) -> io::Result<Status> {
    match &cli.verb {
        Verb::Init(args) => init::run(args, &cli.globals, console),
        Verb::Generate(args) => generate::run(args, &cli.globals, console),
        Verb::Check(args) => check::run(*args, &cli.globals, console),
        Verb::Lint(args) => lint::run(args, &cli.globals, console),
        Verb::Diff(args) => diff::run(args, &cli.globals, console),
        Verb::Extract(args) => extract::run(args, &cli.globals, console),
        Verb::Explain(args) => explain::run(args, &cli.globals, console),
        Verb::Rename(args) => rename::run(args, &cli.globals, console),
        Verb::Completions(args) => completions::run(*args, console),
    }
}

/// `1 page`, `2 pages`.
fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
