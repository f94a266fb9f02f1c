//! The lines of a source, with their places and their indents.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};

/// A line of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct SourceLine<'a> {
    /// Where it starts, in bytes of the source.
    pub(super) start: usize,
    /// Its text, without the line end.
    pub(super) text: &'a str,
}

/// The lines of a text. `\n`, `\r\n` and a lone `\r` end a line, as everywhere in the project.
pub(super) fn source_lines(text: &str) -> Vec<SourceLine<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        lines.push(SourceLine { start, text: &rest[..end] });
        start += end + if rest[end..].starts_with("\r\n") { 2 } else { 1 };
    }
    lines
}

/// Closes code blocks where their writer meant to: a fence with a language behind it opens a block and closes none, but
/// where nothing else would close the one that is open, it was put there to do so.
pub(super) fn close_fences(lines: &mut [SourceLine<'_>]) {
    let last = |sign: u8| {
        let bare = Fence { sign, length: 3 };
        lines.iter().rposition(|line| bare.closed_by(line.text)).unwrap_or(0)
    };
    let (ticks, tildes) = (last(b'`'), last(b'~'));
    // The fence that is open, with whether a language stands behind it.
    let mut open: Option<(Fence, bool)> = None;
    for (at, line) in lines.iter_mut().enumerate() {
        let (_, text) = split_quotes(line.text);
        let text = split_bullet(text).map_or(text, |(_, content)| content);
        let next = Fence::open(text).map(|fence| (fence, !fence.closed_by(text)));
        open = match open {
            Some((fence, _)) if fence.closed_by(text) => None,
            Some((fence, true))
                if next == Some((fence, true)) && at > if fence.sign == b'`' { ticks } else { tildes } =>
            {
                let behind = text.trim_start_matches([' ', '\t']).len() - fence.length;
                line.text = &line.text[..line.text.len() - behind];
                None
            }
            None => next,
            open => open,
        };
    }
}

/// How many columns of white space `text` starts with; a tab counts to the next multiple of 4.
pub(super) fn indent(text: &str) -> usize {
    let mut columns = 0;
    for byte in text.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// `text` without up to `columns` columns of white space at its start; a tab that is cut leaves spaces.
pub(super) fn dedent(text: &str, columns: usize) -> Cow<'_, str> {
    let mut reached = 0;
    for (at, byte) in text.bytes().enumerate() {
        if reached >= columns {
            return match reached - columns {
                0 => Cow::Borrowed(&text[at..]),
                over => Cow::Owned(format!("{:over$}{}", "", &text[at..])),
            };
        }
        match byte {
            b' ' => reached += 1,
            b'\t' => reached += 4 - reached % 4,
            _ => return Cow::Borrowed(&text[at..]),
        }
    }
    Cow::Borrowed("")
}

/// No page that a person wrote quotes deeper; more signs are cut.
pub(super) const MAX_QUOTES: usize = 100;

/// How many `>` signs `text` starts with, and what follows them.
pub(super) fn split_quotes(text: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = text;
    while indent(rest) < 4 {
        let Some(after) = rest.trim_start_matches([' ', '\t']).strip_prefix('>') else { break };
        rest = after.strip_prefix(' ').unwrap_or(after);
        depth += 1;
    }
    (depth, rest)
}

/// The bullet or number that `text` starts with: how many columns lie before the item's content, and the content.
pub(super) fn split_bullet(text: &str) -> Option<(usize, &str)> {
    let before = indent(text);
    let trimmed = text.trim_start_matches([' ', '\t']);
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match trimmed.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if (1..10).contains(&digits) => digits + 1,
        _ => return None,
    };
    let rest = &trimmed[marker..];
    let space = indent(rest);
    if rest.trim().is_empty() {
        return Some((before + marker + 1, ""));
    }
    if space == 0 {
        return None;
    }
    // Five or more columns: the content is indented code that starts after one column.
    let space = if space > 4 { 1 } else { space };
    Some((before + marker + space, rest.trim_start_matches([' ', '\t'])))
}

/// A fence that opens a code block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    sign: u8,
    length: usize,
}

impl Fence {
    /// The fence that `text` opens.
    pub(super) fn open(text: &str) -> Option<Self> {
        let trimmed = text.trim_start_matches([' ', '\t']);
        let sign = *trimmed.as_bytes().first()?;
        if sign != b'`' && sign != b'~' {
            return None;
        }
        let length = trimmed.bytes().take_while(|&byte| byte == sign).count();
        let sound = length >= 3 && (sign == b'~' || !trimmed[length..].contains('`'));
        sound.then_some(Self { sign, length })
    }

    /// Whether `text` closes it.
    pub(super) fn closed_by(self, text: &str) -> bool {
        let trimmed = text.trim();
        trimmed.len() >= self.length && trimmed.bytes().all(|byte| byte == self.sign)
    }
}

impl Display for Fence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (0..self.length).try_for_each(|_| f.write_char(char::from(self.sign)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let lines: Vec<_> = source_lines("a\r\nb\rc\n\nd").iter().map(|line| line.text).collect();
        assert_eq!(lines, ["a", "b", "c", "", "d"]);
    }

    #[test]
    fn fences_with_a_language_close_what_nothing_else_closes() {
        let closed = |text: &str| {
            let mut lines = source_lines(text);
            close_fences(&mut lines);
            lines.iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(closed("```sh\na\n```sh\nb\n ```js\nc\n ```sh\nd"), "```sh\na\n```\nb\n ```js\nc\n ```\nd");
        for sound in ["```sh\na\n```sh\nb\n```\nc", "```sh\na\n~~~sh\nb", "````sh\na\n```sh\nb"] {
            assert_eq!(closed(sound), sound);
        }
    }

    #[test]
    fn prefixes_are_split() {
        assert_eq!(split_quotes("> > a"), (2, "a"));
        assert_eq!(split_quotes("    > a"), (0, "    > a"));
        assert_eq!(split_bullet("  10. a"), Some((6, "a")));
        assert_eq!(split_bullet("-x"), None);
        assert_eq!(dedent("\ta", 2), "  a");
        assert_eq!(Fence::open("```a`b"), None);
    }
}
