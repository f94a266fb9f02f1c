//! Headings as identities: without numbering, as words, as kebab-case ids.

/// The heading without the number that counts it: `2. Server`, `3.1 Limits`, `(4) Common`, `IV. Network`.
#[must_use]
pub(crate) fn without_number(heading: &str) -> &str {
    let heading = heading.trim();
    let rest = heading.strip_prefix(['(', '（']).unwrap_or(heading);
    let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, rest) = rest.split_at(digits);
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return heading;
    }
    let signless = rest.trim_start_matches([')', '）', '.', '、', ':', '：']);
    // A number with no stop after it counts only where it has several parts: "3.1 Limits", never "404 errors".
    let counted = signless.len() < rest.len() || number.contains('.');
    let rest = signless.trim();
    if counted && rest.chars().any(char::is_alphabetic) { rest } else { heading }
}

/// Whether two headings say the same: numbering, case and white space set aside.
#[must_use]
pub(crate) fn same(left: &str, right: &str) -> bool {
    let lower = |text: &str| text.to_lowercase();
    let mut left = without_number(left).split_whitespace().map(lower);
    let mut right = without_number(right).split_whitespace().map(lower);
    left.by_ref().eq(right.by_ref())
}

/// The heading as kebab-case: its words in lower case, in any script, divided by `-`. Empty where it has none.
#[must_use]
pub(crate) fn kebab(heading: &str) -> String {
    let mut id = String::with_capacity(heading.len());
    for word in without_number(heading).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().flat_map(char::to_lowercase));
    }
    id
}

/// Whether a heading is the page's title: the same words, or the part of it before a dividing sign (`Errors | Docs`).
#[must_use]
pub(crate) fn is_title(heading: &str, title: &str) -> bool {
    same(heading, title)
        || title
            .trim()
            .strip_prefix(heading.trim())
            .is_some_and(|rest| rest.trim_start().starts_with(['-', '|', '–', '—', '·', ':', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_count_headings_go() {
        for (heading, bare) in [
            ("2. Server", "Server"),
            ("3.1 Limits", "Limits"),
            ("(4) Common", "Common"),
            ("5、网络", "网络"),
            ("404 errors", "404 errors"),
            ("7", "7"),
            ("1.", "1."),
            (".NET", ".NET"),
        ] {
            assert_eq!(without_number(heading), bare, "{heading}");
        }
    }

    #[test]
    fn ids_are_words() {
        assert_eq!(kebab("1. Chat SDK  Error Codes"), "chat-sdk-error-codes");
        assert_eq!(kebab("网络 / Réseau"), "网络-réseau");
        assert_eq!(kebab("***"), "");
    }

    #[test]
    fn titles_are_told() {
        assert!(is_title("Error Codes", "Error Codes - Example Docs"));
        assert!(is_title("error  codes", "Error Codes"));
        assert!(!is_title("Error", "Error Codes"));
    }
}
