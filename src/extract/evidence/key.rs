//! What the column with the codes says: its header, its spelling, the names beside it.

use super::super::cells::Cells;
use super::super::columns::{Column, Layout};
use super::super::words::{Context, HeaderRole, words};
use super::{Evidence, failing_points, is_unheaded};

/// So many hexadecimal numbers of one bit are flags.
const FLAGS: usize = 4;

/// So many constants that all name failures are hardly anything but codes.
const MANY_FAILURES: usize = 12;

/// A header that weighs so much speaks of codes.
const SUPPORTING: f64 = 2.0;

/// Whether the key column names failures, and another is headed as the HTTP statuses of their answers.
pub(crate) fn is_answered_failures(columns: &[Column], layout: &Layout) -> bool {
    let statuses = |column: &Column| matches!(column.role, Some(HeaderRole::HttpStatus | HeaderRole::Status));
    columns.get(layout.key).is_some_and(|key| key.role == Some(HeaderRole::Against) && key.names_failures())
        && words().is_about_answers(&columns[layout.key].header)
        && columns.iter().any(statuses)
}

/// Whether the key column holds numbers, and another is headed as what is said of codes: "Id", "Error code description".
pub(crate) fn is_described_number(columns: &[Column], layout: &Layout) -> bool {
    let described = layout.description.and_then(|index| columns.get(index)).is_some_and(Column::describes_codes);
    let numbered = |key: &Column| {
        let headed = key.role == Some(HeaderRole::Number) || key.header.is_empty();
        headed && key.cells.share(key.cells.keys) >= 0.9
    };
    described && columns.get(layout.key).is_some_and(numbered)
}

/// The column with the codes, among the others.
pub(super) struct Key<'c> {
    columns: &'c [Column],
    layout: &'c Layout,
    key: &'c Column,
    cells: &'c Cells,
    /// The column with the constants.
    symbol: Option<&'c Column>,
    /// How strongly the words around speak of codes.
    around: f64,
    /// Whether standards give most of the codes to errors.
    standard: bool,
    /// Whether its header says that it holds codes.
    is_code: bool,
    /// Whether its header speaks of errors above numbers that are no amounts, or that of the texts beside does.
    numbers_errors: bool,
    /// Whether the texts beside are headed as those of codes: "Id", "Error code description".
    is_described: bool,
}

