//! Laws of the files that people keep: any text is a value or a finding with its place, and what is written is read back.

use std::path::Path;

use bindery::catalog::load_catalog;
use bindery::diagnostic::Rule;
use bindery::project::{Corrections, Project};
use bindery::resolve::lock::Lock;
use bindery::write::catalog_yaml::catalog_text;

/// A project file is accepted, or refused with findings that say where.
pub(crate) fn project_file(text: &str) {
    let Err(refusal) = Project::parse(Path::new("/").to_owned(), "bindery.yaml".into(), text) else { return };
    assert!(!refusal.0.is_empty());
    // Line ends as YAML counts them.
    let lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).count();
    let last = u32::try_from(lines + 1).expect("files are short here");
    for finding in &refusal.0 {
        let line = finding.place.as_ref().expect("a finding in a file has a place").line;
        assert!(line.is_none_or(|line| (1..=last).contains(&line)), "{line:?} of {last}: {}", finding.message);
    }
}

/// Corrections are accepted, or refused with findings that say where.
pub(crate) fn corrections(text: &str) {
    let Err(refusal) = Corrections::parse("corrections.yaml", text) else { return };
    assert!(!refusal.0.is_empty());
    assert!(refusal.0.iter().all(|finding| finding.place.is_some() && finding.rule == Rule::CorrectionInvalid));
}

/// A lock is refused, or means the same once it is written anew.
pub(crate) fn lock(text: &str) {
    let lock = match Lock::load("names.lock.yaml", text) {
        Ok(lock) => lock,
        Err(findings) => return assert!(!findings.is_empty()),
    };
    let written = lock.render();
    let again = Lock::load("names.lock.yaml", &written).unwrap_or_else(|found| panic!("{found:?}\n{written}"));
    assert_eq!(again.render(), written);
    assert!(lock.names.keys().eq(again.names.keys()), "{written}");
}

/// A catalog is refused, or loads back from what is written of it as the same.
pub(crate) fn catalog(text: &str) {
    let Ok(catalog) = load_catalog("catalog.yaml", text) else { return };
    let written = catalog_text(&catalog);
    let again = load_catalog("catalog.yaml", &written).unwrap_or_else(|found| panic!("{found:?}\n{written}"));
    assert_eq!(again, catalog, "{written}");
}
