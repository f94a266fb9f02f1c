//! Findings as workflow commands of GitHub Actions.

use std::io::{self, Write};

use super::{Diagnostic, visible};
use crate::diagnostic::Severity;

pub(super) fn render(findings: &[&Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &finding.place {
            properties.push(format!("file={}", property(&place.path)));
            properties.extend(place.line.map(|line| format!("line={line}")));
            properties.extend(place.column.map(|column| format!("col={column}")));
        }
        properties.push(format!("title={}", property(finding.rule.id())));
        let mut text = finding.message.clone();
        for more in finding.hint.iter().chain(&finding.detail) {
            text.push('\n');
            text.push_str(more);
        }
        writeln!(out, "::{command} {}::{}", properties.join(","), data(&text))?;
    }
    Ok(())
}

/// Escapes the text of a command, so that it can neither end nor start one.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
