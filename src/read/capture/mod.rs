//! The capture reader: plain text as a person copies it from a page.
//!
//! It knows the syntax of plain text and nothing else: lines in runs divided by blank lines, indents, bullets, and tabs
//! between cells. What the runs were on the page is for [`crate::recover`] to tell.

mod bullet;
mod spread;

use spread::Join;

use crate::diagnostic::Diagnostic;
use crate::document::shape::is_sentence;
use crate::document::{Block, BlockKind, Document, Line, Text, TextBuilder};
use crate::source::{Source, without_permalink};

pub(super) fn read_capture(source: &Source, _findings: &mut Vec<Diagnostic>) -> Document {
    let written = source.text.split('\n');
    let (raws, linked): (Vec<String>, Vec<bool>) = written.map(clean).unzip();
    let joins = spread::joins(&raws);
    let mut blocks = Vec::new();
    let mut run: Vec<Line> = Vec::new();
    let mut start = 1;
    let mut apart = false;
    for (((number, mut raw), linked), join) in (1_u32..).zip(raws).zip(linked).zip(joins) {
        if let Join::Row(empty) = join {
            raw.insert_str(0, &"\t".repeat(empty));
        }
        let Some(line) = read_line(raw, linked, number) else {
            apart = true;
            continue;
        };
        // Blank lines between cells and between rows are the browser's.
        if std::mem::take(&mut apart) && join == Join::Apart && !run.is_empty() {
            blocks.push(Block::new(start, BlockKind::Lines(std::mem::take(&mut run))));
        }
        if run.is_empty() {
            start = number;
        }
        match (join, run.last_mut()) {
            (Join::Cell(empty), Some(row)) => add_cells(row, empty, &line, number),
            (Join::Text, Some(row)) => add_text(row, &line, number),
            _ => run.push(line),
        }
    }
    if !run.is_empty() {
        blocks.push(Block::new(start, BlockKind::Lines(run)));
    }
    Document::new(None, blocks)
}

/// Goes on with a row: the cells of a line stand behind its own and some that are empty.
fn add_cells(row: &mut Line, empty: usize, line: &Line, number: u32) {
    let written = row.raw.trim_end().len();
    row.raw.truncate(written);
    row.cells.truncate(row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
    row.cells.resize(row.cells.len() + empty, Text::plain_at("", number));
    row.raw.extend(std::iter::repeat_n('\t', empty + 1));
    let more = line.raw.trim_start();
    row.cells.extend(more.split('\t').map(|cell| collapse(cell, number)));
    row.raw.push_str(more);
}

/// Goes on with the last cell of a row: what a line says stands below it, and its other cells behind.
fn add_text(row: &mut Line, line: &Line, number: u32) {
    let more = line.raw.trim();
    let (first, others) = more.split_once('\t').map_or((more, None), |(first, others)| (first, Some(others)));
    if let Some(last) = row.cells.last_mut() {
        let mut builder = TextBuilder::new();
        for part in last.split_lines() {
            builder.push(part.plain(), part.line());
            builder.break_line();
        }
        builder.push(first, number);
        *last = builder.finish();
    }
    row.cells.extend(others.into_iter().flat_map(|others| others.split('\t')).map(|cell| collapse(cell, number)));
    row.raw.push(' ');
    row.raw.push_str(more);
}

/// Removes what nobody sees: the line's end, characters without width, and the difference between kinds of spaces; and what
/// only links, to where more is said or as the sign of a heading to itself. The second value is whether there was one.
fn clean(written: &str) -> (String, bool) {
    let line = without_more(written.trim_end_matches(['\r', ' ']));
    let titled = without_permalink(line);
    let visible = titled.unwrap_or(line).chars().filter(|&c| !is_invisible(c));
    let plain = visible.map(|c| if c != '\t' && (c.is_whitespace() || c.is_control()) { ' ' } else { c });
    let plain: String = plain.collect();
    // Some pages give paragraphs such a sign as well.
    let heads = titled.is_some() && !is_sentence(plain.trim());
    (plain, heads)
}

/// A line without the link behind its last sentence to where more is said of the same: `The lid is stuck. More...`.
fn without_more(line: &str) -> &str {
    let said = line.strip_suffix("More...").or_else(|| line.strip_suffix("More…")).map(str::trim_end);
    said.filter(|said| said.len() < line.len() && said.ends_with(['.', '!', '?', ')', ';'])).unwrap_or(line)
}

/// Characters without width: joiners, byte order marks, soft hyphens, directions, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe0e}'
        | '\u{fe0f}' | '\u{feff}')
}

/// Reads a line; `None` where it is blank.
fn read_line(raw: String, linked: bool, number: u32) -> Option<Line> {
    let text = raw.trim_start();
    if text.is_empty() {
        return None;
    }
    let indent = raw.chars().take_while(|c| c.is_whitespace()).fold(0_u32, |column, c| match c {
        '\t' => (column / 8 + 1) * 8,
        _ => column + 1,
    });
    let (bullet, rest) = match bullet::split_bullet(text) {
        Some((bullet, rest)) => (Some(bullet), rest),
        None => (None, text),
    };
    let cells = rest.split('\t').map(|cell| collapse(cell, number)).collect();
    Some(Line { indent, bullet, cells, linked, raw })
}

fn collapse(cell: &str, number: u32) -> Text {
    let mut builder = TextBuilder::new();
    builder.push(cell, number);
    if builder.is_empty() { Text::plain_at("", number) } else { builder.finish() }
}
