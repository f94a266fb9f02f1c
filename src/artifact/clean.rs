//! What stands in the output folder besides what is generated.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::stage::is_temporary;

/// Files that a tool leaves beside a generated file, each with the file that it stands beside: nobody's output.
///
/// Cargo writes `Cargo.lock` where a generated crate is built by itself.
const BESIDE: &[(&str, &str)] = &[("Cargo.lock", "Cargo.toml")];

/// Something in the output folder that is not generated now.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stray {
    /// Left over from a run that was cut off.
    Temporary(String),
    /// A file, or something else that is no folder.
    File(String),
    /// A folder in which nothing was ever generated.
    Folder(String),
}

/// Everything in `output` that `generated` does not name, sorted; `known` are the files of the manifest that was there.
/// Symbolic links are not followed. A folder that is marked as a cache (by a `CACHEDIR.TAG`, as Cargo's `target` is) is
/// nobody's output and is passed over, and so are the files that a tool leaves beside a generated one.
pub(super) fn strays(output: &Path, generated: &BTreeSet<&str>, known: &BTreeSet<&str>) -> io::Result<Vec<Stray>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(output.join(&folder)) {
            Ok(entries) => entries,
            // No output yet.
            Err(error) if error.kind() == io::ErrorKind::NotFound && folder.is_empty() => return Ok(found),
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if entry.file_type()?.is_dir() {
                if holds_any(generated, &path) || holds_any(known, &path) {
                    folders.push(path);
                } else if !entry.path().join("CACHEDIR.TAG").is_file() {
                    match only_temporaries(&entry.path())? {
                        // A run that was cut off has made the folder, and the pages have changed since.
                        Some(names) => {
                            found.extend(names.into_iter().map(|name| Stray::Temporary(format!("{path}/{name}"))));
                        }
                        None => found.push(Stray::Folder(path)),
                    }
                }
            } else if is_temporary(&name) {
                found.push(Stray::Temporary(path));
            } else if !generated.contains(path.as_str())
                && (known.contains(path.as_str()) || !is_left_by_tool(&folder, &name, generated))
            {
                found.push(Stray::File(path));
            }
        }
    }
    found.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(found)
}

impl Stray {
    /// Its path, relative to the output folder.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Temporary(path) | Self::File(path) | Self::Folder(path) => path,
        }
    }
}

/// Whether a tool has left a file of this name beside a generated one.
fn is_left_by_tool(folder: &str, name: &str, generated: &BTreeSet<&str>) -> bool {
    BESIDE.iter().filter(|(left, _)| *left == name).any(|(_, beside)| {
        let beside = if folder.is_empty() { (*beside).to_owned() } else { format!("{folder}/{beside}") };
        generated.contains(beside.as_str())
    })
}

/// The files of a folder where all that stands in it was left over from a run that was cut off.
fn only_temporaries(folder: &Path) -> io::Result<Option<Vec<String>>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_temporary(&name) || entry.file_type()?.is_dir() {
            return Ok(None);
        }
        names.push(name);
    }
    Ok(Some(names))
}

/// Whether any of the paths lies in the folder.
fn holds_any(paths: &BTreeSet<&str>, folder: &str) -> bool {
    let start = format!("{folder}/");
    paths.range(start.as_str()..).next().is_some_and(|path| path.starts_with(&start))
}

/// Removes temporary files beside `file`, left over from a run that was cut off.
pub(super) fn remove_temporaries_beside(file: &Path) {
    let Some(Ok(entries)) = file.parent().map(fs::read_dir) else { return };
    for entry in entries.flatten() {
        if is_temporary(&entry.file_name().to_string_lossy()) {
            // What cannot be removed now is removed by a later run.
            let _ = fs::remove_file(entry.path());
        }
    }
}
