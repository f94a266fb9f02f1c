//! An item of a list, definition list or run of paragraphs, before and after it is read.

use super::entry::split_title;
use super::item_lead::{is_masked, is_name, item_lead, word_lead};
use super::label::{Label, label_before};
use super::lead::{Joint, Lead, read_lead};
use super::offer::{Fate, Remainder};
use super::reason_phrases::names_status;
use super::spelling::{Shape, value_of};
use super::told::{Told, read_told};
use super::topic::{Topic, introduced_by, is_placeholder};
use super::words::words;
use super::{Field, FieldRole};
use crate::document::{Block, BlockKind, Mark, MarkKind, NodeId, Text};

/// A column is headed by no more words than this.
const LONGEST_HEADER: usize = 4;

/// An entry before it is read.
#[derive(Debug)]
pub(crate) struct Item<'a> {
    /// Its node.
    pub(crate) node: NodeId,
    /// The text that starts with the code.
    pub(crate) text: &'a Text,
    /// Further terms that share what is said.
    pub(crate) terms: &'a [Text],
    /// What follows.
    pub(crate) blocks: Vec<&'a Block>,
}

impl Item<'_> {
    /// Whether it names what the parts of the entries below it are: "RESULT CODE", with "DESCRIPTION" in a list within.
    pub(super) fn heads_columns(&self) -> bool {
        // "401 - Bad code" has its number, and a sentence may speak of codes and formats.
        let heads = |text: &Text| {
            let plain = text.plain();
            words().header_role(plain).is_some()
                && !plain.contains(|c: char| c.is_ascii_digit())
                && plain.split_whitespace().count() <= LONGEST_HEADER
        };
        match self.blocks.as_slice() {
            [Block { kind: BlockKind::List(list), .. }] => {
                heads(self.text) && list.items.iter().all(|item| item.blocks.is_empty() && heads(&item.text))
            }
            _ => false,
        }
    }
}

/// An item that was read.
#[derive(Debug)]
pub(super) struct ItemEntry<'a> {
    pub(super) item: Item<'a>,
    /// The leads of the item's terms, each with the text it stands in; the first is of the item's own text.
    pub(super) leads: Vec<(&'a Text, Lead)>,
    pub(super) title: String,
    pub(super) told: Told,
    /// Whether its code stands behind an HTTP status.
    pub(super) behind_status: bool,
}

/// How much of what follows a number is its name, as it is set strong with it: "**404 Lid lost** Look below the oven".
fn marked_title(text: &Text, lead: &Lead) -> Option<usize> {
    let from = lead.rest.start;
    let around = |mark: &&Mark| mark.kind == MarkKind::Strong && mark.range.start <= lead.at && mark.range.end > from;
    let mark = text.marks().iter().find(around).filter(|mark| mark.range.end < text.plain().len())?;
    let title = text.plain().get(from..mark.range.end)?;
    let named = lead.shape.is_numeric() && lead.symbol.is_none() && lead.title.is_none() && is_name(title);
    named.then_some(title.len())
}

/// The name that is labelled as the code, with the other parts in a list below it: "Error code: LidStuck".
fn labelled_name(item: &Item<'_>) -> Option<Lead> {
    let plain = item.text.plain();
    let [Block { kind: BlockKind::List(_), .. }, ..] = item.blocks.as_slice() else { return None };
    let (_, _, at) = label_before(plain).filter(|(label, ..)| *label == Label::Code)?;
    let named = |lead: &Lead| lead.shape.is_name() && lead.rest.is_empty() && lead.symbol.is_none();
    let lead = item_lead(&item.text.slice(at..plain.len())).filter(named)?;
    Some(Lead { rest: plain.len()..plain.len(), at: lead.at + at, called: true, ..lead })
}

/// The numbers that HTTP statuses with a code behind them may have.
const STATUSES: std::ops::Range<i128> = 200..600;

/// Whether a lead is a number called a status, with words right behind it: "HTTP 400 `4009`: Lid lost".
fn is_called_status(lead: &Lead) -> bool {
    let is_status = || lead.codes.iter().all(|code| value_of(code).is_some_and(|value| STATUSES.contains(&value)));
    lead.called && lead.shape == Shape::Number && lead.joint == Joint::Space && is_status()
}

/// The number behind the HTTP status that it comes with, both set as code: "`400` => `09` => Lid lost"; or the status
/// called one: "HTTP 400 `4009`: Lid lost".
fn number_behind_status(text: &Text, status: &Lead) -> Option<Lead> {
    let number = |lead: &Lead| lead.shape == Shape::Number && lead.marked;
    let joined =
        |lead: &Lead| matches!(lead.joint, Joint::Sign | Joint::Dash | Joint::Bracket) && !lead.rest.is_empty();
    let [code] = status.codes.as_slice() else { return None };
    let is_status = value_of(code).is_some_and(|value| STATUSES.contains(&value));
    let called = is_called_status(status);
    if !(is_status && status.symbol.is_none() && (called || (number(status) && joined(status)))) {
        return None;
    }
    let from = status.rest.start;
    let coded = |lead: &Lead| number(lead) || (called && lead.shape.is_key() && lead.marked);
    let lead = item_lead(&text.slice(status.rest.clone())).filter(|lead| coded(lead) && joined(lead))?;
    Some(Lead { rest: lead.rest.start + from..lead.rest.end + from, at: lead.at + from, ..lead })
}

impl<'a> ItemEntry<'a> {
    /// The entry with the plain word that it starts with, where it starts with nothing else.
    pub(super) fn read_word(self) -> Self {
        match word_lead(self.item.text).filter(|_| self.leads.is_empty()) {
            Some(lead) => {
                let said = self.item.text.slice(lead.rest.clone());
                let told = read_told(&said, self.item.blocks.iter().copied());
                Self {
                    leads: vec![(self.item.text, lead)],
                    title: String::new(),
                    told,
                    item: self.item,
                    behind_status: false,
                }
            }
            None => self,
        }
    }

