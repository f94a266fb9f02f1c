//! Corrections: what people say in place of a page or of an inference, while what they corrected is still so.
//!
//! They come in where the values come from: what pages say is corrected before anything is inferred from it, a name
//! before it is given, an inference after it is made.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::draft::Draft;
use super::group::Groups;
use super::lock::{Lock, LockKey};
use super::name;
use crate::catalog::{Cause, Code, CodeRange, Entry, Evidence};
use crate::diagnostic::{Diagnostic, Rule};
use crate::project::{CorrectedField, Correction, Corrections, FieldValue};

/// The corrections of a run, each with the entry that it is for.
pub(crate) struct Corrector<'a> {
    corrections: &'a Corrections,
    /// The entry of each correction, by its place among the drafts; `None` for one whose entry is gone.
    targets: Vec<Option<usize>>,
    /// Changes that an earlier correction makes already.
    repeated: HashSet<(usize, CorrectedField)>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// What it expects is so: it applies.
    Applies,
    /// What it sets is so without it.
    Unneeded,
    /// What it expects is not so.
    Outdated,
}

impl<'a> Corrector<'a> {
    /// Finds the entry of each correction.
    ///
    /// Adds `correction-target-gone` and `correction-repeated`.
    pub(crate) fn new(
        corrections: &'a Corrections,
        index: &HashMap<LockKey, usize>,
        lock: &Lock,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut targets = Vec::with_capacity(corrections.list.len());
        let mut scopes: Option<Vec<Option<&str>>> = None;
        for (item, correction) in corrections.list.iter().enumerate() {
            let entry = |scope: Option<&str>| {
                index.get(&LockKey { scope: scope.map(str::to_owned), code: correction.code.clone() }).copied()
            };
            let mut found: Vec<(Option<&str>, usize)> = Vec::new();
            if let Some(target) = entry(correction.scope.as_deref()) {
                found.push((correction.scope.as_deref(), target));
            } else if correction.scope.is_none() {
                let scopes = scopes.get_or_insert_with(|| scopes_of(index));
                found.extend(scopes.iter().filter_map(|&scope| Some((scope, entry(scope)?))));
            }
            targets.push(match found.as_slice() {
                [(_, target)] => Some(*target),
                [] => {
                    findings.push(gone(corrections, item, correction, index, lock));
                    None
                }
                several => {
                    let names: Vec<String> =
                        several.iter().filter_map(|(scope, _)| scope.map(|scope| format!("`{scope}`"))).collect();
                    let message = format!("{} stands in the scopes {}", subject(correction), names.join(", "));
                    let finding = Diagnostic::new(Rule::CorrectionTargetGone, message);
                    findings.push(finding.at(corrections.place_of(item)).hint("add `scope: …` to the correction"));
                    None
                }
            });
        }
        let repeated = repeated(corrections, &targets, findings);
        Self { corrections, targets, repeated }
    }

    /// Corrects what pages say: symbols, texts and columns.
    pub(crate) fn correct_pages(&self, drafts: &mut [Draft], findings: &mut Vec<Diagnostic>) {
        use CorrectedField::{Description, Fields, KnownCauses, Symbol};
        self.correct(&[Symbol, Description, Fields, KnownCauses], drafts, findings);
    }

