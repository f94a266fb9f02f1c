//! Codes in tables: a table becomes a grid, its header rows are told, its columns get roles, and the evidence decides.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::cells::{Cells, is_signature};
use super::code_cell::{CodeCell, read_code_cell, read_led_text};
use super::columns::{Column, Layout, dress_constants, dress_numbers, lay_out};
use super::error_constants::divide;
use super::evidence::{
    Evidence, Listed, Surroundings, is_answered_failures, other_kind, weigh_columns, weigh_surroundings,
};
use super::items::numbered_build;
use super::offer::{Fate, Offer, Remainder, Verdict};
use super::overrule::{SET_ASIDE, TableOverrule};
use super::page::{Page, Placed};
use super::phrases::fold;
use super::stacked_table::unstack_table;
use super::table_parts::{
    Headers, TablePart, cell_text, inherit, is_blank, is_to_fill_in, is_unassigned, lone_text, parts,
};
use super::table_rows::{Reading, kinds_of, read_rows};
use super::turned_table::turn_table;
use super::words::{Context, HeaderRole, words};
use crate::document::{BlockKind, Grid, GridRow, NodeId, Row, Table, Text};

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
    let siblings = siblings(&judged);
    let kin: HashSet<Kin> =
        judged.iter().filter(|table| table.verdict == Verdict::Codes).filter_map(Judged::kin).collect();
    let builds: HashSet<String> =
        judged.iter().filter(|table| table.verdict == Verdict::Codes).flat_map(Judged::builds).collect();
    let keys = agreed_keys(&judged);
    for table in &mut judged {
        table.learn_from(&siblings);
        table.agree_upon_key(&keys);
        table.learn_from_kin(&kin);
        table.learn_from_builds(&builds);
    }
    settle_cases(&mut judged);
    each(judged, rows, |table| table.into_offer(page))
}

/// Tables of what happens with the code that each thing leads to, some to the same, say more of the codes of a table that
/// has each once: "the lid is stuck | 3" beside "3 | failed".
fn settle_cases(judged: &mut [Judged<'_, '_>]) {
    let lists: Vec<HashSet<String>> = judged.iter().filter_map(Judged::listed).collect();
    if lists.is_empty() {
        return;
    }
    for table in judged.iter_mut().filter(|table| table.verdict == Verdict::Codes && !table.is_decided) {
        let Some(layout) = table.layout.as_ref().filter(|layout| layout.description.is_some_and(|at| at < layout.key))
        else {
            continue;
        };
        let cases: HashSet<String> =
            table.rows.iter().filter_map(|row| cell_text(row, layout.key)).map(|text| fold(text.plain())).collect();
        let repeats = table.columns.get(layout.key).is_some_and(|key| key.cells.distinct < key.cells.filled);
        if repeats && lists.iter().any(|list| cases.is_subset(list)) {
            table.verdict = Verdict::NotCodes;
            table.kind = "remark";
            table.reasons.insert(0, "it only says when codes happen that another table lists".to_owned());
        }
    }
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

/// The rows of a table as written, where its entries are no rows.
struct Written<'a> {
    rows: &'a [Row],
    /// The rows of each entry; all of them, once, where each entry is made of all.
    entries: Vec<&'a [Row]>,
}

/// The table with its entries as rows, where they are columns or stand below each other.
fn with_entries_as_rows(table: &Table) -> Option<(Table, Written<'_>)> {
    let rows = table.rows.as_slice();
    let turned = turn_table(table).map(|turned| (turned, vec![rows]));
    let (table, entries) = turned.or_else(|| unstack_table(table))?;
    Some((table, Written { rows, entries }))
}

/// By what tables with the same headers are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sibling {
    /// The column with the codes.
    key: usize,
    /// Whether it holds plain words.
    plain: bool,
}

/// By what tables are kin whose other columns differ: the header of the codes, and their spelling with zeros for digits.
type Kin = (String, String);

/// Shorter numbers count anything.
const SHORTEST_OF_KIN: usize = 3;

/// The column with the codes of most rows below the same headers, where tables below them have codes in several.
fn agreed_keys(judged: &[Judged<'_, '_>]) -> HashMap<String, usize> {
    let mut rows: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for table in judged.iter().filter(|table| table.verdict == Verdict::Codes) {
        let Some((family, key)) = table.headers.family().zip(table.layout.as_ref().map(|layout| layout.key)) else {
            continue;
        };
        let counts = rows.entry(family).or_default();
        match counts.iter_mut().find(|(column, _)| *column == key) {
            Some((_, count)) => *count += table.rows.len(),
            None => counts.push((key, table.rows.len())),
        }
    }
    let most = |counts: Vec<(usize, usize)>| counts.into_iter().max_by_key(|&(_, count)| count).map(|(key, _)| key);
    let several = rows.into_iter().filter(|(_, counts)| counts.len() > 1);
    several.filter_map(|(family, counts)| Some((family, most(counts)?))).collect()
}

