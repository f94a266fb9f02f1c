//! The output folder: what is there against what is generated.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::clean::{Stray, remove_temporaries_beside, strays};
use super::comparison::{Compared, Comparison, hash_file};
use super::manifest::{MANIFEST, Manifest};
use super::pieces::{Pieces, Render};
use super::refusal::{Cause, unwritable};
use super::stage::{Stage, is_temporary};
use super::{Change, Changes, State, unified};
use crate::diagnostic::{Diagnostic, Place, Rule, reason};
use crate::project::{PROJECT_FILE, Project, relative_parts};

/// What to do with artifacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Make the folder what the artifacts say.
    Write,
    /// Say where it is not, with diffs. Nothing is written.
    Check,
    /// Say what [`Mode::Write`] would do. Nothing is written.
    DryRun,
}

/// The output folder during a run.
#[derive(Debug)]
pub struct Tree {
    mode: Mode,
    /// The project folder.
    root: PathBuf,
    /// The output folder on disk.
    output: PathBuf,
    /// The output folder as the user names it.
    prefix: String,
    /// What the manifest said when the run began.
    old: Manifest,
    /// Its text; `None` where there was none.
    old_text: Option<String>,
    /// Whether there was a manifest that could not be read, for example after a merge: then every file at a place of
    /// ours is taken for ours.
    damaged: bool,
    taken: Mutex<Taken>,
    /// Nanoseconds that were spent on files.
    storing: AtomicU64,
    /// Held while the run writes, so that two runs come one after the other; the system lets go of it with the process.
    _turn: Option<File>,
}

/// What was taken so far.
#[derive(Debug, Default)]
struct Taken {
    /// The hash of each artifact by its path in the manifest.
    new: BTreeMap<String, String>,
    /// The places of the files beside the output folder.
    beside: Vec<PathBuf>,
    stage: Stage,
    changes: Vec<Change>,
    /// What is wrong with artifacts, with their paths as the user names them.
    errors: Vec<(String, Diagnostic)>,
    /// Files that the system refuses to write, by what is the cause and why.
    refused: BTreeMap<(Cause, String), Vec<String>>,
    unchanged: usize,
}

/// What stands at the place of a file.
enum Disk {
    Nothing,
    File,
    Link,
    Other,
}

impl Tree {
    /// Looks at the output folder of a project. In [`Mode::Write`] it waits until no other run writes there.
    ///
    /// # Errors
    /// `path-outside-project`, `unwritable`.
    pub fn open(project: &Project, mode: Mode) -> Result<Self, Diagnostic> {
        let name = project.file.output.as_str();
        let output = project.locate(name).map_err(|why| outside(name, why))?;
        let prefix = relative_parts(name).map_err(|why| outside(name, why))?.join("/");
        if mode != Mode::Check && output.symlink_metadata().is_ok() && !output.is_dir() {
            return Err(unwritable(&prefix, "it is not a folder"));
        }
        // The project file is the one file that every run of a project opens, and nobody else locks it. Where locks are
        // not to be had, the run goes on without: each file is still replaced whole.
        let turn = (mode == Mode::Write)
            .then(|| File::open(project.root.join(&project.file_name)).ok().filter(|file| file.lock().is_ok()))
            .flatten();
        let manifest = output.join(MANIFEST);
        let old_text = match look(&manifest) {
            Ok(Disk::File) => Some(fs::read(&manifest).map_or_else(|_| String::new(), lossy)),
            // A link, a folder or a pipe at its place is no manifest, but there was something.
            Ok(Disk::Link | Disk::Other) | Err(_) => Some(String::new()),
            Ok(Disk::Nothing) => None,
        };
        let old = old_text.as_deref().and_then(Manifest::parse);
        Ok(Self {
            mode,
            root: project.root.clone(),
            prefix,
            damaged: old_text.is_some() && old.is_none(),
            old: old.unwrap_or_default(),
            old_text,
            output,
            taken: Mutex::default(),
            storing: AtomicU64::new(0),
            _turn: turn,
        })
    }

    /// Takes a file of the output folder, by its path there. Several threads may do so at once.
    pub fn take(&self, path: &str, render: &Render<'_>) {
        let shown = format!("{}/{path}", self.prefix);
        let place = match self.inside(path) {
            Ok(place) => place,
            Err(why) => {
                let finding = outside(&shown, why);
                return self.taken().errors.push((shown, finding));
            }
        };
        self.compare(path.to_owned(), shown, place, render, false);
    }

