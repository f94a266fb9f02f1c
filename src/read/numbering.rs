//! The numbers before the items of a list: whether they say more than the place of each.

use crate::document::{ListItem, Text};

/// Numbers from here on before items are no positions in a list.
const LARGE_NUMBER: u64 = 100;
/// Nobody counts so many items unless their numbers matter.
const LONG_LIST: usize = 20;

/// Whether the numbers before items say more than the place of each: they do not count from one by one, or go on for long.
fn tell(numbers: &[u64]) -> bool {
    let leaps = numbers.is_sorted() && numbers.windows(2).any(|pair| pair[1] > pair[0] + 1);
    let from = numbers.first().is_some_and(|&first| first == 0 && numbers.len() > 1);
    leaps || from || numbers.len() >= LONG_LIST || numbers.iter().any(|&number| number >= LARGE_NUMBER)
}

/// Puts the numbers of items before their texts where they say more than the place of each.
pub(super) fn put_before(items: &mut [ListItem], numbers: &[u64]) {
    if !tell(numbers) || numbers.len() != items.len() {
        return;
    }
    for (item, number) in items.iter_mut().zip(numbers) {
        item.text = match item.text.is_empty() {
            // An item without a text has no line of one either.
            true => Text::plain_at(format!("{number}."), item.line),
            false => item.text.behind(&format!("{number}. ")),
        };
    }
}
