//! Divides a table at its header rows: each part has the headers of its own columns.

use super::code_cell::read_code_cell;
use super::phrases::{fold, fold_alike};
use super::spelling::{Shape, shape_of};
use super::words::{HeaderRole, words};
use crate::document::{Grid, GridRow, MarkKind, Text};

/// A column is headed by no more words than this, where a code stands in the same row.
const LONGEST_HEADER: usize = 4;

/// A part of a table with one header.
pub(super) struct TablePart<'g, 'a> {
    pub(super) headers: Headers,
    /// The rows of the header, and titles above it, with the rule that ignores them.
    pub(super) headed: Vec<(&'g GridRow<'a>, &'static str)>,
    /// What a cell over all columns above the header says.
    pub(super) title: Option<String>,
    pub(super) rows: Vec<&'g GridRow<'a>>,
    /// Whether its rows are the constants of errors among others.
    pub(super) errors: bool,
    /// Whether its rows are those others.
    pub(super) beside_errors: bool,
}

/// The header texts of a table by column, and what their words say.
#[derive(Debug, Clone, Default)]
pub(super) struct Headers {
    pub(super) texts: Vec<String>,
    pub(super) roles: Vec<Option<HeaderRole>>,
}

impl Headers {
    pub(super) fn of(rows: &[&GridRow<'_>], width: usize) -> Self {
        let mut headers = Self::default();
        for column in 0..width {
            let mut texts: Vec<String> = Vec::new();
            for row in rows {
                let text = cell_text(row, column).map_or(String::new(), |text| text.plain().replace('\n', " "));
                if !text.is_empty() && !texts.contains(&text) {
                    texts.push(text);
                }
            }
            // Of two header rows, the lower one says what its column holds. A header over several columns that nothing
            // below divides speaks of the first.
            let spread = rows.iter().all(|row| {
                row.cells
                    .get(column)
                    .copied()
                    .flatten()
                    .is_none_or(|place| place.from_left || place.cell.text.is_empty())
            });
            let role = texts.iter().rev().find_map(|text| words().header_role(text)).filter(|_| !spread);
            headers.texts.push(texts.join(" "));
            headers.roles.push(role);
        }
        headers
    }

    /// The headers as one text, by which tables of one family know each other; `None` where one is given.
    pub(super) fn family(&self) -> Option<String> {
        let given = self.texts.iter().filter(|text| !text.is_empty()).count();
        (given >= 2 || (given == 0 && self.texts.len() >= 2))
            .then(|| self.texts.iter().map(|text| fold(text)).collect::<Vec<_>>().join("|"))
    }

    /// Whether two columns hold different things by what their headers say.
    pub(super) fn differ(&self) -> bool {
        let mut known = self.roles.iter().flatten();
        known.next().is_some_and(|first| known.any(|other| other != first))
    }

    pub(super) fn is_repeated_by(&self, row: &GridRow<'_>) -> bool {
        let mut same = 0;
        for (column, header) in self.texts.iter().enumerate() {
            let text = cell_text(row, column).map_or("", Text::plain);
            if !fold_alike(text, header) {
                return false;
            }
            same += usize::from(!text.is_empty());
        }
        same > 0
    }
}

/// The text at a place of a grid.
pub(super) fn cell_text<'a>(row: &GridRow<'a>, column: usize) -> Option<&'a Text> {
    row.cells.get(column).copied().flatten().map(|place| &place.cell.text)
}

