//! From the catalog to the crate's view: one space a scope, one row an entry, every identifier and literal settled.

use std::collections::hash_map::{Entry as Slot, HashMap};
use std::collections::{BTreeMap, HashSet};

use super::super::header;
use super::super::text::{Markdown, json_literal, markdown_code, markdown_line, rust_literal};
use super::doc::{Doc, group_title};
use super::ident::{Identifiers, code_suffix, is_type_name};
use super::layout;
use super::spans::{Finder, Span};
use super::view::{Alias, Crate, Fields, Find, GroupRow, Repr, Row, Space, Value};
use crate::catalog::{Catalog, Code, Entry, Group, Limit};
use crate::diagnostic::{Diagnostic, Rule};
use crate::project::RustTarget;

/// Types of the generated crate that a type of the project must not be called.
const TYPES: [&str; 7] = ["Group", "Info", "Kind", "Limit", "Lookup", "Origin", "Retry"];

/// Lowers the catalog.
///
/// # Errors
///
/// [`Rule::ProjectInvalid`] for a crate, type or version that Cargo or Rust refuses: there is no crate then.
/// [`Rule::SharedNumber`], a warning, where two spellings are one number: the second entry's name and text stand with the
/// first's.
pub(super) fn lower(catalog: &Catalog, target: &RustTarget, findings: &mut Vec<Diagnostic>) -> Option<Crate> {
    let mistakes = check(catalog, target);
    if !mistakes.is_empty() {
        findings.extend(mistakes);
        return None;
    }
    Some(Crate {
        header: header::comment(catalog, "//"),
        toml_header: header::comment(catalog, "#"),
        markdown_header: header::html_comment(catalog),
        package: target.crate_name.clone(),
        import: target.crate_name.replace('-', "_"),
        version: json_literal(&catalog.version),
        rust_version: json_literal(&target.rust_version),
        description: json_literal(&format!("Error codes of {}, as their documentation lists them", catalog.title)),
        license: target.license.as_deref().map(json_literal),
        repository: target.repository.as_deref().map(json_literal),
        title: markdown_line(&catalog.title, Markdown::Rustdoc),
        pages: pages(catalog),
        example: Vec::new(),
        spaces: lower_spaces(catalog, target, findings),
    })
}

/// The longest name of a type: the templates have room for it in a line of code.
const LONGEST_TYPE: usize = 24;

/// What Cargo or Rust would refuse.
fn check(catalog: &Catalog, target: &RustTarget) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    let mut mistake = |message: String, hint: &str| {
        mistakes.push(Diagnostic::new(Rule::ProjectInvalid, message).hint(hint));
    };
    let name = &target.crate_name;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    {
        mistake(format!("`{name}` cannot name a crate"), "set `targets.rust.crate` to letters, digits, `-` and `_`");
    }
    let type_name = &target.type_name;
    // To rustfmt a name without a small letter is a constant.
    let all_capitals = !type_name.contains(|c: char| c.is_ascii_lowercase());
    if !is_type_name(type_name) || all_capitals || type_name.len() > LONGEST_TYPE || TYPES.contains(&type_name.as_str())
    {
        mistake(
            format!("`{type_name}` cannot name the type of codes"),
            "set `targets.rust.type-name` to a name such as `ErrorCode`, of 24 letters at most",
        );
    }
    if !is_semantic_version(&catalog.version) {
        mistake(
            format!("`{}` is no semantic version, which a crate needs", catalog.version),
            "set `version` to three numbers such as `1.0.0`",
        );
    }
    let numbers: Vec<&str> = target.rust_version.split('.').collect();
    if !(2..=3).contains(&numbers.len()) || !numbers.iter().all(|number| is_number(number)) {
        mistake(
            format!("`{}` is no version of Rust", target.rust_version),
            "set `targets.rust.rust-version` to a version such as `1.81`",
        );
    }
    mistakes
}

fn is_semantic_version(version: &str) -> bool {
    let (rest, build) = version.split_once('+').map_or((version, None), |(rest, build)| (rest, Some(build)));
    let (core, pre) = rest.split_once('-').map_or((rest, None), |(core, pre)| (core, Some(pre)));
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let numeric = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    core.split('.').count() == 3
        && core.split('.').all(is_number)
        && pre.is_none_or(|pre| pre.split('.').all(|part| word(part) && (!numeric(part) || is_number(part))))
        && build.is_none_or(|build| build.split('.').all(word))
}

/// Digits without a leading zero.
fn is_number(text: &str) -> bool {
    text == "0" || text.parse::<u64>().is_ok_and(|number| number.to_string() == text)
}

