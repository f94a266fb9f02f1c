//! Tables of values with commas between them: `.. csv-table::` of reStructuredText, and the fence of MyST for the same.

use std::borrow::Cow;

use super::table::{RawCell, RawRow, RawTable};

/// What opens such a table in reStructuredText.
pub(super) const DIRECTIVE: &str = ".. csv-table::";

/// What opens one in MyST, behind the fence.
const NAME: &str = "{csv-table}";

/// How far a value in quotation marks is followed, in lines.
const MAX_BROKEN: usize = 20;

/// Whether a line opens a table of values with commas.
pub(super) fn opens_csv_table(line: &str) -> bool {
    line.starts_with(DIRECTIVE) || fence_of(line).is_some()
}

/// Reads the table whose opening line is line 0 of `get`; also says how many lines it takes.
pub(super) fn read_csv_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(RawTable, usize)> {
    let first = get(0)?.1;
    let fence = fence_of(&first);
    let margin = first.len() - first.trim_start().len();
    let mut table = RawTable::default();
    let (mut headers, mut divider) = (0, ',');
    let mut taken = 1;
    let mut at = 1;
    while let Some((number, line)) = get(at) {
        let text = line.trim();
        at += 1;
        if text.is_empty() {
            continue;
        }
        if let Some(fence) = fence {
            if text.starts_with(fence) {
                taken = at;
                break;
            }
        } else if line.len() - line.trim_start().len() <= margin {
            break;
        }
        // Options stand before the first row: `:header: Code, Meaning`.
        if table.rows.iter().all(|row| row.header)
            && let Some((name, value)) = text.strip_prefix(':').and_then(|option| option.split_once(':'))
        {
            match (name, value.trim()) {
                ("header", value) => table.rows.push(RawRow::new(number, true, cells_of(value, divider, number).0)),
                ("header-rows", value) => headers = value.parse().unwrap_or(0),
                ("delim", "tab") => divider = '\t',
                ("delim", value) => divider = value.chars().next().unwrap_or(','),
                _ => {}
            }
            taken = at;
            continue;
        }
        let (mut cells, mut open) = cells_of(text, divider, number);
        let last = at + MAX_BROKEN;
        while open && at < last {
            // A value in quotation marks goes on on the next line.
            let Some((number, more)) = get(at) else { break };
            at += 1;
            let (rest, still) = quoted_cells_of(more.trim(), divider, number);
            let mut rest = rest.into_iter();
            if let (Some(cell), Some(more)) = (cells.last_mut(), rest.next()) {
                cell.extend(more);
            }
            cells.extend(rest);
            open = still;
        }
        let header = table.rows.len() < headers;
        table.rows.push(RawRow::new(number, header, cells));
        taken = at;
    }
    let body = table.rows.iter().any(|row| !row.header);
    body.then_some((table, taken))
}

/// The fence of a table in MyST.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let marks = line.len() - line.trim_start_matches(['`', ':', '~']).len();
    (marks >= 3 && line[marks..].trim_start().starts_with(NAME)).then(|| &line[..marks])
}

/// The values of a line, and whether the last one is still within its quotation marks.
fn cells_of(line: &str, divider: char, number: u32) -> (Vec<RawCell>, bool) {
    read_cells(line, divider, number, false)
}

/// The same for a line that starts within quotation marks.
fn quoted_cells_of(line: &str, divider: char, number: u32) -> (Vec<RawCell>, bool) {
    read_cells(line, divider, number, true)
}

fn read_cells(line: &str, divider: char, number: u32, mut quoted: bool) -> (Vec<RawCell>, bool) {
    let mut cells: Vec<RawCell> = Vec::new();
    let mut cell = String::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Doubled, it stands for itself.
            '"' if quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                quoted = true;
                cell.clear();
            }
            c if c == divider && !quoted => cells.push(finished(&mut cell, number)),
            c => cell.push(c),
        }
    }
    cells.push(finished(&mut cell, number));
    (cells, quoted)
}

fn finished(cell: &mut String, number: u32) -> RawCell {
    let text = std::mem::take(cell);
    let text = text.trim();
    if text.is_empty() { RawCell::new() } else { vec![(text.to_owned(), number)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        let get = |at: usize| lines.get(at).map(|line| (at as u32 + 1, Cow::Borrowed(*line)));
        let (table, taken) = read_csv_table(get)?;
        Some((table.shown(), taken))
    }

    #[test]
    fn values_come_apart_at_commas() {
        let text = ".. csv-table:: Lids\n   :header: Code, \"Meaning\"\n   :widths: 1, 2\n\n   L1, \"Open, or \"\"lost\"\"\"\n   L2,\n   L3, \"over\n   two lines\"\n\nNext.\n";
        let rows = ["2h:Code/Meaning", "5:L1/Open, or \"lost\"", "6:L2/", "7:L3/over two lines"];
        assert_eq!(read(text), Some((rows.map(str::to_owned).to_vec(), 8)));
    }

    #[test]
    fn a_fence_ends_the_table() {
        let text = "```{csv-table}\n:header-rows: 1\n:delim: ;\nCode; Text\nL1; open\n```\nL2; lost\n";
        assert_eq!(read(text), Some((vec!["4h:Code/Text".to_owned(), "5:L1/open".to_owned()], 6)));
    }

    #[test]
    fn a_file_is_no_table() {
        assert_eq!(read(".. csv-table:: Lids\n   :header: Code, Text\n   :file: lids.csv\n"), None);
        assert!(!opens_csv_table(".. list-table:: Lids"));
    }
}
