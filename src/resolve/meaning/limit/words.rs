//! The words from which limits are read: `words.yaml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::HashMap;
use serde::Deserialize;

use crate::resolve::phrase::{PhraseSet, WordKey};

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
pub(super) static LIMIT_WORDS: LazyLock<LimitWords> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("words.yaml")).expect("the word list is part of the program"));

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
