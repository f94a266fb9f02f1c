//! Extractors: from a document to what it declares. They know what a page means, never HTML or Markdown.
//!
//! Each extractor looks for one way of writing (tables, headings, lists, constants in code, questions, outlines,
//! callouts) and offers what it finds; [`extract`] chooses between offers for the same part of a page and keeps the
//! account: everything that could hold a code is taken, ignored by a rule that has a name, or unexplained.

mod account;
mod callouts;
mod cells;
mod code_cell;
mod code_headings;
mod code_lists;
mod code_pieces;
mod code_tables;
mod columns;
mod conforming;
mod constants;
mod declared_value;
mod definitions;
mod entry;
mod error_constants;
mod evidence;
mod family;
mod few_names;
mod furniture;
mod heading_brackets;
mod heading_company;
mod heading_constants;
mod heading_counted;
mod heading_entry;
mod heading_lead;
mod heading_statuses;
mod ignored;
mod item;
mod item_lead;
mod items;
mod json;
mod label;
mod labelled;
mod lead;
mod lone_items;
mod numbers_in_texts;
mod offer;
mod outline;
mod overrule;
mod page;
mod pagination;
mod paragraph_runs;
mod phrases;
mod program_names;
mod prose;
mod questions;
mod quoted_terms;
mod reason_phrases;
mod section;
mod select;
mod signature;
mod spelling;
mod stacked_table;
mod standard_names;
mod surroundings;
mod survey;
mod table_entry;
mod table_parts;
mod table_rows;
mod told;
mod topic;
mod trailing_codes;
mod turned_table;
mod type_title;
mod wildcards;
mod words;

pub use ignored::{explain_ignored, ignoring_rules};
pub use json::{PageInfo, explain_decisions, to_json};
pub(crate) use standard_names::GRPC_STATUSES;

use crate::document::Document;
use crate::project::{EntryRule, IgnoreRule, TableRule};

/// What a page declares, with places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Declarations {
    /// The page's title.
    pub title: Option<String>,
    /// The product and breadcrumb trail above the title, outermost first, where the page shows one.
    pub trail: Vec<String>,
    /// The date of the page's last change as the page writes it, where it shows one.
    pub updated: Option<String>,
    /// One entry per row, heading or item that declares a code, in page order; a row that names two codes gives two.
    pub codes: Vec<CodeDeclaration>,
    /// Constants with a value, from code blocks and headers, in page order.
    pub constants: Vec<ConstantDeclaration>,
    /// Constants of a source of symbols whose values it does not tell, in its order.
    pub unknown_constants: Vec<UnknownConstantDeclaration>,
    /// Questions with their answers, in page order.
    pub questions: Vec<QuestionDeclaration>,
    /// The navigation tree.
    pub outline: Vec<OutlineEntry>,
    /// Notes and cautions that stand by themselves.
    pub callouts: Vec<CalloutDeclaration>,
    /// Links to a place of the page that is not there; whoever has the page's text as well fills them in.
    pub dead_links: Vec<DeadLink>,
    /// What a rule ignored.
    pub ignored: Vec<Ignored>,
    /// What could hold a code and was not understood.
    pub unexplained: Vec<Unexplained>,
    /// How many things were seen and what became of them.
    pub account: Account,
    /// Why tables, heading families and lists were or were not read as codes, for `extract -v`.
    pub decisions: Vec<Decision>,
    /// The rules of the project file that found nothing to decide: the list and the item in it, zero-based.
    pub unused_rules: Vec<(RuleList, usize)>,
}

/// A code and what the page says of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CodeDeclaration {
    /// The page's own spelling: `-302`, `0x80072EE2`, `403.14`, `120001-130000`, `AccessDenied`.
    pub code: String,
    /// The constant or official short name that the page gives it.
    pub symbol: Option<String>,
    /// What the page says it means: plain text, `\n` at the page's own line breaks, empty where it says nothing.
    pub description: String,
    /// The other columns or labelled parts, in page order.
    pub fields: Vec<Field>,
    /// The headings above it, outermost first, the page's title included where it is a heading.
    pub path: Vec<String>,
    /// The fragment that links to its nearest heading or to itself, where the page states one.
    pub anchor: Option<String>,
    /// The links in its texts.
    pub links: Vec<Link>,
    /// Whether the page strikes it through or calls it deprecated or obsolete.
    pub deprecated: bool,
    /// The source line with the code, one-based.
    pub line: u32,
}

