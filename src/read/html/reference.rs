//! How generators of programs' references mark up the parts of an interface: listings, signatures and tables made of
//! blocks, told apart by class alone.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::code::OpenCode;
use super::element::{Tag, attribute, classes};
use crate::document::{Block, BlockKind, Cell, Heading};

/// The class of tables that lay out a signature.
const SIGNATURE: &str = "memname";

/// The class of blocks that quote source text, and that of the lines in them.
const SOURCE: &str = "fragment";
const SOURCE_LINE: &str = "line";

/// The class of what a mouse shows over a name in a listing.
const TIP: &str = "ttc";

/// The class of what says which of several declarations of one name it is: `[1/2]`.
const OVERLOAD: &str = "overload";

/// The id of the block with the name and version of what is documented.
const TITLE_AREA: &str = "titlearea";

/// The class of a block that stands for a table whose cells are blocks below each other.
const TABLE: &str = "summary-table";

/// What the class of a cell of such a table starts with, the class of the last of a row and that of headers.
const CELL: &str = "col-";
const LAST_CELL: &str = "col-last";
const HEADER_CELL: &str = "table-header";

/// What the class of a row starts with that says more of the member in the row before.
const ADDED_ROW: &str = "memdesc:";

/// The class of a row that names the kind of the members below it.
const HEADING_ROW: &str = "heading";

/// What stands before the number of a member in the title of its name.
const VALUE: &str = "Value: ";

/// What stands before the name of a constant in the first cell of its row.
const DEFINE: &str = "#define";

/// The part that an element plays by its class, where that says more than its name.
pub(super) fn part_of(node: NodeRef<'_, Node>, element: &Element, tag: Tag) -> Tag {
    if element.attrs.is_empty() || !matches!(tag, Tag::Block | Tag::Table | Tag::Inline) {
        return tag;
    }
    let is = |name: &str| classes(element).any(|class| class == name);
    match tag {
        Tag::Table if is(SIGNATURE) => Tag::Pre,
        Tag::Block if is(SOURCE) && has_lines(node) => Tag::Pre,
        Tag::Block if is(TIP) => Tag::Skip,
        Tag::Inline if is(OVERLOAD) => Tag::Skip,
        Tag::Block if is(TABLE) => Tag::Table,
        Tag::Block if classes(element).any(|class| class.starts_with(CELL)) && in_table(node) => {
            Tag::Cell { header: is(HEADER_CELL) }
        }
        _ => tag,
    }
}

/// Whether the first element in a block is a line of source text.
fn has_lines(block: NodeRef<'_, Node>) -> bool {
    let first = block.children().find_map(|child| child.value().as_element());
    first.is_some_and(|line| classes(line).any(|class| class == SOURCE_LINE))
}

/// Whether a block stands in a table that is made of blocks.
fn in_table(block: NodeRef<'_, Node>) -> bool {
    let around = block.parent().and_then(|around| around.value().as_element());
    around.is_some_and(|around| classes(around).any(|class| class == TABLE))
}

/// The number that a reference shows with a name in a list of members when a mouse is over it.
pub(super) fn shown_value(element: &Element) -> Option<&str> {
    let value = attribute(element, "title")?.strip_prefix(VALUE)?;
    let digits = value.strip_prefix('-').unwrap_or(value);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(value)
}

/// Whether a block holds the name and version of what is documented, which each page repeats.
pub(super) fn is_title_area(element: &Element) -> bool {
    attribute(element, "id") == Some(TITLE_AREA)
}

/// Whether a cell ends its row by itself, no element being the row.
pub(super) fn ends_row(element: &Element) -> bool {
    classes(element).any(|class| class == LAST_CELL)
}

/// The heading that the first row of a table of members is.
pub(super) fn heading(cells: &mut Vec<Cell>) -> Option<Block> {
    let text = cells.pop()?.text;
    let line = text.line();
    (!text.is_empty()).then(|| Block::new(line, BlockKind::Heading(Heading { level: 2, text, anchor: None })))
}

/// Whether a row names the kind of the members below it.
pub(super) fn is_heading_row(element: &Element) -> bool {
    attribute(element, "class") == Some(HEADING_ROW)
}

/// Whether a row says more of what the row before it lists.
pub(super) fn is_added_row(element: &Element) -> bool {
    attribute(element, "class").is_some_and(|class| class.starts_with(ADDED_ROW))
}

/// Makes the cells of a row that defines a constant, or a macro with its parameters, its name and its value.
pub(super) fn divide_definition(cells: &mut Vec<Cell>) {
    let [first, definition, ..] = cells.as_mut_slice() else { return };
    let text = &definition.text;
    if first.text.plain().trim() != DEFINE {
        return;
    }
    let plain = text.plain();
    let mut end = plain.find(char::is_whitespace).unwrap_or(plain.len());
    if plain[..end].contains('(') {
        end = plain.find(')').map_or(end, |close| close + 1);
    }
    first.text = text.slice(0..end);
    let value = end + text.plain()[end..].find(|c: char| !c.is_whitespace()).unwrap_or(text.plain().len() - end);
    definition.text = text.slice(value..text.plain().len());
}

/// The listing that a row is which holds a whole enumeration: `enum Lid` beside `{ OPEN = 0, SHUT = 1 }`.
pub(super) fn enumeration(cells: &[Cell]) -> Option<Block> {
    let [kind, body] = cells else { return None };
    let (kind, text) = (kind.text.plain().trim(), body.text.plain());
    let is_whole = kind.split_whitespace().any(|word| word == "enum")
        && text.contains('{')
        // Without a value the members count from zero.
        && (kind == "enum" || text.contains('='))
        && text.ends_with('}')
        && !is_cut(text);
    is_whole.then_some(())?;
    let mut code = OpenCode::new(None);
    code.push(kind, body.text.line());
    code.push(" ", body.text.line());
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        code.push(line, body.text.line_at(offset));
        offset += line.len();
    }
    let code = code.end()?;
    Some(Block::new(code.line, BlockKind::Code(code)))
}

/// Whether an enumeration leaves members out.
fn is_cut(text: &str) -> bool {
    text.contains('…') || text.contains("...")
}
