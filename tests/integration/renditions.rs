//! The same page as HTML, as Markdown and as a capture gives the same catalog, but for what a rendition cannot share:
//! lines, the files themselves, and the targets of links.

use std::fs;
use std::path::Path;

use bindery::artifact::Mode;
use bindery::catalog::{At, Catalog};
use bindery::pipeline::{self, Options};
use bindery::project::Project;

/// The catalog that this repository's own project gives when its pages are read from these files.
fn catalog_of(error_codes: &str, faq: &str) -> Catalog {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let extension = Path::new(error_codes).extension().unwrap().to_str().unwrap();
    let file = fs::read_to_string(root.join("bindery.yaml")).unwrap();
    let file = file
        .replace("seeds/error-codes.txt", &format!("seeds/error-codes.{extension}"))
        .replace("seeds/faq-user-profile.txt", &format!("seeds/faq-user-profile.{extension}"));
    fs::create_dir(folder.path().join("seeds")).unwrap();
    for (from, to) in [(error_codes, "error-codes"), (faq, "faq-user-profile")] {
        fs::copy(root.join(from), folder.path().join(format!("seeds/{to}.{extension}"))).unwrap();
    }
    for same in ["symbols.tsv", "names.lock.yaml", "corrections.yaml"] {
        fs::copy(root.join("seeds").join(same), folder.path().join("seeds").join(same)).unwrap();
    }
    let project = Project::parse(folder.path().to_owned(), "bindery.yaml".to_owned(), &file).unwrap();
    let options = Options { mode: Mode::Write, locked: true, accept_removals: false, new_lock: false };
    let outcome = pipeline::run(&project, options).unwrap();
    assert!(!outcome.failed(), "{:#?}", outcome.findings);
    let text = fs::read_to_string(folder.path().join("generated/catalog.yaml")).unwrap();
    bindery::catalog::load_catalog("catalog.yaml", &text).unwrap()
}

/// The catalog without places, files and the targets of links.
fn shared(mut catalog: Catalog) -> Catalog {
    fn clear(at: &mut At) {
        at.line = 0;
    }
    for source in &mut catalog.sources {
        source.path.clear();
        source.format = bindery::source::Format::Capture;
        source.sha256.clear();
    }
    for group in &mut catalog.groups {
        group.anchor = None;
    }
    for entry in &mut catalog.codes {
        entry.at.iter_mut().for_each(clear);
        entry.known_causes.iter_mut().for_each(|cause| clear(&mut cause.at));
        entry.references.iter_mut().for_each(|reference| reference.target = None);
    }
    catalog.questions.iter_mut().for_each(|question| clear(&mut question.at));
    catalog.callouts.iter_mut().for_each(|callout| clear(&mut callout.at));
    catalog
}

/// Compares part by part, so that a difference is shown where it is.
fn assert_same(rendition: Catalog) {
    let (capture, rendition) =
        (shared(catalog_of("seeds/error-codes.txt", "seeds/faq-user-profile.txt")), shared(rendition));
    assert_eq!(capture.codes.len(), 424);
    for (a, b) in capture.codes.iter().zip(&rendition.codes) {
        assert_eq!(a, b);
    }
    assert_eq!(capture.sources, rendition.sources);
    assert_eq!(capture.groups, rendition.groups);
    assert_eq!(capture.questions, rendition.questions);
    assert_eq!(capture.callouts, rendition.callouts);
    assert_eq!(capture, rendition);
}

#[test]
fn html_gives_the_same_catalog() {
    let folder = "tests/fixtures/renditions";
    assert_same(catalog_of(&format!("{folder}/error-codes.html"), &format!("{folder}/faq-user-profile.html")));
}

#[test]
fn markdown_gives_the_same_catalog() {
    let folder = "tests/fixtures/renditions";
    assert_same(catalog_of(&format!("{folder}/error-codes.md"), &format!("{folder}/faq-user-profile.md")));
}
