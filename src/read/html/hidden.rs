//! What a page holds but does not show.

use ego_tree::NodeRef;
use html5ever::local_name;
use scraper::Node;
use scraper::node::Element;

use super::element::{Tag, attribute, classes};

/// Classes by which sites hide text from the eye and leave it to screen readers.
const FOR_SCREEN_READERS: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screenreader-only",
    "screen-reader-only",
    "show-for-sr",
    "a11y-hidden",
    "assistive-text",
];

/// Classes of icon fonts: the words in them are names of pictures.
const ICONS: &[&str] = &["material-icons", "material-icons-outlined", "material-symbols-outlined"];

/// The class of buttons that unfold what stands behind them.
const ACCORDION: &str = "accordion";

/// How many nodes are looked at for structure in a hidden block; one that is larger is kept.
const LOOK: usize = 2000;

/// Whether an element is not to be read.
///
/// Spans and cells that are hidden are furniture. Hidden blocks often are not: the tab that is not chosen, the answer
/// that is folded in, the rows of the second page. They are left out only where they hold no structure, and rows never.
pub(super) fn is_hidden(node: NodeRef<'_, Node>, element: &Element, tag: Tag) -> bool {
    if element.attrs.is_empty() || matches!(tag, Tag::Row | Tag::RowGroup(_)) {
        return false;
    }
    if tag.is_inline() {
        return is_declared_hidden(element)
            || attribute(element, "aria-hidden") == Some("true")
            || classes(element).any(|class| FOR_SCREEN_READERS.contains(&class) || ICONS.contains(&class));
    }
    if !is_declared_hidden(element) {
        return false;
    }
    matches!(tag, Tag::Cell { .. }) || !has_structure(node)
}

/// Whether an element that is not to be read was not closed: blocks of the page stand in it, which it would hide.
pub(super) fn never_ends(node: NodeRef<'_, Node>, element: &Element) -> bool {
    matches!(element.name.local, local_name!("button") | local_name!("object")) && has_structure(node)
}

/// Whether a button unfolds the block right behind it, or stands as the whole of a heading.
pub(super) fn unfolds(node: NodeRef<'_, Node>, element: &Element) -> bool {
    if element.name.local != local_name!("button") {
        return false;
    }
    let shows = |node: &NodeRef<'_, Node>| !matches!(node.value(), Node::Text(text) if text.trim().is_empty());
    let headed = node.parent().and_then(|parent| parent.value().as_element().map(Tag::of));
    if matches!(headed, Some(Tag::Heading(_))) {
        return !node.prev_siblings().chain(node.next_siblings()).any(|sibling| shows(&sibling));
    }
    let next = node.next_siblings().find(shows).and_then(|next| next.value().as_element().map(Tag::of));
    let told = attribute(element, "aria-expanded").is_some() || classes(element).any(|class| class == ACCORDION);
    told && next == Some(Tag::Block)
}

fn is_declared_hidden(element: &Element) -> bool {
    attribute(element, "hidden").is_some_and(|value| value != "until-found")
        || attribute(element, "style").is_some_and(|style| {
            style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
                property.trim().eq_ignore_ascii_case("display")
                    && value.trim().trim_end_matches("!important").trim_end().eq_ignore_ascii_case("none")
            })
        })
}

fn has_structure(node: NodeRef<'_, Node>) -> bool {
    let mut looked = 0;
    for inner in node.descendants() {
        looked += 1;
        if looked > LOOK {
            return true;
        }
        let tag = inner.value().as_element().map(Tag::of);
        if matches!(
            tag,
            Some(Tag::Heading(_) | Tag::Table | Tag::Row | Tag::Item | Tag::Term | Tag::Definition | Tag::Pre)
        ) {
            return true;
        }
    }
    false
}
