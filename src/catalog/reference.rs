//! What a text names beside its own subject.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a text names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// What it is.
    pub kind: ReferenceKind,
    /// Its name as the text gives it.
    pub name: String,
    /// Where it leads, where the page has a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

/// What a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A function, method or endpoint.
    Api,
    /// A field or parameter.
    Field,
    /// A page of the documentation.
    Page,
    /// Another code.
    Code,
}
