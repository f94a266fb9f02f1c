//! Text from a page is data: what would steer a terminal is shown, not sent.

use std::borrow::Cow;
use std::fmt::Write;

/// The text with every control character shown as an escape such as `\u{1b}`: C0 and C1 controls but for `\n` and tab,
/// and what reorders or hides text (bidirectional controls, zero-width characters, line separators, tags).
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if steers(c) {
            // Writing to a string does not fail.
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn steers(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' => true,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_steers_is_shown() {
        assert_eq!(visible("a\tb\nc é 用"), "a\tb\nc é 用");
        assert_eq!(visible("\u{1b}[31mred\r\u{7f}"), "\\u{1b}[31mred\\u{d}\\u{7f}");
        assert_eq!(visible("\u{9b}2J\u{202e}x\u{2066}"), "\\u{9b}2J\\u{202e}x\\u{2066}");
    }
}
