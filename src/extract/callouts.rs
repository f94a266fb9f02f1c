//! Notes and cautions that stand by themselves.

use super::CalloutDeclaration;
use super::account::Ledger;
use super::page::Page;

/// Claims callouts: what is still open in the ledger.
pub(crate) fn claim_callouts(_page: &Page<'_>, _ledger: &mut Ledger) -> Vec<CalloutDeclaration> {
    Vec::new()
}
