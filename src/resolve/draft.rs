//! Drafts: entries while the pages are merged, with what their names and meanings will be made of.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::group::{GroupIndex, Groups};
use super::meaning::{Constants, StatedCell, Told, advise, infer_meaning};
use super::merge::Paths;
use super::phrase::Synonyms;
use crate::catalog::{At, Cause, Code, Entry, EntryField, Meaning};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::extract::{CodeDeclaration, Field, FieldRole, Link};

/// An entry, and what most entries have nothing of: there are as many drafts as codes.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The entry, without name, group, origin and deprecation.
    pub(crate) entry: Entry,
    /// The group in which it stands first.
    group: Option<GroupIndex>,
    /// Whether every place calls it given up.
    deprecated: bool,
    hints: Option<Box<Hints>>,
    repeated: Option<Box<Repeated>>,
}

/// What the pages say of an entry beside what the catalog has of it.
#[derive(Debug, Default)]
pub(crate) struct Hints {
    /// Further symbols that the pages give the same code.
    pub(crate) more_symbols: Vec<String>,
    /// Its names for people, from a column of the page.
    pub(crate) names: Vec<String>,
    /// The wordings that a program gets.
    pub(crate) messages: Vec<String>,
    /// Cells that may state kind or retry.
    cells: Vec<StatedCell>,
    /// The links in its texts.
    links: Vec<Link>,
}

static NO_HINTS: Hints =
    Hints { more_symbols: Vec::new(), names: Vec::new(), messages: Vec::new(), cells: Vec::new(), links: Vec::new() };

/// What the further places of an entry say, and what it says already, so that the millionth repetition costs no more
/// than the second.
#[derive(Debug, Default)]
struct Repeated {
    /// The groups in which it stands, each once, in page order.
    groups: Vec<Option<GroupIndex>>,
    /// The same, to be looked up.
    known_groups: HashSet<Option<GroupIndex>>,
    /// The place in the entry's `at` where each text stood first, by the text with white space made one.
    texts: HashMap<String, usize>,
    /// Fields, as header and text; remedies and causes, as role and text.
    fields: HashSet<(String, String)>,
    /// What each further source says of it first, also where another source has said so before.
    first_texts: Vec<String>,
    /// The place of the first text, as an index into the entry's `at`.
    described: usize,
    /// The group of the first text.
    described_in: Option<GroupIndex>,
    /// The group of each of the entry's `meanings`.
    meaning_groups: Vec<Option<GroupIndex>>,
}

/// A further declaration of a code.
pub(super) struct Repetition {
    /// What the page says of it.
    pub(super) declared: CodeDeclaration,
    /// Its code.
    pub(super) code: Code,
    /// Its group.
    pub(super) group: Option<GroupIndex>,
    /// Its place.
    pub(super) at: At,
}

impl Draft {
    /// The entry of a code that was not declared before.
    pub(super) fn new(
        declared: CodeDeclaration,
        code: Code,
        scope: Option<String>,
        group: Option<GroupIndex>,
        at: At,
    ) -> Self {
        let mut draft = Self { group, deprecated: declared.deprecated, ..Self::default() };
        match code {
            Code::Range(range) => draft.entry.range = Some(range),
            code @ (Code::Number(_) | Code::Text(_)) => draft.entry.code = Some(code),
        }
        draft.entry.scope = scope;
        draft.entry.description = declared.description.into();
        draft.entry.symbol = declared.symbol;
        draft.add_fields(declared.fields, &at);
        draft.add_links(declared.links);
        draft.entry.at = vec![at];
        draft
    }

    /// What the pages say beside what the catalog has.
    pub(crate) fn hints(&self) -> &Hints {
        self.hints.as_deref().unwrap_or(&NO_HINTS)
    }

    /// The same, to be added to.
    pub(crate) fn hints_mut(&mut self) -> &mut Hints {
        self.hints.get_or_insert_default()
    }

    /// The groups in which it stands, each once, in page order.
    pub(crate) fn groups(&self) -> &[Option<GroupIndex>] {
        self.repeated.as_ref().map_or(std::slice::from_ref(&self.group), |repeated| &repeated.groups)
    }

    /// What each further source says of it first, also where another source has said so before.
    pub(crate) fn first_texts(&self) -> &[String] {
        self.repeated.as_ref().map_or(&[], |repeated| &repeated.first_texts)
    }

