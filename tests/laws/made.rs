//! A catalog of any texts, in every field that holds one.

use bindery::catalog::{
    At, Callout, Catalog, CatalogSource, Cause, Code, Entry, EntryField, Evidence, FORMAT, Group, Kind, Limit, Meaning,
    Outline, Question, Reference, ReferenceKind, Retry, Tombstone,
};
use bindery::source::Format;

/// A catalog with a code, a group, a question, a callout and a title for each text. Every field that holds text holds it;
/// what only numbers and versions can stand in is plain.
pub(crate) fn catalog_of(texts: &[String]) -> Catalog {
    let first = texts.first().cloned().unwrap_or_default();
    let at = |text: &String, line| At { source: text.as_str().into(), line };
    let lines = || (1_u32..).zip(texts);
    Catalog {
        bindery: FORMAT,
        catalog: "made".to_owned(),
        title: first.clone(),
        version: "1.0.0".to_owned(),
        sources: texts.iter().map(|text| source_of(text)).collect(),
        scopes: Vec::new(),
        groups: lines().map(|(number, text)| group_of(number, text)).collect(),
        codes: lines().map(|(number, text)| entry_of(number, text)).collect(),
        questions: lines()
            .map(|(line, text)| Question {
                question: text.clone(),
                answer: format!("{text}\n{text}"),
                codes: vec![Code::Number(i64::from(line)), Code::Text(text.clone())],
                at: at(text, line),
            })
            .collect(),
        outline: vec![Outline {
            title: "Top".to_owned(),
            children: texts.iter().map(|text| Outline { title: text.clone(), children: Vec::new() }).collect(),
        }],
        callouts: lines()
            .map(|(line, text)| Callout {
                label: text.clone(),
                text: text.clone(),
                path: vec![text.clone()],
                at: at(text, line),
            })
            .collect(),
        tombstones: lines()
            .map(|(number, text)| Tombstone {
                code: Some(Code::Number(-i64::from(number))),
                range: None,
                name: text.as_str().into(),
                scope: None,
            })
            .collect(),
    }
}

fn source_of(text: &str) -> CatalogSource {
    CatalogSource {
        id: text.to_owned(),
        path: text.to_owned(),
        format: Format::Capture,
        url: Some(text.to_owned()),
        title: Some(text.to_owned()),
        trail: vec![text.to_owned()],
        updated: Some(text.to_owned()),
        sha256: "00".repeat(32),
    }
}

fn group_of(number: u32, text: &str) -> Group {
    Group {
        id: format!("group/{number}").into(),
        path: vec![text.to_owned(), "Errors".to_owned()],
        origin: Some(text.into()),
        deprecated: number.is_multiple_of(2),
        anchor: Some(text.to_owned()),
    }
}

fn entry_of(number: u32, text: &str) -> Entry {
    let word = text.to_owned();
    let at = At { source: word.as_str().into(), line: number };
    let reference = |kind| Reference { kind, name: word.clone(), target: Some(word.clone()) };
    Entry {
        code: Some(Code::Number(i64::from(number))),
        name: format!("{text}{number}").into(),
        aliases: vec![format!("Old{text}").into()],
        symbol: Some(word.clone()),
        group: Some(format!("group/{number}").into()),
        origin: Some(word.as_str().into()),
        description: word.as_str().into(),
        meanings: vec![Meaning { description: word.as_str().into(), group: None, at: at.clone() }],
        fields: vec![EntryField { header: word.clone(), text: word.clone() }],
        kind: Kind::InvalidArgument,
        retry: Retry::Never,
        limits: vec![Limit {
            subject: word.clone(),
            max: Some(i64::from(number)),
            unit: Some(word.clone()),
            charset: Some(word.clone()),
            prefix: Some(word.clone()),
            ..Limit::default()
        }],
        references: vec![
            reference(ReferenceKind::Api),
            reference(ReferenceKind::Page),
            Reference {
                kind: ReferenceKind::Page,
                name: word.clone(),
                target: Some(format!("https://example.com/{text}")),
            },
        ],
        known_causes: vec![Cause { text: word.clone(), at: at.clone() }],
        evidence: vec![Evidence {
            field: "kind".into(),
            quote: Some(word.as_str().into()),
            reviewed: Some(word.as_str().into()),
            link: Some(word.into()),
        }],
        at: vec![at],
        ..Entry::default()
    }
}
