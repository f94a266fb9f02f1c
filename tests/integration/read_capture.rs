//! Tests of read capture.

use bindery::document::Document;
use bindery::read::read;
use bindery::source::{Format, Source, SourceIndex};

use crate::sketch::sketch;

/// A capture as its reader gives it.
pub(crate) fn read_capture(text: &str) -> Document {
    let source = Source {
        index: SourceIndex(0),
        id: "page".into(),
        path: "page.txt".into(),
        format: Format::Capture,
        text: text.to_owned(),
        hash: String::new(),
    };
    let mut findings = Vec::new();
    let document = read(&source, &mut findings);
    assert!(findings.is_empty(), "a capture has no syntax that could be wrong");
    document
}

#[test]
fn captures() {
    insta::glob!("../fixtures/capture", "*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(sketch(&read_capture(&text)));
    });
}
