//! Labels of the parts of an entry: "Cause: …", a sub-heading "Resolution", a row "HTTP status".

use std::sync::LazyLock;

use foldhash::HashMap;
use serde::Deserialize;

use super::FieldRole;
use crate::word_file::word_file;

/// What a labelled part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Label {
    /// What the code means: the description.
    Meaning,
    /// The wording that a program gets.
    Message,
    /// Why it happens.
    Cause,
    /// What to do.
    Remedy,
    /// The code itself.
    Code,
    /// Its constant.
    Symbol,
    /// An HTTP status.
    HttpStatus,
    /// A gRPC status.
    GrpcCode,
    /// A class of errors.
    Category,
    /// Whether to send the same again.
    Retriable,
    /// What goes into an operation or who may call it: no part of an error.
    Operand,
    /// Anything else that such pages label.
    Other,
}

impl Label {
    /// The role of a field with this label.
    pub(crate) fn role(self) -> FieldRole {
        match self {
            Self::Message => FieldRole::Message,
            Self::Cause => FieldRole::Cause,
            Self::Remedy => FieldRole::Remedy,
            Self::Code => FieldRole::Number,
            Self::Symbol => FieldRole::Name,
            Self::HttpStatus => FieldRole::HttpStatus,
            Self::GrpcCode => FieldRole::GrpcCode,
            Self::Category => FieldRole::Category,
            Self::Retriable => FieldRole::Retriable,
            Self::Meaning | Self::Operand | Self::Other => FieldRole::Other,
        }
    }
}

static LABELS: LazyLock<HashMap<String, Label>> = LazyLock::new(|| {
    let lists: HashMap<Label, Vec<String>> = word_file!("src/extract/labels");
    lists
        .into_iter()
        .flat_map(|(label, words)| words.into_iter().map(move |word| (word.to_lowercase(), label)))
        .collect()
});

/// The longest label, in characters.
const LONGEST: usize = 40;

/// What a text labels, where the whole of it is a label.
pub(crate) fn label_of(text: &str) -> Option<Label> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let text = text.trim().trim_end_matches([':', '：', '?', '？', '.', '-', '–', '—']).trim_end();
    let text = text.trim_matches(['【', '】', '[', ']', '*', '「', '」']).to_lowercase().replace('’', "'");
    LABELS.get(text.as_str()).copied()
}

/// The label at the start of a text, its own words, and the byte offset of what it labels; the sign after it may be a
/// colon or a dash.
pub(crate) fn label_before(text: &str) -> Option<(Label, &str, usize)> {
    let window = text.char_indices().nth(LONGEST + 2).map_or(text.len(), |(at, _)| at);
    let head = &text[..window];
    let (at, sign) = head.char_indices().find_map(|(at, c)| {
        let dash = matches!(c, '-' | '–' | '—') && head[..at].ends_with(' ');
        let bracket = c == '】' && at > 0;
        (matches!(c, ':' | '：' | '\n') || dash || bracket).then_some((at, c.len_utf8()))
    })?;
    let words = head[..at].trim();
    let label = label_of(words)?;
    let after = &text[at + sign..];
    let skip = after.len() - after.trim_start_matches(|c: char| c.is_whitespace() || c == ':' || c == '：').len();
    Some((label, words, at + sign + skip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_label() {
        let lists: HashMap<Label, Vec<String>> = word_file!("src/extract/labels");
        let mut seen: HashMap<&str, Label> = HashMap::default();
        for (label, words) in &lists {
            for word in words {
                let before = seen.insert(word, *label);
                assert!(before.is_none() || before == Some(*label), "{word} labels {before:?} and {label:?}");
            }
        }
    }

    #[test]
    fn labels_stand_before_their_text() {
        let text = "Possible cause: the disk";
        let (label, words, at) = label_before(text).unwrap();
        assert_eq!((label, words, &text[at..]), (Label::Cause, "Possible cause", "the disk"));
        let text = "处理建议：重试";
        assert_eq!(label_before(text).map(|(label, _, at)| (label, &text[at..])), Some((Label::Remedy, "重试")));
        assert_eq!(label_before("The cause: none"), None);
        assert_eq!(label_of("How to fix it?"), Some(Label::Remedy));
    }
}
