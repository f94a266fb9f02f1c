//! One entry of a table of codes: its code, its names and texts, what its other columns hold.

use super::cells::{is_remark, is_sentence, is_signature, unquoted};
use super::code_cell::{CodeCell, read_code_cell, read_led_text};
use super::code_pieces::Spelled;
use super::columns::Column;
use super::declared_value::without_declaration;
use super::labelled::split_labelled;
use super::offer::Fate;
use super::page::links_of;
use super::spelling::{Shape, shape_of};
use super::table_rows::Reading;
use super::wildcards::{wild_code, with_star};
use super::words::{HeaderRole, LabelRole, words};
use super::{CodeDeclaration, Field, FieldRole};
use crate::document::shape::ends_with_stop;
use crate::document::{MarkKind, Text};

/// Reads a cell of the key column; `answered` says that numbers there are only the statuses of the answers.
pub(super) fn key_cell(plain: &str, answered: bool) -> Option<CodeCell> {
    let cell = read_code_cell(plain)?;
    Some(if answered { cell.by_name() } else { cell })
}

/// The cells of one entry, by column.
pub(super) type Entry<'a> = Vec<Option<&'a Text>>;

/// Why a row of a table of codes was not understood: its key is something else.
const NO_CODE: &str = "the code cell is no code";

/// The same: its key is missing, and the row does not go on with the entry above.
pub(super) const EMPTY_CODE: &str = "the code cell is empty";

/// The same: nothing is said of its code.
pub(super) const NO_DESCRIPTION: &str = "the description is missing";

/// What an entry was read as.
pub(super) enum EntryReading {
    /// Codes, and whether something is said of them.
    Codes(Vec<CodeDeclaration>, bool),
    /// More of the entry above.
    Continuation(CodeDeclaration),
    /// No code.
    Nothing(Fate),
}

/// Whether a word has a placeholder in it: `LID_<NAME>_FAILED`.
fn is_pattern(plain: &str) -> bool {
    let within = |open: char, close: char| plain.split_once(open).is_some_and(|(_, rest)| rest.contains(close));
    !plain.contains(' ') && (within('<', '>') || within('{', '}'))
}

