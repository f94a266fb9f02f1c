//! Constants with values in code blocks, joined to the texts that name them.

use super::ConstantDeclaration;
use super::offer::Offer;
use super::page::Page;

/// Offers the constants of code blocks as codes where the page speaks of them as errors, and lists every constant.
pub(crate) fn offer_constants(_page: &Page<'_>) -> (Vec<Offer>, Vec<ConstantDeclaration>) {
    (Vec::new(), Vec::new())
}
