//! Limits: lengths, numbers, rates, characters and prefixes that a text states.

mod quantity;
mod subject;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use crate::catalog::{Limit, Window};
use crate::resolve::phrase::{Found, PhraseSet, Words};
use quantity::{Quantity, find_quantities};
use subject::{Subject, find_subject};
use words::{Bound, LIMIT_PHRASES, LIMIT_WORDS};

/// A limit and the sentences that state it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StatedLimit {
    /// The limit.
    pub(crate) limit: Limit,
    /// The bytes of the text from the first to the last sentence.
    pub(crate) evidence: Range<usize>,
}

/// What has more bytes is no sentence that a person wrote; it is passed over, so that the time stays linear.
const LONGEST_SENTENCE: usize = 2000;

/// Reads the words.
pub(super) fn prepare() {
    LazyLock::force(&LIMIT_PHRASES);
}

/// The limits that a text with these sentences and words states, in its order. A number that no phrase calls a limit is
/// none.
pub(crate) fn find_limits(text: &str, sentences: &[Range<usize>], words: &Words) -> Vec<StatedLimit> {
    let mut found: Vec<StatedLimit> = Vec::new();
    let mut before: Option<&str> = None;
    for range in sentences {
        let Some(sentence) = text.get(range.clone()).filter(|sentence| sentence.len() <= LONGEST_SENTENCE) else {
            continue;
        };
        for limit in limits_of(sentence, words.within(range), before) {
            match found.last_mut().filter(|last| can_join(&last.limit, &limit)) {
                Some(last) => {
                    join(&mut last.limit, limit);
                    last.evidence.end = range.end;
                }
                None => found.push(StatedLimit { limit, evidence: range.clone() }),
            }
        }
        before = Some(sentence);
    }
    // That something may not be empty is no limit by itself.
    found.retain(|stated| stated.limit != only_nonempty(&stated.limit));
    found
}

/// The limits of one sentence, of these words.
fn limits_of(sentence: &str, words: Words, before: Option<&str>) -> Vec<Limit> {
    let quantities = find_quantities(sentence);
    let places: Vec<Range<usize>> = quantities.iter().map(|quantity| quantity.range.clone()).collect();
    let words = words.mark(&places);
    let phrases = &*LIMIT_PHRASES;
    let numbered = |set: &PhraseSet| if quantities.is_empty() { Vec::new() } else { set.find(&words) };
    let (bounds, windows) = (numbered(&phrases.bounds), numbered(&phrases.windows));
    let mut limits: Vec<Limit> = Vec::new();
    let mut done = 0;
    for (index, quantity) in quantities.iter().enumerate() {
        if quantity.range.start < done {
            continue;
        }
        let holds = |found: &&Found| found.range.start <= quantity.range.start && quantity.range.end <= found.range.end;
        let Some(found) = bounds.iter().filter(holds).min_by_key(|found| (found.phrase, found.range.len())) else {
            continue;
        };
        let Some(bound) = LIMIT_WORDS.bounds.get(found.phrase).map(|words| words.bound) else { continue };
        // The numbers of the phrase; one that a later number of it limits is not what it is about.
        let inside: Vec<&Quantity> = quantities
            .get(index..)
            .unwrap_or_default()
            .iter()
            .take_while(|inner| inner.range.end <= found.range.end)
            .collect();
        let Some(limit) = bounded(sentence, found, bound, &inside, before, &windows) else {
            done = if bound == Bound::Ignored { found.range.end } else { done };
            continue;
        };
        done = found.range.end;
        let mut limit = limit;
        limit.window = window_of(&limit, sentence, &windows, &quantities, found.range.end);
        limits.push(limit);
    }
    state_charset(sentence, &words, before, &mut limits);
    state_prefix(sentence, &words, before, &mut limits);
    state_nonempty(sentence, &words, before, &mut limits);
    limits
}

