//! What the generated crate costs those who use it: the time to compile one of many codes, and look-ups in that of the
//! seeds against an array, a perfect hash table and a `HashMap`.
//!
//! `cargo bench --bench rust` compiles a crate of 10,000 codes; `cargo bench --bench rust -- 2000` one of as many. The
//! look-ups are `benches/lookup`, a crate of its own, which reads `generated/rust` and needs crates from the registry.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use tempfile::TempDir;

/// So many codes stand on a made-up page.
const PAGE: usize = 100;

const THINGS: [&str; 5] = ["group", "message", "upload", "certificate", "conversation"];

fn main() {
    let codes = match env::args().skip(1).find(|arg| arg != "--bench") {
        Some(word) => word.parse().expect("a number of codes"),
        None => 10_000,
    };
    compile(codes);
    look_up();
}

/// Times compilers on a crate of made-up codes, and on an empty one, which is what Cargo itself takes.
fn compile(codes: usize) {
    let folder = made_up_project(codes);
    let root = folder.path();
    run(Command::new(env!("CARGO_BIN_EXE_bindery")).args(["generate", "--project"]).arg(root.join("bindery.yaml")));
    let empty = root.join("empty");
    fs::create_dir_all(empty.join("src")).expect("a folder");
    fs::write(empty.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2021\"\n[workspace]\n")
        .expect("a file");
    fs::write(empty.join("src/lib.rs"), "").expect("a file");
    println!("compiling a crate of {codes} codes");
    for (name, args) in [
        ("cargo check", ["check"].as_slice()),
        ("cargo build", &["build"]),
        ("cargo build --release", &["build", "--release"]),
    ] {
        let (many, none) = (least(&root.join("generated/rust"), args), least(&empty, args));
        println!("  {name:<28} {:>6.2} s  (an empty crate: {:.2} s)", many.as_secs_f64(), none.as_secs_f64());
    }
}

/// The least time of two builds from nothing.
fn least(package: &Path, args: &[&str]) -> Duration {
    let times = (0..2).map(|_| {
        let target = TempDir::new().expect("a temporary folder");
        let start = Instant::now();
        run(cargo().args(args).arg("--quiet").current_dir(package).env("CARGO_TARGET_DIR", target.path()));
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

/// Runs the crate that looks up.
fn look_up() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/lookup/Cargo.toml");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lookup");
    println!("\nlook-ups in the crate of the seeds");
    run(cargo().args(["run", "--release", "--quiet", "--manifest-path"]).arg(manifest).env("CARGO_TARGET_DIR", target));
}

/// A project of pages with a table each.
fn made_up_project(codes: usize) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let mut file = String::from("catalog: made-up\ntitle: Made-up services\nversion: 1.0.0\nsources:\n");
    for first in (0..codes).step_by(PAGE) {
        let mut page = format!("# Error codes from {first} on\n\n| Code | Description | Solution |\n|---|---|---|\n");
        for code in first..codes.min(first + PAGE) {
            let thing = THINGS[code % THINGS.len()];
            let text = format!("The {thing} {code} does not exist or belongs to another account");
            page.push_str(&format!("| {} | {text}. | Check the {thing}. |\n", code * 7));
        }
        fs::write(folder.path().join(format!("p{first}.md")), page).expect("a page is written");
        file.push_str(&format!("  - {{ id: p{first}, path: p{first}.md }}\n"));
    }
    file.push_str("targets:\n  rust: { crate: made-up }\n");
    fs::write(folder.path().join("bindery.yaml"), file).expect("the project file is written");
    folder
}

fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

fn run(command: &mut Command) {
    let status = command.status().expect("the program starts");
    assert!(status.success(), "{command:?}: {status}");
}
