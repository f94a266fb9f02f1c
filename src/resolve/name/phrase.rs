//! From the description of an error to a name of a few words.

use super::lexicon::{Form, Lexicon, Piece};
use super::pattern::{Captures, LONGEST, Phrase, Word};
use super::sentence::{self, Sentence};
use super::word::{act, base_form, camel, singular};

/// A name has at most so many words; `SdkAppId`, written as one by the page, counts as one.
const MOST: usize = 5;

/// A part of a name: how it is written, and its plain word for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    camel: String,
    plain: String,
    /// Whether it may go when the name is too long: a word of the text, not of the rule.
    loose: bool,
    /// Whether it belongs to what goes first.
    optional: bool,
}

/// The name that a text suggests: `UpperCamelCase`, or `None` where the text has no English to make one of.
pub(crate) fn name_of(text: &str, lexicon: &Lexicon) -> Option<String> {
    let Sentence { head, body } = sentence::first(text, lexicon)?;
    if !sentence::is_latin(&body) {
        return None;
    }
    let units = match head {
        None => compress(&body, lexicon).map(|(units, _)| units)?,
        Some(head) => with_head(&head, &body, lexicon)?,
    };
    finish(units, lexicon)
}

/// Whether a name is made of nothing but words that say too little in a list of all codes.
pub(crate) fn is_generic(name: &str, lexicon: &Lexicon) -> bool {
    let words = split(name);
    words.len() <= 3 && words.iter().all(|word| lexicon.generic.contains(word))
}

/// The words of an `UpperCamelCase` name, in lower case.
pub(crate) fn split(name: &str) -> Vec<String> {
    use heck::ToSnakeCase;
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return humps(name).map(str::to_ascii_lowercase).collect();
    }
    name.to_snake_case().split('_').map(str::to_owned).collect()
}

/// The words of a name of ASCII letters and digits, as written: a capital begins one after a small letter, and before
/// one where capitals went before it. Digits belong to the word before them.
pub(crate) fn humps(name: &str) -> impl Iterator<Item = &str> {
    let (mut start, mut at) = (0, 0);
    // Whether the last letter of the word so far is a capital.
    let mut capital: Option<bool> = None;
    std::iter::from_fn(move || {
        let letters = name.as_bytes();
        while let Some(letter) = letters.get(at) {
            let small_follows = letters.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            let begins =
                letter.is_ascii_uppercase() && (capital == Some(false) || capital == Some(true) && small_follows);
            if letter.is_ascii_alphabetic() {
                capital = Some(letter.is_ascii_uppercase());
            }
            at += 1;
            if begins {
                let word = name.get(start..at - 1);
                start = at - 1;
                return word;
            }
        }
        let word = name.get(start..).filter(|word| !word.is_empty());
        start = name.len();
        word
    })
}

/// "File message failed: invalid format", "Parameter missing: no value is given": the part before the colon says what
/// the part after it is about, or says the same in general.
fn with_head(head: &[Word], body: &[Word], lexicon: &Lexicon) -> Option<Vec<Unit>> {
    let ends_in_failure = head.last().is_some_and(|word| matches!(word.lower.as_str(), "failed" | "failure" | "error"));
    let subject = if ends_in_failure { head.get(..head.len() - 1).unwrap_or_default() } else { head };
    let whole = compress(head, lexicon);
    let Some((rest, by_rule)) = compress(body, lexicon) else { return whole.map(|(units, _)| units) };
    if let Some((units, true)) = &whole
        && !ends_in_failure
    {
        // Both are complete; where they end alike, the second says more.
        let alike = units.last().map(|unit| &unit.plain) == rest.last().map(|unit| &unit.plain);
        return Some(if alike && by_rule { rest } else { units.clone() });
    }
    let subject = noun_phrase(subject, lexicon);
    // A subject that the rest names again adds nothing.
    if subject.iter().any(|unit| rest.iter().any(|other| same_word(unit, other))) {
        return Some(rest);
    }
    Some(subject.into_iter().chain(rest).collect())
}

/// The words of a name for a sentence, and whether a rule gave them.
fn compress(words: &[Word], lexicon: &Lexicon) -> Option<(Vec<Unit>, bool)> {
    let words = words.get(..words.len().min(LONGEST)).unwrap_or_default();
    let phrase = Phrase::new(words);
    for rule in lexicon.rules.iter().filter(|rule| rule.whole) {
        if let Some(captures) = rule.pattern.fit(&phrase) {
            return Some((apply(&rule.name, words, &captures, lexicon), true));
        }
    }
    let main = sentence::main_part(words, lexicon);
    let clauses = sentence::clauses(main);
    for part in std::iter::once(main).chain(clauses.iter().copied()) {
        let phrase = Phrase::new(part);
        for rule in lexicon.rules.iter().filter(|rule| !rule.whole) {
            if let Some(captures) = rule.pattern.fit(&phrase) {
                let units = apply(&rule.name, part, &captures, lexicon);
                // A rule whose captures were all fillers has said nothing.
                if units.len() > 1 || units.iter().any(|unit| unit.camel.len() > 12) {
                    return Some((units, true));
                }
            }
        }
    }
    let first = clauses.first().copied().unwrap_or(main);
    let units = error_phrase(first, lexicon);
    (!units.is_empty()).then_some((units, false))
}

