//! Codes in lists, definition lists and runs of paragraphs.

use foldhash::{HashMap, HashSet};

use super::definitions::definition_items;
use super::family::Judgement;
use super::item::Item;
use super::item_lead::item_lead;
use super::items::{Form, Items, Kin};
use super::lone_items::lone_items;
use super::offer::{Offer, Verdict};
use super::page::{Page, Placed};
use super::paragraph_runs::paragraph_runs;
use super::program_names::ProgramNames;
use super::quoted_terms::quoted_terms;
use super::surroundings::{Surroundings, surroundings_of};
use super::topic::{Topic, introduced_by, is_field, leads_to_values};
use super::words::words;
use crate::document::{Block, BlockKind, Definition, ListItem, NodeId, RegionRole, Text};

/// Offers lists, definition lists and runs of paragraphs whose entries each name a code.
///
/// `names` are those that the page's listings give to things.
pub(crate) fn offer_code_lists(page: &Page<'_>, names: &ProgramNames<'_>) -> Vec<Offer> {
    let mut found: Vec<(usize, usize, Items<'_>)> = Vec::new();
    let lone = lone_items(page);
    let mut tree_until = 0;
    let mut joined: HashSet<usize> = HashSet::default();
    let mut apart: HashSet<NodeId> = HashSet::default();
    for (index, placed) in page.blocks.iter().enumerate() {
        if matches!(placed.region, Some(RegionRole::Navigation | RegionRole::Footer | RegionRole::Header)) {
            continue;
        }
        if super::outline::is_tree(page, index, placed) {
            tree_until = placed.end;
        }
        if index < tree_until {
            continue;
        }
        let mut end = placed.end;
        let items = match &placed.block.kind {
            BlockKind::List(list) if !lone.lists.contains(&index) => {
                let items = list.items.iter().map(|item| Item {
                    node: item.id,
                    text: &item.text,
                    terms: &[],
                    blocks: item.blocks.iter().filter(|block| !lists_called(item, block)).collect(),
                });
                let called =
                    list.items.iter().flat_map(|item| item.blocks.iter().filter(|block| lists_called(item, block)));
                apart.extend(called.map(|block| block.id));
                Items::read(page, placed, "list", items.collect(), list_surroundings(page, index, placed))
            }
            BlockKind::Definitions(_) if !joined.contains(&index) => {
                let around = list_surroundings(page, index, placed);
                let mut items = Vec::new();
                for (at, sibling, definitions) in adjoining(page, index, placed) {
                    joined.insert(at);
                    end = sibling.end;
                    items.extend(definition_items(definitions));
                }
                Items::read(page, placed, "definition list", items, around)
            }
            _ => None,
        };
        found.extend(items.map(|items| (index, end, items)));
    }
    found.extend(paragraph_runs(page));
    found.extend(quoted_terms(page));
    found.extend(lone.runs);
    for (_, _, items) in &mut found {
        items.know(names);
    }
    found.sort_by_key(|(index, _, _)| *index);
    choose(page, found, &apart)
}

/// Whether a block lists codes of another kind below a code: "400 - Bad lid" above "errno 101: the lid is missing" and
/// "errno 108: the lid is broken".
fn lists_called(item: &ListItem, block: &Block) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    let called = |text: &Text| {
        item_lead(text).is_some_and(|lead| {
            lead.called && lead.shape.is_numeric() && lead.codes.len() == 1 && !lead.rest.is_empty()
        })
    };
    item_lead(&item.text).is_some_and(|lead| !lead.called && lead.shape.is_numeric())
        && list.items.iter().all(|item| called(&item.text))
}

