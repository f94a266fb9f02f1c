//! Opening a source: what is refused, and what is found on the way.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Format, Source, SourceIndex, decode, tell_format};
use crate::diagnostic::{Diagnostic, Place, Refusal, Rule, reason};

/// The size above which a source is refused, in bytes: 64 MiB. The largest page of codes that is known has 2 MB.
pub const MAX_SOURCE_BYTES: u64 = 64 * 1024 * 1024;

/// How much of a text is looked at to tell it from other bytes.
const SAMPLE: usize = 64 * 1024;

/// What to load, and what is known of it beforehand.
#[derive(Debug, Clone)]
pub struct SourceRequest<'a> {
    /// Its place in the project's list.
    pub index: SourceIndex,
    /// The id that the catalog names it by.
    pub id: &'a str,
    /// The file, relative to the root.
    pub path: &'a str,
    /// Its format, where it is not to be told from content and file name.
    pub format: Option<Format>,
    /// Its encoding by its WHATWG label, where it is not to be told from the content.
    pub encoding: Option<&'a str>,
    /// Whether the file must stand below the root, symbolic links followed.
    pub confined: bool,
}

impl Source {
    /// Opens, hashes and decodes a source.
    ///
    /// Adds `encoding-mismatch` where its bytes do not fit its encoding.
    ///
    /// # Errors
    /// `source-unreadable`, `path-outside-project`, `source-too-large` (above [`MAX_SOURCE_BYTES`]), `source-empty`,
    /// `source-binary`.
    pub fn load(root: &Path, request: &SourceRequest<'_>, findings: &mut Vec<Diagnostic>) -> Result<Self, Refusal> {
        Self::load_file(root, Path::new(request.path), request, findings)
    }

    /// The same for a file whose path may not be Unicode; the request's path is what people are shown.
    ///
    /// # Errors
    /// As [`Source::load`].
    pub fn load_file(
        root: &Path,
        file: &Path,
        request: &SourceRequest<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Refusal> {
        let path: Arc<str> = request.path.replace('\\', "/").into();
        let refuse = |rule, message: String, hint: &str| {
            Refusal::from(Diagnostic::new(rule, message).at(Place::file(path.clone())).hint(hint))
        };
        let bytes = read_bytes(root, file, request.confined).map_err(|found| match found {
            Unreadable::Refused(reason) => refuse(
                Rule::SourceUnreadable,
                format!("{} cannot be read: {reason}", request.path),
                "check the path, and that it names a file that may be read",
            ),
            Unreadable::Outside => refuse(
                Rule::PathOutsideProject,
                format!("{} leads out of the project folder", request.path),
                "copy the file into the project folder and name the copy",
            ),
            Unreadable::TooLarge(size) => refuse(
                Rule::SourceTooLarge,
                format!("{} has {size} bytes; the limit is {MAX_SOURCE_BYTES}", request.path),
                "name the page itself, or divide it",
            ),
        })?;
        let hash = hexadecimal(&Sha256::digest(&bytes));
        let decoded = decode(&bytes, request.encoding);
        if looks_binary(&decoded.text) {
            return Err(refuse(
                Rule::SourceBinary,
                format!("{} is not text", request.path),
                "save the page as HTML, Markdown or plain text",
            ));
        }
        let text = with_plain_line_ends(decoded.text);
        if text.trim().is_empty() {
            return Err(refuse(Rule::SourceEmpty, format!("{} has no text", request.path), "capture the page again"));
        }
        if let Some(message) = mismatch(decoded.encoding, decoded.replaced, decoded.wrongly_declared) {
            let line = text.lines().position(|line| line.contains(char::REPLACEMENT_CHARACTER));
            let place = match line.filter(|_| decoded.replaced > 0) {
                Some(line) => Place::line(path.clone(), u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1)),
                None => Place::file(path.clone()),
            };
            findings.push(
                Diagnostic::new(Rule::EncodingMismatch, message)
                    .at(place)
                    .hint("save the page as UTF-8, or name its encoding in bindery.yaml"),
            );
        }
        let format = request.format.unwrap_or_else(|| tell_format(&path, &text));
        Ok(Self { index: request.index, id: request.id.into(), path, format, text, hash })
    }
}

enum Unreadable {
    Refused(String),
    Outside,
    TooLarge(u64),
}

fn read_bytes(root: &Path, file: &Path, confined: bool) -> Result<Vec<u8>, Unreadable> {
    let refused = |error: std::io::Error| Unreadable::Refused(reason(&error));
    let path = root.join(file);
    if confined {
        let root = fs::canonicalize(root).map_err(refused)?;
        if !fs::canonicalize(&path).map_err(refused)?.starts_with(root) {
            return Err(Unreadable::Outside);
        }
    }
    // Looked at before it is opened: opening a pipe would wait for somebody to write to it.
    let metadata = fs::metadata(&path).map_err(refused)?;
    if !metadata.is_file() {
        return Err(Unreadable::Refused(
            if metadata.is_dir() { "it is a folder: name the pages in it" } else { "it is not a regular file" }
                .to_owned(),
        ));
    }
    if metadata.len() > MAX_SOURCE_BYTES {
        return Err(Unreadable::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0).saturating_add(1));
    // A file that grows while it is read ends at the limit, too.
    File::open(&path).and_then(|file| file.take(MAX_SOURCE_BYTES + 1).read_to_end(&mut bytes)).map_err(refused)?;
    if bytes.len() as u64 > MAX_SOURCE_BYTES {
        return Err(Unreadable::TooLarge(bytes.len() as u64));
    }
    // Half of the old page and half of the new would pass for a page.
    let after = fs::metadata(&path).map_err(refused)?;
    let unchanged = bytes.len() as u64 == metadata.len()
        && after.len() == metadata.len()
        && after.modified().ok() == metadata.modified().ok();
    if unchanged { Ok(bytes) } else { Err(Unreadable::Refused("it changed while it was read".to_owned())) }
}

/// Line ends as `\n`, so that every reader counts the same lines: a carriage return by itself ends a line, and one before
/// a line feed belongs to it.
fn with_plain_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Whether characters that no text has are more than accidents.
fn looks_binary(text: &str) -> bool {
    if text.starts_with("%PDF-") {
        return true;
    }
    let sample = text.as_bytes().get(..SAMPLE).unwrap_or(text.as_bytes());
    let control = |byte: &u8| u8::from(matches!(byte, 0..=8 | 14..=26 | 28..=31));
    // Counted in stretches whose count a byte holds, of which a processor counts many at once.
    let stretches = sample.chunks(usize::from(u8::MAX));
    let controls: usize = stretches.map(|bytes| usize::from(bytes.iter().map(control).sum::<u8>())).sum();
    let sampled = sample.len();
    (controls >= 8 && controls * 100 > sampled) || controls * 4 > sampled
}

fn mismatch(encoding: &str, replaced: usize, wrongly_declared: Option<&str>) -> Option<String> {
    match (replaced, wrongly_declared) {
        (0, None) => None,
        (0, Some(declared)) => Some(format!("declares {declared} but is {encoding}; it was read as {encoding}")),
        (1, _) => Some(format!("one sequence of bytes is not {encoding} and was replaced")),
        (replaced, _) => Some(format!("{replaced} sequences of bytes are not {encoding} and were replaced")),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}
