//! Tests of read symbols.

use std::fmt::Write;
use std::sync::Arc;

use bindery::document::Document;
use bindery::extract::{Declarations, ExtractOptions, extract};
use bindery::read::read;
use bindery::source::{Format, Source, SourceIndex};

use crate::sketch::sketch;

fn source(path: &str, text: &str) -> Source {
    Source {
        index: SourceIndex(0),
        id: Arc::from("symbols"),
        path: Arc::from(path),
        format: Format::Symbols,
        text: text.to_owned(),
        hash: String::new(),
    }
}

fn read_at(path: &str, text: &str) -> (Document, Vec<String>) {
    let mut findings = Vec::new();
    let document = read(&source(path, text), &mut findings);
    let findings = findings.iter().map(|finding| format!("{}: {}", finding.place.as_ref().unwrap(), finding.message));
    (document, findings.collect())
}

fn constants(declared: &Declarations) -> Vec<(u32, &str, &str)> {
    declared.constants.iter().map(|constant| (constant.line, constant.name.as_str(), constant.value.as_str())).collect()
}

#[test]
fn columns_are_found_by_their_headers() {
    let (document, findings) = read_at("x.tsv", "name\ttext\tvalue\nA_ONE\tthe first\t1\nA_TWO\t\t-2\n");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(sketch(&document), "   1 code tsv \"\\n1\\tA_ONE\\tthe first\\n-2\\tA_TWO\\n\"\n");
    assert_eq!(constants(&extract(&document, &ExtractOptions::default())), [(2, "A_ONE", "1"), (3, "A_TWO", "-2")]);
}

#[test]
fn columns_are_found_by_their_shape() {
    let (document, findings) = read_at("x.txt", "A_ONE\t0x1\r\nA_TWO\t0x2\r\n");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(sketch(&document), "   1 code tsv \"0x1\\tA_ONE\\n0x2\\tA_TWO\\n\"\n");
}

#[test]
fn a_line_without_a_constant_is_reported() {
    let (document, findings) = read_at("x.tsv", "# ours\ncode\tsymbol\n1\tA_ONE\n\n2 A_TWO\nthree\tA_THREE\n4\t\n");
    assert_eq!(
        findings,
        [
            "x.tsv:5: `2 A_TWO` is no code and constant divided by a tab",
            "x.tsv:6: `three A_THREE` is no code and constant divided by a tab",
            "x.tsv:7: `4 ` is no code and constant divided by a tab",
        ]
    );
    assert_eq!(constants(&extract(&document, &ExtractOptions::default())), [(3, "A_ONE", "1")]);
}

#[test]
fn a_header_is_one_block_of_its_language() {
    let (document, findings) = read_at("sdk/x.H", "#define A_ONE 1\n");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(sketch(&document), "   1 code h \"#define A_ONE 1\\n\"\n");
    let declared = extract(&document, &ExtractOptions::default());
    assert_eq!(constants(&declared), [(1, "A_ONE", "1")]);
    assert_eq!(declared.codes, []);
}

#[test]
fn every_constant_of_the_seed_is_declared() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/symbols.tsv")).unwrap();
    let (document, findings) = read_at("seeds/symbols.tsv", &text);
    assert_eq!(findings, Vec::<String>::new());
    let declared = extract(&document, &ExtractOptions::default());
    assert_eq!(declared.constants.len(), 352);
    assert_eq!(constants(&declared)[0], (2, "ERR_SVR_SSO_FREQUENCY_LIMIT", "-20009"));
}

/// What is read of a header or source file in each language: line, constant, value, text.
#[test]
fn sources_of_each_language() {
    insta::glob!("../fixtures/symbols", "*.*", |path: &Path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        let (document, findings) = read_at(name, &text);
        assert_eq!(findings, Vec::<String>::new());
        let declared = extract(&document, &ExtractOptions::default());
        let mut out = String::new();
        for constant in &declared.constants {
            let comment = constant.comment.as_deref().unwrap_or_default();
            let line = format!("{:>3} {} = {}  {comment}", constant.line, constant.name, constant.value);
            writeln!(out, "{}", line.trim_end()).unwrap();
        }
        for ignored in &declared.ignored {
            writeln!(out, "{:>3} {} ({})", ignored.line, ignored.text, ignored.rule).unwrap();
        }
        for unknown in &declared.unknown_constants {
            writeln!(out, "{:>3} {} is unknown: `{}`", unknown.line, unknown.name, unknown.expression).unwrap();
        }
        insta::assert_snapshot!(out);
    });
}

