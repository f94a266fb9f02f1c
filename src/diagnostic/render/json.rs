//! Findings as JSON Lines: one object a finding.

use std::io::{self, Write};

use serde_json::json;

use super::Diagnostic;
use super::visible::visible_json;

pub(super) fn render(findings: &[&Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    for finding in findings {
        let place = finding
            .place
            .as_ref()
            .map(|place| json!({ "path": &*place.path, "line": place.line, "column": place.column }));
        let object = json!({
            "rule": finding.rule.id(),
            "severity": finding.severity.word(),
            "place": place,
            "message": finding.message,
            "hint": finding.hint,
            "detail": finding.detail,
        });
        writeln!(out, "{}", visible_json(&object.to_string()))?;
    }
    Ok(())
}
