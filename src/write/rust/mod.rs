//! The Rust crate: an open type that keeps every code, a closed enum of the documented ones, and their facts in tables.
//!
//! The facts are rows of constant tables, so that looking one up neither allocates nor panics; texts stand in a table of
//! their own, which a program that asks for none does not carry. A number finds its row through a page table (or, where
//! codes are too far apart, by binary search).

mod check;
mod doc;
mod ident;
mod imports;
mod layout;
mod lower;
mod meaning;
mod merge;
mod row;
mod space;
mod spans;
mod view;

use askama::Template;

use super::{Sink, render};
use crate::artifact::whole;
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::project::RustTarget;
use imports::File;
use view::{Crate, Find, Space};

/// Writes the crate to `rust/`: its manifest, README and sources, and a test of its own.
pub(super) fn write_rust(catalog: &Catalog, target: &RustTarget, sink: &Sink<'_>, findings: &mut Vec<Diagnostic>) {
    let origins = lower::lower_origins(catalog);
    let Some(mut krate) = lower::lower(catalog, &origins, target, findings) else { return };
    krate.example = example(&krate);
    let krate = &krate;
    write(sink, "Cargo.toml", &Manifest { krate });
    write(sink, "README.md", &Readme { krate });
    write(sink, "rustfmt.toml", &Rustfmt { krate });
    write(sink, "src/lib.rs", &Lib { krate });
    write(sink, "src/limit.rs", &LimitModule { krate });
    write(sink, "src/meaning.rs", &Meaning { krate });
    for space in &krate.spaces {
        write_space(sink, krate, space);
    }
}

fn write_space(sink: &Sink<'_>, krate: &Crate<'_>, space: &Space<'_>) {
    let folder = match &space.module {
        Some(module) => {
            write(sink, &format!("src/{module}.rs"), &Scope { krate, space });
            format!("src/{module}")
        }
        None => "src".to_owned(),
    };
    let folder = folder.as_str();
    rayon::scope(|scope| {
        // The longest files come first, so that the processors are done at about the same time.
        scope.spawn(|_| write(sink, &format!("{folder}/known.rs"), &Known { krate, space }));
        scope.spawn(|_| write(sink, &format!("{folder}/text.rs"), &Texts { krate, space }));
        scope.spawn(|_| write(sink, &format!("{folder}/table.rs"), &Table { krate, space }));
        scope.spawn(|_| write(sink, &format!("{folder}/constants.rs"), &Constants { krate, space }));
        if space.repr.is_text() {
            write(sink, &format!("{folder}/find.rs"), &TextFind { krate, space });
            write(sink, &format!("{folder}/code.rs"), &TextCode { krate, space });
            write(sink, &format!("{folder}/wire.rs"), &TextWire { krate, space });
        } else {
            write(sink, &format!("{folder}/find.rs"), &NumberFind { krate, space });
            write(sink, &format!("{folder}/code.rs"), &NumberCode { krate, space });
            write(sink, &format!("{folder}/wire.rs"), &NumberWire { krate, space });
        }
        write(sink, &format!("{folder}/info.rs"), &Info { krate, space });
    });
    let test = space.module.as_deref().unwrap_or("laws");
    write(sink, &format!("tests/{test}.rs"), &Laws { krate, space });
}

fn write(sink: &Sink<'_>, path: &str, template: &impl Template) {
    sink(&format!("rust/{path}"), &|out| render(template, out));
}

/// The lines of the example: of the first space that has a code.
fn example(krate: &Crate<'_>) -> Vec<String> {
    let example = krate.spaces.iter().find_map(|space| {
        let row = space.example()?;
        let example = Example { import: &krate.import, space, row, code: space.literal(row) };
        Some(whole(&|out| render(&example, out)))
    });
    example.unwrap_or_default().lines().map(str::to_owned).collect()
}

#[derive(Template)]
#[template(path = "rust/example.rs.txt", escape = "none")]
struct Example<'a> {
    import: &'a str,
    space: &'a Space<'a>,
    row: &'a view::Row<'a>,
    code: String,
}

/// Declares the templates of files that belong to the crate as a whole.
macro_rules! crate_templates {
    ($($name:ident = $path:literal;)+) => {$(
        #[derive(Template)]
        #[template(path = $path, escape = "none")]
        struct $name<'a> {
            krate: &'a Crate<'a>,
        }
    )+};
}

/// Declares the templates of files that each space has.
macro_rules! space_templates {
    ($($name:ident = $path:literal;)+) => {$(
        #[derive(Template)]
        #[template(path = $path, escape = "none")]
        struct $name<'a> {
            krate: &'a Crate<'a>,
            space: &'a Space<'a>,
        }
    )+};
}

crate_templates! {
    Manifest = "rust/Cargo.toml.txt";
    Readme = "rust/README.md.txt";
    Rustfmt = "rust/rustfmt.toml.txt";
    Lib = "rust/lib.rs.txt";
    LimitModule = "rust/limit.rs.txt";
    Meaning = "rust/meaning.rs.txt";
}

space_templates! {
    Scope = "rust/scope.rs.txt";
    NumberCode = "rust/number/code.rs.txt";
    NumberFind = "rust/number/find.rs.txt";
    NumberWire = "rust/number/wire.rs.txt";
    TextCode = "rust/text/code.rs.txt";
    TextFind = "rust/text/find.rs.txt";
    TextWire = "rust/text/wire.rs.txt";
    Constants = "rust/constants.rs.txt";
    Known = "rust/known.rs.txt";
    Info = "rust/info.rs.txt";
    Table = "rust/table.rs.txt";
    Texts = "rust/text.rs.txt";
    Laws = "rust/tests/laws.rs.txt";
}
