//! Which column of a table holds the codes.

use foldhash::HashMap;

use super::super::words::{Context, HeaderRole, words};
use super::Column;
use crate::document::Text;

/// The column with the codes, and what it leaves to others.
pub(super) struct Key {
    /// The column.
    pub(super) key: usize,
    /// The column with the constants that the codes number one to one, where there is one.
    pub(super) symbol: Option<usize>,
    /// Whether so many of these have no number that those without one are the codes of their rows.
    pub(super) unnumbered: bool,
}

/// Finds the column with the codes; `None` where none could hold any.
pub(super) fn find_key(columns: &[Column], rows: &[Vec<Option<&Text>>]) -> Option<Key> {
    let scores: Vec<Option<f64>> = columns.iter().enumerate().map(|(index, column)| key_score(index, column)).collect();
    let mut key = best(&scores)?;
    // Statuses that all differ by chance go with the codes beside them, of which one repeats.
    if matches!(columns[key].role, None | Some(HeaderRole::Status | HeaderRole::HttpStatus))
        && columns[key].cells.share(columns[key].cells.statuses) >= 0.9
    {
        key = columns.iter().position(holds_string_codes).unwrap_or(key);
    }
    let mut symbol = None;
    // Where some cells hold no code and each row has a constant of its own, the constants are the codes.
    let gaps = &columns[key].cells;
    if gaps.phrased * 2 > gaps.filled && gaps.coded + gaps.single < gaps.filled {
        key = columns.iter().position(names_every_row).unwrap_or(key);
    }
    // Statuses that repeat go with the failures beside them, of which each row names one.
    let statuses = &columns[key];
    if matches!(statuses.role, None | Some(HeaderRole::Status | HeaderRole::HttpStatus))
        && statuses.cells.share(statuses.cells.statuses) >= 0.5
        && statuses.cells.distinct < statuses.cells.filled
    {
        let names = |column: &Column| names_every_row(column) && column.names_failures() || column.is_worded();
        key = columns.iter().position(names).unwrap_or(key);
    }
    // So do those that are headed as codes, where another column is headed as errors and has a name for nearly each row:
    // "Lid-Error", "Response code".
    let answers = &columns[key].cells;
    if answers.share(answers.statuses) >= 0.9 && answers.distinct * 4 <= answers.filled * 3 {
        key = columns.iter().position(names_errors).unwrap_or(key);
    }
    // What is headed as HTTP statuses goes with the names beside it, whatever word heads these.
    if columns[key].role == Some(HeaderRole::HttpStatus) && columns[key].cells.phrased == 0 {
        let named = |column: &Column| column.role.is_none() && names_every_row(column);
        key = columns.iter().position(named).unwrap_or(key);
    }
    // Names of kinds repeat; where each row has a name of its own beside them, that is the code.
    let kinds = &columns[key];
    let repeats = match kinds.role {
        Some(HeaderRole::Name | HeaderRole::Symbol | HeaderRole::Type | HeaderRole::Category) => {
            kinds.cells.distinct < kinds.cells.rows
        }
        Some(HeaderRole::Code) => kinds.cells.single > 0 && kinds.cells.distinct * 4 <= kinds.cells.rows * 3,
        _ => false,
    };
    if repeats && kinds.cells.share(kinds.cells.names + kinds.cells.single) >= 0.9 {
        key = columns.iter().position(names_every_row).unwrap_or(key);
    }
    // Classes of codes, such as states of SQL, repeat; where each row has a number beside them that is headed as a code,
    // that is the code.
    let classes = &columns[key];
    if classes.role == Some(HeaderRole::ErrorCode) && classes.cells.distinct < classes.cells.rows {
        key = columns.iter().position(numbers_every_row).unwrap_or(key);
    }
    let is_named = |column: &Column| column.cells.keys * 2 < column.cells.filled;
    let mut unnumbered = false;
    if is_named(&columns[key]) {
        // A number and a constant that name the same thing one to one: the number is the code.
        let named = &columns[key].cells;
        let failing = named.share(named.failing_names) >= 0.5;
        let number = columns.iter().enumerate().position(|(index, column)| {
            index != key
                && (numbers_the_same(column, failing) || numbers_most(column, &columns[key]))
                && !is_status_of(column, &columns[key])
                && is_one_to_one(rows, key, index)
        });
        if let Some(number) = number {
            unnumbered = numbers_most(&columns[number], &columns[key]);
            symbol = Some(key);
            key = number;
        }
    }
    Some(Key { key, symbol, unnumbered })
}

