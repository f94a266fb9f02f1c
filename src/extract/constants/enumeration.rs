//! From statements to constants: definitions, assignments, and the members of enumerations.

use std::collections::HashMap;

use super::Constant;
use super::expression::{Value, evaluate};
use super::statement::{Dialect, Piece, pieces};

/// The constants that source text declares, in its order.
pub(crate) fn lex_constants(text: &str, language: Option<&str>) -> Vec<Constant> {
    if matches!(language, Some("tsv")) {
        return tab_separated(text);
    }
    let mut lexer = Lexer::default();
    for piece in pieces(text, Dialect::of(language, text)) {
        match piece {
            Piece::Comment { text, line, last } => lexer.comment(&text, line, last),
            Piece::Statement { code, end, line, last } => {
                if !code.is_empty() {
                    lexer.statement(&code, end, line, last);
                }
                lexer.delimiter(&code, end);
            }
        }
    }
    lexer.constants
}

/// Lines of value, name and at times text, divided by tabs: what the reader of symbol lists makes.
fn tab_separated(text: &str) -> Vec<Constant> {
    let mut constants = Vec::new();
    for (line, row) in text.lines().enumerate() {
        let mut cells = row.split('\t').map(str::trim);
        let (Some(value), Some(name)) = (cells.next(), cells.next()) else { continue };
        let comment = cells.next().filter(|comment| !comment.is_empty()).map(str::to_owned);
        if !value.is_empty() && !name.is_empty() {
            let number = evaluate(value, &HashMap::new(), 0).is_some();
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            constants.push(Constant { name: name.to_owned(), value: value.to_owned(), comment, line, number });
        }
    }
    constants
}

/// What a brace or parenthesis opened.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scope {
    /// The members of an enumeration; the value that the next one has if it states none.
    Enumeration(Option<i64>),
    /// A Go group of constants, and the place of the next one.
    Group(i64),
    /// Anything else.
    Other,
}

#[derive(Default)]
struct Lexer {
    constants: Vec<Constant>,
    known: HashMap<String, i64>,
    scopes: Vec<Scope>,
    /// Comment lines that wait for the constant below them, and the line on which they end.
    waiting: Option<(String, u32)>,
    /// The line on which the last constant ended.
    last_line: Option<u32>,
    /// What a Go constant without a value repeats.
    repeated: Option<String>,
}

/// Nothing that a person wrote nests deeper; deeper braces are not told apart.
const MAX_SCOPES: usize = 256;

impl Lexer {
    fn comment(&mut self, text: &str, line: u32, last: u32) {
        if text.is_empty() {
            return;
        }
        // A comment on the line of a constant belongs to it; a comment on lines of its own to what follows.
        if self.last_line == Some(line)
            && let Some(constant) = self.constants.last_mut()
        {
            if constant.comment.is_none() {
                constant.comment = Some(text.to_owned());
            }
            return;
        }
        match &mut self.waiting {
            Some((waiting, end)) if *end + 1 == line => {
                waiting.push(' ');
                waiting.push_str(text);
                *end = last;
            }
            _ => self.waiting = Some((text.to_owned(), last)),
        }
    }

    fn delimiter(&mut self, code: &str, end: char) {
        match end {
            '{' | '(' if self.scopes.len() < MAX_SCOPES => {
                let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
                let enumeration = words.iter().any(|word| *word == "enum" || word.ends_with("_ENUM"));
                self.repeated = None;
                self.scopes.push(match end {
                    '(' => Scope::Group(0),
                    _ if enumeration => Scope::Enumeration(Some(0)),
                    _ => Scope::Other,
                });
                self.waiting = None;
            }
            '}' => {
                self.scopes.pop();
                self.waiting = None;
            }
            // What follows the members of a Java, Kotlin or Dart enumeration is its fields and functions.
            ';' => {
                if let Some(scope @ Scope::Enumeration(_)) = self.scopes.last_mut() {
                    *scope = Scope::Other;
                }
            }
            _ => {}
        }
    }

    fn statement(&mut self, code: &str, end: char, line: u32, last: u32) {
        if end == '{' && !code.contains('=') {
            return;
        }
        let found = match self.scopes.last().copied() {
            Some(Scope::Enumeration(next)) => self.member(code, next),
            Some(Scope::Group(position)) => self.group_member(code, position),
            Some(Scope::Other) | None => {
                definition(code).or_else(|| assignment(code)).and_then(|(name, expression)| {
                    let value = lenient(expression, &self.known, 0)?;
                    Some((name.to_owned(), value.0, value.1))
                })
            }
        };
        let waiting = self.waiting.take().filter(|(_, end)| *end + 2 >= line).map(|(text, _)| text);
        let Some((name, value, text)) = found else { return };
        let number = matches!(value, Value::Number { .. });
        let value = match value {
            Value::Number { number, literal } => {
                self.known.insert(name.clone(), number);
                literal.unwrap_or_else(|| number.to_string())
            }
            Value::Text(text) => text,
        };
        self.constants.push(Constant { name, value, comment: waiting.or(text), line, number });
        self.last_line = Some(last);
    }

