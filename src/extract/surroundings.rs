//! What the words around a part of a page speak of: its introduction, the headings above it, the page's title.

use super::page::{Page, Placed};
use super::topic::{Topic, heads_members, introduced_by, is_examples, is_form, is_release, topic_of};
use crate::document::{BlockKind, Heading, MarkKind, Text};

/// What surrounds a family.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Surroundings {
    /// What the paragraph just above introduces.
    pub(crate) introduction: Option<Topic>,
    /// Whether the paragraph just above ends with a colon.
    pub(crate) leads: bool,
    /// What the nearest heading that says something is about, and how many headings up it stands.
    pub(crate) heading: Option<(Topic, usize)>,
    /// What the page's title is about.
    pub(crate) page: Option<Topic>,
    /// Whether a sentence said of a single thing, which is no code, leads to the values that the thing may have.
    pub(crate) choices: bool,
    /// Whether labels such as "Cause" and "Solution" stand in most entries.
    pub(crate) labelled: bool,
    /// Whether those labels only give most entries a value, as constants of any kind have one.
    pub(crate) valued: bool,
    /// Whether a message that speaks of a failure stands as a block right below most entries.
    pub(crate) quoted: bool,
    /// Whether most entries end with a code in brackets that another heading names.
    pub(crate) referring: bool,
    /// Whether a table of fields stands below most entries.
    pub(crate) fielded: bool,
    /// Whether a table below most entries says of each part whether it must be given.
    pub(crate) demanding: bool,
    /// Whether most entries start with the declaration of a function of their name, or are functions of the page.
    pub(crate) declaring: bool,
    /// Whether most entries start with the declaration of an error of their name.
    pub(crate) erring: bool,
    /// Whether most entries tell what goes into them or who may call them.
    pub(crate) operating: bool,
    /// Whether most entries end in a colon and have nothing but a listing below them.
    pub(crate) sampled: bool,
    /// Whether functions stand beside the entries, written with their parameters.
    pub(crate) functions: bool,
    /// Whether constants of the page have the names of most entries.
    pub(crate) declared: bool,
    /// Whether the nearest heading only names a form in which programs name things of any kind, such as constants.
    pub(crate) form: bool,
    /// Whether another family of the same form on the page lists codes.
    pub(crate) kin: bool,
    /// Whether nearly all entries of that form on the page stand in families that list codes.
    pub(crate) kin_prevails: bool,
    /// Whether nearly all lists of the page in the manner of this one list codes.
    pub(crate) manner_prevails: bool,
    /// Whether its numbered identifiers are built like those that another family on the page lists as codes.
    pub(crate) twin: bool,
    /// Whether a HTTP status of a failure stands before each name.
    pub(crate) statuses: bool,
    /// Whether the page has nothing else: no title, no heading, no text before or behind.
    pub(crate) alone: bool,
    /// Whether its numbers go on where those of other families stop.
    pub(crate) goes_on: bool,
}

impl Surroundings {
    /// Where the words around speak of codes in so many words.
    pub(crate) fn codes(&self) -> Option<Topic> {
        let topics = [self.introduction, self.heading.map(|(topic, _)| topic), self.page];
        topics.into_iter().flatten().find(|topic| *topic == Topic::Codes)
    }

    /// Whether any words around speak of codes or failures, or say what the parts of an error are.
    pub(crate) fn says_something(&self) -> bool {
        let topics = [self.introduction, self.heading.map(|(topic, _)| topic), self.page];
        let parts = self.labelled || self.quoted;
        parts || self.kin || self.declared || topics.into_iter().flatten().any(|topic| topic != Topic::Others)
    }

    /// Whether at most a sentence above or lists elsewhere on the page speak of failures: no heading, no title.
    pub(crate) fn is_faint(&self) -> bool {
        let headed = self.heading.is_some_and(|(topic, _)| topic != Topic::Others);
        let introduced = self.introduction.is_some_and(|topic| topic != Topic::Others) && self.leads;
        !(headed || introduced || self.labelled || self.quoted || self.page == Some(Topic::Codes))
    }

    /// Whether words around speak of codes or failures, or say what the parts of an error are.
    pub(crate) fn says_more_than_names(&self) -> bool {
        Self { declared: false, kin: false, ..*self }.says_something()
    }

    /// Whether the words nearest to it speak of something else.
    pub(crate) fn speaks_of_others(&self) -> bool {
        self.introduction == Some(Topic::Others) || self.heading.is_some_and(|(topic, _)| topic == Topic::Others)
    }
}

/// What the headings above a block and the page's title speak of.
pub(crate) fn surroundings_of(
    page: &Page<'_>,
    index: usize,
    placed: &Placed<'_>,
    introduction: Option<Topic>,
) -> Surroundings {
    let headings = page.headings(placed);
    // "Error codes", "Examples": the examples are those of codes.
    let codes = |heading: &&Heading| topic_of(heading.text.plain()) == Some(Topic::Codes);
    let silent = |steps: usize| headings.iter().rev().skip(steps + 1).take(1).any(codes);
    let heading = headings
        .iter()
        .rev()
        .enumerate()
        .filter(|(steps, heading)| !(is_examples(heading.text.plain()) && silent(*steps)))
        .find_map(|(steps, heading)| topic_of(heading.text.plain()).map(|topic| (topic, steps)));
    // Below a release everything tells what changed.
    let released = headings.iter().any(|heading| is_release(heading.text.plain()));
    let (heading, introduction) = if released { (Some((Topic::Others, 0)), None) } else { (heading, introduction) };
    let form = headings.last().is_some_and(|heading| is_form(heading.text.plain()));
    let leads = is_led(page, index).unwrap_or_else(|| page.item(placed).is_some_and(leads));
    let untitled = page.document.title.is_none() && page.first_heading().is_none();
    let alone = untitled && index == 0 && placed.end >= page.blocks.len();
    let page = page_topic(page, index);
    Surroundings { introduction, leads, heading, page, form, alone, ..Surroundings::default() }
}

/// Whether the paragraph right before a block leads to it with a colon; `None` where there is no such paragraph.
pub(crate) fn is_led(page: &Page<'_>, index: usize) -> Option<bool> {
    let above = page.blocks.get(index.checked_sub(1)?)?;
    match &above.block.kind {
        BlockKind::Paragraph(text) => Some(leads(text)),
        _ => None,
    }
}

/// Whether a text ends in a colon.
fn leads(text: &Text) -> bool {
    text.plain().trim_end().ends_with([':', '：'])
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
                let leads = leads(text) || text.plain().len() > 200 || seen > 0;
                let leads = leads || titled;
                if let Some(topic) = introduced_by(text.plain()).filter(|topic| *topic != Topic::Others || leads) {
                    return Some(topic);
                }
                seen += 1;
                if seen == 2 {
                    return None;
                }
            }
            BlockKind::Heading(heading) if heads_members(heading.text.plain()) => {}
            BlockKind::Comment(_) | BlockKind::Callout(_) | BlockKind::Region { .. } | BlockKind::Quote(_) => {}
            _ => return None,
        }
    }
    None
}
