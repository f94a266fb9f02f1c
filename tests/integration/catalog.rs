//! Tests of the catalog: its YAML, there and back, and finding entries.

use bindery::catalog::{
    At, Callout, Catalog, CatalogSource, Cause, Code, CodeRange, Entry, EntryField, Evidence, Found, Group, Kind,
    Limit, Match, Meaning, Outline, Question, Reference, ReferenceKind, Retry, Tombstone, load_catalog,
};
use bindery::diagnostic::Rule;
use bindery::source::Format;
use bindery::write::catalog_yaml::catalog_text;
use insta::assert_snapshot;
use proptest::option::of;
use proptest::prelude::*;

/// Spellings that some reader of YAML takes for something else than a string.
const TREACHEROUS: &[&str] = &[
    "0x80072EE2",
    "403.14",
    "00000",
    "1e3",
    "1:30",
    "yes",
    "No",
    "null",
    "~",
    "2024-01-01",
    ".5",
    "0o7",
    "+1",
    "1_000",
    "-",
    "NaN",
    ".inf",
    "true",
    "On",
    "y",
    "",
    " ",
    "a: b",
    "a #b",
    "# a",
    "[a]",
    "{a",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "'",
    "\"",
    "\\",
    "- a",
    "?",
    "a:",
    "|",
    "> a",
    "<<",
    "=",
    "---",
    "...",
    "a\nb",
    "  a\nb",
    "a\n\n  b",
    "a\n",
    "\na",
    "a \nb",
    "a\r\nb",
    "a\tb",
    "a ",
    "\u{85}",
    "\u{2028}",
    "\u{feff}a",
    "\u{0}",
    "\u{7f}",
    "群组",
    "\u{1f600}",
    "key: |-\n  a",
    "a, b]",
    "\u{ffff}",
];

fn empty() -> Catalog {
    load_catalog("catalog.yaml", "bindery: 1\ncatalog: a\ntitle: A\nversion: 1.0.0\n").unwrap()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "\\PC{0,12}",
        1 => "[ \\n\\t:#'\"a-c,\\[\\]{}|>-]{0,12}",
        1 => any::<String>(),
        2 => prop::sample::select(TREACHEROUS).prop_map(str::to_owned),
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..3)
}

fn at() -> impl Strategy<Value = At> {
    (text(), any::<u32>()).prop_map(|(source, line)| At { source: source.into(), line })
}

fn code() -> impl Strategy<Value = Code> {
    prop_oneof![
        any::<i64>().prop_map(Code::Number),
        any::<(i64, i64)>().prop_map(|ends| Code::Range(CodeRange::from(ends))),
        text().prop_map(Code::Text),
    ]
}

fn reference_kind() -> impl Strategy<Value = ReferenceKind> {
    prop::sample::select(vec![ReferenceKind::Api, ReferenceKind::Field, ReferenceKind::Page, ReferenceKind::Code])
}

fn split(code: Code) -> (Option<Code>, Option<CodeRange>) {
    match code {
        Code::Range(range) => (None, Some(range)),
        code => (Some(code), None),
    }
}

prop_compose! {
    fn entry()(
        code in code(),
        (name, aliases, symbol, scope, group) in (text(), texts(), of(text()), of(text()), of(text())),
        (origin, description, summary, remedy) in (of(text()), text(), of(text()), of(text())),
        meanings in prop::collection::vec((text(), of(text()), at()), 0..2),
        fields in prop::collection::vec((text(), text()), 0..2),
        limits in prop::collection::vec((text(), of(any::<i64>()), of(text())), 0..2),
        references in prop::collection::vec((reference_kind(), text(), of(text())), 0..2),
        http_status in of(100_u16..600),
        grpc_code in of(0_u16..17),
        causes in prop::collection::vec((text(), at()), 0..2),
        evidence in prop::collection::vec((text(), of(text())), 0..2),
        deprecated in any::<bool>(),
        at in prop::collection::vec(at(), 0..3),
    ) -> Entry {
        let (code, range) = split(code);
        Entry {
            code, range, name: name.into(), aliases: aliases.into_iter().map(Into::into).collect(), symbol, scope,
            description: description.into(), summary: summary.map(Into::into), remedy,
            group: group.map(Into::into), origin: origin.map(Into::into),
            meanings: meanings.into_iter().map(|(description, group, at)| Meaning { description: description.into(), group: group.map(Into::into), at }).collect(),
            fields: fields.into_iter().map(|(header, text)| EntryField { header, text }).collect(),
            kind: if deprecated { Kind::NotFound } else { Kind::Unknown },
            retry: if deprecated { Retry::SlowDown } else { Retry::Unknown },
            http_status, grpc_code,
            limits: limits.into_iter().map(|(subject, min, unit)| Limit { subject, min, unit, ..Limit::default() }).collect(),
            references: references.into_iter().map(|(kind, name, target)| Reference { kind, name, target }).collect(),
            known_causes: causes.into_iter().map(|(text, at)| Cause { text, at }).collect(),
            evidence: evidence.into_iter().map(|(field, quote)| Evidence { field: field.into(), quote: quote.map(Into::into), ..Evidence::default() }).collect(),
            deprecated,
            at,
        }
    }
}

