//! From the catalog to the crate's view: one space a scope, one row an entry, every identifier and literal settled.

use foldhash::{HashMap, HashSet};

use super::super::text::{Markdown, json_literal, markdown_inline, markdown_line, rust_literal};
use super::super::{header, title};
use super::check::check;
use super::ident::{Identifiers, code_suffix};
use super::meaning::lower_meaning;
use super::space::lower_space;
use super::view::{Crate, Origin, Space};
use crate::catalog::{Catalog, Entry};
use crate::diagnostic::Diagnostic;
use crate::project::RustTarget;

/// Lowers the catalog.
///
/// # Errors
///
/// [`Rule::ProjectInvalid`](crate::diagnostic::Rule::ProjectInvalid) for a crate, type or version that Cargo or Rust refuses: there is no crate then.
/// [`Rule::SharedNumber`](crate::diagnostic::Rule::SharedNumber), a warning, where two spellings are one number: the second entry's name and text stand with the
/// first's.
pub(super) fn lower<'a>(
    catalog: &'a Catalog,
    origins: &'a [Origin],
    target: &RustTarget,
    findings: &mut Vec<Diagnostic>,
) -> Option<Crate<'a>> {
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
        description: json_literal(&format!("{}, as their documentation lists them", title::subject(&catalog.title))),
        license: target.license.as_deref().map(json_literal),
        repository: target.repository.as_deref().map(json_literal),
        subject: markdown_inline(&title::subject(&catalog.title), Markdown::Rustdoc),
        pages: pages(catalog),
        example: Vec::new(),
        spaces: lower_spaces(catalog, origins, target, findings),
        origins,
        meaning: lower_meaning(),
    })
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

fn lower_spaces<'a>(
    catalog: &'a Catalog,
    origins: &'a [Origin],
    target: &RustTarget,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Space<'a>> {
    let mut scopes: Vec<Option<&str>> = catalog.scopes.iter().map(|scope| Some(scope.as_str())).collect();
    let mut entries: HashMap<Option<&str>, Vec<&Entry>> = HashMap::default();
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
            let mut space = lower_space(&catalog.groups, origins, &entries, target, findings);
            space.title = markdown_inline(scope.unwrap_or(&catalog.title), Markdown::Rustdoc);
            if several {
                space.module = Some(modules.module(scope.unwrap_or("general")));
            }
            space
        })
        .collect()
}

/// The sides that groups and entries name, each once.
pub(super) fn lower_origins(catalog: &Catalog) -> Vec<Origin> {
    let mut identifiers = Identifiers::default();
    let mut seen: HashSet<&str> = HashSet::default();
    let of_groups = catalog.groups.iter().map(|group| group.origin.as_deref());
    let of_entries = catalog.codes.iter().map(|entry| entry.origin.as_deref());
    of_groups
        .chain(of_entries)
        .flatten()
        .filter(|origin| seen.insert(origin))
        .map(|origin| Origin {
            word: origin.to_owned(),
            variant: identifiers.variant(origin, &code_suffix(origin)),
            literal: rust_literal(origin),
            title: markdown_inline(origin, Markdown::Rustdoc),
        })
        .collect()
}
