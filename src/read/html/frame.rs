//! What is open while a page is walked: the blocks and the line of text that an element gathers until it ends.

use super::code::OpenCode;
use super::numbered::Numbered;
use super::table::OpenTable;
use super::walk::first_paragraph;
use crate::document::{
    Block, BlockKind, Cell, Definition, Heading, List, ListItem, MarkKind, NodeId, RegionRole, Text, TextBuilder,
};

/// An open element that gathers blocks or text.
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The line where it starts, one-based.
    pub(super) line: u32,
    /// The blocks so far.
    pub(super) blocks: Vec<Block>,
    /// The text that is not yet a block.
    pub(super) run: TextBuilder,
    /// Whether the last block is a list or a list of definitions that no element encloses, which the next item extends.
    pub(super) implicit: bool,
    /// The numbers of the list that it is.
    pub(super) numbered: Numbered,
    /// Whether something was said of the last term, so that the next one starts a definition of its own.
    said: bool,
}

/// What an open element becomes.
pub(super) enum Kind {
    /// Blocks of whatever is around: the page itself, or an element that turned out to be nothing more.
    Splice,
    /// A heading, with the fragment that links to it.
    Heading { level: u8, anchor: Option<String> },
    /// A list.
    List(List),
    /// An item of one, with the number that the page shows before it.
    Item { number: Option<u64> },
    /// A list of definitions.
    Definitions(Vec<Definition>),
    /// A term.
    Term,
    /// What is said of a term.
    Definition,
    /// A table.
    Table(OpenTable),
    /// The caption of one.
    Caption,
    /// A row, whether it stands in the head, whether it says more of the row before, and whether it names those below it.
    Row { cells: Vec<Cell>, head: bool, added: bool, named: bool },
    /// A cell without its text, and whether it ends its row by itself.
    Cell { header: bool, colspan: u16, rowspan: u16, last: bool },
    /// Preformatted text.
    Pre(OpenCode),
    /// A quotation.
    Quote,
    /// Blocks behind a summary.
    Details { summary: Text },
    /// The summary.
    Summary,
    /// A part of the page that is set apart.
    Region(RegionRole),
    /// A callout, by its class, and its title.
    Callout { label: String, title: Option<Text> },
    /// The title of a callout.
    CalloutTitle,
}

impl Frame {
    /// A frame that starts at `line` within these marks.
    pub(super) fn new(kind: Kind, line: u32, marks: &[MarkKind]) -> Self {
        Self {
            kind,
            line,
            blocks: Vec::new(),
            run: run_within(marks),
            implicit: false,
            numbered: Numbered::default(),
            said: false,
        }
    }

    /// Whether everything in it becomes one text.
    pub(super) fn is_flat(&self) -> bool {
        match self.kind {
            Kind::Heading { .. }
            | Kind::Term
            | Kind::Caption
            | Kind::Cell { .. }
            | Kind::Summary
            | Kind::CalloutTitle => true,
            Kind::Splice
            | Kind::List(_)
            | Kind::Item { .. }
            | Kind::Definitions(_)
            | Kind::Definition
            | Kind::Table(_)
            | Kind::Row { .. }
            | Kind::Pre(_)
            | Kind::Quote
            | Kind::Details { .. }
            | Kind::Region(_)
            | Kind::Callout { .. } => false,
        }
    }

    /// Whether blocks within it divide its text by line breaks rather than by white space.
    pub(super) fn breaks_lines(&self) -> bool {
        matches!(self.kind, Kind::Cell { .. })
    }

    /// Ends the paragraph that is open.
    pub(super) fn flush(&mut self, marks: &[MarkKind]) {
        if !self.run.is_empty() {
            let text = std::mem::replace(&mut self.run, run_within(marks)).finish();
            if !text.is_empty() {
                self.implicit = false;
                self.blocks.push(Block::new(text.line(), paragraph(text)));
            }
        }
    }

    /// Adds a block after what is open.
    pub(super) fn push(&mut self, block: Block, marks: &[MarkKind]) {
        self.flush(marks);
        self.implicit = false;
        self.blocks.push(block);
    }

    /// The text gathered.
    pub(super) fn take_text(&mut self) -> Text {
        std::mem::take(&mut self.run).finish()
    }

