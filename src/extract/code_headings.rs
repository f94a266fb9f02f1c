//! One heading a code, with what stands below it.

use foldhash::{HashMap, HashSet};

use super::conforming::{Kinds, NO_CODE};
use super::declared_value::take_declared_value;
use super::entry::{Standing, declare};
use super::family::{Judgement, Member, judge};
use super::heading_brackets::lead_by_brackets;
use super::heading_company::{lead_by_company, lead_by_declarations};
use super::heading_constants::lead_by_constants;
use super::heading_counted::lead_behind_counts;
use super::heading_entry::{
    HeadingEntry, codes_listed, demands_parts, groups_something, has_fields, has_methods, has_signature, is_declared,
    is_error, is_label_of_sample, owns_what_is_listed, set_aside, take_quoted_message,
};
use super::heading_lead::{heading_lead, is_lone_code, labelled_lead};
use super::heading_statuses::lead_by_constants_with_statuses;
use super::lead::{Joint, Lead, is_call, read_lead};
use super::offer::{Fate, Offer, OfferedCode, Remainder, Verdict};
use super::page::Page;
use super::program_names::ProgramNames;
use super::section::{Dress, Section, sections};
use super::spelling::Shape;
use super::surroundings::{Surroundings, introduction_before, is_led, page_topic};
use super::told::{Told, read_told};
use super::topic::{Topic, is_form, is_manual_title, is_placeholder, topic_of};
use crate::document::{BlockKind, Text};

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
    let references = references(&leads);
    raise_siblings(page, &mut sections, &leads);
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<(Option<usize>, Dress), usize> = HashMap::default();
    for (at, section) in sections.iter().enumerate() {
        let group = *places.entry((section.parent, section.dress)).or_insert_with(|| {
            groups.push(Group { parent: section.parent, dress: section.dress, members: Vec::new() });
            groups.len() - 1
        });
        groups[group].members.push(at);
    }
    for group in &groups {
        lead_by_labels(page, &sections, &mut leads, group);
        lead_by_brackets(&sections, &mut leads, &group.members);
    }
    for alike in groups_by_dress(&groups) {
        lead_by_constants_with_statuses(&sections, &mut leads, &alike);
    }
    for group in &groups {
        lead_by_company(&sections, &mut leads, &group.members);
        lead_by_declarations(&sections, &mut leads, &group.members, names);
        lead_behind_counts(&sections, &mut leads, &group.members);
    }
    let declared = lead_by_constants(page, &sections, &mut leads);
    groups.retain(|group| group.members.iter().any(|&at| leads[at].is_some()));
    let families: Vec<Family<'_>> = groups
        .into_iter()
        .map(|group| Family::new(page, &sections, &leads, &declared, &references, group, names))
        .collect();

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
    let mut sizes: HashMap<(Dress, FormOfCodes), (usize, usize)> = HashMap::default();
    for ((family, verdict), kin) in families.iter().zip(first).zip(kin) {
        let is_codes = *verdict == Verdict::Codes || (*kin && family.judge(true, false).verdict == Verdict::Codes);
        let (all, codes) = sizes.entry((family.group.dress, family.form())).or_default();
        *all += family.entries.len();
        *codes += if is_codes { family.entries.len() } else { 0 };
    }
    let prevails = |(all, codes): (usize, usize)| codes >= MANY && codes * 3 >= all * 2;
    sizes.into_iter().filter(|(_, sizes)| prevails(*sizes)).map(|(kind, _)| kind).collect()
}

/// So many names with numbers below them are no chance.
const NUMBERED: usize = 3;

/// So many entries that are codes speak for others of their form.
const MANY: usize = 50;

/// The titles that end with a number in brackets and tell of a code that another heading names, where most start with
/// their codes: "Lids and fans (404)" beside "404 Not Found".
fn references(leads: &[Option<Lead>]) -> HashSet<usize> {
    let trails = |lead: &Lead| lead.joint == Joint::Trailing;
    let leading: Vec<&Lead> = leads.iter().flatten().filter(|lead| !trails(lead) && lead.shape.is_key()).collect();
    let trailing = leads.iter().flatten().filter(|lead| trails(lead)).count();
    if trailing >= leading.len() {
        return HashSet::default();
    }
    let named: HashSet<&String> = leading.iter().flat_map(|lead| &lead.codes).collect();
    let refers = |lead: &Lead| trails(lead) && lead.codes.iter().all(|code| named.contains(code));
    leads.iter().enumerate().filter(|(_, lead)| lead.as_ref().is_some_and(refers)).map(|(at, _)| at).collect()
}

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

