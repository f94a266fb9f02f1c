//! What names tell: constants and names that speak of failures, and names of other things that programs have.

use foldhash::HashSet;

use super::super::lead::{Joint, Lead};
use super::super::spelling::{Shape, shape_of};
use super::super::standard_names::is_standard_name;
use super::super::topic::{Topic, is_field, is_stressed_word, is_structure, name_other_values};
use super::super::words::{HeaderRole, words};
use super::Family;
use super::scale::Scale;

/// So many names of one piece are those of codes where they stand below a title that speaks of codes.
const MANY_PRODUCTS: usize = 8;

/// Fewer names that speak of failures may stand anywhere: in a change log, in a sample.
pub(super) const FEW: usize = 6;

/// So many constants that all name failures are hardly anything but codes.
const MANY_FAILURES: usize = 12;

/// So many names that standards give to errors are no chance.
const LEAST_STANDARD: usize = 3;

impl Family<'_, '_> {
    /// What the leads look like.
    pub(super) fn weigh_shapes(&self, scale: &mut Scale) {
        // A word alone is what people call a state: "Enabled (2)".
        let constant = |symbol: &str| shape_of(symbol) != Some(Shape::Word);
        // The same word beside each number names none of them.
        let symbols: HashSet<&str> = self.leads.iter().filter_map(|(lead, _)| lead.symbol.as_deref()).collect();
        let same = symbols.len() == 1 && self.number(|lead| lead.symbol.is_some()) > 1;
        if !same && self.most(|lead| lead.symbol.as_deref().is_some_and(constant) && lead.shape.is_numeric()) {
            scale.add(2, "each has a number and a constant");
        }
        if !same && self.failing * 2 >= self.leads.len() {
            scale.add(2, "the constants name failures");
        }
        if self.leads.len() >= MANY_FAILURES
            && self.failing * 5 >= self.leads.len() * 4
            && self.most(|lead| lead.shape == Shape::Constant)
        {
            scale.add(1, "so many constants name failures that they are hardly anything else");
        }
        let bare = |lead: &Lead| lead.shape.is_numeric() && lead.joint == Joint::End;
        if self
            .most(|lead| lead.shape == Shape::Hex || lead.codes.iter().any(|code| code.starts_with(['-', '\u{2212}'])))
        {
            scale.add(2, "they are hexadecimal or negative numbers");
        } else if self.most(|lead| lead.shape == Shape::Id) {
            // "S1", "S2": parts, cases and versions of anything.
            let short = self.leads.len() < FEW && !self.around.says_something() && self.most(is_short_id);
            scale.add(if short { 1 } else { 2 }, "they are numbered identifiers");
        } else if self.most(|lead| {
            matches!(lead.shape, Shape::Number | Shape::Range) && lead.codes.iter().all(|code| code.len() >= 3)
        }) {
            scale.add(2, "they are numbers of three digits or more");
        } else if self.most(bare) {
            scale.add(1, "they are bare numbers");
        } else if self.most(|lead| lead.shape.is_numeric()) {
            scale.add(1, "they are numbers");
        } else if self.most(|lead| lead.shape == Shape::Constant || lead.symbol.is_some()) {
            scale.add(1, "they are constants");
        } else if self.most(|lead| lead.shape.is_name() || lead.shape.is_key()) {
            scale.add(1, "they are names that programs use");
        } else if self.some(|lead| lead.shape == Shape::Word && !lead.marked) {
            scale.add(-2, "many are plain words");
        }
        if self.most(|lead| lead.marked) && !self.most(|lead| lead.joint == Joint::Trailing) {
            scale.add(1, "they are marked");
        }
    }

    /// What else names may be of: fields, parameters, notes, answers.
    pub(super) fn weigh_kinds_of_names(&self, scale: &mut Scale) {
        let count = self.leads.len();
        let leads = &self.leads;
        let fields = leads.iter().filter(|(lead, _)| lead.codes.iter().any(|code| is_field(code))).count();
        if fields * 5 >= count * 2 {
            scale.kind = "fields-of-an-answer";
            scale.add(if fields * 3 >= count * 2 { -9 } else { -6 }, "they are fields of an answer");
        }
        if self.standard {
            scale.add(6, "standards give errors these names");
        }
        // "`lid` (Required)": a parameter.
        let against = |title: &String| words().header_role(title) == Some(HeaderRole::Against);
        if self.most(|lead| lead.title.as_ref().is_some_and(against)) {
            scale.kind = "fields-of-an-answer";
            scale.add(-8, "each says whether it must be given");
        }
        if self.most(|lead| lead.symbol.is_none() && lead.codes.iter().all(|code| is_type(code))) {
            scale.kind = "types";
            scale.add(-8, "they are named as types are");
        }
        let plain = |lead: &Lead| !lead.shape.is_numeric() && lead.codes.iter().all(|code| !code.contains('_'));
        if self.around.sampled && self.failing * 2 < count && self.most(plain) {
            scale.kind = "labels-of-notes";
            scale.add(-8, "they are labels of samples");
        }
        if !self.around.kin && name_other_values(leads.iter().filter_map(|(lead, _)| constant_of(lead))) {
            scale.kind = "constants-of-another-kind";
            scale.add(-4, "what the constants have in common says that they are something else");
        }
        let labels = leads.iter().filter(|(lead, title)| is_label_of_note(lead, title)).count();
        if labels * 2 > count {
            scale.kind = "labels-of-notes";
            scale.add(-6, "they are labels of notes");
        }
        if self.most(|lead| lead.symbol.is_none() && lead.codes.iter().all(|code| is_stressed_word(code))) {
            scale.add(-8, "they are words that are stressed");
        }
        if self.most(|lead| lead.codes.iter().all(|code| words().is_boolean(code))) {
            scale.add(-8, "they are answers to a question");
        }
        if leads.iter().filter(|(lead, _)| lead.codes.iter().any(|code| is_too_long(code))).count() * 2 > count {
            scale.add(-8, "the numbers are too long for codes");
        }
    }

