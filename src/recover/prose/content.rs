//! Where the content of a page starts: behind its navigation.

use super::super::piece::{Piece, SourceLine};
use crate::document::shape::{CodeShape, code_shape, ends_with_stop, is_sentence, section_number};
use crate::document::{Block, BlockKind, List};

/// A list of titles in front of the content with so many of them is navigation.
const LEAST_NAVIGATION: usize = 8;
/// Where the content starts: behind the navigation in front of it.
pub(super) fn content_start(pieces: &[Piece]) -> usize {
    let mut start = 0;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Block(Block { kind: BlockKind::List(list), .. }) => {
                let (titles, sentences) = count(list);
                // A list of codes is what the page is about.
                let coded = list.items.iter().filter(|item| starts_with_code(item.text.plain())).count();
                if coded * 2 > list.items.len() {
                    break;
                }
                if titles >= LEAST_NAVIGATION && sentences * 20 <= titles {
                    start = index + 1;
                } else {
                    break;
                }
            }
            Piece::Block(_) => break,
            Piece::Line(line) => {
                if speaks(line) || (line.starts_run && section_number(line.plain()).is_some()) {
                    break;
                }
            }
        }
    }
    // What stands directly below the navigation is still in front of the content.
    while start > 0 && matches!(pieces.get(start), Some(Piece::Line(line)) if !line.starts_run) {
        start += 1;
    }
    start
}

/// Whether a sentence stands in front of a piece: so does the content, then.
pub(super) fn speaks_before(pieces: &[Piece], index: usize) -> bool {
    pieces.iter().take(index).any(|piece| matches!(piece, Piece::Line(line) if speaks(line)))
}

/// Whether a line is a sentence of the content.
fn speaks(line: &SourceLine) -> bool {
    let text = line.plain();
    ends_with_stop(text) && !text.ends_with(['!', '！']) && line.length() >= 30
}

/// Whether the first word of a text is a code.
fn starts_with_code(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("").trim_end_matches([':', '：', ')', ',']);
    code_shape(first).is_some_and(|shape| shape != CodeShape::Capitals)
}

/// How many items a list has with those below it, and how many of them are sentences. Lists are never nested deep.
fn count(list: &List) -> (usize, usize) {
    list.items.iter().fold((0, 0), |(titles, sentences), item| {
        let below = item.blocks.iter().map(|block| match &block.kind {
            BlockKind::List(list) => count(list),
            _ => (0, 0),
        });
        let (more, long) = below.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        (titles + 1 + more, sentences + long + usize::from(is_sentence(item.text.plain())))
    })
}
