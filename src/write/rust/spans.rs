//! From numbers to rows: entries that may overlap become disjoint spans, and the spans a table or a sorted list.

use foldhash::HashMap;
use std::collections::BTreeSet;

/// How many numbers a page of the table covers, as a power of two.
pub(super) const PAGE_BITS: u32 = 6;

/// Numbers `first` to `last`, both included, that share a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The first number.
    pub(super) first: i64,
    /// The last number, not below `first`.
    pub(super) last: i64,
    /// The row, zero-based.
    pub(super) row: usize,
}

/// How generated code finds the row of a number.
#[derive(Debug)]
pub(super) enum Finder {
    /// Two dependent reads: the page of a number, then its cell.
    Table(PageTable),
    /// Binary search over spans, for codes too far apart for a table.
    Search(Vec<Span>),
}

/// A table of pages that share equal blocks of cells.
#[derive(Debug)]
pub(super) struct PageTable {
    /// The least number that has a row.
    pub(super) first: i64,
    /// The greatest number that has a row.
    pub(super) last: i64,
    /// The block of each page, in the order of numbers.
    pub(super) pages: Vec<usize>,
    /// The cells of all blocks: zero, or a row plus one. The first block is all zero.
    pub(super) cells: Vec<usize>,
}

/// Disjoint spans in the order of numbers. Where entries overlap the narrower one holds the number, and of two as wide
/// the earlier row.
pub(super) fn disjoint(entries: &[Span]) -> Vec<Span> {
    // At each bound entries begin or end; between two bounds the same ones are open.
    let mut bounds: Vec<(i128, bool, usize)> = Vec::with_capacity(entries.len() * 2);
    for (index, entry) in entries.iter().enumerate() {
        bounds.push((i128::from(entry.first), true, index));
        bounds.push((i128::from(entry.last) + 1, false, index));
    }
    bounds.sort_unstable();
    let mut spans: Vec<Span> = Vec::with_capacity(entries.len());
    let mut open: BTreeSet<(i128, usize)> = BTreeSet::new();
    let mut from = i128::MIN;
    for (at, begins, index) in bounds {
        if at > from {
            if let Some(&(_, row)) = open.first()
                && let (Ok(first), Ok(last)) = (i64::try_from(from), i64::try_from(at - 1))
            {
                match spans.last_mut() {
                    Some(before) if before.row == row && before.last.checked_add(1) == Some(first) => {
                        before.last = last;
                    }
                    _ => spans.push(Span { first, last, row }),
                }
            }
            from = at;
        }
        let Some(entry) = entries.get(index) else { continue };
        let key = (i128::from(entry.last) - i128::from(entry.first), entry.row);
        if begins {
            open.insert(key);
        } else {
            open.remove(&key);
        }
    }
    spans
}

impl Finder {
    /// The faster way that keeps the tables in proportion to the number of entries.
    pub(super) fn new(entries: &[Span]) -> Self {
        let spans = disjoint(entries);
        match PageTable::new(&spans) {
            Some(table) => Self::Table(table),
            None => Self::Search(spans),
        }
    }
}

impl PageTable {
    /// The table of disjoint, sorted spans; `None` where it would be out of proportion.
    fn new(spans: &[Span]) -> Option<Self> {
        let first = spans.first()?.first;
        let last = spans.last()?.last;
        let size = 1_i128 << PAGE_BITS;
        let width = i128::from(last) - i128::from(first) + 1;
        let page_count = usize::try_from((width + size - 1) / size).ok()?;
        if page_count > 4096 + 64 * spans.len() {
            return None;
        }
        let size = 1_usize << PAGE_BITS;
        let empty = vec![0; size];
        let mut blocks = HashMap::from_iter([(empty.clone(), 0)]);
        let mut table = Self { first, last, pages: Vec::with_capacity(page_count), cells: empty };
        let mut open = 0;
        for page in 0..page_count {
            let page_first = i128::from(first) + (page * size) as i128;
            let page_last = page_first + size as i128 - 1;
            let mut block = vec![0; size];
            while let Some(span) = spans.get(open) {
                if i128::from(span.first) > page_last {
                    break;
                }
                let from = (i128::from(span.first) - page_first).max(0);
                let to = (i128::from(span.last) - page_first).min(size as i128 - 1);
                if let (Ok(from), Ok(to)) = (usize::try_from(from), usize::try_from(to))
                    && let Some(cells) = block.get_mut(from..=to)
                {
                    cells.fill(span.row + 1);
                }
                if i128::from(span.last) > page_last {
                    break;
                }
                open += 1;
            }
            let next = blocks.len();
            let number = *blocks.entry(block).or_insert_with_key(|block| {
                table.cells.extend_from_slice(block);
                next
            });
            table.pages.push(number);
        }
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: i64, last: i64, row: usize) -> Span {
        Span { first, last, row }
    }

    fn find(finder: &Finder, number: i64) -> Option<usize> {
        match finder {
            Finder::Search(spans) => spans.iter().find(|s| (s.first..=s.last).contains(&number)).map(|s| s.row),
            Finder::Table(table) => {
                let offset = usize::try_from(number.checked_sub(table.first)?).ok()?;
                let block = table.pages.get(offset >> PAGE_BITS)?;
                let cell = (block << PAGE_BITS) | (offset & ((1 << PAGE_BITS) - 1));
                table.cells.get(cell)?.checked_sub(1)
            }
        }
    }

    #[test]
    fn the_narrower_entry_holds_the_number() {
        let entries = [span(10, 20, 0), span(15, 15, 1), span(0, 100, 2), span(i64::MIN, i64::MIN, 3)];
        assert_eq!(
            disjoint(&entries),
            [
                span(i64::MIN, i64::MIN, 3),
                span(0, 9, 2),
                span(10, 14, 0),
                span(15, 15, 1),
                span(16, 20, 0),
                span(21, 100, 2)
            ]
        );
        assert_eq!(disjoint(&[span(i64::MIN, i64::MAX, 0)]), [span(i64::MIN, i64::MAX, 0)]);
    }

    #[test]
    fn tables_find_what_spans_hold() {
        let entries = [span(-302, -302, 0), span(7003, 7003, 1), span(120_001, 130_000, 2), span(7004, 7004, 3)];
        let finder = Finder::new(&entries);
        let Finder::Table(table) = &finder else { panic!("these codes are near each other") };
        assert!(table.cells.len() <= 7 << PAGE_BITS, "pages within the range share one block");
        for number in -400..131_000 {
            let expected = entries.iter().find(|s| (s.first..=s.last).contains(&number)).map(|s| s.row);
            assert_eq!(find(&finder, number), expected, "{number}");
        }
    }

    #[test]
    fn codes_far_apart_are_searched() {
        let entries = [span(5, 5, 0), span(0x8007_2EE2, 0x8007_2EE2, 1), span(i64::MIN, i64::MIN, 2)];
        let finder = Finder::new(&entries);
        assert!(matches!(finder, Finder::Search(_)));
        assert_eq!(find(&finder, 0x8007_2EE2), Some(1));
        assert_eq!(find(&finder, 6), None);
    }
}
