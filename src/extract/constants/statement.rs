//! Source text cut into statements, with the comments that belong to each.

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

/// Which comment signs a language has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `//` and `/* */`; `#` opens directives and attributes.
    Slashes,
    /// `#`, and `"""` texts.
    Hash,
}

impl Dialect {
    /// The dialect of a language, by its name or file extension; the text decides where the page states none.
    pub(super) fn of(language: Option<&str>, text: &str) -> Self {
        match language.map(str::to_ascii_lowercase).as_deref() {
            Some("py" | "python" | "rb" | "ruby" | "yaml" | "yml" | "toml" | "ini" | "sh" | "bash" | "pl" | "perl") => {
                Self::Hash
            }
            Some(_) => Self::Slashes,
            None if text.lines().any(|line| line.trim_start().starts_with("# ")) && !text.contains("//") => Self::Hash,
            None => Self::Slashes,
        }
    }
}

/// Cuts source text into statements and comments.
pub(super) fn pieces(text: &str, dialect: Dialect) -> Vec<Piece> {
    let mut cutter = Cutter { out: Vec::new(), code: String::new(), start: 0, line: 0, parens: 0, directive: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((comment, length)) = comment_at(rest, dialect, cutter.code.trim().is_empty()) {
            let lines = line_count(&rest[..length]);
            cutter.out.push(Piece::Comment { text: comment, line: cutter.line, last: cutter.line + lines });
            cutter.line += lines;
            rest = &rest[length..];
            continue;
        }
        if matches!(c, '"' | '\'' | '`')
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
        !code.is_empty() && !code.ends_with(['=', '|', '+', '\\', '<']) && !matches!(next, Some('=' | '|'))
            || code.ends_with("=>")
    }
}

/// The comment that starts here, and how many bytes it takes.
fn comment_at(rest: &str, dialect: Dialect, at_start: bool) -> Option<(String, usize)> {
    let until = |end: &str, skip: usize| rest[skip..].find(end).map_or(rest.len(), |at| at + skip);
    match dialect {
        Dialect::Slashes if rest.starts_with("//") => {
            let end = until("\n", 2);
            Some((rest[..end].trim_start_matches(['/', '!', '<']).trim().to_owned(), end))
        }
        Dialect::Slashes if rest.starts_with("/*") => {
            let end = until("*/", 2);
            let inner = &rest[2..end];
            let lines = inner.lines().map(|line| line.trim().trim_matches(['*', '!', '<']).trim());
            let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
            Some((text, (end + 2).min(rest.len())))
        }
        Dialect::Slashes if at_start && (rest.starts_with("#[") || rest.starts_with("@")) => {
            // An attribute or annotation is no statement; its text is no comment either.
            let line = until("\n", 1);
            let closed = if rest.starts_with("#[") { rest[..line].rfind(']').map_or(line, |at| at + 1) } else { line };
            Some((String::new(), closed))
        }
        Dialect::Hash if rest.starts_with('#') => {
            let end = until("\n", 1);
            Some((rest[..end].trim_start_matches(['#', ':']).trim().to_owned(), end))
        }
        Dialect::Hash if at_start && (rest.starts_with("\"\"\"") || rest.starts_with("'''")) => {
            let end = until(&rest[..3], 3);
            Some((String::new(), (end + 3).min(rest.len())))
        }
        Dialect::Slashes | Dialect::Hash => None,
    }
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
