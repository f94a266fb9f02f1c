//! Tables whose columns stand below each other: between spaces, below a rule of dashes, and terms with what is said of
//! them at a hanging indent, as on manual pages.

use std::collections::{BTreeMap, BTreeSet};

use super::piece::{Joint, Made, Pieces, SourceLine, join, replace_lines, row, wrapped};
use crate::document::shape::{CodeShape, code_shape, is_code_shaped, is_title};
use crate::document::{Block, BlockKind, Definition, NodeId, Table, Text};

/// The first column is not wider, in characters.
const WIDEST_TERM: usize = 48;
/// Lines beyond this many characters are not laid out in columns.
const LONGEST_LINE: usize = 1_000;

/// Takes tables in aligned columns out of the lines.
pub(super) fn recover_columns(pieces: Pieces) -> Pieces {
    take(pieces, |drawn, done, at| ruled(drawn, done, at).or_else(|| aligned(drawn, at)).or_else(|| hanging(drawn, at)))
}

/// Takes those of them out of the lines that have a rule of dashes.
pub(super) fn recover_ruled(pieces: Pieces) -> Pieces {
    take(pieces, ruled)
}

/// Where a part starts and ends, and what it is.
type Found = Option<(usize, usize, Block)>;

/// Takes out of the lines what `find` finds at a line, behind the line where the last ended.
fn take(pieces: Pieces, find: impl Fn(&[Drawn<'_>], usize, usize) -> Found) -> Pieces {
    replace_lines(pieces, |lines| {
        let drawn: Vec<Drawn<'_>> = lines.iter().map(Drawn::new).collect();
        let mut made = Vec::new();
        let mut at = 0;
        let mut done = 0;
        while at < drawn.len() {
            let Some((start, end, block)) = find(&drawn, done, at) else {
                at += 1;
                continue;
            };
            made.push(Made { start, end, block });
            at = end;
            done = end;
        }
        made
    })
}

/// A line by its characters.
struct Drawn<'a> {
    line: &'a SourceLine,
    chars: Vec<char>,
    /// Where the first text behind two spaces starts, if there is one.
    gap: Option<usize>,
}

impl<'a> Drawn<'a> {
    fn new(line: &'a SourceLine) -> Self {
        let plain = line.cells.len() == 1 && line.bullet.is_none();
        let chars: Vec<char> = if plain { line.raw.chars().take(LONGEST_LINE + 1).collect() } else { Vec::new() };
        let usable = plain && chars.len() <= LONGEST_LINE && !chars.contains(&'\t');
        let chars = if usable { chars } else { Vec::new() };
        let gap = starts(&chars).nth(1);
        Self { line, chars, gap }
    }

    fn indent(&self) -> usize {
        self.line.indent as usize
    }

    /// Whether it is an item of a list that stands right below something, from this column on.
    fn is_item_below(&self, column: usize) -> bool {
        self.line.bullet.is_some() && !self.line.starts_run && self.indent() >= column
    }

    /// The text between two columns.
    fn slice(&self, from: usize, to: usize) -> Text {
        let to = to.min(self.chars.len());
        let part: String = self.chars.get(from.min(to)..to).unwrap_or_default().iter().collect();
        let part = Text::plain_at(part, self.line.number);
        join(std::iter::once(&part), Joint::Space)
    }

    /// Where a cell that starts before `column` ends: there, or behind it where the cell is too long for its column.
    fn boundary(&self, column: usize) -> usize {
        let space = |at: usize| self.chars.get(at).is_none_or(|&c| c == ' ');
        if column == 0 || space(column - 1) {
            return column;
        }
        (column..self.chars.len()).find(|&at| space(at)).unwrap_or(self.chars.len())
    }

    /// The cells of the line below these starts of columns.
    fn cells(&self, columns: &[usize]) -> Vec<Text> {
        let mut cells = Vec::with_capacity(columns.len());
        let mut from = 0;
        for next in columns.iter().skip(1).map(Some).chain([None]) {
            let to = next.map_or(self.chars.len(), |&next| self.boundary(next).max(from));
            cells.push(self.slice(from, to));
            from = to;
        }
        cells
    }
}

/// Where texts start that stand behind two spaces or more, the first text whatever stands before it.
fn starts(chars: &[char]) -> impl Iterator<Item = usize> + '_ {
    let mut spaces = 2;
    let mut first = true;
    chars.iter().enumerate().filter_map(move |(at, &c)| {
        let start = c != ' ' && (spaces >= 2 || first);
        first &= c == ' ';
        spaces = if c == ' ' { spaces + 1 } else { 0 };
        start.then_some(at)
    })
}

