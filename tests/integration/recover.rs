//! Tests of recover.

use bindery::document::{Block, BlockKind, Document, List, Table, Text};
use bindery::recover::recover;
use proptest::prelude::*;

use crate::read_capture::read_capture;
use crate::sketch::sketch;

/// What recovery makes of a capture.
fn recovered(text: &str) -> Document {
    recover(read_capture(text))
}

#[test]
fn pages() {
    insta::glob!("../fixtures/recover", "*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(sketch(&recovered(&text)));
    });
}

fn seed(name: &str) -> Document {
    recovered(&std::fs::read_to_string(format!("{}/seeds/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap())
}

fn headings(document: &Document) -> Vec<(u8, &str)> {
    let headings = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some((heading.level, heading.text.plain())),
        _ => None,
    });
    headings.collect()
}

fn tables(document: &Document) -> Vec<&Table> {
    let tables = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn items(list: &List) -> usize {
    let below = |blocks: &[Block]| {
        let lists = blocks.iter().map(|block| if let BlockKind::List(list) = &block.kind { items(list) } else { 0 });
        lists.sum::<usize>()
    };
    list.items.iter().map(|item| 1 + below(&item.blocks)).sum()
}

fn lists(document: &Document) -> Vec<usize> {
    let list = |block: &Block| if let BlockKind::List(list) = &block.kind { Some(items(list)) } else { None };
    document.blocks.iter().filter_map(list).collect()
}

#[test]
fn the_error_page_has_its_tables() {
    let page = seed("error-codes.txt");
    let tables = tables(&page);
    let rows = || tables.iter().flat_map(|table| table.rows.iter().filter(|row| !row.header));
    assert_eq!(tables.len(), 18);
    assert_eq!(rows().count(), 425);
    assert!(rows().all(|row| row.cells.len() == 2 && row.cells.iter().all(|cell| !cell.text.is_empty())));
    assert!(rows().all(|row| bindery::document::shape::is_code_shaped(row.cells[0].text.plain())));
    assert!(rows().all(|row| !row.cells[1].text.plain().contains('\n')));
    assert_eq!(lists(&page), [680]);
    let callouts = page.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Callout(_)));
    assert_eq!(callouts.count(), 2);
    insta::assert_debug_snapshot!(headings(&page));
}

#[test]
fn the_question_page_has_its_questions() {
    let page = seed("faq-user-profile.txt");
    assert_eq!(lists(&page), [134, 7]);
    assert!(tables(&page).is_empty());
    insta::assert_debug_snapshot!(headings(&page));
}

/// The words that a reader sees, without what numbers and bullets an item of a list.
fn words<'a>(text: impl Iterator<Item = &'a str>) -> Vec<String> {
    let number = |word: &str| {
        let inner = word.trim_start_matches('(');
        inner.ends_with(['.', ')']) && inner.len() <= 4 && inner[..inner.len() - 1].bytes().all(|b| b.is_ascii_digit())
    };
    let mut words: Vec<String> = text
        .flat_map(|text| text.split(|c: char| c.is_whitespace() || c == '|'))
        .filter(|word| !number(word))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        // Pages of plain text have a small letter for a bullet.
        .filter(|word| !word.is_empty() && word != "o")
        .collect();
    words.sort_unstable();
    words
}

fn texts<'a>(blocks: &'a [Block], out: &mut Vec<&'a str>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => out.push(heading.text.plain()),
            BlockKind::Paragraph(text) => out.push(text.plain()),
            BlockKind::List(list) => {
                for item in &list.items {
                    out.push(item.text.plain());
                    texts(&item.blocks, out);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    out.extend(definition.terms.iter().map(Text::plain));
                    texts(&definition.blocks, out);
                }
            }
            BlockKind::Table(table) => {
                out.extend(table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.plain()));
            }
            BlockKind::Callout(callout) => {
                out.push(&callout.label);
                texts(&callout.blocks, out);
            }
            BlockKind::Code(code) => out.push(&code.text),
            BlockKind::Details { .. }
            | BlockKind::Quote(_)
            | BlockKind::Region { .. }
            | BlockKind::Lines(_)
            | BlockKind::Comment(_) => panic!("recovery makes no {block:?}"),
        }
    }
}

/// A line such as pages have, or such as none has.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Error Code",
        "Description",
        "Solution",
        "HTTP Status",
        "4001",
        "4002",
        "-7",
        "0x7F",
        "E_EMPTY",
        "NotFound",
        "OK",
        "404",
        "100-199",
        "The shelf is empty.",
        "the lock",
        "Try again.",
        "Note",
        "Caution",
        "Warning: Mind the gap.",
        "1. Walls",
        "2. Windows",
        "1.1 Doors",
        "(4) E_EMPTY",
        "(5) E_OPEN",
        "Why is the window open?",
        "• House",
        "  • Wall",
        "    • Brick",
        "- Lamp",
        "101\tEmpty",
        "102\tOpen\tShut",
        "\tShut",
        "Class 01",
        "7      Seven",
        "8      Eight",
        "       and more of it",
        "----   -----",
        "====  ====",
        "| 1 | One |",
        "|---|---|",
        "+---+---+",
        "| 2 | Two |",
        "{",
        "}",
        "  \"a\": 1,",
        "#define E_A 1",
        "A > B > C",
        "Last updated: 2024-05-06",
        "PDF",
        "House",
        "错误码",
        "请稍后重试。",
        "A line of prose that is long enough to be wrapped by a page that wraps",
        "",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => "[a-zA-Z0-9 .:()\t|]{0,60}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost(lines in prop::collection::vec(line(), 0..60)) {
        let text = lines.join("\n");
        let document = recovered(&text);
        let mut found = Vec::new();
        texts(&document.blocks, &mut found);
        prop_assert_eq!(words(found.into_iter()), words(std::iter::once(text.as_str())), "{}", sketch(&document));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        recovered(&text);
    }
}

#[test]
fn deep_lists_stay_shallow() {
    let text: String = (0..2_000).map(|depth| format!("{}• Item {depth}\n", " ".repeat(depth))).collect();
    let document = recovered(&text);
    assert_eq!(lists(&document), [2_000]);
}