    /// Constants that are declared somewhere, or belong to a type.
    pub(super) fn weigh_constants(&self, scale: &mut Scale) {
        let Self { around, failing, .. } = *self;
        let count = self.leads.len();
        let leads = &self.leads;
        if around.declared {
            // Constants of any kind have names; what the page says of them decides.
            let weight = if failing * 2 >= count || around.says_more_than_names() { 3 } else { 1 };
            scale.add(weight, "constants of the page have these names");
        }
        if count > 1 && is_one_type_of_failures(leads) {
            scale.add(3, "they are the constants of a type of failures");
        }
        // "Error constants" speaks of more than their form.
        let named = around.heading == Some((Topic::Failures, 0));
        if around.form && !named && failing * 2 < count && around.codes().is_none() {
            scale.kind = "constants-of-another-kind";
            scale.add(-4, "the heading speaks of constants of any kind");
        }
    }

    /// Names that anything may have.
    pub(super) fn weigh_plain_names(&self, scale: &mut Scale) {
        let Self { around, failing, spoken, http, standard, .. } = *self;
        let count = self.leads.len();
        let leads = &self.leads;
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
            && self.most(|lead| is_weak(lead) && !lead.called && lead.symbol.is_none())
        {
            scale.add(-2, "nothing around them speaks of codes, and many things have such names or numbers");
        }
        // Requirements, rules and decisions are numbered so as well, and may speak of failures.
        if !around.says_something() && self.most(is_requirement) {
            scale.add(-1, "nothing around them speaks of codes, and requirements and rules have such numbers");
        }
        // "**Channel**: …" on a page that has codes elsewhere.
        let word = |lead: &Lead| {
            lead.shape == Shape::Word || (lead.shape == Shape::Constant && lead.codes.iter().all(|c| !c.contains('_')))
        };
        let near = around.introduction.is_some() || around.heading.is_some_and(|(_, steps)| steps == 0);
        if count < FEW
            && failing == 0
            && http == 0
            && spoken == 0
            && !near
            && self.most(|lead| word(lead) && !lead.called && lead.symbol.is_none())
        {
            scale.add(-2, "few words, and only what stands further above speaks of codes");
        }
        // "**Lids** (lost ones)" beside "**Open lids** (stuck ones)": kinds of failures.
        if count < FEW
            && count < self.members.len()
            && failing == 0
            && http == 0
            && around.codes().is_none()
            && self.most(|lead| word(lead) && !lead.called && lead.symbol.is_none())
        {
            scale.add(-4, "few words beside phrases, and nothing around them speaks of codes");
        }
        // Products, systems and protocols have such names, on pages of codes as well.
        let led = around.leads && around.introduction == Some(Topic::Codes);
        let headed = around.heading.is_some_and(|(topic, steps)| topic != Topic::Others && steps == 0);
        // So many products are hardly told of, and of few of them what failed.
        let above = around.heading.is_some_and(|(topic, _)| topic == Topic::Codes)
            && count >= MANY_PRODUCTS
            && spoken * 2 >= count;
        let told = above || around.labelled || around.quoted || around.declared || around.statuses || around.erring;
        if failing * 4 < count
            && http == 0
            && !(standard || led || headed || told)
            && self.most(|lead| is_proper(lead) && !lead.called && !lead.raised && lead.symbol.is_none())
        {
            scale.add(-7, "they are named as products and systems are, and nothing near them speaks of codes");
        }
        let named_members = leads.iter().filter(|(lead, _)| is_member(lead)).count();
        if failing * 2 < count
            && named_members == count
            && !around.labelled
            && around.heading.is_none_or(|(topic, _)| topic != Topic::Codes)
        {
            // `onOpen` might be a reason in an answer, `lid.state` hardly.
            let owned = self.most(|lead| lead.codes.iter().all(|code| code.contains('.')));
            scale.add(if owned { -6 } else { -2 }, "they are named as members of objects are");
        }
        if leads.iter().filter(|(lead, _)| lead.codes.iter().any(|code| is_header(code))).count() * 2 > count {
            scale.kind = "headers-of-requests";
            scale.add(-6, "they are named as headers of requests are");
        }
        if failing * 2 <= count
            && count < FEW
            && leads.iter().all(|(lead, _)| !lead.raised && lead.codes.iter().all(|code| is_qualified(code)))
        {
            scale.kind = "types";
            scale.add(-8, "they are named as types of a package are");
        }
        if around.fielded && self.most(|lead| lead.shape == Shape::Camel) {
            scale.kind = "types";
            scale.add(-8, "they have fields, as types have");
        } else if around.fielded
            && around.codes().is_none()
            && self.most(|lead| lead.shape.is_numeric() && !lead.called)
        {
            scale.add(-4, "they have fields, as registers and frames have");
        }
        if around.demanding {
            scale.kind = "types";
            scale.add(-12, "they have parts that must be given, as records and requests have");
        }
    }
}

