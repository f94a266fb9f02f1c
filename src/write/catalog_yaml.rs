//! The catalog as YAML.

use super::{Sink, header, yaml};
use crate::artifact::{Pieces, whole};
use crate::catalog::{CATALOG_FILE, Catalog};

/// The catalog as the text of its file. [`crate::catalog::load_catalog`] reads it back.
#[must_use]
pub fn catalog_text(catalog: &Catalog) -> String {
    whole(&|out| render(catalog, out))
}

pub(super) fn write_catalog(catalog: &Catalog, sink: &Sink<'_>) {
    sink(CATALOG_FILE, &|out| render(catalog, out));
}

fn render(catalog: &Catalog, out: &mut Pieces<'_>) {
    out.push_str(&header::comment(catalog, "#"));
    out.push('\n');
    yaml::emit(catalog, out).expect("the catalog consists of types that the emitter writes");
}
