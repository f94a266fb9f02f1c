//! What is different between two catalogs, for whoever depends on what is generated from them: what breaks programs, what
//! is new, and what only reads otherwise.

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::ValueEnum;

use crate::catalog::{At, Catalog, Code, Entry};

/// How much a change asks of those who depend on the catalog. The order is the order of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum)]
pub enum Level {
    /// It reads otherwise: texts, causes, headings. A patch.
    Wording,
    /// Something is new, or changed without a program noticing: codes, former names, symbols, limits. A minor version.
    Additive,
    /// Programs stop compiling or act otherwise: a code or name is gone, a kind or retry advice is another. A major
    /// version.
    Breaking,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How much it asks.
    pub level: Level,
    /// What is different: one sentence without a final stop.
    pub message: String,
    /// Where the entry stands now; `None` where it is gone.
    pub at: Option<At>,
}

/// The changes from an old catalog to a new one: by the new one's order, what is gone at the end. Lines and sources are
/// no change.
#[must_use]
pub fn diff(old: &Catalog, new: &Catalog) -> Vec<Change> {
    let mut before: BTreeMap<Key<'_>, &Entry> = BTreeMap::new();
    for entry in &old.codes {
        if let Some(key) = key(entry) {
            before.insert(key, entry);
        }
    }
    let mut changes = Vec::new();
    for entry in &new.codes {
        let Some(key) = key(entry) else { continue };
        match before.remove(&key) {
            Some(was) => compare(was, entry, &mut changes),
            None => changes.push(Change {
                level: Level::Additive,
                message: format!("code {} `{}` is new", key.1, entry.name),
                at: entry.at.first().cloned(),
            }),
        }
    }
    let gone = old.codes.iter().filter_map(|entry| Some((key(entry)?, entry)));
    for (key, entry) in gone.filter(|(key, _)| before.contains_key(key)) {
        let message = format!("code {} `{}` is gone", key.1, entry.name);
        changes.push(Change { level: Level::Breaking, message, at: None });
    }
    changes
}

/// An entry's identity.
type Key<'a> = (Option<&'a str>, Code);

fn key(entry: &Entry) -> Option<Key<'_>> {
    Some((entry.scope.as_deref(), entry.key()?))
}

fn compare(was: &Entry, is: &Entry, changes: &mut Vec<Change>) {
    let code = is.key().map(|code| code.to_string()).unwrap_or_default();
    let mut add = |level: Level, what: String| {
        let at = is.at.first().cloned();
        changes.push(Change { level, message: format!("code {code} `{}`: {what}", is.name), at });
    };
    let known = |name: &Arc<str>| is.name == *name || is.aliases.contains(name);
    for name in std::iter::once(&was.name).chain(&was.aliases).filter(|name| !known(name)) {
        add(Level::Breaking, format!("the name `{name}` is gone"));
    }
    if was.name != is.name && known(&was.name) {
        add(Level::Additive, format!("renamed from `{}`, which stays as a deprecated name", was.name));
    }
    if was.kind != is.kind {
        add(Level::Breaking, format!("kind {} was {}", is.kind.word(), was.kind.word()));
    }
    if was.retry != is.retry {
        add(Level::Breaking, format!("retry {} was {}", is.retry.word(), was.retry.word()));
    }
    // A status that follows from the kind is said with the kind.
    let stated = was.http_status.is_some() || is.http_status.is_some();
    if stated && was.effective_http_status() != is.effective_http_status() {
        let (is, was) = (is.effective_http_status(), was.effective_http_status());
        add(Level::Breaking, format!("HTTP status {is} was {was}"));
    }
    let stated = was.grpc_code.is_some() || is.grpc_code.is_some();
    if stated && was.effective_grpc_code() != is.effective_grpc_code() {
        let (is, was) = (is.effective_grpc_code(), was.effective_grpc_code());
        add(Level::Breaking, format!("gRPC status {is} was {was}"));
    }
    if was.symbol != is.symbol {
        let told = |symbol: &Option<String>| symbol.as_ref().map_or("none".to_owned(), |symbol| format!("`{symbol}`"));
        add(Level::Additive, format!("symbol {} was {}", told(&is.symbol), told(&was.symbol)));
    }
    if was.limits != is.limits {
        let told = |entry: &Entry| match entry.limits.as_slice() {
            [] => "none".to_owned(),
            limits => limits.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        };
        add(Level::Additive, format!("limits ({}) were ({})", told(is), told(was)));
    }
    if was.deprecated != is.deprecated {
        add(Level::Additive, if is.deprecated { "is deprecated now" } else { "is no longer deprecated" }.to_owned());
    }
    let causes = |entry: &Entry| entry.known_causes.iter().map(|cause| cause.text.clone()).collect::<Vec<_>>();
    let meanings = |entry: &Entry| entry.meanings.iter().map(|one| one.description.clone()).collect::<Vec<_>>();
    let read = [
        ("text", was.description != is.description || was.summary != is.summary || meanings(was) != meanings(is)),
        ("remedy", was.remedy != is.remedy),
        ("causes", causes(was) != causes(is)),
        ("fields", was.fields != is.fields),
        ("group", was.group != is.group),
        ("origin", was.origin != is.origin),
        ("references", was.references != is.references),
    ];
    let read: Vec<&str> = read.iter().filter(|(_, differs)| *differs).map(|(what, _)| *what).collect();
    if !read.is_empty() {
        add(Level::Wording, format!("{} changed", read.join(", ")));
    }
}

/// The version that a catalog with such changes wants, by the rules of semantic versioning; the old one where nothing
/// changed or where it is no version of three numbers. Before 1.0.0 the second number counts as the first.
#[must_use]
pub fn next_version(old: &str, greatest: Option<Level>) -> String {
    let core = old.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<u64> = core.split('.').filter_map(|number| number.parse().ok()).collect();
    let (&[major, minor, patch], Some(level)) = (numbers.as_slice(), greatest) else { return old.to_owned() };
    match (level, major) {
        (Level::Breaking, 1..) => format!("{}.0.0", major + 1),
        (Level::Breaking, 0) | (Level::Additive, 1..) => format!("{major}.{}.0", minor + 1),
        (Level::Additive, 0) | (Level::Wording, _) => format!("{major}.{minor}.{}", patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_the_greatest_change() {
        let next = |old, level| next_version(old, Some(level));
        assert_eq!(next("1.4.2", Level::Breaking), "2.0.0");
        assert_eq!(next("1.4.2", Level::Additive), "1.5.0");
        assert_eq!(next("1.4.2", Level::Wording), "1.4.3");
        assert_eq!(next("0.4.2", Level::Breaking), "0.5.0");
        assert_eq!(next("0.4.2", Level::Additive), "0.4.3");
        assert_eq!(next_version("0.4.2", None), "0.4.2");
    }
}