/// Whether most are names that standards give to errors.
pub(super) fn are_standard(leads: &[(&Lead, &str)]) -> bool {
    let standard = leads.iter().filter(|(lead, _)| lead.codes.iter().all(|code| is_standard_name(code))).count();
    standard >= LEAST_STANDARD && standard * 2 >= leads.len()
}

/// How many of the leads have a constant that names a failure. Options, fields and settings have names in lowercase that
/// speak of failures ("ignoreErrors"): where `lone`, with nothing around that speaks of codes, they name none.
pub(super) fn failing_names(leads: &[(&Lead, &str)], lone: bool) -> usize {
    let own = |lead: &Lead| lead.codes.first().filter(|_| lead.shape.is_name()).cloned();
    let name = |lead: &Lead| lead.symbol.clone().or_else(|| own(lead));
    let names =
        |name: &str| words().names_failure(name) && !(lone && name.starts_with(|c: char| c.is_ascii_lowercase()));
    leads.iter().filter(|(lead, _)| name(lead).is_some_and(|name| names(own_part(&name)))).count()
}

/// The constant of a lead: its symbol, or its code where that is one.
fn constant_of(lead: &Lead) -> Option<&str> {
    let own = lead.codes.first().filter(|_| lead.shape == Shape::Constant);
    lead.symbol.as_ref().or(own).map(String::as_str)
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

/// Whether a lead is numbered as requirements, rules and decisions are: `LID-KEY-001`.
fn is_requirement(lead: &Lead) -> bool {
    let numbered = |code: &String| {
        code.rsplit_once('-').is_some_and(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    lead.shape == Shape::Id && !lead.called && lead.codes.iter().all(numbered)
}

/// Whether a lead is a letter or two with a number of one digit: `S1`.
fn is_short_id(lead: &Lead) -> bool {
    let short = |code: &String| code.len() <= 3 && code.bytes().filter(u8::is_ascii_digit).count() == 1;
    !lead.called && lead.codes.iter().all(short)
}

/// Whether a name is written as headers of HTTP are: `X-Lid-State`.
fn is_header(name: &str) -> bool {
    let part = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(char::is_alphabetic);
    name.starts_with("X-") && name.split('-').all(part)
}

/// Whether a lead looks as many things do that are no codes: a constant, a number of one or two digits.
fn is_weak(lead: &Lead) -> bool {
    let short = |code: &String| code.len() <= 2 && !code.starts_with(['-', '\u{2212}']);
    lead.shape == Shape::Constant || (lead.shape == Shape::Number && lead.codes.iter().all(short))
}

/// Whether a lead is a name of one piece with a capital in it, as products and systems have: `LidOS`, `OVEN`.
fn is_proper(lead: &Lead) -> bool {
    let proper = |code: &String| {
        code.bytes().all(|byte| byte.is_ascii_alphanumeric()) && code.contains(|c: char| c.is_ascii_uppercase())
    };
    matches!(lead.shape, Shape::Word | Shape::Camel | Shape::Constant) && lead.codes.iter().all(proper)
}

/// Whether a lead is named as fields and methods are: `onOpen`, `lid.state`.
fn is_member(lead: &Lead) -> bool {
    let member = |code: &String| {
        code.starts_with(|c: char| c.is_ascii_lowercase())
            && code.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '_'))
            && code.contains(|c: char| c.is_ascii_uppercase() || c == '.')
    };
    lead.shape.is_name() && lead.symbol.is_none() && !lead.called && !lead.raised && lead.codes.iter().all(member)
}

/// Whether a name is that of a type with its package: `org.lids.Lid`.
fn is_qualified(code: &str) -> bool {
    let mut parts = code.split('.');
    let lower = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let packages = parts.by_ref().take_while(|part| lower(part)).count();
    packages >= 2 && code.rsplit('.').next().is_some_and(|own| own.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether a name ends as those of types do in C: `lid_state_t`.
fn is_type(code: &str) -> bool {
    code.ends_with("_t") && code.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether a decimal number has more digits than codes have: a card, a phone, an account.
fn is_too_long(code: &str) -> bool {
    code.len() > 11 && code.bytes().all(|byte| byte.is_ascii_digit())
}
