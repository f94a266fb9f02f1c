//! The words of headers, titles, labels and texts that speak for or against codes: data in `words.yaml`, parsed once.

mod context;
mod failure;
mod header;
mod set;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

pub(crate) use self::context::Context;
pub(crate) use self::header::HeaderRole;
use self::set::WordSet;
use super::phrases::{Phrases, Stems, fold};
use crate::word_file::word_file;

/// The role of a label within a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LabelRole {
    /// What it means.
    Description,
    /// The wording that a program gets.
    Message,
    /// Why it happens.
    Cause,
    /// What to do.
    Remedy,
}

type ByLanguage = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    headers: BTreeMap<HeaderRole, ByLanguage>,
    context: ContextFile,
    failure: ByLanguage,
    failure_name_parts: HashSet<String>,
    failure_nouns: HashSet<String>,
    words_with_e: HashSet<String>,
    conjunctions: WordSet,
    range_words: WordSet,
    code_prefixes: WordSet,
    deprecated: ByLanguage,
    placeholders: WordSet,
    name_words: HashSet<String>,
    data_types: WordSet,
    constant_modifiers: HashSet<String>,
    failure_classes: Vec<String>,
    booleans: WordSet,
    severities: WordSet,
    switches: WordSet,
    presence: WordSet,
    things_with_codes: Vec<Vec<String>>,
    labels: BTreeMap<LabelRole, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContextFile {
    strong: ByLanguage,
    weak: ByLanguage,
    against: ByLanguage,
    answers: ByLanguage,
    members: ByLanguage,
    other: ByLanguage,
}

/// The word lists, ready for matching.
#[derive(Debug)]
pub(crate) struct Words {
    whole: HashMap<String, HeaderRole>,
    within: Phrases<HeaderRole>,
    context: Phrases<Context>,
    answers: Phrases<()>,
    members: Phrases<()>,
    other_codes: Phrases<()>,
    failure: Stems,
    failure_name_parts: HashSet<String>,
    failure_nouns: HashSet<String>,
    words_with_e: HashSet<String>,
    conjunctions: WordSet,
    range_words: WordSet,
    code_prefixes: WordSet,
    /// Conjunctions, words of ranges and prefixes of codes.
    among_codes: WordSet,
    deprecated: Stems,
    placeholders: WordSet,
    name_words: Phrases<()>,
    data_types: WordSet,
    constant_modifiers: HashSet<String>,
    failure_classes: Vec<String>,
    booleans: WordSet,
    severities: WordSet,
    switches: WordSet,
    presence: WordSet,
    things_with_codes: HashSet<String>,
    labels: HashMap<String, LabelRole>,
}

/// The word lists.
pub(crate) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file: File = word_file!("src/extract/words");
        Words::new(file)
    })
}

impl Words {
    fn new(file: File) -> Self {
        let mut whole = HashMap::default();
        let mut within = Phrases::default();
        for (role, languages) in &file.headers {
            for entry in languages.values().flatten() {
                let entry_text = fold(entry.trim_start_matches('='));
                if !entry.starts_with('=') {
                    within.add(&entry_text, *role);
                }
                whole.entry(entry_text).or_insert(*role);
            }
        }
        let mut context = Phrases::default();
        for (list, strength) in [
            (&file.context.strong, Context::Strong),
            (&file.context.weak, Context::Weak),
            (&file.context.against, Context::Against),
        ] {
            for entry in list.values().flatten() {
                context.add(&fold(entry), strength);
            }
        }
        let mut other_codes = Phrases::default();
        for entry in file.context.other.values().flatten() {
            other_codes.add(&fold(entry), ());
        }
        let mut answers = Phrases::default();
        for entry in file.context.answers.values().flatten() {
            answers.add(&fold(entry), ());
        }
        let mut members = Phrases::default();
        for entry in file.context.members.values().flatten() {
            members.add(&fold(entry), ());
        }
        let mut name_words = Phrases::default();
        for entry in &file.name_words {
            name_words.add(&fold(entry), ());
        }
        let mut labels = HashMap::default();
        for (role, list) in &file.labels {
            for entry in list {
                labels.entry(fold(entry)).or_insert(*role);
            }
        }
        let among_codes = [&file.conjunctions, &file.range_words, &file.code_prefixes];
        Self {
            among_codes: among_codes.into_iter().flat_map(WordSet::iter).cloned().collect(),
            whole,
            within,
            context,
            answers,
            members,
            other_codes,
            failure: Stems::new(file.failure.values().flatten()),
            failure_name_parts: file.failure_name_parts,
            failure_nouns: file.failure_nouns,
            words_with_e: file.words_with_e,
            conjunctions: file.conjunctions,
            range_words: file.range_words,
            code_prefixes: file.code_prefixes,
            deprecated: Stems::new(file.deprecated.values().flatten()),
            placeholders: file.placeholders,
            name_words,
            data_types: file.data_types,
            constant_modifiers: file.constant_modifiers,
            failure_classes: file.failure_classes,
            booleans: file.booleans,
            severities: file.severities,
            switches: file.switches,
            presence: file.presence,
            things_with_codes: file.things_with_codes.iter().flatten().map(|entry| fold(entry)).collect(),
            labels,
        }
    }