impl<'c> Key<'c> {
    /// The column of this layout, with the weight of the words around that speak of codes.
    pub(super) fn of(around: f64, columns: &'c [Column], layout: &'c Layout) -> Self {
        let key = &columns[layout.key];
        let cells = &key.cells;
        let symbol = layout.symbol.and_then(|index| columns.get(index));
        let standard = cells.filled >= 3 && cells.share(cells.standard) >= 0.5;
        let is_code = matches!(key.role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
        // "Error" above numbers that are no amounts: those differ little and stand in no order.
        let numbers_errors = key.role == Some(HeaderRole::Name)
            && cells.share(cells.keys) >= 0.9
            && (cells.counting || cells.share(cells.long_numbers) >= 0.5)
            && words().context(&key.header) >= Context::Weak;
        let is_described = is_described_number(columns, layout);
        let numbers_errors = numbers_errors || is_described;
        Self { columns, layout, key, cells, symbol, around, standard, is_code, numbers_errors, is_described }
    }

    /// What its header weighs.
    fn header_points(&self) -> f64 {
        let Self { columns, layout, key, cells, standard, numbers_errors, .. } = *self;
        match key.role {
            _ if self.is_described => 5.0,
            Some(HeaderRole::ErrorCode) => 5.0,
            Some(HeaderRole::Code) => 3.0,
            // States of things are words; statuses of answers are numbers.
            Some(HeaderRole::Status) if cells.share(cells.keys) < 0.5 => 0.0,
            Some(HeaderRole::Status | HeaderRole::HttpStatus | HeaderRole::GrpcCode) => 2.0,
            Some(HeaderRole::Name) if numbers_errors => 3.0,
            Some(HeaderRole::Number | HeaderRole::Symbol | HeaderRole::Name) => 0.5,
            // "Answer type" above names of failures, each with its status.
            Some(HeaderRole::Against) if is_answered_failures(columns, layout) => 0.0,
            Some(HeaderRole::Against) if !standard => -8.0,
            Some(HeaderRole::Index) => -4.0,
            Some(HeaderRole::Type | HeaderRole::Category) if !key.names_failures() => -3.0,
            Some(HeaderRole::Remedy | HeaderRole::Retriable) => -3.0,
            // "Bad lid: LID_OPEN" is a message with a word of a program in it.
            Some(HeaderRole::Message) if cells.share(cells.phrased) >= 0.5 && cells.share(cells.keys) < 0.5 => -10.0,
            // What each row means names codes of something else, where a mark stands before it.
            Some(HeaderRole::Meaning | HeaderRole::Description) if layout.key > 0 && layout.symbol.is_none() => -3.0,
            Some(
                HeaderRole::Meaning
                | HeaderRole::Description
                | HeaderRole::Message
                | HeaderRole::Cause
                | HeaderRole::Note,
            )
            | Some(HeaderRole::Against | HeaderRole::Type | HeaderRole::Category)
            | None => 0.0,
        }
    }

    /// What its header says.
    pub(super) fn weigh_header(&self, evidence: &mut Evidence) {
        let points = self.header_points();
        evidence.add(points, points >= SUPPORTING, format!("the key column is headed {:?}", self.key.header));
    }

    /// What the names beside the codes say, and those that are codes.
    pub(super) fn weigh_names(&self, evidence: &mut Evidence) {
        let Self { key, cells, symbol, .. } = *self;
        if let Some(symbol) = symbol {
            let points = match symbol.role {
                Some(HeaderRole::ErrorCode) => 4.0,
                Some(HeaderRole::Code) => 2.0,
                Some(HeaderRole::Against) => -4.0,
                _ => 0.0,
            };
            evidence.add(points, points > 0.0, format!("the column of names is headed {:?}", symbol.header));
            let dotted = cells.share(cells.dotted) >= 0.5;
            if symbol.role == Some(HeaderRole::Name) && !dotted && words().speaks_of_failure(&symbol.header) {
                evidence.add(1.5, true, "the header of the names speaks of failures");
            }
            let points = failing_points(symbol);
            evidence.add(points, points > 0.0, "the names speak of failures");
            if cells.share(cells.keys) >= 0.9 && symbol.cells.share(symbol.cells.names) >= 0.8 {
                evidence.add(1.0, false, "each number has a constant");
            }
        }
        // `#define` beside `LID_OPEN 7`.
        let declared = |column: &Column| column.cells.share(column.cells.fixed) >= 0.8;
        let valued = cells.share(cells.keys) >= 0.9 && cells.share(cells.paired.min(cells.constants)) >= 0.9;
        if symbol.is_none() && valued && self.columns.iter().any(declared) {
            evidence.add(1.0, false, "each number has a constant");
        }
        let points = failing_points(key);
        evidence.add(points, points > 0.0, "the codes or their names speak of failures");
        let constants = cells.rows >= MANY_FAILURES && cells.share(cells.constants) >= 0.8;
        if constants && cells.share(cells.failing_names) >= 0.8 {
            evidence.add(1.0, true, "so many constants name failures that they are hardly anything else");
        }
    }

    /// Whether standards give the codes or their phrases to failures.
    pub(super) fn weigh_phrases(&self, evidence: &mut Evidence) {
        let Self { columns, layout, cells, standard, .. } = *self;
        if standard {
            evidence.add(4.0, true, "the codes have names that standards give to errors");
        }
        if cells.share(cells.phrased) >= 0.5 && cells.share(cells.statuses) >= 0.8 {
            evidence.add(3.0, true, "the codes are HTTP statuses with their phrases");
        }
        let announces = |column: &Column| {
            let cells = &column.cells;
            cells.announced_failures >= 3 && cells.share(cells.announced) >= 0.6 && cells.share(cells.distinct) >= 0.8
        };
        if cells.share(cells.names.max(cells.paired)) >= 0.9
            && layout.description.and_then(|index| columns.get(index)).is_some_and(announces)
        {
            evidence.add(4.0, true, "the texts are HTTP statuses with their phrases");
        }
        if layout.phrases.is_some() {
            evidence.add(4.0, true, "the HTTP statuses stand beside their phrases");
        }
    }

    /// How the codes are spelled.
    pub(super) fn weigh_spelling(&self, evidence: &mut Evidence) {
        let Self { columns, key, cells, .. } = *self;
        if is_unheaded(columns)
            && cells.filled >= 3
            && cells.share(cells.long_numbers) >= 0.9
            && cells.share(cells.distinct) >= 0.9
        {
            evidence.add(2.0, false, "the codes are numbers of three digits or more");
        }
        let is_fault = |column: &Column| column.cells.failing > 0;
        if key.role == Some(HeaderRole::Code)
            && cells.share(cells.statuses) >= 0.9
            && cells.failed_statuses > 0
            && columns.iter().any(is_fault)
        {
            evidence.add(2.0, true, "the codes are numbered as replies are, and some texts speak of failures");
        }
        if cells.share(cells.negative) >= 0.5 {
            evidence.add(2.0, false, "the codes are negative numbers");
        }
        if cells.share(cells.words32) >= 0.5 {
            evidence.add(2.0, false, "the codes are hexadecimal numbers of 8 digits");
        }
        if cells.share(cells.ranges) >= 0.5 && cells.filled > 1 {
            evidence.add(1.5, false, "the codes are ranges");
        }
        if cells.share(cells.same_prefix) >= 0.8 && cells.filled > 1 {
            evidence.add(2.0, false, "the codes are ids with one prefix");
        }
    }

    /// Whether the codes differ.
    pub(super) fn weigh_repetition(&self, evidence: &mut Evidence) {
        let Self { columns, cells, .. } = *self;
        if cells.share(cells.distinct) < 0.2 && cells.filled > 4 {
            evidence.add(-6.0, false, "the codes repeat again and again");
        } else if cells.share(cells.distinct) < 0.5 && cells.filled > 3 {
            evidence.add(-2.0, false, "the codes repeat");
            // States with the exit status for each.
            let names = |column: &Column| {
                let cells = &column.cells;
                column.role == Some(HeaderRole::Name)
                    && cells.distinct == cells.rows
                    && cells.failing_names * 3 < cells.rows
            };
            if columns.first().is_some_and(names) {
                evidence.add(-5.0, false, "each row has a name of its own instead");
            }
        }
    }

    /// What else than codes is written so: values, flags, fields, rows that are counted, versions.
    pub(super) fn weigh_other_kinds(&self, evidence: &mut Evidence) {
        let Self { columns, layout, key, cells, symbol, is_code, numbers_errors, .. } = *self;
        let named = symbol.unwrap_or(key);
        // "Result Code" beside `LID_STATE_LOST` says what these are.
        let coded = columns.iter().any(|column| column.role == Some(HeaderRole::ErrorCode));
        if named.cells.of_other_values && !coded {
            evidence.add(-4.0, false, "what the constants have in common says that they are something else");
        }
        if cells.flags >= FLAGS && cells.flags == cells.filled && !is_code && !evidence.is_near(Context::Weak) {
            evidence.add(-4.0, false, "each number has one bit, as flags have");
        }
        let names_failures = symbol.is_some_and(|c| failing_points(c) >= 3.0);
        if cells.share(cells.fields) >= 0.5 && !is_code {
            let points = if cells.share(cells.fields) >= 0.9 { -5.0 } else { -3.0 };
            evidence.add(points, false, "the key column names the fields of an answer");
        }
        if cells.counting && !is_code && !numbers_errors && !names_failures {
            // Nobody counts rows from zero, or has no other column of codes, below "Exit codes".
            let lonely = columns.iter().filter(|column| column.cells.share(column.cells.coded) >= 0.5).count() == 1;
            let is_value = columns[layout.key].role == Some(HeaderRole::Number)
                && layout.symbol.is_some_and(|symbol| symbol < layout.key);
            let points = match self.around >= 3.0 {
                true if lonely && evidence.named => 0.0,
                true if lonely || cells.from_zero => -1.0,
                _ if lonely && cells.from_zero && evidence.is_near(Context::Weak) => -1.0,
                // What stands behind the constants and is headed as a value numbers these.
                _ if is_value && evidence.is_near(Context::Weak) => -1.0,
                _ => -4.0,
            };
            evidence.add(points, false, "the key column only counts the rows");
        }
        let told = is_code || self.header_points() >= SUPPORTING || evidence.is_near(Context::Strong);
        if cells.share(cells.dotted) >= 0.5 && cells.share(cells.statuses) < 0.5 && !told {
            evidence.add(-3.0, false, "the key column looks like versions");
        }
    }

    /// Whether its cells are codes, or words.
    pub(super) fn weigh_words(&self, evidence: &mut Evidence) {
        let Self { columns, layout, key, cells, is_code, .. } = *self;
        // Dashes stand where there is no code.
        let odd = if key.is_verbatim() { cells.odd } else { 0 };
        let odd = if key.is_worded() { cells.worded } else { odd };
        if (cells.coded + cells.single + odd) * 4 < (cells.filled - cells.signs) * 3 {
            evidence.add(-2.0, false, "many cells of the key column are no codes");
        }
        let plain = cells.share(cells.single + cells.hyphened) > 0.5;
        // `lid-not-closed` below "Errors".
        let named = cells.share(cells.hyphened) > 0.5 && evidence.is_near(Context::Weak);
        if plain && !is_code && !named {
            evidence.add(-2.0, false, "the key column holds plain words");
        } else if plain && is_code && cells.failing_names == 0 && columns.iter().all(|column| column.cells.failing == 0)
        {
            // What a function returns may be a word of any kind; below "Reason codes" words set as code are such.
            let listed = evidence.near == Some(Context::Strong) && evidence.named && cells.marked == cells.rows;
            let points = if listed && layout.description.is_some() { -1.0 } else { -8.0 };
            evidence.add(points, false, "the key column holds plain words, and nothing speaks of failures");
        }
    }

    /// Whether there are rows enough.
    pub(super) fn weigh_size(&self, evidence: &mut Evidence) {
        let Self { columns, key, cells, is_code, .. } = *self;
        if is_unheaded(columns) && cells.share(cells.same_prefix) < 0.8 {
            // One function's parameters, one remark: what is listed has several rows.
            match cells.rows {
                1 => evidence.add(-5.0, false, "it is a single row without a header"),
                2 => evidence.add(-2.0, false, "it has two rows and no header"),
                _ => {}
            }
        }
        let headed = is_code
            || self.header_points() >= SUPPORTING
            || key.is_headed_as_failure()
            || evidence.is_near(Context::Weak);
        if cells.rows == 1 && !headed && !is_unheaded(columns) {
            // A line of titles above a line of anything makes a table where a capture has lost its lines.
            evidence.add(-3.0, false, "it is a single row, and neither its header nor the words above speak of codes");
        }
    }
}
