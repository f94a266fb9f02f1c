//! Chooses among offers for the same parts of a page and enters what became of them.

use std::collections::{HashMap, HashSet};

use super::account::Ledger;
use super::code_cell::read_code_cell;
use super::offer::{Fate, Offer, OfferedCode, Remainder, Verdict};
use super::page::Page;
use super::phrases::fold;
use super::spelling::{Shape, shape_of, value_of};
use super::topic::caller_length;
use super::words::words;
use super::{CodeDeclaration, Decision, Field, FieldRole, RuleList};
use crate::document::{BlockKind, NodeId};

/// What was chosen.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// The codes, in page order.
    pub(crate) codes: Vec<CodeDeclaration>,
    /// One entry per offer, in page order.
    pub(crate) decisions: Vec<Decision>,
}

/// The rule that ignores lists which only repeat the codes that the page explains elsewhere.
const CONTENTS_LIST: &str = "contents-list";

/// A list of so many bare codes of which half are explained elsewhere is one of contents, and what only it has is kept.
const LONG_CONTENTS: usize = 20;

/// The rule that ignores items that say more of a code which the page lists.
const REMARK: &str = "remark";

/// The rule that ignores headings of groups.
const GROUP_TITLE: &str = "group-title";

/// Why rows of a part that may or may not list codes are reported.
const BALANCED: &str = "it may list codes or something else: the evidence is balanced";

/// Why an entry is reported that was read in two ways, of which the other does not hold it.
const DROPPED: &str = "it was read in two ways, and the one that was chosen does not hold it";

/// Chooses offers and enters the fate of their nodes.
pub(crate) fn choose(page: &Page<'_>, mut offers: Vec<Offer>, ledger: &mut Ledger) -> Chosen {
    offers.retain(|offer| !(offer.codes.is_empty() && offer.rest.is_empty() && offer.reasons.is_empty()));
    settle_enclosures(page, &mut offers, Groups::Ranges);
    settle_statuses(page, &mut offers);
    settle_counted(page, &mut offers);
    settle_overlaps(page, &mut offers);
    settle_enclosures(page, &mut offers, Groups::All);
    settle_remarks(&mut offers);
    let contents = contents_lists(page, &offers);
    for (offer, repeated) in offers.iter_mut().zip(contents) {
        if repeated.len() == offer.codes.len() && !repeated.is_empty() {
            offer.reasons.insert(0, "it only repeats codes that the page explains elsewhere".to_owned());
            ignore(offer, CONTENTS_LIST);
        } else if !repeated.is_empty() {
            offer.reasons.insert(0, "most of it repeats codes that the page explains elsewhere".to_owned());
            let mut index = 0;
            offer.codes.retain(|_| {
                index += 1;
                !repeated.contains(&(index - 1))
            });
        }
    }
    settle_repetition(&mut offers);
    settle_repeats(page, &mut offers);
    enter(&offers, ledger);
    collect(page, offers)
}

/// Undecided parts of which every code is one that another part lists only repeat these: a summary above the sections.
fn settle_repetition(offers: &mut [Offer]) {
    let listed: HashSet<String> = offers
        .iter()
        .filter(|offer| offer.verdict == Verdict::Codes)
        .flat_map(|offer| &offer.codes)
        .flat_map(|code| keys(&code.declaration))
        .collect();
    for offer in offers.iter_mut().filter(|offer| offer.verdict == Verdict::Undecided) {
        let known = |code: &OfferedCode| listed.contains(&code.declaration.code.to_lowercase());
        let named = |code: &OfferedCode| shape_of(&code.declaration.code).is_some_and(Shape::is_name);
        if !offer.codes.is_empty() && offer.codes.iter().all(|code| named(code) && known(code)) {
            offer.reasons.insert(0, "it only repeats codes that the page explains elsewhere".to_owned());
            ignore(offer, CONTENTS_LIST);
        }
    }
}

