//! `boilerplate-description`: a text that tells its reader nothing, or nothing beyond the code's own name.

use std::sync::LazyLock;

use serde::Deserialize;

use super::wording::{singular, words_of, words_of_name};
use super::{Pages, code_of, finding};
use crate::catalog::Entry;
use crate::diagnostic::{Diagnostic, Rule};
use crate::resolve::phrase::{PhraseSet, Words};
use crate::word_file::word_file;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    phrases: Vec<String>,
    empty_words: Vec<String>,
    vague_words: Vec<String>,
}

struct Boilerplate {
    phrases: PhraseSet,
    empty_words: Vec<String>,
    vague_words: Vec<String>,
}

static BOILERPLATE: LazyLock<Boilerplate> = LazyLock::new(|| {
    let lists: Lists = word_file!("src/lint/boilerplate");
    let mut phrases = PhraseSet::default();
    for (number, phrase) in lists.phrases.iter().enumerate() {
        phrases.add(number, phrase).expect("the phrases are part of the program");
    }
    Boilerplate { phrases, empty_words: lists.empty_words, vague_words: lists.vague_words }
});

/// A text of more words has something to say.
const LONGEST: usize = 32;

/// Why a text tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// It is a phrase that fits any failure.
    Phrase,
    /// It is its symbol's words, or some of them with a word that fits any failure.
    Name,
}

/// Adds `boilerplate-description`.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    for entry in &pages.catalog.codes {
        // What to do or why it happens is more than nothing.
        if entry.remedy.is_some() || !entry.known_causes.is_empty() || entry.meanings.len() > 1 {
            continue;
        }
        let Some(empty) = emptiness(entry) else { continue };
        let (code, text) = (code_of(entry), entry.description.trim());
        let message = match empty {
            Empty::Phrase => format!("all that is said of code {code} is “{text}”"),
            Empty::Name => {
                let symbol = entry.symbol.as_deref().unwrap_or_default();
                format!("the text of code {code}, “{text}”, says no more than its name `{symbol}`")
            }
        };
        let hint = "say what failed and what the caller can do about it";
        findings.push(finding(Rule::BoilerplateDescription, pages.place_of(entry), message, hint));
    }
}

fn emptiness(entry: &Entry) -> Option<Empty> {
    let text = &*entry.description;
    let words = words_of(text);
    if words.is_empty() || words.len() > LONGEST {
        return None;
    }
    if is_phrase(text) {
        return Some(Empty::Phrase);
    }
    let is_empty = |word: &&String| BOILERPLATE.empty_words.contains(*word);
    let symbol: Vec<String> = words_of_name(entry.symbol.as_deref()?);
    let said = |word: &String| is_empty(&word) || symbol.iter().any(|known| singular(known) == singular(word));
    let vague = words.iter().any(|word| BOILERPLATE.vague_words.contains(word));
    // `ERR_NOT_FOUND` for “Not found”; a sentence such as “The lid is open” says it in full.
    let same = symbol.ends_with(&words);
    (words.iter().all(said) && (vague || same)).then_some(Empty::Name)
}

/// Whether the whole text is phrases that fit any failure.
fn is_phrase(text: &str) -> bool {
    let words = Words::of(text);
    let found = BOILERPLATE.phrases.find(&words);
    let mut covered = 0;
    for word in words.ranges().flatten() {
        if word.end <= covered {
            continue;
        }
        match found.iter().filter(|found| found.range.start == word.start).map(|found| found.range.end).max() {
            Some(end) => covered = end,
            None => return false,
        }
    }
    covered > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(description: &str, symbol: Option<&str>) -> Option<Empty> {
        let symbol = symbol.map(str::to_owned);
        emptiness(&Entry { description: description.into(), symbol, ..Entry::default() })
    }

    #[test]
    fn phrases_that_fit_any_failure_are_empty() {
        for text in ["Unknown error.", "System error", "An unexpected error occurred!", "Reserved", "系统错误。", "n/a"]
        {
            assert_eq!(of(text, None), Some(Empty::Phrase), "{text}");
        }
        for text in ["Unknown error in the disk.", "The system is busy.", "Disk error.", ""] {
            assert_eq!(of(text, None), None, "{text}");
        }
    }

    #[test]
    fn names_said_again_are_empty() {
        assert_eq!(of("SSO error.", Some("ERR_SSO_FAIL")), Some(Empty::Name));
        assert_eq!(of("The parameters are invalid.", Some("INVALID_PARAMETER")), Some(Empty::Name));
        assert_eq!(of("Not found", Some("ERR_NOT_FOUND")), Some(Empty::Name));
        assert_eq!(of("The file is not found.", Some("NOT_FOUND")), None);
        // It needs no more words.
        assert_eq!(of("Cancelled by the user.", Some("ERR_USER_CANCELLED")), None);
        assert_eq!(of("The lid is open.", Some("LID_OPEN")), None);
    }
}
