//! Lint: what a docs team would want to know of its pages. A rule is a file with one function; the table `RULES` lists
//! them all.
//!
//! A rule reports only what somebody would mend: it says what was found with the figures, where, and what to do. Word
//! lists stand in data files beside the rules.

mod anchor;
mod boilerplate;
mod cause;
mod code;
mod level;
mod limit;
mod link;
mod meaning;
mod spelling;
mod symbol;
mod twin;
mod wording;

pub(crate) use anchor::dead_links;
pub use level::{Deny, Levels};

use crate::catalog::{At, Catalog, Code, Entry};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::resolve::{Drift, ReadSource};

/// What the rules look at: the pages as they declare, and the catalog made of them.
#[derive(Debug, Clone, Copy)]
pub struct Pages<'a> {
    /// What each source declares, in the project's order.
    pub sources: &'a [ReadSource],
    /// The catalog made of the sources.
    pub catalog: &'a Catalog,
    /// Where pages and lists of symbols differ.
    pub drift: &'a Drift,
}

/// How a rule's findings come about.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// They are found while the pages are read and merged.
    Found,
    /// By this function over the pages.
    By(fn(Pages<'_>, &mut Vec<Diagnostic>)),
}

/// The rules of `lint`, in the order in which they are documented. Severity and explanation stand in [`Rule`].
const RULES: &[(Rule, Check)] = &[
    (Rule::Unexplained, Check::Found),
    (Rule::MissingDescription, Check::Found),
    (Rule::ExtraCells, Check::Found),
    (Rule::OddCell, Check::Found),
    (Rule::DuplicateCode, Check::Found),
    (Rule::ConflictingMeanings, Check::By(meaning::check)),
    (Rule::BoilerplateDescription, Check::By(boilerplate::check)),
    (Rule::ContradictingLimits, Check::By(limit::check)),
    (Rule::SuspiciousWord, Check::By(twin::check)),
    (Rule::UndocumentedCause, Check::By(cause::check)),
    (Rule::LostLink, Check::By(link::check)),
    (Rule::DeadAnchor, Check::By(anchor::check)),
    (Rule::UnknownCode, Check::By(code::check)),
    (Rule::MistypedCode, Check::By(spelling::check)),
    (Rule::UndocumentedSymbol, Check::By(symbol::check_undocumented)),
    (Rule::MissingSymbol, Check::By(symbol::check_missing)),
    (Rule::SharedSymbol, Check::By(symbol::check_shared)),
    (Rule::SeveralSymbols, Check::By(symbol::check_several)),
];

/// The rules that `lint` looks at, in the order in which they are documented.
pub fn rules() -> impl Iterator<Item = Rule> {
    RULES.iter().map(|(rule, _)| *rule)
}

/// Looks at the pages by all rules. `found` is what was found while they were read and merged; of that, what belongs to
/// a rule of `lint` or keeps the pages from being read stays.
///
/// # Errors
/// Adds the findings of [`rules`], with the rules' own severities.
#[must_use]
pub fn lint(pages: Pages<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_found = |rule| RULES.iter().any(|(known, check)| *known == rule && matches!(check, Check::Found));
    let mut findings: Vec<Diagnostic> =
        found.into_iter().filter(|finding| finding.is_error() || is_found(finding.rule)).collect();
    for (_, check) in RULES {
        match check {
            Check::Found => {}
            Check::By(check) => check(pages, &mut findings),
        }
    }
    findings
}

impl Pages<'_> {
    /// The place that the catalog knows by its source's id.
    fn place(&self, at: &At) -> Place {
        let source = self.sources.iter().find(|source| *source.id == *at.source);
        Place::line(source.map_or(&*at.source, |source| source.path.as_str()), at.line)
    }

    /// The place of an entry: where it stands first.
    fn place_of(&self, entry: &Entry) -> Option<Place> {
        entry.at.first().map(|at| self.place(at))
    }
}

/// A finding at a place, if there is one.
fn finding(rule: Rule, place: Option<Place>, message: String, hint: impl Into<String>) -> Diagnostic {
    let finding = Diagnostic::new(rule, message).hint(hint);
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// An entry's code, for people.
fn code_of(entry: &Entry) -> String {
    entry.key().as_ref().map(Code::to_string).unwrap_or_default()
}

/// So many items of a list are shown in a message.
const SHOWN: usize = 12;

/// `1, 2 and 3`; of many, the first few and how many more.
fn listed(items: &[String]) -> String {
    let (shown, more) = items.split_at(items.len().min(SHOWN));
    match (shown, more.len()) {
        ([], _) => String::new(),
        ([one], 0) => one.clone(),
        ([head @ .., last], 0) => format!("{} and {last}", head.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_once() {
        let mut ids: Vec<&str> = rules().map(Rule::id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }

    #[test]
    fn lists_are_cut() {
        let items = |count: u32| (1..=count).map(|item| item.to_string()).collect::<Vec<_>>();
        assert_eq!(listed(&items(1)), "1");
        assert_eq!(listed(&items(3)), "1, 2 and 3");
        assert_eq!(listed(&items(14)), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more");
    }
}
