//! The normalized model: everything known about one product's codes. The YAML file is exactly this.
//!
//! Field order is the order in the file; what is empty is left out. Order of entries is the pages' order.

mod code;
mod limit;
mod load;
mod lookup;
mod meaning;
mod mention;
mod name;
mod narrow;
mod reference;
mod related;

use std::borrow::Cow;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use code::pattern;
pub use code::{Code, CodeRange};
pub use limit::{Limit, Window};
pub use load::load_catalog;
pub use lookup::{Found, Match};
pub use meaning::{Kind, Retry};
pub use mention::Mentions;
pub(crate) use mention::words_in;
pub use name::is_identifier;
pub(crate) use narrow::{CatalogText, RawEntry};
pub use reference::{Reference, ReferenceKind};
pub(crate) use related::{is_alike, telling_words};

/// The version of the format that this program writes and reads.
pub const FORMAT: u32 = 1;

/// The catalog's file in the output folder.
pub const CATALOG_FILE: &str = "catalog.yaml";

/// Everything known about one product's codes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// The version of this format.
    #[schemars(extend("const" = FORMAT))]
    pub bindery: u32,
    /// The catalog's id, kebab-case.
    pub catalog: String,
    /// Its title for people.
    pub title: String,
    /// The version of the bindings made from it.
    pub version: String,
    /// The pages and symbol lists that it was made from, in the project's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<CatalogSource>,
    /// The spaces of codes, where there is more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// The headings under which codes stand, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// The codes, one entry a code and scope, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Entry>,
    /// The questions, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// The navigation tree of the pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outline: Vec<Outline>,
    /// Notes and cautions that stand by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub callouts: Vec<Callout>,
    /// Codes that were removed: their numbers and names are never given to anything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tombstones: Vec<Tombstone>,
}

/// A page or list that the catalog was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogSource {
    /// Its id, unique in the catalog.
    pub id: String,
    /// The file, relative to the project, `/` between parts.
    pub path: String,
    /// Its format: `html`, `markdown`, `capture`, `symbols`.
    pub format: crate::source::Format,
    /// Where the page was captured from, if the project file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The product and breadcrumbs above the title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<String>,
    /// The page's own date of its last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// SHA-256 of its bytes, lowercase hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

/// The headings under which codes stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// `section/heading`, kebab-case, unique in the catalog.
    pub id: Arc<str>,
    /// The headings, outermost first.
    pub path: Vec<String>,
    /// The side that answers with these codes: `client`, `server`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Arc<str>>,
    /// Whether its codes belong to something that is given up.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// The fragment that links to its heading, where the page states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
}

/// A code and everything known of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["code"] }, { "required": ["range"] }]))]
pub struct Entry {
    /// The code, unless the entry is a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// The closed range, if the entry is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<CodeRange>,
    /// The identifier of the entry in every binding: upper camel case, unique in its scope, kept by the name lock.
    #[schemars(regex(pattern = r"^[A-Z][A-Za-z0-9]*$"))]
    pub name: Arc<str>,
    /// Earlier names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Arc<str>>,
    /// The vendor's own constant, as spelled, typos included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its scope, where the catalog has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The id of its group; absent where no heading stands above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Arc<str>>,
    /// The side that answers with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Arc<str>>,
    /// The page's whole text.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub description: Arc<str>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Arc<str>>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// All texts, where the pages give several for this code; the first is the description.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meanings: Vec<Meaning>,
    /// The page's other columns, by their headers, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<EntryField>,
    /// What kind of failure it is.
    #[serde(default, skip_serializing_if = "Kind::is_unknown")]
    pub kind: Kind,
    /// Whether to send the same again.
    #[serde(default, skip_serializing_if = "Retry::is_unknown")]
    pub retry: Retry,
    /// The HTTP status that the page states; where it states none, that of the kind fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 100, max = 599))]
    pub http_status: Option<u16>,
    /// The gRPC status that the page states, by its number; where it states none, that of the kind fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 16))]
    pub grpc_code: Option<u16>,
    /// What the text limits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// What the text names: APIs, fields, pages, other codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// Why it happens, from questions and cause columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_causes: Vec<Cause>,
    /// What each inferred field rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Whether it is given up.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
    /// Where it stands, in the order of sources and lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<At>,
}

