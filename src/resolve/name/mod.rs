//! Names: from a symbol or a text to an `UpperCamelCase` identifier, unique in its scope and given once.
//!
//! The order is: the lock, a correction, the vendor's constant, a name column of the page, the description. Where the
//! page says nothing that an English name could be made of, the name is the code: `Code7003`, `CodeMinus195`.

mod lexicon;
mod pattern;
mod phrase;
mod sentence;
mod symbol;
mod unique;
mod word;

use foldhash::HashMap;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::correct::CorrectedName;
use super::draft::Draft;
use super::group::Groups;
use crate::catalog::Code;
pub use crate::catalog::is_identifier;
use lexicon::Lexicon;
use symbol::SymbolStyle;
use unique::{NameOrigin, Newborn, Taken, code_words};

/// Words that an `UpperCamelCase` name must not be: they are taken in Rust, Python or Swift.
const RESERVED: &[&str] = &["Self", "None", "True", "False", "Type", "Protocol", "Any", "Unknown"];

/// Whether a name is taken in some language.
pub(crate) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name)
}

/// A name that is given already: the place of its scope, and the name.
pub(crate) type Given<'a> = (Option<&'a str>, &'a str);

/// The names that pages suggest for the drafts at `indexes`, before names that several want are told apart.
pub(crate) fn suggested_names(drafts: &[Draft], indexes: &[usize]) -> Vec<String> {
    if indexes.is_empty() {
        return Vec::new();
    }
    let lexicon = Lexicon::get();
    let style = learn_style(drafts, lexicon);
    let suggested =
        |&index: &usize| drafts.get(index).map_or_else(String::new, |draft| base_name(draft, &style, lexicon).1);
    indexes.iter().map(suggested).collect()
}

fn learn_style(drafts: &[Draft], lexicon: &Lexicon) -> SymbolStyle {
    SymbolStyle::learn(symbols(drafts), drafts.iter().map(|draft| &*draft.entry.description), lexicon)
}

/// Names for the drafts at `newborns`, each with the draft's place. `corrected` are names that people give, by the
/// draft's place, `given` all names and aliases of the lock.
pub(crate) fn name_newborns<'a>(
    drafts: &[Draft],
    newborns: &[usize],
    corrected: &HashMap<usize, CorrectedName>,
    groups: &Groups,
    given: impl Iterator<Item = Given<'a>>,
) -> Vec<(usize, String)> {
    if newborns.is_empty() {
        return Vec::new();
    }
    let lexicon = Lexicon::get();
    let style = learn_style(drafts, lexicon);
    let words = group_words(groups, lexicon);
    let born: Vec<Newborn<'_>> = newborns
        .par_iter()
        .filter_map(|&index| {
            let draft = drafts.get(index)?;
            let (origin, base) = match corrected.get(&index) {
                Some(corrected) => (NameOrigin::Correction, corrected.name.clone()),
                None => base_name(draft, &style, lexicon),
            };
            // In whatever order the pages come, the same group's words tell the name apart.
            let group = draft.groups().iter().filter_map(|group| words.get(groups.place(*group)?)).min();
            let generic = origin == NameOrigin::Text && phrase::is_generic(&base, lexicon);
            let code = draft.entry.key()?;
            Some(Newborn { index, code, origin, base, generic, groups: group })
        })
        .collect();
    let mut taken: HashMap<Option<&str>, Taken> = HashMap::default();
    for (scope, name) in given {
        taken.entry(scope).or_default().take(name);
    }
    let mut scopes: BTreeMap<Option<&str>, Vec<Newborn<'_>>> = BTreeMap::new();
    for newborn in born {
        let scope = drafts.get(newborn.index).and_then(|draft| draft.entry.scope.as_deref());
        scopes.entry(scope).or_default().push(newborn);
    }
    scopes.into_iter().flat_map(|(scope, born)| unique::give(&born, taken.entry(scope).or_default())).collect()
}

/// All constants, of codes that are words themselves too.
fn symbols(drafts: &[Draft]) -> impl Iterator<Item = &str> {
    drafts.iter().flat_map(|draft| {
        let code = match &draft.entry.code {
            Some(Code::Text(text)) if draft.entry.symbol.is_none() && is_word(text) => Some(text.as_str()),
            _ => None,
        };
        draft
            .entry
            .symbol
            .as_deref()
            .into_iter()
            .chain(draft.hints().more_symbols.iter().map(String::as_str))
            .chain(code)
    })
}

