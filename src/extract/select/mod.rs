//! Chooses among offers for the same parts of a page and enters what became of them.

mod asides;
mod declared_again;
mod groups;
mod overlaps;
mod repeats;
mod row_mates;

use foldhash::HashSet;

use self::asides::settle_asides;
use self::declared_again::settle_declared_again;
use self::groups::{Groups, settle_counted, settle_enclosures, settle_statuses};
use self::overlaps::settle_overlaps;
use self::repeats::{
    CONTENTS_LIST, contents_lists, ignore_titles, settle_leads, settle_names, settle_remarks, settle_repeats,
    settle_repetition, settle_titles, titles_of,
};
use self::row_mates::settle_row_mates;
use super::account::Ledger;
use super::entry::name_by_reason_phrase;
use super::offer::{Fate, Offer, OfferedCode, Remainder, Verdict};
use super::page::{Page, Placed};
use super::surroundings::page_topic;
use super::topic::Topic;
use super::{CodeDeclaration, Decision, RuleList};
use crate::document::{BlockKind, NodeId};

/// What was chosen.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// The codes, in page order.
    pub(crate) codes: Vec<CodeDeclaration>,
    /// One entry per offer, in page order.
    pub(crate) decisions: Vec<Decision>,
}

/// Why rows of a part that may or may not list codes are reported.
const BALANCED: &str = "it may list codes or something else: the evidence is balanced";

/// So many codes make a list of what is only listed once.
const LEAST_UNDECIDED: usize = 3;

/// Chooses offers and enters the fate of their nodes.
pub(crate) fn choose(page: &Page<'_>, mut offers: Vec<Offer>, ledger: &mut Ledger) -> Chosen {
    offers.retain(|offer| !(offer.codes.is_empty() && offer.rest.is_empty() && offer.reasons.is_empty()));
    settle_enclosures(page, &mut offers, Groups::Ranges);
    settle_statuses(page, &mut offers);
    settle_counted(page, &mut offers);
    settle_overlaps(page, &mut offers);
    settle_enclosures(page, &mut offers, Groups::All);
    settle_remarks(&mut offers);
    settle_leads(&mut offers);
    let titles = titles_of(page);
    settle_titles(page, &titles, &mut offers);
    let contents = contents_lists(page, &offers);
    for (offer, repeated) in offers.iter_mut().zip(contents) {
        if repeated.len() == offer.codes.len() && !repeated.is_empty() {
            offer.reasons.insert(0, "it only repeats codes that the page explains elsewhere".to_owned());
            ignore(offer, CONTENTS_LIST);
            ignore_titles(&titles, offer);
        } else if !repeated.is_empty() {
            offer.reasons.insert(0, "most of it repeats codes that the page explains elsewhere".to_owned());
            ignore_some(offer, CONTENTS_LIST, |at| repeated.contains(&at));
        }
    }
    settle_undecided(page, &mut offers);
    settle_repetition(&mut offers);
    settle_row_mates(&mut offers);
    settle_repeats(page, &mut offers);
    settle_declared_again(page, &mut offers);
    settle_names(&mut offers);
    settle_asides(page, &mut offers);
    enter(&offers, ledger);
    collect(page, offers)
}

/// Where nothing on a page that is about codes lists any for sure, what may list codes does.
fn settle_undecided(page: &Page<'_>, offers: &mut [Offer]) {
    if offers.iter().any(|offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty())
        || page_topic(page, page.blocks.len()) != Some(Topic::Codes)
    {
        return;
    }
    let is_open = |offer: &&mut Offer| offer.verdict == Verdict::Undecided && offer.codes.len() >= LEAST_UNDECIDED;
    for offer in offers.iter_mut().filter(is_open) {
        offer.verdict = Verdict::Codes;
        offer.reasons.insert(0, "the page is about codes, and nothing else on it lists any".to_owned());
    }
}

/// Forms in which parts of a page list codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Manner {
    Table,
    Headings,
    Items,
    /// The constants of a program.
    Listing,
}

/// The form in which an offer lists its codes.
fn manner_of(page: &Page<'_>, offer: &Offer) -> Option<Manner> {
    let node = offer.codes.first()?.nodes.first()?;
    let after = page.blocks.partition_point(|placed| placed.block.id <= *node);
    match &page.blocks.get(after.checked_sub(1)?)?.block.kind {
        BlockKind::Table(_) => Some(Manner::Table),
        BlockKind::Heading(_) => Some(Manner::Headings),
        BlockKind::List(_) | BlockKind::Definitions(_) | BlockKind::Paragraph(_) => Some(Manner::Items),
        BlockKind::Code(_) => Some(Manner::Listing),
        _ => None,
    }
}

