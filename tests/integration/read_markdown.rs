//! Tests of the Markdown reader.

use std::fs;
use std::sync::Arc;

use bindery::diagnostic::Rule;
use bindery::document::{Block, BlockKind, Document};
use bindery::read::read;
use bindery::source::{Format, Source, SourceIndex};

use crate::sketch::sketch;

fn source(path: &str, text: &str) -> Source {
    Source {
        index: SourceIndex(0),
        id: Arc::from("page"),
        path: Arc::from(path),
        format: Format::Markdown,
        text: text.to_owned(),
        hash: String::new(),
    }
}

fn document(text: &str) -> Document {
    read(&source("page.md", text), &mut Vec::new())
}

#[test]
fn fixtures_read_as_their_sketches_say() {
    insta::glob!("../fixtures/markdown", "*.md*", |path| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut findings = Vec::new();
        let document = read(&source(&name, &text), &mut findings);
        assert_eq!(findings, [], "{name}");
        insta::assert_snapshot!(sketch(&document));
    });
}

#[test]
fn line_ends_do_not_matter() {
    let text = "# A\n\n| a | b |\n|---|---|\n| 1 | x |\n\n<dl>\n\n<dt>2</dt>\n</dl>\n\n- c\n\n  d\n";
    let expected = sketch(&document(text));
    assert_eq!(sketch(&document(&text.replace('\n', "\r\n"))), expected);
    assert_eq!(sketch(&document(text.trim_end())), expected);
}

/// Prints the sketch of a file, for people who mend the reader: `BINDERY_SKETCH=page.md cargo test sketch_of_a_file -- --nocapture`.
#[test]
fn sketch_of_a_file() {
    let Some(path) = std::env::var_os("BINDERY_SKETCH") else { return };
    let text = fs::read_to_string(path).unwrap();
    println!("{}", sketch(&document(&text)));
}
