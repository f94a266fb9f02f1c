//! Codes that the lock knows and no page has any more.

use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Lock, LockKey};
use crate::catalog::Code;
use crate::diagnostic::{Diagnostic, Place, Rule};

/// An ordinary edit of a source removes at most so many codes …
const SOURCE_CODES: usize = 5;
/// … or at most this share of them, in percent.
const SOURCE_PERCENT: usize = 5;
/// An ordinary edit of a group removes at most one code, or at most this share of them, in percent.
const GROUP_PERCENT: usize = 30;

/// Of a source that lost more codes than this, all are told in one finding.
const SINGLY: usize = 5;

const RESTORE_ROWS: &str =
    "if the page lost them by mistake, restore the rows; otherwise commit the tombstones in the lock";

/// Marks as removed what `is_present` does not find, and as present what it finds again.
///
/// Adds a `code-removed` for each code that vanished (one for all of a source that lost many), or `mass-loss` for each source or group that lost more than an
/// ordinary edit removes, unless `accept` says that they are really gone.
pub(crate) fn remove_vanished(
    lock: &mut Lock,
    path: &str,
    accept: bool,
    is_present: impl Fn(&LockKey) -> bool,
    findings: &mut Vec<Diagnostic>,
) {
    let mut sources: BTreeMap<&str, Tally<'_>> = BTreeMap::new();
    let mut groups: BTreeMap<(&str, &str), Tally<'_>> = BTreeMap::new();
    let mut vanished = Vec::new();
    for (key, locked) in lock.names.iter().filter(|(_, locked)| !locked.removed) {
        let gone = !is_present(key);
        if gone {
            vanished.push(key.clone());
        }
        let source = locked.source.as_deref().unwrap_or_default();
        let group = (source, locked.group.as_deref().unwrap_or_default());
        sources.entry(source).or_default().count(key, gone);
        groups.entry(group).or_default().count(key, gone);
    }
    // Sources whose `mass-loss` lists every code that they lost.
    let mut lost: BTreeSet<String> = BTreeSet::new();
    if !accept {
        let mut reported: HashMap<&LockKey, ()> = HashMap::default();
        for (source, tally) in &sources {
            let gone = tally.gone.len();
            if gone > SOURCE_CODES && gone * 100 > tally.all * SOURCE_PERCENT {
                findings.push(tally.finding(path, &format!("source `{source}`")));
                lost.insert((*source).to_owned());
                reported.extend(tally.gone.iter().map(|&key| (key, ())));
            }
        }
        for ((source, group), tally) in &groups {
            let gone = tally.gone.len();
            let known = tally.gone.iter().all(|key| reported.contains_key(key));
            if gone > 1 && gone * 100 > tally.all * GROUP_PERCENT && !known && !group.is_empty() {
                findings.push(tally.finding(path, &format!("group `{group}` of source `{source}`")));
            }
        }
    }
    let mut removed: BTreeMap<Arc<str>, Vec<Removed>> = BTreeMap::new();
    for key in vanished {
        if let Some(locked) = lock.names.get_mut(&key) {
            locked.removed = true;
            let of_source = removed.entry(locked.source.clone().unwrap_or_default()).or_default();
            of_source.push(Removed { code: key.code, name: locked.name.to_string(), line: locked.line });
        }
    }
    for (source, codes) in removed {
        if lost.contains(&*source) {
            continue;
        }
        if codes.len() > SINGLY {
            let message = format!("{} codes of source `{source}` are on no page any more", codes.len());
            let list: Vec<String> = codes.iter().map(|gone| format!("{} `{}`", gone.code, gone.name)).collect();
            let finding = Diagnostic::new(Rule::CodeRemoved, message).at(Place::file(path)).hint(RESTORE_ROWS);
            findings.push(finding.detail(list.join(", ")));
            continue;
        }
        for gone in codes {
            let place = gone.line.map_or_else(|| Place::file(path), |line| Place::line(path, line));
            let message = format!("code {} (`{}`) is on no page any more", gone.code, gone.name);
            let hint = "if the page lost it by mistake, restore the row; otherwise commit the tombstone in the lock";
            findings.push(Diagnostic::new(Rule::CodeRemoved, message).at(place).hint(hint));
        }
    }
}

/// A code that vanished, with its name and its line in the lock.
struct Removed {
    code: Code,
    name: String,
    line: Option<u32>,
}

/// How many codes were locked, and which are gone.
#[derive(Debug, Default)]
struct Tally<'a> {
    all: usize,
    gone: Vec<&'a LockKey>,
}

impl<'a> Tally<'a> {
    fn count(&mut self, key: &'a LockKey, gone: bool) {
        self.all += 1;
        if gone {
            self.gone.push(key);
        }
    }

    fn finding(&self, path: &str, subject: &str) -> Diagnostic {
        let codes: Vec<String> = self.gone.iter().map(|key| key.code.to_string()).collect();
        let message = format!("{} of {} codes of {subject} are gone", self.gone.len(), self.all);
        let hint = "compare the page with its last version; if they are really gone, pass `--accept-removals`";
        Diagnostic::new(Rule::MassLoss, message).at(Place::file(path)).hint(hint).detail(codes.join(", "))
    }
}
