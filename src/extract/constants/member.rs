//! What follows the name of a member: a value, arguments, macros and attributes about them.

use super::declaration::{is_name, is_name_char};
use super::expression::{Known, Value, evaluate};

/// The code without the attributes that stand before it: `[Obsolete("x")] Name`.
pub(super) fn without_attributes(code: &str) -> &str {
    let mut code = code.trim_start();
    while let Some(rest) = code.strip_prefix('[') {
        let Some(at) = rest.find(']') else { break };
        code = rest.get(at + 1..).unwrap_or_default().trim_start_matches(']').trim_start();
    }
    code
}

/// What follows the sign of equality, where attributes and macros stand between it and the name.
pub(super) fn after_macros(rest: &str) -> Option<&str> {
    if !rest.starts_with(|c: char| c == '[' || c.is_alphabetic() || c == '_') {
        return None;
    }
    let (mut depth, mut quote) = (0_u32, None);
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, '=') if depth == 0 => return rest.get(at + 1..),
            (None, _) => {}
        }
    }
    None
}

/// A value, and what stands after a bar or colon that no expression has: `0x10 | the text`, `16 : the text`.
pub(super) fn lenient(expression: &str, known: &Known, position: i64) -> Option<(Value, Option<String>)> {
    let expression = expression.trim();
    if let Some(value) = evaluate(expression, known, position) {
        return Some((value, None));
    }
    let (value, text) = expression.split_once(" : ").or_else(|| expression.split_once('|'))?;
    let text = text.trim();
    // What is not known is no text.
    if text.chars().all(|c| is_name_char(c) || c.is_whitespace()) && text.contains('_') {
        return None;
    }
    Some((evaluate(value, known, position)?, (!text.is_empty()).then(|| text.to_owned())))
}

/// The arguments of a member: its first number is the value, its first string the text.
pub(super) fn arguments(rest: &str, known: &Known) -> Option<(Option<Value>, Option<String>)> {
    let inner = rest.strip_prefix('(')?;
    let inner = inner.rsplit_once(')').map_or(inner, |(inner, _)| inner);
    let (mut number, mut texts) = (None, Vec::new());
    for argument in split_arguments(inner) {
        let value = match argument.split_once(['=', ':']) {
            Some((label, value)) if is_name(label.trim()) => value,
            _ => argument,
        };
        match evaluate(value, known, 0) {
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
pub(super) fn split_arguments(inner: &str) -> Vec<&str> {
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
