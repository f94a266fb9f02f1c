//! One walk over the tree of a page, in page order and without recursion.

mod end;
mod heading;
mod start;
mod text;

use ego_tree::NodeRef;
use scraper::Node;

use super::frame::{Frame, Kind};
use super::parse::{NodeId, Page};
use crate::document::{Block, BlockKind, MarkKind, Text};

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

    fn flush(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        self.top().flush(&marks);
        self.marks = marks;
        self.place_comments();
    }
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
