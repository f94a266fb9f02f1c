//! One heading a code, with what stands below it.

use std::collections::{HashMap, HashSet};

use super::conforming::{Kinds, NO_CODE};
use super::declared_value::take_declared_value;
use super::entry::{Standing, declare};
use super::family::{Judgement, Member, judge};
use super::furniture::is_furniture;
use super::heading_constants::lead_by_constants;
use super::items::is_label_word;
use super::lead::{Joint, Lead, is_call, read_lead, section_number};
use super::offer::{Fate, Offer, OfferedCode, Remainder, Verdict};
use super::page::Page;
use super::program_names::ProgramNames;
use super::section::{Dress, Section, sections};
use super::signature::{Declared, declared};
use super::spelling::{Shape, shape_of};
use super::surroundings::Surroundings;
use super::told::{Told, read_told};
use super::topic::{
    Topic, introduced_by, is_form, is_manual_title, is_placeholder, is_section_title, names_answer, topic_of,
};
use super::words::{HeaderRole, words};
use crate::document::{BlockKind, ListItem, MarkKind, Text};

/// Offers families of headings that each name a code: headings of one level, strong paragraphs, summaries, or
/// paragraphs that are nothing but a code, below the same heading.
///
/// `names` are those that the page's listings give to things.
pub(crate) fn offer_code_headings(page: &Page<'_>, names: &ProgramNames<'_>) -> Vec<Offer> {
    let mut sections = sections(page, is_lone_code);
    let mut leads: Vec<Option<Lead>> = sections
        .iter()
        .enumerate()
        .map(|(at, section)| {
            heading_lead(section).filter(|lead| {
                // "Lid errors (10-19)" above the codes of a range.
                let groups = lead.shape == Shape::Range && lead.joint == Joint::Trailing;
                // "LID_OPEN Parameters" heads what belongs to the name.
                let rest = section.text.plain().get(lead.rest.clone()).unwrap_or("");
                let owns = lead.shape.is_name()
                    && lead.joint == Joint::Space
                    && !rest.trim().contains(char::is_whitespace)
                    && topic_of(rest) == Some(Topic::Others);
                let groups = groups && groups_something(page, section);
                !(at == 0 && is_manual_title(section.text.plain()) || groups || owns)
            })
        })
        .collect();
    raise_siblings(page, &mut sections, &leads);
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<(Option<usize>, Dress), usize> = HashMap::new();
    for (at, section) in sections.iter().enumerate() {
        let group = *places.entry((section.parent, section.dress)).or_insert_with(|| {
            groups.push(Group { parent: section.parent, dress: section.dress, members: Vec::new() });
            groups.len() - 1
        });
        groups[group].members.push(at);
    }
    for group in &groups {
        lead_by_labels(page, &sections, &mut leads, group);
    }
    let declared = lead_by_constants(page, &sections, &mut leads);
    groups.retain(|group| group.members.iter().any(|&at| leads[at].is_some()));
    let families: Vec<Family<'_>> =
        groups.into_iter().map(|group| Family::new(page, &sections, &leads, &declared, group, names)).collect();

    let first: Vec<Verdict> = families.iter().map(|family| family.judge(false, false).verdict).collect();
    let kinds: Vec<(Dress, FormOfCodes)> = families
        .iter()
        .zip(&first)
        .filter(|(_, verdict)| **verdict == Verdict::Codes)
        .map(|(family, _)| (family.group.dress, family.form()))
        .collect();
    let kin: Vec<bool> = families
        .iter()
        .zip(&first)
        .map(|(family, verdict)| *verdict != Verdict::Codes && kinds.contains(&(family.group.dress, family.form())))
        .collect();
    let prevailing = prevailing(&families, &first, &kin);
    families
        .iter()
        .zip(kin)
        .map(|(family, kin)| {
            let prevails = kin && prevailing.contains(&(family.group.dress, family.form()));
            family.offer(family.decide(kin, prevails))
        })
        .collect()
}

