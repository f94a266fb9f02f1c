//! Markup to a tree, with the line of every node and a cap on the depth.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use html5ever::driver::{self, ParseOpts, Parser};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, local_name, ns};
use scraper::{Html, HtmlTreeSink, Node};

use super::crowded::Crowded;

/// A node of scraper's tree.
pub(super) type NodeId = <HtmlTreeSink as TreeSink>::Handle;

/// How deep elements may nest. Browsers stop at the same depth; pages that people write stay below 100. The parser's
/// time is quadratic in the depth, so it is capped while parsing.
pub(super) const MAX_DEPTH: u32 = 512;

/// How much is fed to the parser before the depth is looked at.
const CHUNK: usize = 8 * 1024;

/// The markup would cost time without bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// The line where the cap was reached, one-based.
    pub(super) line: u32,
    /// Which cap.
    pub(super) what: Excess,
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    /// Elements in each other: more than [`MAX_DEPTH`].
    Depth,
    /// Attributes in one tag: more than [`super::crowded::MAX_ATTRIBUTES`].
    Attributes,
}

/// A parsed page.
pub(super) struct Page {
    /// The tree.
    pub(super) html: Html,
    places: HashMap<NodeId, Placed, BuildHasherDefault<IdHasher>>,
    /// For texts whose parts do not follow each other in the source: byte offset and line of each later part.
    breaks: HashMap<NodeId, Vec<(usize, u32)>>,
    tables: HashMap<NodeId, TableContents>,
}

/// What stands in the cells of a table besides text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TableContents {
    /// A table.
    pub(super) table: bool,
    /// A heading.
    pub(super) heading: bool,
    /// Preformatted text.
    pub(super) pre: bool,
}

#[derive(Clone, Copy)]
struct Placed {
    /// The line where the node starts: of an element, the line where its start tag ends. One-based.
    line: u32,
    /// How many elements it stands in.
    depth: u32,
}

impl Page {
    /// Parses a whole page, or a fragment of one that starts at `first_line`.
    pub(super) fn parse(text: &str, first_line: u32, fragment: bool) -> Result<Self, TooMuch> {
        let options = ParseOpts::default;
        let mut parser = if fragment {
            let body = QualName::new(None, ns!(html), local_name!("body"));
            let sink = PlacedSink::new(Html::new_fragment(), first_line);
            driver::parse_fragment(sink, options(), body, Vec::new(), false)
        } else {
            driver::parse_document(PlacedSink::new(Html::new_document(), first_line), options())
        };
        if starts_within_table(text) {
            parser.process(StrTendril::from_slice("<table>"));
        }
        let mut rest = text;
        // Of a tag nothing is made before it ends: only where nothing was made is it looked for one that is too long.
        let (mut made, mut last, mut crowded) = (0, "", None);
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(chunk_end(rest));
            if crowded.as_mut().is_some_and(|crowded: &mut Crowded| crowded.reads(chunk)) {
                let line = first_line.saturating_add(newlines(&text[..text.len() - rest.len()]));
                return Err(TooMuch { line, what: Excess::Attributes });
            }
            parser.process(StrTendril::from_slice(chunk));
            check(&parser)?;
            let now = parser.tokenizer.sink.sink.made.get();
            if now != made {
                crowded = None;
            } else if crowded.is_none() {
                let mut start = Crowded::default();
                // It starts in the piece before this one, if there is one.
                if start.reads(last) || start.reads(chunk) {
                    let line = first_line.saturating_add(newlines(&text[..text.len() - rest.len()]));
                    return Err(TooMuch { line, what: Excess::Attributes });
                }
                crowded = Some(start);
            }
            (made, last, rest) = (now, chunk, after);
        }
        Ok(parser.finish())
    }

    /// The line where a node starts, one-based.
    pub(super) fn line(&self, id: NodeId) -> u32 {
        self.places.get(&id).map_or(0, |placed| placed.line)
    }

    /// Where a text has parts that do not follow each other in the source: byte offset and line of each later part.
    pub(super) fn breaks(&self, id: NodeId) -> &[(usize, u32)] {
        if self.breaks.is_empty() { &[] } else { self.breaks.get(&id).map_or(&[], Vec::as_slice) }
    }

    /// What stands in the cells of a table besides text.
    pub(super) fn table_contents(&self, id: NodeId) -> TableContents {
        self.tables.get(&id).copied().unwrap_or_default()
    }
}