/// Turns the codes of an offer into nodes that a rule ignores.
fn ignore(offer: &mut Offer, rule: &str) {
    offer.verdict = Verdict::NotCodes;
    // What is missing in an entry that is ignored is missing nowhere.
    let own: HashSet<NodeId> = offer.codes.iter().flat_map(|code| code.nodes.iter().copied()).collect();
    offer.rest.retain(|rest| !(matches!(rest.fate, Fate::Unexplained(_)) && own.contains(&rest.node)));
    for code in std::mem::take(&mut offer.codes) {
        offer.rest.extend(ignored(code, rule));
    }
}

/// Turns the codes of an offer at some places into nodes that a rule ignores.
fn ignore_some(offer: &mut Offer, rule: &str, is_ignored: impl Fn(usize) -> bool) {
    for (at, code) in std::mem::take(&mut offer.codes).into_iter().enumerate() {
        if is_ignored(at) {
            offer.rest.extend(ignored(code, rule));
        } else {
            offer.codes.push(code);
        }
    }
}

/// The nodes of a code that a rule ignores.
fn ignored(code: OfferedCode, rule: &str) -> impl Iterator<Item = Remainder> {
    let CodeDeclaration { code: text, line, .. } = code.declaration;
    let fate = Fate::Ignored(rule.to_owned());
    code.nodes.into_iter().map(move |node| Remainder { node, line, text: text.clone(), fate: fate.clone() })
}

/// Enters fates: what is taken first, so that no other offer's rule covers it.
fn enter(offers: &[Offer], ledger: &mut Ledger) {
    let chosen = |verdict: Verdict| offers.iter().filter(move |offer| offer.verdict == verdict);
    let mut reports: HashSet<NodeId> = HashSet::default();
    for offer in chosen(Verdict::Codes) {
        // A row that was taken although something in it is missing stays reported.
        let reported: HashSet<NodeId> =
            offer.rest.iter().filter(|rest| matches!(rest.fate, Fate::Unexplained(_))).map(|rest| rest.node).collect();
        for code in &offer.codes {
            ledger.enter_line(code.declaration.line);
            if let Some(node) = code.nodes.first().filter(|node| !reported.contains(node)) {
                ledger.enter_code(*node);
            }
        }
        reports.extend(reported);
    }
    for node in chosen(Verdict::Codes).flat_map(|offer| &offer.codes).flat_map(|code| code.nodes.iter().skip(1)) {
        if !reports.contains(node) {
            ledger.enter(*node, Fate::Part);
        }
    }
    for offer in chosen(Verdict::Codes) {
        let listed: HashSet<NodeId> = offer.codes.iter().filter_map(|code| code.nodes.first().copied()).collect();
        for rest in &offer.rest {
            if listed.contains(&rest.node) || ledger.gives_code(rest.node) {
                ledger.enter_line_apart(rest.line, rest.fate.clone());
            }
            ledger.enter(rest.node, rest.fate.clone());
        }
    }
    for offer in chosen(Verdict::Undecided) {
        for node in offer.codes.iter().flat_map(|code| &code.nodes) {
            ledger.enter(*node, Fate::Unexplained(BALANCED.to_owned()));
        }
    }
    for offer in offers.iter().filter(|offer| offer.verdict != Verdict::Codes) {
        for rest in &offer.rest {
            ledger.enter(rest.node, rest.fate.clone());
        }
    }
}

/// How a project file would name a part of a page.
#[derive(Debug, Default)]
struct Part {
    list: Option<RuleList>,
    under: Option<String>,
    number: Option<usize>,
}

/// The part that the first node of an offer stands in; `tables` are all of the page.
fn part_at(page: &Page<'_>, tables: &[NodeId], node: NodeId, offer: &Offer) -> Part {
    // Rows, items and definitions have the numbers that follow their block's.
    let after = page.blocks.partition_point(|placed| placed.block.id <= node);
    let Some(placed) = after.checked_sub(1).and_then(|index| page.blocks.get(index)) else { return Part::default() };
    let under = page.headings(placed).last().map(|heading| heading.text.plain().replace('\n', " "));
    let (list, number) = match &placed.block.kind {
        BlockKind::Table(_) => {
            (Some(RuleList::Tables), Some(tables.partition_point(|table| *table <= placed.block.id)))
        }
        BlockKind::List(_) | BlockKind::Definitions(_) => (Some(RuleList::Lists), None),
        BlockKind::Paragraph(_) if offer.subject.starts_with("run ") => (Some(RuleList::Lists), None),
        BlockKind::Paragraph(_) | BlockKind::Heading(_) | BlockKind::Details { .. } => (Some(RuleList::Headings), None),
        BlockKind::Callout(_)
        | BlockKind::Code(_)
        | BlockKind::Quote(_)
        | BlockKind::Region { .. }
        | BlockKind::Lines(_)
        | BlockKind::Comment(_) => (None, None),
    };
    Part { list, under, number }
}

