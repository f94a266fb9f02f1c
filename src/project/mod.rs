//! What `bindery.yaml` says: what to read, what to write, and the vendor's words that the stages must know.

mod corrections;
mod load;
mod path;
mod reading;
mod validate;
mod yaml;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

pub use corrections::{Change, CorrectedField, Correction, Corrections, FieldValue};
pub use load::{PROJECT_FILE, Section, nearest_project_file};
pub use path::relative_parts;
pub use reading::{ColumnRole, EntryRule, Reading, TableRule};
pub use yaml::YamlProblem;

use crate::source::Format;

/// A project: its folder and what its file says.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that holds the project file; all paths are relative to it.
    pub root: PathBuf,
    /// The project file's name within the folder.
    pub file_name: String,
    /// What the file says.
    pub file: ProjectFile,
}

/// The contents of `bindery.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProjectFile {
    /// The catalog's id, kebab-case.
    pub catalog: String,
    /// Its title for people.
    pub title: String,
    /// The version of everything generated.
    pub version: String,
    /// The pages and symbol lists to read, in order of precedence.
    pub sources: Vec<SourceEntry>,
    /// What a section's headings say about its codes.
    #[serde(default)]
    pub sections: Vec<SectionRule>,
    /// Page furniture that holds no fact, by rules that have names.
    #[serde(default)]
    pub ignore: Vec<IgnoreRule>,
    /// The vendor's own words for what texts of all services speak of.
    #[serde(default)]
    pub terms: Terms,
    /// Unexplained lines that somebody has looked at.
    #[serde(default)]
    pub accept: Vec<Acceptance>,
    /// The file that keeps every name once given.
    #[serde(default = "default_lock")]
    pub lock: String,
    /// The file with what people overrule by hand, if there is one.
    #[serde(default)]
    pub corrections: Option<String>,
    /// The folder for everything generated.
    #[serde(default = "default_output")]
    pub output: String,
    /// What to generate besides the catalog.
    #[serde(default)]
    pub targets: Targets,
    /// How much the rules of `lint` weigh, by their ids, where it is not what they weigh by themselves.
    #[serde(default)]
    pub lint: BTreeMap<String, LintLevel>,
}

/// How much a rule of `lint` weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LintLevel {
    /// The rule is not looked at.
    Off,
    /// Its findings are notes.
    Note,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors: `lint` fails.
    Error,
}

/// A page or symbol list to read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SourceEntry {
    /// The id that the catalog names it by, kebab-case, unique.
    pub id: String,
    /// The file, relative to the project folder.
    pub path: String,
    /// Its format, where it is not to be told from content and file name; `kind: symbols` says the same.
    #[serde(default, alias = "kind")]
    pub format: Option<Format>,
    /// Its encoding by its WHATWG label, where the page declares none or a wrong one.
    #[serde(default)]
    pub encoding: Option<String>,
    /// Where the page was captured from.
    #[serde(default)]
    pub url: Option<String>,
    /// The scope of its codes, where the project has several: the same code in two scopes is two entries.
    #[serde(default)]
    pub scope: Option<String>,
    /// How to read its tables, where the evidence decides wrongly.
    #[serde(default)]
    pub tables: Vec<TableRule>,
    /// How to read its headings.
    #[serde(default)]
    pub headings: Vec<EntryRule>,
    /// How to read its lists, terms and runs of paragraphs.
    #[serde(default)]
    pub lists: Vec<EntryRule>,
    /// Page furniture of this source, besides what is ignored on all pages.
    #[serde(default)]
    pub ignore: Vec<IgnoreRule>,
}

/// What the headings of a section say about the codes below them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectionRule {
    /// The heading, as on the page, at any depth.
    pub heading: String,
    /// The side that answers with these codes.
    #[serde(default)]
    pub origin: Option<String>,
    /// Whether they belong to something that is given up.
    #[serde(default)]
    pub deprecated: bool,
    /// The scope of these codes, where it is not the one of their source.
    #[serde(default)]
    pub scope: Option<String>,
}

/// Page furniture: lines that hold no fact. Exactly one of `line`, `starts-with` and `contains` is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct IgnoreRule {
    /// The rule's name, kebab-case: the kind of thing it ignores.
    pub rule: String,
    /// The whole line.
    #[serde(default)]
    pub line: Option<String>,
    /// How the line starts.
    #[serde(default)]
    pub starts_with: Option<String>,
    /// What the line contains.
    #[serde(default)]
    pub contains: Option<String>,
}

/// The vendor's own words for what texts of all services speak of. The rules that infer meaning know the common words
/// only; a vendor's word is read as the common one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Terms {
    /// What proves who the caller is, one word each: a kind of ticket or signature.
    #[serde(default)]
    pub credential: Vec<String>,
}

/// An unexplained line that somebody has looked at.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Acceptance {
    /// The id of its source.
    pub source: String,
    /// Its text, as reported.
    pub text: String,
    /// Why it holds no code.
    pub reason: String,
}

/// What to generate. The catalog itself is always written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Targets {
    /// A Rust crate.
    #[serde(default)]
    pub rust: Option<RustTarget>,
    /// A Markdown reference.
    #[serde(default)]
    pub markdown: Option<MarkdownTarget>,
    /// JSON Schemas.
    #[serde(default)]
    pub json_schema: Option<JsonSchemaTarget>,
}

/// The Rust crate to generate.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RustTarget {
    /// The crate's name.
    #[serde(rename = "crate")]
    pub crate_name: String,
    /// The name of its open type; the closed enum is called `Known` followed by it.
    #[serde(default = "default_type")]
    pub type_name: String,
    /// The oldest Rust that compiles it.
    #[serde(default = "default_msrv")]
    pub rust_version: String,
    /// Its licence as an SPDX expression.
    #[serde(default)]
    pub license: Option<String>,
    /// The address of its sources.
    #[serde(default)]
    pub repository: Option<String>,
}

/// The Markdown reference to generate.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarkdownTarget {
    /// A matrix of what the pages' navigation has where, if one is wanted.
    #[serde(default)]
    pub matrix: Option<Matrix>,
}

/// A matrix drawn from the outline: its columns are titles at the outline's top, its rows the titles below them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Matrix {
    /// The title of its page.
    pub title: String,
    /// The titles at the top of the outline that are columns, in their order.
    pub columns: Vec<String>,
    /// Titles that mean the same: the one to show, with the others.
    #[serde(default)]
    pub aliases: BTreeMap<String, Vec<String>>,
}

/// The JSON Schemas to generate.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct JsonSchemaTarget {
    /// The service's answer, if a schema of it is wanted.
    #[serde(default)]
    pub response: Option<ResponseShape>,
}

/// How the service's answer carries a code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ResponseShape {
    /// The field that tells success from failure, with its two values.
    #[serde(default)]
    pub status: Option<StatusField>,
    /// The field with the code.
    pub code: String,
    /// The code that means success.
    #[serde(default)]
    pub success: Option<i64>,
    /// The field with the text.
    #[serde(default)]
    pub message: Option<String>,
}

/// The field of an answer that tells success from failure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StatusField {
    /// Its name.
    pub field: String,
    /// Its value in a success.
    pub success: String,
    /// Its value in a failure.
    pub failure: String,
}

fn default_lock() -> String {
    "names.lock.yaml".to_owned()
}

fn default_output() -> String {
    "generated".to_owned()
}

fn default_type() -> String {
    "ErrorCode".to_owned()
}

fn default_msrv() -> String {
    "1.81".to_owned()
}