    /// The names that corrections give, by the entry's place among the drafts.
    ///
    /// Adds `correction-of-locked-name` for codes that have another name already.
    pub(crate) fn correct_names(
        &self,
        drafts: &mut [Draft],
        lock: &Lock,
        findings: &mut Vec<Diagnostic>,
    ) -> HashMap<usize, CorrectedName> {
        let changes: Vec<(usize, usize, &str)> = self
            .changes(CorrectedField::Name)
            .filter_map(|(item, target, set, _)| match set {
                FieldValue::Text(Some(name)) => Some((item, target, name.as_str())),
                _ => None,
            })
            .collect();
        let indexes: Vec<usize> = changes.iter().map(|(_, target, _)| *target).collect();
        let suggested = name::suggested_names(drafts, &indexes);
        let mut names = HashMap::default();
        for ((item, target, name), suggested) in changes.into_iter().zip(suggested) {
            let Some(draft) = drafts.get_mut(target) else { continue };
            let Some(code) = draft.entry.key() else { continue };
            let key = LockKey { scope: draft.entry.scope.clone(), code };
            if let Some(locked) = lock.names.get(&key).filter(|locked| *locked.name != *name) {
                let message = format!("{} has the name `{}` already, and keeps it", self.subject(item), locked.name);
                let hint = format!(
                    "run `bindery rename {} {name}`, and remove the name from the correction; or only remove it",
                    locked.name
                );
                let finding = Diagnostic::new(Rule::CorrectionOfLockedName, message);
                findings.push(finding.at(self.corrections.place_of_set(item, CorrectedField::Name)).hint(hint));
                continue;
            }
            let now = FieldValue::Text(Some(suggested));
            if self.judge(item, CorrectedField::Name, &now, findings) {
                self.review(item, CorrectedField::Name, &mut draft.entry);
                names.insert(target, CorrectedName { item, name: name.to_owned() });
            }
        }
        names
    }

    /// Corrects what was inferred. A corrected kind has its own retry advice, unless that is corrected too.
    pub(crate) fn correct_meanings(&self, drafts: &mut [Draft], findings: &mut Vec<Diagnostic>) {
        use CorrectedField::{GrpcCode, HttpStatus, Kind, Limits, References, Remedy, Retry, Summary};
        let mut before: HashMap<usize, FieldValue> = HashMap::default();
        for (_, target, _, _) in self.changes(Kind) {
            if let Some(draft) = drafts.get(target) {
                before.insert(target, FieldValue::Retry(draft.entry.retry));
            }
        }
        self.correct(&[Kind], drafts, findings);
        for (item, target, _, _) in self.changes(Kind) {
            if let Some(draft) = drafts.get_mut(target)
                && draft.entry.evidence.iter().any(|known| known.field == Kind.key() && known.reviewed.is_some())
            {
                draft.advise();
                let rests = draft.entry.evidence.iter().any(|known| known.field == Retry.key());
                if !rests && !draft.entry.retry.is_unknown() {
                    self.review(item, Retry, &mut draft.entry);
                }
            }
        }
        // What a correction of both expects is what was inferred before either.
        for (item, target, set, expect) in self.changes(Retry) {
            let Some(draft) = drafts.get_mut(target) else { continue };
            let now = FieldValue::Retry(draft.entry.retry);
            let inferred = before.get(&target).filter(|before| before.same(expect)).unwrap_or(&now);
            if self.judge(item, Retry, inferred, findings) {
                put(&mut draft.entry, Retry, set.clone());
                self.review(item, Retry, &mut draft.entry);
            }
        }
        self.correct(&[Summary, Remedy, HttpStatus, GrpcCode, Limits, References], drafts, findings);
    }

    /// Corrects what entries have from their groups. An entry that is moved has what its new group says.
    ///
    /// Adds `correction-invalid` for a group that is not there.
    pub(crate) fn correct_groups(&self, entries: &mut [Entry], groups: &Groups, findings: &mut Vec<Diagnostic>) {
        use CorrectedField::{Deprecated, Group, Origin};
        for (item, target, set, _) in self.changes(Group) {
            let Some(entry) = entries.get_mut(target) else { continue };
            if !self.judge(item, Group, &value(entry, Group), findings) {
                continue;
            }
            let FieldValue::Text(id) = set else { continue };
            let group = id.as_ref().map(|id| groups.0.iter().find(|group| *group.id == **id));
            if let Some(None) = group {
                let message = format!("there is no group {set}");
                let hint = "use the `id` of one of the catalog's groups";
                let finding = Diagnostic::new(Rule::CorrectionInvalid, message);
                findings.push(finding.at(self.corrections.place_of_set(item, Group)).hint(hint));
                continue;
            }
            let group = group.flatten();
            entry.group = id.as_deref().map(Arc::from);
            entry.origin = group.and_then(|group| group.origin.clone());
            entry.deprecated = group.is_some_and(|group| group.deprecated);
            self.review(item, Group, entry);
        }
        for field in [Origin, Deprecated] {
            for (item, target, set, _) in self.changes(field) {
                let Some(entry) = entries.get_mut(target) else { continue };
                if self.judge(item, field, &value(entry, field), findings) {
                    put(entry, field, set.clone());
                    self.review(item, field, entry);
                }
            }
        }
    }

