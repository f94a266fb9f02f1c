//! References: APIs, fields, pages and other codes that a text names. What has no name of its own is none.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashSet;
use serde::Deserialize;

use crate::catalog::{Reference, ReferenceKind};
use crate::extract::Link;
use crate::resolve::phrase::Initials;
use crate::text_key::TextKey;
use crate::word_file::word_file;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ReferenceWords {
    api_nouns: Vec<String>,
    field_nouns: Vec<String>,
    verbs: Vec<String>,
    calls: Vec<String>,
    see: Vec<String>,
    lead_ins: Vec<String>,
    page_nouns: Vec<String>,
    code_nouns: Vec<String>,
    foreign: Vec<String>,
}

static WORDS: LazyLock<ReferenceWords> = LazyLock::new(|| word_file!("src/resolve/meaning/reference"));

static INITIALS: LazyLock<ReferenceInitials> = LazyLock::new(|| {
    let of = |words: &[String]| Initials::of(words.iter().map(String::as_str));
    ReferenceInitials { see: of(&WORDS.see), page: of(&WORDS.page_nouns), code: of(&WORDS.code_nouns) }
});

/// The first letters of the words that begin a reference.
struct ReferenceInitials {
    see: Initials,
    page: Initials,
    code: Initials,
}

/// The constants of all codes.
#[derive(Debug)]
pub(crate) struct Constants {
    keys: HashSet<TextKey>,
    initials: Initials,
}

impl<'c> FromIterator<&'c str> for Constants {
    fn from_iter<T: IntoIterator<Item = &'c str>>(constants: T) -> Self {
        let constants: Vec<&str> = constants.into_iter().collect();
        Self {
            keys: constants.iter().map(|constant| TextKey::of(constant)).collect(),
            initials: Initials::of(constants),
        }
    }
}

impl Constants {
    fn contains(&self, word: &str) -> bool {
        !self.keys.is_empty() && self.initials.may_begin(word) && self.keys.contains(&TextKey::of(word))
    }
}

/// A title has at most so many words.
const LONGEST_TITLE: usize = 7;

/// What a text of these sentences names, in its order, each once. `own` is the entry's own code; `symbols` are the
/// constants of all codes.
pub(crate) fn find_references(
    text: &str,
    sentences: &[Range<usize>],
    links: &[Link],
    own: Option<&str>,
    symbols: &Constants,
) -> Vec<Reference> {
    let mut found: Vec<(usize, Reference)> = Vec::new();
    for range in sentences {
        let Some(sentence) = text.get(range.clone()) else { continue };
        let mut add = |at: usize, kind, name: &str| found.push((range.start + at, reference(kind, name, None)));
        let words = words(sentence);
        names(&words, symbols, &mut add);
        titles(sentence, &words, &mut add);
        codes(sentence, &words, own, &mut add);
    }
    found.sort_by_key(|(at, _)| *at);
    let mut references: Vec<Reference> = Vec::new();
    for (_, reference) in found {
        if !references.iter().any(|other| other.name == reference.name) {
            references.push(reference);
        }
    }
    for link in links.iter().filter(|link| !link.text.trim().is_empty()) {
        let name = link.text.trim();
        match references.iter_mut().find(|other| other.name.eq_ignore_ascii_case(name)) {
            Some(reference) => reference.target = Some(link.target.clone()),
            None => references.push(reference(ReferenceKind::Page, name, Some(link.target.clone()))),
        }
    }
    references
}

fn reference(kind: ReferenceKind, name: &str, target: Option<String>) -> Reference {
    Reference { kind, name: name.to_owned(), target }
}