/// Reads an entry; `quoted` says of each column whether its texts stand in quotes, `merged` whether rows without a key go on
/// with the entry above.
pub(super) fn read_entry(reading: &Reading<'_, '_>, cells: &Entry<'_>, quoted: &[bool], merged: bool) -> EntryReading {
    let cell = |cells: &Entry<'_>, index: usize| -> Option<String> {
        cells.get(index).copied().flatten().map(|text| text.plain().to_owned()).filter(|text| !text.is_empty())
    };
    let unnumbered = reading.layout.symbol.filter(|_| reading.layout.unnumbered);
    let unnumbered = unnumbered.filter(|_| cell(cells, reading.layout.key).is_none());
    let key = unnumbered.unwrap_or(reading.layout.key);
    let answered = reading.columns[key].cells.are_answered();
    // Where nearly all codes have words behind them, those of a few are whole sentences.
    let phrased = reading.columns[key].cells.are_phrased();
    let mut cells = cells.clone();
    let code = match cell(&cells, key) {
        Some(plain) if is_signature(&plain) => None,
        Some(plain) => match wild_code(&plain, reading.wild)
            .or_else(|| key_cell(&plain, answered))
            .or_else(|| read_led_text(&plain).filter(|cell| reading.period == 1 || phrased || cell.is_called()))
            .filter(|code| unnumbered.is_some() || fits(reading, &plain, code))
            .or_else(|| marked_words(&reading.columns[key], cells.get(key).copied().flatten()?))
            .or_else(|| marked_start(reading, &reading.columns[key], cells.get(key).copied().flatten()?))
            .or_else(|| CodeCell::verbatim(&plain).filter(|_| reading.columns[key].is_verbatim()))
        {
            Some(code) => Some(code),
            // Where several rows say so, they have no code.
            None if reading.columns[key].cells.remarks > 1 && is_remark(&plain) => {
                return EntryReading::Nothing(Fate::Ignored("placeholder-row".to_owned()));
            }
            None if words().is_placeholder(&plain) || is_pattern(&plain) => {
                return EntryReading::Nothing(Fate::Ignored("placeholder-row".to_owned()));
            }
            None => None,
        },
        None => None,
    };
    // A name where numbers stand otherwise, in a row with too few cells: the number stands further left.
    let numeric = reading.columns[key].cells.share(reading.columns[key].cells.keys) >= 0.5;
    let odd = code.as_ref().is_some_and(|code| numeric && code.codes.iter().all(|code| !code.shape.is_key()));
    let moved = if odd {
        realign(reading, &cells).filter(|(_, code)| code.codes.iter().all(|code| code.shape.is_key()))
    } else {
        None
    };
    let code = match (code, moved) {
        (_, Some((moved, code))) => {
            cells = moved;
            code
        }
        (Some(code), None) => code,
        (None, None) => match realign(reading, &cells) {
            Some((moved, code)) => {
                cells = moved;
                code
            }
            None => {
                let empty = cell(&cells, key).is_none();
                let description = reading.layout.description.and_then(|index| cell(&cells, index));
                let runs_on = description.as_deref().is_some_and(|text| text.starts_with(|c: char| c.is_lowercase()));
                let alone = reading.layout.symbol.and_then(|index| cell(&cells, index)).is_none();
                if empty && alone && (merged || runs_on) {
                    return EntryReading::Continuation(declare(reading, &cells, quoted, None).0);
                }
                if [0, key].into_iter().any(|at| cell(&cells, at).is_some_and(|plain| is_signature(&plain))) {
                    return EntryReading::Nothing(Fate::Ignored("functions".to_owned()));
                }
                let reason = if empty { EMPTY_CODE } else { NO_CODE };
                return EntryReading::Nothing(Fate::Unexplained(reason.to_owned()));
            }
        },
    };
    let (mut shared, whole) = declare(reading, &cells, quoted, Some(&code));
    if unnumbered.is_some() {
        shared.symbol = None;
    }
    let text = cells.get(key).copied().flatten();
    let (Some(text), plain) = (text, text.map_or("", Text::plain)) else {
        return EntryReading::Nothing(Fate::Unexplained(EMPTY_CODE.to_owned()));
    };
    // As many names in the cell as codes: each has its own.
    let names = code.names.iter().filter(|_| code.names.len() == code.codes.len() && reading.layout.symbol.is_none());
    let names: Vec<String> = names.filter_map(|name| plain.get(name.range.clone()).map(str::to_owned)).collect();
    let symbols: Vec<String> = match shared.symbol.as_deref() {
        Some(symbol) if names.is_empty() => symbols_of(symbol, code.codes.len()),
        _ => names,
    };
    let declarations = code
        .codes
        .iter()
        .enumerate()
        .map(|(index, spelled)| CodeDeclaration {
            code: with_star(plain, spelled.range.clone(), reading.wild).to_owned(),
            symbol: symbols.get(index).or(symbols.first()).cloned(),
            line: text.line_at(spelled.range.start),
            ..shared.clone()
        })
        .collect();
    EntryReading::Codes(declarations, whole)
}

/// A code of several words, where all codes of the column are strings and set as code (`Lid open`), or are spelled so.
fn marked_words(column: &Column, text: &Text) -> Option<CodeCell> {
    let cells = &column.cells;
    let strings = cells.marked == cells.filled && cells.keys == 0 && cells.coded * 2 > cells.filled;
    let headed = matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    let plain = text.plain();
    let spelled = plain.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '$'));
    let named = (strings && headed) || column.is_worded();
    (named && spelled && !is_sentence(plain)).then(|| CodeCell {
        codes: vec![Spelled { range: 0..plain.len(), shape: Shape::Symbolic }],
        ..CodeCell::default()
    })
}

/// A name that is set as code, with words behind it that say when: `` `LID_OPEN` with status `401` ``.
fn marked_start(reading: &Reading<'_, '_>, column: &Column, text: &Text) -> Option<CodeCell> {
    let headed = matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    let mark = text.marks().first().filter(|mark| mark.kind == MarkKind::Code && mark.range.start == 0)?;
    let spelled = text.plain().get(mark.range.clone())?;
    let shape = shape_of(spelled).filter(|shape| *shape == Shape::Constant && reading.kinds.admit(spelled))?;
    let rest = text.plain().get(mark.range.end..)?;
    let said = rest.trim_start();
    // Between several codes stands a comma or a stroke.
    let qualified = rest.len() > said.len() && said.starts_with(char::is_alphabetic) && said.contains(' ');
    (headed && qualified).then(|| CodeCell {
        codes: vec![Spelled { range: mark.range.clone(), shape }],
        phrase: Some(text.plain().len() - said.len()..text.plain().len()),
        ..CodeCell::default()
    })
}

/// Whether what stands for a name is a sentence of several words with its full stop.
fn says_much(symbol: &str) -> bool {
    ends_with_stop(symbol) && symbol.split_whitespace().count() >= 4
}

