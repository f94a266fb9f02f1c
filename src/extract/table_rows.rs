//! The rows of a table of codes: each is a code or several, a title, a continuation, or something to report.

use super::cells::{is_remark, is_signature, unquoted};
use super::code_cell::{CodeCell, read_code_cell, read_led_text};
use super::code_pieces::Spelled;
use super::code_tables::remainder;
use super::columns::{Column, Layout};
use super::conforming::Kinds;
use super::labelled::split_labelled;
use super::offer::{Fate, Offer, OfferedCode};
use super::page::{Page, Placed, links_of};
use super::spelling::{Shape, shape_of};
use super::table_parts::{Headers, cell_text, is_to_fill_in, lone_text};
use super::words::{HeaderRole, LabelRole, words};
use super::{CodeDeclaration, Field, FieldRole};
use crate::document::shape::ends_with_stop;
use crate::document::{GridRow, MarkKind, Text};

/// A table of codes as its rows are read.
#[derive(Debug)]
pub(super) struct Reading<'r, 'a> {
    pub(super) page: &'r Page<'a>,
    pub(super) placed: &'r Placed<'a>,
    /// What a cell over all columns above the header says.
    pub(super) title: Option<&'r str>,
    pub(super) headers: &'r Headers,
    pub(super) columns: &'r [Column],
    pub(super) layout: &'r Layout,
    /// How many columns make an entry; several entries may stand side by side.
    pub(super) period: usize,
    /// What the codes of the key column are spelled like.
    pub(super) kinds: Kinds,
}

