//! Names whose texts start with their numbers in brackets: `LID_OPEN`, and below it "(-501) The lid is open."

use foldhash::HashSet;

use super::declared_value::first_paragraph;
use super::item::ItemEntry;
use super::spelling::{Shape, shape_of};

/// So many names with numbers are no chance.
const ENOUGH: usize = 3;

/// Where nearly all texts start so, each with a number of its own, these are the codes of their names.
pub(super) fn number_by_texts(entries: &mut [ItemEntry<'_>]) {
    let numbers: Vec<Option<(String, u32)>> = entries.iter().map(number_of).collect();
    let distinct: HashSet<&str> = numbers.iter().flatten().map(|(number, _)| number.as_str()).collect();
    let count = numbers.iter().flatten().count();
    if count < ENOUGH || count * 10 < entries.len() * 9 || distinct.len() < count {
        return;
    }
    for (entry, number) in entries.iter_mut().zip(numbers) {
        let Some(number) = number else { continue };
        let told = &mut entry.told;
        if told.number.is_some() {
            // "(-501) LID_OPEN": a constant is all that is said.
            let said = told.symbol.take_if(|_| told.description.is_empty());
            told.description.extend(said);
        } else {
            told.description = told.description.split_once(')').map_or("", |(_, said)| said.trim_start()).to_owned();
            told.number = Some(number);
        }
    }
}

/// The number in brackets that the text below a name starts with, or that stands there by itself, and its line.
fn number_of(entry: &ItemEntry<'_>) -> Option<(String, u32)> {
    let (_, lead) = entry.leads.first()?;
    let named = lead.shape == Shape::Constant && lead.symbol.is_none();
    if let Some(number) = entry.told.number.as_ref().filter(|_| named) {
        return Some(number.clone());
    }
    let text = entry.item.blocks.first().and_then(|block| first_paragraph(block)).filter(|_| named)?;
    let bracketed = entry.told.description.strip_prefix('(')?.split_once(')')?.0.trim();
    let numeric = matches!(shape_of(bracketed), Some(Shape::Number | Shape::Hex));
    let at = text.plain().find(bracketed).filter(|_| numeric && text.plain().starts_with('('))?;
    Some((bracketed.to_owned(), text.line_at(at)))
}
