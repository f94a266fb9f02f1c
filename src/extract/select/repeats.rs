//! Parts that repeat the codes that a page lists elsewhere: contents, summaries, remarks.

use foldhash::{HashMap, HashSet};

use super::super::offer::{Fate, Offer, OfferedCode, Remainder, Verdict};
use super::super::page::Page;
use super::super::phrases::{fold, fold_alike};
use super::super::spelling::{Shape, shape_of};
use super::super::topic::{Topic, topic_of};
use super::super::words::words;
use super::super::{CodeDeclaration, Field, FieldRole};
use super::{Manner, ignore, manner_of};
use crate::document::BlockKind;
use crate::document::shape::ends_with_stop;

/// The rule that ignores lists which only repeat the codes that the page explains elsewhere.
pub(super) const CONTENTS_LIST: &str = "contents-list";

/// A list of so many bare codes of which half are explained elsewhere is one of contents, and what only it has is kept.
const LONG_CONTENTS: usize = 20;

/// A code that more parts of a page list than this is listed anew in each: none of them is the list.
const MANY: usize = 50;

/// Sections are about a few codes of a list that has so many times as many.
const FEW_OF: usize = 4;

/// The rule that ignores items that say more of a code which the page lists.
pub(super) const REMARK: &str = "remark";

/// Undecided parts of which every code is one that another part lists only repeat these: a summary above the sections.
pub(super) fn settle_repetition(offers: &mut [Offer]) {
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

/// One code among items that name none, which a longer list of the page holds: a remark on that code.
pub(super) fn settle_remarks(offers: &mut [Offer]) {
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
pub(super) fn settle_repeats(page: &Page<'_>, offers: &mut [Offer]) {
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
    // What a program declares is known by its names as well.
    let named: Vec<HashSet<String>> = offers
        .iter()
        .zip(&listed)
        .map(|(offer, part)| match part {
            Some(_) => offer.codes.iter().flat_map(|code| keys(&code.declaration)).collect(),
            None => HashSet::default(),
        })
        .collect();
    // Parts that say something of nearly each of their codes, and list none twice, by the codes that they have.
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::default();
    for (index, (part, offer)) in listed.iter().zip(offers.iter()).enumerate() {
        let Some((_, codes)) = part else { continue };
        let told = offer.codes.iter().filter(|code| !code.declaration.description.is_empty()).count();
        if codes.len() == offer.codes.len() && told * 10 >= codes.len() * 9 {
            for code in &named[index] {
                holders.entry(code).or_default().push(index);
            }
        }
    }
    let repeated: Vec<usize> = (0..offers.len())
        .filter(|&index| {
            let Some((manner, codes)) = &listed[index] else { return false };
            if *manner == Manner::Table && names_each(&offers[index]) {
                return false;
            }
            // A section may say more of a few codes, under the names that a table gives them.
            let by_name = |all: &HashSet<String>| match manner {
                Manner::Listing => true,
                Manner::Headings => codes.len() * FEW_OF <= all.len(),
                Manner::Items | Manner::Table => false,
            };
            let having = |code: &String| holders.get(code.as_str()).map_or(&[][..], Vec::as_slice);
            let fewest = codes.iter().map(having).min_by_key(|having| having.len()).unwrap_or_default();
            fewest.len() <= MANY
                && fewest.iter().any(|&at| {
                    listed[at].as_ref().is_some_and(|(form, all)| {
                        // A table may say of many cases with which of the codes they end.
                        (form != manner || (at < index && codes.len() < offers[index].codes.len()))
                            && *form != Manner::Listing
                            && codes.is_subset(if by_name(all) { &named[at] } else { all })
                            && (codes.len() < all.len()
                                || *form == Manner::Headings
                                || *manner == Manner::Listing
                                || (*manner != Manner::Headings && at < index))
                    })
                })
        })
        .collect();
    let mut told: HashMap<&String, usize> = HashMap::default();
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

/// Whether codes come again in a part, each time with another name: "400 | Lid lost", "400 | Lid stuck" list two failures.
fn names_each(offer: &Offer) -> bool {
    let pairs: Option<HashSet<(&str, &str)>> = offer
        .codes
        .iter()
        .map(|code| Some((code.declaration.code.as_str(), code.declaration.symbol.as_deref()?)))
        .collect();
    let distinct: HashSet<&str> = offer.codes.iter().map(|code| code.declaration.code.as_str()).collect();
    distinct.len() < offer.codes.len() && pairs.is_some_and(|pairs| pairs.len() == offer.codes.len())
}

/// Parts that name again what a longer list has with number, name and text ("`6000 Unauthorized` - not the owner" below a
/// function, `Unauthorized` in a table of remedies) only say more of these, whatever parts share them.
pub(super) fn settle_names(offers: &mut [Offer]) {
    let listing = |offer: &&Offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty();
    let told = |declaration: &CodeDeclaration| {
        let word = |shape: Shape| shape.is_name() || shape == Shape::Word;
        let named = declaration.symbol.as_deref().and_then(shape_of).is_some_and(word);
        let numbered = shape_of(&declaration.code).is_some_and(Shape::is_numeric);
        named && numbered && !declaration.description.is_empty()
    };
    let full = |offer: &&Offer| offer.codes.iter().all(|code| told(&code.declaration));
    let Some(main) = offers.iter().filter(listing).filter(full).max_by_key(|offer| offer.codes.len()) else { return };
    let place = |offer: &Offer| offer.codes.first().and_then(|code| code.nodes.first().copied());
    let (most, start) = (main.codes.len(), place(main));
    let names: HashMap<String, String> = main
        .codes
        .iter()
        .filter_map(|code| Some((code.declaration.symbol.clone()?, code.declaration.code.clone())))
        .collect();
    // One name for several numbers names none of them.
    if names.len() < most || most < LEAST_NAMED {
        return;
    }
    let numbers: HashSet<String> = main.codes.iter().map(|code| code.declaration.code.clone()).collect();
    let named = |code: &OfferedCode| {
        let CodeDeclaration { code, symbol, .. } = &code.declaration;
        match symbol {
            Some(symbol) => names.get(symbol) == Some(code),
            None => names.contains_key(code),
        }
    };
    // What has no name in the list is known by its number, among names.
    let again = |code: &OfferedCode| named(code) || numbers.contains(&code.declaration.code);
    for offer in offers.iter_mut().filter(|offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty()) {
        let by_name = offer.codes.iter().filter(|code| named(code)).count();
        let known = by_name * 2 > offer.codes.len() && offer.codes.iter().all(again);
        let distinct: HashSet<&str> = offer.codes.iter().map(|code| code.declaration.code.as_str()).collect();
        if distinct.len() < most && place(offer) > start && known {
            offer.reasons.insert(0, "it only says more of codes that the page lists".to_owned());
            ignore(offer, REMARK);
        }
    }
}

/// So many codes with names are a list that others name from.
const LEAST_NAMED: usize = 4;

/// For each offer that lists codes without a word about them, those that stand with texts elsewhere: all of it where
/// nearly all do; of constants in code, which are nobody's contents, those that do, where most do.
pub(super) fn contents_lists(page: &Page<'_>, offers: &[Offer]) -> Vec<HashSet<usize>> {
    // Each code with the titles that headings and entries give it.
    let mut titled: HashSet<(String, String)> = HashSet::default();
    for declaration in offers.iter().flat_map(|offer| &offer.codes).map(|code| &code.declaration) {
        let titles =
            declaration.fields.iter().filter(|field| field.role == FieldRole::Message).map(|field| &field.text);
        for title in titles.chain(&declaration.symbol).map(|title| fold(title)) {
            if !declaration.description.is_empty() && !fold_alike(&declaration.description, &title) {
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
        // Whether to try again, or what to do, says nothing of what the code is.
        let unsaid = declaration.description.is_empty() && declaration.symbol.is_none();
        if !unsaid && !declaration.fields.iter().all(is_value) {
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
            || declaration.symbol.as_deref().is_some_and(|symbol| fold_alike(symbol, &said))
            || titled.contains(&(declaration.code.to_lowercase(), said))
    };
    let bare: Vec<Vec<bool>> = offers.iter().map(|offer| offer.codes.iter().map(is_bare).collect()).collect();
    let codes = |offer: &Offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty();
    let bare_only = |offer: &Offer, bare: &[bool]| {
        codes(offer) && bare.iter().filter(|&&bare| bare).count() * 20 >= offer.codes.len() * 19
    };
    if !offers.iter().zip(&bare).any(|(offer, bare)| bare_only(offer, bare)) {
        return vec![HashSet::default(); offers.len()];
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
    let others = NamesOfNumbers::new(
        offers
            .iter()
            .zip(&bare)
            .filter(|(offer, _)| codes(offer))
            .flat_map(|(offer, bare)| offer.codes.iter().zip(bare))
            .filter(|&(_, &bare)| !bare)
            .map(|(code, _)| &code.declaration),
    );
    offers
        .iter()
        .zip(&bare)
        .map(|(offer, bare)| {
            if !bare_only(offer, bare) {
                return HashSet::default();
            }
            // A section of its own explains a code even where it says nothing more.
            let owned = |code: &OfferedCode| {
                let section = sections.get(&code.declaration.code.to_lowercase());
                section.is_some_and(|section| section.line != code.declaration.line) && !headed(&code)
            };
            let known = |code: &OfferedCode| {
                owned(code)
                    || (keys(&code.declaration).any(|key| explained.contains(&key))
                        && !others.name_otherwise(&code.declaration))
            };
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
                HashSet::default()
            }
        })
        .collect()
}

/// The names that numbers have which a page explains: enumerations that each count from zero share their numbers.
struct NamesOfNumbers(HashMap<String, HashSet<String>>);

impl NamesOfNumbers {
    fn new<'d>(declarations: impl Iterator<Item = &'d CodeDeclaration>) -> Self {
        let mut names: HashMap<String, HashSet<String>> = HashMap::default();
        for declaration in declarations {
            let of_number = names.entry(declaration.code.to_lowercase()).or_default();
            // A number without a name may have any.
            of_number.insert(declaration.symbol.as_deref().map(letters_of).unwrap_or_default());
        }
        Self(names)
    }

    /// Whether a number has a name here that it has nowhere else, where each of these names it.
    fn name_otherwise(&self, declaration: &CodeDeclaration) -> bool {
        let Some(name) = declaration.symbol.as_deref().map(letters_of) else { return false };
        self.0
            .get(&declaration.code.to_lowercase())
            .is_some_and(|names| !names.is_empty() && !names.contains("") && !names.contains(&name))
    }
}

/// The letters and digits of a name, in lower case.
pub(super) fn letters_of(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The titles of the sections of a page.
pub(super) fn titles_of<'a>(page: &Page<'a>) -> HashSet<&'a str> {
    let title = |kind: &'a BlockKind| match kind {
        BlockKind::Heading(heading) => Some(heading.text.plain()),
        _ => None,
    };
    page.blocks.iter().filter_map(|placed| title(&placed.block.kind)).collect()
}

/// So few codes among titles of sections are words of titles themselves.
const FEW_AMONG_TITLES: usize = 2;

/// A code or two that a list has where it says the titles of sections again: "LID errors" beside a page of that title.
pub(super) fn settle_titles(page: &Page<'_>, titles: &HashSet<&str>, offers: &mut [Offer]) {
    let listed = |code: &OfferedCode| {
        let node = code.nodes.first();
        node.is_some_and(|node| page.blocks.binary_search_by_key(node, |placed| placed.block.id).is_err())
    };
    let titled = |code: &OfferedCode| {
        let CodeDeclaration { code, symbol, description, .. } = &code.declaration;
        symbol.iter().chain([description]).any(|words| titles.contains(format!("{code} {words}").as_str()))
    };
    for offer in offers.iter_mut().filter(|offer| {
        let count = offer.codes.len();
        offer.verdict == Verdict::Codes && count > 0 && count <= FEW_AMONG_TITLES
    }) {
        if offer.codes.iter().all(|code| listed(code) && titled(code)) {
            offer.reasons.insert(0, "it only says titles of sections again".to_owned());
            ignore(offer, CONTENTS_LIST);
            ignore_titles(titles, offer);
        }
    }
}

/// A title that leads to codes has no more words.
const LONGEST_LEAD: usize = 5;

/// Names that only lead to the codes of what they name: "LG" with "LG error codes" below it.
pub(super) fn settle_leads(offers: &mut [Offer]) {
    let leads = |code: &OfferedCode| {
        let CodeDeclaration { code, description, .. } = &code.declaration;
        let few = (2..=LONGEST_LEAD).contains(&description.split_whitespace().count());
        let named = shape_of(code).is_none_or(|shape| !shape.is_key());
        named && few && !ends_with_stop(description) && topic_of(description) == Some(Topic::Codes)
    };
    for offer in offers.iter_mut().filter(|offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty()) {
        if offer.codes.iter().all(leads) {
            offer.reasons.insert(0, "it only leads to codes".to_owned());
            ignore(offer, CONTENTS_LIST);
        }
    }
}

/// Ignores what stands among contents without a code and is the title of a section.
pub(super) fn ignore_titles(titles: &HashSet<&str>, contents: &mut Offer) {
    let titled =
        |rest: &&mut Remainder| matches!(rest.fate, Fate::Unexplained(_)) && titles.contains(rest.text.as_str());
    for rest in contents.rest.iter_mut().filter(titled) {
        rest.fate = Fate::Ignored(CONTENTS_LIST.to_owned());
    }
}

/// What a declaration may be known by; of a type with its package (`lids.errors.Stuck`) the type alone as well, and of a
/// name within another (`Lid::Stuck`) the last part.
fn keys(declaration: &CodeDeclaration) -> impl Iterator<Item = String> + '_ {
    let own = declaration.code.rsplit_once('.').map(|(_, own)| own);
    let own = own.filter(|own| own.starts_with(char::is_uppercase) && own.contains(char::is_lowercase));
    let names = [Some(declaration.code.as_str()), declaration.symbol.as_deref()];
    let within = names.map(|name| name.and_then(|name| name.rsplit_once("::")).map(|(_, own)| own));
    names.into_iter().chain([own]).chain(within).flatten().map(str::to_lowercase)
}
