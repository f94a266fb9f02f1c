//! Rules: phrases in order of strength, with what they speak for. They stand in `kind.yaml` and `retry.yaml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalog::{Kind, Retry};
use crate::resolve::phrase::{PhraseSet, Words};

/// What a rule says, with the bytes of the words that it rests on; `None` where it follows from the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ruled<T> {
    /// The value.
    pub(super) value: T,
    /// The bytes of the text.
    pub(super) evidence: Option<Range<usize>>,
}

/// The kind of failure that a text speaks of; `None` where it gives no basis.
pub(super) fn rule_kind(words: &Words) -> Option<Ruled<Kind>> {
    let (rule, evidence) = KINDS.decide(words, |_| true)?;
    Some(Ruled { value: rule.kind, evidence: Some(evidence) })
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
    fn new(rules: Vec<T>) -> Self {
        let mut phrases = PhraseSet::default();
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
        let found = self.phrases.find(words);
        let at = |number: usize| found.iter().find(|found| found.phrase == number).map(|found| found.range.clone());
        self.rules.iter().enumerate().filter(|(_, rule)| applies(rule)).find_map(|(number, rule)| {
            let range = at(2 * number)?;
            at(2 * number + 1).is_none().then_some((rule, range))
        })
    }
}

static KINDS: LazyLock<Rules<KindRule>> = LazyLock::new(|| {
    Rules::new(serde_yaml::from_str(include_str!("kind.yaml")).expect("the rule files are part of the program"))
});

static RETRIES: LazyLock<(BTreeMap<Kind, Retry>, Rules<RetryRule>)> = LazyLock::new(|| {
    let file: RetryRules =
        serde_yaml::from_str(include_str!("retry.yaml")).expect("the rule files are part of the program");
    (file.implied, Rules::new(file.rules))
});
