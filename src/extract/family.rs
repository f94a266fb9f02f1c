//! Families: entries of one form (headings of a level, items of a list, terms) judged together, by evidence that a
//! person can follow.

use std::collections::HashSet;

use super::lead::{Joint, Lead};
use super::offer::Verdict;
use super::reason_phrases::names_status;
use super::spelling::{Shape, shape_of, value_of};
use super::standard_names::is_standard_name;
use super::surroundings::Surroundings;
use super::topic::{Topic, is_field, is_structure, topic_of};
use super::words::{HeaderRole, words};

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

/// Fewer names that speak of failures may stand anywhere: in a change log, in a sample.
const FEW: usize = 6;

/// From this sum on a family lists codes.
const ENOUGH: i32 = 4;

/// Judges a family and says why.
pub(crate) fn judge(members: &[Member<'_>], around: Surroundings) -> Judgement {
    let leads: Vec<(&Lead, &str)> = members.iter().filter_map(|member| Some((member.lead?, member.title))).collect();
    let (count, all) = (leads.len(), members.len());
    if count == 0 {
        let reasons = vec!["no entry starts with a code".to_owned()];
        return Judgement { verdict: Verdict::NotCodes, reasons, kind: "text-entries" };
    }
    let mut scale = Scale { sum: 0, reasons: Vec::new(), kind: kind_of(&leads), doubtful: false };
    let most = |wanted: &dyn Fn(&Lead) -> bool| leads.iter().filter(|(lead, _)| wanted(lead)).count() * 5 >= count * 3;
    let some = |wanted: &dyn Fn(&Lead) -> bool| leads.iter().filter(|(lead, _)| wanted(lead)).count() * 3 >= count;

    weigh_surroundings(&mut scale, around);
    // "Options: --check" may have the exit codes of that option below it; constants may be said of anything.
    let headed_otherwise = around.heading.is_some_and(|(topic, _)| topic == Topic::Others);
    if headed_otherwise && around.leads && around.introduction == Some(Topic::Codes) && most(&|l| l.shape.is_numeric())
    {
        scale.add(4, "the sentence above leads to codes, whatever the heading speaks of");
    }
    weigh_shapes(&mut scale, &leads, !around.says_something(), &most, &some);
    let fields = leads.iter().filter(|(lead, _)| lead.codes.iter().any(|code| is_field(code))).count();
    if fields * 5 >= count * 2 {
        scale.kind = "fields-of-an-answer";
        scale.add(if fields * 3 >= count * 2 { -9 } else { -6 }, "they are fields of an answer");
    }
    let standard = leads.iter().filter(|(lead, _)| lead.codes.iter().all(|code| is_standard_name(code))).count();
    let standard = standard >= LEAST_STANDARD && standard * 2 >= count;
    if standard {
        scale.add(6, "standards give errors these names");
    }
    // "`lid` (Required)": a parameter.
    let against = |title: &String| words().header_role(title) == Some(HeaderRole::Against);
    if most(&|lead| lead.title.as_ref().is_some_and(against)) {
        scale.kind = "fields-of-an-answer";
        scale.add(-8, "each says whether it must be given");
    }
    let labels = leads.iter().filter(|(lead, title)| is_label_of_note(lead, title)).count();
    if labels * 2 > count {
        scale.kind = "labels-of-notes";
        scale.add(-6, "they are labels of notes");
    }
    if most(&|lead| lead.codes.iter().all(|code| words().is_boolean(code))) {
        scale.add(-8, "they are answers to a question");
    }
    if leads.iter().filter(|(lead, _)| lead.codes.iter().any(|code| is_too_long(code))).count() * 2 > count {
        scale.add(-8, "the numbers are too long for codes");
    }
    let failing = failing_names(&leads, !around.says_something());
    if around.declared {
        // Constants of any kind have names; what the page says of them decides.
        let weight = if failing * 2 >= count || around.says_more_than_names() { 3 } else { 1 };
        scale.add(weight, "constants of the page have these names");
    }
    if count > 1 && is_one_type_of_failures(&leads) {
        scale.add(3, "they are the constants of a type of failures");
    }
    // "Error constants" speaks of more than their form.
    let named = around.heading == Some((Topic::Failures, 0));
    if around.form && !named && failing * 2 < count && around.codes().is_none() {
        scale.kind = "constants-of-another-kind";
        scale.add(-4, "the heading speaks of constants of any kind");
    }
    let told = leads.iter().zip(members.iter().filter(|member| member.lead.is_some()));
    let spoken = told.filter(|((lead, title), member)| {
        let texts = [lead.title.as_deref().unwrap_or(""), title, member.text];
        texts.iter().any(|text| words().speaks_of_failure(text))
    });
    let spoken = spoken.count();
    let http = leads.iter().filter(|(lead, title)| is_http(lead, title)).count();
    if spoken * 2 >= count {
        scale.add(2, "their texts speak of failures");
    } else if failing * 2 < count
        && around.codes().is_none()
        && !around.labelled
        && !((around.kin || around.heading == Some((Topic::Failures, 0)))
            && most(&|lead| matches!(lead.shape, Shape::Id | Shape::Hex)))
        && !most(&|lead| lead.called)
        && http * 5 < count * 4
        && spoken * 5 < count
    {
        scale.add(-2, "nothing in their texts speaks of failures");
    }
    let plain_names = leads.iter().filter(|(lead, _)| {
        let lower = |code: &String| own_part(code).chars().any(char::is_lowercase);
        lead.shape.is_name() && lead.shape != Shape::Constant && lead.codes.iter().all(lower)
    });
    let plain_names = plain_names.count() * 2 > count;
    if plain_names && !standard && around.is_faint() && count < FEW {
        scale.add(-3, "few names, and hardly anything around them speaks of codes");
    } else if plain_names && !around.says_something() && failing * 4 < count * 3 {
        scale.add(-2, "nothing around them speaks of codes, and many things have such names");
    } else if failing * 2 < count
        && !around.says_something()
        && http == 0
        && most(&|lead| is_weak(lead) && !lead.called && lead.symbol.is_none())
    {
        scale.add(-2, "nothing around them speaks of codes, and many things have such names or numbers");
    }
    let named_members = leads.iter().filter(|(lead, _)| is_member(lead)).count();
    if failing * 2 < count
        && named_members == count
        && !around.labelled
        && around.heading.is_none_or(|(topic, _)| topic != Topic::Codes)
    {
        // `onOpen` might be a reason in an answer, `lid.state` hardly.
        let owned = most(&|lead| lead.codes.iter().all(|code| code.contains('.')));
        scale.add(if owned { -6 } else { -2 }, "they are named as members of objects are");
    }
    if leads.iter().filter(|(lead, _)| lead.codes.iter().any(|code| is_header(code))).count() * 2 > count {
        scale.kind = "headers-of-requests";
        scale.add(-6, "they are named as headers of requests are");
    }
    if around.fielded && most(&|lead| lead.shape == Shape::Camel) {
        scale.kind = "types";
        scale.add(-8, "they have fields, as types have");
    }
    if around.declaring {
        scale.kind = "functions";
        scale.add(-10, "they are declared as functions");
    }
    if around.functions && failing * 2 < count && !most(&|lead| lead.shape.is_numeric()) {
        scale.kind = "members-of-an-interface";
        scale.add(-8, "they stand beside functions");
    }
    if around.operating && !most(&|lead| lead.shape.is_numeric()) {
        scale.kind = "members-of-an-interface";
        scale.add(-8, "they have inputs and callers, as operations have");
    }
    if most(&|lead| lead.called) {
        scale.add(3, "a word before each says that it is a code");
    }
    if around.labelled {
        scale.add(2, "their parts are labelled as those of errors");
    }
    if around.quoted {
        scale.add(3, "the message of a failure stands below each");
    }
    if around.kin && (!around.speaks_of_others() || around.page == Some(Topic::Codes)) {
        let names = most(&|lead| lead.shape.is_name() && lead.shape != Shape::Constant);
        scale.add(if names { 1 } else { 2 }, "other parts of the page in this form list codes");
    }
    if around.goes_on {
        scale.add(2, "their numbers go on where those of other codes on the page stop");
    }
    if around.twin {
        // Whatever else the words around speak of, nobody numbers two kinds of things in one way.
        scale.add(6, "their identifiers are built like those of codes on the page");
    }
    if http * 2 >= count {
        scale.add(3, "they are HTTP statuses with their names");
    }
    if counts_things(&leads) {
        scale.add(-6, "they count the same thing, one word stands behind each number");
    }
    let structural = leads.iter().filter(|(_, title)| is_structure(title)).count();
    if is_numbering(&leads) {
        // "1. Read the code", "2. Call us": where few titles speak of failures, they are steps.
        let steps = spoken * 2 < count && most(&|lead| lead.joint == Joint::Stop);
        let weight = if structural > 0 || steps { -6 } else { -4 };
        scale.kind = "numbered-sections";
        scale.add(weight, "they count up from one, as sections and steps do");
    }
    // "20.1. Status codes", "20.2. Error codes": what is numbered has the codes below it.
    let announcing = leads.iter().filter(|(_, title)| topic_of(title) == Some(Topic::Codes)).count();
    if announcing * 2 > count && most(&|lead| matches!(lead.shape, Shape::Dotted | Shape::Number)) {
        scale.kind = "numbered-sections";
        scale.add(-8, "their titles announce codes");
    }
    weigh_years(&mut scale, &leads, around, spoken);
    if leads
        .iter()
        .filter(|(lead, title)| {
            (lead.shape == Shape::Dotted && (title.is_empty() || is_version(lead))) || is_named_version(lead)
        })
        .count()
        * 2
        > count
        && !most(&|lead| lead.codes.iter().all(|code| code.split('.').next().is_some_and(|part| part.len() == 3)))
    {
        scale.kind = "versions";
        scale.add(-4, "they look like versions or sections");
    }
    if count * 3 < all {
        scale.add(-3, "most entries start with no code");
    } else if count * 10 < all * 6 {
        scale.add(if all < FEW { -2 } else { -1 }, "many entries start with no code");
        if most(&|lead| lead.shape == Shape::Word) {
            scale.add(-3, "the others are plain words");
        }
    }
    match count {
        1 => {
            if all == 1 {
                scale.add(-1, "it is a single entry");
                let section = |lead: &Lead| {
                    matches!(lead.shape, Shape::Number | Shape::Dotted)
                        && lead.joint == Joint::Stop
                        && !(lead.called || lead.marked)
                };
                if most(&section) {
                    scale.kind = "numbered-sections";
                    scale.add(-6, "its number is that of a section");
                }
                let bare = members.iter().all(|member| member.text.is_empty());
                let status = |lead: &Lead| {
                    let symbol = lead.symbol.as_deref().unwrap_or("");
                    lead.codes.first().is_some_and(|code| names_status(code, symbol))
                };
                let done = |lead: &Lead| lead.codes.iter().all(|code| code.starts_with('2'));
                if bare && most(&|lead| lead.called || done(lead)) && (http == 1 || most(&status)) {
                    scale.add(-6, "it is the status of an answer that follows");
                }
            }
            let plain = |lead: &Lead| matches!(lead.shape, Shape::Word | Shape::Camel | Shape::Snake);
            if most(&|lead| plain(lead) && lead.symbol.is_none() && !lead.called) && around.codes().is_none() {
                scale.add(-2, "it is a plain name");
            }
            if all > 1 && failing == 0 && most(&is_abbreviation) {
                scale.add(-4, "it is an abbreviation");
            }
        }
        3.. if count == all
            && around.heading.is_some_and(|(topic, steps)| topic != Topic::Others && steps == 0)
            && around.introduction != Some(Topic::Others)
            && members.iter().all(|member| !member.text.is_empty())
            && most(&|lead| lead.shape != Shape::Word) =>
        {
            scale.add(1, "every entry below the heading starts with a code");
        }
        _ => {}
    }
    let distinct: HashSet<&str> = leads.iter().flat_map(|(lead, _)| lead.codes.iter().map(String::as_str)).collect();
    let symbols: HashSet<&str> = leads.iter().filter_map(|(lead, _)| lead.symbol.as_deref()).collect();
    if count > 1 && distinct.len() == 1 {
        scale.add(-6, "all have the same code");
    } else if distinct.len() * 2 < count {
        scale.add(-3, "the codes repeat");
    } else if distinct.len() > 1 && symbols.len() == 1 && most(&|lead| lead.symbol.is_some()) {
        scale.add(-4, "one word stands beside each number");
    }
    if members.iter().filter(|member| !member.text.is_empty() || !member.title.is_empty()).count() * 2 < all
        && !most(&|lead| lead.symbol.is_some() || lead.title.is_some())
        // The members of an enumeration of errors say enough with their names.
        && !(around.form && around.heading.is_some_and(|(topic, _)| topic != Topic::Others))
    {
        scale.add(-2, "most entries say nothing of their code");
    }
    scale.judgement()
}

/// Whether a name is a few capitals, as "API" and "FAQ" are.
fn is_abbreviation(lead: &Lead) -> bool {
    let short = |code: &String| code.len() <= 5 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    lead.shape == Shape::Constant && lead.symbol.is_none() && !lead.called && lead.codes.iter().all(short)
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

struct Scale {
    sum: i32,
    reasons: Vec<(i32, &'static str)>,
    kind: &'static str,
    /// Whether it could be codes or something else whatever the sum says.
    doubtful: bool,
}

impl Scale {
    fn add(&mut self, weight: i32, reason: &'static str) {
        self.sum += weight;
        self.reasons.push((weight, reason));
    }

    fn judgement(mut self) -> Judgement {
        let verdict = match self.sum {
            _ if self.doubtful => Verdict::Undecided,
            sum if sum >= ENOUGH => Verdict::Codes,
            sum if sum >= ENOUGH - 1 => Verdict::Undecided,
            _ => Verdict::NotCodes,
        };
        self.reasons.sort_by_key(|(weight, _)| std::cmp::Reverse(weight.abs()));
        let reasons = self.reasons.into_iter().map(|(weight, reason)| format!("{reason} ({weight:+})")).collect();
        Judgement { verdict, reasons, kind: self.kind }
    }
}

fn weigh_surroundings(scale: &mut Scale, around: Surroundings) {
    match around.introduction {
        Some(Topic::Codes) => scale.add(3, "the introduction speaks of codes"),
        Some(Topic::Failures) => scale.add(2, "the introduction speaks of failures"),
        Some(Topic::Others) => scale.add(-3, "the introduction speaks of something else"),
        None => {}
    }
    match around.heading {
        Some((Topic::Codes, 0)) => scale.add(3, "the heading speaks of codes"),
        Some((Topic::Codes, _)) => scale.add(2, "a heading above speaks of codes"),
        Some((Topic::Failures, 0)) => scale.add(2, "the heading speaks of failures"),
        Some((Topic::Failures, _)) => scale.add(1, "a heading above speaks of failures"),
        // On a page of codes, what a heading speaks of may be what the codes below it are about.
        Some((Topic::Others, _)) if around.kin && around.page == Some(Topic::Codes) => {
            scale.add(-1, "the heading speaks of something else, on a page of codes");
        }
        Some((Topic::Others, 0)) => scale.add(-4, "the heading speaks of something else"),
        Some((Topic::Others, _)) => scale.add(-2, "a heading above speaks of something else"),
        None => {}
    }
    let said = around.heading.is_some_and(|(topic, _)| topic != Topic::Others);
    match around.page.filter(|_| !around.speaks_of_others()) {
        Some(Topic::Codes) => scale.add(if said { 1 } else { 3 }, "the page's title speaks of codes"),
        Some(Topic::Failures) if !said => scale.add(2, "the page's title speaks of failures"),
        Some(Topic::Others) if !said && around.introduction != Some(Topic::Codes) => {
            scale.add(-2, "the page's title speaks of something else");
        }
        Some(Topic::Failures | Topic::Others) | None => {}
    }
}

/// Years are codes where the page says so, dates where nothing speaks of failures, and otherwise nobody knows.
fn weigh_years(scale: &mut Scale, leads: &[(&Lead, &str)], around: Surroundings, spoken: usize) {
    let dates = leads.iter().filter(|(lead, _)| is_date(lead)).count();
    let years = leads.iter().filter(|(lead, _)| is_year(lead)).count();
    let is_dated = dates * 5 >= leads.len() * 3;
    // One number beyond the years, and they count something else.
    if !is_dated && dates + years < leads.len() {
        return;
    }
    let others = around.speaks_of_others();
    if !is_dated && !others && around.codes().is_some() {
        return;
    }
    let headed = around.heading.is_some_and(|(topic, _)| topic == Topic::Failures);
    let failing = spoken > 0 || headed || around.introduction == Some(Topic::Failures);
    if !is_dated && !others && failing {
        scale.doubtful = true;
        scale.add(-1, "they may be years or codes");
        return;
    }
    scale.kind = "dates";
    scale.add(-6, "they are years or dates");
}

type Share<'a> = &'a dyn Fn(&dyn Fn(&Lead) -> bool) -> bool;

/// So many names that standards give to errors are no chance.
const LEAST_STANDARD: usize = 3;

fn weigh_shapes(scale: &mut Scale, leads: &[(&Lead, &str)], lone: bool, most: Share<'_>, some: Share<'_>) {
    let failing = failing_names(leads, lone);
    // A word alone is what people call a state: "Enabled (2)".
    let constant = |symbol: &str| shape_of(symbol) != Some(Shape::Word);
    if most(&|lead| lead.symbol.as_deref().is_some_and(constant) && lead.shape.is_numeric()) {
        scale.add(2, "each has a number and a constant");
    }
    if failing * 2 >= leads.len() {
        scale.add(2, "the constants name failures");
    }
    let bare = |lead: &Lead| lead.shape.is_numeric() && lead.joint == Joint::End;
    if most(&|lead| lead.shape == Shape::Hex || lead.codes.iter().any(|code| code.starts_with(['-', '\u{2212}']))) {
        scale.add(2, "they are hexadecimal or negative numbers");
    } else if most(&|lead| lead.shape == Shape::Id) {
        scale.add(2, "they are numbered identifiers");
    } else if most(&|lead| {
        matches!(lead.shape, Shape::Number | Shape::Range) && lead.codes.iter().all(|code| code.len() >= 3)
    }) {
        scale.add(2, "they are numbers of three digits or more");
    } else if most(&bare) {
        scale.add(1, "they are bare numbers");
    } else if most(&|lead| lead.shape.is_numeric()) {
        scale.add(1, "they are numbers");
    } else if most(&|lead| lead.shape == Shape::Constant || lead.symbol.is_some()) {
        scale.add(1, "they are constants");
    } else if most(&|lead| lead.shape.is_name() || lead.shape.is_key()) {
        scale.add(1, "they are names that programs use");
    } else if some(&|lead| lead.shape == Shape::Word && !lead.marked) {
        scale.add(-2, "many are plain words");
    }
    if most(&|lead| lead.marked) && !most(&|lead| lead.joint == Joint::Trailing) {
        scale.add(1, "they are marked");
    }
}

/// How many of the leads have a constant that names a failure. Options, fields and settings have names in lowercase that
/// speak of failures ("ignoreErrors"): where `lone`, with nothing around that speaks of codes, they name none.
fn failing_names(leads: &[(&Lead, &str)], lone: bool) -> usize {
    let own = |lead: &Lead| lead.codes.first().filter(|_| lead.shape.is_name()).cloned();
    let name = |lead: &Lead| lead.symbol.clone().or_else(|| own(lead));
    let names =
        |name: &str| words().names_failure(name) && !(lone && name.starts_with(|c: char| c.is_ascii_lowercase()));
    leads.iter().filter(|(lead, _)| name(lead).is_some_and(|name| names(own_part(&name)))).count()
}

/// A name without the object or module that it belongs to: `error.code` is a code, `errno.EPERM` is EPERM. A constant of
/// a type of errors is a constant too: `ReadError.NO_DISK` is `NO_DISK`.
fn own_part(name: &str) -> &str {
    let constant =
        |own: &str| own.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    match name.split_once('.') {
        Some((owner, own)) if owner.bytes().all(|byte| byte.is_ascii_lowercase()) => own,
        Some((owner, own)) if !own.is_empty() && constant(own) && words().names_failure(owner) => own,
        _ => name,
    }
}

/// Whether all are constants of one type whose name speaks of failures: `ReadError.NO_DISK`, `ReadError.NO_PATH`.
fn is_one_type_of_failures(leads: &[(&Lead, &str)]) -> bool {
    let owner = |lead: &Lead| {
        let (owner, own) = lead.codes.first()?.split_once('.')?;
        let named = owner.starts_with(|c: char| c.is_ascii_uppercase()) && own_part(lead.codes.first()?) == own;
        named.then(|| owner.to_owned())
    };
    let owners: Option<HashSet<String>> = leads.iter().map(|(lead, _)| owner(lead)).collect();
    owners.is_some_and(|owners| owners.len() == 1)
}

/// Whether a lead is a word such as "NOTE" with the note behind a colon.
fn is_label_of_note(lead: &Lead, title: &str) -> bool {
    let structural = |code: &String| !code.contains(['_', '-']) && is_structure(code);
    lead.shape == Shape::Constant
        && lead.symbol.is_none()
        && lead.joint == Joint::Sign
        && !title.is_empty()
        && lead.codes.iter().all(structural)
}

/// Whether a name is written as headers of HTTP are: `X-Lid-State`.
fn is_header(name: &str) -> bool {
    let part = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(char::is_alphabetic);
    name.starts_with("X-") && name.split('-').all(part)
}

/// Whether a decimal number has more digits than codes have: a card, a phone, an account.
fn is_too_long(code: &str) -> bool {
    code.len() > 11 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a lead looks as many things do that are no codes: a constant, a number of one or two digits.
fn is_weak(lead: &Lead) -> bool {
    let short = |code: &String| code.len() <= 2 && !code.starts_with(['-', '\u{2212}']);
    lead.shape == Shape::Constant || (lead.shape == Shape::Number && lead.codes.iter().all(short))
}

/// Whether a lead is named as fields and methods are: `onOpen`, `lid.state`.
fn is_member(lead: &Lead) -> bool {
    let member = |code: &String| {
        code.starts_with(|c: char| c.is_ascii_lowercase())
            && code.chars().all(|c| c.is_ascii_alphabetic() || c == '.')
            && code.contains(|c: char| c.is_ascii_uppercase() || c == '.')
    };
    lead.shape.is_name() && lead.symbol.is_none() && !lead.called && lead.codes.iter().all(member)
}

/// Whether each of at least two bare numbers has the same word right behind it: "2 blinks and …", "3 blinks and …".
fn counts_things(leads: &[(&Lead, &str)]) -> bool {
    let bare = |lead: &Lead| lead.shape == Shape::Number && lead.joint == Joint::Space && !lead.called && !lead.marked;
    let words: HashSet<&str> = leads.iter().filter_map(|(_, title)| title.split_whitespace().next()).collect();
    let things = words.iter().all(|word| word.ends_with('s') && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    leads.len() > 1 && words.len() == 1 && things && leads.iter().all(|(lead, title)| bare(lead) && title.contains(' '))
}

/// Whether the leads are section or step numbers, with a title: 1, 2, 3 or 8.1, 8.2, 8.3 in order.
fn is_numbering(leads: &[(&Lead, &str)]) -> bool {
    // "7. SQLite setup" looks as if it had a name.
    let named = leads.iter().filter(|(lead, _)| lead.symbol.is_some()).count();
    if named * 5 > leads.len() {
        return false;
    }
    let numbers: Vec<(&str, i128)> = leads
        .iter()
        .filter(|(lead, title)| {
            lead.title.is_none()
                && !lead.called
                && !(title.is_empty() && lead.symbol.is_none())
                && matches!(lead.joint, Joint::Space | Joint::Stop | Joint::Sign | Joint::Dash | Joint::Bracket)
                && !(lead.marked && lead.joint != Joint::Bracket)
        })
        .filter_map(|(lead, _)| {
            let code = lead.codes.first()?;
            match lead.shape {
                Shape::Number => Some(("", value_of(code)?)),
                Shape::Dotted => {
                    let (chapter, number) = code.split_once('.').filter(|(chapter, _)| chapter.len() <= 2)?;
                    Some((chapter, value_of(number)?))
                }
                _ => None,
            }
        })
        .collect();
    // An excerpt starts with any section: "7. Limits", "8. Errors".
    let sections = leads.iter().all(|(lead, _)| lead.joint == Joint::Stop);
    let starts = |first: i128| first == 1 || (sections && (2..20).contains(&first) && numbers.len() > 1);
    if numbers.len() * 5 < leads.len() * 4 || !numbers.first().is_some_and(|&(_, first)| starts(first)) {
        return false;
    }
    let steps = numbers.windows(2).filter(|pair| pair[1].0 == pair[0].0 && pair[1].1 == pair[0].1 + 1);
    steps.count() * 10 >= (numbers.len() - 1) * 9
}

fn is_year(lead: &Lead) -> bool {
    let year = |code: &String| code.len() == 4 && value_of(code).is_some_and(|value| (1970..=2060).contains(&value));
    !lead.called && lead.symbol.is_none() && lead.codes.iter().all(year)
}

/// Whether a lead is a year with a month and a day.
fn is_date(lead: &Lead) -> bool {
    let dated = |code: &String| {
        let mut parts = code.split('-').map(|part| (part.len(), part.bytes().all(|byte| byte.is_ascii_digit())));
        code.len() >= 8 && code.matches('-').count() == 2 && parts.next() == Some((4, true))
    };
    !lead.called && lead.symbol.is_none() && lead.codes.first().is_some_and(dated)
}

fn is_version(lead: &Lead) -> bool {
    lead.codes.first().is_some_and(|code| code.split('.').all(|part| part.len() <= 2))
}

/// `v1.2`, `pre-1.1.4`, `release-2.0.1`: a word and a version; `A.2.5`, a section of an appendix.
fn is_named_version(lead: &Lead) -> bool {
    let named = |code: &String| {
        // `v227`: nobody writes the letter before a code.
        if code.strip_prefix('v').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            return true;
        }
        let number = code.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(['-', '.']);
        number.len() < code.len()
            && number.contains('.')
            && number
                .split('.')
                .all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    lead.symbol.is_none() && !lead.called && lead.codes.first().is_some_and(named)
}

fn is_http(lead: &Lead, title: &str) -> bool {
    let title = lead.title.as_deref().unwrap_or(title);
    lead.shape == Shape::Number && lead.codes.first().is_some_and(|code| names_status(code, title))
}
