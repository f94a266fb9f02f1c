//! From the events of the `CommonMark` parser to blocks, with what stands at the numbered places put back.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag as MdTag, TagEnd};

use super::callout::{Opening, quote_or_callout};
use super::code_span::code_of_lines;
use super::html_block::HtmlBlock;
use super::inline::{Inline, InlineBuilder, References, read_inline, resolve_unknown};
use super::json_table::read_json_table;
use super::split_lists::{Counted, join, join_quoted, start};
use super::swallowed::release;
use super::table::RawTable;
use super::tag::Tag;
use super::woven::{Piece, Woven};
use crate::diagnostic::Diagnostic;
use crate::document::{
    Block, BlockKind, Callout, Cell, Code, Definition, Heading, List, ListItem, NodeId, Row, Table, Text,
};
use crate::read::code_lines::{split_broken_lines, split_code_lines};
use crate::read::html::read_html_fragment;
use crate::read::numbering;

/// Containers within containers beyond this are flattened: no page that a person wrote has them.
const MAX_DEPTH: usize = 200;

const OPTIONS: Options = Options::ENABLE_STRIKETHROUGH
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads a rewritten page; also says whether anything was nested too deeply.
pub(super) fn read_blocks(woven: &mut Woven, findings: &mut Vec<Diagnostic>) -> (Vec<Block>, bool) {
    let pieces = std::mem::take(&mut woven.pieces);
    let resolve = |link: pulldown_cmark::BrokenLink<'_>| resolve_unknown(&link, &woven.text);
    let events = Parser::new_with_broken_link_callback(&woven.text, OPTIONS, Some(resolve)).into_offset_iter();
    let references = References::collect(
        events.reference_definitions().iter().map(|(label, definition)| (label, definition.dest.as_ref())),
    );
    let root = Frame { kind: FrameKind::Root, line: 1, blocks: Vec::new(), counted: None };
    let mut builder = BlockBuilder {
        woven,
        references,
        pieces: pieces.into_iter().map(Some).collect(),
        findings,
        frames: vec![root],
        leaf: None,
        anchor: None,
        flattened: 0,
        too_deep: false,
    };
    for (event, range) in events {
        builder.event(event, range);
    }
    builder.finish()
}

struct BlockBuilder<'w, 'f> {
    woven: &'w Woven,
    references: References,
    pieces: Vec<Option<Piece>>,
    findings: &'f mut Vec<Diagnostic>,
    frames: Vec<Frame>,
    leaf: Option<Leaf>,
    /// An anchor that stands alone before the next block.
    anchor: Option<String>,
    /// How many containers are open that were too deep to keep.
    flattened: usize,
    too_deep: bool,
}

/// A container that is open.
struct Frame {
    kind: FrameKind,
    line: u32,
    blocks: Vec<Block>,
    /// The numbered list that may go on behind bullets.
    counted: Option<Counted>,
}

enum FrameKind {
    Root,
    Quote,
    /// `numbers` are those that stand before the items, as they are written.
    List {
        ordered: bool,
        numbers: Vec<u64>,
        items: Vec<ListItem>,
    },
    Item {
        text: Option<Text>,
        number: Option<u64>,
    },
    Definitions(Vec<Definition>),
    Description,
    Footnote,
    Opened(Opening),
}

/// A block without blocks in it.
enum Leaf {
    Paragraph(InlineBuilder, u32),
    Heading(InlineBuilder, u32, u8),
    Term(InlineBuilder, u32),
    Code { language: Option<String>, text: String, line: Option<u32>, start: u32 },
    Html(HtmlBlock),
    Place(usize),
}

impl Leaf {
    fn is_empty_paragraph(&self) -> bool {
        matches!(self, Leaf::Paragraph(builder, _) if builder.is_empty())
    }
}

