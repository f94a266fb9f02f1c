//! What stands in the columns beside the codes: names, reason phrases, descriptions.

use super::super::reason_phrases::names_status;
use super::super::words::{HeaderRole, words};
use super::Column;
use super::key::best;
use crate::document::Text;

/// The column that holds the reason phrases of the statuses in the key column.
pub(super) fn find_phrases(columns: &[Column], rows: &[Vec<Option<&Text>>], key: usize) -> Option<usize> {
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

/// The column with the constants or short names of the codes.
pub(super) fn find_symbol(columns: &[Column], key: usize) -> Option<usize> {
    let numeric = columns[key].cells.keys * 2 >= columns[key].cells.filled;
    // What is headed "Status" beside codes and their texts, and says something else of each, is what it is called.
    let coded = matches!(columns[key].role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    let told = columns.iter().enumerate().any(|(index, column)| {
        index != key && matches!(column.role, Some(HeaderRole::Meaning | HeaderRole::Description))
    });
    let reasons = columns[key].cells.share(columns[key].cells.statuses) > 0.9 && columns[key].cells.paired == 0;
    let score = |index: usize, column: &Column| -> Option<f64> {
        let cells = &column.cells;
        if index == key || cells.filled == 0 || cells.share(cells.booleans) > 0.6 {
            return None;
        }
        // `LID_OPEN = 31` names the number once more.
        let names = cells.names + if numeric { cells.paired } else { 0 };
        let said = cells.filled - dashes(column);
        let part = |count: usize| count as f64 / said.max(1) as f64;
        let named = part(names);
        let failing = cells.share(cells.failing_names);
        let header = match column.role {
            Some(HeaderRole::Symbol) => 5.0,
            Some(HeaderRole::Name) => 4.0,
            Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::GrpcCode) if named > 0.5 => 1.5,
            Some(HeaderRole::Number | HeaderRole::Status) if named > 0.5 => 1.0,
            // "healthy", "stale" beside the exit code of each.
            Some(HeaderRole::Status)
                if numeric && cells.share(cells.single) > 0.5 && cells.share(cells.distinct) > 0.9 =>
            {
                1.0
            }
            // "Lid lost" between the code of each and its text.
            Some(HeaderRole::Status)
                if numeric && coded && told && cells.share(cells.short) > 0.9 && cells.distinct == cells.rows =>
            {
                3.0
            }
            // `lid_open`, `locked`: what an answer says is a name.
            Some(HeaderRole::Message)
                if numeric
                    && cells.coded + cells.single == cells.filled
                    && cells.names * 2 >= cells.filled
                    && cells.marked * 5 >= cells.filled * 4 =>
            {
                1.0
            }
            // The reason phrases of HTTP.
            Some(HeaderRole::Cause) if reasons && cells.share(cells.short) > 0.8 => 3.0,
            None | Some(HeaderRole::Type | HeaderRole::Category)
                if named > 0.7 && cells.share(cells.distinct) > 0.8 && (numeric || column.role.is_none()) =>
            {
                0.5
            }
            // "PaymentFailed", "CardExpired" for each number, whatever word heads them.
            Some(HeaderRole::Against)
                if coded && numeric && cells.names == cells.rows && cells.distinct == cells.rows && failing > 0.3 =>
            {
                0.5
            }
            // A text with a name in it describes.
            Some(HeaderRole::Message | HeaderRole::Description | HeaderRole::Meaning)
                if named > 0.8 && cells.share(cells.phrased) < 0.5 =>
            {
                0.5
            }
            _ => return None,
        };
        let distinct = cells.share(cells.distinct);
        // Beside a code that is itself a string, only a constant of its own adds something.
        let adds = if numeric {
            cells.share(cells.keys.saturating_sub(cells.paired)) < 0.5
        } else {
            named > 0.7 && distinct > 0.7 && column.role != Some(HeaderRole::GrpcCode)
        };
        let short = part(cells.texts.saturating_sub(dashes(column))) < 0.9
            || matches!(
                column.role,
                Some(HeaderRole::Symbol | HeaderRole::Name | HeaderRole::Cause | HeaderRole::Status)
            );
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

/// How many cells of a column that is headed as codes say with a dash that there is none.
fn dashes(column: &Column) -> usize {
    let coded = matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    if coded { column.cells.signs } else { 0 }
}

/// Whether a header says "name", not just what is named.
fn is_called_name(header: &str) -> bool {
    words().is_name_word(header)
}

/// Of two columns that describe, one may hold short names for people: "Expired Card", "The card has expired.".
pub(super) fn find_short_name(columns: &[Column], rows: &[Vec<Option<&Text>>], key: usize) -> Option<usize> {
    // Words that stand with the codes themselves name them.
    if columns[key].cells.keys * 2 < columns[key].cells.filled || columns[key].cells.are_phrased() {
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
                let caused = column.role == Some(HeaderRole::Cause) && short < long;
                let tells = describes(column, 9) && column.role.is_some() || caused;
                let longer = rows.iter().filter(|row| length(row, long) > length(row, short)).count();
                long != key && long != short && tells && longer * 10 >= rows.len() * 7
            })
    })
}

