//! One walk over the tree of a page, in page order and without recursion.

use ego_tree::NodeRef;
use html5ever::local_name;
use scraper::Node;
use scraper::node::Element;

use super::element::{Tag, attribute, classes, region_of_role};
use super::frame::{Frame, Kind};
use super::hidden::is_hidden;
use super::parse::{NodeId, Page};
use super::permalink::{is_note_reference, is_permalink, short_text};
use super::table::{self, OpenTable};
use super::{callout, code};
use crate::document::shape::{is_note_sign, is_noted_word};
use crate::document::{
    Block, BlockKind, Cell, Code, Heading, List, ListItem, MarkKind, NodeId as Number, RegionRole, Row, Table, Text,
};

/// How deep the blocks of a document nest. What is nested deeper is read, but as if its outer blocks were not there, so
/// that whoever follows a document's structure need not fear its depth.
const MAX_FRAMES: usize = 64;

/// The walk over a page.
pub(super) struct Walk<'a> {
    page: &'a Page,
    title: Option<String>,
    /// What is open, outermost first; never empty while the walk goes on.
    frames: Vec<Frame>,
    /// The marks that are open.
    marks: Vec<MarkKind>,
    /// The lists that are open within a flat frame: the number of the next item, where they are numbered.
    counters: Vec<Option<u32>>,
    /// How many preformatted elements are open within a flat frame.
    verbatim: u32,
    /// How many parts of the content with headings of their own are open.
    sections: u32,
    /// The fragment that leads to what comes next.
    anchor: Option<String>,
    /// The heading or term that is open.
    heading: Option<NodeId>,
    /// Comments that stand within something that is not yet a block.
    comments: Vec<Block>,
}

/// What the end of an element does.
enum End {
    /// Nothing.
    Nothing,
    /// Ends the paragraph.
    Block,
    /// Ends a mark.
    Mark,
    /// Ends a quotation within a sentence.
    Quoted(u32),
    /// Ends a frame.
    Frame,
    /// Ends a list within a flat frame.
    Counter,
    /// Ends preformatted text within a flat frame.
    Verbatim,
    /// Ends a part of the content.
    Section,
}

/// What to do at the start of an element.
enum Start {
    /// Leave it out with all that it holds.
    Skip,
    /// Read what it holds.
    Enter(End),
}

