//! What is left when tables, lists and callouts are taken: paragraphs, and the headings between them.

mod content;
mod entries;
mod paragraphs;
mod shapes;

use content::{content_start, speaks_before};
pub(super) use entries::{label_of, starts_spaced};
use paragraphs::blocks;
pub(super) use paragraphs::{introduces, paragraphs};
pub(super) use shapes::LEAST_LINKED;
use shapes::{Shapes, first_linked, leads_run};

use super::heading::{HeadingKind, Part, heading_kind, is_assignment, levelled, signature};
use super::list::{flat, is_trail};
use super::piece::{LINK_SIGN, Piece, Pieces, SourceLine};
use crate::document::shape::{CodeShape, code_shape, is_question, is_title, section_number};
use crate::document::{Block, BlockKind, Text};

/// Makes blocks of all that is left.
pub(super) fn recover_prose(pieces: Pieces, browsers: bool) -> Vec<Block> {
    let pieces = pieces.into_each();
    let linked = first_linked(&pieces);
    let content = linked.filter(|(index, _)| !speaks_before(&pieces, *index));
    let content = content.map_or_else(|| content_start(&pieces), |(index, _)| index);
    let shapes = Shapes::of(&pieces, content, linked.map(|(_, line)| line), browsers);
    let mut parts = Vec::new();
    let mut run: Vec<SourceLine> = Vec::new();
    let mut in_content = false;
    for (index, piece) in pieces.into_iter().enumerate() {
        let starts = match &piece {
            Piece::Line(line) => line.starts_run,
            Piece::Block(_) => true,
        };
        if starts || (index >= content && !in_content) {
            let below = match &piece {
                Piece::Block(block) => {
                    Some((block.line, matches!(block.kind, BlockKind::Table(_) | BlockKind::Definitions(_))))
                }
                Piece::Line(_) => None,
            };
            let next = match &piece {
                Piece::Line(line) => Some(line),
                Piece::Block(_) => None,
            };
            end_run(&mut run, below, next, in_content, &shapes, &mut parts);
        }
        in_content = index >= content;
        match piece {
            Piece::Line(line) => run.push(line),
            Piece::Block(block) => parts.push(Part::Block(block)),
        }
    }
    end_run(&mut run, None, None, in_content, &shapes, &mut parts);
    levelled(parts)
}

/// Whether a line starts with a code and a sign: `404 - Not Found`, `E12: no paper`, `4003=Lid lost`.
pub(super) fn starts_coded(line: &SourceLine) -> bool {
    let mut words = line.plain().split(' ');
    let first = words.next().unwrap_or("");
    if let Some((number, text)) = first.split_once('=')
        && !text.is_empty()
    {
        return matches!(code_shape(number), Some(CodeShape::Number | CodeShape::Hex));
    }
    let code = first.trim_end_matches([':', '：', ')', ']', ',', '=']).trim_start_matches(['(', '[']);
    let signed = code.len() < first.len() || matches!(words.next(), Some("-" | "–" | "—" | ":" | "="));
    signed && code_shape(code).is_some_and(|shape| shape != CodeShape::Capitals)
}

