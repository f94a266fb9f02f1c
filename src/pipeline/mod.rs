//! The one path from sources to artifacts, which `generate` and `check` share.

mod account;
mod names;
mod page;
mod progress;
mod study;
mod timing;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use foldhash::HashSet;
use rayon::prelude::*;

use account::Accounting;
pub use page::{Page, read_page};
pub use progress::Progress;
pub use study::{Study, study};
pub use timing::{Stage, Timings};

use crate::artifact::{Change, Changes, Mode, Render, Tree};
use crate::catalog::Code;
use crate::diagnostic::{Diagnostic, Refusal};
use crate::extract;
use crate::extract::{ExtractOptions, Ignored};
use crate::project::{Project, SourceEntry};
use crate::resolve::lock::{Lock, LockKey, Rename, Renamed};
use crate::resolve::{self, Gathering, ReadSource, ResolveOptions};
use crate::source::{Format, Source, SourceIndex, SourceRequest};
use crate::write;

/// How to run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What to do with the artifacts.
    pub mode: Mode,
    /// No name may be born.
    pub locked: bool,
    /// Many codes may vanish at once.
    pub accept_removals: bool,
    /// A lock that is gone is made anew, with the names of the old catalog.
    pub new_lock: bool,
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

/// What there is now, and what is new or gone against the lock that is replaced.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How many sources were read.
    pub pages: usize,
    /// How many entries the catalog has.
    pub entries: usize,
    /// How many names were given for the first time.
    pub born: usize,
    /// Codes that had no name before, or were removed; empty where nothing had a name before.
    pub came: Vec<(Code, String)>,
    /// Codes that had one and are gone.
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
/// `correction-invalid`; `source-unreadable`, `source-empty`, `source-binary`, `source-too-large` and
/// `path-outside-project`, for all sources that have such a fault.
pub fn run(project: &Project, options: Options) -> Result<Outcome, Refusal> {
    run_watched(project, options, &Progress::none())
}

/// The same, for somebody who watches.
///
/// # Errors
/// As [`run`].
pub fn run_watched(project: &Project, options: Options, progress: &Progress) -> Result<Outcome, Refusal> {
    let outcome = run_with(project, options, progress, |_| Ok(()));
    progress.clear();
    outcome
}

/// Gives a code another name, and makes everything from that as [`run`] does: nothing is written unless all of it can
/// be. Returns what was renamed, if it was.
///
/// # Errors
/// As [`run`].
pub fn rename(project: &Project, options: Options, rename: &Rename) -> Result<(Outcome, Option<Renamed>), Refusal> {
    let mut renamed = None;
    let outcome = run_with(project, options, &Progress::none(), |lock| {
        renamed = Some(lock.rename(rename, &project.file.version, &project.file.lock)?);
        Ok(())
    })?;
    Ok((outcome, renamed))
}

/// Runs with what `change` makes of the lock.
fn run_with(
    project: &Project,
    options: Options,
    progress: &Progress,
    change: impl FnOnce(&mut Lock) -> Result<(), Diagnostic>,
) -> Result<Outcome, Refusal> {
    let mut timings = Timings::start();
    rayon::spawn(|| {
        extract::prepare();
        resolve::prepare();
    });
    let corrections = project.corrections()?;
    let mut report = Report::default();
    let mut accounting = Accounting::new(project);
    let mut gathering = Gathering::new(project);
    let read = || {
        read_sources(project, progress, &mut timings, |mut source| {
            accounting.enter(&source);
            let ignored = std::mem::take(&mut source.declarations.ignored);
            report.ignored.push((source.path.as_str().into(), ignored));
            gathering.enter(source);
        })
    };
    // The tree is opened first: from there on no other run changes the lock that is read.
    let open = || {
        let tree = Tree::open(project, options.mode).map_err(|finding| vec![finding])?;
        let lock = names::names_given(project, &tree, options.new_lock)?;
        Ok((tree, lock))
    };
    let (read, opened) = rayon::join(read, open);
    let mut findings = read?;
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
    accounting.finish(&mut findings);
    let (tree, mut lock) = match opened {
        Ok(opened) => opened,
        Err(found) => {
            findings.extend::<Vec<Diagnostic>>(found);
            return Ok(stopped(findings, timings));
        }
    };
    if let Err(finding) = change(&mut lock) {
        findings.push(finding);
        return Ok(stopped(findings, timings));
    }
    report.pages = report.ignored.len();
    let stood: HashSet<LockKey> =
        lock.names.iter().filter(|(_, locked)| !locked.removed).map(|(key, _)| key.clone()).collect();
    // The first catalog of a project is all new, which needs no list.
    let first = lock.names.is_empty();
    let before = timings.now();
    let allowed = ResolveOptions { locked: options.locked, accept_removals: options.accept_removals };
    let resolved = resolve::resolve_gathered(gathering, lock, &corrections, allowed, &mut findings);
    timings.add(Stage::Resolve, before.elapsed());
    report.born = resolved.born;
    report.entries = resolved.catalog.codes.len();
    if !first {
        for (key, locked) in &resolved.lock.names {
            let list = match (stood.contains(key), locked.removed) {
                (false, false) => &mut report.came,
                (true, true) => &mut report.went,
                (true, false) | (false, true) => continue,
            };
            list.push((key.code.clone(), locked.name.to_string()));
        }
    }
    drop(stood);

    let before = timings.now();
    let sink = |path: &str, render: &Render<'_>| tree.take(path, render);
    rayon::join(
        || write::write(&resolved.catalog, &project.file.targets, &sink, &mut findings),
        || tree.take_beside(project, &project.file.lock, &|pieces| resolved.lock.write_to(pieces)),
    );
    // All processors did both.
    let wall = before.elapsed();
    let storing = tree.storing() / u32::try_from(rayon::current_num_threads()).unwrap_or(1);
    timings.add(Stage::Write, wall.saturating_sub(storing));
    timings.add(Stage::Store, storing.min(wall));
    // Giving back the memory of many entries takes its time, for which the files do not wait.
    rayon::spawn(move || drop(resolved));
    let before = timings.now();
    let (changes, drift, refused) = tree.finish(findings.iter().any(Diagnostic::is_error));
    findings.extend(refused);
    timings.add(Stage::Store, before.elapsed());
    Ok(Outcome { findings, report: Some(report), changes, drift, timings: timings.end() })
}

