//! The system's reasons, in words that are the same on every machine.

use std::io::{Error, ErrorKind};

/// Why the system refuses: without the number of its error, and without the path that was tried.
#[must_use]
pub fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::NotADirectory => "a file stands where a folder is needed".to_owned(),
        ErrorKind::IsADirectory => "a folder stands where a file is needed".to_owned(),
        ErrorKind::StorageFull => "there is no space left".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => {
            let said = error.to_string();
            let end = [" at path ", " (os error "].into_iter().filter_map(|mark| said.find(mark)).min();
            said.get(..end.unwrap_or(said.len())).unwrap_or(&said).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_and_no_path() {
        let file = tempfile::Builder::new().tempfile_in("/there/is/nothing").unwrap_err();
        assert_eq!(reason(&file), "there is no such file");
        assert_eq!(reason(&Error::other("worn out at path \"/x/.y.tmp\"")), "worn out");
        let loud = reason(&Error::from_raw_os_error(40));
        assert!(!loud.contains("os error"), "{loud}");
    }
}
