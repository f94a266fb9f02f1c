//! Counts what on a page must be accounted for: by its own look at every node, apart from the extractors.

use super::account::{Ledger, Unit};
use super::furniture::holds_rows;
use super::offer::Fate;
use super::page::{Page, Placed};
use super::spelling::{Shape, read_code_cell, shape_of};
use super::words::words;
use crate::document::shape::{is_question, section_number};
use crate::document::{Block, BlockKind, MarkKind, NodeId, RegionRole, Text};

/// The units of a page, in page order: what looks as if it held a code, a question, a callout or an entry of a
/// navigation; and whatever else somebody entered into the ledger.
pub(crate) fn survey(page: &Page<'_>, ledger: &Ledger) -> Vec<Unit> {
    let mut units = Vec::new();
    for placed in &page.blocks {
        let block = placed.block;
        match &block.kind {
            BlockKind::Table(table) => {
                for row in &table.rows {
                    if !row.header || ledger.fate(row.id) == Some(&Fate::Taken) {
                        let text = row.cells.iter().map(|cell| cell.text.plain()).collect::<Vec<_>>().join(" | ");
                        units.push(Unit { node: row.id, line: row.line, text });
                    }
                }
            }
            BlockKind::List(list) => {
                for item in &list.items {
                    // An item starts with a code only in the content: what a navigation lists is a title.
                    // What was taken is a title of the outline, a cause of an answer or an entry of its own.
                    let taken = ledger.fate(item.id) == Some(&Fate::Taken);
                    let is_unit = taken || is_entry(&item.text) || (is_link_list(placed) && !item.text.is_empty());
                    unit(&mut units, ledger, is_unit, item.id, item.line, item.text.plain());
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    let is_unit = definition.terms.iter().any(|term| is_lone_code(term.plain()));
                    let text = definition.terms.iter().map(Text::plain).collect::<Vec<_>>().join(", ");
                    unit(&mut units, ledger, is_unit, definition.id, definition.line, &text);
                }
            }
            BlockKind::Heading(heading) => {
                let plain = heading.text.plain();
                let is_unit = is_question(plain) || (section_number(plain).is_none() && is_lone_code(plain));
                unit(&mut units, ledger, is_unit, block.id, block.line, plain);
            }
            BlockKind::Paragraph(text) => unit(&mut units, ledger, is_entry(text), block.id, block.line, text.plain()),
            BlockKind::Code(code) => {
                unit(&mut units, ledger, holds_constants(&code.text), block.id, code.line, &code.text);
            }
            BlockKind::Callout(callout) => {
                let text = callout.blocks.iter().find_map(first_text).unwrap_or(&callout.label);
                unit(&mut units, ledger, true, block.id, block.line, text);
            }
            BlockKind::Comment(comment) => unit(&mut units, ledger, holds_rows(comment), block.id, block.line, comment),
            BlockKind::Quote(_) | BlockKind::Details { .. } | BlockKind::Region { .. } | BlockKind::Lines(_) => {}
        }
    }
    units
}

/// Counts a node that looks like something, or that a rule ignored or somebody reported. What was taken as part of
/// something else (a paragraph below the heading of its code) is not counted again.
fn unit(units: &mut Vec<Unit>, ledger: &Ledger, is_unit: bool, node: NodeId, line: u32, text: &str) {
    let entered = matches!(ledger.fate(node), Some(Fate::Ignored(_) | Fate::Unexplained(_)));
    if is_unit || entered {
        units.push(Unit { node, line, text: text.to_owned() });
    }
}

fn first_text(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Paragraph(text) => Some(text.plain()),
        BlockKind::List(list) => list.items.first().map(|item| item.text.plain()),
        _ => None,
    }
}

/// Whether a list stands in a part of the page that is for navigation.
fn is_link_list(placed: &Placed<'_>) -> bool {
    placed.region.is_some_and(|role| role == RegionRole::Navigation)
}

/// Whether a heading or term is a code, with or without its name, and nothing else.
fn is_lone_code(plain: &str) -> bool {
    read_code_cell(plain).is_some_and(|cell| {
        cell.codes.iter().any(|code| {
            // "System errors (0-499)" is about a range, not one of its codes.
            let after_words = cell.phrase.as_ref().is_some_and(|phrase| phrase.start < code.range.start);
            is_sure(&plain[code.range.clone()], code.shape) && !(after_words && code.shape == Shape::Range)
        })
    })
}

/// Whether a spelling is a code even without anything around it that says so.
fn is_sure(spelled: &str, shape: Shape) -> bool {
    match shape {
        Shape::Number => {
            let digits = spelled.trim_start_matches(|c: char| !c.is_ascii_digit());
            // A year is a heading of a list of changes.
            let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
            (digits.len() >= 3 && !year) || digits.len() < spelled.len()
        }
        Shape::Hex | Shape::Id | Shape::Range => spelled.len() >= 4,
        Shape::Constant => spelled.contains('_') && words().names_failure(spelled),
        Shape::Dotted
        | Shape::Wildcard
        | Shape::Symbolic
        | Shape::Camel
        | Shape::Snake
        | Shape::Kebab
        | Shape::Word => false,
    }
}

/// Whether an item or paragraph starts with a code that a sign or mark divides from the text about it.
fn is_entry(text: &Text) -> bool {
    let plain = text.plain();
    let start: usize = plain.chars().take_while(|c| matches!(c, '(' | '[' | '"' | '“')).map(char::len_utf8).sum();
    let rest = &plain[start..];
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | ')' | ']' | '(' | '"' | '”' | ',' | '，' | '—'))
        .unwrap_or(rest.len());
    let spelled = &rest[..end];
    let Some(shape) = shape_of(spelled).filter(|shape| is_sure(spelled, *shape)) else { return false };
    let after = rest[end..].trim_start();
    let signed = after.starts_with([':', '：', '–', '—', ')', ']', '(', '=']) || after.starts_with("- ");
    let marked = text.marks().iter().any(|mark| {
        mark.range.start <= start
            && mark.range.end >= start + end
            && matches!(mark.kind, MarkKind::Code | MarkKind::Strong)
    });
    let alone = after.is_empty() && shape != Shape::Range;
    signed || (marked && !after.is_empty()) || (alone && shape.is_key() && plain.len() <= 24)
}

/// Whether preformatted text gives values to constants of errors.
fn holds_constants(code: &str) -> bool {
    let mut found = 0;
    for line in code.lines().take(2000) {
        let Some((before, value)) =
            line.split_once('=').or_else(|| line.strip_prefix("#define ").and_then(|rest| rest.split_once(' ')))
        else {
            continue;
        };
        let value = value.trim().trim_end_matches([',', ';']).trim_matches(['(', ')']);
        let name =
            before.split([':', ' ', '\t']).filter(|part| !part.is_empty()).find(|part| words().names_failure(part));
        let named = name.is_some_and(|name| shape_of(name).is_some_and(Shape::is_name));
        found += usize::from(named && shape_of(value).is_some_and(Shape::is_numeric));
    }
    found >= 2
}
