//! Lists that something interrupts: strict Markdown starts another list at each number behind bullets and at each item
//! behind a quotation; the writer meant what stands between to belong to the item above it.

use crate::document::{Block, BlockKind, List, ListItem};

/// A numbered list among the blocks of a container, and the number of its last item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    at: usize,
    last: u64,
}

/// Joins a list to the numbered one before it where it goes on with the next number behind bullets, or where it is the
/// bullets of the last number; gives it back where it stands for itself.
pub(super) fn join(
    blocks: &mut Vec<Block>,
    counted: &mut Option<Counted>,
    numbers: &[u64],
    list: List,
) -> Option<List> {
    let Some(Counted { at, last }) = *counted else { return Some(list) };
    if !list.ordered {
        let below = blocks.len() == at + 1 && list.items.first().is_some_and(|first| is_right_below(blocks, at, first));
        let Some(BlockKind::List(above)) = blocks.get_mut(at).map(|block| &mut block.kind) else { return Some(list) };
        return match above.items.split_last_mut().filter(|(_, before)| below && bulleted(before)) {
            Some((item, _)) => {
                item.blocks
                    .push(Block::new(list.items.first().map_or(item.line, |first| first.line), BlockKind::List(list)));
                None
            }
            None => Some(list),
        };
    }
    if numbers.first() != Some(&(last + 1)) || numbers.len() != list.items.len() {
        return Some(list);
    }
    // The bullets of the first number stand behind it still.
    let apart = match blocks.get(at + 1).map(|block| &block.kind) {
        Some(BlockKind::List(bullets)) if !bullets.ordered && blocks.len() == at + 2 => {
            bullets.items.first().is_some_and(|first| is_right_below(blocks, at, first))
        }
        _ => false,
    };
    let below = blocks.pop_if(|_| apart);
    let goes_on = blocks.len() == at + 1;
    let Some(BlockKind::List(above)) = blocks.get_mut(at).map(|block| &mut block.kind) else { return Some(list) };
    let Some(item) = above.items.last_mut() else { return Some(list) };
    item.blocks.extend(below);
    if !goes_on || !bulleted(std::slice::from_ref(item)) {
        return Some(list);
    }
    above.items.extend(list.items);
    *counted = numbers.last().map(|&last| Counted { at, last });
    None
}

/// So many items with a quotation below each are one list.
const QUOTED: usize = 3;

/// Joins lists of one item that have a quotation right below each: `* 404` above `> There is no lid`.
pub(super) fn join_quoted(blocks: Vec<Block>) -> Vec<Block> {
    let single = |block: &Block| matches!(&block.kind, BlockKind::List(List { items, .. }) if matches!(items.as_slice(), [item] if item.blocks.is_empty()));
    let quoted = |at: usize| {
        blocks.get(at).is_some_and(single)
            && blocks.get(at + 1).is_some_and(|below| matches!(below.kind, BlockKind::Quote(_)))
    };
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let length = (0..).step_by(2).take_while(|step| quoted(at + step)).count();
        if length >= QUOTED {
            runs.push((at, length));
        }
        at += (2 * length).max(1);
    }
    let mut joined = Vec::with_capacity(blocks.len());
    let mut rest = blocks.into_iter().enumerate();
    let mut runs = runs.into_iter().peekable();
    while let Some((at, mut block)) = rest.next() {
        if let Some((_, length)) = runs.next_if(|(start, _)| *start == at)
            && let BlockKind::List(list) = &mut block.kind
        {
            for (_, below) in rest.by_ref().take(2 * length - 1) {
                match below.kind {
                    BlockKind::List(further) => list.items.extend(further.items),
                    _ => list.items.last_mut().into_iter().for_each(|item| item.blocks.push(below.clone())),
                }
            }
        }
        joined.push(block);
    }
    joined
}

/// What stands at the end of the blocks as the start of a numbered list.
pub(super) fn start(blocks: &[Block], numbers: &[u64]) -> Option<Counted> {
    let counts = numbers.first() == Some(&1) && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let at = blocks.len().checked_sub(1).filter(|_| counts)?;
    let BlockKind::List(list) = &blocks.get(at)?.kind else { return None };
    let last = *numbers.last()?;
    (list.ordered && list.items.len() == numbers.len()).then_some(Counted { at, last })
}

/// Whether an item stands on the line below the last item of a list, which has nothing below it yet.
fn is_right_below(blocks: &[Block], at: usize, first: &ListItem) -> bool {
    let Some(BlockKind::List(above)) = blocks.get(at).map(|block| &block.kind) else { return false };
    above.items.last().is_some_and(|item| {
        item.blocks.is_empty() && item.text.line_at(item.text.plain().len()).saturating_add(1) == first.line
    })
}

/// Whether all of some items have bullets.
fn bulleted(items: &[ListItem]) -> bool {
    let bullets = |block: &Block| matches!(&block.kind, BlockKind::List(list) if !list.ordered);
    !items.is_empty() && items.iter().all(|item| item.blocks.last().is_some_and(bullets))
}
