//! Identifiers: a catalog's names as Rust spells variants, constants and modules, unique in their space.

use foldhash::HashSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::text_key::TextKey;

/// Words that cannot name a variant. Lower-case keywords never arise: a variant starts with a capital.
const RESERVED: [&str; 1] = ["Self"];

/// Words that cannot name a module of the generated crate: keywords, and the modules that it has anyway.
const RESERVED_MODULES: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "limit", "meaning",
    "core",
];

/// The longest identifier: what is longer is no name, but a text that came to stand for one.
const LONGEST: usize = 64;

/// Hands out identifiers, each once.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    taken: HashSet<TextKey>,
}

impl Identifiers {
    /// The variant for a name; `suffix` (the code's own letters and digits) tells it from one that has its spelling.
    pub(super) fn variant(&mut self, name: &str, suffix: &str) -> String {
        self.unique(upper_camel(name), suffix, "")
    }

    /// The constant for a name.
    pub(super) fn constant(&mut self, name: &str, suffix: &str) -> String {
        self.unique(constant_of(name), suffix, "_")
    }

    /// The module for a scope.
    pub(super) fn module(&mut self, scope: &str) -> String {
        let ascii: String = scope.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let mut module = ascii.to_snake_case();
        if module.is_empty() || module.starts_with(|c: char| c.is_ascii_digit()) {
            module.insert_str(0, "scope_");
        }
        if RESERVED_MODULES.contains(&module.as_str()) {
            module.push_str("_codes");
        }
        self.unique(module, "", "_")
    }

    fn unique(&mut self, wanted: String, suffix: &str, divider: &str) -> String {
        let mut identifier = wanted;
        if !suffix.is_empty() && self.is_taken(&identifier) {
            identifier = format!("{identifier}{divider}{suffix}");
        }
        if self.is_taken(&identifier) {
            let base = identifier;
            // `2` upwards: as many tries as there are names at most.
            identifier = (2_usize..)
                .map(|number| format!("{base}{divider}{number}"))
                .find(|candidate| !self.is_taken(candidate))
                .unwrap_or(base);
        }
        self.taken.insert(TextKey::of(&identifier));
        identifier
    }

    fn is_taken(&self, identifier: &str) -> bool {
        self.taken.contains(&TextKey::of(identifier))
    }
}

/// The constant that a name wants.
pub(super) fn constant_of(name: &str) -> String {
    upper_camel(name).to_shouty_snake_case()
}

/// Letters and digits of a code's spelling that can follow in an identifier: `-302` is `Minus302`.
pub(super) fn code_suffix(spelling: &str) -> String {
    let digits: String = spelling.chars().filter(char::is_ascii_alphanumeric).collect();
    if spelling.starts_with('-') { format!("Minus{digits}") } else { digits }
}

/// Whether the text is an identifier that can name a type.
pub(super) fn is_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && !RESERVED.contains(&text)
}

/// The name itself where it is an identifier in Rust's style, else the nearest one.
fn upper_camel(name: &str) -> String {
    let mut identifier = if is_type_name(name) {
        name.to_owned()
    } else {
        let ascii: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        ascii.to_upper_camel_case()
    };
    if !identifier.starts_with(|c: char| c.is_ascii_uppercase()) {
        identifier.insert_str(0, "Code");
    }
    if RESERVED.contains(&identifier.as_str()) {
        identifier.push_str("Code");
    }
    // The identifier is ASCII: every length is a boundary.
    identifier.truncate(LONGEST);
    identifier
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_identifiers_once() {
        let mut variants = Identifiers::default();
        assert_eq!(variants.variant("UserIdInvalid", "7003"), "UserIdInvalid");
        assert_eq!(variants.variant("UserIdInvalid", "7004"), "UserIdInvalid7004");
        assert_eq!(variants.variant("UserIdInvalid", ""), "UserIdInvalid2");
        assert_eq!(variants.variant("Self", "1"), "SelfCode");
        assert_eq!(variants.variant("not-found!", "2"), "NotFound");
        assert_eq!(variants.variant("404", "404"), "Code404");
        assert_eq!(variants.variant("\u{9519}", "5"), "Code");
        assert_eq!(variants.variant("*/ fn main() {}", "6"), "FnMain");
    }

    #[test]
    fn constants_that_fall_together_come_apart() {
        let mut constants = Identifiers::default();
        assert_eq!(constants.constant("Http2Failed", "1"), "HTTP2_FAILED");
        assert_eq!(constants.constant("HTTP2Failed", "2"), "HTTP2_FAILED_2");
    }

    #[test]
    fn modules_are_no_keywords() {
        let mut modules = Identifiers::default();
        assert_eq!(modules.module("consumer-api"), "consumer_api");
        assert_eq!(modules.module("type"), "type_codes");
        assert_eq!(modules.module("5xx"), "scope_5xx");
    }

    #[test]
    fn negative_codes_have_letters() {
        assert_eq!(code_suffix("-302"), "Minus302");
        assert_eq!(code_suffix("403.14"), "40314");
    }
}