/// APIs, fields and constants: words that only programs have, or that the words beside them call an API or a field.
fn names(words: &[(usize, &str)], symbols: &Constants, add: &mut impl FnMut(usize, ReferenceKind, &str)) {
    let word = |index: Option<usize>| index.and_then(|index| words.get(index)).map_or("", |(_, word)| *word);
    for (index, &(at, name)) in words.iter().enumerate() {
        let (before, next) = (word(index.checked_sub(1)), word(Some(index + 1)));
        let is_symbol = symbols.contains(name);
        let the = before.eq_ignore_ascii_case("the");
        // Most words are only words.
        if !is_symbol && !the && !has_program_marks(name) {
            continue;
        }
        let called = the && is_in(word(index.checked_sub(2)), &WORDS.calls);
        if is_symbol {
            add(at, ReferenceKind::Code, name);
        } else if is_call(name)
            || is_noun(next, &WORDS.api_nouns)
                && (is_function(name) || called && is_plain(name) && name.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            add(at, ReferenceKind::Api, name);
        } else if is_noun(next, &WORDS.field_nouns) && is_identifier(name)
            || is_noun(before, &WORDS.field_nouns) && is_identifier(name) && !is_function(name)
            || is_wire_name(name)
        {
            add(at, ReferenceKind::Field, name);
        } else if is_function(name) {
            add(at, ReferenceKind::Api, name);
        }
    }
}

/// Whether a word has a sign or a capital within, as names of programs have and words of languages have not.
fn has_program_marks(name: &str) -> bool {
    name.bytes().skip(1).any(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'.' | b'('))
}

/// `App.getInstance().login`, `init()`
fn is_call(name: &str) -> bool {
    let body = name.strip_suffix("()").unwrap_or(name);
    let parts: Vec<&str> = body.split('.').map(|part| part.strip_suffix("()").unwrap_or(part)).collect();
    let named = parts.iter().all(|part| is_plain(part) && part.len() > 1);
    named
        && (body.len() < name.len()
            || parts.len() > 1 && parts.last().is_some_and(|last| is_function(last) || name.contains("()")))
}

/// Lower camel case that begins with a verb: `getConversation`.
fn is_function(name: &str) -> bool {
    let hump = name.find(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    hump > 1 && is_plain(name) && name.get(..hump).is_some_and(|verb| is_in(verb, &WORDS.verbs))
}

/// A word with a hump or an underscore: `MsgBody`, `UserID`, `page_size`.
fn is_identifier(name: &str) -> bool {
    let humps = name.char_indices().skip(1).any(|(_, c)| c.is_ascii_uppercase());
    let lower = name.contains(|c: char| c.is_ascii_lowercase());
    lower
        && (humps || name.trim_matches('_').contains('_'))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Two capitalized words joined by an underscore: `From_Account`.
fn is_wire_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('_').collect();
    let capitalized = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.len() > 1
            && part.chars().skip(1).all(|c| c.is_ascii_lowercase())
    };
    parts.len() == 2 && parts.iter().all(capitalized)
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// Titles of pages: "see Profile Fields", "on the Auxiliary Tools page".
fn titles(sentence: &str, words: &[(usize, &str)], add: &mut impl FnMut(usize, ReferenceKind, &str)) {
    let mut taken = 0;
    for (index, &(at, word)) in words.iter().enumerate() {
        if at < taken {
            continue;
        }
        let tail = sentence.get(at..).unwrap_or_default();
        let sees = INITIALS.see.may_begin(word);
        if let Some(see) = WORDS.see.iter().filter(|_| sees).find_map(|see| noun_at(tail, word, see)) {
            let mut start = at + see;
            start += blanks(sentence.get(start..).unwrap_or_default());
            for lead in &WORDS.lead_ins {
                if sentence.get(start..).is_some_and(|rest| starts_with_words(rest, lead)) {
                    start += lead.len();
                    start += blanks(sentence.get(start..).unwrap_or_default());
                }
            }
            let title = sentence
                .get(start..)
                .map(|rest| rest.split([',', '.', '(', ';', '。', '，']).next().unwrap_or_default());
            let title = title.unwrap_or_default().trim().trim_matches(['"', '“', '”', '\'']);
            if title.starts_with(char::is_uppercase) && title.split_whitespace().count() <= LONGEST_TITLE {
                add(start, ReferenceKind::Page, title);
                taken = start + title.len();
            }
        } else if INITIALS.page.may_begin(word) && is_in(word, &WORDS.page_nouns) {
            let is_title = |&&(_, word): &&(usize, &str)| word.starts_with(|c: char| c.is_ascii_uppercase());
            let length = words.get(..index).unwrap_or_default().iter().rev().take_while(is_title).count();
            if let Some((start, end)) = index.checked_sub(length).and_then(|first| {
                let last = words.get(index.checked_sub(1)?)?;
                (length > 0 && first > 0).then_some((words.get(first)?.0, last.0 + last.1.len()))
            }) {
                add(start, ReferenceKind::Page, sentence.get(start..end).unwrap_or_default());
            }
        }
    }
}

/// Other codes: "error code 30001", "codes 1, 2 and 3".
fn codes(sentence: &str, words: &[(usize, &str)], own: Option<&str>, add: &mut impl FnMut(usize, ReferenceKind, &str)) {
    for (index, &(at, word)) in words.iter().enumerate() {
        if !INITIALS.code.may_begin(word) {
            continue;
        }
        let tail = sentence.get(at..).unwrap_or_default();
        let is_code_noun = |noun: &&String| noun_at(tail, word, noun).is_some();
        let Some(noun) = WORDS.code_nouns.iter().find(is_code_noun) else { continue };
        let before = index.checked_sub(1).and_then(|before| words.get(before)).map_or("", |(_, word)| *word);
        if is_in(before, &WORDS.foreign) {
            continue;
        }
        let after = noun.split_whitespace().count().max(1);
        for &(at, word) in words.get(index + after..).unwrap_or_default() {
            let number = word.trim_end_matches([':', ',']);
            let digits = number.strip_prefix('-').unwrap_or(number);
            if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) {
                if own != Some(number) {
                    add(at, ReferenceKind::Code, number);
                }
            } else if !matches!(word, "and" | "or" | "is" | "to") {
                break;
            }
        }
    }
}

