//! Codes in tables: a table becomes a grid, its header rows are told, its columns get roles, and the evidence decides.

mod kinship;
mod written;

use rayon::prelude::*;

use self::kinship::learn_from_each_other;
use self::written::{Written, turn_back, with_entries_as_rows};
use super::cells::{Cells, is_signature};
use super::code_cell::{CodeCell, read_code_cell, read_led_text};
use super::columns::{Column, Layout, dress_constants, dress_numbers, lay_out};
use super::error_constants::divide;
use super::evidence::{
    Evidence, Listed, Surroundings, is_answered_failures, is_described_number, other_kind, weigh_columns,
    weigh_surroundings,
};
use super::offer::{Fate, Offer, Remainder, Verdict};
use super::overrule::{SET_ASIDE, TableOverrule};
use super::page::{Page, Placed};
use super::table_parts::{
    Headers, TablePart, cell_text, inherit, is_blank, is_to_fill_in, is_unassigned, lone_text, parts,
};
use super::table_rows::{Reading, has_wildcards, kinds_of, read_rows};
use super::topic::heads_members;
use super::words::{Context, HeaderRole, words};
use crate::document::{BlockKind, Grid, GridRow, Row, Table, Text};

/// Offers every table of the page, with its verdict.
pub(crate) fn offer_code_tables(page: &Page<'_>) -> Vec<Offer> {
    let written: Vec<_> = page
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, placed)| match &placed.block.kind {
            BlockKind::Table(table) => Some((index, placed, table, with_entries_as_rows(table))),
            _ => None,
        })
        .collect();
    let grids: Vec<Grid<'_>> = written
        .iter()
        .map(|(_, _, table, turned)| Grid::new(turned.as_ref().map_or(table, |(turned, _)| turned)))
        .collect();
    let mut asked: Vec<Asked<'_, '_>> = Vec::new();
    // The last headers, with whether they stand in a section of something else than codes.
    let mut last_headers: Option<(Headers, bool)> = None;
    for (number, ((index, placed, table, turned), grid)) in (1..).zip(written.iter().zip(&grids)) {
        let turned = turned.as_ref().map(|(_, written)| written);
        let around = surroundings(page, *index, placed, table);
        // What heads the parameters of a function heads no list of errors without headers.
        let aside = around.headings.last().is_some_and(|nearest| words().context(nearest) == Context::Against);
        for part in parts(grid).into_iter().flat_map(divide) {
            let lent = last_headers.as_ref().filter(|(_, lender_aside)| *lender_aside == aside);
            let headers = inherit(&part.headers, lent.map(|(headers, _)| headers), grid.width);
            // The headers of a turned table head its own entries only.
            if turned.is_none() && headers.texts.iter().any(|text| !text.is_empty()) {
                last_headers = Some((headers.clone(), aside));
            }
            let overrule = page.overrules.table(page, placed, table, number, &headers.texts);
            let around = around.clone();
            asked.push(Asked { placed: **placed, around, headers, part, width: grid.width, overrule, turned });
        }
    }
    let rows = asked.iter().map(|asked| asked.part.rows.len()).sum::<usize>();
    let mut judged: Vec<Judged<'_, '_>> = each(asked, rows, judge);
    learn_from_each_other(&mut judged);
    each(judged, rows, |table| table.into_offer(page))
}

/// From how many rows on the tables of a page are worth more than one processor. Of many small pages each is read by one.
const MANY_ROWS: usize = 300;

/// What becomes of each, in order.
fn each<T: Send, U: Send>(all: Vec<T>, rows: usize, become_of: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    if rows < MANY_ROWS {
        all.into_iter().map(become_of).collect()
    } else {
        all.into_par_iter().map(become_of).collect()
    }
}

/// A part of a table, with what it is judged by.
struct Asked<'g, 'a> {
    placed: Placed<'a>,
    around: Surroundings<'a>,
    headers: Headers,
    part: TablePart<'g, 'a>,
    width: usize,
    overrule: TableOverrule,
    turned: Option<&'g Written<'a>>,
}

