//! The one place where findings become text.

mod github;
mod json;
mod junit;
mod sarif;
mod text;
mod visible;

use std::io::{self, Write};

use clap::ValueEnum;

use super::{Diagnostic, Severity};

pub use visible::{VisibleJson, visible};

/// The form in which findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum MessageFormat {
    /// For people, with source excerpts
    #[default]
    Text,
    /// One JSON object a line: rule, severity, place, message, hint, detail
    Json,
    /// Workflow commands of GitHub Actions, which become annotations
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
}

/// Gives the text of a file by its place; `None` where it cannot be shown.
pub type ReadExcerpt<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Renders findings.
pub struct Renderer<'a> {
    /// The form.
    pub format: MessageFormat,
    /// Whether text may be coloured.
    pub color: bool,
    /// The text of the file at a place, for excerpts; `None` where it cannot be shown.
    pub read: Box<ReadExcerpt<'a>>,
}

impl Renderer<'_> {
    /// Writes the findings in the order of their places, and for people a line that counts them.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn render(&self, findings: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        let findings = sorted(findings);
        match self.format {
            MessageFormat::Text => text::render(&findings, self, out),
            MessageFormat::Json => json::render(&findings, out),
            MessageFormat::Github => github::render(&findings, out),
            MessageFormat::Sarif => sarif::render(&findings, out),
            MessageFormat::Junit => junit::render(&findings, out),
        }
    }
}

/// Findings by place, then in the order in which they were found. Those without a place come first.
fn sorted(findings: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut findings: Vec<&Diagnostic> = findings.iter().collect();
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    findings
}

/// `2 errors, 1 warning`; empty where there is nothing to count.
#[must_use]
pub fn count(findings: &[Diagnostic]) -> String {
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        match findings.iter().filter(|finding| finding.severity == severity).count() {
            0 => {}
            1 => parts.push(format!("1 {severity}")),
            many => parts.push(format!("{many} {severity}s")),
        }
    }
    parts.join(", ")
}