/// What the codes in the key column of these rows are spelled like: the first of each cell.
pub(super) fn kinds_of(rows: &[&GridRow<'_>], key: usize, period: usize, answered: bool) -> Kinds {
    let cells = rows.iter().flat_map(|row| (key..row.cells.len()).step_by(period.max(1)).map(|at| cell_text(row, at)));
    let filled: Vec<&str> =
        cells.flatten().map(Text::plain).filter(|plain| !(plain.is_empty() || words().is_placeholder(plain))).collect();
    let read = || filled.iter().filter_map(|plain| Some((plain, key_cell(plain, answered)?)));
    let named = read().filter(|(_, cell)| !cell.names.is_empty()).count() * 2 > filled.len();
    Kinds::of(read().filter_map(|(plain, cell)| plain.get(cell.codes.first()?.range.clone()))).with_names(named)
}

/// Reads a cell of the key column; `answered` says that numbers there are only the statuses of the answers.
fn key_cell(plain: &str, answered: bool) -> Option<CodeCell> {
    let cell = read_code_cell(plain)?;
    Some(if answered { cell.by_name() } else { cell })
}

/// The cells of one entry, by column.
type Entry<'a> = Vec<Option<&'a Text>>;

/// Why a row of a table of codes was not understood.
const NO_CODE: &str = "the code cell is no code";
const EMPTY_CODE: &str = "the code cell is empty";
const NO_DESCRIPTION: &str = "the description is missing";

/// Reads the rows into the offer.
pub(super) fn read_rows(reading: &Reading<'_, '_>, rows: &[&GridRow<'_>], offer: &mut Offer) {
    let path = reading.page.path(reading.placed);
    let anchor = reading.page.anchor(reading.placed);
    let mut title: Option<String> = reading.title.map(str::to_owned);
    let merged = is_merged_style(reading, rows);
    let quoted: Vec<bool> = reading
        .columns
        .iter()
        .map(|column| column.cells.filled > 1 && column.cells.quoted == column.cells.filled)
        .collect();
    // Codes that stand alone in their rows, as the last one where a page is cut off.
    let lone = |row: &&&GridRow<'_>| {
        lone_text(row).is_some_and(|(column, text)| {
            column == reading.layout.key
                && read_code_cell(text.plain()).is_some_and(|cell| cell.codes.iter().all(|code| code.shape.is_key()))
        })
    };
    let lone = rows.iter().filter(lone).count();
    let described = reading.layout.description.is_some_and(|index| {
        let cells = &reading.columns[index].cells;
        cells.filled > 0 && (cells.rows - cells.filled + lone) * 10 <= (cells.rows + lone).max(10)
    });
    for (index, row) in rows.iter().enumerate() {
        if let Some(text) = group_title(reading, row, rows.get(index + 1).copied()) {
            title = Some(text.plain().replace('\n', " "));
            offer.rest.push(remainder(row, Fate::Ignored("group-title".to_owned())));
            continue;
        }
        if reading.headers.is_repeated_by(row) {
            offer.rest.push(remainder(row, Fate::Ignored("header-row".to_owned())));
            continue;
        }
        if is_to_fill_in(row) {
            offer.rest.push(remainder(row, Fate::Ignored("placeholder-row".to_owned())));
            continue;
        }
        let parts = row.cells.len() / reading.period.max(1);
        let mut fate = Fate::Ignored("empty-row".to_owned());
        for part in 0..parts {
            let cells: Entry<'_> =
                (0..reading.period).map(|column| cell_text(row, part * reading.period + column)).collect();
            if cells.iter().flatten().all(|text| text.is_empty()) {
                continue;
            }
            let from_above = row
                .cells
                .get(part * reading.period + reading.layout.key)
                .copied()
                .flatten()
                .is_some_and(|place| place.from_above);
            let entry = read_entry(reading, &cells, &quoted, merged || from_above);
            match entry {
                EntryReading::Codes(mut declarations, whole) => {
                    for declaration in &mut declarations {
                        declaration.path = path.clone();
                        declaration.path.extend(title.clone());
                        declaration.anchor.clone_from(&anchor);
                    }
                    if from_above && continues(offer, &declarations) {
                        join(offer, row, &declarations);
                        fate = Fate::Taken;
                        continue;
                    }
                    fate = if described && !whole { Fate::Unexplained(NO_DESCRIPTION.to_owned()) } else { Fate::Taken };
                    let nodes = vec![row.row.id];
                    offer.codes.extend(
                        declarations.into_iter().map(|declaration| OfferedCode { nodes: nodes.clone(), declaration }),
                    );
                }
                EntryReading::Continuation(more) if !offer.codes.is_empty() => {
                    join(offer, row, &[more]);
                    fate = Fate::Taken;
                }
                EntryReading::Continuation(_) => fate = Fate::Unexplained(EMPTY_CODE.to_owned()),
                EntryReading::Nothing(other) => fate = other,
            }
        }
        if fate != Fate::Taken {
            offer.rest.push(remainder(row, fate));
        }
    }
}

enum EntryReading {
    /// Codes, and whether something is said of them.
    Codes(Vec<CodeDeclaration>, bool),
    /// More of the entry above.
    Continuation(CodeDeclaration),
    /// No code.
    Nothing(Fate),
}

/// Whether empty code cells continue the row above all through the table.
fn is_merged_style(reading: &Reading<'_, '_>, rows: &[&GridRow<'_>]) -> bool {
    let empty = rows
        .iter()
        .filter(|row| {
            cell_text(row, reading.layout.key).is_none_or(Text::is_empty)
                && lone_text(row).is_none()
                && row.cells.iter().flatten().any(|place| !place.cell.text.is_empty())
        })
        .count();
    empty >= 2 && empty * 5 >= rows.len()
}

/// A row that only names the rows below it.
fn group_title<'a>(reading: &Reading<'_, '_>, row: &GridRow<'a>, next: Option<&GridRow<'_>>) -> Option<&'a Text> {
    let (column, text) = lone_text(row)?;
    if row.cells.len() < 2 || text.is_empty() {
        return None;
    }
    let plain = text.plain();
    let place = row.cells.get(column).copied().flatten()?;
    let spans = usize::from(place.cell.colspan) >= row.cells.len() && row.cells.len() > 1;
    // Where most codes have their phrase beside them, one that stands alone is a code whose text is missing.
    let key = &reading.columns[reading.layout.key].cells;
    let phrased = column == reading.layout.key && key.share(key.phrased) >= 0.5;
    let code = read_code_cell(plain)
        .is_some_and(|cell| cell.codes.iter().any(|code| code.shape.is_key()) && (cell.phrase.is_none() || phrased));
    if words().is_placeholder(plain) || (code && !spans) {
        return None;
    }
    if spans {
        return Some(text);
    }
    let marked = row.row.header || place.cell.header || text.is_all(|kind| *kind == MarkKind::Strong);
    let names = reading.columns[reading.layout.key].cells.keys * 2 < reading.columns[reading.layout.key].cells.filled;
    let coded = names && column == reading.layout.key && read_code_cell(plain).is_some();
    let titled = column == 0 && !ends_with_stop(plain) && plain.chars().count() <= 80 && next.is_some() && !coded;
    (marked && !coded || titled).then_some(text)
}

/// Whether a word has a placeholder in it: `LID_<NAME>_FAILED`.
fn is_pattern(plain: &str) -> bool {
    !plain.contains(' ') && plain.split_once('<').is_some_and(|(_, rest)| rest.contains('>'))
}

fn read_entry(reading: &Reading<'_, '_>, cells: &Entry<'_>, quoted: &[bool], merged: bool) -> EntryReading {
    let cell = |cells: &Entry<'_>, index: usize| -> Option<String> {
        cells.get(index).copied().flatten().map(|text| text.plain().to_owned()).filter(|text| !text.is_empty())
    };
    let unnumbered = reading.layout.symbol.filter(|_| reading.layout.unnumbered);
    let unnumbered = unnumbered.filter(|_| cell(cells, reading.layout.key).is_none());
    let key = unnumbered.unwrap_or(reading.layout.key);
    let answered = reading.columns[key].cells.are_answered();
    let mut cells = cells.clone();
    let code = match cell(&cells, key) {
        Some(plain) if is_signature(&plain) => None,
        Some(plain) => match key_cell(&plain, answered)
            .or_else(|| read_led_text(&plain).filter(|_| reading.period == 1))
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
            code: plain[spelled.range.clone()].to_owned(),
            symbol: symbols.get(index).or(symbols.first()).cloned(),
            line: text.line_at(spelled.range.start),
            ..shared.clone()
        })
        .collect();
    EntryReading::Codes(declarations, whole)
}

