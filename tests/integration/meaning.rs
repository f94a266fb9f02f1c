//! Tests of meaning: kinds, retries, limits, references, summaries and remedies, from texts to the catalog.

use bindery::catalog::{Catalog, Entry, Kind, Limit, Reference, Retry};
use bindery::extract::{CodeDeclaration, Declarations, Field, FieldRole, Link};
use bindery::project::{Corrections, Project, ProjectFile};
use bindery::resolve::lock::Lock;
use bindery::resolve::{ReadSource, ResolveOptions, resolve};
use bindery::source::Format;
use serde::Deserialize;

/// The entries of a page that declares these codes.
fn entries(codes: Vec<CodeDeclaration>) -> Vec<Entry> {
    entries_with("", codes)
}

/// The same, with more lines of the project file.
fn entries_with(lines: &str, codes: Vec<CodeDeclaration>) -> Vec<Entry> {
    let least = "catalog: sample\ntitle: Sample\nversion: 1.0.0\nsources: [{id: page, path: page.txt}]\n";
    let file: ProjectFile = serde_yaml::from_str(&format!("{least}{lines}")).unwrap();
    let project = Project { root: ".".into(), file_name: "bindery.yaml".into(), file };
    let declarations = Declarations { codes, ..Declarations::default() };
    let source = ReadSource {
        id: "page".into(),
        path: "page.txt".into(),
        format: Format::Capture,
        sha256: "00".into(),
        declarations,
    };
    let catalog: Catalog = resolve(
        &project,
        vec![source],
        &Lock::default(),
        &Corrections::default(),
        ResolveOptions::default(),
        &mut Vec::new(),
    )
    .catalog;
    catalog.codes
}

fn code(number: usize, description: &str) -> CodeDeclaration {
    let line = u32::try_from(number).unwrap();
    CodeDeclaration { code: number.to_string(), description: description.into(), line, ..CodeDeclaration::default() }
}

fn one(code: CodeDeclaration) -> Entry {
    entries(vec![code]).pop().unwrap()
}

fn fixture<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = format!("{}/tests/fixtures/meaning/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn field(role: FieldRole, header: &str, text: &str) -> Field {
    Field { role, header: header.into(), text: text.into() }
}

