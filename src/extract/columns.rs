//! What the columns of a table hold: roles from the words of their headers, the shape of their cells and the agreement
//! down the column.

use std::collections::HashMap;

use super::FieldRole;
use super::cells::Cells;
use super::reason_phrases::names_status;
use super::words::{HeaderRole, words};
use crate::document::Text;

/// A column: its header and what its cells look like.
#[derive(Debug)]
pub(crate) struct Column {
    /// The header as the page has it; empty where there is none.
    pub(crate) header: String,
    /// What the words of the header say.
    pub(crate) role: Option<HeaderRole>,
    /// What the cells look like.
    pub(crate) cells: Cells,
}

impl Column {
    /// Whether most of its cells are names of failures, whatever it is headed: types of errors are codes, types of data
    /// are none.
    pub(crate) fn names_failures(&self) -> bool {
        self.cells.share(self.cells.failing_names) >= 0.5 && self.cells.types == 0
    }
}

/// Of so many cells of a column that is headed as error codes nearly all are signs of any spelling.
const VERBATIM: usize = 3;

impl Column {
    /// Whether its header says that it holds error codes, and nearly all its cells are codes or signs of another spelling.
    pub(crate) fn is_verbatim(&self) -> bool {
        let cells = &self.cells;
        self.role == Some(HeaderRole::ErrorCode)
            && cells.odd >= VERBATIM
            && (cells.odd + cells.coded + cells.single) * 10 >= cells.filled * 9
    }

    /// Whether each row has a name of its own in it that is spelled in words, which the header or its dress tells from
    /// a text: `lid not found`.
    pub(crate) fn is_worded(&self) -> bool {
        let cells = &self.cells;
        let dressed = || cells.linked + cells.marked >= cells.filled;
        let named = match self.role {
            Some(HeaderRole::ErrorCode | HeaderRole::Code) => cells.rows >= VERBATIM || dressed(),
            Some(HeaderRole::Name | HeaderRole::Symbol) => dressed(),
            _ => false,
        };
        named && cells.distinct == cells.rows && cells.worded > cells.single && cells.worded * 10 >= cells.rows * 9
    }
}

/// Gives the column of the constants of a class the role of constants, where another column says that they are: as a
/// reference lists them, they are headed as fields. Whether there is one.
pub(crate) fn dress_constants(columns: &mut [Column]) -> bool {
    let typed = columns.iter().any(|column| column.cells.share(column.cells.fixed) >= 0.8);
    let named = columns.iter_mut().find(|column| column.cells.share(column.cells.constants) >= 0.8);
    let Some(column) = named.filter(|_| typed) else { return false };
    if column.role == Some(HeaderRole::Against) {
        column.role = Some(HeaderRole::Symbol);
    }
    true
}

/// What is headed as if it counted the rows (`#`, `No.`) and does not count them holds numbers like any other column.
pub(crate) fn dress_numbers(columns: &mut [Column]) {
    for column in columns.iter_mut().filter(|column| column.role == Some(HeaderRole::Index)) {
        let cells = &column.cells;
        let spelled = [cells.long_numbers, cells.same_prefix, cells.names, cells.negative];
        let own = cells.filled == cells.rows && cells.distinct == cells.rows && cells.rows > 1;
        if own && !cells.counting && spelled.into_iter().any(|count| cells.share(count) >= 0.8) {
            column.role = Some(HeaderRole::Number);
        }
    }
}

/// Which column holds what.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// The column with the codes.
    pub(crate) key: usize,
    /// The column with the constants or short names.
    pub(crate) symbol: Option<usize>,
    /// The column with the description.
    pub(crate) description: Option<usize>,
    /// The column with the reason phrases of the HTTP statuses in the key column.
    pub(crate) phrases: Option<usize>,
    /// Whether so many of the constants have no number that those without one are the codes of their rows.
    pub(crate) unnumbered: bool,
    /// The other columns, in page order.
    pub(crate) fields: Vec<(usize, FieldRole)>,
    /// Why the key was chosen, for people.
    pub(crate) reason: String,
}

impl Layout {
    /// Makes another column the key, whose numbers the constants of the key so far name.
    pub(crate) fn number_names(&mut self, key: usize) {
        self.fields.retain(|(field, _)| *field != key);
        self.symbol = Some(std::mem::replace(&mut self.key, key));
    }

