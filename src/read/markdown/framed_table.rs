//! Tables between `#|` and `|#`: rows between double pipes, whose cells may go over several lines and paragraphs.

use std::borrow::Cow;

use super::table::{RawCell, RawRow, RawTable, divide};

/// What opens such a table.
pub(super) const OPENING: &str = "#|";

const CLOSING: &str = "|#";
const ROW: &str = "||";

/// Reads the table whose opening line is line 0 of `get`; also says how many lines it takes.
pub(super) fn read_framed_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(RawTable, usize)> {
    if get(0)?.1.trim() != OPENING {
        return None;
    }
    let mut table = RawTable::default();
    // The row in work: where it starts, and its cells.
    let mut row: Option<(u32, Vec<RawCell>)> = None;
    let mut depth = 0_usize;
    let mut at = 1;
    loop {
        // A table that does not end is none.
        let (number, line) = get(at)?;
        at += 1;
        let line = line.trim();
        // A table within a cell is text of that cell.
        if row.is_some() && (depth > 0 || line == OPENING) {
            depth = match line {
                OPENING => depth + 1,
                CLOSING => depth - 1,
                _ => depth,
            };
            add(&mut row, line, number);
            continue;
        }
        if row.is_none() && line == CLOSING {
            break;
        }
        let rest = match (&row, line.strip_prefix(ROW)) {
            (None, Some(rest)) => {
                row = Some((number, vec![RawCell::new()]));
                rest
            }
            (None, None) => continue,
            (Some(_), _) => line,
        };
        let (inner, closed) = rest.strip_suffix(ROW).map_or((rest, false), |inner| (inner, true));
        for (index, part) in divide(inner).into_iter().enumerate() {
            if index > 0
                && let Some((_, cells)) = &mut row
            {
                cells.push(RawCell::new());
            }
            add(&mut row, &part, number);
        }
        if let Some((start, cells)) = row.take_if(|_| closed) {
            let header = table.rows.is_empty() && cells.iter().all(is_strong);
            table.rows.push(RawRow::new(start, header, cells));
        }
    }
    (!table.rows.is_empty()).then_some((table, at))
}

/// Adds a line to the last cell of the row in work.
fn add(row: &mut Option<(u32, Vec<RawCell>)>, text: &str, number: u32) {
    let text = text.trim();
    if let Some(cell) = row.as_mut().and_then(|(_, cells)| cells.last_mut())
        && !text.is_empty()
    {
        cell.push((text.to_owned(), number));
    }
}

/// Whether a cell is set strong as a whole.
fn is_strong(cell: &RawCell) -> bool {
    matches!(cell.as_slice(), [(text, _)] if text.len() > 4 && text.starts_with("**") && text.ends_with("**"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Vec<String>, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        let get = |at: usize| lines.get(at).map(|line| (at as u32 + 1, Cow::Borrowed(*line)));
        let (table, taken) = read_framed_table(get)?;
        Some((table.shown(), taken))
    }

    #[test]
    fn rows_stand_between_double_pipes() {
        let text = "#|\n|| **Code** | **Text** ||\n|| `L|1` | Open.\n\nShut it. ||\n||\n7\n|\n8\n||\n|#\nNext.\n";
        let rows = ["2h:**Code**/**Text**", "3:`L|1`/Open. Shut it.", "6:7/8"];
        assert_eq!(read(text), Some((rows.map(str::to_owned).to_vec(), 11)));
    }

    #[test]
    fn a_table_within_a_cell_is_text() {
        let text = "#|\n|| 1 | a\n#|\n|| x | y ||\n|#\n||\n|#\n";
        assert_eq!(read(text), Some((vec!["2:1/a #| || x | y || |#".to_owned()], 7)));
    }

    #[test]
    fn what_does_not_end_is_none() {
        assert_eq!(read("#|\n|| 1 | a ||\n"), None);
        assert_eq!(read("#|\n|#\n"), None);
        assert_eq!(read("#| x\n|| 1 | a ||\n|#\n"), None);
    }
}