/// "certificate error" is an invalid certificate, "network error" a failure of the network; no name ends in "Error".
fn error_phrase(words: &[Word], lexicon: &Lexicon) -> Vec<Unit> {
    let Some((last, rest)) = words.split_last() else { return Vec::new() };
    if !matches!(last.lower.as_str(), "error" | "errors") || rest.is_empty() {
        return noun_phrase(words, lexicon);
    }
    let mut units = noun_phrase(rest, lexicon);
    if rest.last().is_some_and(|word| lexicon.given.contains(&word.lower)) {
        units.insert(0, fixed("Invalid"));
    } else {
        units.push(fixed("Failure"));
    }
    units
}

fn apply(name: &[Piece], words: &[Word], captures: &Captures, lexicon: &Lexicon) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for piece in name {
        match piece {
            Piece::Fixed(text) => units.push(fixed(text)),
            Piece::Words { name, form, optional } => {
                let held = captures.iter().find(|(capture, _)| capture == name);
                let held = held.and_then(|(_, range)| words.get(range.clone())).unwrap_or_default();
                let mut said = match form {
                    Form::Plain => noun_phrase(held, lexicon),
                    Form::One => {
                        let mut said = noun_phrase(held, lexicon);
                        if let Some(last) = said.last_mut() {
                            *last = unit(&singular(&last.plain), Some(&last.camel), lexicon);
                        }
                        said
                    }
                    Form::Bare => {
                        let mut said = noun_phrase(held, lexicon);
                        let weak = |unit: &Unit| lexicon.weak.contains(&unit.plain);
                        while said.len() > 1 && said.last().is_some_and(weak) {
                            said.pop();
                        }
                        said
                    }
                    Form::Base => verb(held, |verb| base_form(verb, lexicon), lexicon),
                    Form::Act => verb(held, |verb| act(verb, lexicon), lexicon),
                };
                for unit in &mut said {
                    unit.optional = *optional;
                }
                // The key of one does not match the key of another: the word that both share comes last.
                let share =
                    units.last().zip(said.last()).is_some_and(|(last, other)| last.loose && same_word(last, other));
                if *optional && share && said.len() > 1 {
                    units.pop();
                }
                said.retain(|unit| !units.iter().any(|said| said.loose && same_word(said, unit)));
                units.extend(said);
            }
        }
    }
    units
}

fn verb(words: &[Word], form: impl Fn(&str) -> String, lexicon: &Lexicon) -> Vec<Unit> {
    let mut words = words.iter();
    // The verb comes first; what else the capture holds belongs to its object.
    let Some(first) = words.next() else { return Vec::new() };
    let mut units = vec![unit(&form(&first.lower), None, lexicon)];
    units.extend(noun_phrase(words.as_slice(), lexicon));
    units
}

/// The words of a noun phrase that carry its meaning, in the order of an English compound: "the size of the key" gives
/// "key size", "conversations pinned to the top" gives "pinned conversations".
fn noun_phrase(words: &[Word], lexicon: &Lexicon) -> Vec<Unit> {
    let end = words.iter().position(|word| word.text == ",").unwrap_or(words.len());
    let words = words.get(..end).unwrap_or_default();
    let Some(at) = (1..words.len()).find(|&at| is_preposition(words.get(at))) else {
        return content(words, lexicon);
    };
    let (head, rest) = words.split_at(at);
    let (preposition, rest) = rest.split_first().map_or(("", rest), |(word, rest)| (word.lower.as_str(), rest));
    let head = content(&postpositive(head, lexicon), lexicon);
    let mut rest = match preposition {
        "of" => noun_phrase(rest, lexicon),
        "in" | "for" | "on" | "from" | "between" | "within" => {
            let context = rest.iter().all(|word| {
                lexicon.contexts.contains(&word.lower)
                    || lexicon.fillers.contains(&word.lower)
                    || word.lower.starts_with(|c: char| c.is_ascii_digit())
            });
            if context { Vec::new() } else { noun_phrase(rest, lexicon) }
        }
        // "the message to recall", but not "pinned to the top" or "sent to users".
        "to" if is_infinitive(words, at, lexicon) => {
            let mut units = head;
            units.push(fixed("To"));
            units.extend(content(rest, lexicon));
            return units;
        }
        "to" if rest.len() == 2 && rest.first().is_some_and(|word| word.lower == "be") => {
            let mut units = head;
            units.push(fixed("To"));
            units.extend(rest.get(1..).map(|verb| verb_units(verb, lexicon)).unwrap_or_default());
            return units;
        }
        _ => Vec::new(),
    };
    for unit in &mut rest {
        *unit = self::unit(&singular(&unit.plain), Some(&unit.camel), lexicon);
    }
    let lead = head.iter().take_while(|unit| lexicon.leading.contains(&unit.plain)).count();
    let (lead, head) = head.split_at(lead.min(head.len().saturating_sub(1)));
    let mut units = lead.to_vec();
    units.extend(rest);
    for unit in head {
        if !units.iter().any(|said| same_word(said, unit)) {
            units.push(unit.clone());
        }
    }
    units
}