impl BlockBuilder<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let offset = range.start;
        match event {
            Event::Code(_) if self.leaf.as_ref().is_some_and(Leaf::is_empty_paragraph) => {
                match code_of_lines(&self.woven.text, range) {
                    Some((text, offset)) => {
                        let line = self.woven.source_line(offset);
                        self.leaf = Some(Leaf::Code { language: None, text, line: Some(line), start: line });
                    }
                    None => self.inline(&event, offset),
                }
            }
            Event::Start(tag) => self.start(tag, offset),
            Event::End(end) => self.end(end),
            Event::Rule => self.flush(),
            Event::Text(text) if self.is_verbatim() => self.verbatim(&text, offset),
            Event::Html(html) if self.is_verbatim() => self.verbatim(&html, offset),
            event => self.inline(&event, offset),
        }
    }

    fn is_verbatim(&self) -> bool {
        matches!(self.leaf, Some(Leaf::Code { .. } | Leaf::Html(_) | Leaf::Place(_)))
    }

    fn verbatim(&mut self, part: &str, offset: usize) {
        // A place that the parser took for text: an unclosed fence above it, for instance.
        if self.woven.is_place(offset) {
            return;
        }
        let at = self.woven.source_line(offset);
        match &mut self.leaf {
            Some(Leaf::Code { text, line, .. }) => {
                line.get_or_insert(at);
                text.push_str(part);
            }
            Some(Leaf::Html(html)) => html.push(part, at),
            _ => {}
        }
    }

    fn inline(&mut self, event: &Event<'_>, offset: usize) {
        let line = self.woven.source_line(offset);
        if self.leaf.is_none() {
            self.leaf = Some(Leaf::Paragraph(InlineBuilder::default(), line));
        }
        let is_term = matches!(self.leaf, Some(Leaf::Term(..)));
        if let Some(Leaf::Paragraph(builder, start) | Leaf::Heading(builder, start, _) | Leaf::Term(builder, start)) =
            &mut self.leaf
        {
            if builder.is_empty() {
                *start = line;
            }
            // Each line above a description is a term of its own.
            let event = if is_term && matches!(event, Event::SoftBreak) { &Event::HardBreak } else { event };
            builder.event(event, line, self.woven.text.get(offset..).unwrap_or(""));
        }
    }

    fn start(&mut self, tag: MdTag<'_>, offset: usize) {
        let line = self.woven.source_line(offset);
        match tag {
            MdTag::Paragraph => {
                self.flush();
                self.leaf = Some(Leaf::Paragraph(InlineBuilder::default(), line));
            }
            MdTag::Heading { level, .. } => {
                self.flush();
                self.leaf = Some(Leaf::Heading(InlineBuilder::default(), line, level as u8));
            }
            MdTag::DefinitionListTitle => {
                self.flush();
                self.leaf = Some(Leaf::Term(InlineBuilder::default(), line));
            }
            MdTag::CodeBlock(kind) => {
                self.flush();
                self.leaf = Some(self.code(&kind, offset, line));
            }
            MdTag::HtmlBlock => {
                self.flush();
                self.leaf = Some(Leaf::Html(HtmlBlock::new(line)));
            }
            MdTag::BlockQuote(_) => self.open(FrameKind::Quote, line),
            MdTag::List(start) => {
                let ordered = start.is_some();
                self.open(FrameKind::List { ordered, numbers: Vec::new(), items: Vec::new() }, line);
            }
            MdTag::Item => {
                let number = self.number_at(offset);
                self.open(FrameKind::Item { text: None, number }, line);
            }
            MdTag::FootnoteDefinition(_) => self.open(FrameKind::Footnote, line),
            MdTag::DefinitionList => self.open(FrameKind::Definitions(Vec::new()), line),
            MdTag::DefinitionListDefinition => self.open(FrameKind::Description, line),
            MdTag::Table(_) | MdTag::TableHead | MdTag::TableRow | MdTag::TableCell | MdTag::MetadataBlock(_) => {}
            tag => self.inline(&Event::Start(tag), offset),
        }
    }

    /// The number that is written before an item.
    fn number_at(&self, offset: usize) -> Option<u64> {
        let written = self.woven.text.get(offset..).unwrap_or("").trim_start();
        written[..written.len() - written.trim_start_matches(|c: char| c.is_ascii_digit()).len()].parse().ok()
    }

    fn code(&self, kind: &CodeBlockKind<'_>, offset: usize, line: u32) -> Leaf {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        if self.woven.is_place(offset)
            && let Ok(number) = info.parse()
        {
            return Leaf::Place(number);
        }
        let info = info.trim_start_matches(['{', '.', ' ']);
        let language =
            info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':')).next().unwrap_or("");
        let language = (!language.is_empty()).then(|| language.to_owned());
        Leaf::Code { language, text: String::new(), line: None, start: line }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionListTitle => self.flush(),
            TagEnd::BlockQuote(_) => self.close(|kind| matches!(kind, FrameKind::Quote)),
            TagEnd::List(_) => self.close(|kind| matches!(kind, FrameKind::List { .. })),
            TagEnd::Item => self.close(|kind| matches!(kind, FrameKind::Item { .. })),
            TagEnd::FootnoteDefinition => self.close(|kind| matches!(kind, FrameKind::Footnote)),
            TagEnd::DefinitionList => self.close(|kind| matches!(kind, FrameKind::Definitions(_))),
            TagEnd::DefinitionListDefinition => self.close(|kind| matches!(kind, FrameKind::Description)),
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell | TagEnd::MetadataBlock(_) => {}
            end => self.inline(&Event::End(end), 0),
        }
    }

    fn open(&mut self, kind: FrameKind, line: u32) {
        self.flush();
        let part = matches!(kind, FrameKind::Item { .. } | FrameKind::Description);
        if self.flattened > 0 || (self.frames.len() >= MAX_DEPTH && !part) {
            self.flattened += 1;
            self.too_deep = true;
            return;
        }
        self.frames.push(Frame { kind, line, blocks: Vec::new(), counted: None });
    }

    /// Closes the innermost container of a kind, and those within it that nothing closed.
    fn close(&mut self, is_wanted: impl Fn(&FrameKind) -> bool) {
        self.flush();
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        while self.frames.len() > 1 {
            let Some(frame) = self.frames.pop() else { return };
            let done = is_wanted(&frame.kind);
            self.close_frame(frame);
            if done {
                return;
            }
        }
    }

    fn close_frame(&mut self, frame: Frame) {
        let Frame { kind, line, blocks, .. } = frame;
        match kind {
            FrameKind::Root | FrameKind::Footnote => blocks.into_iter().for_each(|block| self.push(block)),
            FrameKind::Quote => self.push(quote_or_callout(line, blocks)),
            FrameKind::List { ordered, numbers, mut items } => {
                numbering::put_before(&mut items, &numbers);
                let list = Some(List { ordered, items }).filter(|list| !list.items.is_empty());
                let list = match self.frames.last_mut() {
                    Some(above) => list.and_then(|list| join(&mut above.blocks, &mut above.counted, &numbers, list)),
                    None => list,
                };
                if let Some(list) = list {
                    let before = self.frames.last().and_then(|frame| frame.blocks.last());
                    let read = release(before, line, list);
                    read.into_iter().for_each(|block| self.push(block));
                    if let Some(above) = self.frames.last_mut().filter(|_| ordered) {
                        above.counted = start(&above.blocks, &numbers);
                    }
                }
                blocks.into_iter().for_each(|block| self.push(block));
            }
            FrameKind::Item { text, number } => {
                let text = text.unwrap_or_default();
                if text.is_empty() && blocks.is_empty() {
                    return;
                }
                let item = ListItem { id: NodeId::default(), line, text, blocks };
                match self.frames.last_mut() {
                    Some(Frame { kind: FrameKind::List { items, numbers, .. }, .. }) => {
                        items.push(item);
                        numbers.extend(number);
                    }
                    _ => self.push(Block::new(line, BlockKind::List(List { ordered: false, items: vec![item] }))),
                }
            }
            FrameKind::Definitions(definitions) => {
                if !definitions.is_empty() {
                    self.push(Block::new(line, BlockKind::Definitions(definitions)));
                }
                blocks.into_iter().for_each(|block| self.push(block));
            }
            FrameKind::Description => match self.frames.last_mut() {
                Some(Frame { kind: FrameKind::Definitions(definitions), .. }) if !definitions.is_empty() => {
                    if let Some(last) = definitions.last_mut() {
                        last.blocks.extend(blocks);
                    }
                }
                _ => blocks.into_iter().for_each(|block| self.push(block)),
            },
            FrameKind::Opened(opening) => self.push_opened(opening, line, blocks),
        }
    }

    fn push_opened(&mut self, opening: Opening, line: u32, blocks: Vec<Block>) {
        match opening {
            Opening::Callout { label, title } => {
                let title = title.map(|title| self.read_title(&title, line)).filter(|title| !title.is_empty());
                self.push(Block::new(line, BlockKind::Callout(Callout { label, title, blocks })));
            }
            Opening::Titled(title) => {
                let summary = self.read_title(&title, line);
                self.push(Block::new(line, BlockKind::Details { summary, blocks }));
            }
            Opening::Quote => self.push(quote_or_callout(line, blocks)),
            Opening::Plain => blocks.into_iter().for_each(|block| self.push(block)),
        }
    }

    fn read_title(&self, title: &str, line: u32) -> Text {
        let pieces: Vec<(&str, u32)> = title.lines().zip(line..).collect();
        read_inline(&pieces, &self.references).text
    }

    fn push(&mut self, block: Block) {
        if !matches!(block.kind, BlockKind::Comment(_)) {
            self.anchor = None;
        }
        if let Some(top) = self.frames.last_mut() {
            top.blocks.push(block);
        }
    }

    /// Ends the block without blocks in it that is open.
    fn flush(&mut self) {
        match self.leaf.take() {
            None => {}
            Some(Leaf::Paragraph(builder, line)) => self.paragraph(builder.finish(), line),
            Some(Leaf::Heading(builder, line, level)) => self.heading(builder.finish(), line, level),
            Some(Leaf::Term(builder, line)) => self.term(builder.finish(), line),
            Some(Leaf::Code { language, mut text, line, start }) => {
                text.truncate(text.trim_end_matches(['\n', '\r']).len());
                let text = text.replace("\r\n", "\n");
                let line = line.unwrap_or(start);
                if let Some(table) = read_json_table(language.as_deref(), &text, line) {
                    self.table(table);
                } else {
                    self.push(Block::new(start, BlockKind::Code(Code { language, text, line, jumps: Vec::new() })));
                }
            }
            Some(Leaf::Html(html)) => self.html(&super::html::resolve_markdown(&html.text), html.line),
            Some(Leaf::Place(number)) => {
                if let Some(piece) = self.pieces.get_mut(number).and_then(Option::take) {
                    self.piece(piece);
                }
            }
        }
    }

    fn comments(&mut self, comments: Vec<(String, u32)>) {
        for (comment, line) in comments {
            self.push(Block::new(line, BlockKind::Comment(comment)));
        }
    }

    fn paragraph(&mut self, inline: Inline, line: u32) {
        let Inline { text, anchor, comments } = inline;
        if text.is_empty() {
            self.comments(comments);
            self.anchor = anchor.or(self.anchor.take());
            return;
        }
        match self.frames.last_mut() {
            Some(Frame { kind: FrameKind::Item { text: first @ None, .. }, blocks, .. }) if blocks.is_empty() => {
                *first = Some(text);
                self.anchor = None;
            }
            _ => match split_broken_lines(&text).or_else(|| split_code_lines(&text)) {
                Some((title, list)) => {
                    let first = list.items.first().map_or(line, |item| item.line);
                    if let Some(title) = title {
                        self.push(Block::new(line, BlockKind::Paragraph(title)));
                    }
                    self.push(Block::new(first, BlockKind::List(list)));
                }
                None => self.push(Block::new(line, BlockKind::Paragraph(text))),
            },
        }
        self.comments(comments);
    }

    fn heading(&mut self, inline: Inline, line: u32, level: u8) {
        let (text, attribute) = split_attributes(inline.text);
        let anchor = attribute.or(inline.anchor).or(self.anchor.take());
        if !text.is_empty() {
            self.push(Block::new(line, BlockKind::Heading(Heading { level, text, anchor })));
        }
        self.comments(inline.comments);
    }

    fn term(&mut self, inline: Inline, line: u32) {
        let term = inline.text;
        if let Some(Frame { kind: FrameKind::Definitions(definitions), .. }) = self.frames.last_mut() {
            let terms = term.split_lines().collect();
            definitions.push(Definition { id: NodeId::default(), line, terms, blocks: Vec::new() });
        } else if !term.is_empty() {
            self.push(Block::new(line, BlockKind::Paragraph(term)));
        }
        self.comments(inline.comments);
    }

    /// Reads a piece of HTML that starts at `line`.
    fn html(&mut self, text: &str, line: u32) {
        let blocks = read_html_fragment(text, line, self.findings);
        if blocks.is_empty()
            && let Some(tag) = Tag::parse(text.trim_start())
            && let Some(anchor) = tag.attribute("id").or_else(|| tag.attribute("name"))
        {
            self.anchor = Some(anchor.to_owned());
        }
        blocks.into_iter().for_each(|block| self.push(block));
    }

    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Edge => {}
            Piece::Table(table) => self.table(table),
            Piece::Html { text, line } => self.html(&text, line),
            Piece::Comment { text, line } => self.push(Block::new(line, BlockKind::Comment(text))),
            Piece::Code { language, text, line } => {
                self.push(Block::new(line, BlockKind::Code(Code { language, text, line, jumps: Vec::new() })));
            }
            Piece::Open { opening, line } => {
                if self.flattened == 0 && self.frames.len() < MAX_DEPTH {
                    self.frames.push(Frame {
                        kind: FrameKind::Opened(opening),
                        line,
                        blocks: Vec::new(),
                        counted: None,
                    });
                }
            }
            Piece::Close => {
                if matches!(self.frames.last(), Some(Frame { kind: FrameKind::Opened(_), .. }))
                    && let Some(frame) = self.frames.pop()
                {
                    self.close_frame(frame);
                }
            }
        }
    }

    fn table(&mut self, raw: RawTable) {
        let line = raw.rows.first().map_or(0, |row| row.line);
        let mut comments = raw.comments;
        let mut rows = Vec::with_capacity(raw.rows.len());
        for row in raw.rows {
            let mut cells = Vec::with_capacity(row.cells.len());
            for cell in &row.cells {
                let inline = read_inline(cell, &self.references);
                comments.extend(inline.comments);
                cells.push(Cell { header: row.header, ..Cell::new(inline.text) });
            }
            rows.push(Row { id: NodeId::default(), line: row.line, header: row.header, cells });
        }
        comments.sort_by_key(|&(_, line)| line);
        self.push(Block::new(line, BlockKind::Table(Table { caption: None, rows })));
        self.comments(comments);
    }

    fn finish(mut self) -> (Vec<Block>, bool) {
        self.flush();
        self.flattened = 0;
        self.close(|kind| matches!(kind, FrameKind::Root));
        // What the parser took for something else than a place still stands on the page.
        for index in 0..self.pieces.len() {
            if let Some(piece) = self.pieces.get_mut(index).and_then(Option::take) {
                self.piece(piece);
            }
        }
        self.close(|kind| matches!(kind, FrameKind::Root));
        let blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        (join_quoted(blocks), self.too_deep)
    }
}

/// The heading without the attributes at its end, and the id among them: `{#id .class}`, `{: #id}`.
fn split_attributes(text: Text) -> (Text, Option<String>) {
    let plain = text.plain();
    let Some(start) = plain.rfind('{').filter(|_| plain.ends_with('}')) else { return (text, None) };
    let inner = plain[start + 1..plain.len() - 1].trim().trim_start_matches(':').trim();
    let is_attribute = |word: &str| word.starts_with('#') || word.starts_with('.') || word.contains('=');
    // `{id}` is part of a path, not an attribute.
    if inner.is_empty() || !inner.split_whitespace().all(is_attribute) {
        return (text, None);
    }
    let anchor = inner.split_whitespace().find_map(|word| word.strip_prefix('#')).map(str::to_owned);
    (text.slice(0..start), anchor)
}
