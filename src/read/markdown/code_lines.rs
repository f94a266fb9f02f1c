//! Lines of one paragraph that each start with a code: strict Markdown joins them, their writer meant a list.

use std::ops::Range;

use crate::document::shape::{CodeShape, code_shape};
use crate::document::{List, ListItem, MarkKind, NodeId, Text};

/// So many lines that start with a code make a list.
const ENOUGH: usize = 2;

/// A paragraph of more lines stays whole: each is cut out of all its marks.
const MOST: usize = 500;

/// Divides a paragraph of such lines into the line above them, which may say what they are, and the list. `None` where
/// any line below the first starts otherwise: a sentence that runs on may have a number at the start of a line.
pub(super) fn split_code_lines(text: &Text) -> Option<(Option<Text>, List)> {
    let plain = text.plain();
    if text.line() == text.line_at(plain.len()) {
        return None;
    }
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // Lines are joined by a space, which stands on the upper one, unless the page breaks them.
    for (at, sign) in plain.match_indices([' ', '\n']) {
        if sign == "\n" || text.line_at(at + 1) != text.line_at(start) {
            lines.push(start..at);
            start = at + 1;
        }
    }
    lines.push(start..plain.len());
    let read = |line: &Range<usize>| plain.get(line.clone()).unwrap_or("");
    let starts = |line: &Range<usize>| {
        starts_with_code(read(line)) || number_before(read(line)).is_some() || starts_marked(text, line)
    };
    let titled = usize::from(!lines.first().is_some_and(starts));
    let entries = lines.get(titled..)?;
    let coded = (entries.iter().all(|line| starts_with_code(read(line))) && !plain.contains('\n'))
        || (entries.len() > ENOUGH && entries.iter().all(|line| starts_marked(text, line)));
    if !(ENOUGH..=MOST).contains(&entries.len()) || !(coded || is_ascending(entries.iter().map(read))) {
        return None;
    }
    // A sentence goes on with a number at times; what leads to a list says so.
    let title = lines.first().filter(|_| titled > 0).map(|line| text.slice(line.clone()));
    if !coded && title.as_ref().is_some_and(|title| !title.plain().trim_end().ends_with([':', '：'])) {
        return None;
    }
    let item = |text: Text| ListItem { id: NodeId::default(), line: text.line(), text, blocks: Vec::new() };
    let items = entries.iter().map(|line| item(text.slice(line.clone()))).collect();
    Some((title, List { ordered: false, items }))
}

/// Whether a line is something set as code, a dash or colon, and a text.
fn starts_marked(text: &Text, line: &Range<usize>) -> bool {
    let mut marks = text.marks().iter().filter(|mark| mark.kind == MarkKind::Code && mark.range.start == line.start);
    let rest = marks.next().and_then(|mark| text.plain().get(mark.range.end..line.end)).unwrap_or("");
    rest.trim_start().split_once(' ').is_some_and(|(sign, rest)| is_sign(sign) && !rest.trim().is_empty())
}

/// Whether each line starts with a number, greater than the one before.
fn is_ascending<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let mut last = None;
    lines.map(number_before).all(|number| {
        let rises = number.is_some_and(|number| last.is_none_or(|last| last < number));
        last = number;
        rises
    })
}

/// The number that a line of more than that starts with, where no stop or the like makes it a step.
fn number_before(line: &str) -> Option<i64> {
    let (number, rest) = line.trim().split_once(' ')?;
    let number = number.strip_suffix(':').unwrap_or(number);
    let worded = rest.contains(char::is_alphabetic) && !rest.trim_start().starts_with(['/', '*', '+', '<', '>']);
    number.parse().ok().filter(|_| worded && number.len() <= 9)
}

/// Whether a line is a code of three signs or more or a constant of several words, a dash or colon, and a text.
fn starts_with_code(line: &str) -> bool {
    let Some((code, rest)) = line.trim().split_once(' ') else { return false };
    let (code, rest) = match code.strip_suffix(':') {
        Some(code) => (code, Some(rest)),
        None => (code, rest.trim_start().split_once(' ').filter(|(sign, _)| is_sign(sign)).map(|(_, rest)| rest)),
    };
    let coded = match code_shape(code) {
        Some(CodeShape::Number | CodeShape::Hex | CodeShape::Id) => code.len() >= 3,
        Some(CodeShape::Symbol) => code.contains('_') && !code.contains(char::is_lowercase),
        _ => false,
    };
    coded && rest.is_some_and(|rest| !rest.trim().is_empty())
}

fn is_sign(text: &str) -> bool {
    matches!(text, "-" | "\u{2013}" | "\u{2014}" | ":" | "=")
}
