//! Members: of enumerations, whose values may follow from each other, and of Go's groups of constants.

use super::UnknownConstant;
use super::declaration::{is_name, is_name_char};
use super::expression::{Value, evaluate};
use super::language::Language;
use super::lexer::Lexer;
use super::member::{after_macros, arguments, lenient, split_arguments, without_attributes};
use super::scope::{Members, Scope};

/// A Go expression that is repeated line by line is no longer than this, in bytes.
const LONGEST_REPEATED: usize = 1000;

/// Words that start a declaration, and never are the name of a member.
const DECLARING: &[&str] = &[
    "static",
    "public",
    "private",
    "protected",
    "internal",
    "open",
    "final",
    "const",
    "var",
    "let",
    "val",
    "func",
    "fun",
    "fn",
    "def",
    "override",
    "int",
    "return",
    "abstract",
    "readonly",
    "mutating",
    "subscript",
    "typealias",
    "use",
];

impl Lexer<'_> {
    /// A member of an enumeration: `NAME`, `NAME = 3`, `NAME(3, "text")`, `case name = 3`, `NAME MACRO(x) = 3`.
    pub(super) fn member(
        &mut self,
        code: &str,
        members: Members,
        line: u32,
    ) -> Option<(String, Value, Option<String>)> {
        let code = code.strip_prefix("indirect ").unwrap_or(code);
        let is_case = code.starts_with("case ");
        let code = without_attributes(code.strip_prefix("case ").unwrap_or(code));
        let name_end = code.find(|c: char| !is_name_char(c)).unwrap_or(code.len());
        let (name, rest) = code.split_at(name_end);
        let rest = rest.trim_start();
        if DECLARING.contains(&name) && !rest.is_empty() && !rest.starts_with('=') {
            // Swift has constants among the cases.
            return self.declared(code, line);
        }
        if !is_name(name) || (rest.starts_with(':') && !is_case) {
            return None;
        }
        let stated = if rest.starts_with('=') { rest.strip_prefix('=') } else { after_macros(rest) };
        let mut lost = members.lost;
        let (value, text) = if let Some(expression) = stated {
            match lenient(expression, &self.known, 0) {
                Some((value, text)) => (Some(value), text),
                None => {
                    lost = true;
                    let expression = expression.trim().to_owned();
                    let (name, within) = (name.to_owned(), self.within());
                    self.found.unknown.push(UnknownConstant { name, expression, line, within });
                    (None, None)
                }
            }
        } else if rest.starts_with('(') {
            arguments(rest, &self.known)?
        } else if self.language == Language::Rust && rest.starts_with('{') {
            (None, None)
        } else {
            if lost && members.next.is_none() {
                let expression = String::new();
                let (name, within) = (name.to_owned(), self.within());
                self.found.unknown.push(UnknownConstant { name, expression, line, within });
            }
            (members.next.map(|number| Value::Number { number, literal: None }), None)
        };
        let next = match &value {
            Some(Value::Number { number, .. }) => {
                lost = false;
                // Only where the first member counts by itself do the others.
                self.language
                    .counts(members.next.is_some() || self.language == Language::Swift)
                    .then(|| number.checked_add(1))
                    .flatten()
            }
            Some(Value::Text(_)) | None => None,
        };
        if let Some(Scope::Enumeration(members)) = self.scopes.last_mut() {
            *members = Members { next, lost };
        }
        value.map(|value| (name.to_owned(), value, text))
    }

    /// The constants of a line of a Go group: `Name Type = iota`, `Name`, `A, B = 5, 6`.
    pub(super) fn group_members(&mut self, code: &str, position: i64, comment: Option<String>, line: u32, last: u32) {
        if let Some(Scope::Group(next)) = self.scopes.last_mut() {
            *next += 1;
        }
        let (names, expressions) = match code.split_once('=') {
            Some((names, expressions)) => {
                self.repeated = Some(expressions.trim().to_owned()).filter(|text| text.len() < LONGEST_REPEATED);
                (names, expressions.trim().to_owned())
            }
            None => match self.repeated.clone() {
                Some(repeated) => (code, repeated),
                None => return,
            },
        };
        let names = names.split(',').filter_map(|name| name.split_whitespace().next());
        for (name, expression) in names.zip(split_arguments(&expressions)) {
            if name == "_" || !is_name(name) {
                continue;
            }
            match evaluate(expression, &self.known, position) {
                Some(value) => self.add(name.to_owned(), value, comment.clone(), line, last),
                None => self.doubt(name, expression, line),
            }
        }
    }
}
