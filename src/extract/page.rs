//! A page as extractors see it: its blocks in page order, each with the headings above it and what it stands in.

use foldhash::HashMap;

use super::overrule::Overrules;
use super::{ExtractOptions, Link};
use crate::document::{Block, BlockKind, Document, Heading, NodeId, RegionRole, Text};

/// A document, flattened once for all extractors.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The document itself.
    pub(crate) document: &'a Document,
    /// What the project file says about reading it.
    pub(crate) options: &'a ExtractOptions,
    /// What it decides instead of the evidence.
    pub(crate) overrules: Overrules<'a>,
    /// Every block, nested ones included, in page order: a block comes before the blocks within it.
    pub(crate) blocks: Vec<Placed<'a>>,
    /// The headings in force, as chains: each knows the one above it.
    trails: Vec<TrailLink<'a>>,
    /// The last term of each definition.
    terms: HashMap<NodeId, &'a Text>,
    /// The text of each item that has blocks below it.
    items: HashMap<NodeId, &'a Text>,
    first_heading: Option<usize>,
}

/// A block with its surroundings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    /// The block.
    pub(crate) block: &'a Block,
    /// What it stands in.
    pub(crate) within: Within,
    /// The part of the page that markup sets apart from the content, where it stands in one.
    pub(crate) region: Option<RegionRole>,
    /// How many blocks, items and definitions it is nested in.
    pub(crate) depth: u16,
    /// The index in [`Page::blocks`] just after its last descendant.
    pub(crate) end: usize,
    /// The innermost heading above it; a heading's own trail ends above itself.
    trail: Option<usize>,
}

/// What a block stands in directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Within {
    /// The document.
    Page,
    /// An item of a list.
    Item(NodeId),
    /// What is said of a term.
    Definition(NodeId),
    /// A callout.
    Callout(NodeId),
    /// A quotation.
    Quote(NodeId),
    /// Blocks behind a summary.
    Details(NodeId),
    /// A region.
    Region(NodeId),
}

#[derive(Debug)]
struct TrailLink<'a> {
    heading: &'a Heading,
    parent: Option<usize>,
}

impl<'a> Page<'a> {
    /// Flattens a document.
    pub(crate) fn new(document: &'a Document, options: &'a ExtractOptions) -> Self {
        let overrules = Overrules::new(options);
        let mut page = Self {
            document,
            options,
            overrules,
            blocks: Vec::new(),
            trails: Vec::new(),
            terms: HashMap::default(),
            items: HashMap::default(),
            first_heading: None,
        };
        let mut current = None;
        page.walk(&document.blocks, Within::Page, None, 0, &mut current);
        super::pagination::set_apart(&mut page.blocks);
        page.first_heading = page
            .blocks
            .iter()
            .position(|placed| placed.region.is_none() && matches!(placed.block.kind, BlockKind::Heading(_)));
        page
    }

