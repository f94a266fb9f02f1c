//! Entries that say the same: another service, API or version of the product has a code of its own for it.

use std::collections::BTreeSet;

use super::{Catalog, Entry, ReferenceKind};

/// Of the words of both texts, this share stands in both.
const ALIKE: f64 = 0.8;

/// Words that make no difference.
const LIGHT: &[&str] = &[
    "a", "an", "the", "is", "are", "was", "were", "be", "been", "has", "have", "had", "this", "that", "it", "of", "in",
    "on", "to", "by", "and", "or", "please", "you", "your",
];

/// At most so many are given.
const MOST: usize = 8;

/// The words of a text that make a difference, each once, in lower case.
pub(crate) fn telling_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).filter(|word| !LIGHT.contains(&word.as_str())).collect()
}

/// How much of two texts is the same, between 0 and 1: the words in both among the words in either.
pub(crate) fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let both = one.intersection(other).count();
    let either = one.len() + other.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Whether two texts are the same, or nearly.
pub(crate) fn is_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    likeness(one, other) >= ALIKE
}

impl Catalog {
    /// The entries of the same kind whose text has the same words, or all but a few (four in five words of either text
    /// stand in both), the likest first; and those that the text names as codes, or that name this one.
    #[must_use]
    pub fn related(&self, entry: &Entry) -> Vec<&Entry> {
        let words = telling_words(&entry.description);
        let like = |other: &Entry| likeness(&words, &telling_words(&other.description));
        let mut related: Vec<(f64, &Entry)> = Vec::new();
        for other in self.codes.iter().filter(|other| other.key() != entry.key() || other.scope != entry.scope) {
            let likeness = if other.kind == entry.kind { like(other) } else { 0.0 };
            if likeness >= ALIKE {
                related.push((likeness, other));
            } else if names(entry, other) || names(other, entry) {
                related.push((0.0, other));
            }
        }
        related.sort_by(|one, other| other.0.total_cmp(&one.0));
        related.into_iter().take(MOST).map(|(_, entry)| entry).collect()
    }
}

/// Whether the text of one entry names the code of the other.
fn names(entry: &Entry, other: &Entry) -> bool {
    let codes = entry.references.iter().filter(|reference| reference.kind == ReferenceKind::Code);
    let mut named = codes.map(|reference| reference.name.as_str());
    named.any(|name| {
        other.symbol.as_deref() == Some(name) || other.code.as_ref().is_some_and(|code| code.to_string() == name)
    })
}
