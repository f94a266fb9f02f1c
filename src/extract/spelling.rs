//! How codes are spelled: the shapes of a single token.

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

/// `10,001`: digits in groups of three. Three-digit numbers from 100 to 599 are statuses in a row, `401,403`.
pub(crate) fn is_grouped(token: &str) -> bool {
    let mut groups = token.split(',');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.clone().peekable();
    let status = |group: &str| group.len() == 3 && matches!(group.as_bytes().first(), Some(b'1'..=b'5'));
    token.len() <= 27
        && rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && rest.all(|group| group.len() == 3 && digits(group))
        && !token.split(',').all(status)
}

/// `10_001`: digits in groups of three, as programs write them.
fn is_underscored(token: &str) -> bool {
    let mut groups = token.split('_');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    token.len() <= 27
        && rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && digits(first)
        && rest.all(|group| group.len() == 3 && digits(group))
}

/// `lids/close.py:12`, `close.py:12:7`: a line of a file.
fn is_place(token: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((file, line)) = token.split_once(':') else { return false };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named = (1..=4).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_lowercase());
    named && line.split(':').all(number)
}

fn is_hex(token: &str) -> bool {
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(digits) = token.strip_prefix("0x").or_else(|| token.strip_prefix("0X")) {
        return digits.len() <= 16 && is_digits(digits.trim_end_matches(['L', 'U', 'l', 'u']));
    }
    let digits = token.strip_suffix(['h', 'H']).unwrap_or(token);
    let has_digit = digits.bytes().any(|byte| byte.is_ascii_digit());
    has_digit && is_digits(digits) && (digits.len() == 8 || (digits.len() < token.len() && digits.len() >= 2))
}

fn is_dotted(token: &str) -> bool {
    let mut parts = 0;
    for part in token.split('.') {
        if part.is_empty() || part.len() > 9 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        parts += 1;
    }
    (2..=5).contains(&parts)
}

/// The value of a number or hexadecimal number.
pub(crate) fn value_of(token: &str) -> Option<i128> {
    let (negative, digits) = match token.strip_prefix(is_dash) {
        Some(digits) => (true, digits),
        None => (false, token.strip_prefix('+').unwrap_or(token)),
    };
    let value = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => i128::from_str_radix(hex.trim_end_matches(['L', 'U', 'l', 'u']), 16).ok()?,
        None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        None if is_grouped(digits) => digits.replace(',', "").parse().ok()?,
        None if is_underscored(digits) => digits.replace('_', "").parse().ok()?,
        None => i128::from_str_radix(digits.trim_end_matches(['h', 'H']), 16).ok()?,
    };
    Some(if negative { -value } else { value })
}

/// Whether two spellings are one number: equal, or one is the other's 32-bit two's complement.
pub(crate) fn is_same_number(a: &str, b: &str) -> bool {
    match (value_of(a), value_of(b)) {
        (Some(a), Some(b)) => a == b || a + (1 << 32) == b || b + (1 << 32) == a,
        _ => false,
    }
}

