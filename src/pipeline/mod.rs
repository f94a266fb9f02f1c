//! The one path from sources to artifacts, which `generate` and `check` share.

mod account;
mod page;
mod timing;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

pub use page::{Page, read_page};
pub use timing::{Stage, Timings};

use crate::artifact::{Change, Changes, Mode, Tree};
use crate::catalog::{self, Code, Listing};
use crate::diagnostic::{Diagnostic, Place, Refusal, Rule, Severity};
use crate::extract::{ExtractOptions, Ignored};
use crate::project::Project;
use crate::resolve::lock::Lock;
use crate::resolve::{self, ReadSource, ResolveOptions};
use crate::source::{Format, decode, tell_format};
use crate::write;

/// The largest page that is read, in bytes.
const MAX_SOURCE: u64 = 64 * 1024 * 1024;

/// How to run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What to do with the artifacts.
    pub mode: Mode,
    /// No name may be born.
    pub locked: bool,
    /// Many codes may vanish at once.
    pub accept_removals: bool,
}

/// What a run did and found.
#[derive(Debug)]
pub struct Outcome {
    /// Everything that was found, drift of the output excepted.
    pub findings: Vec<Diagnostic>,
    /// What there is now; `None` where a page could not be read as it should be.
    pub report: Option<Report>,
    /// What became of the files.
    pub changes: Changes,
    /// Each file of the output that was not as it should be.
    pub drift: Vec<Change>,
    /// Where the time went.
    pub timings: Timings,
}

/// What there is now, and what is new or gone against the catalog that is replaced.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How many sources were read.
    pub pages: usize,
    /// How many entries the catalog has.
    pub entries: usize,
    /// Codes that the catalog before did not have; empty where there was none before.
    pub came: Vec<(Code, String)>,
    /// Codes that it had and that are gone.
    pub went: Vec<(Code, String)>,
    /// What the rules ignored, by source.
    pub ignored: Vec<(Arc<str>, Vec<Ignored>)>,
}

impl Outcome {
    /// Whether nothing was written because of what was found.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.findings.iter().any(Diagnostic::is_error)
    }
}

/// Reads the sources of a project, makes the catalog and everything from it, and writes, checks or counts it.
///
/// # Errors
/// `source-unreadable`, `source-empty`, `source-binary`, `source-too-large` and `path-outside-project`, for all sources
/// that have such a fault.
pub fn run(project: &Project, options: Options) -> Result<Outcome, Refusal> {
    let mut timings = Timings::start();
    let (sources, mut findings) = read_sources(project, &mut timings)?;
    let stopped = |findings, timings: Timings| Outcome {
        findings,
        report: None,
        changes: Changes::default(),
        drift: Vec::new(),
        timings: timings.end(),
    };
    // A page that was not read to its end would look as if its codes were gone.
    if findings.iter().any(Diagnostic::is_error) {
        return Ok(stopped(findings, timings));
    }
    account::account(project, &sources, &mut findings);
    // Opened first: from here on no other run changes the lock that is read.
    let mut tree = match Tree::open(project, options.mode) {
        Ok(tree) => tree,
        Err(finding) => {
            findings.push(finding);
            return Ok(stopped(findings, timings));
        }
    };
    let lock = match load_lock(project) {
        Ok(lock) => lock,
        Err(found) => {
            findings.extend(found);
            return Ok(stopped(findings, timings));
        }
    };
    let before = timings.now();
    let allowed = ResolveOptions { locked: options.locked, accept_removals: options.accept_removals };
    let resolved = resolve::resolve(project, &sources, &lock, allowed, &mut findings);
    timings.add(Stage::Resolve, before.elapsed());
    let mut report = Report {
        pages: sources.len(),
        entries: resolved.catalog.codes.len(),
        ignored: sources.into_iter().map(|source| (source.path.into(), source.declarations.ignored)).collect(),
        ..Report::default()
    };
    compare(project, &catalog::listing(&resolved.catalog), &mut report);

    let before = timings.now();
    let mut storing = std::time::Duration::ZERO;
    let mut sink = |artifact| {
        let before = Instant::now();
        tree.take(artifact);
        storing += before.elapsed();
    };
    write::write(&resolved.catalog, &project.file.targets, &mut sink, &mut findings);
    timings.add(Stage::Write, before.elapsed().saturating_sub(storing));
    let before = timings.now();
    tree.take_beside(project, &project.file.lock, &lock_text(&resolved.lock));
    let (changes, drift, refused) = tree.finish(findings.iter().any(Diagnostic::is_error));
    findings.extend(refused);
    timings.add(Stage::Store, storing + before.elapsed());
    Ok(Outcome { findings, report: Some(report), changes, drift, timings: timings.end() })
}

/// Reads one file without a project.
///
/// # Errors
/// `source-unreadable`, `source-empty`, `source-binary`, `source-too-large`.
pub fn extract_file(file: &Path, options: &ExtractOptions) -> Result<(Page, Vec<Diagnostic>), Diagnostic> {
    let shown: Arc<str> = file.to_string_lossy().into();
    let mut findings = Vec::new();
    let source = load(file, &shown, None, None, &mut findings)?;
    Ok((read_page(&source, options, &mut findings).0, findings))
}

