//! What stands between tags: text and comments.

use super::Walk;
use crate::document::{Block, BlockKind};
use crate::read::html::frame::Kind;
use crate::read::html::parse::NodeId;

impl Walk<'_> {
    pub(super) fn text(&mut self, id: NodeId, text: &str) {
        let mut start = 0;
        let mut line = self.page.line(id);
        if self.is_apart(text) {
            self.top().run.push(" ", line);
        }
        for &(offset, line_after) in self.page.breaks(id) {
            self.text_part(text.get(start..offset).unwrap_or_default(), line);
            (start, line) = (offset, line_after);
        }
        self.text_part(text.get(start..).unwrap_or_default(), line);
    }

    /// Whether an element sets a number or constant at the start of a block apart from the words right behind it:
    /// `<b>404</b>Not found`.
    fn is_apart(&mut self, text: &str) -> bool {
        let mut chars = text.chars();
        if !chars.next().is_some_and(char::is_uppercase) {
            return false;
        }
        let worded = chars.next().is_some_and(char::is_lowercase);
        let top = self.top();
        let before = top.run.so_far();
        // "200OK", "497HTTP to HTTPS": no unit of measure starts with two capitals behind a long number.
        let number = || before.len() > 2 && before.bytes().all(|byte| byte.is_ascii_digit());
        !matches!(top.kind, Kind::Pre(_)) && is_code_alone(before) && (worded || number())
    }

    fn text_part(&mut self, text: &str, line: u32) {
        let verbatim = self.verbatim > 0;
        let shown = without_soft_breaks(text);
        let top = self.top();
        if let Kind::Pre(code) = &mut top.kind {
            code.push(&shown, line);
            return;
        }
        if verbatim {
            for (index, part) in shown.split('\n').enumerate() {
                if index > 0 {
                    top.run.break_line();
                }
                top.run.push(part, line + u32::try_from(index).unwrap_or(u32::MAX));
            }
        } else {
            top.run.push(&shown, line);
        }
        let in_heading = matches!(top.kind, Kind::Heading { .. });
        if self.anchor.is_some() && !in_heading && !shown.trim().is_empty() {
            self.anchor = None;
        }
    }

    pub(super) fn comment(&mut self, id: NodeId, comment: &str) {
        let text = comment.trim();
        // Conditions for old browsers and processing instructions are markup.
        if text.is_empty() || ["[if ", "[endif", "<![endif", "?"].iter().any(|start| text.starts_with(start)) {
            return;
        }
        let before = &comment[..comment.len() - comment.trim_start().len()];
        let line = self.page.line(id) + u32::try_from(before.matches('\n').count()).unwrap_or(0);
        self.comments.push(Block::new(line, BlockKind::Comment(text.to_owned())));
        self.place_comments();
    }

    /// Puts the comments that were met where they stand, unless something around them is not yet a block.
    pub(super) fn place_comments(&mut self) {
        if self.comments.is_empty() {
            return;
        }
        let comments = std::mem::take(&mut self.comments);
        let top = self.top();
        let flows = match top.kind {
            Kind::Splice
            | Kind::Item { .. }
            | Kind::Definition
            | Kind::Quote
            | Kind::Details { .. }
            | Kind::Region(_)
            | Kind::Callout { .. } => top.run.is_empty(),
            Kind::Heading { .. }
            | Kind::List(_)
            | Kind::Definitions(_)
            | Kind::Term
            | Kind::Table(_)
            | Kind::Caption
            | Kind::Row { .. }
            | Kind::Cell { .. }
            | Kind::Pre(_)
            | Kind::Summary
            | Kind::CalloutTitle => false,
        };
        if flows {
            top.blocks.extend(comments);
        } else {
            self.comments = comments;
        }
    }
}

/// Whether a text is a number of at least two digits or a constant of four capitals or more: `ENOENT`, `LID_OPEN`.
fn is_code_alone(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = digits.len() > 1 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
    let constant = || text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    number || (capitals > 3 && !text.ends_with('_') && constant())
}

/// The text without the characters that only say where a word may be divided.
fn without_soft_breaks(text: &str) -> std::borrow::Cow<'_, str> {
    const SOFT: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];
    if text.is_ascii() || !text.contains(SOFT) { text.into() } else { text.replace(SOFT, "").into() }
}
