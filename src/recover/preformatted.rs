//! Tables in preformatted text: drawn with signs, or in columns below a rule of dashes, as programs print them.
//!
//! What has no such rule, or a command above it, stays what it is: a listing or a sample.

use super::boxes::recover_boxes;
use super::columns::recover_ruled;
use super::piece::{Piece, Pieces, SourceLine};
use crate::document::{Block, BlockKind, Callout, Code, Line, Text, TextBuilder};

/// Languages that say of a text that it is none.
const NO_LANGUAGE: [&str; 7] = ["text", "txt", "plain", "plaintext", "console", "output", "none"];

/// Where no table has so many rows, they are samples of what a program prints.
const ENOUGH: usize = 2;

/// Gives the tables in preformatted text their shape back, wherever on the page it stands.
pub(super) fn recover_preformatted(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        match &mut block.kind {
            BlockKind::Code(code) => {
                if let Some(parts) = tables(code) {
                    out.extend(parts);
                    continue;
                }
            }
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| within(&mut item.blocks)),
            BlockKind::Definitions(definitions) => definitions.iter_mut().for_each(|it| within(&mut it.blocks)),
            BlockKind::Callout(Callout { blocks, .. })
            | BlockKind::Quote(blocks)
            | BlockKind::Details { blocks, .. }
            | BlockKind::Region { blocks, .. } => within(blocks),
            BlockKind::Heading(_)
            | BlockKind::Paragraph(_)
            | BlockKind::Table(_)
            | BlockKind::Lines(_)
            | BlockKind::Comment(_) => {}
        }
        out.push(block);
    }
    out
}

fn within(blocks: &mut Vec<Block>) {
    *blocks = recover_preformatted(std::mem::take(blocks));
}

/// The tables of a preformatted text, and what stands around them; `None` where it has none.
fn tables(code: &Code) -> Option<Vec<Block>> {
    let named = code.language.as_deref().is_none_or(|name| NO_LANGUAGE.contains(&name.to_lowercase().as_str()));
    if !named || !code.text.lines().any(is_rule) || code.text.lines().any(is_command) {
        return None;
    }
    let mut pieces = Pieces::default();
    pieces.lines(lines(code));
    let pieces = recover_ruled(recover_boxes(pieces)).into_each();
    let tall = |piece: &Piece| match piece {
        Piece::Block(Block { kind: BlockKind::Table(table), .. }) => {
            table.rows.iter().filter(|row| !row.header).count() >= ENOUGH
        }
        Piece::Block(_) | Piece::Line(_) => false,
    };
    if !pieces.iter().any(tall) {
        return None;
    }
    let mut out = Vec::new();
    let mut rest: Vec<SourceLine> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line) => rest.push(line),
            Piece::Block(block) => {
                out.extend(left(&mut rest, code));
                out.push(block);
            }
        }
    }
    out.extend(left(&mut rest, code));
    Some(out)
}

/// Whether a line is a command at a prompt: what stands below it is a sample of what the command prints.
fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    ["$ ", "> ", "% "].iter().any(|prompt| line.starts_with(prompt))
}

/// Whether a line may be the rule of a table: nothing but what rules are drawn with, in more than one column.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let dash = |c: char| matches!(c, '-' | '=' | '\u{2500}'..='\u{257f}' | '—');
    line.len() >= 5
        && line.contains([' ', '+', '|', '┼', '╪', '╋', '┬', '╤'])
        && line.chars().all(|c| dash(c) || " +|:".contains(c))
}

/// The lines of a preformatted text that are not blank.
fn lines(code: &Code) -> Vec<SourceLine> {
    let mut apart = true;
    let mut lines = Vec::new();
    for (at, raw) in (0_u32..).zip(code.text.lines()) {
        if raw.trim().is_empty() {
            apart = true;
            continue;
        }
        let number = code.line_at(at);
        let mut builder = TextBuilder::new();
        builder.push(raw, number);
        let cell = if builder.is_empty() { Text::plain_at("", number) } else { builder.finish() };
        let indent = u32::try_from(raw.chars().take_while(|c| c.is_whitespace()).count()).unwrap_or(u32::MAX);
        let line = Line { indent, bullet: None, cells: vec![cell], linked: false, raw: raw.trim_end().to_owned() };
        lines.push(SourceLine::new(line, std::mem::take(&mut apart)));
    }
    lines
}

/// What stood beside the tables, preformatted as it was.
fn left(rest: &mut Vec<SourceLine>, code: &Code) -> Option<Block> {
    let first = rest.first()?.number;
    let jumps = (0_u32..).zip(rest.iter()).map(|(at, line)| (at, line.number)).collect();
    let text: Vec<String> = rest.drain(..).map(|line| line.raw).collect();
    let code = Code { language: code.language.clone(), text: text.join("\n"), line: first, jumps };
    Some(Block::new(first, BlockKind::Code(code)))
}