    /// Takes a file that stands beside the output folder, such as the lock, by its path in the project.
    pub fn take_beside(&self, project: &Project, path: &str, render: &Render<'_>) {
        let place = match project.locate(path) {
            Ok(place) => place,
            Err(why) => return self.taken().errors.push((path.to_owned(), outside(path, why))),
        };
        let key = from_folder(&self.prefix, path);
        self.taken().beside.push(place.clone());
        self.compare(key, path.to_owned(), place, render, true);
    }

    /// Whether an earlier run has written a file beside the output folder, by its path in the project.
    #[must_use]
    pub fn has_listed_beside(&self, path: &str) -> bool {
        self.old.files.contains_key(&from_folder(&self.prefix, path))
    }

    /// Ends the run. With `blocked`, or where an artifact was refused, nothing is written. Returns what became of the
    /// files, each file that is not as it should be, and findings.
    #[must_use]
    pub fn finish(self, blocked: bool) -> (Changes, Vec<Change>, Vec<Diagnostic>) {
        let Taken { new, beside, stage, mut changes, errors, refused, unchanged } = std::mem::take(&mut *self.taken());
        let mut errors = in_order(errors);
        let generated: BTreeSet<&str> = new.keys().map(String::as_str).chain([MANIFEST]).collect();
        let known: BTreeSet<&str> = self.old.files.keys().map(String::as_str).collect();
        let found = match strays(&self.output, &generated, &known) {
            Ok(found) => found,
            Err(error) if self.output.is_dir() => {
                errors.push(unwritable(&self.prefix, &reason(&error)));
                Vec::new()
            }
            Err(_) => Vec::new(),
        };
        let waiting = stage.waiting();
        let (mut orphans, mut temporary) = (Vec::new(), Vec::new());
        for stray in found {
            let shown = format!("{}/{}", self.prefix, stray.path());
            let change = |path: String, state| Change { path, state, diff: None };
            match stray {
                // This run's own.
                Stray::Temporary(path) if waiting.contains(&self.output.join(&path)) => {}
                Stray::Temporary(path) => {
                    if self.mode == Mode::Check {
                        changes.push(change(shown, State::Orphaned));
                    }
                    temporary.push(self.output.join(path));
                }
                Stray::Folder(_) => changes.push(change(format!("{shown}/"), State::Foreign)),
                Stray::File(path) => {
                    let place = self.output.join(&path);
                    let disk = hash_file(&place).ok().filter(|_| !place.is_symlink());
                    if disk.is_some_and(|disk| self.old.has_written(&path, &disk)) {
                        changes.push(change(shown.clone(), State::Orphaned));
                        orphans.push((place, shown));
                    } else {
                        // Edited and no longer generated: it holds somebody's work and nothing of ours.
                        changes.push(change(shown, State::Foreign));
                    }
                }
            }
        }
        let manifest = Manifest::new(new);
        let text = manifest.text();
        let manifest_same = self.old_text.as_ref() == Some(&text);
        if !manifest_same {
            let diff = (self.mode == Mode::Check)
                .then(|| self.old_text.as_deref().map(|old| unified(&self.shown_manifest(), old, &text)))
                .flatten();
            let state = if self.old_text.is_none() { State::Missing } else { State::Stale };
            changes.push(Change { path: self.shown_manifest(), state, diff });
        }
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        let done = Changes {
            written: paths(&changes, &[State::Missing, State::Stale, State::HandEdited]),
            removed: paths(&changes, &[State::Orphaned]),
            unchanged: unchanged + usize::from(manifest_same),
        };
        for ((cause, why), mut files) in refused {
            files.sort();
            errors.push(cause.finding(&why, &files));
        }
        if self.mode != Mode::Write || blocked || !errors.is_empty() {
            return (done, changes, errors);
        }
        if let Err(finding) = self.write(stage, &manifest, (!manifest_same).then_some(text.as_str()), &orphans) {
            errors.push(finding);
        }
        for leftover in temporary {
            // What cannot be removed now is removed by a later run. A folder that holds something else stays.
            let _ = fs::remove_file(&leftover);
            if let Some(folder) = leftover.parent().filter(|folder| *folder != self.output) {
                let _ = fs::remove_dir(folder);
            }
        }
        // Beside the project file `init` may have left one.
        let beside = beside.into_iter().chain([self.root.join(PROJECT_FILE)]);
        beside.for_each(|place| remove_temporaries_beside(&place));
        (done, changes, errors)
    }

