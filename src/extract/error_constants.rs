//! The constants of errors among all the constants of a header: a reference lists them in one table.

use foldhash::HashMap;

use super::spelling::{Shape, shape_of};
use super::table_parts::{TablePart, cell_text};
use super::words::words;
use crate::document::{GridRow, Text};

/// So many constants make a family.
const ENOUGH: usize = 4;

/// What the name of the constant that says that there was no error ends with.
const SUCCESS: &[&str] = &["OK", "SUCCESS", "NOERR", "NOERROR"];

/// What constants of one family have in common: how their names begin, and the sign of their values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Family {
    beginning: String,
    negative: bool,
}

/// Divides a part whose rows are constants with their values where some are of a family of errors and others are not:
/// those of errors first. Else it stays whole.
pub(super) fn divide<'g, 'a>(part: TablePart<'g, 'a>) -> Vec<TablePart<'g, 'a>> {
    if part.rows.len() <= ENOUGH || part.headers.texts.iter().any(|text| !text.is_empty()) {
        return vec![part];
    }
    let families: Vec<Option<Family>> = part.rows.iter().map(|row| family(row)).collect();
    let mut counts: HashMap<&Family, usize> = HashMap::default();
    for family in families.iter().flatten() {
        *counts.entry(family).or_default() += 1;
    }
    let constants = families.iter().flatten().count();
    let of_errors = |family: &Option<Family>| {
        family
            .as_ref()
            .is_some_and(|family| is_of_errors(family) && counts.get(family).is_some_and(|&count| count >= ENOUGH))
    };
    let errors = families.iter().filter(|family| of_errors(family)).count();
    if errors == 0 || errors == constants {
        return vec![part];
    }
    let TablePart { headers, headed, title, rows, .. } = part;
    let (chosen, others): (Vec<_>, Vec<_>) =
        rows.into_iter().zip(&families).partition(|(row, family)| of_errors(family) || is_success(row));
    let rows = |rows: Vec<(&'g GridRow<'a>, &Option<Family>)>| rows.into_iter().map(|(row, _)| row).collect();
    let (chosen, others) = (rows(chosen), rows(others));
    vec![
        TablePart {
            headers: headers.clone(),
            headed: Vec::new(),
            title: title.clone(),
            rows: chosen,
            errors: true,
            beside_errors: false,
        },
        TablePart { headers, headed, title, rows: others, errors: false, beside_errors: true },
    ]
}

/// The family of the constant that a row gives a value.
fn family(row: &GridRow<'_>) -> Option<Family> {
    let (name, value) = definition(row)?;
    let name = Some(name).filter(|name| shape_of(name) == Some(Shape::Constant))?;
    let value = value.trim_start_matches(['(', ' ']);
    let digits = value.strip_prefix('-').unwrap_or(value);
    let mut parts = name.split('_').filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next()?);
    // `LID_EOPEN`, as the system names its errors.
    let second = if is_marked(second) { "E" } else { second };
    let beginning = format!("{first}_{second}");
    digits
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(Family { beginning, negative: digits.len() < value.len() })
}

/// Whether a row is the constant that says that there was no error: `LID_OK 0`.
fn is_success(row: &GridRow<'_>) -> bool {
    let Some((name, value)) = definition(row) else { return false };
    let last = name.rsplit('_').next().unwrap_or("");
    value.trim_matches(['(', ')', ' ']) == "0" && SUCCESS.contains(&last)
}

/// The name and value that a row starts with, be it behind a cell that says that it defines: `#define | LID_OK | 0`.
fn definition<'a>(row: &GridRow<'a>) -> Option<(&'a str, &'a str)> {
    let plain = |column| cell_text(row, column).map(Text::plain);
    let start = usize::from(plain(0).is_some_and(|first| words().modifies_constants(first.trim())));
    Some((plain(start)?, plain(start + 1)?))
}

/// Whether a part of a name is that of an error after the letter of all errors: `EOPEN`.
fn is_marked(part: &str) -> bool {
    part.starts_with('E') && part.len() >= 3
}

/// Whether names that begin so are those of errors: `LID_ERR_…`, `ERR_LID_…`, negative `LID_E…`.
fn is_of_errors(family: &Family) -> bool {
    let mut parts = family.beginning.split('_');
    let named =
        parts.clone().any(|part| part == "ERR" || part == "ERROR" || (part.len() > 3 && words().names_failure(part)))
            && !words().names_subject(&family.beginning);
    named || (family.negative && parts.nth(1) == Some("E"))
}
