//! Tests of resolution: merging, names, the lock. Fixtures say in a line each what pages declare; see [`pages`].

use std::fmt::Write;

use bindery::catalog::{Catalog, load_catalog};
use bindery::diagnostic::{Diagnostic, Rule};
use bindery::extract::{
    CauseDeclaration, CodeDeclaration, ConstantDeclaration, Declarations, Field, FieldRole, OutlineEntry,
    QuestionDeclaration,
};
use bindery::project::{Corrections, Project, ProjectFile};
use bindery::resolve::lock::Lock;
use bindery::resolve::name::is_identifier;
use bindery::resolve::{Drift, ReadSource, ResolveOptions, Resolved, SymbolUse, resolve};
use bindery::source::Format;
use bindery::write::catalog_yaml::catalog_text;
use insta::{assert_snapshot, glob};
use proptest::prelude::*;

/// Reads a fixture. Up to a line `---` it is what the project file adds; then, by the first word of a line:
/// `source ID TITLE`, `symbols ID`, `under HEADING > HEADING`, `constant NAME VALUE`, `outline TITLE TITLE`,
/// `question TEXT | CODE CODE | ANSWER | CAUSE …`; any other line is `CODE | DESCRIPTION | ROLE=TEXT …`. Line numbers are
/// those of the fixture; the causes of a question count on from its line.
pub(crate) fn pages(fixture: &str) -> (Project, Vec<ReadSource>) {
    let (head, body) = fixture.split_once("---\n").unwrap();
    let none = if head.contains("sources:") { "" } else { "sources: []\n" };
    let yaml = format!("catalog: sample\ntitle: Sample\nversion: 1.0.0\n{none}{head}");
    let mut file: ProjectFile = serde_yaml::from_str(&yaml).unwrap();
    let skipped = u32::try_from(head.lines().count()).unwrap() + 1;
    let mut sources: Vec<ReadSource> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    for (line, text) in (skipped + 1..).zip(body.lines()) {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let parts: Vec<&str> = rest.split(" | ").collect();
        match word {
            "" | "#" => {}
            "source" | "symbols" => {
                let (id, title) = rest.split_once(' ').unwrap_or((rest, ""));
                let format = if word == "symbols" { Format::Symbols } else { Format::Capture };
                let title = (!title.is_empty()).then(|| title.to_owned());
                let declarations = Declarations { title, ..Declarations::default() };
                let (id, path) = (id.to_owned(), format!("pages/{id}.txt"));
                if file.sources.iter().all(|source| source.id != id) {
                    file.sources.push(serde_yaml::from_str(&format!("{{id: {id}, path: {path}}}")).unwrap());
                }
                sources.push(ReadSource { id, path, format, sha256: "00".into(), declarations });
            }
            "under" => path = rest.split(" > ").map(str::to_owned).collect(),
            word => {
                let page = &mut sources.last_mut().unwrap().declarations;
                match word {
                    "constant" => {
                        let (name, value) = rest.split_once(' ').unwrap();
                        let (name, value) = (name.to_owned(), value.to_owned());
                        page.constants.push(ConstantDeclaration { name, value, comment: None, line });
                    }
                    "outline" => page.outline.extend(rest.split(' ').map(|title| OutlineEntry {
                        title: title.into(),
                        children: Vec::new(),
                        line,
                    })),
                    "question" => page.questions.push(QuestionDeclaration {
                        question: parts[0].into(),
                        codes: parts[1].split(' ').map(str::to_owned).collect(),
                        answer: parts[2].into(),
                        causes: (line + 1..)
                            .zip(&parts[3..])
                            .map(|(line, text)| CauseDeclaration { text: (*text).to_owned(), line })
                            .collect(),
                        line,
                        ..QuestionDeclaration::default()
                    }),
                    _ => page.codes.push(code(text, &path, line)),
                }
            }
        }
    }
    let project = Project { root: ".".into(), file_name: "bindery.yaml".into(), file };
    (project, sources)
}

fn code(text: &str, path: &[String], line: u32) -> CodeDeclaration {
    let mut parts = text.split(" | ");
    let mut code = CodeDeclaration {
        code: parts.next().unwrap().into(),
        description: parts.next().unwrap_or("").replace("\\n", "\n"),
        path: path.to_vec(),
        line,
        ..CodeDeclaration::default()
    };
    for part in parts {
        let (header, text) = part.split_once('=').unwrap();
        let role = match header {
            "symbol" => {
                code.symbol = Some(text.into());
                continue;
            }
            "deprecated" => {
                code.deprecated = true;
                continue;
            }
            "Solution" => FieldRole::Remedy,
            "Cause" => FieldRole::Cause,
            "Name" => FieldRole::Name,
            "Message" => FieldRole::Message,
            _ => FieldRole::Other,
        };
        code.fields.push(Field { header: header.into(), role, text: text.into() });
    }
    code
}

