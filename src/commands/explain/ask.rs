//! What a query asks for: several codes, words, or a text that somebody pasted.

use std::collections::BTreeSet;

use crate::catalog::{
    Catalog, CatalogText, Code, Entry, Found, Match, RawEntry, Tombstone, is_alike, load_catalog, telling_words,
    words_in,
};
use crate::diagnostic::Diagnostic;

/// What was asked for.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The entries, in the order in which they were asked for; of a text, the best first.
    pub(super) entries: Vec<Entry>,
    /// Codes that were removed.
    pub(super) removed: Vec<Tombstone>,
    /// What found nothing, with what is near.
    pub(super) missing: Vec<Missing>,
    /// Whether each entry was asked for by itself: then none is cut.
    pub(super) apart: bool,
    /// Whether the entries only have the words that were asked for.
    pub(super) by_words: bool,
}

/// Something that is not in the catalog.
#[derive(Debug)]
pub(super) struct Missing {
    /// What was asked for: a code, or the words.
    pub(super) query: String,
    /// Whether it is a code by its looks.
    pub(super) is_code: bool,
    /// What is near, the nearest first.
    pub(super) near: Vec<Entry>,
}

/// The answer from the text of a catalog's file, with the catalog as far as it had to be read.
///
/// # Errors
/// `catalog-damaged`.
pub(super) fn answer(path: &str, text: &str, queries: &[String]) -> Result<(Answer, Catalog), Diagnostic> {
    if let Some(divided) = CatalogText::divide(text) {
        let whole = queries.join(" ");
        let mut words: BTreeSet<&str> = words_in(&whole).collect();
        let lower: Vec<String> =
            words.iter().flat_map(|word| word.split(['.', '-', '_'])).map(str::to_lowercase).collect();
        // `ERR-4004` and `04004` may mean 4004.
        words.extend(words_in(&whole).map(|word| word.trim_start_matches(|c: char| !matches!(c, '1'..='9'))));
        // A catalog of some of the entries answers as well, where it has an answer.
        let some = divided.narrow(|entry| may_be_meant(entry, &words, &lower));
        if let Ok(catalog) = load_catalog(path, &some) {
            let answer = ask(&catalog, queries);
            if answer.missing.is_empty() && !answer.entries.is_empty() {
                // Related entries have nearly the same text, so the words of the text tell.
                let asked: Vec<(usize, BTreeSet<String>)> = answer
                    .entries
                    .iter()
                    .map(|entry| &entry.description)
                    .map(|text| (text.len(), telling_words(text)))
                    .collect();
                let like = |entry: RawEntry<'_>| {
                    // An entry that names codes may name this one.
                    if entry.text().contains("kind: code") {
                        return true;
                    }
                    let said = entry.value("description").unwrap_or_default();
                    let near = |length: &usize| said.len() < length * 2 && *length < said.len() * 2;
                    asked.iter().any(|(length, asked)| near(length) && is_alike(asked, &telling_words(said)))
                };
                let more = divided.narrow(|entry| may_be_meant(entry, &words, &lower) || like(entry));
                if let Ok(catalog) = load_catalog(path, &more) {
                    return Ok((answer, catalog));
                }
            }
        }
    }
    let catalog = load_catalog(path, text)?;
    Ok((ask(&catalog, queries), catalog))
}

/// Whether the text of an entry could be what the words ask for: it has one of them as its code or name, or all of them.
fn may_be_meant(entry: RawEntry<'_>, words: &BTreeSet<&str>, lower: &[String]) -> bool {
    // What is in quotes, and ranges, are told apart by the catalog itself.
    let Some(code) = entry.value("code").filter(|code| !code.starts_with(['"', '\''])) else { return true };
    let own = [Some(code), entry.value("name"), entry.value("symbol")];
    if own.into_iter().flatten().any(|own| words.contains(own)) || entry.text().contains("aliases:") {
        return true;
    }
    let text = entry.text().to_lowercase();
    lower.iter().all(|word| text.contains(word.as_str()))
}

