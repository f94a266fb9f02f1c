//! `undocumented-symbol`, `missing-symbol`, `shared-symbol`, `several-symbols`: where pages and lists of symbols differ.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::wording::words_of_name;
use super::{Pages, SHOWN, code_of, finding, listed};
use crate::catalog::{Code, Entry};
use crate::diagnostic::{Diagnostic, Rule};
use crate::resolve::{SaidBy, SymbolUse};

/// Adds `undocumented-symbol`: a constant of a list whose code is on no page, at its line.
pub(super) fn check_undocumented(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    let shared = shared(pages);
    for used in pages.drift.undocumented.iter().filter(|used| !shared.contains(used.symbol.as_str())) {
        let message = format!("`{}` is {}, which no page documents", used.symbol, used.code);
        let hint = "add a row for the code to the page, or remove the constant";
        findings.push(finding(Rule::UndocumentedSymbol, Some(pages.place(&used.at)), message, hint));
    }
}

/// Adds `missing-symbol`: codes without a constant in a group that has constants, one finding a group.
pub(super) fn check_missing(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    let entries: HashMap<(Option<&str>, &Code), &Entry> = pages
        .catalog
        .codes
        .iter()
        .filter_map(|entry| Some(((entry.scope.as_deref(), entry.code.as_ref()?), entry)))
        .collect();
    let shared = shared(pages);
    let mut sizes: HashMap<Option<&str>, usize> = HashMap::default();
    for entry in pages.catalog.codes.iter().filter(|entry| entry.code.is_some()) {
        *sizes.entry(entry.group.as_deref()).or_default() += 1;
    }
    let mut missing: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
    for documented in &pages.drift.without_symbol {
        let key = (documented.scope.as_deref(), &documented.code);
        let of_shared = |entry: &&&Entry| entry.symbol.as_deref().is_some_and(|symbol| shared.contains(symbol));
        if let Some(entry) = entries.get(&key).filter(|entry| !of_shared(entry)) {
            missing.entry(entry.group.as_deref()).or_default().push(entry);
        }
    }
    for (group, entries) in missing {
        let size = sizes.get(&group).copied().unwrap_or_default();
        // A list that has none or few of a group's codes is not meant to have them.
        if entries.len() * 2 > size {
            continue;
        }
        let title = pages.catalog.groups.iter().find(|known| Some(&*known.id) == group);
        let title = title.map(|group| group.path.join(" / ")).unwrap_or_default();
        let codes: Vec<String> = entries.iter().map(|entry| code_of(entry)).collect();
        let of = if title.is_empty() { String::new() } else { format!(" of “{title}”") };
        let message = match codes.as_slice() {
            [code] => format!("code {code}{of} has no constant, while the {} others have one", size - 1),
            codes => format!("{} of {size} codes{of} have no constant: {}", codes.len(), listed(codes)),
        };
        let place = entries.first().and_then(|entry| pages.place_of(entry));
        let mut found = finding(Rule::MissingSymbol, place, message, "add the constants to the list of symbols");
        if codes.len() > SHOWN {
            found = found.detail(codes.join(", "));
        }
        findings.push(found);
    }
}

/// Adds `shared-symbol`: one name for several numbers, at the last place that has it.
pub(super) fn check_shared(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    for shared in pages.drift.shared_names.iter().filter(|shared| is_constant(&shared.symbol)) {
        let Some(last) = shared.uses.last() else { continue };
        let uses: Vec<String> = shared.uses.iter().map(|used| told(pages, used, &used.code.to_string())).collect();
        let message = format!("`{}` stands for several codes: {}", shared.symbol, listed(&uses));
        let hint = "find out which number the program knows by this name, and rename the other";
        findings.push(finding(Rule::SharedSymbol, Some(pages.place(&last.at)), message, hint));
    }
}

/// Adds `several-symbols`: several names for one number, at the last place that names it.
pub(super) fn check_several(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    for shared in &pages.drift.shared_codes {
        let Some(last) = shared.uses.last() else { continue };
        let constants = shared.uses.iter().filter(|used| is_constant(&used.symbol));
        let words: Vec<Vec<String>> = constants.clone().map(|used| words_of_name(&used.symbol)).collect();
        // `ERR_NOT_FOUND` and `NotFound` are one name in two styles.
        let longest = words.iter().max_by_key(|words| words.len());
        if words.iter().all(|words| longest.is_some_and(|longest| longest.ends_with(words))) {
            continue;
        }
        let mut uses: Vec<String> = constants.map(|used| told(pages, used, &format!("`{}`", used.symbol))).collect();
        uses.dedup();
        let message = format!("code {} has several names: {}", shared.code, listed(&uses));
        let hint = "use one name everywhere; keep the other as a deprecated alias where programs use it";
        findings.push(finding(Rule::SeveralSymbols, Some(pages.place(&last.at)), message, hint));
    }
}

/// The constants that stand for several codes: `shared-symbol` says all that there is to say of them.
fn shared(pages: Pages<'_>) -> HashSet<&str> {
    pages.drift.shared_names.iter().map(|shared| shared.symbol.as_str()).filter(|symbol| is_constant(symbol)).collect()
}

/// Whether a program could have the name: a page may have a template such as `%s` in its place.
fn is_constant(symbol: &str) -> bool {
    symbol.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && symbol.chars().all(|c| c.is_alphanumeric() || "_.:-$".contains(c))
}

/// What is said, by whom, and where.
fn told(pages: Pages<'_>, used: &SymbolUse, what: &str) -> String {
    let by = match used.said_by {
        SaidBy::Page => "page",
        SaidBy::List => "list",
    };
    format!("{what} ({by}, {})", pages.place(&used.at))
}
