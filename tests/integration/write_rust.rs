//! Tests of the Rust writer: what comes out is read by Rust's own tools, compiled and used.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use bindery::artifact::Artifact;
use bindery::catalog::{Catalog, Entry, Kind, Retry};
use bindery::diagnostic::{Diagnostic, Rule};
use bindery::project::{RustTarget, Targets};

use crate::laws::views::collect;
use crate::small_catalog;

#[test]
fn files_of_a_small_catalog() {
    let (artifacts, findings) = write(&small_catalog::load("numbers"), target("numbers"));
    assert_eq!(findings, []);
    for file in
        ["Cargo.toml", "README.md", "src/lib.rs", "src/known.rs", "src/constants.rs", "src/table.rs", "src/text.rs"]
    {
        insta::assert_snapshot!(file.replace('/', "_"), text_of(&artifacts, file));
    }
    let texts = write(&small_catalog::load("texts"), target("texts")).0;
    insta::assert_snapshot!("texts_src_find.rs", text_of(&texts, "src/find.rs"));
}

#[test]
fn two_spellings_of_one_number_are_a_finding() {
    let (_, findings) = write(&small_catalog::load("wide"), target("wide"));
    let found: Vec<(Rule, &str)> = findings.iter().map(|finding| (finding.rule, finding.message.as_str())).collect();
    assert_eq!(found, [(Rule::SharedNumber, "`16` (DoorAjar) and `0x10` (DoorOpen) are one code")]);
}

#[test]
fn what_cargo_would_refuse_is_a_finding() {
    let catalog = small_catalog::load("numbers");
    let refused = |catalog: &Catalog, target: RustTarget| {
        let (artifacts, findings) = write(catalog, target);
        assert_eq!(artifacts, []);
        assert!(findings.iter().all(|finding| finding.rule == Rule::ProjectInvalid && finding.hint.is_some()));
        findings.len()
    };
    for name in ["", "1st", "a b", "../up", "a\"b"] {
        assert_eq!(refused(&catalog, RustTarget { crate_name: name.to_owned(), ..target("x") }), 1, "{name}");
    }
    for name in ["", "Self", "errorCode", "Error_Code", "Kind", "IM", "Error Code", "AnErrorCodeThatIsFarTooLong"] {
        assert_eq!(refused(&catalog, RustTarget { type_name: name.to_owned(), ..target("x") }), 1, "{name}");
    }
    for version in ["", "1", "1.81.x", "1.81\"", "v1.81"] {
        assert_eq!(refused(&catalog, RustTarget { rust_version: version.to_owned(), ..target("x") }), 1, "{version}");
    }
    for version in ["1.0", "01.0.0", "1.0.0-", "1.0.0-a..b", "1.0.0-01", "1.0.0+", "2025-11-06"] {
        let catalog = Catalog { version: version.to_owned(), ..catalog.clone() };
        assert_eq!(refused(&catalog, target("x")), 1, "{version}");
    }
    for version in ["0.0.0", "1.20.3", "1.0.0-rc.1", "1.0.0+build.01", "1.0.0-a-b+c"] {
        let catalog = Catalog { version: version.to_owned(), ..catalog.clone() };
        assert_eq!(write(&catalog, target("x")).1, [], "{version}");
    }
}

#[test]
fn a_line_inserted_into_a_page_changes_nothing() {
    let catalog = small_catalog::load("numbers");
    let mut moved = catalog.clone();
    for entry in &mut moved.codes {
        let causes = entry.known_causes.iter_mut().map(|cause| &mut cause.at);
        let meanings = entry.meanings.iter_mut().map(|meaning| &mut meaning.at);
        for at in entry.at.iter_mut().chain(causes).chain(meanings) {
            at.line += 1;
        }
    }
    assert_ne!(catalog, moved);
    assert_eq!(write(&catalog, target("x")), write(&moved, target("x")));
}

/// Rust's own parser gives back every text as it was.
#[test]
fn any_text_comes_back() {
    let texts = small_catalog::naughty_texts();
    let artifacts = write(&small_catalog::naughty(), target("naughty")).0;
    let mut strings = HashSet::new();
    for artifact in artifacts.iter().filter(|artifact| artifact.path.ends_with(".rs")) {
        let file = syn::parse_file(&artifact.text).unwrap_or_else(|error| panic!("{}: {error}", artifact.path));
        for item in &file.items {
            if let syn::Item::Const(table) = item {
                collect(&table.expr, &mut strings);
            }
        }
    }
    for text in texts.iter().filter(|text| !text.is_empty()) {
        assert!(strings.contains(text), "{text:?}");
    }
    for artifact in &artifacts {
        let unseen =
            |c: char| c != '\n' && c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert_eq!(artifact.text.find(unseen), None, "{}", artifact.path);
        assert!(artifact.text.ends_with('\n') && !artifact.text.ends_with("\n\n"), "{}", artifact.path);
    }
    let manifest = text_of(&artifacts, "Cargo.toml");
    assert_eq!(manifest.matches("\n[").count(), 4, "no text opens a table: {manifest}");
}

