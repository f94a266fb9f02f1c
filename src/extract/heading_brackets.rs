//! Headings that each end with a name in square brackets: "Lids must shut [lid-open]". Plain words there are codes where
//! the headings beside them end with names.

use std::collections::HashSet;

use super::lead::{Joint, Lead};
use super::section::Section;
use super::spelling::{Shape, shape_of};

/// So many headings that end alike are no chance.
const ENOUGH: usize = 4;
/// The longest name, in bytes.
const LONGEST: usize = 60;

/// Gives the headings of a group the names in square brackets at their ends as leads, where nearly all end with one and
/// most of them are no plain words.
pub(super) fn lead_by_brackets(sections: &[Section<'_>], leads: &mut [Option<Lead>], members: &[usize]) {
    let found: Vec<(usize, Lead)> =
        members.iter().filter_map(|&at| Some((at, bracketed(sections.get(at)?.text.plain())?))).collect();
    let names = found.iter().filter(|(_, lead)| lead.shape != Shape::Word).count();
    if found.len() < ENOUGH || found.len() * 10 < members.len() * 9 || names * 2 < found.len() {
        return;
    }
    for (at, lead) in found {
        if let Some(none @ None) = leads.get_mut(at) {
            *none = Some(lead);
        }
    }
}

/// Statuses in brackets behind constants (`LID_LOST (404)`) only go with these where some headings beside them have no
/// number, or two have the same: there the constants are the codes.
pub(super) fn lead_by_constants_with_statuses(sections: &[Section<'_>], leads: &mut [Option<Lead>], members: &[usize]) {
    let found = || members.iter().filter_map(|&at| leads.get(at)?.as_ref());
    let named = |lead: &&Lead| lead.symbol.as_deref().and_then(shape_of) == Some(Shape::Constant);
    let leading = |at: usize, lead: &Lead| {
        let name = lead.symbol.as_deref().unwrap_or("");
        sections.get(at).is_some_and(|section| section.text.plain().find(name).is_some_and(|start| start < lead.at))
    };
    let numbers = members.iter().filter_map(|&at| Some((at, leads.get(at)?.as_ref()?)));
    let numbers: Vec<(usize, &Lead)> = numbers.filter(|(_, lead)| lead.shape == Shape::Number).collect();
    if !numbers.iter().all(|(at, lead)| leading(*at, lead)) {
        return;
    }
    let numbered: Vec<&Lead> = numbers.into_iter().map(|(_, lead)| lead).collect();
    let status = |lead: &&Lead| lead.codes.iter().all(|code| code.len() == 3 && code.starts_with(['4', '5']));
    let distinct: HashSet<&str> = numbered.iter().flat_map(|lead| &lead.codes).map(String::as_str).collect();
    let bare = found().any(|lead| lead.shape == Shape::Constant);
    let fits = numbered.iter().all(|lead| named(lead) && status(lead) && lead.joint != Joint::Trailing);
    if numbered.len() < 2 || !fits || !(bare || distinct.len() < numbered.len()) {
        return;
    }
    for &at in members {
        let Some(Some(lead)) = leads.get_mut(at) else { continue };
        if lead.shape == Shape::Number
            && let Some(name) = lead.symbol.take()
        {
            lead.other = lead.codes.first().cloned();
            lead.codes = vec![name];
            lead.shape = Shape::Constant;
        }
    }
}

/// The name in square brackets at the end of a title, where words stand before it.
fn bracketed(title: &str) -> Option<Lead> {
    let (words, name) = title.strip_suffix(']')?.rsplit_once('[')?;
    let shape = shape_of(name).filter(|shape| matches!(shape, Shape::Word | Shape::Kebab | Shape::Snake))?;
    let words = words.trim();
    let titled = words.contains(' ') && words.len() <= 200;
    (titled && name.len() <= LONGEST && !name.contains(char::is_uppercase)).then(|| Lead {
        title: Some(words.to_owned()),
        marked: true,
        joint: Joint::Trailing,
        rest: title.len()..title.len(),
        ..Lead::new(name, shape, title.len() - 1 - name.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_brackets_behind_words() {
        for (title, name) in [
            ("Lids must shut [lid-open]", Some("lid-open")),
            ("Lids must shut [shut]", Some("shut")),
            ("Lids [lid-open]", None),
            ("Lids must shut (lid-open)", None),
            ("Lids must shut [Optional]", None),
            ("Lids must shut [see below]", None),
        ] {
            assert_eq!(bracketed(title).map(|lead| lead.codes.concat()).as_deref(), name, "{title}");
        }
    }
}
