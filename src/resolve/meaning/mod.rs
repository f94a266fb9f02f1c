//! Meaning: what a program can act on, inferred from what the page says, with the words that it rests on.
//!
//! Every rule and word list is a data file beside the code, so that a reader can see, test and extend it. What a column
//! of the page states outranks what its text suggests; a symbol speaks only where the text says nothing.

mod limit;
mod reference;
mod rules;
mod sentence;
mod split;
mod stated;

use std::borrow::Cow;
use std::cell::LazyCell;
use std::sync::Arc;

use super::phrase::{Synonyms, Words};
use crate::catalog::{Code, Entry, Evidence, Kind, Retry};
use crate::extract::Link;
use limit::find_limits;
pub(crate) use reference::Constants;
use reference::find_references;
use rules::{KindPhrases, Ruled, Strength, is_failure_word, rule_retry};
use sentence::sentences;
use split::split;
pub(crate) use stated::StatedCell;
use stated::{stated_kind, stated_retry, stated_status};

/// What the pages say of an entry beside its description.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    /// Cells that may state kind or retry.
    pub(crate) cells: &'a [StatedCell],
    /// The wordings that a program gets; they speak where there is no description.
    pub(crate) messages: &'a [String],
    /// The links in its texts.
    pub(crate) links: &'a [Link],
    /// The constants of all codes.
    pub(crate) symbols: &'a Constants,
    /// The vendor's own words.
    pub(crate) synonyms: &'a Synonyms,
}

/// A value with the words that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Inferred<T> {
    value: T,
    /// `None` where nothing was said.
    quote: Option<Arc<str>>,
}

/// Reads the rule files, which else the first entry would wait for.
pub(super) fn prepare() {
    rules::prepare();
    limit::prepare();
}

/// Fills in kind, retry, limits, references, summary and remedy, with their evidence. A remedy that the page states by
/// itself stays as it is.
pub(crate) fn infer_meaning(entry: &mut Entry, told: Told<'_>) {
    let described = !entry.description.trim().is_empty();
    let text = if described { &*entry.description } else { told.messages.first().map_or("", String::as_str) };
    let column = entry.remedy.as_deref();
    // What the page says to do speaks of sending again, and names APIs and pages.
    let advised = column.map_or(Cow::Borrowed(text), |remedy| Cow::Owned(format!("{text}\n{remedy}")));
    let words = Words::of(&advised);
    let sentences = sentences(&advised);
    // The text comes first, and ends a line.
    let own = sentences.partition_point(|sentence| sentence.start < text.len());
    let own = sentences.get(..own).unwrap_or_default();

    let (summary, remedy) = split(text, own);
    let limits = find_limits(text, own, &words);
    let words = words.with(told.synonyms);
    // What a program gets speaks where the page's own words say too little.
    let messages = if described { told.messages } else { &[] };
    let kind = infer_kind(Text { text, words: &words, summary }, messages, || constants(entry), told);
    let retry = infer_retry(&advised, &words, &kind, told.cells);
    let http_status = stated_status(told.cells, StatedCell::http_status);
    let grpc_code = stated_status(told.cells, StatedCell::grpc_code);
    let code = entry.key().map(|code| code.to_string());
    let references = find_references(&advised, &sentences, told.links, code.as_deref(), told.symbols);
    let (summary, remedy) = if described { (summary, remedy) } else { ("", None) };
    let remedy = column.map_or_else(|| remedy.map(str::to_owned), |column| Some(column.to_owned()));
    let summary = if column.is_some() { entry.description.trim() } else { summary };
    let summary = match summary {
        "" => None,
        // Where nothing tells what to do, the description is kept once.
        whole if *whole == *entry.description => Some(Arc::clone(&entry.description)),
        part => Some(Arc::from(part)),
    };

    let mut evidence = std::mem::take(&mut entry.evidence);
    evidence.reserve_exact(4 + limits.len());
    let mut add = |field: &'static str, quote: Option<Arc<str>>| {
        let known = Evidence { field: field.into(), quote, ..Evidence::default() };
        if known.quote.is_some() && !evidence.contains(&known) {
            evidence.push(known);
        }
    };
    add("kind", kind.quote);
    if retry.value != Retry::Unknown {
        add("retry", retry.quote);
    }
    entry.http_status = http_status.as_ref().map(|status| status.value);
    add("http_status", http_status.and_then(|status| status.quote));
    entry.grpc_code = grpc_code.as_ref().map(|status| status.value);
    add("grpc_code", grpc_code.and_then(|status| status.quote));
    for stated in &limits {
        add("limits", text.get(stated.evidence.clone()).map(Arc::from));
    }
    // All entries are kept until everything is written: what a list has room for, but does not need, goes.
    evidence.shrink_to_fit();
    entry.evidence = evidence;
    entry.limits = limits.into_iter().map(|stated| stated.limit).collect();
    entry.limits.shrink_to_fit();
    entry.references = references;
    entry.references.shrink_to_fit();
    entry.kind = kind.value;
    entry.retry = retry.value;
    entry.summary = summary;
    entry.remedy = remedy;
}

