//! `undocumented-cause`: a question knows why a code is returned, and the code's own row does not say it.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{singular, words_of};
use super::{Pages, code_of, finding};
use crate::catalog::{At, Cause, Entry};
use crate::diagnostic::{Diagnostic, Rule};
use crate::extract::Link;

/// Of the words of a cause, this share in the row is enough to say that the row knows it.
const KNOWN: f64 = 0.6;

/// A shorter word says little.
const LONG: usize = 4;

/// Adds `undocumented-cause`: one finding a code, at its row.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    let links = links(pages);
    for entry in &pages.catalog.codes {
        let own: BTreeSet<&At> = entry.at.iter().collect();
        let text = [Some(&*entry.description), entry.remedy.as_deref()];
        let fields = entry.fields.iter().map(|field| field.text.as_str());
        let said: BTreeSet<String> = text.into_iter().flatten().chain(fields).flat_map(content).collect();
        let elsewhere = |cause: &&Cause| !own.contains(&cause.at) && !is_known(cause, &said);
        let omitted: Vec<&Cause> = entry.known_causes.iter().filter(elsewhere).collect();
        let Some(first) = omitted.first() else { continue };
        if leads_to(entry, first, &links, pages) {
            continue;
        }
        let from = pages.place(&first.at);
        let message = match omitted.len() {
            1 => format!("a question knows why {} is returned, and its row does not say it: {from}", code_of(entry)),
            many => format!(
                "the questions know {many} causes of {} that its row does not name: from {from} on",
                code_of(entry)
            ),
        };
        let hint = "name the causes in the row, or link the question from it";
        findings.push(finding(Rule::UndocumentedCause, pages.place_of(entry), message, hint));
    }
}

/// The words of a text that carry its meaning.
fn content(text: &str) -> Vec<String> {
    let mut words = words_of(text);
    // A character of a script without spaces is a word by itself.
    words.retain(|word| word.chars().count() >= LONG || !word.is_ascii());
    words.iter().map(|word| singular(word).to_owned()).collect()
}

fn is_known(cause: &Cause, said: &BTreeSet<String>) -> bool {
    let words: BTreeSet<String> = content(&cause.text).into_iter().collect();
    let known = words.iter().filter(|word| said.contains(*word)).count();
    known as f64 >= KNOWN * words.len() as f64
}

/// The links of each row, by source and line.
fn links(pages: Pages<'_>) -> BTreeMap<(&str, u32), &[Link]> {
    let rows = pages.sources.iter().flat_map(|source| {
        source.declarations.codes.iter().map(|code| ((source.id.as_str(), code.line), code.links.as_slice()))
    });
    rows.filter(|(_, links)| !links.is_empty()).collect()
}

/// Whether a row of the entry links the page with the cause.
fn leads_to(entry: &Entry, cause: &Cause, links: &BTreeMap<(&str, u32), &[Link]>, pages: Pages<'_>) -> bool {
    let source = pages.sources.iter().find(|source| *source.id == *cause.at.source);
    let file = source.and_then(|source| source.path.rsplit('/').next()).unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let own = |at: &At| links.get(&(&*at.source, at.line)).copied().unwrap_or_default();
    let leads = |link: &Link| {
        let here = link.target.starts_with('#') && entry.at.iter().any(|at| at.source == cause.at.source);
        here || (!stem.is_empty() && link.target.contains(stem))
    };
    entry.at.iter().flat_map(own).any(leads)
}