/// Several codes in one cell have as many constants beside them, or share one.
fn symbols_of(symbol: &str, codes: usize) -> Vec<String> {
    if codes > 1
        && let Some(cell) = read_code_cell(symbol)
        && cell.codes.len() == codes
    {
        return cell.codes.iter().map(|name| symbol[name.range.clone()].to_owned()).collect();
    }
    vec![symbol.to_owned()]
}

/// Whether the codes of a cell are of the kind that its column holds.
fn fits(reading: &Reading<'_, '_>, plain: &str, cell: &CodeCell) -> bool {
    let divided = cell.codes.windows(2).any(|pair| plain.get(pair[0].range.end..pair[1].range.start) == Some(","));
    if cell.codes.is_empty() || reading.kinds.is_empty() || (divided && reading.kinds.has_grouped()) {
        return false;
    }
    let admitted = |spelled: &str| reading.kinds.admit(spelled);
    cell.codes.iter().all(|code| plain.get(code.range.clone()).is_none_or(admitted))
}

/// A row with too few cells, because a cell to the left continues from above: its cells belong further right.
fn realign<'a>(reading: &Reading<'_, '_>, cells: &Entry<'a>) -> Option<(Entry<'a>, CodeCell)> {
    let missing = cells.iter().rev().take_while(|cell| cell.is_none_or(Text::is_empty)).count();
    let key = reading.layout.key;
    for shift in 1..=missing.min(key) {
        let text = cells.get(key - shift).copied().flatten()?;
        if let Some(code) = read_code_cell(text.plain()).filter(|code| fits(reading, text.plain(), code)) {
            let mut moved: Entry<'a> = vec![None; shift];
            moved.extend(cells.iter().copied().take(cells.len() - shift));
            return Some((moved, code));
        }
    }
    None
}

/// What the columns beside the code say, and whether they say anything.
fn declare(
    reading: &Reading<'_, '_>,
    cells: &Entry<'_>,
    quoted: &[bool],
    code: Option<&CodeCell>,
) -> (CodeDeclaration, bool) {
    let layout = reading.layout;
    let text = |index: usize| cells.get(index).copied().flatten().filter(|text| !text.is_empty());
    let plain = |index: usize| {
        text(index).map(|text| match (quoted.get(index), unquoted(text.plain())) {
            (Some(true), Some(inner)) => inner.to_owned(),
            _ => text.plain().to_owned(),
        })
    };
    let mut declaration = CodeDeclaration::default();
    let key_text = text(layout.key);
    if let (Some(code), Some(key)) = (code, key_text) {
        let name = |range: &std::ops::Range<usize>| key.plain()[range.clone()].to_owned();
        declaration.deprecated |= key.is_all(|kind| *kind == MarkKind::Strike);
        let phrase = code.phrase.as_ref().map(name);
        declaration.deprecated |= phrase.as_deref().is_some_and(|phrase| words().says_deprecated(phrase));
        let phrase = phrase.filter(|phrase| !words().says_deprecated(phrase));
        let has_name = layout.symbol.and_then(plain).is_some();
        let column = &reading.columns[layout.key].cells;
        let mostly_said = column.said * 2 >= column.phrased.max(1);
        let is_string = code.codes.first().is_some_and(|first| !first.shape.is_key());
        declaration.symbol = code.names.first().map(|name_at| name(&name_at.range));
        match phrase {
            // Where no column describes, sentences behind the codes do, and what is shorter among them; a few words
            // are a name, but where they are all there is.
            Some(phrase)
                if layout.description.is_none()
                    && !has_name
                    && (mostly_said || is_sentence(&phrase) || is_all_told(reading, &phrase)) =>
            {
                declaration.description = phrase;
            }
            Some(phrase) if declaration.symbol.is_none() && !is_string && !has_name => {
                declaration.symbol = Some(phrase);
            }
            Some(phrase) if layout.description.and_then(plain).is_none() => declaration.description = phrase,
            Some(phrase) => {
                declaration.fields.push(Field { header: "Name".into(), role: FieldRole::Name, text: phrase });
            }
            None => {}
        }
        let (header, role) = if reading.columns[layout.key].cells.are_answered() {
            ("HTTP status", FieldRole::HttpStatus)
        } else {
            ("Number", FieldRole::Number)
        };
        for other in &code.others {
            declaration.fields.push(Field { header: header.into(), role, text: name(other) });
        }
    }
    if let Some(symbol) = layout.symbol.and_then(plain).filter(|symbol| !words().is_placeholder(symbol)) {
        let number = code.and_then(|code| key_text?.plain().get(code.codes.first()?.range.clone()));
        let symbol = bare_symbol(without_value(&symbol, number));
        match declaration.symbol.replace(symbol) {
            Some(other) if Some(&other) != declaration.symbol.as_ref() => {
                declaration.fields.push(Field { header: "Name".into(), role: FieldRole::Name, text: other });
            }
            _ => {}
        }
    }
    for &(index, role) in &layout.fields {
        declaration.links.extend(text(index).into_iter().flat_map(links_of));
        if let Some(text) = plain(index) {
            let header = header_of(reading.columns, index);
            declaration.fields.push(Field { header, role, text });
        }
    }
    if let Some(text) = layout.description.and_then(text) {
        declaration.links.extend(links_of(text));
        declaration.deprecated |= text.is_all(|kind| *kind == MarkKind::Strike);
        let column = layout.description.and_then(|index| reading.columns.get(index));
        match split_labelled(text).filter(|parts| column.is_none_or(|column| column.has_parts(parts))) {
            Some(parts) => take_parts(parts, &mut declaration),
            None => declaration.description = layout.description.and_then(plain).unwrap_or_default(),
        }
    }
    // In a row with too few cells, a sentence in the place of the name is the text, and the name is what is missing.
    if declaration.description.is_empty()
        && layout.description.is_some_and(|index| layout.symbol.is_some_and(|symbol| symbol < index))
        && declaration.symbol.as_deref().is_some_and(says_much)
    {
        declaration.description = declaration.symbol.take().unwrap_or_default();
    }
    let whole = !declaration.description.is_empty();
    // What only declares the name says nothing of it.
    let name = key_text.map_or("", Text::plain);
    declaration.description = without_declaration(&declaration.description, name).to_owned();
    if !whole {
        // The gap stays one: only what is left of the row is read. Another text says what it is about.
        let next = [FieldRole::Message, FieldRole::Cause]
            .iter()
            .find_map(|role| declaration.fields.iter().position(|field| field.role == *role));
        if let Some(at) = next {
            declaration.description = declaration.fields.remove(at).text;
        }
    }
    declaration.deprecated |= words().says_deprecated(&declaration.description)
        || declaration.fields.iter().any(|field| words().says_deprecated(&field.text));
    (declaration, whole)
}

