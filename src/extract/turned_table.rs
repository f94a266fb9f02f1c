//! Tables that are turned: their headers stand in the first column, and each further column is an entry.

use super::code_cell::read_code_cell;
use super::words::{HeaderRole, words};
use crate::document::{Cell, Grid, GridRow, MarkKind, Row, Table, Text};

/// The most rows of a turned table: as many as an entry has parts.
const MOST_ROWS: usize = 12;

/// The table with its columns as rows, if it is turned. All its rows have the number of the first row as written.
pub(super) fn turn_table(table: &Table) -> Option<Table> {
    let first = table.rows.first()?;
    if table.rows.len() < 2 || table.rows.len() > MOST_ROWS {
        return None;
    }
    let grid = Grid::new(table);
    let mut roles = Vec::with_capacity(grid.rows.len());
    let mut keyed = false;
    for row in &grid.rows {
        let (head, others) = row.cells.split_first()?;
        let head = head.as_ref()?.cell;
        let role = words().header_role(head.text.plain())?;
        if roles.contains(&role) || (grid.width < 3 && !is_marked(head)) {
            return None;
        }
        if matches!(role, HeaderRole::ErrorCode | HeaderRole::Code) {
            keyed |= !others.is_empty()
                && others.iter().flatten().all(|place| !is_marked(place.cell) && is_code(&place.cell.text));
        }
        roles.push(role);
    }
    let turned = |column: usize| {
        let cell = |row: &GridRow<'_>| {
            let place = row.cells.get(column).copied().flatten();
            Cell {
                colspan: 1,
                rowspan: 1,
                ..place.map_or_else(|| Cell::new(Text::default()), |place| place.cell.clone())
            }
        };
        let cells: Vec<Cell> = grid.rows.iter().map(cell).collect();
        let line = cells.first().map_or(first.line, |cell| cell.text.line());
        Row { id: first.id, line: line.max(first.line), header: column == 0, cells }
    };
    keyed.then(|| Table { caption: table.caption.clone(), rows: (0..grid.width).map(turned).collect() })
}

fn is_code(text: &Text) -> bool {
    read_code_cell(text.plain()).is_some() && words().header_role(text.plain()).is_none()
}

fn is_marked(cell: &Cell) -> bool {
    cell.header || cell.text.is_all(|kind| *kind == MarkKind::Strong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn table(rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| Cell::new(Text::plain_at(*text, 1));
        let row =
            |cells: &&[&str]| Row { id: NodeId(0), line: 1, header: false, cells: cells.iter().map(cell).collect() };
        Table { caption: None, rows: rows.iter().map(row).collect() }
    }

    fn turned(rows: &[&[&str]]) -> Option<Vec<String>> {
        let table = turn_table(&table(rows))?;
        let text = |row: &Row| row.cells.iter().map(|cell| cell.text.plain()).collect::<Vec<_>>().join("|");
        Some(table.rows.iter().map(text).collect())
    }

    #[test]
    fn headers_in_the_first_column_turn_a_table() {
        assert_eq!(
            turned(&[&["Code", "3", "4"], &["Meaning", "Late", "Lost"]]),
            Some(vec!["Code|Meaning".to_owned(), "3|Late".to_owned(), "4|Lost".to_owned()])
        );
        assert_eq!(turned(&[&["Code", "Meaning"], &["3", "Late"]]), None);
        assert_eq!(turned(&[&["code", "17"], &["message", "Late"]]), None, "a sample of an answer");
    }
}
