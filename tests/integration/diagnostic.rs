//! Findings in every form in which they are printed.

use std::path::Path;

use bindery::commands::excerpt_of;
use bindery::diagnostic::{Diagnostic, MessageFormat, Place, Renderer, Rule, Severity, count, visible};

fn render(format: MessageFormat, color: bool, findings: &[Diagnostic]) -> String {
    let renderer =
        Renderer { format, color, read: Box::new(|path| excerpt_of(&Path::new("tests/fixtures/project").join(path))) };
    let mut out = Vec::new();
    renderer.render(findings, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// One finding of each kind: with line and column, line only, file only, no place, a file that is not there, a detail,
/// and texts that a page could have written to do harm.
fn examples() -> Vec<Diagnostic> {
    let mut noted = Diagnostic::new(Rule::CodeRemoved, "7 is gone");
    noted.severity = Severity::Note;
    vec![
        Diagnostic::new(Rule::Stale, "`out/a.md` is stale")
            .at(Place::file("out/a.md"))
            .hint("run `bindery generate`")
            .detail("@@ -1,1 +1,1 @@\n-old\n+new"),
        Diagnostic::new(Rule::ProjectInvalid, "unknown key `orign`").at(Place {
            path: "unknown-keys.yaml".into(),
            line: Some(9),
            column: Some(5),
        }),
        Diagnostic::new(Rule::UnusedRule, "the rule `banner` matches nothing")
            .at(Place::line("unknown-keys.yaml", 11))
            .hint("remove it"),
        Diagnostic::new(Rule::Unexplained, "\u{1b}[31mred\u{7} ::error::no]]> <b>&amp; \"50 %\", a:b\nsecond line")
            .at(Place::line("a,b:c é.md", 3))
            .hint("\u{202e}look"),
        noted,
    ]
}

#[test]
fn for_people() {
    insta::assert_snapshot!(render(MessageFormat::Text, false, &examples()));
}

#[test]
fn as_json_lines() {
    let text = render(MessageFormat::Json, false, &examples());
    for line in text.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(object["rule"].is_string() && object["severity"].is_string(), "{line}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn as_workflow_commands() {
    let text = render(MessageFormat::Github, false, &examples());
    assert!(
        text.lines().all(|line| line.starts_with("::error ")
            || line.starts_with("::warning ")
            || line.starts_with("::notice "))
    );
    insta::assert_snapshot!(text);
}

#[test]
fn as_sarif() {
    let text = render(MessageFormat::Sarif, false, &examples());
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&run["results"]).unwrap());
    let none: serde_json::Value = serde_json::from_str(&render(MessageFormat::Sarif, false, &[])).unwrap();
    assert_eq!(none["runs"][0]["results"].as_array().map(Vec::len), Some(0));
}

#[test]
fn as_junit() {
    insta::assert_snapshot!(render(MessageFormat::Junit, false, &examples()));
    insta::assert_snapshot!("junit_of_nothing", render(MessageFormat::Junit, false, &[]));
}

#[test]
fn nothing_is_nothing_for_people_and_lines() {
    for format in [MessageFormat::Text, MessageFormat::Json, MessageFormat::Github] {
        assert_eq!(render(format, false, &[]), "");
    }
}

#[test]
fn only_colour_sends_escapes() {
    for format in [MessageFormat::Text, MessageFormat::Github, MessageFormat::Junit, MessageFormat::Sarif] {
        let text = render(format, false, &examples());
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
    }
    assert!(render(MessageFormat::Text, true, &examples()).contains("\u{1b}["));
}

#[test]
fn the_order_is_by_place() {
    let at = |line| Diagnostic::new(Rule::Unexplained, format!("line {line}")).at(Place::line("b.md", line));
    let first = Diagnostic::new(Rule::Unexplained, "in a").at(Place::file("a.md"));
    let a = render(MessageFormat::Github, false, &[at(10), at(9), first.clone()]);
    let b = render(MessageFormat::Github, false, &[first, at(9), at(10)]);
    assert_eq!(a, b);
    assert!(a.find("in a") < a.find("line 9") && a.find("line 9") < a.find("line 10"), "{a}");
}

#[test]
fn a_flood_is_counted() {
    let many: Vec<Diagnostic> =
        (1..=60).map(|line| Diagnostic::new(Rule::Unexplained, "odd").at(Place::line("a.md", line))).collect();
    let text = render(MessageFormat::Text, false, &many);
    assert!(text.contains("10 more findings of `unexplained`"), "{text}");
    assert!(text.ends_with("60 errors\n"), "{text}");
    assert_eq!(render(MessageFormat::Json, false, &many).lines().count(), 60);
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let line = format!("{}wrong: 1{}", "é".repeat(1_000), "x".repeat(1_000_000));
    std::fs::write(folder.path().join("long.txt"), line).unwrap();
    let renderer = Renderer {
        format: MessageFormat::Text,
        color: false,
        read: Box::new(|path| excerpt_of(&folder.path().join(path))),
    };
    let place = |column| Place { path: "long.txt".into(), line: Some(1), column };
    let mut out = Vec::new();
    for column in [Some(1_001), None, Some(4_000_000)] {
        renderer.render(&[Diagnostic::new(Rule::Unexplained, "odd").at(place(column))], &mut out).unwrap();
    }
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("éwrong: 1xxx"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 250), "{text}");
}

#[test]
fn rules_have_ids_that_lead_back() {
    let mut ids: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    assert!(Rule::ALL.iter().all(|rule| Rule::from_id(rule.id()) == Some(*rule)));
    assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Rule::ALL.len());
    assert!(Rule::ALL.iter().all(|rule| !rule.summary().is_empty() && rule.explanation().ends_with('.')));
}

#[test]
fn counts_read_as_words() {
    assert_eq!(count(&examples()), "3 errors, 1 warning, 1 note");
    assert_eq!(count(&[]), "");
    assert_eq!(visible("a\u{8}b"), "a\\u{8}b");
}
