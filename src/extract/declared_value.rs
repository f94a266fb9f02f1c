//! The value that a line below a name gives it, as references of programs declare their constants:
//! `readonly LID_OPEN: 4901 = 4901`.

use super::spelling::shape_of;
use super::told::Told;
use super::topic::declarator_length;
use crate::document::{Block, BlockKind, Text};

/// Takes the value out of the first block below a name into what is told of it.
pub(super) fn take_declared_value(told: &mut Told, name: &str, first: Option<&Block>) {
    let Some(text) = first.and_then(first_paragraph).filter(|_| told.number.is_none()) else { return };
    let plain = text.plain();
    if is_bare_declaration(plain, name) {
        drop_declaration(told, plain);
        return;
    }
    let Some(value) = declared_value(plain, name) else { return };
    // `LID_OPEN = "LID_OPEN"` says nothing.
    if value == name {
        drop_declaration(told, plain);
        return;
    }
    told.number = Some((value.to_owned(), text.line_at(plain.rfind(value).unwrap_or(0))));
    told.called = true;
    drop_declaration(told, plain);
}

/// What follows the declaration says what the constant means.
fn drop_declaration(told: &mut Told, plain: &str) {
    told.fields.retain(|field| field.text != plain);
    if told.description == plain {
        told.description = match told.fields.iter().position(|field| field.header == super::told::FURTHER) {
            Some(at) => told.fields.remove(at).text,
            None => String::new(),
        };
    }
}

/// A text without the line that only declares the name that it is said of.
pub(super) fn without_declaration<'t>(text: &'t str, name: &str) -> &'t str {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if is_bare_declaration(first.trim_end(), name) { rest.trim_start() } else { text }
}

/// Whether a text only declares a name, with its type and without its value: `public static final Lids.Code LID_OPEN`.
fn is_bare_declaration(plain: &str, name: &str) -> bool {
    let front = plain.strip_suffix(name).filter(|front| front.ends_with(char::is_whitespace));
    front.is_some_and(|front| {
        let annotated = |word: &str| word.starts_with('@');
        let start = front.split_whitespace().take_while(|word| annotated(word)).map(|word| word.len() + 1).sum();
        let rest = front.get(start..).unwrap_or("");
        declarator_length(rest) > 0 && rest.split_whitespace().count() <= LONGEST_DECLARATION
    })
}

/// The most words before a name that is declared.
const LONGEST_DECLARATION: usize = 6;

/// The paragraph that a block is or quotes first.
pub(super) fn first_paragraph(block: &Block) -> Option<&Text> {
    match &block.kind {
        BlockKind::Paragraph(text) => Some(text),
        BlockKind::Quote(blocks) => match &blocks.first()?.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The number, or the string in quotation marks, that a text declares to be the value of a name.
fn declared_value<'t>(plain: &'t str, name: &str) -> Option<&'t str> {
    let text = plain.trim_start_matches(['•', ' ']);
    let rest = text.get(declarator_length(text)..)?.strip_prefix(name)?.trim_start();
    let value = rest.strip_prefix([':', '='])?.rsplit('=').next()?.trim().trim_end_matches(';');
    let bare = value.trim_matches(['"', '\'']);
    let shape = shape_of(bare)?;
    (shape.is_numeric() || bare.len() + 2 == value.len()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_without_values_say_nothing() {
        for (text, bare) in [
            ("public static final Lids.Code LID_OPEN", true),
            ("@Deprecated public static final int LID_OPEN", true),
            ("The lid is LID_OPEN", false),
            ("public static final int LID_OPEN = 4", false),
            ("LID_OPEN", false),
        ] {
            assert_eq!(is_bare_declaration(text, "LID_OPEN"), bare, "{text}");
        }
    }

    #[test]
    fn what_follows_a_declaration_stays() {
        for (text, rest) in [
            ("public static final Lids.Code LID_OPEN", ""),
            ("public static final Lids.Code LID_OPEN\nThe lid is open.", "The lid is open."),
            ("The lid is open.\nAgain", "The lid is open.\nAgain"),
        ] {
            assert_eq!(without_declaration(text, "LID_OPEN"), rest, "{text}");
        }
    }

    #[test]
    fn declarations_give_values() {
        for (text, value) in [
            ("readonly LID_OPEN: 4901 = 4901", Some("4901")),
            ("• Const LID_OPEN: -32001", Some("-32001")),
            ("LID_OPEN = \"lid_open\"", Some("lid_open")),
            ("LID_OPEN: number = 7;", Some("7")),
            ("• LID_OPEN: = \"LID_OPEN\"", Some("LID_OPEN")),
            ("LID_OPEN: string", None),
            ("LID_OPEN says 7", None),
            ("LID_OPENED = 7", None),
        ] {
            assert_eq!(declared_value(text, "LID_OPEN"), value, "{text}");
        }
    }
}