    /// What each column holds, for people: `columns: "Code" is code, "Meaning" is description`.
    pub(crate) fn roles(&self, columns: &[Column]) -> String {
        let role = |index: usize| {
            if index == self.key {
                "code"
            } else if Some(index) == self.symbol {
                "symbol"
            } else if Some(index) == self.description {
                "description"
            } else {
                match self.fields.iter().find(|(field, _)| *field == index).map(|(_, role)| role) {
                    Some(FieldRole::Remedy) => "remedy",
                    Some(FieldRole::Cause) => "cause",
                    Some(FieldRole::Message) => "message",
                    Some(FieldRole::Category) => "category",
                    Some(FieldRole::Retriable) => "retriable",
                    Some(FieldRole::HttpStatus) => "http-status",
                    Some(FieldRole::GrpcCode) => "grpc-code",
                    Some(FieldRole::Name) => "name",
                    Some(FieldRole::Number) => "number",
                    Some(FieldRole::Other) => "note",
                    None => "ignore",
                }
            }
        };
        let said = columns.iter().enumerate().map(|(index, column)| match column.header.as_str() {
            "" => format!("{} is {}", index + 1, role(index)),
            header => format!("{header:?} is {}", role(index)),
        });
        format!("columns: {}", said.collect::<Vec<_>>().join(", "))
    }
}

/// Gives the columns their roles; `None` where no column could hold codes.
///
/// `rows` are the cells of the body by row and column.
pub(crate) fn lay_out(columns: &[Column], rows: &[Vec<Option<&Text>>]) -> Option<Layout> {
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
    // What is headed as HTTP statuses goes with the names beside it, whatever word heads these.
    if columns[key].role == Some(HeaderRole::HttpStatus) && columns[key].cells.phrased == 0 {
        let named = |column: &Column| column.role.is_none() && names_every_row(column);
        key = columns.iter().position(named).unwrap_or(key);
    }
    // Names of kinds repeat; where each row has a name of its own beside them, that is the code.
    let kinds = &columns[key];
    if matches!(kinds.role, Some(HeaderRole::Name | HeaderRole::Symbol | HeaderRole::Type | HeaderRole::Category))
        && kinds.cells.share(kinds.cells.names) >= 0.9
        && kinds.cells.distinct < kinds.cells.rows
    {
        key = columns.iter().position(names_every_row).unwrap_or(key);
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
    let keyed = &columns[key].cells;
    let reason = format!(
        "codes in column {}{}: {} of {} cells look like codes, {} differ",
        key + 1,
        if columns[key].header.is_empty() { String::new() } else { format!(" ({:?})", columns[key].header) },
        keyed.coded + keyed.single,
        keyed.filled,
        keyed.distinct,
    );
    let phrases = find_phrases(columns, rows, key);
    // Phrases name the statuses where another column describes them.
    let naming = phrases.filter(|&index| {
        let constants = symbol.or_else(|| find_symbol(columns, key)).is_some_and(|symbol| {
            let cells = &columns[symbol].cells;
            cells.share(cells.names) > 0.5 && columns[symbol].role != Some(HeaderRole::GrpcCode)
        });
        let describes = |other: &Column| description_rank(other).is_some_and(|rank| rank < 60);
        !constants && (0..columns.len()).any(|other| other != key && other != index && describes(&columns[other]))
    });
    let symbol =
        symbol.or(naming).or_else(|| find_symbol(columns, key)).or_else(|| find_short_name(columns, rows, key));
    let description = find_description(columns, rows, key, symbol);
    // Where nothing describes, a short name for people describes, if a number is the code.
    let fields = (0..columns.len())
        .filter(|&index| index != key && Some(index) != symbol && Some(index) != description)
        .map(|index| (index, field_role(columns[index].role, &columns[index].cells)))
        .collect();
    Some(Layout { key, symbol, description, phrases, unnumbered, fields, reason })
}

/// The column that holds the reason phrases of the statuses in the key column.
fn find_phrases(columns: &[Column], rows: &[Vec<Option<&Text>>], key: usize) -> Option<usize> {
    let cells = &columns[key].cells;
    if cells.filled < 2 || cells.share(cells.statuses) < 0.8 {
        return None;
    }
    let cell = |row: &Vec<Option<&Text>>, index: usize| {
        row.get(index).copied().flatten().map(|text| text.plain().trim_matches(['`', '*', '"']).to_owned())
    };
    (0..columns.len()).filter(|&index| index != key).find(|&index| {
        let named = rows.iter().filter(|row| match (cell(row, key), cell(row, index)) {
            (Some(code), Some(text)) => names_status(&code, &text),
            _ => false,
        });
        columns[index].cells.share(columns[index].cells.short) >= 0.6 && named.count() * 10 >= cells.filled * 7
    })
}

fn best(scores: &[Option<f64>]) -> Option<usize> {
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

/// Whether a column may be the number of what a constant names; `failing` says that the constants name failures.
fn numbers_the_same(column: &Column, failing: bool) -> bool {
    let cells = &column.cells;
    let named = matches!(
        column.role,
        None | Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Number | HeaderRole::Status)
    );
    named
        && cells.filled * 10 >= cells.rows * 9
        && cells.share(cells.keys) >= 0.9
        // Without a header, numbers that count from 1 are those of failures, or only count the rows; nobody counts
        // rows from zero.
        && !(column.role.is_none() && cells.counting && !((column.header.is_empty() || cells.from_zero) && failing))
}

/// Whether a column numbers most of what another has a constant for in each row, and leaves the others without a number.
fn numbers_most(column: &Column, constants: &Column) -> bool {
    let cells = &column.cells;
    matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Number))
        && (cells.rows / 2..cells.rows * 9 / 10).contains(&cells.filled)
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
    let (mut forth, mut back): (HashMap<String, String>, HashMap<String, String>) = (HashMap::new(), HashMap::new());
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

