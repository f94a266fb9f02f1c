//! What the built-in rules that ignore something are about: data for `bindery explain`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::word_file::word_file;

static RULES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| word_file!("src/extract/ignored"));

/// What a built-in rule ignores, in a sentence; `None` where there is no such rule.
#[must_use]
pub fn explain_ignored(rule: &str) -> Option<&'static str> {
    RULES.get(rule).map(String::as_str)
}

/// The names of the built-in rules that ignore something.
pub fn ignoring_rules() -> impl Iterator<Item = &'static str> {
    RULES.keys().map(String::as_str)
}
