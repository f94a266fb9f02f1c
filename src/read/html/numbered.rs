//! The numbers that a page shows before the items of a list whose markup says where they start.

use html5ever::local_name;
use scraper::node::Element;

use super::element::attribute;
use crate::document::ListItem;
use crate::read::numbering;

/// The numbers of a list that is open.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    /// The number of the next item; `None` where the items have none.
    next: Option<u64>,
    /// Whether the markup states a number: else it stands nowhere in the source.
    stated: bool,
    /// One number per item so far.
    numbers: Vec<u64>,
}

impl Numbered {
    /// Of a list that this element opens.
    pub(super) fn of(element: &Element) -> Self {
        let decimal = attribute(element, "type").is_none_or(|kind| kind.trim() == "1");
        if element.name.local != local_name!("ol") || !decimal || attribute(element, "reversed").is_some() {
            return Self::default();
        }
        let start = attribute(element, "start").and_then(|start| start.trim().parse().ok());
        Self { next: Some(start.unwrap_or(1)), stated: start.is_some(), numbers: Vec::new() }
    }

    /// The number of the item that this element opens.
    pub(super) fn number(&mut self, item: &Element) -> Option<u64> {
        let next = self.next.as_mut()?;
        if let Some(value) = attribute(item, "value").and_then(|value| value.trim().parse().ok()) {
            *next = value;
            self.stated = true;
        }
        let number = *next;
        *next = next.saturating_add(1);
        Some(number)
    }

    /// Notes that the item with this number is one of the list's.
    pub(super) fn push(&mut self, number: Option<u64>) {
        self.numbers.extend(number);
    }

    /// Puts the numbers before the items where they are stated and say more than the place of each.
    pub(super) fn end(self, items: &mut [ListItem]) {
        if self.stated {
            numbering::put_before(items, &self.numbers);
        }
    }
}
