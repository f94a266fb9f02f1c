//! From the catalog to the reference's pages: every text escaped, every link settled.

use foldhash::{HashMap, HashSet};

use super::super::text::{
    Markdown, lines, markdown_cell, markdown_code, markdown_inline, markdown_line, markdown_paragraphs,
};
use super::super::{header, title};
use super::slug::Slugs;
use super::view::{EntryView, GroupLink, GroupPage, Index, KindView, Listed, Note, QuestionView, Section, Site};
use crate::catalog::{Callout, Catalog, Code, Entry, Group, Kind, Question, Reference, ReferenceKind, Review};

/// Where everything stands: the groups with their pages, and the codes with their anchors.
pub(super) struct Lowering<'a> {
    pub(super) site: Site,
    /// All codes, in page order.
    pub(super) listed: Vec<Listed<'a>>,
    /// The questions about each code: number and title.
    questions: HashMap<&'a Code, Vec<(usize, String)>>,
}

/// The page of codes that stand under no heading.
const UNGROUPED: &str = "Other codes";

/// The pages of the groups in page order; codes without a group come last, on a page of their own.
pub(super) fn group_pages(catalog: &Catalog) -> Vec<GroupPage> {
    let mut pages = Slugs::default();
    let mut groups: Vec<GroupPage> =
        catalog.groups.iter().map(|group| group_page(group, pages.give(&group.id, "group"))).collect();
    groups.push(GroupPage {
        page: pages.give(UNGROUPED, "group"),
        title: UNGROUPED.to_owned(),
        above: Vec::new(),
        origin: String::new(),
        deprecated: false,
    });
    groups
}

impl<'a> Lowering<'a> {
    /// Finds a place for each code on the page of its group.
    pub(super) fn new(catalog: &'a Catalog, groups: &'a [GroupPage]) -> Self {
        let places: HashMap<&str, usize> =
            catalog.groups.iter().enumerate().map(|(place, group)| (&*group.id, place)).collect();
        let other = catalog.groups.len();
        let mut anchors: Vec<Slugs> = groups.iter().map(|_| Slugs::default()).collect();
        let mut listed = Vec::with_capacity(catalog.codes.len());
        for entry in &catalog.codes {
            // A loaded catalog has a code or a range in every entry.
            let Some(key) = entry.key() else { continue };
            let place = entry.group.as_deref().and_then(|id| places.get(id).copied()).unwrap_or(other);
            let (Some(group), Some(anchors)) = (groups.get(place), anchors.get_mut(place)) else { continue };
            let anchor = anchors.give(&format!("code {}", spelled_out(&key)), "code");
            listed.push(Listed { entry, key, group, anchor });
        }
        let site = Site {
            header: header::html_comment(catalog),
            title: inline(&catalog.title),
            scoped: !catalog.scopes.is_empty(),
            has_meaning: catalog.codes.iter().any(|entry| !entry.kind.is_unknown() || !entry.retry.is_unknown()),
        };
        Self { site, listed, questions: questions_by_code(catalog) }
    }

    /// The codes of each group that has any, in page order.
    pub(super) fn by_group(&self) -> Vec<(&'a GroupPage, Vec<&Listed<'a>>)> {
        let mut places: HashMap<&str, usize> = HashMap::default();
        let mut groups: Vec<(&'a GroupPage, Vec<&Listed<'a>>)> = Vec::new();
        for listed in &self.listed {
            let place = *places.entry(listed.group.page.as_str()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, entries)) => entries.push(listed),
                None => groups.push((listed.group, vec![listed])),
            }
        }
        groups
    }

    /// A code on the page of its group.
    pub(super) fn entry(&self, listed: &Listed<'_>) -> EntryView {
        let questions = self.questions.get(&listed.key).cloned().unwrap_or_default();
        lower_entry(listed, questions)
    }

    /// The questions with their answers.
    pub(super) fn questions(&self, catalog: &Catalog) -> Vec<QuestionView> {
        let mut spots: HashMap<&Code, Vec<&Listed<'_>>> = HashMap::default();
        for listed in self.listed.iter().filter(|listed| self.questions.contains_key(&listed.key)) {
            spots.entry(&listed.key).or_default().push(listed);
        }
        let asked = spots.values().flatten().filter_map(|listed| Some((listed.entry.code.as_ref()?, listed.entry)));
        let causes: HashSet<(&Code, &str)> = asked
            .flat_map(|(code, entry)| entry.known_causes.iter().map(move |cause| (code, cause.text.as_str())))
            .collect();
        let questions = catalog.questions.iter().enumerate();
        questions.map(|(index, question)| lower_question(index + 1, question, &spots, &causes)).collect()
    }
}

