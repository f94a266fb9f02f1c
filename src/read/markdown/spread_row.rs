//! Rows of `|` tables whose cells stand on lines of their own between blank lines, as converters of pages leave them.

use std::borrow::Cow;

use super::lines::Fence;
use super::table::{RawCell, RawRow, divide, is_delimiter};

/// How far a row is followed, in lines.
const MAX_LINES: usize = 200;

/// Whether the line is the pipe that opens such a row.
pub(super) fn opens_spread_row(line: &str) -> bool {
    line == "|"
}

/// Whether a table starts at line 0 of `get` with such a row: the row of dashes below fits it.
pub(super) fn starts_spread_table<'a>(get: &impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> bool {
    read_spread_row(get, 0, None).is_some()
}

/// Reads the row that the line at `at` opens, and says where the next starts. It has `width` cells; without one, a row of
/// dashes follows that tells how many.
pub(super) fn read_spread_row<'a>(
    get: &impl Fn(usize) -> Option<(u32, Cow<'a, str>)>,
    start: usize,
    width: Option<usize>,
) -> Option<(RawRow, usize)> {
    let (first, line) = get(start)?;
    if !opens_spread_row(line.trim()) {
        return None;
    }
    let mut cells = vec![RawCell::new()];
    for at in start + 1..start + MAX_LINES {
        let (number, line) = get(at)?;
        let line = line.trim();
        if line.starts_with('#') || Fence::open(line).is_some() || is_delimiter(line) {
            return None;
        }
        for (index, part) in divide(line).into_iter().enumerate() {
            if index > 0 {
                cells.push(RawCell::new());
            }
            if let Some(cell) = cells.last_mut().filter(|_| !part.is_empty()) {
                cell.push((part, number));
            }
        }
        // The last pipe opens no cell.
        let count = cells.len() - 1;
        let complete = line.ends_with('|')
            && width.map_or_else(
                || get(at + 1).is_some_and(|(_, next)| is_delimiter_of(count, &next)),
                |width| count == width,
            );
        if complete {
            cells.pop();
            return Some((RawRow::new(first, false, cells), at + 1));
        }
        if width.is_some_and(|width| count >= width) {
            return None;
        }
    }
    None
}

/// Whether a line is the row of dashes below so many cells.
fn is_delimiter_of(count: usize, line: &str) -> bool {
    let line = line.trim();
    count > 1 && is_delimiter(line) && divide(line.trim_matches('|')).len() == count
}

#[cfg(test)]
mod tests {
    use super::super::table::{read_table, starts_table};
    use super::*;

    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        let get = |at: usize| lines.get(at).map(|line| (at as u32 + 1, Cow::Borrowed(*line)));
        starts_table(get).then(|| {
            let (table, taken) = read_table(get);
            (table.shown(), taken)
        })
    }

    const HEADER: &str = "| \nCode\n\n | \n\nText\n\n |\n| --- | --- |\n";

    #[test]
    fn cells_stand_between_blank_lines() {
        let body =
            "| \n\n31\n\n | \n\nLid open.\n\n1.  Close it.\n\n |\n| 32 | Drum full. |\n| \n\n33\n\n |  |\n\nNext.\n";
        let rows = ["1h:Code/Text", "10:31/Lid open. 1.  Close it.", "21:32/Drum full.", "22:33/"];
        assert_eq!(read(&format!("{HEADER}{body}")), Some((rows.map(str::to_owned).to_vec(), 26)));
    }

    #[test]
    fn the_header_may_stand_on_one_line() {
        let text = "| Code | Text |\n| --- | --- |\n| \n\n31\n\n | \n\nLid open.\n\n |\n";
        let rows = ["1h:Code/Text", "3:31/Lid open."];
        assert_eq!(read(text), Some((rows.map(str::to_owned).to_vec(), 11)));
    }

    #[test]
    fn a_row_that_does_not_end_is_none() {
        let body = "| \n\n31\n\n | \n\nLid open.\n\n |\n| \n\n32\n\n# Next\n";
        let rows = ["1h:Code/Text", "10:31/Lid open."];
        assert_eq!(read(&format!("{HEADER}{body}")).map(|read| read.0), Some(rows.map(str::to_owned).to_vec()));
        assert_eq!(read("| \n\nCode\n\n | \n\nText\n\n |\n\nNo dashes.\n"), None);
        assert_eq!(read("| \n\nCode\n\n | \n\nText\n\n |\n| --- |\n"), None);
    }
}
