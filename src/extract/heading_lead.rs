//! What a heading says of a code: in its own words, or in the labelled parts below it.

use super::furniture::is_furniture;
use super::item_lead::is_label_word;
use super::lead::{Joint, Lead, read_lead, section_number};
use super::page::Page;
use super::section::{Dress, Section};
use super::spelling::{Shape, shape_of};
use super::told::read_told;
use super::topic::{is_placeholder, is_section_title, names_answer};
use crate::document::{BlockKind, MarkKind, Text};

/// The lead of a heading; wildcards such as `4xx` group codes and are none, questions and sentences neither.
pub(super) fn heading_lead(section: &Section<'_>) -> Option<Lead> {
    let plain = section.text.plain();
    if plain.ends_with(['?', '？']) || plain.len() > 400 || is_placeholder(plain) {
        return None;
    }
    if is_running_head(plain) || is_furniture(plain) {
        return None;
    }
    // "2.1.3. DESCRIPTION": what stands behind the number of a section is its title.
    let numbered = section_number(plain).and_then(|length| plain.get(length..));
    if numbered.is_some_and(|title| is_section_title(title) && !title.contains(char::is_lowercase)) {
        return None;
    }
    let lead = read_lead(section.text)?;
    if is_label_word(&lead) {
        return None;
    }
    let whole = lead.rest.is_empty();
    let marked_whole = section.text.is_all(|kind| *kind == MarkKind::Code);
    match lead.shape {
        Shape::Wildcard => None,
        // A plain word is a code where it is set as code and nothing stands beside it.
        Shape::Word if !(whole && marked_whole) => None,
        // Words in capitals start titles ("HTTP headers"); of them only names such as EPERM are codes before a title.
        // Manual pages set the titles of their sections in capitals.
        Shape::Constant if whole && !lead.marked && !lead.called && is_section_title(plain) => None,
        Shape::Constant if lead.joint == Joint::Space && !lead.marked && !lead.called && lead.symbol.is_none() => {
            let errno = |code: &String| code.len() >= 4 && code.starts_with('E');
            lead.codes.iter().all(|code| code.contains('_') || errno(code)).then_some(lead)
        }
        // `Camel` names start sentences; a code is followed by a sign or by nothing.
        Shape::Camel | Shape::Kebab | Shape::Snake | Shape::Symbolic
            if lead.joint == Joint::Space && !(lead.marked && section.dress != Dress::Strong) && !lead.called =>
        {
            None
        }
        _ => Some(lead),
    }
}

/// Whether a line stands above every page of a manual: `LINK(2)  System Calls  LINK(2)`.
fn is_running_head(plain: &str) -> bool {
    let mut words = plain.split_whitespace();
    words.next().is_some_and(|first| first.ends_with(')') && words.next_back() == Some(first))
}

/// Whether a plain paragraph is nothing but a code.
pub(super) fn is_lone_code(text: &Text) -> bool {
    let plain = text.plain();
    if plain.len() > 80 || is_furniture(plain) {
        return false;
    }
    read_lead(text).is_some_and(|lead| {
        let whole = lead.rest.is_empty() && lead.joint != Joint::Trailing && lead.title.is_none();
        whole
            && !lead.numbered
            && match lead.shape {
                Shape::Number | Shape::Hex | Shape::Id | Shape::Dotted | Shape::Range => true,
                // Beside what fails stands what does not.
                Shape::Constant => plain.len() >= 4 || plain == "OK",
                Shape::Camel | Shape::Snake | Shape::Symbolic => true,
                Shape::Wildcard | Shape::Kebab | Shape::Word => false,
            }
    })
}

/// Whether a block ends what is labelled below a heading: another heading, or a table of more than a label and what it
/// says in each row.
fn ends_labels(block: &BlockKind) -> bool {
    match block {
        BlockKind::Heading(_) => true,
        BlockKind::Table(table) => table.rows.iter().any(|row| row.cells.len() != 2),
        _ => false,
    }
}

/// The code that a line below a heading in words labels, with the heading as its name.
pub(super) fn labelled_lead(page: &Page<'_>, section: &Section<'_>) -> Option<Lead> {
    let title = section.text.plain();
    if title.is_empty() || title.len() > 200 || names_answer(title) {
        return None;
    }
    let below = section.blocks(page).map(|(_, placed)| placed.block);
    let below = below.take_while(|block| !ends_labels(&block.kind)).take(4);
    let told = read_told(&Text::default(), below);
    let (code, _) = told.number.filter(|_| told.called)?;
    let shape = shape_of(&code).filter(|shape| shape.is_key() || shape.is_name())?;
    Some(Lead {
        title: Some(title.to_owned()),
        called: true,
        joint: Joint::Sign,
        rest: title.len()..title.len(),
        ..Lead::new(&code, shape, 0)
    })
}
