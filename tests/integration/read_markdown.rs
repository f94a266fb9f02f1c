//! Tests of the Markdown reader.

use std::fs;
use std::sync::Arc;

use bindery::diagnostic::Rule;
use bindery::document::Document;
use bindery::read::read;
use bindery::source::{Format, Source, SourceIndex};
use proptest::prelude::*;

use crate::sketch::sketch;

fn source(path: &str, text: &str) -> Source {
    Source {
        index: SourceIndex(0),
        id: Arc::from("page"),
        path: Arc::from(path),
        format: Format::Markdown,
        text: text.to_owned(),
        hash: String::new(),
    }
}

fn document(text: &str) -> Document {
    read(&source("page.md", text), &mut Vec::new())
}

#[test]
fn fixtures_read_as_their_sketches_say() {
    insta::glob!("../fixtures/markdown", "*.md*", |path| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut findings = Vec::new();
        let document = read(&source(&name, &text), &mut findings);
        assert_eq!(findings, [], "{name}");
        insta::assert_snapshot!(sketch(&document));
    });
}

#[test]
fn line_ends_do_not_matter() {
    let text = "# A\n\n| a | b |\n|---|---|\n| 1 | x |\n\n<dl>\n\n<dt>2</dt>\n</dl>\n\n- c\n\n  d\n";
    let expected = sketch(&document(text));
    assert_eq!(sketch(&document(&text.replace('\n', "\r\n"))), expected);
    assert_eq!(sketch(&document(text.trim_end())), expected);
}

#[test]
fn deep_nesting_is_flattened_and_said() {
    let deep = [
        ">".repeat(100_000) + " 404",
        "- ".repeat(100_000) + "404",
        "1. ".repeat(100_000) + "404",
        (0..1000).map(|depth| format!("{:1$}- 404\n", "", depth * 2)).collect(),
        "<Note>\n\n404\n\n".repeat(1000) + &"</Note>\n".repeat(1000),
        (0..500).map(|depth| format!("{:1$}!!! note\n", "", depth * 4)).collect::<String>() + &" ".repeat(2000) + "404",
    ];
    for text in deep {
        let mut findings = Vec::new();
        let document = read(&source("page.md", &text), &mut findings);
        assert!(findings.iter().any(|finding| finding.rule == Rule::NestingTooDeep), "{}", &text[..20]);
        assert!(sketch(&document).contains("404"), "{}", &text[..20]);
    }
}

#[test]
fn runs_of_signs_are_read_in_linear_time() {
    // Each of these took minutes in some Markdown reader.
    for unit in
        ["[", "*a", "`", "a<b>", "{{<", "<a ", "<!-- a\n", "[a](b", "<table>\n\n", "| 1 | a |\n\n", "<div>\n\n# a\n"]
    {
        document(&unit.repeat(20_000));
    }
}

/// What Markdown pages are made of, whole and broken.
const PARTS: [&str; 56] = [
    "| 1 | a |",
    "|---|---|",
    "a | b",
    "|",
    "<table>",
    "</table>",
    "<tr><td>",
    "</td></tr>",
    "<div>",
    "</div>",
    "<details>",
    "<summary>s</summary>",
    "</details>",
    "<Note>",
    "</Note>",
    "<Tab title=\"t\">",
    "</Tab>",
    "<br/>",
    "<!--",
    "-->",
    "{/*",
    "*/}",
    ":::note",
    ":::",
    "!!! note \"t\"",
    "=== \"t\"",
    "{% hint %}",
    "{% endhint %}",
    "{{< x >}}",
    "{{< /x >}}",
    "{{",
    "}}",
    "{{M(\"x\")}}",
    "- ",
    "1. ",
    "> ",
    "    ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "```",
    "~~~",
    "# ",
    "**",
    "`",
    "[a][b]",
    "[a]: b",
    "\\",
    "&lt;",
    ": d",
    "+--+",
    "+==+",
    "import x from 'y'",
    "é注",
    "\r\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_a_page_holds_makes_reading_panic(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..40)) {
        let text = parts.concat();
        let lines = text.lines().count();
        let sketch = sketch(&document(&text));
        for line in sketch.lines() {
            let at: usize = line.trim_start().split(' ').next().unwrap_or("").parse().unwrap_or(0);
            prop_assert!(at <= lines + 1, "{at} is no line of {text:?}");
        }
    }

    #[test]
    fn every_word_of_a_table_comes_out(
        rows in prop::collection::vec(prop::collection::vec("[a-z]{1,4}", 1..5), 1..8),
        ends in prop::collection::vec(prop::sample::select(&["|", "", " "][..]), 8),
    ) {
        let mut text = String::from("| one | two | three |\n|---|---|---|\n");
        let mut number = 100;
        for (row, end) in rows.iter().zip(&ends) {
            text.push('|');
            let cells: Vec<String> = row.iter().map(|word| { number += 1; format!(" {word}{number} ") }).collect();
            text.push_str(&cells.join("|"));
            text.push_str(end);
            text.push('\n');
        }
        let sketch = sketch(&document(&text));
        for code in 101..=number {
            prop_assert!(sketch.contains(&code.to_string()), "{code} of {text:?} is lost: {sketch}");
        }
    }
}

#[test]
fn a_comment_that_never_closes_ends_with_the_page() {
    let sketch = sketch(&document("{% hint %}<!--{% endhint %}{{"));
    assert!(sketch.lines().all(|line| line.trim_start().starts_with("1 ")), "{sketch}");
}
