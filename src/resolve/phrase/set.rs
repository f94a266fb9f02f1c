//! Phrases that are looked for together.
//!
//! A phrase is written as words. `*` stands for up to six words of the same sentence, `(a|b c|)` for one of several
//! wordings, the empty one included. No phrase reaches over the end of a sentence. `#` stands for a place that the caller
//! marked, such as a number with its unit.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;

use super::{Word, WordKey, Words};

/// The most words that a `*` stands for.
const GAP: usize = 6;

/// Phrases that are looked for together.
#[derive(Debug, Default)]
pub(crate) struct PhraseSet {
    /// How many phrases were added.
    phrases: usize,
    /// Where wordings start, by their first word, in the order of adding.
    by_first: HashMap<WordKey, Vec<Start>>,
    /// Which words can be first.
    firsts: Firsts,
    /// What the phrases are made of: for each stretch its choices, and for each choice its elements. A phrase may stand
    /// for hundreds of wordings, none of which is written out.
    stretches: Vec<Range<usize>>,
    choices: Vec<Range<usize>>,
    elements: Vec<Element>,
}

/// The first word of some wordings of a phrase.
#[derive(Debug, Clone)]
struct Start {
    /// Which phrase of the set it is.
    phrase: usize,
    /// The number that the phrase was added with.
    number: usize,
    /// The bits of words that each of the wordings has: a text that lacks one of them holds none.
    bits: u64,
    /// The bits of words that can follow the first; all bits where anything can.
    next: u64,
    /// Which of the wordings they are, by the choices so far.
    wording: usize,
    /// What follows the word in its choice.
    elements: Range<usize>,
    /// The stretches behind that.
    stretches: Range<usize>,
}

/// A wording that a text holds.
struct Match {
    phrase: usize,
    wording: usize,
    number: usize,
    /// Where its last word ends, in bytes.
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Element {
    Word(WordKey),
    Gap,
}

/// A phrase of a set that a text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The number that the phrase was added with.
    pub(crate) phrase: usize,
    /// The bytes of the text from the phrase's first to its last word.
    pub(crate) range: Range<usize>,
}

/// A set of words that may say that it has one which it has not, but never that it lacks one which it has.
#[derive(Debug, Default)]
struct Firsts([u64; 16]);

