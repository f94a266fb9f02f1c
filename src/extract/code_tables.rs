//! Codes in tables: a table becomes a grid, its header rows are told, its columns get roles, and the evidence decides.

use std::collections::HashMap;

use super::code_cell::{CodeCell, read_code_cell, read_led_text};
use super::columns::{Cells, Column, Layout, lay_out};
use super::evidence::{Evidence, Surroundings, other_kind, weigh_columns, weigh_surroundings};
use super::offer::{Fate, Offer, Remainder, Verdict};
use super::overrule::{SET_ASIDE, TableOverrule};
use super::page::{Page, Placed};
use super::spelling::Shape;
use super::table_rows::{Reading, kinds_of, read_rows};
use super::turned_table::turn_table;
use super::words::{HeaderRole, fold, words};
use crate::document::{BlockKind, Grid, GridRow, MarkKind, Row, Table, Text};

/// Offers every table of the page, with its verdict.
pub(crate) fn offer_code_tables(page: &Page<'_>) -> Vec<Offer> {
    let written: Vec<(usize, &Placed<'_>, &Table, Option<Table>)> = page
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, placed)| match &placed.block.kind {
            BlockKind::Table(table) => Some((index, placed, table, turn_table(table))),
            _ => None,
        })
        .collect();
    let grids: Vec<Grid<'_>> =
        written.iter().map(|(_, _, table, turned)| Grid::new(turned.as_ref().unwrap_or(table))).collect();
    let mut judged: Vec<Judged<'_, '_>> = Vec::new();
    let mut last_headers: Option<Headers> = None;
    for (number, ((index, placed, table, turned), grid)) in (1..).zip(written.iter().zip(&grids)) {
        let turned = turned.is_some().then_some(table.rows.as_slice());
        let around = surroundings(page, *index, placed, table);
        for part in parts(grid) {
            let headers = inherit(&part.headers, last_headers.as_ref(), grid.width);
            // The headers of a turned table head its own entries only.
            if turned.is_none() && headers.texts.iter().any(|text| !text.is_empty()) {
                last_headers = Some(headers.clone());
            }
            let overrule = page.overrules.table(page, placed, table, number, &headers.texts);
            let judgement = judge(placed, &around, headers, part, grid.width, &overrule);
            judged.push(Judged { turned, ..judgement });
        }
    }
    let siblings: HashMap<String, Sibling> = judged
        .iter()
        .filter(|table| table.verdict == Verdict::Codes)
        .filter_map(|table| Some((table.headers.family()?, table.sibling()?)))
        .collect();
    for table in &mut judged {
        table.learn_from(&siblings);
    }
    judged.into_iter().map(|table| table.into_offer(page)).collect()
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
    /// The rows as written, where the table is turned.
    turned: Option<&'g [Row]>,
}

/// By what tables with the same headers are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sibling {
    /// The column with the codes.
    key: usize,
    /// Whether it holds plain words.
    plain: bool,
}

/// From how many points on a table is taken for what a table with the same headers is.
const LIKE_ITS_SIBLING: f64 = 2.0;

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
                let least = match role {
                    Some(HeaderRole::Number | HeaderRole::Name | HeaderRole::Symbol) => LIKE_ITS_PLAIN_SIBLING,
                    None if key.share(key.same_prefix) < 0.8 && self.headers.texts.iter().all(String::is_empty) => {
                        LIKE_ITS_PLAIN_SIBLING
                    }
                    _ => LIKE_ITS_SIBLING,
                };
                let named = key.share(key.failing_names) >= 0.3 || least < LIKE_ITS_PLAIN_SIBLING;
                self.points >= least && named
            })
            && self.headers.family().and_then(|family| siblings.get(&family).copied()) == own
        {
            self.verdict = Verdict::Codes;
            self.reasons.insert(0, "a table with the same headers lists codes".to_owned());
        }
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
                let kinds = kinds_of(&self.rows, layout.key, period);
                let reading = Reading { page, placed, title, headers, columns, layout, period, kinds };
                read_rows(&reading, &self.rows, &mut offer);
            }
            _ => offer.rest.extend(self.rows.iter().map(|row| {
                let rule = if is_blank(row) { "empty-row" } else { self.kind };
                remainder(row, Fate::Ignored(rule.to_owned()))
            })),
        }
        match self.turned {
            Some(written) => turn_back(offer, written, self.kind),
            None => offer,
        }
    }
}

/// The offer of a turned table: every code is made of all its rows as written.
fn turn_back(mut offer: Offer, written: &[Row], kind: &'static str) -> Offer {
    let unread = offer.rest.iter().any(|rest| matches!(rest.fate, Fate::Unexplained(_)));
    if unread && offer.verdict == Verdict::Codes {
        offer.verdict = Verdict::Undecided;
    }
    for code in &mut offer.codes {
        code.nodes = written.iter().map(|row| row.id).collect();
    }
    offer.rest = if offer.codes.is_empty() {
        let rest = |row: &Row| Remainder {
            node: row.id,
            line: row.line,
            text: row.cells.iter().map(|cell| cell.text.plain()).collect::<Vec<_>>().join(" | "),
            fate: Fate::Ignored(kind.to_owned()),
        };
        written.iter().map(rest).collect()
    } else {
        Vec::new()
    };
    offer
}

