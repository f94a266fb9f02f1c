//! The output folder: each state of a file is made here and found, and nothing that is not ours is touched.

use std::fs;
use std::path::{Path, PathBuf};

use bindery::artifact::{Change, Changes, Mode, State, Tree};
use bindery::diagnostic::{Diagnostic, Rule};
use bindery::project::Project;

/// A project folder whose output is written through the library.
struct Folder {
    project: Project,
    /// Removed when the test ends.
    _folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::copy("tests/fixtures/project/accepted.yaml", folder.path().join("bindery.yaml")).unwrap();
        let project = Project::load(Some(folder.path()), Path::new(".")).unwrap();
        Self { project, _folder: folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.project.root.join(path)
    }

    fn run(&self, mode: Mode, files: &[(&str, &str)]) -> (Changes, Vec<Change>, Vec<Diagnostic>) {
        let tree = Tree::open(&self.project, mode).unwrap();
        for (path, text) in files {
            tree.take(path, &|pieces| pieces.push_str(text));
        }
        tree.take_beside(&self.project, "names.lock.yaml", &|pieces| pieces.push_str("names\n"));
        tree.finish(false)
    }

    fn write(&self, files: &[(&str, &str)]) -> Changes {
        let (changes, _, errors) = self.run(Mode::Write, files);
        assert_eq!(errors, []);
        changes
    }

    /// How each file stands that is not as it should be.
    fn states(&self, files: &[(&str, &str)]) -> Vec<(String, State)> {
        let before = self.all();
        let (_, drift, errors) = self.run(Mode::Check, files);
        assert_eq!(errors, []);
        assert_eq!(self.all(), before, "a check writes nothing");
        drift.into_iter().map(|change| (change.path, change.state)).collect()
    }

    /// Every file with its text, sorted.
    fn all(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut folders = vec![self.project.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let shown = path.strip_prefix(&self.project.root).unwrap().to_string_lossy().into_owned();
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path);
                } else {
                    found.push((shown, fs::read_to_string(path).unwrap_or_default()));
                }
            }
        }
        found.sort();
        found
    }
}

const FILES: &[(&str, &str)] = &[("catalog.yaml", "a\n"), ("docs/index.md", "b\n"), ("docs/deep/page.md", "c\n")];

fn drift(list: &[(&str, State)]) -> Vec<(String, State)> {
    list.iter().map(|(path, state)| ((*path).to_owned(), *state)).collect()
}

#[test]
fn the_second_run_writes_nothing() {
    let folder = Folder::new();
    let first = folder.write(FILES);
    assert_eq!(first.written.len(), 5, "{first:?}");
    assert_eq!(folder.states(FILES), []);
    let before = fs::metadata(folder.path("generated/manifest.json")).unwrap().modified().unwrap();
    let second = folder.write(FILES);
    assert_eq!((second.written.len(), second.removed.len(), second.unchanged), (0, 0, 5));
    assert_eq!(fs::metadata(folder.path("generated/manifest.json")).unwrap().modified().unwrap(), before);
    let manifest = fs::read_to_string(folder.path("generated/manifest.json")).unwrap();
    insta::assert_snapshot!(manifest);
}

#[test]
fn a_stale_file_is_as_it_was_written() {
    let folder = Folder::new();
    folder.write(FILES);
    let new = &[("catalog.yaml", "a2\n"), FILES[1], FILES[2]];
    let wanted = drift(&[("generated/catalog.yaml", State::Stale), ("generated/manifest.json", State::Stale)]);
    assert_eq!(folder.states(new), wanted);
    let (_, changes, _) = folder.run(Mode::Check, new);
    assert!(changes[0].diff.as_deref().is_some_and(|diff| diff.contains("-a\n+a2")), "{changes:?}");
    assert_eq!(folder.write(new).written, ["generated/catalog.yaml", "generated/manifest.json"]);
    assert_eq!(folder.states(new), []);
}

#[test]
fn an_edited_file_is_found_and_overwritten() {
    let folder = Folder::new();
    folder.write(FILES);
    fs::write(folder.path("generated/docs/index.md"), "mine\n").unwrap();
    assert_eq!(folder.states(FILES), drift(&[("generated/docs/index.md", State::HandEdited)]));
    // Stale beneath the edit is still edited.
    let new = &[FILES[0], ("docs/index.md", "b2\n"), FILES[2]];
    assert_eq!(folder.states(new)[0], ("generated/docs/index.md".to_owned(), State::HandEdited));
    folder.write(FILES);
    assert_eq!(folder.states(FILES), []);
}