/// Whether the one word after the "to" at `at` is a verb: no participle stands before it, and it is no plural.
fn is_infinitive(words: &[Word], at: usize, lexicon: &Lexicon) -> bool {
    let participle =
        at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| word.lower.ends_with("ed"));
    match words.get(at + 1..) {
        Some([verb]) => !participle && !lexicon.fillers.contains(&verb.lower) && singular(&verb.lower) == verb.lower,
        _ => false,
    }
}

fn verb_units(words: &[Word], lexicon: &Lexicon) -> Vec<Unit> {
    verb(words, |verb| base_form(verb, lexicon), lexicon)
}

/// "conversations pinned" before a preposition is "pinned conversations".
fn postpositive(words: &[Word], lexicon: &Lexicon) -> Vec<Word> {
    let mut words = words.to_vec();
    let participle = words.last().is_some_and(|word| word.lower.len() > 4 && word.lower.ends_with("ed"));
    if words.len() > 1
        && participle
        && let Some(last) = words.pop()
        && !lexicon.fillers.contains(&last.lower)
    {
        words.insert(0, last);
    }
    words
}

fn is_preposition(word: Option<&Word>) -> bool {
    const PREPOSITIONS: &[&str] = &[
        "of", "in", "for", "on", "from", "to", "by", "with", "at", "during", "via", "under", "about", "between",
        "within", "into", "through", "without", "against", "before", "after", "than", "as", "per", "using",
    ];
    word.is_some_and(|word| PREPOSITIONS.contains(&word.lower.as_str()))
}

fn content(words: &[Word], lexicon: &Lexicon) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let is_number = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let empty = |word: &Word| lexicon.fillers.contains(&word.lower) || (words.len() > 1 && is_number(word));
    for word in words.iter().filter(|word| !empty(word)) {
        let unit = unit(&word.lower, Some(&camel(&word.text, lexicon)), lexicon);
        if !unit.camel.is_empty() && units.last() != Some(&unit) {
            units.push(unit);
        }
    }
    units
}

/// A word of a text. Where its plain form is that of the way it was written, that way stays.
fn unit(plain: &str, written: Option<&str>, lexicon: &Lexicon) -> Unit {
    let camel = match written {
        Some(written) if written.to_lowercase() == plain => written.to_owned(),
        // "SDKAppIDs" in the singular is "SdkAppId".
        Some(written) if written.to_lowercase().starts_with(plain) => {
            written.get(..plain.len()).unwrap_or(written).to_owned()
        }
        Some(written) if !plain.ends_with('y') && !written.is_empty() => written.to_owned(),
        _ => camel(plain, lexicon),
    };
    Unit { camel, plain: plain.to_owned(), loose: true, optional: false }
}

fn fixed(text: &str) -> Unit {
    Unit { camel: text.to_owned(), plain: text.to_lowercase(), loose: false, optional: false }
}

fn same_word(left: &Unit, right: &Unit) -> bool {
    left.plain == right.plain || singular(&left.plain) == singular(&right.plain)
}

/// Brings the words down to the length of a name, and joins them.
fn finish(mut units: Vec<Unit>, lexicon: &Lexicon) -> Option<String> {
    while units.last().is_some_and(|unit| matches!(unit.plain.as_str(), "error" | "errors")) {
        units.pop();
    }
    if units.len() > MOST {
        units.retain(|unit| !unit.optional);
    }
    for weak in &lexicon.weak {
        let found = units.iter().position(|unit| unit.loose && unit.plain == *weak).filter(|_| units.len() > MOST);
        if let Some(at) = found {
            units.remove(at);
        }
    }
    // What is still too long loses words of the text from the left: the head of an English compound is its last word.
    while units.len() > MOST {
        match units.iter().position(|unit| unit.loose) {
            Some(at) => drop(units.remove(at)),
            None => break,
        }
    }
    let name: String = units.iter().map(|unit| unit.camel.as_str()).collect();
    (name.len() > 1).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn humps_are_the_words_of_snake_case() {
        use heck::ToSnakeCase;
        for name in [
            "InvalidHTTPStatus",
            "SdkAppId",
            "ABTest2Go",
            "A1Bc",
            "AB1Cd",
            "x",
            "",
            "lowerOnly",
            "Code404Missing",
            "APIs",
        ] {
            assert_eq!(split(name).join("_"), name.to_snake_case(), "{name}");
        }
    }
}
