//! Sentences: where one ends in a text that is full of dots that end nothing.

use std::ops::Range;

/// Words whose dot ends no sentence.
const ABBREVIATIONS: &[&str] =
    &["e.g", "i.e", "etc", "vs", "no", "cf", "approx", "max", "min", "incl", "resp", "z.b", "d.h", "ca"];

/// The sentences of a text, in order, without the blanks around them. A sentence ends at a line's end, and at a mark
/// that a blank follows; a dot in `TIMManager.getInstance().login`, `v1.2` or `e.g.` ends none.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some((at, c, rest)) = next_mark(text, from) {
        from = text.len() - rest.len();
        let ends = match c {
            '\n' | '。' | '！' | '？' => true,
            // What the mark closes belongs to it: `(… to do so.)`, `“… again.”`
            '.' | '!' | '?' => {
                rest.chars().next().is_none_or(|next| next.is_whitespace() || is_closing(next))
                    && !(c == '.' && is_abbreviated(text, start, at))
            }
            _ => false,
        };
        if ends {
            // What stands behind the end of a line opens the next.
            if c != '\n' {
                from = text.len() - rest.trim_start_matches(is_closing).len();
            }
            push(text, start..from, &mut found);
            start = from;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// The next sign from a place on that may end a sentence: where it stands, and what follows it.
fn next_mark(text: &str, from: usize) -> Option<(usize, char, &str)> {
    let may_end = |byte| matches!(byte, b'\n' | b'.' | b'!' | b'?' | 0xe3 | 0xef);
    let at = from + text.as_bytes().get(from..)?.iter().position(|byte| may_end(*byte))?;
    let mut signs = text.get(at..)?.chars();
    signs.next().map(|sign| (at, sign, signs.as_str()))
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | '"' | '\'' | '”' | '’' | '」' | '）')
}

/// Whether the word before the dot is an abbreviation or an initial. The last word of a text may be one and end it.
fn is_abbreviated(text: &str, start: usize, dot: usize) -> bool {
    let head = text.get(start..dot).unwrap_or_default();
    let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
    let continues = text.get(dot + 1..).is_some_and(|rest| {
        rest.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == ',')
    });
    ABBREVIATIONS.contains(&word.as_str()) && (continues || word.contains('.'))
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(part) = text.get(range.clone()) else { return };
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    // A mark by itself belongs to what stands before it.
    if part.chars().any(char::is_alphanumeric) {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn dots_within_names_end_nothing() {
        assert_eq!(split("Call App.get().login again. Then wait."), ["Call App.get().login again.", "Then wait."]);
        assert_eq!(split("Use v1.2, e.g. for 0.5. Done"), ["Use v1.2, e.g. for 0.5.", "Done"]);
        assert_eq!(split("Too long. (Ask the owner.) See there."), ["Too long.", "(Ask the owner.)", "See there."]);
        assert_eq!(split("参数错误。请检查。"), ["参数错误。", "请检查。"]);
        assert_eq!(split("First\nSecond"), ["First", "Second"]);
        assert_eq!(split("First.\n\"Second\" it is."), ["First.", "\"Second\" it is."]);
        assert_eq!(split("."), [""; 0]);
    }
}
