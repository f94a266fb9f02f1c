//! What the Markdown templates place: every text is Markdown whose rendered text is the page's text.

use super::super::text::{Markdown, markdown_cell, markdown_code, markdown_inline};
use crate::catalog::{Code, Entry};

/// Markdown that stands in a template as it is.
type Text = String;

/// What all pages share.
#[derive(Debug)]
pub(super) struct Site {
    /// The header as a comment.
    pub(super) header: Text,
    /// The catalog's title.
    pub(super) title: Text,
    /// Whether the catalog has scopes, so that a code is one only within its scope.
    pub(super) scoped: bool,
    /// Whether a code has a kind or an advice, so that tables have columns for them.
    pub(super) has_meaning: bool,
}

/// The first page.
#[derive(Debug)]
pub(super) struct Index {
    /// What the page is headed with.
    pub(super) heading: Text,
    /// Whether a group has an origin, so that tables have a column for it.
    pub(super) has_origins: bool,
    /// How many entries there are.
    pub(super) codes: usize,
    /// How many groups there are.
    pub(super) groups: usize,
    /// How many questions there are.
    pub(super) questions: usize,
    /// The title of the matrix, if there is one.
    pub(super) matrix: Option<Text>,
    /// The top headings, in page order.
    pub(super) sections: Vec<Section>,
    /// Notes that stand under no section.
    pub(super) notes: Vec<Note>,
    /// The pages that the catalog was made from, as list items.
    pub(super) sources: Vec<Text>,
    /// Codes that were removed: code and name.
    pub(super) removed: Vec<(Text, Text)>,
}

/// A top heading with its groups.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) title: Text,
    pub(super) notes: Vec<Note>,
    pub(super) groups: Vec<GroupLink>,
}

/// A group in a table of groups.
#[derive(Debug)]
pub(super) struct GroupLink {
    pub(super) title: Text,
    /// Its page's file name without extension.
    pub(super) page: String,
    pub(super) origin: Text,
    pub(super) codes: usize,
    pub(super) deprecated: bool,
}

/// A note or caution.
#[derive(Debug)]
pub(super) struct Note {
    /// The mark that GitHub and others know: `NOTE`, `TIP`, `IMPORTANT`, `WARNING`, `CAUTION`.
    pub(super) mark: &'static str,
    /// Its lines.
    pub(super) lines: Vec<Text>,
}

/// The page of a group, without its codes.
#[derive(Debug)]
pub(super) struct GroupPage {
    /// Its file name without extension.
    pub(super) page: String,
    pub(super) title: Text,
    /// The headings above it.
    pub(super) above: Vec<Text>,
    pub(super) origin: Text,
    pub(super) deprecated: bool,
}

/// A code in the lists of all codes: where it stands. What a list shows of it is made when the list is written, since
/// the lists of many pages would be too long to keep.
#[derive(Debug)]
pub(super) struct Listed<'a> {
    /// The entry.
    pub(super) entry: &'a Entry,
    /// Its code or range, to sort by.
    pub(super) key: Code,
    /// The page of its group.
    pub(super) group: &'a GroupPage,
    /// Its fragment within its page.
    pub(super) anchor: String,
}

/// A code on its group's page.
#[derive(Debug)]
pub(super) struct EntryView {
    /// Its fragment within its page.
    pub(super) anchor: String,
    /// The code as spelled.
    pub(super) code: Text,
    pub(super) name: Text,
    /// What happened, on one line of a table.
    pub(super) cell: Text,
    /// The whole text, on lines.
    pub(super) paragraphs: Text,
    /// Facts as list items: symbol, former names, kind, advice.
    pub(super) facts: Vec<Text>,
    pub(super) kind: Text,
    pub(super) retry: Text,
    /// What to do, on lines.
    pub(super) remedy: Text,
    /// Other texts of the same code, as list items.
    pub(super) also: Vec<Text>,
    /// Causes, as list items.
    pub(super) causes: Vec<Text>,
    /// Limits in words.
    pub(super) limits: Vec<Text>,
    /// Other columns of the page: header and text.
    pub(super) fields: Vec<(Text, Text)>,
    /// Questions about it: number and title.
    pub(super) questions: Vec<(usize, Text)>,
    pub(super) deprecated: bool,
}

impl Listed<'_> {
    /// The code as spelled.
    pub(super) fn code(&self) -> Text {
        markdown_code(&self.key.to_string(), Markdown::Page)
    }

    pub(super) fn name(&self) -> Text {
        markdown_code(&self.entry.name, Markdown::Page)
    }

    pub(super) fn scope(&self) -> Text {
        markdown_inline(self.entry.scope.as_deref().unwrap_or_default(), Markdown::Page)
    }

    /// The advice; empty where there is none.
    pub(super) fn retry(&self) -> &'static str {
        if self.entry.retry.is_unknown() { "" } else { self.entry.retry.word() }
    }

    /// What to do, on one line of a table.
    pub(super) fn remedy(&self) -> Text {
        markdown_cell(self.entry.remedy.as_deref().unwrap_or_default(), Markdown::Page)
    }
}

/// A question with its answer.
#[derive(Debug)]
pub(super) struct QuestionView {
    /// One-based.
    pub(super) number: usize,
    pub(super) question: Text,
    /// The lines of its answer, paragraphs divided by empty ones.
    pub(super) answer: Vec<Text>,
    /// The codes that it is about: code, page and anchor.
    pub(super) codes: Vec<(Text, String, String)>,
}

/// The codes of a kind.
#[derive(Debug)]
pub(super) struct KindView<'a> {
    /// The kind's word.
    pub(super) word: &'static str,
    /// What it means.
    pub(super) meaning: &'static str,
    /// Its codes, sorted.
    pub(super) entries: Vec<&'a Listed<'a>>,
}

/// The matrix.
#[derive(Debug)]
pub(super) struct MatrixPage {
    pub(super) title: Text,
    pub(super) columns: Vec<Text>,
    pub(super) tables: Vec<MatrixTable>,
}

/// The titles below one title.
#[derive(Debug)]
pub(super) struct MatrixTable {
    /// The path to the title; empty for the table at the top.
    pub(super) title: Text,
    pub(super) anchor: String,
    pub(super) rows: Vec<MatrixRow>,
}

/// A title, and which columns have it.
#[derive(Debug)]
pub(super) struct MatrixRow {
    pub(super) title: Text,
    /// The anchor of its own table, if it has one.
    pub(super) anchor: Option<String>,
    /// One entry a column.
    pub(super) columns: Vec<bool>,
}
