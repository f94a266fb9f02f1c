//! Lines of one paragraph that each start with a code: strict Markdown joins them, and HTML only breaks them; their writer
//! meant a list.

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
    let joined = !plain.contains('\n');
    let title = titled(text, &lines);
    let entries = lines.get(title..)?;
    let coded = (joined && entries.iter().all(|line| starts_with_code(read(line)))) || are_marked(text, entries);
    if !(ENOUGH..=MOST).contains(&entries.len()) || !(coded || is_ascending(entries.iter().map(read))) {
        return None;
    }
    // A sentence goes on with a number at times; what leads to a list says so.
    let led = |title: &Range<usize>| read(title).trim_end().ends_with([':', '：']);
    if !coded && lines.first().is_some_and(|first| title > 0 && !led(first)) {
        return None;
    }
    Some(cut(text, &lines, title))
}

/// The same of a paragraph whose lines the page breaks, as HTML does.
pub(super) fn split_broken_lines(text: &Text) -> Option<(Option<Text>, List)> {
    let plain = text.plain();
    if plain.matches('\n').count() < ENOUGH {
        return None;
    }
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in plain.split('\n') {
        if !line.trim().is_empty() {
            lines.push(start..start + line.len());
        }
        start += line.len() + 1;
    }
    let title = titled(text, &lines);
    let entries = lines.get(title..)?;
    // One of them may be garbled: the list says which.
    let most = |is_so: &dyn Fn(&Range<usize>) -> bool| {
        let count = entries.iter().filter(|line| is_so(line)).count();
        count >= ENOUGH && count * 3 >= entries.len() * 2
    };
    let coded = |line: &Range<usize>| plain.get(line.clone()).is_some_and(starts_signed);
    let worded = |line: &Range<usize>| plain.get(line.clone()).is_some_and(starts_with_capitals);
    let listed =
        most(&|line| coded(line) || worded(line)) && entries.iter().filter(|line| coded(line)).count() >= ENOUGH;
    let marked = most(&|line| behind_mark(text, line).is_some());
    ((listed || marked) && (ENOUGH + 1..=MOST).contains(&entries.len())).then(|| cut(text, &lines, title))
}

/// How many lines stand above the first that starts with a code: one or none.
fn titled(text: &Text, lines: &[Range<usize>]) -> usize {
    let starts = |line: &Range<usize>| {
        let said = text.plain().get(line.clone()).unwrap_or("");
        starts_signed(said) || number_before(said).is_some() || behind_mark(text, line).is_some()
    };
    usize::from(!lines.first().is_some_and(starts))
}

/// Whether there are several lines and each starts with something set as code.
fn are_marked(text: &Text, lines: &[Range<usize>]) -> bool {
    lines.len() > ENOUGH && lines.iter().all(|line| starts_marked(text, line))
}

/// The line above the entries, and the list of these.
fn cut(text: &Text, lines: &[Range<usize>], titles: usize) -> (Option<Text>, List) {
    let title = lines.first().filter(|_| titles > 0).map(|line| text.slice(line.clone()));
    let item = |text: Text| ListItem { id: NodeId::default(), line: text.line(), text, blocks: Vec::new() };
    let items = lines.iter().skip(titles).map(|line| item(text.slice(line.clone()))).collect();
    (title, List { ordered: false, items })
}

/// Whether a line is something set as code, a dash or colon, and a text.
fn starts_marked(text: &Text, line: &Range<usize>) -> bool {
    let rest = behind_mark(text, line).and_then(|rest| rest.split_once(' '));
    rest.is_some_and(|(sign, rest)| is_sign(sign) && !rest.trim().is_empty())
}

/// What stands on a line behind something set as code at its start.
fn behind_mark<'t>(text: &'t Text, line: &Range<usize>) -> Option<&'t str> {
    let mark = text.marks().iter().find(|mark| mark.kind == MarkKind::Code && mark.range.start == line.start)?;
    text.plain().get(mark.range.end..line.end).map(str::trim).filter(|rest| !rest.is_empty())
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

/// Whether a line is a number of three signs or more, an identifier or a constant of several words, a dash or colon, and a
/// text.
fn starts_with_code(line: &str) -> bool {
    let coded = split_sign(line).is_some_and(|(code, rest)| {
        let coded = match code_shape(code) {
            Some(CodeShape::Number | CodeShape::Hex) => code.len() >= 3,
            Some(CodeShape::Id) => true,
            Some(CodeShape::Symbol) => code.contains('_') && !code.contains(char::is_lowercase),
            _ => false,
        };
        coded && !rest.trim().is_empty()
    });
    coded || starts_with_several(line)
}

/// The first word of a line and what stands behind the dash or colon that follows it.
fn split_sign(line: &str) -> Option<(&str, &str)> {
    let (code, rest) = line.trim().split_once(' ')?;
    match code.strip_suffix(':') {
        Some(code) => Some((code, rest)),
        None => rest.trim_start().split_once(' ').filter(|(sign, _)| is_sign(sign)).map(|(_, rest)| (code, rest)),
    }
}

/// Whether a line that the page breaks is an entry: besides what [`starts_with_code`] says, a short number or an
/// identifier in mixed case, a dash or colon, and a text, `7: …`, `lidNotFound - …`.
fn starts_signed(line: &str) -> bool {
    let capital = |code: &str| code.chars().skip(1).any(char::is_uppercase);
    let mixed = |code: &str| code.contains('_') || (code.contains(char::is_lowercase) && capital(code));
    let short = split_sign(line).is_some_and(|(code, rest)| {
        let coded = match code_shape(code) {
            Some(CodeShape::Number) => true,
            Some(CodeShape::Symbol) => mixed(code),
            _ => false,
        };
        coded && !rest.trim().is_empty()
    });
    short || starts_with_code(line)
}

/// Whether a line is a word in capitals, a sign, and a text, as a code may be beside others: `LOST - …`.
fn starts_with_capitals(line: &str) -> bool {
    split_sign(line)
        .is_some_and(|(code, rest)| code_shape(code) == Some(CodeShape::Capitals) && !rest.trim().is_empty())
}

/// Whether a line is several codes, a dash or colon, and a text: `500, 502, 503 - lid errors`.
fn starts_with_several(line: &str) -> bool {
    let (codes, rest) = [" - ", " \u{2013} ", " \u{2014} ", ": ", " = "]
        .iter()
        .filter_map(|sign| line.split_once(sign))
        .min_by_key(|(codes, _)| codes.len())
        .unwrap_or((line, ""));
    code_shape(codes.trim()) == Some(CodeShape::Several) && !rest.trim().is_empty()
}

fn is_sign(text: &str) -> bool {
    matches!(text, "-" | "\u{2013}" | "\u{2014}" | ":" | "=")
}