    /// Enters a further declaration of the same code. Adds `duplicate-code` and `conflicting-meanings`.
    pub(super) fn repeat(&mut self, repetition: Repetition, paths: &Paths, findings: &mut Vec<Diagnostic>) {
        let Repetition { declared, code, group, at } = repetition;
        let CodeDeclaration { description, fields, symbol, links, deprecated, .. } = declared;
        self.deprecated &= deprecated;
        self.add_links(links);
        let place = self.entry.at.len();
        let mut repeated = self.repeated.take().unwrap_or_else(|| Box::new(Repeated::of(self)));
        let fields = fields.into_iter().filter(|field| {
            let key = if is_merged(field.role) { format!("{:?}", field.role) } else { field.header.clone() };
            repeated.fields.insert((key, one_space(&field.text)))
        });
        self.add_fields(fields.collect(), &at);
        if let Some(symbol) = symbol {
            self.add_symbol(symbol);
        }
        if !description.trim().is_empty() {
            // The rows of a source follow each other.
            if self.entry.at.last().is_some_and(|last| last.source != at.source) {
                repeated.first_texts.push(description.clone());
            }
            match repeated.texts.get(&one_space(&description)).and_then(|&first| self.entry.at.get(first)) {
                Some(first) if first.source == at.source => {
                    let message = format!("code {code} stands twice with the same text, first in line {}", first.line);
                    let hint = "remove one of the two rows from the page";
                    let finding = Diagnostic::new(Rule::DuplicateCode, message);
                    findings.push(finding.at(Place::line(paths.of(&at), at.line)).hint(hint));
                }
                // Another page that says the same is no fault of either.
                Some(_) => {}
                None => {
                    repeated.texts.insert(one_space(&description), place);
                    repeated.add_text(&mut self.entry, &code, description, group, &at, paths, findings);
                }
            }
        }
        self.entry.at.push(at);
        if repeated.known_groups.insert(group) {
            repeated.groups.push(group);
        }
        self.repeated = Some(repeated);
    }

    /// Enters a symbol; one that differs from the first is kept beside it.
    pub(crate) fn add_symbol(&mut self, symbol: String) {
        match &self.entry.symbol {
            None => self.entry.symbol = Some(symbol),
            Some(first) if *first == symbol || self.hints().more_symbols.contains(&symbol) => {}
            Some(_) => self.hints_mut().more_symbols.push(symbol),
        }
    }

    fn add_links(&mut self, links: Vec<Link>) {
        if !links.is_empty() {
            self.hints_mut().links.extend(links);
        }
    }

    /// Enters fields by their roles.
    fn add_fields(&mut self, fields: Vec<Field>, at: &At) {
        for Field { header, role, text } in fields {
            if text.trim().is_empty() {
                continue;
            }
            match role {
                FieldRole::Remedy => match &mut self.entry.remedy {
                    None => self.entry.remedy = Some(text),
                    Some(remedy) => {
                        remedy.push('\n');
                        remedy.push_str(&text);
                    }
                },
                FieldRole::Cause => self.entry.known_causes.push(Cause { text, at: at.clone() }),
                FieldRole::Message
                | FieldRole::Category
                | FieldRole::Retriable
                | FieldRole::HttpStatus
                | FieldRole::GrpcCode
                | FieldRole::Name
                | FieldRole::Number
                | FieldRole::Other => {
                    match role {
                        FieldRole::Name => self.hints_mut().names.push(text.clone()),
                        FieldRole::Message => self.hints_mut().messages.push(text.clone()),
                        FieldRole::Category | FieldRole::Retriable | FieldRole::HttpStatus | FieldRole::GrpcCode => {
                            let cell = StatedCell { role, header: header.clone(), text: text.clone() };
                            self.hints_mut().cells.push(cell);
                        }
                        _ => {}
                    }
                    self.entry.fields.push(EntryField { header, text });
                }
            }
        }
    }

    /// The id of the first group in which the code stands.
    pub(crate) fn first_group(&self, groups: &Groups) -> Option<Arc<str>> {
        self.groups().iter().find_map(|&group| groups.get(group)).map(|group| group.id.clone())
    }

    /// Fills in what the entry's texts and columns mean. `symbols` are the constants of all codes, `synonyms` the vendor's
    /// own words.
    pub(crate) fn infer(&mut self, symbols: &Constants, synonyms: &Synonyms) {
        let Hints { cells, messages, links, .. } = self.hints.as_deref().unwrap_or(&NO_HINTS);
        infer_meaning(&mut self.entry, Told { cells, messages, links, symbols, synonyms });
    }

