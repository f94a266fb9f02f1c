//! Tables of lines divided by tabs, as they come from a spreadsheet: Markdown takes them for one paragraph.

use std::borrow::Cow;

use super::table::{RawCell, RawRow, RawTable};

/// So many lines in a row make a table.
const ENOUGH: usize = 3;

/// Fewer cells make no row: a code and a text are a line of a list, with whatever white space between them.
const MIN_CELLS: usize = 3;

/// The longest first cell, in characters: a sentence before a tab heads no row.
const MAX_FIRST: usize = 60;

/// Reads the table whose first row is line 0 of `get`; also says how many lines it takes.
pub(super) fn read_tabbed_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(RawTable, usize)> {
    let mut table = RawTable::default();
    let mut width = 0;
    while let Some((number, line)) = get(table.rows.len()) {
        let Some(cells) = split(&line) else { break };
        if table.rows.is_empty() {
            width = cells.len();
        }
        if cells.len() != width {
            break;
        }
        table.rows.push(RawRow::new(number, false, cells.into_iter().map(|cell| one_line(cell, number)).collect()));
    }
    let taken = table.rows.len();
    (taken >= ENOUGH).then_some((table, taken))
}

fn one_line(cell: &str, number: u32) -> RawCell {
    if cell.is_empty() { RawCell::new() } else { vec![(cell.to_owned(), number)] }
}

/// The cells of a line; `None` for one that is no row.
fn split(line: &str) -> Option<Vec<&str>> {
    if line.starts_with([' ', '\t', '<', '>', '|', '#', '`']) || line.contains('|') {
        return None;
    }
    let cells: Vec<&str> = line.trim_end_matches([' ', '\r', '\n']).split('\t').map(str::trim).collect();
    let first = cells.first()?;
    let is_row = cells.len() >= MIN_CELLS
        && first.chars().count() <= MAX_FIRST
        && cells.get(1).is_some_and(|cell| !cell.is_empty());
    is_row.then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        let get = |at: usize| lines.get(at).map(|line| (at as u32 + 1, Cow::Borrowed(*line)));
        let (table, taken) = read_tabbed_table(get)?;
        Some((table.shown(), taken))
    }

    #[test]
    fn tabs_divide_cells() {
        let rows = ["1:Code/Text/Action", "2:31/Lid open./Close it.", "3:32/Drum full./"];
        let text = "Code\tText\tAction\n31\tLid open.\tClose it.\n32\tDrum full.\t\nNext\n";
        assert_eq!(read(text), Some((rows.map(str::to_owned).to_vec(), 3)));
    }

    #[test]
    fn lines_that_differ_or_are_few_make_none() {
        assert_eq!(read("31\tLid open.\tClose it.\n32\tDrum full.\tEmpty it.\nNext\n"), None);
        assert_eq!(read("31\tLid open.\n32\tDrum full.\n33\tWet.\n"), None);
        assert_eq!(read("31\tLid open.\n32\tDrum full.\tEmpty it.\n33\tWet.\n"), None);
        assert_eq!(read("\t31\tLid open.\n\t32\tDrum full.\n\t33\tWet.\n"), None);
        assert_eq!(read("a | b\tc\nd | e\tf\ng | h\ti\n"), None);
    }
}
