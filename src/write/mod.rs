//! Writers: from the catalog to artifacts. They see the catalog only; each lowers it to its target's own view types,
//! with names, literals and doc text settled, then renders templates that only place.

pub mod catalog_yaml;
mod header;
mod json_schema;
mod markdown;
mod rust;
mod text;
mod title;
mod yaml;

use std::sync::{Mutex, PoisonError};

use askama::Template;

use crate::artifact::{Artifact, Pieces, Render, whole};
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::project::Targets;

/// Takes files by path, each with what renders its text, from all processors at once and in no order. The text is
/// handed on in pieces, so that no file is held whole.
pub type Sink<'a> = dyn Fn(&str, &Render<'_>) + Sync + 'a;

/// All artifacts at once, in the order of their paths: for catalogs of some pages.
#[must_use]
pub fn artifacts(catalog: &Catalog, targets: &Targets, findings: &mut Vec<Diagnostic>) -> Vec<Artifact> {
    let artifacts = Mutex::new(Vec::new());
    let sink = |path: &str, render: &Render<'_>| {
        let artifact = Artifact { path: path.to_owned(), text: whole(render) };
        artifacts.lock().unwrap_or_else(PoisonError::into_inner).push(artifact);
    };
    write(catalog, targets, &sink, findings);
    let mut artifacts = artifacts.into_inner().unwrap_or_else(PoisonError::into_inner);
    artifacts.sort_by(|a: &Artifact, b| a.path.cmp(&b.path));
    artifacts
}

/// Writes the catalog and everything that `targets` asks for. Paths are relative to the output folder.
pub fn write(catalog: &Catalog, targets: &Targets, sink: &Sink<'_>, findings: &mut Vec<Diagnostic>) {
    // Each target has its own findings, so that their order does not depend on who is done first.
    let (mut of_rust, mut of_markdown) = (Vec::new(), Vec::new());
    rayon::scope(|scope| {
        if let Some(target) = &targets.rust {
            scope.spawn(|_| rust::write_rust(catalog, target, sink, &mut of_rust));
        }
        if let Some(target) = &targets.markdown {
            scope.spawn(|_| markdown::write_markdown(catalog, target, sink, &mut of_markdown));
        }
        if let Some(target) = &targets.json_schema {
            scope.spawn(|_| json_schema::write_json_schema(catalog, target, sink));
        }
        scope.spawn(|_| catalog_yaml::write_catalog(catalog, sink));
    });
    findings.append(&mut of_rust);
    findings.append(&mut of_markdown);
}

/// Renders a template with a line end.
fn render(template: &impl Template, out: &mut Pieces<'_>) {
    template.render_into(out).expect("a view holds only text and numbers, which always render");
    out.push('\n');
}
