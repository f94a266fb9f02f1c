//! Tags with tabs between them and their texts, which go on below at the same column, as old text files are set.

use super::piece::{Made, Pieces, SourceLine, replace_lines, wrapped};
use crate::document::shape::is_code_shaped;
use crate::document::{Block, BlockKind, Definition, NodeId, Text};

/// So many texts that go on below say that tabs indent; fewer may stand in a table with tabs between the cells.
const ENOUGH: usize = 2;

/// A line that starts an entry.
struct Entry {
    tag: Text,
    text: Text,
    /// The column of the text, in which it goes on.
    column: u32,
}

/// Takes entries whose tags are codes out of the lines, where tabs stand for indents.
pub(super) fn recover_hanging(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut entries: Vec<Option<Entry>> = lines.iter().map(entry).collect();
        let goes_on = |at: &usize| {
            let above = at.checked_sub(1).and_then(|above| entries.get(above)?.as_ref());
            above.is_some_and(|above| !lines[*at].starts_run && is_below(&lines[*at], above.column))
        };
        let hangs = (0..lines.len()).filter(goes_on).count() >= ENOUGH;
        let mut made: Vec<Made> = Vec::new();
        let mut definitions: Vec<Definition> = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(line) = lines.get(at) {
            let Some(Entry { tag, text, column }) = entries[at].take().filter(|_| hangs) else {
                made.extend(list(&mut definitions).map(|block| Made { start, end: at, block }));
                at += 1;
                start = at;
                continue;
            };
            let below = lines[at + 1..].iter().take_while(|line| is_below(line, column)).count();
            let mut blocks = Vec::new();
            let mut paragraph = vec![&text];
            for line in &lines[at + 1..=at + below] {
                if line.starts_run {
                    finish(&mut paragraph, &mut blocks);
                }
                paragraph.push(&line.text);
            }
            finish(&mut paragraph, &mut blocks);
            definitions.push(Definition { id: NodeId::default(), line: line.number, terms: vec![tag], blocks });
            at += below + 1;
        }
        made.extend(list(&mut definitions).map(|block| Made { start, end: at, block }));
        made
    })
}

/// Whether a line stands below a text that starts in `column`, and has no tab within.
fn is_below(line: &SourceLine, column: u32) -> bool {
    line.raw.starts_with('\t') && line.indent >= column && !line.raw.trim_start_matches('\t').contains('\t')
}

/// The entry that a line starts: a code, perhaps with signs in brackets behind it, tabs, and a text without tabs.
fn entry(line: &SourceLine) -> Option<Entry> {
    let (front, behind) = line.raw.split_once('\t')?;
    let text = behind.trim_start_matches('\t').trim_end();
    let tag = front.trim_end();
    let tag = match tag.split_once(" (") {
        Some((code, notes)) if !notes.contains(char::is_alphanumeric) => code,
        _ => tag,
    };
    if line.bullet.is_some() || tag.starts_with(' ') || !is_code_shaped(tag) || text.is_empty() || text.contains('\t') {
        return None;
    }
    let tabs = u32::try_from(behind.len() - text.len() + 1).ok()?;
    let column = (u32::try_from(front.chars().count()).ok()? / 8 + tabs) * 8;
    let number = line.number;
    Some(Entry { tag: Text::plain_at(tag, number), text: Text::plain_at(text, number), column })
}

fn finish(paragraph: &mut Vec<&Text>, blocks: &mut Vec<Block>) {
    if let Some(first) = paragraph.first() {
        blocks.push(Block::new(first.line(), BlockKind::Paragraph(wrapped(paragraph.iter().copied()))));
        paragraph.clear();
    }
}

/// The list of the definitions so far, where there is any.
fn list(definitions: &mut Vec<Definition>) -> Option<Block> {
    let line = definitions.first()?.line;
    Some(Block::new(line, BlockKind::Definitions(std::mem::take(definitions))))
}