/// The name that an entry wants, and what it comes from. Of several symbols or texts the one that sorts first counts,
/// so that the order of the sources changes nothing.
fn base_name(draft: &Draft, style: &SymbolStyle, lexicon: &Lexicon) -> (NameOrigin, String) {
    let entry = &draft.entry;
    let symbol = entry.symbol.iter().chain(&draft.hints().more_symbols).filter(|symbol| is_word(symbol)).min();
    let word = match &entry.code {
        Some(Code::Text(text)) if is_word(text) => Some(text),
        _ => None,
    };
    if let Some(name) = symbol.or(word).and_then(|symbol| style.name(symbol, lexicon)) {
        return (NameOrigin::Symbol, sound(name));
    }
    let mut names: Vec<&String> = draft.hints().names.iter().collect();
    names.sort();
    for name in names {
        let short = name.split_whitespace().count() <= 6;
        let name = if short { style.name(name, lexicon) } else { phrase::name_of(name, lexicon) };
        if let Some(name) = name.filter(|name| name.len() > 1) {
            return (NameOrigin::NameColumn, sound(name));
        }
    }
    // The first text of each source: within one page the order is the page's own.
    let first = entry.meanings.first().map_or(&entry.description, |meaning| &meaning.description);
    let mut texts: Vec<&str> = vec![first];
    if !entry.meanings.is_empty() {
        texts.extend(draft.first_texts().iter().map(String::as_str));
    }
    texts.sort_unstable();
    let mut messages: Vec<&str> = draft.hints().messages.iter().map(String::as_str).collect();
    messages.sort_unstable();
    for text in texts.into_iter().chain(messages) {
        if let Some(name) = phrase::name_of(text, lexicon) {
            return (NameOrigin::Text, sound(name));
        }
    }
    (NameOrigin::Code, entry.key().map_or_else(|| "Code".to_owned(), |code| format!("Code{}", code_words(&code))))
}

/// Whether a spelling is a word that a program could use: `AccessDenied`, `ERR_X`, never `0x8007`, `403.14` or `08P01`.
fn is_word(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let hexadecimal = text.trim_start_matches('-').to_ascii_lowercase().starts_with("0x");
    let ascii = text.chars().filter(|c| c.is_alphanumeric()).all(|c| c.is_ascii_alphanumeric());
    !hexadecimal && ascii && letters > 2 && letters > digits
}

/// The name as an identifier of most languages.
fn sound(name: String) -> String {
    if is_reserved(&name) {
        return format!("{name}Code");
    }
    if is_identifier(&name) {
        return name;
    }
    let mut letters = name.chars().filter(char::is_ascii_alphanumeric).peekable();
    match letters.peek() {
        Some(first) if first.is_ascii_digit() => format!("Code{}", letters.collect::<String>()),
        Some(first) => {
            let first = first.to_ascii_uppercase();
            std::iter::once(first).chain(letters.skip(1)).collect()
        }
        None => "Code".to_owned(),
    }
}

/// The words that tell each group from the others: of its heading, and with those of its section before them. Words that
/// most headings share ("error", "codes") tell nothing.
fn group_words(groups: &Groups, lexicon: &Lexicon) -> Vec<[String; 2]> {
    let heading_words = |heading: &str| -> Vec<String> {
        let heading = super::heading::without_number(heading);
        heading.split_whitespace().map(str::to_owned).collect()
    };
    let mut shared: HashMap<String, usize> = HashMap::default();
    for heading in groups.0.iter().filter_map(|group| group.path.last()) {
        let mut words: Vec<String> = heading_words(heading).iter().map(|word| word.to_lowercase()).collect();
        words.sort();
        words.dedup();
        for word in words {
            *shared.entry(word).or_default() += 1;
        }
    }
    let tells = |word: &str| {
        let lower = word.to_lowercase();
        let common = groups.0.len() > 2 && shared.get(&lower).is_some_and(|&count| count * 2 > groups.0.len());
        !common && !lexicon.fillers.contains(&lower) && !lexicon.heading_noise.contains(&lower)
    };
    let camel_words = |heading: &str| -> String {
        let words = heading_words(heading);
        words.iter().filter(|word| tells(word)).take(3).map(|word| word::camel(word, lexicon)).collect()
    };
    let safe = |words: String| if words.starts_with(|c: char| c.is_ascii_digit()) { String::new() } else { words };
    groups
        .0
        .iter()
        .map(|group| {
            let short = group.path.last().map(|heading| safe(camel_words(heading))).unwrap_or_default();
            let section = group.path.len().checked_sub(2).and_then(|section| group.path.get(section));
            let long = format!("{}{short}", section.map(|heading| safe(camel_words(heading))).unwrap_or_default());
            [short, long]
        })
        .collect()
}
