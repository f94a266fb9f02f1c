//! Codes as the terms of a definition list.

use super::items::Item;
use crate::document::Definition;

/// The definitions as entries: the first term leads, the others share what is said.
pub(crate) fn definition_items(definitions: &[Definition]) -> Vec<Item<'_>> {
    definitions
        .iter()
        .filter_map(|definition| {
            let (text, terms) = definition.terms.split_first()?;
            Some(Item { node: definition.id, text, terms, blocks: definition.blocks.iter().collect() })
        })
        .collect()
}
