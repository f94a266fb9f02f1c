//! The reason phrases that HTTP gives its statuses: numbers beside them are codes wherever they stand.

/// The first words of the reason phrases, in lowercase, by the first digit of the statuses that they name.
const FIRST_WORDS: &[(&str, &[&str])] = &[
    ("1", &["continue", "switching", "processing", "early"]),
    (
        "2",
        &[
            "ok",
            "success",
            "successful",
            "created",
            "accepted",
            "no",
            "non-authoritative",
            "reset",
            "partial",
            "multi-status",
            "already",
            "im",
        ],
    ),
    ("3", &["multiple", "moved", "found", "see", "not", "use", "temporary", "permanent", "redirect", "unused"]),
    (
        "4",
        &[
            "bad",
            "unauthorized",
            "unauthorised",
            "payment",
            "forbidden",
            "not",
            "method",
            "request",
            "request-uri",
            "conflict",
            "gone",
            "length",
            "precondition",
            "payload",
            "uri",
            "unsupported",
            "range",
            "requested",
            "expectation",
            "i'm",
            "misdirected",
            "unprocessable",
            "locked",
            "failed",
            "too",
            "upgrade",
            "unavailable",
            "content",
            "entity",
            "client",
        ],
    ),
    (
        "5",
        &[
            "internal",
            "not",
            "bad",
            "service",
            "gateway",
            "http",
            "variant",
            "insufficient",
            "loop",
            "network",
            "bandwidth",
            "server",
        ],
    ),
];

/// Whether a text is, or starts with, a reason phrase of a status: `404`, `Not Found`.
pub(crate) fn names_status(code: &str, text: &str) -> bool {
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '_' | ':' | '.' | ',');
    let first = text.trim_start().split(ends).next().unwrap_or("").to_lowercase();
    FIRST_WORDS.iter().any(|(class, words)| code.starts_with(class) && words.contains(&first.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_name_the_statuses_of_their_class() {
        for (code, text, named) in [
            ("404", "Not Found", true),
            ("404", "NOT_FOUND", true),
            ("201", "Created: the lid is shut", true),
            ("404", "Created", false),
            ("404", "Lid open", false),
            ("4040", "Not Found", false),
            ("4O4", "Not Found", false),
            ("200", "", false),
        ] {
            assert_eq!(names_status(code, text), named, "{code} {text}");
        }
    }
}
