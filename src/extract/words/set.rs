//! Words that a word is looked up in, whatever its capitals.

use foldhash::HashSet;
use serde::Deserialize;

/// Words in lower case.
#[derive(Debug, Deserialize)]
#[serde(from = "HashSet<String>")]
pub(super) struct WordSet {
    words: HashSet<String>,
    /// How long the longest is, in bytes.
    longest: usize,
}

/// Words of ASCII up to so many bytes are looked up without any memory.
const SHORT: usize = 32;

impl From<HashSet<String>> for WordSet {
    fn from(words: HashSet<String>) -> Self {
        let longest = words.iter().map(String::len).max().unwrap_or_default();
        Self { words, longest }
    }
}

impl WordSet {
    /// Whether it has a word, whatever its capitals. Most words of a text are longer than any that it has.
    pub(super) fn has(&self, word: &str) -> bool {
        if !word.is_ascii() {
            // A capital has at most three times the bytes of its small letter.
            return word.len() <= 3 * self.longest && self.words.contains(&word.to_lowercase());
        }
        if word.len() > self.longest {
            return false;
        }
        let mut lower = [0; SHORT];
        let Some(lower) = lower.get_mut(..word.len()) else { return self.words.contains(&word.to_ascii_lowercase()) };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|word| self.words.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_do_not_count() {
        let words = WordSet::from(HashSet::from_iter(["status".to_owned(), "код".to_owned(), "kod".to_owned()]));
        for word in ["status", "Status", "STATUS", "Код", "\u{212a}od"] {
            assert!(words.has(word), "{word}");
        }
        for word in ["", "statuses", "stat", "код ошибки", &"long ".repeat(20)] {
            assert!(!words.has(word), "{word}");
        }
    }
}
