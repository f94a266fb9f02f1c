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

/// What of a line decides which cell it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineShape {
    /// The family of the code that it is.
    family: Option<Family>,
    /// Whether it is one short word.
    token: bool,
    /// Whether it has a digit.
    digit: bool,
    /// Whether it is what pages write into a cell that holds nothing.
    filler: bool,
    /// Whether it is no longer than a name.
    short: bool,
    /// Whether a bullet stands before it.
    bulleted: bool,
    /// Whether it begins as the middle of a sentence does.
    goes_on: bool,
    /// Whether it is long and its sentence does not end.
    open: bool,
}

impl LineShape {
    pub(super) fn of(line: &SourceLine) -> Self {
        let (text, length) = (line.plain(), line.length());
        Self {
            family: line.code.map(Family::of),
            token: !text.contains(' ') && text.len() <= 32,
            digit: text.contains(|c: char| c.is_ascii_digit()),
            filler: is_filler(text),
            short: length <= 40,
            bulleted: line.bullet.is_some(),
            goes_on: text.starts_with(char::is_lowercase),
            open: length >= 30 && !ends_with_stop(text),
        }
    }
}

/// The cheapest places for these lines.
pub(super) fn align(lines: &[LineShape], layout: &Layout) -> Vec<Place> {
    let mut steps = Vec::with_capacity(lines.len());
    let Some((mut column, _)) = walk(lines, layout, u32::MAX, |step| steps.push(step)) else { return Vec::new() };
    let mut places = vec![Place { column: 0, starts_row: true, continues: false }; lines.len()];
    for (index, step) in steps.iter().enumerate().rev() {
        let (previous, starts_row) = step[column];
        let continues = !starts_row && usize::from(previous) == column;
        places[index] = Place { column, starts_row: starts_row || index == 0, continues: continues && index > 0 };
        column = usize::from(previous);
    }
    places
}

/// The column of the last line at its cheapest place, and what all places cost; `None` where they cost `bound` or more.
pub(super) fn cost(lines: &[LineShape], layout: &Layout, bound: u32) -> Option<(usize, u32)> {
    walk(lines, layout, bound, |_| ())
}

/// How the cheapest way to each column comes: from which column of the line before, and whether a row begins.
type Step = [(u8, bool); WIDEST];

/// Goes along the lines, telling the steps, to the column where the cheapest way ends. It stops where every way costs
/// `bound`, since a way does not grow cheaper.
fn walk(lines: &[LineShape], layout: &Layout, bound: u32, mut tell: impl FnMut(Step)) -> Option<(usize, u32)> {
    let width = layout.width;
    let gaps = gaps(layout);
    let mut costs = [u32::MAX; WIDEST];
    let mut before: Option<&LineShape> = None;
    for line in lines {
        let mut next = [u32::MAX; WIDEST];
        let mut from: Step = [(0, true); WIDEST];
        // What every way costs when its row ends, with the cells that are missing there.
        let ended = |column: usize| costs[column] + gaps[width] - gaps[column + 1];
        let begins = before.and_then(|_| (0..width).map(|column| (ended(column), column)).min());
        // The cheapest way that ends left of the column.
        let mut left: Option<(u32, usize)> = None;
        for column in 0..width {
            let mut best = (gaps[column], 0, true);
            if let (Some(before), Some((row, last))) = (before, begins) {
                best = (row + gaps[column], last, true);
                best = best.min((costs[column] + continuation(before, line, column == layout.key), column, false));
                if let Some((row, last)) = left {
                    best = best.min((row + gaps[column] - gaps[width], last, false));
                }
                left = left.into_iter().chain([(ended(column), column)]).min();
            }
            let (cost, previous, starts) = best;
            next[column] = cost + fit(line, layout, column);
            from[column] = (u8::try_from(previous).unwrap_or(0), starts);
        }
        costs = next;
        if costs[..width].iter().all(|&cost| cost >= bound) {
            return None;
        }
        tell(from);
        before = Some(line);
    }
    Some((0..width).map(|column| (column, costs[column])).min_by_key(|&(_, cost)| cost).unwrap_or((0, 0)))
}

/// What it costs that all cells left of each column are missing, and of the whole row behind the last.
fn gaps(layout: &Layout) -> [u32; WIDEST + 1] {
    let mut gaps = [0; WIDEST + 1];
    for column in 0..WIDEST {
        gaps[column + 1] = gaps[column] + SKIP + if column == layout.key { SKIP_KEY } else { 0 };
    }
    gaps
}

/// What it costs that a line goes on with the cell of the line before.
fn continuation(before: &LineShape, line: &LineShape, key: bool) -> u32 {
    let cost = if line.bulleted || before.bulleted {
        1
    } else if line.goes_on || before.open {
        2
    } else {
        3
    };
    cost + if key { 6 } else { 0 }
}

/// How badly a line fits a column.
fn fit(line: &LineShape, layout: &Layout, column: usize) -> u32 {
    match (layout.columns[column], line.family) {
        // A column of codes may have some of another kind: negative numbers amid names.
        (Some(wanted), Some(found)) => u32::from(wanted != found) * if column == layout.key { 1 } else { 2 },
        (Some(_), None) if line.token && line.digit => 2,
        (Some(_), None) if column != layout.key && (line.filler || line.token) => 1,
        (Some(_), None) if line.short => 5,
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
