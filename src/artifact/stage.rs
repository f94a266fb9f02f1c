//! Files that are written but do not stand at their place yet.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use foldhash::HashSet;
use tempfile::{Builder, NamedTempFile, TempPath};

/// How the names of temporary files start; nothing else may start like this in a folder that is written to.
pub(super) const PREFIX: &str = ".bindery-";

/// How they end.
pub(super) const SUFFIX: &str = ".tmp";

/// Whether a file of this name is left over from a run that was cut off.
pub(super) fn is_temporary(name: &str) -> bool {
    name.len() > PREFIX.len() + SUFFIX.len() && name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Writes one file through a temporary one beside it.
///
/// # Errors
/// Why it could not be written; the old file, if there is one, is whole then.
pub fn write_file(place: &Path, text: &str) -> io::Result<()> {
    let mut stage = Stage::default();
    stage.write(place, text)?;
    stage.commit().map_err(|(_, error)| error)
}

/// A file that is being written beside its place: dropped, it is removed.
#[derive(Debug)]
pub(super) struct Staging(NamedTempFile, PathBuf);

impl Staging {
    /// An empty file beside a place. The folder must be there.
    pub(super) fn new(place: &Path) -> io::Result<Self> {
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(8);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any file that a program makes: the user's mask decides who may read it.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        Ok(Self(builder.tempfile_in(folder_of(place))?, place.to_owned()))
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> io::Result<Staged> {
        // A disk that is full may only say so here.
        self.0.flush()?;
        // Closed at once: a large tree would run out of open files.
        Ok(Staged(self.0.into_temp_path(), self.1))
    }
}

impl Write for Staging {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A file that is written beside its place: dropped, it is removed.
#[derive(Debug)]
pub(super) struct Staged(TempPath, PathBuf);

impl Staged {
    /// Writes a file beside its place. The folder must be there.
    fn write(place: &Path, text: &str) -> io::Result<Self> {
        let mut staging = Staging::new(place)?;
        staging.write_all(text.as_bytes())?;
        staging.finish()
    }
}

fn folder_of(place: &Path) -> &Path {
    place.parent().unwrap_or(Path::new("."))
}

/// Puts a file at its place so that it stays there: its bytes are on the disk before the rename, which is on the disk
/// after it.
fn put(file: TempPath, place: &Path) -> io::Result<()> {
    // Some systems sync only what is open for writing, which the user's mask may forbid.
    let opened = fs::OpenOptions::new().write(true).open(&file).or_else(|_| fs::File::open(&file))?;
    synced(opened.sync_all())?;
    drop(opened);
    file.persist(place).map_err(|error| error.error)?;
    // Where a folder cannot be opened, its file system keeps the order of renames itself.
    #[cfg(unix)]
    synced(fs::File::open(folder_of(place))?.sync_all())?;
    Ok(())
}

/// What a sync said, unless the file system has none.
fn synced(said: io::Result<()>) -> io::Result<()> {
    said.or_else(|error| match error.kind() {
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput => Ok(()),
        _ => Err(error),
    })
}

/// Files that wait beside their places. Dropped without [`Stage::commit`] it leaves nothing behind.
#[derive(Debug, Default)]
pub(super) struct Stage {
    files: Vec<Staged>,
    /// Files that cannot be made again: they are on the disk before anything else is put at its place.
    kept: Vec<Staged>,
    /// Folders that were made, outer before inner.
    folders: Vec<PathBuf>,
}

impl Stage {
    /// Writes a file beside its place.
    pub(super) fn write(&mut self, place: &Path, text: &str) -> io::Result<()> {
        self.make_folder_of(place)?;
        self.add(Staged::write(place, text)?);
        Ok(())
    }

    /// Makes the folder in which a file shall stand.
    pub(super) fn make_folder_of(&mut self, place: &Path) -> io::Result<()> {
        self.make(folder_of(place))
    }

    /// The temporary files that wait.
    pub(super) fn waiting(&self) -> HashSet<PathBuf> {
        self.files.iter().chain(&self.kept).map(|Staged(file, _)| file.to_path_buf()).collect()
    }

    /// Keeps a file that was written.
    pub(super) fn add(&mut self, file: Staged) {
        self.files.push(file);
    }

    /// Keeps a file that was written and that nothing could make again. It outlives a power cut.
    pub(super) fn add_kept(&mut self, file: Staged) {
        self.kept.push(file);
    }

    /// Puts every file at its place.
    ///
    /// Every file was written before, so what may fail here is a rename; each file is the old or the new one whole.
    pub(super) fn commit(mut self) -> Result<(), (PathBuf, io::Error)> {
        self.folders.clear();
        for Staged(file, place) in self.kept.drain(..) {
            put(file, &place).map_err(|error| (place, error))?;
        }
        for Staged(file, place) in self.files.drain(..) {
            file.persist(&place).map_err(|error| (place, error.error))?;
        }
        Ok(())
    }

    fn make(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| folder.symlink_metadata().is_err()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.folders.push(folder.to_owned());
        }
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.files.clear();
        self.kept.clear();
        for folder in self.folders.drain(..).rev() {
            // One that holds something by now stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_could_make_again_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::create_dir_all(place("taken/by/a/folder")).unwrap();
        fs::write(place("lock"), "old").unwrap();
        let mut stage = Stage::default();
        stage.write(&place("taken"), "text").unwrap();
        stage.add_kept(Staged::write(&place("lock"), "new").unwrap());
        let (refused, _) = stage.commit().unwrap_err();
        assert_eq!((refused, fs::read_to_string(place("lock")).unwrap()), (place("taken"), "new".to_owned()));
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 2, "no temporary file stays");
        // Without a commit nothing is changed.
        let mut stage = Stage::default();
        stage.add_kept(Staged::write(&place("lock"), "newer").unwrap());
        drop(stage);
        assert_eq!(fs::read_to_string(place("lock")).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
