//! Lists of codes and constants divided by tabs.

use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::source::Source;

/// What stands in each column, counting from zero.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Columns {
    value: usize,
    name: usize,
    text: Option<usize>,
}

/// Headers by what they say of their column, lowercase.
const VALUE_HEADERS: &[&str] = &["code", "value", "number", "id", "errno"];
const NAME_HEADERS: &[&str] = &["symbol", "name", "constant", "identifier", "key"];
const TEXT_HEADERS: &[&str] = &["text", "description", "comment", "message", "meaning"];

/// Whether most lines are divided by tabs.
pub(super) fn is_listed(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    lines().filter(|line| line.contains('\t')).count() * 2 > lines().count()
}

/// The list in the order value, name, text: a line of the source is a line of the result, empty where it declares
/// nothing. Empty lines and lines that start with `#` are comments.
///
/// Adds [`Rule::Unexplained`] for a line without a value or a name.
pub(super) fn read_list(source: &Source, findings: &mut Vec<Diagnostic>) -> String {
    let rows: Vec<Vec<&str>> = source.text.lines().map(|line| line.split('\t').map(str::trim).collect()).collect();
    let header = rows.iter().position(|row| !is_blank(row));
    let by_header = header.and_then(|at| rows.get(at)).and_then(|row| columns_by_header(row));
    let columns = by_header.unwrap_or_else(|| columns_by_shape(&rows));
    let mut out = String::with_capacity(source.text.len());
    for (at, row) in rows.iter().enumerate() {
        let cell = |column: usize| row.get(column).copied().unwrap_or("");
        let is_header = by_header.is_some() && Some(at) == header;
        if !is_header && !is_blank(row) {
            let (value, name) = (cell(columns.value), cell(columns.name));
            if is_value(value) && is_name(name) {
                out.push_str(value);
                out.push('\t');
                out.push_str(name);
                if let Some(text) = columns.text.map(cell).filter(|text| !text.is_empty()) {
                    out.push('\t');
                    out.push_str(text);
                }
            } else {
                let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
                let quoted: String = row.join(" ").chars().take(80).collect();
                findings.push(
                    Diagnostic::new(Rule::Unexplained, format!("`{quoted}` is no code and constant divided by a tab"))
                        .at(Place::line(source.path.clone(), line))
                        .hint("write the code, a tab and the constant on the line, or start it with `#`"),
                );
            }
        }
        out.push('\n');
    }
    out
}

fn is_blank(row: &[&str]) -> bool {
    row.iter().all(|cell| cell.is_empty()) || row.first().is_some_and(|cell| cell.starts_with('#'))
}

fn columns_by_header(row: &[&str]) -> Option<Columns> {
    let find = |words: &[&str]| row.iter().position(|cell| words.contains(&cell.to_lowercase().as_str()));
    Some(Columns { value: find(VALUE_HEADERS)?, name: find(NAME_HEADERS)?, text: find(TEXT_HEADERS) })
}

/// The first column that mostly holds values, the first that mostly holds constants, and one beside them.
fn columns_by_shape(rows: &[Vec<&str>]) -> Columns {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mostly = |wanted: fn(&str) -> bool| {
        (0..width).find(|&column| {
            let cells = || rows.iter().filter(|row| !is_blank(row)).filter_map(|row| row.get(column));
            cells().filter(|cell| wanted(cell)).count() * 2 > cells().count()
        })
    };
    let value = mostly(is_value).unwrap_or(0);
    let name = mostly(|cell| is_name(cell) && !is_value(cell)).unwrap_or(usize::from(value == 0));
    Columns { value, name, text: (0..width).find(|column| ![value, name].contains(column)) }
}

/// A number, decimal or hexadecimal, with a sign.
fn is_value(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '\u{2212}']).unwrap_or(cell);
    match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => !hex.is_empty() && hex.chars().all(|c| c.is_ascii_hexdigit()),
        None => !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()),
    }
}

/// One word of letters, digits and the signs that names have.
fn is_name(cell: &str) -> bool {
    cell.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '-' | '/'))
        && cell.chars().any(char::is_alphabetic)
}
