//! Layout as rustfmt has it by default, so that it has nothing to change. Tables are left as they are.

use std::fmt::{Arguments, Write as _};

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
pub(super) fn assignment(indent: usize, start: Arguments<'_>, value: Arguments<'_>) -> String {
    let line = format!("{:indent$}{start} = {value};", "");
    if line.chars().count() <= MAX_WIDTH { line } else { format!("{:indent$}#[rustfmt::skip]\n{line}", "") }
}

/// The statement that imports items of a module: on one line if it fits, else items packed into lines.
pub(super) fn import(visibility: &str, path: &str, mut items: Vec<String>) -> String {
    items.sort_by(|a, b| (spelling_class(a), a).cmp(&(spelling_class(b), b)));
    if let [item] = items.as_slice() {
        return format!("{visibility}use {path}::{item};");
    }
    let line = format!("{visibility}use {path}::{{{}}};", items.join(", "));
    if line.chars().count() <= MAX_WIDTH {
        return line;
    }
    let mut text = format!("{visibility}use {path}::{{\n   ");
    let mut width = 3;
    for item in items {
        let needed = item.chars().count() + 2;
        if width > 3 && width + needed > MAX_WIDTH {
            text.push_str("\n   ");
            width = 3;
        }
        let _ = write!(text, " {item},");
        width += needed;
    }
    text.push_str("\n};");
    text
}

/// rustfmt puts functions before types before constants.
fn spelling_class(item: &str) -> u8 {
    if item.starts_with(|c: char| c.is_ascii_lowercase()) {
        return 0;
    }
    1 + u8::from(!item.contains(|c: char| c.is_ascii_lowercase()))
}

/// Rows of numbers for a table that is left as it is: `per_line` to a line, each as wide as the widest.
pub(super) fn number_rows(numbers: &[usize], per_line: usize) -> Vec<String> {
    let width = numbers.iter().max().map_or(1, |greatest| greatest.to_string().len());
    numbers
        .chunks(per_line)
        .map(|row| {
            let mut line = String::with_capacity(3 + row.len() * (width + 2));
            line.push_str("   ");
            for number in row {
                let _ = write!(line, " {number:>width$},");
            }
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(items: &[&str]) -> Vec<String> {
        items.iter().map(|item| (*item).to_owned()).collect()
    }

    #[test]
    fn imports_are_one_statement_a_module() {
        assert_eq!(import("", "crate::limit", items(&["Limit"])), "use crate::limit::Limit;");
        assert_eq!(
            import("pub ", "table", items(&["FACTS", "known", "Facts"])),
            "pub use table::{known, Facts, FACTS};"
        );
    }

    #[test]
    fn a_long_import_has_lines_within_the_width() {
        let names: Vec<String> = (10..22).map(|number| format!("SomeQuiteLongName{number}")).collect();
        let text = import("", "crate::code", names.clone());
        assert!(text.lines().all(|line| line.chars().count() <= MAX_WIDTH), "{text}");
        assert!(text.lines().count() < names.len(), "packed: {text}");
    }
}