/// A header gives a page's codes their constants, and new codes their names.
#[test]
fn a_header_names_the_codes_of_a_page() {
    let demo = crate::commands::Demo::new();
    let header = "typedef enum { PARCEL_KIND_LETTER = 1, PARCEL_KIND_BOX } parcel_kind;\n\
                  /* Errors. */\n\
                  typedef enum {\n  PARCEL_ERR_LABEL = 1101, /* torn */\n  PARCEL_ERR_WEIGHT,\n  PARCEL_ERR_ADRESS = 0x44F,\n\
                  \x20 PARCEL_ERR_CLOSED = PARCEL_ERR_LABEL + 1100,\n  PARCEL_ERR_LOST = OTHER_BASE,\n  PARCEL_ERR_LATE,\n\
                  \x20 PARCEL_ERR_NIGHT = 9001,\n} parcel_error;\n";
    std::fs::write(demo.path("pages/parcel.txt"), header).unwrap();
    demo.edit("bindery.yaml", "sources:\n", "sources:\n  - id: sdk\n    path: pages/parcel.txt\n    kind: symbols\n");
    let ran = demo.run(&["generate", "-v"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for wanted in [
        "warning[unknown-value]: the value of `PARCEL_ERR_LOST` cannot be known: `OTHER_BASE`",
        "--> pages/parcel.txt:8",
        "the value of `PARCEL_ERR_LATE` follows one that cannot be known",
    ] {
        assert!(ran.err.contains(wanted), "{wanted}: {}", ran.err);
    }
    assert!(
        ran.out.contains("ignored by `other-constants`: 2\n  pages/parcel.txt:1: PARCEL_KIND_LETTER = 1"),
        "{}",
        ran.out
    );
    let shown = |code: &str| demo.run(&["explain", code]).out.lines().next().unwrap_or_default().to_owned();
    assert_eq!(shown("1101"), "1101  ParcelErrLabel  (PARCEL_ERR_LABEL)");
    assert_eq!(shown("1102"), "1102  ParcelErrWeight  (PARCEL_ERR_WEIGHT)");
    assert_eq!(shown("1103"), "1103  ParcelErrAddress  (PARCEL_ERR_ADRESS)");
    assert_eq!(shown("2201"), "2201  ParcelErrClosed  (PARCEL_ERR_CLOSED)");
    assert!(!shown("2202").contains('('), "{}", shown("2202"));
}

/// Whatever stands in a header, it is read to its end. Work that grew with the square of its size would keep this test
/// for minutes.
#[test]
fn odd_headers_are_read_to_the_end() {
    for (path, text) in [
        ("x.h", "enum x ".to_owned() + &"a, ".repeat(200_000)),
        ("x.go", "const (\nA = ".to_owned() + &"1 + ".repeat(50_000) + "1\n" + &"B\n".repeat(50_000)),
        ("x.go", "const (".to_owned() + &"a,".repeat(200_000)),
        ("x.h", "/*".repeat(100_000) + &"{".repeat(100_000)),
        ("x.rs", "/*".repeat(200_000)),
        ("x.swift", "@a(".repeat(100_000)),
        ("x.hpp", "1'".repeat(200_000)),
        ("x.py", "class A:\n  B = auto()\n".repeat(10_000)),
    ] {
        let (document, _) = read_at(path, &text);
        let declared = extract(&document, &ExtractOptions::default());
        assert_eq!(
            declared.account.seen,
            declared.account.taken + declared.account.ignored + declared.account.unexplained
        );
    }
}
