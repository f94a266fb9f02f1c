//! What texts and names of constants say of failures.

use super::super::phrases::split_humps;
use super::Words;
use crate::document::shape::is_negated_errno;

impl Words {
    /// Whether a text speaks of a failure.
    pub(crate) fn speaks_of_failure(&self, text: &str) -> bool {
        self.failure.are_in(text)
    }

    /// Whether what names begin with speaks of a failure only with nouns that say what all are about.
    pub(crate) fn names_subject(&self, beginning: &str) -> bool {
        let without: Vec<&str> =
            beginning.split('_').filter(|part| !self.failure_nouns.contains(&part.to_ascii_uppercase())).collect();
        self.names_failure(beginning) && !self.names_failure(&without.join("_"))
    }

    /// Whether a constant's parts speak of a failure.
    pub(crate) fn names_failure(&self, name: &str) -> bool {
        // `E_OPEN` is an error, `E_LidOpen` a constant of any enumeration.
        let mixed = name.starts_with("E_") && name.contains(|c: char| c.is_ascii_lowercase());
        split_humps(if mixed { name.get(2..).unwrap_or("") } else { name })
            .split(|c: char| !c.is_ascii_alphanumeric())
            .map(str::to_ascii_uppercase)
            // `lid_no`: the number of a lid.
            .filter(|part| part != "NO" || !is_last_part(name, "_NO"))
            // `MMERR_BUSY`, `NETERROR_DOWN`: the errors of a part of the whole.
            .any(|part| {
                self.failure_name_parts.contains(&part)
                    || part.ends_with("ERR")
                    || part.ends_with("ERROR")
                    || (name.contains('_') && is_numbered_error(&part))
            })
            || is_negated_errno(name)
            || name.starts_with('E')
                && name.len() >= 4
                && name.len() <= 12
                && name.bytes().all(|b| b.is_ascii_uppercase())
                && !self.words_with_e.contains(name)
    }

    /// Whether a word is the name of a class of failures: `LidException`.
    pub(crate) fn is_failure_class(&self, word: &str) -> bool {
        let before = self.failure_classes.iter().filter_map(|end| word.strip_suffix(end.as_str()));
        before.into_iter().any(|name| name.starts_with(char::is_uppercase))
    }
}

/// Whether a name ends with a part.
fn is_last_part(name: &str, part: &str) -> bool {
    name.to_ascii_uppercase().ends_with(part)
}

/// Whether a part of a constant is the number of an error: `E4001` in `LID_E4001`.
fn is_numbered_error(part: &str) -> bool {
    part.strip_prefix('E').is_some_and(|digits| digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::words;

    #[test]
    fn texts_and_names_speak_of_failure() {
        assert!(words().speaks_of_failure("The token has expired."));
        assert!(words().speaks_of_failure("用户不存在"));
        assert!(!words().speaks_of_failure("The colour of the sky"));
        assert!(words().names_failure("FILE_NOT_FOUND") && words().names_failure("AccessDenied"));
        assert!(
            words().names_failure("EACCES")
                && words().names_failure("LID_E4001")
                && !words().names_failure("COLOR_BLUE")
        );
        assert!(words().says_deprecated("Deprecated. Use 12.") && !words().says_deprecated("The API is deprecated"));
    }
}