/// Of offers for the same nodes, the one with more codes keeps them.
fn settle_overlaps(page: &Page<'_>, offers: &mut [Offer]) {
    let mut owner: Vec<Option<usize>> = vec![None; page.document.nodes as usize];
    release_named(page, offers);
    let mut order: Vec<usize> = (0..offers.len()).filter(|&index| offers[index].verdict == Verdict::Codes).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(offers[index].codes.len()), offers[index].line));
    for index in order {
        let owned = |node: &NodeId| owner.get(node.0 as usize).copied().flatten().is_some_and(|other| other != index);
        let offer = &mut offers[index];
        let lost = offer.codes.iter().filter(|code| code.nodes.iter().any(owned)).count();
        let all = lost > 0 && lost * 2 >= offer.codes.len();
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
/// their own, and no part of what the headings' codes are made of.
fn release_named(page: &Page<'_>, offers: &mut [Offer]) {
    let shaped = |offer: &Offer, is: fn(Shape) -> bool| {
        offer.verdict == Verdict::Codes
            && offer.codes.iter().all(|code| shape_of(&code.declaration.code).is_some_and(is))
            && !offer.codes.is_empty()
    };
    let manners: Vec<Option<Manner>> = offers.iter().map(|offer| manner_of(page, offer)).collect();
    let named: HashSet<NodeId> = offers
        .iter()
        .zip(&manners)
        .filter(|(offer, manner)| {
            matches!(manner, Some(Manner::Items | Manner::Table))
                && offer.codes.len() > 1
                && shaped(offer, Shape::is_name)
        })
        .flat_map(|(offer, _)| offer.codes.iter().flat_map(|code| code.nodes.iter().copied()))
        .collect();
    for (offer, manner) in offers.iter_mut().zip(manners) {
        if manner == Some(Manner::Headings) && shaped(offer, Shape::is_numeric) {
            for code in &mut offer.codes {
                code.nodes.retain(|node| !named.contains(node));
            }
        }
    }
}

/// What is left of a code whose reading was given up: its entry, to be reported.
fn dropped_entry(code: OfferedCode) -> Option<Remainder> {
    let CodeDeclaration { code: text, line, .. } = code.declaration;
    let fate = Fate::Unexplained(DROPPED.to_owned());
    code.nodes.first().map(|&node| Remainder { node, line, text, fate })
}

/// Which headings may name groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Groups {
    /// Those that are ranges: they are no codes even where a single one is left below them.
    Ranges,
    /// Any that have codes below them.
    All,
}

