//! What a short text looks like, whatever it says: a code, a sentence, a title.
//!
//! Recovery and extraction ask the same questions of a line or cell; the answers look at characters only.

/// The ways of writing a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeShape {
    /// A decimal number, perhaps negative: `4001`, `-302`, `−1`.
    Number,
    /// A hexadecimal number: `0x80072EE2`.
    Hex,
    /// Numbers divided by dots: `403.14`, `5.7.13`.
    Dotted,
    /// From one code to another: `120001-130000`, `500 to 599`.
    Range,
    /// Letters and digits in one token: `VT03001`, `ORA-00001`, `0100C`, `4xx`.
    Id,
    /// A constant or a name made of several words: `ERR_TIMEOUT`, `card_declined`, `InvalidParameter.Value`,
    /// `auth/invalid-email`.
    Symbol,
    /// One word in capitals: `CANCELLED`. Many of them are no codes.
    Capitals,
    /// Several codes: `30004/40004`, `401 or 403`.
    Several,
}

/// Tells how a whole text is written as a code, if it is.
///
/// Looks at shape alone: `JavaScript` and `FAQ` look like codes too, so what tells is that their neighbours do.
#[must_use]
pub fn code_shape(text: &str) -> Option<CodeShape> {
    let text = bare(text);
    if text.is_empty() || text.len() > 120 {
        return None;
    }
    if let Some(shape) = token_shape(text) {
        return Some(shape);
    }
    if is_range(text) {
        return Some(CodeShape::Range);
    }
    is_several(text).then_some(CodeShape::Several)
}

/// Whether a whole text looks like a code: see [`code_shape`].
#[must_use]
pub fn is_code_shaped(text: &str) -> bool {
    code_shape(text).is_some()
}

/// Whether a text ends as sentences do, closing quotes and parentheses aside.
#[must_use]
pub fn ends_with_stop(text: &str) -> bool {
    let closed = text.trim_end().trim_end_matches(['"', '\'', '”', '’', '」', '』', ')', '）', ']', '»']);
    closed.ends_with(['.', '!', '?', '…', '。', '！', '？', '．', '؟', '।'])
}

/// Whether a text is a sentence, or several: it ends in a stop and is more than a word or two, or it is too long for a
/// title.
#[must_use]
pub fn is_sentence(text: &str) -> bool {
    let text = text.trim();
    let wide = text.chars().filter(|&c| is_wide(c)).count();
    if ends_with_stop(text) {
        return wide >= 4 || text.split_whitespace().nth(2).is_some();
    }
    text.chars().count() > 120 || wide > 40
}

/// Whether a text asks.
#[must_use]
pub fn is_question(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？', '؟'])
}

/// Whether a text could be a title: short, with a letter, and without the stop of a sentence; a question may be longer.
#[must_use]
pub fn is_title(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    let longest = if is_question(text) { 200 } else { 120 };
    length > 0
        && length <= longest
        && text.chars().any(char::is_alphanumeric)
        && !is_nothing(text)
        && (is_question(text) || !(ends_with_stop(text) || text.ends_with([',', ';', ':', '，', '；', '：', '、'])))
}

/// Whether a text says that there is nothing to say: `N/A`.
fn is_nothing(text: &str) -> bool {
    text.len() > 1 && text.split('/').all(|letter| letter.len() == 1)
}

/// Whether a raised text is the sign of a footnote: `1`, `[2]`, `*`.
#[must_use]
pub fn is_note_sign(text: &str) -> bool {
    let bare = text.trim().trim_matches(['[', ']', '(', ')', ',']);
    (1..=2).contains(&bare.chars().count())
        && (bare.bytes().all(|byte| byte.is_ascii_digit()) || bare.chars().all(|c| "*†‡§".contains(c)))
}

/// Whether a text is one word that a footnote's sign may follow without a space, and no number with an exponent: `E17`,
/// `404`, not `10`.
#[must_use]
pub fn is_noted_word(text: &str) -> bool {
    let text = bare(text);
    !text.contains(char::is_whitespace)
        && text.chars().any(char::is_alphanumeric)
        && (text.len() > 2 || text.chars().any(char::is_alphabetic))
}

/// Whether a script writes this character without spaces between words.
#[must_use]
pub fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// The depth of the number before a section's title, and the title: `1. Codes` is 1, `2.3 Codes` is 2, `一、错误码` is 1.
#[must_use]
pub fn section_number(text: &str) -> Option<(usize, &str)> {
    let text = text.trim();
    let chinese = text.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    if chinese.len() < text.len()
        && let Some(title) = chinese.strip_prefix('、')
    {
        return Some((1, title.trim()));
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    let (number, title) = text.split_at(end);
    let dotted = number.ends_with('.');
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let plain = parts.iter().all(|part| !part.is_empty() && part.len() <= 3);
    let divided = title.starts_with(char::is_whitespace) || (dotted && title.starts_with(is_wide));
    let (divided, title) = match title.strip_prefix(['、', '．']) {
        Some(title) => (true, title),
        None => (divided && (dotted || parts.len() > 1), title),
    };
    (plain && divided && title.chars().any(char::is_alphabetic)).then(|| (parts.len(), title.trim()))
}

/// The text without the quotes or back quotes around it.
fn bare(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in [("`", "`"), ("\"", "\""), ("'", "'"), ("“", "”"), ("[", "]")] {
        if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return inner.trim();
        }
    }
    text
}

