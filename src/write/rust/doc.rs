//! Doc comments: what the page says of a code, as Markdown for rustdoc.

use super::super::text::{Markdown, markdown_code, markdown_inline, markdown_paragraphs};
use super::layout::MAX_WIDTH;
use crate::catalog::{Entry, Group, Limit};

/// Collects the lines of a doc comment, without the signs that make them one.
#[derive(Debug)]
pub(super) struct Doc {
    lines: Vec<String>,
    /// How many characters a line may have.
    width: usize,
}

impl Doc {
    /// An empty comment for an item indented by `indent` blanks.
    pub(super) fn new(indent: usize) -> Self {
        Self { lines: Vec::new(), width: MAX_WIDTH - indent - "/// ".len() }
    }

    /// What a page says of an entry: its text, then its facts, causes and other texts.
    pub(super) fn of_entry(entry: &Entry, group: Option<&Group>, also: &[&str]) -> Self {
        let mut doc = Self::new(4);
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
        doc
    }

    /// The lines with their signs, ready to stand in a template; an empty line has no blank at its end.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
            .into_iter()
            .map(|line| if line.is_empty() { "///".to_owned() } else { ["/// ", &line].concat() })
            .collect()
    }

    fn facts(&mut self, entry: &Entry, group: Option<&Group>) {
        let mut facts: Vec<String> = Vec::new();
        let mut fact = |name: &str, markdown: String| {
            if !markdown.is_empty() {
                facts.push(["- ", name, ": ", &markdown].concat());
            }
        };
        fact("Group", group.map(group_title).unwrap_or_default());
        fact(
            "Origin",
            entry.origin.as_deref().map(|text| markdown_inline(text, Markdown::Rustdoc)).unwrap_or_default(),
        );
        fact("Symbol", entry.symbol.as_deref().map(|text| markdown_code(text, Markdown::Rustdoc)).unwrap_or_default());
        if !entry.kind.is_unknown() {
            fact("Kind", format!("[`{kind:?}`](crate::Kind::{kind:?})", kind = entry.kind));
        }
        if !entry.retry.is_unknown() {
            fact("Retry", format!("[`{retry:?}`](crate::Retry::{retry:?})", retry = entry.retry));
        }
        fact("HTTP status", entry.http_status.map(|status| status.to_string()).unwrap_or_default());
        fact("gRPC status", entry.grpc_code.map(|code| code.to_string()).unwrap_or_default());
        if facts.is_empty() {
            return;
        }
        self.gap();
        self.lines.extend(facts);
    }

    fn paragraph(&mut self, text: &str) {
        self.gap();
        self.lines.extend(markdown_paragraphs(text, self.width, Markdown::Rustdoc));
    }

    fn markdown_paragraph(&mut self, markdown: &str) {
        self.gap();
        self.lines.push(markdown.to_owned());
    }

    fn list<T: AsRef<str>>(&mut self, title: &str, items: impl Iterator<Item = T>) {
        let mut items = items.filter(|item| !item.as_ref().trim().is_empty()).peekable();
        if items.peek().is_none() {
            return;
        }
        self.markdown_paragraph(title);
        self.gap();
        for item in items {
            for (index, line) in
                markdown_paragraphs(item.as_ref(), self.width - 2, Markdown::Rustdoc).into_iter().enumerate()
            {
                self.lines.push(match (index, line.is_empty()) {
                    (0, _) => ["- ", &line].concat(),
                    (_, true) => line,
                    (_, false) => ["  ", &line].concat(),
                });
            }
        }
    }

    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }
}

/// The headings of a group, as Markdown of one line.
pub(super) fn group_title(group: &Group) -> String {
    let titles = group.path.iter().map(|title| markdown_inline(title, Markdown::Rustdoc));
    let titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    titles.join(" › ")
}