/// A part of a table, with what was decided of it.
struct Judged<'g, 'a> {
    placed: Placed<'a>,
    headers: Headers,
    headed: Vec<(&'g GridRow<'a>, &'static str)>,
    title: Option<String>,
    rows: Vec<&'g GridRow<'a>>,
    width: usize,
    period: usize,
    columns: Vec<Column>,
    layout: Option<Layout>,
    verdict: Verdict,
    points: f64,
    reasons: Vec<String>,
    /// Whether the project file gave the verdict.
    is_decided: bool,
    /// The rule that ignores its rows where it lists no codes.
    kind: &'static str,
    /// The rows as written, where they are no entries.
    turned: Option<&'g Written<'a>>,
}

impl Judged<'_, '_> {
    fn into_offer(self, page: &Page<'_>) -> Offer {
        let line = self.rows.first().map_or(self.placed.block.line, |row| row.row.line);
        let mut offer = Offer {
            subject: format!("table at line {line}, {} columns, {} rows", self.width, self.rows.len()),
            line,
            verdict: self.verdict,
            reasons: self.reasons,
            codes: Vec::new(),
            rest: Vec::new(),
        };
        for (row, rule) in &self.headed {
            offer.rest.push(remainder(row, Fate::Ignored((*rule).to_owned())));
        }
        match &self.layout {
            Some(layout) if self.verdict != Verdict::NotCodes => {
                let (headers, columns, period) = (&self.headers, &self.columns, self.period);
                let (placed, title) = (&self.placed, self.title.as_deref());
                let kinds = kinds_of(&self.rows, layout.key, period, columns[layout.key].cells.are_answered());
                let wild = has_wildcards(&self.rows, layout.key, period);
                let reading = Reading { page, placed, title, headers, columns, layout, period, kinds, wild };
                read_rows(&reading, &self.rows, &mut offer);
            }
            _ => offer.rest.extend(self.rows.iter().map(|row| {
                let rule = match row {
                    row if is_blank(row) => "empty-row",
                    row if is_to_fill_in(row) => "placeholder-row",
                    _ => self.kind,
                };
                remainder(row, Fate::Ignored(rule.to_owned()))
            })),
        }
        match self.turned {
            Some(written) => turn_back(offer, written, self.kind),
            None => offer,
        }
    }
}

fn surroundings<'a>(page: &Page<'a>, index: usize, placed: &Placed<'a>, table: &'a Table) -> Surroundings<'a> {
    // "Error codes of the lid.", "Members"
    let is_members = |placed: &Placed<'_>| matches!(&placed.block.kind, BlockKind::Heading(heading) if heads_members(heading.text.plain()));
    let titled = index > 0 && page.blocks.get(index - 1).is_some_and(is_members);
    let introduction = page.before(index - usize::from(titled)).and_then(|before| match &before.block.kind {
        BlockKind::Paragraph(text) => Some(text.plain()),
        BlockKind::List(list) => list.items.last().map(|item| item.text.plain()),
        BlockKind::Heading(_)
        | BlockKind::Definitions(_)
        | BlockKind::Table(_)
        | BlockKind::Callout(_)
        | BlockKind::Code(_)
        | BlockKind::Quote(_)
        | BlockKind::Details { .. }
        | BlockKind::Region { .. }
        | BlockKind::Lines(_)
        | BlockKind::Comment(_) => None,
    });
    Surroundings {
        term: page.term(placed),
        title: page.document.title.as_deref(),
        headings: page.headings(placed).iter().map(|heading| heading.text.plain()).collect(),
        caption: table.caption.as_ref().map(Text::plain),
        introduction,
    }
}

