//! Readers: from the text of a source to a document. They know formats, never what a page means.

mod capture;
mod code_lines;
mod html;
mod markdown;
mod numbering;
mod symbols;

use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::document::{Block, BlockKind, Document, Places};
use crate::source::{Format, Source};

/// Reads a source as what its format says it is.
///
/// Reading never fails: a page that is wrong somewhere gives the document that can be made of it, and the findings are
/// added to `findings`.
///
/// Adds `too-much-markup` where tables would spread without bound; the document is then empty.
pub fn read(source: &Source, findings: &mut Vec<Diagnostic>) -> Document {
    let document = match source.format {
        Format::Html => html::read_html(source, findings),
        Format::Markdown => markdown::read_markdown(source, findings),
        Format::Capture => capture::read_capture(source, findings),
        Format::Symbols => symbols::read_symbols(source, findings),
    };
    let Some(line) = spreads_at(&document) else { return document };
    findings.push(
        Diagnostic::new(Rule::TooMuchMarkup, "merged cells and rows of unlike length spread this table without bound")
            .at(Place::line(source.path.clone(), line))
            .hint("divide the table, or take the `colspan` and `rowspan` away that cover nothing"),
    );
    Document::default()
}

/// The line of the table with which the tables of a page spread over more places than can be held.
fn spreads_at(document: &Document) -> Option<u32> {
    let mut places = Places::default();
    let mut waiting: Vec<&Block> = document.blocks.iter().rev().collect();
    while let Some(block) = waiting.pop() {
        match &block.kind {
            BlockKind::Table(table) if places.exceed_with(table) => return Some(block.line),
            BlockKind::List(list) => waiting.extend(list.items.iter().flat_map(|item| &item.blocks)),
            BlockKind::Definitions(list) => waiting.extend(list.iter().flat_map(|definition| &definition.blocks)),
            BlockKind::Callout(callout) => waiting.extend(&callout.blocks),
            BlockKind::Quote(blocks) | BlockKind::Details { blocks, .. } | BlockKind::Region { blocks, .. } => {
                waiting.extend(blocks);
            }
            BlockKind::Table(_)
            | BlockKind::Heading(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Code(_)
            | BlockKind::Lines(_)
            | BlockKind::Comment(_) => {}
        }
    }
    None
}
