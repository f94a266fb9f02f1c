//! Headings that each end with a name in square brackets: "Lids must shut [lid-open]". Plain words there are codes where
//! the headings beside them end with names.

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