/// The one text that stands alone in a row: one cell over all columns, or all others empty.
pub(super) fn lone_text<'a>(row: &GridRow<'a>) -> Option<(usize, &'a Text)> {
    let mut found: Option<(usize, &'a Text)> = None;
    for (column, place) in row.cells.iter().enumerate() {
        let Some(place) = place else { continue };
        if place.from_left || place.cell.text.is_empty() {
            continue;
        }
        if found.is_some() || place.from_above {
            return None;
        }
        found = Some((column, &place.cell.text));
    }
    found
}

/// The headers of a part, or of the table before where it has none. What ends like a sentence heads nothing further.
pub(super) fn inherit(headers: &Headers, last: Option<&Headers>, width: usize) -> Headers {
    match last.filter(|last| !last.texts.iter().any(|text| text.ends_with(['.', '。']) && text.contains(' '))) {
        Some(last) if last.texts.len() == width && headers.texts.iter().all(String::is_empty) => last.clone(),
        _ => headers.clone(),
    }
}

/// Divides a grid at its header rows.
pub(super) fn parts<'g, 'a>(grid: &'g Grid<'a>) -> Vec<TablePart<'g, 'a>> {
    let mut parts: Vec<TablePart<'g, 'a>> = Vec::new();
    let all_marked = grid.rows.iter().all(|row| row.row.header);
    let mut index = 0;
    while index < grid.rows.len() {
        let start = index;
        let mut header_rows = Vec::new();
        let mut headed = Vec::new();
        let mut title = None;
        while let Some(row) = grid.rows.get(index) {
            let first = index == start;
            let below = &grid.rows[index + 1..];
            let titled = grid.width > 1 && lone_text(row).is_some() && !heads_its_column(row, below);
            if is_blank(row) && (first || row.row.header) && header_rows.is_empty() {
                headed.push((row, "empty-row"));
            } else if titled
                && row.row.header
                && header_rows.is_empty()
                && below.first().is_some_and(|next| is_header(next, below.get(1..).unwrap_or(&[]), false))
            {
                title = lone_text(row).map(|(_, text)| text.plain().replace('\n', " "));
                headed.push((row, "table-title"));
            } else if header_rows.len() < 3
                && !titled
                && is_header(row, below, row.row.header && (header_rows.is_empty() || !all_marked))
                && (header_rows.is_empty() || (row.row.header && !is_entry(row)) || is_strong(row))
            {
                header_rows.push(row);
                headed.push((row, "header-row"));
            } else {
                break;
            }
            index += 1;
        }
        let headers = Headers::of(&header_rows, grid.width);
        let mut rows = Vec::new();
        while let Some(row) = grid.rows.get(index) {
            if is_new_header(row, &headers, &grid.rows[index + 1..]) && !rows.is_empty() {
                break;
            }
            rows.push(row);
            index += 1;
        }
        parts.push(TablePart { headers, headed, title, rows, errors: false, beside_errors: false });
        if index == start {
            break;
        }
    }
    parts
}

/// Whether a row below the header that is marked as one starts with a code in a cell that is marked as none.
fn is_entry(row: &GridRow<'_>) -> bool {
    let places = || row.cells.iter().flatten();
    let coded = |text: &str| {
        words().header_role(text).is_none()
            && read_code_cell(text)
                .is_some_and(|cell| cell.codes.iter().all(|code| code.shape.is_key() || code.shape == Shape::Constant))
    };
    places().next().is_some_and(|first| coded(first.cell.text.plain())) && !places().any(|place| place.cell.header)
}

/// Whether the one text of a header row says what its column holds, so that the row heads columns and is no title:
/// `| Code |  |` above codes.
fn heads_its_column(row: &GridRow<'_>, below: &[GridRow<'_>]) -> bool {
    let Some((column, text)) = lone_text(row).filter(|_| row.row.header) else { return false };
    let spans = row.cells.get(column).copied().flatten().is_some_and(|place| place.cell.colspan > 1);
    let coded = below.first().and_then(|next| cell_text(next, column)).is_some_and(|next| looks_coded(next.plain()));
    // A title stands in the first cell.
    !spans && (coded || column > 0) && words().header_role(text.plain()).is_some()
}

/// Whether all cells of a row are words in brackets, as in a template: `| [Error code] | [What it means] |`.
pub(super) fn is_to_fill_in(row: &GridRow<'_>) -> bool {
    let texts = || row.cells.iter().flatten().map(|place| place.cell.text.plain()).filter(|text| !text.is_empty());
    let inner = |text: &str| text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::to_owned);
    texts().count() >= 2
        && texts().all(|text| inner(text).is_some_and(|inner| !inner.contains([']', '['])))
        && texts().any(|text| text.split_whitespace().count() >= 2)
}

