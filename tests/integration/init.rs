//! `bindery init PAGE…`: from saved pages to generated code, with nothing to read first.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::commands::Ran;

/// A folder with pages that nobody prepared.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(pages: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::Builder::new().prefix("jam-shop-").tempdir().unwrap());
        for (path, text) in pages {
            let path = folder.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
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
}

const HTML: &str = "<title>Jam service: error codes</title><h1>Error codes</h1><table><tr><th>Code<th>Name<th>Meaning<th>What to do\
                    <tr><td>501<td>JAR_OPEN<td>The jar is open.<td>Close it.<tr><td>502<td>JAR_LOST<td>The jar is lost.<td>Look for it.</table>";
const MARKDOWN: &str =
    "# Error codes\n\n## 61\n\nThe spoon failed.\n\n## 62\n\nThe spoon is lost.\n\n## 63\n\nNo spoon was found.\n";
const CAPTURE: &str =
    "Lid errors\n\nError Code\nDescription\n7101\nThe lid is open.\n7102\nThe lid failed.\n7103\nThe lid is lost.\n";

#[test]
fn init_and_generate_work_at_once() {
    let folder = Folder::new(&[("pages/jars.html", HTML), ("pages/spoons.md", MARKDOWN), ("pages/lids.txt", CAPTURE)]);
    let ran = folder.run(&["init", "pages/jars.html", "pages/spoons.md", "pages/lids.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(
        ran.out,
        "bindery.yaml: 3 sources\n  pages/jars.html: 2 codes\n  pages/spoons.md: 3 codes\n  pages/lids.txt: 3 codes\n\
         next: look through bindery.yaml, then run `bindery generate`\n"
    );
    let file = folder.read("bindery.yaml");
    for line in [
        "  #   2 under \"Error codes\": 501 to 502",
        "  # columns: \"Code\" is code, \"Name\" is symbol, \"Meaning\" is description, \"What to do\" is remedy",
        "  - id: jars",
        "    path: pages/jars.html",
        "    format: capture",
    ] {
        assert!(file.lines().any(|own| own == line), "{line}: {file}");
    }
    let ran = folder.run(&["generate"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains(": 3 pages, 8 entries\n"), "{}", ran.out);
    assert!(folder.path("generated/rust").is_dir() && folder.path("generated/markdown").is_dir());
    assert_eq!(folder.run(&["check"]).status, 0);
}

#[test]
fn one_page_gives_the_title() {
    let folder = Folder::new(&[("jars.html", HTML)]);
    assert_eq!(folder.run(&["init", "jars.html"]).status, 0);
    let file = folder.read("bindery.yaml");
    assert!(file.contains("catalog: error-codes\ntitle: Error codes\n"), "{file}");
}

#[test]
fn a_project_file_that_is_there_stays() {
    let folder = Folder::new(&[("jars.html", HTML), ("bindery.yaml", "mine\n")]);
    let ran = folder.run(&["init", "jars.html"]);
    assert_eq!((ran.status, folder.read("bindery.yaml").as_str()), (2, "mine\n"), "{ran:?}");
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(folder.run(&["init", "--force", "jars.html"]).status, 0);
    assert!(folder.read("bindery.yaml").contains("jars.html"));
}

#[test]
fn what_is_unexplained_is_suggested_and_not_accepted() {
    let page = HTML.replace("<td>502", "<td>??");
    let folder = Folder::new(&[("jars.html", page.as_str())]);
    let ran = folder.run(&["init", "jars.html"]);
    assert!(ran.out.contains("1 line could hold a code and could not be explained"), "{}", ran.out);
    let stopped = folder.run(&["generate"]);
    assert_eq!(stopped.status, 1, "{stopped:?}");
    // The suggestion is taken by removing the signs before it.
    let file = folder.read("bindery.yaml");
    let mut within = false;
    let uncommented: Vec<&str> = file
        .lines()
        .map(|line| {
            within = (within && line.starts_with('#')) || line == "# accept:";
            if within { line.strip_prefix("# ").or(line.strip_prefix('#')).unwrap_or(line) } else { line }
        })
        .collect();
    fs::write(folder.path("bindery.yaml"), uncommented.join("\n")).unwrap();
    let ran = folder.run(&["generate"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
}

#[test]
fn undecided_tables_are_suggestions() {
    let page = "# Jars\n\n| Value | Meaning |\n|---|---|\n| 71 | The jar failed. |\n| 72 | The lid is an error. |\n| 73 | It is invalid. |\n";
    let folder = Folder::new(&[("jars.md", page)]);
    assert_eq!(folder.run(&["init", "jars.md"]).status, 0);
    let file = folder.read("bindery.yaml");
    let suggestion =
        "    # tables:\n    #   # line 5: table at line 5, 2 columns, 3 rows\n    #   - {number: 1, read: codes}\n";
    assert!(file.contains(suggestion), "{file}");
    let mended = file.replace("    # tables:", "    tables:").replace("    #   - {number", "      - {number");
    fs::write(folder.path("bindery.yaml"), mended).unwrap();
    let ran = folder.run(&["generate"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("1 page, 3 entries"), "{}", ran.out);
}

#[test]
fn pages_outside_the_folder_are_refused() {
    let (folder, other) = (Folder::new(&[("jars.html", HTML)]), Folder::new(&[("lids.txt", CAPTURE)]));
    let outside = other.path("lids.txt");
    let ran = folder.run(&["init", "jars.html", outside.to_str().unwrap(), "nowhere.md"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("path-outside-project") && ran.err.contains("nowhere.md"), "{}", ran.err);
    assert!(!folder.path("bindery.yaml").exists());
    // Elsewhere it is named from there.
    let file = other.path("bindery.yaml");
    let ran = folder.run(&["init", "--project", file.to_str().unwrap(), outside.to_str().unwrap()]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(other.read("bindery.yaml").contains("    path: lids.txt\n"));
}

#[test]
fn what_a_page_says_cannot_leave_its_comment() {
    let page = "<title>x: [\u{7}#{\u{85}' \" \\</title><h1>Errors\u{2028}- id: y</h1><table><tr><th>Code<th>M\u{2028}ean: {}<tr><td>1<td>It failed.\
                <tr><td>2<td>It is lost.<tr><td>??\u{1}\"<td>It: is, 'wrong' \\.</table>";
    let folder = Folder::new(&[("a b: c#.html", page), ("no.md", MARKDOWN)]);
    let ran = folder.run(&["init", "a b: c#.html", "no.md"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let stopped = folder.run(&["generate"]);
    assert!(!stopped.err.contains("project-invalid"), "{}", stopped.err);
    assert_eq!(stopped.status, 1, "{stopped:?}");
}