    /// Puts the evidence of each entry in the order of fields.
    pub(crate) fn order_evidence(&self, entries: &mut [Entry]) {
        let place = |known: &Evidence| CorrectedField::ALL.iter().position(|field| field.key() == known.field);
        for target in self.targets.iter().flatten() {
            if let Some(entry) = entries.get_mut(*target) {
                entry.evidence.sort_by_key(place);
            }
        }
    }

    /// What the finding about a name that is taken is about.
    pub(crate) fn name_taken(&self, corrected: &CorrectedName, given: &str) -> Diagnostic {
        let CorrectedName { item, name } = corrected;
        let message = format!("{} cannot be called `{name}`: another code has that name", self.subject(*item));
        let hint = format!("choose another name; `{given}` is free");
        let place = self.corrections.place_of_set(*item, CorrectedField::Name);
        Diagnostic::new(Rule::CorrectionInvalid, message).at(place).hint(hint)
    }

    fn subject(&self, item: usize) -> String {
        self.corrections.list.get(item).map_or_else(String::new, subject)
    }

    /// Corrects fields that are read and written as they stand.
    fn correct(&self, fields: &[CorrectedField], drafts: &mut [Draft], findings: &mut Vec<Diagnostic>) {
        for &field in fields {
            for (item, target, set, _) in self.changes(field) {
                let Some(draft) = drafts.get_mut(target) else { continue };
                if self.judge(item, field, &value(&draft.entry, field), findings) {
                    if field == CorrectedField::Symbol {
                        // A further constant of the page would name the code otherwise.
                        draft.hints_mut().more_symbols.clear();
                    }
                    put(&mut draft.entry, field, set.clone());
                    self.review(item, field, &mut draft.entry);
                }
            }
        }
    }

    /// The changes of a field: correction, entry, new value, expected value. Those for nothing and those that repeat
    /// another are left out.
    fn changes(&self, field: CorrectedField) -> impl Iterator<Item = (usize, usize, &'a FieldValue, &'a FieldValue)> {
        let list = self.corrections.list.iter().zip(&self.targets).enumerate();
        list.filter_map(move |(item, (correction, target))| {
            let change = correction.changes.iter().find(|change| change.field == field)?;
            let target = (*target)?;
            (!self.repeated.contains(&(item, field))).then_some((item, target, &change.set, &change.expect))
        })
    }

    /// Whether a change applies to a field that is `now` without it.
    ///
    /// Adds `correction-unneeded` and `correction-outdated`.
    fn judge(&self, item: usize, field: CorrectedField, now: &FieldValue, findings: &mut Vec<Diagnostic>) -> bool {
        let Some(correction) = self.corrections.list.get(item) else { return false };
        let Some(change) = correction.changes.iter().find(|change| change.field == field) else { return false };
        let verdict = match now {
            now if change.expect.same(now) => Verdict::Applies,
            now if change.set.same(now) => Verdict::Unneeded,
            _ => Verdict::Outdated,
        };
        let (subject, key) = (subject(correction), field.key());
        match verdict {
            Verdict::Applies => {}
            Verdict::Unneeded => {
                let message = format!("{subject}: `{key}` is {now} without the correction");
                let hint = match correction.changes.len() {
                    1 => "remove the correction".to_owned(),
                    _ => format!("remove `{key}` from the correction"),
                };
                let finding = Diagnostic::new(Rule::CorrectionUnneeded, message);
                findings.push(finding.at(self.corrections.place_of_set(item, field)).hint(hint));
            }
            Verdict::Outdated => {
                let message =
                    format!("{subject}: the correction expects `{key}` to be {}, and it is {now}", change.expect);
                let hint = format!(
                    "if the correction still holds, write the new value under `expect`; otherwise remove `{key}` from it"
                );
                let finding = Diagnostic::new(Rule::CorrectionOutdated, message);
                findings.push(finding.at(self.corrections.place_of_expect(item, field)).hint(hint));
            }
        }
        verdict == Verdict::Applies
    }

