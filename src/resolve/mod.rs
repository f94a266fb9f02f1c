//! Resolution: what the pages declare, the symbols, the corrections and the name lock become one catalog.

mod correct;
mod draft;
mod drift;
mod gather;
mod group;
mod heading;
pub mod lock;
mod meaning;
mod merge;
pub mod name;
pub(crate) mod phrase;
mod question;
mod symbols;

use std::sync::Arc;

use foldhash::HashSet;

use rayon::prelude::*;

use crate::catalog::{Catalog, Entry, FORMAT};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::extract::Declarations;
use crate::project::{Corrections, Project, ProjectFile, Terms};
use crate::source::Format;
use correct::Corrector;
use draft::Draft;
pub use drift::{DocumentedCode, Drift, SaidBy, SharedCode, SharedName, SymbolUse};
pub use gather::Gathering;
use gather::{Asked, SymbolList};
use group::Groups;
use lock::{Lock, LockKey, Locked, remove_vanished};
use merge::Merger;
use phrase::Synonyms;
use question::{CodeIndex, join_question};

/// A source's facts without its text: what is left of it after extraction.
#[derive(Debug, Clone)]
pub struct ReadSource {
    /// The source's id, unique in the project.
    pub id: String,
    /// The file as the user names it.
    pub path: String,
    /// How it is written.
    pub format: Format,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it declares.
    pub declarations: Declarations,
}

/// The result of resolution.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// The catalog.
    pub catalog: Catalog,
    /// The lock with the names that were born and the codes that vanished.
    pub lock: Lock,
    /// Where the pages and the symbol lists differ, if the sources were gathered to tell.
    pub drift: Drift,
    /// How many names were born.
    pub born: usize,
}

/// What a person allows resolution to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResolveOptions {
    /// No name may be born.
    pub locked: bool,
    /// Many codes may vanish at once.
    pub accept_removals: bool,
}

/// At most so many codes are listed in one message.
const LISTED: usize = 10;

/// Reads the rules that resolution needs, for those who have a processor to spare while pages are read.
pub fn prepare() {
    meaning::prepare();
}

/// Merges all sources into one catalog. Findings of severity error mean that the catalog must not be written.
///
/// The order of the sources is the order of the catalog, and of which of two texts comes first; names do not depend on it.
///
/// # Errors
/// Adds `duplicate-code`, `conflicting-meanings`, `unused-rule` (a section rule that no heading matches),
/// `name-not-locked`, `code-removed`, `mass-loss`, and the findings about corrections.
#[must_use]
pub fn resolve(
    project: &Project,
    sources: Vec<ReadSource>,
    lock: &Lock,
    corrections: &Corrections,
    options: ResolveOptions,
    findings: &mut Vec<Diagnostic>,
) -> Resolved {
    let mut gathering = Gathering::telling_drift(project);
    sources.into_iter().for_each(|source| gathering.enter(source));
    resolve_gathered(gathering, lock.clone(), corrections, options, findings)
}

/// The same, for sources that were gathered one by one.
#[must_use]
pub fn resolve_gathered(
    gathering: Gathering<'_>,
    mut lock: Lock,
    corrections: &Corrections,
    options: ResolveOptions,
    findings: &mut Vec<Diagnostic>,
) -> Resolved {
    let tells_drift = gathering.tells_drift();
    let Gathering { project, merger, outline, sources, questions, callouts, symbol_lists, mut uses, .. } = gathering;
    findings.extend(gathering.findings);
    let file = &project.file;
    let Merger { mut drafts, index, groups, .. } = merger;
    let source_ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    let (groups, used) = groups.finish(&file.sections, &source_ids);
    let mut undocumented = Vec::new();
    let listed: HashSet<Option<String>> = symbol_lists.iter().map(|list| list.scope.map(str::to_owned)).collect();
    for SymbolList { id, scope, declarations } in symbol_lists {
        undocumented.extend(symbols::join_symbols(declarations, &id, scope, &index, &mut drafts, &mut uses));
    }
    let drift = if tells_drift { drift::drift(&uses, undocumented, &drafts, &listed) } else { Drift::default() };
    drop(uses);
    let questions = {
        let codes = CodeIndex::new(&index);
        let join = |Asked { source, scope, question }| join_question(question, &source, scope, &codes, &mut drafts);
        questions.into_iter().map(join).collect()
    };
    let corrector = Corrector::new(corrections, &index, &lock, findings);
    corrector.correct_pages(&mut drafts, findings);
    let born = name_entries(&mut drafts, &groups, &mut lock, &corrector, file, options, findings);
    let symbols: meaning::Constants = drafts.iter().filter_map(|draft| draft.entry.symbol.as_deref()).collect();
    let synonyms = synonyms(&file.terms);
    drafts.par_iter_mut().for_each(|draft| draft.infer(&symbols, &synonyms));
    corrector.correct_meanings(&mut drafts, findings);
    remove_vanished(&mut lock, &file.lock, options.accept_removals, |key| index.contains_key(key), findings);
    for (rule, used) in file.sections.iter().zip(used) {
        if !used {
            let message = format!("the section rule for `{}` matches no heading above a code", rule.heading);
            let hint = "correct its heading, or remove the rule";
            findings.push(
                Diagnostic::new(Rule::UnusedRule, message).at(Place::file(project.file_name.as_str())).hint(hint),
            );
        }
    }
    let mut scopes: Vec<String> = Vec::new();
    let of_sources = file.sources.iter().filter_map(|entry| entry.scope.as_ref());
    for scope in of_sources.chain(file.sections.iter().filter_map(|section| section.scope.as_ref())) {
        if !scopes.contains(scope) {
            scopes.push(scope.clone());
        }
    }
    let mut codes: Vec<Entry> = drafts.into_iter().map(|draft| draft.finish(&groups)).collect();
    corrector.correct_groups(&mut codes, &groups, findings);
    corrector.order_evidence(&mut codes);
    codes.shrink_to_fit();
    let catalog = Catalog {
        bindery: FORMAT,
        catalog: file.catalog.clone(),
        title: file.title.clone(),
        version: file.version.clone(),
        sources,
        scopes,
        codes,
        groups: groups.0,
        questions,
        outline: outline.outline,
        callouts,
        tombstones: lock.tombstones().collect(),
    };
    Resolved { catalog, lock, drift, born }
}