/// The forms of which nearly all of many entries are codes, by what their families and those of their form say.
fn prevailing(families: &[Family<'_>], first: &[Verdict], kin: &[bool]) -> HashSet<(Dress, FormOfCodes)> {
    let mut sizes: HashMap<(Dress, FormOfCodes), (usize, usize)> = HashMap::new();
    for ((family, verdict), kin) in families.iter().zip(first).zip(kin) {
        let is_codes = *verdict == Verdict::Codes || (*kin && family.judge(true, false).verdict == Verdict::Codes);
        let (all, codes) = sizes.entry((family.group.dress, family.form())).or_default();
        *all += family.entries.len();
        *codes += if is_codes { family.entries.len() } else { 0 };
    }
    let prevails = |(all, codes): (usize, usize)| codes >= MANY && codes * 3 >= all * 2;
    sizes.into_iter().filter(|(_, sizes)| prevails(*sizes)).map(|(kind, _)| kind).collect()
}

/// So many entries that are codes speak for others of their form.
const MANY: usize = 50;

/// Headings in words are those of codes where a line right below most of a group says the code: `Code: 7`.
fn lead_by_labels(page: &Page<'_>, sections: &[Section<'_>], leads: &mut [Option<Lead>], group: &Group) {
    let labelled = |at: usize| Some((at, labelled_lead(page, sections.get(at)?)?));
    if !group.members.iter().any(|&at| matches!(leads.get(at), Some(None)) && labelled(at).is_some()) {
        return;
    }
    let found: Vec<(usize, Lead)> = group.members.iter().filter_map(|&at| labelled(at)).collect();
    let distinct: HashSet<&String> = found.iter().flat_map(|(_, lead)| &lead.codes).collect();
    if distinct.len() < 2 || distinct.len() < found.len() || found.len() * 2 <= group.members.len() {
        return;
    }
    for (at, lead) in found {
        if let Some(none @ None) = leads.get_mut(at) {
            *none = Some(lead);
        }
    }
}

/// The code that a line below a heading in words labels, with the heading as its name.
fn labelled_lead(page: &Page<'_>, section: &Section<'_>) -> Option<Lead> {
    let title = section.text.plain();
    if title.is_empty() || title.len() > 200 || names_answer(title) {
        return None;
    }
    let below = section.blocks(page).map(|(_, placed)| placed.block);
    let below = below.take_while(|block| !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Table(_))).take(4);
    let told = read_told(&Text::default(), below);
    let (code, _) = told.number.filter(|_| told.called)?;
    let shape = shape_of(&code).filter(|shape| shape.is_key())?;
    Some(Lead {
        title: Some(title.to_owned()),
        called: true,
        joint: Joint::Sign,
        rest: title.len()..title.len(),
        ..Lead::new(&code, shape, 0)
    })
}

/// Levels slip: a heading one level below a code that is spelled as that one is (`-1187` under `-1186`) stands beside it,
/// where the upper one has a text of its own.
fn raise_siblings(page: &Page<'_>, sections: &mut [Section<'_>], leads: &[Option<Lead>]) {
    for at in 0..sections.len() {
        let Some(&section) = sections.get(at) else { continue };
        let Some((above, upper)) = section.parent.and_then(|above| Some((above, *sections.get(above)?))) else {
            continue;
        };
        let (Dress::Heading(level), Dress::Heading(upper_level)) = (section.dress, upper.dress) else { continue };
        let (Some(Some(lead)), Some(Some(upper_lead))) = (leads.get(at), leads.get(above)) else { continue };
        let alike = is_alike(lead, upper_lead) && level == upper_level + 1;
        if !alike || groups_something(page, &upper) {
            continue;
        }
        if let Some(upper) = sections.get_mut(above) {
            upper.end = upper.end.min(section.index);
        }
        if let Some(section) = sections.get_mut(at) {
            (section.dress, section.parent) = (upper.dress, upper.parent);
        }
    }
}

/// Whether two leads are spelled alike: a number of as many signs, with a constant or without one in both.
fn is_alike(one: &Lead, other: &Lead) -> bool {
    let length = |lead: &Lead| lead.codes.first().map(String::len);
    let name = |lead: &Lead| lead.symbol.is_some();
    one.shape == other.shape && one.shape.is_key() && length(one) == length(other) && name(one) == name(other)
}

struct Group {
    parent: Option<usize>,
    dress: Dress,
    members: Vec<usize>,
}

