//! Families: entries of one form (headings of a level, items of a list, terms) judged together, by evidence that a
//! person can follow. Each kind of evidence adds to one scale.

mod around;
mod names;
mod numbers;
mod scale;
mod size;

use super::lead::Lead;
use super::offer::Verdict;
use super::spelling::Shape;
use super::surroundings::Surroundings;
use super::words::words;
use names::failing_names;
use numbers::is_http;
use scale::Scale;

/// An entry of a family, as far as the verdict looks at it.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    /// Its lead; `None` where it starts with no code.
    pub(crate) lead: Option<&'a Lead>,
    /// What follows the lead on its line.
    pub(crate) title: &'a str,
    /// The text below or after it; empty where there is none.
    pub(crate) text: &'a str,
}

/// What was found about a family.
#[derive(Debug, Clone)]
pub(crate) struct Judgement {
    /// Whether it lists codes.
    pub(crate) verdict: Verdict,
    /// The evidence, strongest first.
    pub(crate) reasons: Vec<String>,
    /// The name of the rule that ignores its entries where it lists no codes: what kind of thing they are.
    pub(crate) kind: &'static str,
}

impl Judgement {
    /// The judgement upon entries that are titles of groups.
    pub(crate) fn grouping() -> Self {
        let reasons = vec!["they are titles of groups".to_owned()];
        Self { verdict: Verdict::NotCodes, reasons, kind: "group-title" }
    }
}

/// A family with what all evidence asks of it.
struct Family<'m, 'a> {
    members: &'m [Member<'a>],
    /// The leads, each with what follows it on its line.
    leads: Vec<(&'a Lead, &'a str)>,
    around: Surroundings,
    /// How many have a constant that names a failure.
    failing: usize,
    /// How many have texts that speak of failures.
    spoken: usize,
    /// How many are HTTP statuses with their names.
    http: usize,
    /// Whether standards give errors these names.
    standard: bool,
}

impl<'m, 'a> Family<'m, 'a> {
    fn new(members: &'m [Member<'a>], around: Surroundings) -> Self {
        let leads: Vec<(&Lead, &str)> =
            members.iter().filter_map(|member| Some((member.lead?, member.title))).collect();
        let told = leads.iter().zip(members.iter().filter(|member| member.lead.is_some()));
        let spoken = told.filter(|((lead, title), member)| {
            let texts = [lead.title.as_deref().unwrap_or(""), title, member.text];
            texts.iter().any(|text| words().speaks_of_failure(text))
        });
        let spoken = spoken.count();
        let failing = failing_names(&leads, !around.says_something());
        let http = leads.iter().filter(|(lead, title)| is_http(lead, title)).count();
        let standard = names::are_standard(&leads);
        Self { members, leads, around, failing, spoken, http, standard }
    }

    /// How many leads are so.
    fn number(&self, wanted: impl Fn(&Lead) -> bool) -> usize {
        self.leads.iter().filter(|(lead, _)| wanted(lead)).count()
    }

    /// Whether three in five leads are so.
    fn most(&self, wanted: impl Fn(&Lead) -> bool) -> bool {
        self.number(wanted) * 5 >= self.leads.len() * 3
    }

    /// Whether one in three leads is so.
    fn some(&self, wanted: impl Fn(&Lead) -> bool) -> bool {
        self.number(wanted) * 3 >= self.leads.len()
    }
}

/// Judges a family and says why.
pub(crate) fn judge(members: &[Member<'_>], around: Surroundings) -> Judgement {
    let family = Family::new(members, around);
    if family.leads.is_empty() {
        let reasons = vec!["no entry starts with a code".to_owned()];
        return Judgement { verdict: Verdict::NotCodes, reasons, kind: "text-entries" };
    }
    let mut scale = Scale::new(kind_of(&family.leads));
    around::weigh_surroundings(&mut scale, around);
    family.weigh_heading(&mut scale);
    family.weigh_choices(&mut scale);
    family.weigh_shapes(&mut scale);
    family.weigh_kinds_of_names(&mut scale);
    family.weigh_constants(&mut scale);
    family.weigh_texts(&mut scale);
    family.weigh_whole_page(&mut scale);
    family.weigh_plain_names(&mut scale);
    family.weigh_neighbours(&mut scale);
    family.weigh_numbers(&mut scale);
    family.weigh_size(&mut scale);
    family.weigh_repetition(&mut scale);
    scale.judgement()
}

/// What kind of things most entries start with, where they are no codes.
fn kind_of(leads: &[(&Lead, &str)]) -> &'static str {
    let of = |wanted: &[Shape]| leads.iter().filter(|(lead, _)| wanted.contains(&lead.shape)).count();
    let counts = [
        (of(&[Shape::Number, Shape::Hex, Shape::Range, Shape::Wildcard]), "value-entries"),
        (of(&[Shape::Id]), "id-entries"),
        (of(&[Shape::Dotted]), "versions"),
        (of(&[Shape::Constant, Shape::Symbolic, Shape::Camel, Shape::Snake, Shape::Kebab]), "name-entries"),
        (of(&[Shape::Word]), "word-entries"),
    ];
    counts.into_iter().rev().max_by_key(|(count, _)| *count).map_or("text-entries", |(_, kind)| kind)
}
