//! The one writer of files: it compares, writes, checks or prints artifacts, and keeps the manifest.
//!
//! [`Tree::open`] looks at what is there, [`Tree::take`] takes the text of a file piece by piece and holds none of it,
//! [`Tree::finish`] makes the folder what the artifacts say, or says where it is not.

mod change;
mod clean;
mod comparison;
mod difference;
mod manifest;
mod pieces;
mod previous;
mod refusal;
mod stage;
mod tree;

pub use change::{Change, Changes, State};
pub use difference::unified;
pub use manifest::{MANIFEST, Manifest};
pub use pieces::{Pieces, Render, whole};
pub use previous::read_previous;
pub use stage::write_file;
pub use tree::{Mode, Tree};

/// A file to be: path and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes: relative to the output folder, `/` between parts.
    pub path: String,
    /// Its whole text, `\n` line ends.
    pub text: String,
}