const MINUS: [char; 6] = ['-', '−', '–', '－', '﹣', '‐'];

fn token_shape(text: &str) -> Option<CodeShape> {
    if text.contains(char::is_whitespace) {
        return None;
    }
    let unsigned = text.strip_prefix(MINUS).or_else(|| text.strip_prefix('+')).unwrap_or(text);
    if is_digits(unsigned) && unsigned.len() <= 20 {
        return Some(CodeShape::Number);
    }
    if let Some(digits) = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X"))
        && (1..=18).contains(&digits.len())
        && digits.trim_end_matches(['L', 'U', 'u', 'l']).bytes().all(|b| b.is_ascii_hexdigit() || b == b'_')
    {
        return Some(CodeShape::Hex);
    }
    if unsigned.contains('.') && unsigned.split('.').count() <= 4 && unsigned.split('.').all(is_digits) {
        return Some(CodeShape::Dotted);
    }
    if is_negated_errno(text) {
        return Some(CodeShape::Symbol);
    }
    if is_id(text) {
        return Some(CodeShape::Id);
    }
    symbol_shape(text)
}

/// Whether a text is the name of an error below zero, as kernels return them: `-EINVAL`.
#[must_use]
pub fn is_negated_errno(text: &str) -> bool {
    let name = text.strip_prefix(MINUS).filter(|name| name.starts_with('E')).unwrap_or("");
    (3..=16).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Letters and digits in one token: capitals (`E1234`, `01P01`), a prefix and a number (`ora-00001`), mostly digits
/// (`70o1`), or a class of statuses (`4xx`).
fn is_id(text: &str) -> bool {
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') || text.len() > 24 {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let lower = text.bytes().filter(u8::is_ascii_lowercase).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let hyphens = text.len() - digits - letters;
    if digits == 0 || letters == 0 {
        return false;
    }
    if hyphens > 0 {
        let Some((prefix, number)) = text.rsplit_once('-') else { return false };
        return hyphens <= 2
            && !prefix.is_empty()
            && prefix.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
            && prefix.bytes().any(|byte| byte.is_ascii_alphabetic())
            && is_digits(number);
    }
    let class = digits == 1 && text.len() == 3 && text[1..].eq_ignore_ascii_case("xx");
    class || (lower == 0 && (2..=16).contains(&text.len())) || digits * 2 > text.len()
}

/// A constant, a camel-case name, words joined by underscores, or such parts joined by dots, colons or slashes.
fn symbol_shape(text: &str) -> Option<CodeShape> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/');
    let first = text.chars().next()?;
    if !text.chars().all(allowed) || !(first.is_ascii_alphabetic() || first == '_') || text.contains("://") {
        return None;
    }
    let whole = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    };
    let parts: Vec<&str> = text.split(['.', ':', '/']).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || !parts.iter().all(|part| whole(part)) || text.ends_with(['.', ':', '/']) {
        return None;
    }
    let joined = |part: &str| part.contains('_') && part.bytes().any(|byte| byte.is_ascii_alphabetic());
    if parts.iter().any(|part| !part.contains('-') && (joined(part) || has_humps(part))) {
        return Some(CodeShape::Symbol);
    }
    if parts.len() > 1 {
        // `auth/invalid-email` and `Auth.Denied`, not `iOS/Android`, `and/or` or `read/write`.
        let kebab = text.contains('/') && parts.iter().any(|part| part.contains('-')) && !text.contains('.');
        let named = text.contains(['.', ':']) && parts.iter().all(|part| part.starts_with(|c: char| c.is_uppercase()));
        return (kebab || named).then_some(CodeShape::Symbol);
    }
    let capitals = text.len() >= 2
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.ends_with('-');
    capitals.then_some(CodeShape::Capitals)
}

/// Whether a word is written in camel case: `NotFound`, `rateLimitExceeded`, `TLSError`; not `FAQs` or `iOS`.
fn has_humps(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.len() < 5 || !word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return false;
    }
    bytes
        .windows(2)
        .skip(1)
        .any(|pair| matches!(pair, [a, b] if (a.is_ascii_lowercase() || a.is_ascii_digit()) && b.is_ascii_uppercase()))
        || bytes.windows(4).any(|four| {
            matches!(four, [a, b, c, d] if a.is_ascii_uppercase() && b.is_ascii_uppercase()
            && c.is_ascii_lowercase() && d.is_ascii_lowercase())
        })
}