/// The limit that a phrase with numbers states.
fn bounded(
    sentence: &str,
    found: &Found,
    bound: Bound,
    inside: &[&Quantity],
    before: Option<&str>,
    windows: &[Found],
) -> Option<Limit> {
    let (first, last) = (*inside.first()?, *inside.last()?);
    let (min, max, of) = match bound {
        Bound::Ignored => return None,
        Bound::Between if inside.len() >= 2 && first.number <= last.number => {
            (Some(first.number), Some(last.number), last)
        }
        Bound::NothingOrAbove if inside.len() >= 2 && first.number == 0 => (Some(1), Some(last.number), last),
        Bound::EmptyOrAbove => (Some(1), Some(last.number), last),
        Bound::NotNothing if first.number == 0 => (Some(1), None, first),
        // "Greater than 0" leaves open what the least is.
        Bound::Least if last.number > 0 => (Some(last.number), None, last),
        Bound::Most => (None, Some(last.number), last),
        Bound::Between | Bound::NothingOrAbove | Bound::NotNothing | Bound::Least => return None,
    };
    let start = if matches!(bound, Bound::Most | Bound::Least) { last.range.start } else { first.range.start };
    let Subject { text, counted } =
        find_subject(sentence, subject_end(sentence, found, start, windows), Some(of), before)?;
    let unit = match of.unit {
        Some(unit) => Some(unit.unit.clone()),
        None => counted.then(|| "count".to_owned()),
    };
    (!text.is_empty()).then(|| Limit { subject: text, min, max, unit, ..Limit::default() })
}

/// Where the words end that can hold the subject: at the phrase in a script without spaces, else at the number, since
/// the subject may be part of the phrase ("the maximum size of a file is #").
fn subject_end(sentence: &str, found: &Found, number: usize, windows: &[Found]) -> usize {
    let unspaced =
        sentence.get(found.range.start..).and_then(|rest| rest.chars().next()).is_some_and(quantity::is_unspaced);
    if !unspaced {
        return number;
    }
    // "每 5 秒最多": the time right before the phrase is no part of the subject.
    let touches = |window: &&Found| {
        window.range.end <= found.range.start
            && sentence.get(window.range.end..found.range.start).is_some_and(|between| between.trim().is_empty())
    };
    windows.iter().filter(touches).map(|window| window.range.start).min().unwrap_or(found.range.start)
}

/// The time within which something is counted.
fn window_of(
    limit: &Limit,
    sentence: &str,
    windows: &[Found],
    quantities: &[Quantity],
    after: usize,
) -> Option<Window> {
    let unit = limit.unit.as_deref();
    // "The interval between two pushes must be greater than 1s": one a second.
    if let Some(seconds) = quantities.iter().find_map(|quantity| {
        let seconds = quantity.unit?.seconds?;
        (limit.min == Some(quantity.number) && limit.subject.to_lowercase().starts_with("interval")).then_some(seconds)
    }) {
        return Some(Window { count: 1, seconds: limit.min?.checked_mul(seconds)? });
    }
    let count = limit.max.filter(|_| matches!(unit, None | Some("count" | "requests" | "characters")))?;
    let seconds = windows.iter().filter(|found| near(found, sentence, after)).find_map(|found| {
        let words = LIMIT_WORDS.windows.get(found.phrase)?;
        words.seconds.or_else(|| {
            let inner = quantities
                .iter()
                .find(|inner| found.range.start <= inner.range.start && inner.range.end <= found.range.end)?;
            inner.number.checked_mul(inner.unit?.seconds?)
        })
    })?;
    Some(Window { count, seconds })
}

/// Whether a window belongs to the number that ends at `after`: it follows at once, or stands anywhere before.
fn near(found: &Found, sentence: &str, after: usize) -> bool {
    match sentence.get(after..found.range.start) {
        Some(between) => between.len() < 24 && !between.contains([',', '.', ';']),
        None => true,
    }
}

