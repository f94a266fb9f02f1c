//! Tables whose entries stand below each other, a label and its value a row: `Error | E17`, `Meaning | Late`,
//! `Error | E18`, …

use std::ops::Range;

use foldhash::HashSet;

use super::code_cell::read_code_cell;
use super::phrases::fold;
use super::words::words;
use crate::document::{Cell, Row, Table, Text};

/// The most parts of an entry.
const MOST_LABELS: usize = 12;

/// The table with an entry a row below its labels, and the rows of each entry as written, if the entries of this one
/// stand below each other. Each row has the number of its entry's first row.
pub(super) fn unstack_table(table: &Table) -> Option<(Table, Vec<&[Row]>)> {
    let key = table.rows.iter().position(|row| !is_blank(row))?;
    if table.rows.iter().any(|row| row.cells.len() > 2) {
        return None;
    }
    let label = |row: &Row| row.cells.first().map(|cell| fold(cell.text.plain())).filter(|label| !label.is_empty());
    let first = label(table.rows.get(key)?)?;
    let mut records: Vec<Range<usize>> = Vec::new();
    let mut labels: Vec<(String, &Cell)> = Vec::new();
    let mut own = HashSet::default();
    for (at, row) in table.rows.iter().enumerate().skip(key).filter(|(_, row)| !is_blank(row)) {
        let own_label = label(row)?;
        if own_label == first {
            records.push(at..at + 1);
            own.clear();
        }
        if !own.insert(own_label.clone()) {
            return None;
        }
        if !labels.iter().any(|(known, _)| *known == own_label) {
            // The rows of any other table all begin differently.
            if labels.len() == MOST_LABELS {
                return None;
            }
            labels.push((own_label, row.cells.first()?));
        }
        records.last_mut()?.end = at + 1;
    }
    // What stands once is a table of two columns; so is one whose first column hardly repeats.
    let filled = table.rows.iter().filter(|row| !is_blank(row)).count();
    let usual = labels.len() >= 2 && filled * 10 >= records.len() * labels.len() * 6;
    let is_key = |record: &Range<usize>| table.rows.get(record.start).and_then(value).is_some_and(is_code);
    let keyed = records.iter().filter(|record| is_key(record)).count();
    let named = labels.iter().all(|(_, cell)| words().header_role(cell.text.plain()).is_some());
    if records.len() < 2 || !usual || !named || keyed * 10 < records.len() * 7 {
        return None;
    }
    let line = table.rows.get(key)?.line;
    let id = table.rows.get(key)?.id;
    let head = labels.iter().map(|(_, cell)| Cell { header: true, ..(*cell).clone() }).collect();
    let mut rows = vec![Row { id, line, header: true, cells: head }];
    for record in &records {
        let written = table.rows.get(record.clone())?;
        let cell = |wanted: &String| {
            let row = written.iter().find(|row| label(row).as_ref() == Some(wanted));
            let value = row.and_then(|row| row.cells.get(1));
            value.map_or_else(|| Cell::new(Text::default()), Clone::clone)
        };
        let first = written.first()?;
        let cells = labels.iter().map(|(label, _)| cell(label)).collect();
        rows.push(Row { id: first.id, line: first.line, header: false, cells });
    }
    let written = records.into_iter().filter_map(|record| table.rows.get(record)).collect();
    Some((Table { caption: table.caption.clone(), rows }, written))
}

fn is_blank(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.text.is_empty())
}

fn value(row: &Row) -> Option<&Text> {
    row.cells.get(1).map(|cell| &cell.text)
}

fn is_code(text: &Text) -> bool {
    read_code_cell(text.plain()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeId;

    fn unstacked(rows: &[&[&str]]) -> Option<Vec<String>> {
        let cell = |text: &&str| Cell::new(Text::plain_at(*text, 1));
        let row =
            |cells: &&[&str]| Row { id: NodeId(0), line: 1, header: false, cells: cells.iter().map(cell).collect() };
        let table = Table { caption: None, rows: rows.iter().map(row).collect() };
        let (table, _) = unstack_table(&table)?;
        let text = |row: &Row| row.cells.iter().map(|cell| cell.text.plain()).collect::<Vec<_>>().join("|");
        Some(table.rows.iter().map(text).collect())
    }

    #[test]
    fn entries_below_each_other_become_rows() {
        let rows: &[&[&str]] = &[
            &["", ""],
            &["Error", "lid_open"],
            &["Message", "The lid is open."],
            &["", ""],
            &["Error", "lid_lost"],
            &["Message", "The lid is gone."],
            &["Solution", "Buy one."],
        ];
        let wanted = ["Error|Message|Solution", "lid_open|The lid is open.|", "lid_lost|The lid is gone.|Buy one."];
        assert_eq!(unstacked(rows), Some(wanted.map(str::to_owned).to_vec()));
        assert_eq!(unstacked(&[&["Error", "E1"], &["Message", "Late"]]), None, "one entry");
        assert_eq!(unstacked(&[&["Error", "E1"], &["Error", "E2"], &["Error", "E3"]]), None, "one column");
        let named = [["Lid", "E1"], ["Hinge", "E2"], ["Lid", "E3"], ["Hinge", "E4"]];
        assert_eq!(unstacked(&named.each_ref().map(<[_; 2]>::as_slice)), None, "names of things");
    }
}
