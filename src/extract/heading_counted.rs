//! Headings that are counted: the numbers before their names are those of sections.

use super::lead::{LONGEST_TITLE, Lead, read_trailing, section_number};
use super::section::Section;
use super::spelling::{Shape, shape_of, value_of};

/// So many names behind numbers that count from one are counted.
const LEAST: usize = 3;

/// A heading of a group that is counted.
struct Counted<'a> {
    /// Its place among the sections.
    at: usize,
    /// What it says, its number first.
    plain: &'a str,
    /// What was read as its code.
    lead: Lead,
}

/// Where the headings of a group count up from one, each with a stop behind its number, the numbers are no codes where
/// the names behind most are ("2. LidOpenError"), or the codes in brackets behind these ("2. The lid is open (E7)"), or
/// codes that stand behind some ("2. 404 Not Found"). What has none then is a section of another kind.
pub(super) fn lead_behind_counts(sections: &[Section<'_>], leads: &mut [Option<Lead>], members: &[usize]) {
    let counted = counted(sections, leads, members);
    let behind: [fn(&Counted<'_>) -> Option<Lead>; 2] = [lead_of_name, lead_in_brackets];
    let most = |found: &Vec<Option<Lead>>| {
        let count = found.iter().flatten().count();
        count >= LEAST && count * 4 >= counted.len() * 3
    };
    let mut found = behind.into_iter().map(|lead| counted.iter().map(lead).collect::<Vec<_>>());
    let numbered =
        || counted.iter().map(|heading| heading.lead.numbered.then(|| heading.lead.clone())).collect::<Vec<_>>();
    let several = counted.len() >= LEAST;
    let found = found.find(most).unwrap_or_else(numbered);
    if !several || found.iter().all(Option::is_none) {
        return;
    }
    let places: Vec<usize> = counted.iter().map(|heading| heading.at).collect();
    for (at, found) in places.into_iter().zip(found) {
        if let Some(lead) = leads.get_mut(at) {
            *lead = found;
        }
    }
}

/// The headings with leads, where each starts with its number and a stop, and the numbers count from one; empty where
/// they do not.
fn counted<'a>(sections: &[Section<'a>], leads: &[Option<Lead>], members: &[usize]) -> Vec<Counted<'a>> {
    let heading =
        |at: usize| Some(Counted { at, plain: sections.get(at)?.text.plain(), lead: leads.get(at)?.clone()? });
    let headings: Vec<Counted<'a>> = members.iter().filter_map(|&at| heading(at)).collect();
    let number = |plain: &str| plain.split_once(". ").and_then(|(number, _)| value_of(number));
    let in_order = (1..).zip(&headings).all(|(due, heading)| number(heading.plain) == Some(due));
    if in_order { headings } else { Vec::new() }
}

/// The lead of a name behind a number that was read as the code.
fn lead_of_name(heading: &Counted<'_>) -> Option<Lead> {
    let name = heading.lead.symbol.clone().filter(|_| !heading.lead.numbered)?;
    let shape = shape_of(&name).filter(|shape| shape.is_name())?;
    Some(Lead { codes: vec![name], shape, symbol: None, numbered: true, ..heading.lead.clone() })
}

/// The lead of a code in brackets at the end, with what stands between it and the number of the section as its title.
fn lead_in_brackets(heading: &Counted<'_>) -> Option<Lead> {
    let lead = read_trailing(heading.plain, LONGEST_TITLE)?;
    let single = lead.shape == Shape::Constant || (lead.shape.is_key() && lead.shape != Shape::Range);
    let title = lead.title.as_deref()?;
    let title = title.get(section_number(title)?..)?.to_owned();
    single.then_some(Lead { title: Some(title), numbered: true, ..lead })
}

/// Whether brackets at the end of a title hold nothing but codes, one or several, which it groups where it is counted.
pub(super) fn ends_with_codes(plain: &str) -> bool {
    let inner = plain.strip_suffix(')').and_then(|plain| plain.rsplit_once('(')).map(|(_, inner)| inner);
    inner.is_some_and(|inner| {
        let mut words = inner.split([',', '/', ' ']).filter(|word| !word.is_empty());
        !inner.is_empty() && words.all(|word| shape_of(word).is_some_and(Shape::is_key))
    })
}
