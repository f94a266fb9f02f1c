//! Lists: runs of bulleted or numbered lines with their indents, and side bars of short lines without bullets.

use super::piece::{Pieces, SourceLine, replace_from, wrapped};
use super::prose::starts_coded;
use crate::document::shape::{is_sentence, is_title};
use crate::document::{Block, BlockKind, Bullet, List, ListItem, NodeId, Text};

/// Lists nest at most so deep; what is indented further becomes a sibling.
const DEEPEST: usize = 32;
/// A run of so many short lines is a list, fewer are furniture line by line.
const LEAST_FLAT: usize = 8;
/// A line of a side bar is not longer, in characters.
const LONGEST_FLAT: usize = 90;

/// Takes lists out of the lines.
pub(super) fn recover_lists(pieces: Pieces) -> Pieces {
    replace_from(pieces, |lines, start| {
        let end = bulleted_end(lines, start);
        if end > start {
            return Some((end, tree(&lines[start..end])));
        }
        // A run that is no side bar from here is none from its next line on either, but for lines in front.
        let end = flat_end(lines, start);
        (end > start).then(|| (end, flat(&lines[start..end])))
    })
}

/// The end of the bulleted or numbered list that starts here, or `start`.
fn bulleted_end(lines: &[SourceLine], start: usize) -> usize {
    let first = &lines[start];
    let Some(kind) = first.bullet else { return start };
    // The number that the next item of the outermost list has, where it is numbered.
    let mut number = match kind {
        Bullet::Mark => None,
        Bullet::Number(number @ (0 | 1)) => Some(number),
        Bullet::Number(_) => return start,
    };
    let mut items = 1;
    let mut indent = first.indent;
    let mut end = start + 1;
    while let Some(line) = lines.get(end) {
        let belongs = match line.bullet {
            None => !line.starts_run && line.indent > indent.min(first.indent),
            Some(_) if line.indent > first.indent => true,
            Some(Bullet::Mark) => number.is_none() || !line.starts_run,
            Some(Bullet::Number(next)) => match number {
                Some(before) => next == before + 1,
                None => !line.starts_run,
            },
        };
        if !belongs {
            break;
        }
        if let Some(bullet) = line.bullet {
            indent = line.indent;
            if line.indent <= first.indent {
                items += 1;
                if let (Some(number), Bullet::Number(next)) = (&mut number, bullet) {
                    *number = next;
                }
            }
        }
        end += 1;
    }
    // One number alone is the number of a section.
    if number.is_some() && items < 2 { start } else { end }
}

/// The items of one indent in the making.
struct Level {
    indent: u32,
    line: u32,
    numbered: bool,
    ordered: bool,
    /// The number that the next item should have.
    expected: u32,
    items: Vec<ListItem>,
}

impl Level {
    fn finish(self) -> Block {
        Block::new(self.line, BlockKind::List(List { ordered: self.ordered, items: self.items }))
    }
}

/// The tree of these lines; the first has a bullet.
fn tree(lines: &[SourceLine]) -> Block {
    let mut levels: Vec<Level> = Vec::new();
    let mut hanging: Vec<Text> = Vec::new();
    for line in lines {
        let Some(bullet) = line.bullet else {
            hanging.push(line.content());
            continue;
        };
        end_item(&mut levels, &mut hanging);
        let numbered = matches!(bullet, Bullet::Number(_));
        while let [.., parent, top] = levels.as_slice() {
            let deeper = top.indent > line.indent;
            let other = top.indent == line.indent && top.numbered != numbered && parent.indent == line.indent;
            if !(deeper || other) {
                break;
            }
            close(&mut levels);
        }
        let opens = match levels.last() {
            None => true,
            Some(top) => {
                let nests = line.indent > top.indent || (top.numbered && !numbered);
                nests && levels.len() < DEEPEST
            }
        };
        if opens {
            let ordered = matches!(bullet, Bullet::Number(0 | 1));
            let expected = if let Bullet::Number(number) = bullet { number } else { 0 };
            let (indent, line) = (line.indent, line.number);
            levels.push(Level { indent, line, numbered, ordered, expected, items: Vec::new() });
        }
        if let Some(top) = levels.last_mut() {
            // A number that is no position says something: it stays in the text.
            let text = match bullet {
                Bullet::Mark => line.content(),
                Bullet::Number(number) if top.ordered && number == top.expected => line.content(),
                Bullet::Number(_) => line.text.clone(),
            };
            if let Bullet::Number(number) = bullet {
                top.expected = number + 1;
            }
            top.items.push(ListItem { id: NodeId::default(), line: line.number, text, blocks: Vec::new() });
        }
    }
    end_item(&mut levels, &mut hanging);
    while levels.len() > 1 {
        close(&mut levels);
    }
    let line = lines.first().map_or(0, |line| line.number);
    let list = levels.pop().map_or(List { ordered: false, items: Vec::new() }, |level| List {
        ordered: level.ordered,
        items: level.items,
    });
    Block::new(line, BlockKind::List(list))
}