/// A group of headings with everything that its verdict and its codes need.
struct Family<'a> {
    page: &'a Page<'a>,
    group: Group,
    entries: Vec<HeadingEntry<'a>>,
    around: Surroundings,
    /// Whether most of its headings only group what stands below them.
    grouping: bool,
}

struct HeadingEntry<'a> {
    section: Section<'a>,
    lead: Option<&'a Lead>,
    title: &'a str,
    told: Told,
    /// Whether it is declared as something else than the constants beside it.
    aside: bool,
}

/// What the codes of a family look like, so that families can be told to be alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum FormOfCodes {
    Numbers,
    Names,
}

impl<'a> Family<'a> {
    fn new(
        page: &'a Page<'a>,
        sections: &[Section<'a>],
        leads: &'a [Option<Lead>],
        declared: &HashMap<usize, u32>,
        group: Group,
        names: &ProgramNames<'_>,
    ) -> Self {
        let mut parents_with_codes = 0;
        let mut listed = Vec::new();
        let mut entries = Vec::with_capacity(group.members.len());
        for &at in &group.members {
            let (Some(section), Some(lead)) = (sections.get(at), leads.get(at)) else { continue };
            let lead = lead.as_ref();
            let mut told = match lead {
                Some(_) => read_told(&Text::default(), section.blocks(page).map(|(_, placed)| placed.block)),
                None => Told::default(),
            };
            if let (Some(line), Some([code])) = (declared.get(&at), lead.map(|lead| lead.codes.as_slice())) {
                told.number = Some((code.clone(), *line));
            } else if let Some([name]) = lead.filter(|lead| lead.shape.is_name()).map(|lead| lead.codes.as_slice()) {
                let first =
                    section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_)));
                take_declared_value(&mut told, name, first.map(|(_, placed)| placed.block));
            }
            // Where the name is all that the page says, it says it.
            if told.description.is_empty()
                && told.symbol.is_some()
                && told.symbol == lead.and_then(|lead| lead.symbol.clone())
            {
                told.description = told.symbol.take().unwrap_or_default();
            }
            let title = lead.and_then(|lead| section.text.plain().get(lead.rest.clone())).unwrap_or("");
            if lead.is_some_and(|lead| owns_what_is_listed(page, section, lead)) {
                parents_with_codes += 1;
            } else if lead.is_some() && told.paragraphs == 0 && told.labelled == 0 {
                parents_with_codes += usize::from(groups_something(page, section));
                listed.push(codes_listed(page, section));
            }
            entries.push(HeadingEntry { section: *section, lead, title, told, aside: false });
        }
        set_aside(page, &mut entries);
        let with_lead = entries.iter().filter(|entry| entry.lead.is_some()).count();
        let mut around = surroundings(page, sections, &group, &entries);
        let labelled = entries.iter().filter(|entry| entry.told.labelled > 0).count();
        // The declaration of a function that gives errors back is no message.
        let quoted = entries.iter().filter(|entry| entry.told.quoted && !is_declared(page, entry)).count();
        around.quoted = quoted * 2 > with_lead;
        let fielded = entries.iter().filter(|entry| entry.lead.is_some() && has_fields(page, &entry.section)).count();
        around.fielded = fielded * 2 > with_lead;
        around.labelled = labelled * 2 > with_lead && !around.fielded;
        let functions = entries.iter().filter(|entry| entry.lead.is_none() && is_call(entry.section.text.plain()));
        let declaring = entries.iter().filter(|entry| has_signature(page, entry)).count();
        around.declaring = declaring * 2 > with_lead;
        around.erring = entries.iter().filter(|entry| is_error(page, entry)).count() * 2 > with_lead;
        around.functions = functions.count() > 0;
        let operating = entries.iter().filter(|entry| entry.lead.is_some() && entry.told.operates).count();
        around.operating = operating * 2 > with_lead;
        let leads_that = |known: &dyn Fn(&Lead) -> bool| {
            entries.iter().filter_map(|entry| entry.lead).filter(|lead| known(lead)).count()
        };
        around.declared = leads_that(&|lead| names.has_constant(lead)) * 2 > with_lead;
        around.declaring |= leads_that(&|lead| names.has_function(lead)) * 2 > with_lead;
        let inner: HashSet<&String> = listed.iter().flatten().collect();
        let lists = listed.iter().filter(|codes| !codes.is_empty()).count();
        let grouping = parents_with_codes * 2 > with_lead || (lists * 2 > with_lead && inner.len() > with_lead);
        Self { page, group, entries, around, grouping }
    }

    fn form(&self) -> FormOfCodes {
        let numbers = self.entries.iter().filter(|entry| entry.lead.is_some_and(|lead| lead.shape.is_key())).count();
        let leads = self.entries.iter().filter(|entry| entry.lead.is_some()).count();
        if numbers * 2 > leads { FormOfCodes::Numbers } else { FormOfCodes::Names }
    }

    fn judge(&self, kin: bool, kin_prevails: bool) -> Judgement {
        if self.grouping {
            return Judgement::grouping();
        }
        let members: Vec<Member<'_>> = self
            .entries
            .iter()
            .filter(|entry| !entry.aside)
            .map(|entry| Member { lead: entry.lead, title: entry.title, text: &entry.told.description })
            .collect();
        judge(&members, Surroundings { kin, kin_prevails, ..self.around })
    }

    /// The judgement, unless the project file decides.
    fn decide(&self, kin: bool, kin_prevails: bool) -> Judgement {
        let judgement = self.judge(kin, kin_prevails);
        match self.entries.first().and_then(|entry| self.page.blocks.get(entry.section.index)) {
            Some(placed) => self.page.overrules.headings(self.page, placed, judgement),
            None => judgement,
        }
    }

    fn offer(&self, Judgement { verdict, reasons, kind }: Judgement) -> Offer {
        let mut offer = Offer {
            subject: self.subject(),
            line: self.entries.iter().find(|entry| entry.lead.is_some()).map_or(0, |entry| entry.section.text.line()),
            verdict,
            reasons,
            codes: Vec::new(),
            rest: Vec::new(),
        };
        let told = self.entries.iter().filter(|entry| !entry.told.description.is_empty()).count();
        // All but one have a text, or nearly all.
        let gaps = told > 0 && (told + 1 >= self.entries.len() || told * 5 >= self.entries.len() * 4);
        let leads = self.entries.iter().filter_map(|entry| entry.lead);
        let kinds = Kinds::of(leads.filter_map(|lead| lead.codes.first()).map(String::as_str));
        for entry in &self.entries {
            let Some(placed) = self.page.blocks.get(entry.section.index) else { continue };
            let Some(lead) = entry.lead else {
                if verdict == Verdict::Codes {
                    offer.rest.extend(self.remainder(entry));
                }
                continue;
            };
            let rest = |fate: Fate| Remainder {
                node: placed.block.id,
                line: entry.section.text.line(),
                text: entry.section.text.plain().to_owned(),
                fate,
            };
            if verdict == Verdict::NotCodes {
                offer.rest.push(rest(Fate::Ignored(kind.to_owned())));
                continue;
            }
            if gaps && entry.told.description.is_empty() && entry.title.is_empty() {
                offer.rest.push(rest(Fate::Unexplained("its text is missing".to_owned())));
            }
            let named = lead.shape.is_name() && (lead.symbol.is_some() || entry.told.number.is_some());
            if !named && lead.codes.iter().any(|code| !kinds.admit(code)) {
                offer.rest.push(rest(Fate::Unexplained(NO_CODE.to_owned())));
                continue;
            }
            let anchor = match &placed.block.kind {
                BlockKind::Heading(heading) => heading.anchor.clone(),
                _ => None,
            };
            let mut path = self.page.path(placed);
            if let (BlockKind::Heading(heading), Dress::Heading(level)) = (&placed.block.kind, self.group.dress)
                && heading.level > level
            {
                // It was raised: what stands above it is its sibling.
                path.pop();
            }
            let standing = Standing { path, anchor: anchor.or_else(|| self.page.anchor(placed)) };
            let mut nodes = vec![placed.block.id];
            nodes.extend(&entry.told.nodes);
            let declarations = declare(entry.section.text, lead, entry.title, &entry.told, &standing);
            offer
                .codes
                .extend(declarations.into_iter().map(|declaration| OfferedCode { nodes: nodes.clone(), declaration }));
        }
        offer
    }

    /// What becomes of a heading without a code among headings with codes.
    fn remainder(&self, entry: &HeadingEntry<'a>) -> Option<Remainder> {
        let block = entry.section.block(self.page)?;
        let plain = entry.section.text.plain();
        if entry.aside {
            let fate = Fate::Ignored("members-of-an-interface".to_owned());
            return Some(Remainder { node: block.id, line: entry.section.text.line(), text: plain.to_owned(), fate });
        }
        let wildcard = read_lead(entry.section.text).is_some_and(|lead| lead.shape == Shape::Wildcard);
        let garbled = !plain.chars().any(char::is_alphanumeric)
            || plain.chars().any(|c| c.is_ascii_digit() || c == '\u{fffd}')
            || (plain.contains('_') && !plain.contains(' '));
        let fate = if is_placeholder(plain) || wildcard {
            Fate::Ignored("placeholder-code".to_owned())
        } else if garbled {
            Fate::Unexplained("a heading without a code among headings with codes".to_owned())
        } else {
            Fate::Ignored("heading-in-words".to_owned())
        };
        Some(Remainder { node: block.id, line: entry.section.text.line(), text: plain.to_owned(), fate })
    }

    fn subject(&self) -> String {
        let count = self.entries.iter().filter(|entry| entry.lead.is_some()).count();
        match self.group.dress {
            Dress::Heading(level) => format!("{count} headings of level {level}"),
            Dress::Summary => format!("{count} summaries"),
            Dress::Strong => format!("{count} strong paragraphs"),
            Dress::Plain => format!("{count} paragraphs of a code each"),
        }
    }
}