/// Whether the first word of a text could be the first of several codes, or the start of a range: it has a digit or an
/// underscore.
fn begins_as_code(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| word.contains(|c: char| c.is_ascii_digit() || c == '_'))
}

/// Whether a token names one code without doubt: it has a digit or an underscore.
fn is_sure(text: &str) -> bool {
    match token_shape(text) {
        Some(
            CodeShape::Number
            | CodeShape::Hex
            | CodeShape::Dotted
            | CodeShape::Id
            | CodeShape::Range
            | CodeShape::Several,
        ) => true,
        Some(CodeShape::Symbol) => text.contains('_'),
        Some(CodeShape::Capitals) | None => false,
    }
}

fn is_range(text: &str) -> bool {
    // Neither end has a space within.
    if text.split_whitespace().nth(3).is_some() || !begins_as_code(text) {
        return false;
    }
    let numeric = |part: &str| {
        matches!(token_shape(part), Some(CodeShape::Number | CodeShape::Hex | CodeShape::Dotted | CodeShape::Id))
    };
    for divider in [" to ", " - ", " – ", " — ", " ~ ", "...", "..", "～", "~", "至", "到", "—", "–", "-", "−"]
    {
        // The first character is a sign, if anything.
        let start = text.chars().next().map_or(0, char::len_utf8);
        let Some(at) = text[start..].find(divider) else { continue };
        let (from, to) = (text[..start + at].trim(), text[start + at + divider.len()..].trim());
        if numeric(from) && numeric(to) && from.contains(|c: char| c.is_ascii_digit()) {
            return true;
        }
    }
    false
}

fn is_several(text: &str) -> bool {
    if !begins_as_code(text) {
        return false;
    }
    for divider in ["/", ", ", ",", " or ", " and ", "、", "，", ";", "|", "或"] {
        if text.contains(divider) {
            let parts = text.split(divider).map(str::trim);
            if parts.clone().count() <= 16 && parts.clone().all(|part| is_sure(part) || is_range(part)) {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_by_shape() {
        let cases = [
            ("4001", CodeShape::Number),
            ("-302", CodeShape::Number),
            ("−302", CodeShape::Number),
            ("`7`", CodeShape::Number),
            ("0x80072EE2", CodeShape::Hex),
            ("403.14", CodeShape::Dotted),
            ("5.7.13", CodeShape::Dotted),
            ("120001-130000", CodeShape::Range),
            ("500 – 599", CodeShape::Range),
            ("1000 to 1999", CodeShape::Range),
            ("1000~1999", CodeShape::Range),
            ("-100 - -199", CodeShape::Range),
            ("VT03001", CodeShape::Id),
            ("ORA-00001", CodeShape::Id),
            ("E1234", CodeShape::Id),
            ("0100C", CodeShape::Id),
            ("01P01", CodeShape::Id),
            ("70O1", CodeShape::Id),
            ("4xx", CodeShape::Id),
            ("ERR_SDK_TIMEOUT", CodeShape::Symbol),
            ("card_declined", CodeShape::Symbol),
            ("NotFound", CodeShape::Symbol),
            ("InvalidParameter.Value17", CodeShape::Symbol),
            ("auth/invalid-email", CodeShape::Symbol),
            ("CANCELLED", CodeShape::Capitals),
            ("30004/40004", CodeShape::Several),
            ("401 or 403", CodeShape::Several),
            ("1, 2, 7-9", CodeShape::Several),
        ];
        for (text, shape) in cases {
            assert_eq!(code_shape(text), Some(shape), "{text}");
        }
    }

    #[test]
    fn words_are_no_codes() {
        let words = ["Error Code", "Description", "Overview", "iOS", "FAQs", "C++", "iOS & macOS", "uni-app", "", "-"];
        for text in
            words.into_iter().chain(["2025-11-06", "read/write", "Chat", "The file 7 is empty.", "https://a.b/c"])
        {
            assert_eq!(code_shape(text), None, "{text}");
        }
    }

    #[test]
    fn sentences_and_titles_differ() {
        assert!(is_sentence("Key expired. Try again."));
        assert!(is_sentence("请稍后重试。"));
        assert!(!is_sentence("Why?"));
        assert!(!is_sentence("Common error codes"));
        assert!(is_title("Common error codes"));
        assert!(is_title("Why do I get 30001?"));
        assert!(!is_title("The queue is full."));
        assert!(!is_title("There are several reasons:"));
    }

    #[test]
    fn sections_are_numbered() {
        assert_eq!(section_number("1. Chat SDK Error Codes"), Some((1, "Chat SDK Error Codes")));
        assert_eq!(section_number("2.3 Server"), Some((2, "Server")));
        assert_eq!(section_number("一、错误码"), Some((1, "错误码")));
        assert_eq!(section_number("1、错误码"), Some((1, "错误码")));
        assert_eq!(section_number("403 Forbidden"), None);
        assert_eq!(section_number("2024 in review"), None);
        assert_eq!(section_number("3."), None);
    }
}
