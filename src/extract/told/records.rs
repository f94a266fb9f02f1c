//! Records: lines of a block of code or of one line that are labels with what they say.

use super::super::label::{Label, label_of};
use super::finish::is_code;
use super::{FURTHER, Part};
use crate::document::Code;

/// The parts of a block of code that is a record: a line a part, each with a word before a colon, of which the first is
/// the code: `Code: 7`, `Message: "lid open"`.
pub(super) fn labelled_lines(code: &Code) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for (at, line) in (0..).zip(code.text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let (words, said) = line.split_once([':', '：'])?;
        let words = words.trim();
        let label = label_of(words).unwrap_or(Label::Other);
        let said = said.trim().trim_end_matches(',').trim_matches(['"', '\'', '`']);
        let fits = if parts.is_empty() { label == Label::Code && is_code(said) } else { is_word(words) };
        if !fits || said.is_empty() {
            return None;
        }
        let label = Some((label, words.to_owned()));
        parts.push(Part { label, text: said.to_owned(), line: code.line_at(at), paragraph: true });
    }
    (!parts.is_empty()).then_some(parts)
}

/// The parts of a block of code whose lines all start with labels that entries of errors have, among them what the code
/// means, why it comes or what to do: `描述：the lid is open`, `处理建议：shut it`.
pub(super) fn told_lines(code: &Code) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for (at, line) in (0..).zip(code.text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let (words, said) = line.split_once([':', '：'])?;
        let label = label_of(words).filter(|label| *label != Label::Other)?;
        let text = said.trim().to_owned();
        parts.push(Part {
            label: Some((label, words.trim().to_owned())),
            text,
            line: code.line_at(at),
            paragraph: true,
        });
    }
    let tells = |label: Label| matches!(label, Label::Meaning | Label::Cause | Label::Remedy);
    let told = parts.iter().any(|part| part.label.as_ref().is_some_and(|(label, _)| tells(*label)));
    parts.retain(|part| !part.text.is_empty());
    (told && !parts.is_empty()).then_some(parts)
}

/// The parts of a line that is a record, divided by dots, most of them with words before a colon: `Area: lid · Level: 2`.
pub(super) fn record_of(plain: &str) -> Option<Vec<(Label, &str, &str)>> {
    let sign = [" · ", " • "].into_iter().find(|sign| plain.contains(sign))?;
    let labelled = |part: &'_ str| -> Option<usize> {
        let (words, said) = part.split_once([':', '：'])?;
        let short = is_word(words.trim()) && words.split_whitespace().count() <= 3;
        (short && !said.trim().is_empty()).then_some(words.len())
    };
    let parts: Vec<&str> = plain.split(sign).map(str::trim).filter(|part| !part.is_empty()).collect();
    let count = parts.iter().filter(|part| labelled(part).is_some()).count();
    if count * 2 <= parts.len() || plain.len() > LONGEST_RECORD || labelled(parts.first()?).is_none() {
        return None;
    }
    let read = |part| match labelled(part).and_then(|end| part.split_at_checked(end)) {
        Some((words, said)) => {
            (label_of(words).unwrap_or(Label::Other), words.trim(), said.trim_start_matches([':', '：']).trim())
        }
        None => (Label::Other, FURTHER, part),
    };
    Some(parts.into_iter().map(read).collect())
}

/// A record on one line is no longer, in bytes.
const LONGEST_RECORD: usize = 300;

/// Whether a text is one or a few words as labels are.
fn is_word(text: &str) -> bool {
    text.len() <= 40 && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-')) && !text.is_empty()
}
