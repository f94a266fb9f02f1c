//! Drift: where the pages and the lists of symbols do not say the same. Facts for `lint`, not findings.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::draft::Draft;
use super::lock::LockKey;
use crate::catalog::{At, Code};

/// Where pages and lists of symbols differ. Without lists of symbols only pages can contradict each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// Codes that a page documents and no list of their scope names, in page order; ranges have no constant.
    pub without_symbol: Vec<DocumentedCode>,
    /// Constants of lists whose codes are on no page, in the order of sources and lines.
    pub undocumented: Vec<SymbolUse>,
    /// One name for several numbers.
    pub shared_names: Vec<SharedName>,
    /// Several names for one number.
    pub shared_codes: Vec<SharedCode>,
}

/// A code as a page documents it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentedCode {
    /// The code.
    pub code: Code,
    /// Its scope, where the project has several.
    pub scope: Option<String>,
    /// Where it stands first.
    pub at: At,
}

/// A constant that a page or a list gives a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymbolUse {
    /// The constant.
    pub symbol: String,
    /// The code that it stands for.
    pub code: Code,
    /// The scope, where the project has several.
    pub scope: Option<String>,
    /// Who says so.
    pub said_by: SaidBy,
    /// Where it stands.
    pub at: At,
}

/// Who gives a code a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SaidBy {
    /// A page that documents the code.
    Page,
    /// A list of symbols: a header, a source file.
    List,
}

/// One name for several numbers of a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedName {
    /// The name.
    pub symbol: String,
    /// Each place where it stands, pages before lists; at least two different codes.
    pub uses: Vec<SymbolUse>,
}

/// Several names for one number of a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedCode {
    /// The code, as its first place spells it.
    pub code: Code,
    /// Each place that names it, pages before lists; at least two different names.
    pub uses: Vec<SymbolUse>,
}

/// What is one on the wire: the number where there is one.
fn on_the_wire(code: &Code) -> Code {
    code.number().map_or_else(|| code.clone(), Code::Number)
}

/// Compares the constants of pages and of lists, which come in this order. `undocumented` are those of
/// lists that joined no entry, `drafts` the entries, `listed` the scopes that have a list.
pub(crate) fn drift(
    uses: &[SymbolUse],
    undocumented: Vec<SymbolUse>,
    drafts: &[Draft],
    listed: &HashSet<Option<String>>,
) -> Drift {
    let names: HashSet<LockKey> = uses
        .iter()
        .filter(|used| used.said_by == SaidBy::List)
        .map(|used| LockKey { scope: used.scope.clone(), code: on_the_wire(&used.code) })
        .collect();
    let without_symbol = drafts
        .iter()
        .filter(|draft| listed.contains(&draft.entry.scope))
        .filter_map(|draft| {
            let (scope, code) = (draft.entry.scope.clone(), draft.entry.code.clone()?);
            let key = LockKey { scope, code: on_the_wire(&code) };
            let at = draft.entry.at.first().filter(|_| !names.contains(&key))?;
            Some(DocumentedCode { code, scope: key.scope, at: at.clone() })
        })
        .collect();
    let mut by_name: BTreeMap<(&Option<String>, &str), Vec<&SymbolUse>> = BTreeMap::new();
    let mut by_code: BTreeMap<(&Option<String>, Code), Vec<&SymbolUse>> = BTreeMap::new();
    // A name for people that a page has in place of a constant ("Not Found") is no constant.
    for used in uses.iter().filter(|used| !used.symbol.contains(char::is_whitespace)) {
        by_name.entry((&used.scope, &used.symbol)).or_default().push(used);
        by_code.entry((&used.scope, on_the_wire(&used.code))).or_default().push(used);
    }
    let cloned = |uses: Vec<&SymbolUse>| uses.into_iter().cloned().collect();
    let shared_names = by_name
        .into_iter()
        .filter(|(_, uses)| differ(uses.iter().map(|used| on_the_wire(&used.code))))
        .map(|((_, symbol), uses)| SharedName { symbol: symbol.to_owned(), uses: cloned(uses) });
    let shared_codes = by_code
        .into_iter()
        .filter(|(_, uses)| differ(uses.iter().map(|used| used.symbol.as_str())))
        .map(|((_, code), uses)| SharedCode {
            code: uses.first().map_or(code, |used| used.code.clone()),
            uses: cloned(uses),
        });
    Drift { without_symbol, undocumented, shared_names: shared_names.collect(), shared_codes: shared_codes.collect() }
}

fn differ<T: PartialEq>(mut all: impl Iterator<Item = T>) -> bool {
    all.next().is_some_and(|first| all.any(|other| other != first))
}
