//! What the templates of the crate place: identifiers, literals and comments of Rust, all settled.

use std::borrow::Cow;

use super::super::text::rust_literal;
use super::imports::{self, File};
use super::layout;
use super::row::{Lowering, literal};
use super::spans::{Finder, PAGE_BITS, Span};
use crate::catalog::Entry;

/// A literal, an identifier or another piece of Rust: it stands in a template as it is.
pub(super) type Rust = String;

/// The crate as a whole.
#[derive(Debug)]
pub(super) struct Crate<'a> {
    /// The header as line comments.
    pub(super) header: String,
    /// The header as TOML comments.
    pub(super) toml_header: String,
    /// The header as a comment of Markdown.
    pub(super) markdown_header: String,
    /// The package's name.
    pub(super) package: String,
    /// The name by which code imports it.
    pub(super) import: String,
    /// TOML strings.
    pub(super) version: String,
    pub(super) rust_version: String,
    pub(super) description: String,
    pub(super) license: Option<String>,
    pub(super) repository: Option<String>,
    /// What the crate has, as Markdown of one line: the error codes of the catalog's title.
    pub(super) subject: String,
    /// The pages, as items of a Markdown list.
    pub(super) pages: Vec<String>,
    /// The lines of an example that compiles; none where there is no code to show.
    pub(super) example: Vec<String>,
    /// The sides that answer with codes, in the order in which the catalog first names them.
    pub(super) origins: &'a [Origin],
    /// Kinds and advice.
    pub(super) meaning: Meaning,
    /// One for each scope.
    pub(super) spaces: Vec<Space<'a>>,
}

/// A space of codes: its types, and its tables.
#[derive(Debug)]
pub(super) struct Space<'a> {
    /// Its module; `None` where the crate has one space, whose types stand at the top.
    pub(super) module: Option<Rust>,
    /// What its codes are codes of, as Markdown of one line.
    pub(super) title: String,
    /// The open type.
    pub(super) open: Rust,
    /// The closed enum.
    pub(super) known: Rust,
    /// How codes stand on the wire.
    pub(super) repr: Repr,
    /// Rows: single codes in page order, then ranges in page order.
    pub(super) rows: Vec<Row<'a>>,
    /// What writes out a row; the rows of many pages would be too long to keep.
    pub(super) lowering: Lowering<'a>,
    /// How many rows are single codes.
    pub(super) single: usize,
    /// Groups, in page order.
    pub(super) groups: Vec<GroupRow>,
    /// How a code's row is found.
    pub(super) find: Find,
}

/// A side that answers with codes.
#[derive(Debug)]
pub(super) struct Origin {
    /// The catalog's word.
    pub(super) word: String,
    /// The variant.
    pub(super) variant: Rust,
    /// The word as a literal.
    pub(super) literal: Rust,
    /// The word as Markdown of one line.
    pub(super) title: String,
}

/// Kinds and advice, and what follows from them.
#[derive(Debug)]
pub(super) struct Meaning {
    pub(super) kinds: Vec<Word>,
    pub(super) retries: Vec<Word>,
    /// The HTTP status of kinds: pattern and number.
    pub(super) http: Vec<(Rust, i32)>,
    /// The gRPC code of kinds: pattern and number.
    pub(super) grpc: Vec<(Rust, i32)>,
    /// The pattern of advice to send the same again.
    pub(super) retryable: Rust,
}

/// A kind or an advice.
#[derive(Debug)]
pub(super) struct Word {
    /// The variant.
    pub(super) variant: Rust,
    /// Its word, as a literal.
    pub(super) literal: Rust,
    /// What it means.
    pub(super) sentence: &'static str,
}

/// How codes stand on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repr {
    /// Numbers that fit 32 bits.
    I32,
    /// Numbers.
    I64,
    /// Texts.
    Text,
}

/// An entry.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The entry.
    pub(super) entry: &'a Entry,
    /// Later entries whose spelling is the same code on the wire.
    pub(super) others: Vec<&'a Entry>,
    /// The variant of the closed enum; of a range, the constant's name only is used.
    pub(super) variant: Cow<'a, str>,
    /// The constant of the open type.
    pub(super) constant: Rust,
    /// Other identifiers of the same code.
    pub(super) aliases: Vec<Alias>,
}

