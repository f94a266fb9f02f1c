//! Texts that carry several parts under labels: "Cause: … Solution: …" comes apart.

use super::words::{LabelRole, words};
use crate::document::{Mark, MarkKind, Text};

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// The label as the page has it; empty for what stands before the first label.
    pub(crate) label: String,
    /// What the label says; `None` for what stands before the first label.
    pub(crate) role: Option<LabelRole>,
    /// What follows the label.
    pub(crate) text: Text,
}

/// The longest label, in characters.
const LONGEST_LABEL: usize = 30;

/// The parts of a text that has at least one label of a cause or remedy; `None` where it is of one piece.
pub(crate) fn split_labelled(text: &Text) -> Option<Vec<Part>> {
    let plain = text.plain();
    let mut cuts: Vec<(usize, usize, String, LabelRole)> = Vec::new();
    let mut start = 0;
    // A label stands at the start, after a line break, or after the end of a sentence.
    for (at, c) in plain.char_indices() {
        match c {
            '\n' | '。' | '；' | ';' | '.' | '!' | '！' | '?' | '？' | '】' | ')' | '）' => {
                start = at + c.len_utf8();
            }
            ':' | '：' => {
                let label = plain[start..at]
                    .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-' | '•' | '·' | '【' | '[' | ']'));
                if label.chars().count() <= LONGEST_LABEL
                    && !is_within_code(text, at)
                    && let Some(role) = words().label(label)
                {
                    let from = start + (plain[start..at].len() - plain[start..at].trim_start().len());
                    cuts.push((from, at + c.len_utf8(), label.to_owned(), role));
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    let lines = plain.split('\n').scan(0, |at, line| {
        let from = *at;
        *at += line.len() + 1;
        Some((from, line))
    });
    for (from, line) in lines {
        let bracketed = line.trim().strip_prefix('【').and_then(|rest| rest.split_once('】'));
        let (label, end) = match bracketed {
            Some((label, rest)) => (label, from + line.len() - rest.len()),
            None => (line.trim(), from + line.len()),
        };
        if !cuts.iter().any(|&(cut, ..)| cut >= from && cut <= from + line.len())
            && let Some(role) = words().label(label)
        {
            cuts.push((from, end, label.to_owned(), role));
        }
    }
    cuts.sort_by_key(|&(from, ..)| from);
    if !cuts.iter().any(|(.., role)| matches!(role, LabelRole::Cause | LabelRole::Remedy)) {
        return None;
    }
    let mut parts = Vec::new();
    let first = cuts.first().map_or(plain.len(), |&(from, ..)| from);
    if !plain[..first].trim().is_empty() {
        parts.push(Part { label: String::new(), role: None, text: text.slice(0..first) });
    }
    for (index, (_, after, label, role)) in cuts.iter().enumerate() {
        let end = cuts.get(index + 1).map_or(plain.len(), |&(from, ..)| from);
        parts.push(Part { label: label.clone(), role: Some(*role), text: text.slice(*after..end) });
    }
    Some(parts)
}

/// Whether a place stands in the midst of code: what a program says is quoted as it is.
fn is_within_code(text: &Text, at: usize) -> bool {
    let inside = |mark: &Mark| mark.kind == MarkKind::Code && mark.range.start < at && at + 1 < mark.range.end;
    text.marks().iter().any(inside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TextBuilder;

    fn parts(plain: &str) -> Vec<String> {
        split_labelled(&Text::plain_at(plain, 1))
            .unwrap_or_default()
            .iter()
            .map(|part| format!("{:?} {} = {}", part.role, part.label, part.text.plain()))
            .collect()
    }

    #[test]
    fn labels_divide() {
        assert_eq!(
            parts("The disk is full. Cause: old logs. Solution: remove them: all."),
            ["None  = The disk is full.", "Some(Cause) Cause = old logs.", "Some(Remedy) Solution = remove them: all."]
        );
        assert_eq!(
            parts("描述：磁盘已满。可能原因：日志过多。处理建议：清理。"),
            [
                "Some(Description) 描述 = 磁盘已满。",
                "Some(Cause) 可能原因 = 日志过多。",
                "Some(Remedy) 处理建议 = 清理。"
            ]
        );
        assert_eq!(parts("Full\nCause\nold logs"), ["None  = Full", "Some(Cause) Cause = old logs"]);
        assert!(parts("A message: text without labels").is_empty());
    }

    #[test]
    fn labels_in_code_are_quoted() {
        let mut text = TextBuilder::new();
        text.open(MarkKind::Code);
        text.push("The lid is open. Reason: wind", 1);
        text.close();
        let quoted = text.finish();
        assert_eq!(split_labelled(&quoted), None);
        assert!(split_labelled(&Text::plain_at(quoted.plain(), 1)).is_some());
    }
}
