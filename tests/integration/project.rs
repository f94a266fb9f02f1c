//! The project file: what is accepted, and how each thing that is wrong is reported.

use std::fs;
use std::path::Path;

use bindery::diagnostic::{Refusal, Rule};
use bindery::project::Project;

/// The findings, a line each: place, rule, message, hint.
fn sketch(refusal: &Refusal) -> String {
    let line = |finding: &bindery::diagnostic::Diagnostic| {
        let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
        // The keys that are known grow with the project file; which they are is not the point here.
        let hint = match finding.hint.as_deref().unwrap_or("-") {
            hint if hint.starts_with("the keys known here are `") => "the keys known here are …",
            hint => hint,
        };
        format!("{place} {} {} -> {hint}\n", finding.rule, finding.message)
    };
    refusal.0.iter().map(line).collect()
}

fn parse(folder: &Path, text: &str) -> Result<Project, Refusal> {
    Project::parse(folder.canonicalize().unwrap(), "bindery.yaml".into(), text)
}

#[test]
fn project_files() {
    insta::glob!("../fixtures/project", "*.yaml", |file| {
        let folder = tempfile::tempdir().unwrap();
        let text = fs::read_to_string(file).unwrap();
        let found = match parse(folder.path(), &text) {
            Ok(project) => format!("accepted, {} sources\n", project.file.sources.len()),
            Err(refusal) => sketch(&refusal),
        };
        insta::assert_snapshot!(found);
    });
}

#[test]
fn the_nearest_file_above_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    fs::copy("tests/fixtures/project/accepted.yaml", folder.path().join("bindery.yaml")).unwrap();
    let project = Project::load(None, &inner).unwrap();
    assert_eq!(project.root, folder.path().canonicalize().unwrap());
    // A folder stands for the project file in it, and a file may have any name.
    assert!(Project::load(Some(folder.path()), Path::new(".")).is_ok());
    fs::rename(folder.path().join("bindery.yaml"), folder.path().join("other.yml")).unwrap();
    let project = Project::load(Some(&folder.path().join("other.yml")), Path::new(".")).unwrap();
    assert_eq!(project.file_name, "other.yml");
}

#[test]
fn a_file_that_is_not_there_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let refusal = Project::load(Some(Path::new("nowhere.yaml")), folder.path()).unwrap_err();
    assert!(sketch(&refusal).starts_with("nowhere.yaml project-invalid the project file cannot be read"), "{refusal}");
    let refusal = Project::load(None, folder.path()).unwrap_err();
    assert!(sketch(&refusal).contains("--project"), "{refusal}");
}

#[test]
fn a_file_that_is_not_text_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bindery.yaml");
    fs::write(&file, b"catalog: demo\ntitle: \xff\n").unwrap();
    let refusal = Project::load(Some(&file), Path::new(".")).unwrap_err();
    assert!(refusal.0[0].message.ends_with("is not UTF-8 at line 2"), "{refusal}");
    fs::File::create(&file).unwrap().set_len(200 * 1024 * 1024).unwrap();
    let refusal = Project::load(Some(&file), Path::new(".")).unwrap_err();
    assert!(refusal.0[0].message.contains("are refused"), "{refusal}");
}

#[test]
fn bombs_end_in_refusal() {
    // None of these ends before a test run is given up unless it is refused before it is spread or descended.
    let head = "catalog: demo\ntitle: Demo\nversion: 0.1.0\n";
    let mut aliases = format!("{head}sources:\n  - &x0 [a,a,a,a,a,a,a,a,a]\n");
    for level in 1..12 {
        let items = vec![format!("*x{}", level - 1); 9].join(",");
        aliases.push_str(&format!("  - &x{level} [{items}]\n"));
    }
    let unknown = aliases.replace("sources:", "ignored:");
    let brackets = format!("{head}sources: {}\n", "[".repeat(100_000));
    let braces = format!("{head}sources: {}\n", "{a: ".repeat(100_000));
    let dashes = format!("{head}sources:\n{}\n", "- ".repeat(100_000));
    let deep: String = (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let deep = format!("{head}sources:\n{deep}");
    for (name, text) in [
        ("aliases", aliases),
        ("aliases under an unknown key", unknown),
        ("brackets", brackets),
        ("braces", braces),
        ("dashes", dashes),
        ("indents", deep),
    ] {
        let refusal = parse(Path::new("."), &text).unwrap_err();
        assert!(refusal.0.iter().all(|finding| finding.rule == Rule::ProjectInvalid), "{name}: {refusal}");
        assert!(refusal.0[0].place.as_ref().is_some_and(|place| place.line.is_some()), "{name}: {refusal}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_refused() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(elsewhere.path().join("page.md"), "x").unwrap();
    let text = fs::read_to_string("tests/fixtures/project/accepted.yaml").unwrap();
    // A source, a folder on the way to the lock, and the output folder.
    symlink(elsewhere.path().join("page.md"), folder.path().join("page.md")).unwrap();
    symlink(elsewhere.path(), folder.path().join("seeds")).unwrap();
    symlink(elsewhere.path().join("not-there"), folder.path().join("generated")).unwrap();
    let refusal = parse(folder.path(), &format!("{text}lock: seeds/names.yaml\n")).unwrap_err();
    let found: Vec<&str> = refusal.0.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        found,
        [
            "`page.md` is a symbolic link that leads out of the project",
            "`seeds/names.yaml` is a symbolic link that leads out of the project",
            "`generated` is a symbolic link to nothing",
        ]
    );
    assert!(refusal.0.iter().all(|finding| finding.rule == Rule::PathOutsideProject));
    // A link that stays within the project is fine.
    fs::remove_file(folder.path().join("page.md")).unwrap();
    fs::write(folder.path().join("real.md"), "x").unwrap();
    symlink("real.md", folder.path().join("page.md")).unwrap();
    fs::remove_file(folder.path().join("generated")).unwrap();
    assert!(parse(folder.path(), &text).is_ok());
}