/// The starts of the columns that a rule of dashes draws, at least two.
fn rule(line: &Drawn) -> Option<Vec<usize>> {
    let sign = |c: char| matches!(c, '-' | '=' | '─' | '━' | '═' | '—');
    if line.chars.len() < 5 || !line.chars.iter().all(|&c| c == ' ' || sign(c)) {
        return None;
    }
    let mut columns = Vec::new();
    for (at, &c) in line.chars.iter().enumerate() {
        if c != ' ' && (at == 0 || line.chars[at - 1] == ' ') {
            columns.push(at);
        }
    }
    (columns.len() >= 2).then_some(columns)
}

/// The table around the rule in this line: its header above, its rows below.
fn ruled(lines: &[Drawn<'_>], from: usize, at: usize) -> Found {
    let columns = rule(&lines[at])?;
    // Rules below each other were looked at with the first of them.
    if at > from && !lines[at].line.starts_run && rule(&lines[at - 1]).is_some() {
        return None;
    }
    let mut start = at;
    let usable = |line: &Drawn<'_>| !line.chars.is_empty() && rule(line).is_none();
    while start > from && at - start < 3 && !lines[start].line.starts_run && usable(&lines[start - 1]) {
        start -= 1;
    }
    let mut rows: Vec<(u32, bool, Vec<Text>)> = Vec::new();
    let mut header: Option<Vec<Text>> = None;
    let mut add_header = |cells: Vec<Text>| match &mut header {
        None => header = Some(cells),
        Some(header) => extend(header, cells),
    };
    for line in &lines[start..at] {
        add_header(line.cells(&columns));
    }
    let mut end = at + 1;
    // A rule above the header too: the header stands between the two.
    if start == at
        && let Some(second) = (at + 1..lines.len().min(at + 5)).find(|&index| rule(&lines[index]).is_some())
        && second > at + 1
        && lines[at + 1..=second].iter().all(|line| !line.line.starts_run)
        && lines[at + 1..second].iter().all(usable)
        && lines.get(second + 1).is_some_and(|line| !line.line.starts_run)
    {
        for line in &lines[at + 1..second] {
            add_header(line.cells(&columns));
        }
        end = second + 1;
    }
    if let Some(cells) = header {
        rows.push((lines[start].line.number, true, cells));
    }
    let second = columns.get(1).copied().unwrap_or(0);
    while let Some(line) = lines.get(end) {
        if rule(line).is_some() {
            if line.line.starts_run {
                break;
            }
            end += 1;
            continue;
        }
        let cells = line.cells(&columns);
        let begins = cells.first().is_some_and(|cell| !cell.is_empty());
        let more = cells.iter().skip(1).any(|cell| !cell.is_empty());
        // The header of the next table.
        let heads = || lines.get(end + 1).is_some_and(|next| !next.line.starts_run && rule(next).is_some());
        let goes_on = || begins && more && line.gap.is_some() && !heads();
        if line.chars.is_empty() || (line.line.starts_run && !goes_on()) {
            break;
        }
        match rows.last_mut() {
            Some((_, false, row)) if !begins && line.indent() + 1 >= second => extend(row, cells),
            _ => rows.push((line.line.number, false, cells)),
        }
        end += 1;
    }
    if rows.iter().filter(|(_, header, _)| !header).count() == 0 {
        return None;
    }
    Some((start, end, build(rows)))
}

/// The table of rows with a gap at the same column that starts in this line.
fn aligned(lines: &[Drawn], at: usize) -> Option<(usize, usize, Block)> {
    let first = &lines[at];
    let (indent, gap) = (first.indent(), first.gap?);
    // A header stands above its rule, and lines that repeat were looked at with the first of them.
    let above_rule =
        lines[at + 1..].iter().take(2).take_while(|line| !line.line.starts_run).any(|line| rule(line).is_some());
    let repeats = at > 0 && lines[at - 1].chars == first.chars;
    if gap - indent > WIDEST_TERM || above_rule || repeats {
        return None;
    }
    // Numbers may end in the same column instead.
    let last = |line: &Drawn| line.chars.iter().take(gap).rposition(|c| *c != ' ');
    let is_number = |line: &Drawn| code_shape(line.slice(0, gap).plain()) == Some(CodeShape::Number);
    let is_flush =
        |line: &Drawn| line.indent() == indent || (last(line) == last(first) && is_number(line) && is_number(first));
    let is_row = |line: &Drawn| is_flush(line) && line.gap == Some(gap) && rule(line).is_none();
    let mut rows: Vec<usize> = vec![at];
    // Where texts start in the rows so far; a code whose next cell is empty has its text at one of these.
    let mut known: BTreeSet<usize> = starts(&first.chars).skip(2).collect();
    let mut sparse: BTreeSet<usize> = BTreeSet::new();
    let mut end = at + 1;
    while let Some(line) = lines.get(end) {
        let skips = line.indent() == indent
            && line.gap.is_some_and(|next| next > gap && known.contains(&next))
            && is_code_shaped(line.slice(0, gap).plain());
        if skips {
            sparse.insert(end);
        }
        // What is said of a term may go on deeper, and hold a list.
        let below = line.indent() <= gap + 8 || !line.line.starts_run;
        let more = (!line.chars.is_empty() && line.indent() + 1 >= gap && below) || line.is_item_below(gap);
        // A term that fills its column stands alone, what is said of it below.
        let term = line.indent() == indent
            && line.gap.is_none()
            && line.chars.len() + 2 > gap
            && line.chars.len() <= gap + WIDEST_TERM
            && !line.chars.contains(&'.')
            && lines
                .get(end + 1)
                .is_some_and(|next| !next.line.starts_run && next.indent() == gap && next.gap.is_none());
        if is_row(line) || term || skips {
            rows.push(end);
            known.extend(starts(&line.chars).skip(2).filter(|_| !term));
        } else if !more {
            break;
        }
        end += 1;
    }
    let coded = rows.iter().filter(|&&row| is_code_shaped(lines[row].slice(0, gap).plain())).count();
    let same = rows.iter().all(|&row| lines[row].chars == first.chars);
    if same || rows.len() < 2 || (coded * 2 < rows.len() && rows.len() < 3) {
        return None;
    }
    // Further columns start where most rows have text behind two spaces.
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for &row in &rows {
        for start in starts(&lines[row].chars).skip(1) {
            *counts.entry(start).or_default() += 1;
        }
    }
    let mut columns = vec![0, gap];
    columns.extend(
        counts.iter().filter(|&(&start, &count)| start > gap && count * 10 >= rows.len() * 6).map(|(&start, _)| start),
    );
    let mut found: Vec<(u32, bool, Vec<Text>)> = Vec::new();
    let mut next = rows.iter().peekable();
    for (index, line) in lines.iter().enumerate().take(end).skip(at) {
        let cells = if line.is_item_below(gap) {
            let mut cells = vec![Text::plain_at("", line.line.number); columns.len()];
            if let Some(last) = cells.last_mut() {
                *last = line.line.text.clone();
            }
            cells
        } else if is_row(line) || sparse.contains(&index) || line.indent() + 1 >= gap {
            line.cells(&columns)
        } else {
            let mut cells = vec![line.line.text.clone()];
            cells.resize(columns.len(), Text::plain_at("", line.line.number));
            cells
        };
        if next.next_if_eq(&&index).is_some() {
            found.push((line.line.number, false, cells));
        } else if let Some((_, _, row)) = found.last_mut() {
            extend(row, cells);
        }
    }
    let codes = |row: &[Text]| row.first().is_some_and(|cell| is_code_shaped(cell.plain()));
    let headed = found.first().is_some_and(|(_, _, row)| !codes(row) && row.iter().all(|cell| is_title(cell.plain())))
        && coded * 2 >= rows.len();
    // Two columns without a header are terms with what is said of them, as on manual pages.
    if !headed && columns.len() == 2 && coded * 2 >= found.len() {
        return Some((at, end, defined(found)));
    }
    if let Some((_, header, _)) = found.first_mut() {
        *header = headed;
    }
    Some((at, end, build(found)))
}

/// The terms with deeper lines below them that start in this line.
fn hanging(lines: &[Drawn], at: usize) -> Option<(usize, usize, Block)> {
    let indent = lines[at].indent();
    let is_term = |index: usize| {
        let line = &lines[index];
        let sure = line.line.code.is_some_and(|code| code != CodeShape::Capitals || indent > 0);
        sure && line.indent() == indent && lines.get(index + 1).is_some_and(|next| next.indent() >= indent + 2)
    };
    if !is_term(at) {
        return None;
    }
    let mut definitions: Vec<Definition> = Vec::new();
    let mut end = at;
    while end < lines.len() && is_term(end) {
        let term = &lines[end].line;
        let mut below = end + 1;
        while lines.get(below).is_some_and(|line| line.indent() >= indent + 2) {
            below += 1;
        }
        let mut blocks = Vec::new();
        let mut paragraph: Vec<&Text> = Vec::new();
        for line in &lines[end + 1..below] {
            if line.line.starts_run || line.line.bullet.is_some() {
                end_paragraph(&mut paragraph, &mut blocks);
            }
            paragraph.push(&line.line.text);
        }
        end_paragraph(&mut paragraph, &mut blocks);
        let terms = vec![term.text.clone()];
        definitions.push(Definition { id: NodeId::default(), line: term.number, terms, blocks });
        end = below;
    }
    if definitions.len() < 2 {
        return None;
    }
    Some((at, end, Block::new(lines[at].line.number, BlockKind::Definitions(definitions))))
}

fn end_paragraph(paragraph: &mut Vec<&Text>, blocks: &mut Vec<Block>) {
    if let Some(first) = paragraph.first() {
        blocks.push(Block::new(first.line(), BlockKind::Paragraph(wrapped(paragraph.iter().copied()))));
        paragraph.clear();
    }
}

/// Goes on with the cells of a row.
fn extend(row: &mut [Text], more: Vec<Text>) {
    for (cell, more) in row.iter_mut().zip(more) {
        if more.is_empty() {
            continue;
        }
        let old = std::mem::take(cell);
        *cell = if old.is_empty() { more } else { wrapped([&old, &more].into_iter()) };
    }
}

/// Rows of two columns as terms and what is said of them.
pub(super) fn defined(rows: Vec<(u32, bool, Vec<Text>)>) -> Block {
    let line = rows.first().map_or(0, |(line, _, _)| *line);
    let definitions = rows.into_iter().map(|(line, _, cells)| {
        let mut cells = cells.into_iter();
        let term = cells.next().unwrap_or_else(|| Text::plain_at("", line));
        let blocks = cells.filter(|cell| !cell.is_empty());
        let blocks = blocks.map(|cell| Block::new(cell.line(), BlockKind::Paragraph(cell))).collect();
        Definition { id: NodeId::default(), line, terms: vec![term], blocks }
    });
    Block::new(line, BlockKind::Definitions(definitions.collect()))
}

fn build(rows: Vec<(u32, bool, Vec<Text>)>) -> Block {
    let line = rows.first().map_or(0, |(line, _, _)| *line);
    let rows = rows.into_iter().map(|(line, header, cells)| row(line, header, cells)).collect();
    Block::new(line, BlockKind::Table(Table { caption: None, rows }))
}
