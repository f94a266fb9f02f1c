//! Readers: from the text of a source to a document. They know formats, never what a page means.

mod capture;
mod html;
mod markdown;
mod symbols;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::source::{Format, Source};

/// Reads a source as what its format says it is.
///
/// Reading never fails: a page that is wrong somewhere gives the document that can be made of it, and the findings are
/// added to `findings`.
pub fn read(source: &Source, findings: &mut Vec<Diagnostic>) -> Document {
    match source.format {
        Format::Html => html::read_html(source, findings),
        Format::Markdown => markdown::read_markdown(source, findings),
        Format::Capture => capture::read_capture(source, findings),
        Format::Symbols => symbols::read_symbols(source, findings),
    }
}
