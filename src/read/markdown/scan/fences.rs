//! The fence of code that is open where the scanner is.

use super::{Scanner, View, indent, number_of};
use crate::read::markdown::lines::Fence;

/// A fence that is open.
#[derive(Debug)]
pub(super) struct OpenFence {
    fence: Fence,
    /// The quote signs before it.
    prefix: String,
    /// How many they are.
    quotes: usize,
    /// The column where the content of its list item starts.
    column: usize,
}

impl Scanner<'_> {
    pub(super) fn open_fence(&mut self, view: &View<'_>, fence: Fence) {
        let column = self.list.last().copied().unwrap_or(0);
        self.fence = Some(OpenFence { fence, prefix: view.prefix.clone(), quotes: view.quotes, column });
    }

    /// Takes the line in work as one of the open fence, if it is; a line that stands outside ends the fence.
    pub(super) fn goes_on_in_fence(&mut self, view: &View<'_>, blank: bool) -> bool {
        let Some(open) = &self.fence else { return false };
        if view.left || view.quotes < open.quotes || (!blank && indent(&view.text) < open.column) {
            self.close_fence();
            return false;
        }
        self.woven.line(&view.prefix, &view.text, number_of(self.at));
        if open.fence.closed_by(&view.text) {
            self.fence = None;
        }
        self.at += 1;
        true
    }

    /// Ends the code that the page leaves open, so that what follows is no part of it.
    pub(super) fn close_fence(&mut self) {
        let Some(open) = self.fence.take() else { return };
        let line = number_of(self.at.saturating_sub(1));
        self.woven.line(&open.prefix, &format!("{:1$}{2}", "", open.column, open.fence), line);
    }
}
