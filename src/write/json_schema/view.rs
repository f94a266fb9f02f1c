//! What the schema templates place: every text and number is a JSON literal already.

use askama::Template;
use foldhash::HashMap;
use serde::Serialize;

use super::header;
use crate::catalog::{Catalog, Code, Entry, Group};
use crate::project::ResponseShape;
use crate::write::title;

/// A JSON literal: it stands in a template as it is.
pub(super) type Literal = String;

/// The schema of a code on the wire.
#[derive(Template)]
#[template(path = "json-schema/error-code.json", escape = "none")]
pub(super) struct ErrorCodeSchema<'a> {
    /// What made the file.
    comment: Literal,
    codes: Codes<'a>,
}

/// The codes of a catalog, as alternatives.
///
/// `anyOf`, not `oneOf`: a range may hold a code that also has an entry of its own.
struct Codes<'a> {
    title: Literal,
    description: Literal,
    entries: Vec<&'a Entry>,
    groups: HashMap<&'a str, &'a Group>,
}

/// One code or range, as an editor shows it.
struct Alternative {
    /// Keywords with their values: `const`, `enum`, or the bounds of a range.
    constraint: Vec<(&'static str, Literal)>,
    title: Literal,
    description: Literal,
    deprecated: bool,
}

/// The schema of the service's answer.
#[derive(Template)]
#[template(path = "json-schema/error-response.json", escape = "none")]
pub(super) struct ErrorResponseSchema<'a> {
    /// What made the file.
    comment: Literal,
    title: Literal,
    description: Literal,
    required: Literal,
    status: Option<Status>,
    code: Literal,
    code_description: Literal,
    code_type: Literal,
    success: Option<Literal>,
    message: Option<Literal>,
    agreement: Option<Agreement>,
    codes: Codes<'a>,
}

/// The field that tells success from failure.
struct Status {
    field: Literal,
    success: Literal,
    failure: Literal,
}

/// Status and code must agree: a failure has another code than success, and a success has that one.
struct Agreement {
    field: Literal,
    success: Literal,
    failure: Literal,
    success_code: Literal,
}

impl<'a> ErrorCodeSchema<'a> {
    /// Lowers a catalog's codes: those of `scope`, or all.
    pub(super) fn lower(catalog: &'a Catalog, scope: Option<&str>) -> Self {
        Self { comment: comment(catalog), codes: Codes::lower(catalog, scope) }
    }
}

impl<'a> Codes<'a> {
    /// Lowers a catalog's entries, in their order: those of `scope`, or all.
    fn lower(catalog: &'a Catalog, scope: Option<&str>) -> Self {
        let entries = catalog.codes.iter().filter(|entry| scope.is_none() || entry.scope.as_deref() == scope);
        let of = scope.map_or(String::new(), |scope| format!(", {scope}"));
        Self {
            title: literal(&format!("{}{of}", title::one(&catalog.title))),
            description: literal(&format!(
                "Every code that the documentation of {} lists, version {}.",
                catalog.title, catalog.version
            )),
            entries: entries.collect(),
            groups: catalog.groups.iter().map(|group| (&*group.id, group)).collect(),
        }
    }

    /// The alternatives, one by one: those of many pages would be too long to keep.
    fn alternatives(&self) -> impl Iterator<Item = Alternative> {
        self.entries.iter().filter_map(|entry| Alternative::lower(entry, &self.groups))
    }
}

impl Alternative {
    /// Lowers an entry; `None` for one that has neither code nor range, which no loaded catalog holds.
    fn lower(entry: &Entry, groups: &HashMap<&str, &Group>) -> Option<Self> {
        let key = entry.key()?;
        let constraint = match &key {
            Code::Number(number) => vec![("const", literal(number))],
            Code::Range(range) => vec![
                ("type", literal("integer")),
                ("minimum", literal(&range.first)),
                ("maximum", literal(&range.last)),
            ],
            // A number spelled in hexadecimal goes over the wire as the number or as the page spells it.
            Code::Text(text) => match key.number() {
                Some(number) => vec![("enum", format!("[{}, {}]", literal(&number), literal(text)))],
                None => vec![("const", literal(text))],
            },
        };
        let group = entry.group.as_deref().and_then(|id| groups.get(id).copied());
        Some(Self {
            constraint,
            title: literal(&entry.name),
            description: literal(&describe(entry, group)),
            deprecated: entry.deprecated,
        })
    }
}

impl<'a> ErrorResponseSchema<'a> {
    /// Lowers the shape of the service's answer.
    pub(super) fn lower(catalog: &'a Catalog, shape: &ResponseShape) -> Self {
        let mut required = Vec::new();
        if let Some(status) = &shape.status {
            required.push(status.field.as_str());
        }
        required.push(&shape.code);
        let success = shape.success.as_ref().map(literal);
        Self {
            comment: comment(catalog),
            title: literal(&format!("{}: answer", catalog.title)),
            description: literal(&format!(
                "The fields of an answer of {} that tell success from failure. Other fields depend on the request.",
                catalog.title
            )),
            required: literal(&required),
            code: literal(&shape.code),
            code_description: literal("The code: what to act on."),
            code_type: literal(if catalog.codes.iter().any(is_text) {
                &["integer", "string"][..]
            } else {
                &["integer"]
            }),
            message: shape.message.as_ref().map(literal),
            agreement: shape.status.as_ref().zip(success.clone()).map(|(status, success_code)| Agreement {
                field: literal(&status.field),
                success: literal(&status.success),
                failure: literal(&status.failure),
                success_code,
            }),
            status: shape.status.as_ref().map(|status| Status {
                field: literal(&status.field),
                success: literal(&status.success),
                failure: literal(&status.failure),
            }),
            success,
            codes: Codes::lower(catalog, None),
        }
    }
}

/// The header of generated files, which JSON has only a keyword for.
pub(super) fn comment(catalog: &Catalog) -> Literal {
    literal(&header::lines(catalog).join(" "))
}

/// What an editor shows beside a code: its text, its causes, and where it belongs.
fn describe(entry: &Entry, group: Option<&Group>) -> String {
    let mut text = entry.description.to_string();
    let mut paragraph = |line: &str| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(line);
    };
    if let Some(remedy) = entry.separate_remedy() {
        paragraph(&format!("What to do: {remedy}"));
    }
    if !entry.aliases.is_empty() {
        paragraph(&format!("Formerly: {}", entry.aliases.join(", ")));
    }
    if !entry.known_causes.is_empty() {
        let causes: Vec<String> = entry.known_causes.iter().map(|cause| format!("- {}", cause.text)).collect();
        paragraph(&format!("Known causes:\n{}", causes.join("\n")));
    }
    if let Some(group) = group {
        let origin = entry.origin.as_ref().map(|origin| format!(" (origin: {origin})")).unwrap_or_default();
        paragraph(&format!("{}{origin}", group.path.join(" › ")));
    }
    text
}

fn is_text(entry: &Entry) -> bool {
    matches!(entry.code, Some(Code::Text(_)))
}

/// The value as a JSON literal.
pub(super) fn literal(value: &(impl Serialize + ?Sized)) -> Literal {
    serde_json::to_string(value).expect("strings, numbers and lists of them have a literal")
}
