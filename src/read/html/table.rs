//! Tables: which hold data and which only lay out the page, and how far merged cells reach.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::element::{RowGroup, Tag, attribute};
use super::parse::Page;
use crate::document::{Cell, NodeId, Row, Table, Text};

/// No cell covers more columns; browsers have the same limit.
const MAX_COLSPAN: u16 = 1000;

/// How many blocks in the cell of a table with a single row make it a column of the page.
const COLUMN_OF_PAGE: usize = 3;

/// How many cells are looked at to tell the shape of a table.
const LOOK: usize = 64;

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub(super) caption: Option<Text>,
    /// The rows and the groups that they stand in, counted in page order.
    pub(super) rows: Vec<(GroupOfRows, Row)>,
    /// The group that is open.
    pub(super) group: GroupOfRows,
    /// Whether the last row became a listing.
    pub(super) was_listing: bool,
    /// Cells that no row encloses, and where the first of them stands.
    loose: Vec<Cell>,
    loose_line: u32,
}

/// A group of rows and its number in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GroupOfRows {
    pub(super) kind: RowGroup,
    pub(super) number: u32,
}

impl Default for GroupOfRows {
    fn default() -> Self {
        Self { kind: RowGroup::Body, number: 0 }
    }
}

impl OpenTable {
    /// The rows that follow stand in a group of their own.
    pub(super) fn open_group(&mut self, kind: RowGroup) {
        self.group = GroupOfRows { kind, number: self.group.number + 1 };
    }

    /// Adds a row; one of header cells is a header.
    pub(super) fn push_row(&mut self, line: u32, cells: Vec<Cell>, head: bool) {
        let named = cells.iter().filter(|cell| !cell.text.is_empty()).count();
        let header = head || (named > 0 && cells.iter().all(|cell| cell.header || cell.text.is_empty()));
        self.rows.push((self.group, Row { id: NodeId::default(), line, header, cells }));
    }

    /// Gives what the cells say to the row before, as a cell of its own.
    pub(super) fn add_to_last(&mut self, line: u32, cells: Vec<Cell>) {
        match self.rows.last_mut() {
            Some((_, row)) => row.cells.extend(cells.into_iter().filter(|cell| !cell.text.is_empty())),
            None => self.push_row(line, cells, false),
        }
    }

    /// Adds a cell that no row encloses; `last` ends its row.
    pub(super) fn push_cell(&mut self, line: u32, cell: Cell, last: bool) {
        if self.loose.is_empty() {
            self.loose_line = line;
        }
        self.loose.push(cell);
        if last {
            let cells = std::mem::take(&mut self.loose);
            self.push_row(self.loose_line, cells, false);
        }
    }

    /// The table: groups in the order in which it shows them, merged cells cut at the end of their group, rows without
    /// cells left out.
    pub(super) fn finish(mut self) -> Table {
        if !self.loose.is_empty() {
            let cells = std::mem::take(&mut self.loose);
            self.push_row(self.loose_line, cells, false);
        }
        let mut rows = self.rows;
        // Only the first head stands above the body and only the first foot below it.
        let first = |kind| rows.iter().map(|(group, _)| *group).find(|group| group.kind == kind);
        let (head, foot) = (first(RowGroup::Head), first(RowGroup::Foot));
        rows.sort_by_key(|(group, _)| match group.kind {
            RowGroup::Head if Some(*group) == head => RowGroup::Head,
            RowGroup::Foot if Some(*group) == foot => RowGroup::Foot,
            RowGroup::Head | RowGroup::Body | RowGroup::Foot => RowGroup::Body,
        });
        cut_spans(&mut rows);
        let rows = rows.into_iter().map(|(_, row)| row).filter(|row| !row.cells.is_empty()).collect();
        Table { caption: self.caption, rows }
    }
}

/// Cuts row spans at the end of the group, and shortens them by the rows without cells that they cover.
fn cut_spans(rows: &mut [(GroupOfRows, Row)]) {
    // How many rows with cells stand before each row, and where the group of each row ends.
    let mut filled = Vec::with_capacity(rows.len() + 1);
    let mut count = 0_usize;
    for (_, row) in rows.iter() {
        filled.push(count);
        count += usize::from(!row.cells.is_empty());
    }
    filled.push(count);
    let mut end = rows.len();
    for index in (0..rows.len()).rev() {
        if index + 1 < rows.len() && rows[index].0 != rows[index + 1].0 {
            end = index + 1;
        }
        for cell in &mut rows[index].1.cells {
            if cell.rowspan != 1 {
                // No row span, or 0, reaches to the end of the group.
                let reach = if cell.rowspan == 0 { end - index } else { usize::from(cell.rowspan).min(end - index) };
                let covered = filled[index + reach] - filled[index];
                cell.rowspan = u16::try_from(covered).unwrap_or(u16::MAX).max(1);
            }
        }
    }
}