    /// Advises anew on sending again, after the kind was corrected.
    pub(crate) fn advise(&mut self) {
        let (symbols, synonyms) = (Constants::from_iter([]), Synonyms::default());
        let Hints { cells, messages, .. } = self.hints.as_deref().unwrap_or(&NO_HINTS);
        advise(&mut self.entry, Told { cells, messages, links: &[], symbols: &symbols, synonyms: &synonyms });
    }

    /// The entry, with what its groups say.
    pub(crate) fn finish(mut self, groups: &Groups) -> Entry {
        self.entry.group = self.first_group(groups);
        let mut of_entry = self.groups().iter().map(|&group| groups.get(group));
        let origin = of_entry.clone().flatten().find_map(|group| group.origin.clone());
        // A code that also stands where nothing is given up is not given up.
        let deprecated = self.deprecated || of_entry.all(|group| group.is_some_and(|group| group.deprecated));
        let mut entry = self.entry;
        (entry.origin, entry.deprecated) = (origin, deprecated);
        let meaning_groups = self.repeated.map(|repeated| repeated.meaning_groups).unwrap_or_default();
        for (meaning, group) in entry.meanings.iter_mut().zip(meaning_groups) {
            meaning.group = groups.get(group).map(|group| group.id.clone());
        }
        // The entries of all pages are kept until everything is written: what a list had room for, but not need, goes.
        entry.at.shrink_to_fit();
        entry.fields.shrink_to_fit();
        entry
    }
}

impl Repeated {
    /// What an entry says after its first declaration.
    fn of(draft: &Draft) -> Self {
        let entry = &draft.entry;
        let mut repeated = Self {
            groups: vec![draft.group],
            known_groups: HashSet::from_iter([draft.group]),
            described_in: draft.group,
            ..Self::default()
        };
        if !entry.description.trim().is_empty() {
            repeated.texts.insert(one_space(&entry.description), 0);
        }
        let remedies = entry.remedy.iter().map(|text| (format!("{:?}", FieldRole::Remedy), one_space(text)));
        let causes = entry.known_causes.iter();
        let causes = causes.map(|cause| (format!("{:?}", FieldRole::Cause), one_space(&cause.text)));
        let fields = entry.fields.iter().map(|field| (field.header.clone(), one_space(&field.text)));
        repeated.fields.extend(remedies.chain(causes).chain(fields));
        repeated
    }

    /// Enters a text that the entry has not yet: its description, or a further meaning.
    #[allow(clippy::too_many_arguments, reason = "the parts of one declaration, taken apart so that none is cloned")]
    fn add_text(
        &mut self,
        entry: &mut Entry,
        code: &Code,
        description: String,
        group: Option<GroupIndex>,
        at: &At,
        paths: &Paths,
        findings: &mut Vec<Diagnostic>,
    ) {
        if entry.description.trim().is_empty() {
            entry.description = description.into();
            self.described = entry.at.len();
            self.described_in = group;
            return;
        }
        let first = entry.at.get(self.described).cloned();
        if entry.meanings.is_empty()
            && let Some(at) = first.clone()
        {
            let description = entry.description.clone();
            entry.meanings.push(Meaning { description, group: None, at });
            self.meaning_groups.push(self.described_in);
        }
        let first = first.map_or(String::new(), |first| format!(" in {}:{}", paths.of(&first), first.line));
        let message = format!("code {code} has another text here than{first}");
        let hint = "correct one of the texts, or give the sources scopes of their own in bindery.yaml";
        let detail = format!("first: {}\nhere:  {}", quote(&entry.description), quote(&description));
        let finding = Diagnostic::new(Rule::ConflictingMeanings, message);
        let finding = finding.at(Place::line(paths.of(at), at.line));
        findings.push(finding.hint(hint).detail(detail));
        entry.meanings.push(Meaning { description: description.into(), group: None, at: at.clone() });
        self.meaning_groups.push(group);
    }
}

/// Whether fields of this role become one part of the entry, whatever their headers.
fn is_merged(role: FieldRole) -> bool {
    matches!(role, FieldRole::Remedy | FieldRole::Cause)
}

/// A text with single spaces.
fn one_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Adds a cause to an entry, unless it is known already.
pub(crate) fn add_cause(entry: &mut Entry, text: String, at: &At) {
    if !entry.known_causes.iter().any(|cause| same_text(&cause.text, &text)) {
        entry.known_causes.push(Cause { text, at: at.clone() });
    }
}

/// Whether two texts are the same, white space set aside.
fn same_text(left: &str, right: &str) -> bool {
    left == right || left.split_whitespace().eq(right.split_whitespace())
}

/// The start of a text, on one line.
fn quote(text: &str) -> String {
    const LENGTH: usize = 160;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