    /// A member of an enumeration: `NAME`, `NAME = 3`, `NAME(3, "text")`, `case name = 3`.
    fn member(&mut self, code: &str, next: Option<i64>) -> Option<(String, Value, Option<String>)> {
        let code = code.strip_prefix("case ").unwrap_or(code);
        let name_end = code.find(|c: char| !is_name_char(c)).unwrap_or(code.len());
        let (name, rest) = code.split_at(name_end);
        let rest = rest.trim_start();
        if !is_name(name) {
            return None;
        }
        let (value, text) = if rest.is_empty() {
            (next.map(|number| Value::Number { number, literal: None }), None)
        } else if let Some(expression) = rest.strip_prefix('=') {
            lenient(expression, &self.known, 0).map_or((None, None), |(value, text)| (Some(value), text))
        } else if rest.starts_with('(') {
            arguments(rest)?
        } else {
            return None;
        };
        let following = match &value {
            Some(Value::Number { number, .. }) => number.checked_add(1),
            Some(Value::Text(_)) | None => None,
        };
        if let Some(Scope::Enumeration(next)) = self.scopes.last_mut() {
            *next = following;
        }
        value.map(|value| (name.to_owned(), value, text))
    }

    /// A constant of a Go group: `Name Type = iota`, `Name`, `Name = 5`.
    fn group_member(&mut self, code: &str, position: i64) -> Option<(String, Value, Option<String>)> {
        if let Some(Scope::Group(next)) = self.scopes.last_mut() {
            *next += 1;
        }
        let (names, expression) = match code.split_once('=') {
            Some((names, expression)) => {
                self.repeated = Some(expression.trim().to_owned());
                (names, expression.trim().to_owned())
            }
            None => (code, self.repeated.clone()?),
        };
        let name = names.split_whitespace().next().filter(|name| is_name(name))?;
        let value = evaluate(&expression, &self.known, position)?;
        (name != "_").then(|| (name.to_owned(), value, None))
    }
}

/// A value, and what stands after a bar that no expression has: `0x10 | the text`.
fn lenient(expression: &str, known: &HashMap<String, i64>, position: i64) -> Option<(Value, Option<String>)> {
    let expression = expression.trim();
    if let Some(value) = evaluate(expression, known, position) {
        return Some((value, None));
    }
    let (value, text) = expression.split_once('|')?;
    let text = text.trim();
    Some((evaluate(value, known, position)?, (!text.is_empty()).then(|| text.to_owned())))
}

/// The arguments of a member: its first number is the value, its first string the text.
fn arguments(rest: &str) -> Option<(Option<Value>, Option<String>)> {
    let inner = rest.strip_prefix('(')?;
    let inner = inner.rsplit_once(')').map_or(inner, |(inner, _)| inner);
    let (mut number, mut texts) = (None, Vec::new());
    for argument in split_arguments(inner) {
        match evaluate(argument.rsplit_once('=').map_or(argument, |(_, value)| value), &HashMap::new(), 0) {
            Some(value @ Value::Number { .. }) if number.is_none() => number = Some(value),
            Some(Value::Text(text)) => texts.push(text),
            Some(Value::Number { .. }) | None => {}
        }
    }
    let mut texts = texts.into_iter();
    let value = number.or_else(|| texts.next().map(Value::Text));
    Some((value, texts.next()))
}

/// Arguments divided at commas outside of strings and parentheses.
fn split_arguments(inner: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_u32, None);
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(inner[start..at].trim());
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    parts.push(inner[start..].trim());
    parts
}

/// `#define NAME value`.
fn definition(code: &str) -> Option<(&str, &str)> {
    let (name, expression) = code.strip_prefix("#define ")?.trim_start().split_once(' ')?;
    is_name(name).then_some((name, expression))
}

/// `words NAME = value`, `words NAME: type = value`, `NAME: value` of an object.
fn assignment(code: &str) -> Option<(&str, &str)> {
    if let Some((left, right)) = code.split_once('=') {
        if right.starts_with(['=', '>', '~']) || left.ends_with(['!', '<', '>', '+', '-', '*', '/', '|', '&', ':', '='])
        {
            return None;
        }
        let left = left.split_once(':').map_or(left, |(name, _)| name).trim();
        let name = left.rsplit(' ').next().unwrap_or(left);
        let words = left.split(' ').count();
        let plain = left.chars().all(|c| is_name_char(c) || c == ' ' || c == '*');
        return (plain && words <= 6 && is_name(name)).then_some((name, right));
    }
    // The key of an object is a constant where it is written as one.
    let (name, value) = code.split_once(':')?;
    let name = name.trim();
    let screaming = name.contains('_') && !name.chars().any(char::is_lowercase);
    (screaming && is_name(name)).then_some((name, value))
}