impl<'a> Walk<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        Self {
            page,
            title: None,
            frames: vec![Frame::new(Kind::Splice, 1, &[])],
            marks: Vec::new(),
            counters: Vec::new(),
            verbatim: 0,
            sections: 0,
            anchor: None,
            heading: None,
            comments: Vec::new(),
        }
    }

    /// Walks the page: its title and its blocks.
    pub(super) fn run(mut self) -> (Option<String>, Vec<Block>) {
        let mut open: Vec<(NodeRef<'a, Node>, End)> = Vec::new();
        let mut next = self.page.html.tree.root().first_child();
        loop {
            while let Some(node) = next {
                let entered = match node.value() {
                    Node::Text(text) => {
                        self.text(node.id(), text);
                        None
                    }
                    Node::Comment(comment) => {
                        self.comment(node.id(), comment);
                        None
                    }
                    Node::Element(element) => match self.start(node, element) {
                        Start::Skip => None,
                        Start::Enter(end) => Some(end),
                    },
                    Node::Document | Node::Fragment | Node::Doctype(_) | Node::ProcessingInstruction(_) => None,
                };
                next = match entered {
                    Some(end) => match node.first_child() {
                        Some(child) => {
                            open.push((node, end));
                            Some(child)
                        }
                        None => {
                            self.end(end);
                            node.next_sibling()
                        }
                    },
                    None => node.next_sibling(),
                };
            }
            let Some((node, end)) = open.pop() else { break };
            self.end(end);
            next = node.next_sibling();
        }
        let mut root = self.frames.pop().unwrap_or_else(|| Frame::new(Kind::Splice, 1, &[]));
        root.flush(&[]);
        root.blocks.append(&mut self.comments);
        (self.title, root.blocks)
    }

    /// The innermost frame.
    fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Kind::Splice, 1, &[]));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn text(&mut self, id: NodeId, text: &str) {
        let mut start = 0;
        let mut line = self.page.line(id);
        for &(offset, line_after) in self.page.breaks(id) {
            self.text_part(text.get(start..offset).unwrap_or_default(), line);
            (start, line) = (offset, line_after);
        }
        self.text_part(text.get(start..).unwrap_or_default(), line);
    }

    fn text_part(&mut self, text: &str, line: u32) {
        let verbatim = self.verbatim > 0;
        let shown = without_soft_breaks(text);
        let top = self.top();
        if let Kind::Pre { text: code, start, .. } = &mut top.kind {
            start.get_or_insert(line);
            code.push_str(text);
            return;
        }
        if verbatim {
            for (index, part) in shown.split('\n').enumerate() {
                if index > 0 {
                    top.run.break_line();
                }
                top.run.push(part, line + u32::try_from(index).unwrap_or(u32::MAX));
            }
        } else {
            top.run.push(&shown, line);
        }
        let in_heading = matches!(top.kind, Kind::Heading { .. });
        if self.anchor.is_some() && !in_heading && !shown.trim().is_empty() {
            self.anchor = None;
        }
    }

    fn comment(&mut self, id: NodeId, comment: &str) {
        let text = comment.trim();
        // Conditions for old browsers and processing instructions are markup.
        if text.is_empty() || ["[if ", "[endif", "<![endif", "?"].iter().any(|start| text.starts_with(start)) {
            return;
        }
        let before = &comment[..comment.len() - comment.trim_start().len()];
        let line = self.page.line(id) + u32::try_from(before.matches('\n').count()).unwrap_or(0);
        self.comments.push(Block::new(line, BlockKind::Comment(text.to_owned())));
        self.place_comments();
    }

    /// Puts the comments that were met where they stand, unless something around them is not yet a block.
    fn place_comments(&mut self) {
        if self.comments.is_empty() {
            return;
        }
        let comments = std::mem::take(&mut self.comments);
        let top = self.top();
        let flows = match top.kind {
            Kind::Splice
            | Kind::Item
            | Kind::Definition
            | Kind::Quote
            | Kind::Details { .. }
            | Kind::Region(_)
            | Kind::Callout { .. } => top.run.is_empty(),
            Kind::Heading { .. }
            | Kind::List(_)
            | Kind::Definitions(_)
            | Kind::Term
            | Kind::Table(_)
            | Kind::Caption
            | Kind::Row { .. }
            | Kind::Cell { .. }
            | Kind::Pre { .. }
            | Kind::Summary
            | Kind::CalloutTitle => false,
        };
        if flows {
            top.blocks.extend(comments);
        } else {
            self.comments = comments;
        }
    }

    fn start(&mut self, node: NodeRef<'a, Node>, element: &Element) -> Start {
        let tag = Tag::with_role(element);
        match tag {
            Tag::Skip => return Start::Skip,
            Tag::Title => {
                self.take_title(node);
                return Start::Skip;
            }
            Tag::Head => {
                if let Some(title) =
                    node.children().find(|child| child.value().as_element().map(Tag::of) == Some(Tag::Title))
                {
                    self.take_title(title);
                }
                return Start::Skip;
            }
            _ => {}
        }
        self.note_anchor(element, tag);
        if is_hidden(node, element, tag) {
            if tag == Tag::Anchor {
                self.note_permalink(element);
            }
            return Start::Skip;
        }
        if matches!(self.top().kind, Kind::Pre { .. }) {
            return self.start_in_pre(node, element, tag);
        }
        if self.top().is_flat() {
            let ends_heading = matches!(
                tag,
                Tag::Table
                    | Tag::List { .. }
                    | Tag::Definitions
                    | Tag::Pre
                    | Tag::Heading(_)
                    | Tag::Quote
                    | Tag::Details
            ) || (tag == Tag::Paragraph && !self.top().run.is_empty());
            if ends_heading && matches!(self.top().kind, Kind::Heading { .. }) {
                self.end_heading_early();
            } else {
                return self.start_in_flat(node, element, tag);
            }
        }
        self.start_in_flow(node, element, tag)
    }

    /// The start of an element where blocks may stand.
    fn start_in_flow(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        let line = self.page.line(node.id());
        let marks = std::mem::take(&mut self.marks);
        if !tag.is_inline() {
            self.top().flush(&marks);
        }
        self.marks = marks;
        self.place_comments();
        let kind = match tag {
            Tag::Inline | Tag::Mark(_) | Tag::Anchor | Tag::Quoted | Tag::Break => {
                return self.start_inline(node, element, tag);
            }
            Tag::Skip | Tag::Title | Tag::Head => return Start::Skip,
            Tag::Block | Tag::Paragraph | Tag::Section | Tag::Region(_) => {
                return self.start_container(element, tag, line);
            }
            Tag::Heading(level) => {
                self.heading = Some(node.id());
                let own = attribute(element, "id").filter(|id| !id.is_empty()).map(str::to_owned);
                let waiting = self.anchor.take();
                Kind::Heading { level, anchor: own.or(waiting) }
            }
            Tag::List { ordered } => Kind::List(List { ordered, items: Vec::new() }),
            Tag::Item => Kind::Item,
            Tag::Definitions => Kind::Definitions(Vec::new()),
            Tag::Term => {
                self.heading = Some(node.id());
                Kind::Term
            }
            Tag::Definition => Kind::Definition,
            Tag::Table if Tag::of(element) == tag && table::is_layout(self.page, node, element) => {
                return Start::Enter(End::Block);
            }
            Tag::Table => Kind::Table(OpenTable::default()),
            Tag::RowGroup(group) => {
                if let Kind::Table(table) = &mut self.top().kind {
                    table.open_group(group);
                }
                return Start::Enter(End::Nothing);
            }
            Tag::Caption => match self.top().kind {
                Kind::Table(_) => Kind::Caption,
                _ => return Start::Enter(End::Block),
            },
            Tag::Row => match &self.top().kind {
                Kind::Table(table) => {
                    Kind::Row { cells: Vec::new(), head: table.group.kind == super::element::RowGroup::Head }
                }
                _ => return Start::Enter(End::Block),
            },
            Tag::Cell { header } => match self.top().kind {
                Kind::Row { .. } => {
                    Kind::Cell { header, colspan: table::colspan(element), rowspan: table::rowspan(element) }
                }
                _ => return Start::Enter(End::Block),
            },
            Tag::Pre => Kind::Pre { language: code::language(node), text: String::new(), start: None },
            Tag::Quote => match callout::kind_of(element) {
                Some(label) => Kind::Callout { label: label.to_owned(), title: None },
                None => Kind::Quote,
            },
            Tag::Details => Kind::Details { summary: Text::default() },
            Tag::Summary => match self.top().kind {
                Kind::Details { .. } => Kind::Summary,
                _ => return Start::Enter(End::Block),
            },
        };
        self.open(kind, line)
    }

    /// The start of an element that is a callout, a region, the title of a callout, or nothing but a part of the flow.
    fn start_container(&mut self, element: &Element, tag: Tag, line: u32) -> Start {
        if let Kind::Callout { title: None, .. } = self.top().kind
            && self.top().blocks.is_empty()
            && callout::is_title(element)
        {
            return self.open(Kind::CalloutTitle, line);
        }
        if let Some(label) = callout::kind_of(element) {
            return self.open(Kind::Callout { label: label.to_owned(), title: None }, line);
        }
        if let Some(role) = region_of_role(element) {
            return self.open(Kind::Region(role), line);
        }
        match tag {
            // Within a part of the content these are its own head and foot, not the page's.
            Tag::Region(RegionRole::Header | RegionRole::Footer) if self.sections > 0 => Start::Enter(End::Block),
            Tag::Region(role) => self.open(Kind::Region(role), line),
            Tag::Section => {
                self.sections += 1;
                Start::Enter(End::Section)
            }
            _ => Start::Enter(End::Block),
        }
    }

    /// The start of an element that flows within a line.
    fn start_inline(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        match tag {
            Tag::Mark(look) => {
                self.open_mark(look.mark());
                Start::Enter(End::Mark)
            }
            Tag::Anchor => {
                let heading = self.heading.and_then(|id| self.page.html.tree.get(id));
                if is_permalink(node, element, heading) {
                    self.note_permalink(element);
                    return Start::Skip;
                }
                match attribute(element, "href").map(str::trim).filter(|target| !target.is_empty()) {
                    Some(target) => {
                        self.open_mark(MarkKind::Link(target.to_owned()));
                        Start::Enter(End::Mark)
                    }
                    None => Start::Enter(End::Nothing),
                }
            }
            Tag::Quoted => {
                let line = self.page.line(node.id());
                self.top().run.push("“", line);
                Start::Enter(End::Quoted(line))
            }
            Tag::Break => {
                self.top().run.break_line();
                Start::Enter(End::Nothing)
            }
            _ if code::is_line_number(element) => Start::Skip,
            _ if element.name.local == local_name!("sup") && self.is_note(node) => Start::Skip,
            _ if is_struck(element) => {
                self.open_mark(MarkKind::Strike);
                Start::Enter(End::Mark)
            }
            _ => Start::Enter(End::Nothing),
        }
    }

    /// Whether a raised text only refers to a footnote: it links to one, or follows the one word of a cell.
    fn is_note(&mut self, sup: NodeRef<'a, Node>) -> bool {
        let top = self.top();
        is_note_reference(sup)
            || (matches!(top.kind, Kind::Cell { .. })
                && is_noted_word(top.run.so_far())
                && short_text(sup).is_some_and(|text| is_note_sign(&text)))
    }

    /// The start of an element where everything becomes one text.
    fn start_in_flat(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        if tag.is_inline() {
            return self.start_inline(node, element, tag);
        }
        if let Tag::Cell { .. } = tag {
            // A table in a cell: a line a row, its cells side by side.
            self.top().run.push(" ", 0);
            return Start::Enter(End::Nothing);
        }
        self.divide();
        match tag {
            Tag::List { ordered } => {
                let start = attribute(element, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.counters.push(ordered.then_some(start));
                Start::Enter(End::Counter)
            }
            Tag::Item => {
                if let Some(Some(number)) = self.counters.last_mut() {
                    let text = format!("{number}. ");
                    *number = number.saturating_add(1);
                    let line = self.page.line(node.id());
                    self.top().run.push(&text, line);
                }
                Start::Enter(End::Block)
            }
            Tag::Pre => {
                self.verbatim += 1;
                Start::Enter(End::Verbatim)
            }
            _ => Start::Enter(End::Block),
        }
    }

    /// The start of an element within preformatted text.
    fn start_in_pre(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        match tag {
            Tag::Table | Tag::Heading(_) | Tag::Definitions | Tag::List { .. } => {
                // A page that is preformatted as a whole: what has markup of its own is not.
                if let Some(block) = end_pre(self.top()) {
                    let marks = std::mem::take(&mut self.marks);
                    self.top().push(block, &marks);
                    self.marks = marks;
                }
                self.top().kind = Kind::Splice;
                return self.start_in_flow(node, element, tag);
            }
            Tag::Break => {
                if let Kind::Pre { text, .. } = &mut self.top().kind {
                    text.push('\n');
                }
            }
            Tag::Block | Tag::Paragraph => {
                if let Kind::Pre { text, .. } = &mut self.top().kind
                    && !text.is_empty()
                    && !text.ends_with('\n')
                {
                    text.push('\n');
                }
            }
            _ if code::is_line_number(element) => return Start::Skip,
            _ => {}
        }
        Start::Enter(End::Nothing)
    }

    /// The boundary of a block where everything becomes one text.
    fn divide(&mut self) {
        let top = self.top();
        if top.breaks_lines() { top.run.break_line() } else { top.run.push(" ", 0) }
    }

    fn open(&mut self, kind: Kind, line: u32) -> Start {
        if self.frames.len() >= MAX_FRAMES {
            return Start::Enter(End::Block);
        }
        self.frames.push(Frame::new(kind, line, &self.marks));
        Start::Enter(End::Frame)
    }

    fn open_mark(&mut self, mark: MarkKind) {
        self.marks.push(mark.clone());
        self.top().run.open(mark);
    }

    fn end(&mut self, end: End) {
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

    fn flush(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        self.top().flush(&marks);
        self.marks = marks;
        self.place_comments();
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
            Kind::Cell { header, colspan, rowspan } => {
                self.counters.clear();
                if let Kind::Row { cells, .. } = &mut self.top().kind {
                    cells.push(Cell { text, header, colspan, rowspan });
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
                let list = with_strays(list, line, blocks);
                (!list.items.is_empty()).then_some(BlockKind::List(list))
            }
            Kind::Item => {
                let (text, blocks) = first_paragraph(blocks);
                if !text.is_empty() || !blocks.is_empty() {
                    self.top().push_item(ListItem { id: Number::default(), line, text, blocks }, &marks);
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
            Kind::Row { cells, head } => {
                let named = cells.iter().filter(|cell| !cell.text.is_empty()).count();
                let header = head || (named > 0 && cells.iter().all(|cell| cell.header || cell.text.is_empty()));
                if let Kind::Table(table) = &mut self.top().kind {
                    let group = table.group;
                    table.rows.push((group, Row { id: Number::default(), line, header, cells }));
                }
                self.splice(blocks, &marks);
                None
            }
            Kind::Table(table) => {
                let table: Table = table.finish();
                self.splice(blocks, &marks);
                (!table.rows.is_empty() || table.caption.is_some()).then_some(BlockKind::Table(table))
            }
            Kind::Pre { .. } => {
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

    /// A heading that was not closed: what it holds so far is the heading, what follows is not.
    fn end_heading_early(&mut self) {
        let text = self.top().take_text();
        let kind = std::mem::replace(&mut self.top().kind, Kind::Splice);
        self.heading = None;
        if let Kind::Heading { level, anchor } = kind
            && !text.is_empty()
        {
            let anchor = anchor.or_else(|| own_target(&text));
            let block = Block::new(text.line(), BlockKind::Heading(Heading { level, text, anchor }));
            self.top().blocks.push(block);
        }
        self.top().run = super::frame::run_within(&self.marks.clone());
    }

    fn take_title(&mut self, node: NodeRef<'a, Node>) {
        if self.title.is_none() {
            let text: String =
                node.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
            let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.title = (!title.is_empty()).then_some(title);
        }
    }

    /// Notes the fragment that an element gives a name to, for the heading that it stands in or that follows it.
    fn note_anchor(&mut self, element: &Element, tag: Tag) {
        if element.attrs.is_empty() {
            return;
        }
        let id = || attribute(element, "id").or_else(|| attribute(element, "name").filter(|_| tag == Tag::Anchor));
        let in_heading = matches!(self.top().kind, Kind::Heading { .. });
        let names_section = matches!(tag, Tag::Section | Tag::Anchor | Tag::Inline | Tag::Paragraph)
            || (tag == Tag::Block && classes(element).any(|class| class.contains("sect")));
        if !in_heading && !names_section {
            return;
        }
        let Some(id) = id().filter(|id| !id.is_empty()) else { return };
        if let Kind::Heading { anchor, .. } = &mut self.top().kind {
            anchor.get_or_insert_with(|| id.to_owned());
        } else {
            self.anchor = Some(id.to_owned());
        }
    }

    /// A heading without a name of its own is reached by the link that points at it, within it or just after it.
    fn note_permalink(&mut self, element: &Element) {
        let target = attribute(element, "href").and_then(|target| target.strip_prefix('#'));
        let Some(target) = target.filter(|target| !target.is_empty()) else { return };
        let top = self.top();
        if let Kind::Heading { anchor, .. } = &mut top.kind {
            anchor.get_or_insert_with(|| target.to_owned());
        } else if let Some(Block { kind: BlockKind::Heading(Heading { anchor: anchor @ None, .. }), .. }) =
            top.blocks.last_mut()
            && top.run.is_empty()
        {
            *anchor = Some(target.to_owned());
            self.anchor = None;
        }
    }
}

/// The fragment that a heading which is a link to itself as a whole leads to.
fn own_target(text: &Text) -> Option<String> {
    let (_, target) = text.links().next()?;
    let target = target.strip_prefix('#').filter(|target| !target.is_empty())?;
    text.is_all(|kind| matches!(kind, MarkKind::Link(_))).then(|| target.to_owned())
}

/// What an item holds: its first paragraph, where it starts with one, and the rest.
pub(super) fn first_paragraph(mut blocks: Vec<Block>) -> (Text, Vec<Block>) {
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(text), .. }) => {
            let text = std::mem::take(text);
            blocks.remove(0);
            (text, blocks)
        }
        Some(_) | None => (Text::default(), blocks),
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
fn end_pre(frame: &mut Frame) -> Option<Block> {
    let Kind::Pre { language, text, start } = &mut frame.kind else { return None };
    let kept = text.trim_end_matches(['\n', ' ', '\t']).len();
    text.truncate(kept);
    // Blank lines at the start are for looks.
    let blank =
        text.find(|c: char| !c.is_whitespace()).map(|first| text[..first].rfind('\n').map_or(0, |end| end + 1))?;
    let line = start.unwrap_or(frame.line) + u32::try_from(text[..blank].matches('\n').count()).unwrap_or(0);
    text.drain(..blank);
    let code = Code { language: language.take(), text: std::mem::take(text), line };
    Some(Block::new(line, BlockKind::Code(code)))
}

/// Whether the style of a span strikes it through.
fn is_struck(element: &Element) -> bool {
    !element.attrs.is_empty() && attribute(element, "style").is_some_and(|style| style.contains("line-through"))
}

/// The text without the characters that only say where a word may be divided.
fn without_soft_breaks(text: &str) -> std::borrow::Cow<'_, str> {
    const SOFT: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];
    if text.is_ascii() || !text.contains(SOFT) { text.into() } else { text.replace(SOFT, "").into() }
}
