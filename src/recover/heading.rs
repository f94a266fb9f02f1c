//! The levels of headings that a page without syntax gives no level: from numbers, kinds, and what follows what.

use foldhash::{HashMap, HashSet};

use crate::document::shape::{CodeShape, code_shape, is_question, section_number};
use crate::document::{Block, BlockKind, Heading, Text};

/// The deepest level.
const DEEPEST: u8 = 6;
/// A heading that stands so often below codes names a part of what is said of each.
const AGAIN: usize = 3;

/// A heading without a level, or a block.
#[derive(Debug)]
pub(super) enum Part {
    /// A heading.
    Heading {
        /// Where it stands, one-based.
        line: u32,
        /// What it says.
        text: Text,
        /// What kind it is of.
        kind: HeadingKind,
    },
    /// Anything else.
    Block(Block),
}

/// The kinds of headings that tell levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingKind {
    /// With the number of a section, of this depth.
    Numbered(usize),
    /// A question.
    Question,
    /// One of many that name a code.
    Code,
    /// Any other.
    Plain,
}

/// The kind that the text of a heading tells.
pub(super) fn heading_kind(text: &str) -> HeadingKind {
    if let Some((depth, _)) = section_number(text) {
        HeadingKind::Numbered(depth)
    } else if is_question(text) {
        HeadingKind::Question
    } else {
        HeadingKind::Plain
    }
}

/// How a heading that names a code is written, so that headings of one family can be told: `(4) LID_OPEN` is
/// `(N) S`. `None` where the first two words hold no code.
pub(super) fn signature(text: &str) -> Option<String> {
    if text.len() > 160 || section_number(text).is_some() || is_question(text) || is_assignment(text) {
        return None;
    }
    let mut out = String::new();
    let mut coded = false;
    // What a sign divides from the code is a text of any kind.
    let mut divided = false;
    for (index, word) in text.split(' ').enumerate() {
        if divided && coded {
            if !out.ends_with('w') {
                out.push_str(" w");
            }
            break;
        }
        divided = word.ends_with([':', '：']);
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
        let class = match code_shape(inner) {
            Some(CodeShape::Symbol) => 'S',
            Some(CodeShape::Capitals) | None => 'w',
            Some(_) => 'N',
        };
        coded |= index < 2 && class != 'w';
        let shown = if !inner.contains(char::is_alphanumeric) {
            word.to_owned()
        } else {
            word.replace(inner, class.encode_utf8(&mut [0; 4]))
        };
        if !(shown == "w" && out.ends_with('w')) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&shown);
        }
        if out.len() > 60 {
            return None;
        }
    }
    coded.then_some(out)
}

/// Whether a line gives a member its value, as references of programs show it: `code = 403`, `title = 'Lid open'`.
pub(super) fn is_assignment(text: &str) -> bool {
    text.split_once(" = ").is_some_and(|(name, value)| {
        let member = |c: char| c.is_ascii_lowercase() || c == '_';
        !name.is_empty() && name.chars().all(member) && !value.is_empty()
    })
}

