//! Findings as SARIF 2.1.0.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::Diagnostic;
use super::visible::visible_json;
use crate::diagnostic::{Place, Rule, Severity};

pub(super) fn render(findings: &[&Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect::<BTreeSet<_>>().into_iter().collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "bindery",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| json!({
                    "id": rule.id(),
                    "shortDescription": { "text": rule.summary() },
                    "fullDescription": { "text": rule.explanation() },
                    "defaultConfiguration": { "level": level(rule.severity()) },
                })).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|finding| result(finding, &rules)).collect::<Vec<_>>(),
        }],
    });
    writeln!(out, "{}", visible_json(&format!("{log:#}")))
}

fn result(finding: &Diagnostic, rules: &[Rule]) -> Value {
    let mut text = finding.message.clone();
    for more in finding.hint.iter().chain(&finding.detail) {
        text.push('\n');
        text.push_str(more);
    }
    let mut result = json!({
        "ruleId": finding.rule.id(),
        "ruleIndex": rules.binary_search(&finding.rule).ok(),
        "level": level(finding.severity),
        "message": { "text": text },
    });
    if let (Some(place), Some(object)) = (&finding.place, result.as_object_mut()) {
        object.insert("locations".to_owned(), json!([{ "physicalLocation": location(place) }]));
    }
    result
}

fn location(place: &Place) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(&place.path) } });
    if let (Some(line), Some(object)) = (place.line, location.as_object_mut()) {
        let region = match place.column {
            Some(column) => json!({ "startLine": line, "startColumn": column }),
            None => json!({ "startLine": line }),
        };
        object.insert("region".to_owned(), region);
    }
    location
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The path as a relative reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
