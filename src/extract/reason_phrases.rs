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

/// The reason phrases by status, as the HTTP standards and the registry of statuses have them, older spellings included.
const PHRASES: &[(&str, &[&str])] = &[
    ("100", &["Continue"]),
    ("101", &["Switching Protocols"]),
    ("102", &["Processing"]),
    ("103", &["Early Hints"]),
    ("200", &["OK"]),
    ("201", &["Created"]),
    ("202", &["Accepted"]),
    ("203", &["Non-Authoritative Information"]),
    ("204", &["No Content"]),
    ("205", &["Reset Content"]),
    ("206", &["Partial Content"]),
    ("207", &["Multi-Status"]),
    ("208", &["Already Reported"]),
    ("226", &["IM Used"]),
    ("300", &["Multiple Choices"]),
    ("301", &["Moved Permanently"]),
    ("302", &["Found", "Moved Temporarily"]),
    ("303", &["See Other"]),
    ("304", &["Not Modified"]),
    ("305", &["Use Proxy"]),
    ("307", &["Temporary Redirect"]),
    ("308", &["Permanent Redirect"]),
    ("400", &["Bad Request"]),
    ("401", &["Unauthorized", "Unauthorised"]),
    ("402", &["Payment Required"]),
    ("403", &["Forbidden"]),
    ("404", &["Not Found"]),
    ("405", &["Method Not Allowed"]),
    ("406", &["Not Acceptable"]),
    ("407", &["Proxy Authentication Required"]),
    ("408", &["Request Timeout", "Request Time-out"]),
    ("409", &["Conflict"]),
    ("410", &["Gone"]),
    ("411", &["Length Required"]),
    ("412", &["Precondition Failed"]),
    ("413", &["Content Too Large", "Payload Too Large", "Request Entity Too Large"]),
    ("414", &["URI Too Long", "Request-URI Too Long", "Request-URI Too Large"]),
    ("415", &["Unsupported Media Type"]),
    ("416", &["Range Not Satisfiable", "Requested Range Not Satisfiable"]),
    ("417", &["Expectation Failed"]),
    ("418", &["I'm a teapot"]),
    ("421", &["Misdirected Request"]),
    ("422", &["Unprocessable Content", "Unprocessable Entity"]),
    ("423", &["Locked"]),
    ("424", &["Failed Dependency"]),
    ("425", &["Too Early"]),
    ("426", &["Upgrade Required"]),
    ("428", &["Precondition Required"]),
    ("429", &["Too Many Requests"]),
    ("431", &["Request Header Fields Too Large"]),
    ("451", &["Unavailable For Legal Reasons"]),
    ("500", &["Internal Server Error"]),
    ("501", &["Not Implemented"]),
    ("502", &["Bad Gateway"]),
    ("503", &["Service Unavailable"]),
    ("504", &["Gateway Timeout", "Gateway Time-out"]),
    ("505", &["HTTP Version Not Supported"]),
    ("506", &["Variant Also Negotiates"]),
    ("507", &["Insufficient Storage"]),
    ("508", &["Loop Detected"]),
    ("510", &["Not Extended"]),
    ("511", &["Network Authentication Required"]),
];

/// The reason phrase of this very status that a text is or starts with, where something divides it from what follows:
/// `Not Found` in `Not Found: the lid was never made`. The status itself may stand before it once more.
pub(crate) fn reason_phrase<'t>(code: &str, text: &'t str) -> Option<&'t str> {
    let (_, phrases) = PHRASES.iter().find(|(status, _)| *status == code)?;
    let text = text.trim_start();
    let text = text.strip_prefix(code).and_then(|rest| rest.strip_prefix(' ')).unwrap_or(text);
    let begins = |phrase: &&&str| text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase));
    let (phrase, rest) = text.split_at(phrases.iter().find(begins)?.len());
    let goes_on = rest.strip_prefix(' ').unwrap_or(rest).starts_with(|c: char| c.is_lowercase() || c.is_numeric());
    (!goes_on && !rest.starts_with(['_', '\'', '’'])).then_some(phrase)
}

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

    #[test]
    fn a_phrase_belongs_to_its_status_and_ends_where_the_text_goes_on() {
        for (code, text, phrase) in [
            ("404", "Not Found", Some("Not Found")),
            ("404", "Not found: the lid was never made", Some("Not found")),
            ("400", "Bad Request -- The lid is no lid", Some("Bad Request")),
            ("201", "Created A lid was made.", Some("Created")),
            ("201", "Created by somebody else", None),
            ("200", "Okay", None),
            ("404", "Bad Request", None),
            ("4040", "Not Found", None),
            ("302", "Found", Some("Found")),
            ("404", "", None),
            ("404", "404 Not Found, no such lid", Some("Not Found")),
            ("404", "403 Forbidden", None),
        ] {
            assert_eq!(reason_phrase(code, text), phrase, "{code} {text}");
        }
    }
}
