//! The rows of a table of codes: each is a code or several, a title, a continuation, or something to report.

use super::code_cell::{CodeCell, read_code_cell, read_led_text};
use super::code_tables::remainder;
use super::columns::{Column, Layout};
use super::conforming::Kinds;
use super::offer::{Fate, Offer, OfferedCode};
use super::page::{Page, Placed};
use super::table_entry::{EMPTY_CODE, Entry, EntryReading, NO_DESCRIPTION, key_cell, read_entry};
use super::table_parts::{Headers, cell_text, is_to_fill_in, is_unassigned, lone_text};
use super::wildcards::are_wild;
use super::words::words;
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
    /// Whether stars at the ends of codes stand for what follows there.
    pub(super) wild: bool,
}

/// Whether stars at the ends of the codes in the key column of these rows stand for what follows there.
pub(super) fn has_wildcards(rows: &[&GridRow<'_>], key: usize, period: usize) -> bool {
    are_wild(key_texts(rows, key, period).map(Text::plain))
}

/// The cells of the key column of these rows.
fn key_texts<'r>(rows: &'r [&'r GridRow<'_>], key: usize, period: usize) -> impl Iterator<Item = &'r Text> + Clone {
    rows.iter()
        .flat_map(move |row| (key..row.cells.len()).step_by(period.max(1)).filter_map(move |at| cell_text(row, at)))
}

/// What the codes in the key column of these rows are spelled like: the first of each cell.
pub(super) fn kinds_of(rows: &[&GridRow<'_>], key: usize, period: usize, answered: bool) -> Kinds {
    let texts = key_texts(rows, key, period).map(Text::plain);
    let filled: Vec<&str> = texts.filter(|plain| !(plain.is_empty() || words().is_placeholder(plain))).collect();
    let called = |plain: &str| read_led_text(plain).filter(CodeCell::is_called);
    let read = || filled.iter().filter_map(|plain| Some((plain, key_cell(plain, answered).or_else(|| called(plain))?)));
    let named = read().filter(|(_, cell)| !cell.names.is_empty()).count() * 2 > filled.len();
    Kinds::of(read().filter_map(|(plain, cell)| plain.get(cell.codes.first()?.range.clone()))).with_names(named)
}

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
        if is_unassigned(row, reading.headers) && !is_named(reading, row) {
            offer.rest.push(remainder(row, Fate::Ignored("empty-row".to_owned())));
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
    set_shared_name_aside(offer);
    name_by_dashes(offer);
}

/// Words that stand with every code of a table name none of them: `LID ERROR: 4`, `LID ERROR: 17`.
fn set_shared_name_aside(offer: &mut Offer) {
    let mut names = offer.codes.iter().map(|code| code.declaration.symbol.as_deref());
    let first = names.next().flatten().filter(|name| name.contains(' '));
    if first.is_none() || offer.codes.len() < LEAST_NAMED || !names.all(|name| name == first) {
        return;
    }
    for code in &mut offer.codes {
        let declaration = &mut code.declaration;
        if let Some(text) = declaration.symbol.take() {
            declaration.fields.insert(0, Field { header: "Name".to_owned(), role: FieldRole::Name, text });
        }
    }
}

/// Names the codes of a table whose texts all start with a few words before dashes: `Not Found -- There is no such lid.`.
fn name_by_dashes(offer: &mut Offer) {
    let split = |declaration: &CodeDeclaration| {
        let (name, text) = declaration.description.split_once(" -- ")?;
        let short = name.split_whitespace().count() <= LONGEST_NAME && !name.contains(['.', '\n']);
        (declaration.symbol.is_none() && short && !text.trim().is_empty()).then(|| name.trim().to_owned())
    };
    let names: Vec<Option<String>> = offer.codes.iter().map(|code| split(&code.declaration)).collect();
    let named = names.iter().flatten().count();
    if named < LEAST_NAMED || named * 3 < names.len() * 2 {
        return;
    }
    for (code, name) in offer.codes.iter_mut().zip(names) {
        if let Some(name) = name {
            code.declaration.symbol = Some(name);
        }
    }
}

/// A name for people before dashes has no more words.
const LONGEST_NAME: usize = 6;

/// So many texts that start with a name before dashes are written so.
const LEAST_NAMED: usize = 3;

/// Whether the key of a row is a name, which says something by itself.
fn is_named(reading: &Reading<'_, '_>, row: &GridRow<'_>) -> bool {
    let cell = cell_text(row, reading.layout.key).and_then(|text| read_code_cell(text.plain()));
    cell.is_some_and(|cell| cell.codes.iter().all(|code| code.shape.is_name()))
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