/// Where a noun or verb ends in the text that begins with a word: at its start, or, in a script without blanks, at the
/// end of the word.
fn noun_at(text: &str, word: &str, noun: &str) -> Option<usize> {
    if !noun.is_ascii() {
        return word.ends_with(noun).then_some(word.len());
    }
    starts_with_words(text, noun).then_some(noun.len())
}

/// Whether a word is a noun of the list, or, in a script without blanks, begins or ends with one.
fn is_noun(word: &str, nouns: &[String]) -> bool {
    let unspaced =
        |noun: &&String| !noun.is_ascii() && (word.starts_with(noun.as_str()) || word.ends_with(noun.as_str()));
    is_in(word, nouns) || !word.is_ascii() && nouns.iter().any(|noun| unspaced(&noun))
}

fn starts_with_words(text: &str, words: &str) -> bool {
    let Some(head) = text.get(..words.len()).filter(|head| head.eq_ignore_ascii_case(words)) else { return false };
    let next = text.get(head.len()..).and_then(|rest| rest.chars().next());
    !words.is_ascii() || next.is_some_and(|c| c.is_whitespace() || c == ':')
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The words of a sentence with their places; marks around them set aside, those within kept. What is written without
/// blanks is one word up to the next mark or the next word in ASCII.
fn words(sentence: &str) -> Vec<(usize, &str)> {
    let divides = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '`' | '\'' | '*');
    let mut found = Vec::with_capacity(sentence.len() / 6 + 1);
    let mut at = 0;
    while let Some(rest) = sentence.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        let length = if first.is_ascii() {
            rest.bytes().position(|byte| !byte.is_ascii() || divides(char::from(byte)))
        } else {
            rest.find(|c: char| c.is_ascii() || !c.is_alphabetic())
        };
        let (word, _) = rest.split_at(length.unwrap_or(rest.len()));
        found.extend(without_marks(word).map(|(marks, word)| (at + marks, word)));
        at += if word.is_empty() { first.len_utf8() } else { word.len() };
    }
    found
}

