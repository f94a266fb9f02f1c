//! Blocks as plain text: paragraphs, items and rows divided by line breaks.

use super::Link;
use super::page::links_of;
use crate::document::{Block, BlockKind, Callout, NodeId, Text};

/// What blocks say, with their links and nodes.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    /// Paragraphs, items and rows, in page order.
    pub(crate) lines: Vec<String>,
    /// The links.
    pub(crate) links: Vec<Link>,
    /// Every node that was read.
    pub(crate) nodes: Vec<NodeId>,
}

/// Deeper blocks are claimed without being read.
const MAX_DEPTH: u32 = 64;

impl Prose {
    /// Adds what a block says.
    pub(crate) fn add(&mut self, block: &Block) {
        self.block(block, 0);
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, text: &Text) {
        if !text.is_empty() {
            self.lines.push(text.plain().to_owned());
            self.links.extend(links_of(text));
        }
    }

    fn block(&mut self, block: &Block, depth: u32) {
        self.nodes.push(block.id);
        if depth > MAX_DEPTH {
            return;
        }
        let mut inner: &[Block] = &[];
        match &block.kind {
            BlockKind::Heading(heading) => self.text(&heading.text),
            BlockKind::Paragraph(text) => self.text(text),
            BlockKind::List(list) => {
                for item in &list.items {
                    self.nodes.push(item.id);
                    self.text(&item.text);
                    item.blocks.iter().for_each(|block| self.block(block, depth + 1));
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.nodes.push(definition.id);
                    definition.terms.iter().for_each(|term| self.text(term));
                    definition.blocks.iter().for_each(|block| self.block(block, depth + 1));
                }
            }
            BlockKind::Table(table) => {
                for row in &table.rows {
                    self.nodes.push(row.id);
                    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.plain()).collect();
                    self.lines.push(cells.join(" | "));
                    row.cells.iter().for_each(|cell| self.links.extend(links_of(&cell.text)));
                }
            }
            BlockKind::Callout(Callout { title, blocks, .. }) => {
                title.iter().for_each(|title| self.text(title));
                inner = blocks;
            }
            BlockKind::Details { summary, blocks } => {
                self.text(summary);
                inner = blocks;
            }
            BlockKind::Quote(blocks) | BlockKind::Region { blocks, .. } => inner = blocks,
            BlockKind::Code(code) => self.lines.push(code.text.trim_end().to_owned()),
            BlockKind::Lines(lines) => {
                for line in lines {
                    line.cells.iter().for_each(|cell| self.text(cell));
                }
            }
            BlockKind::Comment(_) => {}
        }
        inner.iter().for_each(|block| self.block(block, depth + 1));
    }
}
