//! Text from a page as data of a target: it ends no comment, string, cell, link or tag, and shows what the page shows.
//!
//! Each target's escaping exists once, here. Characters that cannot be seen never stand in an output as they are: in a
//! string literal they are escaped, in Markdown they are entities, in a comment they are pictures.

use crate::artifact::Pieces;
use std::fmt::Write;

/// Which Markdown is written: what reads it decides what must be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markdown {
    /// A Rust doc comment: bare addresses become links, since rustdoc warns of them.
    Rustdoc,
    /// A page for GitHub and docs sites, which link addresses themselves; some of them read `<` as the start of a
    /// component.
    Page,
}

/// A Rust string literal of the text, in ASCII where a character could not be seen.
pub(super) fn rust_literal(text: &str) -> String {
    literal(text, |literal, c| match c {
        '\0' => literal.push_str("\\0"),
        c if is_unseen(c) => write_to(literal, format_args!("\\u{{{:x}}}", u32::from(c))),
        c => literal.push(c),
    })
}

/// A JSON string of the text, which is also a YAML and a TOML string: in ASCII where a character could not be seen.
pub(super) fn json_literal(text: &str) -> String {
    literal(text, |literal, c| match c {
        // TOML has no pairs of surrogates; the few such characters stand as they are.
        c if is_unseen(c) && u32::from(c) <= 0xffff => write_to(literal, format_args!("\\u{:04x}", u32::from(c))),
        c => literal.push(c),
    })
}

/// A string in double quotes with the escapes that all languages share; `other` writes what they do not.
fn literal(text: &str, other: impl Fn(&mut String, char)) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let mut rest = text;
    // Runs of plain characters are copied as they are.
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\')) {
        let (plain, special) = rest.split_at(at);
        literal.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some(c @ ('"' | '\\')) => literal.extend(['\\', c]),
            Some('\n') => literal.push_str("\\n"),
            Some('\r') => literal.push_str("\\r"),
            Some('\t') => literal.push_str("\\t"),
            Some(c) => other(&mut literal, c),
            None => {}
        }
        rest = chars.as_str();
    }
    literal.push_str(rest);
    literal.push('"');
    literal
}

/// Adds a part of a JSON document, with every character that could not be seen as an escape: such characters stand in
/// its strings alone.
pub(super) fn push_visible_json(json: &str, out: &mut Pieces<'_>) {
    let (mut rest, mut at) = (json, 0);
    while let Some(plain) = rest[at..].bytes().position(|byte| !matches!(byte, b' '..=b'~' | b'\n')) {
        at += plain;
        let Some(c) = rest[at..].chars().next() else { break };
        if is_unseen(c) && u32::from(c) <= 0xffff {
            out.push_str(&rest[..at]);
            write_to(out, format_args!("\\u{:04x}", u32::from(c)));
            (rest, at) = (&rest[at + c.len_utf8()..], 0);
        } else {
            at += c.len_utf8();
        }
    }
    out.push_str(rest);
}

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
    let mut previous = '\0';
    let lines = text.split(move |c: char| {
        // A carriage return and a line feed are one break.
        let pair = previous == '\r' && c == '\n';
        previous = c;
        !pair && is_break(c)
    });
    lines.map(|line| line.strip_prefix('\n').unwrap_or(line).trim_matches([' ', '\t']))
}

/// Markdown on one line whose rendered text is the text, its line breaks and runs of blanks as one blank. It can stand
/// anywhere, also where a line starts.
pub(super) fn markdown_line(text: &str, markdown: Markdown) -> String {
    one_line(text, true, markdown)
}

/// The same, where something else stands before it on its line: in a table cell, in a heading, after a word.
pub(super) fn markdown_inline(text: &str, markdown: Markdown) -> String {
    one_line(text, false, markdown)
}

/// Markdown for a table cell: the text's lines are broken by tags.
pub(super) fn markdown_cell(text: &str, markdown: Markdown) -> String {
    let lines = lines(text).map(|line| markdown_inline(line, markdown)).filter(|line| !line.is_empty());
    lines.collect::<Vec<String>>().join("<br/>")
}

fn one_line(text: &str, at_start: bool, markdown: Markdown) -> String {
    let mut line = String::with_capacity(text.len() + 16);
    for word in words(text) {
        let first = line.is_empty();
        if !first {
            line.push(' ');
        }
        push_word(&mut line, word, first && at_start, markdown);
    }
    line
}

/// Markdown whose rendered text is the text, wrapped to `width` characters where words allow it. A line break of the text
/// is a hard break, an empty line ends a paragraph. No line starts or ends with a blank.
pub(super) fn markdown_paragraphs(text: &str, width: usize, markdown: Markdown) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut paragraph_open = false;
    for line in lines(text) {
        if line.is_empty() {
            paragraph_open = false;
            continue;
        }
        if paragraph_open {
            if let Some(last) = wrapped.last_mut() {
                last.push('\\');
            }
        } else if !wrapped.is_empty() {
            wrapped.push(String::new());
        }
        wrap_line(&mut wrapped, line, width, markdown);
        paragraph_open = true;
    }
    wrapped
}

/// A code span whose text is the text on one line; in a table the cell's bars must be escaped within it as well.
pub(super) fn markdown_code(text: &str, markdown: Markdown) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '+' | '#' | ' ');
    // What is unusual in a constant or a code is shown as text: no fence of backticks is safe in every dialect's table.
    if text.is_empty() || !text.chars().all(plain) || text.starts_with(' ') || text.ends_with(' ') {
        return markdown_inline(text, markdown);
    }
    ["`", text, "`"].concat()
}

