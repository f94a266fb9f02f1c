//! Corrections: what a file may say, what it does to a catalog, and how each correction that has expired is reported.

use std::fmt::Write;
use std::fs;

use bindery::diagnostic::{Diagnostic, Refusal, Rule};
use bindery::project::Corrections;
use bindery::resolve::lock::Lock;
use bindery::resolve::{ResolveOptions, Resolved, resolve};
use bindery::write::catalog_yaml::catalog_text;
use insta::{assert_snapshot, glob};

use crate::commands::Demo;
use crate::resolve::pages;

/// The findings, a line each: rule, place, message, hint.
fn told(findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
        // The fields that are known grow with the catalog.
        let hint = match finding.hint.as_deref().unwrap_or("-") {
            hint if hint.starts_with("the keys known here are `") => "the keys known here are …",
            hint => hint,
        };
        let severity = finding.severity.word();
        writeln!(out, "{severity}[{}] {place}: {} -> {hint}", finding.rule, finding.message).unwrap();
    }
    out
}

fn apply(fixture: &str, corrections: &str, lock: &Lock) -> (Resolved, Vec<Diagnostic>) {
    let (project, sources) = pages(fixture);
    let corrections = Corrections::parse("corrections.yaml", corrections).unwrap();
    let mut findings = Vec::new();
    let resolved = resolve(&project, sources, lock, &corrections, ResolveOptions::default(), &mut findings);
    (resolved, findings)
}

#[test]
fn corrections_files() {
    glob!("../fixtures/corrections/loading", "*.yaml", |path: &Path| {
        let found = match Corrections::parse("corrections.yaml", &fs::read_to_string(path).unwrap()) {
            Ok(corrections) => format!("accepted, {} corrections\n", corrections.list.len()),
            Err(Refusal(findings)) => {
                assert!(findings.iter().all(|finding| finding.rule == Rule::CorrectionInvalid));
                told(&findings)
            }
        };
        assert_snapshot!(found);
    });
}

#[test]
fn corrections_at_work() {
    glob!("../fixtures/corrections/applied", "*.txt", |path: &Path| {
        let fixture = fs::read_to_string(path).unwrap();
        let (fixture, corrections) = fixture.split_once("===\n").unwrap();
        let (resolved, findings) = apply(fixture, corrections, &Lock::default());
        let text = catalog_text(&resolved.catalog);
        let codes: Vec<&str> = text
            .lines()
            .skip_while(|line| *line != "codes:")
            .take_while(|line| *line != "questions:")
            .filter(|line| !line.contains("source:"))
            .collect();
        assert_snapshot!(format!("{}\n\n{}", codes.join("\n"), told(&findings)));
        // A second run over the lock of the first says the same.
        let (again, same) = apply(fixture, corrections, &resolved.lock);
        if !findings.iter().any(Diagnostic::is_error) {
            assert_eq!((again.catalog, told(&same)), (resolved.catalog, told(&findings)));
        }
    });
}

/// The demo project with a corrections file.
fn demo(corrections: &str) -> Demo {
    let demo = Demo::new();
    demo.append("bindery.yaml", "corrections: pages/corrections.yaml\n");
    fs::write(demo.path("pages/corrections.yaml"), corrections).unwrap();
    demo
}

const LIFT: &str = "- code: 2220
  set: {kind: unavailable, name: LiftBroken}
  expect: {kind: unknown, name: OrderLiftOut}
  reason: \"The courier | waits <b>for</b> the lift.\"
  link: https://example.com/lift
- code: 1103
  set: {description: The address has no number.}
  expect: {description: The address has no house number.}
  reason: Boats have none.
- code: 2201
  set: {summary: Nobody is there., retry: unknown}
  expect: {summary: The depot is closed., retry: never}
  reason: It may be a holiday.
";

