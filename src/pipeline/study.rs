//! What the sources of a project say, for verbs that judge it and write nothing.

use super::account::Accounting;
use super::{Progress, read_sources, timing::Timings};
use crate::artifact::read_previous;
use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Refusal};
use crate::project::{Corrections, Project};
use crate::resolve::lock::Lock;
use crate::resolve::{self, Drift, Gathering, ReadSource, ResolveOptions};

/// What the sources of a project say.
#[derive(Debug)]
pub struct Study {
    /// What each source declares, in the project's order.
    pub sources: Vec<ReadSource>,
    /// The catalog made of them, with the names of the lock where it can be read.
    pub catalog: Catalog,
    /// Where pages and lists of symbols differ.
    pub drift: Drift,
    /// What was found while the sources were read and merged.
    pub findings: Vec<Diagnostic>,
}

/// Reads the sources of a project and merges them. The lock gives the names, and is not judged; corrections are left
/// out, since they say what the pages do not.
///
/// # Errors
/// `source-unreadable`, `source-empty`, `source-binary`, `source-too-large` and `path-outside-project`, for all sources
/// that have such a fault.
pub fn study(project: &Project) -> Result<Study, Refusal> {
    let mut sources = Vec::new();
    let mut accounting = Accounting::new(project);
    let mut gathering = Gathering::telling_drift(project);
    let mut findings = read_sources(project, &Progress::none(), &mut Timings::start(), |source| {
        accounting.enter(&source);
        gathering.enter(source.clone());
        sources.push(source);
    })?;
    accounting.finish(&mut findings);
    let path = project.file.lock.as_str();
    let lock = read_previous(project, path).ok().flatten().and_then(|text| Lock::load(path, &text).ok());
    let mut merging = Vec::new();
    let options = ResolveOptions { locked: false, accept_removals: true };
    let (lock, none) = (lock.unwrap_or_default(), Corrections::default());
    let resolved = resolve::resolve_gathered(gathering, lock, &none, options, &mut merging);
    findings.extend(merging);
    Ok(Study { sources, catalog: resolved.catalog, drift: resolved.drift, findings })
}