/// Advises anew on an entry whose kind a person has corrected. Advice that follows from the kind has no evidence of its
/// own.
pub(crate) fn advise(entry: &mut Entry, told: Told<'_>) {
    let described = !entry.description.trim().is_empty();
    let text = if described { &*entry.description } else { told.messages.first().map_or("", String::as_str) };
    let advised = entry.remedy.as_deref().map_or_else(|| text.to_owned(), |remedy| format!("{text}\n{remedy}"));
    let retry = infer_retry(&advised, &Words::of(&advised), &Inferred { value: entry.kind, quote: None }, told.cells);
    entry.evidence.retain(|known| known.field != "retry");
    if let Some(quote) = retry.quote.filter(|_| !retry.value.is_unknown()) {
        entry.evidence.push(Evidence { field: "retry".into(), quote: Some(quote), ..Evidence::default() });
    }
    entry.retry = retry.value;
}

/// A text with what it is read by.
#[derive(Debug, Clone, Copy)]
struct Text<'a> {
    text: &'a str,
    /// Its words, and maybe those of a text after it.
    words: &'a Words,
    /// The part of it that says what happened.
    summary: &'a str,
}

/// The kind that the cells state, else the one that the texts suggest.
///
/// What happened is told first: advice names causes that may not be the case. A constant speaks where the texts say no
/// more than that something failed.
fn infer_kind(
    text: Text<'_>,
    messages: &[String],
    constants: impl FnOnce() -> Vec<String>,
    told: Told<'_>,
) -> Inferred<Kind> {
    let constants = LazyCell::new(constants);
    let words_of = |text: &str| Words::of(text).with(told.synonyms);
    let phrases = KindPhrases::of(text.words);
    let blank = text.text.len() - text.text.trim_start().len();
    let inferred = |text: &str, ruled: Ruled<Kind>| Inferred {
        value: ruled.value,
        quote: ruled.evidence.and_then(|range| text.get(range)).map(Arc::from),
    };
    let of_texts = |strength| {
        let ruled = phrases.kind(blank + text.summary.len(), strength);
        let ruled = ruled.or_else(|| phrases.kind(text.text.len(), strength));
        ruled.map(|ruled| inferred(text.text, ruled)).or_else(|| {
            messages.iter().find_map(|message| {
                let ruled = KindPhrases::of(&words_of(message)).kind(message.len(), strength)?;
                Some(inferred(message, ruled))
            })
        })
    };
    let of_constants = |strength| {
        constants.iter().find_map(|constant| {
            let words = plain_words(constant, strength);
            let kind = KindPhrases::of(&words_of(&words)).kind(words.len(), strength)?.value;
            Some(Inferred { value: kind, quote: Some(constant.as_str().into()) })
        })
    };
    let suggested = of_texts(Strength::Strong)
        .or_else(|| of_constants(Strength::Strong))
        .or_else(|| of_texts(Strength::Weak))
        .or_else(|| of_constants(Strength::Weak))
        .unwrap_or(Inferred { value: Kind::Unknown, quote: None });
    stated_kind(told.cells, suggested.value).unwrap_or(suggested)
}

