//! What becomes of each file.

use crate::diagnostic::{Diagnostic, Place, Rule};

/// How a file of the output stands against what would be generated now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is as it should be.
    Same,
    /// It is not there.
    Missing,
    /// It is as it was written, but would be written differently now.
    Stale,
    /// It is not as it was written.
    HandEdited,
    /// It is not ours.
    Foreign,
    /// It is ours, but is not generated any more.
    Orphaned,
}

/// A file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the project folder.
    pub path: String,
    /// How it stands.
    pub state: State,
    /// What would change in it, as a unified diff; only where it was asked for.
    pub diff: Option<String>,
}

/// What became of all files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Files written (or that would be), in the order of their paths, relative to the project folder.
    pub written: Vec<String>,
    /// Files removed (or that would be).
    pub removed: Vec<String>,
    /// How many files were as they should be.
    pub unchanged: usize,
}

impl Change {
    /// The finding that reports it, as `check` does: any drift is an error there.
    #[must_use]
    pub fn finding(&self) -> Diagnostic {
        let path = &self.path;
        let (rule, message, hint) = match self.state {
            State::Same | State::Stale => {
                (Rule::Stale, format!("`{path}` is stale"), "run `bindery generate` and commit the result")
            }
            State::Missing => (Rule::Missing, format!("`{path}` is not there"), "run `bindery generate`"),
            State::HandEdited => (
                Rule::HandEdited,
                format!("`{path}` was edited by hand"),
                "make the change in the source it comes from, then run `bindery generate`, which overwrites the edit",
            ),
            State::Foreign => (
                Rule::Foreign,
                format!("`{path}` is not a generated file"),
                "move it out of the output folder, or remove it: `bindery generate` never does",
            ),
            State::Orphaned => {
                (Rule::Orphaned, format!("`{path}` is no longer generated"), "run `bindery generate`, which removes it")
            }
        };
        let finding = Diagnostic::new(rule, message).at(Place::file(path.as_str())).hint(hint);
        match &self.diff {
            Some(diff) => finding.detail(diff.clone()),
            None => finding,
        }
    }
}
