//! What a person decided in the project file, instead of the evidence.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::cells::Cells;
use super::columns::{Column, Layout, field_role};
use super::family::Judgement;
use super::offer::Verdict;
use super::page::{Page, Placed};
use super::words::HeaderRole;
use super::{ExtractOptions, FieldRole, RuleList};
use crate::document::Table;
use crate::project::{ColumnRole, EntryRule, Reading, TableRule};

/// The rule that ignores rows and entries of which a person said that they are no codes.
pub(crate) const SET_ASIDE: &str = "set-aside";

/// The rules for one page, and which of them had something to decide.
#[derive(Debug)]
pub(crate) struct Overrules<'a> {
    options: &'a ExtractOptions,
    used: Mutex<BTreeSet<(RuleList, usize)>>,
}

/// What the rules say of one table.
#[derive(Debug, Default)]
pub(crate) struct TableOverrule {
    reading: Option<(Reading, usize)>,
    /// The roles by column, with the number of the rule.
    roles: Vec<Option<(ColumnRole, usize)>>,
}

impl<'a> Overrules<'a> {
    pub(crate) fn new(options: &'a ExtractOptions) -> Self {
        Self { options, used: Mutex::new(BTreeSet::new()) }
    }

    /// The rules that found nothing to decide, in the order of the project file.
    pub(crate) fn unused(&self) -> Vec<(RuleList, usize)> {
        let used = self.used();
        let all = [
            (RuleList::Tables, self.options.tables.len()),
            (RuleList::Headings, self.options.headings.len()),
            (RuleList::Lists, self.options.lists.len()),
        ];
        all.into_iter()
            .flat_map(|(list, count)| (0..count).map(move |index| (list, index)))
            .filter(|rule| !used.contains(rule))
            .collect()
    }

    fn used(&self) -> MutexGuard<'_, BTreeSet<(RuleList, usize)>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the rules say of the `number`th table of the page with these headers.
    pub(crate) fn table(
        &self,
        page: &Page<'_>,
        placed: &Placed<'_>,
        table: &Table,
        number: usize,
        headers: &[String],
    ) -> TableOverrule {
        let mut overrule = TableOverrule { reading: None, roles: vec![None; headers.len()] };
        for (index, rule) in self.options.tables.iter().enumerate().filter(|(_, rule)| {
            rule.under.as_deref().is_none_or(|under| stands_under(page, placed, under))
                && rule
                    .caption
                    .as_deref()
                    .is_none_or(|caption| table.caption.as_ref().is_some_and(|own| same_words(own.plain(), caption)))
                && rule.number.is_none_or(|wanted| wanted == number)
        }) {
            let mut used = rule.read.is_some();
            overrule.reading = rule.read.map(|read| (read, index)).or(overrule.reading);
            for (slot, role) in overrule.roles.iter_mut().zip(roles(rule, headers)) {
                if let Some(role) = role {
                    *slot = Some((role, index));
                    used = true;
                }
            }
            if used {
                self.used().insert((RuleList::Tables, index));
            }
        }
        overrule
    }

    /// The judgement upon headings at this place.
    pub(crate) fn headings(&self, page: &Page<'_>, placed: &Placed<'_>, judgement: Judgement) -> Judgement {
        self.entries(RuleList::Headings, &self.options.headings, page, placed, judgement)
    }

    /// The judgement upon a list, terms or paragraphs at this place.
    pub(crate) fn list(&self, page: &Page<'_>, placed: &Placed<'_>, judgement: Judgement) -> Judgement {
        self.entries(RuleList::Lists, &self.options.lists, page, placed, judgement)
    }

    fn entries(
        &self,
        list: RuleList,
        rules: &[EntryRule],
        page: &Page<'_>,
        placed: &Placed<'_>,
        mut judgement: Judgement,
    ) -> Judgement {
        let fits = |rule: &EntryRule| rule.under.as_deref().is_none_or(|under| stands_under(page, placed, under));
        // The last rule that fits decides, so that a rule for one heading may follow one for the page.
        if let Some((index, rule)) = rules.iter().enumerate().rfind(|(_, rule)| fits(rule)) {
            self.used().insert((list, index));
            judgement.verdict = verdict(rule.read);
            judgement.kind = SET_ASIDE;
            judgement.reasons.insert(0, said(list, index, rule.read));
        }
        judgement
    }
}

impl TableOverrule {
    /// The verdict that a person gave, with the reason.
    pub(crate) fn verdict(&self) -> Option<(Verdict, String)> {
        self.reading.map(|(reading, index)| (verdict(reading), said(RuleList::Tables, index, reading)))
    }

    /// What the roles do to the columns before they are judged: ignored ones are as good as empty.
    pub(crate) fn dress(&self, columns: &mut [Column]) {
        for (column, (role, _)) in columns.iter_mut().zip(&self.roles).filter_map(|(c, role)| Some((c, (*role)?))) {
            column.role = header_role(role);
            if role == ColumnRole::Ignore {
                column.cells = Cells { rows: column.cells.rows, ..Cells::default() };
            }
        }
    }

