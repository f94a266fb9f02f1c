//! Merging: one entry a code and scope, whatever number of rows and pages speak of it.

use std::sync::Arc;

use foldhash::HashMap;

use super::draft::{Draft, Repetition};
use super::group::GroupTable;
use super::lock::LockKey;
use crate::catalog::{At, Code};
use crate::diagnostic::Diagnostic;
use crate::extract::CodeDeclaration;

/// Where a declaration comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'a> {
    /// The source's place in the project's list, zero-based.
    pub(crate) index: usize,
    /// The source's id.
    pub(crate) id: &'a Arc<str>,
    /// The file as the user names it.
    pub(crate) path: &'a str,
    /// The page's title.
    pub(crate) title: Option<&'a str>,
    /// The scope of its codes.
    pub(crate) scope: Option<&'a str>,
}

/// The entries so far, in page order.
#[derive(Debug, Default)]
pub(crate) struct Merger {
    /// The entries.
    pub(crate) drafts: Vec<Draft>,
    /// Their places by code and scope.
    pub(crate) index: HashMap<LockKey, usize>,
    /// The groups.
    pub(crate) groups: GroupTable,
    paths: Paths,
}

/// The files of the sources so far, by id.
#[derive(Debug, Default)]
pub(super) struct Paths(HashMap<Arc<str>, String>);

impl Paths {
    /// The file of the source in which something stands.
    pub(super) fn of<'a>(&'a self, at: &'a At) -> &'a str {
        self.0.get(&at.source).map_or(&*at.source, String::as_str)
    }
}

impl Merger {
    /// Makes room for the codes of the next source, which has so many, after `done` of `all` sources. What grows by
    /// doubling has, in the end, up to twice the room that it needs, and three times while it grows; from the half on, the
    /// sources that were entered tell how much will be needed.
    pub(crate) fn expect(&mut self, codes: usize, done: usize, all: usize) {
        let needed = self.drafts.len() + codes;
        if needed > self.drafts.capacity() {
            let in_all = needed.saturating_mul(all) / (done + 1);
            let room = in_all.saturating_add(in_all / 32).clamp(needed + needed / 8, needed * 2);
            self.drafts.reserve_exact(room - self.drafts.len());
        }
    }

    /// Enters what a page says of a code.
    ///
    /// A code that stands again with the same text, white space set aside, adds its place; with another text it adds a
    /// meaning. Adds `duplicate-code` and `conflicting-meanings`.
    pub(crate) fn enter(&mut self, mut declared: CodeDeclaration, origin: Origin<'_>, findings: &mut Vec<Diagnostic>) {
        let (path, anchor) = (std::mem::take(&mut declared.path), declared.anchor.take());
        let group = self.groups.enter(origin.index, origin.title, path, anchor);
        let at = At { source: Arc::clone(origin.id), line: declared.line };
        if !self.paths.0.contains_key(origin.id) {
            self.paths.0.insert(Arc::clone(origin.id), origin.path.to_owned());
        }
        let key = LockKey { scope: origin.scope.map(str::to_owned), code: Code::parse(&declared.code) };
        match self.index.get(&key) {
            Some(&index) => {
                if let Some(draft) = self.drafts.get_mut(index) {
                    draft.repeat(Repetition { declared, code: key.code, group, at }, &self.paths, findings);
                }
            }
            None => {
                self.drafts.push(Draft::new(declared, key.code.clone(), key.scope.clone(), group, at));
                self.index.insert(key, self.drafts.len() - 1);
            }
        }
    }
}
