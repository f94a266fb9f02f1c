//! Lining lines up with the columns of a table of one cell a line.
//!
//! The cheapest way through the lines is sought, from cell to cell: the next line is the next cell; where it does not
//! fit, it goes on with the cell before, or cells are missing. A row with a missing cell thus ends where the next row
//! plainly begins, and the rows behind it do not shift.

use super::piece::SourceLine;
use crate::document::shape::{CodeShape, ends_with_stop};

/// Tables of one cell a line are not wider.
pub(super) const WIDEST: usize = 8;

/// What a missing cell costs.
const SKIP: u32 = 4;
/// What it costs more where the missing cell is the code.
const SKIP_KEY: u32 = 2;

/// The families of codes that do not mix in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// With digits.
    Number,
    /// Names of several words.
    Symbol,
    /// Single words in capitals.
    Capitals,
}

impl Family {
    pub(super) fn of(shape: CodeShape) -> Self {
        match shape {
            CodeShape::Number
            | CodeShape::Hex
            | CodeShape::Dotted
            | CodeShape::Range
            | CodeShape::Id
            | CodeShape::Several => Self::Number,
            CodeShape::Symbol => Self::Symbol,
            CodeShape::Capitals => Self::Capitals,
        }
    }
}

/// What the columns of a table hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// How many columns there are, 2 to [`WIDEST`].
    pub(super) width: usize,
    /// The first column of codes.
    pub(super) key: usize,
    /// For each column, the family of its codes, or `None` where it holds words.
    pub(super) columns: [Option<Family>; WIDEST],
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The column, zero-based.
    pub(super) column: usize,
    /// Whether a row begins with the line.
    pub(super) starts_row: bool,
    /// Whether the line goes on with the cell of the line before.
    pub(super) continues: bool,
}

/// The cheapest places for these lines, and what they cost.
pub(super) fn align(lines: &[SourceLine], layout: &Layout) -> (Vec<Place>, u32) {
    let width = layout.width;
    let far = u32::MAX / 4;
    let mut costs = [far; WIDEST];
    // Per line and column: the column of the line before, and whether a row begins.
    let mut back: Vec<[(u8, bool); WIDEST]> = Vec::with_capacity(lines.len());
    let mut before: Option<&SourceLine> = None;
    for line in lines {
        let mut next = [far; WIDEST];
        let mut from = [(0_u8, true); WIDEST];
        for column in 0..width {
            let here = fit(line, layout, column);
            match before {
                None => next[column] = here + missing(layout, 0, column),
                Some(before) => {
                    for (previous, &spent) in costs.iter().enumerate().take(width) {
                        let mut offer = |cost: u32, starts: bool| {
                            let cost = spent.saturating_add(cost).saturating_add(here);
                            if cost < next[column] {
                                next[column] = cost;
                                from[column] = (u8::try_from(previous).unwrap_or(0), starts);
                            }
                        };
                        if previous == column {
                            offer(continuation(before, line, column == layout.key), false);
                        } else if previous < column {
                            offer(missing(layout, previous + 1, column), false);
                        }
                        offer(missing(layout, previous + 1, width) + missing(layout, 0, column), true);
                    }
                }
            }
        }
        costs = next;
        back.push(from);
        before = Some(line);
    }
    let (mut column, cost) =
        (0..width).map(|column| (column, costs[column])).min_by_key(|&(_, cost)| cost).unwrap_or((0, 0));
    let mut places = vec![Place { column: 0, starts_row: true, continues: false }; lines.len()];
    for (index, from) in back.iter().enumerate().rev() {
        let (previous, starts_row) = from[column];
        let continues = !starts_row && usize::from(previous) == column;
        places[index] = Place { column, starts_row: starts_row || index == 0, continues: continues && index > 0 };
        column = usize::from(previous);
    }
    (places, cost)
}

/// What it costs that the cells in these columns are missing.
fn missing(layout: &Layout, from: usize, to: usize) -> u32 {
    let cells = u32::try_from(to.saturating_sub(from)).unwrap_or(0);
    cells * SKIP + if (from..to).contains(&layout.key) { SKIP_KEY } else { 0 }
}

/// What it costs that a line goes on with the cell of the line before.
fn continuation(before: &SourceLine, line: &SourceLine, key: bool) -> u32 {
    let cost = if line.bullet.is_some() || before.bullet.is_some() {
        1
    } else if line.plain().starts_with(char::is_lowercase) || (!ends_with_stop(before.plain()) && before.length() >= 30)
    {
        2
    } else {
        3
    };
    cost + if key { 6 } else { 0 }
}

/// How badly a line fits a column.
fn fit(line: &SourceLine, layout: &Layout, column: usize) -> u32 {
    let family = line.code.map(Family::of);
    let text = line.plain();
    let token = !text.contains(' ') && text.len() <= 32;
    match (layout.columns[column], family) {
        // A column of codes may have some of another kind: negative numbers amid names.
        (Some(wanted), Some(found)) => u32::from(wanted != found) * if column == layout.key { 1 } else { 2 },
        (Some(_), None) if token && text.contains(|c: char| c.is_ascii_digit()) => 2,
        (Some(_), None) if column != layout.key && (is_filler(text) || token) => 1,
        (Some(_), None) if line.length() <= 40 => 5,
        (Some(_), None) => 9,
        (None, None) => 0,
        (None, Some(found)) => match (layout.columns[layout.key], found) {
            // A code of the kind that begins rows is hardly a description.
            (Some(key), found) if key == found => 9,
            (_, Family::Capitals) => 1,
            (_, Family::Symbol) => 3,
            (_, Family::Number) => 4,
        },
    }
}

/// What pages write into a cell that holds nothing.
fn is_filler(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) || matches!(text, "N/A" | "n/a" | "None" | "none" | "无")
}
