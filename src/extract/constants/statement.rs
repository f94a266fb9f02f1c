//! Source text cut into statements, with the comments that belong to each.

use super::language::Language;

/// A piece of source text, in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Code up to a separator, white space collapsed; may be empty.
    Statement {
        /// The code.
        code: String,
        /// What ended it: `,` `;` `{` `}` `(` (of a Go group), `\n`, or `\0` at the end of the text.
        end: char,
        /// The line where the code starts, zero-based.
        line: u32,
        /// The line where it ends.
        last: u32,
    },
    /// A comment without its signs.
    Comment {
        /// What it says.
        text: String,
        /// The line where it starts, zero-based.
        line: u32,
        /// The line where it ends.
        last: u32,
    },
}

/// Cuts source text into statements and comments.
pub(super) fn pieces(text: &str, language: Language) -> Vec<Piece> {
    let mut cutter = Cutter { out: Vec::new(), code: String::new(), start: 0, line: 0, parens: 0, directive: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((comment, length)) = comment_at(rest, language, cutter.code.trim().is_empty()) {
            let lines = line_count(&rest[..length]);
            cutter.out.push(Piece::Comment { text: comment, line: cutter.line, last: cutter.line + lines });
            cutter.line += lines;
            rest = &rest[length..];
            continue;
        }
        if let Some(length) = long_text_length(rest, language, &cutter.code) {
            let lines = line_count(&rest[..length]);
            // What it says is no code, and nothing of it is wanted.
            cutter.push("\"\"");
            cutter.line += lines;
            rest = &rest[length..];
            continue;
        }
        // `1'000` is a number of C++.
        let divides = c == '\'' && language == Language::C && ends_in_number(&cutter.code);
        if matches!(c, '"' | '\'' | '`')
            && !divides
            && let Some(length) = string_length(rest, c)
        {
            cutter.push(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let after = &rest[c.len_utf8()..];
        cutter.feed(c, after);
        rest = after;
    }
    cutter.end('\0');
    cutter.out
}

/// Whether code ends with a number; one that a person wrote has few digits.
fn ends_in_number(code: &str) -> bool {
    const LONGEST: usize = 40;
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '\'');
    code.chars().rev().take(LONGEST).take_while(is_part).last().is_some_and(|first| first.is_ascii_digit())
}

struct Cutter {
    out: Vec<Piece>,
    code: String,
    start: u32,
    line: u32,
    parens: u32,
    /// Within a `#define`, which only the end of the line ends.
    directive: bool,
}

impl Cutter {
    fn push(&mut self, part: &str) {
        if self.code.is_empty() {
            self.start = self.line;
        }
        self.code.push_str(part);
    }

    fn end(&mut self, end: char) {
        let code = self.code.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = if self.code.is_empty() { self.line } else { self.start };
        self.out.push(Piece::Statement { code, end, line, last: self.line });
        self.code.clear();
        self.parens = 0;
        self.directive = false;
    }

    fn feed(&mut self, c: char, after: &str) {
        match c {
            '\n' => {
                if self.ends_at_line_end(after) {
                    self.end('\n');
                } else if !self.code.is_empty() {
                    if self.code.ends_with('\\') {
                        self.code.pop();
                    }
                    self.code.push(' ');
                }
                self.line += 1;
            }
            _ if self.directive => self.push_char(c),
            // A group of constants in Go opens with a parenthesis.
            '(' if self.parens == 0 && matches!(self.code.trim(), "const" | "var") => self.end('('),
            '(' | '[' => {
                self.parens += 1;
                self.push_char(c);
            }
            ')' | ']' if self.parens == 0 => self.end('}'),
            ')' | ']' => {
                self.parens -= 1;
                self.push_char(c);
            }
            ',' | ';' if self.parens == 0 => self.end(c),
            '{' | '}' => self.end(c),
            c if c.is_whitespace() && self.code.is_empty() => {}
            c => self.push_char(c),
        }
    }

    fn push_char(&mut self, c: char) {
        if self.code.is_empty() {
            self.start = self.line;
        }
        self.code.push(c);
        // `# define`, as headers indent what stands between conditions.
        if c == ' ' && self.code == "# " {
            self.code.pop();
        }
        if self.code.len() == "#define".len() && self.code == "#define" {
            self.directive = true;
        }
    }

    /// Whether the end of the line ends the statement: not after an operator, and not before one.
    fn ends_at_line_end(&self, after: &str) -> bool {
        let code = self.code.trim_end();
        if self.directive {
            return !code.ends_with('\\');
        }
        if self.parens > 0 {
            // A parenthesis that never closes must not swallow the rest of the text.
            return self.line - self.start > 20;
        }
        let next = after.trim_start().chars().next();
        // A brace on a line of its own belongs to what stands above it.
        if next == Some('{') && !code.is_empty() && !code.starts_with(['#', '@', '[']) {
            return false;
        }
        !code.is_empty() && !code.ends_with(['=', '|', '+', '\\', '<']) && !matches!(next, Some('=' | '|'))
            || code.ends_with("=>")
    }
}

/// The comment that starts here, and how many bytes it takes.
fn comment_at(rest: &str, language: Language, at_start: bool) -> Option<(String, usize)> {
    let until = |end: &str, skip: usize| rest[skip..].find(end).map_or(rest.len(), |at| at + skip);
    if language.has_hash_comments() {
        if rest.starts_with('#') {
            let end = until("\n", 1);
            return Some((rest[..end].trim_start_matches(['#', ':']).trim().to_owned(), end));
        }
        if at_start && (rest.starts_with("\"\"\"") || rest.starts_with("'''")) {
            let end = until(&rest[..3], 3);
            return Some((String::new(), (end + 3).min(rest.len())));
        }
        if at_start && rest.starts_with('@') {
            return Some((String::new(), until("\n", 1)));
        }
        return None;
    }
    if rest.starts_with("//") {
        let end = until("\n", 2);
        return Some((without_tags(rest[..end].trim_start_matches(['/', '!', '<']).trim()), end));
    }
    if rest.starts_with("/*") {
        let end = if language.nests_comments() { nested_comment(rest) } else { until("*/", 2) };
        let inner = rest.get(2..end).unwrap_or_default();
        let lines = inner.lines().map(|line| line.trim().trim_matches(['*', '!', '<']).trim());
        let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        return Some((without_tags(&text), (end + 2).min(rest.len())));
    }
    // An attribute or annotation is no statement; its text is no comment either.
    if at_start && rest.starts_with("#[") {
        let line = until("\n", 1);
        return Some((String::new(), rest[..line].rfind(']').map_or(line, |at| at + 1)));
    }
    if at_start && let Some(found) = describing_attribute(rest) {
        return Some(found);
    }
    if at_start && rest.starts_with('@') && !rest.starts_with("@\"") {
        let name = rest[1..]
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | ':'))
            .map_or(rest.len(), |at| at + 1);
        return Some((String::new(), name + arguments_length(&rest[name..])));
    }
    None
}