fn is_name(name: &str) -> bool {
    name.chars().all(is_name_char) && name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lex(language: &str, text: &str) -> Vec<String> {
        lex_constants(text, Some(language))
            .into_iter()
            .map(|constant| {
                let comment = constant.comment.map(|comment| format!(" // {comment}")).unwrap_or_default();
                format!("{}: {} = {}{comment}", constant.line + 1, constant.name, constant.value)
            })
            .collect()
    }

    #[test]
    fn c_definitions_and_enumerations() {
        let text = "#ifndef X_H\n#define X_H\n#define X_OK 0 /* fine */\n#define X_BAD (-1)  // bad\n#define X_PAIR (X_OK + \\\n  2)\n\
            /** all of them */\ntypedef enum {\n  /// the first\n  A_ONE,\n  A_TWO, ///< the second\n  A_TEN = 0x0A, A_ELEVEN\n} t;\n\
            int f(int a) { return a == 1; }\n";
        assert_eq!(
            lex("h", text),
            [
                "3: X_OK = 0 // fine",
                "4: X_BAD = -1 // bad",
                "5: X_PAIR = 2",
                "10: A_ONE = 0 // the first",
                "11: A_TWO = 1 // the second",
                "12: A_TEN = 0x0A",
                "12: A_ELEVEN = 11",
            ]
        );
    }

    #[test]
    fn languages_of_the_jvm() {
        let java = "public final class E {\n  /** gone */\n  public static final int ERR_GONE = 410;\n}\n\
            enum F { LOW(1, \"too low\"), HIGH(2, \"too high\");\n  private final int code;\n  int x = 3; }\n";
        assert_eq!(
            lex("java", java)[..3],
            ["3: ERR_GONE = 410 // gone", "5: LOW = 1 // too low", "5: HIGH = 2 // too high"]
        );
        let kotlin = "enum class F(val code: Int) {\n  LOW(-1),\n  HIGH(code = 2);\n}\nconst val TOP: Int = 9\n";
        assert_eq!(lex("kt", kotlin), ["2: LOW = -1", "3: HIGH = 2", "5: TOP = 9"]);
    }

    #[test]
    fn swift_rust_go_python_and_scripts() {
        let swift = "public enum E: Int {\n  /// odd\n  case odd = 7\n  case next\n}\n";
        assert_eq!(lex("swift", swift), ["3: odd = 7 // odd", "4: next = 8"]);
        let objc = "typedef NS_ERROR_ENUM(XErrorDomain, XError) {\n  XErrorNone = 0,\n  XErrorLost = -9, // lost\n};\n";
        assert_eq!(lex("m", objc), ["2: XErrorNone = 0", "3: XErrorLost = -9 // lost"]);
        let rust = "#[repr(i32)]\npub enum E {\n    /// odd\n    #[error(\"x\")]\n    Odd = 7,\n}\npub const TOP: i32 = 1_000;\n";
        assert_eq!(lex("rs", rust), ["5: Odd = 7 // odd", "7: TOP = 1000"]);
        let go = "const (\n\tErrA Code = iota + 1\n\tErrB // second\n\t_\n\tErrD\n)\nconst Top = 4\n";
        assert_eq!(lex("go", go), ["2: ErrA = 1", "3: ErrB = 2 // second", "5: ErrD = 4", "7: Top = 4"]);
        let python =
            "class E(IntEnum):\n    \"\"\"All.\"\"\"\n    # the first\n    ONE = 1\n    TWO = ONE << 1  # second\n";
        assert_eq!(lex("py", python), ["4: ONE = 1 // the first", "5: TWO = 2 // second"]);
        let ts = "export const ParseFault: integer = -32700;\nexport const Codes = {\n  NOT_THERE: 404, // gone\n  b: 2\n} as const;\n";
        assert_eq!(lex("ts", ts), ["1: ParseFault = -32700", "3: NOT_THERE = 404 // gone"]);
        let cs = "public enum E : uint { None = 0, Bad = 0x80000001, Worse }\n";
        assert_eq!(lex("cs", cs), ["1: None = 0", "1: Bad = 0x80000001", "1: Worse = 2147483650"]);
        let dart = "enum E {\n  low(1),\n  high(2);\n\n  const E(this.code);\n  final int code;\n}\n";
        assert_eq!(lex("dart", dart), ["2: low = 1", "3: high = 2"]);
    }

    #[test]
    fn listings_of_pages() {
        assert_eq!(
            lex("", "kLost = 860015,\nkFound = 0x10 | the text\n"),
            ["1: kLost = 860015", "2: kFound = 0x10 // the text"]
        );
    }

    #[test]
    fn samples_give_nothing() {
        assert_eq!(lex("json", "{\n  \"code\": 1001,\n  \"message\": \"x\"\n}\n"), Vec::<String>::new());
        assert_eq!(lex("c", "if (a == 1) { b(2); }\nfor (;;) {}\n/* open"), Vec::<String>::new());
        assert_eq!(lex("sh", "$ curl -X POST https://example.com/x?a=1\n"), Vec::<String>::new());
    }

    #[test]
    fn tab_separated_lines() {
        assert_eq!(
            lex("tsv", "\n-302\tERR_LIMIT\n7\tERR_SEVEN\twhy\n8\n"),
            ["2: ERR_LIMIT = -302", "3: ERR_SEVEN = 7 // why"]
        );
    }
}
