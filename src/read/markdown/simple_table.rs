//! Simple tables: columns of plain text under rules such as `-----  -----` or `=====  =====`, as Pandoc and
//! reStructuredText have them.

use std::borrow::Cow;

use super::table::{RawCell, RawRow, RawTable};
use crate::document::shape::is_wide;

/// Reads the simple table that starts at line 0 of `get`, with its header or its upper rule; also says how many lines it
/// takes.
pub(super) fn read_simple_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(RawTable, usize)> {
    let (first_number, first) = get(0)?;
    let mut table = RawTable::default();
    let (columns, mut at) = match rule(&first) {
        Some(columns) => (columns, 1),
        None => {
            let columns = rule(&get(1)?.1)?;
            let cells = split(&first, &columns)?;
            table.rows.push(RawRow::new(first_number, true, one_line(cells, first_number)));
            (columns, 2)
        }
    };
    while let Some((number, line)) = get(at) {
        if line.trim().is_empty() {
            break;
        }
        at += 1;
        if rule(&line).is_some_and(|again| again.len() == columns.len()) {
            // A second rule ends the header, unless a header stood above the first; then it ends the table.
            if table.rows.iter().any(|row| row.header) || get(at).is_none_or(|(_, next)| next.trim().is_empty()) {
                break;
            }
            table.rows.iter_mut().for_each(|row| row.header = true);
            continue;
        }
        let cells = split(&line, &columns)?;
        match table.rows.last_mut() {
            Some(last) if cells.first().is_none_or(String::is_empty) && !last.header => {
                for (cell, more) in last.cells.iter_mut().zip(cells) {
                    if !more.is_empty() {
                        cell.push((more, number));
                    }
                }
            }
            _ => table.rows.push(RawRow::new(number, false, one_line(cells, number))),
        }
    }
    table.rows.iter().any(|row| !row.header).then_some((table, at))
}

fn one_line(cells: Vec<String>, number: u32) -> Vec<RawCell> {
    cells.into_iter().map(|cell| vec![(cell, number)]).collect()
}

/// Where the columns under a rule start, in characters; `None` for a line that is none.
fn rule(line: &str) -> Option<Vec<usize>> {
    let sign = line.trim_start().chars().next().filter(|c| matches!(c, '-' | '='))?;
    if line.chars().any(|c| c != sign && c != ' ') || line.split_whitespace().any(|run| run.len() < 2) {
        return None;
    }
    let starts: Vec<usize> = line
        .bytes()
        .enumerate()
        .filter(|&(at, byte)| byte != b' ' && (at == 0 || line.as_bytes()[at - 1] == b' '))
        .map(|(at, _)| at)
        .collect();
    (starts.len() > 1).then_some(starts)
}

/// The cells of a line; `None` where it does not keep to the columns.
fn split(line: &str, columns: &[usize]) -> Option<Vec<String>> {
    let chars: Vec<char> = line.chars().collect();
    let mut cells = Vec::with_capacity(columns.len());
    // Wide characters shift what follows: two spaces still divide.
    if chars.iter().any(|&c| is_wide(c)) {
        let parts: Vec<String> =
            line.split("  ").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        return (parts.len() == columns.len()).then_some(parts);
    }
    for (index, &start) in columns.iter().enumerate() {
        let start = if index == 0 { 0 } else { start.min(chars.len()) };
        if start > 0 && start < chars.len() && chars.get(start - 1).is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        let end = columns.get(index + 1).map_or(chars.len(), |&end| end.min(chars.len()));
        cells.push(chars.get(start..end).unwrap_or_default().iter().collect::<String>().trim().to_owned());
    }
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str) -> Option<Vec<String>> {
        let lines: Vec<&str> = source.lines().collect();
        let get = |at: usize| lines.get(at).map(|line| (at as u32 + 1, Cow::Borrowed(*line)));
        let (table, _) = read_simple_table(get)?;
        let text = |cell: &RawCell| cell.iter().map(|(part, _)| part.as_str()).collect::<Vec<_>>().join("/");
        Some(
            table
                .rows
                .iter()
                .map(|row| {
                    format!(
                        "{}{}",
                        if row.header { "# " } else { "" },
                        row.cells.iter().map(text).collect::<Vec<_>>().join("|")
                    )
                })
                .collect(),
        )
    }

    #[test]
    fn columns_are_told_by_their_rules() {
        let pandoc = "Code  Text\n----  --------\n1     Not there\n      any more\n2     Full\n\nMore";
        assert_eq!(rows(pandoc).unwrap(), ["# Code|Text", "1|Not there/any more", "2|Full"]);
        let rst = "====  ====\nCode  Text\n====  ====\n7     Late\n8     Lost\n====  ====\n";
        assert_eq!(rows(rst).unwrap(), ["# Code|Text", "7|Late", "8|Lost"]);
        assert_eq!(rows("----  ----\n7     Late\n----  ----\n").unwrap(), ["7|Late"]);
        assert_eq!(rows("错误码  说明\n------  ----\n17      繁忙\n").unwrap(), ["# 错误码|说明", "17|繁忙"]);
        assert_eq!(rows("Title\n-----\ntext"), None);
        assert_eq!(rows("A sentence of prose\n---- ----\nanother one of them"), None);
    }
}
