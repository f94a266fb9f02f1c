//! Definition lists that are written as bullets: a term, and below it an item that starts with a colon.

use crate::document::{Block, BlockKind, Definition, List, ListItem, NodeId};

/// The definitions that a list of `- term` over `- : text` makes, or the list.
pub(super) fn list_or_definitions(line: u32, list: List) -> Block {
    if !list.items.iter().any(|item| item.blocks.iter().any(is_description)) {
        return Block::new(line, BlockKind::List(list));
    }
    let definitions = list.items.into_iter().map(definition).collect();
    Block::new(line, BlockKind::Definitions(definitions))
}

fn is_description(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::List(list) if list.items.iter().any(|item| item.text.plain().starts_with(':')))
}

fn definition(item: ListItem) -> Definition {
    let mut blocks = Vec::with_capacity(item.blocks.len());
    for block in item.blocks {
        if !is_description(&block) {
            blocks.push(block);
            continue;
        }
        let BlockKind::List(list) = block.kind else { continue };
        for item in list.items {
            let plain = item.text.plain();
            let text = item.text.slice(usize::from(plain.starts_with(':'))..plain.len());
            if !text.is_empty() {
                blocks.push(Block::new(item.line, BlockKind::Paragraph(text)));
            }
            blocks.extend(item.blocks);
        }
    }
    Definition { id: NodeId::default(), line: item.line, terms: vec![item.text], blocks }
}