fn find_symbol(columns: &[Column], key: usize) -> Option<usize> {
    let numeric = columns[key].cells.keys * 2 >= columns[key].cells.filled;
    let reasons = columns[key].cells.share(columns[key].cells.statuses) > 0.9 && columns[key].cells.paired == 0;
    let score = |index: usize, column: &Column| -> Option<f64> {
        let cells = &column.cells;
        if index == key || cells.filled == 0 || cells.share(cells.booleans) > 0.6 {
            return None;
        }
        let named = cells.share(cells.names);
        let header = match column.role {
            Some(HeaderRole::Symbol) => 5.0,
            Some(HeaderRole::Name) => 4.0,
            Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::GrpcCode) if named > 0.5 => 1.5,
            Some(HeaderRole::Number | HeaderRole::Status) if named > 0.5 => 1.0,
            // The reason phrases of HTTP.
            Some(HeaderRole::Cause) if reasons && cells.share(cells.short) > 0.8 => 3.0,
            None | Some(HeaderRole::Type | HeaderRole::Category)
                if named > 0.7 && cells.share(cells.distinct) > 0.8 && (numeric || column.role.is_none()) =>
            {
                0.5
            }
            Some(HeaderRole::Message | HeaderRole::Description | HeaderRole::Meaning) if named > 0.8 => 0.5,
            _ => return None,
        };
        let distinct = cells.share(cells.distinct);
        // Beside a code that is itself a string, only a constant of its own adds something.
        let adds = if numeric {
            cells.share(cells.keys) < 0.5
        } else {
            named > 0.7 && distinct > 0.7 && column.role != Some(HeaderRole::GrpcCode)
        };
        let short = cells.share(cells.texts) < 0.9
            || matches!(column.role, Some(HeaderRole::Symbol | HeaderRole::Name | HeaderRole::Cause));
        (adds && short && distinct > 0.3).then_some(header + 3.0 * named + distinct)
    };
    let scores: Vec<Option<f64>> = columns.iter().enumerate().map(|(index, column)| score(index, column)).collect();
    let found = best(&scores)?;
    // "Error" beside a code, with nothing else to describe it, is the description.
    let describes = columns.iter().enumerate().any(|(index, column)| {
        index != key && index != found && description_rank(column).is_some_and(|rank| rank < 60)
    });
    let named = columns[found].cells.share(columns[found].cells.names);
    let is_error = columns[found].role == Some(HeaderRole::Name) && named < 0.5 && !describes;
    let is_sentence = columns[found].cells.share(columns[found].cells.texts) > 0.5;
    (!(is_error
        && is_sentence
        && words().label(&columns[found].header).is_none()
        && !is_called_name(&columns[found].header)))
    .then_some(found)
}

/// Of two columns that describe, one may hold short names for people: "Expired Card", "The card has expired.".
fn find_short_name(columns: &[Column], rows: &[Vec<Option<&Text>>], key: usize) -> Option<usize> {
    if columns[key].cells.keys * 2 < columns[key].cells.filled {
        return None;
    }
    // Ranges that are reserved have no name.
    let describes = |column: &Column, part: usize| {
        matches!(column.role, None | Some(HeaderRole::Meaning | HeaderRole::Description))
            && column.cells.filled * 10 >= column.cells.rows * part
    };
    let length = |row: &Vec<Option<&Text>>, index: usize| {
        row.get(index).copied().flatten().map_or(0, |text| text.plain().chars().count())
    };
    (0..columns.len()).filter(|&index| index != key && describes(&columns[index], 6)).find(|&short| {
        let cells = &columns[short].cells;
        let named = cells.rows >= 3
            && cells.share(cells.short) >= 0.9
            && cells.share(cells.texts) >= 0.5
            && cells.share(cells.distinct) >= 0.9;
        // The column that tells more says it in other and longer words, row for row.
        named
            && columns.iter().enumerate().any(|(long, column)| {
                let tells = describes(column, 9) && column.role.is_some() || column.role == Some(HeaderRole::Cause);
                let longer = rows.iter().filter(|row| length(row, long) > length(row, short)).count();
                long != key && long != short && tells && longer * 10 >= rows.len() * 7
            })
    })
}