fn run(fixture: &str, lock: &Lock, options: ResolveOptions) -> (Resolved, Vec<Diagnostic>) {
    let (project, sources) = pages(fixture);
    let mut findings = Vec::new();
    (resolve(&project, sources, lock, &Corrections::default(), options, &mut findings), findings)
}

fn born(fixture: &str) -> (Resolved, Vec<Diagnostic>) {
    run(fixture, &Lock::default(), ResolveOptions::default())
}

fn told(findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
        writeln!(out, "{} {place} {}", finding.rule, finding.message).unwrap();
        if let Some(detail) = &finding.detail {
            writeln!(out, "  {}", detail.replace('\n', "\n  ")).unwrap();
        }
    }
    out
}

#[test]
fn pages_become_catalogs() {
    glob!("../fixtures/resolve", "*.txt", |path: &Path| {
        let (resolved, findings) = born(&std::fs::read_to_string(path).unwrap());
        let lock: String =
            resolved.lock.render().lines().skip_while(|line| *line != "names:").collect::<Vec<_>>().join("\n");
        let text = catalog_text(&resolved.catalog);
        assert_eq!(load_catalog("catalog.yaml", &text).unwrap(), resolved.catalog);
        assert_snapshot!(format!("{}\n{lock}\n\n{}", text, told(&findings)));
    });
}

#[test]
fn drift_between_pages_and_symbols_is_known() {
    let fixture = "---
source page
1 | The door is shut. | symbol=E_SHUT
0x10 | The door is open. | symbol=E_OPEN
3 | No door. | symbol=No Door
4 | Two doors. | symbol=E_TWO
5 | A wall.
6-9 | Windows.
symbols header
constant E_SHUT 1
constant E_OPEN 17
constant E_AJAR 16
constant E_NONE 3
constant E_NONE 3
symbols other
constant E_SHUT 1
constant E_GONE 99
";
    let drift = born(fixture).0.drift;
    let of = |used: &SymbolUse| {
        format!("{} {} {:?} {}:{}", used.symbol, used.code, used.said_by, used.at.source, used.at.line)
    };
    let mut out = String::new();
    for documented in &drift.without_symbol {
        writeln!(out, "without symbol: {} {}:{}", documented.code, documented.at.source, documented.at.line).unwrap();
    }
    for used in &drift.undocumented {
        writeln!(out, "undocumented: {}", of(used)).unwrap();
    }
    for shared in &drift.shared_names {
        writeln!(out, "{}: {}", shared.symbol, shared.uses.iter().map(of).collect::<Vec<_>>().join(", ")).unwrap();
    }
    for shared in &drift.shared_codes {
        writeln!(out, "{}: {}", shared.code, shared.uses.iter().map(of).collect::<Vec<_>>().join(", ")).unwrap();
    }
    assert_snapshot!(out);
    let none = born("---\nsource page\n1 | The door is shut. | symbol=E_SHUT\n2 | The door is open.\n").0.drift;
    assert_eq!(none, Drift::default(), "without a list of symbols there is nothing to drift from");
}

#[test]
fn texts_become_names() {
    glob!("../fixtures/resolve/names", "*.txt", |path: &Path| {
        let fixture = std::fs::read_to_string(path).unwrap();
        let (resolved, _) = born(&fixture);
        let mut out = String::new();
        for entry in &resolved.catalog.codes {
            let text = entry.symbol.as_deref().unwrap_or(&entry.description);
            writeln!(out, "{:<10} {:<44} {text}", entry.key().unwrap(), entry.name).unwrap();
        }
        assert_snapshot!(out);
    });
}

const SMALL: &str = "---\nsource page\nunder Files\n1 | The key has expired.\n2 | Invalid ticket.\n3 | The file is locked.\n\
                     4 | No route to the host.\n5 | Wrong answer.\n6 | The queue is full.\n7 | Broken pipe.\n8 | Bad gateway.\n";

