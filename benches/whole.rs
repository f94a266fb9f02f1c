//! Times whole processes against each other: `bindery` on the seeds against a process that does nothing, and on a
//! made-up project of many pages against building the scraper trees of the same pages.
//!
//! `cargo bench --bench whole` measures 1,000 pages of HTML; `cargo bench --bench whole -- 10000 markdown` measures as
//! many of another form (`html`, `markdown`, `text`). Each figure is the least of several runs, and what counts is the ratio: all of them are taken in one go on one machine.

mod made_up;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use made_up::Form;
use rayon::prelude::*;
use tempfile::TempDir;

const BINDERY: &str = env!("CARGO_BIN_EXE_bindery");

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["nothing"] => {}
        ["trees", folder] => trees(Path::new(folder)),
        [] => measure(1000, Form::Html),
        [pages] => measure(number(pages), Form::Html),
        [pages, "html"] => measure(number(pages), Form::Html),
        [pages, "markdown"] => measure(number(pages), Form::Markdown),
        [pages, "text"] => measure(number(pages), Form::Capture),
        _ => panic!("a number of pages, and `html`, `markdown` or `text`"),
    }
    ExitCode::SUCCESS
}

fn number(word: &str) -> usize {
    word.parse().expect("a number of pages")
}

fn measure(pages: usize, form: Form) {
    let this = env::current_exe().expect("a running program has a path");
    seeds(&this);
    let folder = made_up_project(pages, form);
    let root = folder.path();
    let sources = root.join("pages");
    let generate = |threads: &str| {
        least(2, || {
            // Made from nothing each time: names are born, and every file is written.
            put_aside(root, &["generated", "names.lock.yaml"]);
            bindery(root, &["generate"], threads)
        })
    };
    let trees = |threads: &str| {
        least(3, || {
            let mut command = Command::new(&this);
            command.arg("trees").arg(&sources).env("RAYON_NUM_THREADS", threads);
            command
        })
    };
    println!("\n{pages} pages, {} MB", size_of(&sources) / 1_000_000);
    let (two, one) = (generate("2"), generate("1"));
    let mut note = String::new();
    if form == Form::Html {
        let (trees_two, trees_one) = (trees("2"), trees("1"));
        row("scraper trees, 2 threads", trees_two, "");
        row("scraper trees, 1 thread", trees_one, "");
        note = format!("{:.2} times the trees", ratio(two, trees_two));
    }
    row("generate, 2 threads", two, &note);
    row("generate, 1 thread", one, &format!("{:.2} times two threads", ratio(one, two)));
    let timings = bindery(root, &["generate", "--timings"], "2").output().expect("bindery runs");
    let timings = String::from_utf8_lossy(&timings.stderr);
    println!("\ngenerate with nothing to do, 2 threads");
    timings.lines().skip_while(|line| !line.starts_with("stage")).for_each(|line| println!("{line}"));
}

/// The project of this repository, against a process that does nothing.
fn seeds(this: &Path) {
    let folder = TempDir::new().expect("a temporary folder");
    let root = folder.path();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir(root.join("seeds")).expect("a folder for the seeds");
    fs::copy(own.join("bindery.yaml"), root.join("bindery.yaml")).expect("the project file is there");
    for entry in fs::read_dir(own.join("seeds")).expect("the seeds are part of the repository") {
        let entry = entry.expect("an entry of seeds");
        fs::copy(entry.path(), root.join("seeds").join(entry.file_name())).expect("a copy of a file");
    }
    let nothing = least(20, || {
        let mut command = Command::new(this);
        command.arg("nothing");
        command
    });
    println!("the seeds");
    row("a process that does nothing", nothing, "");
    let times = |time| format!("{:.1} times nothing", ratio(time, nothing));
    let fresh = least(10, || {
        put_aside(root, &["generated"]);
        bindery(root, &["generate"], "2")
    });
    row("generate from nothing", fresh, &times(fresh));
    for (name, args) in [
        ("generate, nothing to do", ["generate"].as_slice()),
        ("check", &["check"]),
        ("explain 30001", &["explain", "30001"]),
    ] {
        let time = least(10, || bindery(root, args, "2"));
        row(name, time, &times(time));
    }
}

/// Moves what an earlier run made out of the way. It is not removed: where thousands of files were removed in the last
/// seconds, a file system may take long to find a place for new ones, which no user's first run meets.
fn put_aside(root: &Path, names: &[&str]) {
    let aside = TempDir::with_prefix_in("aside-", root).expect("a folder aside").keep();
    for name in names {
        match fs::rename(root.join(name), aside.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => panic!("{name} is moved: {error}"),
            Ok(()) | Err(_) => {}
        }
    }
}

fn bindery(root: &Path, args: &[&str], threads: &str) -> Command {
    let mut command = Command::new(BINDERY);
    command.args(args).arg("--project").arg(root.join("bindery.yaml")).env("RAYON_NUM_THREADS", threads);
    command
}

/// The least wall time of several runs of a command that is made anew for each.
fn least(runs: usize, mut command: impl FnMut() -> Command) -> Duration {
    let times = (0..runs).map(|_| {
        let mut command = command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status().expect("the program starts");
        assert!(status.success(), "{command:?}: {status}");
        start.elapsed()
    });
    times.min().expect("at least one run")
}

fn trees(folder: &Path) {
    let pages: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder of pages").map(|entry| entry.expect("a page").path()).collect();
    let nodes: usize = pages
        .par_iter()
        .map(|page| scraper::Html::parse_document(&fs::read_to_string(page).expect("a page")).tree.nodes().count())
        .sum();
    println!("{nodes}");
}

fn made_up_project(pages: usize, form: Form) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("pages")).expect("a folder for pages");
    let mut file = String::from("catalog: made-up\ntitle: Made-up services\nversion: 1.0.0\nsources:\n");
    for number in 0..pages {
        let name = format!("pages/p{number:05}.{}", form.extension());
        let page = made_up::page(number, form, 4, 19, 450);
        fs::write(folder.path().join(&name), page).expect("a page is written");
        file.push_str(&format!("  - {{ id: p{number:05}, path: {name} }}\n"));
    }
    file.push_str("targets:\n  rust: { crate: made-up }\n  markdown: {}\n  json-schema: {}\n");
    fs::write(folder.path().join("bindery.yaml"), file).expect("the project file is written");
    folder
}

fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder of pages");
    entries.map(|entry| entry.and_then(|entry| entry.metadata()).expect("a page").len()).sum()
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn row(name: &str, time: Duration, note: &str) {
    println!("  {name:<30} {:>9.1} ms  {note}", time.as_secs_f64() * 1e3);
}
