//! Codes that end with a star. `08*` stands for all codes that start so, where the other codes of its column are longer;
//! beside codes of its own length the star refers to a note. `LID_*` is half a name without its star.

use std::ops::Range;

use super::code_cell::CodeCell;
use super::code_pieces::Spelled;
use super::spelling::Shape;

/// So many stars that fit are no notes.
const LEAST: usize = 2;

/// What stands before the star, where a text is one token that ends with a single star.
fn stem_of(plain: &str) -> Option<&str> {
    let stem = plain.strip_suffix('*')?;
    let within = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (stem.starts_with(|c: char| c.is_ascii_alphanumeric()) && stem.chars().all(within)).then_some(stem)
}

/// Whether the stars at the ends of these cells of a column stand for the rest of a code.
pub(super) fn are_wild<'t>(cells: impl Iterator<Item = &'t str> + Clone) -> bool {
    let stems = cells.clone().filter_map(stem_of);
    let longest = stems.clone().map(str::len).max().unwrap_or(0);
    let numbered = |plain: &&str| !plain.contains([' ', '\n', '*']) && plain.contains(|c: char| c.is_ascii_digit());
    stems.count() >= LEAST && cells.filter(numbered).all(|plain| plain.len() > longest)
}

/// Whether the star behind a stem stands for what follows there; `wild` says that the stars of its column do.
fn is_wild(stem: &str, wild: bool) -> bool {
    wild || stem.ends_with(['_', '-', '.'])
}

/// A cell that is one code with its star.
pub(super) fn wild_code(plain: &str, wild: bool) -> Option<CodeCell> {
    is_wild(stem_of(plain)?, wild).then(|| CodeCell {
        codes: vec![Spelled { range: 0..plain.len(), shape: Shape::Wildcard }],
        ..CodeCell::default()
    })
}

/// A code of a cell, with the star behind it where it is a part of it.
pub(super) fn with_star(plain: &str, code: Range<usize>, wild: bool) -> &str {
    let starred = code.start..code.end + 1;
    let star = plain.get(starred.clone()).filter(|spelled| stem_of(spelled).is_some_and(|stem| is_wild(stem, wild)));
    star.unwrap_or(&plain[code])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_tells_wildcards_from_notes() {
        for wild in [&["07*", "0B*", "23111", "B0001"][..], &["07*", "other", "HB*"]] {
            assert!(are_wild(wild.iter().copied()), "{wild:?}");
        }
        for notes in [&["11*", "12", "13*"][..], &["11*", "1234"], &["LID_OPEN*", "LID_404", "LID_LOST*"], &[]] {
            assert!(!are_wild(notes.iter().copied()), "{notes:?}");
        }
    }

    #[test]
    fn half_a_name_needs_its_star() {
        assert!(wild_code("LID_*", false).is_some());
        assert!(wild_code("17*", false).is_none());
        assert!(wild_code("17*", true).is_some());
        assert!(wild_code("LID_* and more", true).is_none());
        assert_eq!(with_star("LID_OPEN / LID_*", 11..15, false), "LID_*");
        assert_eq!(with_star("LID_OPEN*", 0..8, false), "LID_OPEN");
    }
}
