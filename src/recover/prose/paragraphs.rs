//! What lines without headings are: paragraphs, broken where a line is full, and the lists of pages that have no bullets.

use super::super::list::flat;
use super::super::piece::{SourceLine, wrapped};
use super::starts_coded;
use crate::document::shape::{ends_with_stop, is_wide};
use crate::document::{Block, BlockKind};

/// Wrapped prose has lines of at least and at most so many characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=120;

/// The paragraphs of a run that has no headings.
pub(in crate::recover) fn paragraphs(lines: &[SourceLine]) -> Vec<Block> {
    let longest = lines.iter().map(SourceLine::length).max().unwrap_or(0);
    let mut blocks = Vec::new();
    let mut joined: Vec<&SourceLine> = Vec::new();
    let mut end = |joined: &mut Vec<&SourceLine>| {
        if let Some(first) = joined.first() {
            let text = wrapped(joined.iter().map(|line| &line.text));
            blocks.push(Block::new(first.number, BlockKind::Paragraph(text)));
            joined.clear();
        }
    };
    // Where lines start with a code and a sign, one after another, each is an entry.
    let listed = lines.first().is_some_and(starts_coded) && lines.iter().filter(|line| starts_coded(line)).count() > 1;
    for line in lines {
        let goes_on = !(listed && starts_coded(line))
            && joined.last().is_some_and(|before| {
                let length = before.length();
                let wide = before.plain().chars().last().is_some_and(is_wide);
                let lower = line.plain().starts_with(char::is_lowercase);
                if lower && line.bullet.is_none() && before.plain().ends_with('-') && line.indent == before.indent {
                    return true;
                }
                WRAPPED.contains(&longest)
                    && *WRAPPED.start() <= length
                    && (length * 10 >= longest * 6 || lower)
                    && !ends_with_stop(before.plain())
                    && !before.plain().ends_with([':', '：'])
                    && line.bullet.is_none()
                    && !wide
            });
        if !goes_on {
            end(&mut joined);
        }
        joined.push(line);
    }
    end(&mut joined);
    blocks
}

/// What lines without headings are. A browser breaks no line, so that each is a paragraph, or an item of the list that
/// the line above them introduces.
pub(super) fn blocks(lines: &[SourceLine], introduced: bool, browsers: bool) -> Vec<Block> {
    if !browsers {
        return paragraphs(lines);
    }
    let mut introduced = introduced;
    let mut blocks = Vec::new();
    for lines in lines.chunk_by(|line, next| line.is_item == next.is_item) {
        let listed = introduced || lines.iter().all(|line| line.is_item);
        let above = if listed { 0 } else { lines.iter().position(introduces).map_or(lines.len(), |at| at + 1) };
        let (above, items) = lines.split_at(above);
        let paragraph = |line: &SourceLine| Block::new(line.number, BlockKind::Paragraph(line.text.clone()));
        blocks.extend(above.iter().map(paragraph));
        match items {
            [_, _, ..] => blocks.push(flat(items)),
            _ => blocks.extend(items.iter().map(paragraph)),
        }
        introduced = lines.last().is_some_and(introduces);
    }
    blocks
}

/// Whether a line introduces what stands below it.
pub(in crate::recover) fn introduces(line: &SourceLine) -> bool {
    line.plain().ends_with([':', '：'])
}
