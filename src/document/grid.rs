//! A table as a rectangle: merged cells spread over the places that they cover.

use std::collections::BTreeMap;

use super::{Cell, Row, Table};

/// A table's cells by row and column. Every row has the same number of columns.
#[derive(Debug)]
pub struct Grid<'a> {
    /// How many columns there are.
    pub width: usize,
    /// The rows, in page order.
    pub rows: Vec<GridRow<'a>>,
}

/// A row of a grid.
#[derive(Debug)]
pub struct GridRow<'a> {
    /// The row as written.
    pub row: &'a Row,
    /// What stands in each column; `None` where the row has too few cells.
    pub cells: Vec<Option<GridCell<'a>>>,
}

/// What stands at one place of a grid.
#[derive(Debug, Clone, Copy)]
pub struct GridCell<'a> {
    /// The cell that covers the place.
    pub cell: &'a Cell,
    /// Whether the cell began in a column to the left.
    pub from_left: bool,
    /// Whether the cell began in a row above.
    pub from_above: bool,
}

/// No table that a person reads is wider; a larger `colspan` is cut to this.
const MAX_WIDTH: usize = 256;

/// How many places all tables of a page may have: more than this only where so many cells stand in them that each has no
/// more than [`PLACES_PER_CELL`].
const MAX_PLACES: usize = 1 << 20;

const PLACES_PER_CELL: usize = 16;

/// The places of tables, counted without spreading them.
#[derive(Debug, Default)]
pub struct Places {
    cells: usize,
    places: usize,
}

impl Places {
    /// Adds a table; whether all so far spread over so many places that hold nothing that they are not to be spread.
    pub fn exceed_with(&mut self, table: &Table) -> bool {
        let mut width = 0;
        // The columns that cells from above cover, by the row at which they end.
        let mut hanging: BTreeMap<usize, usize> = BTreeMap::new();
        let mut covered = 0;
        for (number, row) in table.rows.iter().enumerate() {
            while let Some(ended) = hanging.first_entry().filter(|entry| *entry.key() <= number) {
                covered -= ended.remove();
            }
            let above = covered;
            let mut own = 0;
            for cell in &row.cells {
                let columns = usize::from(cell.colspan.max(1)).min(MAX_WIDTH);
                own += columns;
                if cell.rowspan > 1 {
                    *hanging.entry(number + usize::from(cell.rowspan)).or_insert(0) += columns;
                    covered += columns;
                }
            }
            self.cells += row.cells.len();
            width = width.max(above + own);
        }
        self.places = self.places.saturating_add(width.saturating_mul(table.rows.len()));
        self.places > MAX_PLACES && self.places / PLACES_PER_CELL > self.cells
    }
}

impl<'a> Grid<'a> {
    /// Spreads the table's cells.
    #[must_use]
    pub fn new(table: &'a Table) -> Self {
        let mut rows: Vec<GridRow<'a>> = Vec::with_capacity(table.rows.len());
        // Per column, the cell from above that still covers it, whether it began further left, and for how many rows.
        let mut hanging: Vec<Option<(&'a Cell, bool, u16)>> = Vec::new();
        for row in &table.rows {
            let mut cells: Vec<Option<GridCell<'a>>> = Vec::with_capacity(row.cells.len());
            let mut written = row.cells.iter();
            loop {
                let column = cells.len();
                if let Some(&Some((cell, from_left, _))) = hanging.get(column) {
                    cells.push(Some(GridCell { cell, from_left, from_above: true }));
                    continue;
                }
                let Some(cell) = written.next() else { break };
                let wanted = usize::from(cell.colspan.max(1)).min(MAX_WIDTH);
                let below = hanging[column.min(hanging.len())..].iter().take(wanted);
                let free = below.take_while(|above| above.is_none()).count();
                let open = if column + free >= hanging.len() { wanted } else { free };
                for offset in 0..wanted.min(open.max(1)) {
                    cells.push(Some(GridCell { cell, from_left: offset > 0, from_above: false }));
                }
                if cells.len() >= 64 * MAX_WIDTH {
                    break;
                }
            }
            // A cell that hangs down beyond the last written one still covers its place.
            for above in hanging.iter().skip(cells.len()) {
                cells.push(above.map(|(cell, from_left, _)| GridCell { cell, from_left, from_above: true }));
            }
            hanging.resize(hanging.len().max(cells.len()), None);
            for (column, place) in cells.iter().enumerate() {
                hanging[column] = match (hanging[column], place) {
                    (Some((cell, from_left, left)), _) if left > 1 => Some((cell, from_left, left - 1)),
                    (Some(_), _) | (None, None) => None,
                    (None, Some(place)) if place.cell.rowspan > 1 => {
                        Some((place.cell, place.from_left, place.cell.rowspan - 1))
                    }
                    (None, Some(_)) => None,
                };
            }
            rows.push(GridRow { row, cells });
        }
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for row in &mut rows {
            row.cells.resize(width, None);
        }
        Self { width, rows }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NodeId, Text};
    use super::*;

    fn cell(text: &str, colspan: u16, rowspan: u16) -> Cell {
        Cell { text: Text::plain_at(text, 1), header: false, colspan, rowspan }
    }

    fn shape(rows: Vec<Vec<Cell>>) -> Vec<String> {
        let rows = rows.into_iter().map(|cells| Row { id: NodeId(0), line: 1, header: false, cells }).collect();
        let table = Table { caption: None, rows };
        let text =
            |place: &Option<GridCell<'_>>| place.map_or("-".to_owned(), |place| place.cell.text.plain().to_owned());
        Grid::new(&table).rows.iter().map(|row| row.cells.iter().map(text).collect::<String>()).collect()
    }

    #[test]
    fn merged_cells_cover_their_places() {
        let rows = vec![
            vec![cell("a", 1, 2), cell("b", 2, 1)],
            vec![cell("c", 1, 1), cell("d", 1, 2)],
            vec![cell("e", 1, 1), cell("f", 1, 1)],
        ];
        assert_eq!(shape(rows), ["abb", "acd", "efd"]);
    }

    #[test]
    fn short_rows_end_in_gaps() {
        assert_eq!(shape(vec![vec![cell("a", 1, 1), cell("b", 1, 1)], vec![cell("c", 1, 1)]]), ["ab", "c-"]);
    }
}
