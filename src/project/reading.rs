//! What a project file says about reading one source: decisions that a person takes instead of the evidence.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What to make of a part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// It lists codes.
    Codes,
    /// It lists something else.
    Nothing,
}

/// How to read tables of a source. What `under`, `caption` and `number` leave open fits every table; all given must fit.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableRule {
    /// The whole text of a heading above the table, at any depth.
    #[serde(default)]
    pub under: Option<String>,
    /// The whole caption.
    #[serde(default)]
    pub caption: Option<String>,
    /// Which table of the page it is, counting from 1.
    #[serde(default)]
    pub number: Option<usize>,
    /// Whether it lists codes; the evidence decides where this is left out.
    #[serde(default)]
    pub read: Option<Reading>,
    /// What its columns hold, by the whole text of their headers, or by their number from 1 where they have none.
    #[serde(default)]
    pub columns: BTreeMap<String, ColumnRole>,
}

/// How to read headings, or lists (terms and runs of paragraphs too), of a source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EntryRule {
    /// The whole text of a heading above them, at any depth; all of the page where it is left out.
    #[serde(default)]
    pub under: Option<String>,
    /// Whether they are codes.
    pub read: Reading,
}

/// What a column of a table of codes holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnRole {
    /// The codes.
    Code,
    /// The constants or official short names.
    Symbol,
    /// What the codes mean.
    Description,
    /// What to do about it.
    Remedy,
    /// Why it happens.
    Cause,
    /// The wording that a program gets.
    Message,
    /// A class of errors.
    Category,
    /// Whether to send the same again.
    Retriable,
    /// An HTTP status.
    HttpStatus,
    /// A gRPC status.
    GrpcCode,
    /// A further name of the same thing.
    Name,
    /// A further number of the same thing.
    Number,
    /// Anything else that is worth keeping.
    Note,
    /// Nothing that is worth keeping.
    Ignore,
}

impl ColumnRole {
    /// The role as it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Symbol => "symbol",
            Self::Description => "description",
            Self::Remedy => "remedy",
            Self::Cause => "cause",
            Self::Message => "message",
            Self::Category => "category",
            Self::Retriable => "retriable",
            Self::HttpStatus => "http-status",
            Self::GrpcCode => "grpc-code",
            Self::Name => "name",
            Self::Number => "number",
            Self::Note => "note",
            Self::Ignore => "ignore",
        }
    }
}
