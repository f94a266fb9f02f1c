//! The account of a page: what a survey of its nodes counts, against what became of each.

use std::collections::HashSet;

use super::offer::Fate;
use super::{Account, Ignored, Unexplained};
use crate::document::NodeId;

/// The longest text that the account quotes, in characters.
const QUOTE: usize = 200;

/// Why a unit is reported that nobody entered.
const NOBODY: &str = "no extractor took it and no rule names it";

/// What became of each node of a document.
#[derive(Debug)]
pub(crate) struct Ledger {
    fates: Vec<Option<Fate>>,
    /// The nodes that give a code: what stands beside them in the same form must be accounted for too.
    codes: HashSet<NodeId>,
    /// The source lines on which the codes that were taken stand.
    lines: HashSet<u32>,
}

/// Something on a page that must be accounted for. [`super::survey`] finds them, apart from every extractor.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// The node.
    pub(crate) node: NodeId,
    /// Whether it is a line of its node, taken where a code of that line was taken.
    pub(crate) is_line: bool,
    /// The source line, one-based.
    pub(crate) line: u32,
    /// Its text.
    pub(crate) text: String,
}

impl Ledger {
    /// A ledger for a document with this many nodes.
    pub(crate) fn new(nodes: u32) -> Self {
        Self { fates: vec![None; nodes as usize], codes: HashSet::new(), lines: HashSet::new() }
    }

    /// Enters what became of a node. What was taken stays taken; otherwise the first entry stands.
    pub(crate) fn enter(&mut self, node: NodeId, fate: Fate) {
        if let Some(entry) = self.fates.get_mut(node.0 as usize)
            && (entry.is_none() || fate == Fate::Taken)
        {
            *entry = Some(fate);
        }
    }

    /// Enters a node that gives a code.
    pub(crate) fn enter_code(&mut self, node: NodeId) {
        self.enter(node, Fate::Taken);
        self.codes.insert(node);
    }

    /// Enters the line on which a code stands that was taken.
    pub(crate) fn enter_line(&mut self, line: u32) {
        self.lines.insert(line);
    }

    /// What became of a node so far.
    pub(crate) fn fate(&self, node: NodeId) -> Option<&Fate> {
        self.fates.get(node.0 as usize).and_then(Option::as_ref)
    }

    /// Whether nothing became of a node yet.
    pub(crate) fn is_open(&self, node: NodeId) -> bool {
        self.fate(node).is_none()
    }

    /// Whether a node gives a code.
    pub(crate) fn gives_code(&self, node: NodeId) -> bool {
        self.codes.contains(&node)
    }

    /// Whether a code was taken from a line.
    pub(crate) fn took_line(&self, line: u32) -> bool {
        self.lines.contains(&line)
    }

    /// Closes the account over what a survey counts. A unit that nobody entered is unexplained.
    pub(crate) fn close(&self, units: &[Unit]) -> (Account, Vec<Ignored>, Vec<Unexplained>) {
        let mut account = Account { seen: units.len(), ..Account::default() };
        let (mut ignored, mut unexplained) = (Vec::new(), Vec::new());
        for unit in units {
            let text = quote(&unit.text);
            let report = |reason: &str| Unexplained { reason: reason.to_owned(), text: text.clone(), line: unit.line };
            if unit.is_line && self.took_line(unit.line) {
                account.taken += 1;
                continue;
            }
            match self.fate(unit.node) {
                // Its node was taken for other lines than this one.
                Some(Fate::Taken) if unit.is_line => unexplained.push(report(NOBODY)),
                Some(Fate::Taken | Fate::Part) => account.taken += 1,
                Some(Fate::Ignored(rule)) => ignored.push(Ignored { rule: rule.clone(), text, line: unit.line }),
                Some(Fate::Unexplained(reason)) => unexplained.push(report(reason)),
                None => unexplained.push(report(NOBODY)),
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
