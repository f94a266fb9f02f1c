//! A text in the making against the file at its place, piece by piece: neither is held whole.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::manifest::hexadecimal;
use super::stage::{Staged, Staging};
use super::tree::Mode;

/// What becomes of a text.
#[derive(Debug)]
pub(super) enum Compared {
    /// The file holds it.
    Same,
    /// It is written and waits beside its place.
    Written(Staged),
    /// It is not what the file holds: the whole text, where a difference is to be shown.
    Other(Option<String>),
}

/// A text, as far as it was told, against a file.
pub(super) struct Comparison<'a> {
    place: &'a Path,
    mode: Mode,
    hash: Sha256,
    so_far: SoFar,
    /// What went wrong first. Nothing is done after that.
    error: Option<io::Error>,
    buffer: Vec<u8>,
}

enum SoFar {
    /// So many bytes are those of the file.
    Same(File, u64),
    /// It goes to a file beside its place.
    Writing(Staging),
    /// It is kept.
    Keeping(String),
    /// Nobody asks what it is.
    Other,
}

impl<'a> Comparison<'a> {
    /// Begins. Where `stands`, a file stands at the place; else its folder is there, if anything is to be written.
    pub(super) fn new(place: &'a Path, mode: Mode, stands: bool) -> io::Result<Self> {
        let so_far = match mode {
            _ if stands => SoFar::Same(File::open(place)?, 0),
            Mode::Write => SoFar::Writing(Staging::new(place)?),
            Mode::Check | Mode::DryRun => SoFar::Other,
        };
        Ok(Self { place, mode, hash: Sha256::new(), so_far, error: None, buffer: Vec::new() })
    }

    /// Goes on with the next piece.
    pub(super) fn take(&mut self, piece: &str) {
        self.hash.update(piece.as_bytes());
        if self.error.is_none() {
            self.error = self.try_take(piece).err();
        }
    }

    /// Ends: the hash of the text, and what became of it.
    pub(super) fn finish(mut self) -> (String, io::Result<Compared>) {
        let hash = hexadecimal(&self.hash.finalize_reset());
        (hash, self.compared())
    }

    fn try_take(&mut self, piece: &str) -> io::Result<()> {
        if let SoFar::Same(file, length) = &mut self.so_far {
            if self.buffer.len() < piece.len() {
                self.buffer.resize(piece.len(), 0);
            }
            if read_full(file, self.buffer.get_mut(..piece.len()).unwrap_or_default())? == piece.as_bytes() {
                *length += piece.len() as u64;
                return Ok(());
            }
            let length = *length;
            self.part(length)?;
        }
        match &mut self.so_far {
            SoFar::Writing(staging) => staging.write_all(piece.as_bytes())?,
            SoFar::Keeping(text) => text.push_str(piece),
            SoFar::Same(..) | SoFar::Other => {}
        }
        Ok(())
    }

    /// The text parts from the file after so many bytes.
    fn part(&mut self, length: u64) -> io::Result<()> {
        let mut head = File::open(self.place)?.take(length);
        self.so_far = match self.mode {
            Mode::Write => {
                let mut staging = Staging::new(self.place)?;
                io::copy(&mut head, &mut staging)?;
                SoFar::Writing(staging)
            }
            Mode::Check => {
                let mut text = String::new();
                head.read_to_string(&mut text)?;
                SoFar::Keeping(text)
            }
            Mode::DryRun => SoFar::Other,
        };
        Ok(())
    }

    fn compared(mut self) -> io::Result<Compared> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if let SoFar::Same(file, length) = &mut self.so_far {
            if file.read(&mut [0])? == 0 {
                return Ok(Compared::Same);
            }
            // The file goes on where the text ends.
            let length = *length;
            self.part(length)?;
        }
        Ok(match self.so_far {
            SoFar::Same(..) => Compared::Same,
            SoFar::Writing(staging) => Compared::Written(staging.finish()?),
            SoFar::Keeping(text) => Compared::Other(Some(text)),
            SoFar::Other => Compared::Other(None),
        })
    }
}

/// Fills a buffer from a file, as far as the file goes.
fn read_full<'b>(file: &mut File, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(buffer.get(..length).unwrap_or_default())
}

/// The hash of a file.
pub(super) fn hash_file(place: &Path) -> io::Result<String> {
    let mut file = File::open(place)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hexadecimal(&hash.finalize())),
            length => hash.update(buffer.get(..length).unwrap_or_default()),
        }
    }
}
