//! Entries of lists, definition lists and runs of paragraphs: a lead with text after it.

use foldhash::HashSet;

use super::conforming::{Kinds, NO_CODE};
use super::entry::{Standing, declare, split_title};
use super::family::{Judgement, Member, judge};
use super::few_names::join_few_names;
use super::item::{Item, ItemEntry};
use super::item_lead::{item_lead, word_lead};
use super::label::label_before;
use super::lead::{Joint, Lead};
use super::numbers_in_texts::number_by_texts;
use super::offer::{Fate, Offer, OfferedCode, Verdict};
use super::page::{Page, Placed};
use super::program_names::ProgramNames;
use super::reason_phrases::names_status;
use super::spelling::{Shape, is_dash, shape_of, value_of};
use super::surroundings::Surroundings;
use super::told::read_told;
use super::topic::Topic;
use super::trailing_codes::lead_by_trailing;
use super::{Field, FieldRole};
use crate::document::Text;

/// Entries of one form, read and ready to be judged.
#[derive(Debug)]
pub(crate) struct Items<'a> {
    what: &'static str,
    line: u32,
    entries: Vec<ItemEntry<'a>>,
    around: Surroundings,
    standing: Standing,
    grouping: bool,
    /// Whether there are so few of them that only others in the same manner make them codes.
    few: bool,
}

/// What most codes of a list look like, so that lists can be told to be alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// Numbers and numbered identifiers.
    Numbers,
    /// Names in capitals.
    Constants,
    /// Other names.
    Names,
}

/// What the codes of other lists on the page say of a list.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Kin {
    /// Whether entries of the same form are codes there.
    pub(crate) kin: bool,
    /// Whether those are built alike.
    pub(crate) twin: bool,
    /// Whether its numbers go on where theirs stop.
    pub(crate) goes_on: bool,
    /// Whether nearly all lists in this manner are codes.
    pub(crate) prevails: bool,
}

impl<'a> Items<'a> {
    /// Reads entries that stand at `placed`; `None` where none of them starts with a code.
    pub(crate) fn read(
        page: &Page<'a>,
        placed: &Placed<'a>,
        what: &'static str,
        items: Vec<Item<'a>>,
        mut around: Surroundings,
    ) -> Option<Self> {
        let mut entries: Vec<ItemEntry<'a>> = items.into_iter().map(ItemEntry::read).collect();
        // Where the heading says that codes follow, plain words with a sign behind each are the codes.
        let coded = entries.iter().filter(|entry| !entry.leads.is_empty()).count();
        if entries.len() >= LEAST_WORDS
            && coded * 2 < entries.len()
            && (around.introduction == Some(Topic::Codes)
                || (around.introduction != Some(Topic::Others) && around.heading == Some((Topic::Codes, 0))))
        {
            let worded = |entry: &ItemEntry<'a>| !entry.leads.is_empty() || word_lead(entry.item.text).is_some();
            if entries.iter().filter(|entry| worded(entry)).count() * 10 >= entries.len() * 9 {
                entries = entries.into_iter().map(ItemEntry::read_word).collect();
            }
        }
        demand_codes(&mut entries);
        if what == "definition list" && announce(&mut entries) {
            around.introduction = Some(Topic::Codes);
            around.leads = true;
        }
        lead_by_trailing(&mut entries);
        pass_over_counts(&mut entries);
        name_by_texts(&mut entries);
        number_by_texts(&mut entries);
        around.statuses = key_by_names(&mut entries);
        join_few_names(&mut entries);
        join_titles(&mut entries);
        join_subjects(&mut entries);
        let with_lead = entries.iter().filter(|entry| !entry.leads.is_empty()).count();
        if with_lead == 0 {
            return None;
        }
        let grouping = entries.iter().filter(|entry| !entry.leads.is_empty() && entry.groups()).count() * 2 > with_lead;
        around.labelled = entries.iter().filter(|entry| entry.told.labelled > 1).count() * 2 > with_lead;
        let standing = Standing { path: page.path(placed), anchor: page.anchor(placed) };
        let line = entries.first().map_or(0, |entry| entry.item.text.line());
        Some(Self { what, line, entries, around, standing, grouping, few: false })
    }

    /// The same entries, where they are so few that only others in the same manner make them codes.
    pub(crate) fn with_few(self, few: bool) -> Self {
        Self { few, ..self }
    }

    /// Whether only others in the same manner make them codes.
    pub(crate) fn is_few(&self) -> bool {
        self.few
    }

