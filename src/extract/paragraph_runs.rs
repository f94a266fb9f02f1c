//! Codes at the start of one paragraph after another.

use super::item::Item;
use super::item_lead::item_lead;
use super::items::Items;
use super::lead::{Joint, Lead};
use super::page::{Page, Placed, Within};
use super::spelling::Shape;
use super::surroundings::surroundings_of;
use super::topic::{Topic, introduced_by, topic_of};
use super::words::words;
use crate::document::shape::{CodeShape, code_shape, is_title};
use crate::document::{BlockKind, MarkKind, RegionRole, Text};

/// So many paragraphs make a run; two where both start with a constant or numbered identifier, or below a title of codes
/// with a number of three digits, and fewer where another run is written in the same manner.
const ENOUGH: usize = 3;

/// Runs of paragraphs that start with a code and go on with its text, each with its place and end in the page. What
/// stands between them (further paragraphs, lists, samples) belongs to the paragraph above.
pub(crate) fn paragraph_runs<'a>(page: &Page<'a>) -> Vec<(usize, usize, Items<'a>)> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut index = 0;
    while let Some(placed) = page.blocks.get(index) {
        let next = match &placed.block.kind {
            BlockKind::Quote(_) | BlockKind::Region { .. } | BlockKind::Details { .. } => index + 1,
            _ => placed.end.max(index + 1),
        };
        let sibling = run.surroundings == Some((placed.within, placed.depth));
        let skipped = matches!(placed.region, Some(RegionRole::Navigation | RegionRole::Footer | RegionRole::Header));
        match &placed.block.kind {
            BlockKind::Paragraph(text)
                if !skipped
                    && (starts_entry(page, placed, text) || (sibling && run.goes_on(text)))
                    && !matches!(placed.within, Within::Callout(_)) =>
            {
                if !sibling {
                    run.finish(page, index, &mut runs);
                    run.surroundings = Some((placed.within, placed.depth));
                    run.start = index;
                }
                run.led = false;
                run.items.push(Item { node: placed.block.id, text, terms: &[], blocks: Vec::new() });
            }
            BlockKind::Heading(_)
            | BlockKind::Table(_)
            | BlockKind::Quote(_)
            | BlockKind::Region { .. }
            | BlockKind::Details { .. } => {
                run.finish(page, index, &mut runs);
            }
            _ if sibling && !lists_codes(&placed.block.kind, run.led) => {
                run.led = leads(&placed.block.kind);
                if let Some(item) = run.items.last_mut() {
                    item.blocks.push(placed.block);
                }
            }
            _ => run.finish(page, index, &mut runs),
        }
        index = next;
    }
    run.finish(page, page.blocks.len(), &mut runs);
    runs
}

#[derive(Default)]
struct Run<'a> {
    items: Vec<Item<'a>>,
    start: usize,
    surroundings: Option<(Within, u16)>,
    /// Whether the last block leads to what follows it.
    led: bool,
}

impl<'a> Run<'a> {
    /// Whether a title without a sign starts with an identifier numbered as the one of the last entry: "L7 the lamp".
    fn goes_on(&self, text: &Text) -> bool {
        let here = numbering(text);
        let last = || self.items.last().and_then(|item| numbering(item.text));
        here.is_some() && is_title(text.plain()) && here == last()
    }

    fn finish(&mut self, page: &Page<'a>, end: usize, runs: &mut Vec<(usize, usize, Items<'a>)>) {
        let items = std::mem::take(&mut self.items);
        self.surroundings = None;
        self.led = false;
        let Some(placed) = page.blocks.get(self.start).filter(|_| !items.is_empty()) else { return };
        let around =
            surroundings_of(page, self.start, placed, super::surroundings::introduction_before(page, self.start));
        let told = around.heading == Some((Topic::Codes, 0)) && around.introduction != Some(Topic::Others);
        let few = !is_enough(&items, told);
        runs.extend(
            Items::read(page, placed, "run of paragraphs", items, around)
                .map(|items| (self.start, end, items.with_few(few))),
        );
    }
}

/// How the identifier at the start of a text is numbered: `L0` for "L7: the lamp".
fn numbering(text: &Text) -> Option<String> {
    let first = text.plain().split_whitespace().next()?.trim_end_matches([':', '：']);
    (code_shape(first) == Some(CodeShape::Id)).then(|| first.replace(|c: char| c.is_ascii_digit(), "0"))
}

