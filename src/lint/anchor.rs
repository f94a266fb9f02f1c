//! `dead-anchor`: a link leads to a place of its own page that the page does not have.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::{Pages, finding, listed};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::document::{Block, BlockKind, Document};
use crate::extract::{DeadLink, Declarations, Link};

/// An id has at most so many bytes: what is longer is something else.
const LONGEST_ID: usize = 200;

/// Adds `dead-anchor`: one finding a page and place that is not there.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    for source in pages.sources {
        let mut dead: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for link in &source.declarations.dead_links {
            dead.entry(&link.target).or_default().push(link.line);
        }
        for (target, mut lines) in dead {
            lines.sort_unstable();
            lines.dedup();
            let Some(first) = lines.first() else { continue };
            let more: Vec<String> = lines.iter().skip(1).map(u32::to_string).collect();
            let more = if more.is_empty() { String::new() } else { format!(" (also in line {})", listed(&more)) };
            let message =
                format!("the link to `{target}` leads nowhere: no heading and no id of the page is called so{more}");
            let hint = "correct the link, or give the place that is meant this id";
            let place = Place::line(source.path.as_str(), *first);
            findings.push(finding(Rule::DeadAnchor, Some(place), message, hint));
        }
    }
}

/// The links of codes, questions and callouts that lead to a place of their own page which the page does not have.
///
/// A page is searched only where there is such a link at all, and once.
pub(crate) fn dead_links(text: &str, document: &Document, declared: &Declarations) -> Vec<DeadLink> {
    let codes = declared.codes.iter().map(|code| (code.links.as_slice(), code.line));
    let answers = declared.questions.iter().map(|asked| (asked.links.as_slice(), asked.line));
    let callouts = declared.callouts.iter().map(|callout| (callout.links.as_slice(), callout.line));
    let links = codes.chain(answers).chain(callouts);
    let inner = links.flat_map(|(links, line)| links.iter().filter_map(move |link| Some((fragment(link)?, line))));
    let mut places: Option<Places> = None;
    inner
        .filter(|(fragment, _)| !places.get_or_insert_with(|| Places::of(text, document)).have(fragment))
        .map(|(fragment, line)| DeadLink { target: format!("#{fragment}"), line })
        .collect()
}

/// The place of the page that a link leads to. An empty one and `top` are the page's start; what has a slash or a
/// question mark is for a program that shows the page.
fn fragment(link: &Link) -> Option<&str> {
    let fragment = link.target.trim().strip_prefix('#')?;
    let is_place = !fragment.is_empty() && !fragment.eq_ignore_ascii_case("top") && fragment.len() <= LONGEST_ID;
    (is_place && !fragment.contains(['/', '?', '=', '!', '{', ' ']) && !fragment.starts_with(":~:")).then_some(fragment)
}

/// What links can lead to on a page.
struct Places {
    /// The ids that it states.
    ids: HashSet<String>,
    /// Its headings, without what sites leave out of the ids that they make of them.
    headings: HashSet<String>,
}

impl Places {
    fn of(text: &str, document: &Document) -> Self {
        let mut places = Self { ids: HashSet::default(), headings: HashSet::default() };
        places.ids.extend(stated_ids(text).map(str::to_owned));
        let mut rest: Vec<&Block> = document.blocks.iter().collect();
        while let Some(block) = rest.pop() {
            match &block.kind {
                BlockKind::Heading(heading) => {
                    places.headings.insert(bare(heading.text.plain()));
                    places.ids.extend(heading.anchor.clone());
                }
                BlockKind::Quote(blocks) | BlockKind::Details { blocks, .. } | BlockKind::Region { blocks, .. } => {
                    rest.extend(blocks);
                }
                BlockKind::List(list) => rest.extend(list.items.iter().flat_map(|item| &item.blocks)),
                BlockKind::Callout(callout) => rest.extend(&callout.blocks),
                BlockKind::Definitions(definitions) => {
                    rest.extend(definitions.iter().flat_map(|definition| &definition.blocks));
                }
                BlockKind::Paragraph(_)
                | BlockKind::Table(_)
                | BlockKind::Code(_)
                | BlockKind::Lines(_)
                | BlockKind::Comment(_) => {}
            }
        }
        places
    }

