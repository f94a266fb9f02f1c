//! Whether a spelling is of the kind of those beside it: among numbers, `1OO3` is a slip and `SEE_BELOW` no code.

use super::spelling::{Shape, shape_of};
use super::words::words;

/// What the codes of one column or family are spelled like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kinds {
    /// Entries that hold a code.
    all: usize,
    /// Numbers of any notation, ranges and wildcards.
    numbers: usize,
    /// Numbered identifiers, slips left out.
    ids: usize,
    /// Numbers in which letters stand for digits.
    slips: usize,
    /// Numbers with commas between their thousands.
    grouped: usize,
    /// Whether most numbers have a name in the same cell.
    named: bool,
}

/// Why an entry is reported whose code is not of the kind of those beside it.
pub(crate) const NO_CODE: &str = "what stands for its code is no code like those beside it";

/// From how many numbers on a lone identifier among them is doubted.
const MANY: usize = 20;

/// The letters of an identifier that stand for digits in a slip, and those that only may.
const LIKE_DIGITS: [char; 4] = ['O', 'o', 'l', 'I'];
const MAYBE_DIGITS: [char; 1] = ['S'];

/// Whether a constant has several words that name a failure: `LID_NOT_FOUND`, but not `SEE_BELOW`, nor `10_OO`.
fn names_failure(spelled: &str) -> bool {
    let word = |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    spelled.split('_').filter(|part| word(part)).count() > 1 && words().names_failure(spelled)
}

impl Kinds {
    /// The kinds of these spellings, one an entry.
    pub(crate) fn of<'s>(spellings: impl Iterator<Item = &'s str>) -> Self {
        let mut kinds = Self::default();
        for spelled in spellings {
            kinds.all += 1;
            match shape_of(spelled) {
                Some(shape) if shape.is_numeric() => {
                    kinds.numbers += 1;
                    kinds.grouped += usize::from(spelled.contains(','));
                }
                Some(_) if is_slip(spelled, &LIKE_DIGITS) => kinds.slips += 1,
                Some(Shape::Id) => kinds.ids += 1,
                // A range or the like with space in it.
                None if spelled.contains(char::is_whitespace) && spelled.starts_with(|c: char| !c.is_alphabetic()) => {
                    kinds.numbers += 1;
                }
                _ => {}
            }
        }
        kinds
    }

    /// The same where most numbers have a name in the same cell: a name alone there is that of an entry without a number.
    pub(crate) fn with_names(mut self, named: bool) -> Self {
        self.named = named;
        self
    }

    /// Whether a spelling is of the kind of those that were counted, itself among them.
    pub(crate) fn admit(&self, spelled: &str) -> bool {
        let keys = self.numbers + self.ids + self.slips;
        match shape_of(spelled) {
            None => true,
            Some(shape) if shape.is_numeric() => true,
            _ if self.is_slip_here(spelled) => false,
            // Identifiers stand beside numbers in many tables, but one among a great many numbers is a slip.
            Some(Shape::Id) => self.numbers < MANY || self.ids * 20 > self.numbers,
            // Names of several words in mixed case are neither slips nor remarks: a code of another kind.
            Some(Shape::Symbolic | Shape::Camel) => true,
            Some(Shape::Constant) if names_failure(spelled) || (self.named && spelled.contains('_')) => true,
            Some(_) => !(keys >= 2 && keys * 5 >= self.all.saturating_sub(1) * 4),
        }
    }

    /// Whether no entry holds a code.
    pub(crate) fn is_empty(&self) -> bool {
        self.all == 0
    }

    /// Whether codes with thousands divided by commas stand here, so that a comma without space divides no codes.
    pub(crate) fn has_grouped(&self) -> bool {
        self.grouped > 0
    }

    fn is_slip_here(&self, spelled: &str) -> bool {
        if self.numbers * 2 < self.all.saturating_sub(self.slips + 1) || self.numbers == 0 {
            return false;
        }
        let letters = [LIKE_DIGITS.as_slice(), &MAYBE_DIGITS].concat();
        // The states of SQL have letters of their own in the third place of five.
        let state = spelled.len() == 5 && spelled.chars().position(|c| c.is_ascii_alphabetic()) == Some(2);
        is_slip(spelled, &LIKE_DIGITS) || (self.ids <= 1 && !state && is_slip(spelled, &letters))
    }
}

/// Whether a spelling is a number but for letters that look like digits.
fn is_slip(spelled: &str, letters: &[char]) -> bool {
    let unsigned = spelled.trim_start_matches('-');
    unsigned.contains(|c: char| c.is_ascii_digit())
        && unsigned.contains(letters)
        && unsigned.chars().all(|c| c.is_ascii_digit() || letters.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd<'s>(column: &[&'s str]) -> Vec<&'s str> {
        let kinds = Kinds::of(column.iter().copied());
        column.iter().copied().filter(|spelled| !kinds.admit(spelled)).collect()
    }

    #[test]
    fn slips_and_words_among_numbers_are_odd() {
        assert_eq!(odd(&["1001", "1OO3", "10O5", "l004", "1006"]), ["1OO3", "10O5", "l004"]);
        assert_eq!(odd(&["1001", "1002", "see_below"]), ["see_below"]);
        assert_eq!(odd(&["1001", "1002", "1003", "1004", "SEE_BELOW"]), ["SEE_BELOW"]);
        assert_eq!(odd(&["1001", "1002", "10S3", "NEW", "1005", "1006", "1007"]), ["10S3", "NEW"]);
        let numbers: Vec<String> = (100..130).map(|number| number.to_string()).collect();
        let mut many: Vec<&str> = numbers.iter().map(String::as_str).collect();
        many.push("13P");
        assert_eq!(odd(&many), ["13P"]);
    }

    #[test]
    fn columns_mix_kinds() {
        for column in [
            &["00", "05", "14", "51", "BP171"][..],
            &["42000", "23000", "42S02", "HY000"],
            &["0x10", "17", "2xx", "100 to 199", "403.14"],
            &["0A", "0B", "10", "1S", "2S"],
            &["LID_OPEN", "LID_LOST", "7"],
            &["E001", "I001", "W001"],
            &["1001", "1002", "Limit.LidOpen", "LidLost", "1003"],
            &["1001", "1002", "1003", "1004", "LID_NOT_FOUND"],
        ] {
            assert_eq!(odd(column), [] as [&str; 0], "{column:?}");
        }
    }
}
