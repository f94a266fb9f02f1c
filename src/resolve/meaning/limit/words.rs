//! The words from which limits are read: `words.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::HashMap;
use serde::Deserialize;

use crate::resolve::phrase::{Initials, PhraseSet, WordKey};
use crate::word_file::word_file;

/// The word list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LimitWords {
    units: Vec<Unit>,
    pub(super) numbers: BTreeMap<String, i64>,
    pub(super) adverbs: BTreeMap<String, i64>,
    pub(super) multipliers: BTreeMap<String, i64>,
    pub(super) bounds: Vec<BoundWords>,
    pub(super) windows: Vec<WindowWords>,
    pub(super) charsets: Vec<CharsetWords>,
    pub(super) empty: Vec<String>,
    pub(super) prefixes: Vec<PrefixWords>,
    pub(super) verbs: Vec<String>,
    pub(super) leads: Vec<String>,
    pub(super) containers: Vec<String>,
    pub(super) openers: Vec<String>,
    pub(super) articles: Vec<String>,
    pub(super) measures: Vec<String>,
    pub(super) tails: Vec<String>,
    pub(super) stops: Vec<String>,
    pub(super) complaints: Vec<String>,
    pub(super) tails_unspaced: Vec<String>,
    pub(super) plans: Vec<String>,
}

/// A unit and the words for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    /// Its name in the catalog.
    pub(super) unit: String,
    words: Vec<String>,
    /// Its length, if it is one of time.
    #[serde(default)]
    pub(super) seconds: Option<i64>,
    /// Whether its word also says what is counted.
    #[serde(default)]
    pub(super) noun: bool,
}

/// What phrases say of the numbers in them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoundWords {
    pub(super) bound: Bound,
    pub(super) phrases: Vec<String>,
}

/// What a number is to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Bound {
    /// No limit of a value.
    Ignored,
    /// The first is the least, the second the most.
    Between,
    /// Zero is too few, the second is the most.
    NothingOrAbove,
    /// It may not be empty, and the number is the most.
    EmptyOrAbove,
    /// Zero is not allowed.
    NotNothing,
    /// The least.
    Least,
    /// The most.
    Most,
}

/// The time within which something is counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WindowWords {
    #[serde(default)]
    pub(super) seconds: Option<i64>,
    pub(super) phrases: Vec<String>,
}

/// The characters that a phrase allows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CharsetWords {
    pub(super) charset: String,
    pub(super) phrases: Vec<String>,
}

/// What stands before a prefix.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrefixWords {
    pub(super) forbidden: bool,
    pub(super) phrases: Vec<String>,
}

/// The phrases of the list, ready to be found.
pub(super) struct LimitPhrases {
    /// By index into `bounds`.
    pub(super) bounds: PhraseSet,
    /// By index into `windows`.
    pub(super) windows: PhraseSet,
    /// By index into `charsets`.
    pub(super) charsets: PhraseSet,
    /// All under 0.
    pub(super) empty: PhraseSet,
    /// By index into `prefixes`.
    pub(super) prefixes: PhraseSet,
}

impl LimitWords {
    /// The unit with which a text starts, and the length of its word in bytes.
    pub(super) fn unit_of(&self, text: &str) -> Option<(&Unit, usize)> {
        let fits = |word: &str| {
            let head = text.get(..word.len())?;
            let next = text.get(word.len()..)?.chars().next();
            let ends = !word.ends_with(|c: char| c.is_ascii_alphabetic())
                || !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
            (ends && head.eq_ignore_ascii_case(word)).then_some(word.len())
        };
        let units = self.units.iter();
        let all = units.flat_map(|unit| unit.words.iter().filter_map(move |word| Some((unit, fits(word)?))));
        all.max_by_key(|(_, length)| *length)
    }
}

/// # Panics
/// If the list is damaged; it is part of the program, and a test reads it.
pub(super) static LIMIT_WORDS: LazyLock<LimitWords> = LazyLock::new(|| word_file!("src/resolve/meaning/limit/words"));

/// A number in words.
#[derive(Debug, Clone, Copy)]
pub(super) enum Numeral {
    /// `twice`
    Times(i64),
    /// `two`
    Number(i64),
}

/// The numbers in words, by word.
pub(super) static NUMERALS: LazyLock<HashMap<WordKey, Numeral>> = LazyLock::new(|| {
    let numbers = LIMIT_WORDS.numbers.iter().map(|(word, number)| (WordKey::of(word), Numeral::Number(*number)));
    let times = LIMIT_WORDS.adverbs.iter().map(|(word, number)| (WordKey::of(word), Numeral::Times(*number)));
    numbers.chain(times).collect()
});

