//! Sections: headings and whatever stands in for one (a strong paragraph, a summary), each with the blocks below it.

use super::page::{Page, Placed, Within};
use crate::document::shape::{CodeShape, code_shape};
use crate::document::{Block, BlockKind, MarkKind, RegionRole, Text};

/// How a heading is dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Dress {
    /// A heading of this level.
    Heading(u8),
    /// The summary of blocks behind it.
    Summary,
    /// A paragraph that is strong or set as code as a whole.
    Strong,
    /// A paragraph that is nothing but a code.
    Plain,
}

/// A heading with its section.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Section<'a> {
    /// How its heading is dressed.
    pub(crate) dress: Dress,
    /// What its heading says.
    pub(crate) text: &'a Text,
    /// Where its heading stands in [`Page::blocks`].
    pub(crate) index: usize,
    /// The index just after its last block.
    pub(crate) end: usize,
    /// The section around it, by its place in the list of sections.
    pub(crate) parent: Option<usize>,
}

/// The longest strong paragraph that stands in for a heading, in bytes.
const LONGEST_STRONG: usize = 160;

/// All sections of the page's content, in page order. `is_code` tells whether a plain paragraph is nothing but a code.
pub(crate) fn sections<'a>(page: &Page<'a>, is_code: impl Fn(&Text) -> bool) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    // The open sections, outermost first, and the ends of the blocks that the current one stands in.
    let mut open: Vec<usize> = Vec::new();
    let mut containers: Vec<usize> = Vec::new();
    let mut code_before: Option<(usize, &Text)> = None;
    for (index, placed) in page.blocks.iter().enumerate() {
        while containers.last().is_some_and(|&end| end <= index) {
            containers.pop();
        }
        // A code that is quoted by itself stands above what follows the quotation.
        let quoted = index > 0
            && containers.last() == Some(&placed.end)
            && page
                .blocks
                .get(index - 1)
                .is_some_and(|above| matches!(above.block.kind, BlockKind::Quote(_)) && above.end == placed.end);
        let mut around = containers.iter().rev().copied().skip(usize::from(quoted));
        let limit = around.next().unwrap_or(page.blocks.len());
        let start = index - usize::from(quoted);
        if placed.end > index + 1 || matches!(placed.block.kind, BlockKind::Details { .. }) {
            containers.push(placed.end);
        }
        open.retain(|&at| sections.get(at).is_some_and(|section| section.end > index));
        let Some((dress, text)) = dressed(placed, &is_code) else { continue };
        let above = code_before.filter(|(until, _)| *until == start);
        if dress == Dress::Plain && above.is_some_and(|(_, above)| !is_next(above.plain(), text.plain())) {
            // A number just below its name, or a name just below its number, belongs to the one above.
            continue;
        }
        if matches!(dress, Dress::Strong | Dress::Plain) {
            code_before = Some((index + 1, text));
        }
        while let Some(&last) = open.last() {
            let Some(section) = sections.get_mut(last) else { break };
            if !closes(dress, section.dress) {
                break;
            }
            section.end = start;
            open.pop();
        }
        let end = if dress == Dress::Summary { placed.end } else { limit };
        open.push(sections.len());
        let parent = open.len().checked_sub(2).and_then(|at| open.get(at)).copied();
        sections.push(Section { dress, text, index, end, parent });
    }
    sections
}

/// Whether two codes are numbered alike and so are two: "Lid Error L2001" and "Lid Error L2002". So are two numbers that
/// each have their name behind a colon.
fn is_next(one: &str, other: &str) -> bool {
    let mask = |c: char| if c.is_ascii_digit() { '0' } else { c };
    let numbered = one.contains(char::is_alphabetic)
        && one.contains(|c: char| c.is_ascii_digit())
        && one.chars().map(mask).eq(other.chars().map(mask));
    let is_named =
        |text: &str| text.split_once(": ").is_some_and(|(number, _)| code_shape(number) == Some(CodeShape::Number));
    numbered || (is_named(one) && is_named(other))
}

/// Whether a heading ends the section of another.
fn closes(new: Dress, old: Dress) -> bool {
    let rank = |dress: Dress| match dress {
        Dress::Heading(level) => u16::from(level),
        Dress::Strong => 300,
        Dress::Plain => 301,
        Dress::Summary => 302,
    };
    // Blocks behind a summary end where their markup does.
    old != Dress::Summary && rank(new) <= rank(old)
}

fn dressed<'a>(placed: &Placed<'a>, is_code: &impl Fn(&Text) -> bool) -> Option<(Dress, &'a Text)> {
    if matches!(placed.region, Some(RegionRole::Navigation | RegionRole::Footer | RegionRole::Header)) {
        return None;
    }
    match &placed.block.kind {
        BlockKind::Heading(heading) => Some((Dress::Heading(heading.level), &heading.text)),
        BlockKind::Details { summary, .. } => Some((Dress::Summary, summary)),
        BlockKind::Paragraph(text)
            if !matches!(placed.within, Within::Item(_) | Within::Definition(_) | Within::Callout(_))
                && text.plain().len() <= LONGEST_STRONG
                && !text.plain().contains('\n') =>
        {
            let whole = text.is_all(|kind| matches!(kind, MarkKind::Strong | MarkKind::Code));
            if whole && super::label::label_of(text.plain()).is_none() {
                Some((Dress::Strong, text))
            } else {
                is_code(text).then_some((Dress::Plain, text))
            }
        }
        _ => None,
    }
}

impl<'a> Section<'a> {
    /// The blocks of the section that stand directly in it, in page order, nested ones left out.
    pub(crate) fn blocks<'p>(&self, page: &'p Page<'a>) -> impl Iterator<Item = (usize, &'p Placed<'a>)> + use<'p, 'a> {
        let mut index = self.index + 1;
        let end = self.end;
        std::iter::from_fn(move || {
            if index >= end {
                return None;
            }
            let placed = page.blocks.get(index)?;
            let at = index;
            index = placed.end.max(index + 1);
            Some((at, placed))
        })
        .filter(|(_, placed)| {
            let aside = [RegionRole::Navigation, RegionRole::Header, RegionRole::Footer];
            !matches!(placed.block.kind, BlockKind::Region { role, .. } if aside.contains(&role))
        })
    }

    /// The block of its heading.
    pub(crate) fn block(&self, page: &Page<'a>) -> Option<&'a Block> {
        page.blocks.get(self.index).map(|placed| placed.block)
    }
}
