//! Finding entries: by code, range member, name, symbol, alias, or words of the text.

use std::collections::BTreeSet;

use heck::ToShoutySnakeCase;

use super::{Catalog, Code, Entry, Tombstone, pattern, telling_words};

/// What a query found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'a> {
    /// Entries that the query names: one, or one a scope.
    Entries(Vec<&'a Entry>, Match),
    /// Codes that were removed, where the query names nothing that is there.
    Removed(Vec<&'a Tombstone>),
    /// Nothing; these are near, the nearest first.
    Near(Vec<&'a Entry>),
}

/// How a query named what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// By its code.
    Code,
    /// By a number of its range.
    RangeMember,
    /// By its name.
    Name,
    /// By an earlier name.
    Alias,
    /// By the vendor's constant.
    Symbol,
    /// By its name as bindings spell constants.
    Constant,
    /// By words of its text; the best first.
    Words,
}

/// At most so many near matches are given.
const NEAR: usize = 5;
/// A longer query is a pasted text.
const MOST_WORDS: usize = 40;
/// At most so many entries are found by words.
const WORDS: usize = 10;

impl Catalog {
    /// The entries of a code, one a scope; a number within a range finds the range.
    #[must_use]
    pub fn find_code(&self, code: &Code) -> Vec<&Entry> {
        let exact: Vec<&Entry> = self.codes.iter().filter(|entry| entry.is(code)).collect();
        if !exact.is_empty() {
            return exact;
        }
        let Some(number) = code.number() else { return Vec::new() };
        let holds = |entry: &&Entry| {
            entry.range.is_some_and(|range| range.contains(number))
                || entry.code.as_ref().is_some_and(|code| code.number() == Some(number))
        };
        self.codes.iter().filter(holds).collect()
    }

    /// The entries of a number that is written with zeros before it, or with a word or letter that says that it is a
    /// code: `04004`, `ERR-4004`, `#4004`.
    #[must_use]
    pub fn find_decorated(&self, query: &str) -> Vec<&Entry> {
        let digits = query.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
        let word = query.trim().strip_suffix(digits).unwrap_or_default();
        let plain = word.chars().all(|c| c.is_alphabetic() || "-_#:=. ".contains(c)) && word.len() <= 16;
        let number: Option<i64> = digits.parse().ok().filter(|_| plain && digits.bytes().all(|b| b.is_ascii_digit()));
        number.map(|number| self.find_code(&Code::Number(number))).unwrap_or_default()
    }

    /// The entries with this name, one a scope.
    #[must_use]
    pub fn find_name(&self, name: &str) -> Vec<&Entry> {
        self.codes.iter().filter(|entry| *entry.name == *name).collect()
    }

    /// The entries with this symbol.
    #[must_use]
    pub fn find_symbol(&self, symbol: &str) -> Vec<&Entry> {
        self.codes.iter().filter(|entry| entry.symbol.as_deref() == Some(symbol)).collect()
    }

    /// What a person may mean by a query: a code or range member, a name, a symbol, an alias, a binding's constant (case
    /// set aside), a removed code, words of a text; else what is spelled most like it.
    #[must_use]
    pub fn look_up(&self, query: &str) -> Found<'_> {
        let query = query.trim();
        let code = Code::parse(query);
        let found = self.find_code(&code);
        if let Some(first) = found.first() {
            let by = if first.is(&code) || first.range.is_none() { Match::Code } else { Match::RangeMember };
            return Found::Entries(found, by);
        }
        for by in [Match::Name, Match::Symbol, Match::Alias, Match::Constant, Match::Code] {
            let found: Vec<&Entry> = self.codes.iter().filter(|entry| entry.is_called(query, by)).collect();
            if !found.is_empty() {
                return Found::Entries(found, by);
            }
        }
        let removed: Vec<&Tombstone> = self
            .tombstones
            .iter()
            .filter(|tomb| {
                let holds = tomb.range.zip(code.number()).is_some_and(|(range, number)| range.contains(number));
                tomb.code.as_ref() == Some(&code) || holds || tomb.name.eq_ignore_ascii_case(query)
            })
            .collect();
        if !removed.is_empty() {
            return Found::Removed(removed);
        }
        let found = self.find_words(query);
        if !found.is_empty() {
            return Found::Entries(found, Match::Words);
        }
        let near = self.find_some_words(query);
        Found::Near(if near.is_empty() { self.near(query) } else { near })
    }

    /// The entries whose texts have much of what a query of several words says: at least two of its words and two in
    /// five of their weight, where a word weighs the more the fewer texts have it. The best first.
    fn find_some_words(&self, query: &str) -> Vec<&Entry> {
        const ENOUGH: f64 = 0.4;
        let wanted: Vec<String> = telling_words(query).into_iter().collect();
        if !(2..=MOST_WORDS).contains(&wanted.len()) {
            return Vec::new();
        }
        let texts: Vec<BTreeSet<String>> = self.codes.iter().map(|entry| telling_words(&entry.description)).collect();
        let weigh = |word: &String| {
            let having = texts.iter().filter(|text| text.contains(word)).count();
            ((texts.len() + 1) as f64 / (having + 1) as f64).ln()
        };
        let weights: Vec<f64> = wanted.iter().map(weigh).collect();
        // A word that no text has says nothing of which is meant.
        let known = |word: &String| texts.iter().any(|text| text.contains(word));
        let all: f64 = wanted.iter().zip(&weights).filter(|(word, _)| known(word)).map(|(_, weight)| weight).sum();
        let mut near: Vec<(f64, &Entry)> = Vec::new();
        for (entry, text) in self.codes.iter().zip(&texts) {
            let had = wanted.iter().zip(&weights).filter(|(word, _)| text.contains(*word));
            let (count, weight) = had.fold((0, 0.0), |(count, sum), (_, weight)| (count + 1, sum + weight));
            if count > 1 && weight >= ENOUGH * all {
                near.push((weight, entry));
            }
        }
        near.sort_by(|one, other| other.0.total_cmp(&one.0));
        near.into_iter().take(NEAR).map(|(_, entry)| entry).collect()
    }

    /// The entries whose name, symbol, text or causes have all the words of a query; the shortest text first, since the
    /// words are more of it.
    #[must_use]
    pub fn find_words(&self, query: &str) -> Vec<&Entry> {
        let words: Vec<String> = words(query).map(str::to_lowercase).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, &Entry)> = self
            .codes
            .iter()
            .filter_map(|entry| {
                let causes = entry.known_causes.iter().map(|cause| cause.text.as_str());
                let symbol = entry.symbol.as_deref().unwrap_or_default();
                let own = [&*entry.name, symbol, &*entry.description];
                let text = own.into_iter().chain(causes).collect::<Vec<_>>().join(" ").to_lowercase();
                words.iter().all(|word| text.contains(word.as_str())).then_some((text.len(), entry))
            })
            .collect();
        found.sort_by_key(|(length, _)| *length);
        found.into_iter().take(WORDS).map(|(_, entry)| entry).collect()
    }

    /// The codes that a number may be meant for: a range that it lies beside, then those that differ by one slip of the
    /// finger, then the nearest by value.
    #[must_use]
    pub fn near_number(&self, number: i64) -> Vec<&Entry> {
        let typed = number.to_string();
        let nearness = |entry: &Entry| {
            let range = entry.range.map(|range| (range.first, range.last));
            let code = entry.code.as_ref().and_then(Code::number);
            let (first, last) = range.or(code.map(|code| (code, code)))?;
            let away = if number < first { number.abs_diff(first) } else { number.abs_diff(last) };
            let beside = range.is_some() && away <= last.abs_diff(first);
            let slip = range.is_none() && strsim::damerau_levenshtein(&typed, &first.to_string()) == 1;
            Some((!beside, !slip, away))
        };
        let near = self.codes.iter().filter_map(|entry| Some((nearness(entry)?, entry)));
        let mut near: Vec<((bool, bool, u64), &Entry)> = near.collect();
        near.sort_by_key(|(nearness, _)| *nearness);
        // `PX-1001` may be meant by its number.
        let ends = |entry: &&Entry| match &entry.code {
            Some(Code::Text(text)) => {
                text.strip_suffix(&typed).is_some_and(|head| !head.ends_with(|c: char| c.is_ascii_digit()))
            }
            Some(Code::Number(_) | Code::Range(_)) | None => false,
        };
        let spelled = self.codes.iter().filter(ends);
        spelled.chain(near.into_iter().map(|(_, entry)| entry)).take(NEAR).collect()
    }

    /// The entries whose code, name or symbol is spelled most like a query.
    #[must_use]
    pub fn near(&self, query: &str) -> Vec<&Entry> {
        const LIKE: f64 = 0.72;
        if let Some(number) = Code::parse(query).number() {
            return self.near_number(number);
        }
        // Codes that are spelled like it, but for their digits: those that differ in the fewest first.
        let numbered = query.contains(|c: char| c.is_ascii_digit()) && query.contains(char::is_alphabetic);
        let own = numbered.then(|| pattern(query));
        let alike = |entry: &&Entry| match &entry.code {
            Some(Code::Text(text)) => own.as_ref().is_some_and(|own| pattern(text) == *own),
            Some(Code::Number(_) | Code::Range(_)) | None => false,
        };
        let mut alike: Vec<&Entry> = self.codes.iter().filter(alike).collect();
        if !alike.is_empty() {
            let spelled = |entry: &&Entry| entry.code.as_ref().map(ToString::to_string).unwrap_or_default();
            alike.sort_by_cached_key(|entry| (strsim::damerau_levenshtein(query, &spelled(entry)), spelled(entry)));
            alike.truncate(NEAR);
            return alike;
        }
        let query = query.to_lowercase();
        let likeness = |entry: &Entry| {
            let code = entry.key().map(|code| code.to_string()).unwrap_or_default();
            let spellings = [code.as_str(), &entry.name, entry.symbol.as_deref().unwrap_or_default()];
            let like = |spelling: &&str| strsim::jaro_winkler(&query, &spelling.to_lowercase());
            spellings.iter().filter(|spelling| !spelling.is_empty()).map(like).fold(0.0, f64::max)
        };
        let mut near: Vec<(f64, &Entry)> =
            self.codes.iter().map(|entry| (likeness(entry), entry)).filter(|(likeness, _)| *likeness >= LIKE).collect();
        near.sort_by(|left, right| right.0.total_cmp(&left.0));
        near.into_iter().take(NEAR).map(|(_, entry)| entry).collect()
    }
}

impl Entry {
    /// Whether a query is the entry's name, symbol, alias, constant or code that is a text, case set aside.
    fn is_called(&self, query: &str, by: Match) -> bool {
        let same = |text: &str| text.eq_ignore_ascii_case(query);
        match by {
            Match::Name => same(&self.name),
            Match::Symbol => self.symbol.as_deref().is_some_and(same),
            Match::Alias => self.aliases.iter().any(|alias| same(alias)),
            Match::Constant => {
                let mut names = std::iter::once(&self.name).chain(&self.aliases);
                names.any(|name| same(&name.to_shouty_snake_case()))
            }
            Match::Code => matches!(&self.code, Some(Code::Text(text)) if same(text)),
            Match::RangeMember | Match::Words => false,
        }
    }

    /// Whether the entry is of just this code or range.
    #[must_use]
    pub fn is(&self, code: &Code) -> bool {
        match code {
            Code::Range(range) => self.range == Some(*range),
            code => self.code.as_ref() == Some(code),
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
