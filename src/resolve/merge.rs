//! Merging: one entry a code and scope, whatever number of rows and pages speak of it.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::group::{GroupIndex, GroupTable, Groups};
use super::meaning::{StatedCell, Told, advise, infer_meaning};
use super::phrase::Synonyms;
use crate::catalog::{At, Cause, Code, Entry, EntryField, Meaning};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::extract::{CodeDeclaration, Field, FieldRole, Link};
use crate::text_key::TextKey;

/// The identity of an entry: its code within its scope.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The scope, where the project has several.
    pub(crate) scope: Option<String>,
    /// The code.
    pub(crate) code: Code,
}

/// An entry and what its name may be made from.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The entry, without name, group, origin and deprecation.
    pub(crate) entry: Entry,
    /// The groups in which it stands, each once, in page order.
    pub(crate) groups: Vec<Option<GroupIndex>>,
    /// The group of each of the entry's `meanings`.
    pub(crate) meaning_groups: Vec<Option<GroupIndex>>,
    /// Further symbols that the pages give the same code.
    pub(crate) more_symbols: Vec<String>,
    /// Its names for people, from a column of the page.
    pub(crate) names: Vec<String>,
    /// The wordings that a program gets.
    pub(crate) messages: Vec<String>,
    /// What each further source says of it first, also where another source has said so before.
    pub(crate) first_texts: Vec<String>,
    /// Cells that may state kind or retry.
    cells: Vec<StatedCell>,
    /// The links in its texts.
    links: Vec<Link>,
    /// Whether every place calls it given up.
    pub(crate) deprecated: bool,
    /// What the entry says already, once it is repeated, so that the millionth repetition costs no more than the second.
    seen: Option<Box<Seen>>,
    /// The place of the first text, as an index into the entry's `at`.
    described: usize,
    /// The group of the first text.
    described_in: Option<GroupIndex>,
}

/// What an entry says already.
#[derive(Debug, Default)]
struct Seen {
    /// The place in the entry's `at` where each text stood first, by the text with white space made one.
    texts: HashMap<String, usize>,
    /// Fields, as header and text; remedies and causes, as role and text.
    fields: HashSet<(String, String)>,
    /// The groups.
    groups: HashSet<Option<GroupIndex>>,
}

/// Where a declaration comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin<'a> {
    /// The source's place in the project's list, zero-based.
    pub(crate) index: usize,
    /// The source's id.
    pub(crate) id: &'a Arc<str>,
    /// The file as the user names it.
    pub(crate) path: &'a str,
    /// The page's title.
    pub(crate) title: Option<&'a str>,
    /// The scope of its codes.
    pub(crate) scope: Option<&'a str>,
}

/// The entries so far, in page order.
#[derive(Debug, Default)]
pub(crate) struct Merger {
    /// The entries.
    pub(crate) drafts: Vec<Draft>,
    /// Their places by code and scope.
    pub(crate) index: HashMap<Key, usize>,
    /// The groups.
    pub(crate) groups: GroupTable,
    /// The files of the sources so far, by id.
    paths: HashMap<Arc<str>, String>,
}

impl Merger {
    /// Makes room for the codes of the next source, which has so many, after `done` of `all` sources. What grows by
    /// doubling has, in the end, up to twice the room that it needs, and three times while it grows; from the half on, the
    /// sources that were entered tell how much will be needed.
    pub(crate) fn expect(&mut self, codes: usize, done: usize, all: usize) {
        let needed = self.drafts.len() + codes;
        if needed > self.drafts.capacity() {
            let in_all = needed.saturating_mul(all) / (done + 1);
            let room = in_all.saturating_add(in_all / 32).clamp(needed + needed / 8, needed * 2);
            self.drafts.reserve_exact(room - self.drafts.len());
        }
    }