/// Whether a row has a number with another spelling of it, and leaves empty what is headed as the code and what would describe it, as those of a table
/// of all numbers do that nothing has yet: `| 0x2 | --W- |  |  |`.
pub(super) fn is_unassigned(row: &GridRow<'_>, headers: &Headers) -> bool {
    let blank = |wanted: &[HeaderRole]| {
        let columns =
            (0_usize..).zip(&headers.roles).filter(|(_, role)| role.is_some_and(|role| wanted.contains(&role)));
        let mut texts = columns.map(|(column, _)| cell_text(row, column).map_or("", Text::plain)).peekable();
        texts.peek().is_some() && texts.all(|text| text.trim().is_empty())
    };
    let mut said =
        row.cells.iter().flatten().map(|place| place.cell.text.plain()).filter(|text| !text.trim().is_empty());
    blank(&[HeaderRole::ErrorCode, HeaderRole::Code])
        && blank(&[HeaderRole::Meaning, HeaderRole::Description, HeaderRole::Message])
        && said.next().is_some_and(looks_coded)
        && said.next().is_some()
}

pub(super) fn is_blank(row: &GridRow<'_>) -> bool {
    row.cells.iter().flatten().all(|place| place.cell.text.is_empty())
}

/// Whether a row in the body heads other columns than those before.
fn is_new_header(row: &GridRow<'_>, headers: &Headers, below: &[GridRow<'_>]) -> bool {
    if lone_text(row).is_some() || headers.is_repeated_by(row) || is_to_fill_in(row) || !is_header(row, below, false) {
        return false;
    }
    let roles = row_roles(row);
    let known = roles.iter().flatten().count();
    if row.row.header || is_strong(row) {
        return known >= 1;
    }
    // Parameters are called "code" and described as error codes.
    if headers.roles.first() == Some(&Some(HeaderRole::Against)) {
        return false;
    }
    // Unmarked, every cell must be a header, no two of the same role: a field may be called "code".
    let mut different: Vec<HeaderRole> = roles.iter().copied().flatten().collect();
    different.sort_unstable();
    different.dedup();
    let plain = row.cells.iter().flatten().all(|place| {
        let text = &place.cell.text;
        text.plain().chars().count() <= 30
            && text.plain().split(' ').count() <= 3
            && !words().is_boolean(text.plain())
            // `answer.details.code` is where something stands.
            && !text.plain().trim_end_matches('.').contains('.')
            && !text.marks().iter().any(|mark| mark.kind == MarkKind::Code)
    });
    // What describes is headed again: "error | the service failed" may be a code with its text.
    let describes = |role: &HeaderRole| {
        use HeaderRole::{Cause, Description, Meaning, Message, Note, Remedy};
        matches!(role, Cause | Description | Meaning | Message | Note | Remedy)
    };
    let akin = !headers.roles.iter().flatten().any(describes) || different.iter().any(describes);
    plain && known >= 2 && known == roles.len() && different.len() == known && akin
}

/// Whether every cell of a row is strong or marked as a header.
fn is_strong(row: &GridRow<'_>) -> bool {
    let mut cells = row.cells.iter().flatten().filter(|place| !place.cell.text.is_empty()).peekable();
    cells.peek().is_some()
        && cells.all(|place| place.cell.header || place.cell.text.is_all(|kind| *kind == MarkKind::Strong))
}

fn row_roles(row: &GridRow<'_>) -> Vec<Option<HeaderRole>> {
    row.cells
        .iter()
        .flatten()
        .filter(|place| !place.from_left && !place.cell.text.is_empty())
        .map(|place| words().header_role(place.cell.text.plain()))
        .collect()
}