fn is_range(token: &str) -> bool {
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

fn is_wildcard(token: &str) -> bool {
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

fn identifier_shape(token: &str) -> Option<Shape> {
    if !token.is_ascii() {
        return None;
    }
    let (mut upper, mut lower, mut digits, mut under, mut dash, mut joint) = (0, 0, 0, 0, 0, 0);
    let mut hump = false;
    let mut before = b' ';
    for byte in token.bytes() {
        match byte {
            b'A'..=b'Z' => {
                upper += 1;
                hump |= before.is_ascii_lowercase();
            }
            b'a'..=b'z' => lower += 1,
            b'0'..=b'9' => digits += 1,
            b'_' => under += 1,
            b'-' => dash += 1,
            // A joint stands between letters: at an end, or doubled, it is punctuation.
            b'.' | b':' | b'/' | b'$' | b'@' => {
                let doubled = byte == b':' && before == b':';
                if !before.is_ascii_alphanumeric() && !doubled {
                    return None;
                }
                joint += 1;
            }
            _ => return None,
        }
        before = byte;
    }
    if !before.is_ascii_alphanumeric() && before != b'_' {
        return None;
    }
    let first = token.bytes().next().unwrap_or(b' ');
    if upper + lower == 0 || (!first.is_ascii_alphanumeric() && first != b'_') {
        return None;
    }
    let (upper, lower, digits) = (upper > 0, lower > 0, digits);
    if joint > 0 {
        if is_place(token) {
            return None;
        }
        // `e.g`, `v1.2`, `0.5s` are no names.
        let parts = token.split(['.', ':', '/', '$', '@']).filter(|part| !part.is_empty());
        let named =
            parts.clone().filter(|part| part.len() > 1 && part.bytes().any(|b| b.is_ascii_alphabetic())).count();
        let domain = token.starts_with("www.") || token.contains("//");
        if is_file_name(token) {
            return None;
        }
        if !lower && is_numbered_part(token) {
            return Some(Shape::Id);
        }
        // `admin.E201`: a numbered identifier of a part of the program.
        let numbered = token.rsplit('.').next().is_some_and(|part| {
            part.len() >= 4
                && part.starts_with(|c: char| c.is_ascii_uppercase())
                && part[1..].bytes().all(|b| b.is_ascii_digit())
        });
        if numbered && !domain {
            return Some(Shape::Id);
        }
        return match (named >= 2, domain) {
            (true, false) => Some(Shape::Symbolic),
            _ if digits >= 3 && upper => Some(Shape::Id),
            _ => None,
        };
    }
    if digits > 0 && under == 0 {
        // `E11000`, `42S02`, `ORA-00001`; lower-case `utf8` and `int32` are words.
        let letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
        // `b-26`, as displays show it.
        let displayed = dash == 1 && letters == 1 && digits >= 2 && token.as_bytes().get(1) == Some(&b'-');
        let numbered = token.bytes().last().is_some_and(|byte| byte.is_ascii_digit()) || digits >= 2 || !lower;
        if !hump && numbered && (!lower || displayed || digits >= 3) && (dash <= 3) && letters <= 24 {
            return Some(Shape::Id);
        }
    }
    if upper && !lower {
        return match under + dash {
            0 => (token.len() >= 2).then_some(Shape::Constant),
            _ => Some(Shape::Constant),
        };
    }
    if under > 0 {
        return Some(if upper { Shape::Camel } else { Shape::Snake });
    }
    if dash > 0 {
        // "Read-only" is a word of a sentence.
        return Some(if upper && digits == 0 { Shape::Word } else { Shape::Kebab });
    }
    if hump || (upper && lower && token.bytes().filter(u8::is_ascii_uppercase).count() >= 2) {
        return Some(Shape::Camel);
    }
    Some(Shape::Word)
}

/// The endings of files that pages name, in lowercase.
const FILE_ENDINGS: &[&str] = &[
    "bat", "bmp", "cfg", "conf", "cpp", "cs", "css", "csv", "dll", "exe", "gif", "go", "gz", "h", "hpp", "htm", "html",
    "ico", "ini", "java", "jpeg", "jpg", "js", "json", "jsx", "log", "md", "mdx", "pdf", "php", "png", "proto", "ps1",
    "py", "rb", "rs", "rst", "sh", "so", "sql", "svg", "swift", "tar", "toml", "ts", "tsx", "txt", "webp", "xml",
    "yaml", "yml", "zip",
];

/// `error-page.png`, `errors.json`: the name of a file.
fn is_file_name(token: &str) -> bool {
    token.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && FILE_ENDINGS.contains(&ending))
}

/// `AL.10`, `F.E1`: a short mark of letters, a point, and a number.
fn is_numbered_part(token: &str) -> bool {
    token.split_once(['.', ':']).is_some_and(|(mark, number)| {
        (1..=4).contains(&mark.len())
            && mark.bytes().all(|byte| byte.is_ascii_uppercase())
            && mark != "V"
            && (2..=6).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether a token is plain words with slashes between them: "door/lamp", "Door/lamp", not `auth/no-door`.
pub(crate) fn is_choice(token: &str) -> bool {
    let rest = token.strip_prefix(|first: char| first.is_ascii_alphabetic()).unwrap_or(token);
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    rest.contains('/') && rest.split('/').all(word)
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
