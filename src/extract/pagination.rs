//! Links to the pages before and after this one: what stands right below "Previous" and "Next" is the title of a page.

use super::furniture::turns_page;
use super::page::Placed;
use crate::document::shape::{ends_with_stop, is_title};
use crate::document::{Block, BlockKind, RegionRole};

/// The longest title of a page, in characters.
const LONGEST: usize = 80;

/// Counts the titles of other pages as navigation, where a capture has them right below the words that lead there.
pub(super) fn set_apart(blocks: &mut [Placed<'_>]) {
    let mut above = None;
    for placed in blocks {
        let Some((line, plain)) = line_of(placed.block).filter(|_| placed.region.is_none()) else {
            above = None;
            continue;
        };
        let turns = turns_page(plain);
        let short = is_title(plain) && !ends_with_stop(plain) && plain.chars().count() <= LONGEST;
        if above == Some(line) && !turns && short {
            placed.region = Some(RegionRole::Navigation);
        }
        above = turns.then_some(line + 1);
    }
}

/// The text of a block of a single line, with its line.
fn line_of(block: &Block) -> Option<(u32, &str)> {
    match &block.kind {
        BlockKind::Paragraph(text) => Some((block.line, text.plain())),
        BlockKind::Heading(heading) => Some((block.line, heading.text.plain())),
        _ => None,
    }
    .filter(|(_, plain)| !plain.contains('\n'))
}
