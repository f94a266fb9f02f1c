//! Where verbs print: results to one stream, findings and progress to another.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;

use crate::diagnostic::{Diagnostic, MessageFormat, Refusal, Renderer};

/// The two streams of a run and how to write to them.
pub struct Console<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Findings and progress.
    pub err: &'a mut dyn Write,
    /// Whether results may be coloured.
    pub out_color: bool,
    /// Whether findings may be coloured.
    pub err_color: bool,
    /// The form of findings.
    pub format: MessageFormat,
    /// Whether somebody watches a terminal.
    pub watched: bool,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Done, warnings at most: 0.
    Done,
    /// A finding of severity error: 1.
    Findings,
    /// It could not be tried: usage, project file, unreadable source: 2.
    Refused,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorChoice {
    /// Whether a stream is coloured.
    #[must_use]
    pub fn allows(self, terminal: bool, no_color: bool) -> bool {
        match self {
            Self::Auto => terminal && !no_color,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Findings => 1,
            Status::Refused => 2,
        })
    }
}

impl Console<'_> {
    /// Prints findings beside the result. `base` is the folder that their places are relative to.
    ///
    /// # Errors
    /// If the stream cannot be written.
    pub fn findings(&mut self, findings: &[Diagnostic], base: &Path) -> io::Result<()> {
        let renderer = Renderer {
            format: self.format,
            color: self.err_color,
            read: Box::new(|path| excerpt_of(&base.join(path))),
        };
        renderer.render(findings, self.err)
    }

    /// Prints findings as the result.
    ///
    /// # Errors
    /// If the stream cannot be written.
    pub fn result(&mut self, findings: &[Diagnostic], base: &Path) -> io::Result<()> {
        let renderer = Renderer {
            format: self.format,
            color: self.out_color,
            read: Box::new(|path| excerpt_of(&base.join(path))),
        };
        renderer.render(findings, self.out)
    }

    /// Prints text that is no finding beside the findings; on the stream of results where a machine reads the findings.
    ///
    /// # Errors
    /// If the stream cannot be written.
    pub fn remark(&mut self, text: &str) -> io::Result<()> {
        match self.format {
            MessageFormat::Text => write!(self.err, "{text}"),
            MessageFormat::Json | MessageFormat::Github | MessageFormat::Sarif | MessageFormat::Junit => {
                write!(self.out, "{text}")
            }
        }
    }

    /// Prints why a run could not be tried.
    ///
    /// # Errors
    /// If the stream cannot be written.
    pub fn refusal(&mut self, refusal: &Refusal, base: &Path) -> io::Result<Status> {
        self.findings(&refusal.0, base)?;
        Ok(Status::Refused)
    }
}

/// The text of a file for an excerpt. An excerpt is a courtesy: where there is none, the place alone is printed.
#[must_use]
pub fn excerpt_of(file: &Path) -> Option<String> {
    /// A longer file is not opened, in bytes.
    const MAX_FILE: u64 = 32 * 1024 * 1024;
    let facts = fs::metadata(file).ok()?;
    if !facts.is_file() || facts.len() > MAX_FILE {
        return None;
    }
    Some(crate::source::decode(&fs::read(file).ok()?, None).text)
}

impl Status {
    /// How a run with these findings ended.
    #[must_use]
    pub fn of(findings: &[Diagnostic]) -> Self {
        if findings.iter().any(Diagnostic::is_error) { Self::Findings } else { Self::Done }
    }
}
