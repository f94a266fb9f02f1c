//! Terms that end in a colon, each right above the lines that tell it: definition lists as a browser shows them.

use super::heading::signature;
use super::piece::{Pieces, SourceLine, replace_from};
use crate::document::{Block, BlockKind, Definition, NodeId};

/// So many terms that are written alike are no chance.
const LEAST: usize = 2;

/// Takes lists of terms that name a code out of the lines.
pub(super) fn recover_terms(pieces: Pieces) -> Pieces {
    replace_from(pieces, terms)
}

/// The list that starts in this line, and the line after its last.
fn terms(lines: &[SourceLine], at: usize) -> Option<(usize, Block)> {
    let first = lines.get(at)?;
    let mut definitions = Vec::new();
    let mut end = at;
    while let Some(line) = lines.get(end).filter(|line| is_term(line)) {
        let below = lines[end + 1..].iter().take_while(|next| !next.starts_run && !is_term(next));
        let blocks: Vec<Block> =
            below.map(|line| Block::new(line.number, BlockKind::Paragraph(line.content()))).collect();
        if blocks.is_empty() {
            break;
        }
        end += 1 + blocks.len();
        definitions.push(Definition {
            id: NodeId::default(),
            line: line.number,
            terms: vec![line.text.clone()],
            blocks,
        });
    }
    (definitions.len() >= LEAST).then(|| (end, Block::new(first.number, BlockKind::Definitions(definitions))))
}

/// Whether a line names a code and ends in a colon.
fn is_term(line: &SourceLine) -> bool {
    let alone = line.cells.len() == 1 && line.bullet.is_none() && line.indent == 0;
    alone && line.plain().ends_with([':', '：']) && signature(line.plain()).is_some()
}
