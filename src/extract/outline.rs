//! The navigation tree.

use super::OutlineEntry;
use super::account::Ledger;
use super::page::Page;

/// Claims navigation trees: what is still open in the ledger.
pub(crate) fn claim_outline(_page: &Page<'_>, _ledger: &mut Ledger) -> Vec<OutlineEntry> {
    Vec::new()
}
