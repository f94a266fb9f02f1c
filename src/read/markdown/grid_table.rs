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
    let mut parts: Vec<Vec<GridLine>> = Vec::new();
    let mut lines = Vec::new();
    let mut heads = 0;
    let mut at = 1;
    while let Some((number, line)) = get(at) {
        let line = line.trim();
        if is_rule(line) {
            parts.extend(Some(std::mem::take(&mut lines)).filter(|lines| !lines.is_empty()));
            if line.contains('=') {
                heads = parts.len();
            }
        } else if let Some(inner) = line.strip_prefix('|') {
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            lines.push(GridLine { number, cells: inner.split('|').map(|cell| cell.trim().to_owned()).collect() });
        } else {
            break;
        }
        at += 1;
    }
    parts.extend(Some(lines).filter(|lines| !lines.is_empty()));
    // Programs print one rule below the header, one below the last row, and a line for each row between the two.
    if let ([_, body], 0) = (parts.as_slice(), heads)
        && body.iter().filter(|line| line.starts_row()).count() > 1
    {
        let body = parts.pop().unwrap_or_default();
        for line in body {
            match parts.last_mut() {
                Some(row) if heads > 0 && line.goes_on() => row.push(line),
                _ => parts.push(vec![line]),
            }
            heads = 1;
        }
    }
    let mut table = RawTable::default();
    for (row, lines) in parts.into_iter().enumerate() {
        let number = lines.first().map_or(0, |line| line.number);
        table.rows.push(RawRow::new(number, row < heads, cells(lines, columns)));
    }
    (!table.rows.is_empty()).then_some((table, at))
}

/// A line between two rules.
struct GridLine {
    number: u32,
    cells: Vec<String>,
}

impl GridLine {
    /// Whether its first cell says something.
    fn starts_row(&self) -> bool {
        self.cells.first().is_some_and(|cell| !cell.is_empty())
    }

    /// Whether it only adds to the row above: where all of several cells but the first are filled, that one is missing.
    fn goes_on(&self) -> bool {
        let others = self.cells.get(1..).unwrap_or_default();
        !self.starts_row() && (others.len() < 2 || others.iter().any(String::is_empty))
    }
}

/// The cells of a row, which each have their lines below each other.
fn cells(lines: Vec<GridLine>, columns: usize) -> Vec<RawCell> {
    let mut cells: Vec<RawCell> = vec![RawCell::new(); columns];
    for GridLine { number, cells: parts } in lines {
        cells.resize(cells.len().max(parts.len()), RawCell::new());
        for (cell, part) in cells.iter_mut().zip(parts) {
            if !part.is_empty() {
                cell.push((part, number));
            }
        }
    }
    cells
}

fn is_rule(line: &str) -> bool {
    line.starts_with('+')
        && line.ends_with('+')
        && line.len() > 2
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}
