//! Tables whose entries are no rows as written: columns, or rows below each other.

use foldhash::{HashMap, HashSet};

use super::super::offer::{Fate, Offer, Remainder, Verdict};
use super::super::stacked_table::unstack_table;
use super::super::turned_table::turn_table;
use super::row_text;
use crate::document::{NodeId, Row, Table};

/// The rows of a table as written, where its entries are no rows.
pub(super) struct Written<'a> {
    pub(super) rows: &'a [Row],
    /// The rows of each entry; all of them, once, where each entry is made of all.
    pub(super) entries: Vec<&'a [Row]>,
}

/// The table with its entries as rows, where they are columns or stand below each other.
pub(super) fn with_entries_as_rows(table: &Table) -> Option<(Table, Written<'_>)> {
    let rows = table.rows.as_slice();
    let turned = turn_table(table).map(|turned| (turned, vec![rows]));
    let (table, entries) = turned.or_else(|| unstack_table(table))?;
    Some((table, Written { rows, entries }))
}
/// The offer of a table whose rows are no entries as written: every code is made of all rows of its entry.
pub(super) fn turn_back(mut offer: Offer, written: &Written<'_>, kind: &str) -> Offer {
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
    let mut fates: HashMap<NodeId, Fate> = HashMap::default();
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
