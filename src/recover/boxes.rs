//! Tables drawn with signs: `|` or `│` between the cells, lines of `+`, `-` and `=` between the rows.

use std::ops::Range;

use super::piece::{Joint, Made, Pieces, SourceLine, join, replace_lines, row};
use crate::document::shape::is_code_shaped;
use crate::document::{Block, BlockKind, Row, Table, Text, TextBuilder};

/// What divides cells.
const WALLS: [char; 4] = ['|', '│', '┃', '║'];

/// What rules are drawn with, and what stands where they meet walls.
const RULES: [char; 3] = ['─', '━', '═'];
const CROSSES: [char; 9] = ['├', '┤', '┼', '┣', '┫', '╋', '╠', '╣', '╬'];

/// What rules of tables that are open at their sides start and end with.
const OPEN: [char; 5] = ['-', '=', '─', '━', '═'];

/// Takes drawn tables out of the lines.
pub(super) fn recover_boxes(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut made = Vec::new();
        let mut start = 0;
        let mut open = None;
        for (at, line) in lines.iter().enumerate() {
            if line.starts_run {
                made.extend(drawn(lines, start..at));
                start = at;
                open = opened(lines.get(at..).unwrap_or_default());
            }
            let row = is_row(line) || open.is_some_and(|walls| inner_walls(&line.raw) == walls);
            if !(row || is_rule(line)) {
                made.extend(drawn(lines, start..at));
                start = at + 1;
            }
        }
        made.extend(drawn(lines, start..lines.len()));
        made
    })
}

/// How many walls stand in each row of a table that is open at its sides, by its header and the rule below it, as
/// databases print them: `code | text`, `-----+-----`.
fn opened(lines: &[SourceLine]) -> Option<usize> {
    let [header, rule, row, ..] = lines else { return None };
    let sides = |line: &SourceLine| line.raw.trim().starts_with(OPEN) && line.raw.trim().ends_with(OPEN);
    let crosses = rule.raw.chars().filter(|&c| c == '+' || WALLS.contains(&c) || CROSSES.contains(&c)).count();
    let walls = inner_walls(&header.raw);
    let open = is_rule(rule) && sides(rule) && !is_row(header) && !row.starts_run && !rule.starts_run;
    (open && walls > 0 && walls == crosses).then_some(walls)
}

/// The walls of a line that stand between spaces or at its ends.
fn inner_walls(line: &str) -> usize {
    let spaced = |at: usize, wall: &str| {
        let (before, after) = (line.get(..at).unwrap_or(""), line.get(at + wall.len()..).unwrap_or(""));
        before.chars().next_back().is_none_or(|c| c == ' ') && after.chars().next().is_none_or(|c| c == ' ')
    };
    line.match_indices(WALLS).filter(|(at, wall)| spaced(*at, wall)).count()
}

/// The table that these lines draw, if they have rows.
fn drawn(lines: &[SourceLine], range: Range<usize>) -> Option<Made> {
    let lines = lines.get(range.clone())?;
    let open = opened(lines).is_some();
    let rows = lines.iter().filter(|line| is_row(line) || (open && !is_rule(line))).count();
    (rows >= 2).then(|| Made { start: range.start, end: range.end, block: table(lines) })
}

/// Whether a line has cells between walls.
fn is_row(line: &SourceLine) -> bool {
    let text = line.raw.trim();
    let walled = text.starts_with(WALLS) && text.chars().skip(1).any(|c| WALLS.contains(&c));
    // Without the first wall: `31 | The lid is open. |`.
    let ended = text.ends_with(" |") && text.contains(" | ");
    text.len() > 1 && (walled || ended) && !is_rule(line) || is_partly_ruled(text)
}

/// Whether a line ends the cells of some columns while others go on: `├─────┤ the lid │`.
fn is_partly_ruled(text: &str) -> bool {
    let drawn = |c: char| matches!(c, '\u{2500}'..='\u{257f}');
    text.starts_with(['├', '┣', '╠'])
        && text.contains(['┤', '┫', '╣'])
        && text.ends_with(|c: char| drawn(c))
        && text.contains(char::is_alphanumeric)
}

