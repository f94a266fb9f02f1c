//! Codes of a single word among headings that name codes.

use foldhash::HashMap;

use super::lead::Lead;
use super::program_names::ProgramNames;
use super::section::Section;
use super::spelling::Shape;
use super::topic::is_structure;

/// From how many names on a single word among them is one of them.
const COMPANY: usize = 3;

/// A heading of a single word is a code among headings that are nothing but names of codes, where it has their letters:
/// `ratelimited` among `lid_locked` and `lid_lost`, `LOCKED` among `LID_LOST`. Titles of sections are words in any case.
pub(super) fn lead_by_company(sections: &[Section<'_>], leads: &mut [Option<Lead>], members: &[usize]) {
    let mut names: HashMap<Shape, usize> = HashMap::default();
    for lead in members.iter().filter_map(|&at| leads.get(at)?.as_ref()).filter(|lead| lead.rest.is_empty()) {
        let part = lead.codes.iter().all(|code| code.contains(['_', '-']));
        if matches!(lead.shape, Shape::Snake | Shape::Kebab) || (lead.shape == Shape::Constant && part) {
            *names.entry(lead.shape).or_default() += 1;
        }
    }
    let Some((&shape, _)) = names.iter().find(|&(_, &count)| count >= COMPANY && count * 2 >= members.len()) else {
        return;
    };
    for &at in members {
        let (Some(section), Some(lead @ None)) = (sections.get(at), leads.get_mut(at)) else { continue };
        let plain = section.text.plain();
        let letters = |byte: u8| match shape {
            Shape::Constant => byte.is_ascii_uppercase(),
            _ => byte.is_ascii_lowercase(),
        };
        if (3..=40).contains(&plain.len()) && plain.bytes().all(letters) && !is_structure(plain) {
            *lead = Some(Lead::new(plain, shape, 0));
        }
    }
}

/// Headings of a single word are codes where nearly all of a group are constants that the listings of the page declare:
/// `Locked` and `Lost` below `enum LidState { Locked, Lost }`.
pub(super) fn lead_by_declarations(
    sections: &[Section<'_>],
    leads: &mut [Option<Lead>],
    members: &[usize],
    names: &ProgramNames<'_>,
) {
    let declared = |at: usize| sections.get(at).map(|section| section.text.plain()).filter(|name| names.declares(name));
    // "None (0)" has its number.
    let known = |at: usize| {
        let name = sections.get(at).and_then(|section| section.text.plain().split(" (").next());
        name.is_some_and(|name| names.declares(name))
    };
    let all = members.iter().filter(|&&at| known(at)).count();
    if all < COMPANY || all * 5 < members.len() * 4 {
        return;
    }
    for &at in members {
        let (Some(name), Some(lead @ None)) = (declared(at), leads.get_mut(at)) else { continue };
        *lead = Some(Lead::new(name, Shape::Camel, 0));
    }
}
