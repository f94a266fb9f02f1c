//! Lists of a single item that is a code and nothing else, each above paragraphs that explain it: what writers of
//! Markdown get who do not indent a text below its item.

use foldhash::HashSet;

use super::item::Item;
use super::item_lead::item_lead;
use super::items::Items;
use super::page::{Page, Placed};
use super::surroundings::{introduction_before, surroundings_of};
use crate::document::{Block, BlockKind, NodeId, Text};

/// So many of them on a page are no chance.
const ENOUGH: usize = 3;

/// Runs of such items, and the lists that they are made of.
#[derive(Default)]
pub(super) struct LoneItems<'a> {
    /// The runs, each with its place and end in the page.
    pub(super) runs: Vec<(usize, usize, Items<'a>)>,
    /// The places of their lists.
    pub(super) lists: HashSet<usize>,
}

/// A run of such items: its place, its end, and what each is and has below it.
type Run<'a> = (usize, usize, Vec<(NodeId, &'a Text, Vec<&'a Block>)>);

/// Finds the runs of such items on a page.
pub(super) fn lone_items<'a>(page: &Page<'a>) -> LoneItems<'a> {
    let mut lists: HashSet<usize> = HashSet::default();
    let mut found: Vec<Run<'a>> = Vec::new();
    let mut index = 0;
    while let Some(placed) = page.blocks.get(index) {
        let start = index;
        let mut items = Vec::new();
        while let Some((node, text)) = lone_code(page, index, placed)
            && let Some(list) = page.blocks.get(index)
        {
            let (below, end) = texts_below(page, list.end, placed);
            // One that has lost its text stands among the others.
            if below.is_empty() && items.is_empty() {
                break;
            }
            lists.insert(index);
            items.push((node, text, below));
            index = end;
        }
        if !items.is_empty() {
            found.push((start, index, items));
        }
        index = index.max(start + 1);
    }
    if lists.len() < ENOUGH {
        return LoneItems::default();
    }
    let runs = found.into_iter().filter_map(|(start, end, items)| {
        let placed = page.blocks.get(start)?;
        let items = items.into_iter().map(|(node, text, blocks)| Item { node, text, terms: &[], blocks });
        let around = surroundings_of(page, start, placed, introduction_before(page, start));
        let read = Items::read(page, placed, "run of items above paragraphs", items.collect(), around);
        Some((start, end, read?))
    });
    LoneItems { runs: runs.collect(), lists }
}

/// The code that is all that a list at this place has, beside the first of its run.
fn lone_code<'a>(page: &Page<'a>, index: usize, first: &Placed<'a>) -> Option<(NodeId, &'a Text)> {
    let placed = page.blocks.get(index).filter(|placed| is_beside(placed, first))?;
    let BlockKind::List(list) = &placed.block.kind else { return None };
    let [item] = list.items.as_slice() else { return None };
    let whole = item.blocks.is_empty() && item_lead(&item.text).is_some_and(|lead| lead.rest.is_empty() && lead.marked);
    whole.then_some((item.id, &item.text))
}

/// The paragraphs from this place on, and where they end.
fn texts_below<'a>(page: &Page<'a>, start: usize, first: &Placed<'a>) -> (Vec<&'a Block>, usize) {
    let mut end = start;
    let mut texts = Vec::new();
    while let Some(placed) = page.blocks.get(end).filter(|placed| is_beside(placed, first))
        && matches!(placed.block.kind, BlockKind::Paragraph(_))
    {
        texts.push(placed.block);
        end = placed.end;
    }
    (texts, end)
}

fn is_beside(placed: &Placed<'_>, first: &Placed<'_>) -> bool {
    placed.within == first.within && placed.depth == first.depth
}