/// Gives the columns of a part their roles, and weighs the evidence.
fn judge<'g, 'a>(asked: Asked<'g, 'a>) -> Judged<'g, 'a> {
    let Asked { placed, around, headers, part, width, overrule, turned } = asked;
    let speaks = |row: &GridRow<'_>| {
        !(is_blank(row) || is_to_fill_in(row) || (lone_text(row).is_some() && width > 1) || headers.is_repeated_by(row))
    };
    let mut body: Vec<&GridRow<'_>> =
        part.rows.iter().copied().filter(|row| speaks(row) && !is_unassigned(row, &headers)).collect();
    // Macros among the constants of a header say nothing of these.
    let called = |row: &GridRow<'_>| cell_text(row, 0).is_some_and(|text| is_signature(text.plain()));
    if body.iter().filter(|row| called(row)).count() * 2 < body.len() {
        body.retain(|row| !called(row));
    }
    let period = if !headers.differ() && is_grid_of_codes(&body, width) { 1 } else { period(&headers, width) };
    // Columns that repeat their headers side by side are one below the other.
    let cells: Vec<Vec<Option<&Text>>> = (0..width.checked_div(period).unwrap_or(0))
        .flat_map(|side| {
            body.iter().map(move |row| (0..period).map(|column| cell_text(row, side * period + column)).collect())
        })
        .collect();
    let mut columns: Vec<Column> = (0..period)
        .map(|index| Column {
            header: headers.texts.get(index).cloned().unwrap_or_default(),
            role: headers.roles.get(index).copied().flatten(),
            cells: Cells::of(cells.iter().map(|row| row.get(index).copied().flatten()), period < width || width == 1),
        })
        .collect();
    let mut kind = other_kind(&columns);
    dress_numbers(&mut columns);
    let constants = dress_constants(&mut columns);
    overrule.dress(&mut columns);
    let layout = overrule.lay_out(&columns, lay_out(&columns, &cells));
    let (mut verdict, mut points, mut reasons) =
        (Verdict::NotCodes, 0.0, vec!["no column looks like codes".to_owned()]);
    if let Some(layout) = &layout {
        let mut evidence = Evidence::default();
        let key = &columns[layout.key].cells;
        let statuses = columns[layout.key].role == Some(HeaderRole::Status) && key.share(key.keys) >= 0.9;
        let answers = statuses || (key.share(key.statuses) >= 0.8 && key.failed_statuses >= 2);
        let typed = columns.iter().enumerate().any(|(index, column)| match column.role {
            Some(HeaderRole::Type) => index != layout.key || !column.names_failures(),
            role => {
                role == Some(HeaderRole::Against) && !(index == layout.key && is_answered_failures(&columns, layout))
            }
        });
        let named = layout.symbol.and_then(|index| columns.get(index)).filter(|_| key.share(key.keys) >= 0.9);
        let failures = named.into_iter().chain(columns.get(layout.key)).any(Column::names_failures) && !typed;
        let unheaded = columns.iter().all(|column| column.header.is_empty());
        let by_name = key.share(key.names) >= 0.8 && columns[layout.key].role != Some(HeaderRole::Against);
        let constant = |column: &Column| column.cells.share(column.cells.names + column.cells.single) >= 0.8;
        let names = by_name || named.is_some_and(constant);
        let signs = columns[layout.key].is_verbatim() || is_described_number(&columns, layout);
        weigh_surroundings(&mut evidence, &around, Listed { answers, failures, signs, constants, names, unheaded });
        let said = evidence.points();
        weigh_columns(&mut evidence, &columns, layout);
        if part.errors {
            evidence.add(4.0, true, "the constants begin as those of errors do, and others beside them do not");
        }
        // The heading above all of them speaks of the errors.
        if part.beside_errors {
            evidence.add(-6.0, false, "constants that begin as those of errors do stand beside them");
        }
        evidence.settle(said, &columns, layout);
        points = evidence.points();
        (verdict, reasons) = evidence.verdict();
        reasons.push(layout.reason.clone());
        reasons.push(layout.roles(&columns));
    }
    let decided = overrule.verdict();
    let is_decided = decided.is_some();
    if let Some((given, reason)) = decided {
        (verdict, kind) = (given, SET_ASIDE);
        reasons.insert(0, reason);
    }
    Judged {
        is_decided,
        placed,
        headers,
        headed: part.headed,
        title: part.title,
        rows: part.rows,
        width,
        period,
        columns,
        layout,
        verdict,
        points,
        reasons,
        kind,
        turned,
    }
}

/// After how many columns the headers start again; the width where they do not.
fn period(headers: &Headers, width: usize) -> usize {
    (2..=width / 2)
        .find(|&period| {
            width.is_multiple_of(period)
                && headers.texts.len() == width
                && !headers.texts[0].is_empty()
                && (period..width).all(|column| headers.texts[column] == headers.texts[column - period])
        })
        .unwrap_or(width)
        .max(1)
}

/// Whether all columns hold the same: a code with its text in one cell.
fn is_grid_of_codes(rows: &[&GridRow<'_>], width: usize) -> bool {
    let told = |text: &Text| {
        let told = |cell: CodeCell| {
            (cell.phrase.is_some() || !cell.names.is_empty()) && cell.codes.iter().all(|code| code.shape.is_key())
        };
        read_code_cell(text.plain()).or_else(|| read_led_text(text.plain())).is_some_and(told)
    };
    width > 1
        && rows.len() > 1
        && (0..width).all(|column| {
            let texts: Vec<&Text> =
                rows.iter().filter_map(|row| cell_text(row, column)).filter(|text| !text.is_empty()).collect();
            texts.len() > 1 && texts.iter().filter(|text| told(text)).count() * 5 >= texts.len() * 4
        })
}

/// The text of a row, its cells divided by bars, without empty cells at its end.
pub(super) fn row_text(row: &Row) -> String {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.plain()).collect();
    let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.iter().take(filled).copied().collect::<Vec<_>>().join(" | ")
}

/// A row that gives no code.
pub(super) fn remainder(row: &GridRow<'_>, fate: Fate) -> Remainder {
    let text = row_text(row.row);
    Remainder { node: row.row.id, line: row.row.line, text, fate }
}
