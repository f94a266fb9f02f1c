//! Tests of the Markdown writer: what a reader sees is what the catalog says, and every link leads somewhere.

use std::collections::{BTreeMap, HashMap, HashSet};

use bindery::catalog::{Callout, Catalog, Entry, Outline, Question, Reference, ReferenceKind};
use bindery::diagnostic::{Diagnostic, Rule};
use bindery::project::{MarkdownTarget, Matrix, Targets};
use pulldown_cmark::{Event, HeadingLevel, Tag};

use crate::laws::shown::{blocks, parser, seen};
use crate::small_catalog;

#[test]
fn pages_of_a_small_catalog() {
    let (pages, findings) = write(&full(), matrix());
    assert_eq!(findings, []);
    for (path, text) in &pages {
        insta::assert_snapshot!(path.replace('/', "_"), text);
    }
}

#[test]
fn the_simplest_catalog_has_two_pages_and_its_groups() {
    let paths: Vec<String> = write(&small_catalog::load("ranges"), None).0.into_keys().collect();
    assert_eq!(paths, ["README.md", "codes.md", "groups/other-codes.md"]);
}

#[test]
fn every_link_leads_somewhere() {
    for case in small_catalog::CASES {
        links_lead_somewhere(&write(&small_catalog::load(case), None).0);
    }
    links_lead_somewhere(&write(&full(), matrix()).0);
    links_lead_somewhere(&write(&naughty(), naughty_matrix()).0);
}

/// What a renderer shows is the text, wherever it stands.
#[test]
fn any_text_is_shown_as_it_is() {
    let (pages, _) = write(&naughty(), naughty_matrix());
    let shown: HashMap<&str, HashSet<String>> =
        pages.iter().map(|(path, page)| (path.as_str(), blocks(page).into_iter().collect())).collect();
    for text in small_catalog::naughty_texts() {
        let expected = seen(&text);
        if expected.is_empty() {
            continue;
        }
        for (path, place) in [("groups/", "a group's page"), ("questions.md", "a question"), ("matrix.md", "a row")] {
            let whole = seen(&text.replace(['\r', '\n'], " "));
            let shows = |blocks: &HashSet<String>| blocks.contains(&expected) || blocks.contains(&whole);
            let found = shown.iter().any(|(page, blocks)| page.starts_with(path) && shows(blocks));
            assert!(found, "{text:?} in {place}, as {expected:?}");
        }
    }
}

/// No text makes a tag, a heading, a rule or a block of code.
#[test]
fn no_text_becomes_markup() {
    let calm = |texts: &dyn Fn(&str) -> String| {
        let mut catalog = naughty();
        for entry in &mut catalog.codes {
            for text in [&mut entry.description, &mut entry.name].into_iter().chain(&mut entry.summary) {
                *text = texts(text).into();
            }
            for text in [&mut entry.remedy, &mut entry.symbol].into_iter().flatten() {
                *text = texts(text);
            }
            for cause in &mut entry.known_causes {
                cause.text = texts(&cause.text);
            }
        }
        let pages = write(&catalog, None).0;
        let markup = |page: &String| {
            let of_interest = |event: &Event<'_>| match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. } | Tag::Link { .. }) => {
                    true
                }
                Event::Start(tag) => {
                    matches!(tag, Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock | Tag::BlockQuote(_))
                }
                Event::InlineHtml(html) => !html.starts_with("<br/>"),
                Event::Rule | Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => true,
                _ => false,
            };
            parser(page).filter(of_interest).count()
        };
        pages.values().map(markup).sum::<usize>()
    };
    let plain = |text: &str| if text.trim().is_empty() { text.to_owned() } else { "Plain.".to_owned() };
    assert_eq!(calm(&str::to_owned), calm(&plain));
}

#[test]
fn files_have_safe_names() {
    let pages = write(&naughty(), naughty_matrix()).0;
    let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
    for path in pages.keys().filter(|path| *path != "README.md") {
        assert!(path.chars().all(safe) && path.len() < 100 && !path.contains(".."), "{path}");
        assert!(path.matches('/').count() <= 1 && path.ends_with(".md"), "{path}");
    }
    for (path, page) in &pages {
        assert!(page.ends_with('\n') && !page.ends_with("\n\n") && !page.contains("\n\n\n"), "{path}");
        assert_eq!(page.find(|c: char| c != '\n' && c.is_control()), None, "{path}");
    }
}

#[test]
fn a_line_inserted_into_a_page_changes_nothing() {
    let catalog = full();
    let mut moved = catalog.clone();
    for entry in &mut moved.codes {
        let causes = entry.known_causes.iter_mut().map(|cause| &mut cause.at);
        let meanings = entry.meanings.iter_mut().map(|meaning| &mut meaning.at);
        for at in entry.at.iter_mut().chain(causes).chain(meanings) {
            at.line += 1;
        }
    }
    for question in &mut moved.questions {
        question.at.line += 1;
    }
    assert_ne!(catalog, moved);
    assert_eq!(write(&catalog, matrix()), write(&moved, matrix()));
}

#[test]
fn a_matrix_that_names_nothing_is_a_finding() {
    let mut matrix = matrix().expect("there is one");
    matrix.columns.push("Telegraph".to_owned());
    matrix.aliases.insert("Send".to_owned(), vec!["Transmit".to_owned(), "Sending".to_owned()]);
    let (_, findings) = write(&full(), Some(matrix));
    let found: Vec<(Rule, &str)> = findings.iter().map(|finding| (finding.rule, finding.message.as_str())).collect();
    assert_eq!(
        found,
        [
            (Rule::UnusedRule, "no title of the outline is `Telegraph`, a matrix column of the Markdown target"),
            (Rule::UnusedRule, "no title of the outline is `Transmit`, a matrix alias of the Markdown target"),
        ]
    );
}

