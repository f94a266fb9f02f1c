//! The account of a page: what a survey of its nodes counts, against what became of each.

use super::offer::Fate;
use super::{Account, Ignored, Unexplained};
use crate::document::NodeId;

/// The longest text that the account quotes, in characters.
const QUOTE: usize = 200;

/// What became of each node of a document.
#[derive(Debug)]
pub(crate) struct Ledger {
    fates: Vec<Option<Fate>>,
}

/// Something on a page that must be accounted for. [`super::survey`] finds them, apart from every extractor.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// The node.
    pub(crate) node: NodeId,
    /// The source line, one-based.
    pub(crate) line: u32,
    /// Its text.
    pub(crate) text: String,
}

impl Ledger {
    /// A ledger for a document with this many nodes.
    pub(crate) fn new(nodes: u32) -> Self {
        Self { fates: vec![None; nodes as usize] }
    }

    /// Enters what became of a node. What was taken stays taken; otherwise the first entry stands.
    pub(crate) fn enter(&mut self, node: NodeId, fate: Fate) {
        if let Some(entry) = self.fates.get_mut(node.0 as usize)
            && (entry.is_none() || fate == Fate::Taken)
        {
            *entry = Some(fate);
        }
    }

    /// What became of a node so far.
    pub(crate) fn fate(&self, node: NodeId) -> Option<&Fate> {
        self.fates.get(node.0 as usize).and_then(Option::as_ref)
    }

    /// Whether nothing became of a node yet.
    pub(crate) fn is_open(&self, node: NodeId) -> bool {
        self.fate(node).is_none()
    }

    /// Closes the account over what a survey counts. A unit that nobody entered is unexplained.
    pub(crate) fn close(&self, units: &[Unit]) -> (Account, Vec<Ignored>, Vec<Unexplained>) {
        let mut account = Account { seen: units.len(), ..Account::default() };
        let (mut ignored, mut unexplained) = (Vec::new(), Vec::new());
        for unit in units {
            let text = quote(&unit.text);
            match self.fate(unit.node) {
                Some(Fate::Taken) => account.taken += 1,
                Some(Fate::Ignored(rule)) => ignored.push(Ignored { rule: rule.clone(), text, line: unit.line }),
                Some(Fate::Unexplained(reason)) => {
                    unexplained.push(Unexplained { reason: reason.clone(), text, line: unit.line });
                }
                None => {
                    let reason = "no extractor took it and no rule names it".to_owned();
                    unexplained.push(Unexplained { reason, text, line: unit.line });
                }
            }
        }
        account.ignored = ignored.len();
        account.unexplained = unexplained.len();
        (account, ignored, unexplained)
    }
}

/// The start of a text, on one line.
fn quote(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
