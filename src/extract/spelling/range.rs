//! Ranges of numbers and identifiers, and patterns that stand for many.

use super::number::{is_dotted, is_hex, value_of};
use super::{Shape, is_dash};

pub(super) fn is_range(token: &str) -> bool {
    let body = token.char_indices().nth(1).map_or(token.len(), |(at, _)| at);
    let found = token[body..]
        .char_indices()
        .find(|&(_, c)| is_dash(c) || matches!(c, '~' | '\u{ff5e}' | '\u{301c}' | '\u{2026}'))
        .map(|(at, c)| (body + at, c.len_utf8()))
        .or_else(|| token.find("...").map(|at| (at, 3)))
        .or_else(|| token.find("..").map(|at| (at, 2)));
    let Some((at, length)) = found else { return false };
    let (first, last) = (&token[..at], &token[at + length..]);
    // `000-001` style identifiers have a part that a number has not: a leading zero.
    let plain = |part: &str| match shape_of_number(part) {
        Some(Shape::Number) => {
            part.len() == 1 || part.len() >= 4 || !part.starts_with('0') || part.chars().all(|c| c == '0')
        }
        Some(Shape::Hex) => part.starts_with("0x") || part.starts_with("0X"),
        _ => false,
    };
    // Dashes are parts of identifiers, tildes are not.
    let tilde = !token[at..at + length].contains(is_dash);
    (plain(first) && plain(last) && is_ascending(first, last))
        || is_id_range(first, last, tilde)
        || is_part_range(first, last)
}

/// `5.7.20-29`, `5.7.20-5.7.29`, `403.1-403.9`: the last part of a dotted code rises. Two small parts are a version.
pub(crate) fn is_part_range(first: &str, last: &str) -> bool {
    let Some((head, from)) = first.rsplit_once('.').filter(|_| is_dotted(first)) else { return false };
    let versioned = !head.contains('.') && head.len() != 3;
    let to = last.strip_prefix(head).and_then(|rest| rest.strip_prefix('.')).unwrap_or(last);
    let part = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?;
    !versioned && matches!((part(from), part(to)), (Some(from), Some(to)) if from < to)
}

/// `E1006–E1009`: two ids of the same letters, rising; `bare` says that the second may come without them: `E1006~1009`.
fn is_id_range(first: &str, last: &str, bare: bool) -> bool {
    let split =
        |id: &str| id.find(|c: char| c.is_ascii_digit()).map(|at| (id[..at].to_owned(), id[at..].parse::<u64>().ok()));
    match (split(first), split(last)) {
        (Some((a, Some(first))), Some((b, Some(last)))) => {
            let same = a == b || (bare && b.is_empty());
            !a.is_empty() && same && a.bytes().all(|byte| byte.is_ascii_alphabetic()) && first < last
        }
        _ => false,
    }
}

/// Whether two numbers are the ends of a range: rising, or away from zero below it.
pub(crate) fn is_ascending(first: &str, last: &str) -> bool {
    match (value_of(first), value_of(last)) {
        (Some(first), Some(last)) => first < last || (last < first && first < 0),
        _ => false,
    }
}

fn shape_of_number(token: &str) -> Option<Shape> {
    let unsigned = token.strip_prefix(is_dash).unwrap_or(token);
    if !unsigned.is_empty() && unsigned.len() <= 20 && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        Some(Shape::Number)
    } else {
        is_hex(unsigned).then_some(Shape::Hex)
    }
}

pub(super) fn is_wildcard(token: &str) -> bool {
    // `128+n`
    if let Some((digits, letter)) = token.split_once('+') {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        return plain && matches!(letter, "n" | "N" | "x" | "X");
    }
    // `400s`
    if let Some(digits) = token.strip_suffix('s') {
        return digits.len() >= 3 && digits.ends_with("00") && digits.bytes().all(|byte| byte.is_ascii_digit());
    }
    // `50.x`
    if let Some((number, "x" | "X" | "xx" | "XX" | "*" | "n")) = token.rsplit_once('.') {
        return number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty() || is_dotted(number);
    }
    // `AUTH_xxx`, `L-xxxxx`, `E1xx`
    let named = token.trim_end_matches(['x', 'X']);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if token.len() - named.len() >= 2
        && named.bytes().all(plain)
        && named.starts_with(|c: char| c.is_ascii_alphabetic())
        && named.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-'))
    {
        return true;
    }
    let digits = token.trim_end_matches(['x', 'X', '*']);
    // `6Fxx`, `63CX`: status words of two bytes.
    if token.len() == 4 && (2..4).contains(&digits.len()) && digits.starts_with(|c: char| c.is_ascii_digit()) {
        return digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F'));
    }
    !digits.is_empty()
        && digits.len() < token.len()
        && token.len() <= 10
        && token.len() >= 3
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}
