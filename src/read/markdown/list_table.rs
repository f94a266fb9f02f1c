//! Tables written as lists within lists: `.. list-table::` of reStructuredText, and the fence of MyST for the same.

use std::borrow::Cow;

use super::table::{RawCell, RawRow, RawTable};

/// What opens such a table in reStructuredText.
pub(super) const DIRECTIVE: &str = ".. list-table::";

/// What opens one in MyST, behind the fence.
const NAME: &str = "{list-table}";

/// Whether a line opens a table of lists.
pub(super) fn opens_list_table(line: &str) -> bool {
    line.starts_with(DIRECTIVE) || fence_of(line).is_some()
}

/// Reads the table whose opening line is line 0 of `get`; also says how many lines it takes.
pub(super) fn read_list_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(RawTable, usize)> {
    let first = get(0)?.1;
    let fence = fence_of(&first);
    let mut headers = 0;
    let mut margin = None;
    let mut table = RawTable::default();
    let mut taken = 1;
    let mut at = 1;
    while let Some((number, line)) = get(at) {
        let text = line.trim();
        let depth = line.len() - line.trim_start().len();
        at += 1;
        if text.is_empty() {
            continue;
        }
        if fence.is_some_and(|fence| text.starts_with(fence)) {
            taken = at;
            break;
        }
        match margin {
            // Before the first row there are options only: `:header-rows: 1`.
            None if text.starts_with(':') => {
                if let Some(count) = text.strip_prefix(":header-rows:") {
                    headers = count.trim().parse().unwrap_or(0);
                }
            }
            None if !text.starts_with("* ") => return None,
            Some(margin) if depth < margin => break,
            _ if text.starts_with("* ") && margin.is_none_or(|margin| depth == margin) => {
                let Some(cell) = cell_of(text.trim_start_matches('*').trim_start(), number) else { break };
                margin = Some(depth);
                table.rows.push(RawRow::new(number, table.rows.len() < headers, vec![cell]));
            }
            Some(margin) => {
                let cells = &mut table.rows.last_mut()?.cells;
                match cell_of(text, number).filter(|_| depth == margin + 2) {
                    Some(cell) => cells.push(cell),
                    None => cells.last_mut()?.push((without_bar(text).to_owned(), number)),
                }
            }
            None => return None,
        }
        taken = at;
    }
    (!table.rows.is_empty()).then_some((table, taken))
}

/// The fence of a table in MyST.
fn fence_of(line: &str) -> Option<&str> {
    let marks = line.len() - line.trim_start_matches(['`', ':', '~']).len();
    (marks >= 3 && line[marks..].trim_start().starts_with(NAME)).then(|| &line[..marks])
}

/// The first line of a cell, which starts with a dash.
fn cell_of(text: &str, number: u32) -> Option<RawCell> {
    let content = text.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '))?.trim();
    Some(if content.is_empty() { Vec::new() } else { vec![(without_bar(content).to_owned(), number)] })
}

/// A line without the bar by which reStructuredText keeps its break.
fn without_bar(text: &str) -> &str {
    text.strip_prefix("| ").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        let get = |at: usize| lines.get(at).map(|line| (at as u32 + 1, Cow::Borrowed(*line)));
        let (table, taken) = read_list_table(get)?;
        Some((table.shown(), taken))
    }

    #[test]
    fn rows_are_lists_of_cells() {
        let text = ".. list-table:: Lids\n   :header-rows: 1\n\n   * - Code\n     - Meaning\n   * - L-1\n     - | It is\n       | open\n   * - L-2\n     -\n\nNext.\n";
        let rows = ["4h:Code/Meaning", "6:L-1/It is open", "9:L-2/"];
        assert_eq!(read(text), Some((rows.map(str::to_owned).to_vec(), 10)));
    }

    #[test]
    fn a_fence_ends_the_table() {
        let text = "```{list-table}\n* - L-1\n  - open\n```\n* - L-2\n";
        assert_eq!(read(text), Some((vec!["2:L-1/open".to_owned()], 4)));
    }

    #[test]
    fn other_lists_are_none() {
        assert_eq!(read(".. list-table::\n\n   Just words.\n"), None);
        assert_eq!(read(".. list-table::\n\n   * no cell\n"), None);
        assert_eq!(read(".. list-table::\n"), None);
        let cut = ".. list-table::\n\n   * - L-1\n     - open\n   * no cell\n";
        assert_eq!(read(cut), Some((vec!["3:L-1/open".to_owned()], 4)));
        assert!(!opens_list_table("```{list}"));
    }
}
