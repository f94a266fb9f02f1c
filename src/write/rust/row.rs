//! From an entry to its row in the tables: every field a literal.

use foldhash::HashMap;

use super::super::text::{Markdown, markdown_code, rust_literal};
use super::doc::Doc;
use super::layout;
use super::view::{Fields, Origin, Repr, Row, Value};
use crate::catalog::{Code, Entry, Group, Limit};

/// What rows of a space refer to.
pub(super) struct Lowering<'a> {
    /// The sides that answer with codes.
    pub(super) origins: &'a [Origin],
    /// Groups with their rows, by id.
    pub(super) groups: HashMap<&'a str, (usize, &'a Group)>,
    /// How codes stand on the wire.
    pub(super) repr: Repr,
}

impl Lowering<'_> {
    /// The row of an entry, without its identifiers and other names; `also` are its texts besides the description.
    pub(super) fn row(&self, entry: &Entry, also: &[String]) -> Row {
        let key = entry.key();
        let plain = !self.repr.is_text() && matches!(key, Some(Code::Number(_) | Code::Range(_)));
        let spelling = spelling(entry);
        let group = entry.group.as_deref().and_then(|id| self.groups.get(id));
        let text = |name: &str, text: &str| (!text.is_empty()).then(|| format!("{name}: {}", rust_literal(text)));
        let list = |name: &str, items: &[String]| {
            let literals: Vec<String> = items.iter().map(|item| rust_literal(item)).collect();
            (!items.is_empty()).then(|| format!("{name}: {}", layout::slice(&literals, 8)))
        };
        let causes: Vec<String> = entry.known_causes.iter().map(|cause| cause.text.clone()).collect();
        Row {
            variant: String::new(),
            constant: String::new(),
            value: value(key.as_ref(), self.repr),
            spelling: markdown_code(&spelling, Markdown::Rustdoc),
            name: rust_literal(&entry.name),
            docs: Doc::of_entry(entry, group.map(|(_, group)| *group), also).into_lines(),
            facts: fields([
                text("name", &entry.name),
                text("spelling", if plain { "" } else { &spelling }),
                text("symbol", entry.symbol.as_deref().unwrap_or_default()),
                group.map(|(row, _)| format!("group: Some({row})")),
                entry.origin.as_deref().map(|origin| format!("origin: {}", self.origin(Some(origin)))),
                (!entry.kind.is_unknown()).then(|| format!("kind: Kind::{:?}", entry.kind)),
                (!entry.retry.is_unknown()).then(|| format!("retry: Retry::{:?}", entry.retry)),
                entry.deprecated.then(|| "deprecated: true".to_owned()),
            ]),
            texts: fields([
                text("description", &entry.description),
                text("summary", entry.summary.as_deref().unwrap_or_default()),
                text("remedy", entry.remedy.as_deref().unwrap_or_default()),
                list("causes", &causes),
                list("also", also),
                (!entry.limits.is_empty()).then(|| format!("limits: {}", limits_literal(&entry.limits))),
            ]),
            aliases: Vec::new(),
        }
    }

    /// The literal of an optional origin.
    pub(super) fn origin(&self, origin: Option<&str>) -> String {
        match self.origins.iter().find(|other| Some(other.word.as_str()) == origin) {
            Some(origin) => format!("Some(Origin::{})", origin.variant),
            None => "None".to_owned(),
        }
    }
}

/// The code of an entry as its page spells it.
pub(super) fn spelling(entry: &Entry) -> String {
    entry.key().map_or_else(String::new, |key| key.to_string())
}

/// The literals of a code or a range. A number that the page has in hexadecimal stays so.
fn value(key: Option<&Code>, repr: Repr) -> Value {
    // A loaded catalog has a code or a range in every entry.
    let Some(key) = key else { return Value::Code(String::new()) };
    match (key, key.number()) {
        (Code::Range(range), _) => Value::Range(range.first.to_string(), range.last.to_string()),
        (_, None) => Value::Code(rust_literal(&key.to_string())),
        _ if repr.is_text() => Value::Code(rust_literal(&key.to_string())),
        (Code::Text(_), Some(number)) if number >= 0 => Value::Code(format!("0x{number:08X}")),
        (_, Some(number)) => Value::Code(number.to_string()),
    }
}

fn fields<const N: usize>(fields: [Option<String>; N]) -> Fields {
    let given: Vec<String> = fields.into_iter().flatten().collect();
    Fields { complete: given.len() == N, given }
}

fn limits_literal(limits: &[Limit]) -> String {
    // A struct literal that is the only item starts on the line of its bracket.
    let (open, close, indent) =
        if limits.len() == 1 { ("&[", "]", 8) } else { ("&[\n            ", ",\n        ]", 12) };
    let literals: Vec<String> = limits.iter().map(|limit| limit_literal(limit, indent)).collect();
    format!("{open}{}{close}", literals.join(",\n            "))
}

fn limit_literal(limit: &Limit, indent: usize) -> String {
    let text =
        |name: &str, text: &Option<String>| text.as_deref().map(|text| format!("{name}: Some({})", rust_literal(text)));
    let number = |name: &str, number: Option<i64>| number.map(|number| format!("{name}: Some({number})"));
    let fields = fields([
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
        literal.push_str(&format!("{blanks}    {field},\n"));
    }
    if !fields.complete {
        literal.push_str(&format!("{blanks}    ..Limit::NONE\n"));
    }
    literal.push_str(&format!("{blanks}}}"));
    literal
}
