//! Links that are signs for the mouse, not text: those by which headings and terms point at themselves, and references
//! to footnotes.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::element::{attribute, classes};

/// The signs that stand for such a link.
const SIGNS: &[&str] = &["#", "¶", "§", "◆", "◇", "🔗", "⚓", "🔖", "\u{f0c1}", "\u{200b}", "[source]"];

/// Parts of class names that say that a link is one.
const CLASSES: &[&str] = &[
    "headerlink",
    "permalink",
    "header-anchor",
    "heading-anchor",
    "anchor-link",
    "hash-link",
    "heading-link",
    "anchor",
];

/// Whether the contents of `a` are only a sign that links to the place where it stands.
///
/// `heading` is the heading or term that it stands in: a link by class alone, with words in it, is a sign only where the
/// heading has other words.
pub(super) fn is_permalink(a: NodeRef<'_, Node>, element: &Element, heading: Option<NodeRef<'_, Node>>) -> bool {
    let target = attribute(element, "href");
    if target.is_some_and(|target| !target.contains('#')) {
        return false;
    }
    let Some(text) = short_text(a) else { return false };
    if text.is_empty() || SIGNS.contains(&text.as_str()) {
        return true;
    }
    let Some(heading) = heading else { return false };
    target.is_some()
        && classes(element).any(|class| CLASSES.contains(&class))
        && short_text(heading).is_none_or(|whole| whole.len() > text.len())
}

/// Whether a link only leads to where more is said of the same.
pub(super) fn leads_to_more(a: NodeRef<'_, Node>, element: &Element) -> bool {
    attribute(element, "href").is_some_and(|target| target.contains('#'))
        && short_text(a).is_some_and(|text| matches!(text.as_str(), "More..." | "More…"))
}

/// Whether a `<sup>` is the reference to a footnote: a number or sign that links to a place on the page.
pub(super) fn is_note_reference(sup: NodeRef<'_, Node>) -> bool {
    let mut links = sup.children().filter(|child| !matches!(child.value(), Node::Text(text) if text.trim().is_empty()));
    let (Some(link), None) = (links.next(), links.next()) else { return false };
    let target = link.value().as_element().and_then(|element| attribute(element, "href"));
    target.is_some_and(|target| target.starts_with('#'))
        && short_text(link).is_some_and(|text| {
            text.chars().count() <= 5 && text.chars().all(|c| c.is_ascii_digit() || "[]()*†‡§".contains(c))
        })
}

/// The visible text below a node without white space at its ends, where it is short.
pub(super) fn short_text(node: NodeRef<'_, Node>) -> Option<String> {
    let mut out = String::new();
    for (count, inner) in node.descendants().enumerate() {
        if count > 64 {
            return None;
        }
        if let Node::Text(text) = inner.value() {
            out.push_str(text.trim());
            if out.len() > 64 {
                return None;
            }
        }
    }
    Some(out)
}
