//! Offers for the same parts of a page: one of them keeps each.

use foldhash::HashSet;

use super::super::CodeDeclaration;
use super::super::label::{Label, label_of};
use super::super::offer::{Fate, Offer, OfferedCode, Remainder, Verdict};
use super::super::page::Page;
use super::super::spelling::{Shape, shape_of};
use super::super::words::words;
use super::groups::GROUP_TITLE;
use super::{Manner, ignore, manner_of};
use crate::document::{BlockKind, NodeId};

/// Why an entry is reported that was read in two ways, of which the other does not hold it.
const DROPPED: &str = "it was read in two ways, and the one that was chosen does not hold it";

/// Beside so many lists of several names a single one is a list as well.
const BESIDE: usize = 2;

/// Of offers for the same nodes, the one with more codes keeps them.
pub(super) fn settle_overlaps(page: &Page<'_>, offers: &mut [Offer]) {
    let mut owner: Vec<Option<usize>> = vec![None; page.document.nodes as usize];
    release_named(page, offers);
    let mut order: Vec<usize> = (0..offers.len()).filter(|&index| offers[index].verdict == Verdict::Codes).collect();
    let numbered =
        offers.iter().any(|offer| offer.verdict == Verdict::Codes && all_shaped(offer, |shape| shape == Shape::Id));
    let last = |offer: &Offer| numbered && are_words(offer);
    order.sort_by_key(|&index| {
        let offer = &offers[index];
        (last(offer), std::cmp::Reverse(offer.codes.len()), offer.line)
    });
    for index in order {
        let owned = |node: &NodeId| owner.get(node.0 as usize).copied().flatten().is_some_and(|other| other != index);
        let offer = &mut offers[index];
        let lost = offer.codes.iter().filter(|code| code.nodes.iter().any(owned)).count();
        let all = lost > 0 && lost * 2 >= offer.codes.len();
        if all && numbered && are_words(offer) {
            offer.reasons.insert(0, "they are words between numbered identifiers".to_owned());
            ignore(offer, GROUP_TITLE);
            offer.rest.retain(|rest| !owned(&rest.node));
            continue;
        }
        if all {
            offer.verdict = Verdict::NotCodes;
            offer.reasons.insert(0, "another reading of the same part gives more codes".to_owned());
        }
        let (dropped, kept) =
            std::mem::take(&mut offer.codes).into_iter().partition(|code| all || code.nodes.iter().any(owned));
        offer.codes = kept;
        // What the other reading does not hold is not lost with this one.
        offer.rest.retain(|rest| !owned(&rest.node));
        offer
            .rest
            .extend(Vec::into_iter(dropped).filter_map(|code| dropped_entry(code).filter(|rest| !owned(&rest.node))));
        if all {
            continue;
        }
        for node in offer.codes.iter().flat_map(|code| &code.nodes) {
            if let Some(entry) = owner.get_mut(node.0 as usize) {
                *entry = Some(index);
            }
        }
    }
}

/// The names that a list or table gives below headings with numbers ("400 BAD_REQUEST" above "LID_LOST: …") are codes of
/// their own, and no part of what the headings' codes are made of; but those below "Possible causes" or "What to do" tell
/// the cases of the one code. A single name is a list of its own where others of several stand beside it.
fn release_named(page: &Page<'_>, offers: &mut [Offer]) {
    let shaped = |offer: &Offer, is: fn(Shape) -> bool| offer.verdict == Verdict::Codes && all_shaped(offer, is);
    let manners: Vec<Option<Manner>> = offers.iter().map(|offer| manner_of(page, offer)).collect();
    let lists = offers.iter().zip(&manners).filter(|(offer, manner)| {
        matches!(manner, Some(Manner::Items | Manner::Table))
            && shaped(offer, |shape| shape.is_name() || shape == Shape::Word)
            && !tells_cases(page, offer)
    });
    let lists: Vec<&Offer> = lists.map(|(offer, _)| offer).collect();
    let is_list = |offer: &Offer| offer.codes.len() > 1 && shaped(offer, Shape::is_name);
    let beside = lists.iter().filter(|offer| is_list(offer)).count() >= BESIDE;
    let named: HashSet<NodeId> = lists
        .iter()
        .filter(|offer| is_list(offer) || (beside && offer.codes.len() == 1))
        .flat_map(|offer| offer.codes.iter().flat_map(|code| code.nodes.iter().copied()))
        .collect();
    for (offer, manner) in offers.iter_mut().zip(manners) {
        if manner == Some(Manner::Headings) && shaped(offer, Shape::is_numeric) {
            for code in &mut offer.codes {
                code.nodes.retain(|node| !named.contains(node));
            }
        }
    }
}

/// Whether a part stands right below a label of causes or remedies.
fn tells_cases(page: &Page<'_>, offer: &Offer) -> bool {
    let Some(node) = offer.codes.first().and_then(|code| code.nodes.first()) else { return false };
    let after = page.blocks.partition_point(|placed| placed.block.id <= *node);
    let above = after.checked_sub(2).and_then(|index| page.blocks.get(index));
    above.is_some_and(|above| match &above.block.kind {
        BlockKind::Paragraph(text) => matches!(label_of(text.plain()), Some(Label::Cause | Label::Remedy)),
        BlockKind::Heading(heading) => matches!(label_of(heading.text.plain()), Some(Label::Cause | Label::Remedy)),
        _ => false,
    })
}

/// Whether it has codes, all of such a shape.
fn all_shaped(offer: &Offer, is: impl Fn(Shape) -> bool) -> bool {
    let shaped = |code: &OfferedCode| shape_of(&code.declaration.code).is_some_and(&is);
    !offer.codes.is_empty() && offer.codes.iter().all(shaped)
}

/// Whether all its codes are words or pairs of words without a number, none of a failure: titles of what stands between
/// numbered identifiers ("GOOD", "Lids/Shelves").
fn are_words(offer: &Offer) -> bool {
    let worded = |code: &OfferedCode| {
        let CodeDeclaration { code, symbol, .. } = &code.declaration;
        symbol.is_none()
            && code.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'/')
            && !words().names_failure(code)
    };
    !offer.codes.is_empty() && offer.codes.iter().all(worded)
}

/// What is left of a code whose reading was given up: its entry, to be reported.
fn dropped_entry(code: OfferedCode) -> Option<Remainder> {
    let CodeDeclaration { code: text, line, .. } = code.declaration;
    let fate = Fate::Unexplained(DROPPED.to_owned());
    code.nodes.first().map(|&node| Remainder { node, line, text, fate })
}
