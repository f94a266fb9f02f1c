//! Doc comments: what the page says of a code, as Markdown for rustdoc.

use super::super::text::{Markdown, markdown_code, markdown_inline, markdown_paragraphs};
use super::layout::MAX_WIDTH;
use crate::catalog::{Entry, Limit};

/// Collects the lines of a doc comment; none ends with a blank.
#[derive(Debug)]
struct Doc {
    text: String,
}

/// The indent of an item of an `enum` or an `impl`.
const INDENT: &str = "    ";

/// How many characters of Markdown a line may have.
const WIDTH: usize = MAX_WIDTH - INDENT.len() - "/// ".len();

/// The doc comment of an entry: its text, then its facts, causes and other texts. `group` is Markdown of one line.
pub(super) fn of_entry(entry: &Entry, group: &str, also: &[&str]) -> String {
    let mut doc = Doc { text: String::with_capacity(2 * entry.description.len() + 512) };
    if entry.description.trim().is_empty() {
        doc.paragraph("The pages have no text for this code.");
    } else {
        doc.paragraph(&entry.description);
    }
    if let Some(remedy) = entry.separate_remedy() {
        doc.markdown_paragraph("What to do:");
        doc.paragraph(remedy);
    }
    doc.facts(entry, group);
    if entry.deprecated {
        doc.markdown_paragraph("**Deprecated**: the pages list it for something that is given up.");
    }
    doc.list("Known causes:", entry.known_causes.iter().map(|cause| cause.text.as_str()));
    doc.list("Limits:", entry.limits.iter().map(Limit::to_string));
    doc.list("Also documented as:", also.iter().copied());
    doc.text
}

impl Doc {
    fn facts(&mut self, entry: &Entry, group: &str) {
        let mut first = true;
        let mut fact = |name: &str, markdown: &[&str]| {
            if markdown.iter().any(|part| !part.is_empty()) {
                if std::mem::take(&mut first) {
                    self.gap();
                }
                self.line(&["- ", name, ": "]);
                self.text.extend(markdown.iter().copied());
            }
        };
        fact("Group", &[group]);
        if let Some(origin) = &entry.origin {
            fact("Origin", &[&markdown_inline(origin, Markdown::Rustdoc)]);
        }
        if let Some(symbol) = &entry.symbol {
            fact("Symbol", &[&markdown_code(symbol, Markdown::Rustdoc)]);
        }
        if !entry.kind.is_unknown() {
            let kind = format!("{:?}", entry.kind);
            fact("Kind", &["[`", &kind, "`](crate::Kind::", &kind, ")"]);
        }
        if !entry.retry.is_unknown() {
            let retry = format!("{:?}", entry.retry);
            fact("Retry", &["[`", &retry, "`](crate::Retry::", &retry, ")"]);
        }
        if let Some(status) = entry.http_status {
            fact("HTTP status", &[&status.to_string()]);
        }
        if let Some(code) = entry.grpc_code {
            fact("gRPC status", &[&code.to_string()]);
        }
    }

    fn paragraph(&mut self, text: &str) {
        self.gap();
        markdown_paragraphs(text, WIDTH, Markdown::Rustdoc, |line| self.line(&[line]));
    }

    fn markdown_paragraph(&mut self, markdown: &str) {
        self.gap();
        self.line(&[markdown]);
    }

    fn list<T: AsRef<str>>(&mut self, title: &str, items: impl Iterator<Item = T>) {
        let mut items = items.filter(|item| !item.as_ref().trim().is_empty()).peekable();
        if items.peek().is_none() {
            return;
        }
        self.markdown_paragraph(title);
        self.gap();
        for item in items {
            let mut mark = "- ";
            markdown_paragraphs(item.as_ref(), WIDTH - mark.len(), Markdown::Rustdoc, |line| {
                self.line(&[if line.is_empty() { "" } else { mark }, line]);
                mark = "  ";
            });
        }
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.line(&[]);
        }
    }

    fn line(&mut self, parts: &[&str]) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.extend([INDENT, "///"]);
        if parts.iter().any(|part| !part.is_empty()) {
            self.text.push(' ');
            self.text.extend(parts.iter().copied());
        }
    }
}
