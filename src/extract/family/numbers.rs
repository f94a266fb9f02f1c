//! What numbers tell: statuses, years, versions, sections and steps, and what merely counts.

use foldhash::HashSet;

use super::super::cells::is_sentence;
use super::super::heading_counted::ends_with_codes;
use super::super::lead::{Joint, Lead};
use super::super::reason_phrases::names_status;
use super::super::spelling::{Shape, value_of};
use super::super::topic::{Topic, is_structure, topic_of};
use super::super::words::words;
use super::Family;
use super::scale::Scale;

/// So many counted titles that speak of failures, on a page of codes, are hardly sections.
const MANY_SECTIONS: usize = 8;

impl Family<'_, '_> {
    /// What the numbers may be beside codes.
    pub(super) fn weigh_numbers(&self, scale: &mut Scale) {
        let Self { spoken, http, .. } = *self;
        let count = self.leads.len();
        let leads = &self.leads;
        if http * 2 >= count {
            scale.add(3, "they are HTTP statuses with their names");
        }
        if counts_things(leads) {
            scale.add(-6, "they count the same thing, one word stands behind each number");
        }
        // "0 - Disable answers", "1 - Enable answers".
        let small = self.most(|lead| lead.codes.iter().all(|code| code.len() == 1));
        if small && leads.iter().filter(|(_, title)| words().is_switched(title)).count() * 2 > count {
            scale.add(-6, "they turn something on and off");
        }
        let structural = leads.iter().filter(|(_, title)| is_structure(title)).count();
        if is_numbering(leads) {
            // "1. Read the code", "2. Call us": where few titles speak of failures, they are steps.
            let steps = spoken * 2 < count && self.most(|lead| lead.joint == Joint::Stop);
            // "The codes are as follows:" may lead to codes that count.
            let told = self.around.leads
                && match self.around.introduction {
                    Some(Topic::Codes) => self.most(|lead| matches!(lead.joint, Joint::Space | Joint::Sign)),
                    Some(Topic::Failures) => self.most(|lead| lead.joint == Joint::Sign),
                    _ => false,
                };
            // "1: The lid cannot be found." right below "Error codes" is no title of a section.
            let failures = self.around.heading == Some((Topic::Codes, 0)) && spoken * 2 > count;
            let sentences = leads.iter().filter(|(_, title)| is_sentence(title)).count() * 2 > count;
            let apart = |lead: &Lead| {
                matches!(lead.joint, Joint::Sign | Joint::Dash) || (sentences && lead.joint == Joint::Space)
            };
            // Nor is any line of a page that has nothing else.
            let told = told || (failures && self.most(apart)) || (self.around.alone && !steps);
            // "1. Bad lid", "2. Lid lost" on a page of codes.
            let failing = leads.iter().filter(|(_, title)| words().speaks_of_failure(title)).count();
            let named = count >= MANY_SECTIONS && failing * 2 >= count && self.around.page == Some(Topic::Codes);
            // "2. Lid errors (E7, E8)" heads what is to do about these.
            let closed = leads.iter().filter(|(_, title)| ends_with_codes(title)).count() * 4 >= count * 3;
            let titled = structural * 4 > count || (structural > 0 && !named);
            let weight = match () {
                () if told => -2,
                () if titled || steps => -6,
                () if closed => -8,
                () if named => -2,
                () => -4,
            };
            scale.kind = "numbered-sections";
            scale.add(weight, "they count up from one, as sections and steps do");
        }
        // "20.1. Status codes", "20.2. Error codes": what is numbered has the codes below it.
        // "HTTP 404 return code is used when there is no such lid." is a sentence.
        let announces = |(_, title): &&(&Lead, &str)| !is_sentence(title) && topic_of(title) == Some(Topic::Codes);
        let announcing = leads.iter().filter(announces).count();
        if announcing * 2 > count && self.most(|lead| matches!(lead.shape, Shape::Dotted | Shape::Number)) {
            scale.kind = "numbered-sections";
            scale.add(-8, "their titles announce codes");
        }
        if self.most(is_appendix) {
            scale.kind = "numbered-sections";
            scale.add(-6, "they are sections of an appendix");
        }
        self.weigh_years(scale);
        if leads
            .iter()
            .filter(|(lead, title)| {
                (lead.shape == Shape::Dotted && (title.is_empty() || is_version(lead))) || is_named_version(lead)
            })
            .count()
            * 2
            > count
            && !self
                .most(|lead| lead.codes.iter().all(|code| code.split('.').next().is_some_and(|part| part.len() == 3)))
            && !self.are_dotted_failures()
        {
            scale.kind = "versions";
            scale.add(-4, "they look like versions or sections");
        }
    }

