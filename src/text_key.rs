//! Texts as they are compared in sets of many: by a hash, so that none is kept.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

/// A hash of a text, the same in every run.
///
/// Should two texts ever have the same, they count as one: a set that hands out names gives the later a longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TextKey(u64);

impl TextKey {
    /// The key of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(text.as_bytes());
        Self(hasher.finish())
    }
}
