//! Words in capitals behind a few numbers of many: they are the subjects of their texts, and the names of none.

use super::item::ItemEntry;
use super::lead::Lead;
use super::told::read_told;
use crate::document::Text;

/// Among so many numbers without a name, one with a name is an exception.
const EXCEPTION: usize = 8;

/// Makes words of one piece parts of their texts again where hardly any number has one: "28 LIDS are open" stands beside
/// "29 Pot is hot". A name with an underscore is one wherever it stands.
pub(super) fn join_few_names(entries: &mut [ItemEntry<'_>]) {
    let numeric = |entry: &&ItemEntry<'_>| entry.leads.first().is_some_and(|(_, lead)| lead.shape.is_numeric());
    let bare = |entry: &&ItemEntry<'_>| entry.leads.iter().all(|(_, lead)| lead.symbol.is_none());
    let numbers = entries.iter().filter(numeric).count();
    let named = numbers - entries.iter().filter(numeric).filter(bare).count();
    if named == 0 || named * EXCEPTION > numbers || numbers < entries.len() {
        return;
    }
    for entry in entries {
        let Some((text, lead)) = entry.leads.first_mut() else { continue };
        let Some(start) = subject(text, lead) else { continue };
        lead.symbol = None;
        lead.rest.start = start;
        let said = text.slice(lead.rest.clone());
        entry.title.clear();
        entry.told = read_told(&said, entry.item.blocks.iter().copied());
    }
}

/// Where the name of a lead starts, if it is one word with nothing but space behind it and a text that goes on.
fn subject(text: &Text, lead: &Lead) -> Option<usize> {
    let name = lead.symbol.as_deref().filter(|name| !name.contains('_'))?;
    let between = text.plain().get(lead.at..lead.rest.start)?;
    let at = between.rfind(name)?;
    let goes_on = between[at + name.len()..].chars().all(char::is_whitespace) && !lead.rest.is_empty();
    goes_on.then_some(lead.at + at)
}
