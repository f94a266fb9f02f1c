//! Tagged paragraphs of manual pages: a tag, and what is said of it at a hanging indent, divided by blank lines. A tag that
//! leaves room stands on the first line of its text, with a single space where it fills the indent; a longer one stands
//! above it.

use super::piece::{Pieces, SourceLine, replace_from, wrapped};
use crate::document::shape::is_code_shaped;
use crate::document::{Block, BlockKind, Definition, NodeId, Text};

/// Tags are not longer, in characters.
const LONGEST_TAG: usize = 60;
/// The text stands at most so far behind the tag's start, in columns.
const WIDEST: u32 = 40;
/// So many entries ahead are asked where the text stands.
const AHEAD: usize = 4;

/// Takes tagged paragraphs whose tags are codes or options out of the lines.
pub(super) fn recover_tagged(pieces: Pieces) -> Pieces {
    replace_from(pieces, tagged)
}

/// The entries that start in this line, where it starts at least two of them, and the line after the last.
fn tagged(lines: &[SourceLine], at: usize) -> Option<(usize, Block)> {
    let first = &lines[at];
    let indent = first.indent;
    // The first may stand right below the title of its section.
    let opens = first.starts_run || at.checked_sub(1).is_some_and(|above| lines[above].indent < indent);
    if !opens || indent == 0 || !has_tag(first) {
        return None;
    }
    let column = text_column(lines, at)?;
    let mut definitions: Vec<Definition> = Vec::new();
    let mut end = at;
    while let Some(line) = lines.get(end).filter(|line| (line.starts_run || end == at) && line.indent == indent) {
        let next_hangs = lines.get(end + 1).is_some_and(|next| !next.starts_run && next.indent == column);
        let Some((tag, text)) = split(line, column).or_else(|| next_hangs.then(|| lone_tag(line)).flatten()) else {
            break;
        };
        let mut below = end + 1;
        while lines.get(below).is_some_and(|line| line.indent >= column) {
            below += 1;
        }
        let mut blocks = Vec::new();
        let mut paragraph: Vec<&Text> = text.iter().collect();
        for line in &lines[end + 1..below] {
            if line.starts_run || line.bullet.is_some() {
                finish(&mut paragraph, &mut blocks);
            }
            paragraph.push(&line.text);
        }
        finish(&mut paragraph, &mut blocks);
        definitions.push(Definition { id: NodeId::default(), line: line.number, terms: vec![tag], blocks });
        end = below;
    }
    (definitions.len() >= 2).then(|| (end, Block::new(first.number, BlockKind::Definitions(definitions))))
}

/// The column of the texts: where the first entry that goes on to a second line, or has a gap, puts it.
fn text_column(lines: &[SourceLine], at: usize) -> Option<u32> {
    let indent = lines[at].indent;
    let mut entries = 0;
    for (index, line) in lines.iter().enumerate().skip(at) {
        if line.indent > indent + 1 && !line.starts_run && line.indent <= indent + WIDEST {
            return Some(line.indent);
        }
        if line.indent == indent {
            if !has_tag(line) || (index > at && !line.starts_run) || entries == AHEAD {
                return None;
            }
            entries += 1;
            if let Some(gap) = gap(line) {
                return Some(gap);
            }
        } else if line.indent < indent || line.starts_run {
            return None;
        }
    }
    None
}

/// Where the text behind a code-shaped tag and two spaces starts.
fn gap(line: &SourceLine) -> Option<u32> {
    let text = line.raw.get(usize::try_from(line.indent).ok()?..)?;
    let tag = text.find("  ")?;
    let space = text[tag..].len() - text[tag..].trim_start().len();
    let column = u32::try_from(text[..tag + space].chars().count()).ok()? + line.indent;
    (!text[tag + space..].is_empty() && column <= line.indent + WIDEST).then_some(column)
}

/// Whether a line starts with a code or an option.
fn has_tag(line: &SourceLine) -> bool {
    let word = line.plain().split(' ').next().unwrap_or("");
    let plain = line.cells.len() == 1 && !line.raw.contains('\t');
    plain && (is_tag(word.trim_end_matches([',', ':'])) || (word.len() >= 2 && word.starts_with('-')))
}

fn is_tag(word: &str) -> bool {
    is_code_shaped(word)
}

/// Whether a whole text is a tag: a code, several of them, or an option with its argument.
fn is_whole_tag(text: &str) -> bool {
    let text = text.trim_end_matches(':');
    is_tag(text)
        || (text.starts_with('-') && text.len() >= 2)
        || text.split([',', ' ', '|']).filter(|word| !word.is_empty()).all(|word| is_tag(word) || word == "or")
}

/// Tag and text of a line whose text starts in `column`.
fn split(line: &SourceLine, column: u32) -> Option<(Text, Option<Text>)> {
    let (at, _) = line.raw.char_indices().nth(usize::try_from(column).ok()?)?;
    let (front, text) = line.raw.split_at(at);
    let tag = front.trim();
    let fits = front.ends_with(' ') && !text.starts_with(' ') && !tag.contains("  ") && is_whole_tag(tag);
    fits.then(|| (Text::plain_at(tag, line.number), Some(squeezed(text, line.number))))
}

fn lone_tag(line: &SourceLine) -> Option<(Text, Option<Text>)> {
    let plain = line.plain();
    let short = plain.chars().count() <= LONGEST_TAG;
    (short && is_whole_tag(plain)).then(|| (line.text.clone(), None))
}

/// A text with single spaces.
fn squeezed(text: &str, line: u32) -> Text {
    Text::plain_at(text.split_whitespace().collect::<Vec<_>>().join(" "), line)
}

fn finish(paragraph: &mut Vec<&Text>, blocks: &mut Vec<Block>) {
    if let Some(first) = paragraph.first() {
        blocks.push(Block::new(first.line(), BlockKind::Paragraph(wrapped(paragraph.iter().copied()))));
        paragraph.clear();
    }
}
