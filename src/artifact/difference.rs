//! What is different between a file and what it should be.

use similar::{ChangeTag, TextDiff};

/// A diff shows this many lines at most.
const MAX_LINES: usize = 60;

/// Where more lines than this differ on both sides, no best diff is looked for: it would take too long.
const MAX_COMPARED: usize = 2_000;

/// Lines around a change.
const CONTEXT: usize = 3;

/// A unified diff from `old` to `new`, cut after some lines; what was cut is counted.
#[must_use]
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // What is the same at both ends is left out first, so that the work depends on what differs.
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut lines = vec![format!("--- {path}"), format!("+++ {path} (as generated now)")];
    if old_end - head > MAX_COMPARED || new_end - head > MAX_COMPARED {
        let (removed, added) = (old_end - head, new_end - head);
        lines.push(format!("@@ -{},{removed} +{},{added} @@", head + 1, head + 1));
        lines.extend(old[head..old_end].iter().take(MAX_LINES / 2).map(|line| format!("-{line}")));
        lines.extend(new[head..new_end].iter().take(MAX_LINES / 2).map(|line| format!("+{line}")));
        lines.push(format!("… {removed} lines are replaced by {added}"));
        return lines.join("\n");
    }
    let start = head.saturating_sub(CONTEXT);
    let (old_part, new_part) =
        (&old[start..(old_end + CONTEXT).min(old.len())], &new[start..(new_end + CONTEXT).min(new.len())]);
    let diff = TextDiff::from_slices(old_part, new_part);
    let mut body = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let (old_range, new_range) =
            (first.old_range().start..last.old_range().end, first.new_range().start..last.new_range().end);
        body.push(format!(
            "@@ -{},{} +{},{} @@",
            start + old_range.start + 1,
            old_range.len(),
            start + new_range.start + 1,
            new_range.len()
        ));
        for op in &group {
            for change in diff.iter_changes(op) {
                let sign = match change.tag() {
                    ChangeTag::Equal => ' ',
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                };
                body.push(format!("{sign}{}", change.value()));
            }
        }
    }
    if body.is_empty() {
        body.push("(only line ends or what follows the last line differ)".to_owned());
    }
    let cut = body.len().saturating_sub(MAX_LINES);
    lines.extend(body.into_iter().take(MAX_LINES));
    if cut > 0 {
        lines.push(format!("… {cut} more lines"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn lines_keep_their_numbers_in_the_file() {
        let old: String = (1..=20).map(|n| format!("line {n}\n")).collect();
        let new = old.replace("line 10\n", "line ten\n");
        let diff = unified("a.txt", &old, &new);
        assert!(diff.contains("@@ -7,7 +7,7 @@\n line 7\n"), "{diff}");
        assert!(diff.contains("\n-line 10\n+line ten\n"), "{diff}");
        assert!(!diff.contains("line 6"), "{diff}");
    }

    #[test]
    fn long_differences_are_cut_and_counted() {
        let old: String = (0..100).map(|n| format!("old {n}\n")).collect();
        let diff = unified("a.txt", &old, "");
        assert!(diff.ends_with("… 41 more lines"), "{diff}");
        let old: String = (0..5_000).map(|n| format!("old {n}\n")).collect();
        let diff = unified("a.txt", &old, "new\n");
        assert!(diff.ends_with("… 5000 lines are replaced by 1"), "{diff}");
    }

    #[test]
    fn line_ends_alone_are_a_difference() {
        assert!(unified("a.txt", "a\r\n", "a\n").contains("only line ends"));
    }
}
