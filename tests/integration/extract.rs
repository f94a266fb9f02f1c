//! Tests of extract: pages in, declarations out, and the account over both.

use std::fmt::Write;

use bindery::document::Document;
use bindery::extract::{Declarations, ExtractOptions, extract};
use bindery::project::IgnoreRule;
use bindery::read::read;
use bindery::recover::recover;
use bindery::source::{Source, SourceIndex, tell_format};

/// A page as the extractors get it.
fn document(path: &str, text: &str) -> Document {
    let format = tell_format(path, text);
    let (id, path, hash) = ("page".into(), path.into(), String::new());
    let source = Source { index: SourceIndex(0), id, path, format, text: text.to_owned(), hash };
    recover(read(&source, &mut Vec::new()))
}

fn declarations(path: &str, text: &str) -> Declarations {
    extract(&document(path, text), &ExtractOptions::default())
}

/// Declarations as lines that a reviewer of snapshots can read.
fn summary(declarations: &Declarations) -> String {
    let mut out = String::new();
    if let Some(title) = &declarations.title {
        writeln!(out, "title {title:?} trail {:?} updated {:?}", declarations.trail, declarations.updated).unwrap();
    }
    for code in &declarations.codes {
        let symbol = code.symbol.as_deref().unwrap_or("-");
        let given_up = if code.deprecated { " (deprecated)" } else { "" };
        writeln!(
            out,
            "{:>3} {} | {symbol} | {:?} in {}{given_up}",
            code.line,
            code.code,
            code.description,
            code.path.join(" > ")
        )
        .unwrap();
        for field in &code.fields {
            writeln!(out, "      {:?} {}: {:?}", field.role, field.header, field.text).unwrap();
        }
    }
    for ignored in &declarations.ignored {
        writeln!(out, "{:>3} ignored by {}: {}", ignored.line, ignored.rule, ignored.text).unwrap();
    }
    for unexplained in &declarations.unexplained {
        writeln!(out, "{:>3} unexplained, {}: {}", unexplained.line, unexplained.reason, unexplained.text).unwrap();
    }
    for decision in &declarations.decisions {
        writeln!(out, "{}: {}", decision.subject, decision.verdict).unwrap();
    }
    let account = declarations.account;
    let (seen, taken) = (account.seen, account.taken);
    writeln!(out, "seen {seen} = taken {taken} + ignored {} + unexplained {}", account.ignored, account.unexplained)
        .unwrap();
    out
}

/// The promise that the account adds up, and that each code stands on the line that is given for it.
fn assert_accounted(path: &str, text: &str, declarations: &Declarations) {
    let account = declarations.account;
    assert_eq!(account.seen, account.taken + account.ignored + account.unexplained, "{path}");
    assert_eq!(account.ignored, declarations.ignored.len(), "{path}");
    assert_eq!(account.unexplained, declarations.unexplained.len(), "{path}");
    let lines: Vec<&str> = text.lines().collect();
    for code in &declarations.codes {
        let line = lines.get(code.line as usize - 1).copied().unwrap_or("");
        // Markdown escapes underscores and the like.
        let plain = line.replace('\\', "");
        assert!(plain.contains(&code.code), "{path}:{}: {:?} is not in {line:?}", code.line, code.code);
    }
}

#[test]
fn fixtures() {
    insta::glob!("../fixtures/extract", "*.*", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let declarations = declarations(&path.to_string_lossy(), &text);
        assert_accounted(&path.to_string_lossy(), &text, &declarations);
        insta::assert_snapshot!(summary(&declarations));
    });
}

