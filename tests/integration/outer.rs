//! What stands around the stages: a lock that is lost, the forms of findings, refusals of the system.

use std::fs;

use crate::commands::Demo;

/// The lines of a catalog that give names.
fn names(demo: &Demo) -> Vec<String> {
    let catalog = fs::read_to_string(demo.path("out/catalog.yaml")).unwrap();
    catalog.lines().filter(|line| line.trim_start().starts_with("name: ")).map(str::to_owned).collect()
}

#[test]
fn a_lost_lock_stops_every_run() {
    let demo = Demo::generated();
    fs::remove_file(demo.path("names.lock.yaml")).unwrap();
    demo.edit("pages/codes.md", "The address has no house number.", "No street could be found for this postcode.");
    let before = demo.output();
    for arguments in [&["generate"][..], &["check"], &["generate", "--accept-removals"], &["generate", "--dry-run"]] {
        let ran = demo.run(arguments);
        let said = ran.out.clone() + &ran.err;
        assert_eq!(ran.status, 1, "{arguments:?}: {ran:?}");
        assert!(said.contains("error[lock-damaged]") && said.contains("version control"), "{arguments:?}: {said}");
        assert!(said.contains("generate --new-lock"), "{said}");
        assert!(!said.contains("run `bindery generate`\n"), "{said}");
    }
    assert_eq!(demo.output(), before);
    // The manifest alone, or the catalog alone, tells that there was a lock.
    for path in ["out/catalog.yaml", "out/manifest.json"] {
        let text = fs::read(demo.path(path)).unwrap();
        fs::remove_file(demo.path(path)).unwrap();
        assert_eq!(demo.run(&["generate"]).status, 1, "{path}");
        fs::write(demo.path(path), text).unwrap();
    }
    fs::write(demo.path("out/catalog.yaml"), "not a catalog").unwrap();
    fs::remove_file(demo.path("out/manifest.json")).unwrap();
    assert_eq!(demo.run(&["generate"]).status, 1, "a catalog that cannot be read may have given names");
}

