//! Patterns over the words of a sentence: how the rules of `phrases.yaml` are matched.

use foldhash::HashMap;

use crate::resolve::phrase::WordKey;

/// A word of a text: as written, and in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As the page writes it.
    pub(crate) text: String,
    /// In lower case, for comparison.
    pub(crate) lower: String,
    /// The word in lower case, for comparison with patterns and lists.
    pub(crate) key: WordKey,
}

impl Word {
    pub(crate) fn new(text: &str) -> Self {
        Self::of(text.to_owned(), text.to_lowercase())
    }

    /// A word as written, and in lower case.
    pub(crate) fn of(text: String, lower: String) -> Self {
        let key = WordKey::of(&lower);
        Self { text, lower, key }
    }
}

/// A pattern, compiled.
#[derive(Debug)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
    /// For each part that must take one of some words, the bits of their keys: most patterns fall by them.
    needed: Vec<u64>,
}

#[derive(Debug)]
enum Part {
    /// One of these words.
    Words { any: Vec<WordKey>, optional: bool },
    /// One word or more; with `any`, exactly one of these.
    Capture { name: char, greedy: bool, any: Option<Vec<WordKey>> },
    /// A number.
    Number,
    /// Anything or nothing.
    Rest,
}

/// Words that patterns are tried on.
#[derive(Debug)]
pub(crate) struct Phrase<'w> {
    words: &'w [Word],
    /// The bits of their keys.
    there: u64,
}

impl<'w> Phrase<'w> {
    pub(crate) fn new(words: &'w [Word]) -> Self {
        Self { words, there: bits(words.iter().map(|word| word.key)) }
    }
}

/// What each capture holds: its name and a range of words.
pub(crate) type Captures = Vec<(char, std::ops::Range<usize>)>;

/// Longer sentences are cut before they are matched, so that trying is bounded.
pub(crate) const LONGEST: usize = 28;

impl Pattern {
    /// Compiles a pattern; see `phrases.yaml` for the notation.
    ///
    /// # Errors
    /// Names the part that is not understood.
    pub(crate) fn new(pattern: &str, classes: &HashMap<String, String>) -> Result<Self, String> {
        let parts: Vec<Part> =
            pattern.split_whitespace().map(|part| Part::new(part, classes)).collect::<Result<_, _>>()?;
        let needed = parts.iter().filter_map(Part::needs).map(|any| bits(any.iter().copied())).collect();
        Ok(Self { parts, needed })
    }

    /// What the captures hold, if the pattern fits all the words.
    pub(crate) fn fit(&self, phrase: &Phrase<'_>) -> Option<Captures> {
        let Phrase { words, there } = *phrase;
        if self.needed.iter().any(|needed| needed & there == 0) || !self.parts.iter().all(|part| part.may_fit(words)) {
            return None;
        }
        let mut captures = Captures::new();
        fit(&self.parts, words, 0, &mut captures).then_some(captures)
    }
}

impl Part {
    fn new(part: &str, classes: &HashMap<String, String>) -> Result<Self, String> {
        if part == "..." {
            return Ok(Self::Rest);
        }
        if part == "<#>" {
            return Ok(Self::Number);
        }
        if let Some(inner) = part.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')) {
            let (name, any) = match inner.split_once(':') {
                Some((name, any)) => (name, Some(alternatives(any, classes)?)),
                None => (inner, None),
            };
            let greedy = name.ends_with('+');
            let name = name.chars().next().ok_or_else(|| format!("`{part}` has no name"))?;
            return Ok(Self::Capture { name, greedy, any });
        }
        let optional = part.len() > 1 && part.ends_with('?');
        let any = alternatives(part.strip_suffix('?').filter(|_| optional).unwrap_or(part), classes)?;
        Ok(Self::Words { any, optional })
    }

    /// The words of which the part must take one.
    fn needs(&self) -> Option<&[WordKey]> {
        match self {
            Self::Words { any, optional: false } | Self::Capture { any: Some(any), .. } => Some(any),
            Self::Number | Self::Words { optional: true, .. } | Self::Capture { any: None, .. } | Self::Rest => None,
        }
    }

    /// Whether there is a word at all that the part could take: most rules fall here.
    fn may_fit(&self, words: &[Word]) -> bool {
        match self.needs() {
            Some(any) => words.iter().any(|word| any.contains(&word.key)),
            None => !matches!(self, Self::Number) || words.iter().any(is_number),
        }
    }
}

/// One bit of 64 a word: what shares none with another set of words shares no word.
fn bits(words: impl Iterator<Item = WordKey>) -> u64 {
    words.fold(0, |bits, word| bits | word.bit())
}

fn alternatives(part: &str, classes: &HashMap<String, String>) -> Result<Vec<WordKey>, String> {
    let mut any = Vec::new();
    for word in part.split('|') {
        match word.strip_prefix('$') {
            Some(class) => {
                let class = classes.get(class).ok_or_else(|| format!("there is no class `{class}`"))?;
                any.extend(class.split('|').map(WordKey::of));
            }
            None => any.push(WordKey::of(word)),
        }
    }
    Ok(any)
}

fn is_number(word: &Word) -> bool {
    word.lower.starts_with(|c: char| c.is_ascii_digit())
}

fn fit(parts: &[Part], words: &[Word], at: usize, captures: &mut Captures) -> bool {
    let Some((part, parts)) = parts.split_first() else { return at == words.len() };
    match part {
        Part::Words { any, optional } => {
            let here = words.get(at).is_some_and(|word| any.contains(&word.key));
            (here && fit(parts, words, at + 1, captures)) || (*optional && fit(parts, words, at, captures))
        }
        Part::Number => words.get(at).is_some_and(is_number) && fit(parts, words, at + 1, captures),
        Part::Rest => parts.is_empty() || (at..=words.len()).any(|next| fit(parts, words, next, captures)),
        Part::Capture { name, any: Some(any), .. } => {
            let here = words.get(at).is_some_and(|word| any.contains(&word.key));
            here && keep(*name, at..at + 1, parts, words, captures)
        }
        Part::Capture { name, greedy, any: None } => {
            let most = words.get(at..).unwrap_or_default().iter().take_while(|word| word.text != ",").count();
            let mut ends: Vec<usize> = (at + 1..=at + most).collect();
            if *greedy {
                ends.reverse();
            }
            ends.into_iter().any(|end| keep(*name, at..end, parts, words, captures))
        }
    }
}

/// Goes on with a capture made, and takes it back if that does not fit.
fn keep(name: char, range: std::ops::Range<usize>, parts: &[Part], words: &[Word], captures: &mut Captures) -> bool {
    let end = range.end;
    captures.push((name, range));
    let fits = fit(parts, words, end, captures);
    if !fits {
        captures.pop();
    }
    fits
}
