//! Tests of the html reader: a fixture a shape, each with a sketch of the document.

use std::fmt::Write;
use std::sync::Arc;

use bindery::diagnostic::{Diagnostic, Rule};
use bindery::document::Document;
use bindery::read::read;
use bindery::source::{Format, Source, SourceIndex};

use crate::sketch::sketch;

fn html(text: &str) -> (Document, Vec<Diagnostic>) {
    let source = Source {
        index: SourceIndex(0),
        id: Arc::from("page"),
        path: Arc::from("page.html"),
        format: Format::Html,
        text: text.to_owned(),
        hash: String::new(),
    };
    let mut findings = Vec::new();
    let document = read(&source, &mut findings);
    (document, findings)
}

#[test]
fn shapes() {
    insta::glob!("../fixtures/html", "*.html", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (document, findings) = html(&text);
        let mut out = sketch(&document);
        for finding in findings {
            writeln!(out, "{}: {}", finding.rule, finding.message).unwrap();
        }
        insta::assert_snapshot!(out);
    });
}

/// Markup nested 100,000 levels deep is refused where it passes the cap, long before the parser has built it: that alone
/// would take half a minute.
#[test]
fn deep_nesting_is_refused_where_it_passes_the_cap() {
    let levels = 100_000;
    let cases = [
        "<div>\n".repeat(levels),
        "<b>\n".repeat(levels),
        "<ul><li>\n".repeat(levels),
        "<blockquote>\n".repeat(levels),
        "<table><tr><td>\n".repeat(levels),
        "<svg>\n".repeat(levels),
        "<template>\n".repeat(levels),
        (0..levels).fold(String::new(), |mut out, n| {
            writeln!(out, "<p><font color={n}>x</p>").unwrap();
            out
        }),
        format!("{}x{}", "<span>\n".repeat(levels), "</span>\n".repeat(levels)),
    ];
    for case in cases {
        let (document, findings) = html(&case);
        let rules: Vec<Rule> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [Rule::NestingTooDeep], "{}", &case[..40]);
        assert!(document.blocks.is_empty());
        let line = findings[0].place.as_ref().and_then(|place| place.line).unwrap();
        assert!((100..600).contains(&line), "line {line} of {levels}: {}", &case[..40]);
    }
}

/// The neighbour of the test above: what browsers still nest is read.
#[test]
fn nesting_below_the_cap_is_read() {
    let (document, findings) = html(&format!("{}deep{}", "<ul><li>".repeat(240), "</li></ul>".repeat(240)));
    assert_eq!(findings, []);
    assert!(sketch(&document).contains("- deep"));
}

#[test]
fn a_page_on_one_line_is_read_whole() {
    let rows = 100_000;
    let page = (0..rows).fold(String::from("<table>"), |mut out, n| {
        write!(out, "<tr><td>{n}</td><td>The request number {n} failed. Send it once more, please.</td></tr>").unwrap();
        out
    });
    let (document, findings) = html(&page);
    assert_eq!(findings, []);
    assert!(document.nodes as usize > rows);
}