#[test]
fn a_file_that_is_gone_is_missing() {
    let folder = Folder::new();
    folder.write(FILES);
    fs::remove_dir_all(folder.path("generated/docs")).unwrap();
    let wanted = drift(&[("generated/docs/deep/page.md", State::Missing), ("generated/docs/index.md", State::Missing)]);
    assert_eq!(folder.states(FILES), wanted);
    folder.write(FILES);
    assert_eq!(folder.states(FILES), []);
    // So is everything before the first run, and the lock.
    fs::remove_dir_all(folder.path("generated")).unwrap();
    fs::remove_file(folder.path("names.lock.yaml")).unwrap();
    assert!(folder.states(FILES).iter().all(|(_, state)| *state == State::Missing));
    assert_eq!(folder.states(FILES).len(), 5);
}

#[test]
fn a_foreign_file_is_reported_and_kept() {
    let folder = Folder::new();
    folder.write(FILES);
    fs::write(folder.path("generated/docs/notes.txt"), "mine").unwrap();
    fs::create_dir_all(folder.path("generated/photos/2024")).unwrap();
    fs::write(folder.path("generated/photos/2024/a.png"), "mine").unwrap();
    // An empty folder is nothing, and a build's cache is nobody's output.
    fs::create_dir(folder.path("generated/empty")).unwrap();
    fs::create_dir(folder.path("generated/target")).unwrap();
    fs::write(folder.path("generated/target/CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55").unwrap();
    let wanted = drift(&[("generated/docs/notes.txt", State::Foreign), ("generated/photos/", State::Foreign)]);
    assert_eq!(folder.states(FILES), wanted);
    folder.write(FILES);
    assert_eq!(folder.states(FILES), wanted);
    assert_eq!(fs::read_to_string(folder.path("generated/docs/notes.txt")).unwrap(), "mine");
}

#[test]
fn a_foreign_file_at_our_place_stops_the_run() {
    let folder = Folder::new();
    fs::create_dir(folder.path("generated")).unwrap();
    fs::write(folder.path("generated/catalog.yaml"), "somebody's\n").unwrap();
    let before = folder.all();
    let (_, _, errors) = folder.run(Mode::Write, FILES);
    assert_eq!(errors.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::Foreign]);
    assert!(errors[0].is_error());
    assert_eq!(folder.all(), before);
    assert!(folder.states(FILES).contains(&("generated/catalog.yaml".to_owned(), State::Foreign)));
}

#[test]
fn an_orphan_is_removed_unless_it_was_edited() {
    let folder = Folder::new();
    folder.write(FILES);
    let wanted = drift(&[
        ("generated/docs/deep/page.md", State::Orphaned),
        ("generated/docs/index.md", State::Orphaned),
        ("generated/manifest.json", State::Stale),
    ]);
    assert_eq!(folder.states(&FILES[..1]), wanted);
    fs::write(folder.path("generated/docs/index.md"), "mine\n").unwrap();
    let changes = folder.write(&FILES[..1]);
    assert_eq!(changes.removed, ["generated/docs/deep/page.md"]);
    assert!(!folder.path("generated/docs/deep").exists(), "empty folders go with the files in them");
    assert_eq!(fs::read_to_string(folder.path("generated/docs/index.md")).unwrap(), "mine\n");
    assert_eq!(folder.states(&FILES[..1]), drift(&[("generated/docs/", State::Foreign)]));
}

#[test]
fn a_manifest_after_a_bad_merge_is_mended() {
    let folder = Folder::new();
    folder.write(FILES);
    fs::write(folder.path("generated/manifest.json"), "<<<<<<< ours\n{}\n").unwrap();
    fs::write(folder.path("generated/catalog.yaml"), "<<<<<<< ours\n").unwrap();
    let wanted = drift(&[("generated/catalog.yaml", State::HandEdited), ("generated/manifest.json", State::Stale)]);
    assert_eq!(folder.states(FILES), wanted);
    folder.write(FILES);
    assert_eq!(folder.states(FILES), []);
}

