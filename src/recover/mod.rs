//! Recovery: runs of plain lines become the headings, tables, lists and paragraphs that they were on the page.
//!
//! It works by shape alone (blank lines, indents, tabs, repetition, what follows what), so one step serves captures,
//! pipe tables that are broken for a strict parser, and HTML tables that are. It knows no word of any page, only the labels
//! that people put above notes.
//!
//! Headings that a browser puts right below other lines are parted from them first, so that all pages are alike.
//! Each step takes what it is sure of out of the lines and leaves the rest to the next: code, tables drawn with signs,
//! codes with phrases above their texts, texts that hang behind tabs, tables with tabs, terms above their texts, tables in
//! columns and of one cell a line, lists, callouts; what is left are headings and paragraphs.
//! Every step is linear in the number of lines, and no line is lost.

mod align;
mod barred;
mod boxes;
mod callout;
mod code;
mod columns;
mod contents;
mod fields;
mod flush;
mod hanging;
mod heading;
mod layout;
mod list;
mod listed;
mod period;
mod phrased;
mod piece;
mod preformatted;
mod prose;
mod rows;
mod tabs;
mod tagged;
mod terms;

use piece::{Pieces, SourceLine};

use crate::document::shape::CodeShape;
use crate::document::{Block, BlockKind, Document};

/// Gives a document's runs of lines their shape back, and the tables in its preformatted text. Documents without either
/// pass through.
#[must_use]
pub fn recover(document: Document) -> Document {
    let Document { title, blocks, .. } = document;
    Document::new(title, preformatted::recover_preformatted(recover_blocks(blocks)))
}

fn recover_blocks(blocks: Vec<Block>) -> Vec<Block> {
    if !blocks.iter().any(|block| matches!(block.kind, BlockKind::Lines(_))) {
        return blocks;
    }
    let mut pieces = Pieces::default();
    for block in blocks {
        match block.kind {
            BlockKind::Lines(lines) => {
                let lines = lines.into_iter().enumerate();
                pieces.lines(lines.map(|(index, line)| SourceLine::new(line, index == 0)).collect());
            }
            _ => pieces.block(block),
        }
    }
    pieces.stretches_mut().for_each(|lines| section_titles(lines));
    let browsers = pieces.only_lines_mut().is_some_and(flush::part_headings);
    let pieces = code::recover_code(pieces);
    let pieces = fields::recover_fields(pieces);
    let pieces = barred::recover_barred_tables(pieces);
    let pieces = boxes::recover_boxes(pieces);
    let pieces = phrased::recover_phrased(pieces);
    let pieces = hanging::recover_hanging(pieces);
    let pieces = tabs::recover_tabbed_tables(pieces);
    let pieces = tagged::recover_tagged(pieces);
    let pieces = terms::recover_terms(pieces);
    let pieces = listed::recover_listed(pieces);
    let pieces = columns::recover_columns(pieces);
    let pieces = period::recover_periodic_tables(pieces, browsers);
    let pieces = list::recover_lists(pieces);
    let pieces = callout::recover_callouts(pieces);
    prose::recover_prose(pieces, browsers)
}

/// The titles of a manual page's sections look like codes in capitals; their text is indented below them.
fn section_titles(lines: &mut [SourceLine]) {
    for index in 0..lines.len() {
        let deeper = lines.get(index + 1).is_some_and(|next| next.indent >= 3);
        if let Some(line) = lines.get_mut(index)
            && deeper
            && line.indent == 0
            && line.starts_run
            && line.code == Some(CodeShape::Capitals)
        {
            line.code = None;
        }
    }
}
