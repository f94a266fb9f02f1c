//! The html reader: what a person sees of a saved page, or of a fragment of one.
//!
//! The page is parsed once as browsers parse it ([`parse`]), told apart by element ([`element`]) and walked once
//! ([`walk`]), without recursion; what the walk builds are frames ([`frame`]) that become blocks when they end.

mod broken;
mod callout;
mod code;
mod crowded;
mod element;
mod enclosed;
mod frame;
mod hidden;
mod numbered;
mod parse;
mod permalink;
mod reference;
mod table;
mod unended;
mod walk;

use std::borrow::Cow;
use std::sync::Arc;

use self::crowded::MAX_ATTRIBUTES;
use self::parse::{Excess, MAX_DEPTH, Page, TooMuch};
use self::walk::Walk;
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::document::{Block, Document};
use crate::source::Source;

/// Reads a page.
///
/// Adds `nesting-too-deep` or `too-much-markup` where the page is refused; the document is then empty.
pub(super) fn read_html(source: &Source, findings: &mut Vec<Diagnostic>) -> Document {
    let (named, text) = match super::markdown::fill_in(&source.text) {
        Some((title, text)) => (title, Cow::Owned(text)),
        None => (None, unwrap_component(&source.text)),
    };
    match Page::parse(&unended::with_ends(&text), 1, false) {
        Ok(page) => {
            let (title, blocks) = Walk::new(&page).run();
            Document::new(title.or(named), enclosed::open_whole(broken::divide_lines(blocks)))
        }
        Err(too_much) => {
            findings.push(refuse(too_much, source.path.clone()));
            Document::default()
        }
    }
}

/// Reads a fragment that starts at `first_line` of its source, one-based.
///
/// Adds `nesting-too-deep` or `too-much-markup`, at the line of a place without a path, where the fragment is refused.
pub(in crate::read) fn read_html_fragment(text: &str, first_line: u32, findings: &mut Vec<Diagnostic>) -> Vec<Block> {
    match Page::parse(text, first_line, true) {
        Ok(page) => Walk::new(&page).run().1,
        Err(too_much) => {
            findings.push(refuse(too_much, "".into()));
            Vec::new()
        }
    }
}

/// The page of a component that is one template, as builders of sites keep them; other templates are never shown. What
/// stands where stays.
fn unwrap_component(text: &str) -> Cow<'_, str> {
    const OPEN: &str = "<template";
    const CLOSE: &str = "</template>";
    let start = text.len() - text.trim_start().len();
    let opens = text.get(start..start + OPEN.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(OPEN));
    match opens.then(|| text.rfind(CLOSE)).flatten() {
        Some(end) if text[end + CLOSE.len()..].trim().is_empty() => {
            let inner = &text[start + OPEN.len()..end];
            Cow::Owned(format!("{}<section {inner}</section> {}", &text[..start], &text[end + CLOSE.len()..]))
        }
        _ => Cow::Borrowed(text),
    }
}

fn refuse(too_much: TooMuch, path: Arc<str>) -> Diagnostic {
    let (rule, message, hint) = match too_much.what {
        Excess::Depth => (
            Rule::NestingTooDeep,
            format!("markup is nested more than {MAX_DEPTH} elements deep"),
            "save the page again, or close the elements that never end",
        ),
        Excess::Attributes => (
            Rule::TooMuchMarkup,
            format!("a tag has more than {MAX_ATTRIBUTES} attributes"),
            "save the page again, or end the tag that never ends",
        ),
    };
    Diagnostic::new(rule, message).at(Place::line(path, too_much.line)).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;

    #[test]
    fn a_component_is_its_template() {
        for (text, shown) in [
            ("\n<template><p>one</p></template>\n", "\n<section ><p>one</p></section> \n"),
            ("<template>one</template><p>two</p>", "<template>one</template><p>two</p>"),
            ("<p>one</p><template>two</template>", "<p>one</p><template>two</template>"),
            ("<template>one", "<template>one"),
        ] {
            assert_eq!(unwrap_component(text), shown);
        }
    }

    #[test]
    fn a_fragment_counts_lines_from_where_it_stands() {
        let mut findings = Vec::new();
        let blocks = read_html_fragment("<tr>\n<td>1</td><td>one\ntwo</td></tr>\n<!-- end -->", 40, &mut findings);
        let lines: Vec<u32> = blocks.iter().map(|block| block.line).collect();
        let [Block { kind: BlockKind::Table(table), .. }, Block { kind: BlockKind::Comment(_), .. }] =
            blocks.as_slice()
        else {
            panic!("a table and a comment: {blocks:?}")
        };
        let text = &table.rows[0].cells[1].text;
        assert_eq!((lines, text.line(), text.line_at(4)), (vec![40, 43], 41, 42));
        assert_eq!(findings, []);
    }

    #[test]
    fn a_fragment_that_is_nested_too_deeply_is_refused_at_its_line() {
        let mut findings = Vec::new();
        let blocks = read_html_fragment(&"<p>x\n<div>".repeat(2000), 10, &mut findings);
        assert_eq!(blocks, []);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].place.as_ref().and_then(|place| place.line).is_some_and(|line| line > 500));
    }
}