/// The column span of a cell.
pub(super) fn colspan(element: &Element) -> u16 {
    span(element, "colspan").unwrap_or(1).clamp(1, MAX_COLSPAN)
}

/// The row span of a cell; 0 reaches to the end of the group.
pub(super) fn rowspan(element: &Element) -> u16 {
    span(element, "rowspan").unwrap_or(1)
}

/// A number as browsers read it from an attribute: leading digits; what does not fit is cut.
fn span(element: &Element, name: &str) -> Option<u16> {
    let value = attribute(element, name)?.trim_start();
    let value = value.strip_prefix('+').unwrap_or(value);
    let digits = &value[..value.bytes().take_while(u8::is_ascii_digit).count()];
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u16::MAX)) }
}

/// Whether a table only lays out the page, so that its cells are read as parts of the page.
///
/// It does if it says so, if it has a single cell, and if its cells hold structure (other tables, headings, a listing
/// beside its line numbers, a whole column of blocks) and it shows none of its own by header cells or regular rows.
pub(super) fn is_layout(page: &Page, table: NodeRef<'_, Node>, element: &Element) -> bool {
    if matches!(attribute(element, "role"), Some("presentation" | "none")) {
        return true;
    }
    let shape = Shape::of(table);
    if shape.cells <= 1 {
        return true;
    }
    let contents = page.table_contents(table.id());
    if contents.table {
        return !(shape.header_cells > 0 && shape.rows > 2);
    }
    if shape.header_cells > 0 || shape.is_regular() {
        return false;
    }
    let is_column = shape.rows == 1 || shape.blocks >= COLUMN_OF_PAGE;
    (contents.heading && is_column) || (shape.rows == 1 && (contents.pre || shape.blocks >= COLUMN_OF_PAGE))
}

/// The start of a table, counted.
#[derive(Default)]
struct Shape {
    rows: usize,
    cells: usize,
    header_cells: usize,
    /// The most blocks that a cell holds.
    blocks: usize,
    /// The fewest and the most cells of a row with cells.
    columns: Option<(usize, usize)>,
}

impl Shape {
    fn of(table: NodeRef<'_, Node>) -> Self {
        let mut shape = Self::default();
        for part in table.children() {
            match part.value().as_element().map(Tag::of) {
                Some(Tag::RowGroup(_)) => {
                    for row in part.children() {
                        shape.add_row(row);
                        if shape.cells > LOOK {
                            return shape;
                        }
                    }
                }
                Some(_) => shape.add_row(part),
                None => {}
            }
        }
        shape
    }

    /// Whether it has several rows of the same several cells, as data has.
    fn is_regular(&self) -> bool {
        self.rows > 2 && self.columns.is_some_and(|(fewest, most)| fewest == most && fewest > 1)
    }

    fn add_row(&mut self, row: NodeRef<'_, Node>) {
        if row.value().as_element().map(Tag::of) != Some(Tag::Row) {
            return;
        }
        self.rows += 1;
        let before = self.cells;
        for cell in row.children().take(LOOK) {
            if let Some(Tag::Cell { header }) = cell.value().as_element().map(Tag::of) {
                self.cells += 1;
                self.header_cells += usize::from(header);
                let inner = cell.children().take(LOOK).filter_map(|child| child.value().as_element()).map(Tag::of);
                let is_block = |tag: &Tag| {
                    matches!(
                        tag,
                        Tag::Block | Tag::Paragraph | Tag::Heading(_) | Tag::List { .. } | Tag::Definitions | Tag::Pre
                    )
                };
                self.blocks = self.blocks.max(inner.filter(is_block).count());
            }
        }
        let cells = self.cells - before;
        if cells > 0 {
            let (fewest, most) = self.columns.unwrap_or((cells, cells));
            self.columns = Some((fewest.min(cells), most.max(cells)));
        }
    }
}
