//! Codes that head others: statuses, ranges and counted sections are titles of groups where other codes stand below.

use foldhash::{HashMap, HashSet};

use super::super::code_cell::read_code_cell;
use super::super::offer::{Offer, OfferedCode, Verdict};
use super::super::page::Page;
use super::super::spelling::{Shape, shape_of, value_of};
use super::super::topic::caller_length;
use super::ignore;
use crate::document::{BlockKind, NodeId};

/// The rule that ignores headings of groups.
pub(super) const GROUP_TITLE: &str = "group-title";

/// Which headings may name groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    /// Those that are ranges: they are no codes even where a single one is left below them.
    Ranges,
    /// Any that have codes below them.
    All,
}

/// Each heading with the one that ends its section, or the end of the page.
fn section_ends(page: &Page<'_>) -> HashMap<NodeId, NodeId> {
    let mut sections: HashMap<NodeId, NodeId> = HashMap::default();
    let mut open: Vec<(u8, NodeId)> = Vec::new();
    for placed in &page.blocks {
        let BlockKind::Heading(heading) = &placed.block.kind else { continue };
        while let Some((_, id)) = open.pop_if(|(level, _)| *level >= heading.level) {
            sections.insert(id, placed.block.id);
        }
        open.push((heading.level, placed.block.id));
    }
    let last = NodeId(page.document.nodes);
    sections.extend(open.into_iter().map(|(_, id)| (id, last)));
    sections
}

/// A heading above a list of codes names the group, even where it looks like a code ("400 Bad Request", "Errors 0-499").
pub(super) fn settle_enclosures(page: &Page<'_>, offers: &mut [Offer], which: Groups) {
    let sections = section_ends(page);
    let ranges: HashSet<NodeId> = page
        .blocks
        .iter()
        .filter(|placed| matches!(&placed.block.kind, BlockKind::Heading(heading) if names_range(heading.text.plain())))
        .map(|placed| placed.block.id)
        .collect();
    let heads = |code: &OfferedCode| code.nodes.first().copied().filter(|node| sections.contains_key(node));
    // Several codes of one row are one entry, several lines of one block of code are as many.
    let mut listed: Vec<(NodeId, u32)> = offers
        .iter()
        .filter(|offer| offer.verdict == Verdict::Codes && offer.codes.len() >= 2)
        .flat_map(|offer| &offer.codes)
        .filter(|code| heads(code).is_none())
        .filter_map(|code| Some((*code.nodes.first()?, code.declaration.line)))
        .collect();
    listed.sort_unstable();
    listed.dedup();
    for offer in offers.iter_mut().filter(|offer| offer.verdict != Verdict::NotCodes) {
        let encloses = |code: &OfferedCode| {
            heads(code).is_some_and(|heading| {
                let end = sections.get(&heading).copied().unwrap_or(heading);
                let inner =
                    listed.partition_point(|(at, _)| *at < end) - listed.partition_point(|(at, _)| *at <= heading);
                inner >= 2
            })
        };
        let groups = offer.codes.iter().filter(|code| encloses(code)).count();
        let ranged = |code: &OfferedCode| heads(code).is_some_and(|heading| ranges.contains(&heading));
        let all_ranged = groups > 0 && offer.codes.iter().all(ranged);
        if all_ranged || (which == Groups::All && groups * 2 > offer.codes.len()) {
            offer.reasons.insert(0, "the headings name groups of codes that are listed below them".to_owned());
            ignore(offer, GROUP_TITLE);
        }
    }
}

