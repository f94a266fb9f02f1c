//! Counts what on a page must be accounted for, apart from every extractor.

use super::account::Unit;
use super::page::Page;
use crate::document::BlockKind;

/// The units of a page, in page order.
pub(crate) fn survey(page: &Page<'_>) -> Vec<Unit> {
    let mut units = Vec::new();
    for placed in &page.blocks {
        if let BlockKind::Table(table) = &placed.block.kind {
            for row in table.rows.iter().filter(|row| !row.header) {
                let text = row.cells.iter().map(|cell| cell.text.plain()).collect::<Vec<_>>().join(" | ");
                units.push(Unit { node: row.id, line: row.line, text });
            }
        }
    }
    units
}
