//! JSON Schemas, draft 2020-12: of the catalog file, of a code on the wire, and of the answer that carries one.
//!
//! The schema of the catalog is derived from the catalog's own types, so that the two cannot part. The others stand by
//! themselves: a validator needs no second file.

mod view;

use askama::Template;

use super::Sink;
use crate::artifact::Artifact;
use crate::catalog::Catalog;
use crate::project::JsonSchemaTarget;
use view::{Codes, ErrorCodeSchema, ErrorResponseSchema};

/// Writes `json-schema/catalog.schema.json`, `json-schema/error-code.schema.json` and, where the project describes the
/// service's answer, `json-schema/error-response.schema.json`.
pub(super) fn write_json_schema(catalog: &Catalog, target: &JsonSchemaTarget, sink: &mut Sink<'_>) {
    sink(artifact("catalog", catalog_schema(catalog)));
    sink(artifact("error-code", render(&ErrorCodeSchema { codes: Codes::lower(catalog) })));
    if let Some(response) = &target.response {
        sink(artifact("error-response", render(&ErrorResponseSchema::lower(catalog, response))));
    }
}

fn artifact(name: &str, text: String) -> Artifact {
    Artifact { path: format!("json-schema/{name}.schema.json"), text }
}

/// The schema of the catalog file, derived from [`Catalog`].
fn catalog_schema(catalog: &Catalog) -> String {
    let mut schema = schemars::schema_for!(Catalog);
    schema.insert("title".to_owned(), format!("{}: error-code catalog", catalog.title).into());
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text.push('\n');
    text
}

/// The text of a template, with a line end.
fn render(template: &impl Template) -> String {
    let mut text = template.render().expect("a view holds only text and numbers, which always render");
    text.push('\n');
    text
}