#[test]
fn texts_of_all_sorts_have_kinds_and_advice() {
    let examples: Vec<(Kind, Retry, String)> = fixture("examples.yaml");
    let codes = examples.iter().zip(1..).map(|((_, _, text), number)| code(number, text)).collect();
    let entries = entries(codes);
    assert_eq!(entries.len(), examples.len());
    let mut wrong = Vec::new();
    for (entry, (kind, retry, text)) in entries.iter().zip(&examples) {
        if (entry.kind, entry.retry) != (*kind, *retry) {
            wrong.push(format!("{text} is {:?} {:?}, not {kind:?} {retry:?}", entry.kind, entry.retry));
        }
        // What is inferred quotes the text, or says that there is nothing to quote.
        let quotes: Vec<&str> = entry.evidence.iter().filter_map(|known| known.quote.as_deref()).collect();
        assert!(quotes.iter().all(|quote| text.contains(quote)), "{text}: {quotes:?}");
        assert_eq!(entry.kind == Kind::Unknown, entry.evidence.iter().all(|known| known.field != "kind"), "{text}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sentences_state_limits() {
    let cases: Vec<(String, Vec<Limit>)> = fixture("limits.yaml");
    let codes = cases.iter().zip(1..).map(|((text, _), number)| code(number, text)).collect();
    let entries = entries(codes);
    let wrong: Vec<String> = entries
        .iter()
        .zip(&cases)
        .filter(|(entry, (_, limits))| entry.limits != *limits)
        .map(|(entry, (text, _))| format!("{text} {}", serde_json::to_string(&entry.limits).unwrap()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (entry, (text, limits)) in entries.iter().zip(&cases) {
        let quoted = entry.evidence.iter().filter(|known| known.field == "limits").count();
        assert_eq!(quoted > 0, !limits.is_empty(), "{text}");
    }
}

#[test]
fn a_vendors_word_is_read_as_the_common_one() {
    let text = "The GateStamp has expired.";
    let plain = one(code(1, text));
    assert_eq!((plain.kind, plain.retry), (Kind::FailedPrecondition, Retry::Never));
    let named = entries_with("terms: {credential: [GateStamp]}", vec![code(1, text)]).pop().unwrap();
    assert_eq!((named.kind, named.retry), (Kind::Unauthenticated, Retry::AfterAction));
    assert!(named.evidence.iter().any(|known| known.quote.as_deref() == Some("GateStamp has expired")));
}

#[test]
fn columns_outrank_texts() {
    let text = "The server timed out.";
    let plain = one(code(1, text));
    assert_eq!((plain.kind, plain.retry), (Kind::Timeout, Retry::Backoff));

    let mut never = code(1, text);
    never.fields = vec![field(FieldRole::Retriable, "Retry?", "No")];
    let never = one(never);
    assert_eq!((never.kind, never.retry), (Kind::Timeout, Retry::Never));
    assert!(never.evidence.iter().any(|known| known.field == "retry" && known.quote.as_deref() == Some("Retry?: No")));

    let mut status = code(1, "The plug was refused.");
    status.fields = vec![field(FieldRole::HttpStatus, "HTTP", "404"), field(FieldRole::Retriable, "Retriable", "✓")];
    let status = one(status);
    assert_eq!((status.kind, status.retry), (Kind::NotFound, Retry::Backoff));
    assert_eq!((status.http_status, status.grpc_code), (Some(404), None));
    assert!(
        status.evidence.iter().any(|known| known.field == "http_status" && known.quote.as_deref() == Some("HTTP: 404"))
    );
    assert_eq!((plain.http_status, plain.effective_http_status()), (None, 504));

    let mut vague = code(1, text);
    vague.fields = vec![field(FieldRole::Retriable, "Retry?", "It depends"), field(FieldRole::HttpStatus, "HTTP", "-")];
    assert_eq!(one(vague).retry, Retry::Backoff);
}

#[test]
fn what_to_do_follows_what_happened() {
    let cases: Vec<(String, Option<String>)> = fixture("remedies.yaml");
    let codes = cases.iter().zip(1..).map(|((text, _), number)| code(number, text)).collect();
    let wrong: Vec<String> = entries(codes)
        .iter()
        .zip(&cases)
        .filter(|(entry, (_, remedy))| entry.remedy != *remedy)
        .map(|(entry, (text, _))| format!("{text} {:?}", entry.remedy))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_remedy_column_is_the_remedy() {
    let split = one(code(1, "The label is too long. Shorten it."));
    assert_eq!(split.summary.as_deref(), Some("The label is too long."));
    assert_eq!(split.remedy.as_deref(), Some("Shorten it."));

    let mut column = code(1, "The label is too long. Shorten it.");
    column.fields = vec![field(FieldRole::Remedy, "Fix", "Use ten letters.")];
    let column = one(column);
    assert_eq!(column.summary.as_deref(), Some("The label is too long. Shorten it."));
    assert_eq!(column.remedy.as_deref(), Some("Use ten letters."));

    let short = one(code(1, "Something unheard of"));
    assert_eq!((short.summary.as_deref(), short.remedy), (Some("Something unheard of"), None));
}

#[test]
fn texts_name_what_has_a_name() {
    let cases: Vec<(String, Vec<String>)> = fixture("references.yaml");
    let codes = cases.iter().zip(1..).map(|((text, _), number)| code(number, text)).collect();
    for (entry, (text, names)) in entries(codes).iter().zip(&cases) {
        let found: Vec<&String> = entry.references.iter().map(|reference| &reference.name).collect();
        assert_eq!(found, names.iter().collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn references_lead_where_links_lead() {
    let mut declared = code(1, "The plan is over. Call getPlan(), or see Price List. Error code 2 says when.");
    declared.links = vec![Link { text: "Price List".into(), target: "/prices".into() }];
    let entry = one(declared);
    let names: Vec<(&str, Option<&str>)> =
        entry.references.iter().map(|Reference { name, target, .. }| (name.as_str(), target.as_deref())).collect();
    assert_eq!(names, [("getPlan()", None), ("Price List", Some("/prices")), ("2", None)]);
}

#[test]
fn many_texts_take_little_time() {
    // A word that starts many phrases, over and over, is the worst that a text can do.
    let text = "invalid token not exceeds the limit of 5 up to ".repeat(20_000);
    let entry = one(code(1, &text));
    assert_ne!(entry.kind, Kind::Unknown);
}