/// The lower, the better a column describes; `None` where it does not.
pub(super) fn description_rank(column: &Column) -> Option<u32> {
    let cells = &column.cells;
    if cells.filled == 0 || cells.share(cells.booleans) > 0.8 || cells.share(cells.signs) > 0.8 {
        return None;
    }
    // What stands in front of each row, with no header, says what kind of thing is declared: `#define`.
    if column.header.is_empty() && cells.distinct == 1 && cells.filled >= REPEATED {
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
        Some(HeaderRole::Cause) => Some(MERELY_SAID),
        Some(HeaderRole::Name | HeaderRole::Symbol | HeaderRole::Status) if cells.share(cells.texts) >= 0.5 => Some(50),
        Some(HeaderRole::Note) if cells.share(cells.texts) >= 0.5 => Some(60),
        // Where rows have fewer cells than the header, texts stand under the header of the codes.
        Some(HeaderRole::Code | HeaderRole::ErrorCode) if cells.share(cells.texts + cells.phrased) >= 0.5 => Some(55),
        None if cells.share(cells.keys + cells.names) < 0.5 => Some(70),
        // "Function" heads what a code means at times.
        Some(HeaderRole::Against) if cells.share(cells.texts) >= 0.8 && cells.share(cells.distinct) >= 0.8 => Some(75),
        Some(HeaderRole::Remedy) => Some(80),
        _ => None,
    };
    // A column that most rows leave empty, or that says where to read on, only adds to another.
    let adds = cells.filled * 2 < cells.rows || cells.share(cells.linked) >= 0.5;
    rank.map(|rank| if adds { rank + 50 } else { rank })
}

/// The column that describes the codes best.
pub(super) fn find_description(
    columns: &[Column],
    rows: &[Vec<Option<&Text>>],
    key: usize,
    symbol: Option<usize>,
) -> Option<usize> {
    // The reason phrases of the statuses that go with the codes describe the statuses.
    let statuses = (0..columns.len()).filter(|&index| index != key);
    let phrases: Vec<usize> = statuses.filter_map(|index| find_phrases(columns, rows, index)).collect();
    let ranked = (0..columns.len())
        .filter(|&index| index != key && Some(index) != symbol && !phrases.contains(&index))
        .filter_map(|index| description_rank(&columns[index]).map(|rank| (rank, index)));
    let ranked: Vec<(u32, usize)> = ranked.collect();
    // Rows that run on past the last header say there what else there is to say.
    let headed = |&(rank, index): &(u32, usize)| rank <= MERELY_SAID && !columns[index].header.is_empty();
    let last = ranked.iter().copied().filter(headed).map(|(_, index)| index).max();
    let beyond = |index: usize| {
        last.is_some_and(|last| last < index) && columns[index..].iter().all(|column| column.header.is_empty())
    };
    // What stands behind the causes under a header of its own words is where or how.
    let causes =
        |column: &Column| column.role == Some(HeaderRole::Cause) && column.cells.filled * 10 >= column.cells.rows * 9;
    let behind = |index: usize| columns[index].role.is_none() && columns[..index].iter().any(causes);
    // A message says what happened, where what a header of its own words stands above is shorter in most rows: "Dough is
    // too wet", "Kneading".
    let length = |row: &Vec<Option<&Text>>, index: usize| {
        row.get(index).copied().flatten().map_or(0, |text| text.plain().chars().count())
    };
    let message = columns.iter().position(|column| column.role == Some(HeaderRole::Message));
    let shorter = |index: usize| {
        message.is_some_and(|message| {
            let less = rows.iter().filter(|row| length(row, index) < length(row, message)).count();
            index > message && less * 10 >= rows.len() * 6
        })
    };
    let lesser = |index: usize| columns[index].role.is_none() && !columns[index].header.is_empty() && shorter(index);
    ranked
        .into_iter()
        .map(|(rank, index)| {
            let merely = beyond(index) || behind(index) || lesser(index);
            (if merely { rank.max(MERELY_SAID + 1) } else { rank }, index)
        })
        .min()
        .map(|(_, index)| index)
}

/// So many cells of one text say nothing of their rows.
const REPEATED: usize = 4;

/// The rank of a column that says why; see [`description_rank`].
const MERELY_SAID: u32 = 40;