impl Firsts {
    fn add(&mut self, word: WordKey) {
        let (at, bit) = Self::place(word);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn may_have(&self, word: WordKey) -> bool {
        let (at, bit) = Self::place(word);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    fn place(word: WordKey) -> (usize, u64) {
        (usize::from((word.0 >> 6) as u8 & 15), word.bit())
    }
}

impl PhraseSet {
    /// Adds a phrase under a number; several may share one.
    ///
    /// # Errors
    /// Says what is wrong with the phrase: no word at its start, or a parenthesis that does not close.
    pub(crate) fn add(&mut self, number: usize, phrase: &str) -> Result<(), String> {
        let mut starts: Vec<(WordKey, Start)> = Vec::new();
        // The choices so far that have no word yet, by number.
        let mut empty = vec![0];
        // Choices within a word make other words of it, so each stretch without a space outside parentheses is read by
        // itself.
        for stretch in stretches(phrase)? {
            let first = self.choices.len();
            for spelling in spellings(stretch) {
                let start = self.elements.len();
                add_elements(&spelling, &mut self.elements);
                self.choices.push(start..self.elements.len());
            }
            let choices = self.choices.get(first..).unwrap_or_default();
            self.stretches.push(first..self.choices.len());
            let mut still_empty = Vec::new();
            let shared = choices.iter().map(|choice| self.bits(choice)).fold(u64::MAX, |shared, bits| shared & bits);
            starts.iter_mut().for_each(|(_, start)| start.bits |= shared);
            for &before in &empty {
                for (choice, elements) in choices.iter().enumerate() {
                    let wording = before * choices.len() + choice;
                    match self.elements.get(elements.start).filter(|_| !elements.is_empty()) {
                        Some(Element::Gap) => return Err(without_start(phrase)),
                        Some(Element::Word(word)) => {
                            let (bits, rest) = (self.bits(elements), elements.start + 1..elements.end);
                            let stretches = self.stretches.len()..self.stretches.len();
                            starts.push((
                                *word,
                                Start {
                                    phrase: self.phrases,
                                    number,
                                    bits,
                                    next: 0,
                                    wording,
                                    elements: rest,
                                    stretches,
                                },
                            ));
                        }
                        None => still_empty.push(wording),
                    }
                }
            }
            empty = still_empty;
        }
        if !empty.is_empty() {
            return Err(without_start(phrase));
        }
        for (word, mut start) in starts {
            self.firsts.add(word);
            start.stretches.end = self.stretches.len();
            let stretches = self.stretches.get(start.stretches.clone()).unwrap_or_default();
            start.next = self.bits_at(&start.elements, stretches);
            self.by_first.entry(word).or_default().push(start);
        }
        self.phrases += 1;
        Ok(())
    }

    /// The bits of the words of a choice.
    fn bits(&self, choice: &Range<usize>) -> u64 {
        let elements = self.elements.get(choice.clone()).unwrap_or_default();
        elements.iter().fold(0, |bits, element| match element {
            Element::Word(word) => bits | word.bit(),
            Element::Gap => bits,
        })
    }

    /// The bits of the words that can come first in what goes on with these elements and then with these stretches.
    fn bits_at(&self, elements: &Range<usize>, stretches: &[Range<usize>]) -> u64 {
        match self.elements.get(elements.clone()).unwrap_or_default().first() {
            Some(Element::Word(word)) => word.bit(),
            Some(Element::Gap) => u64::MAX,
            None => stretches.split_first().map_or(u64::MAX, |(stretch, rest)| {
                let choices = self.choices.get(stretch.clone()).unwrap_or_default();
                choices.iter().fold(0, |bits, choice| bits | self.bits_at(choice, rest))
            }),
        }
    }

    /// Every phrase that the words hold, by place and then in the order of adding, once for each of its wordings.
    pub(crate) fn find(&self, words: &Words) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let there = words.words.iter().fold(0, |bits, word| bits | word.key.bit());
        let mut matches = Vec::new();
        for (at, word) in words.words.iter().enumerate() {
            if !self.firsts.may_have(word.key) {
                continue;
            }
            let Some(starts) = self.by_first.get(&word.key) else { continue };
            let next = words.words.get(at + 1).map_or(0, |next| next.key.bit());
            let goes_on = |start: &&Start| start.next == u64::MAX || start.next & next != 0;
            for start in starts.iter().filter(|start| start.bits & !there == 0).filter(goes_on) {
                let elements = self.elements.get(start.elements.clone()).unwrap_or_default();
                let stretches = self.stretches.get(start.stretches.clone()).unwrap_or_default();
                let mut follower = Follower { set: self, words: &words.words, start, matches: &mut matches };
                follower.follow(at + 1, word.range.end, start.wording, elements, stretches);
            }
            if matches.is_empty() {
                continue;
            }
            // Of each wording the narrowest gaps, which were tried first.
            matches.sort_by_key(|&Match { phrase, wording, .. }| (phrase, wording));
            matches.dedup_by_key(|&mut Match { phrase, wording, .. }| (phrase, wording));
            let here = matches.drain(..);
            found.extend(here.map(|Match { number, end, .. }| Found { phrase: number, range: word.range.start..end }));
        }
        found
    }
}

/// Follows the wordings that start with a word.
struct Follower<'a> {
    set: &'a PhraseSet,
    words: &'a [Word],
    start: &'a Start,
    matches: &'a mut Vec<Match>,
}

impl Follower<'_> {
    /// Notes the wordings that go on at word `at` with these elements and then with these stretches. The last word so far
    /// ends at byte `end`, and `wording` are the choices so far.
    fn follow(
        &mut self,
        mut at: usize,
        mut end: usize,
        wording: usize,
        elements: &[Element],
        stretches: &[Range<usize>],
    ) {
        for (index, element) in elements.iter().enumerate() {
            match element {
                Element::Word(wanted) => match self.words.get(at).filter(|word| word.key == *wanted) {
                    Some(word) => (at, end) = (at + 1, word.range.end),
                    None => return,
                },
                Element::Gap => {
                    let after = self.words.get(at..).unwrap_or_default();
                    let reach = after.iter().take(GAP).take_while(|word| word.key != WordKey::STOP).count();
                    let rest = elements.get(index + 1..).unwrap_or_default();
                    for skipped in 0..=reach {
                        self.follow(at + skipped, end, wording, rest, stretches);
                    }
                    return;
                }
            }
        }
        let Some((stretch, rest)) = stretches.split_first() else {
            let &Start { phrase, number, .. } = self.start;
            self.matches.push(Match { phrase, wording, number, end });
            return;
        };
        let choices = self.set.choices.get(stretch.clone()).unwrap_or_default();
        let next = self.words.get(at).map(|word| word.key);
        for (choice, elements) in choices.iter().enumerate() {
            let elements = self.set.elements.get(elements.clone()).unwrap_or_default();
            // Most choices are none by their first word.
            if matches!(elements.first(), Some(Element::Word(first)) if next != Some(*first)) {
                continue;
            }
            self.follow(at, end, wording * choices.len() + choice, elements, rest);
        }
    }
}

fn without_start(phrase: &str) -> String {
    format!("the phrase {phrase:?} has a wording without a first word")
}