    /// Marks a field as reviewed: the reason replaces the words that the value rested on.
    fn review(&self, item: usize, field: CorrectedField, entry: &mut Entry) {
        let Some(correction) = self.corrections.list.get(item) else { return };
        entry.evidence.retain(|known| known.field != field.key());
        let reviewed = Some(correction.reason.split_whitespace().collect::<Vec<_>>().join(" ").into());
        let link = correction.link.as_deref().map(Arc::from);
        entry.evidence.push(Evidence { field: field.key().into(), reviewed, link, ..Evidence::default() });
    }
}

/// A name that a correction gives.
#[derive(Debug)]
pub(crate) struct CorrectedName {
    /// The correction.
    item: usize,
    /// The name.
    pub(crate) name: String,
}

/// The changes that an earlier correction makes already.
fn repeated(
    corrections: &Corrections,
    targets: &[Option<usize>],
    findings: &mut Vec<Diagnostic>,
) -> HashSet<(usize, CorrectedField)> {
    let mut first: HashMap<(usize, CorrectedField), usize> = HashMap::default();
    let mut repeated = HashSet::default();
    for (item, (correction, target)) in corrections.list.iter().zip(targets).enumerate() {
        let Some(target) = *target else { continue };
        for change in &correction.changes {
            let field = change.field;
            let before = *first.entry((target, field)).or_insert(item);
            if before == item {
                continue;
            }
            repeated.insert((item, field));
            let line = corrections.place_of_set(before, field).line.unwrap_or_default();
            let key = field.key();
            let message = format!("{}: `{key}` is corrected twice, first in line {line}", subject(correction));
            let finding = Diagnostic::new(Rule::CorrectionRepeated, message);
            let hint = "remove one of the two; the first one counts";
            findings.push(finding.at(corrections.place_of_set(item, field)).hint(hint));
        }
    }
    repeated
}

/// A correction whose entry is on no page.
fn gone(
    corrections: &Corrections,
    item: usize,
    correction: &Correction,
    index: &HashMap<LockKey, usize>,
    lock: &Lock,
) -> Diagnostic {
    let key = LockKey { scope: correction.scope.clone(), code: correction.code.clone() };
    let known = lock.names.get(&key);
    let message = match known {
        Some(locked) => format!("{} (`{}`) is on no page any more", subject(correction), locked.name),
        None => format!("{} is on no page", subject(correction)),
    };
    let number = correction.code.number();
    let range = index.keys().filter_map(|key| match &key.code {
        Code::Range(range) if number.is_some_and(|number| range.contains(number)) => Some(*range),
        _ => None,
    });
    let other = index.keys().find(|key| key.code == correction.code).and_then(|key| key.scope.as_deref());
    let hint = match (range.min_by_key(|range| (range.first, range.last)), other) {
        (Some(CodeRange { first, last }), _) => format!("the pages have the range: write `range: [{first}, {last}]`"),
        (None, Some(_)) => "correct the scope of the correction".to_owned(),
        (None, None) if known.is_some() => "remove the correction, unless the page lost the code by mistake".to_owned(),
        (None, None) => "correct the code of the correction, or remove it".to_owned(),
    };
    Diagnostic::new(Rule::CorrectionTargetGone, message).at(corrections.place_of(item)).hint(hint)
}

fn subject(correction: &Correction) -> String {
    match &correction.scope {
        Some(scope) => format!("code {} of scope `{scope}`", correction.code),
        None => format!("code {}", correction.code),
    }
}

fn scopes_of(index: &HashMap<LockKey, usize>) -> Vec<Option<&str>> {
    let scopes: HashSet<Option<&str>> = index.keys().map(|key| key.scope.as_deref()).collect();
    let mut scopes: Vec<Option<&str>> = scopes.into_iter().collect();
    scopes.sort_unstable();
    scopes
}