    /// Whether they are set as code below a heading that speaks of codes or failures, and most texts speak of failures.
    fn are_dotted_failures(&self) -> bool {
        let headed = self.around.heading.is_some_and(|(topic, steps)| topic != Topic::Others && steps == 0);
        headed && self.spoken * 2 > self.leads.len() && self.most(|lead| lead.marked && lead.joint == Joint::Dash)
    }

    /// Years are codes where the page says so, dates where nothing speaks of failures, and otherwise nobody knows.
    fn weigh_years(&self, scale: &mut Scale) {
        let Self { around, spoken, .. } = *self;
        let leads = &self.leads;
        let dates = leads.iter().filter(|(lead, _)| is_date(lead)).count();
        let years = leads.iter().filter(|(lead, _)| is_year(lead)).count();
        let is_dated = dates * 5 >= leads.len() * 3;
        // One number beyond the years, and they count something else.
        if !is_dated && dates + years < leads.len() {
            return;
        }
        let others = around.speaks_of_others();
        if !is_dated && !others && around.codes().is_some() {
            return;
        }
        let headed = around.heading.is_some_and(|(topic, _)| topic == Topic::Failures);
        let failing = spoken > 0 || headed || around.introduction == Some(Topic::Failures);
        if !is_dated && !others && failing {
            scale.doubtful = true;
            scale.add(-1, "they may be years or codes");
            return;
        }
        scale.kind = "dates";
        scale.add(-6, "they are years or dates");
    }
}

