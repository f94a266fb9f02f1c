//! The fuzz targets: each makes an input of bytes and holds a law against it. Their names are those of the folders in
//! `fuzz/corpus`.

use bindery::source::{Format, tell_format};

use super::{files, reading, text_of, views};

/// A fuzz target.
pub(crate) type Target = fn(&[u8]);

/// Each target with its name.
pub(crate) const ALL: &[(&str, Target)] = &[
    ("read_html", read_html),
    ("read_markdown", read_markdown),
    ("read_capture", read_capture),
    ("extract_html", extract_html),
    ("extract_markdown", extract_markdown),
    ("extract_capture", extract_capture),
    ("extract_symbols", extract_symbols),
    ("decode", decode),
    ("project_file", project_file),
    ("corrections", corrections),
    ("lock", lock),
    ("catalog", catalog),
    ("views", views),
];

pub(crate) fn read_html(bytes: &[u8]) {
    reading::reads("page.html", Format::Html, &text_of(bytes));
}

pub(crate) fn read_markdown(bytes: &[u8]) {
    reading::reads("page.md", Format::Markdown, &text_of(bytes));
}

pub(crate) fn read_capture(bytes: &[u8]) {
    reading::reads("page.txt", Format::Capture, &text_of(bytes));
}

pub(crate) fn extract_html(bytes: &[u8]) {
    reading::extracts("page.html", Format::Html, &text_of(bytes));
}

pub(crate) fn extract_markdown(bytes: &[u8]) {
    reading::extracts("page.md", Format::Markdown, &text_of(bytes));
}

pub(crate) fn extract_capture(bytes: &[u8]) {
    reading::extracts("page.txt", Format::Capture, &text_of(bytes));
}

/// The first byte chooses the language.
pub(crate) fn extract_symbols(bytes: &[u8]) {
    const ENDINGS: &[&str] = &["tsv", "h", "java", "kt", "swift", "cs", "dart", "ts", "go", "py", "rs"];
    let Some((first, rest)) = bytes.split_first() else { return };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    reading::extracts(&format!("codes.{ending}"), Format::Symbols, &text_of(rest));
}

pub(crate) fn decode(bytes: &[u8]) {
    let text = text_of(bytes);
    reading::extracts("page", tell_format("page", &text), &text);
}

pub(crate) fn project_file(bytes: &[u8]) {
    files::project_file(&String::from_utf8_lossy(bytes));
}

pub(crate) fn corrections(bytes: &[u8]) {
    files::corrections(&String::from_utf8_lossy(bytes));
}

pub(crate) fn lock(bytes: &[u8]) {
    files::lock(&String::from_utf8_lossy(bytes));
}

pub(crate) fn catalog(bytes: &[u8]) {
    files::catalog(&String::from_utf8_lossy(bytes));
}

/// Texts are divided by a byte that no UTF-8 has.
pub(crate) fn views(bytes: &[u8]) {
    let texts: Vec<String> =
        bytes.split(|byte| *byte == 0xff).take(8).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    views::hold_for_texts(&texts);
}