    /// Adds an item with the number shown before it to the list that the frame is, or to one that no element encloses.
    pub(super) fn push_item(&mut self, item: ListItem, number: Option<u64>, marks: &[MarkKind]) {
        self.flush(marks);
        self.keep_strays();
        if let Kind::List(list) = &mut self.kind {
            list.items.push(item);
            self.numbered.push(number);
            return;
        }
        if let Some(Block { kind: BlockKind::List(list), .. }) = self.blocks.last_mut()
            && self.implicit
        {
            list.items.push(item);
            return;
        }
        let line = item.line;
        self.blocks.push(Block::new(line, BlockKind::List(List { ordered: false, items: vec![item] })));
        self.implicit = true;
    }

    /// Gives what stands in a list outside of its items to the item before it, or makes an item of it; likewise with
    /// definitions, where what stands before the first is left.
    pub(super) fn keep_strays(&mut self) {
        if self.blocks.is_empty() {
            return;
        }
        match &mut self.kind {
            Kind::List(list) => {
                let strays = std::mem::take(&mut self.blocks);
                match list.items.last_mut() {
                    Some(last) => last.blocks.extend(strays),
                    None => {
                        let line = strays.first().map_or(self.line, |block| block.line);
                        let (text, blocks) = first_paragraph(strays);
                        list.items.push(ListItem { id: NodeId::default(), line, text, blocks });
                    }
                }
            }
            Kind::Definitions(definitions) => {
                if let Some(last) = definitions.last_mut() {
                    last.blocks.append(&mut self.blocks);
                }
            }
            _ => {}
        }
    }

    /// Adds a term to the list of definitions that the frame is, or to one that no element encloses.
    pub(super) fn push_term(&mut self, line: u32, term: Text, marks: &[MarkKind]) {
        self.flush(marks);
        self.keep_strays();
        let shares = !std::mem::replace(&mut self.said, false);
        let Some(definitions) = self.definitions(line) else { return };
        match definitions.last_mut() {
            Some(last) if shares => {
                // A term that only holds an anchor is none beside one that says something.
                last.terms.retain(|other| !other.is_empty());
                if !term.is_empty() || last.terms.is_empty() {
                    last.terms.push(term);
                }
            }
            Some(_) | None => {
                definitions.push(Definition { id: NodeId::default(), line, terms: vec![term], blocks: Vec::new() });
            }
        }
    }

    /// Adds what is said of the last term.
    pub(super) fn push_definition(&mut self, line: u32, blocks: Vec<Block>, marks: &[MarkKind]) {
        self.flush(marks);
        self.keep_strays();
        self.said = true;
        let Some(definitions) = self.definitions(line) else { return };
        match definitions.last_mut() {
            Some(last) => last.blocks.extend(blocks),
            None => {
                let terms = vec![Text::plain_at("", line)];
                definitions.push(Definition { id: NodeId::default(), line, terms, blocks });
            }
        }
    }

    /// The definitions that the frame is, or those that no element encloses.
    fn definitions(&mut self, line: u32) -> Option<&mut Vec<Definition>> {
        if let Kind::Definitions(definitions) = &mut self.kind {
            return Some(definitions);
        }
        let open = self.implicit && matches!(self.blocks.last(), Some(Block { kind: BlockKind::Definitions(_), .. }));
        if !open {
            self.blocks.push(Block::new(line, BlockKind::Definitions(Vec::new())));
            self.implicit = true;
        }
        match self.blocks.last_mut() {
            Some(Block { kind: BlockKind::Definitions(definitions), .. }) => Some(definitions),
            Some(_) | None => None,
        }
    }
}

/// A line of text that stands within these marks.
pub(super) fn run_within(marks: &[MarkKind]) -> TextBuilder {
    let mut run = TextBuilder::new();
    for mark in marks {
        run.open(mark.clone());
    }
    run
}

/// A paragraph, or the heading that a converter left with its Markdown signs: `### Lids`.
fn paragraph(text: Text) -> BlockKind {
    let plain = text.plain();
    let title = plain.trim_start_matches('#');
    let level = plain.len() - title.len();
    let titled = title.starts_with(' ') && !title.contains('\n') && title.len() <= LONGEST_TITLE;
    match u8::try_from(level) {
        Ok(level @ 2..=6) if titled => {
            let from = plain.len() - title.trim_start().len();
            BlockKind::Heading(Heading { level, text: text.slice(from..plain.len()), anchor: None })
        }
        _ => BlockKind::Paragraph(text),
    }
}

/// The longest title that is taken for one by its signs, in bytes.
const LONGEST_TITLE: usize = 120;