/// Whether a line is drawn and says nothing.
fn is_rule(line: &SourceLine) -> bool {
    let text = line.raw.trim();
    let sign = |c: char| matches!(c, '-' | '=' | '+' | ':' | ' ' | '\u{2500}'..='\u{257f}') || WALLS.contains(&c);
    text.len() > 2
        && text.chars().all(sign)
        && text.starts_with(|c: char| !matches!(c, ' ' | ':'))
        && text.contains(['-', '=', '─', '━', '═'])
        && text.chars().any(|c| matches!(c, '+' | '\u{2500}'..='\u{257f}') || WALLS.contains(&c))
}

fn table(lines: &[SourceLine]) -> Block {
    let open_sides = opened(lines).is_some();
    let rules: Vec<usize> = (0..lines.len()).filter(|&index| is_rule(&lines[index])).collect();
    let count = lines.len() - rules.len();
    // Where a rule stands below every row, a cell has all its lines between two rules.
    let boxed = rules.len() > 3 && (rules.len() * 2 >= count || are_tall(lines));
    let header = lines.iter().take_while(|line| !is_rule(line)).count();
    let top = usize::from(header == 0);
    // Where every row has its rule, the one below the header is doubled; without one, what heads is told by its words.
    let doubled = rules.iter().copied().find(|&rule| rule > 0 && lines[rule].raw.contains(['=', '═']));
    let header_end = if boxed { doubled } else { rules.get(top).copied() }.unwrap_or(0);
    let mut rows: Vec<(bool, u32, Vec<Text>)> = Vec::new();
    let mut open = false;
    for (index, line) in lines.iter().enumerate() {
        if is_rule(line) {
            open = false;
            continue;
        }
        let cells = cells(line, open_sides);
        let goes_on = |row: &[Text]| {
            // A name below a name is another row, whose first cell is missing.
            let named = |(above, cell): (&Text, &Text)| is_code_shaped(above.plain()) && is_code_shaped(cell.plain());
            cells.first().is_some_and(Text::is_empty) && cells.len() > 1 && !row.iter().zip(&cells).any(named)
        };
        match rows.last_mut() {
            Some((_, _, row)) if open && (boxed || goes_on(row)) && row.len() == cells.len() => {
                for (cell, more) in row.iter_mut().zip(cells) {
                    if !more.is_empty() {
                        let old = std::mem::take(cell);
                        *cell = if old.is_empty() { more } else { join([&old, &more].into_iter(), Joint::Space) };
                    }
                }
            }
            _ => rows.push((index < header_end, line.number, cells)),
        }
        open = true;
    }
    let width = rows.iter().map(|(_, _, cells)| cells.len()).max().unwrap_or(0);
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(header, line, mut cells)| {
            cells.resize(width, Text::plain_at("", line));
            row(line, header, cells)
        })
        .collect();
    let line = lines.first().map_or(0, |line| line.number);
    Block::new(line, BlockKind::Table(Table { caption: None, rows }))
}

/// So many lines between two rules are one row, where most of them leave the first cell empty.
const TALL: usize = 3;

/// Whether what stands between two rules are rows of several lines: most of these leave the first cell empty, wherever in
/// the row its text stands.
fn are_tall(lines: &[SourceLine]) -> bool {
    let rows = || lines.split(is_rule).filter(|row| row.len() >= TALL);
    let filled = |line: &&SourceLine| cells(line, false).first().is_some_and(|cell| !cell.is_empty());
    let tall = rows().filter(|row| row.iter().filter(filled).count() * 2 <= row.len()).count();
    tall > 0 && tall * 5 >= rows().count() * 4
}

/// The cells between the walls; a wall behind a backslash is text, and none stands at the sides of a table that is open
/// there.
fn cells(line: &SourceLine, open_sides: bool) -> Vec<Text> {
    let ruled = is_partly_ruled(line.raw.trim()).then(|| line.raw.trim().replace(RULES, " ").replace(CROSSES, "│"));
    let text = ruled.as_deref().unwrap_or(line.raw.trim());
    let text = if open_sides { text } else { text.strip_prefix(WALLS).unwrap_or(text) };
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => cell.extend(chars.next()),
            _ if WALLS.contains(&c) => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if !cell.trim().is_empty() {
        cells.push(cell);
    }
    let text = |cell: String| {
        let mut builder = TextBuilder::new();
        builder.push(&cell, line.number);
        if builder.is_empty() { Text::plain_at("", line.number) } else { builder.finish() }
    };
    cells.into_iter().map(text).collect()
}