fn write(catalog: &Catalog, matrix: Option<Matrix>) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let targets = Targets { markdown: Some(MarkdownTarget { matrix }), ..Targets::default() };
    let mut findings = Vec::new();
    let artifacts = bindery::write::artifacts(catalog, &targets, &mut findings);
    let pages = artifacts.into_iter().filter_map(|artifact| {
        let path = artifact.path.strip_prefix("markdown/")?.to_owned();
        Some((path, artifact.text))
    });
    (pages.collect(), findings)
}

/// The catalog of numbers with everything that only this target shows.
fn full() -> Catalog {
    let mut catalog = small_catalog::load("numbers");
    let extra = small_catalog::load("extra");
    catalog.questions = extra.questions;
    catalog.outline = extra.outline;
    catalog.callouts = extra.callouts;
    catalog.tombstones = extra.tombstones;
    catalog
}

fn matrix() -> Option<Matrix> {
    Some(Matrix {
        title: "What is where".to_owned(),
        columns: vec!["Van".to_owned(), "Ship".to_owned()],
        aliases: BTreeMap::from([("Send".to_owned(), vec!["Sending".to_owned()])]),
    })
}

/// A catalog whose every text, in every place, is a naughty one.
fn naughty() -> Catalog {
    let catalog = small_catalog::naughty();
    let template = full();
    let texts = small_catalog::naughty_texts();
    let title = |text: &String| Outline {
        title: text.clone(),
        children: vec![Outline { title: format!("{text}!"), children: Vec::new() }],
    };
    let question = |text: &String| Question {
        question: text.clone(),
        answer: format!("{text}\n{text}"),
        ..template.questions[0].clone()
    };
    let callout = |text: &String| Callout {
        label: text.clone(),
        text: text.clone(),
        path: Vec::new(),
        ..template.callouts[0].clone()
    };
    let codes = catalog.codes.iter().map(|entry| Entry { summary: None, ..entry.clone() }).collect();
    Catalog {
        questions: texts.iter().map(question).collect(),
        callouts: texts.iter().map(callout).collect(),
        outline: vec![Outline { title: "Top".to_owned(), children: texts.iter().map(title).collect() }],
        codes,
        ..catalog
    }
}

fn naughty_matrix() -> Option<Matrix> {
    Some(Matrix { title: "`|` *x*".to_owned(), columns: vec!["Top".to_owned()], aliases: BTreeMap::new() })
}

fn links_lead_somewhere(pages: &BTreeMap<String, String>) {
    let anchors: HashMap<&String, HashSet<&str>> = pages
        .iter()
        .map(|(path, page)| {
            let ids = page.split("<a id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let headings = page.lines().filter_map(|line| line.strip_prefix("## "));
            (path, ids.chain(headings).collect())
        })
        .collect();
    let mut count = 0;
    for (path, page) in pages {
        for event in parser(page) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            let (file, anchor) =
                dest_url.split_once('#').map_or((&*dest_url, None), |(file, anchor)| (file, Some(anchor)));
            let target = match (file, file.strip_prefix("../")) {
                ("", _) => path.clone(),
                (_, Some(above)) => above.to_owned(),
                (file, None) => file.to_owned(),
            };
            let known = anchors.get(&target).unwrap_or_else(|| panic!("{path}: no page {dest_url}"));
            assert!(anchor.is_none_or(|anchor| known.contains(anchor)), "{path}: no anchor {dest_url}");
            count += 1;
        }
    }
    assert!(count >= 2, "an index has links");
}

#[test]
fn a_remedy_stands_once() {
    let mut catalog = small_catalog::load("numbers");
    catalog.codes.truncate(1);
    let entry = &mut catalog.codes[0];
    entry.summary = Some("The lid is open.".into());
    entry.remedy = Some("Close it.".into());
    let page = |catalog: &Catalog| {
        let pages = write(catalog, None).0;
        let page = pages.into_iter().find(|(path, _)| path.starts_with("groups/"));
        page.expect("a group has a page").1
    };
    catalog.codes[0].description = "The lid is open. Close it.".into();
    assert_eq!(page(&catalog).matches("Close it.").count(), 1);
    // Nothing is lost where the two parts are not all of the text.
    catalog.codes[0].description = "The lid is open, says the sensor. Close it.".into();
    assert!(page(&catalog).contains("The lid is open, says the sensor. Close it."));
}

#[test]
fn a_reference_is_a_link_where_its_address_is_one() {
    let mut catalog = small_catalog::load("numbers");
    catalog.codes.truncate(1);
    let reference = |kind, name: &str, target: Option<&str>| Reference {
        kind,
        name: name.into(),
        target: target.map(str::to_owned),
    };
    catalog.codes[0].references = vec![
        reference(ReferenceKind::Api, "closeLid", None),
        reference(ReferenceKind::Page, "Lids", Some("https://example.com/lids")),
        reference(ReferenceKind::Page, "Hinges", Some("javascript:open()")),
        reference(ReferenceKind::Page, "Locks", Some("https://example.com/> <b>")),
    ];
    let pages = write(&catalog, None).0;
    let shown = "- See also: `closeLid`, [Lids](<https://example.com/lids>), Hinges, Locks\n";
    assert!(pages.values().any(|text| text.contains(shown)));
}
