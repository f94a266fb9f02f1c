//! From statements to constants: what stands around them, their comments, definitions and assignments.

use foldhash::HashMap;

use super::declaration::{assignment, definition, single_object};
use super::expression::{Known, Value, evaluate};
use super::family::beginning;
use super::language::Language;
use super::member::lenient;
use super::scope::Scope;
use super::statement::{Piece, pieces};
use super::{Constant, Header, UnknownConstant};

/// What source text declares.
#[derive(Debug, Default)]
pub(crate) struct Lexed {
    /// Its constants, in its order.
    pub(crate) constants: Vec<Constant>,
    /// Constants whose values it does not tell, in its order.
    pub(crate) unknown: Vec<UnknownConstant>,
    /// What opens the braces that they stand in, in its order.
    pub(crate) headers: Vec<Header>,
}

/// The constants that source text declares.
pub(crate) fn lex_constants(text: &str, language: Option<&str>) -> Lexed {
    if matches!(language, Some("tsv")) {
        return Lexed { constants: tab_separated(text), ..Lexed::default() };
    }
    let language = Language::of(language, text);
    let mut lexer = Lexer::new(text, language);
    for piece in pieces(text, language) {
        match piece {
            Piece::Comment { text, line, last } => lexer.comment(&text, line, last),
            Piece::Statement { code, end, line, last } => {
                // The names of one Go line belong together, and so do the types that an enumeration is one of.
                if end == ',' && lexer.goes_on(&code) {
                    lexer.listed.push_str(&code);
                    lexer.listed.push(',');
                    continue;
                }
                let code = if lexer.listed.is_empty() { code } else { std::mem::take(&mut lexer.listed) + &code };
                if !code.is_empty() {
                    lexer.statement(&code, end, line, last);
                }
                lexer.delimiter(&code, end);
            }
        }
    }
    lexer.end()
}

/// Lines of value, name and at times text, divided by tabs: what the reader of symbol lists makes.
fn tab_separated(text: &str) -> Vec<Constant> {
    let mut constants = Vec::new();
    for (line, row) in text.lines().enumerate() {
        let mut cells = row.split('\t').map(str::trim);
        let (Some(value), Some(name)) = (cells.next(), cells.next()) else { continue };
        let comment = cells.next().filter(|comment| !comment.is_empty()).map(str::to_owned);
        if !value.is_empty() && !name.is_empty() {
            let number = evaluate(value, &Known::default(), 0).is_some();
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            let (name, value) = (name.to_owned(), value.to_owned());
            constants.push(Constant { name, value, comment, line, number, within: None });
        }
    }
    constants
}

/// Drops the comments that title constants: where each stands above the first of several in consecutive lines of which
/// no other has one. Above a pair it may be what is said of the first, unless another group has a title too.
fn drop_titles(constants: &mut [Constant], lines: &[&str]) {
    let next = |one: &Constant, other: &Constant| other.line == one.line + 1;
    let groups = || constants.chunk_by(next).filter(|group| group[0].comment.is_some());
    let smallest = if groups().count() > 1 { 2 } else { 3 };
    let titled = |group: &[Constant]| {
        let Some((first, rest)) = group.split_first() else { return true };
        let line = lines.get(first.line as usize).copied().unwrap_or_default();
        let above = first.comment.as_ref().is_none_or(|said| group.len() >= smallest && !line.contains(said.as_str()));
        above && rest.iter().all(|constant| constant.comment.is_none())
    };
    if constants.chunk_by(next).all(titled) {
        constants.iter_mut().for_each(|constant| constant.comment = None);
    }
}