/// The first of the best.
pub(super) fn best(scores: &[Option<f64>]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (index, score) in scores.iter().enumerate() {
        if let Some(score) = *score
            && best.is_none_or(|(_, most)| score > most)
        {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}

/// Whether a column is headed as codes and holds words that programs use.
fn holds_string_codes(column: &Column) -> bool {
    let cells = &column.cells;
    matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code))
        && cells.keys == 0
        && cells.phrased == 0
        && cells.coded > 0
        && cells.coded + cells.single == cells.filled
        && cells.filled == cells.rows
}

/// Whether each row has a constant of its own in a column.
fn names_every_row(column: &Column) -> bool {
    let cells = &column.cells;
    // A name with a placeholder in it (`LID_4XX`) is one among the others, and so is one of a single word (`locked`).
    let words = if cells.names * 2 >= cells.rows { cells.single } else { 0 };
    cells.coded + words == cells.rows && (cells.names + words) * 5 >= cells.rows * 4 && cells.distinct == cells.rows
}

/// Whether a column is headed as errors and has a name of its own for nearly each row.
fn names_errors(column: &Column) -> bool {
    let cells = &column.cells;
    matches!(column.role, None | Some(HeaderRole::Name | HeaderRole::Symbol | HeaderRole::Type))
        && words().context(&column.header) >= Context::Weak
        && cells.filled * 10 >= cells.rows * 9
        && cells.distinct == cells.filled
        && cells.coded + cells.single == cells.filled
        && cells.names * 2 >= cells.filled
        && cells.phrased == 0
}

/// Whether each row has a number of its own in a column that is headed as codes.
fn numbers_every_row(column: &Column) -> bool {
    let cells = &column.cells;
    column.role == Some(HeaderRole::Code)
        && cells.rows > 1
        && [cells.filled, cells.keys, cells.long_numbers, cells.distinct].into_iter().all(|count| count == cells.rows)
}

/// How well a column serves as the key of its table; `None` where it cannot.
fn key_score(index: usize, column: &Column) -> Option<f64> {
    let cells = &column.cells;
    let mut odd = if column.is_verbatim() { cells.odd } else { 0 };
    if column.is_worded() {
        odd = odd.max(cells.worded.saturating_sub(cells.coded + cells.single));
    }
    let is_code = matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    // Where some have no code of their own, words in brackets say so.
    let owed = if is_code { cells.filled - cells.remarks } else { cells.filled };
    let coded = if owed < cells.filled && cells.coded * 4 >= owed * 3 { 1.0 } else { cells.share(cells.coded + odd) };
    let single = cells.share(cells.single);
    // Under a header that says so, a few codes among phrases are codes nonetheless.
    let least = if column.role == Some(HeaderRole::ErrorCode) && cells.coded > 1 { 0.25 } else { 0.5 };
    if cells.filled == 0
        || cells.filled * 5 < cells.rows * 2
        || coded + single < least
        || cells.share(cells.booleans) > 0.6
    {
        return None;
    }
    let header = match column.role {
        Some(HeaderRole::ErrorCode) => 6.0,
        // Numbers headed "Error" are the errors' numbers.
        Some(HeaderRole::Name) if cells.share(cells.keys) >= 0.9 => 6.0,
        Some(HeaderRole::Code) => 5.0,
        Some(HeaderRole::Status | HeaderRole::Symbol) => 3.0,
        Some(HeaderRole::Number) => 2.5,
        Some(HeaderRole::HttpStatus | HeaderRole::Name) => 1.5,
        Some(HeaderRole::GrpcCode) => 1.0,
        Some(HeaderRole::Category | HeaderRole::Index | HeaderRole::Type) => -3.0,
        // What causes an error may be told by a constant.
        Some(HeaderRole::Cause) if cells.share(cells.names) >= 0.9 => 0.0,
        Some(
            HeaderRole::Meaning | HeaderRole::Description | HeaderRole::Message | HeaderRole::Cause | HeaderRole::Note,
        ) => -4.0,
        Some(HeaderRole::Against) => -5.0,
        Some(HeaderRole::Remedy | HeaderRole::Retriable) => -6.0,
        None => 0.0,
    };
    let mut score = header + 4.0 * coded + 1.5 * single + 7.0 * cells.share(cells.distinct);
    score += match index {
        0 => 1.0,
        1 => 0.5,
        _ => 0.0,
    };
    if cells.share(cells.same_prefix) > 0.8 && cells.filled > 1 {
        score += 2.0;
    }
    if cells.counting && !is_code {
        score -= 4.0;
    }
    // What most rows share only sorts them, whatever it is headed.
    if cells.filled > 3 && cells.share(cells.distinct) < 0.5 {
        score -= 3.0;
    }
    // Statuses that repeat only sort the rows. None of 101 to 103 is a failure's.
    if cells.share(cells.statuses) > 0.9 && cells.failed_statuses > 0 && cells.share(cells.distinct) < 0.8 {
        score -= 2.5;
    }
    Some(score)
}