#[test]
fn a_dry_run_says_what_would_happen() {
    let folder = Folder::new();
    folder.write(FILES);
    let before = folder.all();
    let (changes, _, errors) = folder.run(Mode::DryRun, &[("catalog.yaml", "new\n"), FILES[1]]);
    assert_eq!(errors, []);
    assert_eq!(changes.written, ["generated/catalog.yaml", "generated/manifest.json"]);
    assert_eq!(changes.removed, ["generated/docs/deep/page.md"]);
    assert_eq!(folder.all(), before);
}

#[test]
fn a_blocked_run_leaves_the_old_files_whole() {
    let folder = Folder::new();
    folder.write(FILES);
    let before = folder.all();
    let tree = Tree::open(&folder.project, Mode::Write).unwrap();
    tree.take("catalog.yaml", &|pieces| pieces.push_str("new\n"));
    tree.take("new/deep/file.md", &|pieces| pieces.push_str("new\n"));
    let _ = tree.finish(true);
    assert_eq!(folder.all(), before);
    assert!(!folder.path("generated/new").exists());
    // As does a run that ends without a word.
    let tree = Tree::open(&folder.project, Mode::Write).unwrap();
    tree.take("new/deep/file.md", &|pieces| pieces.push_str("new\n"));
    drop(tree);
    assert_eq!(folder.all(), before);
    assert!(!folder.path("generated/new").exists());
}

#[test]
fn what_cannot_be_written_leaves_the_old_files_whole() {
    // Permissions do not bind every user; a file in place of a folder, and a folder in place of a file, bind all.
    let folder = Folder::new();
    folder.write(FILES);
    let before = folder.all();
    for path in ["catalog.yaml/inner.md", "docs"] {
        let (_, _, errors) = folder.run(Mode::Write, &[("docs/index.md", "new\n"), (path, "new\n")]);
        assert_eq!(errors.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::Unwritable], "{errors:?}");
        assert_eq!(folder.all(), before);
    }
    let folder = Folder::new();
    fs::write(folder.path("generated"), "a file").unwrap();
    assert_eq!(Tree::open(&folder.project, Mode::Write).unwrap_err().rule, Rule::Unwritable);
}

#[test]
fn left_over_temporary_files_go_with_the_next_run() {
    let folder = Folder::new();
    folder.write(FILES);
    for path in ["generated/.bindery-abc.tmp", "generated/docs/.bindery-x1.tmp", ".bindery-y.tmp"] {
        fs::write(folder.path(path), "half").unwrap();
    }
    let wanted =
        drift(&[("generated/.bindery-abc.tmp", State::Orphaned), ("generated/docs/.bindery-x1.tmp", State::Orphaned)]);
    assert_eq!(folder.states(FILES), wanted);
    folder.write(FILES);
    assert!(folder.all().iter().all(|(path, _)| !path.contains(".tmp")));
}

#[test]
fn a_run_cut_off_between_renames_is_mended() {
    // The manifest announces new files before they stand there, so that none of them is ever taken for foreign.
    let folder = Folder::new();
    folder.write(FILES);
    let whole = folder.all();
    let fewer = &[("catalog.yaml", "older\n")];
    let folder = Folder::new();
    folder.write(fewer);
    let (_, announced) = whole.iter().find(|(path, _)| path.ends_with("manifest.json")).unwrap();
    fs::write(folder.path("generated/manifest.json"), announced).unwrap();
    fs::create_dir(folder.path("generated/docs")).unwrap();
    fs::write(folder.path("generated/docs/index.md"), "b\n").unwrap();
    // Then the sources changed before anybody ran again.
    folder.write(&[("catalog.yaml", "newest\n"), ("docs/index.md", "newest\n")]);
    assert_eq!(folder.states(&[("catalog.yaml", "newest\n"), ("docs/index.md", "newest\n")]), []);
}

#[test]
fn no_path_leads_out_of_the_output() {
    let folder = Folder::new();
    folder.write(FILES);
    let before = folder.all();
    for path in ["../evil", "/tmp/evil", "docs/../../evil", "manifest.json", "docs/.bindery-x.tmp", "", "docs//a", "."]
    {
        let (_, _, errors) = folder.run(Mode::Write, &[FILES[0], (path, "x")]);
        assert_eq!(errors.iter().map(|f| f.rule).collect::<Vec<_>>(), [Rule::PathOutsideProject], "{path:?}");
        assert_eq!(folder.all(), before, "{path:?}");
    }
}