/// Whether a phrase behind a code is all that its row tells: there is no other column, and it starts in small letters as
/// no name does.
fn is_all_told(reading: &Reading<'_, '_>, phrase: &str) -> bool {
    let alone = reading.columns.iter().all(|column| column.cells.are_phrased());
    alone && phrase.contains(' ') && phrase.starts_with(char::is_lowercase)
}

/// A constant without the number that the row has for it anyway: `LID_OPEN = 31;`.
fn without_value<'s>(symbol: &'s str, number: Option<&str>) -> &'s str {
    let declared = symbol.split_once('=').and_then(|(name, value)| {
        let name = name.trim();
        let after = value.trim_start().strip_prefix(number?)?;
        let named = shape_of(name).is_some_and(Shape::is_name);
        (named && !after.starts_with(|c: char| c.is_alphanumeric())).then_some(name)
    });
    declared.unwrap_or(symbol)
}

/// A constant without what encloses it.
fn bare_symbol(symbol: &str) -> String {
    let bare =
        symbol.trim_matches(|c: char| matches!(c, '`' | '"' | '\'' | '*' | '(' | ')' | '[' | ']') || c.is_whitespace());
    if bare.is_empty() || bare.contains(['(', '[']) { symbol.to_owned() } else { bare.to_owned() }
}

fn header_of(columns: &[Column], index: usize) -> String {
    match columns.get(index) {
        Some(column) if !column.header.is_empty() => column.header.clone(),
        _ => format!("Column {}", index + 1),
    }
}

fn take_parts(parts: Vec<super::labelled::Part>, declaration: &mut CodeDeclaration) {
    for part in parts {
        let text = part.text.plain().to_owned();
        if text.is_empty() {
            continue;
        }
        let role = match part.role {
            None | Some(LabelRole::Description) => {
                if declaration.description.is_empty() {
                    declaration.description = text;
                } else {
                    declaration.description.push('\n');
                    declaration.description.push_str(&text);
                }
                continue;
            }
            Some(LabelRole::Message) => FieldRole::Message,
            Some(LabelRole::Cause) => FieldRole::Cause,
            Some(LabelRole::Remedy) => FieldRole::Remedy,
        };
        declaration.fields.push(Field { header: part.label, role, text });
    }
}