/// A definition list with those that follow it directly: pages give each entry a list of its own.
fn adjoining<'a, 'p>(
    page: &'p Page<'a>,
    index: usize,
    placed: &'p Placed<'a>,
) -> Vec<(usize, &'p Placed<'a>, &'a [Definition])> {
    let mut lists = Vec::new();
    let mut next = Some((index, placed));
    while let Some((at, sibling)) = next {
        let BlockKind::Definitions(definitions) = &sibling.block.kind else { break };
        if sibling.within != placed.within || sibling.depth != placed.depth {
            break;
        }
        lists.push((at, sibling, definitions.as_slice()));
        next = page.blocks.get(sibling.end).map(|next| (sibling.end, next));
    }
    lists
}

/// Judges each; what stands within codes is theirs, and what looks like codes elsewhere on the page is judged by them.
///
/// `apart` are the lists that stand below codes and name others.
fn choose(page: &Page<'_>, found: Vec<(usize, usize, Items<'_>)>, apart: &HashSet<NodeId>) -> Vec<Offer> {
    let first: Vec<Judgement> = found.iter().map(|(_, _, items)| items.judge(Kin::default())).collect();
    let manners: HashSet<_> = found
        .iter()
        .zip(&first)
        .filter(|((_, _, items), judgement)| judgement.verdict == Verdict::Codes && !items.is_few())
        .filter_map(|((_, _, items), _)| items.manner())
        .collect();
    let scattered = scattered(&found, &first);
    let (found, first): (Vec<_>, Vec<_>) = found
        .into_iter()
        .zip(first)
        .filter(|((_, _, items), _)| {
            !items.is_few()
                || items.manner().is_some_and(|manner| manners.contains(&manner))
                || (scattered && items.are_lone_numbers())
        })
        .unzip();
    let mut kinds: HashMap<Form, (usize, usize)> = HashMap::default();
    for ((_, _, items), judgement) in found.iter().zip(&first) {
        let (all, codes) = kinds.entry(items.form()).or_default();
        *all += 1;
        *codes += usize::from(judgement.verdict == Verdict::Codes);
    }
    let mut builds: HashSet<String> = found
        .iter()
        .zip(&first)
        .filter(|(_, judgement)| judgement.verdict == Verdict::Codes)
        .filter_map(|((_, _, items), _)| items.build())
        .flatten()
        .collect();
    let spans: Vec<Option<(i128, i128)>> = found
        .iter()
        .zip(&first)
        .map(|((_, _, items), judgement)| items.span().filter(|_| judgement.verdict == Verdict::Codes))
        .collect();
    let prevailing = prevailing(&found, &first);
    let mut offers = Vec::new();
    let mut taken_until = 0;
    for (at, ((index, end, items), mut judged)) in found.into_iter().zip(first).enumerate() {
        let is_apart = page.blocks.get(index).is_some_and(|placed| apart.contains(&placed.block.id));
        if index < taken_until && !is_apart {
            continue;
        }
        let (all, codes) = kinds.get(&items.form()).copied().unwrap_or_default();
        if judged.verdict != Verdict::Codes && codes > 0 {
            // One kind of identifier may come nowhere else.
            let twin = items.build().is_some_and(|own| own.intersection(&builds).count() * 5 >= own.len() * 4);
            let prevails = items.manner().is_some_and(|manner| prevailing.contains(&manner));
            // A reference of constants of all kinds has a list or two of codes.
            let kin = all < MANY_KINDS || codes * 3 >= all;
            judged = items.judge(Kin { kin, twin, goes_on: goes_on(&spans, at, items.span()), prevails });
        }
        if let Some(placed) = page.blocks.get(index) {
            judged = page.overrules.list(page, placed, judged);
        }
        if judged.verdict == Verdict::Codes {
            taken_until = taken_until.max(end);
            builds.extend(items.build().into_iter().flatten());
        } else if items.is_few() {
            continue;
        }
        offers.push(items.offer(judged));
    }
    offers
}