/// A column or labelled part of an entry that is neither code, symbol nor description.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Field {
    /// The page's own header or label; made up (`Column 3`) where the page has none.
    pub header: String,
    /// What the words of the header say it holds.
    pub role: FieldRole,
    /// Its text.
    pub text: String,
}

/// What a field of an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FieldRole {
    /// What to do about it.
    Remedy,
    /// Why it happens.
    Cause,
    /// The wording that a program gets, beside the description.
    Message,
    /// A class of errors that the vendor names.
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
    /// Anything else.
    #[default]
    Other,
}

/// A link in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The words that carry it.
    pub text: String,
    /// Where it leads, as written.
    pub target: String,
}

/// A link to a place of its page that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLink {
    /// Where it leads, as written: `#limits`.
    pub target: String,
    /// The source line of what has the link, one-based.
    pub line: u32,
}

/// A constant with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct ConstantDeclaration {
    /// Its name as written.
    pub name: String,
    /// The value, as written where it is a literal, else computed.
    pub value: String,
    /// The comment beside or above it.
    pub comment: Option<String>,
    /// The source line with the name, one-based.
    pub line: u32,
}

/// A constant whose value cannot be known from its source alone.
#[derive(Debug, Clone, PartialEq)]
pub struct UnknownConstantDeclaration {
    /// Its name as written.
    pub name: String,
    /// What stands in place of its value; empty where it follows one that is not known.
    pub expression: String,
    /// The source line with the name, one-based.
    pub line: u32,
}

impl Declarations {
    /// Lists the constants as codes with symbols, as is right for a symbol list that is read by itself; a page that
    /// gives codes of its own is left as it is.
    pub fn list_constants(&mut self) {
        if !self.codes.is_empty() {
            return;
        }
        self.codes.extend(self.constants.iter().map(|constant| CodeDeclaration {
            code: constant.value.clone(),
            symbol: Some(constant.name.clone()),
            description: constant.comment.clone().unwrap_or_default(),
            line: constant.line,
            ..CodeDeclaration::default()
        }));
        self.account.seen += self.codes.len();
        self.account.taken += self.codes.len();
    }
}

/// A question and its answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuestionDeclaration {
    /// The question.
    pub question: String,
    /// The whole answer as plain text, paragraphs and items divided by `\n`.
    pub answer: String,
    /// What stands before the list of causes, where the answer has one.
    pub introduction: Option<String>,
    /// The items of the answer's list, where it is one of causes.
    pub causes: Vec<CauseDeclaration>,
    /// What stands after the list.
    pub closing: Option<String>,
    /// The codes that the question or its answer names as codes, in order of appearance.
    pub codes: Vec<String>,
    /// The links in the answer.
    pub links: Vec<Link>,
    /// The source line of the question, one-based.
    pub line: u32,
}

/// A cause that an answer lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CauseDeclaration {
    /// What it says, with what stands below it.
    pub text: String,
    /// The source line where it starts, one-based.
    pub line: u32,
}

/// A title of the navigation tree.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutlineEntry {
    /// The title.
    pub title: String,
    /// The titles below it.
    pub children: Vec<OutlineEntry>,
    /// The source line, one-based.
    pub line: u32,
}

/// A note that stands by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CalloutDeclaration {
    /// Its kind as the page says it: `Note`, `Caution`.
    pub label: String,
    /// What it says.
    pub text: String,
    /// The headings above it, outermost first.
    pub path: Vec<String>,
    /// The links in it.
    pub links: Vec<Link>,
    /// The source line where it starts, one-based.
    pub line: u32,
}

/// Something that a rule ignored.
#[derive(Debug, Clone, PartialEq)]
pub struct Ignored {
    /// The rule's name: built in, or from the project file.
    pub rule: String,
    /// Its text, at most 200 characters.
    pub text: String,
    /// The source line, one-based.
    pub line: u32,
}

/// Something that could hold a code and was not understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Unexplained {
    /// Why it could not be taken.
    pub reason: String,
    /// Its text, at most 200 characters.
    pub text: String,
    /// The source line, one-based.
    pub line: u32,
}

/// How many things were seen and what became of them: `seen = taken + ignored + unexplained`, counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// Rows, code headings, items, questions, callouts, outline entries and furniture that a survey of the page counts.
    pub seen: usize,
    /// How many of them an extractor took.
    pub taken: usize,
    /// How many of them a rule ignored.
    pub ignored: usize,
    /// How many are left.
    pub unexplained: usize,
}