#[test]
fn a_locked_name_outlives_text_order_and_section() {
    let (first, _) = born(SMALL);
    let reworded = "---\nsource page\nunder B > C\n8 | Quite another text.\n1 | Invalid ticket.\n2 | The key has expired.\n\
                    3 | x\n4 | x\n5 | x\n6 | x\n7 | x\n9 | The key has expired.\n";
    let (second, findings) = run(reworded, &first.lock, ResolveOptions::default());
    assert_eq!(told(&findings), "");
    for entry in &first.catalog.codes {
        let code = entry.key().unwrap();
        assert_eq!(second.catalog.find_code(&code)[0].name, entry.name);
    }
    // The name that the new text wants is taken, although its owner's text has changed.
    assert_eq!(&*first.catalog.codes[0].name, "KeyExpired");
    assert_eq!(&*second.catalog.codes[8].name, "CKeyExpired");
    assert_eq!(second.born, 1);
}

#[test]
fn locked_lets_no_name_be_born() {
    let options = ResolveOptions { locked: true, ..ResolveOptions::default() };
    let (first, findings) = run(SMALL, &Lock::default(), options);
    let expected = "name-not-locked names.lock.yaml 8 new names would be given: 1 `KeyExpired`, 2 `InvalidTicket`, 3 ";
    assert!(told(&findings).starts_with(expected), "{}", told(&findings));
    let (_, findings) = run(SMALL, &first.lock, options);
    assert_eq!(told(&findings), "");
}

/// The small page without the codes from `gone` on.
fn shortened(gone: u32) -> String {
    let kept = SMALL.lines().filter(|line| !(gone..9).any(|code| line.starts_with(&format!("{code} "))));
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_code_that_vanishes_is_named_and_comes_back_with_its_name() {
    let (first, _) = born(SMALL);
    let (second, findings) = run(&shortened(8), &first.lock, ResolveOptions::default());
    let line = first.lock.render().lines().position(|line| line.contains("code: 8,")).unwrap();
    assert!(line > 0);
    assert_eq!(told(&findings), "code-removed names.lock.yaml code 8 (`InvalidGateway`) is on no page any more\n");
    assert_eq!(&*second.catalog.tombstones[0].name, "InvalidGateway");
    assert!(
        second.lock.render().contains("{code: 8, name: InvalidGateway, source: page, group: files, removed: true}")
    );

    let lock = Lock::load("names.lock.yaml", &second.lock.render()).unwrap();
    let (again, findings) = run(&shortened(8), &lock, ResolveOptions::default());
    assert_eq!(told(&findings), "", "a tombstone is told once");
    assert_eq!(again.lock, second.lock);

    let other = format!("{}\n9 | Bad gateway.\n", shortened(8));
    let (other, _) = run(&other, &lock, ResolveOptions::default());
    assert_eq!(&*other.catalog.find_code(&bindery::catalog::Code::Number(9))[0].name, "FilesInvalidGateway");

    let (back, findings) = run(SMALL, &lock, ResolveOptions::default());
    assert_eq!(told(&findings), "");
    assert_eq!((back.lock, back.catalog.tombstones.len()), (first.lock, 0));
}

#[test]
fn mass_loss_stops_the_run_unless_it_is_accepted() {
    let (first, _) = born(SMALL);
    let mass_loss = |fixture: &str, accept_removals| -> Vec<String> {
        let options = ResolveOptions { accept_removals, ..ResolveOptions::default() };
        let (_, findings) = run(fixture, &first.lock, options);
        findings
            .iter()
            .filter(|finding| finding.rule == Rule::MassLoss)
            .map(|finding| finding.message.clone())
            .collect()
    };
    let none: Vec<String> = Vec::new();
    // Two of eight are a quarter of the group, three are more than 30 %.
    assert_eq!(mass_loss(&shortened(7), false), none);
    assert_eq!(mass_loss(&shortened(6), false), ["3 of 8 codes of group `files` of source `page` are gone"]);
    assert_eq!(mass_loss(&shortened(3), false), ["6 of 8 codes of source `page` are gone"]);
    assert_eq!(mass_loss("---\nsource other\n", false), ["8 of 8 codes of source `page` are gone"]);
    assert_eq!(mass_loss(&shortened(3), true), none);
}

#[test]
fn many_small_losses_count_for_the_source() {
    let page = |groups: u32, codes: u32| {
        let mut page = String::from("---\nsource page\n");
        for group in 0..groups {
            writeln!(page, "under Errors > Group{group}").unwrap();
            for code in 0..codes {
                writeln!(page, "{} | Some text.", group * 100 + code).unwrap();
            }
        }
        page
    };
    let (first, _) = born(&page(6, 10));
    let lost = |codes: u32| {
        let (_, findings) = run(&page(6, codes), &first.lock, ResolveOptions::default());
        findings.iter().filter(|finding| finding.is_error()).count()
    };
    assert_eq!(lost(9), 1, "one of ten in each of six groups is six of sixty");
    assert_eq!(lost(10), 0);
}

#[test]
fn damaged_locks_are_told_by_line() {
    glob!("../fixtures/resolve/locks", "*.yaml", |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        let out = match Lock::load("names.lock.yaml", &text) {
            Ok(lock) => {
                assert_eq!(Lock::load("names.lock.yaml", &lock.render()).unwrap(), lock);
                lock.render()
            }
            Err(findings) => told(&findings),
        };
        assert_snapshot!(out);
    });
}