/// What a field of an entry is.
fn value(entry: &Entry, field: CorrectedField) -> FieldValue {
    let text = |text: Option<&str>| FieldValue::Text(text.map(str::to_owned));
    match field {
        CorrectedField::Name => text(Some(&entry.name)),
        CorrectedField::Symbol => text(entry.symbol.as_deref()),
        CorrectedField::Group => text(entry.group.as_deref()),
        CorrectedField::Origin => text(entry.origin.as_deref()),
        CorrectedField::Description => text(Some(&entry.description)),
        CorrectedField::Summary => text(entry.summary.as_deref()),
        CorrectedField::Remedy => text(entry.remedy.as_deref()),
        CorrectedField::Fields => FieldValue::Fields(entry.fields.clone()),
        CorrectedField::Kind => FieldValue::Kind(entry.kind),
        CorrectedField::Retry => FieldValue::Retry(entry.retry),
        CorrectedField::HttpStatus => FieldValue::Number(entry.http_status),
        CorrectedField::GrpcCode => FieldValue::Number(entry.grpc_code),
        CorrectedField::Limits => FieldValue::Limits(entry.limits.clone()),
        CorrectedField::References => FieldValue::References(entry.references.clone()),
        CorrectedField::KnownCauses => {
            FieldValue::Causes(entry.known_causes.iter().map(|cause| cause.text.clone()).collect())
        }
        CorrectedField::Deprecated => FieldValue::Flag(entry.deprecated),
    }
}

/// Gives a field of an entry a value. A value of another type, which no loaded correction has, changes nothing.
fn put(entry: &mut Entry, field: CorrectedField, value: FieldValue) {
    match (field, value) {
        (CorrectedField::Name, FieldValue::Text(Some(text))) => entry.name = text.into(),
        (CorrectedField::Symbol, FieldValue::Text(text)) => entry.symbol = text,
        (CorrectedField::Group, FieldValue::Text(text)) => entry.group = text.map(Arc::from),
        (CorrectedField::Origin, FieldValue::Text(text)) => entry.origin = text.map(Arc::from),
        (CorrectedField::Description, FieldValue::Text(text)) => {
            let before = std::mem::replace(&mut entry.description, text.unwrap_or_default().into());
            for meaning in entry.meanings.iter_mut().filter(|meaning| meaning.description == before) {
                meaning.description.clone_from(&entry.description);
            }
        }
        (CorrectedField::Summary, FieldValue::Text(text)) => entry.summary = text.map(Arc::from),
        (CorrectedField::Remedy, FieldValue::Text(text)) => entry.remedy = text,
        (CorrectedField::Fields, FieldValue::Fields(fields)) => entry.fields = fields,
        (CorrectedField::Kind, FieldValue::Kind(kind)) => entry.kind = kind,
        (CorrectedField::Retry, FieldValue::Retry(retry)) => entry.retry = retry,
        (CorrectedField::HttpStatus, FieldValue::Number(status)) => entry.http_status = status,
        (CorrectedField::GrpcCode, FieldValue::Number(code)) => entry.grpc_code = code,
        (CorrectedField::Limits, FieldValue::Limits(limits)) => entry.limits = limits,
        (CorrectedField::References, FieldValue::References(references)) => entry.references = references,
        (CorrectedField::KnownCauses, FieldValue::Causes(texts)) => put_causes(entry, texts),
        (CorrectedField::Deprecated, FieldValue::Flag(flag)) => entry.deprecated = flag,
        _ => {}
    }
}

/// Causes that were there keep their places; new ones stand where the code does.
fn put_causes(entry: &mut Entry, texts: Vec<String>) {
    let before = std::mem::take(&mut entry.known_causes);
    for text in texts {
        let known = before.iter().find(|cause| cause.text.split_whitespace().eq(text.split_whitespace()));
        let at = known.map(|cause| &cause.at).or(entry.at.first()).cloned();
        if let Some(at) = at {
            entry.known_causes.push(Cause { text, at });
        }
    }
}