/// Gives every entry its name, from the lock where it has one, and keeps in the lock where each code stands. Returns how
/// many names were born.
fn name_entries(
    drafts: &mut [Draft],
    groups: &Groups,
    lock: &mut Lock,
    corrector: &Corrector<'_>,
    file: &ProjectFile,
    options: ResolveOptions,
    findings: &mut Vec<Diagnostic>,
) -> usize {
    let (version, lock_path) = (file.version.as_str(), file.lock.as_str());
    let corrected = corrector.correct_names(drafts, lock, findings);
    let mut newborns = Vec::new();
    for (index, draft) in drafts.iter_mut().enumerate() {
        let Some(code) = draft.entry.key() else { continue };
        let key = LockKey { scope: draft.entry.scope.clone(), code };
        match lock.names.get_mut(&key) {
            Some(locked) => {
                locked.removed = false;
                locked.source = draft.entry.at.first().map(|at| at.source.clone());
                locked.group = draft.first_group(groups);
                draft.entry.name.clone_from(&locked.name);
                let alive = locked.aliases.iter().filter(|former| former.is_alive(version));
                draft.entry.aliases = alive.map(|former| former.name.clone()).collect();
            }
            None => newborns.push(index),
        }
    }
    let given = lock.names.iter().flat_map(|(key, locked)| {
        let names = std::iter::once(&locked.name).chain(locked.aliases.iter().map(|former| &former.name));
        names.map(|name| (key.scope.as_deref(), &**name))
    });
    let mut names = name::name_newborns(drafts, &newborns, &corrected, groups, given);
    names.sort_by_key(|(index, _)| *index);
    if options.locked && !names.is_empty() {
        let listed: Vec<String> = names
            .iter()
            .take(LISTED)
            .filter_map(|(index, name)| Some(format!("{} `{name}`", drafts.get(*index)?.entry.key()?)))
            .collect();
        let more = names.len().saturating_sub(LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let count = if names.len() == 1 { "1 new name".to_owned() } else { format!("{} new names", names.len()) };
        let message = format!("{count} would be given: {}{more}", listed.join(", "));
        let hint = "run `bindery generate` without --locked, read the new names in the lock file, and commit it";
        findings.push(Diagnostic::new(Rule::NameNotLocked, message).at(Place::file(lock_path)).hint(hint));
    }
    let mut born = Vec::with_capacity(names.len());
    for (index, name) in names {
        let name: Arc<str> = name.into();
        let Some(draft) = drafts.get_mut(index) else { continue };
        let Some(code) = draft.entry.key() else { continue };
        if let Some(wanted) = corrected.get(&index).filter(|wanted| *wanted.name != *name) {
            findings.push(corrector.name_taken(wanted, &name));
        }
        let locked = Locked {
            name: Arc::clone(&name),
            source: draft.entry.at.first().map(|at| at.source.clone()),
            group: draft.first_group(groups),
            ..Locked::default()
        };
        born.push((LockKey { scope: draft.entry.scope.clone(), code }, locked));
        draft.entry.name = name;
    }
    let count = born.len();
    lock.add(born);
    count
}

/// The vendor's words that the project names, as rules read them.
fn synonyms(terms: &Terms) -> Synonyms {
    let Terms { credential } = terms;
    let mut synonyms = Synonyms::default();
    for word in credential {
        synonyms.add(word, "credential");
    }
    synonyms
}
