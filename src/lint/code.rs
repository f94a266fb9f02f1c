//! `unknown-code`: a text names a code that the catalog does not have.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::{Pages, code_of, finding};
use crate::catalog::{Code, CodeRange, ReferenceKind};
use crate::diagnostic::{Diagnostic, Place, Rule};

/// Numbers that are statuses of HTTP unless the catalog has codes among them.
const HTTP: CodeRange = CodeRange { first: 100, last: 599 };

/// The codes there are.
struct Known {
    codes: HashSet<Code>,
    numbers: HashSet<i64>,
    /// By first number: with the greatest last number of this range and those before it.
    ranges: Vec<(i64, i64)>,
    removed: BTreeSet<Code>,
    /// Whether statuses of HTTP are no codes here.
    no_http: bool,
}

/// Adds `unknown-code`, at the row or question that names the code.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    // Questions by themselves are about codes of other pages.
    if pages.catalog.codes.is_empty() {
        return;
    }
    let known = Known::of(pages);
    let mut add = |place: Option<Place>, who: &str, code: &Code| {
        if known.has(code) {
            return;
        }
        let was = if known.removed.contains(code) { "was removed" } else { "is on no page" };
        let message = format!("{who} names code {code}, which {was}");
        let hint = "correct the number, or document the code";
        findings.push(finding(Rule::UnknownCode, place, message, hint));
    };
    for entry in &pages.catalog.codes {
        let named = entry.references.iter().filter(|reference| reference.kind == ReferenceKind::Code);
        for reference in named {
            let code = Code::parse(&reference.name);
            if matches!(code, Code::Number(_)) {
                add(pages.place_of(entry), &format!("the text of {}", code_of(entry)), &code);
            }
        }
    }
    for source in pages.sources {
        for asked in &source.declarations.questions {
            for code in asked.codes.iter().map(|code| Code::parse(code)) {
                if matches!(code, Code::Number(_)) {
                    add(Some(Place::line(source.path.as_str(), asked.line)), "the question", &code);
                }
            }
        }
    }
}

impl Known {
    fn of(pages: Pages<'_>) -> Self {
        let codes: HashSet<Code> = pages.catalog.codes.iter().filter_map(|entry| entry.code.clone()).collect();
        let numbers: HashSet<i64> = codes.iter().filter_map(Code::number).collect();
        let ranges = pages.catalog.codes.iter().filter_map(|entry| entry.range);
        let mut ranges: Vec<(i64, i64)> = ranges.map(|range| (range.first, range.last)).collect();
        ranges.sort_unstable();
        let mut greatest = i64::MIN;
        for (_, last) in &mut ranges {
            greatest = greatest.max(*last);
            *last = greatest;
        }
        let removed = pages.catalog.tombstones.iter().filter_map(|tombstone| tombstone.code.clone()).collect();
        let no_http = !numbers.iter().any(|number| HTTP.contains(*number));
        Self { codes, numbers, ranges, removed, no_http }
    }

    fn is_in_range(&self, number: i64) -> bool {
        let before = self.ranges.partition_point(|(first, _)| *first <= number);
        before.checked_sub(1).and_then(|last| self.ranges.get(last)).is_some_and(|(_, last)| *last >= number)
    }

    fn has(&self, code: &Code) -> bool {
        let number = code.number();
        let status = |number: &i64| self.no_http && HTTP.contains(*number);
        self.codes.contains(code)
            || number.is_some_and(|number| {
                // Zero is success everywhere.
                number == 0 || self.numbers.contains(&number) || self.is_in_range(number) || status(&number)
            })
    }
}
