//! Rules: phrases in order of strength, with what they speak for. They stand in `kind.yaml` and `retry.yaml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalog::{Kind, Retry};
use crate::resolve::phrase::{Found, PhraseSet, Words};
use crate::word_file::word_file;

/// What a rule says, with the bytes of the words that it rests on; `None` where it follows from the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ruled<T> {
    /// The value.
    pub(super) value: T,
    /// The bytes of the text.
    pub(super) evidence: Option<Range<usize>>,
}

/// How much a phrase must say to be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// It says what went wrong.
    Strong,
    /// It may say no more than that something did.
    Weak,
}

/// The phrases of a text that speak for kinds.
#[derive(Debug)]
pub(super) struct KindPhrases {
    found: Vec<Found>,
}

impl KindPhrases {
    /// Looks for them.
    pub(super) fn of(words: &Words) -> Self {
        Self { found: heard(KINDS.rules.phrases.find(words)) }
    }

    /// The kind of failure that the text up to a byte speaks of; `None` where that gives no basis.
    pub(super) fn kind(&self, until: usize, strength: Strength) -> Option<Ruled<Kind>> {
        let applies = |rule: &KindRule| strength == Strength::Weak || !rule.weak;
        let end = self.found.partition_point(|found| found.range.start < until);
        let within: Vec<Found> =
            self.found.get(..end)?.iter().filter(|found| found.range.end <= until).cloned().collect();
        let (rule, evidence) = KINDS.rules.choose(&within, applies)?;
        Some(Ruled { value: rule.kind, evidence: Some(evidence) })
    }
}

/// Reads the rules.
pub(super) fn prepare() {
    LazyLock::force(&KINDS);
    LazyLock::force(&RETRIES);
}

