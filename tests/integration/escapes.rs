//! No page's text reaches a terminal as anything but text, and no path of a project leads out of it: every verb is run over
//! a project whose pages, titles and file names are full of what steers.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What steers a terminal or hides and reorders text, in page text: an escape sequence, a title, C1 controls, a bell, a
/// delete, overrides of direction, invisible characters.
const STEERS: &str = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{7f}\u{90}q\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\u{2028}";

/// A project whose every text steers, the name of its page among them.
fn project(folder: &Path) {
    let name = format!("codes{STEERS}.md");
    let page = format!(
        "# Error codes {STEERS}\n\n## Lid {STEERS} codes\n\n| Code | Name{STEERS} | Description |\n|---|---|---|\n\
         | 1001 | ERR_A{STEERS} | The lid {STEERS} is open.\t{STEERS} |\n| 1002 | ERR_B | {STEERS} |\n| 1002 | ERR_C | Another {STEERS} text |\n\
         | x{STEERS} | ? | broken |\n| 1003 | ERR_D | The key | is | bent {STEERS} |\n\n> [!NOTE]\n> {STEERS} note\n\n\
         ### Why does 1001 {STEERS} happen?\n\nBecause {STEERS}.\n\n<!-- 1009 {STEERS} -->\n"
    );
    // More plain text than controls: it is a page, not a program.
    fs::write(folder.join(&name), page + &"\nPlain words about lids and keys.\n".repeat(300)).unwrap();
    let quoted = yaml(&name);
    let file = format!(
        "catalog: steers\ntitle: {}\nversion: 1.0.0\nsources:\n  - {{id: codes, path: {quoted}}}\ntargets:\n  rust: {{crate: steers-codes}}\n  \
         markdown: {{}}\n  json-schema: {{}}\nignore:\n  - {{rule: none, line: {}}}\n",
        yaml(STEERS),
        yaml(STEERS),
    );
    fs::write(folder.join("bindery.yaml"), file).unwrap();
}

/// A YAML string in ASCII.
fn yaml(text: &str) -> String {
    let letter =
        |c: char| if c.is_ascii_alphanumeric() || c == '.' { c.into() } else { format!("\\U{:08x}", u32::from(c)) };
    format!("\"{}\"", text.chars().map(letter).collect::<String>())
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    let output = command.args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(said).expect("what is printed is UTF-8"))
}

/// The first character that would steer a terminal or reorder what stands there.
fn steering(said: &str) -> Option<char> {
    said.chars().find(|c| match c {
        '\n' | '\t' => false,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    })
}

