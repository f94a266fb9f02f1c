//! A page as a tree of blocks with places: what readers make and extractors understand.
//!
//! A document says how a page is laid out (headings, paragraphs, lists, tables, callouts, code, runs of plain lines),
//! never what it means, and nothing of the format it was written in.

mod grid;
pub mod shape;
mod text;

pub use grid::{Grid, GridCell, GridRow, Places};
pub use text::{Mark, MarkKind, Text, TextBuilder};

/// A number for everything on a page that can be accounted for (blocks, rows, items, definitions), unique in its
/// document and counting from zero in page order. [`Document::new`] gives them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodeId(pub u32);

/// A page as read.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The title that the format itself states (`<title>`, front matter), not one that a heading suggests.
    pub title: Option<String>,
    /// The blocks, in page order.
    pub blocks: Vec<Block>,
    /// How many nodes there are: ids are below this.
    pub nodes: u32,
}

impl Document {
    /// A document of these blocks, numbered in page order.
    #[must_use]
    pub fn new(title: Option<String>, mut blocks: Vec<Block>) -> Self {
        let mut next = 0;
        number(&mut blocks, &mut next);
        Self { title, blocks, nodes: next }
    }
}

/// One block with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its number in the document.
    pub id: NodeId,
    /// The line where it starts, one-based.
    pub line: u32,
    /// What it is.
    pub kind: BlockKind,
}

impl Block {
    /// A block that starts at `line`, not yet numbered.
    #[must_use]
    pub fn new(line: u32, kind: BlockKind) -> Self {
        Self { id: NodeId::default(), line, kind }
    }
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Text),
    /// A bulleted or numbered list.
    List(List),
    /// Terms and what is said of them.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// A note, caution, admonition.
    Callout(Callout),
    /// Preformatted text.
    Code(Code),
    /// A quotation.
    Quote(Vec<Block>),
    /// Blocks behind a summary that opens them.
    Details {
        /// The line that is always visible.
        summary: Text,
        /// What it hides.
        blocks: Vec<Block>,
    },
    /// A part of the page that its markup sets apart from the content.
    Region {
        /// What it is for.
        role: RegionRole,
        /// What stands in it.
        blocks: Vec<Block>,
    },
    /// A run of plain lines without a blank line between them: what a capture has instead of syntax. None are left
    /// after [`crate::recover`].
    Lines(Vec<Line>),
    /// What the format itself hides from the reader of the page: an HTML comment.
    Comment(String),
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 for the page's title, and so on; at most 6 where the format counts.
    pub level: u8,
    /// What it says.
    pub text: Text,
    /// The fragment that links to it, where the format states one.
    pub anchor: Option<String>,
}

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Whether the items are numbered.
    pub ordered: bool,
    /// The items, at least one.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// Its number in the document.
    pub id: NodeId,
    /// The line where it starts, one-based.
    pub line: u32,
    /// Its first paragraph, without the bullet or number; empty where the item starts with another block.
    pub text: Text,
    /// What follows the first paragraph: nested lists, further paragraphs, code.
    pub blocks: Vec<Block>,
}

/// Terms that share what is said of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its number in the document.
    pub id: NodeId,
    /// The line where it starts, one-based.
    pub line: u32,
    /// The terms, at least one.
    pub terms: Vec<Text>,
    /// What is said of them; empty where the page leaves it out.
    pub blocks: Vec<Block>,
}

/// A table as written: merged cells are not yet spread; see [`Grid`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The caption, where the format states one.
    pub caption: Option<Text>,
    /// The rows, in page order, header rows included.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number in the document.
    pub id: NodeId,
    /// The line where it starts, one-based.
    pub line: u32,
    /// Whether the format marks it as a header (in `<thead>`, all `<th>`, above the delimiter row).
    pub header: bool,
    /// The cells as written.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its text; paragraphs, list items, definition terms and line breaks within it are divided by `\n`.
    pub text: Text,
    /// Whether the format marks it as a header.
    pub header: bool,
    /// How many columns it covers, at least 1.
    pub colspan: u16,
    /// How many rows it covers, at least 1.
    pub rowspan: u16,
}

impl Cell {
    /// An ordinary cell.
    #[must_use]
    pub fn new(text: Text) -> Self {
        Self { text, header: false, colspan: 1, rowspan: 1 }
    }
}

/// A note, caution or admonition.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// Its kind as the page says it: `Note`, `Caution`, `warning`.
    pub label: String,
    /// Its own title, where it has one besides the label.
    pub title: Option<Text>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// Preformatted text.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The language that the page states.
    pub language: Option<String>,
    /// The text, with `\n` between lines.
    pub text: String,
    /// The line of the source on which the first line of `text` stands, one-based.
    pub line: u32,
    /// Lines of `text` that do not stand on the source line after the one before, as where tags break them: their number
    /// in `text`, zero-based and ascending, and their source line.
    pub jumps: Vec<(u32, u32)>,
}

impl Code {
    /// The source line of a line of the text by its number, zero-based.
    #[must_use]
    pub fn line_at(&self, number: u32) -> u32 {
        let after = self.jumps.partition_point(|(row, _)| *row <= number);
        let (row, line) = after.checked_sub(1).and_then(|last| self.jumps.get(last)).copied().unwrap_or((0, self.line));
        line.saturating_add(number - row)
    }
}

/// What a part of a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegionRole {
    /// Links to other pages or to parts of this one.
    Navigation,
    /// The banner above the content.
    Header,
    /// What stands below the content.
    Footer,
    /// What stands beside it.
    Aside,
}

/// A line of a capture.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Columns of white space before the text; a tab counts to the next multiple of 8.
    pub indent: u32,
    /// Whether a bullet or number stood before the text, and which.
    pub bullet: Option<Bullet>,
    /// The cells of the line, without the bullet or number: one, or several where tabs divide it.
    pub cells: Vec<Text>,
    /// Whether a sign stood behind it by which a heading links to itself: `Lids¶`.
    pub linked: bool,
    /// The whole line as written, for what its columns and its bullet say: without its end and without invisible
    /// characters, each white space but the tab a plain space.
    pub raw: String,
}

/// What stands before an item of a list in a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bullet {
    /// A dot, dash or star.
    Mark,
    /// A number and a stop or parenthesis.
    Number(u32),
}

fn number(blocks: &mut [Block], next: &mut u32) {
    let give = |id: &mut NodeId, next: &mut u32| {
        *id = NodeId(*next);
        *next += 1;
    };
    for block in blocks {
        give(&mut block.id, next);
        match &mut block.kind {
            BlockKind::List(list) => {
                for item in &mut list.items {
                    give(&mut item.id, next);
                    number(&mut item.blocks, next);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    give(&mut definition.id, next);
                    number(&mut definition.blocks, next);
                }
            }
            BlockKind::Table(table) => {
                for row in &mut table.rows {
                    give(&mut row.id, next);
                }
            }
            BlockKind::Callout(Callout { blocks, .. })
            | BlockKind::Quote(blocks)
            | BlockKind::Details { blocks, .. }
            | BlockKind::Region { blocks, .. } => number(blocks, next),
            BlockKind::Heading(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Code(_)
            | BlockKind::Lines(_)
            | BlockKind::Comment(_) => {}
        }
    }
}