#[test]
fn the_lock_is_yaml() {
    let (resolved, _) =
        born("---\nsource page\nunder 'A: b', #c\n0x80072EE2 | One.\n1-5 | Two.\n-3 | Three.\n\"q\" | Four.\n");
    let value: serde_yaml::Value = serde_yaml::from_str(&resolved.lock.render()).unwrap();
    let codes: Vec<_> =
        value["names"].as_sequence().unwrap().iter().map(|line| (&line["code"], &line["range"])).collect();
    assert_snapshot!(format!("{codes:?}"), @r#"[(Number(-3), Null), (Null, Sequence [Number(1), Number(5)]), (String("\"q\""), Null), (String("0x80072EE2"), Null)]"#);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// In whatever order sources and rows come, every code gets the same name.
    #[test]
    fn the_order_of_sources_does_not_change_names(order in Just((0..4usize).collect::<Vec<_>>()).prop_shuffle()) {
        let pages = [
            "source a\nunder Errors > Login\n1 | The key has expired.\n2 | The key has expired.\n3 | Server error.\n11 | Timeout.\n",
            "source b\nunder Errors > Files\n4 | The key has expired.\n3 | Wrong disk.\n5 | The file is locked.\n",
            "source c\nunder Errors > Files\n6 | The file is locked.\n7 | Timeout. | symbol=E_IO_SLOW\n8 | x | symbol=E_IO_FULL\n",
            "source d\nunder Other > Login\n9 | The key has expired.\n10 | Late. | symbol=E_IO_SLOW\n1 | Bad key. | symbol=E_KEY\n11 | Timeout.\n11 | A full disk.\n",
        ];
        let names = |order: &[usize]| -> Vec<(String, String)> {
            let mut fixture = String::from("---\n");
            for index in order {
                fixture.push_str(pages[*index]);
            }
            let (resolved, _) = born(&fixture);
            let mut names: Vec<_> =
                resolved.catalog.codes.iter().map(|entry| (entry.key().unwrap().to_string(), entry.name.to_string())).collect();
            names.sort();
            names
        };
        prop_assert_eq!(names(&order), names(&[0, 1, 2, 3]));
    }

    /// Whatever a page says, each code gets a name of its own that is an identifier.
    #[test]
    fn any_text_gives_an_identifier(texts in prop::collection::vec("\\PC{0,60}|[a-zA-Z ,.:()']{0,80}", 1..12)) {
        let mut page = Declarations::default();
        for (line, text) in (1..).zip(texts) {
            let symbol = (line % 3 == 0).then(|| text.clone());
            page.codes.push(CodeDeclaration {
                code: line.to_string(), description: text, symbol, line, ..CodeDeclaration::default()
            });
        }
        let (project, mut sources) = pages("---\nsource page\n");
        sources[0].declarations = page;
        let mut findings = Vec::new();
        let resolved = resolve(&project, sources, &Lock::default(), &Corrections::default(), ResolveOptions::default(), &mut findings);
        let mut names: Vec<String> = resolved.catalog.codes.iter().map(|entry| entry.name.to_lowercase()).collect();
        for entry in &resolved.catalog.codes {
            prop_assert!(is_identifier(&entry.name), "{}", entry.name);
        }
        names.sort();
        let all = names.len();
        names.dedup();
        prop_assert_eq!(names.len(), all);
        let lock = Lock::load("lock", &resolved.lock.render()).unwrap();
        prop_assert_eq!(lock, resolved.lock);
    }
}

/// The catalog type is used by name here, so that its move would be noticed.
#[test]
fn an_empty_project_gives_an_empty_catalog() {
    let (resolved, findings) = born("---\nsource page\n");
    let Catalog { codes, groups, .. } = resolved.catalog;
    assert!(codes.is_empty() && groups.is_empty() && findings.is_empty());
}
