//! Text from a page as data of a target: it ends no comment, string, cell, link or tag, and shows what the page shows.
//!
//! Each target's escaping exists once, here. Characters that cannot be seen never stand in an output as they are: in a
//! string literal they are escaped, in Markdown they are entities, in a comment they are pictures.

mod literal;
mod markdown;

use std::fmt::Write;

pub(super) use self::literal::{json_literal, push_rust_literal, push_visible_json, rust_literal};
pub(super) use self::markdown::{
    Markdown, markdown_cell, markdown_code, markdown_inline, markdown_line, markdown_paragraphs,
};

/// The text on one line of a comment of any language: control characters as pictures, and no sequence that ends or nests
/// a comment (`*/`, `-->`).
pub(super) fn for_comment(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in words(text) {
        if !line.is_empty() {
            line.push(' ');
        }
        let mut previous = None;
        for c in word.chars() {
            if matches!((previous, c), (Some('*'), '/') | (Some('/'), '*') | (Some('-'), '-')) {
                line.push(' ');
            }
            match picture(c) {
                Some(picture) => line.push(picture),
                None if is_unseen(c) => write_to(&mut line, format_args!("U+{:04X}", u32::from(c))),
                None => line.push(c),
            }
            previous = Some(c);
        }
    }
    line
}

/// The text's lines, broken where a reader would see a break; a run of white space at either end is dropped.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some((line, broken)) = split_at_sign(text, |byte| matches!(byte, b'\n'..=b'\r'), is_break) else {
            return rest.take();
        };
        // A carriage return and a line feed are one break.
        let next = broken.strip_prefix("\r\n").unwrap_or_else(|| without_first(broken));
        rest = Some(next);
        Some(line)
    })
    .map(|line| line.trim_matches([' ', '\t']))
}

/// The words of a text: what blanks, tabs and line breaks divide. Other spaces belong to their words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let divides = |c| matches!(c, ' ' | '\t') || is_break(c);
            let (word, next) = split_at_sign(rest, |byte| matches!(byte, b' ' | b'\t'..=b'\r'), divides)
                .map_or((rest, ""), |(word, divided)| (word, without_first(divided)));
            if word.is_empty() && next.is_empty() {
                return None;
            }
            rest = next;
            if !word.is_empty() {
                return Some(word);
            }
        }
    })
}

/// A text up to the first sign that divides it, and the rest with the sign. Signs of ASCII are told by their byte, the
/// others, all of which start with the bytes of U+0085 or U+2028, by themselves.
fn split_at_sign(text: &str, ascii: impl Fn(u8) -> bool, divides: impl Fn(char) -> bool) -> Option<(&str, &str)> {
    let mut at = 0;
    loop {
        at += text.as_bytes().get(at..)?.iter().position(|&byte| ascii(byte) || matches!(byte, 0xc2 | 0xe2))?;
        let (before, rest) = text.split_at_checked(at)?;
        let sign = rest.chars().next()?;
        if divides(sign) {
            return Some((before, rest));
        }
        at += sign.len_utf8();
    }
}

/// A text without its first sign.
fn without_first(text: &str) -> &str {
    let mut signs = text.chars();
    signs.next();
    signs.as_str()
}

/// Whether a reader sees a line end.
fn is_break(c: char) -> bool {
    !matches!(c, ' '..='~') && matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The sign that stands for a control character where no escape could.
fn picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// Whether a character cannot be seen, or changes how others are seen, or is none that may be interchanged. Joiners are
/// part of words and emoji.
fn is_unseen(c: char) -> bool {
    if matches!(c, ' '..='~') {
        return false;
    }
    // The last two code points of each plane are no characters; YAML for one refuses them, comments included.
    let nonchar = u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    c.is_control()
        || nonchar
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn write_to(out: &mut impl Write, arguments: std::fmt::Arguments<'_>) {
    // Writing to a text does not fail.
    let _ = out.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_ascii_where_nothing_could_be_seen() {
        assert_eq!(rust_literal("a\"b\\c\n\u{202e}\0é"), r#""a\"b\\c\n\u{202e}\0é""#);
        assert_eq!(json_literal("a\"b\\c\n\u{202e}\0é"), r#""a\"b\\c\n\u202e\u0000é""#);
    }

    #[test]
    fn comments_end_nowhere() {
        assert_eq!(for_comment("a */ b\n/* --> \u{1b}[0m\u{202e}"), "a * / b / * - -> \u{241b}[0mU+202E");
        assert_eq!(for_comment("a\u{fffe}b"), "aU+FFFEb");
    }

    #[test]
    fn markdown_escapes_what_a_renderer_would_take() {
        let line = |text| markdown_line(text, Markdown::Rustdoc);
        assert_eq!(line("ERR_SDK_X is _not_ a*b"), r"ERR_SDK_X is \_not\_ a\*b");
        assert_eq!(line("- a\n- b"), r"\- a - b");
        assert_eq!(line("1. one"), r"1\. one");
        assert_eq!(line("1.5 s"), "1.5 s");
        assert_eq!(line("re-use a=b: -c --d e- # is C#"), r"re-use a=b: -c \-\-d e- \# is C#");
        assert_eq!(line("错误_码 naïve “so” \u{200b}"), "错误_码 naïve “so” &#x200b;");
        assert_eq!(line("AT&T &amp; <b>"), r"AT&T \&amp; \<b>");
        assert_eq!(line("see https://example.com/a_b."), "see <https://example.com/a_b>.");
        assert_eq!(line("https://"), r"https\://");
        assert_eq!(markdown_line("see https://example.com/", Markdown::Page), "see https://example.com/");
    }

    #[test]
    fn lines_break_hard_and_paragraphs_stay_apart() {
        let wrapped = |text, width| {
            let mut lines = Vec::new();
            markdown_paragraphs(text, width, Markdown::Rustdoc, |line| lines.push(line.to_owned()));
            lines
        };
        assert_eq!(wrapped("one two\r\nthree\n\n\n# four", 7), ["one two\\", "three", "", r"\# four"]);
        assert_eq!(wrapped("aaa - bbb", 4), ["aaa", r"\-", "bbb"]);
        assert_eq!(wrapped("one\u{2028}two\u{a0}é\rthree\u{85}", 80), ["one\\", "two\u{a0}é\\", "three"]);
    }
}