/// Attributes of C# whose text says what the constant below them means.
const DESCRIBING: &[&str] = &["Description", "Display", "LocalizedDescription", "ErrorDescription", "ErrorMessage"];

/// The text of an attribute that describes, and how many bytes the attribute takes: `[Description("The lid is open")]`.
fn describing_attribute(rest: &str) -> Option<(String, usize)> {
    let (name, _) = rest.strip_prefix('[')?.split_once('(')?;
    if !DESCRIBING.contains(&name) {
        return None;
    }
    let line = rest.split('\n').next()?;
    let open = line.find('"')?;
    let length = string_length(&line[open..], '"')?;
    let end = open + length + line[open + length..].find(']')? + 1;
    let text = line[open..open + length].trim_matches('"').replace("\\\"", "\"");
    Some((text, end))
}

/// Where the end of a comment stands that may have comments in it.
fn nested_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    let bytes = rest.as_bytes();
    while at < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => depth += 1,
            Some(b"*/") if depth <= 1 => return at,
            Some(b"*/") => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
    rest.len()
}

/// How many bytes the arguments of an annotation take, on one line; nothing where it has none.
fn arguments_length(rest: &str) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    while let Some(c) = rest[at..].chars().next() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return at + 1,
            ')' => depth = depth.saturating_sub(1),
            '"' if depth > 0 => at += string_length(&rest[at..], c).map_or(0, |length| length - 1),
            '\n' => return 0,
            _ => {}
        }
        if depth == 0 {
            return 0;
        }
        at += c.len_utf8();
    }
    0
}

/// The comment without the tags of a documentation tool.
fn without_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let plain = TAGS.iter().fold(text.to_owned(), |text, tag| text.replace(tag, " "));
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tags that stand around a whole comment.
const TAGS: &[&str] = &["<summary>", "</summary>", "<para>", "</para>", "<remarks>", "</remarks>", "<p>", "</p>"];

/// How many bytes a text of several lines takes that starts here; `before` is the code before it.
fn long_text_length(rest: &str, language: Language, before: &str) -> Option<usize> {
    let word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let (open, close) = if language.has_triple_quotes() && (rest.starts_with("\"\"\"") || rest.starts_with("'''")) {
        (3, rest[..3].to_owned())
    } else if language.has_backtick_texts() && rest.starts_with('`') {
        (1, "`".to_owned())
    } else if !word && language == Language::C && rest.starts_with("R\"") {
        let at = rest.find('(').filter(|at| *at <= 18)?;
        (at + 1, format!("){}\"", rest.get(2..at)?))
    } else if !word && language == Language::Rust && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        let signs = rest[1..].find(|c| c != '#')?;
        if !rest[1 + signs..].starts_with('"') {
            return None;
        }
        (signs + 2, format!("\"{}", "#".repeat(signs)))
    } else {
        return None;
    };
    let length = rest[open..].find(&close).map_or(rest.len(), |at| open + at + close.len());
    // A text on one line is a value like any other.
    (close != "`" || rest[..length].contains('\n')).then_some(length)
}

/// How many bytes a quoted string takes; `None` where it does not end on its line.
fn string_length(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

fn line_count(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|&byte| byte == b'\n').count()).unwrap_or(u32::MAX)
}
