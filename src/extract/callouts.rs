//! Notes and cautions that stand by themselves.

use super::CalloutDeclaration;
use super::account::Ledger;
use super::offer::Fate;
use super::page::Page;
use super::prose::Prose;
use crate::document::BlockKind;

/// Claims callouts: what is still open in the ledger. A callout within the entry of a code or the answer to a question
/// belongs to it, and is not open.
pub(crate) fn claim_callouts(page: &Page<'_>, ledger: &mut Ledger) -> Vec<CalloutDeclaration> {
    let mut callouts = Vec::new();
    for placed in &page.blocks {
        let BlockKind::Callout(callout) = &placed.block.kind else { continue };
        if !ledger.is_open(placed.block.id) {
            continue;
        }
        let mut prose = Prose::default();
        prose.add(placed.block);
        ledger.enter(placed.block.id, Fate::Taken);
        for node in prose.nodes {
            if ledger.is_open(node) {
                ledger.enter(node, Fate::Part);
            }
        }
        callouts.push(CalloutDeclaration {
            label: callout.label.clone(),
            text: prose.lines.join("\n"),
            path: page.path(placed),
            links: prose.links,
            line: placed.block.line,
        });
    }
    callouts
}
