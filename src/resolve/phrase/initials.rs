//! The first letters of words, which tell for most words of a text that they are none of a list.

/// Which ASCII characters begin a word of a list, whatever their case.
#[derive(Debug, Clone)]
pub(crate) struct Initials([bool; 128]);

impl Initials {
    /// The first letters of the words.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut begins = [false; 128];
        for first in words.into_iter().filter_map(|word| word.chars().next()) {
            for case in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                if let Some(begins) = begins.get_mut(case as usize) {
                    *begins = true;
                }
            }
        }
        Self(begins)
    }

    /// Whether a word could be in the list: what begins with no ASCII character always could, for where spaces do not
    /// divide words the first of them may stand anywhere.
    pub(crate) fn may_begin(&self, word: &str) -> bool {
        word.bytes().next().and_then(|first| self.0.get(usize::from(first))).is_none_or(|begins| *begins)
    }
}
