//! Constants of a page's code blocks, as offers of codes and as numbers for the names that the page explains elsewhere.

use foldhash::{HashMap, HashSet};

use super::super::offer::{Fate, Offer, OfferedCode, Remainder, Verdict};
use super::super::page::{Page, Placed};
use super::super::spelling::{Shape, shape_of};
use super::super::surroundings::introduction_before;
use super::super::surroundings::surroundings_of;
use super::super::topic::Topic;
use super::super::{CodeDeclaration, ConstantDeclaration, Field, FieldRole, Ignored, UnknownConstantDeclaration};
use super::calls::read_calls;
use super::family::keep_codes;
use super::listing::{
    Lines, Listed as Entry, is_counting, is_frame, read_branches, read_json_catalog, read_listing, read_names,
};
use super::noted::read_noted_names;
use super::others::{failing, others};
use super::records::read_records;
use super::yaml_list::read_yaml_list;
use super::{Constant, Lexed, lex_constants};
use crate::document::{BlockKind, Code};

/// So many constants make a listing; fewer are a sample.
pub(super) const ENOUGH: usize = 3;

/// A listing with one constant has at most so many lines.
const SHORT: usize = 4;

/// So many errors in one list are a catalog of them.
const MANY_ERRORS: usize = 6;

/// An enumeration of so many is a long one.
const LONG: usize = 30;

/// What the code blocks of a page give.
pub(crate) struct Offered {
    /// Constants and listings as codes.
    pub(crate) offers: Vec<Offer>,
    /// Every constant.
    pub(crate) declared: Vec<ConstantDeclaration>,
    /// The names of those that a listing only counts and says no number of: nobody finds their numbers on the page.
    pub(crate) counted: HashSet<String>,
    /// Of a source of symbols, the constants whose values it does not tell.
    pub(crate) unknown: Vec<UnknownConstantDeclaration>,
    /// Of a source of symbols, the constants that are no codes.
    pub(crate) set_aside: Vec<Ignored>,
}

/// Whether a page is what the reader of symbols makes: one block of code from the first line on.
pub(crate) fn is_symbol_source(page: &Page<'_>) -> bool {
    match page.blocks.as_slice() {
        [placed] => matches!(&placed.block.kind, BlockKind::Code(code) if code.line == 1),
        _ => false,
    }
}

