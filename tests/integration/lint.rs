//! Lint: each rule finds what it is for and is silent about its neighbour; levels and forms as a user meets them.
//!
//! A fixture is all files of one stem in `tests/fixtures/lint/<rule>/`: those of `finds` have the fault, those of
//! `silent` look like it and are right. A case more is a stem more that begins with either word.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use bindery::diagnostic::{Diagnostic, Rule};
use bindery::lint::{Pages, lint, rules};
use bindery::pipeline::study;
use bindery::project::Project;
use insta::assert_snapshot;

use crate::commands::Demo;

/// What lint finds in files that are the sources of one project.
fn find(folder: &Path, files: &[String]) -> Vec<Diagnostic> {
    let mut text = "catalog: sample\ntitle: Sample\nversion: 1.0.0\nsources:\n".to_owned();
    for file in files {
        let format = if file.ends_with(".txt") { "capture" } else { "" };
        let format = if format.is_empty() { String::new() } else { format!("    format: {format}\n") };
        writeln!(text, "  - id: {}\n    path: {file}", file.replace('.', "-")).unwrap();
        text.push_str(&format);
    }
    let project = Project::parse(folder.canonicalize().unwrap(), "bindery.yaml".into(), &text)
        .unwrap_or_else(|refusal| panic!("{}: {refusal}", folder.display()));
    let study = study(&project).unwrap_or_else(|refusal| panic!("{}: {refusal}", folder.display()));
    let pages = Pages { sources: &study.sources, catalog: &study.catalog, drift: &study.drift };
    lint(pages, study.findings)
}

/// The fixtures of a rule: files by stem.
fn fixtures(rule: Rule) -> (PathBuf, BTreeMap<String, Vec<String>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint").join(rule.id());
    let mut stems: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in fs::read_dir(&folder).into_iter().flatten() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let stem = name.split('.').next().unwrap().to_owned();
        stems.entry(stem).or_default().push(name);
    }
    stems.values_mut().for_each(|files| files.sort());
    (folder, stems)
}

#[test]
fn each_rule_finds_its_fault_and_not_its_neighbour() {
    let mut report = String::new();
    for rule in rules() {
        let (folder, stems) = fixtures(rule);
        for side in ["finds", "silent"] {
            assert!(stems.keys().any(|stem| stem.starts_with(side)), "{rule} has no fixture `{side}`");
        }
        for (stem, files) in stems {
            let findings = find(&folder, &files);
            let own: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.rule == rule).collect();
            if stem.starts_with("silent") {
                assert!(own.is_empty(), "{rule}, {stem}: {own:?}");
                let lost = findings.iter().any(|finding| finding.is_error() || finding.rule == Rule::NothingFound);
                assert!(!lost, "{rule}, {stem} is silent because nothing was read: {findings:?}");
                continue;
            }
            assert!(!own.is_empty(), "{rule}, {stem}: {findings:?}");
            for finding in own {
                let place = finding.place.as_ref().unwrap();
                assert!(place.line.is_some() && finding.hint.is_some(), "{rule}: {finding:?}");
                writeln!(report, "{} {place}\n    {}", rule.id(), finding.message).unwrap();
            }
        }
    }
    assert_snapshot!(report);
}

