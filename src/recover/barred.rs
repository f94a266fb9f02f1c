//! Tables whose cells stand on lines of their own, each ended by a bar, as programs that take the text out of pages leave
//! them: `Code |`, `Text |`, `31 |`, `Lid open. |`.
//!
//! What divides the rows is a bar on a line of its own, or one in front of each row's first cell; without either, the
//! column of the codes tells how many cells a row has. An empty cell is a bar alone.

use foldhash::HashSet;

use super::piece::{Joint, Made, Pieces, SourceLine, join, replace_lines, row};
use crate::document::shape::code_shape;
use crate::document::{Block, BlockKind, Row, Table, Text};

/// The most cells of a row.
const WIDEST: usize = 10;
/// The most lines of a cell.
const LONGEST: usize = 6;
/// So many rows are no chance.
const LEAST: usize = 3;

/// Takes such tables out of the lines.
pub(super) fn recover_barred_tables(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut made = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let (cells, end) = cells(lines, at);
            if let Some(rows) = rows(&cells) {
                let count: usize = rows.iter().map(|row| row.iter().map(|cell| cell.lines).sum::<usize>()).sum();
                let divided = cells.first().is_some_and(Barred::is_empty);
                // Bars that divide rows are lines of the table as well.
                let end = at + count + if divided { rows.len() } else { 0 };
                made.push(Made { start: at, end, block: table(&rows) });
                at = end;
            } else {
                at = end.max(at + 1);
            }
        }
        made
    })
}

/// A cell and the bar behind it.
struct Barred {
    text: Text,
    /// Whether a bar stands in front of it.
    opens: bool,
    /// How many lines it takes.
    lines: usize,
}

impl Barred {
    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn is_code(&self) -> bool {
        code_shape(self.text.plain()).is_some()
    }
}

/// The cells from a line on, and the line behind the last.
fn cells(lines: &[SourceLine], start: usize) -> (Vec<Barred>, usize) {
    let mut cells: Vec<Barred> = Vec::new();
    let mut at = start;
    // A paragraph may stand above the first cell.
    while let Some(cell) = cell(lines, at, if cells.is_empty() { 1 } else { LONGEST }) {
        at += cell.lines;
        cells.push(cell);
    }
    (cells, at)
}

fn cell(lines: &[SourceLine], start: usize, longest: usize) -> Option<Barred> {
    let mut opens = false;
    let mut texts: Vec<Text> = Vec::new();
    for (index, line) in lines.iter().skip(start).take(longest).enumerate() {
        let raw = line.raw.trim();
        if line.cells.len() > 1 || (line.starts_run && index > 0) {
            return None;
        }
        let (text, ends) = raw.strip_suffix('|').map_or((raw, false), |text| (text, true));
        let text = text.strip_prefix('|').filter(|_| index == 0).map_or(text, |text| {
            opens = true;
            text
        });
        if text.contains('|') || (text.trim().is_empty() && (opens || index > 0)) {
            return None;
        }
        texts.push(Text::plain_at(text.trim(), line.number));
        if ends {
            return Some(Barred { text: join(texts.iter(), Joint::Space), opens, lines: index + 1 });
        }
    }
    None
}

/// The rows that these cells make.
fn rows(cells: &[Barred]) -> Option<Vec<&[Barred]>> {
    let rows: Vec<&[Barred]> = if cells.first()?.is_empty() {
        let width = cells.iter().skip(1).position(Barred::is_empty).filter(|width| (2..=WIDEST).contains(width))?;
        let divided = cells.chunks_exact(width + 1).take_while(|chunk| chunk.first().is_some_and(Barred::is_empty));
        divided.filter_map(|chunk| chunk.get(1..)).collect()
    } else if cells.first()?.opens {
        let mut starts = cells.iter().enumerate().filter(|(_, cell)| cell.opens).map(|(at, _)| at).skip(1);
        let mut from = 0;
        let mut rows = Vec::new();
        while from < cells.len() {
            let to = starts.next().unwrap_or(cells.len());
            rows.push(cells.get(from..to)?);
            from = to;
        }
        rows
    } else {
        let width = (2..=WIDEST).find(|&width| has_codes(cells, width))?;
        cells.chunks_exact(width).collect()
    };
    let fits = rows.len() >= LEAST && rows.iter().all(|row| (2..=WIDEST).contains(&row.len()));
    fits.then_some(rows)
}

/// Whether rows of so many cells have each a code of its own in one column, but for the header.
fn has_codes(cells: &[Barred], width: usize) -> bool {
    cells.len().is_multiple_of(width)
        && (0..width).any(|column| {
            let codes = cells.iter().skip(column).step_by(width).skip(1);
            let mut seen = HashSet::default();
            codes.clone().all(|cell| cell.is_code() && seen.insert(cell.text.plain()))
        })
}

fn table(rows: &[&[Barred]]) -> Block {
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let built: Vec<Row> = rows
        .iter()
        .enumerate()
        .map(|(index, cells)| {
            let line = cells.first().map_or(0, |cell| cell.text.line());
            let header = index == 0 && !cells.iter().any(Barred::is_code);
            let mut texts: Vec<Text> = cells.iter().map(|cell| cell.text.clone()).collect();
            texts.resize(width, Text::plain_at("", line));
            row(line, header, texts)
        })
        .collect();
    let line = built.first().map_or(0, |row| row.line);
    Block::new(line, BlockKind::Table(Table { caption: None, rows: built }))
}
