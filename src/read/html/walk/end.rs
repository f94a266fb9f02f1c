//! Where an element ends: what its frame becomes in the one around it.

use super::heading::own_target;
use super::{End, Walk, first_paragraph};
use crate::document::{Block, BlockKind, Cell, Heading, List, ListItem, MarkKind, NodeId as Number, Table, Text};
use crate::read::html::frame::{Frame, Kind};
use crate::read::html::{callout, reference};

impl Walk<'_> {
    pub(super) fn end(&mut self, end: End) {
        match end {
            End::Nothing => {}
            End::Block => {
                if self.top().is_flat() {
                    self.divide();
                } else {
                    self.flush();
                }
            }
            End::Section => {
                self.sections = self.sections.saturating_sub(1);
                self.flush();
            }
            End::Mark => {
                self.marks.pop();
                self.top().run.close();
            }
            End::Quoted(line) => self.top().run.push_verbatim("”", line),
            End::Counter => {
                self.counters.pop();
                self.divide();
            }
            End::Verbatim => {
                self.verbatim = self.verbatim.saturating_sub(1);
                self.divide();
            }
            End::Frame => self.end_frame(),
        }
    }

    /// Ends the innermost frame and gives what it became to the one around it.
    fn end_frame(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        if matches!(frame.kind, Kind::Term | Kind::Definition) {
            self.lead_out();
        }
        if frame.is_flat() {
            let text = frame.take_text();
            self.end_flat(frame, text);
        } else {
            frame.flush(&[]);
            self.end_blocks(frame);
        }
        self.place_comments();
    }

    /// Moves what stands in a list of definitions before its first term out of it.
    fn lead_out(&mut self) {
        self.flush();
        let [.., around, top] = self.frames.as_mut_slice() else { return };
        if matches!(&top.kind, Kind::Definitions(definitions) if definitions.is_empty()) && !top.blocks.is_empty() {
            around.implicit = false;
            around.blocks.append(&mut top.blocks);
        }
    }

    fn end_flat(&mut self, frame: Frame, text: Text) {
        let line = frame.line;
        let marks = std::mem::take(&mut self.marks);
        match frame.kind {
            Kind::Heading { level, anchor } => {
                self.heading = None;
                if text.is_empty() {
                    self.anchor = anchor;
                } else {
                    let anchor = anchor.or_else(|| own_target(&text));
                    let line = text.line();
                    let block = Block::new(line, BlockKind::Heading(Heading { level, text, anchor }));
                    self.top().push(block, &marks);
                }
            }
            Kind::Term => {
                self.heading = None;
                let line = if text.is_empty() { line } else { text.line() };
                self.top().push_term(line, text, &marks);
            }
            Kind::Cell { header, colspan, rowspan, last } => {
                self.counters.clear();
                let cell = Cell { text, header, colspan, rowspan };
                match &mut self.top().kind {
                    Kind::Row { cells, .. } => cells.push(cell),
                    Kind::Table(table) => table.push_cell(line, cell, last),
                    _ => {}
                }
            }
            Kind::Caption => {
                if let Kind::Table(table) = &mut self.top().kind
                    && !text.is_empty()
                {
                    table.caption = Some(text);
                }
            }
            Kind::Summary => {
                if let Kind::Details { summary } = &mut self.top().kind {
                    *summary = text;
                }
            }
            Kind::CalloutTitle => {
                if let Kind::Callout { title, .. } = &mut self.top().kind
                    && !text.is_empty()
                {
                    *title = Some(text);
                }
            }
            _ => {}
        }
        self.marks = marks;
    }

    fn end_blocks(&mut self, mut frame: Frame) {
        let line = frame.line;
        let marks = std::mem::take(&mut self.marks);
        let blocks = std::mem::take(&mut frame.blocks);
        let kind = match frame.kind {
            Kind::List(list) => {
                let mut list = with_strays(list, line, blocks);
                frame.numbered.end(&mut list.items);
                (!list.items.is_empty()).then_some(BlockKind::List(list))
            }
            Kind::Item { number } => {
                let (text, blocks) = first_paragraph(blocks);
                if !text.is_empty() || !blocks.is_empty() {
                    self.top().push_item(ListItem { id: Number::default(), line, text, blocks }, number, &marks);
                }
                None
            }
            Kind::Definitions(mut definitions) => {
                // What stands outside of terms and definitions is said of the last one.
                match definitions.last_mut() {
                    Some(last) => last.blocks.extend(blocks),
                    None => self.splice(blocks, &marks),
                }
                (!definitions.is_empty()).then_some(BlockKind::Definitions(definitions))
            }
            Kind::Definition => {
                self.top().push_definition(line, blocks, &marks);
                None
            }
            Kind::Row { mut cells, head, added, named } => {
                reference::divide_definition(&mut cells);
                let mut blocks = blocks;
                let listing = reference::enumeration(&cells);
                if let Kind::Table(table) = &mut self.top().kind {
                    let was_listing = std::mem::replace(&mut table.was_listing, listing.is_some());
                    match (added, listing) {
                        (_, None) if named && cells.len() == 1 && table.rows.is_empty() => {
                            blocks.extend(reference::heading(&mut cells));
                        }
                        (_, Some(listing)) => blocks.push(listing),
                        // What is said of the listing comes before it.
                        (true, None) if was_listing => {
                            let said = cells.into_iter().map(|cell| cell.text).find(|text| !text.is_empty());
                            let told = &mut self.top().blocks;
                            let at = told.len().saturating_sub(1);
                            told.splice(at..at, said.map(|text| Block::new(text.line(), BlockKind::Paragraph(text))));
                        }
                        (true, None) => table.add_to_last(line, cells),
                        (false, None) => table.push_row(line, cells, head),
                    }
                }
                self.splice(blocks, &marks);
                None
            }
            Kind::Table(table) => {
                let table: Table = table.finish();
                self.splice(blocks, &marks);
                (!table.rows.is_empty() || table.caption.is_some()).then_some(BlockKind::Table(table))
            }
            Kind::Pre(_) => {
                frame.blocks = blocks;
                if let Some(block) = end_pre(&mut frame) {
                    self.top().push(block, &marks);
                }
                None
            }
            Kind::Quote => (!blocks.is_empty()).then_some(BlockKind::Quote(blocks)),
            Kind::Details { summary } => {
                (!summary.is_empty() || !blocks.is_empty()).then_some(BlockKind::Details { summary, blocks })
            }
            Kind::Region(role) => (!blocks.is_empty()).then_some(BlockKind::Region { role, blocks }),
            Kind::Callout { label, title } => match callout::finish(label, title, blocks) {
                Ok(callout) => {
                    (callout.title.is_some() || !callout.blocks.is_empty()).then_some(BlockKind::Callout(callout))
                }
                Err(blocks) => {
                    self.splice(blocks, &marks);
                    None
                }
            },
            _ => {
                self.splice(blocks, &marks);
                None
            }
        };
        if let Some(kind) = kind {
            self.top().push(Block::new(line, kind), &marks);
        }
        self.marks = marks;
    }

    /// Adds blocks to the frame that is open as if nothing had been around them.
    fn splice(&mut self, blocks: Vec<Block>, marks: &[MarkKind]) {
        if !blocks.is_empty() {
            let top = self.top();
            top.flush(marks);
            top.implicit = false;
            top.blocks.extend(blocks);
        }
    }
}

/// The list with what stood in it after its last item; see [`Frame::push_item`].
fn with_strays(list: List, line: u32, strays: Vec<Block>) -> List {
    let mut frame = Frame::new(Kind::List(list), line, &[]);
    frame.blocks = strays;
    frame.keep_strays();
    match frame.kind {
        Kind::List(list) => list,
        _ => List { ordered: false, items: Vec::new() },
    }
}

/// The preformatted text that a frame has gathered.
pub(super) fn end_pre(frame: &mut Frame) -> Option<Block> {
    let Kind::Pre(code) = &mut frame.kind else { return None };
    let code = std::mem::take(code).end()?;
    Some(Block::new(code.line, BlockKind::Code(code)))
}