    /// Whether a word stands between alternatives.
    pub(crate) fn is_conjunction(&self, word: &str) -> bool {
        self.conjunctions.has(word)
    }

    /// Whether a word stands between the ends of a range.
    pub(crate) fn is_range_word(&self, word: &str) -> bool {
        self.range_words.has(word)
    }

    /// Whether a word only says that a code follows.
    pub(crate) fn is_code_prefix(&self, word: &str) -> bool {
        self.code_prefixes.has(word)
    }

    /// Whether a text starts by saying that its entry is given up.
    pub(crate) fn says_deprecated(&self, text: &str) -> bool {
        self.deprecated.start(text)
    }

    /// Whether a cell stands for rows that are not there.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        let text = text.trim();
        self.placeholders.has(text.trim_matches(['(', ')', '[', ']', '`', '*', ' '])) || self.placeholders.has(text)
    }

    /// Whether a cell names a type of data: `const char *`, `Array<string>`, `uint32_t`.
    pub(crate) fn is_data_type(&self, cell: &str) -> bool {
        let cell = cell.trim();
        if cell.len() > LONGEST_TYPE {
            return false;
        }
        let first = cell.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '#'))).next().unwrap_or("");
        let pointer = (cell.ends_with(" *") || cell.ends_with("**")) && !first.is_empty();
        pointer || self.data_types.has(first)
    }

    /// Whether a cell is the type of a constant: `public static final int`.
    pub(crate) fn modifies_constants(&self, cell: &str) -> bool {
        cell.len() <= LONGEST_TYPE && cell.split_whitespace().any(|word| self.constant_modifiers.contains(word))
    }

    /// Whether a cell only says yes or no.
    pub(crate) fn is_boolean(&self, cell: &str) -> bool {
        self.booleans.has(cell.trim().trim_end_matches(['.', '*']))
    }

    /// Whether a word only says how bad something is: "Error", "Hint".
    pub(crate) fn is_severity(&self, word: &str) -> bool {
        self.severities.has(word)
    }

    /// Whether a text starts by saying that something is turned on or off.
    pub(crate) fn is_switched(&self, text: &str) -> bool {
        let first = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or("");
        self.switches.has(first)
    }

    /// Whether a text starts by saying whether something must be given: "Required. The name of the lid". A sentence may
    /// start with such a word as well: "Required lid is missing".
    pub(crate) fn says_presence(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let (first, rest) = text.split_at(end);
        let set_apart = rest.is_empty() || !rest.starts_with([' ', '-', '_']);
        set_apart && self.presence.has(first)
    }

    /// Whether a word joins codes or says that one follows.
    pub(crate) fn stands_among_codes(&self, word: &str) -> bool {
        self.among_codes.has(word)
    }

    /// Whether a word is of a sentence, wherever it stands among codes: small letters that join no codes.
    pub(crate) fn is_of_sentence(&self, word: &str) -> bool {
        word.bytes().all(|byte| byte.is_ascii_lowercase()) && !self.stands_among_codes(word)
    }

    /// The role of a label.
    pub(crate) fn label(&self, text: &str) -> Option<LabelRole> {
        if text.len() > 60 {
            return None;
        }
        self.labels.get(&fold(text)).copied()
    }
}

/// Types of data and of constants are not longer, in bytes.
const LONGEST_TYPE: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_as_itself() {
        let file: File = word_file!("src/extract/words");
        for (role, languages) in &file.headers {
            for entry in languages.values().flatten() {
                let found = words().header_role(entry.trim_start_matches('='));
                // A word that serves two roles in two languages keeps the first.
                assert!(found.is_some(), "{entry} of {role:?}");
            }
        }
    }
}