/// A word without the brackets and stops around it, and how many bytes of them stand before it.
fn without_marks(word: &str) -> Option<(usize, &str)> {
    // Most words have none.
    let is_letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    if is_letter(word.bytes().next()) && is_letter(word.bytes().next_back()) {
        return Some((0, word));
    }
    let inner = word.trim_start_matches(['(', '[', '<']);
    let before = word.len() - inner.len();
    let inner = inner.trim_end_matches(['.', ':', '!', '?', ']', '>']);
    let inner = if inner.ends_with("()") { inner } else { inner.trim_end_matches(')') };
    (!inner.is_empty()).then_some((before, inner))
}

fn is_in(word: &str, words: &[String]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::meaning::sentence::sentences;
    use crate::resolve::meaning::tests::corpus;

    #[test]
    fn a_seed_or_a_fixture_uses_each_word() {
        let text = corpus().join("\n").to_lowercase();
        let ReferenceWords { api_nouns, field_nouns, verbs, calls, see, lead_ins, page_nouns, code_nouns, foreign } =
            &*WORDS;
        // Verbs begin names of functions; words of Chinese have no blanks around them.
        let begins = |word: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).any(|found| found.starts_with(word));
        let stands = |word: &str| {
            let bounded = |c: Option<char>| !word.is_ascii() || !c.is_some_and(char::is_alphanumeric);
            text.match_indices(word).any(|(at, _)| {
                bounded(text[..at].chars().next_back()) && bounded(text[at + word.len()..].chars().next())
            })
        };
        let nouns = [api_nouns, field_nouns, calls, see, lead_ins, page_nouns, code_nouns, foreign];
        let unused = nouns.into_iter().flatten().filter(|word| !stands(word));
        let unused: Vec<&String> = unused.chain(verbs.iter().filter(|verb| !begins(verb))).collect();
        assert!(unused.is_empty(), "no seed and no fixture uses {unused:?}");
    }

    fn named(text: &str) -> Vec<String> {
        let symbols = Constants::from_iter(["ERR_BUSY"]);
        let found = find_references(text, &sentences(text), &[], Some("7"), &symbols);
        found.into_iter().map(|found| format!("{:?} {}", found.kind, found.name).to_lowercase()).collect()
    }

    #[test]
    fn what_has_a_name_is_named() {
        assert_eq!(
            named("Call the App.getInstance().login API, then getUsers."),
            ["api app.getinstance().login", "api getusers"]
        );
        assert_eq!(named("Call the login API again."), ["api login"]);
        assert_eq!(named("The MsgBody field and From_Account are required."), ["field msgbody", "field from_account"]);
        assert_eq!(
            named("For details, see Price List. Check it on the Sign Tools page."),
            ["page price list", "page sign tools"]
        );
        assert_eq!(named("It returns error code 12 or 7, or ERR_BUSY."), ["code 12", "code err_busy"]);
    }

    #[test]
    fn what_has_none_is_not() {
        for text in [
            "The API can be called twice.",
            "Use a phone with iOS or macOS.",
            "The name field is empty.",
            "HTTP status code 404.",
            "This page is full.",
            "See the field guide.",
            "The App ID is not known.",
            "Wi-Fi is off.",
            "Version 1.2 is old.",
            "Call the RESTful API.",
        ] {
            assert_eq!(named(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn links_have_targets() {
        let link = Link { text: "Prices".to_owned(), target: "/prices".to_owned() };
        let text = "To buy, see Prices.";
        let found = find_references(text, &sentences(text), &[link], None, &Constants::from_iter([]));
        assert_eq!(found, [reference(ReferenceKind::Page, "Prices", Some("/prices".to_owned()))]);
    }
}
