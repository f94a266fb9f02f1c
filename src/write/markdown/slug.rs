//! Names of files and anchors: from any text to small letters and digits of its script and hyphens, each once. They come
//! from the words, so that pages stay where they are when others come before them.

use foldhash::HashSet;

/// The longest slug, in bytes: with its folders a path stays below what any system allows.
const LONGEST: usize = 80;

/// Names that some system reserves for a device.
const RESERVED: [&str; 6] = ["aux", "con", "nul", "prn", "com1", "lpt1"];

/// Hands out slugs, each once.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// A slug of the text, or of `fallback` where the text has no letter or digit.
    pub(super) fn give(&mut self, text: &str, fallback: &str) -> String {
        let wanted = slug(text);
        let wanted = if wanted.is_empty() || RESERVED.contains(&wanted.as_str()) {
            format!("{fallback}-{wanted}").trim_end_matches('-').to_owned()
        } else {
            wanted
        };
        // `2` upwards: as many tries as there are slugs at most.
        let given = std::iter::once(wanted.clone())
            .chain((2_usize..).map(|number| format!("{wanted}-{number}")))
            .find(|slug| !self.taken.contains(slug))
            .unwrap_or(wanted);
        self.taken.insert(given.clone());
        given
    }
}

/// Small letters, digits and hyphens: every run of other characters is one hyphen, and none stands at an end.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if slug.len() + c.len_utf8() > LONGEST {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_names_given_once() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.give("server/Account error codes", "group"), "server-account-error-codes");
        assert_eq!(slugs.give("Server / account, error codes!", "group"), "server-account-error-codes-2");
        assert_eq!(slugs.give("../../etc/passwd", "group"), "etc-passwd");
        assert_eq!(slugs.give("1. 错误码（Code）", "group"), "1-错误码-code");
        assert_eq!(slugs.give("\u{202e}！", "group"), "group");
        assert_eq!(slugs.give("", "group"), "group-2");
        assert_eq!(slugs.give("NUL", "group"), "group-nul");
        assert_eq!(slugs.give(&"x".repeat(1000), "group").len(), 80);
        assert_eq!(slugs.give(&"错".repeat(1000), "group").len(), 78);
    }
}
