//! The symbols reader: a list of codes and constants, or an SDK's header, as a document of one block of code.

mod tab_separated;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Code, Document};
use crate::source::Source;

/// Reads a symbol source. The language of the block is the file's extension; a list divided by tabs comes as `tsv`,
/// its columns in the order value, constant, text, every entry on its own line of the source.
pub(super) fn read_symbols(source: &Source, findings: &mut Vec<Diagnostic>) -> Document {
    if source.text.trim().is_empty() {
        return Document::default();
    }
    let extension = source.path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let listed = match extension.as_deref() {
        Some("tsv" | "tab") => true,
        Some("txt") | None => tab_separated::is_listed(&source.text),
        Some(_) => false,
    };
    let (language, text) = if listed {
        (Some("tsv".to_owned()), tab_separated::read_list(source, findings))
    } else {
        (extension, source.text.replace("\r\n", "\n"))
    };
    Document::new(None, vec![Block::new(1, BlockKind::Code(Code { language, text, line: 1, jumps: Vec::new() }))])
}