/// The lead of a heading; wildcards such as `4xx` group codes and are none, questions and sentences neither.
fn heading_lead(section: &Section<'_>) -> Option<Lead> {
    let plain = section.text.plain();
    if plain.ends_with(['?', '？']) || plain.len() > 400 || is_placeholder(plain) {
        return None;
    }
    if is_running_head(plain) {
        return None;
    }
    // "2.1.3. DESCRIPTION": what stands behind the number of a section is its title.
    let numbered = section_number(plain).and_then(|length| plain.get(length..));
    if numbered.is_some_and(|title| is_section_title(title) && !title.contains(char::is_lowercase)) {
        return None;
    }
    let lead = read_lead(section.text)?;
    if is_label_word(&lead) {
        return None;
    }
    let whole = lead.rest.is_empty();
    let marked_whole = section.text.is_all(|kind| *kind == MarkKind::Code);
    match lead.shape {
        Shape::Wildcard => None,
        // A plain word is a code where it is set as code and nothing stands beside it.
        Shape::Word if !(whole && marked_whole) => None,
        // Words in capitals start titles ("HTTP headers"); of them only names such as EPERM are codes before a title.
        // Manual pages set the titles of their sections in capitals.
        Shape::Constant if whole && !lead.marked && !lead.called && is_section_title(plain) => None,
        Shape::Constant if lead.joint == Joint::Space && !lead.marked && !lead.called && lead.symbol.is_none() => {
            let errno = |code: &String| code.len() >= 4 && code.starts_with('E');
            lead.codes.iter().all(|code| code.contains('_') || errno(code)).then_some(lead)
        }
        // `Camel` names start sentences; a code is followed by a sign or by nothing.
        Shape::Camel | Shape::Kebab | Shape::Snake | Shape::Symbolic
            if lead.joint == Joint::Space && !(lead.marked && section.dress != Dress::Strong) && !lead.called =>
        {
            None
        }
        _ => Some(lead),
    }
}

