//! Codes: numbers, strings and ranges on the wire.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A code as it is on the wire.
///
/// Numbers come before ranges before texts; numbers and ranges are ordered by value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Code {
    /// A number whose spelling is canonical decimal: `-302`, never `007`, `+1`, `1_000`.
    Number(i64),
    /// A closed range of numbers. It is written `[first, last]`, and in an entry it stands under `range`.
    Range(CodeRange),
    /// Any other spelling, kept as it is: `0x80072EE2`, `403.14`, `00000`, `AccessDenied`.
    Text(String),
}

/// A closed range of numbers, written `[first, last]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(from = "(i64, i64)", into = "(i64, i64)")]
pub struct CodeRange {
    /// The first number in it.
    pub first: i64,
    /// The last number in it, not below `first`.
    pub last: i64,
}

impl From<(i64, i64)> for CodeRange {
    fn from((first, last): (i64, i64)) -> Self {
        Self { first: first.min(last), last: first.max(last) }
    }
}

impl From<CodeRange> for (i64, i64) {
    fn from(range: CodeRange) -> Self {
        (range.first, range.last)
    }
}

impl From<CodeRange> for Code {
    fn from(range: CodeRange) -> Self {
        Self::Range(range)
    }
}

impl CodeRange {
    /// Whether the number lies in the range.
    #[must_use]
    pub fn contains(self, number: i64) -> bool {
        (self.first..=self.last).contains(&number)
    }
}

impl Code {
    /// The code that a spelling stands for. A dash of any kind, `~` or `to` between two decimal numbers makes a range;
    /// a minus sign of any kind makes a number negative.
    #[must_use]
    pub fn parse(spelling: &str) -> Self {
        let spelling = spelling.trim();
        let ascii: String = spelling.chars().map(|c| if is_dash(c) { '-' } else { c }).collect();
        if let Some(number) = canonical(&ascii) {
            return Self::Number(number);
        }
        if let Some(range) = parse_range(&ascii) {
            return Self::Range(range);
        }
        Self::Text(spelling.to_owned())
    }

    /// The number on the wire: of a decimal or hexadecimal spelling.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Range(_) => None,
            Self::Text(text) => {
                let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |digits| (-1, digits));
                let hex = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"))?;
                i64::from_str_radix(hex, 16).ok().map(|value| sign * value)
            }
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Range(range) => write!(f, "{range}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for CodeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

/// How a code is spelled, whatever its digits are: `KM-0000` for `KM-1001`.
pub(crate) fn pattern(code: &str) -> String {
    code.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// The number, if this is just how it is written in canonical decimal.
fn canonical(spelling: &str) -> Option<i64> {
    let number: i64 = spelling.parse().ok()?;
    (number.to_string() == spelling).then_some(number)
}

fn parse_range(spelling: &str) -> Option<CodeRange> {
    // The first character may be the sign of the first number.
    let body = spelling.char_indices().nth(1)?.0;
    let (at, sign) = ["..", "-", "~", "\u{301c}", "\u{ff5e}", " to "]
        .iter()
        .filter_map(|sign| spelling[body..].find(sign).map(|at| (at + body, *sign)))
        .min()?;
    let first = canonical(spelling[..at].trim_end())?;
    let last = canonical(spelling[at + sign.len()..].trim_start())?;
    (first < last).then_some(CodeRange { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_become_what_they_are() {
        assert_eq!(Code::parse("7003"), Code::Number(7003));
        assert_eq!(Code::parse("\u{2212}302"), Code::Number(-302));
        for (range, first, last) in
            [("120001-130000", 120_001, 130_000), ("1 to 5", 1, 5), ("-9 ~ -3", -9, -3), ("10\u{2013}20", 10, 20)]
        {
            assert_eq!(Code::parse(range), Code::Range(CodeRange { first, last }), "{range}");
        }
        for text in ["007", "+1", "0x80072EE2", "403.14", "00000", "AccessDenied", "5-3", "A-1", ""] {
            assert_eq!(Code::parse(text), Code::Text(text.into()), "{text}");
        }
        assert_eq!(Code::parse("0x80072EE2").number(), Some(0x8007_2EE2));
    }
}
