//! The containers that are open where the scanner is: elements, shortcodes and fences whose content is read as the page's.

use super::{MAX_DEPTH, Scanner, View, number_of};
use crate::read::markdown::callout::Opening;
use crate::read::markdown::woven::Piece;

/// A container that is open.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) end: ContainerEnd,
    /// How many quotes it stands in.
    pub(super) quotes: usize,
    /// How many columns its lines are indented by; `None` until its first line says so.
    pub(super) base: Option<usize>,
    /// What stands before its places.
    pub(super) prefix: String,
    /// Whether it opened a place that must be closed.
    pub(super) opened: bool,
}

/// What ends a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::markdown) enum ContainerEnd {
    /// The end tag of this element or component.
    Tag(String),
    /// The closing shortcode of this name.
    Shortcode(String),
    /// As many colons, or more.
    Colons(usize),
    /// A line that is indented less than its base.
    Indent,
}

impl Scanner<'_> {
    /// Closes the containers that the line no longer stands in.
    pub(super) fn leave_containers(&mut self, view: &View<'_>, blank: bool) -> bool {
        if blank {
            return false;
        }
        let mut closed = false;
        let mut left = view.left;
        let mut quotes = view.quotes;
        while let Some(top) = self.containers.last() {
            if !((left && top.end == ContainerEnd::Indent) || quotes < top.quotes) {
                break;
            }
            self.close_container();
            closed = true;
            let Some(anew) = self.view(self.at) else { break };
            left = anew.left;
            quotes = anew.quotes;
        }
        closed
    }

    /// Opens a container.
    pub(in crate::read::markdown) fn open_container(
        &mut self,
        view: &View<'_>,
        column: usize,
        end: ContainerEnd,
        opening: Opening,
    ) {
        if self.containers.len() >= MAX_DEPTH {
            self.too_deep = true;
            self.gap(view);
            return;
        }
        let opened = opening != Opening::Plain;
        let line = self.number();
        let prefix = match &self.lead {
            Some(lead) => lead.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect(),
            None => self.prefix(view, column),
        };
        let piece = if opened { Piece::Open { opening, line } } else { Piece::Edge };
        self.place(view, column, piece);
        let outer = self.containers.last().and_then(|top| top.base).unwrap_or(0);
        let base = (end == ContainerEnd::Indent).then_some(outer + column + 4);
        // The first line of a plain wrapper says how far its content is indented, unless it stands in a list.
        let base = base.or((!matches!(end, ContainerEnd::Tag(_)) || !self.list.is_empty()).then_some(outer));
        self.containers.push(Container { end, quotes: view.quotes, base, prefix, opened });
        if self.containers.last().is_some_and(|top| top.end == ContainerEnd::Indent) {
            self.list.clear();
        }
    }

    /// Closes the innermost container that `ends` accepts, with all within it; says whether there was one.
    pub(in crate::read::markdown) fn close_matching(&mut self, ends: impl Fn(&ContainerEnd) -> bool) -> bool {
        let Some(index) = self.containers.iter().rposition(|container| ends(&container.end)) else { return false };
        while self.containers.len() > index {
            self.close_container();
        }
        true
    }

    pub(super) fn close_container(&mut self) -> bool {
        let Some(container) = self.containers.pop() else { return false };
        let line = number_of(self.at.min(self.lines.len().saturating_sub(1)));
        let piece = if container.opened { Piece::Close } else { Piece::Edge };
        self.woven.piece(&container.prefix, false, piece, line);
        self.paragraph = false;
        true
    }
}