/// Numbers by value and ranges by their first one, then texts by spelling.
pub(super) fn sort_by_code(entries: &mut [&Listed<'_>]) {
    let number = |key: &Code| match key {
        Code::Range(range) => Some(range.first),
        key => key.number(),
    };
    entries.sort_by(|a, b| {
        let (left, right) = (number(&a.key), number(&b.key));
        (left.is_none(), left, &a.key).cmp(&(right.is_none(), right, &b.key))
    });
}

/// The entries by kind, in the order of kinds; kinds that no entry has are left out.
pub(super) fn by_kind<'a>(entries: &[&'a Listed<'a>]) -> Vec<KindView<'a>> {
    let mut kinds: Vec<KindView<'a>> = Kind::ALL
        .iter()
        .map(|kind| KindView { word: kind.word(), meaning: kind.sentence(), entries: Vec::new() })
        .collect();
    for entry in entries {
        if let Some(kind) = kinds.iter_mut().find(|kind| kind.word == entry.entry.kind.word()) {
            kind.entries.push(entry);
        }
    }
    kinds.retain(|kind| !kind.entries.is_empty());
    kinds
}

fn inline(text: &str) -> String {
    markdown_inline(text, Markdown::Page)
}

fn paragraphs(text: &str) -> String {
    lined(text, "", "")
}

/// A text as an item of a list: no text is no item.
fn item(text: &str) -> Option<String> {
    Some(lined(text, "- ", "  ")).filter(|item| !item.is_empty())
}

/// The lines of a text, the first behind `first`, the others, where they are not empty, behind `other`.
fn lined(text: &str, first: &str, other: &str) -> String {
    let mut lined = String::with_capacity(text.len() + 16);
    markdown_paragraphs(text, usize::MAX, Markdown::Page, |line| {
        let before = match (lined.is_empty(), line.is_empty()) {
            (true, _) => ["", first],
            (false, true) => ["\n", ""],
            (false, false) => ["\n", other],
        };
        lined.extend(before);
        lined.push_str(line);
    });
    lined
}

/// A code for an anchor: without a sign that would be lost.
fn spelled_out(key: &Code) -> String {
    let spelling = key.to_string();
    spelling.strip_prefix('-').map_or_else(|| spelling.clone(), |number| format!("minus {number}"))
}

fn group_page(group: &Group, page: String) -> GroupPage {
    let mut above: Vec<String> = group.path.iter().map(|title| inline(title)).collect();
    let title = above.pop().filter(|title| !title.is_empty()).unwrap_or_else(|| inline(&group.id));
    above.retain(|title| !title.is_empty());
    GroupPage {
        page,
        title,
        above,
        origin: inline(group.origin.as_deref().unwrap_or_default()),
        deprecated: group.deprecated,
    }
}

fn lower_entry(listed: &Listed<'_>, questions: Vec<(usize, String)>) -> EntryView {
    let (entry, group) = (listed.entry, listed.group);
    let mut facts = Vec::new();
    if let Some(symbol) = entry.symbol.as_deref().filter(|symbol| !symbol.trim().is_empty()) {
        facts.push(format!("Symbol: {}", markdown_code(symbol, Markdown::Page)));
    }
    if !entry.aliases.is_empty() {
        let names: Vec<String> = entry.aliases.iter().map(|name| markdown_code(name, Markdown::Page)).collect();
        facts.push(format!("Former names: {}", names.join(", ")));
    }
    if entry.origin.as_deref().map(inline).is_some_and(|origin| origin != group.origin) {
        facts.push(format!("Origin: {}", inline(entry.origin.as_deref().unwrap_or_default())));
    }
    let kind = if entry.kind.is_unknown() { "" } else { entry.kind.word() };
    let retry = if entry.retry.is_unknown() { "" } else { entry.retry.word() };
    if !kind.is_empty() {
        facts.push(format!("Kind: [{kind}](../kinds.md#{kind})"));
    }
    if !retry.is_empty() {
        facts.push(format!("Retry: {retry}"));
    }
    if let Some(status) = entry.http_status {
        facts.push(format!("HTTP status: {status}"));
    }
    if let Some(code) = entry.grpc_code {
        facts.push(format!("gRPC status: {code}"));
    }
    if !entry.references.is_empty() {
        let references: Vec<String> = entry.references.iter().map(lower_reference).collect();
        facts.push(format!("See also: {}", references.join(", ")));
    }
    for Review { fields, reason, link } in entry.reviews() {
        let link = link.filter(|link| is_address(link)).map(|link| format!(" ([source](<{link}>))"));
        let fields: Vec<String> = fields.into_iter().map(inline).collect();
        facts.push(format!("Reviewed: {}: {}{}", fields.join(", "), inline(reason), link.unwrap_or_default()));
    }
    let shown = entry.summary.as_deref().filter(|summary| !summary.is_empty()).unwrap_or(&entry.description);
    let also = entry.meanings.iter().filter(|meaning| meaning.description != entry.description);
    EntryView {
        anchor: listed.anchor.clone(),
        code: listed.code(),
        name: listed.name(),
        cell: markdown_cell(shown, Markdown::Page),
        paragraphs: own_paragraphs(entry),
        facts,
        kind: kind.to_owned(),
        retry: retry.to_owned(),
        remedy: paragraphs(entry.remedy.as_deref().unwrap_or_default()),
        also: also.filter_map(|meaning| item(&meaning.description)).collect(),
        causes: entry.known_causes.iter().filter_map(|cause| item(&cause.text)).collect(),
        limits: entry.limits.iter().map(|limit| markdown_line(&limit.to_string(), Markdown::Page)).collect(),
        fields: entry
            .fields
            .iter()
            .map(|field| (inline(&field.header), markdown_cell(&field.text, Markdown::Page)))
            .collect(),
        questions,
        deprecated: entry.deprecated,
    }
}

/// The text of an entry, below a summary that a person gave it; a text that is all remedy stands as the remedy.
fn own_paragraphs(entry: &Entry) -> String {
    let reviewed = entry.evidence.iter().any(|known| known.field == "summary" && known.reviewed.is_some());
    let text = own_text(entry);
    match entry.summary.as_deref().filter(|summary| reviewed && !text.contains(*summary)) {
        None => paragraphs(text),
        Some(summary) if entry.remedy.as_deref().is_some_and(|remedy| remedy.trim() == text.trim()) => {
            paragraphs(summary)
        }
        Some(summary) => paragraphs(&format!("{summary}\n\n{text}")),
    }
}

/// The text of an entry without its remedy, which stands by itself, where the two are the whole text.
fn own_text(entry: &Entry) -> &str {
    let parts = entry.summary.as_deref().zip(entry.remedy.as_deref());
    let whole = parts.filter(|(summary, remedy)| {
        let rest = entry.description.trim().strip_prefix(summary.trim());
        !summary.trim().is_empty() && rest.is_some_and(|rest| rest.trim() == remedy.trim())
    });
    whole.map_or(&entry.description, |(summary, _)| summary)
}

/// What a text names, as code where it is a word of programs, and as a link where the page has an address for it.
fn lower_reference(reference: &Reference) -> String {
    let name = match reference.kind {
        ReferenceKind::Api | ReferenceKind::Field | ReferenceKind::Code => {
            markdown_code(&reference.name, Markdown::Page)
        }
        ReferenceKind::Page => inline(&reference.name),
    };
    match reference.target.as_deref().filter(|target| is_address(target)) {
        Some(target) => format!("[{name}](<{target}>)"),
        None => name,
    }
}

/// Whether the text is an address on the web that needs no escape between angle brackets.
fn is_address(target: &str) -> bool {
    (target.starts_with("https://") || target.starts_with("http://"))
        && target.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '"' | '`'))
}

