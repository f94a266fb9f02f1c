//! Words that a word is looked up in, whatever its capitals.

use foldhash::HashSet;
use serde::Deserialize;

/// Words in lower case.
#[derive(Debug, Deserialize)]
#[serde(from = "HashSet<String>")]
pub(super) struct WordSet {
    words: HashSet<String>,
    /// For each first byte, whatever its case, the lengths that words have, a bit a length.
    lengths: [u64; 32],
    /// How long the longest is, in bytes.
    longest: usize,
}

/// Words of ASCII up to so many bytes are looked up without any memory.
const SHORT: usize = 32;

impl From<HashSet<String>> for WordSet {
    fn from(words: HashSet<String>) -> Self {
        words.into_iter().collect()
    }
}

impl FromIterator<String> for WordSet {
    fn from_iter<T: IntoIterator<Item = String>>(words: T) -> Self {
        let mut set = Self { words: HashSet::default(), lengths: [0; 32], longest: 0 };
        for word in words {
            set.lengths[Self::first(&word)] |= Self::length(&word);
            set.longest = set.longest.max(word.len());
            set.words.insert(word);
        }
        set
    }
}

impl WordSet {
    /// Whether it has a word, whatever its capitals.
    pub(super) fn has(&self, word: &str) -> bool {
        // Most words of a text begin or end otherwise than any that it has.
        let may_have = self.lengths[Self::first(word)] & Self::length(word) != 0;
        if !word.is_ascii() {
            // A capital has at most three times the bytes of its small letter.
            return word.len() <= 3 * self.longest && self.words.contains(&word.to_lowercase());
        }
        if !may_have || word.len() > self.longest {
            return false;
        }
        let mut lower = [0; SHORT];
        let Some(lower) = lower.get_mut(..word.len()) else { return self.words.contains(&word.to_ascii_lowercase()) };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|word| self.words.contains(word))
    }

    /// The words.
    pub(super) fn iter(&self) -> impl Iterator<Item = &String> {
        self.words.iter()
    }

    /// The part of the first byte that capitals and small letters share.
    fn first(word: &str) -> usize {
        usize::from(word.as_bytes().first().map_or(0, |first| first & 31))
    }

    fn length(word: &str) -> u64 {
        1 << word.len().min(63)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_do_not_count() {
        let words = ["status", "код", "kod"].into_iter().map(str::to_owned).collect::<WordSet>();
        for word in ["status", "Status", "STATUS", "Код", "\u{212a}od"] {
            assert!(words.has(word), "{word}");
        }
        for word in ["", "statuses", "stat", "код ошибки", &"long ".repeat(20)] {
            assert!(!words.has(word), "{word}");
        }
    }
}
