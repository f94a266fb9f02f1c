//! Paths of a project: always within its folder, by name and through symbolic links.

use std::path::{Component, Path, PathBuf};

use super::{Project, SourceEntry};

/// The parts of a path that stays below where it starts; why it does not, otherwise.
///
/// # Errors
/// The reason, as the end of a sentence that starts with the path.
pub fn relative_parts(path: &str) -> Result<Vec<&str>, &'static str> {
    if path.contains(['\0', '\n', '\r']) {
        return Err("holds a character that no path has");
    }
    if path.contains('\\') || path.split('/').any(|part| part.len() == 2 && part.ends_with(':')) {
        return Err("is not written with `/` between its parts");
    }
    let mut parts = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str().ok_or("is not Unicode")?),
            Component::CurDir => {}
            Component::ParentDir => return Err("leads upwards"),
            Component::RootDir | Component::Prefix(_) => return Err("is absolute"),
        }
    }
    if parts.is_empty() { Err("names no file") } else { Ok(parts) }
}

impl Project {
    /// The place of a path of the project file on disk.
    ///
    /// # Errors
    /// Why the path leads out of the project, as the end of a sentence that starts with the path.
    pub fn locate(&self, path: &str) -> Result<PathBuf, &'static str> {
        let parts = relative_parts(path)?;
        let mut whole = self.root.clone();
        whole.extend(&parts);
        // What exists of it may be a symbolic link at any part.
        let mut known: &Path = &whole;
        while known.symlink_metadata().is_err() {
            match known.parent() {
                Some(parent) => known = parent,
                None => return Ok(whole),
            }
        }
        match known.canonicalize() {
            Ok(real) if !real.starts_with(&self.root) => Err("is a symbolic link that leads out of the project"),
            // A link to nothing would be followed when something is written to it.
            Err(_) if known.is_symlink() => Err("is a symbolic link to nothing"),
            Ok(_) | Err(_) => Ok(whole),
        }
    }
}

impl Project {
    /// The source that a file on disk is, whatever way leads to it.
    #[must_use]
    pub fn source_of(&self, file: &Path) -> Option<&SourceEntry> {
        let file = file.canonicalize().ok()?;
        let is_it = |entry: &&SourceEntry| {
            self.locate(&entry.path).ok().and_then(|own| own.canonicalize().ok()).as_ref() == Some(&file)
        };
        self.file.sources.iter().find(is_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_are_told() {
        for (path, wanted) in [
            ("seeds/a.txt", Ok(vec!["seeds", "a.txt"])),
            ("./a//b/", Ok(vec!["a", "b"])),
            ("../a", Err("leads upwards")),
            ("a/../../b", Err("leads upwards")),
            ("/etc/passwd", Err("is absolute")),
            ("", Err("names no file")),
            (".", Err("names no file")),
            ("a\\b", Err("is not written with `/` between its parts")),
            ("C:/a", Err("is not written with `/` between its parts")),
            ("a\0b", Err("holds a character that no path has")),
        ] {
            assert_eq!(relative_parts(path), wanted, "{path:?}");
        }
    }
}
