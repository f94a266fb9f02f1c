//! Callouts: a label such as "Note" on a line of its own, and directly below it what it says.

use super::piece::{Pieces, SourceLine, replace_from};
use super::prose::paragraphs;
use crate::document::shape::is_sentence;
use crate::document::{Block, BlockKind, Callout, Text};

/// The labels, as data: one a line, `#` starts a comment.
const LABELS: &str = include_str!("callout_labels.txt");

/// Whether a whole line is the label of a callout, a sign before it and a colon behind it aside.
pub(super) fn is_callout_label(text: &str) -> bool {
    label(text).is_some()
}

/// The label that a whole line is.
fn label(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text = text.trim_end_matches([':', '：', '!', '！', ' ']);
    if text.len() > 40 {
        return None;
    }
    let lower = text.to_lowercase();
    LABELS.lines().any(|label| label == lower).then_some(text)
}

/// The label at the start of a line, with a colon, and what follows it.
fn inline_label(line: &SourceLine) -> Option<(String, Text)> {
    let plain = line.plain();
    let at = plain.find([':', '：'])?;
    let label = label(plain.get(..at)?)?.to_owned();
    let text = line.text.slice(at + plain[at..].chars().next().map_or(0, char::len_utf8)..plain.len());
    (!text.is_empty()).then_some((label, text))
}

/// Takes callouts out of the lines.
pub(super) fn recover_callouts(pieces: Pieces) -> Pieces {
    replace_from(pieces, |lines, start| {
        let line = lines.get(start).filter(|line| line.bullet.is_none())?;
        let number = line.number;
        let next_ends = lines.get(start + 1).is_none_or(|next| next.starts_run);
        if line.starts_run
            && next_ends
            && let Some((label, text)) = inline_label(line)
        {
            return Some((start + 1, callout(number, label, vec![Block::new(number, BlockKind::Paragraph(text))])));
        }
        let label = label(line.plain())?.to_owned();
        // What it says stands below it without a blank line, or is a sentence behind one.
        let below = lines.get(start + 1..).unwrap_or_default();
        below.first().filter(|next| !next.starts_run || is_sentence(next.plain()))?;
        let more = below.iter().skip(1).take_while(|next| !next.starts_run && !is_callout_label(next.plain())).count();
        let said = below.get(..=more).unwrap_or_default();
        Some((start + 1 + said.len(), callout(number, label, paragraphs(said))))
    })
}

fn callout(line: u32, label: String, blocks: Vec<Block>) -> Block {
    Block::new(line, BlockKind::Callout(Callout { label, title: None, blocks }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_words_of_their_own() {
        for text in ["Note", "CAUTION:", "⚠ Warning", "注意：", "Hinweis"] {
            assert!(is_callout_label(text), "{text}");
        }
        for text in ["Notes on codes", "Chat", "", "#", "Note that", "!"] {
            assert!(!is_callout_label(text), "{text}");
        }
    }

    #[test]
    fn the_list_has_each_label_once_and_small() {
        let mut labels: Vec<&str> = LABELS.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(labels.iter().all(|label| !label.is_empty() && label.to_lowercase() == *label));
        let count = labels.len();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), count);
    }
}