/// HTTP statuses in the headings above headings that name codes group these: "Lid errors (401)" above `LID_OPEN`.
pub(super) fn settle_statuses(page: &Page<'_>, offers: &mut [Offer]) {
    let ends = section_ends(page);
    let head = |code: &OfferedCode| code.nodes.first().copied().filter(|node| ends.contains_key(node));
    let is_status = |code: &OfferedCode| {
        let code = code.declaration.code.as_str();
        shape_of(code) == Some(Shape::Number) && value_of(code).is_some_and(|value| (400..600).contains(&value))
    };
    let mut names: Vec<NodeId> = offers
        .iter()
        .filter(|offer| offer.verdict == Verdict::Codes)
        .flat_map(|offer| &offer.codes)
        .filter(|code| shape_of(&code.declaration.code).is_some_and(Shape::is_name))
        .filter_map(head)
        .collect();
    names.sort_unstable();
    for offer in offers.iter_mut().filter(|offer| offer.verdict == Verdict::Codes) {
        let within = |code: &OfferedCode| {
            let Some((start, end)) = head(code).and_then(|node| Some((node, *ends.get(&node)?))) else { return 0 };
            names.partition_point(|node| *node < end) - names.partition_point(|node| *node <= start)
        };
        let inner: Vec<usize> = offer.codes.iter().map(within).collect();
        let grouping = inner.iter().filter(|&&count| count > 0).count();
        if grouping * 2 > offer.codes.len()
            && inner.iter().sum::<usize>() > offer.codes.len()
            && offer.codes.iter().all(is_status)
        {
            offer.reasons.insert(0, "the statuses group the codes in the headings below them".to_owned());
            ignore(offer, GROUP_TITLE);
        }
    }
}

/// Sections that are counted ("1. Lids", "2. Ovens") group the longer numbers or names that lists and tables below them
/// give, however few each of these holds.
pub(super) fn settle_counted(page: &Page<'_>, offers: &mut [Offer]) {
    let ends = section_ends(page);
    let head = |code: &OfferedCode| code.nodes.first().copied().filter(|node| ends.contains_key(node));
    let short = |code: &OfferedCode| {
        let named = code.declaration.symbol.as_deref().and_then(shape_of).is_some_and(Shape::is_name);
        let code = code.declaration.code.as_str();
        (shape_of(code) == Some(Shape::Number) && code.len() <= 2 && !named).then(|| value_of(code)).flatten()
    };
    let counted = |offer: &Offer| {
        let numbers: Option<Vec<i128>> =
            offer.codes.iter().map(|code| short(code).filter(|_| head(code).is_some())).collect();
        numbers.is_some_and(|numbers| {
            numbers.first().is_some_and(|first| (0..=2).contains(first))
                && numbers.windows(2).all(|pair| pair[0] < pair[1])
        })
    };
    if !offers.iter().any(|offer| offer.verdict == Verdict::Codes && counted(offer)) {
        return;
    }
    let mut inner: Vec<NodeId> = offers
        .iter()
        .filter(|offer| offer.verdict == Verdict::Codes)
        .flat_map(|offer| &offer.codes)
        .filter(|code| head(code).is_none() && short(code).is_none())
        .filter_map(|code| code.nodes.first().copied())
        .collect();
    inner.sort_unstable();
    for offer in offers.iter_mut().filter(|offer| offer.verdict == Verdict::Codes && counted(offer)) {
        let within = |code: &OfferedCode| {
            let Some((start, end)) = head(code).and_then(|node| Some((node, *ends.get(&node)?))) else { return 0 };
            inner.partition_point(|node| *node < end) - inner.partition_point(|node| *node <= start)
        };
        let listed: Vec<usize> = offer.codes.iter().map(within).collect();
        let grouping = listed.iter().filter(|&&count| count > 0).count();
        if grouping * 2 > offer.codes.len() && listed.iter().sum::<usize>() > offer.codes.len() {
            offer.reasons.insert(0, "they are counted, and the codes are listed below them".to_owned());
            ignore(offer, GROUP_TITLE);
        }
    }
}

/// Whether a heading is a range of codes: `Error codes 1000 to 1099`, `120001-130000`.
fn names_range(heading: &str) -> bool {
    let named = heading.get(caller_length(heading)..).unwrap_or(heading);
    read_code_cell(named.trim_start_matches([':', '：', ' ']))
        .is_some_and(|cell| cell.codes.iter().any(|code| code.shape == Shape::Range))
}