/// Whether a row is a header: by its words, or because its format marks it and its cells do not look like the codes
/// below.
fn is_header(row: &GridRow<'_>, below: &[GridRow<'_>], marked: bool) -> bool {
    let texts: Vec<&str> = row
        .cells
        .iter()
        .flatten()
        .filter(|place| !place.from_left && !place.cell.text.is_empty())
        .map(|place| place.cell.text.plain())
        .collect();
    if texts.is_empty() {
        return marked;
    }
    // Rows of texts, which most are, are told by their length alone.
    if !marked && texts.iter().any(|text| text.chars().nth(40).is_some()) {
        return false;
    }
    let coded = texts.iter().any(|text| looks_coded(text));
    let roles = row_roles(row);
    let known = roles.iter().flatten().count();
    if marked {
        // "7 | The code of the lid was not found": many words beside a code are its text, whatever they speak of.
        let headed =
            |text: &&str| text.split_whitespace().count() <= LONGEST_HEADER && words().header_role(text).is_some();
        return !coded || texts.iter().any(headed) || names_classes(row, below);
    }
    // "#define | LID_ERROR" declares.
    if row.cells.len() > 1 && texts.first().is_some_and(|text| words().modifies_constants(text)) {
        return false;
    }
    // "int | error_number | …" above "char * | …" is an entry like those below.
    let is_type = |row: &GridRow<'_>, column| {
        cell_text(row, column).is_some_and(|text: &Text| words().is_data_type(text.plain()))
    };
    let typed = below.first().is_some_and(|next| (0..row.cells.len()).any(|c| is_type(row, c) && is_type(next, c)));
    if coded || typed || below.first().is_some_and(|next| differs_by_number(row, next) || names_alike(row, next)) {
        return false;
    }
    let can_key = |role: &HeaderRole| {
        matches!(
            role,
            HeaderRole::ErrorCode
                | HeaderRole::Code
                | HeaderRole::Number
                | HeaderRole::Symbol
                | HeaderRole::Name
                | HeaderRole::Status
                | HeaderRole::HttpStatus
                | HeaderRole::GrpcCode
                | HeaderRole::Against
        )
    };
    let mut different: Vec<HeaderRole> = roles.iter().flatten().copied().collect();
    different.sort_unstable();
    different.dedup();
    // A first column of codes below says that the row above them, without one, is their header.
    different.len() >= 2 && known * 2 >= texts.len() && roles.iter().flatten().any(can_key)
        || known * 2 >= texts.len()
            && known >= 1
            && texts.len() >= 2
            && below.first().is_some_and(|next| cell_text(next, 0).is_some_and(|text| looks_coded(text.plain())))
}

/// Whether a cell of a row has a number and is the cell below it but for that number: "Code 9" above "Code 10".
fn differs_by_number(row: &GridRow<'_>, below: &GridRow<'_>) -> bool {
    let plain = |row: &GridRow<'_>, column| cell_text(row, column).map_or("", |text: &Text| text.plain()).to_owned();
    let words = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    (0..row.cells.len()).any(|column| {
        let (own, next) = (plain(row, column), plain(below, column));
        own != next && words(&own).len() < own.len() && words(&own) == words(&next)
    })
}

/// Whether a row and the one below have constants that start alike in one column: `LID_OPEN_TYPE` above `LID_SHUT`.
fn names_alike(row: &GridRow<'_>, below: &GridRow<'_>) -> bool {
    let start = |row: &GridRow<'_>, column| {
        let plain = cell_text(row, column).map_or("", |text: &Text| text.plain());
        let (start, _) = plain.split_once('_').filter(|_| shape_of(plain) == Some(Shape::Constant))?;
        Some(start.to_owned())
    };
    (0..row.cells.len()).any(|column| start(row, column).is_some_and(|own| start(below, column) == Some(own)))
}

/// Whether a text is a code, with or without a name, and not the header of a column.
fn looks_coded(text: &str) -> bool {
    read_code_cell(text).is_some_and(|cell| cell.codes.iter().any(|code| code.shape.is_key()))
        && words().header_role(text).is_none()
}

/// Whether every cell of a row names a class of statuses (`4xx Client Error`) and none below does.
fn names_classes(row: &GridRow<'_>, below: &[GridRow<'_>]) -> bool {
    let is_class = |text: &Text| {
        read_code_cell(text.plain()).is_some_and(|cell| cell.codes.iter().all(|code| code.shape == Shape::Wildcard))
    };
    let classes = |row: &GridRow<'_>| row.cells.iter().flatten().filter(|place| is_class(&place.cell.text)).count();
    row.cells.len() > 1 && classes(row) == row.cells.len() && below.first().is_some_and(|next| classes(next) == 0)
}