/// The pages as items of a list: the title, as a link where the page has an address.
fn pages(catalog: &Catalog) -> Vec<String> {
    catalog
        .sources
        .iter()
        .map(|source| {
            let title = markdown_line(source.title.as_deref().unwrap_or(&source.path), Markdown::Rustdoc);
            match &source.url {
                Some(url) => format!("{title}: {}", markdown_line(url, Markdown::Rustdoc)),
                None => title,
            }
        })
        .collect()
}

fn lower_spaces(catalog: &Catalog, target: &RustTarget, findings: &mut Vec<Diagnostic>) -> Vec<Space> {
    let mut scopes: Vec<Option<&str>> = catalog.scopes.iter().map(|scope| Some(scope.as_str())).collect();
    let mut entries: HashMap<Option<&str>, Vec<&Entry>> = HashMap::new();
    for entry in &catalog.codes {
        let scope = entry.scope.as_deref();
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
        entries.entry(scope).or_default().push(entry);
    }
    if scopes.is_empty() {
        scopes.push(None);
    }
    let several = scopes.len() > 1;
    let mut modules = Identifiers::default();
    scopes
        .into_iter()
        .map(|scope| {
            let entries = entries.remove(&scope).unwrap_or_default();
            let mut space = lower_space(&catalog.groups, &entries, target, findings);
            space.title = markdown_line(scope.unwrap_or(&catalog.title), Markdown::Rustdoc);
            if several {
                space.module = Some(modules.module(scope.unwrap_or("general")));
            }
            space
        })
        .collect()
}

fn lower_space(groups: &[Group], entries: &[&Entry], target: &RustTarget, findings: &mut Vec<Diagnostic>) -> Space {
    let repr = choose_repr(entries);
    let (singles, ranges) = merge(entries, repr, findings);
    let group_rows: HashMap<&str, usize> =
        used_groups(groups, entries).enumerate().map(|(row, group)| (group.id.as_str(), row)).collect();
    let by_id: HashMap<&str, &Group> = groups.iter().map(|group| (group.id.as_str(), group)).collect();
    let group_of = |entry: &Entry| entry.group.as_deref().and_then(|id| by_id.get(id).copied());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for id in entries.iter().filter_map(|entry| entry.group.as_deref()) {
        *counts.entry(id).or_default() += 1;
    }

    let mut names = Naming { variants: Identifiers::default(), constants: Identifiers::default() };
    // Names that are in use come before former ones, so that an old name never takes a new one's place.
    let idents: Vec<(String, String)> = singles
        .iter()
        .map(|merged| merged.entry)
        .chain(ranges.iter().copied())
        .map(|entry| names.give(&entry.name, entry))
        .collect();
    let mut idents = idents.into_iter();
    let mut rows = Vec::with_capacity(singles.len() + ranges.len());
    for merged in &singles {
        let (variant, constant) = idents.next().unwrap_or_default();
        let mut row = lower_row(merged.entry, &merged.texts(), group_of(merged.entry), &group_rows, repr);
        row.aliases = merged.aliases(&mut names, &constant);
        row.value = Value::Code(value_literal(merged.entry, repr));
        rows.push(Row { variant, constant, ..row });
    }
    for entry in &ranges {
        let (variant, constant) = idents.next().unwrap_or_default();
        rows.push(Row {
            variant,
            constant,
            ..lower_row(entry, &other_texts(entry), group_of(entry), &group_rows, repr)
        });
    }
    Space {
        module: None,
        title: String::new(),
        open: target.type_name.clone(),
        known: format!("Known{}", target.type_name),
        repr,
        single: singles.len(),
        by_name: name_table(&singles, &ranges),
        find: find(&singles, &ranges, repr),
        groups: used_groups(groups, entries)
            .map(|group| lower_group(group, counts.get(group.id.as_str()).copied().unwrap_or_default()))
            .collect(),
        rows,
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

/// A code with the entries that share it.
struct Merged<'a> {
    entry: &'a Entry,
    key: Code,
    /// Entries whose spelling is the same code on the wire.
    others: Vec<&'a Entry>,
}

impl Merged<'_> {
    /// All texts but the description.
    fn texts(&self) -> Vec<String> {
        let mut texts = other_texts(self.entry);
        texts.extend(self.others.iter().map(|other| other.description.clone()));
        texts.retain(|text| !text.is_empty());
        texts
    }

    fn aliases(&self, names: &mut Naming, constant: &str) -> Vec<Alias> {
        let note = &rust_literal(&format!("renamed to `{constant}`"));
        let shared = self.others.iter().map(|other| (&other.name, *other, None));
        let former = std::iter::once(self.entry)
            .chain(self.others.iter().copied())
            .flat_map(|entry| entry.aliases.iter().map(move |alias| (alias, entry, Some(note))));
        shared
            .chain(former)
            .map(|(name, entry, note)| {
                let (variant, constant) = names.give(name, entry);
                Alias { variant, constant, note: note.cloned() }
            })
            .collect()
    }
}

