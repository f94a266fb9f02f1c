//! Where the code spans of a line are.

use std::collections::HashMap;

/// The code spans of one line: runs of backticks that have a partner of the same length.
#[derive(Debug)]
pub(super) struct CodeSpans {
    /// By the offset of the opening run, the offset after the closing run.
    ends: HashMap<usize, usize>,
}

impl CodeSpans {
    /// Finds the spans in time linear in the length of the line.
    pub(super) fn new(line: &str) -> Self {
        let mut ends = HashMap::new();
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
        let mut next: HashMap<usize, usize> = HashMap::new();
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
}