/// Fields of a struct literal.
#[derive(Debug)]
pub(super) struct Fields {
    /// Fields that are given, laid out: `name: value,` on lines of their own.
    pub(super) lines: String,
    /// By how many blanks lines are indented.
    pub(super) indent: usize,
    /// Whether all fields are given.
    pub(super) complete: bool,
}

/// A further identifier of a code.
#[derive(Debug)]
pub(super) struct Alias {
    /// As the closed enum spells it.
    pub(super) variant: Rust,
    /// As the open type spells it; `None` where that is the constant of the name itself.
    pub(super) constant: Option<Rust>,
    /// Whether the name is given up.
    pub(super) former: bool,
}

/// A group.
#[derive(Debug)]
pub(super) struct GroupRow {
    /// Fields of its struct: `name: value`.
    pub(super) fields: Vec<String>,
    /// Its path, as Markdown of one line.
    pub(super) title: String,
    /// How many entries it has.
    pub(super) count: usize,
}

/// How a code's row is found.
#[derive(Debug)]
pub(super) enum Find {
    /// A page table.
    Table {
        /// Literals of the least and the greatest number.
        first: Rust,
        last: Rust,
        /// The type of a page's entry.
        page_type: &'static str,
        /// How many pages and cells there are.
        page_count: usize,
        cell_count: usize,
        /// Their lines.
        pages: Vec<String>,
        cells: Vec<String>,
    },
    /// Spans of numbers.
    Number(Vec<Span>),
    /// The rows of codes that are texts, in the order of length and bytes.
    Text {
        /// The rows.
        order: Vec<usize>,
        /// Ranges of numbers that texts may spell.
        ranges: Vec<Span>,
    },
}

impl Find {
    /// The tables of a finder.
    pub(super) fn of_numbers(finder: Finder) -> Self {
        match finder {
            Finder::Table(table) => Self::Table {
                first: table.first.to_string(),
                last: table.last.to_string(),
                page_type: if table.cells.len() >> PAGE_BITS <= 256 { "u8" } else { "u32" },
                page_count: table.pages.len(),
                cell_count: table.cells.len(),
                pages: layout::number_rows(&table.pages, 16),
                cells: layout::number_rows(&table.cells, 16),
            },
            Finder::Search(spans) => Self::Number(spans),
        }
    }
}

impl Repr {
    /// The type of a code on the wire.
    pub(super) fn wire(self) -> &'static str {
        match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::Text => "&str",
        }
    }

    /// How many bits a number has.
    pub(super) fn bits(self) -> u8 {
        match self {
            Self::I32 => 32,
            Self::I64 | Self::Text => 64,
        }
    }

    /// The type of a range's first and last number.
    pub(super) fn number(self) -> &'static str {
        match self {
            Self::I32 => "i32",
            Self::I64 | Self::Text => "i64",
        }
    }

    /// Whether codes are texts.
    pub(super) fn is_text(self) -> bool {
        self == Self::Text
    }
}

impl Crate<'_> {
    /// The modules at the top: declarations in rustfmt's order.
    pub(super) fn modules(&self) -> Vec<String> {
        let mut modules =
            vec![("limit".to_owned(), "mod limit;".to_owned()), ("meaning".to_owned(), "mod meaning;".to_owned())];
        for space in &self.spaces {
            match &space.module {
                Some(module) => modules.push((module.clone(), format!("pub mod {module};"))),
                None => modules.extend(space.modules().into_iter().map(|declaration| {
                    let name = declaration.trim_end_matches(';').rsplit(' ').next().unwrap_or_default().to_owned();
                    (name, declaration)
                })),
            }
        }
        modules.sort();
        modules.into_iter().map(|(_, declaration)| declaration).collect()
    }

    /// What the top offers: statements in rustfmt's order.
    pub(super) fn exports(&self) -> Vec<String> {
        let mut exports: Vec<String> =
            self.spaces.iter().filter(|space| space.module.is_none()).flat_map(Space::exports).collect();
        exports.extend(["pub use limit::Limit;", "pub use meaning::{Kind, Origin, Retry};"].map(str::to_owned));
        exports
    }
}