/// Whether each of at least two bare numbers has the same word right behind it: "2 blinks and …", "3 blinks and …".
fn counts_things(leads: &[(&Lead, &str)]) -> bool {
    let bare = |lead: &Lead| lead.shape == Shape::Number && lead.joint == Joint::Space && !lead.called && !lead.marked;
    let words: HashSet<&str> = leads.iter().filter_map(|(_, title)| title.split_whitespace().next()).collect();
    let things = words.iter().all(|word| word.ends_with('s') && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    leads.len() > 1 && words.len() == 1 && things && leads.iter().all(|(lead, title)| bare(lead) && title.contains(' '))
}

/// Whether the leads are section or step numbers, with a title: 1, 2, 3 or 8.1, 8.2, 8.3 in order.
fn is_numbering(leads: &[(&Lead, &str)]) -> bool {
    // "7. SQLite setup" looks as if it had a name.
    let deep = |lead: &Lead| lead.codes.iter().all(|code| code.matches('.').count() > 2);
    let named = leads.iter().filter(|(lead, _)| lead.symbol.is_some() && !deep(lead)).count();
    if named * 5 > leads.len() {
        return false;
    }
    let numbers: Vec<(&str, i128)> = leads
        .iter()
        .filter(|(lead, title)| {
            lead.title.is_none()
                && !lead.called
                && !(title.is_empty() && lead.symbol.is_none())
                && (deep(lead)
                    || matches!(lead.joint, Joint::Space | Joint::Stop | Joint::Sign | Joint::Dash | Joint::Bracket))
                && !(lead.marked && lead.joint != Joint::Bracket)
        })
        .filter_map(|(lead, _)| {
            let code = lead.codes.first()?;
            match lead.shape {
                Shape::Number => Some(("", value_of(code)?)),
                Shape::Dotted => {
                    let (chapter, number) = code.rsplit_once('.')?;
                    // `5.1.3` may be what a mail server answers, `7.3.2.1` hardly.
                    let depth = chapter.split('.').count();
                    let section = depth != 2 && chapter.split('.').all(|part| part.len() <= 2);
                    Some((chapter, value_of(number).filter(|_| section)?))
                }
                // "Q1. How …", "Q2. Why …"
                Shape::Id if lead.joint == Joint::Stop => {
                    let number = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
                    let chapter = code.get(..code.len() - number.len()).filter(|letters| letters.len() == 1)?;
                    Some((chapter, value_of(number)?))
                }
                _ => None,
            }
        })
        .collect();
    // An excerpt starts with any section: "7. Limits", "8. Errors".
    let sections = leads.iter().all(|(lead, _)| lead.joint == Joint::Stop);
    let starts = |first: i128| first == 1 || (sections && (2..20).contains(&first) && numbers.len() > 1);
    if numbers.len() * 5 < leads.len() * 4 || !numbers.first().is_some_and(|&(_, first)| starts(first)) {
        return false;
    }
    let steps = numbers.windows(2).filter(|pair| is_next(pair[0], pair[1]));
    steps.count() * 10 >= (numbers.len() - 1) * 9
}

/// Whether one number of a section, each with its chapter, comes next after another: 2 after 1, 3.1 after 2 or 3, 4 and
/// 4.1 after 3.2.
fn is_next(before: (&str, i128), next: (&str, i128)) -> bool {
    let goes_on = next.0 == before.0 && next.1 == before.1 + 1;
    let chapter =
        |(chapter, number): (&str, i128)| if chapter.is_empty() { Some(number) } else { chapter.parse().ok() };
    let opens = next.0.is_empty() || next.1 == 1;
    let (Some(from), Some(to)) = (chapter(before), chapter(next)) else { return goes_on };
    let deeper = before.0.is_empty() && !next.0.is_empty() && to == from;
    goes_on || (before.0 != next.0 && opens && (deeper || to == from + 1))
}

fn is_year(lead: &Lead) -> bool {
    let year = |code: &String| code.len() == 4 && value_of(code).is_some_and(|value| (1970..=2060).contains(&value));
    !lead.called && lead.symbol.is_none() && lead.codes.iter().all(year)
}

/// Whether a lead is a year with a month and a day.
fn is_date(lead: &Lead) -> bool {
    let dated = |code: &String| {
        let mut parts = code.split('-').map(|part| (part.len(), part.bytes().all(|byte| byte.is_ascii_digit())));
        code.len() >= 8 && code.matches('-').count() == 2 && parts.next() == Some((4, true))
    };
    !lead.called && lead.symbol.is_none() && lead.codes.first().is_some_and(dated)
}

fn is_version(lead: &Lead) -> bool {
    lead.codes.first().is_some_and(|code| code.split('.').all(|part| part.len() <= 2))
}

/// `C.14.1`: a section of a part of an appendix.
fn is_appendix(lead: &Lead) -> bool {
    let section = |code: &String| {
        let mut parts = code.split('.');
        let letter = parts.next().is_some_and(|part| part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase()));
        let number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        letter && code.matches('.').count() > 1 && parts.all(number)
    };
    !lead.called && lead.codes.first().is_some_and(section)
}

/// `v1.2`, `pre-1.1.4`, `release-2.0.1`: a word and a version; `A.2.5`, a section of an appendix.
fn is_named_version(lead: &Lead) -> bool {
    let named = |code: &String| {
        // `v227`: nobody writes the letter before a code.
        if code.strip_prefix('v').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            return true;
        }
        let number = code.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(['-', '.']);
        number.len() < code.len()
            && number.contains('.')
            && number
                .split('.')
                .all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    lead.symbol.is_none() && !lead.called && lead.codes.first().is_some_and(named)
}

pub(super) fn is_http(lead: &Lead, title: &str) -> bool {
    let title = lead.title.as_deref().unwrap_or(title);
    lead.shape == Shape::Number && lead.codes.first().is_some_and(|code| names_status(code, title))
}

#[cfg(test)]
mod tests {
    use super::is_next;

    #[test]
    fn sections_follow_sections() {
        for (before, next) in
            [(("", 1), ("", 2)), (("", 3), ("3", 1)), (("", 2), ("3", 1)), (("3", 2), ("", 4)), (("3", 2), ("4", 1))]
        {
            assert!(is_next(before, next), "{before:?} {next:?}");
        }
        for (before, next) in [(("", 1), ("", 3)), (("", 2), ("4", 1)), (("3", 2), ("4", 2)), (("", 3), ("3", 2))] {
            assert!(!is_next(before, next), "{before:?} {next:?}");
        }
    }
}
