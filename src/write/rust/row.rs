//! From an entry to its row in the tables: every field a literal.

use std::fmt::{Display, Write};
use std::iter::repeat_n;

use foldhash::HashMap;

use super::super::text::{Markdown, markdown_code, push_rust_literal, rust_literal};
use super::view::{Fields, Origin, Repr, Row};
use super::{doc, layout};
use crate::catalog::{Code, Entry, Limit};

/// What rows of a space refer to.
#[derive(Debug)]
pub(super) struct Lowering<'a> {
    /// The sides that answer with codes.
    pub(super) origins: &'a [Origin],
    /// The groups' rows and titles by id; titles are Markdown of one line.
    pub(super) groups: HashMap<&'a str, (usize, String)>,
    /// How codes stand on the wire.
    pub(super) repr: Repr,
    /// Whether a page states an HTTP status of a code.
    pub(super) http: bool,
    /// Whether a page states a gRPC status of a code.
    pub(super) grpc: bool,
}

impl Lowering<'_> {
    /// The doc comment of a row.
    pub(super) fn docs(&self, row: &Row<'_>) -> String {
        let title = self.group(row.entry).map_or("", |(_, title)| title);
        doc::of_entry(row.entry, title, &row.other_texts())
    }

    /// The fields of a row's facts that are not empty.
    pub(super) fn facts(&self, row: &Row<'_>) -> Fields {
        let entry = row.entry;
        let plain = !self.repr.is_text() && !matches!(entry.code, Some(Code::Text(_)));
        let mut fields = Fields::new(8);
        fields.text("name", &entry.name);
        fields.text("spelling", &if plain { String::new() } else { spelling(entry) });
        fields.text("symbol", entry.symbol.as_deref().unwrap_or_default());
        fields.some("group", self.group(entry).map(|(row, _)| row));
        fields.given("origin", entry.origin.as_deref().map(|origin| self.origin(Some(origin))));
        fields.given("kind", (!entry.kind.is_unknown()).then(|| format!("Kind::{:?}", entry.kind)));
        fields.given("retry", (!entry.retry.is_unknown()).then(|| format!("Retry::{:?}", entry.retry)));
        fields.given("deprecated", entry.deprecated.then(|| "true".to_owned()));
        if self.http {
            fields.some("http_status", entry.http_status);
        }
        if self.grpc {
            fields.some("grpc_code", entry.grpc_code);
        }
        fields
    }

    /// The fields of a row's texts that are not empty. A summary that is the whole description is left out.
    pub(super) fn texts(&self, row: &Row<'_>) -> Fields {
        let entry = row.entry;
        let list = |items: &[&str]| {
            let literals: Vec<String> = items.iter().map(|item| rust_literal(item)).collect();
            (!items.is_empty()).then(|| layout::slice(&literals, 8))
        };
        let causes: Vec<&str> = entry.known_causes.iter().map(|cause| cause.text.as_str()).collect();
        let summary = entry.summary.as_deref().filter(|summary| *summary != &*entry.description);
        let mut fields = Fields::new(8);
        fields.text("description", &entry.description);
        fields.text("summary", summary.unwrap_or_default());
        fields.text("remedy", entry.remedy.as_deref().unwrap_or_default());
        fields.given("causes", list(&causes));
        fields.given("also", list(&row.other_texts()));
        fields.given("limits", (!entry.limits.is_empty()).then(|| limits_literal(&entry.limits)));
        fields
    }

    fn group(&self, entry: &Entry) -> Option<&(usize, String)> {
        entry.group.as_deref().and_then(|id| self.groups.get(id))
    }

    /// The literal of an optional origin.
    pub(super) fn origin(&self, origin: Option<&str>) -> String {
        match self.origins.iter().find(|other| Some(other.word.as_str()) == origin) {
            Some(origin) => format!("Some(Origin::{})", origin.variant),
            None => "None".to_owned(),
        }
    }
}