#[test]
fn what_is_reviewed_says_so_everywhere() {
    let demo = demo(LIFT);
    let ran = demo.run(&["generate"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let shown = demo.run(&["explain", "2220"]).out;
    for wanted in [
        "2220  LiftBroken\n",
        "unavailable (reviewed: The courier | waits <b>for</b> the lift.)",
        "reviewed  name: The courier",
        "https://example.com/lift",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    let shown = demo.run(&["explain", "2201"]).out;
    for wanted in
        ["The depot is closed. Try again", "summary   Nobody is there.", "unknown (reviewed: It may be a holiday.)"]
    {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    let output = demo.output();
    let page = |name: &str| -> String {
        let pages = output.iter().filter(|(path, _)| path.contains(name));
        pages.map(|(_, text)| text.as_str()).collect()
    };
    let reviewed = r"- Reviewed: name, kind, retry: The courier \| waits \<b>for\</b> the lift. ([source](<https://example.com/lift>))";
    assert!(page("markdown/groups/").contains(reviewed), "{}", page("markdown/groups/"));
    assert!(page("out/rust/src/").contains("LiftBroken = 2220"));
    assert!(page("names.lock.yaml").contains("{code: 2220, name: LiftBroken,"));
    // The corrected text is what everything else is made from.
    assert!(page("catalog.yaml").contains("summary: The address has no number.\n"));
    assert_eq!(demo.run(&["check"]).status, 0);
}

#[test]
fn check_says_first_what_keeps_generate_from_mending() {
    let demo = demo(LIFT);
    demo.run(&["generate"]);
    demo.edit("pages/codes.md", "no house number", "no number at all");
    let out = demo.run(&["check"]).out;
    assert!(out.starts_with("1 error keeps `bindery generate` from writing\n"), "{out}");
    assert!(!out.contains("run `bindery generate` and commit the result") && !out.contains("+++"), "{out}");
    assert!(out.contains("error[stale]: `out/catalog.yaml`") && out.contains("mend the errors above first"), "{out}");
}

#[test]
fn expired_corrections_fail_or_warn() {
    let demo = demo(LIFT);
    assert_eq!(demo.run(&["generate"]).status, 0);
    let before = demo.output();
    // What the page says has changed beneath the correction.
    demo.edit("pages/codes.md", "no house number.", "no house number");
    let ran = demo.run(&["generate"]);
    assert_eq!(ran.status, 1);
    let place = "--> pages/corrections.yaml:8:25";
    assert!(ran.err.contains("error[correction-outdated]") && ran.err.contains(place), "{}", ran.err);
    assert!(demo.output() == before, "nothing is written");
    // The page agrees.
    demo.edit("pages/codes.md", "no house number", "no number.");
    let ran = demo.run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.err.contains("warning[correction-unneeded]") && ran.err.contains("remove the correction"),
        "{}",
        ran.err
    );
    // The code is gone.
    demo.edit("pages/codes.md", "| 1103 | The address has no number. |\n", "");
    let ran = demo.run(&["generate"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("error[correction-target-gone]"), "{}", ran.err);
    assert!(ran.err.contains("is on no page any more") && ran.err.contains("corrections.yaml:6"), "{}", ran.err);
}

#[test]
fn a_locked_name_is_not_corrected() {
    let demo = demo("");
    assert_eq!(demo.run(&["generate"]).status, 0);
    fs::write(demo.path("pages/corrections.yaml"), LIFT).unwrap();
    let ran = demo.run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.err.contains("warning[correction-of-locked-name]"), "{}", ran.err);
    assert!(ran.err.contains("bindery rename OrderLiftOut LiftBroken"), "{}", ran.err);
    assert!(demo.run(&["explain", "2220"]).out.starts_with("2220  OrderLiftOut"));
}

#[test]
fn a_file_that_cannot_be_used_is_refused() {
    let broken = demo("- code: 2220\n  set: {sort: unavailable}\n  expect: {}\n  reason: x\n");
    let ran = broken.run(&["generate"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("error[correction-invalid]: unknown key `sort`"), "{}", ran.err);
    assert!(ran.err.contains("--> pages/corrections.yaml:2:9"), "{}", ran.err);
    fs::remove_file(broken.path("pages/corrections.yaml")).unwrap();
    let ran = broken.run(&["check"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains("there is no such file") || ran.err.contains("there is no such file"), "{ran:?}");
    // A correction is never read from what is generated, or from anywhere else.
    for (path, said) in
        [("out/corrections.yaml", "output folder"), ("../x.yaml", "leads upwards"), ("names.lock.yaml", "the lock too")]
    {
        let demo = Demo::new();
        demo.append("bindery.yaml", &format!("corrections: {path}\n"));
        let ran = demo.run(&["generate"]);
        assert!(ran.status == 2 && ran.err.contains(said), "{ran:?}");
    }
}

#[test]
fn bombs_end_in_refusal() {
    let mut aliases = "- code: &x0 [a,a,a,a,a,a,a,a,a]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*x{}", level - 1); 9].join(",");
        aliases.push_str(&format!("- code: &x{level} [{items}]\n"));
    }
    for text in [aliases, "[".repeat(100_000), "- ".repeat(100_000), format!("- set: {}\n", "{a: ".repeat(100_000))] {
        let Err(Refusal(findings)) = Corrections::parse("corrections.yaml", &text) else { panic!("accepted") };
        assert!(findings[0].place.as_ref().is_some_and(|place| place.line.is_some()), "{findings:?}");
    }
}

/// Work that grew with the square of the findings would keep this test for minutes.
#[test]
fn thousands_of_findings_are_all_reported() {
    let corrections: String = (0..3_000)
        .map(|code| format!("- code: {code}\n  set: {{kind: timeout}}\n  expect: {{kind: unknown}}\n  reason: x\n"))
        .collect();
    let (_, findings) = apply("---\nsource page\n1 | A wall.\n", &corrections, &Lock::default());
    assert_eq!(findings.len(), 2_999);
}
