//! The word lists and rules of `phrases.yaml`, compiled once.

use foldhash::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::pattern::Pattern;
use crate::resolve::phrase::WordKey;
use crate::word_file::word_file;

/// What is known of English and of the words of programs.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// The rules, in the order in which they are tried.
    pub(crate) rules: Vec<Rule>,
    /// Nouns whose "error" means that the caller gave a wrong one.
    pub(crate) given: HashSet<String>,
    /// Words that add nothing to a noun phrase.
    pub(crate) fillers: HashSet<String>,
    /// Words that go when a name is too long, the first to go first.
    pub(crate) weak: Vec<String>,
    /// Words that only say where everything stands.
    pub(crate) contexts: HashSet<String>,
    /// Adjectives that stay in front.
    pub(crate) leading: HashSet<String>,
    /// Word sequences at which a sentence is cut: by the first word, what follows it.
    pub(crate) tails: HashMap<WordKey, Vec<Vec<WordKey>>>,
    /// Word sequences that are taken off the start of a sentence, longest first.
    pub(crate) openings: Vec<Vec<String>>,
    /// Words that say too little by themselves.
    pub(crate) generic: HashSet<String>,
    /// Words of headings that tell no group from another.
    pub(crate) heading_noise: HashSet<String>,
    /// Base forms of irregular verbs.
    pub(crate) verbs: HashMap<String, String>,
    /// The nouns of acts, by base form.
    pub(crate) acts: HashMap<String, String>,
    /// Words that are written in one way.
    pub(crate) casings: HashMap<String, String>,
    /// Right spellings by wrong ones.
    pub(crate) spellings: HashMap<String, String>,
}

/// A rule: a pattern and the name that it gives.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The pattern.
    pub(crate) pattern: Pattern,
    /// The name, with places for captures.
    pub(crate) name: Vec<Piece>,
    /// Whether it is tried before subordinate clauses are cut off.
    pub(crate) whole: bool,
}

/// A part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A fixed part, `UpperCamelCase`.
    Fixed(String),
    /// The words of a capture.
    Words {
        /// The capture.
        name: char,
        /// What is done to its words.
        form: Form,
        /// Whether it goes first when the name is too long.
        optional: bool,
    },
}

/// What is done to the words of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A noun phrase, as it is.
    Plain,
    /// In the singular.
    One,
    /// Without words that say little.
    Bare,
    /// A verb in its base form.
    Base,
    /// A verb as the noun of the act.
    Act,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    classes: HashMap<String, String>,
    rules: Vec<FileRule>,
    given: Vec<String>,
    fillers: Vec<String>,
    weak: Vec<String>,
    contexts: Vec<String>,
    tails: Vec<String>,
    leading: Vec<String>,
    openings: Vec<String>,
    generic: Vec<String>,
    heading_noise: Vec<String>,
    verbs: HashMap<String, String>,
    acts: HashMap<String, String>,
    casings: HashMap<String, String>,
    spellings: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    when: String,
    name: String,
    #[serde(default)]
    whole: bool,
}

impl Lexicon {
    /// The built-in lexicon.
    pub(crate) fn get() -> &'static Self {
        // The file is part of the program: a test parses it, so that nothing here can fail.
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::new(word_file!("src/resolve/name/phrases")).expect("a test parses the rules of names")
        });
        &LEXICON
    }

    fn new(file: File) -> Result<Self, String> {
        let mut rules = Vec::with_capacity(file.rules.len());
        for rule in file.rules {
            let pattern = Pattern::new(&rule.when, &file.classes)?;
            let name = rule.name.split_whitespace().map(Piece::parse).collect::<Result<_, _>>()?;
            rules.push(Rule { pattern, name, whole: rule.whole });
        }
        let sequences = |list: Vec<String>| {
            let split = |words: &String| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let mut sequences: Vec<_> = list.iter().map(split).collect();
            sequences.sort_by_key(|words| std::cmp::Reverse(words.len()));
            sequences
        };
        let mut tails: HashMap<WordKey, Vec<Vec<WordKey>>> = HashMap::default();
        for tail in &file.tails {
            let mut words = tail.split_whitespace().map(WordKey::of);
            if let Some(first) = words.next() {
                tails.entry(first).or_default().push(words.collect());
            }
        }
        Ok(Self {
            rules,
            given: file.given.into_iter().collect(),
            fillers: file.fillers.into_iter().collect(),
            weak: file.weak,
            contexts: file.contexts.into_iter().collect(),
            leading: file.leading.into_iter().collect(),
            tails,
            openings: sequences(file.openings),
            generic: file.generic.into_iter().collect(),
            heading_noise: file.heading_noise.into_iter().collect(),
            verbs: file.verbs,
            acts: file.acts,
            casings: file.casings,
            spellings: file.spellings,
        })
    }
}

impl Piece {
    fn parse(piece: &str) -> Result<Self, String> {
        let Some(inner) = piece.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) else {
            return Ok(Self::Fixed(piece.to_owned()));
        };
        let optional = inner.ends_with('?');
        let inner = inner.trim_end_matches('?');
        let (name, form) = inner.split_once('.').unwrap_or((inner, ""));
        let form = match form {
            "" => Form::Plain,
            "one" => Form::One,
            "bare" => Form::Bare,
            "base" => Form::Base,
            "act" => Form::Act,
            form => return Err(format!("there is no form `{form}`")),
        };
        let name = name.chars().next().ok_or_else(|| format!("`{piece}` has no name"))?;
        Ok(Self::Words { name, form, optional })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_are_sound() {
        let lexicon = Lexicon::new(word_file!("src/resolve/name/phrases")).unwrap();
        assert!(lexicon.rules.len() > 50);
    }
}