/// The members of the groups of each dress, in page order.
fn groups_by_dress(groups: &[Group]) -> Vec<Vec<&[usize]>> {
    let mut places: HashMap<Dress, usize> = HashMap::default();
    let mut alike: Vec<Vec<&[usize]>> = Vec::new();
    for group in groups {
        let place = *places.entry(group.dress).or_insert_with(|| {
            alike.push(Vec::new());
            alike.len() - 1
        });
        alike[place].push(&group.members);
    }
    alike
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
        references: &HashSet<usize>,
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
        if around.quoted {
            entries.iter_mut().for_each(|entry| take_quoted_message(page, entry));
        }
        let typed = |section: &Section<'_>| has_fields(page, section) || has_methods(page, section);
        // A table of what belongs to one code has the code among its rows.
        let coded = |entry: &HeadingEntry<'_>| entry.told.called && entry.told.number.is_some();
        let fielded = entries.iter().filter(|entry| entry.lead.is_some() && !coded(entry) && typed(&entry.section));
        let fielded = fielded.count();
        around.fielded = fielded * 2 > with_lead;
        around.labelled = labelled * 2 > with_lead && !around.fielded;
        let otherwise = entries.iter().filter(|entry| entry.told.labelled > entry.told.values).count();
        around.valued = around.labelled && otherwise * 2 <= with_lead;
        let referring = group.members.iter().filter(|at| references.contains(at)).count();
        around.referring = referring * 2 > with_lead;
        let demanding = entries.iter().filter(|entry| entry.lead.is_some() && demands_parts(page, &entry.section));
        around.demanding = demanding.count() * 2 > with_lead;
        let functions = entries.iter().filter(|entry| entry.lead.is_none() && is_call(entry.section.text.plain()));
        let declaring = entries.iter().filter(|entry| has_signature(page, entry)).count();
        around.declaring = declaring * 2 > with_lead;
        around.erring = entries.iter().filter(|entry| is_error(page, entry)).count() * 2 > with_lead;
        around.functions = functions.count() > 0;
        around.sampled = entries.iter().filter(|entry| is_label_of_sample(page, entry)).count() * 2 > with_lead;
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
        let coded = self.entries.iter().filter(|entry| entry.lead.is_some()).count();
        let nearly_all = |count: usize| count + 1 >= coded || count * 5 >= coded * 4;
        let told = self.entries.iter().filter(|entry| !entry.told.description.is_empty()).count();
        let gaps = told > 0 && nearly_all(told);
        // The same of numbers below names.
        let counted = self.entries.iter().filter(|entry| entry.is_numbered()).count();
        let numbers = counted >= NUMBERED && nearly_all(counted);
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
            if numbers && lead.shape.is_name() && !entry.is_numbered() {
                offer.rest.push(rest(Fate::Unexplained("its number is missing".to_owned())));
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
        } else if garbled || self.lacks_its_label(entry) {
            Fate::Unexplained("a heading without a code among headings with codes".to_owned())
        } else {
            Fate::Ignored("heading-in-words".to_owned())
        };
        Some(Remainder { node: block.id, line: entry.section.text.line(), text: plain.to_owned(), fate })
    }

    /// Whether most headings have their codes from a label below them, and one has other labels there and no code.
    fn lacks_its_label(&self, entry: &HeadingEntry<'a>) -> bool {
        let by_label = |entry: &&HeadingEntry<'_>| {
            entry.lead.is_some_and(|lead| lead.called && lead.title.as_deref() == Some(entry.section.text.plain()))
        };
        self.entries.iter().filter(by_label).count() * 2 > self.entries.len()
            && read_told(&Text::default(), entry.section.blocks(self.page).map(|(_, placed)| placed.block)).labelled > 0
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
    // "## Errors" right above "## 7": its writer meant it to head them all.
    let first = entries.iter().position(|entry| entry.lead.is_some()).unwrap_or(0);
    let above = first.checked_sub(1).and_then(|above| entries.get(above));
    let empty = above.filter(|above| above.section.blocks(page).next().is_none());
    heading = empty.and_then(|above| topic_of(above.section.text.plain())).map(|topic| (topic, 0)).or(heading);
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
    let leads = is_led(page, index).unwrap_or(false);
    Surroundings { introduction, leads, heading, page: page_topic(page, index), form, ..Surroundings::default() }
}
