//! Rows as a browser copies them where each cell holds a paragraph: a tab ends what a cell says, and the next cell stands
//! behind a blank line. Some browsers put the tab on a line of its own.

/// So many cells that a tab and a blank line end are no chance: the last cell of a row may be empty.
const LEAST_SPREAD: usize = 4;

/// The rows of a page that are written so.
pub(super) struct Spread {
    /// For each line, whether the next line that is not blank is the next cell of its row.
    open: Vec<bool>,
    /// For each line, whether the next line that is not blank starts such a row or goes on with it.
    next: Vec<bool>,
}

impl Spread {
    /// Finds the rows among the lines of a page, each without its end.
    pub(super) fn of(lines: &[String]) -> Self {
        let mut open = vec![false; lines.len()];
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !is_blank(line)) {
            let alone = lines.get(at + 1).is_some_and(|below| is_blank(below) && below.contains('\t'));
            let end = if alone { at + 2 } else { at + 1 };
            let mut behind = lines.get(end..).unwrap_or_default().iter();
            open[at] = (alone || line.ends_with('\t'))
                && behind.next().is_some_and(|blank| is_blank(blank) && !blank.contains('\t'))
                && behind.next().is_some_and(|next| !is_blank(next));
        }
        if open.iter().filter(|open| **open).count() < LEAST_SPREAD {
            open.fill(false);
        }
        let mut next = vec![false; lines.len()];
        let mut below = false;
        for (at, line) in lines.iter().enumerate().rev() {
            next[at] = below;
            if !is_blank(line) {
                below = open[at];
            }
        }
        Self { open, next }
    }

    /// Whether the next line that is not blank is the next cell of the row of this line, by its index.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.open.get(at).is_some_and(|open| *open)
    }

    /// Whether a row comes next behind this line, by its index.
    pub(super) fn comes_next(&self, at: usize) -> bool {
        self.next.get(at).is_some_and(|next| *next)
    }
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}
