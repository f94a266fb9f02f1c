//! `bindery completions SHELL`: a script that completes the command line.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Console, Status};

/// The arguments of `completions`.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Runs `completions`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: Args, console: &mut Console<'_>) -> io::Result<Status> {
    // Made in memory: the generator does not bear a stream that is closed early.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "bindery", &mut script);
    console.out.write_all(&script)?;
    Ok(Status::Done)
}
