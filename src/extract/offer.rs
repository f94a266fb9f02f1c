//! Offers: what one extractor found in one part of a page, with its reasons, before the page as a whole is judged.

use super::CodeDeclaration;
use crate::document::NodeId;

/// Whether a part of a page lists codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// It lists something else: parameters, samples, steps.
    NotCodes,
    /// The evidence is balanced; its rows are reported as unexplained.
    Undecided,
    /// It lists codes.
    Codes,
}

impl Verdict {
    /// The words for people: `codes`, `not codes`, `undecided`.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::NotCodes => "not codes",
            Self::Undecided => "undecided",
            Self::Codes => "codes",
        }
    }
}

/// What one extractor found in one part of a page: a table, a family of headings, a list.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    /// What it is, for people: `table, 4 columns, 12 rows`, `14 headings of level 3`.
    pub(crate) subject: String,
    /// The source line where it starts, one-based.
    pub(crate) line: u32,
    /// Whether it lists codes.
    pub(crate) verdict: Verdict,
    /// The evidence, strongest first, for people.
    pub(crate) reasons: Vec<String>,
    /// The codes, in page order, each with the nodes that it takes.
    pub(crate) codes: Vec<OfferedCode>,
    /// The nodes of this part that are no code: header rows, group titles, rows that could not be read.
    pub(crate) rest: Vec<Remainder>,
}

/// A code that an extractor offers.
#[derive(Debug, Clone)]
pub(crate) struct OfferedCode {
    /// The nodes that it is made of: its row; its heading and the blocks below it. Several codes of one row share it.
    pub(crate) nodes: Vec<NodeId>,
    /// What the page says.
    pub(crate) declaration: CodeDeclaration,
}

/// A node of a part that gives no code.
#[derive(Debug, Clone)]
pub(crate) struct Remainder {
    /// The node.
    pub(crate) node: NodeId,
    /// The source line, one-based.
    pub(crate) line: u32,
    /// Its text.
    pub(crate) text: String,
    /// What becomes of it.
    pub(crate) fate: Fate,
}

/// What becomes of something on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// An extractor took it: it is a code, a question, a callout or an entry of the outline.
    Taken,
    /// An extractor took it as part of something that was taken: a paragraph below the heading of its code.
    Part,
    /// The rule of this name ignores it.
    Ignored(String),
    /// It could hold a code and was not understood, for this reason.
    Unexplained(String),
}
