//! What the rows of a table say together, under whatever headers: that each has a code of its own.

use super::super::columns::{Column, Layout};
use super::super::words::{Context, HeaderRole, words};
use super::Evidence;

/// What went wrong and what to do about it beside numbers or identifiers that all differ: nothing else is listed so.
pub(super) fn weigh_remedies(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
    let cells = &columns[layout.key].cells;
    let has = |wanted: &[HeaderRole]| {
        columns.iter().enumerate().any(|(index, column)| {
            let texts = column.cells.share(column.cells.texts) >= 0.5;
            index != layout.key && texts && column.role.is_some_and(|role| wanted.contains(&role))
        })
    };
    let told = has(&[HeaderRole::Remedy])
        && has(&[
            HeaderRole::Meaning,
            HeaderRole::Description,
            HeaderRole::Message,
            HeaderRole::Cause,
            HeaderRole::Name,
        ]);
    let counted = cells.counting || columns[layout.key].role == Some(HeaderRole::Index);
    if told && !counted && cells.rows >= 2 && cells.keys == cells.rows && cells.distinct == cells.rows {
        evidence.add(3.0, true, "what happened and what to do stand beside each number or identifier");
    }
}

/// Words just above that speak of codes, and rows that each have a code of their own with a text beside it, agree;
/// headers in words that no list has take nothing from that.
pub(super) fn weigh_agreement(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
    let cells = &columns[layout.key].cells;
    let described = layout.description.and_then(|index| columns.get(index)).is_some_and(|column| {
        let cells = &column.cells;
        cells.filled * 10 >= cells.rows * 8 && cells.share(cells.texts) >= 0.5
    });
    // Where a table has no other column, the texts stand behind the codes.
    let described = described || (columns.len() == 1 && cells.phrased == cells.rows);
    let each = cells.rows >= 2 && cells.coded == cells.rows && cells.distinct == cells.rows;
    if !each || !described || evidence.is_doubted() {
        return;
    }
    // "Error" above the codes is a word above as well.
    let headed = matches!(columns[layout.key].role, Some(HeaderRole::Name | HeaderRole::Symbol));
    if headed {
        let header = &columns[layout.key].header;
        evidence.hear(header, words().context(header));
    }
    if evidence.is_near(Context::Strong) {
        evidence.add(3.0, false, "the words above speak of codes, and each row has one with its text");
    } else if evidence.is_near(Context::Weak) {
        evidence.add(2.5, false, "the words above speak of failures, and each row has a code with its text");
    }
}