/// A part of a table with one header.
struct TablePart<'g, 'a> {
    headers: Headers,
    /// The rows of the header, and titles above it, with the rule that ignores them.
    headed: Vec<(&'g GridRow<'a>, &'static str)>,
    /// What a cell over all columns above the header says.
    title: Option<String>,
    rows: Vec<&'g GridRow<'a>>,
}

/// The header texts of a table by column, and what their words say.
#[derive(Debug, Clone, Default)]
pub(super) struct Headers {
    texts: Vec<String>,
    roles: Vec<Option<HeaderRole>>,
}

impl Headers {
    fn of(rows: &[&GridRow<'_>], width: usize) -> Self {
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
    fn family(&self) -> Option<String> {
        let given = self.texts.iter().filter(|text| !text.is_empty()).count();
        (given >= 2 || (given == 0 && self.texts.len() >= 2))
            .then(|| self.texts.iter().map(|text| fold(text)).collect::<Vec<_>>().join("|"))
    }

    pub(super) fn is_repeated_by(&self, row: &GridRow<'_>) -> bool {
        let mut same = 0;
        for (column, header) in self.texts.iter().enumerate() {
            let text = cell_text(row, column).map_or("", Text::plain);
            if fold(text) != fold(header) {
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

fn inherit(headers: &Headers, last: Option<&Headers>, width: usize) -> Headers {
    match last {
        Some(last) if last.texts.len() == width && headers.texts.iter().all(String::is_empty) => last.clone(),
        _ => headers.clone(),
    }
}

/// Divides a grid at its header rows.
fn parts<'g, 'a>(grid: &'g Grid<'a>) -> Vec<TablePart<'g, 'a>> {
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
                && (header_rows.is_empty() || row.row.header || is_strong(row))
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
        parts.push(TablePart { headers, headed, title, rows });
        if index == start {
            break;
        }
    }
    parts
}

/// Whether the one text of a header row says what its column holds, so that the row heads columns and is no title:
/// `| Code |  |` above codes.
fn heads_its_column(row: &GridRow<'_>, below: &[GridRow<'_>]) -> bool {
    let Some((column, text)) = lone_text(row).filter(|_| row.row.header) else { return false };
    let spans = row.cells.get(column).copied().flatten().is_some_and(|place| place.cell.colspan > 1);
    let coded = below.first().and_then(|next| cell_text(next, column)).is_some_and(|next| looks_coded(next.plain()));
    !spans && coded && words().header_role(text.plain()).is_some()
}

fn is_blank(row: &GridRow<'_>) -> bool {
    row.cells.iter().flatten().all(|place| place.cell.text.is_empty())
}

/// Whether a row in the body heads other columns than those before.
fn is_new_header(row: &GridRow<'_>, headers: &Headers, below: &[GridRow<'_>]) -> bool {
    if lone_text(row).is_some() || headers.is_repeated_by(row) || !is_header(row, below, false) {
        return false;
    }
    let roles = row_roles(row);
    let known = roles.iter().flatten().count();
    if row.row.header || is_strong(row) {
        return known >= 1;
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
            && !text.marks().iter().any(|mark| mark.kind == MarkKind::Code)
    });
    plain && known >= 2 && known == roles.len() && different.len() == known
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
        return !(coded && known == 0) || names_classes(row, below);
    }
    // "int | error_number | …" above "char * | …" is an entry like those below.
    let is_type = |row: &GridRow<'_>, column| {
        cell_text(row, column).is_some_and(|text: &Text| words().is_data_type(text.plain()))
    };
    let typed = below.first().is_some_and(|next| (0..row.cells.len()).any(|c| is_type(row, c) && is_type(next, c)));
    if coded || typed {
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
fn judge<'g, 'a>(
    placed: &Placed<'a>,
    around: &Surroundings<'_>,
    headers: Headers,
    part: TablePart<'g, 'a>,
    width: usize,
    overrule: &TableOverrule,
) -> Judged<'g, 'a> {
    let speaks =
        |row: &GridRow<'_>| !(is_blank(row) || (lone_text(row).is_some() && width > 1) || headers.is_repeated_by(row));
    let body: Vec<&GridRow<'_>> = part.rows.iter().copied().filter(|row| speaks(row)).collect();
    let period = if is_grid_of_codes(&body, width) { 1 } else { period(&headers, width) };
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
            cells: Cells::of(cells.iter().map(|row| row.get(index).copied().flatten()), period < width),
        })
        .collect();
    let mut kind = other_kind(&columns);
    overrule.dress(&mut columns);
    let layout = overrule.lay_out(&columns, lay_out(&columns, &cells));
    let (mut verdict, mut points, mut reasons) =
        (Verdict::NotCodes, 0.0, vec!["no column looks like codes".to_owned()]);
    if let Some(layout) = &layout {
        let mut evidence = Evidence::default();
        let key = &columns[layout.key].cells;
        let statuses = columns[layout.key].role == Some(HeaderRole::Status) && key.share(key.keys) >= 0.9;
        let answers = statuses || (key.share(key.statuses) >= 0.9 && key.failed_statuses >= 2);
        let typed = columns.iter().any(|c| matches!(c.role, Some(HeaderRole::Type | HeaderRole::Against)));
        let failures = key.share(key.failing_names) >= 0.5 && !typed;
        weigh_surroundings(&mut evidence, around, answers, failures);
        let said = evidence.points();
        weigh_columns(&mut evidence, &columns, layout);
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
    let placed = *placed;
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
        turned: None,
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
