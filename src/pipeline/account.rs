//! What the pages leave over against what the project file accepts, and what the project file says in vain.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::diagnostic::{Diagnostic, Place, Rule, Severity};
use crate::extract::{CodeDeclaration, Field, Ignored};
use crate::project::{IgnoreRule, Project, Section};
use crate::resolve::ReadSource;

/// What the pages that were entered leave over, and which of the project file's rules they used. They are entered in the
/// project's order.
#[derive(Debug)]
pub(super) struct Accounting<'p> {
    project: &'p Project,
    /// Acceptances that no line has used, by source and text. Each covers one line: a second one like it is a new one to
    /// look at.
    accepted: BTreeMap<&'p str, BTreeMap<&'p str, Vec<usize>>>,
    /// Which of the project's ignore rules ignored something.
    used: Vec<bool>,
    pages: usize,
    /// The places in `of_pages` of what is said of pages that give nothing.
    empty: Vec<usize>,
    of_pages: Vec<Diagnostic>,
    of_rules: Vec<Diagnostic>,
}

impl<'p> Accounting<'p> {
    pub(super) fn new(project: &'p Project) -> Self {
        let mut accepted: BTreeMap<&str, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
        for (index, acceptance) in project.file.accept.iter().enumerate().rev() {
            let of_source = accepted.entry(&acceptance.source).or_default();
            of_source.entry(acceptance.text.trim()).or_default().push(index);
        }
        let used = vec![false; project.file.ignore.len()];
        let (of_pages, of_rules) = (Vec::new(), Vec::new());
        Self { project, accepted, used, pages: 0, empty: Vec::new(), of_pages, of_rules }
    }

    /// Enters the next page.
    pub(super) fn enter(&mut self, source: &ReadSource) {
        let index = self.pages;
        self.pages += 1;
        self.account_page(source);
        let declared = &source.declarations;
        for (rule, used) in self.project.file.ignore.iter().zip(&mut self.used) {
            *used = *used || declared.ignored.iter().any(|ignored| takes(rule, ignored));
        }
        let Some(entry) = self.project.file.sources.get(index).filter(|entry| entry.id == source.id) else { return };
        for (item, rule) in entry.ignore.iter().enumerate() {
            if !declared.ignored.iter().any(|ignored| takes(rule, ignored)) {
                let message = format!("the ignore rule `{}` matches nothing in `{}`", rule.rule, entry.id);
                self.of_rules.push(unused(self.project, Section::OfSource(index, "ignore"), item, message));
            }
        }
        for (list, item) in &declared.unused_rules {
            let message = format!("item {} of `{}` finds nothing to decide in `{}`", item + 1, list.key(), entry.id);
            self.of_rules.push(unused(self.project, Section::OfSource(index, list.key()), *item, message));
        }
    }

    fn account_page(&mut self, source: &ReadSource) {
        let declared = &source.declarations;
        if gives_nothing(source) {
            let finding = Diagnostic::new(Rule::NothingFound, "nothing on this page was understood as a code")
                .at(Place::file(source.path.as_str()))
                .hint(format!("look at the capture, and at what `bindery extract -v {}` says", source.path));
            self.empty.push(self.of_pages.len());
            self.of_pages.push(finding);
        }
        odd_rows(source, &mut self.of_pages);
        for constant in &declared.unknown_constants {
            let message = match constant.expression.as_str() {
                "" => format!("the value of `{}` follows one that cannot be known", constant.name),
                expression => format!("the value of `{}` cannot be known: `{expression}`", constant.name),
            };
            let finding = Diagnostic::new(Rule::UnknownValue, message);
            let hint = "it names no code; if it should, add the code and the constant to a list of symbols";
            self.of_pages.push(finding.at(Place::line(source.path.as_str(), constant.line)).hint(hint));
        }
        for left in &declared.unexplained {
            let of_source = self.accepted.get_mut(source.id.as_str());
            if of_source.and_then(|texts| texts.get_mut(left.text.as_str())?.pop()).is_some() {
                continue;
            }
            self.of_pages.push(
                Diagnostic::new(Rule::Unexplained, format!("{}: {}", left.reason, left.text))
                    .at(Place::line(source.path.as_str(), left.line))
                    .hint("mend the page, or accept this line under `accept` in the project file, with the reason"),
            );
        }
    }

    /// Adds `unexplained`, `missing-description`, `extra-cells`, `odd-cell`, `nothing-found`, `unknown-value` and
    /// `unused-rule`.
    pub(super) fn finish(mut self, findings: &mut Vec<Diagnostic>) {
        // One page of several may be a mistake; a catalog of nothing is never meant.
        if self.empty.len() == self.pages {
            for &place in &self.empty {
                if let Some(finding) = self.of_pages.get_mut(place) {
                    finding.severity = Severity::Error;
                }
            }
        }
        findings.extend(self.of_pages);
        for (index, (rule, used)) in self.project.file.ignore.iter().zip(self.used).enumerate() {
            if !used {
                let message = format!("the ignore rule `{}` matches nothing on any page", rule.rule);
                findings.push(unused(self.project, Section::Ignore, index, message));
            }
        }
        findings.extend(self.of_rules);
        let mut left: Vec<usize> = self.accepted.into_values().flat_map(BTreeMap::into_values).flatten().collect();
        left.sort_unstable();
        for index in left {
            let Some(acceptance) = self.project.file.accept.get(index) else { continue };
            let message = format!("nothing unexplained in `{}` says `{}` any more", acceptance.source, acceptance.text);
            findings.push(unused(self.project, Section::Accept, index, message));
        }
    }
}

