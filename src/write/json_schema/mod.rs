//! JSON Schemas, draft 2020-12: of the catalog file, of a code on the wire, of the answer that carries one, and of what
//! the limits allow.
//!
//! The schema of the catalog is derived from the catalog's own types, so that the two cannot part. The others stand by
//! themselves: a validator needs no second file.

mod limit;
mod view;

use askama::Template;
use heck::ToKebabCase;

use super::text::visible_json;
use super::{Sink, header};
use crate::artifact::Artifact;
use crate::catalog::Catalog;
use crate::project::JsonSchemaTarget;
use limit::LimitsSchema;
use view::{ErrorCodeSchema, ErrorResponseSchema};

/// Writes `json-schema/catalog.schema.json`, `json-schema/error-code.schema.json`, where there are limits
/// `json-schema/limits.schema.json` (of both one a scope, where there are several) and, where the project describes the
/// service's answer, `json-schema/error-response.schema.json`.
pub(super) fn write_json_schema(catalog: &Catalog, target: &JsonSchemaTarget, sink: &Sink<'_>) {
    sink(artifact("catalog", catalog_schema(catalog)));
    if catalog.scopes.is_empty() {
        sink(artifact("error-code", render(&ErrorCodeSchema::lower(catalog, None))));
        if let Some(limits) = LimitsSchema::lower(catalog, None) {
            sink(artifact("limits", render(&limits)));
        }
    }
    // One number means something else in each scope, so that each has a schema of its own.
    for scope in &catalog.scopes {
        let name = format!("error-code.{}", scope.to_kebab_case());
        sink(artifact(&name, render(&ErrorCodeSchema::lower(catalog, Some(scope)))));
        if let Some(limits) = LimitsSchema::lower(catalog, Some(scope)) {
            sink(artifact(&format!("limits.{}", scope.to_kebab_case()), render(&limits)));
        }
    }
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
    schema.insert("$comment".to_owned(), header::lines(catalog).join(" ").into());
    schema.insert("title".to_owned(), format!("{}: error-code catalog", catalog.title).into());
    let mut text = visible_json(&serde_json::to_string_pretty(&schema).expect("a schema is plain JSON"));
    text.push('\n');
    text
}

/// The text of a template, with a line end.
fn render(template: &impl Template) -> String {
    let mut text = visible_json(&template.render().expect("a view holds only text and numbers, which always render"));
    text.push('\n');
    text
}
