//! Laws of whole runs, for projects that are made at random: a second run writes nothing, and the order of the sources
//! does not change which name a code has.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use bindery::artifact::Mode;
use bindery::catalog::load_catalog;
use bindery::pipeline::{self, Options, Outcome};
use bindery::project::Project;
use proptest::prelude::*;

/// A row of a page: code, description, symbol. Few of each, so that they meet.
type Row = (u32, &'static str, &'static str);

const TEXTS: &[&str] = &[
    "The key has expired.",
    "The file is locked.",
    "Timeout.",
    "Server error.",
    "The lid is open. Close it.",
    "钥匙已过期。",
    "<b>1</b>",
];
const SYMBOLS: &[&str] = &["", "", "ERR_IO_SLOW", "ERR_KEY_EXPIRED", "ERR_IO_FULL", "errIoSlow"];

fn page() -> impl Strategy<Value = Vec<Row>> {
    let row = (prop::sample::select(vec![1_u32, 2, 3, 40, 41, 500, 501, 6001]), 0..TEXTS.len(), 0..SYMBOLS.len());
    prop::collection::vec(row.prop_map(|(code, text, symbol)| (code, TEXTS[text], SYMBOLS[symbol])), 1..6)
}

/// The text of a page in one of three formats.
fn text_of(format: usize, rows: &[Row]) -> (&'static str, String) {
    let mut page = String::new();
    match format {
        0 => {
            page.push_str("# Error codes\n\n| Code | Name | Description |\n|---|---|---|\n");
            for (code, text, symbol) in rows {
                writeln!(page, "| {code} | {symbol} | {text} |").unwrap();
            }
            ("md", page)
        }
        1 => {
            page.push_str("<h1>Error codes</h1><table><tr><th>Code<th>Name<th>Description");
            for (code, text, symbol) in rows {
                writeln!(page, "<tr><td>{code}<td>{symbol}<td>{}", text.replace('<', "&lt;")).unwrap();
            }
            ("html", page)
        }
        _ => {
            page.push_str("Error codes\nCode\nDescription\n");
            for (code, text, _) in rows {
                writeln!(page, "{code}\n{text}").unwrap();
            }
            ("txt", page)
        }
    }
}

fn project(folder: &Path, pages: &[Vec<Row>], order: &[usize]) -> Project {
    let mut file = "catalog: made\ntitle: Made\nversion: 1.0.0\nsources:\n".to_owned();
    for &index in order {
        let (ending, text) = text_of(index, &pages[index]);
        fs::write(folder.join(format!("page{index}.{ending}")), text).unwrap();
        writeln!(file, "  - {{id: page{index}, path: page{index}.{ending}}}").unwrap();
    }
    file.push_str("targets:\n  rust: {crate: made-codes}\n  markdown: {}\n  json-schema: {}\n");
    fs::write(folder.join("bindery.yaml"), file).unwrap();
    Project::load(Some(folder), Path::new(".")).unwrap()
}

fn run(project: &Project, mode: Mode) -> Outcome {
    let options = Options { mode, locked: false, accept_removals: false, new_lock: false };
    pipeline::run(project, options).unwrap()
}

/// The name of each code.
fn names(project: &Project) -> BTreeMap<String, String> {
    let text = fs::read_to_string(project.root.join("generated/catalog.yaml")).unwrap();
    let catalog = load_catalog("catalog.yaml", &text).unwrap();
    catalog.codes.into_iter().map(|entry| (entry.key().unwrap().to_string(), entry.name.to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn a_second_run_is_nothing_and_order_gives_no_names(
        pages in prop::collection::vec(page(), 3),
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let one = project(folder.path(), &pages, &[0, 1, 2]);
        let first = run(&one, Mode::Write);
        if first.failed() {
            // What cannot be read as it should be writes nothing.
            prop_assert!(!folder.path().join("generated").exists());
            return Ok(());
        }
        let again = run(&one, Mode::Write);
        prop_assert_eq!((&again.changes.written, &again.changes.removed), (&Vec::new(), &Vec::new()));
        prop_assert_eq!(run(&one, Mode::Check).drift, Vec::new());
        // Born in another order, and reordered later: the same names.
        let elsewhere = tempfile::tempdir().unwrap();
        let other = project(elsewhere.path(), &pages, &order);
        prop_assert!(!run(&other, Mode::Write).failed());
        prop_assert_eq!(names(&one), names(&other));
        let reordered = project(folder.path(), &pages, &order);
        prop_assert!(!run(&reordered, Mode::Write).failed());
        prop_assert_eq!(names(&reordered), names(&other));
    }
}