    fn walk(
        &mut self,
        blocks: &'a [Block],
        within: Within,
        region: Option<RegionRole>,
        depth: u16,
        current: &mut Option<usize>,
    ) {
        for block in blocks {
            if let BlockKind::Heading(heading) = &block.kind {
                while let Some(link) = current.and_then(|index| self.trails.get(index))
                    && link.heading.level >= heading.level
                {
                    *current = link.parent;
                }
            }
            let index = self.blocks.len();
            self.blocks.push(Placed { block, within, region, depth, end: index + 1, trail: *current });
            let below = depth.saturating_add(1);
            match &block.kind {
                BlockKind::Heading(heading) => {
                    self.trails.push(TrailLink { heading, parent: *current });
                    *current = Some(self.trails.len() - 1);
                }
                BlockKind::List(list) => {
                    for item in list.items.iter().filter(|item| !item.blocks.is_empty()) {
                        self.items.insert(item.id, &item.text);
                        self.walk(&item.blocks, Within::Item(item.id), region, below, current);
                    }
                }
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.terms.extend(definition.terms.last().map(|term| (definition.id, term)));
                        self.walk(&definition.blocks, Within::Definition(definition.id), region, below, current);
                    }
                }
                BlockKind::Callout(callout) => {
                    self.walk(&callout.blocks, Within::Callout(block.id), region, below, current);
                }
                BlockKind::Quote(inner) => self.walk(inner, Within::Quote(block.id), region, below, current),
                BlockKind::Details { blocks: inner, .. } => {
                    self.walk(inner, Within::Details(block.id), region, below, current);
                }
                BlockKind::Region { role, blocks: inner } => {
                    // Headings of a banner or side bar say nothing of the content that follows.
                    let mut inside = *current;
                    self.walk(inner, Within::Region(block.id), Some(*role), below, &mut inside);
                }
                BlockKind::Paragraph(_)
                | BlockKind::Table(_)
                | BlockKind::Code(_)
                | BlockKind::Lines(_)
                | BlockKind::Comment(_) => {}
            }
            let end = self.blocks.len();
            if let Some(placed) = self.blocks.get_mut(index) {
                placed.end = end;
            }
        }
    }

    /// The headings above a block, outermost first.
    pub(crate) fn headings(&self, placed: &Placed<'a>) -> Vec<&'a Heading> {
        let mut headings = Vec::new();
        let mut next = placed.trail;
        while let Some(link) = next.and_then(|index| self.trails.get(index)) {
            headings.push(link.heading);
            next = link.parent;
        }
        headings.reverse();
        headings
    }

    /// The texts of the headings above a block, outermost first: the `path` of a declaration.
    pub(crate) fn path(&self, placed: &Placed<'a>) -> Vec<String> {
        self.headings(placed).iter().map(|heading| heading.text.plain().replace('\n', " ")).collect()
    }

    /// The section that a block stands in, as a number; `None` above the first heading. Two blocks with the same heading
    /// just above them stand in the same section.
    pub(crate) fn section(&self, placed: &Placed<'a>) -> Option<usize> {
        placed.trail
    }

    /// The fragment that links to the nearest heading above a block, where the page states one.
    pub(crate) fn anchor(&self, placed: &Placed<'a>) -> Option<String> {
        self.headings(placed).last().and_then(|heading| heading.anchor.clone())
    }

    /// Where the first heading of the content stands in [`Page::blocks`].
    pub(crate) fn first_heading(&self) -> Option<usize> {
        self.first_heading
    }

    /// The term that a block is said of, where it stands in a definition.
    pub(crate) fn term(&self, placed: &Placed<'a>) -> Option<&'a str> {
        let Within::Definition(id) = placed.within else { return None };
        self.terms.get(&id).map(|term| term.plain())
    }

    /// The text of the item that a block stands in directly.
    pub(crate) fn item(&self, placed: &Placed<'a>) -> Option<&'a Text> {
        let Within::Item(id) = placed.within else { return None };
        self.items.get(&id).copied()
    }

    /// The block before the one at `index` that stands in the same thing, where there is one.
    pub(crate) fn before(&self, index: usize) -> Option<&Placed<'a>> {
        let own = self.blocks.get(index)?;
        let other = self.blocks[..index].iter().rev().find(|other| other.depth <= own.depth)?;
        (other.depth == own.depth && other.within == own.within).then_some(other)
    }
}

/// The links of a text, as declarations hold them.
pub(crate) fn links_of(text: &Text) -> Vec<Link> {
    text.links().map(|(words, target)| Link { text: words.to_owned(), target: target.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, text: &str) -> Block {
        Block::new(1, BlockKind::Heading(Heading { level, text: Text::plain_at(text, 1), anchor: None }))
    }

    fn paragraph(text: &str) -> Block {
        Block::new(1, BlockKind::Paragraph(Text::plain_at(text, 1)))
    }

    #[test]
    fn trails_follow_the_levels() {
        let blocks = vec![
            heading(1, "A"),
            heading(3, "B"),
            paragraph("x"),
            Block::new(1, BlockKind::Quote(vec![heading(2, "C"), paragraph("y")])),
            paragraph("z"),
        ];
        let document = Document::new(None, blocks);
        let options = ExtractOptions::default();
        let page = Page::new(&document, &options);
        let paths: Vec<String> = page.blocks.iter().map(|placed| page.path(placed).join("/")).collect();
        assert_eq!(paths, ["", "A", "A/B", "A/B", "A", "A/C", "A/C"]);
        assert_eq!(page.blocks[3].end, 6);
        assert_eq!(page.before(6).map(|placed| placed.block.id), Some(page.blocks[3].block.id));
    }
}
