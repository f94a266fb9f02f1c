//! The rows of a table of one cell a line, once its lines are lined up.

use super::align::{Family, Layout, Place};
use super::period::LEAST_RARE;
use super::piece::{Joint, SourceLine, join, row};
use crate::document::shape::{CodeShape, ends_with_stop, is_code_shaped};
use crate::document::{Row, Text};

/// A row in the making.
pub(super) struct FoundRow {
    line: u32,
    /// For each column, the lines of its cell.
    cells: Vec<Vec<Text>>,
}

impl FoundRow {
    fn new(line: u32, width: usize) -> Self {
        Self { line, cells: vec![Vec::new(); width] }
    }

    pub(super) fn finish(self, width: usize) -> Row {
        let empty = self.line;
        let mut cells: Vec<Text> = self.cells.iter().map(|lines| join(lines.iter(), Joint::Break)).collect();
        for cell in &mut cells {
            if cell.is_empty() {
                *cell = Text::plain_at("", empty);
            }
        }
        cells.resize(width, Text::plain_at("", empty));
        row(self.line, false, cells)
    }

    fn number(&self, column: usize) -> Option<i64> {
        match self.cells.get(column).map(Vec::as_slice) {
            Some([text]) => text.plain().parse().ok(),
            _ => None,
        }
    }
}

/// The rows of lines at these places.
pub(super) fn rows(lines: &[SourceLine], places: &[Place], layout: &Layout) -> Vec<FoundRow> {
    let mut rows: Vec<FoundRow> = Vec::new();
    for (line, place) in lines.iter().zip(places) {
        if place.starts_row || rows.is_empty() {
            rows.push(FoundRow::new(line.number, layout.width));
        }
        // Amid cells on lines of their own, a row may stand on one line with tabs.
        let whole = line.cells.len() == layout.width
            && line.cells.get(layout.key).is_some_and(|cell| is_code_shaped(cell.plain()));
        if whole {
            let cells = line.cells.iter().map(|cell| vec![cell.clone()]).collect();
            rows.push(FoundRow { line: line.number, cells });
            continue;
        }
        if let Some(cell) = rows.last_mut().and_then(|row| row.cells.get_mut(place.column)) {
            // A bullet within a cell stays, or the cell's lines would run together.
            cell.push(line.text.clone());
        }
    }
    rows
}

/// Whether the lines are a table beyond doubt.
pub(super) fn accepts(
    lines: &[SourceLine],
    places: &[Place],
    layout: &Layout,
    rows: &[FoundRow],
    headed: bool,
) -> bool {
    let keyed = places.iter().zip(lines).filter(|(place, line)| place.column == layout.key && line.code.is_some());
    let keyed = keyed.count();
    let full = rows.iter().filter(|row| row.cells.iter().all(|cell| !cell.is_empty())).count();
    let continued = places.iter().filter(|place| place.continues).count();
    let weak = match layout.columns[layout.key] {
        Some(Family::Number) => false,
        // A word in camel case or capitals is often a name; with an underscore, a stop or a digit it hardly is.
        Some(Family::Symbol) => lines.iter().zip(places).any(|(line, place)| {
            place.column == layout.key
                && line.code == Some(CodeShape::Symbol)
                && !line.plain().contains(['_', '.', '/'])
        }),
        Some(Family::Capitals) | None => true,
    };
    let least = if headed {
        1
    } else if weak {
        3
    } else {
        2
    };
    rows.len() >= least
        && keyed * 10 >= rows.len() * 7
        && full * 10 >= rows.len() * if weak { 9 } else { 5 }
        && (headed || continued <= rows.len() * 2)
        && (!weak || continued * 4 <= rows.len())
        // Where words fill the other columns, some of them are more than a word.
        && lines.iter().any(|line| line.code.is_none())
}

/// A code that is lost leaves its description behind as if the one above went on. Where cells of several lines are the
/// exception, and the numbers leave room for the lost one, the description gets a row without a code.
pub(super) fn split_lost_keys(rows: &mut Vec<FoundRow>, layout: &Layout) {
    let width = layout.width;
    let longer = rows.iter().filter(|row| row.cells.iter().any(|cell| cell.len() > 1)).count();
    if longer == 0 {
        return;
    }
    let steps: Vec<Option<i64>> = rows
        .windows(2)
        .map(|pair| match pair {
            [a, b] => Some(b.number(layout.key)?.saturating_sub(a.number(layout.key)?)),
            _ => None,
        })
        .collect();
    let consecutive = steps.iter().filter(|step| **step == Some(1)).count() * 10 >= steps.len() * 6;
    let rare = rows.len() >= LEAST_RARE && longer * 6 <= rows.len();
    let mut kept = Vec::with_capacity(rows.len() + longer);
    for (index, mut row) in std::mem::take(rows).into_iter().enumerate() {
        let step = steps.get(index).copied().flatten();
        let lost = match row.cells.last().map(Vec::as_slice) {
            Some([one, two]) if width - 1 != layout.key => {
                let sentences = ends_with_stop(one.plain())
                    && ends_with_stop(two.plain())
                    && !two.plain().starts_with(char::is_lowercase);
                let room = match step {
                    Some(2) if consecutive && steps.len() >= 3 => true,
                    Some(1) => false,
                    Some(_) | None => rare,
                };
                width == 2 && sentences && room
            }
            _ => false,
        };
        let moved = if lost { row.cells.last_mut().and_then(Vec::pop) } else { None };
        kept.push(row);
        if let Some(text) = moved {
            let mut orphan = FoundRow::new(text.line(), width);
            if let Some(cell) = orphan.cells.last_mut() {
                cell.push(text);
            }
            kept.push(orphan);
        }
    }
    *rows = kept;
}