/// What spaces outside parentheses divide.
fn stretches(phrase: &str) -> Result<Vec<&str>, String> {
    let mut found = Vec::new();
    let (mut start, mut open) = (0, false);
    for (at, sign) in phrase.match_indices([' ', '(', ')']) {
        match (sign, open) {
            ("(", true) => break,
            ("(", false) => open = true,
            (")", true) => open = false,
            (")", false) => return Err(format!("the phrase {phrase:?} has a ) without a (")),
            (_, true) => {}
            (_, false) => {
                found.push(phrase.get(start..at).unwrap_or_default());
                start = at + 1;
            }
        }
    }
    if open {
        return Err(format!("the phrase {phrase:?} has a ( without a )"));
    }
    found.push(phrase.get(start..).unwrap_or_default());
    Ok(found)
}

/// What a stretch can be: itself, or with each of the choices between its parentheses.
fn spellings(stretch: &str) -> Vec<Cow<'_, str>> {
    let mut parts = stretch.split('(');
    let mut all = vec![Cow::Borrowed(parts.next().unwrap_or_default())];
    for (choices, after) in parts.filter_map(|part| part.split_once(')')) {
        let with = |start: &str, choice: &str| Cow::Owned([start, choice, after].concat());
        all = all.iter().flat_map(|start| choices.split('|').map(move |choice| with(start, choice))).collect();
    }
    all
}

fn add_elements(text: &str, elements: &mut Vec<Element>) {
    // Most of what phrases are made of are words of letters.
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        elements.push(Element::Word(WordKey::of(text)));
        return;
    }
    for part in text.split_inclusive(['*', '#']) {
        let (words, sign) = match part.strip_suffix('*') {
            Some(words) => (words, Some(Element::Gap)),
            None => part.strip_suffix('#').map_or((part, None), |words| (words, Some(Element::Word(WordKey::MARK)))),
        };
        elements.extend(Words::of(words).words.into_iter().map(|word| Element::Word(word.key)));
        elements.extend(sign);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Synonyms;
    use super::*;

    fn holds(phrase: &str, text: &str) -> Option<String> {
        let mut set = PhraseSet::default();
        set.add(0, phrase).unwrap();
        set.find(&Words::of(text)).first().map(|found| text[found.range.clone()].to_owned())
    }

    #[test]
    fn phrases_match_words_of_one_sentence() {
        assert_eq!(
            holds("exceeds the * limit", "It exceeds the upper length limit of 8 KB.").unwrap(),
            "exceeds the upper length limit"
        );
        assert_eq!(holds("exceeds the * limit", "It exceeds the size. A limit is set."), None);
        assert_eq!(holds("(has|have) expired", "Tokens HAVE expired").unwrap(), "HAVE expired");
        assert_eq!(holds("try again( later|)", "Please try again.").unwrap(), "try again");
        assert_eq!(
            holds("(un|)locked(-|_)(in|out) (a|an|)way", "It is UNLOCKED_OUT away.").unwrap(),
            "UNLOCKED_OUT away"
        );
        assert_eq!(holds("not", "nothing"), None);
        assert_eq!(holds("doesn't exist", "It doesn\u{2019}t exist").unwrap(), "doesn\u{2019}t exist");
    }

    #[test]
    fn characters_are_words() {
        assert_eq!(holds("不存在", "该用户不存在。").unwrap(), "不存在");
        assert_eq!(holds("请*重试", "请稍后重试").unwrap(), "请稍后重试");
    }

    #[test]
    fn marked_places_are_words() {
        let text = "It exceeds 1,000 bytes.";
        let mut set = PhraseSet::default();
        set.add(0, "exceeds #").unwrap();
        let start = text.find("1,000").unwrap();
        let words = Words::of(text).mark(std::slice::from_ref(&(start..start + "1,000 bytes".len())));
        assert_eq!(set.find(&words).first().map(|found| found.range.clone()), Some(3..start + 11));
        assert!(set.find(&Words::of("It exceeds #.")).is_empty());
    }

    #[test]
    fn a_vendors_word_is_read_as_the_common_one() {
        let mut synonyms = Synonyms::default();
        synonyms.add("GateStamp", "ticket");
        let mut set = PhraseSet::default();
        set.add(0, "ticket has expired").unwrap();
        let text = "The gatestamp has expired.";
        assert!(set.find(&Words::of(text)).is_empty());
        let found = set.find(&Words::of(text).with(&synonyms));
        assert_eq!(found.first().map(|found| found.range.clone()), Some(4..text.len() - 1));
    }

    #[test]
    fn damaged_phrases_are_refused() {
        let mut set = PhraseSet::default();
        assert!(set.add(0, "(a|b").is_err());
        assert!(set.add(0, "* limit").is_err());
        assert!(set.add(0, "(a|) b").is_ok());
        assert!(set.add(0, "(a|)").is_err());
    }
}
