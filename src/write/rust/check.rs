//! What Cargo and Rust refuse, found before anything is written.

use super::ident::is_type_name;
use crate::catalog::Catalog;
use crate::diagnostic::{Diagnostic, Rule};
use crate::project::RustTarget;

/// Types of the generated crate that a type of the project must not be called.
const TYPES: [&str; 7] = ["Group", "Info", "Kind", "Limit", "Lookup", "Origin", "Retry"];

/// The longest name of a type: the templates have room for it in a line of code.
const LONGEST_TYPE: usize = 24;

/// What Cargo or Rust would refuse.
pub(super) fn check(catalog: &Catalog, target: &RustTarget) -> Vec<Diagnostic> {
    let mut mistakes = Vec::new();
    let mut mistake = |message: String, hint: &str| {
        mistakes.push(Diagnostic::new(Rule::ProjectInvalid, message).hint(hint));
    };
    let name = &target.crate_name;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    {
        mistake(format!("`{name}` cannot name a crate"), "set `targets.rust.crate` to letters, digits, `-` and `_`");
    }
    let type_name = &target.type_name;
    // To rustfmt a name without a small letter is a constant.
    let all_capitals = !type_name.contains(|c: char| c.is_ascii_lowercase());
    if !is_type_name(type_name) || all_capitals || type_name.len() > LONGEST_TYPE || TYPES.contains(&type_name.as_str())
    {
        mistake(
            format!("`{type_name}` cannot name the type of codes"),
            "set `targets.rust.type-name` to a name such as `ErrorCode`, of 24 letters at most",
        );
    }
    if !is_semantic_version(&catalog.version) {
        mistake(
            format!("`{}` is no semantic version, which a crate needs", catalog.version),
            "set `version` to three numbers such as `1.0.0`",
        );
    }
    let numbers: Vec<&str> = target.rust_version.split('.').collect();
    if !(2..=3).contains(&numbers.len()) || !numbers.iter().all(|number| is_number(number)) {
        mistake(
            format!("`{}` is no version of Rust", target.rust_version),
            "set `targets.rust.rust-version` to a version such as `1.81`",
        );
    }
    mistakes
}

fn is_semantic_version(version: &str) -> bool {
    let (rest, build) = version.split_once('+').map_or((version, None), |(rest, build)| (rest, Some(build)));
    let (core, pre) = rest.split_once('-').map_or((rest, None), |(core, pre)| (core, Some(pre)));
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let numeric = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    core.split('.').count() == 3
        && core.split('.').all(is_number)
        && pre.is_none_or(|pre| pre.split('.').all(|part| word(part) && (!numeric(part) || is_number(part))))
        && build.is_none_or(|build| build.split('.').all(word))
}

/// Digits without a leading zero.
fn is_number(text: &str) -> bool {
    text == "0" || text.parse::<u64>().is_ok_and(|number| number.to_string() == text)
}