/// Why a part of a page was read as codes, or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What was decided upon: `table at line 36, 4 columns, 12 rows`.
    pub subject: String,
    /// `codes`, `not codes` or `undecided`.
    pub verdict: &'static str,
    /// The evidence, strongest first.
    pub reasons: Vec<String>,
    /// The source line, one-based.
    pub line: u32,
    /// The list of the project file whose rules decide upon such parts, where there is one.
    pub list: Option<RuleList>,
    /// The nearest heading above the part, where there is one.
    pub under: Option<String>,
    /// Which table of the page it is, counting from 1, where it is one.
    pub number: Option<usize>,
}

/// What a project file says about reading a source; [`Default`] is a page that nobody prepared.
#[derive(Debug, Clone, Default)]
pub struct ExtractOptions {
    /// Page furniture, besides what is built in.
    pub ignore: Vec<IgnoreRule>,
    /// How to read tables.
    pub tables: Vec<TableRule>,
    /// How to read headings.
    pub headings: Vec<EntryRule>,
    /// How to read lists, terms and runs of paragraphs.
    pub lists: Vec<EntryRule>,
}

/// A list of rules that a project file gives a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleList {
    /// How to read tables.
    Tables,
    /// How to read headings.
    Headings,
    /// How to read lists, terms and runs of paragraphs.
    Lists,
}

impl RuleList {
    /// Its key in the project file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Tables => "tables",
            Self::Headings => "headings",
            Self::Lists => "lists",
        }
    }
}

/// Reads the word lists that extraction needs, for those who have a processor to spare while the first page is read.
pub fn prepare() {
    words::words();
    topic::prepare();
    furniture::prepare();
}

/// From how many nodes on a page is worth more than one processor. Of many small pages each is read by one.
const MANY_NODES: u32 = 1000;

/// Reads what a document declares.
///
/// Extractors offer codes, the selection chooses among the offers, the others claim what is left, and the account closes
/// over what a survey of the page counts.
#[must_use]
pub fn extract(document: &Document, options: &ExtractOptions) -> Declarations {
    let page = page::Page::new(document, options);
    let mut ledger = account::Ledger::new(document.nodes);
    furniture::claim_comments(&page, &mut ledger);

    let tables = || code_tables::offer_code_tables(&page);
    let others = || {
        let offered = constants::offer_constants(&page);
        let names = program_names::ProgramNames::of(&page, &offered.declared);
        let mut others = code_headings::offer_code_headings(&page, &names);
        others.extend(code_lists::offer_code_lists(&page, &names));
        (offered, others)
    };
    let (mut offers, (offered, others)) =
        if document.nodes < MANY_NODES { (tables(), others()) } else { rayon::join(tables, others) };
    let constants::Offered { offers: constant_offers, declared: constants, counted, set_aside, .. } = offered;
    let unknown_constants = offered.unknown;
    offers.extend(others);
    let spelled = constants::spelled_codes(&constant_offers);
    offers.extend(constant_offers);
    constants::join_constants(&mut offers, &constants, &counted, &spelled);
    if !offers.iter().any(|offer| offer.verdict == offer::Verdict::Codes) {
        offers.extend(constants::offer_answers(&page));
    }
    let chosen = select::choose(&page, offers, &mut ledger);

    let outline = outline::claim_outline(&page, &mut ledger);
    // Furniture first: what asks whether a page was helpful is no question of the page.
    let facts = furniture::claim_furniture(&page, &outline, &mut ledger);
    let questions = questions::claim_questions(&page, &mut ledger, &chosen.codes);
    let callouts = callouts::claim_callouts(&page, &mut ledger);

    let (mut account, mut ignored, unexplained) = ledger.close(&survey::survey(&page, &ledger));
    account.seen += set_aside.len();
    account.ignored += set_aside.len();
    ignored.extend(set_aside);
    Declarations {
        title: facts.title,
        trail: facts.trail,
        updated: facts.updated,
        codes: chosen.codes,
        constants,
        unknown_constants,
        questions,
        outline,
        callouts,
        dead_links: Vec::new(),
        ignored,
        unexplained,
        account,
        decisions: chosen.decisions,
        unused_rules: page.overrules.unused(),
    }
}
