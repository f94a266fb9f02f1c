//! What the project file decides about reading a source: each decision of the evidence can be overruled, and a rule that
//! finds nothing to decide is a finding.

use std::fs;
use std::process::{Command, Stdio};

use crate::commands::Ran;

/// A project of one page, `page.md`, whose source says `reading` besides its id and path.
struct Project(tempfile::TempDir);

impl Project {
    fn new(page: &str, reading: &str) -> Self {
        Self::with(&format!("  - id: page\n    path: page.md\n{reading}"), "", &[("page.md", page)])
    }

    fn with(sources: &str, more: &str, pages: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("catalog: lids\ntitle: Lids\nversion: 0.1.0\nsources:\n{sources}{more}");
        fs::write(folder.path().join("bindery.yaml"), file).unwrap();
        for (path, text) in pages {
            fs::write(folder.path().join(path), text).unwrap();
        }
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        let output = command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap();
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The codes that `extract` gives with the project: code, symbol, description.
    fn codes(&self) -> Vec<String> {
        let ran = self.run(&["extract", "--project", "bindery.yaml", "page.md", "--format", "json"]);
        let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let codes = value["codes"].as_array().unwrap().iter();
        codes
            .map(|code| format!("{} {} {}", text(&code["code"]), text(&code["symbol"]), text(&code["description"])))
            .collect()
    }

    fn catalog(&self) -> String {
        fs::read_to_string(self.0.path().join("generated/catalog.yaml")).unwrap()
    }
}

const PLAIN: &str = "# Lids\n\n## Sizes\n\n| Size | Wood | Use |\n|---|---|---|\n| 10 | oak | For jars. |\n| 20 | ash | For pots. |\n\n\
                     ## Error codes\n\n| Code | Meaning |\n|---|---|\n| 71 | The lid failed. |\n| 72 | The lid is lost. |\n";

#[test]
fn a_table_is_read_or_not_as_the_project_says() {
    let lid = ["71 - The lid failed.", "72 - The lid is lost."];
    assert_eq!(Project::new(PLAIN, "").codes(), lid);
    let both = Project::new(
        PLAIN,
        "    tables:\n      - {under: Sizes, read: codes, columns: {Size: code, Wood: symbol, Use: description}}\n",
    );
    assert_eq!(both.codes()[..2], ["10 oak For jars.", "20 ash For pots."]);
    assert_eq!(both.codes()[2..], lid);
    for rule in ["{under: Error codes, read: nothing}", "{number: 2, read: nothing}", "{read: nothing}"] {
        let none = Project::new(PLAIN, &format!("    tables:\n      - {rule}\n"));
        assert_eq!(none.codes(), [""; 0], "{rule}");
    }
    // What is said later decides.
    let rules = "    tables:\n      - {read: nothing}\n      - {under: Error codes, read: codes}\n";
    assert_eq!(Project::new(PLAIN, rules).codes(), lid);
}

#[test]
fn a_table_is_known_by_its_caption() {
    let page = "# Error codes\n\n<table><caption>Woods</caption><tr><th>Code<th>Meaning<tr><td>71<td>The oak failed.\
                <tr><td>72<td>The ash failed.</table>\n";
    assert_eq!(Project::new(page, "").codes().len(), 2);
    assert_eq!(Project::new(page, "    tables:\n      - {caption: Woods, read: nothing}\n").codes().len(), 0);
}

#[test]
fn columns_hold_what_the_project_says() {
    let page = "# Error codes\n\n| Code | Value | Text | Notes |\n|---|---|---|---|\n| E71 | 7001 | The lid failed. | See B. |\n\
                | E72 | 7002 | The lid is lost. | See C. |\n";
    let reading = "    tables:\n      - columns: {Value: code, Code: symbol, Notes: ignore}\n";
    let project = Project::new(page, reading);
    assert_eq!(project.codes(), ["7001 E71 The lid failed.", "7002 E72 The lid is lost."]);
    let ran = project.run(&["extract", "--project", "bindery.yaml", "page.md", "--format", "json"]);
    assert!(!ran.out.contains("See B."), "{}", ran.out);
    // A table without headers has numbered columns.
    let page =
        "# Error codes\n\n<table><tr><td>E71<td>7001<td>The lid failed.<tr><td>E72<td>7002<td>It failed.</table>\n";
    let reading = "    tables:\n      - {read: codes, columns: {2: code, 1: symbol, 3: description}}\n";
    assert_eq!(Project::new(page, reading).codes(), ["7001 E71 The lid failed.", "7002 E72 It failed."]);
}

const ENTRIES: &str = "# Lids\n\n## Error codes\n\n### 7001\n\nThe lid failed.\n\n### 7002\n\nThe lid is lost.\n\n\
                       ## Woods\n\n- `oak`: It is hard.\n- `ash`: It bends.\n- `elm`: It is rare.\n";

#[test]
fn headings_and_lists_are_read_or_not_as_the_project_says() {
    assert_eq!(Project::new(ENTRIES, "").codes(), ["7001 - The lid failed.", "7002 - The lid is lost."]);
    let headings = "    headings:\n      - {under: Error codes, read: nothing}\n";
    assert_eq!(Project::new(ENTRIES, headings).codes(), [""; 0]);
    let lists = "    lists:\n      - {under: Woods, read: codes}\n";
    assert_eq!(
        Project::new(ENTRIES, lists).codes()[2..],
        ["oak - It is hard.", "ash - It bends.", "elm - It is rare."]
    );
    // What was set aside stands in the account under a rule of that name.
    let ran = Project::new(ENTRIES, headings).run(&["extract", "--project", "bindery.yaml", "-v", "page.md"]);
    assert!(ran.err.contains("rule set-aside ignored 2\n"), "{}", ran.err);
}

#[test]
fn verbose_says_that_the_project_decided() {
    let project =
        Project::new(PLAIN, "    tables:\n      - {under: Error codes, read: nothing, columns: {Code: code}}\n");
    let ran = project.run(&["extract", "--project", "bindery.yaml", "-v", "page.md"]);
    let decision = "page.md:14: table at line 14, 2 columns, 2 rows: not codes\n    the project file decides: item 1 of \
                    `tables` reads nothing\n";
    assert!(ran.err.contains(decision), "{}", ran.err);
    assert!(ran.err.contains("column 1 is `code` by item 1 of `tables`"), "{}", ran.err);
    // Without `--project` the page is read as nobody prepared it.
    assert!(!project.run(&["extract", "-v", "page.md"]).err.contains("project file"));
}

#[test]
fn a_rule_that_decides_nothing_is_a_finding() {
    let reading = "    tables:\n      - {under: Errors, read: codes}\n      - {columns: {Vlaue: code}}\n    headings:\n      \
                   - {under: Woods, read: codes}\n    lists:\n      - {read: codes}\n    ignore:\n      - {rule: sale, line: Buy}\n";
    let ran = Project::new(PLAIN, reading).run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for (place, what) in [
        ("bindery.yaml:8:9", "item 1 of `tables` finds nothing to decide in `page`"),
        ("bindery.yaml:9:9", "item 2 of `tables` finds nothing"),
        ("bindery.yaml:11:9", "item 1 of `headings` finds nothing"),
        ("bindery.yaml:13:9", "item 1 of `lists` finds nothing"),
        ("bindery.yaml:15:9", "the ignore rule `sale` matches nothing in `page`"),
    ] {
        assert!(ran.err.contains(what) && ran.err.contains(place), "{place} {what}: {}", ran.err);
    }
}

#[test]
fn a_source_has_ignore_rules_of_its_own() {
    let page = format!("{PLAIN}\n404 (now 30 % off)\n");
    let stopped = Project::new(&page, "").run(&["generate"]);
    assert_eq!(stopped.status, 1, "{stopped:?}");
    let ran =
        Project::new(&page, "    ignore:\n      - {rule: sale, starts-with: 404 (now}\n").run(&["generate", "-v"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains("ignored by `sale`: 1\n"), "{}", ran.out);
}

#[test]
fn format_and_encoding_are_as_the_project_says() {
    let project =
        Project::with("  - id: page\n    path: page.md\n    format: html\n    encoding: windows-1252\n", "", &[]);
    let page = b"# Error codes\n<table><tr><th>Code<th>Meaning<tr><td>71<td>Le pot est fen\xeatr\xe9.<tr><td>72<td>Erreur.</table>";
    fs::write(project.0.path().join("page.md"), page).unwrap();
    let ran = project.run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        project.catalog().contains("format: html") && project.catalog().contains("fenêtré"),
        "{}",
        project.catalog()
    );
}

#[test]
fn scopes_keep_codes_apart_to_the_end() {
    let page = |what: &str| {
        format!(
            "# Error codes\n\n| Code | Meaning |\n|---|---|\n| 1 | The {what} failed. |\n| 2 | The {what} is lost. |\n"
        )
    };
    let (lids, pots) = (page("lid"), page("pot"));
    let sources = "  - {id: lids, path: lids.md, scope: lid}\n  - {id: pots, path: pots.md, scope: pot}\n";
    let targets = "targets:\n  rust: {crate: lids}\n";
    let project = Project::with(sources, targets, &[("lids.md", &lids), ("pots.md", &pots)]);
    let ran = project.run(&["generate"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.starts_with("lids 0.1.0: 2 pages, 4 entries\n"), "{}", ran.out);
    assert!(project.catalog().contains("scopes:\n"), "{}", project.catalog());
    let enums = enums(&project);
    assert_eq!(enums.len(), 2, "{enums:?}");
    // One page whose sections are scopes.
    let both = format!(
        "{}\n## Pots\n\n{}",
        lids.replace("# Error codes", "# Error codes\n\n## Lids"),
        pots.split_once("\n\n").unwrap().1
    );
    let sections = "sections:\n  - {heading: Lids, scope: lid}\n  - {heading: Pots, scope: pot}\n";
    let source = "  - {id: both, path: both.md}\n";
    let project = Project::with(source, &format!("{sections}{targets}"), &[("both.md", &both)]);
    let ran = project.run(&["generate"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.starts_with("lids 0.1.0: 1 page, 4 entries\n"), "{}", ran.out);
    assert_eq!(self::enums(&project), enums);
}

/// The enums of the generated crate.
fn enums(project: &Project) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![project.0.path().join("generated/rust")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(path).unwrap();
                found.extend(text.lines().filter(|line| line.starts_with("pub enum Known")).map(str::to_owned));
            }
        }
    }
    found.sort();
    found
}
