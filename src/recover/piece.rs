//! What recovery works on: a page as a flat sequence of lines that are not understood yet and blocks that are.

use crate::document::shape::{CodeShape, code_shape};
use crate::document::{Block, Bullet, Cell, Line, NodeId, Row, Text, TextBuilder};

/// A page in the course of recovery.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    stretches: Vec<Stretch>,
}

#[derive(Debug)]
enum Stretch {
    /// Lines that no step has taken yet, up to the next block.
    Lines(Vec<SourceLine>),
    /// What a step made of some lines, or what the reader already knew.
    Block(Block),
}

/// A part of a page that no step but the last takes.
#[derive(Debug)]
pub(super) enum Piece {
    /// A line that no step has taken.
    Line(SourceLine),
    /// What a step made of some lines, or what the reader already knew.
    Block(Block),
}

impl Pieces {
    /// Adds a block.
    pub(super) fn block(&mut self, block: Block) {
        self.stretches.push(Stretch::Block(block));
    }

    /// Adds lines.
    pub(super) fn lines(&mut self, mut lines: Vec<SourceLine>) {
        match self.stretches.last_mut() {
            _ if lines.is_empty() => {}
            Some(Stretch::Lines(before)) => before.append(&mut lines),
            Some(Stretch::Block(_)) | None => self.stretches.push(Stretch::Lines(lines)),
        }
    }

    /// Every stretch of lines that no step has taken.
    pub(super) fn stretches_mut(&mut self) -> impl Iterator<Item = &mut Vec<SourceLine>> {
        self.stretches.iter_mut().filter_map(|stretch| match stretch {
            Stretch::Lines(lines) => Some(lines),
            Stretch::Block(_) => None,
        })
    }

    /// The lines of a page that is nothing but lines.
    pub(super) fn only_lines_mut(&mut self) -> Option<&mut [SourceLine]> {
        match self.stretches.as_mut_slice() {
            [Stretch::Lines(lines)] => Some(lines),
            _ => None,
        }
    }

    /// One line or block after the other.
    pub(super) fn into_each(self) -> Vec<Piece> {
        let count = self.stretches.iter().map(|stretch| match stretch {
            Stretch::Lines(lines) => lines.len(),
            Stretch::Block(_) => 1,
        });
        let mut pieces = Vec::with_capacity(count.sum());
        for stretch in self.stretches {
            match stretch {
                Stretch::Lines(lines) => pieces.extend(lines.into_iter().map(Piece::Line)),
                Stretch::Block(block) => pieces.push(Piece::Block(block)),
            }
        }
        pieces
    }
}

/// What references of headers put in front of a heading as a link to it.
pub(super) const LINK_SIGN: &str = "◆ ";

/// A line with what every step asks of it.
#[derive(Debug, Clone)]
pub(super) struct SourceLine {
    /// The line in the source, one-based.
    pub(super) number: u32,
    /// Whether a blank line, or the start of the page, stands before it.
    pub(super) starts_run: bool,
    /// Columns of white space before the text.
    pub(super) indent: u32,
    /// The bullet or number before the text.
    pub(super) bullet: Option<Bullet>,
    /// What tabs divide, without the bullet.
    pub(super) cells: Vec<Text>,
    /// Whether a sign stood behind it by which a heading links to itself.
    pub(super) linked: bool,
    /// The whole line, bullet included, white space collapsed.
    pub(super) text: Text,
    /// The line as written.
    pub(super) raw: String,
    /// Whether it belongs to a list from which headings were parted, and so heads nothing.
    pub(super) is_item: bool,
    /// Whether it is a code with its message, above a title of what is said of each code: a heading, though a sentence.
    pub(super) is_message: bool,
    /// How it is a code, where it is nothing else.
    pub(super) code: Option<CodeShape>,
}

impl SourceLine {
    pub(super) fn new(line: Line, starts_run: bool) -> Self {
        let number = line.cells.first().map_or(0, Text::line);
        let mut builder = TextBuilder::new();
        builder.push(&line.raw, number);
        let text = builder.finish();
        let code = match (line.bullet, line.cells.as_slice()) {
            (None, [cell]) => code_shape(cell.plain()),
            _ => None,
        };
        Self {
            number,
            starts_run,
            indent: line.indent,
            bullet: line.bullet,
            cells: line.cells,
            linked: line.linked,
            is_item: false,
            is_message: false,
            text,
            raw: line.raw,
            code,
        }
    }