    /// How all entries are written, where their codes are all marked and have the same sign behind them.
    pub(crate) fn manner(&self) -> Option<(&'static str, Form, Joint)> {
        let mut manners =
            self.entries.iter().map(|entry| entry.leads.first().map(|(_, lead)| (lead.marked, lead.joint)));
        let (marked, joint) = manners.next()??;
        (marked && manners.all(|other| other == Some((marked, joint)))).then(|| (self.what, self.form(), joint))
    }

    /// Whether it stands on a page of codes and each entry is a number of three digits or more, or a numbered identifier,
    /// with words behind it.
    pub(crate) fn are_lone_numbers(&self) -> bool {
        let numbered = |lead: &Lead| matches!(lead.shape, Shape::Number | Shape::Id) && lead.is_certain();
        let lone = |entry: &ItemEntry<'_>| entry.leads.first().is_some_and(|(_, lead)| numbered(lead));
        self.around.page == Some(Topic::Codes) && self.entries.iter().all(lone)
    }

    /// The codes of its entries.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().flat_map(|entry| &entry.leads).flat_map(|(_, lead)| &lead.codes).map(String::as_str)
    }

    /// What most codes look like.
    pub(crate) fn form(&self) -> Form {
        form_of(&self.entries)
    }

    /// What the codes are spelled like.
    fn kinds(&self) -> Kinds {
        let leads = self.entries.iter().filter_map(|entry| entry.leads.first());
        Kinds::of(leads.filter_map(|(_, lead)| lead.codes.first()).map(String::as_str))
    }

    /// Tells the entries what the page's listings name.
    pub(crate) fn know(&mut self, names: &ProgramNames<'_>) {
        let leads = || self.entries.iter().filter_map(|entry| entry.leads.first());
        self.around.declared = leads().filter(|(_, lead)| names.has_constant(lead)).count() * 2 > leads().count();
        self.around.declaring = leads().filter(|(_, lead)| names.has_function(lead)).count() * 2 > leads().count();
    }

    /// How the identifiers of all entries are built: capitals and three digits or more (`E0123`), or, where each is
    /// numbered within a part of the whole (`kiln.E012`), the letters and digits behind the part's name. `None` where an
    /// entry has another code or none.
    pub(crate) fn build(&self) -> Option<HashSet<String>> {
        let builds = self.entries.iter().map(|entry| {
            let [code] = entry.leads.first()?.1.codes.as_slice() else { return None };
            let Some((part, own)) = code.rsplit_once('.') else { return numbered_build(code) };
            let named = part.contains(char::is_alphabetic) && own.starts_with(|c: char| c.is_ascii_uppercase());
            let numbered = own.ends_with(|c: char| c.is_ascii_digit());
            let build = |c: char| if c.is_ascii_digit() { '0' } else { 'A' };
            (named && numbered && own.chars().all(|c| c.is_ascii_alphanumeric()))
                .then(|| own.chars().map(build).collect())
        });
        builds.collect()
    }

    /// The least and the greatest number, where each entry has one.
    pub(crate) fn span(&self) -> Option<(i128, i128)> {
        let numbers = self.entries.iter().map(|entry| match entry.leads.first() {
            Some((_, lead)) if lead.shape == Shape::Number => value_of(lead.codes.first()?),
            _ => None,
        });
        let numbers: Vec<i128> = numbers.collect::<Option<_>>()?;
        Some((numbers.iter().copied().min()?, numbers.iter().copied().max()?))
    }

    /// Judges the entries, with what is known of others on the page.
    pub(crate) fn judge(&self, Kin { kin, twin, goes_on, prevails }: Kin) -> Judgement {
        if self.grouping {
            return Judgement::grouping();
        }
        let members: Vec<Member<'_>> = self
            .entries
            .iter()
            .map(|entry| Member {
                lead: entry.leads.first().map(|(_, lead)| lead),
                title: if entry.title.is_empty() { &entry.told.description } else { &entry.title },
                text: &entry.told.description,
            })
            .collect();
        judge(&members, Surroundings { kin, twin, goes_on, manner_prevails: prevails, ..self.around })
    }

    /// The offer of the entries with this judgement.
    pub(crate) fn offer(&self, Judgement { verdict, reasons, kind }: Judgement) -> Offer {
        let mut offer = Offer {
            subject: format!("{}, {} entries", self.what, self.entries.len()),
            line: self.line,
            verdict,
            reasons,
            codes: Vec::new(),
            rest: Vec::new(),
        };
        let told = self.entries.iter().filter(|entry| !entry.told.description.is_empty()).count();
        // All but one have a text, or nearly all.
        let gaps = told > 0 && (told + 1 >= self.entries.len() || told * 5 >= self.entries.len() * 4);
        let kinds = self.kinds();
        for entry in &self.entries {
            if entry.leads.is_empty() {
                if verdict == Verdict::Codes {
                    offer.rest.push(entry.remainder());
                }
                continue;
            }
            if verdict == Verdict::NotCodes {
                offer.rest.push(entry.rest(Fate::Ignored(kind.to_owned())));
                continue;
            }
            if gaps && entry.told.description.is_empty() && entry.title.is_empty() {
                offer.rest.push(entry.rest(Fate::Unexplained("its text is missing".to_owned())));
            }
            let mut spelled = entry.leads.iter().filter(|(_, lead)| lead.symbol.is_none() || lead.shape.is_key());
            if entry.leads.len() == 1 && spelled.any(|(_, lead)| lead.codes.iter().any(|code| !kinds.admit(code))) {
                offer.rest.push(entry.rest(Fate::Unexplained(NO_CODE.to_owned())));
                continue;
            }
            let mut nodes = vec![entry.item.node];
            nodes.extend(&entry.told.nodes);
            for (text, lead) in entry.paired() {
                let declarations = declare(text, &lead, &entry.title, &entry.told, &self.standing);
                offer.codes.extend(
                    declarations.into_iter().map(|declaration| OfferedCode { nodes: nodes.clone(), declaration }),
                );
            }
        }
        offer
    }
}

