//! The one writer of files: it compares, writes, checks or prints artifacts, and keeps the manifest.

/// A file to be: path and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes: relative to the output folder, `/` between parts.
    pub path: String,
    /// Its whole text, `\n` line ends.
    pub text: String,
}
