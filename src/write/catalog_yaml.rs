//! The catalog as YAML.

use super::{Sink, header, yaml};
use crate::artifact::Artifact;
use crate::catalog::{CATALOG_FILE, Catalog};

/// The catalog as the text of its file. [`crate::catalog::load_catalog`] reads it back.
#[must_use]
pub fn catalog_text(catalog: &Catalog) -> String {
    let mut out = String::with_capacity(256 + catalog.codes.len() * 512);
    out.push_str(&header::comment(catalog, "#"));
    out.push('\n');
    yaml::emit(catalog, &mut out).expect("the catalog consists of types that the emitter writes");
    out
}

pub(super) fn write_catalog(catalog: &Catalog, sink: &Sink<'_>) {
    sink(Artifact { path: CATALOG_FILE.to_owned(), text: catalog_text(catalog) });
}
