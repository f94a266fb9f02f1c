//! Small lists of names beside the list of codes of a page: platforms, settings, steps.

use std::collections::BTreeSet;

use super::super::offer::{Offer, Verdict};
use super::super::page::Page;
use super::super::spelling::{Shape, shape_of};
use super::super::standard_names::is_standard_name;
use super::super::words::words;
use super::{Manner, ignore, manner_of};

/// The rule that ignores names beside the codes of a page.
const ASIDE: &str = "names-beside-codes";

/// So many names at most stand beside a list.
const FEW: usize = 6;

/// So many codes at least are a list that something stands beside.
const ENOUGH: usize = 3;

/// What a part looks like that lists codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    manner: Option<Manner>,
    /// The spellings of its codes, as bits.
    spellings: u32,
    /// How many there are, as far as that matters.
    codes: usize,
    /// Whether it is few names, none of which speaks of a failure.
    plain: bool,
}

impl Look {
    fn of(page: &Page<'_>, offer: &Offer) -> Self {
        let manner = manner_of(page, offer);
        let shapes = || offer.codes.iter().filter_map(|code| shape_of(&code.declaration.code));
        // "Error" beside "Warning" only says how bad it is.
        let graded = |code: &str| words().is_severity(code);
        let grades = offer.codes.iter().all(|code| graded(&code.declaration.code));
        let names_failure = |code: &str| !grades && words().names_failure(code) || is_standard_name(code);
        let plain = matches!(manner, Some(Manner::Headings | Manner::Items))
            && offer.codes.len() <= FEW
            && shapes().all(|shape| shape.is_name() || matches!(shape, Shape::Word | Shape::Kebab))
            && !offer.codes.iter().any(|code| names_failure(&code.declaration.code));
        let spellings = shapes().fold(0, |bits, shape| bits | 1 << shape as u32);
        Self { manner, spellings, codes: shapes().count().min(FEW), plain }
    }

    fn shares_a_spelling(self, other: Self) -> bool {
        self.spellings & other.spellings != 0
    }

    /// Whether this is a list of codes beside which `names` stand.
    fn is_beside(self, names: Self) -> bool {
        self.manner != names.manner && self.codes >= names.codes.max(ENOUGH) && !self.shares_a_spelling(names)
    }

    /// Whether this lists codes in the form and spelling of `names`.
    fn is_kin(self, names: Self) -> bool {
        !self.plain && self.manner == names.manner && self.shares_a_spelling(names)
    }
}

/// A few names that speak of no failure are none, on a page that lists its codes in another spelling and another form.
pub(super) fn settle_asides(page: &Page<'_>, offers: &mut [Offer]) {
    let lists = |offer: &&Offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty();
    if offers.iter().filter(lists).count() < 2 {
        return;
    }
    let looks: Vec<Option<Look>> =
        offers.iter().map(|offer| Some(offer).filter(lists).map(|offer| Look::of(page, offer))).collect();
    // A page has many parts and few kinds of them.
    let kinds: BTreeSet<Look> = looks.iter().flatten().copied().collect();
    for (offer, look) in offers.iter_mut().zip(looks) {
        let Some(names) = look.filter(|look| look.plain) else { continue };
        if kinds.iter().any(|other| other.is_beside(names)) && !kinds.iter().any(|other| other.is_kin(names)) {
            let reason = "the page lists its codes in another form, and these names speak of no failure";
            offer.reasons.insert(0, reason.to_owned());
            ignore(offer, ASIDE);
        }
    }
}
