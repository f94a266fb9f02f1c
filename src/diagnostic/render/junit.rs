//! Findings as a `JUnit` report: a test case a finding, errors failed, and one case that passed where there is none.

use std::io::{self, Write};

use super::{Diagnostic, visible};

pub(super) fn render(findings: &[&Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let failures = findings.iter().filter(|finding| finding.is_error()).count();
    let tests = findings.len().max(1);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites tests=\"{tests}\" failures=\"{failures}\">")?;
    writeln!(out, "  <testsuite name=\"bindery\" tests=\"{tests}\" failures=\"{failures}\">")?;
    if findings.is_empty() {
        writeln!(out, "    <testcase classname=\"bindery\" name=\"no findings\"/>")?;
    }
    for finding in findings {
        let place = finding.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let name = escape(&format!("{place}{}", finding.message)).replace('\n', "&#10;");
        let rule = finding.rule.id();
        writeln!(out, "    <testcase classname=\"bindery.{rule}\" name=\"{name}\">")?;
        let more: Vec<&str> = finding.hint.iter().chain(&finding.detail).map(String::as_str).collect();
        let body = escape(&more.join("\n"));
        if finding.is_error() {
            writeln!(out, "      <failure type=\"{rule}\" message=\"{name}\">{body}</failure>")?;
        } else {
            writeln!(out, "      <system-out>{}: {body}</system-out>", finding.severity)?;
        }
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")?;
    writeln!(out, "</testsuites>")
}

/// Text and attribute values of XML. What XML cannot hold at all is shown as an escape.
fn escape(text: &str) -> String {
    let text = visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
