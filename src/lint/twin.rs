//! `suspicious-word`: two rows that are one text but for a word with its opposite, or one text for opposite names. One
//! of the two was probably copied from the other and not, or wrongly, changed.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::wording::{sentences_of, words_of_name};
use super::{Pages, code_of, finding};
use crate::catalog::Entry;
use crate::diagnostic::{Diagnostic, Rule};
use crate::word_file::word_file;

/// A shorter text says little beside the word that differs.
const LONG: usize = 12;

/// No constant has more words.
const LONGEST_NAME: usize = 32;

/// A shorter text fits many names.
const SHORT: usize = 4;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    pairs: Vec<(String, String)>,
    prefixes: Vec<String>,
    negations: Vec<String>,
    light: Vec<String>,
}

struct Opposites {
    /// Each word's opposites.
    of: HashMap<String, Vec<String>>,
    prefixes: Vec<String>,
    negations: Vec<String>,
    light: Vec<String>,
}

static OPPOSITES: LazyLock<Opposites> = LazyLock::new(|| {
    let lists: Lists = word_file!("src/lint/twin");
    let mut of: HashMap<String, Vec<String>> = HashMap::default();
    for (one, other) in lists.pairs {
        of.entry(one.clone()).or_default().push(other.clone());
        of.entry(other).or_default().push(one);
    }
    Opposites { of, prefixes: lists.prefixes, negations: lists.negations, light: lists.light }
});

/// An entry with the words of its text that carry its sense.
struct Row<'a> {
    entry: &'a Entry,
    words: Vec<String>,
    /// So many of them are the first sentence. A word that differs there is what the text is about.
    statement: usize,
}

/// Adds `suspicious-word`, at the first of the two rows.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    let rows: Vec<Row<'_>> = pages.catalog.codes.iter().map(Row::of).collect();
    one_word_apart(pages, &rows, findings);
    one_text_for_opposites(pages, &rows, findings);
}

impl<'a> Row<'a> {
    fn of(entry: &'a Entry) -> Self {
        let (mut words, mut statement) = (Vec::new(), None);
        for word in sentences_of(&entry.description) {
            match word {
                None => statement = statement.or(Some(words.len()).filter(|length| *length > 0)),
                Some(word) if OPPOSITES.light.contains(&word) => {}
                Some(word) => words.push(word),
            }
        }
        Self { entry, statement: statement.unwrap_or(words.len()), words }
    }
}

/// Long texts that are the same but for one word with its opposite, or for a "not". Each text is entered once for each
/// of its words that has an opposite in some text, under what stands before and after it, so that the time is linear in
/// the words.
fn one_word_apart(pages: Pages<'_>, rows: &[Row<'_>], findings: &mut Vec<Diagnostic>) {
    let said: HashSet<&str> = rows.iter().flat_map(|row| &row.words).map(String::as_str).collect();
    let opposites_said = |word: &str| opposites(word).filter(|other| said.contains(other.as_str())).collect();
    let opposed: HashMap<&str, Vec<String>> = said.iter().map(|word| (*word, opposites_said(word))).collect();
    let mut seen: HashMap<(u64, u64), HashMap<&str, usize>> = HashMap::default();
    for (index, row) in rows.iter().enumerate() {
        let words = &row.words;
        if words.len() < LONG {
            continue;
        }
        let (before, after) = (hashes(words.iter()), hashes(words.iter().rev()));
        let length = words.len();
        for (at, word) in words.iter().enumerate().skip(row.statement) {
            let Some(others) = opposed.get(word.as_str()).filter(|others| !others.is_empty()) else { continue };
            let (Some(&head), Some(&tail)) = (before.get(at), after.get(length - 1 - at)) else { continue };
            let there = seen.entry((head, tail)).or_default();
            let opposite = others.iter().find_map(|other| Some((*there.get(other.as_str())?, other)));
            if let Some((first, other)) = opposite
                && let Some(first) = rows.get(first)
                && !says(first, other)
                && !says(row, word)
            {
                findings.push(apart(pages, first, other, row, word));
            }
            there.entry(word.as_str()).or_insert(index);
        }
    }
    negated(pages, rows, findings);
}

/// Long texts of which one has a "not" more.
fn negated(pages: Pages<'_>, rows: &[Row<'_>], findings: &mut Vec<Diagnostic>) {
    let mut whole: HashMap<&[String], &Row<'_>> = HashMap::default();
    for row in rows.iter().filter(|row| row.words.len() >= LONG) {
        whole.entry(&row.words).or_insert(row);
    }
    for row in rows.iter().filter(|row| row.words.len() > LONG) {
        let negation = |word: &String| OPPOSITES.negations.contains(word);
        let mut places = row.words.iter().enumerate().filter(|(_, word)| negation(word));
        // Of several, nobody knows which is too many.
        let (Some((at, word)), None) = (places.next(), places.next()) else { continue };
        if at < row.statement {
            continue;
        }
        let mut without = row.words.clone();
        without.remove(at);
        if let Some(other) = whole.get(without.as_slice()) {
            let (code, other_code) = (code_of(row.entry), code_of(other.entry));
            let message = format!("the texts of {other_code} and {code} are the same but for “{word}” in {code}");
            let hint = "one of the two was probably copied: read both, and correct the one that is wrong";
            findings.push(finding(Rule::SuspiciousWord, pages.place_of(row.entry), message, hint));
        }
    }
}