/// A list or definition list of so many codes speaks for itself and not of the code above it.
const A_LIST: usize = 5;

/// Whether a block is a list of codes that speaks for itself; one that a paragraph leads to, `led`, does if each of its
/// items starts with one.
fn lists_codes(block: &BlockKind, led: bool) -> bool {
    let coded = |text: &Text| item_lead(text).is_some_and(|lead| lead.is_certain() && !lead.rest.is_empty());
    let (count, codes) = match block {
        BlockKind::List(list) => (list.items.len(), list.items.iter().filter(|item| coded(&item.text)).count()),
        BlockKind::Definitions(definitions) => {
            let leads = |term: &Text| item_lead(term).is_some_and(|lead| lead.is_certain());
            let terms = definitions.iter().filter_map(|definition| definition.terms.first());
            (definitions.len(), terms.filter(|term| leads(term)).count())
        }
        _ => (0, 0),
    };
    codes >= A_LIST && codes * 2 > count || (led && codes >= ENOUGH && codes == count)
}

/// Whether a paragraph leads to what follows it: "Codes of the drum:".
fn leads(block: &BlockKind) -> bool {
    let BlockKind::Paragraph(text) = block else { return false };
    text.plain().trim_end().ends_with([':', '：']) && introduced_by(text.plain()) != Some(Topic::Others)
}

/// Whether so many entries are a run; `told` says that they stand below a title of codes.
fn is_enough(items: &[Item<'_>], told: bool) -> bool {
    let long = |code: &String| code.len() > 2;
    let sure = |item: &Item<'_>| {
        item_lead(item.text).is_some_and(|lead| {
            matches!(lead.joint, Joint::Sign | Joint::Dash | Joint::Bracket)
                && (matches!(lead.shape, Shape::Id | Shape::Hex)
                    || (lead.shape == Shape::Constant && lead.codes.iter().any(|code| code.contains('_')))
                    || (told && lead.shape == Shape::Number && lead.codes.iter().all(long)))
        })
    };
    items.len() >= ENOUGH || (items.len() + 1 == ENOUGH && items.iter().all(sure))
}

/// Whether a paragraph is written as an entry: a code, a sign or mark, and text.
fn starts_entry(page: &Page<'_>, placed: &Placed<'_>, text: &Text) -> bool {
    if text.is_all(|kind| matches!(kind, MarkKind::Strong | MarkKind::Code)) {
        return false;
    }
    item_lead(text).is_some_and(|lead| {
        !lead.rest.is_empty() && !lead.numbered && (is_entry(text, &lead) || is_number_below(page, placed, text, &lead))
    })
}

/// Whether a paragraph below a title of codes or failures starts with a number and no sign: "3 Lid lost: there is none."
fn is_number_below(page: &Page<'_>, placed: &Placed<'_>, text: &Text, lead: &Lead) -> bool {
    let rest = text.plain().get(lead.rest.clone()).unwrap_or("");
    lead.joint == Joint::Space
        && lead.shape == Shape::Number
        && !rest.starts_with(char::is_lowercase)
        && page
            .headings(placed)
            .last()
            .is_some_and(|above| matches!(topic_of(above.text.plain()), Some(Topic::Codes | Topic::Failures)))
}

fn is_entry(text: &Text, lead: &Lead) -> bool {
    let verbal =
        text.plain().get(lead.rest.clone()).and_then(|rest| rest.chars().next()).is_some_and(char::is_lowercase);
    match lead.joint {
        Joint::Sign | Joint::Dash | Joint::Bracket => true,
        Joint::Space => {
            // "StuckLidError The lid is stuck."
            let fails = lead.shape == Shape::Camel && lead.codes.iter().all(|code| words().names_failure(code));
            // A term on a line of its own is the subject of no sentence below it.
            let alone = lead.marked && text.line_at(lead.rest.start) > text.line();
            (lead.marked || lead.is_certain() || lead.symbol.is_some() || fails)
                && (!verbal || alone || lead.shape == Shape::Number)
        }
        Joint::Stop | Joint::End | Joint::Trailing => false,
    }
}
