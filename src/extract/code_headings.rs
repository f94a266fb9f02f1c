//! One heading a code, with what stands below it.

use super::offer::Offer;
use super::page::Page;

/// Offers families of headings that each name a code.
pub(crate) fn offer_code_headings(_page: &Page<'_>) -> Vec<Offer> {
    Vec::new()
}
