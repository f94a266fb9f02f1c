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
///
/// One of [`KINDS`] as a whole class does; so does a class of the box with a kind in it or beside it. Parts of a callout
/// (`alert-link`, `admonition-title`) are none.
pub(super) fn kind_of(element: &Element) -> Option<&'static str> {
    let mut framed = false;
    let mut kind = None;
    let mut weak = None;
    for class in classes(element) {
        let whole = listed(KINDS, class);
        let boxed = parts(class).any(|part| listed(FRAMES, part).is_some());
        if boxed && parts(class).any(|part| listed(TITLES, part).is_some()) {
            return None;
        }
        framed |= boxed;
        for part in parts(class).filter(|part| listed(FRAMES, part).is_none()) {
            if let Some(found) = listed(KINDS, part).filter(|_| boxed || whole.is_some()) {
                kind = kind.or(Some(found));
            }
            weak = weak.or_else(|| listed(WEAK_KINDS, part));
        }
    }
    // The box alone, as in `class="admonition"`, is its own kind if there is no other.
    kind.or_else(|| weak.filter(|_| framed)).or_else(|| classes(element).find_map(|class| listed(KINDS, class)))
}

/// The parts of a class name.
fn parts(class: &str) -> impl Iterator<Item = &str> {
    class.split(['-', '_'])
}

/// The word of a list that a part of a class name is.
fn listed(words: &'static [&'static str], part: &str) -> Option<&'static str> {
    words.iter().copied().find(|word| word.eq_ignore_ascii_case(part))
}

/// Whether the classes of `element` make it the title of the callout that it opens.
pub(super) fn is_title(element: &Element) -> bool {
    classes(element)
        .any(|class| parts(class).any(|part| listed(TITLES, part).is_some()) || class.starts_with("admonitionHeading"))
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

/// Takes the label off the first paragraph, where it starts with one in bold or before a colon, or is nothing else.
fn take_label(blocks: &mut Vec<Block>) -> Option<String> {
    let Some(Block { kind: BlockKind::Paragraph(text), .. }) = blocks.first_mut() else { return None };
    let bold = text.marks().iter().find(|mark| mark.range.start == 0 && mark.kind == MarkKind::Strong);
    let end = match bold {
        Some(mark) => mark.range.end,
        None => text.plain().find([':', '：']).unwrap_or(text.plain().len()),
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
