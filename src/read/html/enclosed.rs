//! Regions that hold all of a page: `<header/>`, which a browser never ends, sets nothing apart.

use crate::document::{Block, BlockKind};

/// Of ten parts of a page so many are all of it.
const NEARLY_ALL: usize = 9;

/// The blocks with those of a region in its place, where that region holds nearly all of them.
pub(super) fn open_whole(blocks: Vec<Block>) -> Vec<Block> {
    let sizes: Vec<usize> = blocks.iter().map(size).collect();
    let all: usize = sizes.iter().sum();
    let is_whole = |(block, size): (&Block, &usize)| {
        matches!(block.kind, BlockKind::Region { .. }) && size * 10 >= all * NEARLY_ALL && has_heading(block)
    };
    let Some(at) = blocks.iter().zip(&sizes).position(is_whole) else { return blocks };
    let mut opened = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.into_iter().enumerate() {
        match block.kind {
            BlockKind::Region { blocks: inner, .. } if index == at => opened.extend(inner),
            _ => opened.push(block),
        }
    }
    opened
}

/// How many blocks, rows and items a block has directly and in the regions within it.
fn size(block: &Block) -> usize {
    let mut count = 0;
    let mut waiting = vec![block];
    while let Some(block) = waiting.pop() {
        count += match &block.kind {
            BlockKind::Region { blocks, .. } | BlockKind::Quote(blocks) | BlockKind::Details { blocks, .. } => {
                waiting.extend(blocks);
                0
            }
            BlockKind::List(list) => list.items.len(),
            BlockKind::Definitions(definitions) => definitions.len(),
            BlockKind::Table(table) => table.rows.len(),
            BlockKind::Comment(_) => 0,
            BlockKind::Heading(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Callout(_)
            | BlockKind::Code(_)
            | BlockKind::Lines(_) => 1,
        };
    }
    count
}

/// Whether headings stand in it that head something: a banner has one at most.
fn has_heading(block: &Block) -> bool {
    let BlockKind::Region { blocks, .. } = &block.kind else { return false };
    blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_))).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Heading, RegionRole, Text};

    fn page(inside: usize, outside: usize) -> Vec<Block> {
        let heading = Heading { level: 2, text: Text::plain_at("x", 1), anchor: None };
        let heading = Block::new(1, BlockKind::Heading(heading));
        let blocks = vec![heading; inside];
        let mut page = vec![Block::new(1, BlockKind::Region { role: RegionRole::Header, blocks })];
        page.extend(vec![Block::new(1, BlockKind::Paragraph(Text::plain_at("x", 1))); outside]);
        page
    }

    #[test]
    fn a_region_that_holds_the_page_is_none() {
        assert_eq!(open_whole(page(9, 1)).len(), 10);
        assert_eq!(open_whole(page(9, 2)).len(), 3);
        assert_eq!(open_whole(page(1, 0)).len(), 1);
    }
}
