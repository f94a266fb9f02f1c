//! Items that each end with their code in brackets: "The lid is open (`LID_OPEN`)".

use foldhash::HashSet;

use super::item::ItemEntry;
use super::lead::{Joint, Lead, is_all_marked, read_trailing};
use super::spelling::Shape;
use super::topic::is_placeholder;
use crate::document::Text;

/// So many items that end so are no chance.
const ENOUGH: usize = 3;
/// The longest text before a code, in characters.
const LONGEST: usize = 400;

/// Where every item ends with a code in brackets, set as code in each or in none, these are the codes, whatever the items
/// start with and however long they are: "OAuth has no lid (105)".
pub(super) fn lead_by_trailing(entries: &mut [ItemEntry<'_>]) {
    let leads: Option<Vec<Lead>> = entries.iter().map(|entry| trailing(entry.item.text)).collect();
    let Some(leads) = leads.filter(|leads| leads.len() >= ENOUGH) else { return };
    let marked = leads.iter().filter(|lead| lead.marked).count();
    let named = leads.iter().any(|lead| !lead.shape.is_key());
    let distinct: HashSet<&String> = leads.iter().flat_map(|lead| &lead.codes).collect();
    // Plain names in brackets may be anything that a text speaks of.
    if (marked != 0 && marked != leads.len()) || (named && marked == 0) || distinct.len() < leads.len() {
        return;
    }
    if !entries.iter().all(starts_otherwise) {
        return;
    }
    for (entry, lead) in entries.iter_mut().zip(leads) {
        entry.lead_by(lead);
    }
}

/// Whether an item starts with no code, or with a name that may be the first word of a sentence: "OAuth failed (`105`)".
fn starts_otherwise(entry: &ItemEntry<'_>) -> bool {
    let worded = |lead: &Lead| lead.joint == Joint::Space && !lead.marked && lead.symbol.is_none();
    let (_, lead) = match entry.leads.as_slice() {
        [] => return true,
        [lead] => lead,
        _ => return false,
    };
    lead.joint == Joint::Trailing || (lead.shape.is_name() && worded(lead))
}

/// The code in brackets at the end of a text, with what stands before it as its title; marked where it is set as code.
fn trailing(text: &Text) -> Option<Lead> {
    let plain = text.plain().trim_end_matches(['.', ';', ',']);
    let lead = read_trailing(plain, LONGEST).filter(|_| !is_placeholder(plain))?;
    let end = lead.at + lead.codes.first()?.len();
    let certain = lead.shape != Shape::Wildcard && lead.shape != Shape::Range;
    certain.then(|| Lead { marked: is_all_marked(text, lead.at..end), ..lead })
}
