//! The text of a file to be, handed on piece by piece, so that no file is held whole.

use std::fmt;

/// A piece is handed on when it would grow beyond so many bytes.
const FULL: usize = 1 << 16;

/// What writes the text of a file.
pub type Render<'a> = dyn Fn(&mut Pieces<'_>) + 'a;

/// Takes a text bit by bit and hands it on in pieces. Writing to it does not fail.
pub struct Pieces<'a> {
    open: String,
    hand_on: &'a mut dyn FnMut(&str),
}

impl fmt::Debug for Pieces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pieces").field("open", &self.open).finish_non_exhaustive()
    }
}

impl Pieces<'_> {
    /// Renders a text and hands on its pieces, in order; put together they are the text.
    pub fn render(render: &Render<'_>, mut hand_on: impl FnMut(&str)) {
        let mut pieces = Pieces { open: String::with_capacity(FULL), hand_on: &mut hand_on };
        render(&mut pieces);
        pieces.close();
    }

    /// Adds a text.
    pub fn push_str(&mut self, text: &str) {
        if self.open.len() + text.len() > FULL {
            self.close();
            if text.len() > FULL {
                return (self.hand_on)(text);
            }
        }
        self.open.push_str(text);
    }

    /// Adds a character.
    pub fn push(&mut self, c: char) {
        if self.open.len() + c.len_utf8() > FULL {
            self.close();
        }
        self.open.push(c);
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            (self.hand_on)(&self.open);
            self.open.clear();
        }
    }
}

impl fmt::Write for Pieces<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

/// The whole text, for those who must have it.
#[must_use]
pub fn whole(render: &Render<'_>) -> String {
    let mut text = String::new();
    Pieces::render(render, |piece| text.push_str(piece));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_the_text() {
        let bits = ["a", "", &"b".repeat(FULL - 1), "c", &"d".repeat(3 * FULL), "é"];
        let render = |pieces: &mut Pieces<'_>| bits.iter().for_each(|bit| pieces.push_str(bit));
        let mut lengths = Vec::new();
        Pieces::render(&render, |piece| lengths.push(piece.len()));
        assert_eq!(lengths, [FULL, 1, 3 * FULL, 2]);
        assert_eq!(whole(&render), bits.concat());
    }
}
