//! The bytes of captured pages: found, read once, decoded, hashed, and their format told.

mod encoding;
mod format;
mod load;

use std::sync::Arc;

pub use encoding::{Decoded, decode};
pub use format::{Format, tell_format, without_permalink};
pub use load::{MAX_SOURCE_BYTES, SourceRequest};

/// The place of a source in the project's list, zero-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourceIndex(pub u32);

/// One captured page or symbol list, decoded. [`Source::load`] makes one from a file.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its place in the project's list.
    pub index: SourceIndex,
    /// The id that the catalog names it by, unique in the project.
    pub id: Arc<str>,
    /// The file as the user names it: relative to the project, `/` between parts.
    pub path: Arc<str>,
    /// How it is written.
    pub format: Format,
    /// Its text: UTF-8, a byte order mark removed, every line ended by `\n` whatever the file has.
    pub text: String,
    /// SHA-256 of the file's bytes, lowercase hexadecimal.
    pub hash: String,
}