/// The lower, the better a column describes; `None` where it does not.
fn description_rank(column: &Column) -> Option<u32> {
    let cells = &column.cells;
    if cells.filled == 0 || cells.share(cells.booleans) > 0.8 || cells.share(cells.signs) > 0.8 {
        return None;
    }
    let rank = match column.role {
        Some(HeaderRole::Meaning) => Some(0),
        Some(HeaderRole::Description) => Some(10),
        // What is headed "Value" in some languages is the meaning.
        Some(HeaderRole::Number) if cells.share(cells.texts) >= 0.5 && cells.share(cells.distinct) >= 0.7 => Some(15),
        // What is said of most rows is where or how, not what.
        None if cells.share(cells.texts) >= 0.4 && cells.share(cells.distinct) < 0.6 && cells.filled > 4 => Some(45),
        None if cells.share(cells.texts + cells.phrased) >= 0.4 => Some(if column.header.is_empty() { 25 } else { 20 }),
        Some(HeaderRole::Message) => Some(30),
        Some(HeaderRole::Cause) => Some(40),
        Some(HeaderRole::Name | HeaderRole::Symbol | HeaderRole::Status) if cells.share(cells.texts) >= 0.5 => Some(50),
        Some(HeaderRole::Note) if cells.share(cells.texts) >= 0.5 => Some(60),
        // Where rows have fewer cells than the header, texts stand under the header of the codes.
        Some(HeaderRole::Code | HeaderRole::ErrorCode) if cells.share(cells.texts + cells.phrased) >= 0.5 => Some(55),
        None if cells.share(cells.keys + cells.names) < 0.5 => Some(70),
        Some(HeaderRole::Remedy) => Some(80),
        _ => None,
    };
    // A column that most rows leave empty, or that says where to read on, only adds to another.
    let adds = cells.filled * 2 < cells.rows || cells.share(cells.linked) >= 0.5;
    rank.map(|rank| if adds { rank + 50 } else { rank })
}

fn find_description(
    columns: &[Column],
    rows: &[Vec<Option<&Text>>],
    key: usize,
    symbol: Option<usize>,
) -> Option<usize> {
    // The reason phrases of the statuses that go with the codes describe the statuses.
    let statuses = (0..columns.len()).filter(|&index| index != key);
    let phrases: Vec<usize> = statuses.filter_map(|index| find_phrases(columns, rows, index)).collect();
    (0..columns.len())
        .filter(|&index| index != key && Some(index) != symbol && !phrases.contains(&index))
        .filter_map(|index| description_rank(&columns[index]).map(|rank| (rank, index)))
        .min()
        .map(|(_, index)| index)
}

/// What a column beside code, symbol and description holds.
pub(crate) fn field_role(role: Option<HeaderRole>, cells: &Cells) -> FieldRole {
    match role {
        Some(HeaderRole::Remedy) => FieldRole::Remedy,
        Some(HeaderRole::Cause) => FieldRole::Cause,
        Some(HeaderRole::Message) => FieldRole::Message,
        Some(HeaderRole::Category | HeaderRole::Type) => FieldRole::Category,
        Some(HeaderRole::Retriable) => FieldRole::Retriable,
        Some(HeaderRole::HttpStatus) => FieldRole::HttpStatus,
        Some(HeaderRole::Status) if cells.share(cells.statuses) > 0.5 => FieldRole::HttpStatus,
        Some(HeaderRole::GrpcCode) => FieldRole::GrpcCode,
        Some(HeaderRole::Name | HeaderRole::Symbol) => FieldRole::Name,
        Some(HeaderRole::ErrorCode | HeaderRole::Code) if cells.share(cells.names) > 0.5 => FieldRole::Name,
        Some(HeaderRole::Number | HeaderRole::ErrorCode | HeaderRole::Code) => FieldRole::Number,
        Some(
            HeaderRole::Meaning
            | HeaderRole::Description
            | HeaderRole::Status
            | HeaderRole::Index
            | HeaderRole::Note
            | HeaderRole::Against,
        )
        | None => FieldRole::Other,
    }
}

/// Whether a header says "name", not just what is named.
fn is_called_name(header: &str) -> bool {
    words().is_name_word(header)
}
