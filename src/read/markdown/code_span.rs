//! Where the code spans of a line are.

use std::ops::Range;

use foldhash::HashMap;

/// The code spans of one line: runs of backticks that have a partner of the same length.
#[derive(Debug)]
pub(super) struct CodeSpans {
    /// By the offset of the opening run, the offset after the closing run.
    ends: HashMap<usize, usize>,
}

impl CodeSpans {
    /// Finds the spans in time linear in the length of the line.
    pub(super) fn new(line: &str) -> Self {
        let mut ends = HashMap::default();
        if !line.contains('`') {
            return Self { ends };
        }
        let bytes = line.as_bytes();
        let mut runs: Vec<(usize, usize, bool)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let length = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
            if length > 0 {
                runs.push((at, length, at > 0 && bytes[at - 1] == b'\\'));
            }
            at += length.max(1);
        }
        let mut partner: Vec<Option<usize>> = vec![None; runs.len()];
        let mut next: HashMap<usize, usize> = HashMap::default();
        for (index, &(_, length, _)) in runs.iter().enumerate().rev() {
            partner[index] = next.insert(length, index);
        }
        let mut index = 0;
        while index < runs.len() {
            match partner[index] {
                Some(close) if !runs[index].2 => {
                    ends.insert(runs[index].0, runs[close].0 + runs[close].1);
                    index = close + 1;
                }
                _ => index += 1,
            }
        }
        Self { ends }
    }

    /// Where the span ends that starts at `offset`.
    pub(super) fn end_of_span_at(&self, offset: usize) -> Option<usize> {
        self.ends.get(&offset).copied()
    }
}

/// The lines of the code span at `range` of a page, and where the first of them starts, where its writer put a block of
/// code between single backticks: several lines that are all of their paragraph.
pub(super) fn code_of_lines(page: &str, range: Range<usize>) -> Option<(String, usize)> {
    let span = page.get(range.clone()).filter(|span| span.contains('\n'))?;
    let mut after = page.get(range.end..)?.split('\n');
    let ends = after.next().is_some_and(|rest| rest.trim().is_empty());
    if !ends || after.next().is_some_and(|next| !next.trim().is_empty()) {
        return None;
    }
    let inner = span.trim_matches('`').trim_end();
    let lead = inner.len() - inner.trim_start().len();
    let written = inner.get(lead..)?;
    // Lines of a quote have its sign before them.
    if written.lines().count() < 2 || written.lines().any(|line| line.trim_start().starts_with('>')) {
        return None;
    }
    let lines: Vec<&str> = written.lines().map(str::trim).collect();
    let start = range.start + (span.len() - span.trim_start_matches('`').len()) + lead;
    Some((lines.join("\n"), start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_length_belong_together() {
        let spans = CodeSpans::new("a `b` ``c`d`` ` \\`x`");
        assert_eq!(spans.end_of_span_at(2), Some(5));
        assert_eq!(spans.end_of_span_at(6), Some(13));
        assert_eq!(spans.end_of_span_at(9), None);
    }

    #[test]
    fn several_lines_by_themselves_are_a_block() {
        let read = |page: &str| {
            let end = page.rfind('`').unwrap() + 1;
            code_of_lines(page, page.find('`').unwrap()..end)
        };
        assert_eq!(read("`  \n  LID 1\n  LID 2\n`\n\nNext"), Some(("LID 1\nLID 2".to_owned(), 6)));
        assert_eq!(read("`LID 1\nLID 2` and more\n"), None);
        assert_eq!(read("`LID 1\nLID 2`\nand more\n"), None);
        assert_eq!(read("`LID 1`\n\nNext"), None);
    }
}