#[test]
fn what_was_found_is_the_result() {
    let demo = Demo::new();
    demo.edit(
        "pages/codes.md",
        "| 2221 | The courier has no key. |",
        "| 2221 | The courier has no key. |\n| 1103 | System error. |\n| 2222 | Unknown error. |",
    );
    let ran = demo.run(&["lint"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.contains("warning[boilerplate-description]: all that is said of code 2222 is “Unknown error.”"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("warning[conflicting-meanings]"), "{}", ran.out);
    assert!(!demo.path("out").exists() && !demo.path("names.lock.yaml").exists(), "lint writes nothing");
    for (format, wanted) in [
        (
            "json",
            "\"rule\":\"boilerplate-description\",\"severity\":\"warning\",\"place\":{\"path\":\"pages/codes.md\"",
        ),
        ("github", "::warning file=pages/codes.md,line="),
        ("sarif", "\"ruleId\": \"boilerplate-description\""),
        ("junit", "boilerplate-description"),
    ] {
        let ran = demo.run(&["lint", "--message-format", format]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{format}: {ran:?}");
        assert!(ran.out.contains(wanted), "{format}: {}", ran.out);
    }
}

#[test]
fn levels_are_set_by_the_project_and_denied_by_the_command_line() {
    let demo = Demo::new();
    demo.edit("pages/codes.md", "The courier has no key.", "Unknown error.");
    let status = |arguments: &[&str]| demo.run(arguments).status;
    assert_eq!(status(&["lint"]), 0);
    assert_eq!(status(&["lint", "--deny", "warning"]), 1);
    assert_eq!(status(&["lint", "--deny", "error"]), 0);
    assert_eq!(status(&["lint", "--deny", "duplicate-code"]), 0);
    assert_eq!(status(&["lint", "--deny", "duplicate-code", "--deny", "boilerplate-description"]), 1);
    let ran = demo.run(&["lint", "--deny", "boilerplate"]);
    assert!(ran.status == 2 && ran.err.contains("no level and no rule"), "{ran:?}");

    demo.append("bindery.yaml", "lint:\n  undocumented-cause: off\n  boilerplate-description: note\n");
    assert!(demo.run(&["lint"]).out.contains("note[boilerplate-description]"));
    assert_eq!(status(&["lint", "--deny", "warning"]), 0);
    demo.edit("bindery.yaml", "boilerplate-description: note", "boilerplate-description: error");
    assert_eq!(status(&["lint"]), 1);
    assert_eq!(status(&["generate"]), 0, "levels are those of lint");
    demo.edit("bindery.yaml", "boilerplate-description: error", "boilerplate-description: off");
    let ran = demo.run(&["lint"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "nothing to mend: 2 pages, 8 entries\n"));
    assert_eq!(status(&["lint", "--deny", "boilerplate-description"]), 1);
}

#[test]
fn levels_of_rules_that_are_none_are_refused() {
    let demo = Demo::new();
    demo.append("bindery.yaml", "lint:\n  boilerplate-descriptions: note\n");
    let ran = demo.run(&["lint"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("there is no rule `boilerplate-descriptions`"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `boilerplate-description`?"), "{}", ran.err);
    demo.edit("bindery.yaml", "boilerplate-descriptions: note", "stale: note");
    let ran = demo.run(&["lint"]);
    assert!(ran.status == 2 && ran.err.contains("`stale` is no rule of `lint`"), "{ran:?}");
    assert!(ran.err.contains("bindery.yaml:"), "{}", ran.err);
    demo.edit("bindery.yaml", "stale: note", "lost-link: warn");
    let ran = demo.run(&["generate"]);
    assert!(ran.status == 2 && ran.err.contains("did you mean `warning`?"), "{ran:?}");
}

#[test]
fn a_damaged_page_is_reported_and_fails() {
    let demo = Demo::new();
    demo.append("pages/codes.md", "\n## Late codes\n\nCode\nDescription\n3301\nThe bell is mute.\n3302\n");
    let ran = demo.run(&["lint"]);
    assert!(ran.err.is_empty(), "{ran:?}");
    fs::remove_file(demo.path("pages/help.md")).unwrap();
    assert_eq!(demo.run(&["lint"]).status, 2);
}

/// What lint finds on the seeds; each was read and is worth a docs team's time.
#[test]
fn findings_on_the_seeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let project = Project::load(Some(&root.join("bindery.yaml")), root).unwrap();
    let study = study(&project).unwrap();
    let pages = Pages { sources: &study.sources, catalog: &study.catalog, drift: &study.drift };
    let mut findings = lint(pages, study.findings);
    findings.sort_by(|one, other| (one.rule, &one.place).cmp(&(other.rule, &other.place)));
    let mut report = String::new();
    for finding in findings {
        let place = finding.place.map(|place| place.to_string()).unwrap_or_default();
        writeln!(report, "{}[{}] {place}\n    {}", finding.severity, finding.rule, finding.message).unwrap();
    }
    assert_snapshot!(report);
}

/// `docs/lint-rules.md`, from the table of rules.
fn rules_for_people() -> String {
    let mut text = "# The rules of `bindery lint`\n\n".to_owned();
    text.push_str(
        "Made from the table of rules; a test keeps it in step. `bindery explain RULE` says the same. Levels are set\n\
         under `lint:` in `bindery.yaml` (`off`, `note`, `warning`, `error`) or by `bindery lint --deny LEVEL|RULE`.\n\n\
         | rule | by itself | finds |\n|---|---|---|\n",
    );
    for rule in rules() {
        writeln!(text, "| [`{0}`](#{0}) | {1} | {2} |", rule.id(), rule.severity(), rule.summary()).unwrap();
    }
    for rule in rules() {
        writeln!(text, "\n## {}\n\n{}", rule.id(), rule.explanation()).unwrap();
    }
    text
}

#[test]
fn the_rules_are_documented() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lint-rules.md");
    let text = rules_for_people();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&file, &text).unwrap();
    }
    let said = fs::read_to_string(&file).unwrap();
    assert!(said == text, "docs/lint-rules.md is stale: run the tests with INSTA_UPDATE=always");
}
