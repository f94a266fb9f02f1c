//! Markdown whose rendered text is the text.

use super::{is_unseen, lines, picture, words, write_to};

/// Which Markdown is written: what reads it decides what must be escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Markdown {
    /// A Rust doc comment: bare addresses become links, since rustdoc warns of them.
    Rustdoc,
    /// A page for GitHub and docs sites, which link addresses themselves; some of them read `<` as the start of a
    /// component.
    Page,
}

/// Markdown on one line whose rendered text is the text, its line breaks and runs of blanks as one blank. It can stand
/// anywhere, also where a line starts.
pub(in super::super) fn markdown_line(text: &str, markdown: Markdown) -> String {
    one_line(text, true, markdown)
}

/// The same, where something else stands before it on its line: in a table cell, in a heading, after a word.
pub(in super::super) fn markdown_inline(text: &str, markdown: Markdown) -> String {
    one_line(text, false, markdown)
}

/// Markdown for a table cell: the text's lines are broken by tags.
pub(in super::super) fn markdown_cell(text: &str, markdown: Markdown) -> String {
    let mut cell = String::with_capacity(text.len() + 16);
    for line in lines(text).filter(|line| !line.is_empty()) {
        if !cell.is_empty() {
            cell.push_str("<br/>");
        }
        push_line(&mut cell, line, false, markdown);
    }
    cell
}

fn one_line(text: &str, at_start: bool, markdown: Markdown) -> String {
    let mut line = String::with_capacity(text.len() + 16);
    push_line(&mut line, text, at_start, markdown);
    line
}

fn push_line(out: &mut String, text: &str, at_start: bool, markdown: Markdown) {
    for (index, word) in words(text).enumerate() {
        if index > 0 {
            out.push(' ');
        }
        push_word(out, word, index == 0 && at_start, markdown);
    }
}

/// Hands on the lines of Markdown whose rendered text is the text, wrapped to `width` characters where words allow it. A
/// line break of the text is a hard break, an empty line ends a paragraph. No line starts or ends with a blank.
pub(in super::super) fn markdown_paragraphs(
    text: &str,
    width: usize,
    markdown: Markdown,
    mut hand_on: impl FnMut(&str),
) {
    // The last line is held back until it is known whether it ends with a break.
    let mut wrapped = String::with_capacity(text.len().min(width) + 16);
    let mut ended = false;
    for line in lines(text) {
        if line.is_empty() {
            ended = true;
            continue;
        }
        if !wrapped.is_empty() {
            if !ended {
                wrapped.push('\\');
            }
            hand_on(&wrapped);
            wrapped.clear();
            if ended {
                hand_on("");
            }
        }
        ended = false;
        wrap_line(&mut wrapped, line, width, markdown, &mut hand_on);
    }
    if !wrapped.is_empty() {
        hand_on(&wrapped);
    }
}

/// A code span whose text is the text on one line; in a table the cell's bars must be escaped within it as well.
pub(in super::super) fn markdown_code(text: &str, markdown: Markdown) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/' | '+' | '#' | ' ');
    // What is unusual in a constant or a code is shown as text: no fence of backticks is safe in every dialect's table.
    if text.is_empty() || !text.chars().all(plain) || text.starts_with(' ') || text.ends_with(' ') {
        return markdown_inline(text, markdown);
    }
    ["`", text, "`"].concat()
}

/// Hands on the lines of a wrapped line but the last, which it leaves in `wrapped`.
fn wrap_line(wrapped: &mut String, line: &str, width: usize, markdown: Markdown, hand_on: &mut impl FnMut(&str)) {
    let mut length = 0;
    for word in words(line) {
        let end = wrapped.len();
        if length > 0 {
            wrapped.push(' ');
            push_word(wrapped, word, false, markdown);
            let longer = length + wrapped.get(end..).map_or(0, |added| added.chars().count());
            if longer <= width {
                length = longer;
                continue;
            }
            wrapped.truncate(end);
            hand_on(wrapped);
            wrapped.clear();
        }
        push_word(wrapped, word, true, markdown);
        length = wrapped.chars().count();
    }
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

/// What a byte may be in Markdown.
#[derive(Clone, Copy)]
enum Mark {
    /// Nothing but itself, wherever it stands; also a byte of a sign of a script.
    Text,
    /// Nothing but itself, but behind the number that starts a line.
    Dot,
    /// Nothing but itself between letters.
    Joint,
    /// Something.
    Other,
}

const MARKS: [Mark; 256] = {
    let mut marks = [Mark::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        marks[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Mark::Text,
            b',' | b';' | b'\'' | b'"' | b'(' | b'?' | b'!' | b'%' | b'/' | b'@' | b'^' => Mark::Text,
            b'.' | b')' => Mark::Dot,
            b'_' | b'-' | b':' | b'=' | b'>' | b'+' | b'#' => Mark::Joint,
            // U+00C0 to U+05FF and U+3000 to U+D7FF, all of which are seen.
            0x80..=0xbf | 0xc3..=0xd7 | 0xe3..=0xed => Mark::Text,
            _ => Mark::Other,
        };
        byte += 1;
    }
    marks
};

/// Whether a word is of letters, digits and marks of which no renderer makes anything, as most words are.
fn is_plain(word: &str, start: bool) -> bool {
    let bytes = word.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let numbered = start && bytes.first().is_some_and(u8::is_ascii_digit);
    bytes.iter().enumerate().all(|(at, &byte)| match MARKS[usize::from(byte)] {
        Mark::Text => true,
        Mark::Dot => !numbered,
        Mark::Joint => at > 0 && is_letter(at - 1) && is_letter(at + 1),
        Mark::Other => false,
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