/// The answer of a catalog to arguments that are each something of their own, or together one text.
pub(super) fn ask(catalog: &Catalog, queries: &[String]) -> Answer {
    let pieces: Vec<String> = match queries {
        [one] => one.split(['/', ',', ';', '|', ' ']).filter(|piece| !piece.is_empty()).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    // `30004/40004` are two codes.
    let codes = pieces.len() > 1 && pieces.iter().all(|piece| matches!(Code::parse(piece), Code::Number(_)));
    let queries = if codes { pieces.as_slice() } else { queries };
    let apart = queries.len() > 1 && queries.iter().all(|query| is_by_itself(catalog, query));
    let mut answer = Answer { apart, ..Answer::default() };
    if apart {
        queries.iter().for_each(|query| answer.add(catalog, query));
    } else {
        answer.add(catalog, &queries.join(" "));
    }
    answer
}

/// Whether a query among several asks for something of its own: a number or range, or what is called so.
fn is_by_itself(catalog: &Catalog, query: &str) -> bool {
    let is_code = matches!(Code::parse(query.trim()), Code::Number(_) | Code::Range(_));
    is_code
        || match catalog.look_up(query) {
            Found::Entries(_, by) => by != Match::Words,
            Found::Removed(_) => true,
            Found::Near(_) => false,
        }
}

impl Answer {
    fn add(&mut self, catalog: &Catalog, query: &str) {
        let query = query.trim();
        let found = catalog.look_up(query);
        match found {
            Found::Entries(found, by) if by != Match::Words => return self.extend(&found),
            Found::Removed(found) => return self.removed.extend(found.into_iter().cloned()),
            Found::Entries(..) | Found::Near(_) => {}
        }
        if let Some(number) = Code::parse(query).number() {
            // Texts that happen to have the number are not what was asked for.
            return self.miss(query.to_owned(), true, &catalog.near_number(number));
        }
        // A text that names codes is about them; only else its words are looked for.
        let mentions = catalog.mentions(query);
        let decorated = catalog.find_decorated(query);
        match found {
            _ if !mentions.entries.is_empty() => {
                self.extend(&mentions.entries);
                // Beside a known code, zero and statuses of HTTP say how it arrived.
                let says_how = |code: &Code| code.number().is_some_and(|code| code == 0 || (100..600).contains(&code));
                for code in mentions.unknown.iter().filter(|code| !says_how(code)) {
                    self.miss_code(catalog, code);
                }
            }
            _ if !decorated.is_empty() => self.extend(&decorated),
            Found::Entries(found, _) => {
                self.by_words = true;
                self.extend(&found);
            }
            Found::Removed(_) | Found::Near(_) if !mentions.unknown.is_empty() => {
                for code in mentions.unknown {
                    // What was removed is known all the same.
                    match catalog.look_up(&code.to_string()) {
                        Found::Removed(found) => self.removed.extend(found.into_iter().cloned()),
                        Found::Entries(..) | Found::Near(_) => self.miss_code(catalog, &code),
                    }
                }
            }
            Found::Removed(_) => {}
            Found::Near(near) => self.miss(query.to_owned(), false, &near),
        }
    }

    fn extend(&mut self, entries: &[&Entry]) {
        for entry in entries {
            if !self.entries.iter().any(|other| other.key() == entry.key() && other.scope == entry.scope) {
                self.entries.push((*entry).clone());
            }
        }
    }

    fn miss_code(&mut self, catalog: &Catalog, code: &Code) {
        let near = code.number().map_or_else(|| catalog.near(&code.to_string()), |number| catalog.near_number(number));
        self.miss(code.to_string(), true, &near);
    }

    fn miss(&mut self, query: String, is_code: bool, near: &[&Entry]) {
        self.missing.push(Missing { query, is_code, near: near.iter().map(|entry| (*entry).clone()).collect() });
    }
}