/// What was read so far.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    pub(super) language: Language,
    lines: Vec<&'a str>,
    pub(super) found: Lexed,
    pub(super) known: Known,
    pub(super) scopes: Vec<Scope>,
    /// The header of each of the scopes.
    headed: Vec<Option<usize>>,
    /// The Python class that is read: its indent, and its header.
    class: Option<(usize, usize)>,
    /// Braces below the deepest scope that is told apart.
    deeper: u32,
    /// Comment lines that wait for the constant below them, and the line on which they end.
    waiting: Option<(String, u32)>,
    /// The line on which the last constant ended.
    last_line: Option<u32>,
    /// What a Go constant without a value repeats.
    pub(super) repeated: Option<String>,
    /// The start of a Go line of several names.
    listed: String,
    /// The indent of the Python function that is read.
    function: Option<usize>,
    /// The greatest member of the Python class that is read.
    greatest: i64,
    /// Definitions whose values are not known: they matter if the others are constants like them.
    doubtful: Vec<UnknownConstant>,
}

/// The code before the brace of an enumeration is no longer than this, in bytes.
const LONGEST_HEADER: usize = 1000;
/// Nothing that a person wrote nests deeper; deeper braces are not told apart.
const MAX_SCOPES: usize = 256;

impl<'a> Lexer<'a> {
    fn new(text: &'a str, language: Language) -> Self {
        let known = Known {
            octal: language.has_octal_zero(),
            characters: language.has_number_characters(),
            ..Known::default()
        };
        let lines = text.lines().collect();
        Self {
            language,
            lines,
            found: Lexed::default(),
            known,
            scopes: Vec::new(),
            headed: Vec::new(),
            class: None,
            deeper: 0,
            waiting: None,
            last_line: None,
            repeated: None,
            listed: String::new(),
            function: None,
            greatest: 0,
            doubtful: Vec::new(),
        }
    }

    /// What was found. A definition whose value is not known counts where most constants begin as it does.
    fn end(mut self) -> Lexed {
        let mut counts: HashMap<String, usize> = HashMap::default();
        for constant in self.found.constants.iter().filter(|constant| constant.number) {
            *counts.entry(beginning(&constant.name)).or_default() += 1;
        }
        let like = |unknown: &UnknownConstant| counts.get(&beginning(&unknown.name)).is_some_and(|&count| count > 1);
        self.found.unknown.extend(self.doubtful.into_iter().filter(like));
        self.found.unknown.sort_by_key(|unknown| unknown.line);
        drop_titles(&mut self.found.constants, &self.lines);
        self.found
    }

    /// Whether what follows a comma belongs to the code before it.
    fn goes_on(&self, code: &str) -> bool {
        let header = |code: &str| code.split(' ').any(|word| word == "enum") && !code.contains('=');
        match self.scopes.last() {
            Some(Scope::Group(_)) => true,
            Some(Scope::Enumeration(_)) | Some(Scope::Function) => false,
            Some(Scope::Other | Scope::Value(_)) | None => {
                self.listed.len() < LONGEST_HEADER && (header(code) || header(&self.listed))
            }
        }
    }

    fn comment(&mut self, text: &str, line: u32, last: u32) {
        if text.is_empty() {
            return;
        }
        // A comment on the line of a constant belongs to it; a comment on lines of its own to what follows.
        if self.last_line == Some(line)
            && let Some(constant) = self.found.constants.last_mut()
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
                self.repeated = None;
                let scope = match end {
                    '(' => Scope::Group(0),
                    _ => Scope::of_brace(code, self.scopes.last(), self.language),
                };
                // What a namespace holds is as it would be without one.
                let outer = self.headed.last().copied().flatten();
                let headed = match &scope {
                    Scope::Enumeration(_) | Scope::Other if !code.is_empty() && !code.starts_with("namespace") => {
                        let is_enumeration = matches!(scope, Scope::Enumeration(_));
                        self.found.headers.push(Header { code: code.to_owned(), is_enumeration });
                        self.found.headers.len().checked_sub(1)
                    }
                    _ => outer,
                };
                self.headed.push(headed);
                self.scopes.push(scope);
                self.waiting = None;
            }
            '{' | '(' => self.deeper = self.deeper.saturating_add(1),
            '}' if self.deeper > 0 => self.deeper -= 1,
            '}' => {
                self.scopes.pop();
                self.headed.pop();
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
        if self.language == Language::Python && self.is_within_function(code, line) {
            return;
        }
        let is_member = matches!(self.scopes.last(), Some(Scope::Enumeration(_)));
        if end == '{' && !code.contains('=') && !(is_member && code.contains('(')) {
            return;
        }
        let waiting = self.waiting.take().filter(|(_, end)| *end + 2 >= line).map(|(text, _)| text);
        match self.scopes.last().cloned() {
            Some(Scope::Enumeration(members)) => {
                if let Some((name, value, text)) = self.member(code, members, line) {
                    self.add(name, value, waiting.or(text), line, last);
                }
            }
            Some(Scope::Group(position)) => self.group_members(code, position, waiting, line, last),
            Some(Scope::Function) => {}
            Some(Scope::Value(name)) => {
                if let Some(value) = evaluate(code, &self.known, 0) {
                    self.add(name, value, waiting, line, last);
                }
            }
            Some(Scope::Other) | None => {
                if let Some((name, value, text)) = self.declared(code, line) {
                    self.add(name, value, waiting.or(text), line, last);
                }
            }
        }
    }

