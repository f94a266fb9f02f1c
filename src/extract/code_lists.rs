//! Codes in lists, definition lists and runs of paragraphs.

use super::offer::Offer;
use super::page::Page;

/// Offers lists, definition lists and runs of paragraphs whose entries each name a code.
pub(crate) fn offer_code_lists(_page: &Page<'_>) -> Vec<Offer> {
    Vec::new()
}
