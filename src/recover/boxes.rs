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

/// So many lines in a row may be garbled.
const GARBLED: usize = 2;

/// Takes drawn tables out of the lines.
pub(super) fn recover_boxes(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut made = Vec::new();
        let mut start = 0;
        let mut open_until = 0;
        for (at, line) in lines.iter().enumerate() {
            if at < open_until {
                continue;
            }
            let open = opened(&lines[at..]);
            if line.starts_run || open.is_some() {
                made.extend(drawn(lines, start..at));
                start = at;
            }
            if let Some(length) = open {
                open_until = at + length;
                let drawn = &lines[at..open_until];
                made.push(Made { start, end: open_until, block: table(drawn, Some(&crossings(&drawn[1]))) });
                start = open_until;
            } else if !(is_row(line) || is_rule(line)) {
                made.extend(drawn(lines, start..at));
                start = at + 1;
            }
        }
        made.extend(drawn(lines, start..lines.len()));
        made
    })
}

/// How many lines a table takes that starts here and is open at its sides, as databases print them: `code | text` above
/// `-----+-----`. Lines between its rows that have lost their walls are garbled.
fn opened(lines: &[SourceLine]) -> Option<usize> {
    let [header, rule, ..] = lines else { return None };
    if rule.starts_run || !is_rule(rule) || is_row(header) || is_rule(header) {
        return None;
    }
    let drawn = rule.raw.trim();
    let crosses = crossings(rule).len();
    if !(drawn.starts_with(OPEN) && drawn.ends_with(OPEN) && crosses > 0 && inner_walls(&header.raw) == crosses) {
        return None;
    }
    let in_run = |at: usize| lines.get(at).is_some_and(|line| !line.starts_run);
    let mut last = 1;
    let mut at = 2;
    while in_run(at) && at - last <= GARBLED + 1 {
        if inner_walls(&lines[at].raw) > 0 || is_rule(&lines[at]) {
            last = at;
        }
        at += 1;
    }
    (last > 1).then_some(last + 1)
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
    let rows = lines.iter().filter(|line| is_row(line)).count();
    (rows >= 2).then(|| Made { start: range.start, end: range.end, block: table(lines, None) })
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

/// Where the rule of a table crosses its walls, in characters.
fn crossings(rule: &SourceLine) -> Vec<usize> {
    let crosses = |c: char| c == '+' || WALLS.contains(&c) || CROSSES.contains(&c);
    rule.raw.chars().enumerate().filter(|&(_, c)| crosses(c)).map(|(at, _)| at).collect()
}

/// The table that these lines draw; `open` says where the walls of one stand that is open at its sides.
fn table(lines: &[SourceLine], open: Option<&[usize]>) -> Block {
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
    let mut goes_below = false;
    for (index, line) in lines.iter().enumerate() {
        if is_rule(line) {
            goes_below = false;
            continue;
        }
        let cells = open.map_or_else(|| cells(line), |walls| open_cells(line, walls));
        let goes_on = |row: &[Text]| {
            // A name below a name is another row, whose first cell is missing.
            let named = |(above, cell): (&Text, &Text)| is_code_shaped(above.plain()) && is_code_shaped(cell.plain());
            cells.first().is_some_and(Text::is_empty) && cells.len() > 1 && !row.iter().zip(&cells).any(named)
        };
        match rows.last_mut() {
            Some((_, _, row)) if goes_below && (boxed || goes_on(row)) && row.len() == cells.len() => {
                for (cell, more) in row.iter_mut().zip(cells) {
                    if !more.is_empty() {
                        let old = std::mem::take(cell);
                        *cell = if old.is_empty() { more } else { join([&old, &more].into_iter(), Joint::Space) };
                    }
                }
            }
            _ => rows.push((index < header_end, line.number, cells)),
        }
        goes_below = true;
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
    let filled = |line: &&SourceLine| cells(line).first().is_some_and(|cell| !cell.is_empty());
    let tall = rows().filter(|row| row.iter().filter(filled).count() * 2 <= row.len()).count();
    tall > 0 && tall * 5 >= rows().count() * 4
}

/// The cells of a row that has no walls at its sides. Where it has too few or too many, they are cut where the rule crosses
/// them, if no word stands there.
fn open_cells(line: &SourceLine, walls: &[usize]) -> Vec<Text> {
    let text = line.raw.as_str();
    if inner_walls(text) != walls.len() {
        let chars: Vec<char> = text.chars().collect();
        let free = |&at: &usize| chars.get(at).is_some_and(|&c| c == ' ' || WALLS.contains(&c));
        if walls.iter().all(free) {
            let mut from = 0;
            let ends = walls.iter().copied().chain([chars.len()]);
            return ends.map(|to| cell_text(&chars[std::mem::replace(&mut from, to + 1)..to], line.number)).collect();
        }
    }
    split_cells(text, line.number)
}

fn cell_text(chars: &[char], number: u32) -> Text {
    let mut builder = TextBuilder::new();
    builder.push(&chars.iter().collect::<String>(), number);
    if builder.is_empty() { Text::plain_at("", number) } else { builder.finish() }
}

/// The cells between the walls; a wall behind a backslash is text.
fn cells(line: &SourceLine) -> Vec<Text> {
    let ruled = is_partly_ruled(line.raw.trim()).then(|| line.raw.trim().replace(RULES, " ").replace(CROSSES, "│"));
    let text = ruled.as_deref().unwrap_or(line.raw.trim());
    split_cells(text.strip_prefix(WALLS).unwrap_or(text), line.number)
}

fn split_cells(text: &str, number: u32) -> Vec<Text> {
    let mut cells = Vec::new();
    let mut cell = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek() == Some(&'|') => cell.extend(chars.next()),
            _ if WALLS.contains(&c) => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if cell.iter().any(|c| !c.is_whitespace()) {
        cells.push(cell);
    }
    cells.iter().map(|cell| cell_text(cell, number)).collect()
}
