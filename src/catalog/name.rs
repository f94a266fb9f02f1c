//! Names: what an entry is called in every binding.

/// Whether a text can be a name: an ASCII capital, then ASCII letters and digits.
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}