fn other_texts(entry: &Entry) -> Vec<String> {
    entry.meanings.iter().map(|meaning| meaning.description.clone()).filter(|text| *text != entry.description).collect()
}

struct Naming {
    variants: Identifiers,
    constants: Identifiers,
}

impl Naming {
    fn give(&mut self, name: &str, entry: &Entry) -> (String, String) {
        let suffix = code_suffix(&spelling(entry));
        (self.variants.variant(name, &suffix), self.constants.constant(name, &suffix))
    }
}

/// Single codes and ranges, each in page order. Codes that are one number under two spellings are merged.
fn merge<'a>(entries: &[&'a Entry], repr: Repr, findings: &mut Vec<Diagnostic>) -> (Vec<Merged<'a>>, Vec<&'a Entry>) {
    let mut singles: Vec<Merged<'a>> = Vec::with_capacity(entries.len());
    let mut ranges = Vec::new();
    let mut seen: HashMap<Code, usize> = HashMap::with_capacity(entries.len());
    for &entry in entries {
        // A loaded catalog has a code or a range in every entry.
        let Some(key) = entry.key() else { continue };
        if matches!(key, Code::Range(_)) {
            ranges.push(entry);
            continue;
        }
        let wire = match key.number() {
            Some(number) if !repr.is_text() => Code::Number(number),
            _ => key.clone(),
        };
        match seen.entry(wire) {
            Slot::Vacant(slot) => {
                slot.insert(singles.len());
                singles.push(Merged { entry, key, others: Vec::new() });
            }
            Slot::Occupied(slot) => {
                let Some(first) = singles.get_mut(*slot.get()) else { continue };
                findings.push(
                    Diagnostic::new(
                        Rule::SharedNumber,
                        format!("`{key}` ({}) and `{}` ({}) are one code", entry.name, first.key, first.entry.name),
                    )
                    .hint("split the codes with `scopes` in bindery.yaml if they belong to different services"),
                );
                first.others.push(entry);
            }
        }
    }
    (singles, ranges)
}

fn spelling(entry: &Entry) -> String {
    entry.key().map_or_else(String::new, |key| key.to_string())
}

fn value_literal(entry: &Entry, repr: Repr) -> String {
    let Some(key) = entry.key() else { return String::new() };
    match (&key, key.number()) {
        (_, None) => rust_literal(&key.to_string()),
        _ if repr.is_text() => rust_literal(&key.to_string()),
        (Code::Text(_), Some(number)) if number >= 0 => format!("0x{number:08X}"),
        (_, Some(number)) => number.to_string(),
    }
}