/// What a text says about sending the same again, given its kind.
pub(super) fn rule_retry(words: &Words, kind: Kind) -> Ruled<Retry> {
    let (implied, rules) = &*RETRIES;
    match rules.decide(words, |rule| rule.kinds.contains(&kind)) {
        Some((rule, evidence)) => Ruled { value: rule.retry, evidence: Some(evidence) },
        None => Ruled { value: implied.get(&kind).copied().unwrap_or_default(), evidence: None },
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRule {
    kind: Kind,
    phrases: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    weak: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RetryRules {
    implied: BTreeMap<Kind, Retry>,
    rules: Vec<RetryRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RetryRule {
    retry: Retry,
    kinds: Vec<Kind>,
    phrases: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

/// The file of kinds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct KindRules {
    failure_words: Vec<String>,
    unheard: Vec<String>,
    rules: Vec<KindRule>,
}

/// Rules in order of strength, each with phrases that speak for it and phrases that silence it.
struct Rules<T> {
    rules: Vec<T>,
    phrases: PhraseSet,
}

trait Phrased {
    fn phrases(&self) -> &[String];
    fn unless(&self) -> &[String];
}

impl Phrased for KindRule {
    fn phrases(&self) -> &[String] {
        &self.phrases
    }
    fn unless(&self) -> &[String] {
        &self.unless
    }
}

impl Phrased for RetryRule {
    fn phrases(&self) -> &[String] {
        &self.phrases
    }
    fn unless(&self) -> &[String] {
        &self.unless
    }
}

impl<T: Phrased> Rules<T> {
    /// # Panics
    /// If a phrase is damaged; the files are part of the program, and a test reads them.
    fn new(rules: Vec<T>, unheard: &[String]) -> Self {
        let mut phrases = PhraseSet::default();
        for phrase in unheard {
            phrases.add(UNHEARD, phrase).expect("the rule files are part of the program");
        }
        for (number, rule) in rules.iter().enumerate() {
            for phrase in rule.phrases() {
                phrases.add(2 * number, phrase).expect("the rule files are part of the program");
            }
            for phrase in rule.unless() {
                phrases.add(2 * number + 1, phrase).expect("the rule files are part of the program");
            }
        }
        Self { rules, phrases }
    }

    /// The first rule that applies and speaks, with the place of its words.
    fn decide(&self, words: &Words, applies: impl Fn(&T) -> bool) -> Option<(&T, Range<usize>)> {
        self.choose(&heard(self.phrases.find(words)), applies)
    }

    /// Of the rules that apply and speak, the first, with the place of its words.
    fn choose(&self, found: &[Found], applies: impl Fn(&T) -> bool) -> Option<(&T, Range<usize>)> {
        let mut silenced = vec![false; self.rules.len()];
        for found in found.iter().filter(|found| !found.phrase.is_multiple_of(2)) {
            if let Some(silenced) = silenced.get_mut(found.phrase / 2) {
                *silenced = true;
            }
        }
        let speaks = |number: usize| silenced.get(number).is_some_and(|silenced| !silenced);
        // Of the phrases of the first rule, the one that stands first in the text.
        let (rule, spoken) = found
            .iter()
            .filter(|found| found.phrase.is_multiple_of(2) && speaks(found.phrase / 2))
            .filter_map(|found| Some((self.rules.get(found.phrase / 2)?, found)))
            .filter(|(rule, _)| applies(rule))
            .min_by_key(|(_, found)| found.phrase)?;
        Some((rule, spoken.range.clone()))
    }
}

/// The number of phrases that say nothing, whatever their words would say.
const UNHEARD: usize = usize::MAX;

/// What was found but for what lies within an unheard phrase: the "error" of "error code". Both are in order of place.
fn heard(found: Vec<Found>) -> Vec<Found> {
    let unheard: Vec<Range<usize>> =
        found.iter().filter(|found| found.phrase == UNHEARD).map(|found| found.range.clone()).collect();
    let mut unheard = unheard.into_iter().peekable();
    let mut end = 0;
    let mut is_heard = |found: &Found| {
        while let Some(range) = unheard.next_if(|range| range.start <= found.range.start) {
            end = end.max(range.end);
        }
        found.range.end > end
    };
    found.into_iter().filter(|found| is_heard(found)).collect()
}

/// Whether a word of a constant only calls it a failure.
pub(super) fn is_failure_word(word: &str) -> bool {
    KINDS.failure_words.iter().any(|other| other == word)
}

/// The rules of kinds, with the words of constants that say nothing.
struct Kinds {
    failure_words: Vec<String>,
    rules: Rules<KindRule>,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let file: KindRules = word_file!("src/resolve/meaning/kind");
    Kinds { failure_words: file.failure_words, rules: Rules::new(file.rules, &file.unheard) }
});

static RETRIES: LazyLock<(BTreeMap<Kind, Retry>, Rules<RetryRule>)> = LazyLock::new(|| {
    let file: RetryRules = word_file!("src/resolve/meaning/retry");
    (file.implied, Rules::new(file.rules, &[]))
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::meaning::tests::corpus;

    /// The texts that phrases must come from: the seed pages, and what services of all sorts write.
    fn texts() -> Vec<Words> {
        corpus().iter().map(|text| Words::of(text)).collect()
    }

    fn unused(phrases: impl Iterator<Item = String>) -> Vec<String> {
        let texts = texts();
        let is_used = |phrase: &String| {
            let mut set = PhraseSet::default();
            set.add(0, phrase).unwrap();
            texts.iter().any(|words| !set.find(words).is_empty())
        };
        phrases.filter(|phrase| !is_used(phrase)).collect()
    }

    #[test]
    fn a_seed_or_an_example_uses_each_phrase() {
        let kinds: KindRules = word_file!("src/resolve/meaning/kind");
        let retries: RetryRules = word_file!("src/resolve/meaning/retry");
        let rules = kinds.rules.into_iter().flat_map(|rule| rule.phrases.into_iter().chain(rule.unless));
        let kinds = kinds.unheard.into_iter().chain(rules);
        let retries = retries.rules.into_iter().flat_map(|rule| rule.phrases.into_iter().chain(rule.unless));
        let unused = unused(kinds.chain(retries));
        assert!(unused.is_empty(), "no seed and no example uses {unused:#?}");
    }

    #[test]
    fn a_phrase_that_nothing_uses_is_noticed() {
        let phrases = ["never written by anybody".to_owned(), "internal server error".to_owned()];
        assert_eq!(unused(phrases.into_iter()), ["never written by anybody"]);
    }

    #[test]
    fn only_what_passes_by_itself_is_retryable() {
        let (implied, rules) = &*RETRIES;
        let passing = [Kind::Conflict, Kind::RateLimited, Kind::Unavailable, Kind::Timeout];
        for (kind, retry) in implied {
            assert!(!retry.is_retryable() || passing.contains(kind), "{kind:?}");
        }
        let at_fault = [Kind::InvalidArgument, Kind::Unauthenticated, Kind::PermissionDenied, Kind::NotFound];
        for rule in &rules.rules {
            assert!(
                !rule.retry.is_retryable() || !rule.kinds.iter().any(|kind| at_fault.contains(kind)),
                "{:?}",
                rule.phrases
            );
        }
    }
}