/// Gives the headings their levels.
///
/// The first heading is the title, unless it is numbered, asks or names a code. Numbered sections stand below the title
/// by their depth. A plain heading stands below the section; one that another heading follows directly is a parent, and
/// the plain ones behind it stand below it. Questions and codes stand below the plain heading that introduces them, and
/// headings that come again and again below codes are parts of what is said of each.
pub(super) fn levelled(mut parts: Vec<Part>) -> Vec<Block> {
    // A heading above nothing is no heading.
    let content = parts.iter().rposition(|part| matches!(part, Part::Block(_))).map_or(0, |last| last + 1);
    for part in parts.iter_mut().skip(content) {
        if let Part::Heading { line, text, kind: HeadingKind::Plain } = part {
            *part = Part::Block(Block::new(*line, BlockKind::Paragraph(std::mem::take(text))));
        }
    }
    let kinds: Vec<Option<HeadingKind>> = parts
        .iter()
        .map(|part| match part {
            Part::Heading { kind, .. } => Some(*kind),
            Part::Block(_) => None,
        })
        .collect();
    // What stands again and again below codes are the parts of what is said of each: "Cause", "Solution".
    // Each is counted once for a code: tables of contents say their titles again below the same.
    let mut times: HashMap<&str, (usize, &str)> = HashMap::default();
    let mut code = "";
    for part in &parts {
        match part {
            Part::Heading { text, kind: HeadingKind::Code, .. } => code = text.plain(),
            Part::Heading { text, kind: HeadingKind::Plain, .. } => {
                let (times, below) = times.entry(text.plain()).or_default();
                *times += usize::from(code != *below);
                *below = code;
            }
            Part::Heading { .. } | Part::Block(_) => {}
        }
    }
    let again: HashSet<String> =
        times.into_iter().filter(|(_, (times, _))| *times >= AGAIN).map(|(text, _)| text.to_owned()).collect();
    let mut levels =
        Levels { titled: false, seen: false, section: 1, parent: None, plain: 1, below: None, table: false };
    let mut blocks = Vec::with_capacity(parts.len());
    for (index, part) in parts.into_iter().enumerate() {
        match part {
            Part::Block(block) => {
                let table = matches!(block.kind, BlockKind::Table(_));
                levels.table |= table;
                levels.seen |= table;
                blocks.push(block);
            }
            Part::Heading { line, text, kind } => {
                let next = kinds.get(index + 1).copied().flatten();
                let again = kind == HeadingKind::Plain && again.contains(text.plain());
                let level = if again { levels.part() } else { None };
                let level = level.unwrap_or_else(|| levels.next(kind, next)).min(DEEPEST);
                blocks.push(Block::new(line, BlockKind::Heading(Heading { level, text, anchor: None })));
            }
        }
    }
    blocks
}

/// What the headings so far say about the next.
struct Levels {
    /// Whether the title was seen.
    titled: bool,
    /// Whether a heading or table was seen.
    seen: bool,
    /// The level of the section that plain headings stand below.
    section: u8,
    /// The level of the plain heading that others stand below.
    parent: Option<u8>,
    /// The level of the last heading that is neither a question nor a code.
    plain: u8,
    /// The level of the questions and codes below it.
    below: Option<u8>,
    /// Whether a table stands below it.
    table: bool,
}

impl Levels {
    /// The level of a part of what is said of the code above, if there is one.
    fn part(&self) -> Option<u8> {
        self.below.map(|below| below + 1)
    }

    fn next(&mut self, kind: HeadingKind, next: Option<HeadingKind>) -> u8 {
        let first = !self.seen;
        self.seen = true;
        let level = match kind {
            HeadingKind::Plain if first && !self.titled => {
                self.titled = true;
                1
            }
            HeadingKind::Plain => {
                let leads = matches!(next, Some(HeadingKind::Plain));
                let base = self.section + 1;
                if leads {
                    self.parent = Some(base);
                    base
                } else {
                    self.parent.map_or(base, |parent| parent + 1)
                }
            }
            HeadingKind::Numbered(depth) => {
                self.section = u8::try_from(depth).unwrap_or(DEEPEST).saturating_add(1).min(DEEPEST);
                self.parent = None;
                self.section
            }
            HeadingKind::Question | HeadingKind::Code => {
                // Where the plain heading has a table of its own, questions behind it stand beside it.
                let beside = self.table && kind == HeadingKind::Question && self.plain > 1;
                return *self.below.get_or_insert(if beside { self.plain } else { self.plain + 1 });
            }
        };
        self.plain = level;
        self.below = None;
        self.table = false;
        level
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_headings_have_a_signature() {
        assert_eq!(signature("(4) LID_OPEN").as_deref(), Some("(N) S"));
        assert_eq!(signature("Error 4001: not found").as_deref(), Some("w N: w"));
        assert_eq!(signature("0x80072EE2 - Timeout").as_deref(), Some("N - w"));
        assert_eq!(signature("E4001: not found, and so on [2]").as_deref(), Some("N: w"));
        assert_eq!(signature("Common error codes"), None);
        assert_eq!(signature("1. Codes"), None);
        assert_eq!(signature("code = 403"), None);
    }
}