impl<'a> Row<'a> {
    /// The code as people write it, as a code span or text of Markdown.
    pub(super) fn spelling(&self) -> String {
        markdown_code(&spelling(self.entry), Markdown::Rustdoc)
    }

    /// The name, as a literal.
    pub(super) fn name(&self) -> String {
        rust_literal(&self.entry.name)
    }

    /// All texts that the pages have for the code but its description.
    fn other_texts(&self) -> Vec<&'a str> {
        let meanings = self.entry.meanings.iter().map(|meaning| &*meaning.description);
        let others = self.others.iter().map(|other| &*other.description);
        meanings
            .filter(|text| *text != &*self.entry.description)
            .chain(others)
            .filter(|text| !text.is_empty())
            .collect()
    }
}

/// The code of an entry as its page spells it.
pub(super) fn spelling(entry: &Entry) -> String {
    entry.key().map_or_else(String::new, |key| key.to_string())
}

/// The literal of an entry's code. A number that the page has in hexadecimal stays so.
pub(super) fn literal(entry: &Entry, repr: Repr) -> String {
    // A loaded catalog has a code in every entry that is no range.
    let Some(code) = &entry.code else { return String::new() };
    match (code, code.number()) {
        (_, None) => rust_literal(&code.to_string()),
        _ if repr.is_text() => rust_literal(&code.to_string()),
        (Code::Text(_), Some(number)) if number >= 0 => format!("0x{number:08X}"),
        (_, Some(number)) => number.to_string(),
    }
}

impl Fields {
    fn new(indent: usize) -> Self {
        Self { lines: String::with_capacity(256), indent, complete: true }
    }

    /// Whether no field is given.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// A text; an empty one is not given.
    fn text(&mut self, name: &str, text: &str) {
        self.field(name, (!text.is_empty()).then_some(text), push_rust_literal);
    }

    /// An optional value.
    fn some(&mut self, name: &str, value: Option<impl Display>) {
        self.field(name, value, |lines, value| {
            // Writing to a text does not fail.
            let _ = write!(lines, "Some({value})");
        });
    }

    /// What is Rust already.
    fn given(&mut self, name: &str, value: Option<String>) {
        self.field(name, value, |lines, value| lines.push_str(&value));
    }

    fn field<T>(&mut self, name: &str, value: Option<T>, push: impl FnOnce(&mut String, T)) {
        let Some(value) = value else {
            self.complete = false;
            return;
        };
        if !self.lines.is_empty() {
            self.lines.push('\n');
        }
        self.lines.extend(repeat_n(' ', self.indent));
        self.lines.extend([name, ": "]);
        push(&mut self.lines, value);
        self.lines.push(',');
    }
}

fn limits_literal(limits: &[Limit]) -> String {
    // A struct literal that is the only item starts on the line of its bracket.
    let (open, close, indent) =
        if limits.len() == 1 { ("&[", "]", 8) } else { ("&[\n            ", ",\n        ]", 12) };
    let literals: Vec<String> = limits.iter().map(|limit| limit_literal(limit, indent)).collect();
    format!("{open}{}{close}", literals.join(",\n            "))
}

fn limit_literal(limit: &Limit, indent: usize) -> String {
    let text = |text: &Option<String>| text.as_deref().map(rust_literal);
    let mut fields = Fields::new(indent + 4);
    fields.given("subject", Some(rust_literal(&limit.subject)));
    fields.some("min", limit.min);
    fields.some("max", limit.max);
    fields.some("unit", text(&limit.unit));
    fields.given("window", limit.window.map(|window| format!("Some(({}, {}))", window.count, window.seconds)));
    fields.some("charset", text(&limit.charset));
    fields.some("prefix", text(&limit.prefix));
    fields.some("prefix_forbidden", text(&limit.prefix_forbidden));
    let blanks = " ".repeat(indent);
    let rest = if fields.complete { String::new() } else { format!("{blanks}    ..Limit::NONE\n") };
    format!("Limit {{\n{}\n{rest}{blanks}}}", fields.lines)
}
