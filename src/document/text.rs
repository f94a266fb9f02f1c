//! Text with marks and places: a string, the spans of it that stand out, and the lines its parts came from.
//!
//! A flat string with spans, not a tree of inlines: extractors compare, split and match whole texts, and a cell without
//! markup costs one allocation.

use std::ops::Range;

/// Text of a block, item or cell.
///
/// White space is as a reader of the page sees it: runs collapsed to one space, none at the ends, `\n` only where the
/// page breaks the line on purpose.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    plain: String,
    marks: Vec<Mark>,
    /// The source line of its start; 0 where it has no place.
    line: u32,
    /// Byte offset and source line of what comes from another line than what stands before it, ascending in both.
    later: Vec<(u32, u32)>,
}

/// A span of a text that stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Byte range in the plain text.
    pub range: Range<usize>,
    /// How it stands out.
    pub kind: MarkKind,
}

/// How a span of text stands out.
#[derive(Debug, Clone, PartialEq)]
pub enum MarkKind {
    /// Set as code.
    Code,
    /// Strong.
    Strong,
    /// Emphasized.
    Emphasis,
    /// Struck through.
    Strike,
    /// A link to this target.
    Link(String),
}

impl Text {
    /// Text without marks from one line of the source.
    #[must_use]
    pub fn plain_at(text: impl Into<String>, line: u32) -> Self {
        Self { plain: text.into(), marks: Vec::new(), line, later: Vec::new() }
    }

    /// The text without marks.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// The marks, by where they start, outer before inner.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The source line, one-based, where the text starts; 0 where it has no place.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The source line, one-based, of the character at byte `offset`.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> u32 {
        let after = self.later.partition_point(|&(start, _)| start as usize <= offset);
        after.checked_sub(1).and_then(|before| self.later.get(before)).map_or(self.line, |&(_, line)| line)
    }

    /// The part of the text in this byte range, trimmed, with its marks and places.
    ///
    /// `range` lies on character boundaries; what lies beyond the end is left out.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let end = range.end.min(self.plain.len());
        let start = range.start.min(end);
        let part = &self.plain[start..end];
        let start = start + (part.len() - part.trim_start().len());
        let part = part.trim();
        let end = start + part.len();
        let marks = self
            .marks
            .iter()
            .filter(|mark| mark.range.start < end && mark.range.end > start)
            .map(|mark| Mark {
                range: mark.range.start.max(start) - start..mark.range.end.min(end) - start,
                kind: mark.kind.clone(),
            })
            .collect();
        let within = self.later.iter().filter(|&&(offset, _)| offset as usize > start && (offset as usize) < end);
        let later = within.map(|&(offset, line)| (offset - offset_of(start), line)).collect();
        Self { plain: part.to_owned(), marks, line: self.line_at(start), later }
    }

    /// The text with what stands between two signs marked, and the signs gone: pairs of byte ranges, ascending, that do
    /// not overlap.
    #[must_use]
    pub fn with_signs_as_marks(self, pairs: &[(Range<usize>, Range<usize>)], kind: &MarkKind) -> Self {
        let cuts: Vec<&Range<usize>> = pairs.iter().flat_map(|(open, close)| [open, close]).collect();
        // How much is gone up to the end of each cut.
        let gone: Vec<usize> = cuts
            .iter()
            .scan(0, |sum, cut| {
                *sum += cut.len();
                Some(*sum)
            })
            .collect();
        // Where a place of the text stands once the signs before it are gone.
        let moved = |offset: usize| {
            let before = cuts.partition_point(|cut| cut.start < offset);
            let Some(last) = before.checked_sub(1) else { return offset };
            let (cut, gone) = (cuts[last], gone[last]);
            offset - (gone - (cut.end - offset.min(cut.end)))
        };
        let mut plain = String::with_capacity(self.plain.len());
        let mut reached = 0;
        for cut in &cuts {
            plain.push_str(self.plain.get(reached..cut.start).unwrap_or(""));
            reached = cut.end;
        }
        plain.push_str(self.plain.get(reached..).unwrap_or(""));
        let mut marks: Vec<Mark> = self
            .marks
            .into_iter()
            .map(|mark| Mark { range: moved(mark.range.start)..moved(mark.range.end), kind: mark.kind })
            .collect();
        marks.extend(
            pairs.iter().map(|(open, close)| Mark { range: moved(open.end)..moved(close.start), kind: kind.clone() }),
        );
        marks.retain(|mark| !mark.range.is_empty());
        marks.sort_by(|a, b| (a.range.start, b.range.end).cmp(&(b.range.start, a.range.end)));
        let later = self.later.iter().map(|&(offset, line)| (offset_of(moved(offset as usize)), line)).collect();
        Self { plain, marks, line: self.line, later }
    }

    /// The text with this before it.
    #[must_use]
    pub fn behind(&self, before: &str) -> Self {
        let by = before.len();
        let shifted = |mark: &Mark| Mark { range: mark.range.start + by..mark.range.end + by, kind: mark.kind.clone() };
        let later = self.later.iter().map(|&(offset, line)| (offset + offset_of(by), line)).collect();
        let plain = [before, &self.plain].concat();
        Self { plain, marks: self.marks.iter().map(shifted).collect(), line: self.line, later }
    }

    /// The text divided at its line breaks, each part trimmed; empty parts are left out.
    pub fn split_lines(&self) -> impl Iterator<Item = Self> + '_ {
        let mut start = 0;
        self.plain
            .split('\n')
            .map(move |part| {
                let range = start..start + part.len();
                start = range.end + 1;
                range
            })
            .map(|range| self.slice(range))
            .filter(|text| !text.is_empty())
    }

    /// Whether every visible character is in a mark of this kind.
    #[must_use]
    pub fn is_all(&self, wanted: impl Fn(&MarkKind) -> bool) -> bool {
        if self.plain.is_empty() {
            return false;
        }
        let mut reached = 0;
        for mark in self.marks.iter().filter(|mark| wanted(&mark.kind)) {
            if !self.plain.get(reached..mark.range.start).unwrap_or("").trim().is_empty() {
                return false;
            }
            reached = reached.max(mark.range.end);
        }
        self.plain[reached..].trim().is_empty()
    }

    /// The targets of the links in the text, with the words that carry them.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Link(target) => Some((&self.plain[mark.range.clone()], target.as_str())),
            MarkKind::Code | MarkKind::Strong | MarkKind::Emphasis | MarkKind::Strike => None,
        })
    }
}