/// Whether a page declares nothing that a catalog could hold.
fn gives_nothing(source: &ReadSource) -> bool {
    let declared = &source.declarations;
    declared.codes.is_empty()
        && declared.constants.is_empty()
        && declared.questions.is_empty()
        && declared.outline.is_empty()
}

/// Adds what is odd about one code against the others: no text, or cells that no other has.
fn odd_rows(source: &ReadSource, findings: &mut Vec<Diagnostic>) {
    let codes = &source.declarations.codes;
    let finding = |rule, code: &CodeDeclaration, message: String, hint: &str| {
        Diagnostic::new(rule, message).at(Place::line(source.path.as_str(), code.line)).hint(hint)
    };
    // Where most codes have a text, one without has lost its cell; a mere list of codes has lost nothing.
    let silent = |code: &CodeDeclaration| {
        code.description.trim().is_empty() && code.fields.iter().all(|field| field.text.trim().is_empty())
    };
    // A row that is reported as unexplained is one finding, not two.
    let reported: HashSet<u32> = source.declarations.unexplained.iter().map(|left| left.line).collect();
    for code in few(codes, silent).into_iter().filter(|code| !reported.contains(&code.line)) {
        let message = format!("the page says nothing of code {}", code.code);
        let hint = "look whether a cell was lost or the page is cut off, and mend the page";
        findings.push(finding(Rule::MissingDescription, code, message, hint));
    }
    // Tables differ from each other, so a row is held against those under the same headings.
    for codes in codes.chunk_by(|a, b| a.path == b.path) {
        for code in few(codes, |code| code.fields.iter().any(is_nameless)) {
            let message = format!("the row of code {} has more cells than the table has headers", code.code);
            let hint = "look whether a separator within a text wants to be escaped, and mend the row";
            findings.push(finding(Rule::ExtraCells, code, message, hint));
        }
        for (code, field) in shifted(codes) {
            let message = format!("“{}” of code {} is no number, as nearly all others are", field.header, code.code);
            let hint = "look whether a cell of the row was lost or doubled, and mend the row";
            findings.push(finding(Rule::OddCell, code, message, hint));
        }
    }
}

/// The codes that are odd, unless so many are that it is the way of the page.
fn few(codes: &[CodeDeclaration], odd: impl Fn(&CodeDeclaration) -> bool) -> Vec<&CodeDeclaration> {
    let odd: Vec<&CodeDeclaration> = codes.iter().filter(|code| odd(code)).collect();
    if odd.len() * 2 < codes.len() { odd } else { Vec::new() }
}

/// The cells that hold words, of columns in which nearly all hold a number.
fn shifted(codes: &[CodeDeclaration]) -> Vec<(&CodeDeclaration, &Field)> {
    let mut columns: BTreeMap<&str, Vec<(&CodeDeclaration, &Field)>> = BTreeMap::new();
    for code in codes {
        for field in code.fields.iter().filter(|field| !field.text.trim().is_empty()) {
            columns.entry(&field.header).or_default().push((code, field));
        }
    }
    let is_number = |field: &Field| field.text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let has_digit = |field: &Field| field.text.contains(|c: char| c.is_ascii_digit());
    columns
        .into_values()
        .filter(|cells| {
            let numbers = cells.iter().filter(|(_, field)| is_number(field)).count();
            numbers >= FEWEST && numbers * 10 >= cells.len() * 8
        })
        .flatten()
        .filter(|(_, field)| !has_digit(field) && field.text.split_whitespace().nth(1).is_some())
        .collect()
}

/// So many numbers make a column of numbers.
const FEWEST: usize = 3;

/// Whether the header of a field is made up because the table has none for it.
fn is_nameless(field: &Field) -> bool {
    let number = field.header.strip_prefix("Column ");
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn unused(project: &Project, section: Section, index: usize, message: String) -> Diagnostic {
    Diagnostic::new(Rule::UnusedRule, message)
        .at(project.place_of(section, index))
        .hint("remove it, or correct its text to what the page says now")
}

/// Whether this rule, and not another of the same name, ignored this.
fn takes(rule: &IgnoreRule, ignored: &Ignored) -> bool {
    if rule.rule != ignored.rule {
        return false;
    }
    // The account quotes on one line and cuts what is long.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (text, cut) = match ignored.text.strip_suffix('…') {
        Some(text) => (text, true),
        None => (ignored.text.as_str(), false),
    };
    match (&rule.line, &rule.starts_with, &rule.contains) {
        (Some(line), ..) => one_line(line) == ignored.text || (cut && one_line(line).starts_with(text)),
        (_, Some(start), _) => text.starts_with(&one_line(start)) || (cut && one_line(start).starts_with(text)),
        (_, _, Some(part)) => cut || text.contains(&one_line(part)),
        (None, None, None) => false,
    }
}
