//! Declarations of one constant: `#define NAME 1`, `const int NAME = 1`, `NAME: 1`, `object Name : Fault(1)`.

use super::language::Language;

/// Words that make a declaration one of a constant.
const CONSTANT_WORDS: &[&str] = &["const", "constexpr", "final", "static", "readonly", "let", "val", "define"];

/// `#define NAME value`.
pub(super) fn definition(code: &str) -> Option<(&str, &str)> {
    let (name, expression) = code.strip_prefix("#define ")?.trim_start().split_once(' ')?;
    is_name(name).then_some((name, expression))
}

/// `object NAME : Fault(5)` of Kotlin.
pub(super) fn single_object(code: &str, language: Language) -> Option<(&str, &str)> {
    if language != Language::Kotlin {
        return None;
    }
    let code = code.strip_prefix("data ").unwrap_or(code).strip_prefix("object ")?;
    let (name, call) = code.split_once(':')?;
    is_name(name.trim()).then_some((name.trim(), call.trim()))
}

/// `words NAME = value`, `words NAME: type = value`, `NAME: value` of an object.
pub(super) fn assignment(code: &str, language: Language) -> Option<(&str, &str)> {
    // A sign within a text is none.
    if let Some((left, right)) = code.split_once('=').filter(|(left, _)| !left.contains(['"', '\''])) {
        if right.starts_with(['=', '>', '~']) || left.ends_with(['!', '<', '>', '+', '-', '*', '/', '|', '&', ':', '='])
        {
            return None;
        }
        let left = before_type(left).trim();
        let words: Vec<&str> = left.split(' ').collect();
        // Go writes the type after the name.
        let name = match (language, words.as_slice()) {
            (Language::Go, ["const" | "var", name, ..]) => name,
            _ => words.last()?,
        };
        let plain = left.chars().all(|c| is_name_char(c) || matches!(c, ' ' | '*' | ':' | '<' | '>' | '.'));
        let varies = words.contains(&"let") && language.lets_vary() || words.contains(&"var");
        let constant = words.iter().any(|word| CONSTANT_WORDS.contains(word)) && !varies;
        let lower = name.starts_with(char::is_lowercase) && !is_marked(name);
        // A field or variable is no constant.
        if words.len() > 1 && lower && !constant {
            return None;
        }
        return (plain && words.len() <= 7 && is_name(name)).then_some((name, right));
    }
    // The key of an object is a constant where it is written as one; Python's keys are references to one.
    let (name, value) =
        code.split_once(':').filter(|(name, _)| language != Language::Python || name.starts_with('"'))?;
    let name = name.trim().trim_matches(['"', '\'']);
    let screaming = name.contains('_') && !name.chars().any(char::is_lowercase);
    (screaming && is_name(name)).then_some((name, value))
}

/// `kTimeout`
pub(super) fn is_marked(name: &str) -> bool {
    name.strip_prefix('k').is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// A declaration without the type that follows its name: `NAME: type`, never `std::type NAME`.
pub(super) fn before_type(left: &str) -> &str {
    let mut from = 0;
    while let Some(at) = left.get(from..).and_then(|rest| rest.find(':')).map(|at| at + from) {
        if !left.get(at..).is_some_and(|rest| rest.starts_with("::")) {
            return left.get(..at).unwrap_or(left);
        }
        from = at + 2;
    }
    left
}

pub(super) fn is_name(name: &str) -> bool {
    name.chars().all(is_name_char) && name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

pub(super) fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
