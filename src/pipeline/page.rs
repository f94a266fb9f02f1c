//! One page, from its text to what it declares.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostic;
use crate::extract::{self, Declarations, ExtractOptions};
use crate::lint::dead_links;
use crate::source::{Format, Source};
use crate::{read, recover};

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

/// Reads a page: reader, recovery, extractors. Also returns how long each of the three took.
pub fn read_page(source: &Source, options: &ExtractOptions, findings: &mut Vec<Diagnostic>) -> (Page, [Duration; 3]) {
    let start = Instant::now();
    let document = read::read(source, findings);
    let read = start.elapsed();
    let document = recover::recover(document);
    let recovered = start.elapsed();
    let mut declarations = extract::extract(&document, options);
    declarations.dead_links = dead_links(&source.text, &document, &declarations);
    let extracted = start.elapsed();
    let page = Page { path: Arc::clone(&source.path), format: source.format, declarations };
    (page, [read, recovered - read, extracted - recovered])
}
