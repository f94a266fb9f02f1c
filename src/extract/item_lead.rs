//! What an item of a list says of a code before its text.

use super::label::label_of;
use super::lead::{Joint, Lead, is_all_marked, read_lead};
use super::spelling::Shape;
use super::topic::{Topic, introduced_by, is_particle, is_placeholder};
use super::words::words;
use crate::document::{MarkKind, Text};

/// The lead of an item, term or paragraph, where it is written as a code and not as the first word of a sentence.
pub(crate) fn item_lead(text: &Text) -> Option<Lead> {
    let plain = text.plain();
    let lead = read_lead(text).filter(|_| !is_placeholder(plain))?;
    let rest = plain.get(lead.rest.clone()).unwrap_or("");
    let whole = rest.is_empty();
    let verbal = rest.chars().next().is_some_and(char::is_lowercase) && lead.joint == Joint::Space;
    // A sentence of its own, perhaps on the next line: "`success`", "No error occurred."
    let sentence = rest.starts_with(char::is_uppercase);
    let ok = match lead.shape {
        Shape::Wildcard => false,
        _ if is_linked_file(text, &lead) => false,
        _ if lead.shape.is_name() && lead.joint == Joint::Space && is_particle(rest) => false,
        _ if is_label_word(&lead) || lead.codes.iter().all(|code| is_masked(code)) => false,
        _ if lead.joint == Joint::Trailing => lead.called || lead.is_certain() || is_titled(text, &lead),
        Shape::Word => lead.joint != Joint::Space || whole || (sentence && lead.marked),
        Shape::Camel | Shape::Kebab | Shape::Snake | Shape::Symbolic => {
            // "StuckLidError The lid is stuck."
            let failing = lead.shape == Shape::Camel && sentence && lead.codes.iter().all(|c| words().names_failure(c));
            lead.joint != Joint::Space || whole || lead.marked || failing
        }
        Shape::Constant if is_kind_of_failures(&lead, rest) => false,
        Shape::Constant => !verbal || lead.symbol.is_some() || lead.marked,
        Shape::Id | Shape::Number | Shape::Hex | Shape::Dotted | Shape::Range => true,
    };
    ok.then_some(lead)
}

/// Whether a lead is the name of a file and links to it: `[lid.rs](https://example.com/src/lid.rs)`.
fn is_linked_file(text: &Text, lead: &Lead) -> bool {
    let named = |target: &str| lead.codes.iter().any(|code| target.rsplit('/').next() == Some(code.as_str()));
    lead.codes.iter().all(|code| code.contains('.'))
        && text.marks().iter().any(|mark| matches!(&mark.kind, MarkKind::Link(target) if named(target)))
}

/// Whether the words before a number in brackets stand out as its name: `**Lid open** (2)`.
pub(super) fn is_titled(text: &Text, lead: &Lead) -> bool {
    lead.title.as_ref().is_some_and(|title| is_all_marked(text, 0..title.len()))
}

/// Whether a word in capitals says with the word after it which failures an entry tells of: "API errors: …".
pub(super) fn is_kind_of_failures(lead: &Lead, rest: &str) -> bool {
    let bare = lead.joint == Joint::Space && lead.symbol.is_none();
    let constant = |code: &String| code.contains(['_', '-']) || code.starts_with('E');
    let Some((word, _)) = rest.split_once([':', '：']).filter(|_| bare && !lead.codes.iter().any(constant)) else {
        return false;
    };
    !word.contains(char::is_whitespace) && introduced_by(word).is_some_and(|topic| topic != Topic::Others)
}

/// Whether a code only shows how codes are written, with an X for each digit: `EXXXX`, `K-xxx`.
pub(super) fn is_masked(code: &str) -> bool {
    let front = code.trim_end_matches(['X', 'x']);
    code.len() - front.len() >= 3 && !front.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a lead is the label of a part of an entry: "**Cause**: the disk is full".
pub(crate) fn is_label_word(lead: &Lead) -> bool {
    matches!(lead.shape, Shape::Word | Shape::Camel | Shape::Kebab)
        && lead.symbol.is_none()
        && lead.codes.iter().all(|code| code.starts_with(char::is_uppercase) && label_of(code).is_some())
}

/// A lowercase word or a single capital, and a sign, at the start of a text: `enoent - no such file`, `N - no match`.
pub(super) fn word_lead(text: &Text) -> Option<Lead> {
    let plain = text.plain();
    let end = plain.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (word, rest) = plain.split_at(end);
    let sign = [": ", " - ", " – ", " — "].iter().find(|sign| rest.starts_with(**sign))?;
    let lower = word.starts_with(|c: char| c.is_ascii_lowercase());
    let letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    (lower || letter).then(|| Lead {
        // The heading marks it.
        marked: true,
        joint: if *sign == ": " { Joint::Sign } else { Joint::Dash },
        rest: end + sign.len()..plain.len(),
        ..Lead::new(word, Shape::Word, 0)
    })
}

/// Whether words are a name for people: few, and no sentence.
pub(super) fn is_name(rest: &str) -> bool {
    !rest.is_empty()
        && rest.chars().count() <= 48
        && rest.split_whitespace().count() <= 5
        && !rest.ends_with(['.', '。', ':', '：', ';', ','])
        && !rest.contains('\n')
        && rest.chars().next().is_some_and(|c| !c.is_lowercase())
}
