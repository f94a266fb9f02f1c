//! Grid tables: `+----+----+` lines between rows whose cells have several lines.

use std::borrow::Cow;

use super::table::{RawCell, RawRow, RawTable};

/// Reads the grid table that starts at line 0 of `get`; also says how many lines it takes.
pub(super) fn read_grid_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(RawTable, usize)> {
    let (_, first) = get(0)?;
    let columns = first.trim().matches('+').count().checked_sub(1).filter(|&count| count > 0)?;
    if !is_rule(first.trim()) || !get(1)?.1.trim().starts_with('|') {
        return None;
    }
    let mut table = RawTable::default();
    let mut cells: Vec<RawCell> = Vec::new();
    let mut row_line = 0;
    let mut at = 1;
    while let Some((number, line)) = get(at) {
        let line = line.trim();
        if is_rule(line) {
            if !cells.is_empty() {
                table.rows.push(RawRow::new(row_line, false, std::mem::take(&mut cells)));
            }
            if line.contains('=') {
                table.rows.iter_mut().for_each(|row| row.header = true);
            }
        } else if let Some(inner) = line.strip_prefix('|') {
            if cells.is_empty() {
                row_line = number;
            }
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            for (column, part) in inner.split('|').enumerate() {
                if cells.len() <= column {
                    cells.resize(column.max(columns - 1) + 1, RawCell::new());
                }
                let part = part.trim();
                if let Some(cell) = cells.get_mut(column)
                    && !part.is_empty()
                {
                    cell.push((part.to_owned(), number));
                }
            }
        } else {
            break;
        }
        at += 1;
    }
    if !cells.is_empty() {
        table.rows.push(RawRow::new(row_line, false, cells));
    }
    (!table.rows.is_empty()).then_some((table, at))
}

fn is_rule(line: &str) -> bool {
    line.starts_with('+')
        && line.ends_with('+')
        && line.len() > 2
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}
