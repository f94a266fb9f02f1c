//! Finding the phrases of word lists in texts, folded so that case and punctuation do not count.

use foldhash::HashMap;

/// Case-folded, every run of punctuation and white space as one space.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // Words of plain letters, which nearly all are, are taken at once.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (part, behind) = rest.split_at(if plain > 0 { plain } else { c.len_utf8() });
        rest = behind;
        let narrow = narrow(c);
        if !narrow.is_alphanumeric() {
            space = true;
            continue;
        }
        if space && !folded.is_empty() {
            folded.push(' ');
        }
        space = false;
        if plain > 0 {
            let from = folded.len();
            folded.push_str(part);
            folded[from..].make_ascii_lowercase();
        } else {
            folded.extend(narrow.to_lowercase());
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

    pub(super) fn matches(&self, folded: &str, at_start: bool) -> bool {
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