/// Whether a line stands above every page of a manual: `LINK(2)  System Calls  LINK(2)`.
fn is_running_head(plain: &str) -> bool {
    let mut words = plain.split_whitespace();
    words.next().is_some_and(|first| first.ends_with(')') && words.next_back() == Some(first))
}

/// Whether a plain paragraph is nothing but a code.
fn is_lone_code(text: &Text) -> bool {
    let plain = text.plain();
    if plain.len() > 80 || is_furniture(plain) {
        return false;
    }
    read_lead(text).is_some_and(|lead| {
        let whole = lead.rest.is_empty() && lead.joint != Joint::Trailing && lead.title.is_none();
        whole
            && !lead.numbered
            && match lead.shape {
                Shape::Number | Shape::Hex | Shape::Id | Shape::Dotted | Shape::Range => true,
                Shape::Constant => plain.len() >= 4,
                Shape::Camel | Shape::Snake | Shape::Symbolic => true,
                Shape::Wildcard | Shape::Kebab | Shape::Word => false,
            }
    })
}

/// Whether a section holds a table, a list or sub-headings before any paragraph.
fn groups_something(page: &Page<'_>, section: &Section<'_>) -> bool {
    section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_))).is_some_and(
        |(_, placed)| match &placed.block.kind {
            BlockKind::Table(table) => table.rows.len() > 2,
            BlockKind::Heading(heading) => super::label::label_of(heading.text.plain()).is_none(),
            _ => false,
        },
    )
}

