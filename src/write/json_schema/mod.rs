//! JSON Schemas, draft 2020-12: of the catalog file, of a code on the wire, of the answer that carries one, and of what
//! the limits allow.
//!
//! The schema of the catalog is derived from the catalog's own types, so that the two cannot part. The others stand by
//! themselves: a validator needs no second file.

mod limit;
mod view;

use askama::Template;
use heck::ToKebabCase;

use super::text::push_visible_json;
use super::{Sink, header, render};
use crate::artifact::{Pieces, Render};
use crate::catalog::Catalog;
use crate::project::JsonSchemaTarget;
use limit::LimitsSchema;
use view::{ErrorCodeSchema, ErrorResponseSchema};

/// Writes `json-schema/catalog.schema.json`, `json-schema/error-code.schema.json`, where there are limits
/// `json-schema/limits.schema.json` (of both one a scope, where there are several) and, where the project describes the
/// service's answer, `json-schema/error-response.schema.json`.
pub(super) fn write_json_schema(catalog: &Catalog, target: &JsonSchemaTarget, sink: &Sink<'_>) {
    let write = |name: &str, render: &Render<'_>| sink(&format!("json-schema/{name}.schema.json"), render);
    write("catalog", &|out| catalog_schema(catalog, out));
    if catalog.scopes.is_empty() {
        let codes = ErrorCodeSchema::lower(catalog, None);
        write("error-code", &|out| render_visible(&codes, out));
        if let Some(limits) = LimitsSchema::lower(catalog, None) {
            write("limits", &|out| render_visible(&limits, out));
        }
    }
    // One number means something else in each scope, so that each has a schema of its own.
    for scope in &catalog.scopes {
        let name = scope.to_kebab_case();
        let codes = ErrorCodeSchema::lower(catalog, Some(scope));
        write(&format!("error-code.{name}"), &|out| render_visible(&codes, out));
        if let Some(limits) = LimitsSchema::lower(catalog, Some(scope)) {
            write(&format!("limits.{name}"), &|out| render_visible(&limits, out));
        }
    }
    if let Some(response) = &target.response {
        let response = ErrorResponseSchema::lower(catalog, response);
        write("error-response", &|out| render_visible(&response, out));
    }
}

/// The schema of the catalog file, derived from [`Catalog`].
fn catalog_schema(catalog: &Catalog, out: &mut Pieces<'_>) {
    let mut schema = schemars::schema_for!(Catalog);
    schema.insert("$comment".to_owned(), header::lines(catalog).join(" ").into());
    schema.insert("title".to_owned(), format!("{}: error-code catalog", catalog.title).into());
    push_visible_json(&serde_json::to_string_pretty(&schema).expect("a schema is plain JSON"), out);
    out.push('\n');
}

/// Renders a template of JSON with a line end, and every character that could not be seen as an escape.
fn render_visible(template: &impl Template, out: &mut Pieces<'_>) {
    Pieces::render(&|out| render(template, out), |piece| push_visible_json(piece, out));
}
