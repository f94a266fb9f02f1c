//! A scope's entries as a space of the crate: representation, identifiers, tables.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use super::super::text::{Markdown, markdown_inline, rust_literal};
use super::ident::{Identifiers, code_suffix, constant_of};
use super::layout;
use super::merge::{Merged, merge};
use super::row::{Lowering, spelling};
use super::spans::{Finder, Span, disjoint};
use super::view::{Alias, Find, GroupRow, Origin, Repr, Row, Space};
use crate::catalog::{Code, Entry, Group};
use crate::diagnostic::Diagnostic;
use crate::project::RustTarget;

/// Lowers the entries of one scope. Its module and title are still to be set.
///
/// # Errors
///
/// [`Rule::SharedNumber`](crate::diagnostic::Rule::SharedNumber), a warning, where two spellings are one number.
pub(super) fn lower_space<'a>(
    groups: &'a [Group],
    origins: &'a [Origin],
    entries: &[&'a Entry],
    target: &RustTarget,
    findings: &mut Vec<Diagnostic>,
) -> Space<'a> {
    let repr = choose_repr(entries);
    let (singles, ranges) = merge(entries, repr, findings);
    let used = used_groups(groups, entries);
    let lowering = Lowering {
        origins,
        groups: used.iter().enumerate().map(|(row, group)| (&*group.id, (row, group_title(group)))).collect(),
        repr,
        http: entries.iter().any(|entry| entry.http_status.is_some()),
        grpc: entries.iter().any(|entry| entry.grpc_code.is_some()),
    };
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for id in entries.iter().filter_map(|entry| entry.group.as_deref()) {
        *counts.entry(id).or_default() += 1;
    }

    let mut names = Naming::default();
    // Names that are in use come before former ones, so that an old name never takes a new one's place.
    let entries_of_rows = singles
        .iter()
        .map(|merged| (merged.entry, merged.others.clone()))
        .chain(ranges.iter().map(|entry| (*entry, Vec::new())));
    let mut rows: Vec<Row<'_>> = entries_of_rows
        .map(|(entry, others)| {
            let (variant, constant) = names.give(&entry.name, entry);
            let variant = if variant == *entry.name { Cow::Borrowed(&*entry.name) } else { Cow::Owned(variant) };
            Row { entry, others, variant, constant, aliases: Vec::new() }
        })
        .collect();
    for row in &mut rows {
        row.aliases = names.aliases(row.entry, &row.others, &row.constant);
    }
    Space {
        module: None,
        title: String::new(),
        open: target.type_name.clone(),
        known: format!("Known{}", target.type_name),
        repr,
        single: singles.len(),
        find: find(&singles, &ranges, repr),
        groups: used
            .iter()
            .map(|group| lower_group(group, &lowering, counts.get(&*group.id).copied().unwrap_or_default()))
            .collect(),
        rows,
        lowering,
    }
}

/// The narrowest representation that holds all codes. A spelling that is no number makes all codes texts.
fn choose_repr(entries: &[&Entry]) -> Repr {
    let mut repr = Repr::I32;
    for key in entries.iter().filter_map(|entry| entry.key()) {
        let fits = match (&key, key.number()) {
            (Code::Range(range), _) => i32::try_from(range.first).is_ok() && i32::try_from(range.last).is_ok(),
            (_, Some(number)) => i32::try_from(number).is_ok(),
            (_, None) => return Repr::Text,
        };
        if !fits {
            repr = Repr::I64;
        }
    }
    repr
}

/// Identifiers of a space.
#[derive(Default)]
struct Naming {
    variants: Identifiers,
    constants: Identifiers,
}

impl Naming {
    /// The variant and the constant for a name of the entry.
    fn give(&mut self, name: &str, entry: &Entry) -> (String, String) {
        let suffix = code_suffix(&spelling(entry));
        (self.variants.variant(name, &suffix), self.constants.constant(name, &suffix))
    }

    /// Other names of a code: of entries that share it, and former ones. `own` is the code's constant.
    fn aliases(&mut self, entry: &Entry, others: &[&Entry], own: &str) -> Vec<Alias> {
        if entry.aliases.is_empty() && others.is_empty() {
            return Vec::new();
        }
        let shared = others.iter().map(|other| (&other.name, *other, false));
        let former = std::iter::once(entry)
            .chain(others.iter().copied())
            .flat_map(|entry| entry.aliases.iter().map(move |alias| (alias, entry, true)));
        let mut own_constants: HashSet<String> = HashSet::from_iter([own.to_owned()]);
        shared
            .chain(former)
            .map(|(name, entry, former)| {
                let suffix = code_suffix(&spelling(entry));
                let variant = self.variants.variant(name, &suffix);
                // A name that changed its capitals may have kept its constant.
                let same = !own_constants.insert(constant_of(name)) && former;
                let constant = (!same).then(|| self.constants.constant(name, &suffix));
                Alias { variant, constant, former }
            })
            .collect()
    }
}

/// Groups that an entry of the space stands under.
fn used_groups<'a>(groups: &'a [Group], entries: &[&Entry]) -> Vec<&'a Group> {
    let used: HashSet<&str> = entries.iter().filter_map(|entry| entry.group.as_deref()).collect();
    groups.iter().filter(|group| used.contains(&*group.id)).collect()
}

fn lower_group(group: &Group, lowering: &Lowering<'_>, count: usize) -> GroupRow {
    let path: Vec<String> = group.path.iter().map(|title| rust_literal(title)).collect();
    let anchor =
        group.anchor.as_deref().map_or_else(|| "None".to_owned(), |anchor| format!("Some({})", rust_literal(anchor)));
    GroupRow {
        fields: vec![
            format!("id: {}", rust_literal(&group.id)),
            format!("path: {}", layout::slice(&path, 8)),
            format!("origin: {}", lowering.origin(group.origin.as_deref())),
            format!("anchor: {anchor}"),
            format!("deprecated: {}", group.deprecated),
        ],
        title: group_title(group),
        count,
    }
}

/// The headings of a group, as Markdown of one line.
fn group_title(group: &Group) -> String {
    let titles = group.path.iter().map(|title| markdown_inline(title, Markdown::Rustdoc));
    let titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    titles.join(" › ")
}

/// How the generated code finds a row.
fn find(singles: &[Merged<'_>], ranges: &[&Entry], repr: Repr) -> Find {
    let range_spans = ranges.iter().enumerate().filter_map(|(index, entry)| {
        let Code::Range(range) = entry.key()? else { return None };
        Some(Span { first: range.first, last: range.last, row: singles.len() + index })
    });
    if repr.is_text() {
        let mut codes: Vec<(Cow<'_, str>, usize)> =
            singles.iter().enumerate().map(|(row, merged)| (spelled(&merged.key), row)).collect();
        codes.sort_by(|(a, _), (b, _)| (a.len(), a.as_bytes()).cmp(&(b.len(), b.as_bytes())));
        let ranges: Vec<Span> = range_spans.collect();
        return Find::Text { order: codes.into_iter().map(|(_, row)| row).collect(), ranges: disjoint(&ranges) };
    }
    let codes = singles.iter().enumerate().filter_map(|(row, merged)| {
        let number = merged.key.number()?;
        Some(Span { first: number, last: number, row })
    });
    let spans: Vec<Span> = codes.chain(range_spans).collect();
    Find::of_numbers(Finder::new(&spans))
}

fn spelled(code: &Code) -> Cow<'_, str> {
    match code {
        Code::Text(text) => Cow::Borrowed(text),
        Code::Number(_) | Code::Range(_) => Cow::Owned(code.to_string()),
    }
}