/// Reads one file: as nobody prepared it, or as a project does that names it among its sources.
///
/// # Errors
/// `source-unreadable`, `source-empty`, `source-binary`, `source-too-large`.
pub fn extract_file(file: &Path, project: Option<&Project>) -> Result<(Page, Vec<Diagnostic>), Refusal> {
    let path = file.to_string_lossy();
    let mut findings = Vec::new();
    let index = SourceIndex(0);
    let entry = project.and_then(|project| project.source_of(file));
    let options = match (project, entry) {
        (Some(project), Some(entry)) => extract_options(project, entry),
        (Some(_) | None, _) => ExtractOptions::default(),
    };
    let (format, encoding) = (entry.and_then(|entry| entry.format), entry.and_then(|entry| entry.encoding.as_deref()));
    let request = SourceRequest { index, id: &path, path: &path, format, encoding, confined: false };
    let source = Source::load_file(Path::new(""), file, &request, &mut findings)?;
    let (mut page, _) = read_page(&source, &options, &mut findings);
    // Without a project there is no page that its constants could name the codes of.
    if page.format == Format::Symbols {
        page.declarations.list_constants();
    }
    Ok((page, findings))
}

/// What the project file says about reading a source.
#[must_use]
pub fn extract_options(project: &Project, entry: &SourceEntry) -> ExtractOptions {
    ExtractOptions {
        ignore: entry.ignore.iter().chain(&project.file.ignore).cloned().collect(),
        tables: entry.tables.clone(),
        headings: entry.headings.clone(),
        lists: entry.lists.clone(),
    }
}

/// So many pages are read before they are handed on: enough that no processor waits for long, and few enough that what
/// they declare is no load.
const BATCH: usize = 64;

/// Reads all sources on all processors and hands them on, one after the other in the project's order. While some are
/// handed on, the next are read. Returns what was found.
fn read_sources(
    project: &Project,
    progress: &Progress,
    timings: &mut Timings,
    mut take: impl FnMut(ReadSource) + Send,
) -> Result<Vec<Diagnostic>, Refusal> {
    let before = timings.now();
    let (mut findings, mut refused) = (Vec::new(), Vec::new());
    let mut spent = [Duration::ZERO; 5];
    let mut read: Vec<Result<Read, Refusal>> = Vec::new();
    let done = AtomicU64::new(0);
    let entries: Vec<(usize, &SourceEntry)> = project.file.sources.iter().enumerate().collect();
    for batch in entries.chunks(BATCH).chain([[].as_slice()]) {
        let read_next = || {
            let read = batch.par_iter().map(|&(index, entry)| {
                let read = read_source(project, index, entry);
                progress.page(done.fetch_add(1, Ordering::Relaxed) + 1);
                read
            });
            read.collect()
        };
        let hand_on = || {
            for page in read.drain(..) {
                match page {
                    Ok(Read { source, found, bytes, times }) => {
                        findings.extend(found);
                        timings.count(bytes);
                        spent.iter_mut().zip(times).for_each(|(sum, time)| *sum += time);
                        let start = Instant::now();
                        take(source);
                        spent[4] += start.elapsed();
                    }
                    Err(Refusal(found)) => refused.extend(found),
                }
            }
        };
        let (next, ()) = rayon::join(read_next, hand_on);
        read = next;
    }
    progress.pages_done();
    let stages = [Stage::Load, Stage::Read, Stage::Recover, Stage::Extract, Stage::Resolve];
    timings.share(before.elapsed(), stages.into_iter().zip(spent));
    if refused.is_empty() { Ok(findings) } else { Err(Refusal(refused)) }
}

/// A source that was read.
struct Read {
    source: ReadSource,
    /// What was found on the way.
    found: Vec<Diagnostic>,
    /// How long its text is.
    bytes: usize,
    /// How long it took to load, read, recover and extract it.
    times: [Duration; 4],
}

fn read_source(project: &Project, index: usize, entry: &SourceEntry) -> Result<Read, Refusal> {
    let mut found = Vec::new();
    let start = Instant::now();
    let request = SourceRequest {
        index: SourceIndex(u32::try_from(index).unwrap_or(u32::MAX)),
        id: &entry.id,
        path: &entry.path,
        format: entry.format,
        encoding: entry.encoding.as_deref(),
        confined: true,
    };
    let source = Source::load(&project.root, &request, &mut found)?;
    let loading = start.elapsed();
    let (page, [reading, recovering, extracting]) = read_page(&source, &extract_options(project, entry), &mut found);
    let read = ReadSource {
        id: entry.id.clone(),
        path: entry.path.clone(),
        format: page.format,
        sha256: source.hash,
        declarations: page.declarations,
    };
    Ok(Read { source: read, found, bytes: source.text.len(), times: [loading, reading, recovering, extracting] })
}
