//! The words that readers of YAML 1.1 and 1.2 take for something else than texts unless they are quoted.

const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

/// Whether a text is such a word, whatever its capitals.
pub(crate) fn is_yaml_word(text: &str) -> bool {
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}