impl Row<'_> {
    /// The constant of a code, whose literal is `code`.
    pub(super) fn declaration(&self, code: &str) -> String {
        layout::assignment(4, format_args!("pub const {}: Self", self.constant), format_args!("Self::from_raw({code})"))
    }

    /// The constant of a range.
    pub(super) fn range_declaration(&self, first: i64, last: i64) -> String {
        let start = format_args!("pub const {}: RangeInclusive<Self>", self.constant);
        layout::assignment(4, start, format_args!("Self::from_raw({first})..=Self::from_raw({last})"))
    }
}

impl Alias {
    /// The constant of the open type, if it has one.
    pub(super) fn declaration(&self, row: &Row<'_>) -> Option<String> {
        let constant = self.constant.as_ref()?;
        Some(layout::assignment(4, format_args!("pub const {constant}: Self"), format_args!("Self::{}", row.constant)))
    }

    /// The constant of a range, if it has one.
    pub(super) fn range_declaration(&self, row: &Row<'_>) -> Option<String> {
        let start = format_args!("pub const {}: RangeInclusive<Self>", self.constant.as_ref()?);
        Some(layout::assignment(4, start, format_args!("Self::{}", row.constant)))
    }

    /// The constant of the closed enum.
    pub(super) fn known_declaration(&self, row: &Row<'_>) -> String {
        layout::assignment(4, format_args!("pub const {}: Self", self.variant), format_args!("Self::{}", row.variant))
    }

    /// The attribute that warns of a former name; `own` is the name that the code has now, spelled as the alias is.
    pub(super) fn deprecation(&self, own: &str) -> Option<String> {
        if !self.former {
            return None;
        }
        let note = rust_literal(&format!("renamed to `{own}`"));
        let one = format!("    #[deprecated(note = {note})]");
        let fits = one.chars().count() <= layout::MAX_WIDTH;
        Some(if fits { one } else { format!("    #[deprecated(\n        note = {note}\n    )]") })
    }
}

impl<'a> Space<'a> {
    /// The rows of single codes.
    pub(super) fn codes(&self) -> &[Row<'a>] {
        self.rows.get(..self.single).unwrap_or_default()
    }

    /// The code of a row, as a literal.
    pub(super) fn literal(&self, row: &Row<'_>) -> Rust {
        literal(row.entry, self.repr)
    }

    /// The rows of ranges, each with its first and last number.
    pub(super) fn ranges(&self) -> impl Iterator<Item = (&Row<'a>, i64, i64)> {
        let ranges = self.rows.get(self.single..).unwrap_or_default();
        ranges.iter().filter_map(|row| row.entry.range.map(|range| (row, range.first, range.last)))
    }

    /// Everything that names one row, sorted, as literals with the row: names before former names before symbols before
    /// the crate's own constants. A symbol of two rows names neither.
    pub(super) fn by_name(&self) -> impl Iterator<Item = (Rust, usize)> {
        let rows = || self.rows.iter().enumerate();
        let entries = || {
            let others = rows().flat_map(|(row, lowered)| lowered.others.iter().map(move |entry| (*entry, row)));
            rows().map(|(row, lowered)| (lowered.entry, row)).chain(others)
        };
        let names = entries().map(|(entry, row)| (&*entry.name, row));
        let former = entries().flat_map(|(entry, row)| entry.aliases.iter().map(move |alias| (&**alias, row)));
        let mut symbols: Vec<(&str, usize)> =
            entries().filter_map(|(entry, row)| Some((entry.symbol.as_deref()?, row))).collect();
        symbols.sort_unstable();
        symbols.dedup();
        let of_one_row = symbols.chunk_by(|(one, _), (other, _)| one == other).filter(|rows| rows.len() == 1).flatten();
        let constants = rows().flat_map(|(row, lowered)| {
            let former = lowered.aliases.iter().filter_map(|alias| alias.constant.as_deref());
            std::iter::once(lowered.constant.as_str()).chain(former).map(move |constant| (constant, row))
        });
        let named = names.chain(former).chain(of_one_row.copied()).chain(constants);
        // Of one name, what comes first keeps it. Sorted with its place, a list needs no second one to be sorted into.
        let mut named: Vec<(&str, usize, usize)> =
            named.enumerate().map(|(place, (name, row))| (name, place, row)).collect();
        named.sort_unstable();
        named.dedup_by_key(|(name, ..)| *name);
        named.into_iter().filter(|(name, ..)| !name.is_empty()).map(|(name, _, row)| (rust_literal(name), row))
    }

