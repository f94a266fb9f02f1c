//! Which elements are callouts, by the class names that documentation tools share.

use scraper::node::Element;

use super::element::classes;
use crate::document::{Block, BlockKind, Callout, MarkKind, Text};

/// Words that make a class name a callout by themselves.
const KINDS: &[&str] = &[
    "note",
    "warning",
    "caution",
    "tip",
    "important",
    "danger",
    "attention",
    "hint",
    "notice",
    "admonition",
    "callout",
    "seealso",
];

/// Words that say what kind of callout it is, beside one of [`FRAMES`].
const WEAK_KINDS: &[&str] =
    &["info", "information", "error", "success", "alert", "deprecated", "todo", "example", "question", "abstract"];

/// Words for the box itself.
const FRAMES: &[&str] =
    &["admonition", "callout", "alert", "notice", "notecard", "admonitionblock", "infobox", "banner"];

/// Parts of class names that mark the title of a callout.
const TITLES: &[&str] = &["title", "heading", "header", "label"];

/// The kind that the classes of `element` declare, where they make it a callout.
pub(super) fn kind_of(element: &Element) -> Option<String> {
    let mut box_word = None;
    let mut kind = None;
    let mut weak = None;
    for class in classes(element) {
        let lower = class.to_ascii_lowercase();
        let whole = KINDS.iter().find(|kind| **kind == lower);
        let framed = lower.split(['-', '_']).any(|part| FRAMES.contains(&part));
        if framed {
            box_word = box_word.or(Some(()));
        }
        if let Some(whole) = whole {
            if FRAMES.contains(whole) { weak = weak.or(Some(*whole)) } else { kind = kind.or(Some(*whole)) }
        }
        for part in lower.split(['-', '_']) {
            let listed = WEAK_KINDS.iter().find(|kind| **kind == part && !FRAMES.contains(*kind));
            let strong = KINDS.iter().find(|kind| **kind == part && !FRAMES.contains(*kind) && framed);
            if let Some(found) = strong {
                kind = kind.or(Some(*found));
            } else if let Some(found) = listed {
                weak = Some(weak.filter(|word| !FRAMES.contains(word)).unwrap_or(*found));
            }
        }
        // Parts of a callout (`alert-link`, `admonition-title`) are not callouts.
        if framed && TITLES.iter().any(|title| lower.split(['-', '_']).any(|part| part == *title)) {
            return None;
        }
    }
    let found = kind.or_else(|| weak.filter(|word| box_word.is_some() || KINDS.contains(word)))?;
    Some(found.to_owned())
}

/// Whether the classes of `element` make it the title of the callout that it opens.
pub(super) fn is_title(element: &Element) -> bool {
    classes(element).any(|class| {
        class.split(['-', '_']).any(|part| TITLES.iter().any(|title| part.eq_ignore_ascii_case(title)))
            || class.starts_with("admonitionHeading")
    })
}

/// Makes a callout of what an element holds; `Err` gives the blocks back where it holds a part of the content (with
/// tables or several headings of its own) that a box merely frames.
pub(super) fn finish(kind: String, title: Option<Text>, mut blocks: Vec<Block>) -> Result<Callout, Vec<Block>> {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    let structure = blocks.iter().skip(1).any(|block| is_heading(block) || matches!(block.kind, BlockKind::Table(_)));
    if structure || matches!(blocks.first(), Some(Block { kind: BlockKind::Table(_), .. })) {
        if let Some(title) = title {
            blocks.insert(0, Block::new(title.line(), BlockKind::Paragraph(title)));
        }
        return Err(blocks);
    }
    let title = match title {
        None if blocks.first().is_some_and(is_heading) => match blocks.remove(0).kind {
            BlockKind::Heading(heading) => Some(heading.text),
            _ => None,
        },
        title => title,
    };
    let (label, title) = match title {
        Some(title) if is_word(title.plain()) => (word_of(title.plain()).to_owned(), None),
        Some(title) => (kind, Some(title)),
        None => (take_label(&mut blocks).unwrap_or(kind), None),
    };
    Ok(Callout { label, title, blocks })
}

/// Whether a text is only the name of a kind of callout.
fn is_word(text: &str) -> bool {
    let word = word_of(text);
    KINDS.iter().chain(WEAK_KINDS).any(|kind| kind.eq_ignore_ascii_case(word))
}

/// The word of a label without the signs that end it.
fn word_of(text: &str) -> &str {
    text.trim_end_matches([':', '：', '.', '!']).trim()
}

/// Takes the label off the first paragraph, where it starts with one in bold or before a colon.
fn take_label(blocks: &mut Vec<Block>) -> Option<String> {
    let Some(Block { kind: BlockKind::Paragraph(text), .. }) = blocks.first_mut() else { return None };
    let bold = text.marks().iter().find(|mark| mark.range.start == 0 && mark.kind == MarkKind::Strong);
    let end = match bold {
        Some(mark) => mark.range.end,
        None => text.plain().find([':', '：'])?,
    };
    let words = text.plain().get(..end)?;
    if !is_word(words) {
        return None;
    }
    let label = word_of(words).to_owned();
    let rest = text.plain()[end..].trim_start();
    let rest = rest.strip_prefix([':', '：']).unwrap_or(rest);
    let start = text.plain().len() - rest.len();
    *text = text.slice(start..text.plain().len());
    if text.is_empty() {
        blocks.remove(0);
    }
    Some(label)
}