    /// Whether a link to this fragment leads anywhere: to an id, or to what some site makes of a heading.
    fn have(&self, fragment: &str) -> bool {
        let decoded = percent_decoded(fragment);
        let has_id = |id: &str| self.ids.contains(id) || self.ids.contains(&format!("user-content-{id}"));
        if has_id(fragment) || has_id(&decoded) {
            return true;
        }
        let bare = bare(&decoded);
        // The second heading of a name has a number behind it.
        let unnumbered = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        bare.is_empty() || self.headings.contains(&bare) || self.headings.contains(unnumbered)
    }
}

/// Letters and digits in lower case: sites differ in what they make of the rest.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The ids that markup states: `id="x"`, `name=x`, and `{#x}` of Markdown.
fn stated_ids(text: &str) -> impl Iterator<Item = &str> {
    let attributes = text.match_indices('=').filter_map(|(at, _)| {
        let name = text.get(..at)?.trim_end();
        let named = ["id", "name", "ID", "NAME", "Id", "Name"].iter().any(|word| {
            name.strip_suffix(word).is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        });
        let value = text.get(at + 1..)?.trim_start_matches([' ', '{']);
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'')).filter(|_| named);
        match quote {
            Some(quote) => upto(value.get(1..)?, |c| c == quote),
            None => named.then(|| upto(value, |c| c.is_whitespace() || matches!(c, '>' | '/' | '=')))?,
        }
    });
    let braces = text.match_indices("{").flat_map(|(at, _)| {
        let inner =
            text.get(at + 1..).and_then(|inner| upto(inner, |c| matches!(c, '{' | '}' | '\n'))).unwrap_or_default();
        inner.split_whitespace().filter_map(|word| word.trim_start_matches(':').strip_prefix('#'))
    });
    attributes.chain(braces)
}

/// The start of a text up to a character; nothing where that is far away.
fn upto(text: &str, ends: impl Fn(char) -> bool) -> Option<&str> {
    let end = text.char_indices().take(LONGEST_ID).find(|(_, c)| ends(*c))?.0;
    text.get(..end)
}

/// A text without percent signs before hexadecimal digits; as it is where that would be no text.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stated_in_many_ways() {
        let page = "<p id=\"one\"> <a name='two'></a> <td ID = three>x</td> ## Four {#four .wide}\n{: .a #five }\n<i id={\"six\"}>";
        let ids: HashSet<&str> = stated_ids(page).collect();
        for id in ["one", "two", "three", "four", "five", "six"] {
            assert!(ids.contains(id), "{id}: {ids:?}");
        }
        assert!(!stated_ids("<p data-grid=\"seven\" href=\"#eight\" guid='nine'>").any(|id| id.len() > 2));
    }

    #[test]
    fn fragments_are_places_of_the_page() {
        let link = |target: &str| Link { text: "there".into(), target: target.into() };
        assert_eq!(fragment(&link("#limits")), Some("limits"));
        for none in ["#", "#top", "page.html#limits", "#/route/limits", "#:~:text=limits", "https://example.com"] {
            assert_eq!(fragment(&link(none)), None, "{none}");
        }
        let places = Places {
            ids: HashSet::from_iter(["the-id".to_owned()]),
            headings: HashSet::from_iter([bare("2.1 Who may send?"), bare("限制")]),
        };
        for there in ["the-id", "21-who-may-send", "2-1-who-may-send-", "21-who-may-send-1", "%E9%99%90%E5%88%B6"] {
            assert!(places.have(there), "{there}");
        }
        assert!(!places.have("who-may-read"));
    }
}
