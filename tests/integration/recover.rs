//! Tests of recover.

use bindery::document::Document;
use bindery::read::read;
use bindery::recover::recover;
use bindery::source::{Format, Source, SourceIndex};

/// What recovery makes of a capture.
fn recovered(text: &str) -> Document {
    let source = Source {
        index: SourceIndex(0),
        id: "page".into(),
        path: "page.txt".into(),
        format: Format::Capture,
        text: text.to_owned(),
        hash: String::new(),
    };
    let mut findings = Vec::new();
    let document = recover(read(&source, &mut findings));
    assert!(findings.is_empty());
    document
}

#[test]
fn dump() {
    let Ok(list) = std::env::var("DUMP") else { return };
    for path in list.split(',') {
        let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
        std::fs::write(
            format!("/tmp/out-capture/{}.sketch", path.replace('/', "_")),
            crate::sketch::sketch(&recovered(&text)),
        )
        .unwrap();
    }
}