/// Where the next piece for the parser ends: on a character boundary.
fn chunk_end(text: &str) -> usize {
    (CHUNK..text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len())
}

fn check(parser: &Parser<PlacedSink>) -> Result<(), TooMuch> {
    parser.tokenizer.sink.sink.too_much.get().map_or(Ok(()), Err)
}

/// Whether a page is a fragment that starts with a part of a table, which the parser drops outside of one.
fn starts_within_table(text: &str) -> bool {
    let Some(tag) = text.trim_start().strip_prefix('<') else { return false };
    let end = tag.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tag.len());
    ["tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup"]
        .iter()
        .any(|name| tag[..end].eq_ignore_ascii_case(name))
}

/// Node ids count from one, so multiplying spreads them well enough, and nobody chooses them.
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }

    fn write_usize(&mut self, value: usize) {
        self.0 = (self.0 ^ value as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

/// scraper's sink, and beside its tree the place of every node.
struct PlacedSink {
    inner: HtmlTreeSink,
    /// The line that the tokenizer has reached, one-based.
    line: Cell<u32>,
    first_line: u32,
    too_much: Cell<Option<TooMuch>>,
    /// How many nodes and pieces of text were made.
    made: Cell<u64>,
    places: RefCell<HashMap<NodeId, Placed, BuildHasherDefault<IdHasher>>>,
    breaks: RefCell<HashMap<NodeId, Vec<(usize, u32)>>>,
    tables: RefCell<HashMap<NodeId, TableContents>>,
    /// The text node that was added to last, and the line where it ends.
    last_text: Cell<Option<(NodeId, u32)>>,
}

impl PlacedSink {
    fn new(html: Html, first_line: u32) -> Self {
        Self {
            inner: HtmlTreeSink::new(html),
            line: Cell::new(first_line),
            first_line,
            too_much: Cell::new(None),
            made: Cell::new(0),
            places: RefCell::default(),
            breaks: RefCell::default(),
            tables: RefCell::default(),
            last_text: Cell::new(None),
        }
    }

    fn place(&self, id: NodeId) -> NodeId {
        self.made.set(self.made.get() + 1);
        self.places.borrow_mut().insert(id, Placed { line: self.line.get(), depth: 0 });
        id
    }

    /// Notes how deep `child` stands now that it is in `parent`.
    fn sink_below(&self, parent: Option<NodeId>, child: NodeId) {
        let mut places = self.places.borrow_mut();
        let depth = parent.and_then(|parent| places.get(&parent)).map_or(0, |placed| placed.depth) + 1;
        if let Some(placed) = places.get_mut(&child) {
            placed.depth = depth;
        }
        if depth > MAX_DEPTH && self.too_much.get().is_none() {
            self.too_much.set(Some(TooMuch { line: self.line.get(), what: Excess::Depth }));
        }
    }

    /// Notes in the table around `child`, if there is one, what its cells hold.
    fn note_in_table(&self, child: NodeId) {
        let html = self.inner.0.borrow();
        let Some(node) = html.tree.get(child) else { return };
        let Some(element) = node.value().as_element() else { return };
        let found = match element.name.local {
            local_name!("table") => TableContents { table: true, ..TableContents::default() },
            local_name!("pre") => TableContents { pre: true, ..TableContents::default() },
            local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6") => TableContents { heading: true, ..TableContents::default() },
            _ => return,
        };
        let around = node
            .ancestors()
            .find(|above| above.value().as_element().is_some_and(|element| element.name.local == local_name!("table")));
        if let Some(table) = around {
            let mut tables = self.tables.borrow_mut();
            let contents = tables.entry(table.id()).or_default();
            contents.table |= found.table;
            contents.heading |= found.heading;
            contents.pre |= found.pre;
        }
    }

    /// Where a run of characters that the tokenizer has just passed starts.
    fn start_of(&self, text: &str) -> u32 {
        self.line.get().saturating_sub(newlines(text))
    }

    /// Notes the place of text that now stands in the text node `id`, from byte `offset` on.
    fn place_text(&self, id: NodeId, offset: usize, start: u32, end: u32) {
        self.made.set(self.made.get() + 1);
        if offset == 0 {
            self.places.borrow_mut().insert(id, Placed { line: start, depth: 0 });
        } else if self.last_text.get() != Some((id, start)) {
            self.breaks.borrow_mut().entry(id).or_default().push((offset, start));
        }
        self.last_text.set(Some((id, end)));
    }

    fn append_text(&self, parent: NodeId, text: StrTendril) {
        let (start, end, added) = (self.start_of(&text), self.line.get(), text.len());
        self.inner.append(&parent, NodeOrText::AppendText(text));
        let found = text_node(&self.inner, |tree| tree.tree.get(parent)?.last_child().map(|node| node.id()));
        if let Some((id, length)) = found {
            self.place_text(id, length.saturating_sub(added), start, end);
        }
    }

    fn text_before(&self, sibling: NodeId, text: StrTendril) {
        let (start, end, added) = (self.start_of(&text), self.line.get(), text.len());
        self.inner.append_before_sibling(&sibling, NodeOrText::AppendText(text));
        let found = text_node(&self.inner, |tree| tree.tree.get(sibling)?.prev_sibling().map(|node| node.id()));
        if let Some((id, length)) = found {
            self.place_text(id, length.saturating_sub(added), start, end);
        }
    }
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|&byte| byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// The text node that `find` names, and how long it is.
fn text_node(sink: &HtmlTreeSink, find: impl Fn(&Html) -> Option<NodeId>) -> Option<(NodeId, usize)> {
    let html = sink.0.borrow();
    let id = find(&html)?;
    match html.tree.get(id)?.value() {
        Node::Text(text) => Some((id, text.len())),
        _ => None,
    }
}

impl TreeSink for PlacedSink {
    type Handle = NodeId;
    type Output = Page;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Page {
        Page {
            html: self.inner.finish(),
            places: self.places.into_inner(),
            breaks: self.breaks.into_inner(),
            tables: self.tables.into_inner(),
        }
    }

    // A page that is wrong is read as browsers read it; there is nothing to report.
    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.place(self.inner.create_element(name, attributes, flags))
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let start = self.start_of(&text);
        let id = self.inner.create_comment(text);
        self.made.set(self.made.get() + 1);
        self.places.borrow_mut().insert(id, Placed { line: start, depth: 0 });
        id
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.place(self.inner.create_pi(target, data))
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.inner.append(parent, NodeOrText::AppendNode(id));
                self.sink_below(Some(*parent), id);
                self.note_in_table(id);
            }
            NodeOrText::AppendText(text) => self.append_text(*parent, text),
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.inner.append_before_sibling(sibling, NodeOrText::AppendNode(id));
                let parent =
                    self.inner.0.borrow().tree.get(*sibling).and_then(|node| node.parent()).map(|node| node.id());
                self.sink_below(parent, id);
                self.note_in_table(id);
            }
            NodeOrText::AppendText(text) => self.text_before(*sibling, text),
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.inner.0.borrow().tree.get(*element).is_some_and(|node| node.parent().is_some());
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.inner.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let contents = self.inner.get_template_contents(target);
        let mut places = self.places.borrow_mut();
        let depth = places.get(target).map_or(0, |placed| placed.depth) + 1;
        places.insert(contents, Placed { line: self.line.get(), depth });
        contents
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }

    fn set_current_line(&self, line: u64) {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.line.set(line.saturating_add(self.first_line).saturating_sub(1));
    }
}
