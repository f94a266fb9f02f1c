//! Lines of preformatted text that are HTTP statuses: with their phrases two make a listing, and a class of statuses
//! stands among them, `5XX - the oven is out of order`.

use super::super::reason_phrases::reason_phrase;
use super::super::spelling::Shape;
use super::listing::Listed;

/// So many statuses with their phrases make a listing.
const ENOUGH: usize = 2;
/// A class stands among at least so many statuses.
const AMONG: usize = 3;

/// Whether the entries are statuses that each have the phrase that HTTP gives them.
pub(super) fn are_statuses(listed: &[Listed]) -> bool {
    let named = |entry: &Listed| match entry.lead.codes.as_slice() {
        [code] => reason_phrase(code, &entry.text).is_some(),
        _ => false,
    };
    listed.len() >= ENOUGH && listed.iter().all(named)
}

/// The entries, and those that are no codes but patterns: all with signs that stand for any digit, but for classes of
/// statuses among statuses.
pub(super) fn set_patterns_apart(listed: Vec<Listed>) -> (Vec<Listed>, Vec<Listed>) {
    let numbers = listed.iter().filter(|entry| entry.lead.shape != Shape::Wildcard);
    let among_statuses = numbers.clone().count() >= AMONG && numbers.clone().all(is_like_status);
    listed.into_iter().partition(|entry| entry.lead.shape != Shape::Wildcard || (among_statuses && is_class(entry)))
}

/// Whether an entry is a class of statuses: `5xx`.
fn is_class(entry: &Listed) -> bool {
    let class = |code: &String| match code.as_bytes() {
        [digit, x, y] => digit.is_ascii_digit() && [x, y].iter().all(|sign| sign.eq_ignore_ascii_case(&b'x')),
        _ => false,
    };
    entry.lead.codes.iter().all(class)
}

/// Whether an entry is a number of three digits, as statuses are.
fn is_like_status(entry: &Listed) -> bool {
    let status = |code: &String| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    entry.lead.shape == Shape::Number && entry.lead.codes.iter().all(status)
}