/// Makes headings and paragraphs of a run. `below` is the line where a block starts behind it, and whether it is a table.
fn end_run(
    run: &mut Vec<SourceLine>,
    below: Option<(u32, bool)>,
    next: Option<&SourceLine>,
    in_content: bool,
    shapes: &Shapes,
    parts: &mut Vec<Part>,
) {
    let lines = std::mem::take(run);
    if !in_content {
        parts.extend(blocks(&lines, false, shapes.browsers).into_iter().map(Part::Block));
        return;
    }
    let in_family = |line: &SourceLine| signature(line.plain()).is_some_and(|sign| shapes.families.contains_key(&sign));
    // Entries that have lost their bullets, one alone below its title as well.
    let entry =
        |line: &SourceLine| may_head(line) && signature(line.plain()).is_some_and(|sign| shapes.listed.contains(&sign));
    let contents = lines.first().is_some_and(|first| shapes.contents.contains(&first.number));
    if contents || (!lines.is_empty() && lines.iter().all(entry)) {
        parts.push(Part::Block(flat(&lines)));
        return;
    }
    let mut prose = Vec::new();
    let count = lines.len();
    let mut lines = lines.into_iter().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let last = index + 1 == count;
        let above_table = last && below == Some((line.number + 1, true));
        // Directly above a list or code stands what introduces it.
        let above_other = last && below == Some((line.number + 1, false));
        // What stands deeper than all that follows belongs to what is above it.
        let hangs = next.is_some_and(|next| next.indent < line.indent);
        let alone = count == 1 && line.starts_run && !above_other && !hangs && !line.is_item;
        let asks = is_question(line.plain())
            && !line.plain().trim_end_matches(['?', '？']).contains(['.', '。', '?', '？'])
            && line.plain().split_whitespace().count() >= 4;
        let family = in_family(&line) && !line.is_item;
        // On manual pages, the text of a section is indented below its heading.
        let deeper = lines.peek().map(|(_, next)| next.indent);
        let sub_section = line.starts_run && 0 < line.indent && line.indent < shapes.body;
        let above_block = last && below.is_some_and(|(at, _)| at == line.number + 1);
        let section = line.starts_run && line.indent == 0 && shapes.body > 0;
        let above_deeper = (line.indent == 0 && deeper.is_some_and(|deeper| deeper >= 3))
            || (section && above_block)
            || (sub_section && (deeper == Some(shapes.body) || above_block));
        // Between two headings that name codes stands what is said of the first, and a label with its text below one.
        let after_code = matches!(parts.last(), Some(Part::Heading { kind: HeadingKind::Code, .. }));
        let labelled = line.plain().contains(": ") && line.indent == 0;
        // Below the declaration of what a heading names stands what is said of it.
        let declared = matches!(
            parts.as_slice(),
            [.., Part::Heading { kind: HeadingKind::Code, .. }, Part::Block(Block { kind: BlockKind::Code(_), .. })]
        );
        let again = |text: &Text| shapes.again.contains(text.plain());
        let texts = shapes.told && section_number(line.plain()).is_none() && !again(&line.text);
        let told = texts || labelled || next.is_some_and(in_family);
        // The same goes for what stands below "Cause", which is there for each of them.
        let after_again = matches!(parts.last(), Some(Part::Heading { text, .. }) if again(text));
        if alone && !family && (declared || (after_code && told) || (after_again && texts)) {
            prose.push(line);
            continue;
        }
        let heads = alone || above_table || asks || family || above_deeper;
        // Beside headings that start with a code and a sign, one whose text ends in signs is a heading too.
        let entry = alone && family && starts_coded(&line) && line.cells.len() == 1 && line.bullet.is_none();
        let leading = shapes.leading && lines.peek().is_some_and(|(_, next)| leads_run(&line, next));
        let linked = alone && line.linked;
        // Terms of a list of definitions have no sign.
        let term = family && is_constant(line.plain());
        let plainly = line.linked || term || shapes.linked.is_none_or(|first| line.number < first);
        let heads = line.is_message || (plainly && (entry || leading || (heads && may_head(&line))));
        if (linked || heads) && !shapes.entries.contains(&line.number) {
            parts.extend(
                blocks(&std::mem::take(&mut prose), introduced(parts), shapes.browsers).into_iter().map(Part::Block),
            );
            let kind = if family || line.is_message || (plainly && leading) {
                HeadingKind::Code
            } else {
                heading_kind(line.plain())
            };
            let text = line.text;
            let text = if text.plain().starts_with(LINK_SIGN) {
                text.slice(LINK_SIGN.len()..text.plain().len())
            } else {
                text
            };
            parts.push(Part::Heading { line: line.number, text, kind });
        } else {
            prose.push(line);
        }
    }
    parts.extend(blocks(&prose, introduced(parts), shapes.browsers).into_iter().map(Part::Block));
}

/// Whether a text is a name in capitals of several words.
fn is_constant(text: &str) -> bool {
    code_shape(text) == Some(CodeShape::Symbol) && !text.contains(char::is_lowercase)
}

/// Whether a line that stands where headings stand is one by its shape.
pub(super) fn may_head(line: &SourceLine) -> bool {
    let text = line.plain();
    is_title(text)
        // One letter is what is left of a bullet without text.
        && (text.chars().nth(1).is_some() || text.starts_with(|c: char| c.is_ascii_digit()))
        && line.cells.len() == 1
        && !is_trail(line, None)
        && !has_date(text)
        && !is_assignment(text)
        && !text.contains("://")
        && line.bullet != Some(crate::document::Bullet::Mark)
}

/// Whether a text holds a date in figures: `2025-11-06`, `2025/11/06`, `2025年11月`.
fn has_date(text: &str) -> bool {
    let mut digits = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if digits == 4 && matches!(c, '-' | '/' | '.' | '年') && chars.peek().is_some_and(char::is_ascii_digit) {
            return true;
        }
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
    }
    false
}

/// Whether the last part is a paragraph that introduces what stands below it.
fn introduced(parts: &[Part]) -> bool {
    match parts.last() {
        Some(Part::Block(Block { kind: BlockKind::Paragraph(text), .. })) => text.plain().ends_with([':', '：']),
        _ => false,
    }
}