    /// The code of a row of single codes, as a literal.
    pub(super) fn literal_at(&self, row: &usize) -> Rust {
        self.codes().get(*row).map_or_else(String::new, |row| self.literal(row))
    }

    /// The doc comment of a row, indented.
    pub(super) fn docs(&self, row: &Row<'_>) -> String {
        self.lowering.docs(row)
    }

    /// The fields of a row's facts that are not empty.
    pub(super) fn facts(&self, row: &Row<'_>) -> Fields {
        self.lowering.facts(row)
    }

    /// The fields of a row's texts that are not empty.
    pub(super) fn texts(&self, row: &Row<'_>) -> Fields {
        self.lowering.texts(row)
    }

    /// Whether a page states an HTTP status of a code.
    pub(super) fn has_http_statuses(&self) -> bool {
        self.lowering.http
    }

    /// Whether a page states a gRPC status of a code.
    pub(super) fn has_grpc_codes(&self) -> bool {
        self.lowering.grpc
    }

    /// The smallest type that holds a cell: zero, or a row plus one.
    pub(super) fn row_type(&self) -> &'static str {
        if self.rows.len() < usize::from(u16::MAX) { "u16" } else { "u32" }
    }

    /// The type of the open type's values that live as long as the program.
    pub(super) fn open_static(&self) -> String {
        if self.repr.is_text() { format!("{}<'static>", self.open) } else { self.open.clone() }
    }

    /// A code to show in examples: the first that has a variant.
    pub(super) fn example(&self) -> Option<&Row<'a>> {
        self.codes().first()
    }

    /// The statements that import from the crate's other modules.
    pub(super) fn imports(&self, file: File) -> Vec<String> {
        imports::imports(self, file)
    }

    /// The statement with which a user of the crate imports the open type and the closed enum.
    pub(super) fn import_types(&self, krate: &str) -> String {
        self.import_from(krate, vec![self.open.clone(), self.known.clone()])
    }

    /// The statement with which its tests import the crate.
    pub(super) fn law_imports(&self, krate: &str) -> String {
        let types = [format!("{} as Code", self.open), format!("{} as Known", self.known)];
        let items = types.into_iter().chain(["Info".to_owned(), "Lookup".to_owned()]).collect();
        self.import_from(krate, items)
    }

    fn import_from(&self, krate: &str, items: Vec<String>) -> String {
        let module = self.module.as_ref().map_or_else(String::new, |module| format!("::{module}"));
        layout::import("", &format!("{krate}{module}"), items)
    }

    /// Its modules: declarations in rustfmt's order.
    pub(super) fn modules(&self) -> Vec<String> {
        ["code", "constants", "find", "info", "known", "table", "text"]
            .map(|module| format!("mod {module};"))
            .into_iter()
            .chain(["#[cfg(feature = \"serde\")]\nmod wire;".to_owned()])
            .collect()
    }

    /// What it offers: statements in rustfmt's order.
    pub(super) fn exports(&self) -> Vec<String> {
        let open = &self.open;
        let code = vec![open.clone(), "Lookup".to_owned(), format!("Parse{open}Error"), format!("Unknown{open}")];
        let modules = [
            ("code", code),
            ("info", vec!["Group".to_owned(), "Info".to_owned()]),
            ("known", vec![self.known.clone()]),
        ];
        modules.into_iter().map(|(module, items)| layout::import("pub ", module, items)).collect()
    }

    /// Whether its variants stand in a table. The time to compile one grows with the square of its length.
    pub(super) fn variants_in_table(&self) -> bool {
        self.single <= 2_000
    }

    /// Whether it has ranges.
    pub(super) fn has_ranges(&self) -> bool {
        self.rows.len() > self.single
    }

    /// Whether it has ranges of the open type's own values.
    pub(super) fn has_number_ranges(&self) -> bool {
        self.has_ranges() && !self.repr.is_text()
    }

    /// Whether a code has another name.
    pub(super) fn has_aliases(&self) -> bool {
        self.codes().iter().any(|row| !row.aliases.is_empty())
    }

    /// The path of its module within the crate, with the divider that follows it.
    pub(super) fn path(&self) -> String {
        self.module.as_ref().map_or_else(String::new, |module| format!("{module}::"))
    }
}