/// The codes and decisions, in page order.
fn collect(page: &Page<'_>, offers: Vec<Offer>) -> Chosen {
    let mut chosen = Chosen::default();
    let mut placed: Vec<(NodeId, CodeDeclaration)> = Vec::new();
    let mut decisions: Vec<Decision> = Vec::new();
    let is_table = |placed: &&Placed<'_>| matches!(placed.block.kind, BlockKind::Table(_));
    let tables: Vec<NodeId> = page.blocks.iter().filter(is_table).map(|placed| placed.block.id).collect();
    for offer in offers {
        let first = offer.codes.first().and_then(|code| code.nodes.first()).copied();
        let node = first.into_iter().chain(offer.rest.iter().map(|rest| rest.node)).min();
        let part = node.map(|node| part_at(page, &tables, node, &offer)).unwrap_or_default();
        if offer.verdict == Verdict::Codes {
            let mut at = NodeId::default();
            for mut code in offer.codes {
                at = code.nodes.first().copied().unwrap_or(at);
                name_by_reason_phrase(&mut code.declaration);
                placed.push((at, code.declaration));
            }
        }
        let mut reasons = offer.reasons;
        reasons.extend(offer.rest.iter().filter_map(|rest| match &rest.fate {
            Fate::Unexplained(reason) => Some(format!("line {}: {reason}: {}", rest.line, rest.text)),
            Fate::Taken | Fate::Part | Fate::Ignored(_) => None,
        }));
        let Part { list, under, number } = part;
        let (subject, verdict, line) = (offer.subject, offer.verdict.words(), offer.line);
        decisions.push(Decision { subject, verdict, reasons, line, list, under, number });
    }
    placed.sort_by_key(|&(node, _)| node);
    decisions.sort_by_key(|decision| decision.line);
    chosen.codes = placed.into_iter().map(|(_, declaration)| declaration).collect();
    chosen.decisions = decisions;
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::ExtractOptions;
    use super::super::offer::OfferedCode;
    use super::*;
    use crate::document::{Block, BlockKind, Document, Text};

    fn document(paragraphs: u32) -> Document {
        let blocks = (1..=paragraphs).map(|line| Block::new(line, BlockKind::Paragraph(Text::plain_at("x", line))));
        Document::new(None, blocks.collect())
    }

    fn offer(first: u32, entries: &[(&str, &str)]) -> Offer {
        let codes = entries.iter().zip(first..).map(|((code, description), node)| OfferedCode {
            nodes: vec![NodeId(node)],
            declaration: CodeDeclaration {
                code: (*code).into(),
                description: (*description).into(),
                ..CodeDeclaration::default()
            },
        });
        let (subject, reasons) = ("list".to_owned(), vec!["evidence".to_owned()]);
        Offer { subject, line: first + 1, verdict: Verdict::Codes, reasons, codes: codes.collect(), rest: Vec::new() }
    }

    fn chosen(nodes: u32, offers: Vec<Offer>) -> (Vec<String>, Ledger) {
        let (document, options) = (document(nodes), ExtractOptions::default());
        let page = Page::new(&document, &options);
        let mut ledger = Ledger::new(nodes);
        let chosen = choose(&page, offers, &mut ledger);
        (chosen.codes.into_iter().map(|code| code.code).collect(), ledger)
    }

    #[test]
    fn a_list_that_only_repeats_is_contents() {
        let offers = vec![offer(0, &[("1", ""), ("2", "")]), offer(2, &[("2", "two"), ("1", "one")])];
        let (codes, ledger) = chosen(4, offers);
        assert_eq!(codes, ["2", "1"]);
        assert_eq!(ledger.fate(NodeId(0)), Some(&Fate::Ignored(CONTENTS_LIST.into())));
        // A bare list whose codes stand nowhere else is the list.
        assert_eq!(chosen(4, vec![offer(0, &[("1", ""), ("2", "")]), offer(2, &[("3", "three")])]).0, ["1", "2", "3"]);
    }

    #[test]
    fn the_reading_with_more_codes_keeps_the_nodes() {
        let (codes, _) = chosen(3, vec![offer(0, &[("a", "x")]), offer(0, &[("1", "x"), ("2", "x"), ("3", "x")])]);
        assert_eq!(codes, ["1", "2", "3"]);
    }

    #[test]
    fn a_taken_row_with_a_gap_stays_reported() {
        let mut one = offer(0, &[("1", "one"), ("2", "")]);
        let fate = Fate::Unexplained("the description is missing".into());
        one.rest.push(Remainder { node: NodeId(1), line: 2, text: "2".into(), fate: fate.clone() });
        let (codes, ledger) = chosen(2, vec![one]);
        assert_eq!((codes.len(), ledger.fate(NodeId(1))), (2, Some(&fate)));
    }
}
