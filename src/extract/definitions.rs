//! Codes as the terms of a definition list.

use super::item::Item;
use crate::document::Definition;

/// From so many terms on, terms in a row without a definition are a list.
const LEAST_TERMS: usize = 3;

/// The definitions as entries: the first term leads, the others share what is said. Terms of which nothing is said are
/// entries each.
pub(crate) fn definition_items(definitions: &[Definition]) -> Vec<Item<'_>> {
    if let [Definition { id, terms, blocks, .. }] = definitions
        && terms.len() >= LEAST_TERMS
        && blocks.is_empty()
    {
        return terms.iter().map(|text| Item { node: *id, text, terms: &[], blocks: Vec::new() }).collect();
    }
    definitions
        .iter()
        .filter_map(|definition| {
            let (text, terms) = definition.terms.split_first()?;
            Some(Item { node: definition.id, text, terms, blocks: definition.blocks.iter().collect() })
        })
        .collect()
}
