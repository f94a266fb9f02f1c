//! Page furniture: lines that hold no fact, by rules that have names.

use super::account::Ledger;
use super::page::Page;

/// What furniture says about the page itself.
#[derive(Debug, Default)]
pub(crate) struct PageFacts {
    /// The page's title.
    pub(crate) title: Option<String>,
    /// The breadcrumb trail, outermost first.
    pub(crate) trail: Vec<String>,
    /// The date of the last change, as written.
    pub(crate) updated: Option<String>,
}

/// Claims furniture: what is still open in the ledger.
pub(crate) fn claim_furniture(page: &Page<'_>, _ledger: &mut Ledger) -> PageFacts {
    PageFacts { title: page.document.title.clone(), ..PageFacts::default() }
}