#[test]
fn every_kind_and_advice_has_a_variant() {
    let kinds = small_catalog::kinds();
    let template = small_catalog::load("numbers");
    let codes = kinds.iter().enumerate().map(|(index, (kind, retry))| Entry {
        code: i64::try_from(index).ok().map(bindery::catalog::Code::Number),
        name: format!("{kind:?}{retry:?}").into(),
        kind: *kind,
        retry: *retry,
        ..Entry::default()
    });
    let artifacts = write(&Catalog { codes: codes.collect(), ..template }, target("kinds")).0;
    let meaning = text_of(&artifacts, "src/meaning.rs");
    for (kind, retry) in kinds {
        assert!(meaning.contains(&format!("    {kind:?},\n")), "{kind:?}");
        assert!(meaning.contains(&format!("    {retry:?},\n")), "{retry:?}");
        assert!(meaning.contains(&format!("=> {},\n", serde_json::to_string(&kind).expect("a kind is a word"))));
        assert!(meaning.contains(&format!("=> {},\n", serde_json::to_string(&retry).expect("an advice is a word"))));
    }
    assert!(text_of(&artifacts, "src/table.rs").contains(&format!("kind: Kind::{:?}", Kind::DataLoss)));
    assert!(text_of(&artifacts, "src/table.rs").contains(&format!("retry: Retry::{:?}", Retry::AfterAction)));
}

#[test]
fn rustfmt_has_nothing_to_say() {
    if !has("rustfmt") {
        return;
    }
    for case in crates() {
        let folder = workspace().join(case);
        let mut rustfmt = Command::new("rustfmt");
        rustfmt.args(["--check", "src/lib.rs"]).current_dir(&folder);
        for test in fs::read_dir(folder.join("tests")).expect("a crate has tests") {
            rustfmt.arg(test.expect("the folder can be read").path());
        }
        run(&mut rustfmt);
    }
}

#[test]
fn clippy_has_nothing_to_say() {
    if has("cargo-clippy") {
        run(cargo("clippy").args([
            "--all-targets",
            "--exclude",
            "user",
            "--",
            "-D",
            "warnings",
            "-W",
            "clippy::pedantic",
        ]));
    }
}

/// The oldest compiler that the manifests name builds the crates; clippy alone does not know of every item since when it
/// is there.
#[test]
fn crates_build_with_the_rust_version_that_they_name() {
    let version = target("numbers").rust_version;
    let rustc = Command::new("rustup").args(["which", "--toolchain", &version, "rustc"]).output();
    let Some(rustc) = rustc.ok().filter(|output| output.status.success()) else {
        eprintln!("rustc {version} is not installed: nothing was tested");
        return;
    };
    // This compiler's Cargo: another one knows no package without network.
    let mut cargo = cargo("check");
    cargo.args(["--quiet", "--exclude", "user"]).env("RUSTC", String::from_utf8_lossy(&rustc.stdout).trim());
    cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("write_rust/oldest"));
    run(&mut cargo);
}

/// Nothing allocates: there is no allocator to ask for memory, neither in the crate nor in what it depends on.
#[test]
fn crates_have_no_allocator() {
    for case in crates() {
        let folder = workspace().join(case);
        let read = |file: &Path| fs::read_to_string(file).expect("the file is there");
        assert!(read(&folder.join("src/lib.rs")).contains("\n#![no_std]\n"), "{case}");
        let manifest = read(&folder.join("Cargo.toml"));
        let (_, dependencies) = manifest.split_once("\n[dependencies]\n").expect("a table of dependencies");
        let (dependencies, _) = dependencies.split_once("\n\n").expect("the table ends");
        assert_eq!(dependencies, "serde = { version = \"1\", default-features = false, optional = true }", "{case}");
        let mut folders = vec![folder.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder is there") {
                let path = entry.expect("the folder can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    assert!(!read(&path).contains("extern crate"), "{}", path.display());
                }
            }
        }
    }
}

