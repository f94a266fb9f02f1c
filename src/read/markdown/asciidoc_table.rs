//! Tables between `|===` lines: cells that start with a pipe, as many to a row as the first line has.

use std::borrow::Cow;

use super::table::{RawCell, RawRow, RawTable};

/// Reads the table whose opening line is line 0 of `get`; also says how many lines it takes, its attribute line and its
/// closing line included.
pub(super) fn read_asciidoc_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(RawTable, usize)> {
    if !is_fence(get(0)?.1.trim()) {
        return None;
    }
    let mut cells: Vec<(u32, RawCell)> = Vec::new();
    let mut columns = None;
    let mut header = false;
    let mut at = 1;
    loop {
        // A table that does not end is none.
        let (number, line) = get(at)?;
        let line = line.trim();
        at += 1;
        if is_fence(line) {
            break;
        }
        if line.is_empty() {
            header |= columns == Some(cells.len()) && at == 3;
            continue;
        }
        let mut parts = line.split('|');
        let before = parts.next().unwrap_or("").trim();
        if let (Some((_, cell)), false) = (cells.last_mut(), before.is_empty()) {
            cell.push((before.to_owned(), number));
        }
        cells.extend(parts.map(|part| (number, vec![(part.trim().to_owned(), number)])));
        columns.get_or_insert(cells.len());
    }
    let columns = columns.filter(|&columns| columns > 0)?;
    let mut table = RawTable::default();
    let mut cells = cells.into_iter().peekable();
    while let Some(&(line, _)) = cells.peek() {
        let row = cells.by_ref().take(columns).map(|(_, cell)| cell).collect();
        table.rows.push(RawRow::new(line, header && table.rows.is_empty(), row));
    }
    (!table.rows.is_empty()).then_some((table, at))
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix('|').is_some_and(|rest| rest.len() > 2 && rest.bytes().all(|byte| byte == b'='))
}
