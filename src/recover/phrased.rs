//! Entries of text files: a code and a phrase with a gap between them on one line, and behind a blank line, less far
//! indented than the phrase, what else is said of the code.

use super::piece::{Made, Pieces, SourceLine, replace_lines, wrapped};
use crate::document::shape::is_code_shaped;
use crate::document::{Block, BlockKind, Definition, NodeId, Text};

/// So many entries, and so many of them with a text below, are no chance.
const ENOUGH: usize = 6;
const ENOUGH_TEXTS: usize = 2;
/// What is said of a code stands at least so far behind its start, in columns.
const DEEPER: u32 = 2;

/// The first line of an entry.
struct Lead {
    tag: Text,
    phrase: Option<Text>,
    /// The column of the phrase.
    column: u32,
}

/// Takes such entries out of the lines.
pub(super) fn recover_phrased(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut made = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let (end, found) = entries(lines, at);
            made.extend(found.map(|block| Made { start: at, end, block }));
            at = end.max(at + 1);
        }
        made
    })
}

/// The line behind the entries that start in this line, and their list where they are enough.
fn entries(lines: &[SourceLine], start: usize) -> (usize, Option<Block>) {
    let indent = lines[start].indent;
    let mut definitions: Vec<Definition> = Vec::new();
    let mut texts = 0;
    let mut at = start;
    while let Some(line) = lines.get(at).filter(|line| line.indent == indent) {
        let below = lines[at + 1..].iter().take_while(|below| below.indent >= indent + DEEPER).count();
        let Some(lead) = lead(line, below > 0) else { break };
        let body = &lines[at + 1..=at + below];
        let apart = body.first().is_some_and(|first| first.starts_run && first.indent < lead.column);
        texts += usize::from(apart && lead.phrase.is_some());
        definitions.push(definition(lead, body, line.number));
        at += below + 1;
    }
    let enough = definitions.len() >= ENOUGH && texts >= ENOUGH_TEXTS;
    (at, enough.then(|| Block::new(lines[start].number, BlockKind::Definitions(definitions))))
}

/// A code with a gap and a phrase, or alone where something stands below it.
fn lead(line: &SourceLine, explained: bool) -> Option<Lead> {
    let text = line.raw.trim();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (tag, rest) = text.split_at(end);
    let phrase = rest.trim_start();
    let gap = rest.len() - phrase.len();
    let apart = gap >= 2 || rest.starts_with('\t');
    let plain = line.bullet.is_none() && is_code_shaped(tag);
    let whole = if phrase.is_empty() { explained } else { apart && !phrase.contains("  ") && !phrase.contains('\t') };
    let column = line.indent + u32::try_from(end + gap).ok()?;
    (plain && whole).then(|| Lead {
        tag: Text::plain_at(tag, line.number),
        phrase: Some(Text::plain_at(phrase, line.number)).filter(|phrase| !phrase.is_empty()),
        column,
    })
}

fn definition(lead: Lead, body: &[SourceLine], line: u32) -> Definition {
    let mut blocks: Vec<Block> =
        lead.phrase.into_iter().map(|phrase| Block::new(line, BlockKind::Paragraph(phrase))).collect();
    let starts = body.iter().enumerate().filter(|(_, line)| line.starts_run || line.bullet.is_some());
    let mut starts: Vec<usize> = starts.map(|(at, _)| at).chain([0, body.len()]).collect();
    starts.sort_unstable();
    starts.dedup();
    for part in starts.windows(2) {
        if let [from, to] = part {
            let lines = &body[*from..*to];
            let text = wrapped(lines.iter().map(|line| &line.text));
            blocks.push(Block::new(text.line(), BlockKind::Paragraph(text)));
        }
    }
    Definition { id: NodeId::default(), line, terms: vec![lead.tag], blocks }
}
