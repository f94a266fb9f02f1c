//! The capture reader: plain text as a person copies it from a page.
//!
//! It knows the syntax of plain text and nothing else: lines in runs divided by blank lines, indents, bullets, and tabs
//! between cells. What the runs were on the page is for [`crate::recover`] to tell.

mod bullet;

use crate::diagnostic::Diagnostic;
use crate::document::{Block, BlockKind, Document, Line, Text, TextBuilder};
use crate::source::Source;

pub(super) fn read_capture(source: &Source, _findings: &mut Vec<Diagnostic>) -> Document {
    let mut blocks = Vec::new();
    let mut run: Vec<Line> = Vec::new();
    let mut start = 1;
    for (number, written) in (1_u32..).zip(source.text.split('\n')) {
        let raw = clean(written);
        match read_line(raw, number) {
            Some(line) => {
                if run.is_empty() {
                    start = number;
                }
                run.push(line);
            }
            None if run.is_empty() => {}
            None => blocks.push(Block::new(start, BlockKind::Lines(std::mem::take(&mut run)))),
        }
    }
    if !run.is_empty() {
        blocks.push(Block::new(start, BlockKind::Lines(run)));
    }
    Document::new(None, blocks)
}

/// Removes what nobody sees: the line's end, characters without width, and the difference between kinds of spaces.
fn clean(written: &str) -> String {
    let visible = without_permalink(written.trim_end_matches(['\r', ' '])).chars().filter(|&c| !is_invisible(c));
    visible.map(|c| if c != '\t' && (c.is_whitespace() || c.is_control()) { ' ' } else { c }).collect()
}

/// A line without the sign by which its heading links to itself; `C#` keeps its own.
fn without_permalink(line: &str) -> &str {
    if let Some(text) = line.strip_suffix(['¶', '§', '🔗']) {
        return text.trim_end();
    }
    let named = |text: &&str| text.rsplit(' ').next().is_some_and(|word| word.len() >= 4 && !word.ends_with('#'));
    line.strip_suffix('#').filter(named).unwrap_or(line)
}

/// Characters without width: joiners, byte order marks, soft hyphens, directions, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe0e}'
        | '\u{fe0f}' | '\u{feff}')
}

/// Reads a line; `None` where it is blank.
fn read_line(raw: String, number: u32) -> Option<Line> {
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
    Some(Line { indent, bullet, cells, raw })
}

fn collapse(cell: &str, number: u32) -> Text {
    let mut builder = TextBuilder::new();
    builder.push(cell, number);
    if builder.is_empty() { Text::plain_at("", number) } else { builder.finish() }
}