/// Whether a section has a table of fields or the like, as those of types have.
fn has_fields(page: &Page<'_>, section: &Section<'_>) -> bool {
    section.blocks(page).any(|(_, placed)| match &placed.block.kind {
        BlockKind::Table(table) => table.rows.first().filter(|row| row.header).is_some_and(|row| {
            let header = row.cells.first().and_then(|cell| words().header_role(cell.text.plain()));
            header == Some(HeaderRole::Against)
        }),
        _ => false,
    })
}

/// Whether a section starts with the declaration of an error of its name: `error LidOpen(address lid);`.
fn is_error(page: &Page<'_>, entry: &HeadingEntry<'_>) -> bool {
    let name = entry.lead.and_then(|lead| lead.codes.first());
    name.zip(first_listing(page, entry)).is_some_and(|(name, code)| declared(code, name) == Some(Declared::Error))
}

/// Whether a section starts with the declaration of a function of its name: `status lid_open(lid *it);`.
fn has_signature<'a>(page: &Page<'a>, entry: &HeadingEntry<'a>) -> bool {
    let Some(name) = entry.lead.filter(|lead| lead.shape.is_name()).and_then(|lead| lead.codes.first()) else {
        return false;
    };
    let code = first_listing(page, entry);
    let declared = code.and_then(|code| code.split_once(name.as_str()));
    declared.is_some_and(|(before, rest)| rest.starts_with('(') && before.trim() != "error")
}

/// Whether the listing of a section declares its name as a function or type.
fn is_declared<'a>(page: &Page<'a>, entry: &HeadingEntry<'a>) -> bool {
    let name = entry.lead.filter(|lead| lead.shape.is_name()).and_then(|lead| lead.codes.first());
    let kind = name.zip(first_listing(page, entry)).and_then(|(name, listing)| declared(listing, name));
    matches!(kind, Some(Declared::Function | Declared::Type))
}

/// The first listing of a section.
fn first_listing<'a>(page: &Page<'a>, entry: &HeadingEntry<'a>) -> Option<&'a str> {
    entry.section.blocks(page).find_map(|(_, placed)| match &placed.block.kind {
        BlockKind::Code(code) => Some(code.text.as_str()),
        _ => None,
    })
}

/// Beside headings that are declared as constants or errors, sets those aside that are declared as functions, types or
/// variables: a reference of a header or contract has them all.
fn set_aside<'a>(page: &Page<'a>, entries: &mut [HeadingEntry<'a>]) {
    let kinds: Vec<Option<Declared>> = entries
        .iter()
        .map(|entry| {
            let lead = entry.lead?;
            // One of several declarations of a name: "lid_open [1/2]".
            let name = if lead.shape.is_name() { lead.codes.first() } else { lead.symbol.as_ref() };
            declared(first_listing(page, entry)?, name?)
        })
        .collect();
    let errors = kinds.iter().filter(|kind| **kind == Some(Declared::Error)).count();
    if errors == 0 && !kinds.contains(&Some(Declared::Constant)) {
        return;
    }
    for (entry, kind) in entries.iter_mut().zip(kinds) {
        if matches!(kind, Some(Declared::Function | Declared::Type)) {
            (entry.lead, entry.aside) = (None, true);
        }
    }
}