#[test]
fn nothing_that_steers_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let page = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let page = page.into_iter().find(|name| name.ends_with(".md")).unwrap();
    let mut wrong = Vec::new();
    let mut look = |arguments: &[&str]| {
        let (status, said) = run(folder.path(), arguments);
        assert!((0..=2).contains(&status), "{arguments:?}: {status}\n{said}");
        if let Some(found) = steering(&said) {
            let at = said.find(found).unwrap_or_default();
            let around: String = said[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
            wrong.push(format!("{arguments:?} prints {found:?} after {around:?}"));
        }
        status
    };
    for format in ["text", "json", "github", "sarif", "junit"] {
        look(&["generate", "--dry-run", "-v", "--message-format", format]);
        look(&["check", "--message-format", format]);
        look(&["extract", "-v", &page, "--message-format", format]);
        look(&["explain", STEERS, "--message-format", format]);
        look(&["extract", STEERS, "--message-format", format]);
        look(&["generate", "--project", STEERS, "--message-format", format]);
        look(&["explain", "1", "--catalog", STEERS, "--message-format", format]);
    }
    look(&["extract", "--format", "json", &page]);
    look(&["init", &page]);
    look(&["init", &page, "--project", "other\u{1b}[31m.yaml"]);
    look(&["init", "nowhere\u{1b}[31m.md"]);
    // The rows that are broken on purpose keep the project from being generated: without them it is.
    let text = fs::read_to_string(folder.path().join(&page)).unwrap();
    let whole: Vec<&str> = text.lines().filter(|line| !line.starts_with("| x") && !line.contains("1009")).collect();
    fs::write(folder.path().join(&page), whole.join("\n")).unwrap();
    let status = look(&["generate", "-v", "--timings"]);
    assert_eq!(status, 0, "{}", run(folder.path(), &["generate"]).1);
    for arguments in
        [&["explain", "1001"][..], &["explain", "1001", "--format", "json"], &["explain", "lid"], &["check"]]
    {
        look(arguments);
    }
    fs::write(folder.path().join("generated").join(format!("mine{STEERS}")), "x").unwrap();
    fs::write(folder.path().join("generated/catalog.yaml"), format!("{STEERS}\n")).unwrap();
    look(&["check"]);
    look(&["explain", "1001"]);
    look(&["generate"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[cfg(unix)]
#[test]
fn nothing_leads_out_of_the_project() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = folder.path();
    fs::write(elsewhere.path().join("page.md"), "# Error codes\n\n| Code | Text |\n|---|---|\n| 1 | The lid. |\n")
        .unwrap();
    fs::copy(elsewhere.path().join("page.md"), root.join("page.md")).unwrap();
    fs::write(elsewhere.path().join("keep.yaml"), "- code: 1\n").unwrap();
    symlink(elsewhere.path(), root.join("out")).unwrap();
    symlink(elsewhere.path().join("page.md"), root.join("link.md")).unwrap();
    symlink(elsewhere.path().join("keep.yaml"), root.join("link.yaml")).unwrap();
    symlink(elsewhere.path().join("nothing"), root.join("dangling")).unwrap();
    let absolute = elsewhere.path().join("page.md").to_string_lossy().into_owned();
    let before = listing(elsewhere.path());
    let ways = [
        "../x.md",
        "a/../../x.md",
        absolute.as_str(),
        "out/page.md",
        "link.md",
        "dangling",
        "out",
        "./out/../../x",
        "C:/x",
        "a\\..\\x",
        "~/x/../../../x",
    ];
    for way in ways {
        let quoted = serde_json::Value::from(way).to_string();
        let source = |path: &str| format!("sources:\n  - {{id: page, path: {path}}}\n");
        for file in [
            source(&quoted),
            format!("{}output: {quoted}\n", source("page.md")),
            format!("{}lock: {quoted}\n", source("page.md")),
            format!("{}corrections: {quoted}\n", source("page.md")),
        ] {
            let text = format!("catalog: a\ntitle: A\nversion: 1.0.0\n{file}");
            fs::write(root.join("bindery.yaml"), &text).unwrap();
            for verb in ["generate", "check"] {
                let (status, said) = run(root, &[verb]);
                assert_ne!(status, 0, "{verb} with {file}: {said}");
                assert!((1..=2).contains(&status), "{verb} with {file}: {said}");
                assert_eq!(listing(elsewhere.path()), before, "{verb} with {file} wrote elsewhere");
                assert!(!root.join("generated").exists(), "{verb} with {file} wrote something");
            }
        }
    }
    // A link that appears within the output is no way out either.
    fs::write(
        root.join("bindery.yaml"),
        "catalog: a\ntitle: A\nversion: 1.0.0\nsources: [{id: page, path: page.md}]\ntargets: {markdown: {}}\n",
    )
    .unwrap();
    assert_eq!(run(root, &["generate"]).0, 0);
    fs::remove_dir_all(root.join("generated/markdown")).unwrap();
    symlink(elsewhere.path(), root.join("generated/markdown")).unwrap();
    fs::remove_file(root.join("generated/manifest.json")).unwrap();
    symlink(elsewhere.path().join("manifest.json"), root.join("generated/manifest.json")).unwrap();
    assert_eq!(run(root, &["generate"]).0, 1);
    assert_eq!(listing(elsewhere.path()), before);
}

#[cfg(unix)]
fn listing(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<(String, String)> = entries
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap_or_default())
        })
        .collect();
    found.sort();
    found
}