    /// The layout with the columns that a person named in their places, and why.
    pub(crate) fn lay_out(&self, columns: &[Column], layout: Option<Layout>) -> Option<Layout> {
        let named = |wanted: ColumnRole| {
            self.roles
                .iter()
                .position(|role| role.is_some_and(|(role, _)| role == wanted))
                .filter(|&at| at < columns.len())
        };
        let reads_codes = self.reading.is_some_and(|(reading, _)| reading == Reading::Codes);
        let filled = || columns.iter().position(|column| column.cells.filled > 0);
        let key = named(ColumnRole::Code)
            .or(layout.as_ref().map(|layout| layout.key))
            .or_else(|| if reads_codes { filled() } else { None })?;
        if self.roles.iter().all(Option::is_none) && layout.is_some() {
            return layout;
        }
        let role = |index: usize| self.roles.get(index).copied().flatten().map(|(role, _)| role);
        // A column keeps the place that it has by evidence where nobody said otherwise.
        let free = |index: &usize| *index != key && role(*index).is_none();
        let symbol =
            named(ColumnRole::Symbol).or_else(|| layout.as_ref().and_then(|layout| layout.symbol).filter(free));
        let description = named(ColumnRole::Description)
            .or_else(|| layout.as_ref().and_then(|layout| layout.description).filter(free))
            .or_else(|| {
                let texts = |index: usize| columns.get(index).map_or(0, |column| column.cells.texts);
                (0..columns.len()).filter(free).filter(|index| Some(*index) != symbol).max_by_key(|&index| texts(index))
            });
        let fields = (0..columns.len())
            .filter(|&index| index != key && Some(index) != symbol && Some(index) != description)
            .filter(|&index| role(index) != Some(ColumnRole::Ignore))
            .filter_map(|index| {
                let column = columns.get(index)?;
                let named = role(index).and_then(field_of);
                Some((index, named.unwrap_or_else(|| field_role(column.role, &column.cells))))
            })
            .collect();
        let mut reasons: Vec<String> = Vec::new();
        for (index, role) in self.roles.iter().enumerate().filter_map(|(index, role)| Some((index, (*role)?))) {
            let (role, rule) = role;
            reasons.push(format!("column {} is `{}` by item {} of `tables`", index + 1, role.word(), rule + 1));
        }
        if reasons.is_empty() {
            reasons.push(format!("codes in column {}", key + 1));
        }
        Some(Layout { key, symbol, description, phrases: None, unnumbered: false, fields, reason: reasons.join(", ") })
    }
}

/// The roles that a rule gives columns with these headers.
fn roles(rule: &TableRule, headers: &[String]) -> Vec<Option<ColumnRole>> {
    let by_name = |header: &str| rule.columns.iter().find(|(name, _)| same_words(header, name)).map(|(_, role)| *role);
    let by_number = |index: usize| rule.columns.get((index + 1).to_string().as_str()).copied();
    // A number names a column only where no header is that number.
    headers.iter().enumerate().map(|(index, header)| by_name(header).or_else(|| by_number(index))).collect()
}

fn stands_under(page: &Page<'_>, placed: &Placed<'_>, under: &str) -> bool {
    page.headings(placed).iter().any(|heading| same_words(heading.text.plain(), under))
}

/// Whether two texts are the same to a reader of the page, who sees no difference in white space.
fn same_words(text: &str, wanted: &str) -> bool {
    text.split_whitespace().eq(wanted.split_whitespace())
}

fn verdict(reading: Reading) -> Verdict {
    match reading {
        Reading::Codes => Verdict::Codes,
        Reading::Nothing => Verdict::NotCodes,
    }
}

fn said(list: RuleList, index: usize, reading: Reading) -> String {
    let reading = match reading {
        Reading::Codes => "codes",
        Reading::Nothing => "nothing",
    };
    format!("the project file decides: item {} of `{}` reads {reading}", index + 1, list.key())
}

fn header_role(role: ColumnRole) -> Option<HeaderRole> {
    Some(match role {
        ColumnRole::Code => HeaderRole::ErrorCode,
        ColumnRole::Symbol => HeaderRole::Symbol,
        ColumnRole::Description => HeaderRole::Meaning,
        ColumnRole::Remedy => HeaderRole::Remedy,
        ColumnRole::Cause => HeaderRole::Cause,
        ColumnRole::Message => HeaderRole::Message,
        ColumnRole::Category => HeaderRole::Category,
        ColumnRole::Retriable => HeaderRole::Retriable,
        ColumnRole::HttpStatus => HeaderRole::HttpStatus,
        ColumnRole::GrpcCode => HeaderRole::GrpcCode,
        ColumnRole::Name => HeaderRole::Name,
        ColumnRole::Number => HeaderRole::Number,
        ColumnRole::Note => HeaderRole::Note,
        ColumnRole::Ignore => return None,
    })
}

fn field_of(role: ColumnRole) -> Option<FieldRole> {
    Some(match role {
        ColumnRole::Remedy => FieldRole::Remedy,
        ColumnRole::Cause => FieldRole::Cause,
        ColumnRole::Message => FieldRole::Message,
        ColumnRole::Category => FieldRole::Category,
        ColumnRole::Retriable => FieldRole::Retriable,
        ColumnRole::HttpStatus => FieldRole::HttpStatus,
        ColumnRole::GrpcCode => FieldRole::GrpcCode,
        ColumnRole::Name => FieldRole::Name,
        ColumnRole::Number => FieldRole::Number,
        ColumnRole::Note => FieldRole::Other,
        ColumnRole::Code | ColumnRole::Symbol | ColumnRole::Description | ColumnRole::Ignore => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_by_header_or_number() {
        let columns = [("The value", ColumnRole::Code), ("3", ColumnRole::Ignore)];
        let rule = TableRule {
            columns: columns.into_iter().map(|(name, role)| (name.to_owned(), role)).collect(),
            ..TableRule::default()
        };
        let headers = ["Name", "The  value", ""].map(str::to_owned);
        assert_eq!(roles(&rule, &headers), [None, Some(ColumnRole::Code), Some(ColumnRole::Ignore)]);
    }
}
