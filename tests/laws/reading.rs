//! Laws of reading: no page makes it panic, no place is beyond the page, and the account adds up.

use std::sync::Arc;

use bindery::document::{Block, BlockKind, Document};
use bindery::extract::{Declarations, ExtractOptions, PageInfo, explain_decisions, to_json};
use bindery::pipeline::read_page;
use bindery::source::{Format, Source, SourceIndex};

/// A page in memory.
pub(crate) fn source(path: &str, format: Format, text: &str) -> Source {
    let (id, path) = (Arc::from("page"), Arc::from(path));
    Source { index: SourceIndex(0), id, path, format, text: text.to_owned(), hash: String::new() }
}

/// The reader of a format makes a document of any text.
pub(crate) fn reads(path: &str, format: Format, text: &str) {
    let mut findings = Vec::new();
    let document = bindery::read::read(&source(path, format, text), &mut findings);
    let last = last_line(text);
    places_are_in(&document, last);
    for finding in &findings {
        let line = finding.place.as_ref().and_then(|place| place.line).unwrap_or(1);
        assert!((1..=last).contains(&line), "{} is reported at line {line} of {last}", finding.rule);
    }
    places_are_in(&bindery::recover::recover(document), last);
}

/// Everything that a page declares adds up, stands on the page and can be printed.
pub(crate) fn extracts(path: &str, format: Format, text: &str) -> Declarations {
    let mut findings = Vec::new();
    let (page, _) = read_page(&source(path, format, text), &ExtractOptions::default(), &mut findings);
    let declared = page.declarations;
    let account = declared.account;
    assert_eq!(account.seen, account.taken + account.ignored + account.unexplained, "{account:?}");
    assert_eq!(account.unexplained, declared.unexplained.len());
    let last = last_line(text);
    let lines = (declared.codes.iter().map(|code| code.line))
        .chain(declared.constants.iter().map(|constant| constant.line))
        .chain(declared.questions.iter().map(|question| question.line))
        .chain(declared.callouts.iter().map(|callout| callout.line))
        .chain(declared.ignored.iter().map(|ignored| ignored.line))
        .chain(declared.unexplained.iter().map(|left| left.line));
    for line in lines {
        assert!((1..=last).contains(&line), "line {line} of {last}");
    }
    for code in &declared.codes {
        assert!(!code.code.trim().is_empty(), "a code without a spelling at line {}", code.line);
    }
    let _explained = explain_decisions(path, &declared);
    let info = PageInfo { path: path.to_owned(), format, title: declared.title.clone() };
    let mut json = Vec::new();
    to_json(&[(info, declared.clone())], &mut json).expect("memory takes everything");
    serde_json::from_slice::<serde_json::Value>(&json).expect("what is printed as JSON is JSON");
    declared
}

fn last_line(text: &str) -> u32 {
    // What ends with the page may be placed on the line after its last.
    u32::try_from(text.split('\n').count() + 1).expect("pages are short here")
}

fn places_are_in(document: &Document, last: u32) {
    let mut waiting: Vec<&Block> = document.blocks.iter().collect();
    while let Some(block) = waiting.pop() {
        assert!((1..=last).contains(&block.line), "a block at line {} of {last}", block.line);
        match &block.kind {
            BlockKind::List(list) => waiting.extend(list.items.iter().flat_map(|item| &item.blocks)),
            BlockKind::Definitions(list) => waiting.extend(list.iter().flat_map(|definition| &definition.blocks)),
            BlockKind::Table(table) => {
                for row in &table.rows {
                    assert!((1..=last).contains(&row.line), "a row at line {} of {last}", row.line);
                }
            }
            BlockKind::Callout(callout) => waiting.extend(&callout.blocks),
            BlockKind::Quote(inner) | BlockKind::Details { blocks: inner, .. } => waiting.extend(inner),
            BlockKind::Region { blocks, .. } => waiting.extend(blocks),
            BlockKind::Code(code) => assert!((1..=last).contains(&code.line), "code at line {} of {last}", code.line),
            BlockKind::Heading(_) | BlockKind::Paragraph(_) | BlockKind::Lines(_) | BlockKind::Comment(_) => {}
        }
    }
}
