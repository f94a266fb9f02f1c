//! Headings that are counted: the numbers before their names are those of sections.

use super::lead::Lead;
use super::section::Section;
use super::spelling::{Shape, shape_of, value_of};

/// So many names behind numbers that count from one are counted.
const LEAST: usize = 3;

/// Where all leads of a group count up from one, each with a stop behind its number, and most have names that programs
/// use ("2. LidOpenError"), the names lead; what has no name is a section of another kind.
pub(super) fn lead_by_names(sections: &[Section<'_>], leads: &mut [Option<Lead>], members: &[usize]) {
    let counted = || members.iter().filter_map(|&at| Some((sections.get(at)?, leads.get(at)?.as_ref()?)));
    let in_order = (1..).zip(counted()).all(|(number, (section, lead))| {
        let [code] = lead.codes.as_slice() else { return false };
        let stopped = section.text.plain().strip_prefix(code.as_str()).is_some_and(|rest| rest.starts_with(". "));
        lead.shape == Shape::Number && stopped && value_of(code) == Some(number)
    });
    let all = counted().count();
    let named = counted().filter(|(_, lead)| name_of(lead).is_some()).count();
    if !in_order || named < LEAST || named * 4 < all * 3 {
        return;
    }
    for &at in members {
        let Some(lead) = leads.get_mut(at) else { continue };
        *lead = lead.take().and_then(|lead| {
            let (name, shape) = name_of(&lead)?;
            Some(Lead { codes: vec![name], shape, symbol: None, numbered: true, ..lead })
        });
    }
}

/// The name behind a number.
fn name_of(lead: &Lead) -> Option<(String, Shape)> {
    let name = lead.symbol.clone()?;
    let shape = shape_of(&name).filter(|shape| shape.is_name())?;
    Some((name, shape))
}
