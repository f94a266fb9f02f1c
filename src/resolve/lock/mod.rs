//! The name lock: every name once given, one line a code, sorted, so that it merges cleanly.

mod catalog;
mod former;
mod parse;
mod removals;
mod rename;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::artifact::{Pieces, whole};
use crate::catalog::{Code, Tombstone};
use crate::diagnostic::Diagnostic;

pub use former::Former;
pub(crate) use removals::remove_vanished;
pub use rename::{Rename, Renamed};

/// The version of the lock's format that this program writes and reads.
const FORMAT: u32 = 1;

const HEADER: &str = "\
# The names that bindery has given, one line a code. Commit this file: a name in it never changes by itself, and the
# number and name of a removed code are never given to anything else. `bindery generate` adds lines; `bindery generate
# --locked` refuses to. `bindery rename OLD NEW` changes a name and keeps the old one under `aliases`, with the version
# that gave it up. After a merge conflict keep the lines of both sides, one a code.
";

/// Names by scope and code. No two codes of a scope share a name or alias, whatever its case.
#[derive(Debug, Clone, Default)]
pub struct Lock {
    /// What is known of each code that ever had a name: the default scope first, numbers by value, then ranges, then
    /// texts.
    pub names: BTreeMap<LockKey, Locked>,
}

/// A code within its scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LockKey {
    /// The scope, where the project has several.
    pub scope: Option<String>,
    /// The code.
    pub code: Code,
}

/// The name of a code, and where the code stood last: the baseline against which mass loss is told.
#[derive(Debug, Clone, Default)]
pub struct Locked {
    /// The name.
    pub name: Arc<str>,
    /// Earlier names, oldest first.
    pub aliases: Vec<Former>,
    /// The id of its source.
    pub source: Option<Arc<str>>,
    /// The id of its group.
    pub group: Option<Arc<str>>,
    /// Whether the code is on no page any more.
    pub removed: bool,
    /// The line of the lock file that says so, one-based; `None` for a name born in this run.
    pub line: Option<u32>,
}

/// The line of the file is no part of what is locked.
impl PartialEq for Locked {
    fn eq(&self, other: &Self) -> bool {
        let Self { name, aliases, source, group, removed, line: _ } = self;
        (name, aliases, source, group, removed)
            == (&other.name, &other.aliases, &other.source, &other.group, &other.removed)
    }
}

impl PartialEq for Lock {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl Lock {
    /// Reads a lock file. `path` is the file as the user names it.
    ///
    /// # Errors
    /// `lock-damaged`, one finding a line: conflict markers, lines that are not as bindery writes them, a code or a name
    /// given twice, a name that is no identifier.
    pub fn load(path: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        parse::parse(path, text)
    }

    /// The text of the lock file: YAML, the same for the same names.
    #[must_use]
    pub fn render(&self) -> String {
        whole(&|pieces| self.write_to(pieces))
    }

    /// Writes the text of the lock file.
    pub fn write_to(&self, out: &mut Pieces<'_>) {
        out.push_str(HEADER);
        // Writing to a text cannot fail.
        let _ = writeln!(out, "lock: {FORMAT}");
        out.push_str(if self.names.is_empty() { "names: []\n" } else { "names:\n" });
        for (key, locked) in &self.names {
            render_line(out, key, locked);
        }
    }

    /// Adds names that were born.
    pub(crate) fn add(&mut self, born: Vec<(LockKey, Locked)>) {
        // What is added at once is packed more densely than what comes one by one.
        self.names.append(&mut born.into_iter().collect());
    }

    /// The removed codes, in the lock's order.
    pub fn tombstones(&self) -> impl Iterator<Item = Tombstone> + '_ {
        self.names.iter().filter(|(_, locked)| locked.removed).map(|(key, locked)| {
            let (code, range) = match &key.code {
                Code::Range(range) => (None, Some(*range)),
                code @ (Code::Number(_) | Code::Text(_)) => (Some(code.clone()), None),
            };
            Tombstone { code, range, name: locked.name.clone(), scope: key.scope.clone() }
        })
    }
}

fn render_line(out: &mut Pieces<'_>, key: &LockKey, locked: &Locked) {
    out.push_str("- {");
    // Writing to a text cannot fail.
    let _ = match &key.code {
        Code::Number(number) => write!(out, "code: {number}"),
        Code::Range(range) => write!(out, "range: [{}, {}]", range.first, range.last),
        Code::Text(text) => write!(out, "code: {}", parse::quoted(text)),
    };
    if let Some(scope) = &key.scope {
        render_field(out, "scope", scope);
    }
    render_field(out, "name", &locked.name);
    if !locked.aliases.is_empty() {
        let former = |former: &Former| match &former.since {
            Some(since) => format!("{}: {}", parse::scalar(&former.name), parse::quoted(since)),
            None => format!("{}: null", parse::scalar(&former.name)),
        };
        let aliases: Vec<String> = locked.aliases.iter().map(former).collect();
        let _ = write!(out, ", aliases: {{{}}}", aliases.join(", "));
    }
    for (name, value) in [("source", &locked.source), ("group", &locked.group)] {
        if let Some(value) = value {
            render_field(out, name, value);
        }
    }
    if locked.removed {
        out.push_str(", removed: true");
    }
    out.push_str("}\n");
}

fn render_field(out: &mut Pieces<'_>, name: &str, value: &str) {
    for part in [", ", name, ": ", &parse::scalar(value)] {
        out.push_str(part);
    }
}