/// The words of a text: what blanks, tabs and line breaks divide. Other spaces belong to their words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| c == ' ' || c == '\t' || is_break(c)).filter(|word| !word.is_empty())
}

/// Whether a reader sees a line end.
fn is_break(c: char) -> bool {
    !matches!(c, ' '..='~') && matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn wrap_line(wrapped: &mut Vec<String>, line: &str, width: usize, markdown: Markdown) {
    let (mut current, mut next) = (String::new(), String::new());
    let mut length = 0;
    for word in words(line) {
        next.clear();
        push_word(&mut next, word, false, markdown);
        let next_length = next.chars().count();
        if length > 0 && length + 1 + next_length > width {
            wrapped.push(std::mem::take(&mut current));
            length = 0;
        }
        if length > 0 {
            current.push(' ');
            current.push_str(&next);
            length += 1 + next_length;
        } else {
            push_word(&mut current, word, true, markdown);
            length = current.chars().count();
        }
    }
    wrapped.push(current);
}

/// Appends a word so that it renders as it is; `start` tells whether it is the first of its line.
fn push_word(out: &mut String, word: &str, start: bool, markdown: Markdown) {
    if is_plain(word, start) {
        out.push_str(word);
    } else if markdown == Markdown::Rustdoc
        && let Some((before, address, after)) = find_address(word)
    {
        push_escaped(out, before, start, markdown);
        write_to(out, format_args!("<{address}>"));
        push_escaped(out, after, false, markdown);
    } else {
        push_escaped(out, word, start, markdown);
    }
}

/// Whether a word is of letters, digits and marks of which no renderer makes anything, as most words are.
fn is_plain(word: &str, start: bool) -> bool {
    let numbered = start && word.starts_with(|c: char| c.is_ascii_digit());
    word.bytes().all(|byte| match byte {
        b'.' | b')' => !numbered,
        b',' | b';' | b'\'' | b'(' | b'?' | b'%' | b'/' => true,
        byte => byte.is_ascii_alphanumeric(),
    })
}

/// The address in a word, with what stands before and after it, where it can be a link without any escape.
fn find_address(word: &str) -> Option<(&str, &str, &str)> {
    let at = ["https://", "http://"].iter().filter_map(|scheme| word.find(scheme)).min()?;
    let (before, rest) = word.split_at_checked(at)?;
    let of_address = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$()+,;=%&".contains(c);
    let end = rest.find(|c| !of_address(c)).unwrap_or(rest.len());
    let (address, _) = rest.split_at_checked(end)?;
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    // An entity would be read as the character that it names.
    if address.ends_with('/') && address.len() <= "https://".len() || address.contains('&') && address.contains(';') {
        return None;
    }
    Some((before, address, rest.strip_prefix(address)?))
}

fn push_escaped(out: &mut String, word: &str, start: bool, markdown: Markdown) {
    let number = word.chars().take_while(char::is_ascii_digit).count();
    let mut previous: Option<char> = None;
    let mut chars = word.char_indices().enumerate().peekable();
    while let Some((index, (at, c))) = chars.next() {
        let next = chars.peek().map(|(_, (_, next))| *next);
        let between_letters = previous.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' | '{' | '}' => true,
            '_' => !between_letters,
            '&' => starts_entity(word, at),
            // Smart punctuation would make a dash of two; alone it is an item of a list.
            '-' => next == Some('-') || previous == Some('-') || start && index == 0 && next.is_none(),
            '+' => start && index == 0 && next.is_none(),
            '=' | '>' => start && index == 0,
            // At the end of a heading, signs by themselves would close it.
            '#' => index == 0 && (start || word.bytes().all(|byte| byte == b'#')),
            // An item of a numbered list.
            '.' | ')' => start && index == number && number > 0 && next.is_none(),
            // A directive or a definition; rustdoc warns of what looks like an address.
            ':' => {
                let scheme = next == Some('/') && matches!(previous, Some('p' | 's'));
                start && index == 0 || markdown == Markdown::Rustdoc && scheme
            }
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        match picture(c) {
            Some(picture) => out.push(picture),
            None if is_unseen(c) => write_to(out, format_args!("&#x{:x};", u32::from(c))),
            None => out.push(c),
        }
        previous = Some(c);
    }
}

/// Whether the ampersand at byte `at` of a word starts what would be read as the character that it names.
fn starts_entity(word: &str, at: usize) -> bool {
    let rest = word.get(at + 1..).unwrap_or_default();
    // The longest name has 31 letters.
    let end = rest.bytes().take(40).position(|byte| byte == b';');
    end.and_then(|end| rest.get(..end))
        .is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte == b'#' || byte.is_ascii_alphanumeric()))
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
        assert_eq!(line("AT&T &amp; <b>"), r"AT&T \&amp; \<b>");
        assert_eq!(line("see https://example.com/a_b."), "see <https://example.com/a_b>.");
        assert_eq!(line("https://"), r"https\://");
        assert_eq!(markdown_line("see https://example.com/", Markdown::Page), "see https://example.com/");
    }

    #[test]
    fn lines_break_hard_and_paragraphs_stay_apart() {
        let wrapped = markdown_paragraphs("one two\r\nthree\n\n\n# four", 7, Markdown::Rustdoc);
        assert_eq!(wrapped, ["one two\\", "three", "", r"\# four"]);
        assert_eq!(markdown_paragraphs("aaa - bbb", 4, Markdown::Rustdoc), ["aaa", r"\-", "bbb"]);
    }
}
