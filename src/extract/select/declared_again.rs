//! Constants in code that a list of the page has too, with the same numbers and names, among a few that it has not.

use foldhash::HashSet;

use super::super::CodeDeclaration;
use super::super::offer::{Offer, Verdict};
use super::super::page::Page;
use super::super::spelling::value_of;
use super::repeats::{REMARK, letters_of};
use super::{Manner, ignore, ignore_some, manner_of};

/// So many constants show that they are those of the list.
const ENOUGH: usize = 4;

/// Of constants in code of which two in three stand with number and name in one table or list, only those are codes
/// whose numbers the list does not have.
pub(super) fn settle_declared_again(page: &Page<'_>, offers: &mut [Offer]) {
    let listing = |offer: &Offer| offer.verdict == Verdict::Codes && !offer.codes.is_empty();
    let manners: Vec<Option<Manner>> =
        offers.iter().map(|offer| listing(offer).then(|| manner_of(page, offer)).flatten()).collect();
    if !manners.contains(&Some(Manner::Listing)) {
        return;
    }
    let named = |declaration: &CodeDeclaration| {
        let name = declaration.symbol.as_deref().map(letters_of).filter(|name| !name.is_empty())?;
        Some((value_of(&declaration.code)?, name))
    };
    let lists: Vec<HashSet<(i128, String)>> = offers
        .iter()
        .zip(&manners)
        .filter(|(_, manner)| manner.is_some_and(|manner| manner != Manner::Listing))
        .map(|(offer, _)| offer.codes.iter().filter_map(|code| named(&code.declaration)).collect())
        .collect();
    for (offer, _) in offers.iter_mut().zip(manners).filter(|(_, manner)| *manner == Some(Manner::Listing)) {
        let own: Vec<Option<(i128, String)>> = offer.codes.iter().map(|code| named(&code.declaration)).collect();
        let shared = |list: &&HashSet<(i128, String)>| {
            let count = own.iter().flatten().filter(|pair| list.contains(*pair)).count();
            count >= ENOUGH && count * 3 >= own.len() * 2
        };
        let Some(list) = lists.iter().find(shared) else { continue };
        let numbers: HashSet<i128> = list.iter().map(|(number, _)| *number).collect();
        let again = |pair: &Option<(i128, String)>| pair.as_ref().is_some_and(|(number, _)| numbers.contains(number));
        if own.iter().all(again) {
            offer.reasons.insert(0, "it only declares again what the page lists".to_owned());
            ignore(offer, REMARK);
        } else {
            offer.reasons.insert(0, "most of it declares again what the page lists".to_owned());
            ignore_some(offer, REMARK, |at| own.get(at).is_some_and(&again));
        }
    }
}