/// Offers the constants of code blocks as codes where the page speaks of them as errors, and lists every constant.
///
/// A page that is one block of code is a source of symbols: it declares constants and no codes, and the constants whose
/// values cannot be known.
pub(crate) fn offer_constants(page: &Page<'_>) -> Offered {
    let only = page.blocks.len() == 1;
    let is_source = is_symbol_source(page);
    let (mut offers, mut declared, mut unknowns, mut set_aside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut apart = Apart::default();
    let mut counted_names = HashSet::default();
    for (index, placed) in page.blocks.iter().enumerate() {
        let BlockKind::Code(code) = &placed.block.kind else { continue };
        if let Some(offer) = listing(page, index, placed, code) {
            offers.push(offer);
            continue;
        }
        if is_sample(code) {
            continue;
        }
        let mut lexed = lex_constants(&code.text, code.language.as_deref());
        let is_list = code.language.as_deref() == Some("tsv");
        if is_source && !is_list {
            let others = keep_codes(&mut lexed);
            set_aside.extend(others.into_iter().map(|constant| Ignored {
                rule: "other-constants".to_owned(),
                text: format!("{} = {}", constant.name, constant.value),
                line: code.line.saturating_add(constant.line),
            }));
        }
        let Lexed { constants, unknown, headers } = lexed;
        // A page quotes fragments: what they refer to may stand elsewhere.
        if is_source {
            unknowns.extend(unknown.into_iter().map(|constant| UnknownConstantDeclaration {
                name: constant.name,
                expression: constant.expression,
                line: code.line.saturating_add(constant.line),
            }));
        }
        match constants.as_slice() {
            _ if only => {}
            [constant] if code.text.lines().count() <= SHORT => {
                offers.extend(apart.take(page, index, placed, code, constant.clone()));
            }
            constants => {
                let header = |constant: &Constant| headers.get(constant.within?).map(|header| header.code.as_str());
                let listed: Vec<_> = constants
                    .iter()
                    .map(|constant| Listed { placed, code, constant, header: header(constant) })
                    .collect();
                offers.extend(offer(page, index, &listed));
            }
        }
        // Variants of Rust count as well, but nobody gets their numbers unless these are stated.
        let counted = !is_source && code.language.as_deref().is_some_and(|name| matches!(name, "rust" | "rs"));
        let lines: Vec<&str> = code.text.lines().collect();
        let said = |constant: &Constant| !counted || is_written(&lines, constant);
        if !is_source && !constants.iter().any(|constant| is_written(&lines, constant)) {
            counted_names.extend(constants.iter().map(|constant| constant.name.clone()));
        }
        declared.extend(constants.into_iter().filter(said).map(|constant| ConstantDeclaration {
            name: constant.name,
            value: constant.value,
            comment: constant.comment,
            line: code.line_at(constant.line),
        }));
    }
    offers.extend(apart.close(page));
    Offered { offers, declared, counted: counted_names, unknown: unknowns, set_aside }
}

/// Constants that a reference declares each in a listing of its own, below a text that says what it means.
#[derive(Default)]
struct Apart<'p, 'a> {
    section: Option<usize>,
    /// Whether the section's texts stand below its listings, as its first listing tells.
    below: bool,
    /// The place of the first text.
    start: usize,
    listed: Vec<(&'p Placed<'a>, &'a Code, Constant)>,
}

impl<'p, 'a> Apart<'p, 'a> {
    /// Takes one more constant; returns what is complete.
    fn take(
        &mut self,
        page: &Page<'a>,
        index: usize,
        placed: &'p Placed<'a>,
        code: &'a Code,
        mut constant: Constant,
    ) -> Vec<Offer> {
        let above = index.checked_sub(1).and_then(|above| page.blocks.get(above));
        let said = above.filter(|above| above.within == placed.within).and_then(|above| match &above.block.kind {
            BlockKind::Paragraph(text) if !text.plain().ends_with([':', '：']) => Some(text.plain()),
            _ => None,
        });
        let section = page.section(placed);
        let mut complete = Vec::new();
        if section != self.section {
            complete.extend(std::mem::take(self).close(page));
            (self.section, self.below) = (section, said.is_none());
        }
        match said.filter(|_| !self.below) {
            Some(said) => {
                if self.listed.is_empty() {
                    self.start = index - 1;
                }
                constant.comment = Some(said.to_owned());
                self.listed.push((placed, code, constant));
            }
            None => complete.extend(offer(page, index, &[Listed { placed, code, constant: &constant, header: None }])),
        }
        complete
    }

    fn close(self, page: &Page<'a>) -> Option<Offer> {
        let listed: Vec<_> = self
            .listed
            .iter()
            .map(|(placed, code, constant)| Listed { placed, code, constant, header: None })
            .collect();
        offer(page, self.start, &listed)
    }
}

/// A constant where it stands.
pub(super) struct Listed<'l, 'a> {
    pub(super) placed: &'l Placed<'a>,
    pub(super) code: &'l Code,
    pub(super) constant: &'l Constant,
    /// The code before the brace that it stands in.
    pub(super) header: Option<&'l str>,
}

/// The lines of a block as codes, where each is one and the words above speak of codes or failures.
fn listing(page: &Page<'_>, index: usize, placed: &Placed<'_>, code: &Code) -> Option<Offer> {
    let catalog = read_json_catalog(&code.text);
    let list = read_yaml_list(&code.text);
    let is_catalog = !(catalog.is_empty() && list.0.is_empty());
    let branches = read_branches(&code.text);
    let chosen = !branches.is_empty();
    let whole: [fn(&str) -> Vec<Entry>; 3] = [read_names, read_calls, read_records];
    let mut whole = [catalog, branches].into_iter().chain(whole.into_iter().map(|read| read(&code.text)));
    let by_lines: [fn(&str) -> Lines; 2] = [read_noted_names, read_listing];
    let mut by_lines = [list].into_iter().chain(by_lines.into_iter().map(|read| read(&code.text)));
    let found = whole.find(|listed| !listed.is_empty()).map(|listed| (listed, Vec::new()));
    let (listed, broken) = found.or_else(|| by_lines.find(|(listed, _)| !listed.is_empty())).unwrap_or_default();
    let around = surroundings_of(page, index, placed, introduction_before(page, index));
    let nearest =
        [around.introduction, around.heading.map(|(topic, _)| topic), around.page].into_iter().flatten().next();
    // An answer may list several errors of one request, but not that many.
    let long = is_catalog && listed.len() >= MANY_ERRORS;
    let name = |shape: Shape| matches!(shape, Shape::Constant | Shape::Camel);
    let named = listed.iter().all(|entry| entry.text.is_empty() && name(entry.lead.shape));
    let weak = !is_catalog && !named && !is_counting(&listed);
    // "Error 5: no lid": each line says of itself what it is.
    let called = !listed.is_empty() && listed.iter().all(|entry| entry.lead.called);
    let told = (nearest != Some(Topic::Others) && around.codes().is_some())
        || (nearest == Some(Topic::Failures) && (weak || long) && !chosen)
        || (nearest == Some(Topic::Failures) && named && around.codes().is_some())
        || (chosen && around.codes().is_some())
        || called;
    if listed.is_empty() || !told {
        return None;
    }
    let subject = format!("code block, {} lines", listed.len());
    let reasons =
        vec!["each line is a code and its text".to_owned(), "the words above speak of codes or failures".to_owned()];
    let codes = listed.into_iter().flat_map(|entry| {
        let declaration = CodeDeclaration {
            symbol: entry.lead.symbol.or(entry.lead.title),
            description: entry.text,
            path: page.path(placed),
            anchor: page.anchor(placed),
            line: code.line_at(entry.line),
            ..CodeDeclaration::default()
        };
        let nodes = vec![placed.block.id];
        entry.lead.codes.into_iter().map(move |code| OfferedCode {
            nodes: nodes.clone(),
            declaration: CodeDeclaration { code, ..declaration.clone() },
        })
    });
    let codes = codes.collect();
    let rest = broken.into_iter().filter(|(_, text)| !is_frame(text)).map(|(line, text)| Remainder {
        node: placed.block.id,
        line: code.line_at(line),
        text,
        fate: Fate::Unexplained("a line without a code among lines with codes".to_owned()),
    });
    let rest = rest.collect();
    Some(Offer { subject, line: code.line, verdict: Verdict::Codes, reasons, codes, rest })
}

/// The names of constants that were read as codes, where their values are codes in letters: `LidLost = 'lid-lost'`.
pub(crate) fn spelled_codes(offers: &[Offer]) -> HashSet<String> {
    let codes = offers.iter().filter(|offer| offer.verdict == Verdict::Codes).flat_map(|offer| &offer.codes);
    let spelled = |code: &str| shape_of(code).is_some_and(|shape| shape.is_name() || shape == Shape::Word);
    let codes = codes.map(|code| &code.declaration).filter(|declaration| spelled(&declaration.code));
    codes.filter_map(|declaration| declaration.symbol.clone()).collect()
}

/// Gives codes that are names the numbers that constants of the page give these names, or the codes in letters that those
/// of the `spelled` names are: the value becomes the code, the name its symbol. Those that a listing only counts stay
/// names.
pub(crate) fn join_constants(
    offers: &mut [Offer],
    constants: &[ConstantDeclaration],
    counted: &HashSet<String>,
    spelled: &HashSet<String>,
) {
    let numbered = |value: &str| value.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    let numbers: HashMap<&str, &ConstantDeclaration> = constants
        .iter()
        .filter(|constant| !counted.contains(&constant.name))
        .filter(|constant| numbered(&constant.value) || spelled.contains(&constant.name))
        .map(|constant| (constant.name.as_str(), constant))
        .collect();
    if numbers.is_empty() {
        return;
    }
    for offer in offers {
        let named = |code: &CodeDeclaration| numbers.get(last_part(&code.code)).copied();
        let found = offer.codes.iter().filter(|code| named(&code.declaration).is_some()).count();
        if found * 2 < offer.codes.len() || found == 0 {
            continue;
        }
        for code in &mut offer.codes {
            let Some(constant) = named(&code.declaration) else { continue };
            let declaration = &mut code.declaration;
            let name = std::mem::replace(&mut declaration.code, constant.value.clone());
            if let Some(before) = declaration.symbol.replace(name) {
                declaration.fields.insert(0, Field { header: "Name".to_owned(), role: FieldRole::Name, text: before });
            }
            declaration.line = constant.line;
        }
        offer.reasons.push("constants of the page give their values".to_owned());
    }
}

/// Whether the line of a constant states its value.
fn is_written(lines: &[&str], constant: &Constant) -> bool {
    lines.get(constant.line as usize).is_some_and(|line| line.contains(constant.value.as_str()))
}

/// A name without the enumeration that it is written with: `Errors.NOT_FOUND`, `Errors::NotFound`.
fn last_part(name: &str) -> &str {
    name.rsplit(['.', ':']).next().unwrap_or(name)
}

/// Requests, answers and shell sessions hold no declarations.
fn is_sample(code: &Code) -> bool {
    let language = code.language.as_deref().unwrap_or("").to_ascii_lowercase();
    matches!(
        language.as_str(),
        "json"
            | "json5"
            | "jsonc"
            | "xml"
            | "html"
            | "yaml"
            | "yml"
            | "toml"
            | "ini"
            | "sh"
            | "bash"
            | "shell"
            | "console"
            | "http"
            | "curl"
            | "diff"
            | "sql"
            | "css"
            | "env"
            | "dockerfile"
            | "makefile"
            | "shell-session"
            | "zsh"
    )
}

/// The constants as codes; `index` is the place of the first block of them.
fn offer(page: &Page<'_>, index: usize, listed: &[Listed<'_, '_>]) -> Option<Offer> {
    let first = listed.first()?;
    let placed = first.placed;
    let constants: Vec<&Constant> = listed.iter().map(|listed| listed.constant).collect();
    let around = surroundings_of(page, index, placed, introduction_before(page, index));
    let failing = failing(&constants);
    let numbers = constants.iter().filter(|constant| constant.number).count();
    let mut reasons = vec![format!("{failing} of {} constants name failures", constants.len())];
    let topics = [around.introduction, around.heading.map(|(topic, _)| topic), around.page];
    let nearest = topics.iter().flatten().next().copied();
    reasons.push(match nearest {
        Some(Topic::Codes) => "the words above speak of codes".to_owned(),
        Some(Topic::Failures) => "the words above speak of failures".to_owned(),
        Some(Topic::Others) => "the words above speak of something else".to_owned(),
        None => "the words above say nothing".to_owned(),
    });
    let most_fail = failing * 2 >= constants.len();
    let others = others(listed, nearest);
    let called = listed.iter().all(Listed::is_of_codes);
    let told = constants.iter().all(|constant| constant.comment.is_some());
    // Numbers that are only counted stand nowhere on the page: such a listing is one of names.
    let mut texts: Vec<(&Code, Vec<&str>)> = Vec::new();
    let spelled = listed.iter().all(|listed| {
        if texts.last().is_none_or(|(code, _)| !std::ptr::eq(*code, listed.code)) {
            texts.push((listed.code, listed.code.text.lines().collect()));
        }
        texts.last().is_some_and(|(_, lines)| is_written(lines, listed.constant))
    });
    let verdict = match nearest {
        _ if others.is_some() => Verdict::NotCodes,
        // Names alone, none of which is of codes, may stand below any heading.
        _ if !spelled && failing == 0 && !called && !told => Verdict::NotCodes,
        // "and so on" may follow the first two.
        Some(Topic::Codes) if constants.len() + 1 == ENOUGH && numbers == constants.len() && most_fail && told => {
            Verdict::Codes
        }
        _ if constants.len() < ENOUGH => Verdict::NotCodes,
        Some(Topic::Codes) if numbers * 2 >= constants.len() || most_fail => Verdict::Codes,
        // Of a long enumeration below a title of failures not every name speaks of one.
        Some(Topic::Failures)
            if constants.len() >= LONG && failing * 3 >= constants.len() && numbers * 10 >= constants.len() * 9 =>
        {
            Verdict::Codes
        }
        Some(Topic::Failures) | None if most_fail && (numbers * 2 >= constants.len() || called) => Verdict::Codes,
        Some(Topic::Failures)
            if spelled && numbers * 2 >= constants.len() && listed.iter().all(Listed::is_of_failures) =>
        {
            Verdict::Codes
        }
        Some(Topic::Others)
            if numbers == constants.len()
                && (failing * 5 >= constants.len() * 4 || (most_fail && around.page != Some(Topic::Others))) =>
        {
            Verdict::Codes
        }
        _ => Verdict::NotCodes,
    };
    let number = |constant: &Constant| Field {
        header: "Value".to_owned(),
        role: FieldRole::Number,
        text: constant.value.clone(),
    };
    // `LID_LOST(Status.GONE, "there is no lid")`: what most are given is what they say.
    let worded = |constant: &&Constant| !constant.number && constant.value.contains(' ');
    let told = constants.iter().copied().filter(|constant| worded(constant)).count() * 2 > constants.len();
    let codes = listed
        .iter()
        .map(|Listed { placed, code, constant, .. }| OfferedCode {
            nodes: vec![placed.block.id],
            declaration: CodeDeclaration {
                code: if spelled && !told { constant.value.clone() } else { constant.name.clone() },
                symbol: (spelled && !told).then(|| constant.name.clone()),
                fields: if spelled || told { Vec::new() } else { vec![number(constant)] },
                description: match told {
                    true => constant.value.clone(),
                    false => constant.comment.clone().unwrap_or_default(),
                },
                path: page.path(placed),
                anchor: page.anchor(placed),
                line: code.line_at(constant.line),
                ..CodeDeclaration::default()
            },
        })
        .collect();
    Some(Offer {
        subject: format!("code block, {} constants", constants.len()),
        line: first.code.line,
        verdict,
        reasons,
        codes,
        rest: others.map(|rule| aside(first, rule)).into_iter().collect(),
    })
}

/// The block of constants that a rule ignores.
fn aside(first: &Listed<'_, '_>, rule: &str) -> Remainder {
    Remainder {
        node: first.placed.block.id,
        line: first.code.line,
        text: first.code.text.clone(),
        fate: Fate::Ignored(rule.to_owned()),
    }
}