#[test]
fn the_seed_page_gives_every_row() {
    let text = std::fs::read_to_string("seeds/error-codes.txt").unwrap();
    let declarations = declarations("error-codes.txt", &text);
    let numbers =
        declarations.codes.iter().filter(|code| code.code.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
    assert_eq!(numbers.count(), 425);
}

#[test]
fn the_seed_questions_page_says_where_it_stands() {
    let text = std::fs::read_to_string("seeds/faq-user-profile.txt").unwrap();
    let declarations = declarations("faq-user-profile.txt", &text);
    assert_eq!(declarations.title.as_deref(), Some("User Profile and Relationship Chain"));
    assert_eq!(declarations.trail, ["Documentation", "Chat", "FAQs"]);
    assert_eq!(declarations.updated.as_deref(), Some("2025-11-06 16:09:47"));
    assert_eq!((declarations.questions.len(), declarations.codes.len()), (4, 0));
}

/// A table of ten rows, of which one is changed by `edit`.
fn table(edit: impl Fn(usize) -> Option<String>) -> String {
    let mut page = "# Error codes\n\n| Error code | Description |\n|---|---|\n".to_owned();
    for row in 0..10 {
        let whole = format!("| {} | The lid {row} is not closed. |", 4100 + row);
        page.push_str(&edit(row).unwrap_or(whole));
        page.push('\n');
    }
    page
}

#[test]
fn a_removed_cell_or_garbled_row_is_reported() {
    let unexplained = |broken: &str| {
        let page = table(|row| (row == 6).then(|| broken.to_owned()));
        let declarations = declarations("page.md", &page);
        let reasons: Vec<(String, u32)> =
            declarations.unexplained.iter().map(|one| (one.reason.clone(), one.line)).collect();
        (declarations.codes.len(), reasons)
    };
    let reported = |reason: &str| vec![(reason.to_owned(), 11)];
    assert_eq!(unexplained("| 4106 | The lid 6 is not closed. |"), (10, vec![]));
    assert_eq!(unexplained("| | The lid 6 is not closed. |"), (9, reported("the code cell is empty")));
    assert_eq!(unexplained("| The lid 6 is not closed. |"), (9, reported("the code cell is no code")));
    assert_eq!(unexplained("| lid | The lid 6 is not closed. |"), (9, reported("the code cell is no code")));
    // The code is taken, and the gap is reported.
    assert_eq!(unexplained("| 4106 | |"), (10, reported("the description is missing")));
    assert_eq!(unexplained("| 4106 |"), (10, reported("the description is missing")));
}

#[test]
fn rules_of_the_project_file_come_first() {
    let text = "# Lid errors\n\nBuy a lid today!\n\nPDF\n";
    let rule = |rule: &str, line: Option<&str>, starts: Option<&str>| IgnoreRule {
        rule: rule.into(),
        line: line.map(str::to_owned),
        starts_with: starts.map(str::to_owned),
        contains: None,
    };
    let options = ExtractOptions {
        ignore: vec![rule("sales", None, Some("Buy a lid")), rule("tools", Some("PDF"), None)],
        ..ExtractOptions::default()
    };
    let declarations = extract(&document("page.md", text), &options);
    let rules: Vec<&str> = declarations.ignored.iter().map(|ignored| ignored.rule.as_str()).collect();
    assert_eq!(rules, ["sales", "tools"]);
}

#[test]
fn pages_without_codes_give_none() {
    let readme = "# Box\n\n## Install\n\n| Platform | Package | Version |\n|---|---|---|\n| Linux | box | 1.2.3 |\n\n\
                  ## Options\n\n| Option | Default | Description |\n|---|---|---|\n| `MAX_ERRORS` | 10 | Fails after as many errors |\n\n\
                  ## Languages\n\n| Code | Language |\n|---|---|\n| de | German |\n| fr | French |\n";
    assert_eq!(declarations("README.md", readme).codes, []);
}

/// The codes and what is unexplained of a page, in short.
fn outcome(text: &str) -> (Vec<String>, Vec<String>) {
    let found = declarations("page.md", text);
    assert_accounted("page.md", text, &found);
    let codes = found.codes.into_iter().map(|code| code.code).collect();
    (codes, found.unexplained.into_iter().map(|left| left.text).collect())
}

#[test]
fn garbled_numbers_are_no_new_codes() {
    let table = "# Error codes\n\n| Code | Description |\n|---|---|\n| 1001 | The lid failed. |\n| 1OO2 | It is lost. |\n\
                 | 1003 | The key failed. |\n| TBD | To come. |\n| SEE BELOW | More. |\n| 1004 | The box failed. |\n\
                 | 1005 | The bag failed. |\n";
    let (codes, left) = outcome(table);
    assert_eq!(codes, ["1001", "1003", "1004", "1005"]);
    assert_eq!(left, ["1OO2 | It is lost.", "SEE BELOW | More."]);
    let headings =
        "# Error codes\n\n## 1001\n\nThe lid failed.\n\n## 1OO2\n\nIt is lost.\n\n## 1003\n\nThe key failed.\n";
    assert_eq!(outcome(headings), (vec!["1001".into(), "1003".into()], vec!["1OO2".into()]));
    let list = "# Error codes\n\n- 1001: The lid failed.\n- 10O2: It is lost.\n- 1003: The key failed.\n";
    assert_eq!(outcome(list), (vec!["1001".into(), "1003".into()], vec!["10O2: It is lost.".into()]));
}

#[test]
fn thousands_are_no_two_codes() {
    let page =
        "# Error codes\n\n| Code | Description |\n|---|---|\n| 10,001 | The lid failed. |\n| 10,002 | It is lost. |\n";
    assert_eq!(outcome(page), (vec!["10,001".into(), "10,002".into()], vec![]));
}

#[test]
fn codes_that_look_like_years_are_not_lost() {
    let headings = "# Lids\n\n## 1999 Rate limit exceeded\n\nWait.\n\n## 2000 Server error\n\nWait.\n\n## 3000 Lid failed\n\nWait.\n";
    assert_eq!(outcome(headings).0, ["1999", "2000", "3000"]);
    let list = "# Lids\n\n- 2001: Permission denied.\n- 2002: The lid failed.\n";
    assert_eq!(outcome(list), (vec![], vec!["2001: Permission denied.".into(), "2002: The lid failed.".into()]));
    let headed = "# Error codes\n\n- 2001: Permission denied.\n- 2002: The lid failed.\n";
    assert_eq!(outcome(headed).0, ["2001", "2002"]);
    let history = "# History\n\n- 2001: The first lid.\n- 2002: The second lid.\n";
    assert_eq!(outcome(history), (vec![], vec![]));
}

#[test]
fn a_table_that_is_cut_off_is_reported() {
    let head = "# Error codes\n\n| Code | Description |\n|---|---|\n| 1001 | The lid failed. |\n";
    for cut in ["| 1002 | ", "| 1002 |  |\n", "| 1002 | It is lost. |\n| 1003 |"] {
        let (_, left) = outcome(&format!("{head}{cut}"));
        assert_eq!(left.len(), 1, "{cut}: {left:?}");
        assert!(left.iter().all(|text| !text.ends_with('|')), "{left:?}");
    }
}

#[test]
fn a_question_within_an_answer_is_its_own() {
    let page = "# Error codes\n\n| Code | Description |\n|---|---|\n| 1001 | The lid failed. |\n| 1002 | It is lost. |\n\n\
                ## FAQ\n\n### Why do I get 1001?\n\nThe lid is open.\n\nQ: Is 1002 bad?\n\nA: No.\n\n\
                <details><summary>What does 1002 mean?</summary>\n\nIt is lost.\n\n</details>\n";
    let questions = declarations("page.md", page).questions;
    let found: Vec<(&str, &str, Vec<&str>)> = questions
        .iter()
        .map(|found| {
            let codes = found.codes.iter().map(String::as_str).collect();
            (found.question.as_str(), found.answer.as_str(), codes)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Why do I get 1001?", "The lid is open.", vec!["1001"]),
            ("Is 1002 bad?", "No.", vec!["1002"]),
            ("What does 1002 mean?", "It is lost.", vec!["1002"]),
        ]
    );
}

/// Whatever is ignored can be looked up by the name of its rule, and the table has no rule that is gone.
#[test]
fn each_rule_that_ignores_something_is_explained() {
    let mut used = std::collections::BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("tests/fixtures"), "seeds".into()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok((page, _)) = bindery::pipeline::extract_file(&path, None) {
                used.extend(page.declarations.ignored.into_iter().map(|ignored| ignored.rule));
            }
        }
    }
    let unexplained: Vec<_> = used.iter().filter(|rule| bindery::extract::explain_ignored(rule).is_none()).collect();
    assert!(unexplained.is_empty(), "src/extract/ignored.yaml lacks {unexplained:?}");
    let mut code = String::new();
    let mut folders = vec![std::path::PathBuf::from("src/extract")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") || path.ends_with("furniture.yaml") {
                code.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let stands = |rule: &str| code.contains(&format!("\"{rule}\"")) || code.contains(&format!("- rule: {rule}\n"));
    let gone: Vec<_> = bindery::extract::ignoring_rules().filter(|rule| !stands(rule)).collect();
    assert!(gone.is_empty(), "nothing is ignored by {gone:?}");
    for furniture in code.lines().filter_map(|line| line.strip_prefix("- rule: ")) {
        assert!(bindery::extract::explain_ignored(furniture).is_some(), "src/extract/ignored.yaml lacks {furniture}");
    }
}