/// All sources in the project's order, read on all processors; of each only what it declares is kept.
fn read_sources(project: &Project, timings: &mut Timings) -> Result<(Vec<ReadSource>, Vec<Diagnostic>), Refusal> {
    let options = ExtractOptions { ignore: project.file.ignore.clone() };
    let before = timings.now();
    let results: Vec<_> = project
        .file
        .sources
        .par_iter()
        .map(|entry| {
            let shown: Arc<str> = entry.path.as_str().into();
            let place = project.locate(&entry.path).map_err(|why| {
                Diagnostic::new(Rule::PathOutsideProject, format!("`{shown}` {why}"))
                    .at(Place::file(Arc::clone(&shown)))
                    .hint("name a file within the project folder")
            })?;
            let mut findings = Vec::new();
            let start = Instant::now();
            let mut source = load(&place, &shown, entry.format, entry.encoding.as_deref(), &mut findings)?;
            source.id = entry.id.as_str().into();
            let loading = start.elapsed();
            let (page, spent) = read_page(&source, &options, &mut findings);
            let read = ReadSource {
                id: entry.id.clone(),
                path: entry.path.clone(),
                format: page.format,
                sha256: source.hash,
                declarations: page.declarations,
            };
            Ok((read, findings, source.text.len(), [loading, spent[0], spent[1], spent[2]]))
        })
        .collect();
    let wall = before.elapsed();
    let (mut sources, mut findings, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    let mut spent = [std::time::Duration::ZERO; 4];
    for result in results {
        match result {
            Ok((source, found, bytes, times)) => {
                sources.push(source);
                findings.extend(found);
                timings.count(bytes);
                spent.iter_mut().zip(times).for_each(|(sum, time)| *sum += time);
            }
            Err(finding) => refused.push(finding),
        }
    }
    timings.share(wall, [Stage::Load, Stage::Read, Stage::Recover, Stage::Extract].into_iter().zip(spent));
    if refused.is_empty() { Ok((sources, findings)) } else { Err(Refusal(refused)) }
}

/// Which codes came and went against the catalog that stands in the output folder.
fn compare(project: &Project, new: &Listing, report: &mut Report) {
    let Ok(folder) = project.locate(&project.file.output) else { return };
    // No catalog yet, or none that can be read: then there is nothing to compare with.
    let Ok(text) = std::fs::read_to_string(folder.join(catalog::CATALOG_FILE)) else { return };
    let old = catalog::listing_of_text(&text);
    let only_in = |a: &Listing, b: &Listing| -> Vec<(Code, String)> {
        a.iter()
            .filter(|(key, _)| !b.contains_key(*key))
            .map(|((_, code), name)| (code.clone(), name.clone()))
            .collect()
    };
    report.came = only_in(new, &old);
    report.went = only_in(&old, new);
}

fn load_lock(_project: &Project) -> Result<Lock, Vec<Diagnostic>> {
    Ok(Lock::default())
}

fn lock_text(_lock: &Lock) -> String {
    String::new()
}

fn load(
    file: &Path,
    shown: &Arc<str>,
    format: Option<Format>,
    label: Option<&str>,
    findings: &mut Vec<Diagnostic>,
) -> Result<crate::source::Source, Diagnostic> {
    let refuse = |rule, message: String| Diagnostic::new(rule, message).at(Place::file(Arc::clone(shown)));
    let unreadable = |error: std::io::Error| {
        refuse(Rule::SourceUnreadable, format!("the file cannot be read: {error}"))
            .hint("check its name in bindery.yaml")
    };
    let facts = std::fs::metadata(file).map_err(unreadable)?;
    if !facts.is_file() {
        return Err(refuse(Rule::SourceUnreadable, "this is not a file".to_owned()).hint("name a saved page"));
    }
    if facts.len() > MAX_SOURCE {
        let message = format!("the file has {} bytes; more than {MAX_SOURCE} are refused", facts.len());
        return Err(refuse(Rule::SourceTooLarge, message).hint("name a page, not a dump or an archive"));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let decoded = decode(&bytes, label);
    if decoded.text.trim().is_empty() {
        return Err(refuse(Rule::SourceEmpty, "the file holds no text".to_owned()).hint("capture the page again"));
    }
    if decoded.text.contains('\0') {
        return Err(refuse(Rule::SourceBinary, "the file is not text".to_owned())
            .hint("save the page as HTML, Markdown or plain text"));
    }
    if decoded.replaced > 0 {
        let message = format!("{} characters do not fit {}", decoded.replaced, decoded.encoding);
        let mut finding = refuse(Rule::EncodingMismatch, message).hint("save the page as UTF-8 or name its encoding");
        finding.severity = Severity::Warning;
        findings.push(finding);
    }
    let format = format.unwrap_or_else(|| tell_format(shown, &decoded.text));
    Ok(crate::source::Source {
        index: crate::source::SourceIndex(0),
        id: Arc::clone(shown),
        path: Arc::clone(shown),
        format,
        text: decoded.text,
        hash: crate::artifact::hash(&bytes),
    })
}