/// A row without its identifiers and other names.
fn lower_row(
    entry: &Entry,
    also: &[String],
    group: Option<&Group>,
    group_rows: &HashMap<&str, usize>,
    repr: Repr,
) -> Row {
    let key = entry.key();
    let value = match key {
        Some(Code::Range(range)) => Value::Range(range.first.to_string(), range.last.to_string()),
        _ => Value::Code(String::new()),
    };
    let plain = !repr.is_text() && matches!(key, Some(Code::Number(_) | Code::Range(_)));
    let spelling = spelling(entry);
    let text = |name: &str, text: &str| (!text.is_empty()).then(|| format!("{name}: {}", rust_literal(text)));
    let list = |name: &str, items: &[String]| {
        let literals: Vec<String> = items.iter().map(|item| rust_literal(item)).collect();
        (!items.is_empty()).then(|| format!("{name}: {}", layout::slice(&literals, 8)))
    };
    let causes: Vec<String> = entry.known_causes.iter().map(|cause| cause.text.clone()).collect();
    let row = group.and_then(|group| group_rows.get(group.id.as_str()));
    Row {
        variant: String::new(),
        constant: String::new(),
        value,
        spelling: markdown_code(&spelling, Markdown::Rustdoc),
        name: rust_literal(&entry.name),
        docs: Doc::of_entry(entry, group, also).into_lines(),
        facts: fields([
            text("name", &entry.name),
            text("spelling", if plain { "" } else { &spelling }),
            text("symbol", entry.symbol.as_deref().unwrap_or_default()),
            row.map(|row| format!("group: Some({row})")),
            entry.origin.as_deref().map(|origin| format!("origin: Some({})", origin_literal(origin))),
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

fn fields<const N: usize>(fields: [Option<String>; N]) -> Fields {
    let given: Vec<String> = fields.into_iter().flatten().collect();
    Fields { complete: given.len() == N, given }
}

fn origin_literal(origin: &str) -> String {
    match origin {
        "client" => "Origin::Client".to_owned(),
        "server" => "Origin::Server".to_owned(),
        other => format!("Origin::Other({})", rust_literal(other)),
    }
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
        text("window", &limit.window),
        text("charset", &limit.charset),
        text("prefix", &limit.prefix),
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

/// Groups that an entry of the space stands under.
fn used_groups<'a>(groups: &'a [Group], entries: &[&Entry]) -> impl Iterator<Item = &'a Group> {
    let used: HashSet<String> = entries.iter().filter_map(|entry| entry.group.clone()).collect();
    groups.iter().filter(move |group| used.contains(&group.id))
}

fn lower_group(group: &Group, count: usize) -> GroupRow {
    let path: Vec<String> = group.path.iter().map(|title| rust_literal(title)).collect();
    let origin =
        group.origin.as_deref().map_or_else(|| "None".to_owned(), |origin| format!("Some({})", origin_literal(origin)));
    let anchor =
        group.anchor.as_deref().map_or_else(|| "None".to_owned(), |anchor| format!("Some({})", rust_literal(anchor)));
    GroupRow {
        fields: vec![
            format!("id: {}", rust_literal(&group.id)),
            format!("path: {}", layout::slice(&path, 8)),
            format!("origin: {origin}"),
            format!("anchor: {anchor}"),
            format!("deprecated: {}", group.deprecated),
        ],
        title: group_title(group),
        count,
    }
}

/// Everything that names one row: names before former names before symbols. A symbol of two rows names neither.
fn name_table(singles: &[Merged<'_>], ranges: &[&Entry]) -> Vec<String> {
    let mut table: BTreeMap<&str, usize> = BTreeMap::new();
    let rows = || {
        let singles = singles.iter().map(|merged| merged.entry);
        singles.chain(ranges.iter().copied()).enumerate()
    };
    let others = || {
        let others = singles.iter().enumerate();
        others.flat_map(|(row, merged)| merged.others.iter().map(move |entry| (row, *entry)))
    };
    for (row, entry) in rows().chain(others()) {
        table.entry(&entry.name).or_insert(row);
    }
    for (row, entry) in rows().chain(others()) {
        for alias in &entry.aliases {
            table.entry(alias).or_insert(row);
        }
    }
    let mut symbols: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (row, entry) in rows().chain(others()) {
        if let Some(symbol) = entry.symbol.as_deref() {
            symbols.entry(symbol).and_modify(|named| *named = named.filter(|n| *n == row)).or_insert(Some(row));
        }
    }
    for (symbol, row) in symbols {
        if let Some(row) = row {
            table.entry(symbol).or_insert(row);
        }
    }
    table
        .into_iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, row)| format!("({}, {row})", rust_literal(name)))
        .collect()
}

fn find(singles: &[Merged<'_>], ranges: &[&Entry], repr: Repr) -> Find {
    let range_spans = ranges.iter().enumerate().filter_map(|(index, entry)| {
        let Code::Range(range) = entry.key()? else { return None };
        Some(Span { first: range.first, last: range.last, row: singles.len() + index })
    });
    if repr.is_text() {
        let mut codes: Vec<(String, usize)> =
            singles.iter().enumerate().map(|(row, merged)| (merged.key.to_string(), row)).collect();
        codes.sort_by(|(a, _), (b, _)| (a.len(), a.as_bytes()).cmp(&(b.len(), b.as_bytes())));
        let ranges: Vec<Span> = range_spans.collect();
        return Find::Search {
            spans: codes.iter().map(|(code, row)| format!("({}, {row})", rust_literal(code))).collect(),
            ranges: super::spans::disjoint(&ranges)
                .iter()
                .map(|span| format!("({}, {}, {})", span.first, span.last, span.row))
                .collect(),
        };
    }
    let codes = singles.iter().enumerate().filter_map(|(row, merged)| {
        let number = merged.key.number()?;
        Some(Span { first: number, last: number, row })
    });
    let spans: Vec<Span> = codes.chain(range_spans).collect();
    Find::of_numbers(Finder::new(&spans))
}
