//! The one path from sources to artifacts, which `generate` and `check` share.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Refusal, Rule};
use crate::extract::{self, Declarations, ExtractOptions};
use crate::read;
use crate::recover;
use crate::source::{Format, Source, SourceIndex, decode, tell_format};

/// A page that was read, without its text.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file as the user names it.
    pub path: Arc<str>,
    /// How it is written.
    pub format: Format,
    /// What it declares.
    pub declarations: Declarations,
}

/// Reads one file without a project.
///
/// # Errors
/// If the file cannot be read as text.
pub fn extract_file(file: &Path, options: &ExtractOptions) -> Result<(Page, Vec<Diagnostic>), Refusal> {
    let path: Arc<str> = file.to_string_lossy().into();
    let bytes = std::fs::read(file).map_err(|error| {
        Diagnostic::new(Rule::SourceUnreadable, format!("the file cannot be read: {error}"))
            .at(Place::file(Arc::clone(&path)))
    })?;
    let text = decode(&bytes, None).text;
    let format = tell_format(&path, &text);
    let source = Source {
        index: SourceIndex(0),
        id: Arc::clone(&path),
        path: Arc::clone(&path),
        format,
        text,
        hash: String::new(),
    };
    let mut findings = Vec::new();
    let document = recover::recover(read::read(&source, &mut findings));
    let declarations = extract::extract(&document, options);
    Ok((Page { path, format, declarations }, findings))
}
