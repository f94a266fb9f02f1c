//! Files that the system refuses to write: one finding a cause.

use crate::diagnostic::{Diagnostic, Place, Rule};

/// At most so many files are listed in one finding.
const LISTED: usize = 10;

/// What keeps files from being written, as the user names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// The folder that takes no file.
    Folder(String),
    /// A file that stands where a folder is needed.
    File(String),
}

impl Cause {
    /// The one finding for all files that it keeps from being written.
    pub(super) fn finding(&self, why: &str, files: &[String]) -> Diagnostic {
        let (place, message, hint) = match (self, files) {
            (Self::File(name), _) => (
                name,
                format!("`{name}` is a file, but a folder is needed there"),
                "move it elsewhere or remove it, then run `bindery generate` again",
            ),
            (Self::Folder(_), [file]) => return unwritable(file, why),
            (Self::Folder(name), _) => (
                name,
                format!("{} files cannot be written in `{name}`: {why}", files.len()),
                "check the folder's permissions and the free space, then run again",
            ),
        };
        let mut list: Vec<String> = files.iter().take(LISTED).cloned().collect();
        let more = files.len().saturating_sub(LISTED);
        if more > 0 {
            list.push(format!("{more} more"));
        }
        Diagnostic::new(Rule::Unwritable, message).at(Place::file(place.as_str())).hint(hint).detail(list.join("\n"))
    }
}

/// The finding for one file.
pub(super) fn unwritable(path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Rule::Unwritable, format!("`{path}` cannot be written: {why}"))
        .at(Place::file(path))
        .hint("check that the output folder is a folder, its permissions and the free space, then run again")
}
