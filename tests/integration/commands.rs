//! Every command as a user runs it: standard output, standard error and exit status.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A copy of the fixture project in a folder of its own.
pub(crate) struct Demo(tempfile::TempDir);

/// What a command printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Demo {
    pub(crate) fn new() -> Self {
        let demo = Self(tempfile::tempdir().unwrap());
        fs::create_dir(demo.path("pages")).unwrap();
        for path in ["bindery.yaml", "pages/codes.md", "pages/help.md"] {
            fs::copy(Path::new("tests/fixtures/commands").join(path), demo.path(path)).unwrap();
        }
        demo
    }

    /// The same after a first `generate`.
    pub(crate) fn generated() -> Self {
        let demo = Self::new();
        let ran = demo.run(&["generate"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        demo
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        let output = command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap();
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> std::process::Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(arguments).current_dir(self.0.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    pub(crate) fn append(&self, path: &str, more: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        fs::write(self.path(path), text + more).unwrap();
    }

    /// Every generated file, and the lock, with its text.
    pub(crate) fn output(&self) -> Vec<(String, String)> {
        let mut found = vec![];
        let mut folders = vec![self.path("out")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let shown = path.strip_prefix(self.0.path()).unwrap().to_string_lossy().into_owned();
                    found.push((shown, fs::read_to_string(path).unwrap()));
                }
            }
        }
        found.push(("names.lock.yaml".into(), fs::read_to_string(self.path("names.lock.yaml")).unwrap_or_default()));
        found.sort();
        found
    }
}

/// The text without the time, which is different from run to run.
fn timeless(text: &str) -> String {
    text.lines().map(|line| line.split(", in ").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

#[test]
fn generate_says_what_became_of_it() {
    let demo = Demo::new();
    let first = demo.run(&["generate"]);
    assert_eq!((first.status, first.err.as_str()), (0, ""), "{first:?}");
    assert!(first.out.starts_with("parcel 0.2.0: 2 pages, 8 entries\n"), "{}", first.out);
    assert!(first.out.contains(" files written, 0 removed, 0 unchanged, in "), "{}", first.out);
    assert!(demo.path("out/catalog.yaml").is_file() && demo.path("out/manifest.json").is_file());
    assert!(demo.path("names.lock.yaml").is_file());

    let before = demo.output();
    let second = demo.run(&["generate"]);
    assert!(timeless(&second.out).contains(": 0 files written, 0 removed, "), "{}", second.out);
    assert!(!second.out.contains("new:") && !second.out.contains("gone:"), "{}", second.out);
    assert_eq!(demo.output(), before);
}

#[test]
fn generate_names_what_came_and_went() {
    let demo = Demo::generated();
    let names = fs::read_to_string(demo.path("out/catalog.yaml")).unwrap();
    let name =
        names.lines().skip_while(|line| !line.contains("1102")).find_map(|line| line.trim().strip_prefix("name: "));
    demo.edit("pages/codes.md", "| 1102 | The parcel is heavier than 30 kg. |", "| 1104 | The parcel is wet. |");
    let ran = demo.run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains("  new: 1104 "), "{}", ran.out);
    assert!(ran.out.contains(&format!("  gone: 1102 {}\n", name.unwrap())), "{}", ran.out);
}

#[test]
fn a_dry_run_writes_nothing() {
    let demo = Demo::new();
    let ran = demo.run(&["generate", "--dry-run"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains("  would write out/catalog.yaml\n"), "{}", ran.out);
    assert!(ran.out.contains(" to write, 0 to remove, 0 unchanged"), "{}", ran.out);
    assert!(!demo.path("out").exists() && !demo.path("names.lock.yaml").exists());
}

#[test]
fn verbose_lists_what_each_rule_took() {
    let demo = Demo::new();
    let ran = demo.run(&["generate", "-v"]);
    let wanted = "ignored by `banner`: 1\n  pages/codes.md:3: Ship today, pay tomorrow!\n";
    assert!(ran.out.contains(wanted), "{}", ran.out);
    assert!(ran.out.contains("  write out/catalog.yaml\n"), "{}", ran.out);
}

#[test]
fn timings_add_up() {
    let demo = Demo::new();
    let ran = demo.run(&["generate", "--timings"]);
    let figures: Vec<(String, f64)> = ran
        .err
        .lines()
        .skip_while(|line| !line.starts_with("stage"))
        .skip(1)
        .take_while(|line| !line.starts_with("peak memory"))
        .map(|line| {
            let mut words = line.split_whitespace();
            (words.next().unwrap().to_owned(), words.next().unwrap().parse().unwrap())
        })
        .collect();
    let (total, stages) = figures.split_last().unwrap();
    assert_eq!(total.0, "total", "{}", ran.err);
    let sum: f64 = stages.iter().map(|(_, time)| time).sum();
    assert!((sum - total.1).abs() < 0.1, "{sum} is not {}: {}", total.1, ran.err);
}

#[test]
fn locked_forbids_new_names() {
    let demo = Demo::new();
    let ran = demo.run(&["generate", "--locked"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("error[name-not-locked]"), "{}", ran.err);
    assert!(!demo.path("out").exists());
    let demo = Demo::generated();
    assert_eq!(demo.run(&["generate", "--locked"]).status, 0);
}

#[test]
fn check_is_silent_about_nothing() {
    let demo = Demo::generated();
    let ran = demo.run(&["check"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.ends_with("files are as they should be\n"), "{}", ran.out);
    assert_eq!(demo.run(&["check", "--message-format", "json"]).out, "");
}

#[test]
fn check_prints_path_diff_and_command() {
    let demo = Demo::generated();
    demo.edit("pages/codes.md", "Print it again.", "Print it once more.");
    let before = demo.output();
    let ran = demo.run(&["check"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(ran.out.lines().next().unwrap().ends_with(" stale"), "{}", ran.out);
    for wanted in ["error[stale]: `out/catalog.yaml` is stale", "Print it once more.", "bindery generate"] {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    assert_eq!(demo.output(), before);
    assert_eq!(demo.run(&["generate"]).status, 0);
    assert_eq!(demo.run(&["check"]).status, 0);
}

#[test]
fn check_speaks_every_form() {
    let demo = Demo::generated();
    fs::remove_file(demo.path("out/catalog.yaml")).unwrap();
    fs::write(demo.path("out/mine.txt"), "mine").unwrap();
    for (format, wanted) in [
        ("json", "\"rule\":\"foreign\",\"severity\":\"error\",\"place\":{\"path\":\"out/mine.txt\""),
        ("github", "::error file=out/catalog.yaml,title=missing::"),
        ("sarif", "\"ruleId\": \"missing\""),
        ("junit", "<failure type=\"missing\""),
    ] {
        let ran = demo.run(&["check", "--message-format", format]);
        assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{format}: {ran:?}");
        assert!(ran.out.contains(wanted), "{format}: {}", ran.out);
    }
}

#[test]
fn a_foreign_file_is_a_warning_to_generate_and_drift_to_check() {
    let demo = Demo::generated();
    fs::write(demo.path("out/mine.txt"), "mine").unwrap();
    let ran = demo.run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.err.contains("warning[foreign]"), "{}", ran.err);
    assert_eq!(demo.run(&["check"]).status, 1);
    assert_eq!(fs::read_to_string(demo.path("out/mine.txt")).unwrap(), "mine");
}

#[test]
fn extract_needs_no_project() {
    let demo = Demo::new();
    fs::remove_file(demo.path("bindery.yaml")).unwrap();
    let ran = demo.run(&["extract", "pages/codes.md", "pages/help.md", "--format", "json"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["pages"].as_array().map(Vec::len), Some(2));
    let codes: Vec<&str> = json["codes"].as_array().unwrap().iter().filter_map(|code| code["code"].as_str()).collect();
    assert_eq!(codes, ["1101", "1102", "1103", "2201", "2202", "2210-2219", "2220", "2221"]);
    assert_eq!(json["questions"][0]["at"]["page"], 1);
    let text = demo.run(&["extract", "pages/codes.md"]);
    assert!(text.out.contains("1101  The label is not readable."), "{}", text.out);
    let verbose = demo.run(&["extract", "-v", "pages/codes.md"]);
    assert!(verbose.err.contains("pages/codes.md:"), "{}", verbose.err);
    // What was not understood is a finding where findings are for machines.
    let page = fs::read_to_string(demo.path("pages/codes.md")).unwrap();
    fs::write(demo.path("pages/odd.md"), page.replace("| 1102 |", "| 11O2 |")).unwrap();
    let ran = demo.run(&["extract", "pages/odd.md"]);
    assert!(ran.out.contains("unexplained at line 10: 11O2 | ") && ran.err.is_empty(), "{ran:?}");
    let ran = demo.run(&["extract", "pages/odd.md", "--message-format", "json"]);
    assert!(!ran.out.contains("11O2") && ran.err.contains("\"line\":10"), "{ran:?}");
    assert_eq!(ran.status, 0);
}

#[test]
fn explain_answers_on_one_screen() {
    let demo = Demo::generated();
    let ran = demo.run(&["explain", "1102"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let name = ran.out.lines().next().unwrap().strip_prefix("1102  ").unwrap().to_owned();
    for wanted in ["The parcel is heavier than 30 kg.", "Client codes", "client", "pages/codes.md:10"] {
        assert!(ran.out.contains(wanted), "{wanted}: {}", ran.out);
    }
    assert!(ran.out.lines().count() <= 24, "{}", ran.out);
    // By name, in any case, by words, and a number within a range.
    assert_eq!(demo.run(&["explain", &name.to_uppercase()]).out, ran.out);
    assert_eq!(demo.run(&["explain", "heavier", "parcel"]).out, ran.out);
    assert!(demo.run(&["explain", "2215"]).out.starts_with("2210-2219  "));
}

#[test]
fn explain_prints_json() {
    let demo = Demo::generated();
    let ran = demo.run(&["explain", "1102", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["codes"][0]["code"], 1102);
    assert_eq!(json["codes"][0]["at"][0]["line"], 10);
    let ran = demo.run(&["explain", "stale", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((json["rule"].as_str(), json["severity"].as_str()), (Some("stale"), Some("error")));
}

#[test]
fn explain_needs_only_a_catalog() {
    let demo = Demo::generated();
    fs::remove_file(demo.path("bindery.yaml")).unwrap();
    assert_eq!(demo.run(&["explain", "1102"]).status, 2);
    let ran = demo.run(&["explain", "1102", "--catalog", "out/catalog.yaml"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    // Rules are known without either.
    let ran = demo.run(&["explain", "hand-edited"]);
    assert!(ran.out.starts_with("hand-edited (error)\n"), "{ran:?}");
}

#[test]
fn explain_names_what_is_near() {
    let demo = Demo::generated();
    let ran = demo.run(&["explain", "1120"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("error[not-found]") && ran.err.contains("nearest codes"), "{}", ran.err);
    assert_eq!(demo.run(&["explain", "-7"]).status, 1);
}

#[test]
fn explain_knows_what_was_removed() {
    let demo = Demo::generated();
    demo.edit("pages/codes.md", "| 1102 | The parcel is heavier than 30 kg. |\n", "");
    assert_eq!(demo.run(&["generate"]).status, 0);
    let ran = demo.run(&["explain", "1102"]);
    assert!(ran.out.starts_with("1102  ") && ran.out.contains("was removed"), "{ran:?}");
}

#[test]
fn explain_refuses_a_damaged_catalog() {
    let demo = Demo::generated();
    fs::write(demo.path("out/catalog.yaml"), "bindery: 1\ncodez: []\n").unwrap();
    let ran = demo.run(&["explain", "1102"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("--> out/catalog.yaml:2:1"), "{}", ran.err);
}

#[test]
fn completions_are_scripts() {
    let demo = Demo::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = demo.run(&["completions", shell]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{shell}");
        assert!(ran.out.contains("generate") && ran.out.contains("message-format"), "{shell}");
    }
}

#[test]
fn the_project_is_found_from_below_and_by_name() {
    let demo = Demo::generated();
    let run = |folder: &Path, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(arguments).current_dir(folder).output().unwrap().status.code()
    };
    assert_eq!(run(&demo.path("pages"), &["check"]), Some(0));
    let elsewhere = tempfile::tempdir().unwrap();
    let file = demo.path("bindery.yaml");
    assert_eq!(run(elsewhere.path(), &["check", "--project", file.to_str().unwrap()]), Some(0));
    assert_eq!(run(elsewhere.path(), &["--project", file.to_str().unwrap(), "check"]), Some(0));
    assert_eq!(run(elsewhere.path(), &["check"]), Some(2));
}

#[test]
fn usage_is_refused() {
    let demo = Demo::new();
    for arguments in [
        &["generat"][..],
        &[],
        &["extract"],
        &["generate", "--locket"],
        &["check", "--message-format", "xml"],
        &["completions", "tcsh"],
    ] {
        let ran = demo.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["--version"], &["help", "generate"]] {
        let ran = demo.run(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let demo = Demo::new();
    let plain = demo.run(&["extract", "nowhere.md"]);
    assert!(!plain.err.contains('\u{1b}'), "{}", plain.err);
    let coloured = demo.run(&["--color", "always", "extract", "nowhere.md"]);
    assert!(coloured.err.contains('\u{1b}'), "{}", coloured.err);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let demo = Demo::new();
    let page: String = (1..20_000).map(|code| format!("| {code} | Reason number {code}. |\n")).collect();
    fs::write(demo.path("long.md"), format!("| Code | Description |\n|---|---|\n{page}")).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["extract", "long.md", "--format", "json"])
        .current_dir(demo.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

/// A way to break the project, and what must come of it.
struct Bad {
    name: &'static str,
    make: fn(&Demo),
    status: i32,
    rule: &'static str,
    /// The start of the place, as printed.
    place: &'static str,
}

/// Bad input: exit status, rule and place of each. 2 means that it could not be tried, 1 that a finding forbids writing,
/// 0 that a person is warned.
const BAD: &[Bad] = &[
    Bad {
        name: "a source that is missing",
        make: |demo| fs::remove_file(demo.path("pages/help.md")).unwrap(),
        status: 2,
        rule: "source-unreadable",
        place: "pages/help.md",
    },
    Bad {
        name: "a source that is a folder",
        make: |demo| {
            fs::remove_file(demo.path("pages/help.md")).unwrap();
            fs::create_dir(demo.path("pages/help.md")).unwrap();
        },
        status: 2,
        rule: "source-unreadable",
        place: "pages/help.md",
    },
    Bad {
        name: "an empty source",
        make: |demo| fs::write(demo.path("pages/help.md"), " \n\n").unwrap(),
        status: 2,
        rule: "source-empty",
        place: "pages/help.md",
    },
    Bad {
        name: "a binary source",
        make: |demo| fs::write(demo.path("pages/help.md"), [0_u8, 1, 2, 3, 0, 0, 7, 0].repeat(100)).unwrap(),
        status: 2,
        rule: "source-binary",
        place: "pages/help.md",
    },
    Bad {
        name: "a source of 200 MB",
        make: |demo| fs::File::create(demo.path("pages/help.md")).unwrap().set_len(200 << 20).unwrap(),
        status: 2,
        rule: "source-too-large",
        place: "pages/help.md",
    },
    Bad {
        name: "HTML that is nested 100,000 deep",
        make: |demo| {
            demo.edit("bindery.yaml", "pages/help.md", "pages/help.html");
            fs::write(demo.path("pages/help.html"), "<div>".repeat(100_000)).unwrap();
        },
        status: 1,
        rule: "nesting-too-deep",
        place: "pages/help.html",
    },
    Bad {
        name: "a source that is not in its encoding",
        make: |demo| {
            let mut page = fs::read(demo.path("pages/codes.md")).unwrap();
            page.extend(b"\nCaf\xe9 \xff\xfe\n");
            fs::write(demo.path("pages/codes.md"), page).unwrap();
        },
        status: 0,
        rule: "encoding-mismatch",
        place: "pages/codes.md",
    },
    Bad {
        name: "a page of nothing",
        make: |demo| fs::write(demo.path("pages/help.md"), "Please log in.\n").unwrap(),
        status: 0,
        rule: "nothing-found",
        place: "pages/help.md",
    },
    Bad {
        name: "a table that is truncated",
        make: |demo| {
            let page = fs::read_to_string(demo.path("pages/codes.md")).unwrap();
            let end = page.find("| 2202 |").unwrap() + "| 2202".len();
            fs::write(demo.path("pages/codes.md"), &page[..end]).unwrap();
        },
        status: 1,
        rule: "unexplained",
        place: "pages/codes.md:18",
    },
    Bad {
        name: "a cell of codes that holds none",
        make: |demo| demo.edit("pages/codes.md", "| 1102 |", "| see above |"),
        status: 1,
        rule: "unexplained",
        place: "pages/codes.md:10",
    },
    Bad {
        name: "a description that is missing at the end of a table",
        make: |demo| demo.edit("pages/codes.md", "| 1103 | The address has no house number. |", "| 1103 |"),
        status: 1,
        rule: "unexplained",
        place: "pages/codes.md:11",
    },
    Bad {
        name: "a row with too many cells",
        make: |demo| demo.edit("pages/codes.md", "heavier than 30 kg. |", "heavier | than | 30 kg. |"),
        status: 0,
        rule: "extra-cells",
        place: "pages/codes.md:10",
    },
    Bad {
        name: "one code with two texts",
        make: |demo| demo.edit("pages/codes.md", "| 2202 |", "| 1101 |"),
        status: 0,
        rule: "conflicting-meanings",
        place: "pages/codes.md:18",
    },
    Bad {
        name: "one code twice with one text",
        make: |demo| demo.append("pages/codes.md", "| 2202 | The locker is already open. |\n"),
        status: 0,
        rule: "duplicate-code",
        place: "pages/codes.md:22",
    },
    Bad {
        name: "an unknown key",
        make: |demo| demo.edit("bindery.yaml", "    origin: client", "    orign: client"),
        status: 2,
        rule: "project-invalid",
        place: "bindery.yaml:13:5",
    },
    Bad {
        name: "a path that leads out",
        make: |demo| demo.edit("bindery.yaml", "pages/help.md", "../help.md"),
        status: 2,
        rule: "path-outside-project",
        place: "bindery.yaml:8:11",
    },
    Bad {
        name: "an ignore rule that is not used",
        make: |demo| demo.edit("bindery.yaml", "Ship today", "Ship tomorrow"),
        status: 0,
        rule: "unused-rule",
        place: "bindery.yaml:15:5",
    },
    Bad {
        name: "an acceptance that is not used",
        make: |demo| {
            demo.append("bindery.yaml", "accept:\n  - source: codes\n    text: \"1999\"\n    reason: a typing error\n");
        },
        status: 0,
        rule: "unused-rule",
        place: "bindery.yaml:23:5",
    },
    Bad {
        name: "a lock that is damaged",
        make: |demo| fs::write(demo.path("names.lock.yaml"), "<<<<<<< ours\n").unwrap(),
        status: 1,
        rule: "lock-damaged",
        place: "names.lock.yaml",
    },
    Bad {
        name: "a file in place of a folder of the output",
        make: |demo| {
            fs::remove_dir_all(demo.path("out/json-schema")).unwrap();
            fs::write(demo.path("out/json-schema"), "mine").unwrap();
        },
        status: 1,
        rule: "unwritable",
        place: "out/json-schema",
    },
    Bad {
        name: "somebody's file among ours",
        make: |demo| fs::write(demo.path("out/mine.txt"), "mine").unwrap(),
        status: 0,
        rule: "foreign",
        place: "out/mine.txt",
    },
];

#[test]
fn bad_input_ends_as_the_table_says() {
    let mut wrong = Vec::new();
    for bad in BAD {
        let demo = Demo::generated();
        (bad.make)(&demo);
        let before = demo.output();
        let ran = demo.run(&["generate", "--message-format", "json"]);
        let found =
            ran.err.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()).any(|finding| {
                let place = &finding["place"];
                let figures = ["line", "column"].map(|key| place[key].as_u64().map(|figure| format!(":{figure}")));
                let shown = format!(
                    "{}{}",
                    place["path"].as_str().unwrap_or(""),
                    figures.into_iter().flatten().collect::<String>()
                );
                finding["rule"] == bad.rule && shown.starts_with(bad.place) && finding["hint"].is_string()
            });
        if ran.status != bad.status || !found {
            wrong.push(format!("{}: {} instead of {} {}\n{}", bad.name, ran.status, bad.status, bad.rule, ran.err));
        }
        if bad.status != 0 && demo.output() != before {
            wrong.push(format!("{}: the old output is not whole", bad.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
