//! Writers: from the catalog to artifacts. They see the catalog only; each lowers it to its target's own view types,
//! with names, literals and doc text settled, then renders templates that only place.

pub mod catalog_yaml;
mod header;
mod json_schema;
mod markdown;
mod rust;
mod text;
mod yaml;

use crate::artifact::Artifact;
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::project::Targets;

/// Takes artifacts one by one, so that no writer holds more than one.
pub type Sink<'a> = dyn FnMut(Artifact) + 'a;

/// Writes the catalog and everything that `targets` asks for, in a fixed order. Paths are relative to the output folder.
pub fn write(catalog: &Catalog, targets: &Targets, sink: &mut Sink<'_>, findings: &mut Vec<Diagnostic>) {
    catalog_yaml::write_catalog(catalog, sink);
    if let Some(target) = &targets.rust {
        rust::write_rust(catalog, target, sink, findings);
    }
    if let Some(target) = &targets.markdown {
        markdown::write_markdown(catalog, target, sink, findings);
    }
    if let Some(target) = &targets.json_schema {
        json_schema::write_json_schema(catalog, target, sink);
    }
}
