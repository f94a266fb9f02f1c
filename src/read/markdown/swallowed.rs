//! Entries that a list swallowed: writers indent what stands below a list as they indent its items.

use super::definitions::list_or_definitions;
use crate::document::shape::{CodeShape, code_shape};
use crate::document::{Block, BlockKind, List, ListItem};

/// The list, and what stands below it as paragraphs of one of its items: a constant on a line of its own over its text,
/// as the paragraph before the list is.
pub(super) fn release(before: Option<&Block>, line: u32, list: List) -> Vec<Block> {
    if !before.is_some_and(is_entry) || !list.items.iter().any(|item| item.blocks.iter().any(is_entry)) {
        return vec![list_or_definitions(line, list)];
    }
    let ordered = list.ordered;
    let list_of = |items: Vec<ListItem>| {
        let line = items.first().map_or(line, |item| item.line);
        list_or_definitions(line, List { ordered, items })
    };
    let (mut blocks, mut kept) = (Vec::new(), Vec::new());
    for mut item in list.items {
        let at = item.blocks.iter().position(is_entry).unwrap_or(item.blocks.len());
        let below = item.blocks.split_off(at);
        kept.push(item);
        if !below.is_empty() {
            blocks.push(list_of(std::mem::take(&mut kept)));
            blocks.extend(below);
        }
    }
    if !kept.is_empty() {
        blocks.push(list_of(kept));
    }
    blocks
}

fn is_entry(block: &Block) -> bool {
    let BlockKind::Paragraph(text) = &block.kind else { return false };
    let Some((name, rest)) = text.plain().split_once('\n') else { return false };
    let name = name.trim();
    code_shape(name) == Some(CodeShape::Symbol)
        && name.contains('_')
        && !name.contains(char::is_lowercase)
        && !rest.trim().is_empty()
}
