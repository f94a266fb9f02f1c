//! Finding the phrases of word lists in texts, folded so that case and punctuation do not count.

use foldhash::HashMap;

/// Case-folded, every run of punctuation and white space as one space.
pub(crate) fn fold(text: &str) -> String {
    fold_ascii(text).unwrap_or_else(|| fold_any(text))
}

/// The same of a text of ASCII, which nearly all are.
fn fold_ascii(text: &str) -> Option<String> {
    let mut folded = Vec::with_capacity(text.len());
    let mut space = false;
    for &byte in text.as_bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                if space && !folded.is_empty() {
                    folded.push(b' ');
                }
                space = false;
                folded.push(byte.to_ascii_lowercase());
            }
            0x80.. => return None,
            _ => space = true,
        }
    }
    String::from_utf8(folded).ok()
}

fn fold_any(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars().map(narrow) {
        if !c.is_alphanumeric() {
            space = true;
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Whether two texts are the same when folded.
pub(super) fn fold_alike(one: &str, other: &str) -> bool {
    // Most differ in the first letter already.
    let first = |text: &str| text.chars().map(narrow).find(|c| c.is_alphanumeric()).map(|c| c.to_lowercase().next());
    first(one) == first(other) && fold(one) == fold(other)
}

/// The plain sign that a full-width one stands for.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// `ErrorCode` as `Error Code`, `LIDErrorCode` as `LID Error Code`.
pub(super) fn split_humps(text: &str) -> String {
    let mut split = String::with_capacity(text.len() + 8);
    let (mut earlier, mut before) = (' ', ' ');
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let next = signs.peek().copied().unwrap_or(' ');
        let acronym = earlier.is_ascii_uppercase() && before.is_ascii_uppercase() && next.is_ascii_lowercase();
        if c.is_ascii_uppercase() && (before.is_ascii_lowercase() || acronym) {
            split.push(' ');
        }
        split.push(c);
        (earlier, before) = (before, c);
    }
    split
}

/// Whether a character belongs to a script that puts no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ac00}'..='\u{d7af}')
}

/// Where a word stands in folded text.
pub(super) fn find_word(folded: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    for part in folded.split(' ') {
        if part == word {
            return Some(at);
        }
        at += part.len() + 1;
    }
    None
}

/// Phrases by their first word, or by their first character in scripts without spaces.
#[derive(Debug)]
pub(super) struct Phrases<T> {
    spaced: HashMap<String, Vec<(String, T)>>,
    unspaced: HashMap<char, Vec<(String, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { spaced: HashMap::default(), unspaced: HashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    pub(super) fn add(&mut self, phrase: &str, value: T) {
        let entry = (phrase.to_owned(), value);
        match phrase.chars().next() {
            Some(first) if is_unspaced(first) => self.unspaced.entry(first).or_default().push(entry),
            Some(_) => {
                let first = phrase.split(' ').next().unwrap_or(phrase).to_owned();
                // `http状态码` starts with letters that the next script follows at once.
                let first = first.split(is_unspaced).next().unwrap_or("").to_owned();
                self.spaced.entry(first).or_default().push(entry);
            }
            None => {}
        }
    }

    /// Every phrase in folded text: where it ends, how long it is, and its value.
    pub(super) fn found<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (usize, usize, T)> + 'a {
        let mut before = ' ';
        folded.char_indices().flat_map(move |(at, c)| {
            let rest = &folded[at..];
            let list = if is_unspaced(c) {
                self.unspaced.get(&c)
            } else if before == ' ' || is_unspaced(before) {
                let word = rest.split(|c: char| c == ' ' || is_unspaced(c)).next().unwrap_or("");
                self.spaced.get(word)
            } else {
                None
            };
            before = c;
            list.into_iter().flatten().filter_map(move |(phrase, value)| {
                let after = rest.strip_prefix(phrase.as_str())?.chars().next();
                let ends = after.is_none_or(|after| {
                    after == ' ' || is_unspaced(after) || phrase.chars().next_back().is_some_and(is_unspaced)
                });
                ends.then_some((at + phrase.len(), phrase.len(), *value))
            })
        })
    }

    /// The value of the phrase that ends last; of those, of the longest.
    pub(super) fn last(&self, folded: &str) -> Option<T> {
        self.found(folded).max_by_key(|&(end, length, _)| (end, length)).map(|(_, _, value)| value)
    }

    pub(super) fn all(&self, folded: &str) -> Vec<T> {
        self.found(folded).map(|(_, _, value)| value).collect()
    }
}

/// Starts of words that speak for something.
#[derive(Debug)]
pub(super) struct Stems {
    /// By the first two characters.
    spaced: HashMap<[Option<char>; 2], Vec<String>>,
    unspaced: HashMap<char, Vec<String>>,
}

/// What a text starts with is looked for in so many characters.
const LONGEST_START: usize = 60;

impl Stems {
    pub(super) fn new<'a>(list: impl Iterator<Item = &'a String>) -> Self {
        let mut stems = Self { spaced: HashMap::default(), unspaced: HashMap::default() };
        for stem in list {
            let stem = fold(stem);
            match stem.chars().next() {
                Some(first) if is_unspaced(first) => stems.unspaced.entry(first).or_default().push(stem),
                Some(_) => stems.spaced.entry(first_two(&stem)).or_default().push(stem),
                None => {}
            }
        }
        stems
    }

    /// Whether one of them is in a text.
    pub(super) fn are_in(&self, text: &str) -> bool {
        self.match_ascii(text, false).unwrap_or_else(|| self.match_folded(&fold(text), false))
    }

    /// Whether a text starts with one of them.
    pub(super) fn start(&self, text: &str) -> bool {
        let ascii = text.get(..LONGEST_START.min(text.len())).filter(|start| start.is_ascii());
        ascii.and_then(|start| self.match_ascii(start, true)).unwrap_or_else(|| {
            let start = text.char_indices().nth(LONGEST_START).map_or(text, |(at, _)| &text[..at]);
            self.match_folded(&fold(start), true)
        })
    }

    /// Looks at the words of a text as they stand, which need not be folded then; `None` where it has other signs than
    /// those of ASCII.
    fn match_ascii(&self, text: &str, at_start: bool) -> Option<bool> {
        let mut rest = text.as_bytes();
        loop {
            let gap = rest.iter().position(u8::is_ascii_alphanumeric).unwrap_or(rest.len());
            let (signs, words) = rest.split_at_checked(gap)?;
            if !signs.is_ascii() {
                return None;
            }
            if words.is_empty() {
                return Some(false);
            }
            let list = self.spaced.get(&first_two_folded(words));
            if list.is_some_and(|list| list.iter().any(|stem| starts_folded(words, stem))) {
                return Some(true);
            }
            if at_start {
                return Some(false);
            }
            let word = words.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(words.len());
            rest = words.get(word..)?;
        }
    }

    fn match_folded(&self, folded: &str, at_start: bool) -> bool {
        let mut before = ' ';
        for (at, c) in folded.char_indices() {
            let list = if is_unspaced(c) {
                self.unspaced.get(&c)
            } else if before == ' ' || is_unspaced(before) {
                self.spaced.get(&first_two(&folded[at..]))
            } else {
                None
            };
            if list.is_some_and(|list| list.iter().any(|stem| folded[at..].starts_with(stem.as_str()))) {
                return true;
            }
            if at_start && at == 0 {
                return false;
            }
            before = c;
        }
        false
    }
}

fn first_two(text: &str) -> [Option<char>; 2] {
    let mut chars = text.chars();
    [chars.next(), chars.next()]
}

/// The first two characters that words of ASCII have when they are folded.
fn first_two_folded(words: &[u8]) -> [Option<char>; 2] {
    let folded = |byte: &u8| char::from(byte.to_ascii_lowercase());
    let second = words.get(1).map(|byte| if byte.is_ascii_alphanumeric() { folded(byte) } else { ' ' });
    [words.first().map(folded), second]
}

/// Whether words of ASCII start with a stem when they are folded.
fn starts_folded(words: &[u8], stem: &str) -> bool {
    let mut rest = words;
    stem.bytes().all(|wanted| {
        let taken = if wanted == b' ' {
            rest.iter().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count()
        } else {
            usize::from(rest.first().map(u8::to_ascii_lowercase) == Some(wanted))
        };
        rest = rest.get(taken..).unwrap_or_default();
        taken > 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn texts_are_matched_as_if_they_were_folded(
            parts in proptest::collection::vec(
                (
                    proptest::sample::select(vec![
                        "not", "Not", "found", "n", "est", "pas", "FAILED", "fai", "obsol", "obsol\u{e8}te",
                        "\u{9519}\u{8bef}", "1", "\u{ff26}",
                    ]),
                    proptest::sample::select(vec!["", " ", "  ", ", ", "'", "\u{2019}", "-"]),
                ),
                0..12,
            ),
        ) {
            let parts: Vec<&str> = parts.into_iter().flat_map(|(word, signs)| [word, signs]).collect();
            let list = ["not found", "fail", "n est pas", "obsol\u{e8}te", "\u{9519}\u{8bef}"].map(str::to_owned);
            let (stems, text) = (Stems::new(list.iter()), parts.concat());
            proptest::prop_assert_eq!(stems.are_in(&text), stems.match_folded(&fold(&text), false), "{}", &text);
            if text.len() < LONGEST_START {
                proptest::prop_assert_eq!(stems.start(&text), stems.match_folded(&fold(&text), true), "{}", &text);
            }
            proptest::prop_assert_eq!(fold(&text), fold_any(&text));
        }
    }
}