/// Gives the innermost list to the last item of the one around it.
fn close(levels: &mut Vec<Level>) {
    let Some(inner) = levels.pop() else { return };
    if let Some(item) = levels.last_mut().and_then(|outer| outer.items.last_mut()) {
        item.blocks.push(inner.finish());
    }
}

/// Joins the lines that hang below an item to it.
fn end_item(levels: &mut [Level], hanging: &mut Vec<Text>) {
    if hanging.is_empty() {
        return;
    }
    if let Some(item) = levels.last_mut().and_then(|level| level.items.last_mut()) {
        item.text = wrapped(std::iter::once(&item.text).chain(hanging.iter()));
    }
    hanging.clear();
}

/// The end of the side bar that starts here, or `start`: many short lines of one run, none of them a sentence.
fn flat_end(lines: &[SourceLine], start: usize) -> usize {
    // Only where the lines before are not of the same kind, so that each run is looked at once.
    if start > 0 && !lines[start].starts_run && is_flat(&lines[start - 1]) {
        return start;
    }
    let mut end = start;
    while let Some(line) = lines.get(end).filter(|line| is_flat(line) && (end == start || !line.starts_run)) {
        if is_trail(line, lines.get(end + 1)) {
            break;
        }
        end += 1;
    }
    if end - start >= LEAST_FLAT { end } else { start }
}

fn is_flat(line: &SourceLine) -> bool {
    let text = line.plain();
    line.bullet.is_none()
        && line.cells.len() == 1
        // Names with their numbers and texts are entries, each by itself.
        && !(starts_coded(line) && has_number(text))
        && is_title(text)
        && !is_sentence(text)
        && line.length() <= LONGEST_FLAT
}

/// Whether a number stands between signs: `lid.OPEN - 200 - it is open`.
fn has_number(text: &str) -> bool {
    let is_number = |part: &str| part.parse::<i64>().is_ok();
    text.split([':', ' ']).skip(1).any(is_number)
}

/// Whether a line is the trail to this page: parts with a sign between them, or glued to the title that follows.
pub(super) fn is_trail(line: &SourceLine, next: Option<&SourceLine>) -> bool {
    let text = line.plain();
    let divided = [" > ", " › ", " » ", " / ", " → "].iter().any(|sign| text.contains(sign));
    let glued = next.is_some_and(|next| {
        next.starts_run
            && next.length() >= 3
            && text.len() > next.plain().len()
            && text.strip_suffix(next.plain()).is_some_and(|front| !front.ends_with(char::is_whitespace))
    });
    divided || glued
}

/// The list of these lines.
pub(super) fn flat(lines: &[SourceLine]) -> Block {
    let items = lines.iter().map(|line| ListItem {
        id: NodeId::default(),
        line: line.number,
        text: line.text.clone(),
        blocks: Vec::new(),
    });
    let list = List { ordered: false, items: items.collect() };
    Block::new(lines.first().map_or(0, |line| line.number), BlockKind::List(list))
}