#[test]
fn a_manifest_that_lies_removes_nothing_elsewhere() {
    let folder = Folder::new();
    folder.write(FILES);
    // The manifest knows the hash of the same text.
    let (path, text) = FILES[0];
    fs::write(folder.path("precious.txt"), text).unwrap();
    let manifest = fs::read_to_string(folder.path("generated/manifest.json")).unwrap();
    let hash =
        serde_json::from_str::<serde_json::Value>(&manifest).unwrap()["files"][path].as_str().unwrap().to_owned();
    let lie = manifest.replace("\"files\": {", &format!("\"files\": {{\n    \"../precious.txt\": \"{hash}\","));
    fs::write(folder.path("generated/manifest.json"), lie).unwrap();
    folder.write(FILES);
    assert!(folder.path("precious.txt").exists());
}

#[cfg(unix)]
#[test]
fn links_within_the_output_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write(FILES);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::remove_dir_all(folder.path("generated/docs")).unwrap();
    symlink(elsewhere.path(), folder.path("generated/docs")).unwrap();
    let (_, _, errors) = folder.run(Mode::Write, FILES);
    assert!(errors.iter().any(|finding| finding.rule == Rule::PathOutsideProject), "{errors:?}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    fs::remove_file(folder.path("generated/docs")).unwrap();
    // A link in place of a file is replaced; what it pointed to stays as it is.
    let target = elsewhere.path().join("target.md");
    fs::write(&target, "b\n").unwrap();
    fs::create_dir(folder.path("generated/docs")).unwrap();
    symlink(&target, folder.path("generated/docs/index.md")).unwrap();
    assert!(folder.states(FILES).contains(&("generated/docs/index.md".to_owned(), State::HandEdited)));
    folder.write(&[FILES[0], ("docs/index.md", "new\n"), FILES[2]]);
    assert_eq!(fs::read_to_string(&target).unwrap(), "b\n");
    assert!(!folder.path("generated/docs/index.md").is_symlink());
}

#[test]
fn two_runs_at_once_end_in_one_tree() {
    let folder = Folder::new();
    let texts: Vec<String> = (0..4).map(|run| format!("run {run}\n").repeat(2_000)).collect();
    std::thread::scope(|scope| {
        for text in &texts {
            let folder = &folder;
            scope.spawn(move || {
                let files: Vec<(String, &str)> = (0..20).map(|n| (format!("f{n}.md"), text.as_str())).collect();
                let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
                folder.write(&files);
            });
        }
    });
    let all = folder.all();
    let texts: std::collections::BTreeSet<&str> =
        all.iter().filter(|(path, _)| path.contains("/f")).map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts.len(), 1, "all files are of one run");
    assert!(all.iter().all(|(path, _)| !path.contains(".tmp")));
}

#[test]
fn a_long_file_is_compared_to_its_end() {
    let folder = Folder::new();
    let line = "one line of a file that is handed on in pieces\n";
    let long = line.repeat(10_000);
    let mut early = long.clone();
    early.replace_range(..3, "two");
    let mut late = long.clone();
    late.replace_range(long.len() - 4.., "new\n");
    let longer = format!("{long}more\n");
    let texts = [long.as_str(), &early, &late, &longer, &long[..long.len() - line.len()], ""];
    for before in texts {
        for after in texts {
            folder.write(&[("long.txt", before)]);
            assert!(folder.states(&[("long.txt", before)]).is_empty());
            let (_, drift, _) = folder.run(Mode::Check, &[("long.txt", after)]);
            let shown =
                drift.iter().find(|change| change.path == "generated/long.txt").and_then(|change| change.diff.clone());
            let wanted = bindery::artifact::unified("generated/long.txt", before, after);
            assert_eq!(shown, (before != after).then_some(wanted));
            let changes = folder.write(&[("long.txt", after)]);
            assert_eq!(changes.written.contains(&"generated/long.txt".to_owned()), before != after);
            assert_eq!(std::fs::read_to_string(folder.path("generated/long.txt")).unwrap(), after);
        }
    }
}
