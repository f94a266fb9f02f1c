//! `contradicting-limits`: the same thing is given different limits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::wording::{singular, words_of};
use super::{Pages, code_of, finding, listed};
use crate::catalog::{Entry, Limit};
use crate::diagnostic::{Diagnostic, Rule};
use crate::word_file::word_file;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    filler: BTreeSet<String>,
    units: BTreeMap<String, Unit>,
}

/// What a unit counts, and how much of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    of: String,
    #[serde(default = "one")]
    is: i64,
}

fn one() -> i64 {
    1
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists: Lists = word_file!("src/lint/limit");
    lists.filler = lists.filler.iter().map(|word| singular(word).to_owned()).collect();
    lists
});

/// What is limited: the words of the subject, what is counted, and within what time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Subject {
    scope: Option<String>,
    /// Sorted: "name of a user" is "user name". A word that stands twice is meant twice.
    words: Vec<String>,
    of: String,
    seconds: Option<i64>,
}

/// A limit with who says so.
struct Said<'a> {
    most: i64,
    limit: &'a Limit,
    entry: &'a Entry,
}

/// Adds `contradicting-limits`: one finding a thing, at the place that the fewest agree with.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    let mut subjects: BTreeMap<Subject, Vec<Said<'_>>> = BTreeMap::new();
    for entry in &pages.catalog.codes {
        for limit in &entry.limits {
            let Some((subject, most)) = subject(limit, entry.scope.as_ref()) else { continue };
            subjects.entry(subject).or_default().push(Said { most, limit, entry });
        }
    }
    for said in subjects.values_mut() {
        said.sort_by_key(|one| one.most);
        let by_most: Vec<&[Said<'_>]> = said.chunk_by(|one, next| is_about(one.most, next.most)).collect();
        // Where one text knows several values, there are cases that the subject does not tell apart.
        let codes = |same: &[Said<'_>]| same.iter().map(|one| code_of(one.entry)).collect::<BTreeSet<_>>().len();
        if by_most.len() < 2 || by_most.iter().map(|same| codes(same)).sum::<usize>() > codes(said) {
            continue;
        }
        let Some(odd) = by_most.iter().min_by_key(|same| same.len()) else { continue };
        let Some(first) = odd.first() else { continue };
        let others: Vec<String> =
            by_most.iter().filter(|same| !std::ptr::eq(*same, odd)).map(|same| tell(same)).collect();
        let message = format!("“{}”: {}, but {}", first.limit.subject, tell(odd), others.join(", and "));
        let hint = "find out which limit holds, and correct the others, or say how the cases differ";
        findings.push(finding(Rule::ContradictingLimits, pages.place_of(first.entry), message, hint));
    }
}

/// `at most 12 kilobytes in 8001`
fn tell(same: &[Said<'_>]) -> String {
    let codes: Vec<String> = same.iter().map(|one| code_of(one.entry)).collect();
    let bound = same.first().map_or(String::new(), |one| one.limit.to_string());
    let bound = bound.rsplit_once(": ").map_or(bound.as_str(), |(_, bound)| bound);
    format!("{bound} in {}", listed(&codes))
}

/// Whether two values, the lesser first, are the same for people: a kilobyte has 1,000 or 1,024 bytes.
fn is_about(less: i64, more: i64) -> bool {
    let thousands = less % 1000 == 0 && more % 1024 == 0;
    less == more || (thousands && less > 0 && (more as f64) / (less as f64) < 1.08)
}

/// What a limit is about, and its upper bound; `None` where it has none that could be compared.
fn subject(limit: &Limit, scope: Option<&String>) -> Option<(Subject, i64)> {
    let unit = LISTS.units.get(limit.unit.as_deref()?)?;
    let words = words_of(&limit.subject);
    let words = words.iter().map(|word| singular(word)).filter(|word| !LISTS.filler.contains(*word));
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort_unstable();
    if words.is_empty() {
        return None;
    }
    let seconds = limit.window.map(|window| window.seconds);
    Some((Subject { scope: scope.cloned(), words, of: unit.of.clone(), seconds }, limit.max?.checked_mul(unit.is)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject_of(text: &str, max: i64, unit: &str) -> Option<(Subject, i64)> {
        let limit = Limit { subject: text.into(), max: Some(max), unit: Some(unit.into()), ..Limit::default() };
        subject(&limit, None)
    }

    #[test]
    fn what_is_the_same_thing() {
        let message = subject_of("message", 8, "kilobytes");
        assert_eq!(message, subject_of("length of an outgoing message packet", 8192, "bytes"));
        assert_ne!(
            message.map(|(subject, _)| subject),
            subject_of("message key", 8, "kilobytes").map(|(subject, _)| subject)
        );
        assert_eq!(subject_of("the packet", 8, "bytes"), None, "of what it is a packet, nobody knows");
        assert_ne!(subject_of("name", 8, "bytes").map(|(s, _)| s), subject_of("name", 8, "characters").map(|(s, _)| s));
    }

    #[test]
    fn thousands_are_told_in_two_ways() {
        assert!(is_about(8000, 8192) && is_about(1_000_000, 1_048_576));
        assert!(!is_about(8190, 8192) && !is_about(8192, 12_288));
    }
}
