//! Quantities: numbers with their units, as texts write them.

use std::ops::Range;

use super::words::{LIMIT_WORDS, NUMERAL_INITIALS, NUMERALS, Numeral, Unit};
use crate::resolve::phrase::WordKey;

/// A number with its unit.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    /// The bytes of number and unit.
    pub(super) range: Range<usize>,
    /// The number.
    pub(super) number: i64,
    /// The unit, where one follows.
    pub(super) unit: Option<&'static Unit>,
    /// The bytes of the unit's word.
    pub(super) unit_range: Option<Range<usize>>,
}

/// The numbers of a text, in order: `1,000`, `8KB`, `five times`, `once`. Numbers within words, versions, dates and
/// hexadecimal ones are none.
pub(super) fn find_quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let end = at + text.get(at..).map_or(0, wordlike).max(first.len_utf8());
        let word = text.get(at..end).unwrap_or_default();
        let signed = || text.get(..at).is_some_and(|head| head.ends_with(['-', '/', '#', '@', '$', ':', '.']));
        if first.is_ascii_digit() && !signed() {
            if let Some(quantity) = number_at(text, at) {
                at = quantity.range.end;
                found.push(quantity);
                continue;
            }
        } else if NUMERAL_INITIALS.may_begin(word) {
            match NUMERALS.get(&WordKey::of(word)) {
                Some(Numeral::Times(number)) => {
                    let unit = LIMIT_WORDS.unit_of("times").map(|(unit, _)| unit);
                    found.push(Quantity { range: at..end, number: *number, unit, unit_range: None });
                }
                Some(Numeral::Number(number)) => {
                    let (number, after) = multiplied(text, *number, end);
                    let (unit, unit_range) = unit_after(text, after);
                    let end = unit_range.as_ref().map_or(after, |range| range.end);
                    found.push(Quantity { range: at..end, number, unit, unit_range });
                    at = end;
                    continue;
                }
                None => {}
            }
        }
        at = end;
    }
    found
}

/// The number in digits that starts at `at`.
fn number_at(text: &str, at: usize) -> Option<Quantity> {
    let rest = text.get(at..)?;
    let mut end = span(rest, |c| c.is_ascii_digit());
    let mut digits = rest.get(..end)?.to_owned();
    // Thousands: three digits after each comma.
    while let Some(more) = rest.get(end..).and_then(|tail| tail.strip_prefix(',')) {
        let length = span(more, |c| c.is_ascii_digit());
        if length != 3 || end > 3 && digits.len() == end {
            break;
        }
        digits.push_str(more.get(..length)?);
        end += 1 + length;
    }
    let tail = rest.get(end..)?;
    let fraction = tail.strip_prefix('.').is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
    if fraction || tail.starts_with([':', '/', '-']) && tail.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let (unit, unit_range) = unit_after(text, at + end);
    if unit.is_none() && tail.starts_with(|c: char| c.is_alphanumeric() && !is_unspaced(c) || c == '_') {
        return None;
    }
    let (number, end) = multiplied(text, digits.parse().ok()?, at + end);
    let (unit, unit_range) = if unit.is_some() { (unit, unit_range) } else { unit_after(text, end) };
    let range = at..unit_range.as_ref().map_or(end, |range| range.end);
    Some(Quantity { range, number, unit, unit_range })
}

/// "hundred" or "thousand" after a number that ends at `end`; the number, and where it ends with that word.
fn multiplied(text: &str, number: i64, end: usize) -> (i64, usize) {
    let word =
        text.get(end..).and_then(|rest| rest.strip_prefix(' ')).map(|rest| (rest, span(rest, char::is_alphabetic)));
    word.and_then(|(rest, length)| {
        let times = LIMIT_WORDS.multipliers.get(&rest.get(..length)?.to_lowercase())?;
        Some((number.checked_mul(*times)?, end + 1 + length))
    })
    .unwrap_or((number, end))
}

/// The unit after a number, with or without a space.
fn unit_after(text: &str, at: usize) -> (Option<&'static Unit>, Option<Range<usize>>) {
    let Some(rest) = text.get(at..) else { return (None, None) };
    let blank = span(rest, |c| c == ' ' || c == '\u{a0}');
    let Some(word) = rest.get(blank..).filter(|_| blank < 3) else { return (None, None) };
    match LIMIT_WORDS.unit_of(word) {
        Some((unit, length)) => (Some(unit), Some(at + blank..at + blank + length)),
        None => (None, None),
    }
}

fn span(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// How many bytes of a text, from its start, belong to a word.
fn wordlike(text: &str) -> usize {
    let ends = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'\''));
    match text.bytes().enumerate().find(|(_, byte)| ends(*byte)) {
        Some((_, 0x80..)) => span(text, is_wordlike),
        Some((at, _)) => at,
        None => text.len(),
    }
}

fn is_wordlike(c: char) -> bool {
    (c.is_alphanumeric() && !is_unspaced(c)) || matches!(c, '_' | '-' | '.' | '\'')
}

/// Scripts that are written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(i64, Option<&'static str>)> {
        find_quantities(text).iter().map(|found| (found.number, found.unit.map(|unit| unit.unit.as_str()))).collect()
    }

    #[test]
    fn numbers_have_units() {
        assert_eq!(
            read("up to 1,000 bytes, 8KB, 1s or five times"),
            [(1000, Some("bytes")), (8, Some("kilobytes")), (1, Some("seconds")), (5, Some("requests"))]
        );
        assert_eq!(read("only once per 60 seconds"), [(1, Some("requests")), (60, Some("seconds"))]);
        assert_eq!(read("最多 500 个，不超过32字节"), [(500, Some("count")), (32, Some("bytes"))]);
        assert_eq!(read("the limit of 16."), [(16, None)]);
    }

    #[test]
    fn numbers_within_something_else_are_none() {
        for text in ["0x20", "MD5", "v1.2", "2.0", "2024-01-31", "10:30", "403.14", "utf-8", "A2", "3rd"] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
