//! The account of a page: what a survey of its nodes counts, against what became of each.

use foldhash::{HashMap, HashSet};

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
    /// How many of the codes that were taken stand on each source line.
    lines: HashMap<u32, usize>,
    /// What became of a source line of a node that was taken for other lines.
    lines_apart: HashMap<u32, Fate>,
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
        Self {
            fates: vec![None; nodes as usize],
            codes: HashSet::default(),
            lines: HashMap::default(),
            lines_apart: HashMap::default(),
        }
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
        *self.lines.entry(line).or_insert(0) += 1;
    }

    /// Enters what became of a line of a node that was taken for other lines: a rule ignores it, or it is unexplained.
    pub(crate) fn enter_line_apart(&mut self, line: u32, fate: Fate) {
        self.lines_apart.entry(line).or_insert(fate);
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
        self.lines.contains_key(&line)
    }

    /// Whether a code was taken from a line, or something else became of it.
    pub(crate) fn knows_line(&self, line: u32) -> bool {
        self.took_line(line) || self.lines_apart.contains_key(&line)
    }

    /// Closes the account over what a survey counts. A unit that nobody entered is unexplained.
    pub(crate) fn close(&self, units: &[Unit]) -> (Account, Vec<Ignored>, Vec<Unexplained>) {
        let mut account = Account { seen: units.len(), ..Account::default() };
        let (mut ignored, mut unexplained) = (Vec::new(), Vec::new());
        // Several lines of a listing may stand on one line of the source, where tags break them.
        let mut left = self.lines.clone();
        for unit in units {
            // Most are taken, and need no quotation.
            let text = || quote(&unit.text);
            let report = |reason: &str| Unexplained { reason: reason.to_owned(), text: text(), line: unit.line };
            if unit.is_line
                && let Some(codes @ 1..) = left.get_mut(&unit.line)
            {
                *codes -= 1;
                account.taken += 1;
                continue;
            }
            let apart = self.lines_apart.get(&unit.line).filter(|_| unit.is_line);
            match apart.or_else(|| self.fate(unit.node)) {
                // Its node was taken for other lines than this one.
                Some(Fate::Taken) if unit.is_line => unexplained.push(report(NOBODY)),
                Some(Fate::Taken | Fate::Part) => account.taken += 1,
                Some(Fate::Ignored(rule)) => {
                    ignored.push(Ignored { rule: rule.clone(), text: text(), line: unit.line });
                }
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

#[cfg(test)]
mod tests {
    use super::super::offer::Offer;
    use super::super::page::Page;
    use super::super::survey::survey;
    use super::super::{ExtractOptions, code_headings, code_lists, code_tables, constants, outline, select};
    use super::*;
    use crate::document::Document;
    use crate::source::{Format, Source, SourceIndex};

    fn document(format: Format, text: &str) -> Document {
        let (id, path, hash) = ("page".into(), "page".into(), String::new());
        let source = Source { index: SourceIndex(0), id, path, format, text: text.to_owned(), hash };
        crate::recover::recover(crate::read::read(&source, &mut Vec::new()))
    }

    /// What is unexplained when the extractors lose the code `lost` without a word.
    fn unexplained_without(text: &str, lost: &str) -> Vec<(String, u32)> {
        let (document, options) = (document(Format::Markdown, text), ExtractOptions::default());
        let page = Page::new(&document, &options);
        let mut ledger = Ledger::new(document.nodes);
        let constants::Offered { mut offers, declared, .. } = constants::offer_constants(&page);
        let names = super::super::program_names::ProgramNames::of(&page, &declared);
        offers.extend(code_tables::offer_code_tables(&page));
        offers.extend(code_headings::offer_code_headings(&page, &names));
        offers.extend(code_lists::offer_code_lists(&page, &names));
        for Offer { codes, .. } in &mut offers {
            codes.retain(|code| code.declaration.code != lost);
        }
        select::choose(&page, offers, &mut ledger);
        let (account, ignored, unexplained) = ledger.close(&survey(&page, &ledger));
        assert_eq!(account.seen, account.taken + ignored.len() + unexplained.len());
        unexplained.into_iter().map(|left| (left.reason, left.line)).collect()
    }

    #[test]
    fn an_extractor_that_drops_something_in_silence_is_caught() {
        let table = "# Error codes\n\n| Code | Description |\n|---|---|\n| 1 | The lid is open. |\n| 2 | The lid failed. |\n\
                     | 3 | The lid is lost. |\n";
        let headings =
            "# Error codes\n\n## 7\n\nThe lid is open.\n\n## 8\n\nThe lid failed.\n\n## 9\n\nThe lid is lost.\n";
        let list = "# Error codes\n\n- `LidOpen`: The lid is open.\n- `LidFailed`: The lid failed.\n- `LidLost`: It is lost.\n";
        let strong =
            "# Error codes\n\n**7**\n\nThe lid is open.\n\n**8**\n\nThe lid failed.\n\n**9**\n\nThe lid is lost.\n";
        let terms =
            "# Error codes\n\n<dl><dt>7<dd>The lid is open.\n<dt>8<dd>The lid failed.\n<dt>9<dd>It is lost.</dl>\n";
        let listing = "# Error codes\n\n```c\n#define ERR_LID 1\n#define ERR_KEY 2\n#define ERR_BOX 3\n```\n";
        for (page, lost, line) in [
            (table, "2", 6),
            (headings, "8", 7),
            (list, "LidFailed", 4),
            (strong, "8", 7),
            (terms, "8", 4),
            (listing, "2", 5),
        ] {
            assert_eq!(unexplained_without(page, "none"), [], "{page}");
            assert_eq!(unexplained_without(page, lost), [(NOBODY.to_owned(), line)], "{page}");
        }
    }

    #[test]
    fn a_title_that_no_extractor_took_is_caught() {
        let page = "<nav><ul><li><a href=a>Start</a><li><a href=b>Stop</a></ul></nav><h1>Lids</h1>";
        let (document, options) = (document(Format::Html, page), ExtractOptions::default());
        let page = Page::new(&document, &options);
        let mut ledger = Ledger::new(document.nodes);
        assert_eq!(ledger.close(&survey(&page, &ledger)).0, Account { seen: 2, unexplained: 2, ..Account::default() });
        outline::claim_outline(&page, &mut ledger);
        assert_eq!(ledger.close(&survey(&page, &ledger)).0, Account { seen: 2, taken: 2, ..Account::default() });
    }
}