    /// Enters what a page says of a code.
    ///
    /// A code that stands again with the same text, white space set aside, adds its place; with another text it adds a
    /// meaning. Adds `duplicate-code` and `conflicting-meanings`.
    pub(crate) fn enter(&mut self, declared: CodeDeclaration, origin: Origin<'_>, findings: &mut Vec<Diagnostic>) {
        let CodeDeclaration { code, symbol, description, fields, path, anchor, links, deprecated, line } = declared;
        let group = self.groups.enter(origin.index, origin.title, path, anchor);
        let at = At { source: Arc::clone(origin.id), line };
        if !self.paths.contains_key(origin.id) {
            self.paths.insert(Arc::clone(origin.id), origin.path.to_owned());
        }
        let key = Key { scope: origin.scope.map(str::to_owned), code: Code::parse(&code) };
        let Some(&index) = self.index.get(&key) else {
            let mut draft = Draft { deprecated, described_in: group, groups: vec![group], ..Draft::default() };
            match key.code.clone() {
                Code::Range(range) => draft.entry.range = Some(range),
                code @ (Code::Number(_) | Code::Text(_)) => draft.entry.code = Some(code),
            }
            draft.entry.scope.clone_from(&key.scope);
            draft.entry.description = description;
            draft.entry.symbol = symbol;
            draft.add_fields(fields, &at);
            draft.links = links;
            draft.entry.at = vec![at];
            self.index.insert(key, self.drafts.len());
            self.drafts.push(draft);
            return;
        };
        if let Some(draft) = self.drafts.get_mut(index) {
            draft.links.extend(links);
            draft.repeat(&key.code, symbol, description, fields, group, at, deprecated, &self.paths, findings);
        }
    }
}

impl Draft {
    /// Enters a further declaration of the same code.
    #[allow(clippy::too_many_arguments, reason = "the parts of one declaration, taken apart so that none is cloned")]
    fn repeat(
        &mut self,
        code: &Code,
        symbol: Option<String>,
        description: String,
        fields: Vec<Field>,
        group: Option<GroupIndex>,
        at: At,
        deprecated: bool,
        paths: &HashMap<Arc<str>, String>,
        findings: &mut Vec<Diagnostic>,
    ) {
        self.deprecated &= deprecated;
        let place = self.entry.at.len();
        let mut seen = self.seen.take().unwrap_or_else(|| Box::new(self.seen_once()));
        let fields = fields.into_iter().filter(|field| {
            let key = if is_merged(field.role) { format!("{:?}", field.role) } else { field.header.clone() };
            seen.fields.insert((key, one_space(&field.text)))
        });
        self.add_fields(fields.collect(), &at);
        if let Some(symbol) = symbol {
            self.add_symbol(symbol);
        }
        if !description.trim().is_empty() {
            // The rows of a source follow each other.
            if self.entry.at.last().is_some_and(|last| last.source != at.source) {
                self.first_texts.push(description.clone());
            }
            match seen.texts.get(&one_space(&description)).and_then(|&first| self.entry.at.get(first)) {
                Some(first) if first.source == at.source => {
                    let message = format!("code {code} stands twice with the same text, first in line {}", first.line);
                    let hint = "remove one of the two rows from the page";
                    let finding = Diagnostic::new(Rule::DuplicateCode, message);
                    findings.push(finding.at(Place::line(path_of(paths, &at), at.line)).hint(hint));
                }
                // Another page that says the same is no fault of either.
                Some(_) => {}
                None => {
                    seen.texts.insert(one_space(&description), place);
                    self.add_text(code, description, group, &at, paths, findings);
                }
            }
        }
        self.entry.at.push(at);
        if seen.groups.insert(group) {
            self.groups.push(group);
        }
        self.seen = Some(seen);
    }

    /// What the entry says after its first declaration.
    fn seen_once(&self) -> Seen {
        let mut seen = Seen { groups: self.groups.iter().copied().collect(), ..Seen::default() };
        if !self.entry.description.trim().is_empty() {
            seen.texts.insert(one_space(&self.entry.description), 0);
        }
        let remedies = self.entry.remedy.iter().map(|text| (format!("{:?}", FieldRole::Remedy), one_space(text)));
        let causes = self.entry.known_causes.iter();
        let causes = causes.map(|cause| (format!("{:?}", FieldRole::Cause), one_space(&cause.text)));
        let fields = self.entry.fields.iter().map(|field| (field.header.clone(), one_space(&field.text)));
        seen.fields.extend(remedies.chain(causes).chain(fields));
        seen
    }

