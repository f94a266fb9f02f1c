//! Values of constants: literals, and sums of literals and other constants.

use foldhash::HashMap;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A number, and its literal where it was written as one.
    Number {
        /// What it is.
        number: i64,
        /// How it was written, without digit separators and suffixes.
        literal: Option<String>,
    },
    /// A quoted string, without quotes.
    Text(String),
}

/// What an expression may refer to, and how its language writes numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// The constants so far, by name.
    pub(super) values: HashMap<String, i64>,
    /// Whether a leading zero makes a number octal.
    pub(super) octal: bool,
    /// Whether one character between apostrophes is a number.
    pub(super) characters: bool,
}

/// The value of an expression over the constants known so far; `None` where it is anything else.
///
/// `position` is what Go calls `iota`: the place in the group, counting from zero.
pub(super) fn evaluate(expression: &str, known: &Known, position: i64) -> Option<Value> {
    let expression = expression.trim();
    if let Some(quote) = expression.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        let inner = expression.strip_prefix(quote)?.strip_suffix(quote)?;
        let mut chars = inner.chars();
        if let (true, '\'', Some(c), None) = (known.characters, quote, chars.next(), chars.next()) {
            return Some(Value::Number { number: i64::from(u32::from(c)), literal: None });
        }
        return (!inner.contains(quote)).then(|| Value::Text(inner.to_owned()));
    }
    // `Fault::Late as i32`
    let expression = expression.split_once(" as ").map_or(expression, |(value, _)| value.trim_end());
    if let Some((number, literal)) = whole_literal(expression, known.octal) {
        return Some(Value::Number { number, literal });
    }
    let mut parser = Parser { rest: expression, known, position, depth: 0, literal: None, literals: 0 };
    let number = parser.sum(0)?;
    // Casts and macros around a single literal (`(int)0x10`, `MAKE_ERROR(5)`) leave it as written.
    let literal =
        (parser.literals == 1 && parser.rest.trim().is_empty()).then_some(parser.literal).flatten().filter(|literal| {
            whole_literal(literal, known.octal).is_some_and(|(value, kept)| value == number && kept.is_some())
        });
    parser.rest.trim().is_empty().then_some(Value::Number { number, literal })
}

/// A literal with its sign, and nothing else: its number, and its spelling without separators and suffix where that says
/// the same everywhere.
fn whole_literal(text: &str, octal: bool) -> Option<(i64, Option<String>)> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (number, spelling, length) = literal(digits, octal)?;
    let same = !(octal && is_octal(&spelling));
    (length == digits.len()).then(|| {
        let number = if sign.is_empty() { number } else { number.wrapping_neg() };
        (number, same.then(|| format!("{sign}{spelling}")))
    })
}

/// The literal at the start of the text: its number, its spelling, and how many bytes it takes with its suffix.
fn literal(text: &str, octal: bool) -> Option<(i64, String, usize)> {
    let (radix, skip) = match text.get(..2) {
        Some("0x" | "0X") => (16, 2),
        Some("0b" | "0B") => (2, 2),
        Some("0o" | "0O") => (8, 2),
        _ => (10, 0),
    };
    let body = &text[skip..];
    let end = body.find(|c: char| !c.is_digit(radix) && !matches!(c, '_' | '\'')).unwrap_or(body.len());
    if end == 0 || body.starts_with('_') {
        return None;
    }
    let digits: String = body[..end].chars().filter(|c| !matches!(c, '_' | '\'')).collect();
    let radix = if octal && radix == 10 && is_octal(&digits) { 8 } else { radix };
    let number = u64::from_str_radix(&digits, radix).ok()?;
    let suffix = suffix_length(&body[end..]);
    let after = body[end + suffix..].chars().next();
    if after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.') {
        return None;
    }
    // A value above the largest positive number is a pattern of bits.
    Some((number.cast_signed(), format!("{}{digits}", &text[..skip]), skip + end + suffix))
}

/// `017`
fn is_octal(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many bytes the suffix of a number takes: `UL`, `i32`, `usize`.
fn suffix_length(rest: &str) -> usize {
    let width = |rest: &str| ["8", "16", "32", "64", "128", "size"].into_iter().find(|width| rest.starts_with(width));
    if let Some(width) = rest.strip_prefix(['i', 'u']).and_then(width) {
        return 1 + width.len();
    }
    rest.find(|c: char| !matches!(c, 'u' | 'U' | 'l' | 'L' | 'n')).unwrap_or(rest.len())
}

/// Expressions nest no deeper than this in any header.
const MAX_DEPTH: u32 = 32;

struct Parser<'a> {
    rest: &'a str,
    known: &'a Known,
    position: i64,
    depth: u32,
    literal: Option<String>,
    literals: u32,
}

