//! Headings: the title of the page, the fragments that lead to a heading, and headings and the like that were not closed.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::Walk;
use crate::document::{Block, BlockKind, Heading, MarkKind, Text};
use crate::read::html::element::{Tag, attribute, classes};
use crate::read::html::frame::Kind;

impl<'a> Walk<'a> {
    /// A heading, term or summary that was not closed: what it holds so far is all of it, what follows is not.
    pub(super) fn end_line_early(&mut self) {
        let text = self.top().take_text();
        let line = if text.is_empty() { self.top().line } else { text.line() };
        self.heading = None;
        let marks = self.marks.clone();
        let [.., around, top] = self.frames.as_mut_slice() else { return };
        match std::mem::replace(&mut top.kind, Kind::Splice) {
            Kind::Heading { level, anchor } if !text.is_empty() => {
                let anchor = anchor.or_else(|| own_target(&text));
                top.blocks.push(Block::new(line, BlockKind::Heading(Heading { level, text, anchor })));
            }
            Kind::Term => {
                around.push_term(line, text, &marks);
                top.kind = Kind::Definition;
            }
            Kind::Summary => {
                if let Kind::Details { summary } = &mut around.kind {
                    *summary = text;
                }
            }
            _ => {}
        }
        self.top().run = crate::read::html::frame::run_within(&self.marks.clone());
    }

    pub(super) fn take_title(&mut self, node: NodeRef<'a, Node>) {
        if self.title.is_none() {
            let text: String =
                node.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
            let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.title = (!title.is_empty()).then_some(title);
        }
    }

    /// Notes the fragment that an element gives a name to, for the heading that it stands in or that follows it.
    pub(super) fn note_anchor(&mut self, element: &Element, tag: Tag) {
        if element.attrs.is_empty() {
            return;
        }
        let id = || attribute(element, "id").or_else(|| attribute(element, "name").filter(|_| tag == Tag::Anchor));
        let in_heading = matches!(self.top().kind, Kind::Heading { .. });
        let names_section = matches!(tag, Tag::Section | Tag::Anchor | Tag::Inline | Tag::Paragraph)
            || (tag == Tag::Block && classes(element).any(|class| class.contains("sect")));
        if !in_heading && !names_section {
            return;
        }
        let Some(id) = id().filter(|id| !id.is_empty()) else { return };
        if let Kind::Heading { anchor, .. } = &mut self.top().kind {
            anchor.get_or_insert_with(|| id.to_owned());
        } else {
            self.anchor = Some(id.to_owned());
        }
    }

    /// A heading without a name of its own is reached by the link that points at it, within it or just after it.
    pub(super) fn note_permalink(&mut self, element: &Element) {
        let target = attribute(element, "href").and_then(|target| target.strip_prefix('#'));
        let Some(target) = target.filter(|target| !target.is_empty()) else { return };
        let top = self.top();
        if let Kind::Heading { anchor, .. } = &mut top.kind {
            anchor.get_or_insert_with(|| target.to_owned());
        } else if let Some(Block { kind: BlockKind::Heading(Heading { anchor: anchor @ None, .. }), .. }) =
            top.blocks.last_mut()
            && top.run.is_empty()
        {
            *anchor = Some(target.to_owned());
            self.anchor = None;
        }
    }
}

/// The fragment that a heading which is a link to itself as a whole leads to.
pub(super) fn own_target(text: &Text) -> Option<String> {
    let (_, target) = text.links().next()?;
    let target = target.strip_prefix('#').filter(|target| !target.is_empty())?;
    text.is_all(|kind| matches!(kind, MarkKind::Link(_))).then(|| target.to_owned())
}