/// So many tables with the same headers, of which few speak of codes themselves, are a dictionary of all kinds of things.
const DICTIONARY: usize = 6;

/// The headers of tables that list codes, each with what tables with the same headers are alike by.
fn siblings(judged: &[Judged<'_, '_>]) -> HashMap<String, Sibling> {
    let mut families: HashMap<String, (usize, usize, Option<Sibling>)> = HashMap::new();
    for table in judged {
        let Some(family) = table.headers.family() else { continue };
        let (all, codes, sibling) = families.entry(family).or_default();
        *all += 1;
        if table.verdict == Verdict::Codes {
            *codes += 1;
            *sibling = table.sibling().or(*sibling);
        }
    }
    let known = |(family, (all, codes, sibling)): (String, (usize, usize, Option<Sibling>))| {
        let dictionary = all >= DICTIONARY && codes * 4 <= all;
        sibling.filter(|_| !dictionary).map(|sibling| (family, sibling))
    };
    families.into_iter().filter_map(known).collect()
}

/// From how many points on a table is taken for what a table with the same headers is.
const LIKE_ITS_SIBLING: f64 = 2.0;

/// The same where the codes are headed as names of failures: "Error Name".
const LIKE_ITS_FAILING_SIBLING: f64 = 1.0;

/// The same where the headers do not speak of codes: "Value", "Name" and "Description" head anything.
const LIKE_ITS_PLAIN_SIBLING: f64 = 3.5;

impl Judged<'_, '_> {
    /// A table of codes with the same headers speaks for this one too.
    fn learn_from(&mut self, siblings: &HashMap<String, Sibling>) {
        let own = self.sibling();
        if self.verdict != Verdict::Codes
            && !self.is_decided
            && own.is_some_and(|own| {
                let Some(key) = self.columns.get(own.key).map(|column| &column.cells) else { return false };
                let role = self.columns.get(own.key).and_then(|column| column.role);
                let failures = self.columns.get(own.key).is_some_and(Column::is_headed_as_failure);
                let least = match role {
                    // What heads parameters heads codes by chance.
                    Some(HeaderRole::Against) => return false,
                    // What counts the rows here is counted nowhere else.
                    Some(HeaderRole::Index) => return false,
                    Some(HeaderRole::Name | HeaderRole::Symbol) if failures => LIKE_ITS_FAILING_SIBLING,
                    Some(HeaderRole::Number | HeaderRole::Name | HeaderRole::Symbol) => LIKE_ITS_PLAIN_SIBLING,
                    None if key.share(key.same_prefix) < 0.8 && self.headers.texts.iter().all(String::is_empty) => {
                        LIKE_ITS_PLAIN_SIBLING
                    }
                    _ => LIKE_ITS_SIBLING,
                };
                let named = key.share(key.failing_names) >= 0.3 || least < LIKE_ITS_PLAIN_SIBLING;
                self.points >= least && named && !key.of_other_values
            })
            && self.headers.family().and_then(|family| siblings.get(&family).copied()) == own
        {
            self.verdict = Verdict::Codes;
            self.reasons.insert(0, "a table with the same headers lists codes".to_owned());
        }
    }