/// Each heading with the one that ends its section, or the end of the page.
fn section_ends(page: &Page<'_>) -> HashMap<NodeId, NodeId> {
    let mut sections: HashMap<NodeId, NodeId> = HashMap::new();
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
fn settle_enclosures(page: &Page<'_>, offers: &mut [Offer], which: Groups) {
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
fn settle_statuses(page: &Page<'_>, offers: &mut [Offer]) {
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
fn settle_counted(page: &Page<'_>, offers: &mut [Offer]) {
    let ends = section_ends(page);
    let head = |code: &OfferedCode| code.nodes.first().copied().filter(|node| ends.contains_key(node));
    let short = |code: &OfferedCode| {
        let code = code.declaration.code.as_str();
        (shape_of(code) == Some(Shape::Number) && code.len() <= 2).then(|| value_of(code)).flatten()
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

/// One code among items that name none, which a longer list of the page holds: a remark on that code.
fn settle_remarks(offers: &mut [Offer]) {
    let is_few = |offer: &Offer| offer.verdict == Verdict::Codes && offer.codes.len() == 1 && offer.rest.len() > 1;
    if !offers.iter().any(is_few) {
        return;
    }
    let listed: HashSet<String> = offers
        .iter()
        .filter(|offer| offer.verdict == Verdict::Codes && offer.codes.len() > 2)
        .flat_map(|offer| &offer.codes)
        .map(|code| code.declaration.code.to_lowercase())
        .collect();
    for offer in offers.iter_mut().filter(|offer| is_few(offer)) {
        let unread = offer.rest.iter().all(|rest| matches!(rest.fate, Fate::Unexplained(_)));
        if unread && offer.codes.iter().all(|code| listed.contains(&code.declaration.code.to_lowercase())) {
            offer.reasons.insert(0, "it only says more of a code that the page lists".to_owned());
            ignore(offer, REMARK);
            for rest in &mut offer.rest {
                rest.fate = Fate::Ignored(REMARK.to_owned());
            }
        }
    }
}

/// What the page lists in one form and explains further in another ("`LID_OPEN` - happens most in summer" below a table)
/// is listed once: by the longer list that says something of each, or, where both hold the same codes, by the one whose
/// codes have sections of their own, or else by the first. Parts that share codes with each other tell of several things
/// and are no remarks.
fn settle_repeats(page: &Page<'_>, offers: &mut [Offer]) {
    let listing = |offer: &&Offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty();
    if offers.iter().filter(listing).count() < 2 {
        return;
    }
    let listed: Vec<Option<(Manner, HashSet<String>)>> = offers
        .iter()
        .map(|offer| {
            let manner = manner_of(page, Some(offer).filter(listing)?)?;
            Some((manner, offer.codes.iter().map(|code| code.declaration.code.to_lowercase()).collect()))
        })
        .collect();
    let told_each =
        |offer: &Offer| offer.codes.iter().filter(|code| !code.declaration.description.is_empty()).count() * 10;
    let repeated: Vec<usize> = (0..offers.len())
        .filter(|&index| {
            let Some((manner, codes)) = &listed[index] else { return false };
            listed.iter().zip(offers.iter()).enumerate().any(|(at, (other, offer))| {
                other.as_ref().is_some_and(|(form, all)| {
                    form != manner
                        && all.len() == offer.codes.len()
                        && told_each(offer) >= offer.codes.len() * 9
                        && codes.is_subset(all)
                        && (codes.len() < all.len()
                            || *form == Manner::Headings
                            || (*manner != Manner::Headings && at < index))
                })
            })
        })
        .collect();
    let mut told: HashMap<&String, usize> = HashMap::new();
    for (_, codes) in repeated.iter().filter_map(|&index| listed[index].as_ref()) {
        for code in codes {
            *told.entry(code).or_default() += 1;
        }
    }
    let alone = |index: &&usize| {
        listed[**index].as_ref().is_some_and(|(_, codes)| codes.iter().all(|code| told.get(code) == Some(&1)))
    };
    for &index in repeated.iter().filter(alone) {
        let offer = &mut offers[index];
        offer.reasons.insert(0, "it only says more of codes that the page lists".to_owned());
        ignore(offer, REMARK);
    }
}

/// Forms in which parts of a page list codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Table,
    Headings,
    Items,
}

/// The form in which an offer lists its codes, other than in the code of a program.
fn manner_of(page: &Page<'_>, offer: &Offer) -> Option<Manner> {
    let node = offer.codes.first()?.nodes.first()?;
    let after = page.blocks.partition_point(|placed| placed.block.id <= *node);
    match &page.blocks.get(after.checked_sub(1)?)?.block.kind {
        BlockKind::Table(_) => Some(Manner::Table),
        BlockKind::Heading(_) => Some(Manner::Headings),
        BlockKind::List(_) | BlockKind::Definitions(_) | BlockKind::Paragraph(_) => Some(Manner::Items),
        _ => None,
    }
}

/// Whether a heading is a range of codes: `Error codes 1000 to 1099`, `120001-130000`.
fn names_range(heading: &str) -> bool {
    let named = heading.get(caller_length(heading)..).unwrap_or(heading);
    read_code_cell(named.trim_start_matches([':', '：', ' ']))
        .is_some_and(|cell| cell.codes.iter().any(|code| code.shape == Shape::Range))
}

/// For each offer that lists codes without a word about them, those that stand with texts elsewhere: all of it where
/// nearly all do; of constants in code, which are nobody's contents, those that do, where most do.
fn contents_lists(page: &Page<'_>, offers: &[Offer]) -> Vec<HashSet<usize>> {
    // Each code with the titles that headings and entries give it.
    let mut titled: HashSet<(String, String)> = HashSet::new();
    for declaration in offers.iter().flat_map(|offer| &offer.codes).map(|code| &code.declaration) {
        let titles =
            declaration.fields.iter().filter(|field| field.role == FieldRole::Message).map(|field| &field.text);
        for title in titles.chain(&declaration.symbol).map(|title| fold(title)) {
            if !declaration.description.is_empty() && fold(&declaration.description) != title {
                titled.insert((declaration.code.to_lowercase(), title));
            }
        }
    }
    // Each code with what the section headed by it says: a summary above has the start of that.
    let block = |code: &OfferedCode| {
        let node = code.nodes.first()?;
        page.blocks.binary_search_by_key(node, |placed| placed.block.id).ok().map(|at| &page.blocks[at].block.kind)
    };
    let headed = |code: &&OfferedCode| matches!(block(code), Some(BlockKind::Heading(_)));
    let sections: HashMap<String, &CodeDeclaration> = offers
        .iter()
        .filter(|offer| offer.verdict == Verdict::Codes)
        .flat_map(|offer| offer.codes.iter().filter(headed))
        .map(|code| &code.declaration)
        .map(|section| (section.code.to_lowercase(), section))
        .collect();
    let is_summary = |code: &OfferedCode| {
        let declaration = &code.declaration;
        sections.get(&declaration.code.to_lowercase()).is_some_and(|section| {
            let named = declaration.symbol == section.symbol
                && declaration.symbol.as_deref().is_some_and(|name| shape_of(name) == Some(Shape::Constant));
            let said = fold(&declaration.description);
            declaration.line < section.line
                && !said.is_empty()
                && !section.description.is_empty()
                && (named || fold(&section.description).starts_with(said.as_str()))
        })
    };
    let is_bare = |code: &OfferedCode| {
        if is_summary(code) {
            return true;
        }
        let declaration = &code.declaration;
        // The value of a constant says nothing of it, nor does its type.
        let is_value = |field: &Field| {
            (field.role == FieldRole::Number && matches!(block(code), Some(BlockKind::Code(_))))
                || words().modifies_constants(&field.text)
        };
        if !declaration.fields.iter().all(is_value) {
            return false;
        }
        // Its own members below it, as contents of a reference have them.
        let member = |line: &str| {
            let own = line.strip_prefix(declaration.code.as_str()).and_then(|rest| rest.strip_prefix('.'));
            own.is_some_and(|own| !own.contains(' '))
        };
        let said = fold(&declaration.description);
        said.is_empty()
            || declaration.description.lines().all(member)
            || declaration.symbol.as_deref().is_some_and(|symbol| fold(symbol) == said)
            || titled.contains(&(declaration.code.to_lowercase(), said))
    };
    let bare: Vec<Vec<bool>> = offers.iter().map(|offer| offer.codes.iter().map(is_bare).collect()).collect();
    let codes = |offer: &Offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty();
    let bare_only = |offer: &Offer, bare: &[bool]| {
        codes(offer) && bare.iter().filter(|&&bare| bare).count() * 20 >= offer.codes.len() * 19
    };
    if !offers.iter().zip(&bare).any(|(offer, bare)| bare_only(offer, bare)) {
        return vec![HashSet::new(); offers.len()];
    }
    // By code and by symbol, whether some offer explains it.
    let explained: HashSet<String> = offers
        .iter()
        .zip(&bare)
        .filter(|(offer, _)| codes(offer))
        .flat_map(|(offer, bare)| offer.codes.iter().zip(bare))
        .filter(|&(_, &bare)| !bare)
        .flat_map(|(code, _)| keys(&code.declaration))
        .collect();
    offers
        .iter()
        .zip(&bare)
        .map(|(offer, bare)| {
            if !bare_only(offer, bare) {
                return HashSet::new();
            }
            // A section of its own explains a code even where it says nothing more.
            let owned = |code: &OfferedCode| {
                let section = sections.get(&code.declaration.code.to_lowercase());
                section.is_some_and(|section| section.line != code.declaration.line) && !headed(&code)
            };
            let known = |code: &OfferedCode| owned(code) || keys(&code.declaration).any(|key| explained.contains(&key));
            let repeated: HashSet<usize> = (0..)
                .zip(offer.codes.iter().zip(bare))
                .filter(|&(_, (code, &bare))| bare && known(code))
                .map(|(index, _)| index)
                .collect();
            let constants = offer.codes.first().and_then(block).is_some_and(|kind| matches!(kind, BlockKind::Code(_)));
            if !constants && repeated.len() * 10 >= offer.codes.len() * 8 {
                (0..offer.codes.len()).collect()
            } else if repeated.len() * 2 >= offer.codes.len() && (constants || offer.codes.len() >= LONG_CONTENTS) {
                repeated
            } else {
                HashSet::new()
            }
        })
        .collect()
}

/// What a declaration may be known by; of a type with its package (`lids.errors.Stuck`) the type alone as well.
fn keys(declaration: &CodeDeclaration) -> impl Iterator<Item = String> + '_ {
    let own = declaration.code.rsplit_once('.').map(|(_, own)| own);
    let own = own.filter(|own| own.starts_with(char::is_uppercase) && own.contains(char::is_lowercase));
    [Some(declaration.code.as_str()), declaration.symbol.as_deref(), own].into_iter().flatten().map(str::to_lowercase)
}

/// Turns the codes of an offer into nodes that a rule ignores.
fn ignore(offer: &mut Offer, rule: &str) {
    offer.verdict = Verdict::NotCodes;
    // What is missing in an entry that is ignored is missing nowhere.
    let own: HashSet<NodeId> = offer.codes.iter().flat_map(|code| code.nodes.iter().copied()).collect();
    offer.rest.retain(|rest| !(matches!(rest.fate, Fate::Unexplained(_)) && own.contains(&rest.node)));
    for code in std::mem::take(&mut offer.codes) {
        let CodeDeclaration { code: text, line, .. } = code.declaration;
        offer.rest.extend(code.nodes.into_iter().map(|node| Remainder {
            node,
            line,
            text: text.clone(),
            fate: Fate::Ignored(rule.to_owned()),
        }));
    }
}

/// Enters fates: what is taken first, so that no other offer's rule covers it.
fn enter(offers: &[Offer], ledger: &mut Ledger) {
    let chosen = |verdict: Verdict| offers.iter().filter(move |offer| offer.verdict == verdict);
    let mut reports: HashSet<NodeId> = HashSet::new();
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
        for rest in &offer.rest {
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

/// The part that the first node of an offer stands in.
fn part_at(page: &Page<'_>, node: NodeId, offer: &Offer) -> Part {
    // Rows, items and definitions have the numbers that follow their block's.
    let after = page.blocks.partition_point(|placed| placed.block.id <= node);
    let Some(placed) = after.checked_sub(1).and_then(|index| page.blocks.get(index)) else { return Part::default() };
    let under = page.headings(placed).last().map(|heading| heading.text.plain().replace('\n', " "));
    let (list, number) = match &placed.block.kind {
        BlockKind::Table(_) => {
            let tables =
                page.blocks.iter().take(after).filter(|placed| matches!(placed.block.kind, BlockKind::Table(_)));
            (Some(RuleList::Tables), Some(tables.count()))
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
    for offer in offers {
        let first = offer.codes.first().and_then(|code| code.nodes.first()).copied();
        let node = first.into_iter().chain(offer.rest.iter().map(|rest| rest.node)).min();
        let part = node.map(|node| part_at(page, node, &offer)).unwrap_or_default();
        if offer.verdict == Verdict::Codes {
            let mut at = NodeId::default();
            for code in offer.codes {
                at = code.nodes.first().copied().unwrap_or(at);
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
