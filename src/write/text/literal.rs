//! String literals.

use super::{is_unseen, write_to};
use crate::artifact::Pieces;

/// A Rust string literal of the text, in ASCII where a character could not be seen.
pub(in super::super) fn rust_literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    push_rust_literal(&mut literal, text);
    literal
}

/// Adds such a literal.
pub(in super::super) fn push_rust_literal(out: &mut String, text: &str) {
    push_literal(out, text, |out, c| match c {
        '\0' => out.push_str("\\0"),
        c if is_unseen(c) => write_to(out, format_args!("\\u{{{:x}}}", u32::from(c))),
        c => out.push(c),
    });
}

/// A JSON string of the text, which is also a YAML and a TOML string: in ASCII where a character could not be seen.
pub(in super::super) fn json_literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    push_literal(&mut literal, text, |out, c| match c {
        // TOML has no pairs of surrogates; the few such characters stand as they are.
        c if is_unseen(c) && u32::from(c) <= 0xffff => write_to(out, format_args!("\\u{:04x}", u32::from(c))),
        c => out.push(c),
    });
    literal
}

/// Adds a string in double quotes with the escapes that all languages share; `other` writes what they do not.
fn push_literal(out: &mut String, text: &str, other: impl Fn(&mut String, char)) {
    out.push('"');
    let mut rest = text;
    // Runs of plain characters are copied as they are.
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\')) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some(c @ ('"' | '\\')) => out.extend(['\\', c]),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(c) => other(out, c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// Adds a part of a JSON document, with every character that could not be seen as an escape: such characters stand in
/// its strings alone.
pub(in super::super) fn push_visible_json(json: &str, out: &mut Pieces<'_>) {
    let (mut rest, mut at) = (json, 0);
    while let Some(plain) = rest[at..].bytes().position(|byte| !matches!(byte, b' '..=b'~' | b'\n')) {
        at += plain;
        let Some(c) = rest[at..].chars().next() else { break };
        if is_unseen(c) && u32::from(c) <= 0xffff {
            out.push_str(&rest[..at]);
            write_to(out, format_args!("\\u{:04x}", u32::from(c)));
            (rest, at) = (&rest[at + c.len_utf8()..], 0);
        } else {
            at += c.len_utf8();
        }
    }
    out.push_str(rest);
}