    /// Puts everything at its place: new files, then the removal of orphans, the manifest last.
    fn write(
        &self,
        stage: Stage,
        manifest: &Manifest,
        text: Option<&str>,
        orphans: &[(PathBuf, String)],
    ) -> Result<(), Diagnostic> {
        let place = self.output.join(MANIFEST);
        let shown = self.shown_manifest();
        let refused = |error: io::Error| unwritable(&shown, &reason(&error));
        let mut last = Stage::default();
        if let Some(text) = text {
            last.write(&place, text).map_err(refused)?;
        }
        // A run that is cut off between two renames must not leave files that no manifest knows, nor such that look as if
        // somebody had edited them.
        // What an earlier run that was cut off announced may stand there still.
        let mut announced = Manifest::new(self.old.files.clone());
        announced.next.clone_from(&self.old.next);
        for (path, hash) in &manifest.files {
            let old = announced.files.entry(path.clone()).or_insert_with(|| hash.clone());
            if old != hash {
                announced.next.insert(path.clone(), hash.clone());
            }
        }
        if announced != self.old {
            let mut first = Stage::default();
            first.write(&place, &announced.text()).map_err(refused)?;
            first.commit().map_err(|(_, error)| refused(error))?;
        }
        stage.commit().map_err(|(place, error)| unwritable(&self.show(&place), &reason(&error)))?;
        for (place, shown) in orphans {
            fs::remove_file(place)
                .map_err(|error| unwritable(shown, &format!("it cannot be removed: {}", reason(&error))))?;
            let folders = place.ancestors().skip(1).take_while(|folder| *folder != self.output);
            for folder in folders {
                // A folder that still holds something refuses, and so would those around it.
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        last.commit().map_err(|(_, error)| refused(error))
    }

    fn compare(&self, key: String, shown: String, place: PathBuf, render: &Render<'_>, beside: bool) {
        let disk = match look(&place) {
            Ok(disk) => disk,
            Err(error) => return self.refuse(&place, shown, &error),
        };
        if matches!(disk, Disk::Other) {
            let finding = unwritable(&shown, "something that is no file stands there");
            return self.taken().errors.push((shown, finding));
        }
        let (new, compared) = match self.render(&place, matches!(disk, Disk::File), render) {
            Ok(rendered) => rendered,
            Err(error) => return self.refuse(&place, shown, &error),
        };
        if self.taken().new.insert(key.clone(), new).is_some() {
            let finding = unwritable(&shown, "two things are generated under this name");
            return self.taken().errors.push((shown, finding));
        }
        if matches!(compared, Compared::Same) {
            self.taken().unchanged += 1;
            return;
        }
        let listed = self.old.files.contains_key(&key);
        let state = match disk {
            Disk::Nothing | Disk::Other => State::Missing,
            Disk::File if beside => State::Stale,
            Disk::File => match hash_file(&place) {
                Ok(hash) if self.old.has_written(&key, &hash) => State::Stale,
                Ok(_) if listed || self.damaged => State::HandEdited,
                Ok(_) => State::Foreign,
                Err(error) => return self.refuse(&place, shown, &error),
            },
            Disk::Link if listed || self.damaged => State::HandEdited,
            Disk::Link => State::Foreign,
        };
        if state == State::Foreign && self.mode != Mode::Check {
            let message = format!("`{shown}` would be overwritten, but bindery did not write it");
            let mut finding = Diagnostic::new(Rule::Foreign, message)
                .at(Place::file(shown.as_str()))
                .hint("move it elsewhere or remove it, then run `bindery generate` again");
            finding.severity = crate::diagnostic::Severity::Error;
            return self.taken().errors.push((shown, finding));
        }
        let diff = match compared {
            Compared::Written(file) => {
                // What stands beside the output is the lock: it holds names of which no page knows any more.
                match beside {
                    true => self.taken().stage.add_kept(file),
                    false => self.taken().stage.add(file),
                }
                None
            }
            Compared::Other(Some(text)) => match fs::read(&place) {
                Ok(old) => Some(unified(&shown, &String::from_utf8_lossy(&old), &text)),
                Err(error) => return self.refuse(&place, shown, &error),
            },
            Compared::Same | Compared::Other(None) => None,
        };
        self.taken().changes.push(Change { path: shown, state, diff });
    }

    /// Renders a text against what stands at its place: its hash, and what became of it.
    fn render(&self, place: &Path, stands: bool, render: &Render<'_>) -> io::Result<(String, Compared)> {
        let mut storing = Duration::ZERO;
        let mut timed = |before: Instant| storing += before.elapsed();
        let before = Instant::now();
        if self.mode == Mode::Write {
            self.taken().stage.make_folder_of(place)?;
        }
        let mut comparison = Comparison::new(place, self.mode, stands)?;
        timed(before);
        Pieces::render(render, |piece| {
            let before = Instant::now();
            comparison.take(piece);
            timed(before);
        });
        let before = Instant::now();
        let (hash, compared) = comparison.finish();
        timed(before);
        self.storing.fetch_add(u64::try_from(storing.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        Ok((hash, compared?))
    }

    /// The time that was spent on files so far, the sum over all threads.
    #[must_use]
    pub fn storing(&self) -> Duration {
        Duration::from_nanos(self.storing.load(Ordering::Relaxed))
    }

    /// What was taken, for a moment: no file is read or written meanwhile. A thread that panicked left it whole, since
    /// each change of it is one call.
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what the system said of a file with all others for which the cause is the same.
    fn refuse(&self, place: &Path, shown: String, error: &io::Error) {
        // The innermost part of the path that is there is what refuses.
        let there = place.ancestors().skip(1).find(|part| part.symlink_metadata().is_ok()).unwrap_or(Path::new(""));
        let name = self.show(there);
        let cause = if there.is_dir() { Cause::Folder(name) } else { Cause::File(name) };
        self.taken().refused.entry((cause, reason(error))).or_default().push(shown);
    }

    /// The place of a path of the output folder. No symbolic link within the folder is followed.
    fn inside(&self, path: &str) -> Result<PathBuf, &'static str> {
        let parts = relative_parts(path)?;
        if path == MANIFEST {
            return Err("is the manifest");
        }
        let (Some((name, folders)), true) = (parts.split_last(), parts.join("/") == path) else {
            return Err("is not written in the plainest way");
        };
        if is_temporary(name) {
            return Err("has the name of a temporary file");
        }
        let mut place = self.output.clone();
        for folder in folders {
            place.push(folder);
            if place.is_symlink() {
                return Err("leads through a symbolic link");
            }
        }
        place.push(name);
        Ok(place)
    }

    fn shown_manifest(&self) -> String {
        format!("{}/{MANIFEST}", self.prefix)
    }

    /// A place as the user names it.
    fn show(&self, place: &Path) -> String {
        match place.strip_prefix(&self.root) {
            Ok(path) if path.as_os_str().is_empty() => ".".to_owned(),
            Ok(path) => path.to_string_lossy().into_owned(),
            Err(_) => place.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        }
    }
}

/// The findings in the order of the paths, whichever thread came first.
fn in_order(mut errors: Vec<(String, Diagnostic)>) -> Vec<Diagnostic> {
    errors.sort_by(|(a, _), (b, _)| a.cmp(b));
    errors.into_iter().map(|(_, finding)| finding).collect()
}

fn paths(changes: &[Change], states: &[State]) -> Vec<String> {
    changes.iter().filter(|change| states.contains(&change.state)).map(|change| change.path.clone()).collect()
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn look(place: &Path) -> io::Result<Disk> {
    match place.symlink_metadata() {
        Ok(facts) if facts.is_file() => Ok(Disk::File),
        Ok(facts) if facts.is_symlink() => Ok(Disk::Link),
        Ok(_) => Ok(Disk::Other),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(Disk::Nothing)
        }
        Err(error) => Err(error),
    }
}

/// The way from a folder to a file; both are relative to the project folder.
fn from_folder(folder: &str, file: &str) -> String {
    let folder: Vec<&str> = folder.split('/').collect();
    let file: Vec<&str> = file.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let common = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; folder.len() - common];
    parts.extend(&file[common..]);
    parts.join("/")
}

fn outside(path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Rule::PathOutsideProject, format!("`{path}` {why}"))
        .at(Place::file(path))
        .hint("nothing is written outside the project's output folder and lock; remove the link or change the path")
}

#[cfg(test)]
mod tests {
    use super::from_folder;

    #[test]
    fn files_beside_are_named_from_the_folder() {
        assert_eq!(from_folder("generated", "seeds/names.lock.yaml"), "../seeds/names.lock.yaml");
        assert_eq!(from_folder("out/gen", "out/names.yaml"), "../names.yaml");
        assert_eq!(from_folder("generated", "./names.yaml"), "../names.yaml");
    }
}