    /// The whole line, white space collapsed.
    pub(super) fn plain(&self) -> &str {
        self.text.plain()
    }

    /// Whether it heads something by the sign of a link to itself.
    pub(super) fn is_linked(&self) -> bool {
        self.starts_run && (self.linked || self.plain().starts_with(LINK_SIGN))
    }

    /// The text without the bullet, cells divided by spaces.
    pub(super) fn content(&self) -> Text {
        match self.cells.as_slice() {
            [cell] => cell.clone(),
            cells => join(cells.iter(), Joint::Space),
        }
    }

    /// How many characters the line has.
    pub(super) fn length(&self) -> usize {
        self.plain().chars().count()
    }
}

/// What stands between texts that become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A line that was wrapped goes on.
    Space,
    /// The page breaks the line.
    Break,
}

/// One text of several, each with its place.
pub(super) fn join<'a>(texts: impl Iterator<Item = &'a Text>, joint: Joint) -> Text {
    let mut builder = TextBuilder::new();
    let mut first = None;
    for text in texts {
        first.get_or_insert(text.line());
        match joint {
            Joint::Space => builder.push(" ", text.line()),
            Joint::Break => builder.break_line(),
        }
        builder.push(text.plain(), text.line());
    }
    if builder.is_empty() { Text::plain_at("", first.unwrap_or(0)) } else { builder.finish() }
}

/// One text of wrapped lines: joined by spaces, and a word that the end of a line divides is whole again.
pub(super) fn wrapped<'a>(texts: impl Iterator<Item = &'a Text>) -> Text {
    let mut builder = TextBuilder::new();
    let mut first = None;
    let mut divided = false;
    let mut texts = texts.peekable();
    while let Some(text) = texts.next() {
        first.get_or_insert(text.line());
        if !divided {
            builder.push(" ", text.line());
        }
        let plain = text.plain();
        let word = plain.strip_suffix(['-', '\u{2010}']).filter(|word| word.ends_with(char::is_lowercase));
        let goes_on = texts.peek().is_some_and(|next| next.plain().starts_with(char::is_lowercase));
        divided = goes_on && word.is_some();
        builder.push(word.filter(|_| goes_on).unwrap_or(plain), text.line());
    }
    if builder.is_empty() { Text::plain_at("", first.unwrap_or(0)) } else { builder.finish() }
}

/// A row of these cells.
pub(super) fn row(line: u32, header: bool, cells: Vec<Text>) -> Row {
    let cells = cells.into_iter().map(|text| Cell { header, ..Cell::new(text) }).collect();
    Row { id: NodeId::default(), line, header, cells }
}

/// A block that a step has made of some lines of a stretch.
#[derive(Debug)]
pub(super) struct Made {
    /// The first of its lines.
    pub(super) start: usize,
    /// The line behind its last one.
    pub(super) end: usize,
    /// The block.
    pub(super) block: Block,
}

/// Gives each stretch of lines that no step has taken to `step`, and puts the blocks that it makes of them, which are in
/// order, in the place of their lines.
pub(super) fn replace_lines(pieces: Pieces, mut step: impl FnMut(&[SourceLine]) -> Vec<Made>) -> Pieces {
    let mut out = Pieces::default();
    for stretch in pieces.stretches {
        let lines = match stretch {
            Stretch::Lines(lines) => lines,
            Stretch::Block(block) => {
                out.block(block);
                continue;
            }
        };
        let made = step(&lines);
        if made.is_empty() {
            out.lines(lines);
            continue;
        }
        let mut lines = lines.into_iter();
        let mut at = 0;
        for Made { start, end, block } in made {
            out.lines(lines.by_ref().take(start.saturating_sub(at)).collect());
            if let Some(last) = end.saturating_sub(start.max(at)).checked_sub(1) {
                lines.nth(last);
            }
            at = end.max(at);
            out.block(block);
        }
        out.lines(lines.collect());
    }
    out
}

/// The same for a step that tells of each line whether a block starts there, and behind which line it ends.
pub(super) fn replace_from(pieces: Pieces, step: impl Fn(&[SourceLine], usize) -> Option<(usize, Block)>) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut made = Vec::new();
        let mut start = 0;
        while start < lines.len() {
            match step(lines, start) {
                Some((end, block)) => {
                    made.push(Made { start, end, block });
                    start = end.max(start + 1);
                }
                None => start += 1,
            }
        }
        made
    })
}