    pub(super) fn add(&mut self, name: String, value: Value, comment: Option<String>, line: u32, last: u32) {
        let number = matches!(value, Value::Number { .. });
        let value = match value {
            Value::Text(text) if text.is_empty() => return,
            Value::Number { number, literal } => {
                self.known.values.insert(name.clone(), number);
                self.greatest = self.greatest.max(number);
                literal.unwrap_or_else(|| number.to_string())
            }
            Value::Text(text) => text,
        };
        let within = self.within();
        self.found.constants.push(Constant { name, value, comment, line, number, within });
        self.last_line = Some(last);
    }

    /// The header of what is read.
    pub(super) fn within(&self) -> Option<usize> {
        self.class.map(|(_, header)| header).or(self.headed.last().copied().flatten())
    }

    /// Whether a line of Python belongs to a function; of a class, the members count anew.
    fn is_within_function(&mut self, code: &str, line: u32) -> bool {
        let indent = self.lines.get(line as usize).map_or(0, |line| line.len() - line.trim_start().len());
        if self.function.is_some_and(|function| indent > function) {
            return true;
        }
        self.function = (code.starts_with("def ") || code.starts_with("async def ")).then_some(indent);
        if self.class.is_some_and(|(class, _)| indent <= class) {
            self.class = None;
        }
        if code.starts_with("class ") {
            self.greatest = 0;
            self.class = Some((indent, self.found.headers.len()));
            self.found.headers.push(Header { code: code.to_owned(), is_enumeration: code.contains("Enum") });
        }
        self.function.is_some()
    }

    /// A definition or assignment outside of enumerations.
    pub(super) fn declared(&mut self, code: &str, line: u32) -> Option<(String, Value, Option<String>)> {
        let code = code.strip_prefix("case ").unwrap_or(code);
        if self.language == Language::Go && code.starts_with("var ") {
            return None;
        }
        let (name, expression) = definition(code)
            .or_else(|| single_object(code, self.language))
            .or_else(|| assignment(code, self.language))?;
        if self.language == Language::Python && expression.trim() == "auto()" {
            let number = self.greatest.checked_add(1)?;
            return Some((name.to_owned(), Value::Number { number, literal: None }, None));
        }
        match lenient(expression, &self.known, 0) {
            Some((value, text)) => Some((name.to_owned(), value, text)),
            None => {
                self.doubt(name, expression, line);
                None
            }
        }
    }

    /// Notes a definition whose value is not known, unless it is plainly no number.
    pub(super) fn doubt(&mut self, name: &str, expression: &str, line: u32) {
        let expression = expression.trim();
        let worded = expression.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '-' | '~' | '_' | '.'));
        if worded && !expression.contains(['[', '{']) {
            let (name, expression) = (name.to_owned(), expression.to_owned());
            self.doubtful.push(UnknownConstant { name, expression, line, within: self.within() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lex(language: &str, text: &str) -> Vec<String> {
        lex_constants(text, Some(language))
            .constants
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
