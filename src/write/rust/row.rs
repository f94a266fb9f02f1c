//! From an entry to its row in the tables: every field a literal.

use foldhash::HashMap;

use super::super::text::{Markdown, markdown_code, rust_literal};
use super::doc::Doc;
use super::layout;
use super::view::{Fields, Origin, Repr, Row};
use crate::catalog::{Code, Entry, Group, Limit};

/// What rows of a space refer to.
#[derive(Debug)]
pub(super) struct Lowering<'a> {
    /// The sides that answer with codes.
    pub(super) origins: &'a [Origin],
    /// Groups with their rows, by id.
    pub(super) groups: HashMap<&'a str, (usize, &'a Group)>,
    /// How codes stand on the wire.
    pub(super) repr: Repr,
    /// Whether a page states an HTTP status of a code.
    pub(super) http: bool,
    /// Whether a page states a gRPC status of a code.
    pub(super) grpc: bool,
}

impl Lowering<'_> {
    /// The doc comment of a row: its lines.
    pub(super) fn docs(&self, row: &Row<'_>) -> Vec<String> {
        Doc::of_entry(row.entry, self.group(row.entry).map(|(_, group)| *group), &row.other_texts()).into_lines()
    }

    /// The fields of a row's facts that are not empty.
    pub(super) fn facts(&self, row: &Row<'_>) -> Fields {
        let entry = row.entry;
        let plain = !self.repr.is_text() && !matches!(entry.code, Some(Code::Text(_)));
        let spelling = if plain { String::new() } else { spelling(entry) };
        let mut all = vec![
            text("name", &entry.name),
            text("spelling", &spelling),
            text("symbol", entry.symbol.as_deref().unwrap_or_default()),
            self.group(entry).map(|(row, _)| format!("group: Some({row})")),
            entry.origin.as_deref().map(|origin| format!("origin: {}", self.origin(Some(origin)))),
            (!entry.kind.is_unknown()).then(|| format!("kind: Kind::{:?}", entry.kind)),
            (!entry.retry.is_unknown()).then(|| format!("retry: Retry::{:?}", entry.retry)),
            entry.deprecated.then(|| "deprecated: true".to_owned()),
        ];
        if self.http {
            all.push(entry.http_status.map(|status| format!("http_status: Some({status})")));
        }
        if self.grpc {
            all.push(entry.grpc_code.map(|code| format!("grpc_code: Some({code})")));
        }
        fields(all)
    }

    /// The fields of a row's texts that are not empty. A summary that is the whole description is left out.
    pub(super) fn texts(&self, row: &Row<'_>) -> Fields {
        let entry = row.entry;
        let list = |name: &str, items: &[&str]| {
            let literals: Vec<String> = items.iter().map(|item| rust_literal(item)).collect();
            (!items.is_empty()).then(|| format!("{name}: {}", layout::slice(&literals, 8)))
        };
        let causes: Vec<&str> = entry.known_causes.iter().map(|cause| cause.text.as_str()).collect();
        let summary = entry.summary.as_deref().filter(|summary| *summary != &*entry.description);
        fields(vec![
            text("description", &entry.description),
            text("summary", summary.unwrap_or_default()),
            text("remedy", entry.remedy.as_deref().unwrap_or_default()),
            list("causes", &causes),
            list("also", &row.other_texts()),
            (!entry.limits.is_empty()).then(|| format!("limits: {}", limits_literal(&entry.limits))),
        ])
    }

    fn group(&self, entry: &Entry) -> Option<&(usize, &Group)> {
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

fn text(name: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| [name, ": ", &rust_literal(text)].concat())
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

fn fields(fields: Vec<Option<String>>) -> Fields {
    let all = fields.len();
    let given: Vec<String> = fields.into_iter().flatten().collect();
    Fields { complete: given.len() == all, given }
}

fn limits_literal(limits: &[Limit]) -> String {
    // A struct literal that is the only item starts on the line of its bracket.
    let (open, close, indent) =
        if limits.len() == 1 { ("&[", "]", 8) } else { ("&[\n            ", ",\n        ]", 12) };
    let literals: Vec<String> = limits.iter().map(|limit| limit_literal(limit, indent)).collect();
    format!("{open}{}{close}", literals.join(",\n            "))
}

fn limit_literal(limit: &Limit, indent: usize) -> String {
    let text = |name: &str, text: &Option<String>| {
        text.as_deref().map(|text| [name, ": Some(", &rust_literal(text), ")"].concat())
    };
    let number = |name: &str, number: Option<i64>| number.map(|number| format!("{name}: Some({number})"));
    let fields = fields(vec![
        Some(format!("subject: {}", rust_literal(&limit.subject))),
        number("min", limit.min),
        number("max", limit.max),
        text("unit", &limit.unit),
        limit.window.map(|window| format!("window: Some(({}, {}))", window.count, window.seconds)),
        text("charset", &limit.charset),
        text("prefix", &limit.prefix),
        text("prefix_forbidden", &limit.prefix_forbidden),
    ]);
    let mut literal = String::from("Limit {\n");
    let blanks = " ".repeat(indent);
    for field in &fields.given {
        literal.extend([&blanks, "    ", field, ",\n"]);
    }
    if !fields.complete {
        literal.extend([&blanks, "    ..Limit::NONE\n"]);
    }
    literal.extend([&blanks, "}"]);
    literal
}
