//! What reStructuredText writes and Markdown does not: titles between lines of signs, and fields.

use super::{Scanner, View};

impl Scanner<'_> {
    /// Whether a line of signs underlines the one line above it, as reStructuredText has titles, and opens no code.
    pub(super) fn is_underline(&self, view: &View<'_>, trimmed: &str) -> bool {
        let line =
            |back: usize| self.at.checked_sub(back).and_then(|at| self.lines.get(at)).map_or("", |line| line.text);
        let (signs, title) = (trimmed.trim_end(), line(1).trim_end());
        signs.len() >= 4
            && is_title_rule(signs)
            && view.quotes == 0
            && self.carry.is_none()
            && self.paragraph
            && match line(2).trim_end() {
                "" => title.chars().count() == signs.len() && !title.starts_with(' '),
                above => above == signs && title.chars().count() <= signs.len(),
            }
            && !title.ends_with([':', '：', '.'])
    }

    /// Whether the same signs stand above a line and below it, as reStructuredText draws the title of a page.
    pub(super) fn is_overline(&self, trimmed: &str) -> bool {
        let line = |ahead: usize| self.lines.get(self.at + ahead).map_or("", |line| line.text.trim_end());
        let signs = trimmed.trim_end();
        signs.len() >= 4
            && (is_title_rule(signs) || signs.bytes().all(|sign| sign == b'='))
            && line(0) == signs
            && line(2) == signs
            && line(1).starts_with(|first: char| first.is_alphanumeric() || first == ' ')
            && self.at.checked_sub(1).and_then(|at| self.lines.get(at)).is_none_or(|above| above.text.trim().is_empty())
    }

    /// Whether a line is a field: `:name: text`.
    pub(super) fn is_field(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| field(line.text).is_some())
    }

    pub(super) fn was_field(&self, step: usize) -> bool {
        self.at.checked_sub(step).is_some_and(|at| self.is_field(at))
    }
}

/// Name and text of a field as reStructuredText writes it, `:Exit code 3: It jams`; the name has a space, or it could be
/// that of a picture (`:warning: It jams`).
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let (name, said) = line.strip_prefix(':')?.split_once(": ")?;
    let named = name.starts_with(char::is_alphanumeric) && name.contains(' ') && !name.contains([':', '`']);
    (named && !said.trim().is_empty()).then_some((name, said))
}

/// Whether a line has one sign again and again, of those that reStructuredText draws below titles and Markdown does not.
fn is_title_rule(line: &str) -> bool {
    let mut signs = line.bytes();
    signs.next().is_some_and(|sign| b"~*^\"#".contains(&sign) && signs.all(|next| next == sign))
}
