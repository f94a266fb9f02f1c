//! Strong and emphasized words whose signs Markdown does not read: a blank before the closing one, or letters of an
//! undivided script right behind it. Authors mean them as such, and most site builders show them so.

use std::ops::Range;

use crate::document::{MarkKind, Text};

const SIGN: &str = "**";

/// The longest run of strong words, in bytes.
const LONGEST: usize = 200;

/// Marks what stands between signs that were left in a text.
pub(super) fn mark_loose_emphasis(text: Text) -> Text {
    mark_emphasized_lines(mark_strong(text))
}

/// Where a text is set as code.
fn code_of(text: &Text) -> Vec<Range<usize>> {
    text.marks().iter().filter(|mark| mark.kind == MarkKind::Code).map(|mark| mark.range.clone()).collect()
}

/// `*The lid is open. *`: a line, or what stands behind its label, that ends in a sign behind a blank.
fn mark_emphasized_lines(text: Text) -> Text {
    const END: &str = " *";
    let plain = text.plain();
    if !plain.contains(END) {
        return text;
    }
    let code = code_of(&text);
    let mut pairs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut start = 0;
    for line in plain.split('\n') {
        let (first, end) = (start, start + line.len());
        start = end + 1;
        let Some(inner) = line.strip_suffix(END) else { continue };
        let Some(at) = inner.rfind('*') else { continue };
        let opens =
            (at == 0 || inner[..at].ends_with(": ")) && inner[at + 1..].starts_with(|c: char| c.is_alphanumeric());
        if opens && !code.iter().any(|range| range.contains(&(first + at))) {
            pairs.push((first + at..first + at + 1, end - END.len()..end));
        }
    }
    if pairs.is_empty() { text } else { text.with_signs_as_marks(&pairs, &MarkKind::Emphasis) }
}

/// `**Lid open **`.
fn mark_strong(text: Text) -> Text {
    if !text.plain().contains(SIGN) {
        return text;
    }
    let plain = text.plain();
    let code = code_of(&text);
    let in_code = |at: usize| {
        let before = code.partition_point(|range| range.start <= at);
        before.checked_sub(1).and_then(|last| code.get(last)).is_some_and(|range| at < range.end)
    };
    let mut pairs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (at, _) in plain.match_indices(SIGN) {
        let sign = at..at + SIGN.len();
        let (before, after) = (plain[..at].chars().next_back(), plain[sign.end..].chars().next());
        if [before, after].contains(&Some('*')) || [before, after].contains(&Some('/')) || in_code(at) {
            open = None;
            continue;
        }
        let closes = |start: &Range<usize>| {
            let inner = &plain[start.end..at];
            let fits = inner.len() <= LONGEST && !inner.contains('\n') && !inner.trim().is_empty();
            fits && after.is_none_or(|c| !c.is_ascii_alphanumeric())
        };
        if let Some(start) = open.take_if(|start| closes(start)) {
            let blank = plain[start.end..at].len() - plain[start.end..at].trim_end().len();
            // One blank is enough, or none before a sign.
            let blank = if after.is_none_or(|c| !c.is_alphanumeric()) { blank } else { 0 };
            pairs.push((start, at - blank..sign.end));
        } else if after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_ascii_alphanumeric()) {
            open = Some(sign);
        } else if after == Some(' ') && before.is_none_or(|c| c == '\n') {
            // What begins a line is no sign between two words.
            open = Some(sign.start..sign.end + 1);
        } else {
            open = None;
        }
    }
    if pairs.is_empty() { text } else { text.with_signs_as_marks(&pairs, &MarkKind::Strong) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TextBuilder;

    fn read(plain: &str) -> String {
        let text = mark_loose_emphasis(Text::plain_at(plain, 1));
        let marked: Vec<&str> = text.marks().iter().map(|mark| &text.plain()[mark.range.clone()]).collect();
        format!("{} {marked:?}", text.plain())
    }

    #[test]
    fn loose_signs_make_strong_words() {
        assert_eq!(read("**LidOpen ** \nIt is open"), "LidOpen \nIt is open [\"LidOpen\"]");
        assert_eq!(read("**“退出码”**表示"), "“退出码”表示 [\"“退出码”\"]");
        assert_eq!(read("**one ** and **two **."), "one and two. [\"one\", \"two\"]");
        assert_eq!(read("** Lid.Open **\nIt is open"), "Lid.Open\nIt is open [\"Lid.Open\"]");
    }

    #[test]
    fn lines_between_loose_signs_are_emphasized() {
        assert_eq!(read("*The lid is open. *\nClose it."), "The lid is open.\nClose it. [\"The lid is open.\"]");
        assert_eq!(read("Message: *Too hot. *"), "Message: Too hot. [\"Too hot.\"]");
    }

    #[test]
    fn other_stars_stay() {
        for plain in [
            "The lid *",
            "* a list *",
            "a *b *",
            "*one\ntwo *",
            "2 ** 3 ** 4",
            "src/**/*.rs, lib/**",
            "f(*args, **kwargs) and **more",
            "**open",
            "**one\ntwo **",
            "** one",
            "a ** b **",
        ] {
            assert_eq!(read(plain), format!("{plain} []"));
        }
        let mut text = TextBuilder::new();
        text.open(MarkKind::Code);
        text.push("**a ** b", 1);
        text.close();
        assert_eq!(mark_loose_emphasis(text.finish()).plain(), "**a ** b");
    }
}