/// The questions about each code: number and title.
fn questions_by_code(catalog: &Catalog) -> HashMap<&Code, Vec<(usize, String)>> {
    let mut titles: HashMap<&Code, Vec<(usize, String)>> = HashMap::default();
    for (index, question) in catalog.questions.iter().enumerate() {
        for code in &question.codes {
            titles.entry(code).or_default().push((index + 1, inline(&question.question)));
        }
    }
    titles
}

fn lower_question(
    number: usize,
    question: &Question,
    spots: &HashMap<&Code, Vec<&Listed<'_>>>,
    causes: &HashSet<(&Code, &str)>,
) -> QuestionView {
    // Each line of an answer is a paragraph of its own, or an item where it is one of several causes.
    let is_cause = |line: &str| question.codes.iter().any(|code| causes.contains(&(code, line)));
    let items = lines(&question.answer).filter(|line| is_cause(line)).count();
    let mut answer: Vec<String> = Vec::new();
    let mut in_list = false;
    for line in lines(&question.answer).filter(|line| !line.is_empty()) {
        let item = items > 1 && is_cause(line);
        if !(item && in_list || answer.is_empty()) {
            answer.push(String::new());
        }
        let markdown = markdown_line(line, Markdown::Page);
        answer.push(if item { format!("- {markdown}") } else { markdown });
        in_list = item;
    }
    let codes = question.codes.iter().flat_map(|code| {
        let spots = spots.get(code).into_iter().flatten();
        spots.map(|listed| (listed.code(), listed.group.page.clone(), listed.anchor.clone()))
    });
    QuestionView { number, question: inline(&question.question), answer, codes: codes.collect() }
}