fn state_charset(sentence: &str, words: &Words, before: Option<&str>, limits: &mut Vec<Limit>) {
    let found = LIMIT_PHRASES.charsets.find(words);
    let Some(found) = found.iter().min_by_key(|found| found.phrase) else { return };
    let Some(charset) = LIMIT_WORDS.charsets.get(found.phrase).map(|words| words.charset.clone()) else { return };
    if let Some(subject) = find_subject(sentence, found.range.start, None, before) {
        add(limits, Limit { subject: subject.text, charset: Some(charset), ..Limit::default() });
    }
}

fn state_nonempty(sentence: &str, words: &Words, before: Option<&str>, limits: &mut Vec<Limit>) {
    for found in LIMIT_PHRASES.empty.find(words) {
        if let Some(subject) = find_subject(sentence, found.range.start, None, before) {
            add(limits, Limit { subject: subject.text, min: Some(1), ..Limit::default() });
        }
    }
}

fn state_prefix(sentence: &str, words: &Words, before: Option<&str>, limits: &mut Vec<Limit>) {
    let found = LIMIT_PHRASES.prefixes.find(words);
    let Some(found) = found.iter().min_by_key(|found| found.phrase) else { return };
    let Some(forbidden) = LIMIT_WORDS.prefixes.get(found.phrase).map(|words| words.forbidden) else { return };
    let Some(prefix) = sentence.get(found.range.end..).and_then(prefix_at) else { return };
    let Some(subject) = find_subject(sentence, found.range.start, None, before) else { return };
    let (prefix, prefix_forbidden) = if forbidden { (None, Some(prefix)) } else { (Some(prefix), None) };
    add(limits, Limit { subject: subject.text, prefix, prefix_forbidden, ..Limit::default() });
}

/// The prefix that a text starts with: quoted, or a word that no language has.
fn prefix_at(text: &str) -> Option<String> {
    let text = text.trim_start();
    let quoted = text.chars().next().and_then(|open| {
        let close = match open {
            '“' => '”',
            '"' | '\'' | '`' => open,
            '「' => '」',
            _ => return None,
        };
        text.get(open.len_utf8()..)?.split_once(close).map(|(inner, _)| inner.to_owned())
    });
    quoted.or_else(|| {
        let word = text.split(|c: char| c.is_whitespace() || quantity::is_unspaced(c)).next()?;
        let word = word.trim_end_matches(['.', ',', '。', '，', ')']);
        word.contains(|c: char| !c.is_alphabetic()).then(|| word.to_owned())
    })
}

/// Adds to the limit of the same subject, or as one of its own.
fn add(limits: &mut Vec<Limit>, limit: Limit) {
    match limits.iter_mut().find(|other| can_join(other, &limit)) {
        Some(other) => join(other, limit),
        None => limits.push(limit),
    }
}

/// Whether two limits are of one subject, and neither says what the other says.
fn can_join(left: &Limit, right: &Limit) -> bool {
    fn free<T>(left: &Option<T>, right: &Option<T>) -> bool {
        left.is_none() || right.is_none()
    }
    left.subject.eq_ignore_ascii_case(&right.subject)
        && free(&left.min, &right.min)
        && free(&left.max, &right.max)
        && free(&left.unit, &right.unit)
        && free(&left.charset, &right.charset)
        && free(&left.prefix, &right.prefix)
        && free(&left.prefix_forbidden, &right.prefix_forbidden)
}

fn join(left: &mut Limit, right: Limit) {
    left.min = left.min.or(right.min);
    left.max = left.max.or(right.max);
    left.unit = left.unit.take().or(right.unit);
    left.window = left.window.or(right.window);
    left.charset = left.charset.take().or(right.charset);
    left.prefix = left.prefix.take().or(right.prefix);
    left.prefix_forbidden = left.prefix_forbidden.take().or(right.prefix_forbidden);
}

/// The limit that says only that its subject may not be empty.
fn only_nonempty(limit: &Limit) -> Limit {
    Limit { subject: limit.subject.clone(), min: Some(1), ..Limit::default() }
}