/// Offsets in a text fit 32 bits: sources are refused long before 4 GB.
fn offset_of(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Builds a [`Text`] from pieces, collapsing white space on the way.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
    open: Vec<(usize, MarkKind)>,
    /// White space is due before the next visible character.
    space: bool,
    /// That many line breaks are due before the next visible character.
    breaks: bool,
}

impl TextBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text that stands at `line` of the source; its runs of white space (line ends included, which also advance
    /// the line) become one space.
    pub fn push(&mut self, text: &str, line: u32) {
        if is_collapsed(text) {
            let visible = text.trim_matches(' ');
            self.space |= text.starts_with(' ');
            if !visible.is_empty() {
                self.word(visible, line);
                self.space |= text.ends_with(' ');
            }
            return;
        }
        let mut line = line;
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| !is_space(c)) {
            line += count_lines(&rest[..start]);
            self.space |= start > 0;
            rest = &rest[start..];
            let end = rest.find(is_space).unwrap_or(rest.len());
            self.word(&rest[..end], line);
            rest = &rest[end..];
        }
        self.space |= !rest.is_empty();
    }

    /// Adds text as it is: white space within it stays, except at the ends of the whole.
    pub fn push_verbatim(&mut self, text: &str, line: u32) {
        if text.is_empty() {
            return;
        }
        self.word(text, line);
    }

    /// A line break that the page makes on purpose; several in a row count as one, and none stands at the ends.
    pub fn break_line(&mut self) {
        self.breaks = true;
    }

    /// Opens a mark; [`TextBuilder::close`] ends the one opened last.
    pub fn open(&mut self, kind: MarkKind) {
        self.open.push((usize::MAX, kind));
    }

    /// Closes the mark that was opened last. A mark around nothing leaves nothing.
    pub fn close(&mut self) {
        if let Some((start, kind)) = self.open.pop()
            && start < self.text.plain.len()
        {
            self.text.marks.push(Mark { range: start..self.text.plain.len(), kind });
        }
    }

    /// Whether nothing visible was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.plain.is_empty()
    }

    /// What is built so far, without marks.
    #[must_use]
    pub fn so_far(&self) -> &str {
        &self.text.plain
    }

    /// The text, marks sorted; open marks are closed.
    #[must_use]
    pub fn finish(mut self) -> Text {
        while !self.open.is_empty() {
            self.close();
        }
        let trimmed = self.text.plain.trim_end().len();
        self.text.plain.truncate(trimmed);
        for mark in &mut self.text.marks {
            mark.range.end = mark.range.end.min(trimmed);
        }
        self.text.marks.retain(|mark| !mark.range.is_empty());
        self.text.marks.sort_by(|a, b| (a.range.start, b.range.end).cmp(&(b.range.start, a.range.end)));
        self.text
    }

    fn word(&mut self, word: &str, line: u32) {
        if !self.text.plain.is_empty() {
            if self.breaks {
                self.text.plain.push('\n');
            } else if self.space {
                self.text.plain.push(' ');
            }
        }
        self.breaks = false;
        self.space = false;
        let start = self.text.plain.len();
        for (open, _) in &mut self.open {
            if *open == usize::MAX {
                *open = start;
            }
        }
        if start == 0 {
            self.text.line = line;
        } else if self.text.later.last().map_or(self.text.line, |&(_, last)| last) != line {
            self.text.later.push((offset_of(start), line));
        }
        self.text.plain.push_str(word);
    }
}

/// Whether a text has no white space but single blanks, and is of plain characters, as most texts are.
fn is_collapsed(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let collapsed = matches!(byte, b' '..=b'~') && (byte != b' ' || before != b' ');
        before = byte;
        collapsed
    })
}

/// White space as browsers collapse it, and the no-break spaces that pages use for looks.
fn is_space(c: char) -> bool {
    c.is_whitespace()
}

fn count_lines(text: &str) -> u32 {
    offset_of(text.bytes().filter(|&byte| byte == b'\n').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_collapses_and_breaks_stay() {
        let mut builder = TextBuilder::new();
        builder.push("  one \n two", 1);
        builder.break_line();
        builder.break_line();
        builder.push(" three ", 3);
        builder.break_line();
        let text = builder.finish();
        assert_eq!(text.plain(), "one two\nthree");
        assert_eq!([text.line_at(0), text.line_at(4), text.line_at(8)], [1, 2, 3]);
    }

    #[test]
    fn marks_cover_what_they_hold() {
        let mut builder = TextBuilder::new();
        builder.push("see ", 1);
        builder.open(MarkKind::Link("x".into()));
        builder.open(MarkKind::Code);
        builder.push("here", 1);
        builder.close();
        builder.close();
        builder.push(" now", 1);
        let text = builder.finish();
        assert_eq!(text.links().collect::<Vec<_>>(), [("here", "x")]);
        assert_eq!(text.slice(4..8).marks().len(), 2);
        assert!(text.slice(4..8).is_all(|kind| *kind == MarkKind::Code));
        assert!(!text.is_all(|kind| *kind == MarkKind::Code));
    }
}
