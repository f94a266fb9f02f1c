//! Questions, outlines and callouts: what pages say beside their codes.

use std::sync::Arc;

use foldhash::HashMap;

use super::draft::{Draft, add_cause};
use super::lock::LockKey;
use crate::catalog::{At, Callout, Code, CodeRange, Outline, Question};
use crate::extract::{CalloutDeclaration, OutlineEntry, QuestionDeclaration};

/// Finds entries by codes that a text names, range members included.
#[derive(Debug)]
pub(crate) struct CodeIndex<'a> {
    index: &'a HashMap<LockKey, usize>,
    /// The ranges by their first number, with the entry's place; ranges of one catalog seldom overlap.
    ranges: Vec<(CodeRange, usize)>,
    scopes: Vec<Option<String>>,
}

impl<'a> CodeIndex<'a> {
    /// An index of the merged entries.
    pub(crate) fn new(index: &'a HashMap<LockKey, usize>) -> Self {
        let mut ranges = Vec::new();
        let mut scopes: Vec<Option<String>> = Vec::new();
        for (key, &at) in index {
            if let Code::Range(range) = key.code {
                ranges.push((range, at));
            }
            if !scopes.contains(&key.scope) {
                scopes.push(key.scope.clone());
            }
        }
        ranges.sort();
        scopes.sort();
        Self { index, ranges, scopes }
    }

    /// The entries that a code may mean: of the page's own scope first, else of every scope.
    fn find(&self, code: &Code, scope: Option<&str>) -> Vec<usize> {
        let entry = |scope: Option<String>| self.index.get(&LockKey { scope, code: code.clone() }).copied();
        if let Some(at) = entry(scope.map(str::to_owned)) {
            return vec![at];
        }
        let found: Vec<usize> = self.scopes.iter().filter_map(|scope| entry(scope.clone())).collect();
        if !found.is_empty() {
            return found;
        }
        let Code::Number(number) = *code else { return Vec::new() };
        let before = self.ranges.partition_point(|(range, _)| range.first <= number);
        let holds = self.ranges.get(..before).unwrap_or_default().last().filter(|(range, _)| range.contains(number));
        holds.map(|&(_, at)| vec![at]).unwrap_or_default()
    }
}

/// Joins a question to the entries that it is about: its causes become theirs.
///
/// The causes are the items of the answer's list, or the whole answer where it is prose.
pub(crate) fn join_question(
    declared: QuestionDeclaration,
    source: &Arc<str>,
    scope: Option<&str>,
    codes: &CodeIndex<'_>,
    drafts: &mut [Draft],
) -> Question {
    let QuestionDeclaration { question, answer, causes, codes: named, line, .. } = declared;
    let at = At { source: Arc::clone(source), line };
    let mut about = Vec::new();
    for spelling in named {
        for index in codes.find(&Code::parse(&spelling), scope) {
            let Some(draft) = drafts.get_mut(index) else { continue };
            let Some(code) = draft.entry.key() else { continue };
            if about.contains(&code) {
                continue;
            }
            about.push(code);
            if causes.is_empty() && !answer.trim().is_empty() {
                add_cause(&mut draft.entry, answer.clone(), &at);
            }
            for cause in &causes {
                let at = At { source: Arc::clone(source), line: cause.line };
                add_cause(&mut draft.entry, cause.text.clone(), &at);
            }
        }
    }
    Question { question, answer, codes: about, at }
}

/// The navigation trees of all pages, one that several pages share only once.
#[derive(Debug, Default)]
pub(crate) struct OutlineMerger {
    /// The trees, in page order.
    pub(crate) outline: Vec<Outline>,
    /// The trees that were entered: a fingerprint, and the range of `outline` that holds the tree.
    known: HashMap<u64, Vec<std::ops::Range<usize>>>,
}

impl OutlineMerger {
    /// Enters a page's tree.
    pub(crate) fn enter(&mut self, entries: Vec<OutlineEntry>) {
        if entries.is_empty() {
            return;
        }
        let fingerprint = fingerprint(&entries);
        let known = self.known.entry(fingerprint).or_default();
        let same = |range: &std::ops::Range<usize>| {
            let there = self.outline.get(range.clone()).unwrap_or_default();
            there.len() == entries.len() && there.iter().zip(&entries).all(|(one, other)| same_tree(one, other))
        };
        if known.iter().any(same) {
            return;
        }
        let start = self.outline.len();
        self.outline.extend(entries.into_iter().map(into_outline));
        known.push(start..self.outline.len());
    }
}

fn fingerprint(entries: &[OutlineEntry]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    fn enter(entries: &[OutlineEntry], hasher: &mut DefaultHasher) {
        entries.len().hash(hasher);
        for entry in entries {
            entry.title.hash(hasher);
            enter(&entry.children, hasher);
        }
    }
    let mut hasher = DefaultHasher::new();
    enter(entries, &mut hasher);
    hasher.finish()
}

fn same_tree(one: &Outline, other: &OutlineEntry) -> bool {
    one.title == other.title
        && one.children.len() == other.children.len()
        && one.children.iter().zip(&other.children).all(|(one, other)| same_tree(one, other))
}

fn into_outline(entry: OutlineEntry) -> Outline {
    Outline { title: entry.title, children: entry.children.into_iter().map(into_outline).collect() }
}

/// A callout of the catalog.
pub(crate) fn callout(declared: CalloutDeclaration, source: &Arc<str>) -> Callout {
    let CalloutDeclaration { label, text, path, links: _, line } = declared;
    Callout { label, text, path, at: At { source: Arc::clone(source), line } }
}