    /// Enters a text that the entry has not yet: its description, or a further meaning.
    fn add_text(
        &mut self,
        code: &Code,
        description: String,
        group: Option<GroupIndex>,
        at: &At,
        paths: &HashMap<Arc<str>, String>,
        findings: &mut Vec<Diagnostic>,
    ) {
        if self.entry.description.trim().is_empty() {
            self.entry.description = description;
            self.described = self.entry.at.len();
            self.described_in = group;
            return;
        }
        let first = self.entry.at.get(self.described).cloned();
        if self.entry.meanings.is_empty()
            && let Some(at) = first.clone()
        {
            let description = self.entry.description.clone();
            self.entry.meanings.push(Meaning { description, group: None, at });
            self.meaning_groups.push(self.described_in);
        }
        let first = first.map_or(String::new(), |first| format!(" in {}:{}", path_of(paths, &first), first.line));
        let message = format!("code {code} has another text here than{first}");
        let hint = "correct one of the texts, or give the sources scopes of their own in bindery.yaml";
        let detail = format!("first: {}\nhere:  {}", quote(&self.entry.description), quote(&description));
        let finding = Diagnostic::new(Rule::ConflictingMeanings, message);
        let finding = finding.at(Place::line(path_of(paths, at), at.line));
        findings.push(finding.hint(hint).detail(detail));
        self.entry.meanings.push(Meaning { description, group: None, at: at.clone() });
        self.meaning_groups.push(group);
    }

    /// Enters a symbol; one that differs from the first is kept beside it.
    pub(crate) fn add_symbol(&mut self, symbol: String) {
        match &self.entry.symbol {
            None => self.entry.symbol = Some(symbol),
            Some(first) if *first == symbol || self.more_symbols.contains(&symbol) => {}
            Some(_) => self.more_symbols.push(symbol),
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
                        FieldRole::Name => self.names.push(text.clone()),
                        FieldRole::Message => self.messages.push(text.clone()),
                        FieldRole::Category | FieldRole::Retriable | FieldRole::HttpStatus | FieldRole::GrpcCode => {
                            self.cells.push(StatedCell { role, header: header.clone(), text: text.clone() });
                        }
                        _ => {}
                    }
                    self.entry.fields.push(EntryField { header, text });
                }
            }
        }
    }
}

impl Draft {
    /// The id of the first group in which the code stands.
    pub(crate) fn first_group(&self, groups: &Groups) -> Option<Arc<str>> {
        self.groups.iter().find_map(|&group| groups.get(group)).map(|group| group.id.clone())
    }

    /// Fills in what the entry's texts and columns mean. `symbols` are the constants of all codes, `synonyms` the vendor's
    /// own words.
    pub(crate) fn infer(&mut self, symbols: &HashSet<TextKey>, synonyms: &Synonyms) {
        let told = Told { cells: &self.cells, messages: &self.messages, links: &self.links, symbols, synonyms };
        infer_meaning(&mut self.entry, told);
    }

    /// Advises anew on sending again, after the kind was corrected.
    pub(crate) fn advise(&mut self) {
        let symbols = HashSet::default();
        let synonyms = Synonyms::default();
        let told =
            Told { cells: &self.cells, messages: &self.messages, links: &[], symbols: &symbols, synonyms: &synonyms };
        advise(&mut self.entry, told);
    }

    /// The entry, with what its groups say.
    pub(crate) fn finish(mut self, groups: &Groups) -> Entry {
        self.entry.group = self.first_group(groups);
        let mut of_entry = self.groups.iter().map(|&group| groups.get(group));
        self.entry.origin = of_entry.clone().flatten().find_map(|group| group.origin.clone());
        // A code that also stands where nothing is given up is not given up.
        self.entry.deprecated = self.deprecated || of_entry.all(|group| group.is_some_and(|group| group.deprecated));
        for (meaning, group) in self.entry.meanings.iter_mut().zip(self.meaning_groups) {
            meaning.group = groups.get(group).map(|group| group.id.clone());
        }
        // The entries of all pages are kept until everything is written: what a list had room for, but not need, goes.
        self.entry.at.shrink_to_fit();
        self.entry.evidence.shrink_to_fit();
        self.entry.limits.shrink_to_fit();
        self.entry.references.shrink_to_fit();
        self.entry
    }
}

/// The file of the source in which something stands.
fn path_of<'a>(paths: &'a HashMap<Arc<str>, String>, at: &'a At) -> &'a str {
    paths.get(&at.source).map_or(&*at.source, String::as_str)
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
pub(crate) fn same_text(left: &str, right: &str) -> bool {
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