/// The first letters of numbers in words.
pub(super) static NUMERAL_INITIALS: LazyLock<Initials> =
    LazyLock::new(|| Initials::of(LIMIT_WORDS.numbers.keys().chain(LIMIT_WORDS.adverbs.keys()).map(String::as_str)));

pub(super) static LIMIT_PHRASES: LazyLock<LimitPhrases> = LazyLock::new(|| {
    let words = &*LIMIT_WORDS;
    let numbered = |lists: Vec<&[String]>| {
        let mut set = PhraseSet::default();
        for (number, phrases) in lists.into_iter().enumerate() {
            for phrase in phrases {
                set.add(number, phrase).expect("the word list is part of the program");
            }
        }
        set
    };
    LimitPhrases {
        bounds: numbered(words.bounds.iter().map(|list| list.phrases.as_slice()).collect()),
        windows: numbered(words.windows.iter().map(|list| list.phrases.as_slice()).collect()),
        charsets: numbered(words.charsets.iter().map(|list| list.phrases.as_slice()).collect()),
        empty: numbered(vec![words.empty.as_slice()]),
        prefixes: numbered(words.prefixes.iter().map(|list| list.phrases.as_slice()).collect()),
    }
});

#[cfg(test)]
mod tests {
    use super::super::quantity::find_quantities;
    use super::*;
    use crate::resolve::meaning::sentence::sentences;
    use crate::resolve::meaning::tests::corpus;
    use crate::resolve::phrase::Words;

    #[test]
    fn a_seed_or_a_fixture_uses_each_phrase() {
        let texts = corpus();
        let sentences = texts.iter().flat_map(|text| sentences(text).into_iter().filter_map(|range| text.get(range)));
        let marked: Vec<Words> = sentences
            .map(|sentence| {
                let places: Vec<_> = find_quantities(sentence).into_iter().map(|quantity| quantity.range).collect();
                Words::of(sentence).mark(&places)
            })
            .collect();
        let words = &*LIMIT_WORDS;
        let phrases = words.bounds.iter().flat_map(|bound| &bound.phrases);
        let phrases = phrases.chain(words.windows.iter().flat_map(|window| &window.phrases));
        let phrases = phrases.chain(words.charsets.iter().flat_map(|charset| &charset.phrases));
        let phrases = phrases.chain(words.prefixes.iter().flat_map(|prefix| &prefix.phrases)).chain(&words.empty);
        let is_used = |phrase: &&String| {
            let mut set = PhraseSet::default();
            set.add(0, phrase).unwrap();
            marked.iter().any(|words| !set.find(words).is_empty())
        };
        let unused: Vec<&String> = phrases.filter(|phrase| !is_used(phrase)).collect();
        assert!(unused.is_empty(), "no seed and no fixture uses {unused:#?}");
    }

    #[test]
    fn a_seed_or_a_fixture_uses_each_word() {
        let text = corpus().join("\n").to_lowercase();
        let stands = |word: &&String| {
            let bounded = |c: Option<char>| !word.is_ascii() || !c.is_some_and(|c| c.is_ascii_alphabetic());
            text.match_indices(word.as_str()).any(|(at, _)| {
                bounded(text[..at].chars().next_back()) && bounded(text[at + word.len()..].chars().next())
            })
        };
        let words = &*LIMIT_WORDS;
        let lists = [
            &words.verbs,
            &words.leads,
            &words.containers,
            &words.openers,
            &words.articles,
            &words.measures,
            &words.tails,
            &words.stops,
            &words.complaints,
            &words.tails_unspaced,
            &words.plans,
        ];
        let unused: Vec<&String> = lists.into_iter().flatten().filter(|word| !stands(word)).collect();
        assert!(unused.is_empty(), "no seed and no fixture uses {unused:?}");
    }

    #[test]
    fn each_number_and_unit_is_read() {
        let words = &*LIMIT_WORDS;
        for unit in &words.units {
            for word in &unit.words {
                let text = format!("at most 5 {word}");
                let found = find_quantities(&text);
                let read = found.first().and_then(|quantity| Some((quantity.number, &quantity.unit?.unit)));
                assert_eq!(read, Some((5, &unit.unit)), "{text}");
            }
        }
        let number_of = |text: &str| find_quantities(text).first().map(|quantity| quantity.number);
        for (word, number) in words.numbers.iter().chain(&words.adverbs) {
            assert_eq!(number_of(&format!("up to {word}")), Some(*number), "{word}");
        }
        for (word, times) in &words.multipliers {
            assert_eq!(number_of(&format!("up to 3 {word} keys")), Some(3 * times), "{word}");
        }
    }
}
