//! Layout as rustfmt has it by default, so that it has nothing to change. Tables are left as they are.

use std::fmt::Write as _;

/// The longest line.
pub(super) const MAX_WIDTH: usize = 100;

/// The longest content of a slice on one line.
const ARRAY_WIDTH: usize = 60;

/// The literal of a slice within a table's row: on one line if that is short, else an item a line.
pub(super) fn slice(items: &[String], indent: usize) -> String {
    let width: usize = items.iter().map(|item| item.chars().count() + 2).sum();
    if width <= ARRAY_WIDTH {
        return format!("&[{}]", items.join(", "));
    }
    let blanks = " ".repeat(indent);
    let mut text = String::from("&[\n");
    for item in items {
        let _ = writeln!(text, "{blanks}    {item},");
    }
    text.push_str(&blanks);
    text.push(']');
    text
}

/// A statement `start = value;` indented by `indent` blanks. One that is too long stays on its line all the same.
pub(super) fn assignment(indent: usize, start: &str, value: &str) -> String {
    let line = format!("{:indent$}{start} = {value};", "");
    if line.chars().count() <= MAX_WIDTH { line } else { format!("{:indent$}#[rustfmt::skip]\n{line}", "") }
}

/// Rows of numbers for a table that is left as it is: `per_line` to a line, each as wide as the widest.
pub(super) fn number_rows(numbers: &[usize], per_line: usize) -> Vec<String> {
    let width = numbers.iter().max().map_or(1, |greatest| greatest.to_string().len());
    numbers
        .chunks(per_line)
        .map(|row| {
            let cells: Vec<String> = row.iter().map(|number| format!("{number:>width$}")).collect();
            format!("    {},", cells.join(", "))
        })
        .collect()
}
