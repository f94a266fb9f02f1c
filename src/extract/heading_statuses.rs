//! Headings of constants with the HTTP statuses of their answers: `LID_LOST (404)`, `LID_LOST - 404`.

use foldhash::HashSet;

use super::lead::{Joint, Lead};
use super::section::Section;
use super::spelling::{Shape, shape_of};

/// Statuses behind constants only go with these where some headings beside them have no number, or two have the same:
/// there the constants are the codes. `groups` are the members of groups of one form all over the page, since most
/// sections have a few of them only.
pub(super) fn lead_by_constants_with_statuses(
    sections: &[Section<'_>],
    leads: &mut [Option<Lead>],
    groups: &[&[usize]],
) {
    let members: Vec<usize> = groups
        .iter()
        .filter(|members| goes_with_statuses(sections, leads, members))
        .flat_map(|members| members.iter().copied())
        .collect();
    let found = || members.iter().filter_map(|&at| leads.get(at)?.as_ref());
    let numbered: Vec<&Lead> = found().filter(|lead| lead.shape == Shape::Number).collect();
    let distinct: HashSet<&str> = numbered.iter().flat_map(|lead| &lead.codes).map(String::as_str).collect();
    let bare = found().any(|lead| lead.shape == Shape::Constant);
    if numbered.len() < 2 || !(bare || distinct.len() < numbered.len()) {
        return;
    }
    for at in members {
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

/// Whether a group has numbers, and each is a failed status behind the constant that it goes with.
fn goes_with_statuses(sections: &[Section<'_>], leads: &[Option<Lead>], members: &[usize]) -> bool {
    let numbers = members.iter().filter_map(|&at| Some((at, leads.get(at)?.as_ref()?)));
    let mut numbers = numbers.filter(|(_, lead)| lead.shape == Shape::Number).peekable();
    let leading = |at: usize, name: &str, number: usize| {
        sections.get(at).is_some_and(|section| section.text.plain().find(name).is_some_and(|start| start < number))
    };
    let fits = |at: usize, lead: &Lead| {
        let name = lead.symbol.as_deref().filter(|name| shape_of(name) == Some(Shape::Constant));
        name.is_some_and(|name| leading(at, name, lead.at))
            && lead.joint != Joint::Trailing
            && lead.codes.iter().all(|code| is_failed(code))
    };
    numbers.peek().is_some() && numbers.all(|(at, lead)| fits(at, lead))
}

/// Whether a number is the status of a failed request, by its form.
fn is_failed(number: &str) -> bool {
    number.len() == 3 && number.starts_with(['4', '5'])
}