/// What most codes of entries look like.
fn form_of(entries: &[ItemEntry<'_>]) -> Form {
    let leads = || entries.iter().filter_map(|entry| entry.leads.first());
    let most =
        |wanted: &dyn Fn(Shape) -> bool| leads().filter(|(_, lead)| wanted(lead.shape)).count() * 2 > leads().count();
    if most(&Shape::is_key) {
        Form::Numbers
    } else if most(&|shape| shape == Shape::Constant) {
        Form::Constants
    } else {
        Form::Names
    }
}

/// Where most entries are counted before their codes (`4.2.1. -7: LID_OPEN`), the count of one without a code is none.
fn pass_over_counts(entries: &mut [ItemEntry<'_>]) {
    let coded = || entries.iter().filter_map(|entry| entry.leads.first());
    if coded().filter(|(_, lead)| lead.numbered).count() * 2 <= coded().count() {
        return;
    }
    for entry in entries {
        entry.leads.retain(|(_, lead)| lead.numbered || lead.shape != Shape::Dotted);
    }
}

/// The capitals of an identifier with a zero for each of its digits: `E0000`.
pub(super) fn numbered_build(code: &str) -> Option<String> {
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = code.len() - letters.len();
    let capitals = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    (capitals && digits >= 3).then(|| letters.to_owned() + &"0".repeat(digits))
}

/// Whether the first term is none of the codes but has them below it, as the next terms: "`lid`: the lid to open. What
/// comes back is one of these error codes:". Such a term loses the name that it seems to give.
fn announce(entries: &mut [ItemEntry<'_>]) -> bool {
    let Some((first, rest)) = entries.split_first_mut() else { return false };
    let announces = first.announced() == Some(Topic::Codes);
    let named = !first.leads.is_empty();
    if !announces || rest.len() < 2 || (named && form_of(std::slice::from_ref(first)) == form_of(rest)) {
        return false;
    }
    first.leads.clear();
    true
}

/// Where most texts are of one piece, a colon in some of them divides no name from what is said: "451 - Baking stopped:
/// the oven is cold" stands beside "452 - Baking stopped by the cook". A dash divides more often and must be rarer.
fn join_titles(entries: &mut [ItemEntry<'_>]) {
    let dividing = |entry: &ItemEntry<'_>| {
        let (text, lead) = entry.leads.first()?;
        let rest = text.plain().get(lead.rest.clone())?;
        let sign = rest[split_title(lead, rest)?..].chars().next()?;
        let named = entry.title.is_empty() || lead.codes.iter().all(|code| names_status(code, &entry.title));
        (!named && label_before(rest).is_none()).then_some(sign)
    };
    let signs: Vec<Option<char>> = entries.iter().map(dividing).collect();
    let whole = entries.iter().filter(|entry| !entry.leads.is_empty() && entry.title.is_empty()).count();
    let count = |sought: &dyn Fn(char) -> bool| signs.iter().flatten().filter(|sign| sought(**sign)).count();
    let (colons, dashes) = (count(&is_colon), count(&is_dash));
    let joined = |sign: char| {
        (is_colon(sign) && colons < whole) || (is_dash(sign) && dashes * DASHES < whole && colons + dashes < whole)
    };
    for (entry, _) in entries.iter_mut().zip(signs).filter(|(_, sign)| sign.is_some_and(joined)) {
        join_title(entry);
    }
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// Where the same words stand behind one number after another, they are what several entries are about and the name of
/// none: "81 - Oven - too hot", "82 - Oven - too cold".
fn join_subjects(entries: &mut [ItemEntry<'_>]) {
    let divided = |entry: &ItemEntry<'_>| {
        let rest = entry.leads.first().and_then(|(text, lead)| Some((lead, text.plain().get(lead.rest.clone())?)));
        !entry.title.is_empty() && rest.is_some_and(|(lead, rest)| split_title(lead, rest).is_some())
    };
    if !entries.iter().all(divided) {
        return;
    }
    let distinct: HashSet<&str> = entries.iter().map(|entry| entry.title.as_str()).collect();
    if entries.len() >= LEAST_SUBJECTS && distinct.len() * 2 <= entries.len() {
        entries.iter_mut().for_each(join_title);
    }
}

/// Makes the name of an entry a part of its text again.
fn join_title(entry: &mut ItemEntry<'_>) {
    if let Some((text, lead)) = entry.leads.first() {
        let said = text.slice(lead.rest.clone());
        entry.title.clear();
        entry.told = read_told(&said, entry.item.blocks.iter().copied());
    }
}

/// Where codes stand behind most statuses (HTTP 400 `4009`), a status that has none behind it is no code.
fn demand_codes(entries: &mut [ItemEntry<'_>]) {
    let behind = entries.iter().filter(|entry| entry.behind_status).count();
    if behind * 2 > entries.len() {
        for entry in entries.iter_mut().filter(|entry| entry.is_bare_status()) {
            entry.leads.clear();
        }
    }
}

/// Where the texts of numbers start with their constants (`7`: `OVEN_HOT - the oven is hot`), these are the symbols.
fn name_by_texts(entries: &mut [ItemEntry<'_>]) {
    let named = |entry: &ItemEntry<'_>| {
        entry.leads.first().filter(|(_, lead)| lead.shape.is_numeric() && lead.symbol.is_none())?;
        let name = item_lead(&Text::plain_at(entry.told.description.as_str(), 1))?;
        let constant = name.shape == Shape::Constant && name.symbol.is_none() && name.codes.len() == 1;
        let signed = matches!(name.joint, Joint::Dash | Joint::Sign) && !name.rest.is_empty();
        let told = name.codes.first().filter(|code| constant && signed && code.contains('_'))?;
        Some((told.clone(), name.rest.start))
    };
    let names: Vec<Option<(String, usize)>> = entries.iter().map(named).collect();
    if names.iter().flatten().count() * 5 < entries.len() * 4 {
        return;
    }
    for (entry, name) in entries.iter_mut().zip(names) {
        if let (Some((symbol, at)), Some((_, lead))) = (name, entry.leads.first_mut()) {
            entry.told.description = entry.told.description[at..].to_owned();
            lead.symbol = Some(symbol);
        }
    }
}

/// Where HTTP statuses come again and again and each has a name of its own behind it (`403 lidClosed`), the names are the
/// codes. Whether they are.
fn key_by_names(entries: &mut [ItemEntry<'_>]) -> bool {
    let named = |entry: &ItemEntry<'_>| {
        let (_, lead) = entry.leads.first()?;
        let [number] = lead.codes.as_slice() else { return None };
        let status = value_of(number).is_some_and(|value| (400..600).contains(&value));
        let name = lead.symbol.clone().filter(|_| status && lead.shape == Shape::Number)?;
        Some((number.clone(), shape_of(&name).filter(|shape| shape.is_name())?, name))
    };
    let Some(named) = entries.iter().map(named).collect::<Option<Vec<_>>>() else { return false };
    let numbers: HashSet<&String> = named.iter().map(|(number, _, _)| number).collect();
    let names: HashSet<&String> = named.iter().map(|(_, _, name)| name).collect();
    if numbers.len() * 2 > named.len() || named.len() < LEAST_KEYED || names.len() * 4 < named.len() * 3 {
        return false;
    }
    for (entry, (number, shape, name)) in entries.iter_mut().zip(named) {
        if let Some((_, lead)) = entry.leads.first_mut() {
            (lead.codes, lead.shape, lead.symbol) = (vec![name], shape, None);
            let header = "HTTP status".to_owned();
            entry.told.fields.insert(0, Field { header, role: FieldRole::HttpStatus, text: number });
        }
    }
    true
}

/// So many texts of one piece show for each with a dash that this divides nothing.
const DASHES: usize = 3;

/// So many names show that they repeat.
const LEAST_SUBJECTS: usize = 4;

/// So many statuses with names show that they repeat.
const LEAST_KEYED: usize = 4;

/// So many plain words in a row are codes where the heading says so.
const LEAST_WORDS: usize = 5;