/// Whether a heading is a type whose constants a list below it names: `OvenError` above `OvenError.NO_GAS`.
fn owns_what_is_listed(page: &Page<'_>, section: &Section<'_>, lead: &Lead) -> bool {
    let [name] = lead.codes.as_slice() else { return false };
    let member = |item: &ListItem| {
        let own = item.text.plain().strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('.'));
        own.is_some_and(|own| own.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    lead.shape == Shape::Camel
        && section.blocks(page).any(|(_, placed)| match &placed.block.kind {
            BlockKind::List(list) => list.items.len() > 1 && list.items.iter().all(member),
            _ => false,
        })
}

/// The numbered codes of the list that a section starts with, where each of its items starts with one.
fn codes_listed(page: &Page<'_>, section: &Section<'_>) -> Vec<String> {
    let first = section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_)));
    let Some(BlockKind::List(list)) = first.map(|(_, placed)| &placed.block.kind) else { return Vec::new() };
    let code = |item: &ListItem| {
        let code = read_lead(&item.text)?.codes.into_iter().next()?;
        code.contains(|c: char| c.is_ascii_digit()).then_some(code)
    };
    list.items.iter().map(code).collect::<Option<Vec<String>>>().unwrap_or_default()
}

/// What the headings above a group, the paragraphs just before its first member, and the page's title speak of.
fn surroundings(
    page: &Page<'_>,
    sections: &[Section<'_>],
    group: &Group,
    entries: &[HeadingEntry<'_>],
) -> Surroundings {
    let mut heading = None;
    let (mut next, mut steps) = (group.parent, 0);
    while let Some(section) = next.and_then(|at| sections.get(at)) {
        if let Some(topic) = topic_of(section.text.plain()) {
            heading = Some((topic, steps));
            break;
        }
        steps += 1;
        next = section.parent;
    }
    let introduction = entries.first().and_then(|entry| introduction_before(page, entry.section.index)).or_else(|| {
        entries
            .iter()
            .find(|entry| entry.lead.is_some())
            .and_then(|entry| introduction_before(page, entry.section.index))
    });
    let above = group.parent.and_then(|at| sections.get(at));
    let form = above.is_some_and(|section| is_form(section.text.plain()));
    let coded = entries.iter().find(|entry| entry.lead.is_some()).or(entries.first());
    let index = coded.map_or(0, |entry| entry.section.index);
    Surroundings { introduction, heading, page: page_topic(page, index), form, ..Surroundings::default() }
}

/// What the page's title, or its first heading where that stands above `index`, speaks of.
pub(crate) fn page_topic(page: &Page<'_>, index: usize) -> Option<Topic> {
    let stated = page.document.title.as_deref().and_then(topic_of);
    stated.or_else(|| {
        let first = page.blocks.get(page.first_heading().filter(|&first| first < index)?)?;
        match &first.block.kind {
            BlockKind::Heading(heading) => topic_of(heading.text.plain()),
            _ => None,
        }
    })
}

/// What the nearest paragraphs before a block, up to the heading above it, introduce.
pub(crate) fn introduction_before(page: &Page<'_>, index: usize) -> Option<Topic> {
    let mut seen = 0;
    for placed in page.blocks.get(..index)?.iter().rev().take(12) {
        match &placed.block.kind {
            BlockKind::Paragraph(text) => {
                // A sentence about something else that introduces nothing may stand before any list.
                let titled = text.is_all(|kind| *kind == MarkKind::Strong);
                let leads = text.plain().trim_end().ends_with([':', '：']) || text.plain().len() > 200 || seen > 0;
                let leads = leads || titled;
                if let Some(topic) = introduced_by(text.plain()).filter(|topic| *topic != Topic::Others || leads) {
                    return Some(topic);
                }
                seen += 1;
                if seen == 2 {
                    return None;
                }
            }
            BlockKind::Comment(_) | BlockKind::Callout(_) | BlockKind::Region { .. } | BlockKind::Quote(_) => {}
            _ => return None,
        }
    }
    None
}
