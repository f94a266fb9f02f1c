//! A page as plain `CommonMark` with numbered places for what `CommonMark` has no syntax for.

use std::fmt::Write;

use super::callout::Opening;
use super::table::RawTable;

/// What stands at a numbered place.
#[derive(Debug)]
pub(super) enum Piece {
    /// A table.
    Table(RawTable),
    /// HTML that starts at `line`.
    Html { text: String, line: u32 },
    /// What the page hides.
    Comment { text: String, line: u32 },
    /// Preformatted text whose first line is `line`.
    Code { language: Option<String>, text: String, line: u32 },
    /// The start of a container that has no `CommonMark` syntax.
    Open { opening: Opening, line: u32 },
    /// The end of the container opened last.
    Close,
    /// An edge that a reader does not see, but that parts what stands above it from what stands below.
    Edge,
}

/// The page, rewritten: every line of it knows the line of the source it came from.
#[derive(Debug, Default)]
pub(super) struct Woven {
    /// What the `CommonMark` parser reads.
    pub(super) text: String,
    /// What stands at the numbered places.
    pub(super) pieces: Vec<Piece>,
    /// By line of `text`: where it starts, the source line, and whether it belongs to a place.
    lines: Vec<(usize, u32, bool)>,
}

impl Woven {
    /// Adds a line.
    pub(super) fn line(&mut self, prefix: &str, text: &str, source_line: u32) {
        self.lines.push((self.text.len(), source_line, false));
        self.text.push_str(prefix);
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds a place for a piece: a code block that names its number, below a blank line unless `prefix` opens an item.
    pub(super) fn piece(&mut self, prefix: &str, opens_item: bool, piece: Piece, source_line: u32) {
        let below: String = prefix.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
        if !opens_item {
            self.line(below.trim_end(), "", source_line);
        }
        let number = self.pieces.len();
        self.pieces.push(piece);
        for (prefix, info) in [(prefix, Some(number)), (below.as_str(), None)] {
            self.lines.push((self.text.len(), source_line, true));
            self.text.push_str(prefix);
            self.text.push_str(FENCE);
            if let Some(number) = info {
                // Writing to a string cannot fail.
                let _ = write!(self.text, " {number}");
            }
            self.text.push('\n');
        }
        self.line(below.trim_end(), "", source_line);
    }

    /// The source line of what stands at this offset of `text`.
    pub(super) fn source_line(&self, offset: usize) -> u32 {
        self.at(offset).map_or(0, |&(_, line, _)| line)
    }

    /// Whether the line at this offset belongs to a numbered place.
    pub(super) fn is_place(&self, offset: usize) -> bool {
        self.at(offset).is_some_and(|&(_, _, place)| place)
    }

    fn at(&self, offset: usize) -> Option<&(usize, u32, bool)> {
        let after = self.lines.partition_point(|&(start, _, _)| start <= offset);
        self.lines.get(after.saturating_sub(1))
    }
}

/// Longer than any fence that a person writes around text.
const FENCE: &str = "~~~~~~~~~~~~";
