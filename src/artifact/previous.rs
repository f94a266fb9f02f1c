//! What an earlier run left, for the next one to read.

use std::fs;
use std::io;

use crate::diagnostic::reason;
use crate::project::Project;

/// The text of a file of the project that an earlier run wrote; `None` where there is none.
///
/// # Errors
/// Why it cannot be read, as the end of a sentence that starts with the path.
pub fn read_previous(project: &Project, path: &str) -> Result<Option<String>, String> {
    let place = project.locate(path)?;
    // Looked at before it is opened: opening a pipe would wait for somebody to write to it.
    if fs::metadata(&place).is_ok_and(|facts| !facts.is_file()) {
        return Err("is no file".to_owned());
    }
    match fs::read(&place) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| "is not UTF-8".to_owned()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(format!("cannot be read: {}", reason(&error))),
    }
}
