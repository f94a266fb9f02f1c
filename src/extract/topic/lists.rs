//! The words by which topics are told, as `topic.yaml` lists them.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::Topic;
use crate::word_file::word_file;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    codes: Vec<Vec<String>>,
    failures: Vec<Vec<String>>,
    others: Vec<Vec<String>>,
    forms: Vec<Vec<String>>,
    declarations: Vec<String>,
    others_in_titles: Vec<Vec<String>>,
    joins: Vec<Vec<String>>,
    sorts: Vec<String>,
    values: Vec<Vec<String>>,
    values_unless_failures: Vec<Vec<String>>,
    states: Vec<String>,
    results: Vec<String>,
    choices: Vec<Vec<String>>,
    callers: Vec<Vec<String>>,
    series: Vec<String>,
    particles: Vec<String>,
    captions: Vec<Vec<String>>,
    declarators: Vec<String>,
    stressed: Vec<String>,
    keepers_of_standards: Vec<String>,
    directives_of_others: Vec<String>,
    members: Vec<String>,
    methods: Vec<String>,
    structure: Vec<Vec<String>>,
    answers: Vec<Vec<String>>,
    placeholders: Vec<Vec<String>>,
    fields: Vec<Vec<String>>,
    field_endings: Vec<String>,
}

/// The lists, ready to be looked into.
pub(super) struct Lists {
    pub(super) topics: Vec<(Phrases, Topic)>,
    /// Forms in which programs name things of any kind.
    pub(super) forms: Phrases,
    pub(super) declarations: HashSet<String>,
    /// What is something else at the end of a title only.
    pub(super) in_titles: Phrases,
    pub(super) joins: HashSet<String>,
    pub(super) sorts: HashSet<String>,
    /// Ends of names of what else than failures programs list, and those that say so only without a word of failures.
    pub(super) values: HashSet<String>,
    pub(super) values_unless_failures: HashSet<String>,
    pub(super) states: HashSet<String>,
    /// Labels of what a function gives back.
    pub(super) results: HashSet<String>,
    pub(super) choices: Phrases,
    /// By their first letters; the longest first, so that "error code" is tried before "error".
    pub(super) callers: HashMap<char, Vec<String>>,
    pub(super) series: Vec<String>,
    pub(super) particles: Vec<String>,
    pub(super) captions: Vec<String>,
    pub(super) declarators: HashSet<String>,
    pub(super) stressed: HashSet<String>,
    pub(super) keepers_of_standards: HashSet<String>,
    pub(super) directives_of_others: HashSet<String>,
    pub(super) members: HashSet<String>,
    pub(super) methods: HashSet<String>,
    pub(super) structure: HashSet<String>,
    pub(super) answers: Phrases,
    pub(super) placeholders: HashSet<String>,
    pub(super) fields: HashSet<String>,
    pub(super) field_endings: Vec<String>,
}

/// Phrases by their first word for scripts that divide words, the others as they are.
pub(super) struct Phrases {
    worded: HashSet<String>,
    /// The first words of those, since most words begin none.
    first: HashSet<String>,
    longest: usize,
    anywhere: Vec<String>,
}

impl Phrases {
    fn new(groups: Vec<Vec<String>>) -> Self {
        let mut phrases =
            Self { worded: HashSet::default(), first: HashSet::default(), longest: 1, anywhere: Vec::new() };
        for phrase in groups.into_iter().flatten() {
            if phrase.chars().any(is_undivided) {
                phrases.anywhere.push(phrase);
            } else {
                let words = split_words(&phrase.to_lowercase());
                phrases.longest = phrases.longest.max(words.len());
                phrases.first.extend(words.first().cloned());
                phrases.worded.insert(words.join(" "));
            }
        }
        phrases
    }

    /// Whether these words, in small letters with a blank between them, are one of the phrases.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.worded.contains(phrase)
    }

    /// Whether a text ends with one of the phrases.
    pub(super) fn end(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words = split_words(&lower);
        self.last(&lower, &words).is_some_and(|range| range.end == words.len())
            || self.anywhere_in(&lower).iter().any(|phrase| lower.ends_with(phrase.as_str()))
    }

    /// The phrases of scripts that do not divide words, where the text has characters of such a script.
    pub(super) fn anywhere_in(&self, lower: &str) -> &[String] {
        if lower.is_ascii() { &[] } else { &self.anywhere }
    }

    /// Where the last of the phrases stands in a text, in words or bytes counted from its start.
    pub(super) fn last(&self, lower: &str, words: &[String]) -> Option<Range<usize>> {
        let begins = |&start: &usize| words.get(start).is_some_and(|word| self.first.contains(word));
        let worded = (0..words.len()).rev().filter(begins).find_map(|start| {
            let most = self.longest.min(words.len() - start);
            let n = (1..=most).rev().find(|&n| self.worded.contains(&words[start..start + n].join(" ")))?;
            Some(start..start + n)
        });
        let at = |phrase: &String| lower.rfind(phrase.as_str()).map(|at| at..at + phrase.len());
        let anywhere = self.anywhere_in(lower).iter().filter_map(at);
        worded.into_iter().chain(anywhere).max_by_key(|range| range.end)
    }
}

/// Reads the word lists.
pub(in crate::extract) fn prepare() {
    LazyLock::force(&LISTS);
}

pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let words: Words = word_file!("src/extract/topic");
    let set = |groups: Vec<Vec<String>>| groups.into_iter().flatten().collect();
    let mut callers: HashMap<char, Vec<String>> = HashMap::default();
    for caller in words.callers.into_iter().flatten() {
        if let Some(first) = caller.chars().next() {
            callers.entry(first).or_default().push(caller);
        }
    }
    callers.values_mut().for_each(|callers| callers.sort_by_key(|caller| std::cmp::Reverse(caller.len())));
    Lists {
        topics: vec![
            (Phrases::new(words.others), Topic::Others),
            (Phrases::new(words.failures), Topic::Failures),
            (Phrases::new(words.codes), Topic::Codes),
        ],
        forms: Phrases::new(words.forms),
        declarations: words.declarations.into_iter().collect(),
        in_titles: Phrases::new(words.others_in_titles),
        joins: set(words.joins),
        sorts: words.sorts.into_iter().collect(),
        values: set(words.values),
        values_unless_failures: set(words.values_unless_failures),
        states: words.states.into_iter().collect(),
        results: words.results.into_iter().collect(),
        choices: Phrases::new(words.choices),
        callers,
        series: words.series,
        particles: words.particles,
        captions: words.captions.into_iter().flatten().collect(),
        declarators: words.declarators.into_iter().collect(),
        stressed: words.stressed.into_iter().collect(),
        keepers_of_standards: words.keepers_of_standards.into_iter().collect(),
        directives_of_others: words.directives_of_others.into_iter().collect(),
        members: words.members.into_iter().collect(),
        methods: words.methods.into_iter().collect(),
        structure: set(words.structure),
        answers: Phrases::new(words.answers),
        placeholders: set(words.placeholders),
        fields: set(words.fields),
        field_endings: words.field_endings,
    }
});

/// Words; what stops hold together, as in `errors.properties`, is one.
pub(super) fn split_words(lower: &str) -> Vec<String> {
    lower
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a script writes words without spaces between them, or (Korean) with endings attached.
pub(super) fn is_undivided(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}