#[test]
fn rustdoc_has_nothing_to_say() {
    run(cargo("doc").args(["--no-deps", "--exclude", "user"]).env("RUSTDOCFLAGS", "-D warnings"));
}

#[test]
fn crates_work_for_their_users() {
    run(cargo("test").arg("--quiet"));
}

#[test]
fn crates_can_be_packaged() {
    run(cargo("package").args(["--exclude", "user", "--allow-dirty", "--no-verify", "--list"]));
}

/// Short and long names of the type: the templates hold for both.
#[test]
fn type_names_of_any_length_are_well_laid_out() {
    if !has("rustfmt") {
        return;
    }
    for type_name in ["Ee", "Zz", "AbcdefghijklmnopqrstuvwX"] {
        for case in ["numbers", "texts"] {
            let folder = scratch(&format!("{type_name}-{case}"));
            let target = RustTarget { type_name: type_name.to_owned(), ..target(case) };
            save(&folder, &write(&small_catalog::load(case), target).0);
            run(Command::new("rustfmt").args(["--check", "src/lib.rs", "tests/laws.rs"]).current_dir(&folder));
        }
    }
}

fn crates() -> impl Iterator<Item = &'static str> {
    small_catalog::CASES.iter().copied().chain(["naughty", "many"])
}

fn target(case: &str) -> RustTarget {
    RustTarget {
        crate_name: format!("{case}-codes"),
        type_name: "ErrorCode".to_owned(),
        rust_version: "1.81".to_owned(),
        license: Some("MIT".to_owned()),
        repository: Some("https://example.com/codes".to_owned()),
    }
}

fn write(catalog: &Catalog, target: RustTarget) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let targets = Targets { rust: Some(target), ..Targets::default() };
    let mut findings = Vec::new();
    let mut artifacts = bindery::write::artifacts(catalog, &targets, &mut findings);
    artifacts.retain(|artifact| artifact.path.starts_with("rust/"));
    (artifacts, findings)
}

fn text_of<'a>(artifacts: &'a [Artifact], file: &str) -> &'a str {
    let found = artifacts.iter().find(|artifact| artifact.path.strip_prefix("rust/") == Some(file));
    &found.unwrap_or_else(|| panic!("{file} is not written")).text
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("write_rust").join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn save(folder: &Path, artifacts: &[Artifact]) {
    for artifact in artifacts {
        let path = folder.join(artifact.path.trim_start_matches("rust/"));
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, &artifact.text).expect("the file can be written");
    }
}

/// One Cargo workspace of all generated crates and a program that uses them; its packages are the project's own.
fn workspace() -> &'static Path {
    static WORKSPACE: OnceLock<PathBuf> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let folder = scratch("workspace");
        let mut uses = String::new();
        for case in crates() {
            let catalog = match case {
                "naughty" => small_catalog::naughty(),
                // More than stand in a table of variants.
                "many" => small_catalog::many(2_001),
                case => small_catalog::load(case),
            };
            save(&folder.join(case), &write(&catalog, target(case)).0);
            uses.push_str(&format!("{case}-codes = {{ path = \"../{case}\", features = [\"serde\"] }}\n"));
        }
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let user = folder.join("user");
        let package = "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2021\"\npublish = false\n";
        let program = fs::read_to_string(project.join("tests/fixtures/write/user.rs")).expect("the program is there");
        let lock = fs::read_to_string(project.join("Cargo.lock")).expect("the lock is there");
        for (path, text) in [
            (user.join("Cargo.toml"), format!("{package}\n[dependencies]\nserde_json = \"1\"\n{uses}")),
            (user.join("src/lib.rs"), String::new()),
            (user.join("tests/user.rs"), program),
            (folder.join("Cargo.lock"), lock),
            (folder.join("Cargo.toml"), "[workspace]\nresolver = \"2\"\nmembers = [\"*\"]\n".to_owned()),
        ] {
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        }
        folder
    })
}

/// Cargo on the workspace, without network.
fn cargo(command: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(workspace()).args([command, "--workspace", "--offline"]);
    cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("write_rust/target"));
    cargo.env_remove("RUSTFLAGS").env_remove("RUSTDOCFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

/// Whether a tool is there: a toolchain can be without formatter or linter.
fn has(tool: &str) -> bool {
    let there = Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("{tool} is not installed: nothing was tested");
    }
    there
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = [output.stdout, output.stderr].concat();
    let said: String = String::from_utf8_lossy(&said).chars().take(20_000).collect();
    assert!(output.status.success(), "{command:?}\n{said}");
}