/// A code of several words, where all codes of the column are strings and set as code: `Lid open`.
fn marked_words(column: &Column, text: &Text) -> Option<CodeCell> {
    let cells = &column.cells;
    let strings = cells.marked == cells.filled && cells.keys == 0 && cells.coded * 2 > cells.filled;
    let headed = matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    let plain = text.plain();
    let spelled = plain.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/'));
    (strings && headed && spelled && !is_sentence(plain)).then(|| CodeCell {
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

/// Whether a phrase is a sentence, or as long as one.
fn is_sentence(phrase: &str) -> bool {
    ends_with_stop(phrase) || phrase.split_whitespace().count() > 6
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
        let is_string = code.codes.first().is_some_and(|first| !first.shape.is_key());
        declaration.symbol = code.names.first().map(|name_at| name(&name_at.range));
        match phrase {
            // Where no column describes, a sentence behind the code does; a few words are its name.
            Some(phrase) if layout.description.is_none() && !has_name && is_sentence(&phrase) => {
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
    if let Some(symbol) = layout.symbol.and_then(plain) {
        let symbol = bare_symbol(&symbol);
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
        match split_labelled(text) {
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

/// Whether these are the codes of the row above again, because their cell covers both rows.
fn continues(offer: &Offer, declarations: &[CodeDeclaration]) -> bool {
    let last: Vec<&str> =
        offer.codes.iter().rev().take(declarations.len()).map(|offered| offered.declaration.code.as_str()).collect();
    last.iter().rev().copied().eq(declarations.iter().map(|declaration| declaration.code.as_str()))
}

/// Adds the texts of a row to the codes above it.
fn join(offer: &mut Offer, row: &GridRow<'_>, more: &[CodeDeclaration]) {
    let count = more.len().min(offer.codes.len());
    let start = offer.codes.len() - count;
    for (offered, more) in offer.codes[start..].iter_mut().zip(more) {
        offered.nodes.push(row.row.id);
        let declaration = &mut offered.declaration;
        append(&mut declaration.description, &more.description);
        for field in &more.fields {
            match declaration.fields.iter_mut().find(|own| own.header == field.header) {
                Some(own) => append(&mut own.text, &field.text),
                None => declaration.fields.push(field.clone()),
            }
        }
        if declaration.symbol.is_none() {
            declaration.symbol.clone_from(&more.symbol);
        }
        declaration.links.extend(more.links.iter().cloned());
    }
}

fn append(text: &mut String, more: &str) {
    // A cell that covers both rows says the same again.
    let again = text.strip_suffix(more).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    if !more.is_empty() && !again {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(more);
    }
}
