//! Gathering: what one source after the other declares is merged as it is read, so that no source is kept.

use super::ReadSource;
use std::sync::Arc;

use super::drift::{SaidBy, SymbolUse};
use super::heading;
use super::merge::{Merger, Origin};
use super::question::{OutlineMerger, callout};
use crate::catalog::{At, Callout, CatalogSource, Code};
use crate::diagnostic::Diagnostic;
use crate::extract::{Declarations, QuestionDeclaration};
use crate::project::{Project, SourceEntry};
use crate::source::Format;

/// What the sources that were entered declare. They are entered in the project's order.
#[derive(Debug)]
pub struct Gathering<'p> {
    pub(super) project: &'p Project,
    /// Whether uses of constants are kept, to tell where pages and lists of symbols differ.
    tells_drift: bool,
    pub(super) merger: Merger,
    pub(super) outline: OutlineMerger,
    pub(super) sources: Vec<CatalogSource>,
    pub(super) questions: Vec<Asked<'p>>,
    pub(super) callouts: Vec<Callout>,
    pub(super) symbol_lists: Vec<SymbolList<'p>>,
    pub(super) uses: Vec<SymbolUse>,
    pub(super) findings: Vec<Diagnostic>,
}

/// A question of a page.
#[derive(Debug)]
pub(super) struct Asked<'p> {
    /// The source's id.
    pub(super) source: Arc<str>,
    /// The scope of its codes.
    pub(super) scope: Option<&'p str>,
    pub(super) question: QuestionDeclaration,
}

/// What a source of symbols declares.
#[derive(Debug)]
pub(super) struct SymbolList<'p> {
    /// The source's id.
    pub(super) id: String,
    /// The scope of its codes.
    pub(super) scope: Option<&'p str>,
    pub(super) declarations: Declarations,
}

impl<'p> Gathering<'p> {
    /// Nothing yet.
    #[must_use]
    pub fn new(project: &'p Project) -> Self {
        Self {
            project,
            tells_drift: false,
            merger: Merger::default(),
            outline: OutlineMerger::default(),
            sources: Vec::new(),
            questions: Vec::new(),
            callouts: Vec::new(),
            symbol_lists: Vec::new(),
            uses: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Nothing yet; where pages and lists of symbols differ is to be told.
    #[must_use]
    pub fn telling_drift(project: &'p Project) -> Self {
        Self { tells_drift: true, ..Self::new(project) }
    }

    pub(super) fn tells_drift(&self) -> bool {
        self.tells_drift
    }

    /// Enters the next source.
    pub fn enter(&mut self, source: ReadSource) {
        let index = self.sources.len();
        let ReadSource { id, path, format, sha256, mut declarations } = source;
        let entry = self.entry_of(index, &id);
        let scope = entry.and_then(|entry| entry.scope.as_deref());
        let url = entry.and_then(|entry| entry.url.clone());
        let title = declarations.title.take();
        let (trail, updated) = (std::mem::take(&mut declarations.trail), declarations.updated.take());
        if format == Format::Symbols {
            self.symbol_lists.push(SymbolList { id: id.clone(), scope, declarations });
            let (trail, updated) = (Vec::new(), None);
            self.sources.push(CatalogSource { id, path, format, url, title, trail, updated, sha256 });
            return;
        }
        self.merger.expect(declarations.codes.len(), index, self.project.file.sources.len());
        let shared_id: Arc<str> = id.as_str().into();
        let origin = Origin { index, id: &shared_id, path: &path, title: title.as_deref(), scope };
        for code in declarations.codes {
            let scope = self.ruled_scope(&code.path).or(scope);
            if let Some(symbol) = code.symbol.clone().filter(|_| self.tells_drift) {
                let at = At { source: Arc::clone(&shared_id), line: code.line };
                let (code, scope) = (Code::parse(&code.code), scope.map(str::to_owned));
                self.uses.push(SymbolUse { symbol, code, scope, said_by: SaidBy::Page, at });
            }
            self.merger.enter(code, Origin { scope, ..origin }, &mut self.findings);
        }
        self.outline.enter(declarations.outline);
        let questions = declarations.questions.into_iter();
        let asked = questions.map(|question| Asked { source: Arc::clone(&shared_id), scope, question });
        self.questions.extend(asked);
        self.callouts.extend(declarations.callouts.into_iter().map(|declared| callout(declared, &shared_id)));
        self.sources.push(CatalogSource { id, path, format, url, title, trail, updated, sha256 });
    }

    /// What the project file says of a source.
    fn entry_of(&self, index: usize, id: &str) -> Option<&'p SourceEntry> {
        let entries = &self.project.file.sources;
        entries.get(index).filter(|entry| entry.id == id).or_else(|| entries.iter().find(|entry| entry.id == id))
    }

    /// The scope that the headings above a code give it; the innermost one that gives any decides.
    fn ruled_scope(&self, path: &[String]) -> Option<&'p str> {
        let rules = || self.project.file.sections.iter().filter(|rule| rule.scope.is_some());
        path.iter().rev().find_map(|name| {
            rules().rev().find(|rule| heading::same(&rule.heading, name)).and_then(|rule| rule.scope.as_deref())
        })
    }
}
