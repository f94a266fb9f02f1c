//! Scopes: what a brace or parenthesis opens, told by the code before it.

use super::declaration::is_name;
use super::language::Language;

/// What a brace or parenthesis opened.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scope {
    /// The members of an enumeration.
    Enumeration(Members),
    /// A Go group of constants, and the place of the next one.
    Group(i64),
    /// The body of a function: what it declares is its own.
    Function,
    /// The value of a constant, as C++ may write it: `constexpr int NAME{5};`
    Value(String),
    /// Anything else.
    Other,
}

/// The members of an enumeration so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Members {
    /// The value that the next one has if it states none.
    pub(super) next: Option<i64>,
    /// Whether there was one whose value is not known.
    pub(super) lost: bool,
}

/// Words that open something other than a function, although parentheses may stand before the brace.
const HOLDERS: &[&str] = &[
    "class",
    "struct",
    "interface",
    "object",
    "record",
    "namespace",
    "extension",
    "impl",
    "mod",
    "trait",
    "protocol",
    "union",
    "module",
    "extern",
];
/// Words that open code, although no parentheses stand before the brace.
const RUNNERS: &[&str] =
    &["do", "try", "else", "switch", "if", "for", "while", "loop", "match", "get", "set", "init", "static {", "defer"];

impl Scope {
    /// What a brace opens after this code.
    pub(super) fn of_brace(code: &str, outer: Option<&Self>, language: Language) -> Self {
        let words: Vec<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
        match outer {
            // Whatever a function holds is its own; so is the body of a member.
            Some(Self::Function) => return Self::Function,
            Some(Self::Enumeration(_)) if !has(HOLDERS) && !has(&["enum"]) => return Self::Function,
            _ => {}
        }
        if words.iter().any(|word| *word == "enum" || word.ends_with("_ENUM") || word.ends_with("_OPTIONS")) {
            return Self::Enumeration(Members { next: language.first_member(code), lost: false });
        }
        let declared = code.rsplit(' ').next().unwrap_or_default();
        if has(&["constexpr", "const"]) && language == Language::C && !code.contains(['(', '=']) && is_name(declared) {
            return Self::Value(declared.to_owned());
        }
        let runs = code.contains("=>") || code.contains('(') && !code.contains('=') && !has(HOLDERS);
        let computed = has(RUNNERS) || (language == Language::Swift && has(&["var"]));
        if runs || (computed && !code.contains('=')) || has(&["fn", "func", "fun", "function"]) {
            return Self::Function;
        }
        Self::Other
    }
}
