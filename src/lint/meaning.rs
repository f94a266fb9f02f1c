//! `conflicting-meanings`: one code, several texts. One finding a code, however many texts it has.

use super::{Pages, code_of, finding, listed};
use crate::diagnostic::{Diagnostic, Rule};

/// Adds `conflicting-meanings`, where the second text stands.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    for entry in &pages.catalog.codes {
        let [first, second, ..] = entry.meanings.as_slice() else { continue };
        let further: Vec<String> = entry.meanings.iter().skip(1).map(|one| pages.place(&one.at).to_string()).collect();
        let message = format!(
            "code {} has {} different texts: {}, then {}",
            code_of(entry),
            entry.meanings.len(),
            pages.place(&first.at),
            listed(&further)
        );
        let hint = "correct the texts that are wrong; codes of different services want `scopes` in bindery.yaml";
        let texts: Vec<String> =
            entry.meanings.iter().take(SHOWN).map(|meaning| one_line(&meaning.description)).collect();
        let place = Some(pages.place(&second.at));
        findings.push(finding(Rule::ConflictingMeanings, place, message, hint).detail(texts.join("\n")));
    }
}

/// So many of the texts are shown.
const SHOWN: usize = 3;

/// The start of a text on one line.
fn one_line(text: &str) -> String {
    const MOST: usize = 160;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let start: String = text.chars().take(MOST).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
