//! Paragraphs of lines that the page breaks, where each line is an entry: `E1 - …<br>E2 - …`.

use crate::document::{Block, BlockKind};
use crate::read::code_lines::split_broken_lines;

/// The blocks with lists in place of such paragraphs. What stands in items, cells and terms belongs to their entries.
pub(super) fn divide_lines(blocks: Vec<Block>) -> Vec<Block> {
    let mut divided = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(text) => {
                if let Some((title, list)) = split_broken_lines(text) {
                    divided.extend(title.map(|title| Block::new(block.line, BlockKind::Paragraph(title))));
                    let line = list.items.first().map_or(block.line, |item| item.line);
                    divided.push(Block::new(line, BlockKind::List(list)));
                    continue;
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Region { blocks: inner, .. }
            | BlockKind::Details { blocks: inner, .. } => {
                *inner = divide_lines(std::mem::take(inner));
            }
            _ => {}
        }
        divided.push(block);
    }
    divided
}
