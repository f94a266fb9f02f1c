//! Resolution: what the pages declare, the symbols, the corrections and the name lock become one catalog.

pub mod lock;
pub mod name;

use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::extract::Declarations;
use crate::project::Project;
use lock::Lock;

/// A source's facts without its text: what is left of it after extraction.
#[derive(Debug, Clone)]
pub struct ReadSource {
    /// The source, without its text.
    pub id: String,
    /// The file as the user names it.
    pub path: String,
    /// How it is written.
    pub format: crate::source::Format,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it declares.
    pub declarations: Declarations,
}

/// The result of resolution.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The catalog.
    pub catalog: Catalog,
    /// The lock with the names that were born.
    pub lock: Lock,
}

/// What a person allows resolution to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResolveOptions {
    /// No name may be born.
    pub locked: bool,
    /// Many codes may vanish at once.
    pub accept_removals: bool,
}

/// Merges all sources into one catalog. Findings of severity error mean that the catalog must not be written.
#[must_use]
pub fn resolve(
    _project: &Project,
    _sources: &[ReadSource],
    _lock: &Lock,
    _options: ResolveOptions,
    _findings: &mut Vec<Diagnostic>,
) -> Resolved {
    todo!()
}
