//! The first sentence of a description, as words; its main part and its clauses.

use super::lexicon::Lexicon;
use super::pattern::Word;

/// The first sentence of a text.
#[derive(Debug)]
pub(crate) struct Sentence {
    /// What stands before a colon.
    pub(crate) head: Option<Vec<Word>>,
    /// The words, without articles; a comma is a word.
    pub(crate) body: Vec<Word>,
}

/// Longer texts are not looked at for their name.
const LONGEST: usize = 600;

/// The first sentence of a text that has words.
pub(crate) fn first(text: &str, lexicon: &Lexicon) -> Option<Sentence> {
    let start = text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    let text = without_asides(start.trim());
    let (mut head, mut body) = (None, sentence_of(&text));
    if let Some((before, after)) = split_colon(body) {
        let words = words(before);
        if !words.is_empty() && words.len() <= 6 {
            // A label of one word ("Error", "Cause") says nothing of its own.
            head = (words.len() > 1).then_some(words);
            body = after;
        } else {
            body = before;
        }
    }
    let body = lists_as_one(without_opening(words(body), lexicon));
    (!body.is_empty()).then_some(Sentence { head, body })
}

/// Whether most of the words are written in Latin letters.
pub(crate) fn is_latin(words: &[Word]) -> bool {
    let letters = || words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic());
    let latin = letters().filter(|&c| c < '\u{250}').count();
    latin > 1 && latin * 2 > letters().count()
}

/// The words before those that begin something of less weight, or after the comma where the sentence begins so.
pub(crate) fn main_part<'a>(words: &'a [Word], lexicon: &Lexicon) -> &'a [Word] {
    let is_tail = |at: usize| {
        let tails = words.get(at).and_then(|first| lexicon.tails.get(&first.key));
        tails.into_iter().flatten().any(|rest| {
            let here = words.get(at + 1..at + 1 + rest.len());
            here.is_some_and(|here| here.iter().zip(rest).all(|(word, tail)| word.key == *tail))
        })
    };
    let mut words = words;
    if is_tail(0)
        && let Some(comma) = words.iter().position(|word| word.text == ",")
    {
        return main_part(words.get(comma + 1..).unwrap_or_default(), lexicon);
    }
    if let Some(end) = (1..words.len()).find(|&at| is_tail(at)) {
        words = words.get(..end).unwrap_or_default();
    }
    while let Some((last, rest)) = words.split_last() {
        if last.text == "," || matches!(last.lower.as_str(), "and" | "or" | "but" | "then") {
            words = rest;
        } else {
            break;
        }
    }
    words
}

