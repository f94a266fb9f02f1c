//! The navigation tree: what a page's side bar lists of its site.

use super::OutlineEntry;
use super::account::Ledger;
use super::item_lead::item_lead;
use super::offer::Fate;
use super::page::{Page, Placed, Within};
use crate::document::{Block, BlockKind, List, ListItem, NodeId, RegionRole, Text};

/// So many titles make a tree; fewer are a list of something.
const ENOUGH: usize = 8;
/// A title has at most so many characters.
const LONGEST: usize = 90;

/// Claims navigation trees: what is still open in the ledger.
///
/// A tree is what markup sets apart as navigation, or a list of many titles that stands before the page's own title.
pub(crate) fn claim_outline(page: &Page<'_>, ledger: &mut Ledger) -> Vec<OutlineEntry> {
    let mut tree = Tree { entries: Vec::new(), nodes: Vec::new(), rest: Vec::new() };
    for (index, placed) in page.blocks.iter().enumerate() {
        if !ledger.is_open(placed.block.id) {
            continue;
        }
        match &placed.block.kind {
            BlockKind::Region { role: RegionRole::Navigation, blocks }
                if placed.region.is_none_or(|role| role != RegionRole::Navigation) =>
            {
                let entries = tree.region(blocks, 0);
                tree.entries.extend(entries);
                tree.rest.push(placed.block.id);
            }
            BlockKind::List(list) if is_tree(page, index, placed) => {
                let entries = tree.list(list, 0);
                tree.entries.extend(entries);
                tree.rest.push(placed.block.id);
            }
            _ => {}
        }
    }
    for (nodes, fate) in [(tree.nodes, Fate::Taken), (tree.rest, Fate::Part)] {
        for node in nodes {
            if ledger.is_open(node) {
                ledger.enter(node, fate.clone());
            }
        }
    }
    tree.entries
}

/// Whether the block at `index` is a list of titles that stands before the page's own title.
pub(crate) fn is_tree(page: &Page<'_>, index: usize, placed: &Placed<'_>) -> bool {
    let BlockKind::List(list) = &placed.block.kind else { return false };
    let outside = matches!(placed.within, Within::Page | Within::Region(_) | Within::Quote(_));
    if !outside || placed.region.is_some_and(|role| role == RegionRole::Navigation) {
        return false;
    }
    let before = page.first_heading().is_some_and(|first| index < first);
    if !before {
        return false;
    }
    // Entries that start with a code of their own are no titles.
    let coded = |text: &Text| item_lead(text).is_some_and(|lead| lead.called || lead.is_certain());
    if list.items.iter().all(|item| item.blocks.is_empty() && coded(&item.text)) {
        return false;
    }
    let mut counts = Counts::default();
    counts.list(list, 0);
    counts.titles >= ENOUGH && counts.titles * 10 >= counts.all * 9
}

#[derive(Default)]
struct Counts {
    all: usize,
    titles: usize,
}

impl Counts {
    fn list(&mut self, list: &List, depth: usize) {
        for item in &list.items {
            self.all += 1;
            self.titles += usize::from(is_title(&item.text));
            for block in &item.blocks {
                match &block.kind {
                    BlockKind::List(inner) if depth < MAX_DEPTH => self.list(inner, depth + 1),
                    _ => self.all += 1,
                }
            }
        }
    }
}

/// Deeper lists are claimed with the item that they stand in.
const MAX_DEPTH: usize = 64;

struct Tree {
    entries: Vec<OutlineEntry>,
    /// The nodes that are a title.
    nodes: Vec<NodeId>,
    /// The nodes around the titles.
    rest: Vec<NodeId>,
}

impl Tree {
    fn list(&mut self, list: &List, depth: usize) -> Vec<OutlineEntry> {
        list.items.iter().filter_map(|item| self.item(item, depth)).collect()
    }

    fn item(&mut self, item: &ListItem, depth: usize) -> Option<OutlineEntry> {
        let titled = if item.text.is_empty() { &mut self.rest } else { &mut self.nodes };
        titled.push(item.id);
        let children = if depth < MAX_DEPTH { self.region(&item.blocks, depth + 1) } else { Vec::new() };
        if item.text.is_empty() {
            // A list without titles of its own: its children take its place under the first of them.
            let mut children = children.into_iter();
            let mut first = children.next()?;
            first.children.extend(children);
            return Some(first);
        }
        Some(OutlineEntry { title: title_of(&item.text), children, line: item.text.line() })
    }

    fn region(&mut self, blocks: &[Block], depth: usize) -> Vec<OutlineEntry> {
        let mut entries: Vec<OutlineEntry> = Vec::new();
        if depth > MAX_DEPTH {
            return entries;
        }
        let mut under_heading = false;
        for block in blocks {
            let (found, heading) = match &block.kind {
                BlockKind::List(list) => (self.list(list, depth), false),
                BlockKind::Heading(heading) => (vec![leaf(&heading.text)], true),
                BlockKind::Paragraph(text) if text.links().next().is_some() => {
                    (text.split_lines().map(|line| leaf(&line)).collect(), false)
                }
                BlockKind::Details { summary, blocks } => {
                    let children = self.region(blocks, depth + 1);
                    (vec![OutlineEntry { children, ..leaf(summary) }], false)
                }
                BlockKind::Quote(inner) | BlockKind::Region { blocks: inner, .. } => {
                    (self.region(inner, depth + 1), false)
                }
                _ => (Vec::new(), false),
            };
            let is_title = match &block.kind {
                BlockKind::Heading(_) | BlockKind::Details { .. } => true,
                BlockKind::Paragraph(_) => !found.is_empty(),
                _ => false,
            };
            if is_title { &mut self.nodes } else { &mut self.rest }.push(block.id);
            match entries.last_mut().filter(|_| under_heading && !heading) {
                Some(last) => last.children.extend(found),
                None => entries.extend(found),
            }
            under_heading |= heading;
        }
        entries
    }
}

fn leaf(text: &Text) -> OutlineEntry {
    OutlineEntry { title: title_of(text), children: Vec::new(), line: text.line() }
}

fn title_of(text: &Text) -> String {
    text.plain().replace('\n', " ")
}

fn is_title(text: &Text) -> bool {
    let plain = text.plain();
    !plain.is_empty() && plain.chars().count() <= LONGEST && !plain.ends_with(['.', '。', ';', ':', '：', '!', '！'])
}