fn apart(pages: Pages<'_>, first: &Row<'_>, other: &str, second: &Row<'_>, word: &str) -> Diagnostic {
    let (code, other_code) = (code_of(second.entry), code_of(first.entry));
    let message = format!(
        "the texts of {other_code} and {code} are the same but for “{other}” in {other_code} and “{word}” in {code}"
    );
    let hint = "one of the two was probably copied: read both, and correct the one that is wrong";
    finding(Rule::SuspiciousWord, pages.place_of(first.entry), message, hint)
}

/// One text for two codes whose constants are the same but for a word with its opposite.
fn one_text_for_opposites(pages: Pages<'_>, rows: &[Row<'_>], findings: &mut Vec<Diagnostic>) {
    /// A text, and a constant without one of its words.
    type Frame<'a> = (&'a [String], Vec<String>);
    let mut seen: HashMap<Frame<'_>, HashMap<String, &Row<'_>>> = HashMap::default();
    for row in rows.iter().filter(|row| row.words.len() >= SHORT) {
        let Some(symbol) = &row.entry.symbol else { continue };
        let name = words_of_name(symbol);
        if name.len() > LONGEST_NAME {
            continue;
        }
        for (at, word) in name.iter().enumerate() {
            let mut frame = name.clone();
            if let Some(place) = frame.get_mut(at) {
                place.clear();
            }
            let there = seen.entry((&row.words, frame)).or_default();
            if let Some((first, other)) = opposites(word).find_map(|other| Some((*there.get(&other)?, other))) {
                let (code, other_code) = (code_of(row.entry), code_of(first.entry));
                let symbols = (first.entry.symbol.as_deref().unwrap_or_default(), symbol);
                let message = format!(
                    "{other_code} (`{}`) and {code} (`{}`) have the same text, though one is about “{other}” and the other about “{word}”",
                    symbols.0, symbols.1
                );
                let hint = "one of the two was probably copied: say in each text what its own code is about";
                findings.push(finding(Rule::SuspiciousWord, pages.place_of(row.entry), message, hint));
            }
            there.entry(word.clone()).or_insert(row);
        }
    }
}

/// Whether the name of the row is about the word: then its text is meant to have it.
fn says(row: &Row<'_>, word: &str) -> bool {
    let names = row.entry.symbol.as_deref().into_iter().chain([&*row.entry.name]);
    let stem: String = word.chars().take(word.chars().count().min(6)).collect();
    let name: BTreeSet<String> = names.flat_map(words_of_name).collect();
    name.iter().any(|known| known.starts_with(&stem) || (known.len() > 3 && stem.starts_with(known.as_str())))
}

/// The opposites of a word: those of the list, and the word with or without a prefix that negates.
fn opposites(word: &str) -> impl Iterator<Item = String> {
    let listed = OPPOSITES.of.get(word).into_iter().flatten().cloned();
    let bare = OPPOSITES.prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix.as_str()));
    let bare = bare.filter(|rest| rest.len() > 4).map(str::to_owned);
    let negated = OPPOSITES.prefixes.iter().map(move |prefix| format!("{prefix}{word}")).filter(|word| word.len() > 6);
    listed.chain(bare).chain(negated).collect::<Vec<_>>().into_iter()
}

/// The hash of the first words of a list, for each length from nothing to all.
fn hashes<'a>(words: impl Iterator<Item = &'a String>) -> Vec<u64> {
    let mut hasher = DefaultHasher::new();
    let mut all = vec![hasher.finish()];
    for word in words {
        word.hash(&mut hasher);
        all.push(hasher.finish());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_are_mutual() {
        let all = |word: &str| opposites(word).collect::<Vec<_>>();
        assert!(all("connected").contains(&"disconnected".to_owned()));
        assert!(all("disconnected").contains(&"connected".to_owned()));
        assert!(all("join").contains(&"quit".to_owned()) && all("quit").contains(&"join".to_owned()));
        assert!(!all("united").contains(&"ited".to_owned()), "too little is left of it");
    }

    #[test]
    fn no_pair_stands_twice() {
        let lists: Lists = word_file!("src/lint/twin");
        let mut pairs: Vec<(String, String)> =
            lists.pairs.into_iter().map(|(a, b)| (a.clone().min(b.clone()), a.max(b))).collect();
        pairs.sort();
        for (one, other) in pairs.iter().zip(pairs.iter().skip(1)) {
            assert_ne!(one, other);
        }
        assert!(pairs.iter().all(|(one, other)| one != other));
    }
}