    pub(super) fn read(item: Item<'a>) -> Self {
        let mut leads: Vec<(&'a Text, Lead)> = Vec::new();
        if item.heads_columns() {
            return Self { item, leads, title: String::new(), told: Told::default(), behind_status: false };
        }
        for (index, text) in std::iter::once(item.text).chain(item.terms).enumerate() {
            let labelled = if index == 0 { labelled_name(&item) } else { None };
            match labelled.or_else(|| item_lead(text)) {
                Some(lead) => leads.push((text, lead)),
                None if index == 0 => break,
                None => {}
            }
        }
        let mut status = None;
        if let Some((text, lead)) = leads.first_mut()
            && let Some(behind) = number_behind_status(text, lead)
        {
            status = std::mem::replace(lead, behind).codes.pop();
        }
        let Some((text, lead)) = leads.first() else {
            return Self { item, leads, title: String::new(), told: Told::default(), behind_status: false };
        };
        let plain = text.plain();
        let rest = plain.get(lead.rest.clone()).unwrap_or("");
        let blocks = item.blocks.iter().copied();
        let (title, mut told) = if label_before(rest).is_some() {
            (String::new(), read_told(&text.slice(lead.rest.clone()), blocks))
        } else if let Some(at) = split_title(lead, rest).or_else(|| marked_title(text, lead)) {
            let after = rest[at..].trim_start_matches([' ', ':', '：', '-', '–', '—', '\n']);
            let first = text.slice(plain.len() - after.len()..plain.len());
            (rest[..at].trim().to_owned(), read_told(&first, blocks))
        } else {
            let below = read_told(&Text::default(), blocks.clone());
            let name = is_name(rest) && lead.symbol.is_none() && lead.title.is_none();
            let only = below.description.is_empty();
            // Words right after a number are its name; where they are all there is they are its text as well.
            let named =
                name && (!only || (lead.shape.is_numeric() && matches!(lead.joint, Joint::Space | Joint::Dash)));
            if named {
                (rest.to_owned(), below)
            } else {
                (String::new(), read_told(&text.slice(lead.rest.clone()), blocks))
            }
        };
        // "200 - OK" says as much as "201 - Created".
        let phrase = lead.symbol.as_deref().filter(|name| lead.codes.iter().all(|code| names_status(code, name)));
        let title = match phrase {
            Some(phrase) if title.is_empty() && told.description.is_empty() => phrase.to_owned(),
            _ => title,
        };
        let behind_status = status.is_some();
        told.fields.extend(status.map(|text| Field {
            header: "HTTP status".to_owned(),
            role: FieldRole::HttpStatus,
            text,
        }));
        Self { item, leads, title, told, behind_status }
    }

    /// Whether it starts with a number called a status, and with no code behind it.
    pub(super) fn is_bare_status(&self) -> bool {
        !self.behind_status && self.leads.first().is_some_and(|(_, lead)| is_called_status(lead))
    }

    /// Has its own text read as ending with a code.
    pub(super) fn lead_by(&mut self, lead: Lead) {
        self.told = read_told(&Text::default(), self.item.blocks.iter().copied());
        self.title = String::new();
        self.leads = vec![(self.item.text, lead)];
    }

    /// The leads with their texts; a name and a number of one thing, as two terms, become one.
    pub(super) fn paired(&self) -> Vec<(&'a Text, Lead)> {
        if let [(_, first), (_, second)] = self.leads.as_slice()
            && first.symbol.is_none()
            && second.symbol.is_none()
            && first.shape.is_numeric() != second.shape.is_numeric()
        {
            let (name, number) = if first.shape.is_numeric() { (1, 0) } else { (0, 1) };
            let symbol = self.leads[name].1.codes.first().cloned();
            let (text, lead) = &self.leads[number];
            return vec![(*text, Lead { symbol, ..lead.clone() })];
        }
        self.leads.clone()
    }

    /// Whether it only groups a list of codes below it.
    pub(super) fn groups(&self) -> bool {
        self.item.blocks.iter().any(|block| match &block.kind {
            BlockKind::List(list) => {
                let leads = || list.items.iter().filter_map(|item| item_lead(&item.text));
                let told =
                    list.items.iter().filter(|item| item_lead(&item.text).is_some_and(|lead| !lead.rest.is_empty()));
                told.count() >= 2 && leads().count() == list.items.len()
            }
            _ => false,
        })
    }

    /// What the last paragraph below it says of what follows.
    pub(super) fn announced(&self) -> Option<Topic> {
        match &self.item.blocks.last()?.kind {
            BlockKind::Paragraph(text) => introduced_by(text.plain()),
            _ => None,
        }
    }

    pub(super) fn remainder(&self) -> Remainder {
        let plain = self.item.text.plain();
        let wildcard = read_lead(self.item.text)
            .is_some_and(|lead| lead.shape == Shape::Wildcard || lead.codes.iter().all(|code| is_masked(code)));
        let fate = if self.item.heads_columns() {
            Fate::Ignored("header-row".to_owned())
        } else if is_placeholder(plain) || wildcard {
            Fate::Ignored("placeholder-code".to_owned())
        } else if self.announced() == Some(Topic::Codes) {
            Fate::Ignored("group-title".to_owned())
        } else {
            Fate::Unexplained("an entry without a code among entries with codes".to_owned())
        };
        self.rest(fate)
    }

    pub(super) fn rest(&self, fate: Fate) -> Remainder {
        let text = self.item.text.plain().to_owned();
        Remainder { node: self.item.node, line: self.item.text.line(), text, fate }
    }
}