/// The manners of lists of which three in four list codes, of several.
fn prevailing(
    found: &[(usize, usize, Items<'_>)],
    first: &[Judgement],
) -> HashSet<(&'static str, Form, super::lead::Joint)> {
    let mut sizes: HashMap<_, (usize, usize)> = HashMap::default();
    for ((_, _, items), judgement) in found.iter().zip(first) {
        if let Some(manner) = items.manner() {
            let (all, codes) = sizes.entry(manner).or_default();
            *all += 1;
            *codes += usize::from(judgement.verdict == Verdict::Codes);
        }
    }
    let prevails = |(all, codes): (usize, usize)| codes >= SEVERAL && codes * 4 >= all * 3;
    sizes.into_iter().filter(|(_, sizes)| prevails(*sizes)).map(|(manner, _)| manner).collect()
}

/// Of so many lists in one form, a few that list codes say nothing of the others.
const MANY_KINDS: usize = 6;

/// So many lists of codes in one manner speak for the others in it.
const SEVERAL: usize = 3;

/// Whether runs that are too short by themselves are codes together: long numbers, no two the same, each run below
/// another heading of a page of codes.
fn scattered(found: &[(usize, usize, Items<'_>)], first: &[Judgement]) -> bool {
    let runs = found.iter().zip(first).map(|((_, _, items), judgement)| (items, judgement));
    let lone: Vec<_> = runs.filter(|(items, _)| items.is_few() && items.are_lone_numbers()).collect();
    let sure = lone.iter().filter(|(_, judgement)| judgement.verdict == Verdict::Codes).count();
    let codes: Vec<&str> = lone.iter().flat_map(|(items, _)| items.codes()).collect();
    let distinct: HashSet<&str> = codes.iter().copied().collect();
    codes.len() >= ENOUGH && distinct.len() == codes.len() && sure * 2 > lone.len()
}

/// So many codes that are scattered over a page are no chance.
const ENOUGH: usize = 4;

/// Whether the numbers of the list at `at` stand between those of the nearest lists of codes before and behind it, and so
/// go on where these stop.
fn goes_on(spans: &[Option<(i128, i128)>], at: usize, own: Option<(i128, i128)>) -> bool {
    let Some((low, high)) = own else { return false };
    let before = spans.iter().take(at).rev().flatten().next();
    let behind = spans.iter().skip(at + 1).flatten().next();
    let as_long = |number: i128| number.to_string().len() == high.to_string().len();
    let near = [before.map(|&(_, end)| end), behind.map(|&(start, _)| start)];
    before.is_none_or(|&(_, end)| end < low)
        && behind.is_none_or(|&(start, _)| high < start)
        && near.into_iter().flatten().any(as_long)
}

/// What surrounds a list; values of a thing say little where the headings and the sentence above speak of codes.
fn list_surroundings(page: &Page<'_>, index: usize, placed: &Placed<'_>) -> Surroundings {
    let around = surroundings_of(page, index, placed, introduction(page, index, placed));
    let told = around.introduction.is_some() || around.codes().is_some();
    Surroundings { choices: !told && has_choices(page, index, placed), ..around }
}

/// Whether a list stands below one item or term, which is no code, behind a sentence that leads to its values.
fn has_choices(page: &Page<'_>, index: usize, placed: &Placed<'_>) -> bool {
    let (thing, own) = match (page.item(placed), page.term(placed)) {
        (Some(item), _) => (item.plain(), Some(item.plain())),
        (_, Some(term)) => (term, None),
        _ => return false,
    };
    let above = page.before(index).and_then(|above| match &above.block.kind {
        BlockKind::Paragraph(text) => Some(text.plain()),
        _ => None,
    });
    let name = thing.split([' ', ':', '：', '(']).next().unwrap_or(thing);
    above.or(own).is_some_and(leads_to_values)
        && !is_field(name)
        && introduced_by(thing).is_none()
        && !words().speaks_of_failure(thing)
}

/// What the paragraph before a list, or the item that it is nested in, introduces.
fn introduction(page: &Page<'_>, index: usize, placed: &Placed<'_>) -> Option<Topic> {
    page.item(placed)
        .and_then(|text| introduced_by(text.plain()))
        .or_else(|| super::surroundings::introduction_before(page, index))
}