#[test]
fn a_new_lock_takes_the_names_of_the_old_catalog() {
    let demo = Demo::generated();
    demo.edit("pages/codes.md", "| 1102 | The parcel is heavier than 30 kg. |\n", "");
    assert_eq!(demo.run(&["generate"]).status, 0);
    let before = (names(&demo), fs::read_to_string(demo.path("names.lock.yaml")).unwrap());
    let ran = demo.run(&["generate", "--new-lock"]);
    assert_eq!(ran.status, 1, "a lock that is there is not replaced: {ran:?}");
    fs::remove_file(demo.path("names.lock.yaml")).unwrap();
    let ran = demo.run(&["generate", "--new-lock"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    // A catalog does not say where a removed code stood.
    let lock = fs::read_to_string(demo.path("names.lock.yaml")).unwrap();
    let standing = |lock: &str| lock.lines().filter(|line| !line.contains("removed: ")).map(str::to_owned).collect();
    let (kept, wanted): (Vec<String>, Vec<String>) = (standing(&lock), standing(&before.1));
    assert_eq!(kept, wanted);
    assert!(lock.lines().any(|line| line.contains("code: 1102") && line.contains("removed: true")), "{lock}");
    fs::remove_file(demo.path("names.lock.yaml")).unwrap();
    demo.edit("pages/codes.md", "The address has no house number.", "No street could be found for this postcode.");
    let ran = demo.run(&["generate", "--new-lock"]);
    assert_eq!((ran.status, names(&demo)), (0, before.0), "{ran:?}");
}

#[test]
fn a_lost_lock_does_not_hide_a_mass_loss() {
    let demo = Demo::new();
    let rows: String = (3001..3041).map(|code| format!("| {code} | Belt {code} is not moving. |\n")).collect();
    demo.append("pages/codes.md", &format!("\n## Belt codes\n\n| Code | Description |\n|---|---|\n{rows}"));
    assert_eq!(demo.run(&["generate"]).status, 0);
    fs::remove_file(demo.path("names.lock.yaml")).unwrap();
    demo.edit("pages/codes.md", &rows, "");
    let ran = demo.run(&["generate", "--new-lock"]);
    assert!(ran.status == 1 && ran.err.contains("error[mass-loss]"), "{ran:?}");
    // All that went is told once, whether it is refused or accepted.
    assert!(!ran.err.contains("code-removed"), "{}", ran.err);
    let ran = demo.run(&["generate", "--new-lock", "--accept-removals"]);
    assert_eq!((ran.status, ran.err.matches("code-removed").count()), (0, 1), "{ran:?}");
    assert!(ran.err.contains("40 codes of source `codes`") && ran.err.contains("3040 `"), "{}", ran.err);
}

#[test]
fn the_findings_of_a_run_are_one_valid_document() {
    for (broken, status) in [(false, 0), (true, 1)] {
        let demo = Demo::new();
        if broken {
            demo.edit("pages/codes.md", "| 1102 |", "| see above |");
        }
        for format in ["json", "sarif", "junit", "github"] {
            for verb in [&["generate", "--timings", "-v"][..], &["generate", "--dry-run"], &["check"]] {
                let ran = demo.run(&[&["--message-format", format], verb].concat());
                // Unlike `generate`, `check` finds what is not written yet.
                let (text, wanted) = if verb == ["check"] { (&ran.out, ran.status) } else { (&ran.err, status) };
                assert_eq!(ran.status, wanted, "{ran:?}");
                assert_form(format, text);
                if broken {
                    assert!(text.contains("unexplained"), "{format}: {text}");
                }
            }
            let ran = demo.run(&["--message-format", format, "extract", "-v", "pages/codes.md"]);
            assert_form(format, &ran.err);
            let ran = demo.run(&["--message-format", format, "extract", "-v", "--format", "json", "pages/codes.md"]);
            assert_form(format, &ran.err);
            assert_form("sarif", &ran.out);
        }
    }
}

/// Parses what a machine would.
fn assert_form(format: &str, text: &str) {
    match format {
        "json" => text.lines().for_each(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        }),
        "sarif" => {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        }
        "junit" => {
            let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert!(document.root_element().has_tag_name("testsuites"), "{text}");
        }
        _ => text.lines().for_each(|line| assert!(line.starts_with("::"), "{line}")),
    }
}

#[test]
fn cargo_may_leave_its_lock_beside_a_generated_crate() {
    let demo = Demo::generated();
    assert!(demo.path("out/rust/Cargo.toml").is_file());
    fs::write(demo.path("out/rust/Cargo.lock"), "version = 4\n").unwrap();
    assert_eq!(demo.run(&["check"]).status, 0);
    assert_eq!(demo.run(&["generate"]).err, "");
    // Where no crate is generated it is a file like any other.
    fs::write(demo.path("out/Cargo.lock"), "version = 4\n").unwrap();
    assert_eq!(demo.run(&["check"]).status, 1);
}

#[test]
fn a_file_in_place_of_a_folder_is_one_finding() {
    let demo = Demo::generated();
    fs::remove_dir_all(demo.path("out/rust")).unwrap();
    fs::write(demo.path("out/rust"), "mine").unwrap();
    let ran = demo.run(&["generate"]);
    assert_eq!((ran.status, ran.err.matches("error[unwritable]").count()), (1, 1), "{}", ran.err);
    assert!(ran.err.contains("`out/rust` is a file, but a folder is needed there"), "{}", ran.err);
    assert!(!ran.err.contains(".tmp") && !ran.err.contains("os error"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn an_unwritable_folder_is_one_finding() {
    use std::os::unix::fs::PermissionsExt;
    let demo = Demo::new();
    fs::create_dir(demo.path("out")).unwrap();
    fs::set_permissions(demo.path("out"), fs::Permissions::from_mode(0o555)).unwrap();
    // Permissions do not bind every user.
    if fs::write(demo.path("out/probe"), "").is_ok() {
        return;
    }
    let ran = demo.run(&["generate"]);
    fs::set_permissions(demo.path("out"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((ran.status, ran.err.matches("error[unwritable]").count()), (1, 1), "{}", ran.err);
    assert!(ran.err.contains("files cannot be written in `out`: permission denied"), "{}", ran.err);
    assert!(!ran.err.contains(".tmp") && !ran.err.contains("os error"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_unicode_is_opened() {
    use std::os::unix::ffi::OsStrExt;
    let demo = Demo::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    if fs::copy(demo.path("pages/codes.md"), demo.path("pages").join(name)).is_err() {
        // Not every file system has such names.
        return;
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_bindery"))
        .arg("extract")
        .arg(demo.path("pages").join(name))
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{:?}", output.stderr);
    assert!(out.contains("caf\u{fffd}.md") && out.contains(" 1102  "), "{out}");
}

#[test]
fn standard_input_is_refused_with_a_reason() {
    let ran = Demo::new().run(&["extract", "-"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("standard input is not read"), "{}", ran.err);
}

#[test]
fn pages_of_nothing_are_an_error() {
    let demo = Demo::new();
    for path in ["pages/codes.md", "pages/help.md"] {
        fs::write(demo.path(path), "Please log in.\n").unwrap();
    }
    let ran = demo.run(&["generate"]);
    assert_eq!((ran.status, ran.err.matches("error[nothing-found]").count()), (1, 2), "{}", ran.err);
    assert!(!demo.path("out").exists());
}

#[test]
fn several_codes_are_explained_at_once() {
    let demo = Demo::generated();
    let ran = demo.run(&["explain", "1102", "1103"]);
    assert!(ran.status == 0 && ran.out.contains("1102  ") && ran.out.contains("\n1103  "), "{ran:?}");
    let ran = demo.run(&["explain", "1102", "99"]);
    assert!(ran.status == 1 && ran.out.starts_with("1102  ") && ran.err.contains("has no code 99"), "{ran:?}");
    // Words are one question.
    let ran = demo.run(&["explain", "house", "number"]);
    assert!(ran.status == 0 && ran.out.starts_with("1103  "), "{ran:?}");
}

#[test]
fn rules_are_near_with_and_without_a_project() {
    let empty = tempfile::tempdir().unwrap();
    let demo = Demo::generated();
    for folder in [empty.path(), &demo.path("")] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bindery"));
        let output = command.args(["explain", "mass-los"]).current_dir(folder).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{err}");
        assert!(err.contains("did you mean the rule `mass-loss`"), "{err}");
    }
    let rule = demo.run(&["explain", "mass-loss", "stale"]);
    assert!(rule.out.starts_with("mass-loss (error)") && rule.out.contains("\nstale (error)"), "{rule:?}");
}

#[test]
fn a_number_beside_a_range_is_near_to_it() {
    let demo = Demo::new();
    demo.append(
        "pages/codes.md",
        "\n## Own codes\n\n| Code | Description |\n|---|---|\n| 5001-5100 | Kept for you. |\n| 5200 | Odd. |\n",
    );
    assert_eq!(demo.run(&["generate"]).status, 0);
    let ran = demo.run(&["explain", "5101"]);
    assert!(ran.status == 1 && ran.err.contains("the nearest codes are 5001-5100 "), "{ran:?}");
}

#[test]
fn messages_are_for_people() {
    let demo = Demo::generated();
    let long = "1\tERR_SECRET_WORD\n".repeat(50);
    fs::write(demo.path("list.tsv"), &long).unwrap();
    fs::write(demo.path("broken.yaml"), "catalog: \"a\n").unwrap();
    let ran = demo.run(&["generate", "--project", "list.tsv"]);
    assert!(ran.status == 2 && ran.err.matches("SECRET").count() <= 2 && !ran.err.contains("struct"), "{}", ran.err);
    let ran = demo.run(&["generate", "--project", "broken.yaml"]);
    assert!(ran.status == 2 && ran.err.contains("help: "), "{}", ran.err);
    let ran = demo.run(&["generate", "--project", "nowhere.yaml"]);
    assert!(ran.err.contains("there is no such file") && !ran.err.contains("os error"), "{}", ran.err);
    let ran = demo.run(&["extract", "nowhere.md"]);
    assert!(ran.err.contains("help: check the path"), "{}", ran.err);
    let ran = demo.run(&["explain", "1102", "--catalog", "list.tsv"]);
    assert!(ran.status == 2 && !ran.err.contains("struct"), "{}", ran.err);
    demo.append("pages/codes.md", "\n| Code | Description |\n|---|---|\n| 7001 | A wheel is lost. |\n");
    let ran = demo.run(&["generate", "--locked"]);
    assert!(ran.err.contains("1 new name would be given"), "{}", ran.err);
}

#[test]
fn a_symbol_list_by_itself_lists_its_constants() {
    let demo = Demo::new();
    fs::write(demo.path("list.tsv"), "code\tsymbol\n-12\tERR_LID\n13\tERR_BOX\n").unwrap();
    let ran = demo.run(&["extract", "list.tsv", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let codes = json["codes"].as_array().unwrap();
    let rows: Vec<_> = codes.iter().map(|code| (&code["code"], &code["symbol"], &code["at"]["line"])).collect();
    assert_eq!(serde_json::json!(rows), serde_json::json!([["-12", "ERR_LID", 2], ["13", "ERR_BOX", 3]]));
    assert_eq!((&json["account"]["seen"], &json["account"]["taken"]), (&2.into(), &2.into()));
}

#[test]
fn what_the_catalog_keeps_is_not_called_ignored() {
    let demo = Demo::new();
    demo.append("pages/codes.md", "\nLast updated: 2031-02-03\n");
    let ran = demo.run(&["generate", "-v"]);
    assert!(ran.status == 0 && !ran.out.contains("last-updated"), "{ran:?}");
    assert!(fs::read_to_string(demo.path("out/catalog.yaml")).unwrap().contains("updated: "));
}
