//! What the columns of a table hold: roles from the words of their headers, the shape of their cells and the agreement
//! down the column.

mod beside;
mod key;

use beside::{description_rank, find_description, find_phrases, find_short_name, find_symbol};
use key::{Key, find_key};

use super::FieldRole;
use super::cells::Cells;
use super::labelled::Part;
use super::words::{Context, HeaderRole, words};
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

impl Column {
    /// Whether it is headed as what is said of codes: "Error code description", "Meaning of the exit code".
    pub(crate) fn describes_codes(&self) -> bool {
        let named = |part: &str| words().header_role(part.trim()) == Some(HeaderRole::ErrorCode);
        let header = self.header.as_str();
        matches!(self.role, Some(HeaderRole::Meaning | HeaderRole::Description | HeaderRole::Message))
            && (header.rsplit_once(' ').is_some_and(|(front, _)| named(front))
                || header.split_once(" of ").is_some_and(|(_, codes)| named(codes.trim_start_matches("the "))))
    }

    /// Whether it is headed as names of failures: "Error Name".
    pub(crate) fn is_headed_as_failure(&self) -> bool {
        matches!(self.role, Some(HeaderRole::Name | HeaderRole::Symbol))
            && words().is_name_word(&self.header)
            && words().context(&self.header) >= Context::Weak
    }
}

/// In a column of so many texts, a page that takes them apart under labels does so more than once.
const SEVERAL_TEXTS: usize = 4;

impl Column {
    /// Whether these are the parts of one of its texts. A single label in a single text of many is quoted with the message
    /// that it stands in: "The lid is stuck. Reason: ice".
    pub(crate) fn has_parts(&self, parts: &[Part]) -> bool {
        let labels = parts.iter().filter(|part| part.role.is_some()).count();
        labels > 1 || labels == parts.len() || self.cells.labelled > 1 || self.cells.filled < SEVERAL_TEXTS
    }
}

/// Of so many cells of a column that is headed as error codes nearly all are signs of any spelling.
const VERBATIM: usize = 3;

impl Column {
    /// Whether its header says that it holds codes, and nearly all its cells are codes or signs of another spelling, none
    /// of them twice where the header does not say that these are codes of errors.
    pub(crate) fn is_verbatim(&self) -> bool {
        let cells = &self.cells;
        let headed = match self.role {
            Some(HeaderRole::ErrorCode) => true,
            Some(HeaderRole::Code) => cells.distinct == cells.rows,
            _ => false,
        };
        headed && cells.odd >= VERBATIM && (cells.odd + cells.coded + cells.single) * 10 >= cells.filled * 9
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
    // "Member", "Value": what an enumeration has.
    let numbered = columns.iter().any(|column| {
        let cells = &column.cells;
        column.role == Some(HeaderRole::Number) && cells.keys == cells.rows && cells.distinct == cells.rows
    });
    let member = columns.iter_mut().find(|column| {
        let named = column.cells.share(column.cells.names + column.cells.single) >= 0.9;
        column.role == Some(HeaderRole::Against) && words().is_about_members(&column.header) && named
    });
    if let Some(member) = member.filter(|_| numbered) {
        member.role = Some(HeaderRole::Symbol);
    }
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
    let Key { key, symbol, unnumbered } = find_key(columns, rows)?;
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
    // Sentences behind the codes describe them, where a column beside only says what to do.
    let told = keyed.said * 2 >= keyed.phrased.max(1);
    // So do the words behind nearly all of them, where a column beside has something for a few rows only.
    let phrased = symbol.is_some() && keyed.share(keyed.phrased) >= 0.7;
    let sparse = |column: &Column| {
        let described = matches!(column.role, Some(HeaderRole::Meaning | HeaderRole::Description));
        !described && column.cells.filled * 2 < column.cells.rows
    };
    let description = find_description(columns, rows, key, symbol)
        .filter(|&index| !(told && columns[index].role == Some(HeaderRole::Remedy)))
        .filter(|&index| !(phrased && sparse(&columns[index])));
    // Where nothing describes, a short name for people describes, if a number is the code.
    let fields = (0..columns.len())
        .filter(|&index| index != key && Some(index) != symbol && Some(index) != description)
        .map(|index| (index, field_role(columns[index].role, &columns[index].cells)))
        .collect();
    Some(Layout { key, symbol, description, phrases, unnumbered, fields, reason })
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
