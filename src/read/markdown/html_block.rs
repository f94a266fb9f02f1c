//! A block of HTML as it stands on the source page.

/// The lines of a block of HTML, each as far below the first as it is in the source.
///
/// The rewritten page has lines that the source has not, and lacks some that the source has. A block that never closes
/// (`<?`, `<!--`) runs over them.
#[derive(Debug)]
pub(super) struct HtmlBlock {
    pub(super) text: String,
    /// The source line where the block starts, one-based.
    pub(super) line: u32,
    /// The source line of what is added to the end of `text`.
    end: u32,
}

impl HtmlBlock {
    pub(super) fn new(line: u32) -> Self {
        Self { text: String::new(), line, end: line }
    }

    /// Adds a part of the line `line` of the source, with its line end if it has one.
    pub(super) fn push(&mut self, part: &str, line: u32) {
        while self.end < line {
            self.text.push('\n');
            self.end += 1;
        }
        if self.end > line {
            // The line ends in between are the rewritten page's own.
            while self.end > line && self.text.ends_with('\n') {
                self.text.pop();
                self.end -= 1;
            }
            self.text.push(' ');
        }
        self.text.push_str(part);
        if part.ends_with('\n') {
            self.end += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_as_far_below_the_first_as_in_the_source() {
        let mut block = HtmlBlock::new(3);
        for (part, line) in [("<?\n", 3), ("<p>\n", 5), ("\n", 6), ("a", 6), ("b\n", 6), ("c\n", 7)] {
            block.push(part, line);
        }
        assert_eq!(block.text, "<?\n\n<p>\n ab\nc\n");
    }
}
