//! Times the stages and the whole of `generate`: on the seeds, on a made-up project of 1,000 pages, and on pages of
//! 1 MB and 10 MB, which shows that reading is linear.
//!
//! `cargo bench` runs all; `cargo bench -- seeds` runs those whose path holds the word.

mod made_up;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use bindery::artifact::Mode;
use bindery::extract::ExtractOptions;
use bindery::pipeline::{self, Options, Outcome};
use bindery::project::Project;
use bindery::source::{Format, Source, SourceIndex};
use divan::{Bencher, black_box};
use made_up::Form;
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// The stages on the first customer's page.
#[divan::bench_group(sample_count = 20)]
mod seeds {
    use super::*;

    #[divan::bench]
    fn read(bencher: Bencher<'_, '_>) {
        let source = seed();
        bencher.bench(|| bindery::read::read(black_box(&source), &mut Vec::new()));
    }

    #[divan::bench]
    fn recover(bencher: Bencher<'_, '_>) {
        let document = bindery::read::read(&seed(), &mut Vec::new());
        bencher.with_inputs(|| document.clone()).bench_values(bindery::recover::recover);
    }

    #[divan::bench]
    fn extract(bencher: Bencher<'_, '_>) {
        let document = bindery::recover::recover(bindery::read::read(&seed(), &mut Vec::new()));
        let options = ExtractOptions::default();
        bencher.bench(|| bindery::extract::extract(black_box(&document), &options));
    }

    #[divan::bench]
    fn generate(bencher: Bencher<'_, '_>) {
        bencher.with_inputs(seed_project).bench_refs(|(_folder, project)| run(project, Mode::Write));
    }

    #[divan::bench]
    fn check(bencher: Bencher<'_, '_>) {
        let (_folder, project) = seed_project();
        run(&project, Mode::Write);
        bencher.bench(|| run(&project, Mode::Check));
    }
}

/// 1,000 pages of some 50 KB, 75 rows each.
#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod thousand_pages {
    use super::*;

    #[divan::bench(args = [Form::Html, Form::Markdown, Form::Capture])]
    fn generate(bencher: Bencher<'_, '_>, form: Form) {
        bencher.with_inputs(|| made_up_project(form, 1000)).bench_refs(|(_folder, project)| run(project, Mode::Write));
    }

    /// What the HTML parser alone takes for the same pages, on as many threads: the measure for the whole.
    #[divan::bench]
    fn scraper_trees(bencher: Bencher<'_, '_>) {
        use rayon::prelude::*;
        let pages: Vec<String> = (0..1000).map(|number| made_up::page(number, Form::Html, 4, 19, 450)).collect();
        bencher.bench(|| {
            pages.par_iter().map(|page| scraper::Html::parse_document(page).tree.nodes().count()).sum::<usize>()
        });
    }
}

/// One page of many rows: ten times the page takes ten times as long.
#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod linear {
    use super::*;

    #[divan::bench(args = [1, 10])]
    fn html(bencher: Bencher<'_, '_>, megabytes: usize) {
        extract_page(bencher, Form::Html, megabytes);
    }

    #[divan::bench(args = [1, 10])]
    fn markdown(bencher: Bencher<'_, '_>, megabytes: usize) {
        extract_page(bencher, Form::Markdown, megabytes);
    }

    #[divan::bench(args = [1, 10])]
    fn capture(bencher: Bencher<'_, '_>, megabytes: usize) {
        extract_page(bencher, Form::Capture, megabytes);
    }

    /// Many small parts on one page, which are weighed against each other.
    #[divan::bench(args = [1, 10])]
    fn parts(bencher: Bencher<'_, '_>, megabytes: usize) {
        extract_text(bencher, Form::Markdown, many_parts(megabytes * 1_000_000 * 100 / many_parts(100).len()));
    }

    /// A page of so many parts, each with a table of two codes, a list of two names and one of two platforms.
    fn many_parts(parts: usize) -> String {
        let part = |number: usize| {
            let code = 1000 + 2 * number;
            format!(
                "## Errors of lid {number}\n\n| Error code | Description |\n| --- | --- |\n| {code} | It is open. |\n\
                 | {} | It is lost. |\n\nFailures:\n\n- `FAILED_{number}`: the lid failed\n- `LOST_{number}`: no lid\n\n\
                 Where to look:\n\n- Windows {number}: the log\n  - of the lid\n- Linux {number}: the journal\n\n",
                code + 1
            )
        };
        std::iter::once("# Error codes\n\n".to_owned()).chain((0..parts).map(part)).collect()
    }

    fn extract_page(bencher: Bencher<'_, '_>, form: Form, megabytes: usize) {
        let tables = megabytes * 1_000_000 / made_up::page(0, form, 1, 100, 0).len();
        extract_text(bencher, form, made_up::page(0, form, tables, 100, 0));
    }

    fn extract_text(bencher: Bencher<'_, '_>, form: Form, text: String) {
        let source = source("page", format_of(form), text);
        let options = ExtractOptions::default();
        bencher.bench(|| pipeline::read_page(black_box(&source), &options, &mut Vec::new()));
    }
}

static ROOT: LazyLock<&Path> = LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")));

fn format_of(form: Form) -> Format {
    match form {
        Form::Html => Format::Html,
        Form::Markdown => Format::Markdown,
        Form::Capture => Format::Capture,
    }
}

fn source(id: &str, format: Format, text: String) -> Source {
    Source { index: SourceIndex(0), id: id.into(), path: id.into(), format, text, hash: String::new() }
}

fn seed() -> Source {
    let text = fs::read_to_string(ROOT.join("seeds/error-codes.txt")).expect("the seeds are part of the repository");
    source("error-codes", Format::Capture, text)
}

/// A copy of this repository's own project, without its output.
fn seed_project() -> (TempDir, Project) {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("seeds")).expect("a folder for the seeds");
    let file = |path: &Path| fs::copy(ROOT.join(path), folder.path().join(path)).expect("a copy of a file");
    file(Path::new("bindery.yaml"));
    for entry in fs::read_dir(ROOT.join("seeds")).expect("the seeds are part of the repository") {
        file(&PathBuf::from("seeds").join(entry.expect("an entry of seeds").file_name()));
    }
    loaded(folder)
}

/// A project of made-up pages with all targets.
fn made_up_project(form: Form, pages: usize) -> (TempDir, Project) {
    let folder = TempDir::new().expect("a temporary folder");
    let mut file = String::from("catalog: made-up\ntitle: Made-up services\nversion: 1.0.0\nsources:\n");
    for number in 0..pages {
        let name = format!("p{number:05}.{}", form.extension());
        fs::write(folder.path().join(&name), made_up::page(number, form, 4, 19, 450)).expect("a page is written");
        file.push_str(&format!("  - {{ id: p{number:05}, path: {name} }}\n"));
    }
    file.push_str("targets:\n  rust: { crate: made-up }\n  markdown: {}\n  json-schema: {}\n");
    fs::write(folder.path().join("bindery.yaml"), file).expect("the project file is written");
    loaded(folder)
}

fn loaded(folder: TempDir) -> (TempDir, Project) {
    let project = Project::load(None, folder.path()).expect("the project file is right");
    (folder, project)
}

fn run(project: &Project, mode: Mode) -> Outcome {
    let outcome = pipeline::run(project, Options { mode, locked: false, accept_removals: false, new_lock: false })
        .expect("sources are readable");
    assert!(!outcome.failed(), "{:?}", outcome.findings.iter().find(|finding| finding.is_error()));
    outcome
}