/// The parts between commas, without the word that joins them.
pub(crate) fn clauses(words: &[Word]) -> Vec<&[Word]> {
    let parts = words.split(|word| word.text == ",").map(|part| match part.split_first() {
        Some((first, rest)) if matches!(first.lower.as_str(), "and" | "or" | "but" | "then" | "so") => rest,
        _ => part,
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// The text without what stands in parentheses. An acronym there takes the place of the words that it abbreviates:
/// "monthly active users (MAU) quota" is "MAU quota".
fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（', '[']) {
        let (before, after) = rest.split_at(open);
        let Some(close) = after.find([')', '）', ']']) else { break };
        out.push_str(before);
        let aside: String = after.get(..close).unwrap_or_default().chars().skip(1).collect();
        let letters = aside.trim().chars().count();
        let acronym = (2..=6).contains(&letters) && aside.trim().chars().all(|c| c.is_ascii_uppercase());
        if acronym {
            let spelled: Vec<usize> = out
                .char_indices()
                .filter(|&(at, c)| {
                    c.is_alphabetic() && !out.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
                })
                .map(|(at, _)| at)
                .collect();
            let starts = spelled.get(spelled.len().saturating_sub(letters)..).unwrap_or_default();
            let initials: String = starts.iter().filter_map(|&at| out.get(at..)?.chars().next()).collect();
            if initials.eq_ignore_ascii_case(aside.trim())
                && let Some(&start) = starts.first()
            {
                out.truncate(start);
                out.push_str(aside.trim());
            }
        }
        rest = after.get(close..).map_or("", |rest| rest.trim_start_matches([')', '）', ']']));
    }
    out.push_str(rest);
    // A text that is all in parentheses is its own content.
    if out.trim().chars().all(|c| !c.is_alphanumeric()) { text.replace(['(', ')'], " ") } else { out }
}

/// The text up to its first full stop, question mark, semicolon or line break.
fn sentence_of(text: &str) -> &str {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let next = || text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let ends = match c {
            '\n' | '。' | '；' | ';' | '！' | '？' => true,
            '.' | '!' | '?' => {
                // Not within "e.g.", "v1.2" or "api.getUser".
                let abbreviation =
                    text.get(..at).is_some_and(|before| before.ends_with("e.g") || before.ends_with("i.e"));
                next().is_none_or(char::is_whitespace) && !abbreviation
            }
            _ => false,
        };
        if ends && text.get(..at).is_some_and(|before| before.contains(char::is_alphanumeric)) {
            return text.get(..at).unwrap_or(text);
        }
        previous = c;
    }
    let _ = previous;
    text
}

/// What stands before and after a colon that divides a sentence.
fn split_colon(sentence: &str) -> Option<(&str, &str)> {
    let (at, c) = sentence.char_indices().find(|&(at, c)| {
        let after = || sentence.get(at + c.len_utf8()..).unwrap_or_default();
        c == '：' || (c == ':' && after().starts_with(char::is_whitespace))
    })?;
    let after = sentence.get(at + c.len_utf8()..)?;
    after.contains(char::is_alphanumeric).then(|| (sentence.get(..at).unwrap_or_default(), after))
}

/// The words of a sentence: articles gone, "cannot" and "doesn't" in two, a comma by itself.
fn words(sentence: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for piece in
        sentence.split(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '`' | '/' | '|' | '，' | '='))
    {
        let comma = piece.ends_with(',');
        let word = piece.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '@' | '&' | '%')));
        // "@" and "&" count as words only where they stand alone.
        let word = if word.chars().any(char::is_alphanumeric) || word.len() == 1 { word } else { "" };
        let lower = word.to_lowercase();
        let lower = if lower.contains('’') { lower.replace('’', "'") } else { lower };
        match lower.as_str() {
            "" | "a" | "an" | "the" => {}
            "cannot" => words.extend([Word::new("can"), Word::new("not")]),
            _ => match lower.strip_suffix("n't") {
                Some(stem) if !stem.is_empty() => {
                    let verb = match stem {
                        "ca" => "can",
                        "wo" => "will",
                        stem => stem,
                    };
                    words.extend([Word::new(verb), Word::new("not")]);
                }
                _ => words.push(Word::of(word.to_owned(), lower)),
            },
        }
        if comma && !words.is_empty() {
            words.push(Word::new(","));
        }
    }
    while words.last().is_some_and(|word| word.text == ",") {
        words.pop();
    }
    words
}

/// The words without a beginning that says nothing of the error itself.
fn without_opening(words: Vec<Word>, lexicon: &Lexicon) -> Vec<Word> {
    for opening in &lexicon.openings {
        // Articles are gone from the words, so they do not count here.
        let mut expected = opening.iter().filter(|word| !matches!(word.as_str(), "a" | "an" | "the")).peekable();
        let mut rest = words.as_slice();
        while let Some(word) = expected.peek() {
            match rest.split_first() {
                Some((first, after)) if first.lower == word.trim_end_matches([',', ':']) => {
                    rest = after;
                    expected.next();
                }
                _ => break,
            }
        }
        if expected.peek().is_none() && !rest.is_empty() {
            return rest.to_vec();
        }
    }
    words
}

/// Three names or more at the start ("A, B, or C") as the one word `parameters`, where something is said of them all.
fn lists_as_one(words: Vec<Word>) -> Vec<Word> {
    let mut items = 0;
    let mut at = 0;
    loop {
        let item = words.get(at..).unwrap_or_default().iter().take_while(|word| word.text != ",").count();
        let next_is_comma = words.get(at + item).is_some();
        if item == 0 || (next_is_comma && item > 2) {
            return words;
        }
        items += 1;
        if next_is_comma {
            at += item + 1;
            if words.get(at).is_some_and(|word| matches!(word.lower.as_str(), "or" | "and")) {
                let rest = words.get(at + 2..).unwrap_or_default();
                let said = rest.first().is_some_and(|word| {
                    matches!(
                        word.lower.as_str(),
                        "error" | "errors" | "is" | "are" | "missing" | "invalid" | "mismatch"
                    )
                });
                if items >= 2 && said {
                    let mut one = vec![Word::new("parameters")];
                    one.extend_from_slice(rest);
                    return one;
                }
                return words;
            }
        } else {
            return words;
        }
    }
}