fn infer_retry(text: &str, words: &Words, kind: &Inferred<Kind>, cells: &[StatedCell]) -> Inferred<Retry> {
    let ruled = rule_retry(words, kind.value);
    let quote = match ruled.evidence {
        Some(range) => text.get(range).map(Arc::from),
        // It follows from the kind, and rests on the same words.
        None => kind.quote.clone(),
    };
    stated_retry(cells, kind.value, ruled.value).unwrap_or(Inferred { value: ruled.value, quote })
}

/// The names that programs have for the entry: its symbol, and a code that is a name.
fn constants(entry: &Entry) -> Vec<String> {
    let code = match entry.code {
        Some(Code::Text(ref text)) if text.contains(char::is_alphabetic) => Some(text.clone()),
        _ => None,
    };
    // A description of one word with an underscore is a constant as well.
    let description = entry.description.trim();
    let is_constant = description.contains('_') && description.chars().all(|c| c.is_alphanumeric() || c == '_');
    entry.symbol.iter().cloned().chain(code).chain(is_constant.then(|| description.to_owned())).collect()
}

/// The words of a constant: `ERR_REQUEST_TIMEOUT`, `RequestTimeoutException`. Those that only call it a failure are no
/// basis by themselves.
fn plain_words(constant: &str, strength: Strength) -> String {
    use heck::ToSnakeCase;
    let snake = constant.to_snake_case();
    let counts = |word: &&str| strength == Strength::Strong || !is_failure_word(word);
    snake.split('_').filter(counts).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The texts that every rule and word must come from: the lines of the seed pages, and the fixtures.
    pub(crate) fn corpus() -> Vec<String> {
        let root = env!("CARGO_MANIFEST_DIR");
        let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}")).unwrap();
        let fixture = |name: &str| {
            let text = read(&format!("tests/fixtures/meaning/{name}.yaml"));
            serde_yaml::from_str::<Vec<Vec<serde_yaml::Value>>>(&text).unwrap()
        };
        let pages = read("seeds/error-codes.txt") + &read("seeds/faq-user-profile.txt");
        let fixtures = ["examples", "limits", "references", "remedies"].into_iter().flat_map(fixture).flatten();
        let texts = fixtures.filter_map(|value| value.as_str().map(str::to_owned));
        pages.lines().map(str::to_owned).chain(texts).collect()
    }

    fn infer(description: &str, symbol: Option<&str>, cells: &[StatedCell]) -> Entry {
        let mut entry =
            Entry { description: description.into(), symbol: symbol.map(str::to_owned), ..Entry::default() };
        let symbols = Constants::from_iter([]);
        infer_meaning(
            &mut entry,
            Told { cells, messages: &[], links: &[], symbols: &symbols, synonyms: &Synonyms::default() },
        );
        entry
    }

    #[test]
    fn every_value_rests_on_words() {
        let entry = infer("The request timed out. Please try again.", None, &[]);
        assert_eq!((entry.kind, entry.retry), (Kind::Timeout, Retry::Backoff));
        assert_eq!(entry.summary.as_deref(), Some("The request timed out."));
        assert_eq!(entry.remedy.as_deref(), Some("Please try again."));
        let quotes: Vec<_> = entry.evidence.iter().map(|known| (&*known.field, known.quote.as_deref())).collect();
        assert_eq!(quotes, [("kind", Some("timed out")), ("retry", Some("timed out"))]);
    }

    #[test]
    fn a_symbol_speaks_where_the_text_is_silent() {
        assert_eq!(infer("See there.", Some("ERR_REQUEST_TIMEOUT"), &[]).kind, Kind::Timeout);
        assert_eq!(infer("Invalid name.", Some("ERR_REQUEST_TIMEOUT"), &[]).kind, Kind::InvalidArgument);
        let entry = infer("", None, &[]);
        assert_eq!((entry.kind, entry.retry, entry.evidence.len()), (Kind::Unknown, Retry::Unknown, 0));
    }
}
