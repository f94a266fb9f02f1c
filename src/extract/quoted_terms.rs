//! Codes by themselves in a definition or item, each above a quotation that explains it: what writers of markup get who
//! indent a text below its term.

use super::item::Item;
use super::item_lead::item_lead;
use super::items::Items;
use super::page::{Page, Placed, Within};
use super::surroundings::{introduction_before, surroundings_of};
use crate::document::{BlockKind, Text};

/// So many of them in a row are a list.
const ENOUGH: usize = 3;

/// Runs of such codes, each with its place and end in the page.
pub(crate) fn quoted_terms<'a>(page: &Page<'a>) -> Vec<(usize, usize, Items<'a>)> {
    let mut runs = Vec::new();
    let mut index = 0;
    while let Some(placed) = page.blocks.get(index) {
        let start = index;
        let mut items = Vec::new();
        while let Some((text, quote)) = term(page, index, placed) {
            let node = page.blocks.get(index).map_or(placed.block.id, |term| term.block.id);
            let BlockKind::Quote(blocks) = &quote.block.kind else { break };
            items.push(Item { node, text, terms: &[], blocks: blocks.iter().collect() });
            index = quote.end;
        }
        if items.len() >= ENOUGH {
            let around = surroundings_of(page, start, placed, introduction_before(page, start));
            let read = Items::read(page, placed, "run of terms above quotations", items, around);
            runs.extend(read.map(|items| (start, index, items)));
        }
        index = index.max(start + 1);
    }
    runs
}

/// A code by itself at this place, beside the first of its run, and the quotation right below it.
fn term<'p, 'a>(page: &'p Page<'a>, index: usize, first: &Placed<'a>) -> Option<(&'a Text, &'p Placed<'a>)> {
    let placed = page.blocks.get(index)?;
    let below = page.blocks.get(index + 1)?;
    let BlockKind::Paragraph(text) = &placed.block.kind else { return None };
    let siblings = [placed, below].iter().all(|block| block.within == first.within && block.depth == first.depth);
    let nested = matches!(placed.within, Within::Definition(_) | Within::Item(_));
    let quoted = matches!(below.block.kind, BlockKind::Quote(_));
    let whole = || item_lead(text).is_some_and(|lead| lead.rest.is_empty() && lead.marked);
    (siblings && nested && quoted && whole()).then_some((text, below))
}