impl Parser<'_> {
    /// Binary operators by how tightly they bind, loosest first.
    const LEVELS: [&'static [&'static str]; 5] = [&["|"], &["&"], &["<<", ">>"], &["+", "-"], &["*"]];

    fn sum(&mut self, level: usize) -> Option<i64> {
        let Some(operators) = Self::LEVELS.get(level) else { return self.operand() };
        let mut left = self.sum(level + 1)?;
        loop {
            self.rest = self.rest.trim_start();
            let Some(operator) = operators.iter().find(|operator| self.rest.starts_with(**operator)) else {
                return Some(left);
            };
            self.rest = &self.rest[operator.len()..];
            let right = self.sum(level + 1)?;
            left = match *operator {
                "|" => left | right,
                "&" => left & right,
                "<<" => left.checked_shl(u32::try_from(right).ok()?)?,
                ">>" => left.checked_shr(u32::try_from(right).ok()?)?,
                "+" => left.checked_add(right)?,
                "-" => left.checked_sub(right)?,
                _ => left.checked_mul(right)?,
            };
        }
    }

    fn operand(&mut self) -> Option<i64> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        self.rest = self.rest.trim_start();
        let value = if let Some(rest) = self.rest.strip_prefix(['-', '\u{2212}']) {
            self.rest = rest;
            let value = self.operand()?.checked_neg()?;
            self.literal = self.literal.take().map(|literal| format!("-{literal}"));
            Some(value)
        } else if let Some(rest) = self.rest.strip_prefix('~') {
            self.rest = rest;
            Some(!self.operand()?)
        } else if let Some(rest) = self.rest.strip_prefix('(') {
            self.rest = rest;
            self.parenthesis()
        } else if let Some((number, spelling, length)) = literal(self.rest, self.known.octal) {
            self.rest = &self.rest[length..];
            self.literals += 1;
            self.literal = Some(spelling);
            Some(number)
        } else {
            self.name()
        };
        self.depth -= 1;
        value
    }

    /// After an opening parenthesis: an expression, or the type of a cast.
    fn parenthesis(&mut self) -> Option<i64> {
        let close = self.rest.find(')')?;
        let inner = &self.rest[..close];
        let cast = inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | ':' | '*'))
            && inner.chars().next().is_some_and(char::is_alphabetic)
            && !self.known.values.contains_key(inner.trim())
            && inner.trim() != "iota";
        if cast {
            self.rest = &self.rest[close + 1..];
            return self.operand();
        }
        let value = self.sum(0)?;
        self.rest = self.rest.trim_start().strip_prefix(')')?;
        Some(value)
    }

    /// A known constant, the place in the group, or a macro around one number.
    fn name(&mut self) -> Option<i64> {
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | ':'));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if name.is_empty() {
            return None;
        }
        self.rest = rest;
        let last = name.rsplit(['.', ':']).next().unwrap_or(name);
        if last == "iota" {
            return Some(self.position);
        }
        if let Some(&value) = self.known.values.get(last) {
            return Some(value);
        }
        // `static_cast<int>(5)`, `Code(rawValue: 5)`
        let rest = self.rest.trim_start();
        let rest = match rest.strip_prefix('<').and_then(|types| types.split_once('>')) {
            Some((types, after)) if types.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | ' ')) => after,
            _ => rest,
        };
        let inner = rest.trim_start().strip_prefix('(')?.trim_start();
        let label = inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or_default();
        self.rest = match inner.get(label..).and_then(|after| after.strip_prefix(':')) {
            Some(value) if label > 0 && !value.starts_with(':') => value,
            _ => inner,
        };
        let value = self.sum(0)?;
        self.rest = self.rest.trim_start().strip_prefix(')')?;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(expression: &str) -> Option<String> {
        let known = Known { values: HashMap::from_iter([("BASE".to_owned(), 100)]), ..Known::default() };
        evaluate(expression, &known, 3).map(|value| match value {
            Value::Number { literal: Some(literal), .. } => literal,
            Value::Number { number, literal: None } => format!("={number}"),
            Value::Text(text) => format!("{text:?}"),
        })
    }

    #[test]
    fn literals_stay_as_written() {
        for (expression, written) in [
            ("7", "7"),
            ("-32700", "-32700"),
            ("(-5)", "-5"),
            ("0x80070005L", "0x80070005"),
            ("1_000", "1000"),
            ("(HRESULT)0x10", "0x10"),
            ("MAKE_ERROR(12)", "12"),
            ("'gone'", "\"gone\""),
        ] {
            assert_eq!(value(expression).as_deref(), Some(written), "{expression}");
        }
    }

    #[test]
    fn sums_are_computed() {
        for (expression, computed) in
            [("BASE + 1", "=101"), ("1 << 4", "=16"), ("1 | (2 << 8)", "=513"), ("-iota", "=-3")]
        {
            assert_eq!(value(expression).as_deref(), Some(computed), "{expression}");
        }
        for nothing in ["", "OTHER", "f(x)", "1 +", "1.5", "errors.New(\"x\")", "\"a\" + \"b\""] {
            assert_eq!(value(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn deep_nesting_ends() {
        assert_eq!(value(&"(".repeat(10_000)), None);
        assert_eq!(value(&"-".repeat(10_000)), None);
    }
}