/// From so many rows on, one of them may be garbled.
const FEW: usize = 5;

/// Whether as good as each row has something: nine of ten, or all but one.
fn is_nearly_all(count: usize, rows: usize) -> bool {
    count * 10 >= rows * 9 || (rows >= FEW && count + 1 >= rows)
}

/// Whether a column may be the number of what a constant names; `failing` says that the constants name failures.
fn numbers_the_same(column: &Column, failing: bool) -> bool {
    let cells = &column.cells;
    let named = matches!(
        column.role,
        None | Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Number | HeaderRole::Status)
    );
    // "Detail" above a number and what it means.
    let telling = matches!(column.role, Some(HeaderRole::Description | HeaderRole::Message | HeaderRole::Meaning))
        && cells.share(cells.said) >= 0.9;
    let numbered = if named && cells.phrased == 0 {
        is_nearly_all(cells.filled, cells.rows) && is_nearly_all(cells.keys, cells.rows)
    } else {
        (named || telling) && cells.filled * 10 >= cells.rows * 9 && cells.share(cells.keys) >= 0.9
    };
    numbered
        // Without a header, numbers that count from 1 are those of failures, or only count the rows; nobody counts
        // rows from zero.
        && !(column.role.is_none() && cells.counting && !((column.header.is_empty() || cells.from_zero) && failing))
}

/// Whether a column numbers most of what another has a constant for in each row, and leaves the others without a number.
fn numbers_most(column: &Column, constants: &Column) -> bool {
    let cells = &column.cells;
    matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Number))
        && cells.filled >= cells.rows / 2
        && !is_nearly_all(cells.filled, cells.rows)
        && cells.keys == cells.filled
        && cells.distinct == cells.filled
        && names_every_row(constants)
}

/// Whether a column holds the HTTP statuses that go with codes, which are strings.
fn is_status_of(column: &Column, codes: &Column) -> bool {
    matches!(column.role, None | Some(HeaderRole::Status))
        && column.cells.share(column.cells.statuses) >= 0.9
        && matches!(codes.role, Some(HeaderRole::Code | HeaderRole::ErrorCode))
}

/// Whether each text of one column stands beside one text of the other.
fn is_one_to_one(rows: &[Vec<Option<&Text>>], a: usize, b: usize) -> bool {
    let cell = |row: &Vec<Option<&Text>>, index: usize| {
        row.get(index).copied().flatten().map(|text| text.plain().to_owned()).filter(|text| !text.is_empty())
    };
    let (mut forth, mut back): (HashMap<String, String>, HashMap<String, String>) =
        (HashMap::default(), HashMap::default());
    let (mut agree, mut all) = (0, 0);
    for row in rows {
        // Numbers that are kept free share a word that says so.
        if let (Some(a), Some(b)) = (cell(row, a).filter(|a| !words().is_placeholder(a)), cell(row, b)) {
            all += 1;
            let first = forth.entry(a.clone()).or_insert_with(|| b.clone()) == &b;
            let second = back.entry(b).or_insert_with(|| a.clone()) == &a;
            agree += usize::from(first && second);
        }
    }
    all > 0 && agree * 10 >= all * 9
}
