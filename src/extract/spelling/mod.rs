//! How codes are spelled: the shapes of a single token.

mod identifier;
mod number;
mod range;

use self::identifier::identifier_shape;
pub(crate) use self::identifier::is_choice;
use self::number::{is_dotted, is_hex, is_underscored};
pub(crate) use self::number::{is_grouped, is_same_number, value_of};
pub(crate) use self::range::{is_ascending, is_part_range};
use self::range::{is_range, is_wildcard};
use crate::document::shape::is_negated_errno;

/// The shape of a token that could be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// Decimal digits, at most a sign before them.
    Number,
    /// `0x80072EE2`, `80072EE2`, `1Fh`.
    Hex,
    /// `403.14`, `5.7.13`.
    Dotted,
    /// `120001-130000`, `1 to 5`.
    Range,
    /// `5xx`.
    Wildcard,
    /// Letters and digits of an identifier: `ORA-00001`, `E11000`, `42S02`.
    Id,
    /// `NOT_FOUND`, `EACCES`.
    Constant,
    /// `Auth.Failure`, `auth/invalid-email`.
    Symbolic,
    /// `AccessDenied`, `tecNO_LINE`.
    Camel,
    /// `card_declined`.
    Snake,
    /// `rate-limit-exceeded`.
    Kebab,
    /// One plain word.
    Word,
}

impl Shape {
    /// Whether it is a number or several.
    pub(crate) fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Hex | Self::Dotted | Self::Range | Self::Wildcard)
    }

    /// Whether it is a number or a numbered identifier.
    pub(crate) fn is_key(self) -> bool {
        self.is_numeric() || self == Self::Id
    }

    /// Whether it is a name that only programs use.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Constant | Self::Symbolic | Self::Camel | Self::Snake | Self::Kebab)
    }
}

/// Whether a character is a sign that pages use for a minus or a dash.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// The shape of a token without white space, if it could be a code.
pub(crate) fn shape_of(token: &str) -> Option<Shape> {
    if token.is_empty() || token.len() > 120 {
        return None;
    }
    // Most words of a text.
    if token.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(Shape::Word);
    }
    if token.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return identifier_shape(token);
    }
    let unsigned = token.strip_prefix(|c: char| is_dash(c) || c == '+').unwrap_or(token);
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return (unsigned.len() <= 20).then_some(Shape::Number);
    }
    let signs = Signs::of(token);
    if signs.grouped && (is_grouped(unsigned) || is_underscored(unsigned)) {
        return Some(Shape::Number);
    }
    if signs.digit && is_hex(unsigned) {
        return Some(Shape::Hex);
    }
    if is_negated_errno(token) {
        return Some(Shape::Constant);
    }
    if signs.dotted && signs.digit && is_dotted(unsigned) {
        return Some(Shape::Dotted);
    }
    if signs.spanned && is_range(token) {
        return Some(Shape::Range);
    }
    if signs.wild && is_wildcard(token) {
        return Some(Shape::Wildcard);
    }
    identifier_shape(token)
}

/// Which signs a token has, so that it need not be held against shapes that want others.
struct Signs {
    digit: bool,
    /// What stands between groups of digits, with digits before it.
    grouped: bool,
    dotted: bool,
    /// What may stand between the ends of a range: a dash, a tilde or two dots.
    spanned: bool,
    /// A plus, or an end that stands for any digits.
    wild: bool,
}

impl Signs {
    fn of(token: &str) -> Self {
        let wild = matches!(token.as_bytes().last(), Some(b'x' | b'X' | b'*' | b'n' | b's'));
        let mut signs = Self { digit: false, grouped: false, dotted: false, spanned: false, wild };
        let mut before = b' ';
        for byte in token.bytes() {
            match byte {
                b'0'..=b'9' => signs.digit = true,
                b',' | b'_' => signs.grouped |= signs.digit,
                b'.' => {
                    signs.dotted = true;
                    signs.spanned |= before == b'.';
                }
                b'-' | b'~' | 0x80.. => signs.spanned = true,
                b'+' => signs.wild = true,
                _ => {}
            }
            before = byte;
        }
        signs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_shapes() {
        for (token, shape) in [
            ("7", Shape::Number),
            ("-302", Shape::Number),
            ("\u{2212}302", Shape::Number),
            ("0x80072EE2", Shape::Hex),
            ("80072EE2h", Shape::Hex),
            ("C000000D", Shape::Hex),
            ("10,001", Shape::Number),
            ("10_001", Shape::Number),
            ("2_041_300", Shape::Number),
            ("403.14", Shape::Dotted),
            ("5.7.13", Shape::Dotted),
            ("120001-130000", Shape::Range),
            ("0x10-0x1F", Shape::Range),
            ("-9~-3", Shape::Range),
            ("5.1.20-29", Shape::Range),
            ("403.1–403.9", Shape::Range),
            ("5xx", Shape::Wildcard),
            ("400s", Shape::Wildcard),
            ("6Fxx", Shape::Wildcard),
            ("63CX", Shape::Wildcard),
            ("50.x", Shape::Wildcard),
            ("XQ03001", Shape::Id),
            ("ABC-00001", Shape::Id),
            ("42S02", Shape::Id),
            ("AL.10", Shape::Id),
            ("AL.E1", Shape::Id),
            ("E-05", Shape::Id),
            ("HY000", Shape::Id),
            ("NOT_FOUND", Shape::Constant),
            ("EACCES", Shape::Constant),
            ("Auth.Failure", Shape::Symbolic),
            ("auth/no-such-user", Shape::Symbolic),
            ("AccessDenied", Shape::Camel),
            ("tecNO_LINE", Shape::Camel),
            ("card_declined", Shape::Snake),
            ("rate-limit", Shape::Kebab),
            ("Read-only", Shape::Word),
            ("Throttled", Shape::Word),
            ("utf8", Shape::Word),
        ] {
            assert_eq!(shape_of(token), Some(shape), "{token}");
        }
        for token in [
            "1.2-1.9",
            "10_01",
            "5.1.29-20",
            "5.1.20-5.2.29",
            "errors.json",
            "img/error-02.png",
            "",
            "失败",
            "a,b",
            "(x)",
            "--",
            "…",
        ] {
            assert_eq!(shape_of(token), None, "{token}");
        }
    }

    proptest::proptest! {
        #[test]
        fn signs_rule_out_only_what_a_token_is_not(token in "[-0-9aEFfx.,_~+*sn\u{2013}]{1,9}") {
            let signs = Signs::of(&token);
            for (may_be, is) in [
                (signs.grouped, is_grouped(&token) || is_underscored(&token)),
                (signs.digit, is_hex(&token)),
                (signs.dotted && signs.digit, is_dotted(&token)),
                (signs.spanned, is_range(&token)),
                (signs.wild, is_wildcard(&token)),
            ] {
                proptest::prop_assert!(may_be || !is, "{token}");
            }
        }
    }
}