/// One of several texts of a code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// The text.
    pub description: Arc<str>,
    /// The id of the group in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Arc<str>>,
    /// Where it stands.
    pub at: At,
}

/// A column of the page beside code, symbol and description.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryField {
    /// The page's own header.
    pub header: String,
    /// Its text.
    pub text: String,
}

/// Why a code is returned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// The cause.
    pub text: String,
    /// Where it stands.
    pub at: At,
}

/// What an inferred or corrected field rests on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The field: `kind`, `retry`, `limits`, …
    pub field: Cow<'static, str>,
    /// The words of the page that it rests on. A retry advice that follows from the kind rests on the same words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Arc<str>>,
    /// The reason of the correction that set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Arc<str>>,
    /// Where that reason can be looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Arc<str>>,
}

/// What a person said of fields of an entry in place of a page or an inference.
#[derive(Debug, Clone, PartialEq)]
pub struct Review<'a> {
    /// The fields.
    pub fields: Vec<&'a str>,
    /// Why.
    pub reason: &'a str,
    /// Where that can be looked up.
    pub link: Option<&'a str>,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The whole answer, paragraphs and items divided by `\n`.
    pub answer: String,
    /// The codes of the catalog that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// Where it stands.
    pub at: At,
}

/// A title of the navigation tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// The title.
    pub title: String,
    /// The titles below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Outline>,
}

/// A note that stands by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Callout {
    /// Its kind as the page says it.
    pub label: String,
    /// What it says.
    pub text: String,
    /// The headings above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Where it stands.
    pub at: At,
}

/// A code that was removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// The code, unless it was a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// The range, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<CodeRange>,
    /// The name it had.
    pub name: Arc<str>,
    /// Its scope, where the catalog has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// A line of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct At {
    /// The source's id.
    pub source: Arc<str>,
    /// The line, one-based.
    #[schemars(range(min = 1))]
    pub line: u32,
}

impl Entry {
    /// The entry's identity within its scope: its code or range.
    #[must_use]
    pub fn key(&self) -> Option<Code> {
        self.code.clone().or_else(|| self.range.map(Code::from))
    }

    /// The status that an HTTP service answers with: the page's, else that of the kind.
    #[must_use]
    pub fn effective_http_status(&self) -> u16 {
        self.http_status.unwrap_or(self.kind.http_status())
    }

    /// The gRPC status by its number: the page's, else that of the kind.
    #[must_use]
    pub fn effective_grpc_code(&self) -> i32 {
        self.grpc_code.map_or(self.kind.grpc_code(), i32::from)
    }

    /// The remedy, where the description does not say it: a page may have a column of its own for it.
    #[must_use]
    pub fn separate_remedy(&self) -> Option<&str> {
        // One that was found in the description is its end.
        let remedy = self.remedy.as_deref().filter(|remedy| !self.description.ends_with(remedy))?;
        (!in_one_line(&self.description).contains(&*in_one_line(remedy))).then_some(remedy)
    }

    /// What people said of its fields, each reason once.
    #[must_use]
    pub fn reviews(&self) -> Vec<Review<'_>> {
        let mut reviews: Vec<Review<'_>> = Vec::new();
        for known in &self.evidence {
            let (Some(reason), link) = (known.reviewed.as_deref(), known.link.as_deref()) else { continue };
            match reviews.iter_mut().find(|review| (review.reason, review.link) == (reason, link)) {
                Some(review) => review.fields.push(&known.field),
                None => reviews.push(Review { fields: vec![&known.field], reason, link }),
            }
        }
        reviews
    }
}

/// The words of a text with one space between them.
fn in_one_line(text: &str) -> Cow<'_, str> {
    let spaced = |pair: &[u8]| pair == b"  " || pair.iter().any(|byte| !byte.is_ascii() || byte.is_ascii_control());
    if text.trim().len() < text.len() || text.as_bytes().windows(2).any(spaced) {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_empty(text: &str) -> bool {
    text.is_empty()
}