fn outline() -> impl Strategy<Value = Outline> {
    let leaf = text().prop_map(|title| Outline { title, children: Vec::new() });
    leaf.prop_recursive(3, 8, 3, |inner| {
        (text(), prop::collection::vec(inner, 0..3)).prop_map(|(title, children)| Outline { title, children })
    })
}

prop_compose! {
    fn catalog()(
        names in (text(), text(), text()),
        source in (text(), text(), of(text()), of(text()), texts()),
        scopes in texts(),
        groups in prop::collection::vec((text(), texts(), of(text()), any::<bool>()), 0..2),
        codes in prop::collection::vec(entry(), 0..4),
        questions in prop::collection::vec((text(), text(), prop::collection::vec(code(), 0..3), at()), 0..2),
        outline in prop::collection::vec(outline(), 0..2),
        callouts in prop::collection::vec((text(), text(), texts(), at()), 0..2),
        tombs in prop::collection::vec((code(), text(), of(text())), 0..2),
    ) -> Catalog {
        let (id, path, url, title, trail) = source;
        let sha256 = "00".to_owned();
        Catalog {
            bindery: bindery::catalog::FORMAT,
            catalog: names.0,
            title: names.1,
            version: names.2,
            sources: vec![CatalogSource { id, path, format: Format::Capture, url, title, trail, updated: None, sha256 }],
            scopes,
            groups: groups
                .into_iter()
                .map(|(id, path, origin, deprecated)| Group { id: id.into(), path, origin: origin.map(Into::into), deprecated, anchor: None })
                .collect(),
            codes,
            questions: questions
                .into_iter()
                .map(|(question, answer, codes, at)| Question { question, answer, codes, at })
                .collect(),
            outline,
            callouts: callouts.into_iter().map(|(label, text, path, at)| Callout { label, text, path, at }).collect(),
            tombstones: tombs
                .into_iter()
                .map(|(code, name, scope)| {
                    let (code, range) = split(code);
                    Tombstone { code, range, name: name.into(), scope }
                })
                .collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_catalog_loads_back_from_its_yaml(catalog in catalog()) {
        let text = catalog_text(&catalog);
        prop_assert_eq!(load_catalog("catalog.yaml", &text).unwrap(), catalog, "{}", text);
    }
}

#[test]
fn texts_that_look_like_something_else_stay_texts() {
    let mut catalog = empty();
    for text in TREACHEROUS {
        let text = (*text).to_owned();
        let field = EntryField { header: text.clone(), text: text.clone() };
        catalog.codes.push(Entry {
            code: Some(Code::Text(text.clone())),
            name: "Name".into(),
            aliases: vec![text.as_str().into()],
            description: text.as_str().into(),
            fields: vec![field],
            at: vec![At { source: text.into(), line: 1 }],
            ..Entry::default()
        });
    }
    let text = catalog_text(&catalog);
    assert_eq!(load_catalog("catalog.yaml", &text).unwrap(), catalog);
    // Each stands for itself whatever the reader makes of a bare word: a code that is a text is always quoted.
    assert!(text.lines().filter_map(|line| line.strip_prefix("- code: ")).all(|code| code.starts_with('"')));
}

#[test]
fn the_yaml_reads_well() {
    let at = |line| At { source: "page".into(), line };
    let mut catalog = empty();
    catalog.groups.push(Group {
        id: "server/login".into(),
        path: vec!["1. Server".into(), "Login".into()],
        origin: Some("server".into()),
        deprecated: false,
        anchor: None,
    });
    catalog.codes = vec![
        Entry {
            code: Some(Code::Number(-302)),
            name: "QueueFull".into(),
            symbol: Some("ERR_QUEUE_FULL".into()),
            group: Some("server/login".into()),
            description: "The queue is full:\n  wait, then send again".into(),
            kind: Kind::RateLimited,
            retry: Retry::SlowDown,
            limits: vec![Limit { subject: "queue".into(), max: Some(100), ..Limit::default() }],
            known_causes: vec![Cause { text: "Too many clients.".into(), at: at(9) }],
            at: vec![at(3), at(4)],
            ..Entry::default()
        },
        Entry { range: Some(CodeRange { first: 120, last: 130 }), name: "Reserved".into(), ..Entry::default() },
    ];
    catalog.questions.push(Question {
        question: "Why?".into(),
        answer: "No.".into(),
        codes: vec![Code::Number(1), Code::Range(CodeRange { first: 120, last: 130 }), Code::Text("no".into())],
        at: at(1),
    });
    assert_snapshot!(catalog_text(&catalog));
}

#[test]
fn damaged_catalogs_are_told_with_their_place() {
    for (text, line) in [
        ("bindery: 1\ncatalog: a\ntitle: A\nversion: 1.0.0\ncolour: red\n", Some(5)),
        ("bindery: 1\ncatalog: a\n  title: A\n", Some(3)),
        ("bindery: 2\ncatalog: a\ntitle: A\nversion: 1.0.0\n", None),
    ] {
        let finding = load_catalog("out/catalog.yaml", text).unwrap_err();
        let place = finding.place.unwrap();
        assert_eq!(
            (finding.rule, &*place.path, place.line),
            (Rule::CatalogDamaged, "out/catalog.yaml", line),
            "{text}"
        );
    }
    // Told before it is parsed, which would take hours.
    let deep = load_catalog("out/catalog.yaml", &format!("bindery: 1\ncodes: {}", "[".repeat(5_000_000))).unwrap_err();
    assert_eq!(deep.place.and_then(|place| place.line), Some(2));
    for other in ["# A page\n\n| a | b |\n|---|---|\n", "catalog: a\ntitle: A\nsources: []\n", "", "[1, 2]"] {
        let finding = load_catalog("page.md", other).unwrap_err();
        assert!(finding.message.starts_with("the file is no catalog"), "{other}: {}", finding.message);
        assert!(finding.hint.is_some_and(|hint| hint.contains("catalog.yaml")));
    }
}

fn library() -> Catalog {
    let entry = |code, name: &str, symbol: &str, description: &str| {
        let (code, range) = split(code);
        let symbol = (!symbol.is_empty()).then(|| symbol.to_owned());
        Entry { code, range, name: name.into(), symbol, description: description.into(), ..Entry::default() }
    };
    let mut catalog = empty();
    catalog.codes = vec![
        entry(Code::Number(7), "KeyExpired", "ERR_KEY_OLD", "The key has expired."),
        entry(Code::Range(CodeRange { first: 100, last: 200 }), "Reserved", "", "Reserved for the gateway."),
        entry(Code::Text("0x10".into()), "DoorOpen", "", "The door of the key room is open."),
        entry(Code::Text("AccessDenied".into()), "AccessDenied", "", "No."),
    ];
    catalog.codes[0].aliases.push("KeyTooOld".into());
    catalog.tombstones.push(Tombstone { code: Some(Code::Number(8)), range: None, name: "Gone".into(), scope: None });
    catalog
}

#[test]
fn entries_are_found_by_whatever_names_them() {
    let catalog = library();
    for (query, name, by) in [
        ("7", "KeyExpired", Match::Code),
        (" 150 ", "Reserved", Match::RangeMember),
        ("100-200", "Reserved", Match::Code),
        ("16", "DoorOpen", Match::Code),
        ("0x10", "DoorOpen", Match::Code),
        ("accessdenied", "AccessDenied", Match::Name),
        ("keyexpired", "KeyExpired", Match::Name),
        ("err_key_old", "KeyExpired", Match::Symbol),
        ("KeyTooOld", "KeyExpired", Match::Alias),
        ("gateway", "Reserved", Match::Words),
        ("Key room", "DoorOpen", Match::Words),
    ] {
        match catalog.look_up(query) {
            Found::Entries(found, how) => assert_eq!((&*found[0].name, how), (name, by), "{query}"),
            other => panic!("{query}: {other:?}"),
        }
    }
    assert!(matches!(catalog.look_up("8"), Found::Removed(tombs) if *tombs[0].name == *"Gone"));
    assert!(matches!(catalog.look_up("KeyExpird"), Found::Near(near) if *near[0].name == *"KeyExpired"));
    // What is spelled like codes of letters and digits is near to them.
    let mut catalog = library();
    for (code, name) in [("PX-1001", "Wet"), ("PX-2077", "Lost")] {
        catalog.codes.push(Entry { code: Some(Code::Text(code.into())), name: name.into(), ..Entry::default() });
    }
    let near = |query: &str| catalog.near(query).iter().map(|entry| entry.name.to_string()).collect::<Vec<_>>();
    assert_eq!(near("PX-2070"), ["Lost", "Wet"]);
    assert_eq!(near("2077")[0], "Lost");
    assert_eq!(&*catalog.find_decorated("code #007")[0].name, "KeyExpired");
    assert!(catalog.find_decorated("007b").is_empty());
    assert!(matches!(catalog.look_up("zzz"), Found::Near(near) if near.is_empty()));
    assert!(matches!(catalog.look_up(""), Found::Near(near) if near.is_empty()));
}
