//! What is found on the way: values that are collected, never printed where they arise.

mod reason;
mod render;
mod rule;

use std::fmt;
use std::sync::Arc;

pub use reason::reason;
pub use render::{MessageFormat, ReadExcerpt, Renderer, VisibleJson, count, visible};
pub use rule::Rule;

/// How much a finding weighs. The order is the order of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Said for completeness; changes no exit status.
    Note,
    /// Something a person should look at; the run goes on.
    Warning,
    /// The run's result cannot be trusted: nothing is written, exit status 1.
    Error,
}

impl Severity {
    /// Every severity, in the order of weight.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The word for people and machines: `note`, `warning`, `error`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Where something stands: a file as the user names it (relative to the project, `/` between parts), a line and a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, relative to the project folder or as given on the command line.
    pub path: Arc<str>,
    /// Line, one-based; `None` for the file as a whole.
    pub line: Option<u32>,
    /// Column in characters, one-based; `None` for the whole line.
    pub column: Option<u32>,
}

impl Place {
    /// The file as a whole.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), line: None, column: None }
    }

    /// A line of a file, one-based.
    pub fn line(path: impl Into<Arc<str>>, line: u32) -> Self {
        Self { path: path.into(), line: Some(line), column: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}

/// One finding: which rule, how grave, where, what was found, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it; `bindery explain RULE` explains it.
    pub rule: Rule,
    /// The rule's own severity unless the project file or a flag set another.
    pub severity: Severity,
    /// The narrowest place known.
    pub place: Option<Place>,
    /// What was found, with the figures: one sentence without a final stop.
    pub message: String,
    /// What to do: an action, one sentence without a final stop.
    pub hint: Option<String>,
    /// Longer evidence, such as a unified diff or the lines concerned; shown below the message.
    pub detail: Option<String>,
}

impl Diagnostic {
    /// A finding of `rule` with the rule's own severity.
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, severity: rule.severity(), place: None, message: message.into(), hint: None, detail: None }
    }

    /// The same finding at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding with the action that mends it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same finding with longer evidence.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Whether this finding makes a run fail.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// What cannot be tried at all: usage, project file or unreadable source. Exit status 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub Vec<Diagnostic>);

impl From<Diagnostic> for Refusal {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            if let Some(place) = &diagnostic.place {
                write!(f, "{place}: ")?;
            }
            write!(f, "{}", diagnostic.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
