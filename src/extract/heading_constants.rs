//! Headings in words that have a constant below them: "### Lid open", with `LID_OPEN=7` as the code of that section.

use foldhash::HashMap;

use super::constants::lex_constants;
use super::lead::{Joint, Lead};
use super::page::Page;
use super::section::{Dress, Section};
use super::spelling::shape_of;
use crate::document::{BlockKind, Code};

/// So many constants make codes of their headings.
const ENOUGH: usize = 3;
/// The constant stands in one of so many blocks below its heading.
const NEAR: usize = 3;
/// A listing with one constant has at most so many lines, comments included.
const SHORT: usize = 4;

/// Gives headings in words the constants below them as leads, where the constants of a page have one prefix and stand
/// below most headings of a group. Returns the line of each, by the place of its section.
pub(crate) fn lead_by_constants(
    page: &Page<'_>,
    sections: &[Section<'_>],
    leads: &mut [Option<Lead>],
) -> HashMap<usize, u32> {
    // "LID (the cover)" may be a name, with its number in the constant.
    let open = |at: usize| {
        leads.get(at).is_some_and(|lead| lead.as_ref().is_none_or(|lead| lead.shape.is_name() && lead.symbol.is_none()))
    };
    let found: Vec<(usize, Lead, u32)> = sections
        .iter()
        .enumerate()
        .filter(|(at, _)| open(*at))
        .filter_map(|(at, section)| constant_below(page, section).map(|(lead, line)| (at, lead, line)))
        .collect();
    let prefixes: Vec<&str> = found.iter().map(|(_, lead, _)| prefix(lead)).collect();
    let alike = prefixes.windows(2).all(|pair| pair.first() == pair.last());
    if found.len() < ENOUGH || !alike || prefixes.first().is_none_or(|prefix| prefix.is_empty()) {
        return HashMap::default();
    }
    let place = |section: &Section<'_>| (section.parent, section.dress);
    let mut members: HashMap<(Option<usize>, Dress), (usize, usize)> = HashMap::default();
    for section in sections {
        members.entry(place(section)).or_default().0 += 1;
    }
    for section in found.iter().filter_map(|(at, ..)| sections.get(*at)) {
        members.entry(place(section)).or_default().1 += 1;
    }
    let mut lines = HashMap::default();
    for (at, lead, line) in found {
        let most = sections.get(at).and_then(|section| members.get(&place(section)));
        if most.is_some_and(|(all, with)| with * 2 > *all)
            && let Some(open) = leads.get_mut(at)
        {
            *open = Some(lead);
            lines.insert(at, line);
        }
    }
    lines
}

/// The one numbered constant that a listing right below a heading declares, and its line.
fn constant_below(page: &Page<'_>, section: &Section<'_>) -> Option<(Lead, u32)> {
    let title = section.text.plain();
    let below = section.blocks(page).map(|(_, placed)| placed.block).take(NEAR);
    let mut listings = below.filter_map(|block| match &block.kind {
        BlockKind::Code(code) => Some(code),
        _ => None,
    });
    let (code, None) = (listings.next()?, listings.next()) else { return None };
    if title.is_empty() || code.text.lines().count() > SHORT {
        return None;
    }
    let (name, value, line) = only_constant(code)?;
    let shape = shape_of(&value).filter(|shape| shape.is_numeric())?;
    let lead = Lead {
        title: (title != name).then(|| title.to_owned()),
        symbol: Some(name),
        joint: Joint::Sign,
        rest: title.len()..title.len(),
        ..Lead::new(&value, shape, 0)
    };
    Some((lead, line))
}

/// Name, value and line of the only constant of a listing, where it is a number.
fn only_constant(code: &Code) -> Option<(String, String, u32)> {
    let constants = lex_constants(&code.text, None).constants;
    let [constant] = constants.as_slice() else { return None };
    let capitals = constant.name.contains('_') && !constant.name.contains(|c: char| c.is_ascii_lowercase());
    let written = code.text.lines().nth(constant.line as usize).is_some_and(|line| line.contains(&constant.value));
    (constant.number && capitals && written)
        .then(|| (constant.name.clone(), constant.value.clone(), code.line_at(constant.line)))
}

/// What stands before the first underscore of a constant.
fn prefix(lead: &Lead) -> &str {
    lead.symbol.as_deref().and_then(|symbol| symbol.split_once('_')).map_or("", |(prefix, _)| prefix)
}
