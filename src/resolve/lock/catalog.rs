//! The lock that a catalog stands for: its names, where the lock itself was lost.

use super::{Former, Lock, LockKey, Locked};
use crate::catalog::{Catalog, Code};

impl Lock {
    /// The names of a catalog, its removed codes among them.
    #[must_use]
    pub fn of_catalog(catalog: &Catalog) -> Self {
        let mut lock = Self::default();
        for entry in &catalog.codes {
            let Some(code) = entry.key() else { continue };
            let locked = Locked {
                name: entry.name.clone(),
                // The version that gave them up is not known, but it was not after this one.
                aliases: entry
                    .aliases
                    .iter()
                    .map(|name| Former { name: name.clone(), since: Some(catalog.version.clone()) })
                    .collect(),
                source: entry.at.first().map(|at| at.source.clone()),
                group: entry.group.clone(),
                ..Locked::default()
            };
            lock.names.insert(LockKey { scope: entry.scope.clone(), code }, locked);
        }
        for tombstone in &catalog.tombstones {
            let Some(code) = tombstone.code.clone().or_else(|| tombstone.range.map(Code::from)) else { continue };
            let locked = Locked { name: tombstone.name.clone(), removed: true, ..Locked::default() };
            lock.names.entry(LockKey { scope: tombstone.scope.clone(), code }).or_insert(locked);
        }
        lock
    }
}