    /// Where most rows below the same headers have the numbers as codes, names beside numbers that repeat have them too.
    fn agree_upon_key(&mut self, keys: &HashMap<String, usize>) {
        let agreed = self.headers.family().and_then(|family| keys.get(&family).copied());
        let (Some(key), Some(layout), false) = (agreed, &mut self.layout, self.is_decided) else { return };
        let (Some(numbers), Some(names)) = (self.columns.get(key), self.columns.get(layout.key)) else { return };
        let numbered = matches!(numbers.role, Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Number))
            && numbers.cells.filled == numbers.cells.rows
            && numbers.cells.keys == numbers.cells.filled;
        if self.verdict == Verdict::Codes && numbered && names.cells.share(names.cells.names) >= 0.9 {
            layout.number_names(key);
            self.reasons.push(layout.roles(&self.columns));
            self.reasons.push("tables with the same headers have their codes in that column".to_owned());
        }
    }

    /// The codes and names of a list that has each once, and no other table's.
    fn listed(&self) -> Option<HashSet<String>> {
        let layout = self.layout.as_ref().filter(|_| self.verdict == Verdict::Codes)?;
        let key = &self.columns.get(layout.key)?.cells;
        let texts = |column: usize| self.rows.iter().filter_map(move |row| cell_text(row, column));
        let leads = layout.description.is_some_and(|at| at > layout.key) && key.distinct == key.rows;
        leads.then(|| {
            let names = layout.symbol.into_iter().flat_map(texts);
            texts(layout.key).chain(names).map(|text| fold(text.plain())).collect()
        })
    }

    /// So does one whose codes are headed and spelled the same, where this one describes what it lists.
    fn learn_from_kin(&mut self, kin: &HashSet<Kin>) {
        let described = || self.layout.as_ref().is_some_and(|layout| layout.description.is_some());
        let known = || {
            self.columns
                .iter()
                .all(|column| !matches!(column.role, None | Some(HeaderRole::Against | HeaderRole::Type)))
        };
        if self.verdict != Verdict::Codes
            && !self.is_decided
            && self.points >= LIKE_ITS_SIBLING
            && described()
            && known()
            && self.kin().is_some_and(|own| kin.contains(&own))
        {
            self.verdict = Verdict::Codes;
            self.reasons.insert(0, "a table whose codes are headed and spelled the same lists codes".to_owned());
        }
    }

    /// So does one without headers whose numbered identifiers are built like those of most rows of this one.
    fn learn_from_builds(&mut self, builds: &HashSet<String>) {
        if self.verdict == Verdict::Codes || self.is_decided || self.points < LIKE_ITS_SIBLING || builds.is_empty() {
            return;
        }
        let own = self.builds();
        if !own.is_empty() && own.iter().filter(|build| builds.contains(*build)).count() * 2 >= self.rows.len() {
            self.verdict = Verdict::Codes;
            self.reasons.insert(0, "a table whose codes are built the same lists codes".to_owned());
        }
    }

    /// How the identifiers at the starts of its rows are built, where it has no headers and no other rows.
    fn builds(&self) -> Vec<String> {
        let Some(layout) = self.layout.as_ref().filter(|_| self.headers.texts.iter().all(String::is_empty)) else {
            return Vec::new();
        };
        let build = |row: &&GridRow<'_>| numbered_build(cell_text(row, layout.key)?.plain().split_whitespace().next()?);
        self.rows.iter().map(build).collect::<Option<_>>().unwrap_or_default()
    }

    fn kin(&self) -> Option<Kin> {
        let key = self.layout.as_ref()?.key;
        let column = self.columns.get(key)?;
        matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code)).then_some(())?;
        let mut patterns = self.rows.iter().filter_map(|row| cell_text(row, key)).map(|text| {
            let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
            text.plain().trim().chars().map(digit).collect::<String>()
        });
        let first = patterns.next()?;
        let long = first.len() >= SHORTEST_OF_KIN && first.contains('0') && !first.contains(' ');
        (long && patterns.all(|pattern| pattern == first)).then(|| (fold(&column.header), first))
    }

    fn sibling(&self) -> Option<Sibling> {
        let key = self.layout.as_ref()?.key;
        let cells = &self.columns.get(key)?.cells;
        Some(Sibling { key, plain: cells.share(cells.single) > 0.5 })
    }

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
                let reading = Reading { page, placed, title, headers, columns, layout, period, kinds };
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

/// The offer of a table whose rows are no entries as written: every code is made of all rows of its entry.
fn turn_back(mut offer: Offer, written: &Written<'_>, kind: &str) -> Offer {
    let unread = offer.rest.iter().any(|rest| matches!(rest.fate, Fate::Unexplained(_)));
    let together = written.entries.len() == 1;
    if unread && together && offer.verdict == Verdict::Codes {
        offer.verdict = Verdict::Undecided;
    }
    let entries: HashMap<NodeId, &[Row]> =
        written.entries.iter().filter_map(|rows| Some((rows.first()?.id, *rows))).collect();
    for code in &mut offer.codes {
        let rows = code.nodes.iter().filter_map(|node| entries.get(node)).copied().flatten();
        code.nodes = rows.map(|row| row.id).collect();
    }
    let taken: HashSet<NodeId> = offer.codes.iter().flat_map(|code| code.nodes.iter().copied()).collect();
    let mut fates: HashMap<NodeId, Fate> = HashMap::new();
    for rest in offer.rest.drain(..).filter(|_| !together) {
        for row in entries.get(&rest.node).copied().unwrap_or_default() {
            fates.insert(row.id, rest.fate.clone());
        }
    }
    offer.rest = written
        .rows
        .iter()
        .filter(|row| !taken.contains(&row.id))
        .map(|row| {
            let rule = if row_text(row).is_empty() { "empty-row" } else { kind };
            let fate = fates.remove(&row.id).unwrap_or_else(|| Fate::Ignored(rule.to_owned()));
            Remainder { node: row.id, line: row.line, text: row_text(row), fate }
        })
        .collect();
    offer
}

fn surroundings<'a>(page: &Page<'a>, index: usize, placed: &Placed<'a>, table: &'a Table) -> Surroundings<'a> {
    let introduction = page.before(index).and_then(|before| match &before.block.kind {
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
        let names = key.share(key.names) >= 0.8 && columns[layout.key].role != Some(HeaderRole::Against);
        let signs = columns[layout.key].is_verbatim();
        weigh_surroundings(&mut evidence, &around, Listed { answers, failures, signs, constants, names, unheaded });
        let said = evidence.points();
        weigh_columns(&mut evidence, &columns, layout);
        if part.errors {
            evidence.add(4.0, true, "the constants begin as those of errors do, and others beside them do not");
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