/// The first page.
pub(super) fn lower_index(catalog: &Catalog, groups: &[GroupPage], listed: &[Listed<'_>]) -> Index {
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for listed in listed {
        *counts.entry(&listed.group.page).or_default() += 1;
    }
    let count = |group: &GroupPage| counts.get(group.page.as_str()).copied().unwrap_or_default();
    let mut sections: Vec<Section> = Vec::new();
    let mut heads: Vec<Option<&str>> = Vec::new();
    let paths = catalog.groups.iter().map(|group| group.path.as_slice()).chain([[].as_slice()]);
    for (group, path) in groups.iter().zip(paths).filter(|(group, _)| count(group) > 0) {
        let head = path.first().map(String::as_str);
        if heads.last() != Some(&head) {
            heads.push(head);
            let title = head.map_or_else(|| UNGROUPED.to_owned(), inline);
            sections.push(Section { title, notes: Vec::new(), groups: Vec::new() });
        }
        let title: Vec<String> = path.iter().skip(1).map(|title| inline(title)).collect();
        if let Some(section) = sections.last_mut() {
            section.groups.push(GroupLink {
                title: if title.is_empty() { group.title.clone() } else { title.join(" › ") },
                page: group.page.clone(),
                origin: group.origin.clone(),
                codes: count(group),
                deprecated: group.deprecated,
            });
        }
    }
    let mut notes = Vec::new();
    for callout in &catalog.callouts {
        let head =
            heads.iter().position(|head| head.is_some_and(|head| callout.path.iter().any(|title| title == head)));
        match head.and_then(|head| sections.get_mut(head)) {
            Some(section) => section.notes.push(lower_callout(callout)),
            None => notes.push(lower_callout(callout)),
        }
    }
    let sources = catalog.sources.iter().map(|source| {
        let title = markdown_line(source.title.as_deref().unwrap_or(&source.path), Markdown::Page);
        let url = source.url.as_deref().map(|url| format!(": {}", inline(url)));
        let updated = source.updated.as_deref().map(|date| format!(" (last updated {})", inline(date)));
        format!("{title}{}{}", url.unwrap_or_default(), updated.unwrap_or_default())
    });
    let removed = catalog.tombstones.iter().map(|tombstone| {
        let code = tombstone.code.clone().or_else(|| tombstone.range.map(Code::from));
        let code = code.map_or_else(String::new, |code| markdown_code(&code.to_string(), Markdown::Page));
        (code, markdown_code(&tombstone.name, Markdown::Page))
    });
    Index {
        heading: inline(&title::heading(&catalog.title)),
        has_origins: groups.iter().any(|group| !group.origin.is_empty()),
        codes: catalog.codes.len(),
        groups: catalog.groups.len(),
        questions: catalog.questions.len(),
        matrix: None,
        sections,
        notes,
        sources: sources.collect(),
        removed: removed.collect(),
    }
}

/// A callout with the mark that is nearest to its label. A label of another language or kind stands before the text.
fn lower_callout(callout: &Callout) -> Note {
    let label = callout.label.trim().to_ascii_uppercase();
    let mark = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"].into_iter().find(|mark| *mark == label);
    let mut lines: Vec<String> = paragraphs(&callout.text).lines().map(str::to_owned).collect();
    if mark.is_none() && !label.is_empty() {
        lines.insert(0, String::new());
        lines.insert(0, format!("**{}**", inline(callout.label.trim())));
    }
    Note { mark: mark.unwrap_or("NOTE"), lines }
}
