//! What `bindery extract --format json` prints.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::{Account, CodeDeclaration, Declarations, Field, Ignored, OutlineEntry, QuestionDeclaration, Unexplained};
use crate::source::Format;

/// A page as the output names it.
#[derive(Debug, Clone, Serialize)]
pub struct PageInfo {
    /// The file, as the user named it.
    pub path: String,
    /// How it is written.
    pub format: Format,
    /// Its title, where it has one.
    pub title: Option<String>,
}

/// Writes what pages declare as one JSON object, page by page, with a line end after it.
///
/// # Errors
/// What the writer fails with.
pub fn to_json(pages: &[(PageInfo, Declarations)], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Output(pages)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// Why parts of a page were or were not read as codes: a paragraph a decision, for `extract -v`.
#[must_use]
pub fn explain_decisions(path: &str, declarations: &Declarations) -> String {
    let mut text = String::new();
    for decision in &declarations.decisions {
        text.push_str(&format!("{path}:{}: {}: {}\n", decision.line, decision.subject, decision.verdict));
        for reason in &decision.reasons {
            text.push_str(&format!("    {reason}\n"));
        }
    }
    for (rule, count) in ignored_by_rule(declarations) {
        text.push_str(&format!("{path}: rule {rule} ignored {count}\n"));
    }
    text
}

/// How many things each rule ignored, rules in order of first use.
fn ignored_by_rule(declarations: &Declarations) -> Vec<(&str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for ignored in &declarations.ignored {
        match counts.iter_mut().find(|(rule, _)| *rule == ignored.rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((&ignored.rule, 1)),
        }
    }
    counts
}

struct Output<'a>(&'a [(PageInfo, Declarations)]);

impl Serialize for Output<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pages = self.0;
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("pages", &pages.iter().map(|(info, _)| info).collect::<Vec<_>>())?;
        map.serialize_entry("codes", &Each(pages, |page| &page.codes, CodeJson::new))?;
        map.serialize_entry("questions", &Each(pages, |page| &page.questions, QuestionJson::new))?;
        map.serialize_entry("outline", &Each(pages, |page| &page.outline, |_, entry| OutlineJson(entry)))?;
        map.serialize_entry("ignored", &Each(pages, |page| &page.ignored, IgnoredJson::new))?;
        map.serialize_entry("unexplained", &Each(pages, |page| &page.unexplained, UnexplainedJson::new))?;
        let mut total = Account::default();
        for (_, page) in pages {
            total.seen += page.account.seen;
            total.taken += page.account.taken;
            total.ignored += page.account.ignored;
            total.unexplained += page.account.unexplained;
        }
        map.serialize_entry("account", &AccountJson::from(total))?;
        map.end()
    }
}

/// The items of one kind of all pages, one after the other.
struct Each<'a, T, J>(&'a [(PageInfo, Declarations)], fn(&'a Declarations) -> &'a Vec<T>, fn(usize, &'a T) -> J);

impl<T, J: Serialize> Serialize for Each<'_, T, J> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(pages, items, shape) = self;
        let mut list = serializer.serialize_seq(None)?;
        for (index, (_, page)) in pages.iter().enumerate() {
            for item in items(page) {
                list.serialize_element(&shape(index, item))?;
            }
        }
        list.end()
    }
}

#[derive(Serialize)]
struct AtJson {
    page: usize,
    line: u32,
}

#[derive(Serialize)]
struct CodeJson<'a> {
    code: &'a str,
    symbol: Option<&'a str>,
    description: &'a str,
    fields: FieldsJson<'a>,
    path: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    deprecated: bool,
    at: AtJson,
}

impl<'a> CodeJson<'a> {
    fn new(page: usize, code: &'a CodeDeclaration) -> Self {
        Self {
            code: &code.code,
            symbol: code.symbol.as_deref(),
            description: &code.description,
            fields: FieldsJson(&code.fields),
            path: &code.path,
            anchor: code.anchor.as_deref(),
            deprecated: code.deprecated,
            at: AtJson { page, line: code.line },
        }
    }
}

/// Fields by header. A header that comes again is counted (`Note`, `Note (2)`), so that none is lost.
struct FieldsJson<'a>(&'a [Field]);

impl Serialize for FieldsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (index, field) in self.0.iter().enumerate() {
            let earlier = self.0.iter().take(index).filter(|other| other.header == field.header).count();
            if earlier == 0 {
                map.serialize_entry(&field.header, &field.text)?;
            } else {
                map.serialize_entry(&format!("{} ({})", field.header, earlier + 1), &field.text)?;
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    question: &'a str,
    answer: &'a str,
    codes: &'a [String],
    at: AtJson,
}

impl<'a> QuestionJson<'a> {
    fn new(page: usize, question: &'a QuestionDeclaration) -> Self {
        let at = AtJson { page, line: question.line };
        Self { question: &question.question, answer: &question.answer, codes: &question.codes, at }
    }
}

struct OutlineJson<'a>(&'a OutlineEntry);

impl Serialize for OutlineJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("title", &self.0.title)?;
        map.serialize_entry("children", &self.0.children.iter().map(OutlineJson).collect::<Vec<_>>())?;
        map.end()
    }
}

#[derive(Serialize)]
struct IgnoredJson<'a> {
    rule: &'a str,
    text: &'a str,
    at: AtJson,
}

impl<'a> IgnoredJson<'a> {
    fn new(page: usize, ignored: &'a Ignored) -> Self {
        Self { rule: &ignored.rule, text: &ignored.text, at: AtJson { page, line: ignored.line } }
    }
}

#[derive(Serialize)]
struct UnexplainedJson<'a> {
    reason: &'a str,
    text: &'a str,
    at: AtJson,
}

impl<'a> UnexplainedJson<'a> {
    fn new(page: usize, unexplained: &'a Unexplained) -> Self {
        let at = AtJson { page, line: unexplained.line };
        Self { reason: &unexplained.reason, text: &unexplained.text, at }
    }
}

#[derive(Serialize)]
struct AccountJson {
    seen: usize,
    taken: usize,
    ignored: usize,
    unexplained: usize,
}

impl From<Account> for AccountJson {
    fn from(account: Account) -> Self {
        let Account { seen, taken, ignored, unexplained } = account;
        Self { seen, taken, ignored, unexplained }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FieldRole;
    use super::*;

    #[test]
    fn the_contract() {
        let field =
            |header: &str, text: &str| Field { header: header.into(), role: FieldRole::Other, text: text.into() };
        let declarations = Declarations {
            codes: vec![CodeDeclaration {
                code: "-3".into(),
                description: "two\nlines".into(),
                fields: vec![field("Note", "a"), field("Note", "b")],
                path: vec!["Errors".into()],
                line: 7,
                ..CodeDeclaration::default()
            }],
            account: Account { seen: 1, taken: 1, ..Account::default() },
            ..Declarations::default()
        };
        let info = PageInfo { path: "a.md".into(), format: Format::Markdown, title: None };
        let mut out = Vec::new();
        to_json(&[(info, declarations)], &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["pages", "codes", "questions", "outline", "ignored", "unexplained", "account"]);
        assert_eq!(
            value["codes"][0].to_string(),
            r#"{"code":"-3","symbol":null,"description":"two\nlines","fields":{"Note":"a","Note (2)":"b"},"path":["Errors"],"at":{"page":0,"line":7}}"#
        );
    }
}
