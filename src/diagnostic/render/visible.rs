//! Text from a page is data: what would steer a terminal is shown, not sent.

use std::borrow::Cow;
use std::fmt::Write;
use std::io;

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

/// JSON with the same characters as JSON's own escapes, which mean the same text. They can only stand in strings there.
pub(super) fn visible_json(json: &str) -> Cow<'_, str> {
    if !json.chars().any(steers) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if steers(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Passes JSON on with what would steer a terminal as JSON's own escapes; see [`visible`].
pub struct VisibleJson<'a> {
    out: &'a mut dyn io::Write,
    /// The start of a character that the next piece ends.
    begun: Vec<u8>,
}

impl<'a> VisibleJson<'a> {
    /// Writes to `out`.
    pub fn new(out: &'a mut dyn io::Write) -> Self {
        Self { out, begun: Vec::new() }
    }
}

impl io::Write for VisibleJson<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.begun.is_empty() && bytes.iter().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
            self.out.write_all(bytes)?;
            return Ok(bytes.len());
        }
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.begun.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.begun, rest)).map_err(io::Error::other)?;
        self.out.write_all(visible_json(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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
    use super::{VisibleJson, io, visible, visible_json};

    #[test]
    fn json_stays_the_same_text() {
        let text = "a\u{9b}\u{202e}\u{e0001}b";
        let json = serde_json::json!([text]).to_string();
        let shown = visible_json(&json);
        assert_eq!(shown, r#"["a\u009b\u202e\udb40\udc01b"]"#);
        assert_eq!(serde_json::from_str::<Vec<String>>(&shown).unwrap(), [text]);
        let mut piecewise = Vec::new();
        let mut out = VisibleJson::new(&mut piecewise);
        json.bytes().for_each(|byte| io::Write::write_all(&mut out, &[byte]).unwrap());
        assert_eq!(piecewise, shown.as_bytes());
    }

    #[test]
    fn what_steers_is_shown() {
        assert_eq!(visible("a\tb\nc é 用"), "a\tb\nc é 用");
        assert_eq!(visible("\u{1b}[31mred\r\u{7f}"), "\\u{1b}[31mred\\u{d}\\u{7f}");
        assert_eq!(visible("\u{9b}2J\u{202e}x\u{2066}"), "\\u{9b}2J\\u{202e}x\\u{2066}");
    }
}
