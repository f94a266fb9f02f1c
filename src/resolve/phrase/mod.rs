//! Phrases: what a text says, told by word sequences that stand in data files.
//!
//! Case and punctuation do not count; a sentence's end does. Characters of Chinese, Japanese and Korean are words by
//! themselves, so that phrases in these languages need no spaces. [`set`] says how a phrase is written.

mod initials;
mod set;

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use foldhash::HashMap;
use foldhash::fast::FixedState;

pub(crate) use initials::Initials;
pub(crate) use set::{Found, PhraseSet};

/// Words up to so many bytes are made small in place.
const LONGEST_SHORT: usize = 40;

/// A text as words, with their places in it.
#[derive(Debug)]
pub(crate) struct Words {
    words: Vec<Word>,
}

/// A word with its place.
#[derive(Debug, Clone)]
struct Word {
    /// Which word it is.
    key: WordKey,
    /// Its bytes in the text.
    range: Range<usize>,
}

/// A word, whatever its case: a hash of its letters, so that no text is copied to compare its words with phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct WordKey(u64);

impl WordKey {
    /// The end of a sentence.
    const STOP: Self = Self(0);
    /// A place that the caller marked.
    const MARK: Self = Self(1);

    /// One of 64 bits.
    pub(crate) fn bit(self) -> u64 {
        1 << (self.0 & 63)
    }

    /// The key of a word.
    pub(crate) fn of(word: &str) -> Self {
        let mut short = [0; LONGEST_SHORT];
        match short.get_mut(..word.len()).filter(|_| word.is_ascii()) {
            Some(lower) => {
                lower.copy_from_slice(word.as_bytes());
                lower.make_ascii_lowercase();
                Self::of_bytes(lower)
            }
            None => Self::of_bytes(word.replace('\u{2019}', "'").to_lowercase().as_bytes()),
        }
    }

    fn of_bytes(lower: &[u8]) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(lower);
        Self(hasher.finish().max(2))
    }
}

/// A vendor's words, each with the common word that it is read as.
#[derive(Debug, Default)]
pub(crate) struct Synonyms {
    common: HashMap<WordKey, WordKey>,
}

impl Synonyms {
    /// Has a word read as another.
    pub(crate) fn add(&mut self, word: &str, common: &str) {
        self.common.insert(WordKey::of(word), WordKey::of(common));
    }
}

impl Words {
    /// Divides a text into words.
    pub(crate) fn of(text: &str) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6 + 1);
        let word = |range: Range<usize>| Word { key: WordKey::of(&text[range.clone()]), range };
        let mut at = 0;
        let mut open: Option<usize> = None;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            // Most of a text are runs of plain letters.
            let plain = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if plain > 0 {
                open.get_or_insert(at);
                at += plain;
                continue;
            }
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            let (here, class) = (at..at + c.len_utf8(), class(c));
            at = here.end;
            let mut goes_on = || chars.next().is_some_and(|next| self::class(next) == Class::Letter);
            if class == Class::Letter || (open.is_some() && is_joiner(c) && goes_on()) {
                open.get_or_insert(here.start);
                continue;
            }
            if let Some(start) = open.take() {
                words.push(word(start..here.start));
            }
            match class {
                Class::Character => words.push(word(here)),
                Class::Stop => words.push(Word { key: WordKey::STOP, range: here }),
                Class::Letter | Class::Other => {}
            }
        }
        words.extend(open.map(|start| word(start..text.len())));
        Self { words }
    }

    /// The bytes of each word in the text, in order; `None` stands for the end of a sentence.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Option<Range<usize>>> {
        self.words.iter().map(|word| (word.key != WordKey::STOP).then(|| word.range.clone()))
    }

    /// The words that stand in a part of the text, with their places in the part.
    pub(crate) fn within(&self, part: &Range<usize>) -> Self {
        let first = self.words.partition_point(|word| word.range.start < part.start);
        let words = self.words.get(first..).unwrap_or_default().iter().take_while(|word| word.range.end <= part.end);
        let moved =
            |word: &Word| Word { key: word.key, range: word.range.start - part.start..word.range.end - part.start };
        Self { words: words.map(moved).collect() }
    }

    /// The same words, but each that a vendor made is the common one.
    pub(crate) fn with(mut self, synonyms: &Synonyms) -> Self {
        if !synonyms.common.is_empty() {
            for word in &mut self.words {
                word.key = synonyms.common.get(&word.key).copied().unwrap_or(word.key);
            }
        }
        self
    }

    /// The same words, but each of the places, which are in order, has become one marked word.
    pub(crate) fn mark(mut self, places: &[Range<usize>]) -> Self {
        let mut places = places.iter().peekable();
        self.words.retain_mut(|word| {
            while places.next_if(|place| place.end <= word.range.start).is_some() {}
            let Some(place) = places.peek().filter(|place| place.start < word.range.end) else { return true };
            let first = word.range.start <= place.start;
            if first {
                *word = Word { key: WordKey::MARK, range: (*place).clone() };
            }
            first
        });
        self
    }
}

/// What a character is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit of a word.
    Letter,
    /// A word by itself, of a script that is written without spaces between words.
    Character,
    /// The end of a sentence.
    Stop,
    /// Anything else.
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        '.' | '!' | '?' | ';' | '\n' | '。' | '！' | '？' | '；' => Class::Stop,
        '\0'..='\x7f' => Class::Other,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => {
            Class::Character
        }
        c if c.is_alphanumeric() => Class::Letter,
        _ => Class::Other,
    }
}

/// Characters that join what stands on both sides of them to one word: `user's`, `log-in`, `app_id`, `403.14`.
fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '-' | '_' | '.')
}
