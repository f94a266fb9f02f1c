//! Codes in a text that somebody pastes: a log line, the body of a response.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::{Catalog, Code, Entry, pattern};
use crate::word_file::word_file;

/// More text than anybody reads; what follows is not looked at, in bytes.
const LONGEST: usize = 256 * 1024;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Keys {
    keys: Vec<String>,
    weak_keys: Vec<String>,
    other_keys: Vec<String>,
    units: Vec<String>,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| word_file!("src/catalog/mention"));

/// What a text says about codes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mentions<'a> {
    /// The entries that it names, in its order: by a field that holds a code, a constant or a name; only where there is
    /// none, by numbers that stand alone.
    pub entries: Vec<&'a Entry>,
    /// Numbers that it calls codes and that the catalog does not have, in its order.
    pub unknown: Vec<Code>,
}

/// How a word of a text speaks of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// A number that stands alone.
    Number,
    /// Its own name, or the value of something called a code.
    Named,
}

/// A word of a text with what stands around it.
#[derive(Debug, Clone, Copy)]
struct Token<'t> {
    /// Letters, digits, `_`, and within it `.` and `-`; with the sign of a negative number.
    text: &'t str,
    /// The byte of the text where it begins.
    start: usize,
}

impl Catalog {
    /// The codes that a text mentions.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Mentions<'_> {
        let text = start(text);
        let mut names: HashMap<&str, Vec<&Entry>> = HashMap::default();
        for entry in &self.codes {
            let code = match &entry.code {
                Some(Code::Text(code)) => Some(code.as_str()),
                Some(Code::Number(_) | Code::Range(_)) | None => None,
            };
            let own = [Some(&*entry.name), entry.symbol.as_deref(), code];
            for name in own.into_iter().flatten().chain(entry.aliases.iter().map(|alias| &**alias)) {
                let there = names.entry(name).or_default();
                if !there.iter().any(|other| std::ptr::eq(*other, entry)) {
                    there.push(entry);
                }
            }
        }
        let spellings: HashSet<String> = self.codes.iter().filter_map(|entry| spelling(entry.code.as_ref()?)).collect();
        let mut found: Vec<(Strength, &Entry)> = Vec::new();
        let mut unknown: Vec<Code> = Vec::new();
        let mut before: Option<Token<'_>> = None;
        let mut rest = tokens(text).peekable();
        while let Some(token) = rest.next() {
            let key = before.filter(|key| is_key(text, *key, token)).map(|key| plain(key.text));
            before = Some(token);
            let weak = key.as_ref().is_some_and(|key| KEYS.weak_keys.contains(key));
            let called = key.as_deref().is_some_and(is_in_keys) || weak;
            if let Some(entries) = names.get(token.text)
                && (called || is_identifier(token.text) || is_numbered(token.text))
            {
                found.extend(entries.iter().map(|entry| (Strength::Named, *entry)));
                continue;
            }
            if is_numbered(token.text) && spellings.contains(&pattern(token.text)) {
                let code = Code::Text(token.text.to_owned());
                if !unknown.contains(&code) {
                    unknown.push(code);
                }
                continue;
            }
            let (spelled, called) = match own_key(token.text) {
                Some((key, digits)) if is_in_keys(key) => (digits, true),
                Some(_) | None => (token.text, called),
            };
            let Some(code) = number(spelled).or_else(|| padded(spelled).filter(|_| called)) else { continue };
            let entries = self.find_code(&code);
            // A range holds many numbers that are none of its codes.
            let exact = entries.iter().any(|entry| entry.range.is_none());
            let other = key.as_ref().is_some_and(|key| KEYS.other_keys.contains(key))
                || rest.peek().is_some_and(|unit| is_unit(text, token, *unit));
            let alone = exact && !other && is_alone(text, token);
            match (entries.is_empty(), called) {
                (true, true) if !weak => {
                    if !unknown.contains(&code) {
                        unknown.push(code);
                    }
                }
                (true, _) => {}
                (false, true) => found.extend(entries.into_iter().map(|entry| (Strength::Named, entry))),
                (false, false) if alone => found.extend(entries.into_iter().map(|entry| (Strength::Number, entry))),
                (false, false) => {}
            }
        }
        let strongest = found.iter().map(|(strength, _)| *strength).max();
        // What is called a code outranks a number that happens to be one.
        let strongest = if unknown.is_empty() { strongest } else { Some(Strength::Named) };
        let mut entries: Vec<&Entry> = Vec::new();
        for (_, entry) in found.into_iter().filter(|(strength, _)| Some(*strength) == strongest) {
            if !entries.iter().any(|other| std::ptr::eq(*other, entry)) {
                entries.push(entry);
            }
        }
        Mentions { entries, unknown }
    }
}

/// The words and numbers of a text as they may stand in a catalog: for telling entries apart before they are parsed.
pub(crate) fn words_in(text: &str) -> impl Iterator<Item = &str> {
    tokens(start(text)).map(|token| token.text)
}

/// The start of a text, as long as anybody reads.
fn start(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let begins = |c: char| c.is_alphanumeric() || c == '_';
        let start = rest + text.get(rest..)?.find(begins)?;
        let tail = text.get(start..)?;
        let mut end = tail.len();
        let mut chars = tail.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let joins = matches!(c, '.' | '-') && chars.peek().is_some_and(|(_, next)| begins(*next));
            if !begins(c) && !joins {
                end = at;
                break;
            }
        }
        rest = start + end;
        let before = text.get(..start)?;
        let negative = tail.starts_with(|c: char| c.is_ascii_digit())
            && before.strip_suffix('-').is_some_and(|head| !head.ends_with(|c: char| begins(c) || c == '-'));
        let start = if negative { start - 1 } else { start };
        Some(Token { text: text.get(start..rest)?, start })
    })
}

/// Whether the first token is the name of the value that the second is: only marks stand between them.
fn is_key(text: &str, key: Token<'_>, value: Token<'_>) -> bool {
    let between = text.get(key.start + key.text.len()..value.start).unwrap_or_default();
    let marks = |c: char| c.is_whitespace() && c != '\n' || "\"'`:=([{#<>\\：（".contains(c);
    !between.is_empty() && between.chars().count() <= 8 && between.chars().all(marks)
}

/// A key without marks, in lower case; of `resp.errorCode` the last part.
fn plain(key: &str) -> String {
    let last = key.rsplit(['.', '-']).next().unwrap_or(key);
    last.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a key says that its value is a code.
fn is_in_keys(key: &str) -> bool {
    KEYS.keys.iter().any(|known| key.eq_ignore_ascii_case(known)) || ends_in_code(key)
}

/// `ERR-4004`, `E4004`: letters and a number in one word.
fn own_key(word: &str) -> Option<(&str, &str)> {
    let at = word.find(|c: char| c.is_ascii_digit())?;
    let (key, digits) = word.split_at_checked(at)?;
    let key = key.trim_end_matches(['-', '_']);
    (!key.is_empty() && digits.chars().all(|c| c.is_ascii_digit())).then_some((key, digits))
}

/// A decimal number with zeros before it, as programs print that pad.
fn padded(word: &str) -> Option<Code> {
    let digits = word.trim_start_matches('0');
    (digits.len() < word.len() && digits.chars().all(|c| c.is_ascii_digit()))
        .then(|| digits.parse().ok())?
        .map(Code::Number)
}

/// Whether the second token is the unit of the number that the first is.
fn is_unit(text: &str, number: Token<'_>, unit: Token<'_>) -> bool {
    let between = text.get(number.start + number.text.len()..unit.start);
    between == Some(" ") && KEYS.units.iter().any(|known| unit.text.eq_ignore_ascii_case(known))
}

fn ends_in_code(key: &str) -> bool {
    key.strip_suffix("code").is_some_and(|head| !head.ends_with(char::is_numeric))
}

/// A word that no sentence has: a constant, a name with humps.
fn is_identifier(word: &str) -> bool {
    let humps = word.chars().zip(word.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase());
    humps || word.trim_matches('_').contains('_')
}

/// How a code of letters and digits is spelled, whatever its digits are: what is spelled so is a code by its looks.
fn spelling(code: &Code) -> Option<String> {
    match code {
        Code::Text(text) if is_numbered(text) => Some(pattern(text)),
        Code::Text(_) | Code::Number(_) | Code::Range(_) => None,
    }
}

/// A word of letters and digits, which no sentence has either.
fn is_numbered(word: &str) -> bool {
    word.len() > 2 && word.contains(|c: char| c.is_ascii_digit()) && word.contains(char::is_alphabetic)
}

/// The number that a token is: decimal or hexadecimal.
fn number(token: &str) -> Option<Code> {
    let code = Code::parse(token);
    match &code {
        Code::Number(_) => Some(code),
        Code::Text(text) if token.len() > 2 && code.number().is_some() => Some(Code::Text(text.clone())),
        Code::Range(_) | Code::Text(_) => None,
    }
}

/// Whether a number is no part of a time, an address, a path or a fraction, and too long to be a count.
fn is_alone(text: &str, token: Token<'_>) -> bool {
    let before = text.get(..token.start).and_then(|head| head.chars().next_back());
    let after = text.get(token.start + token.text.len()..).and_then(|tail| tail.chars().next());
    let quoted = text.get(..token.start).is_some_and(|head| head.ends_with("\":"));
    let joins = |c: Option<char>| c.is_some_and(|c| "/:.%@\\=&?+".contains(c));
    let ends = matches!(after, Some('.' | ':')) && {
        let next = text.get(token.start + token.text.len() + 1..).and_then(|tail| tail.chars().next());
        next.is_none_or(char::is_whitespace)
    };
    token.text.trim_start_matches('-').len() > 2 && (quoted || !joins(before)) && (ends || !joins(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{CodeRange, FORMAT};

    fn catalog() -> Catalog {
        let number = |code: i64, name: &str, symbol: &str| Entry {
            code: Some(Code::Number(code)),
            name: name.into(),
            symbol: Some(symbol.into()),
            ..Entry::default()
        };
        let range = CodeRange { first: 2000, last: 2999 };
        let codes = vec![
            number(1101, "LabelUnreadable", "ERR_LABEL"),
            number(-302, "Refused", "ERR_REFUSED"),
            number(5, "Busy", "BUSY"),
            Entry { range: Some(range), name: "Partner".into(), ..Entry::default() },
            Entry { code: Some(Code::Text("AccessDenied".into())), name: "AccessDenied".into(), ..Entry::default() },
            Entry { code: Some(Code::Text("0x10".into())), name: "Sixteen".into(), ..Entry::default() },
            Entry { code: Some(Code::Text("PX-1001".into())), name: "Wet".into(), ..Entry::default() },
        ];
        Catalog {
            bindery: FORMAT,
            catalog: "c".into(),
            title: "C".into(),
            version: "1.0.0".into(),
            sources: vec![],
            scopes: vec![],
            groups: vec![],
            codes,
            questions: vec![],
            outline: vec![],
            callouts: vec![],
            tombstones: vec![],
        }
    }

    fn names(text: &str) -> Vec<String> {
        catalog().mentions(text).entries.iter().map(|entry| entry.name.to_string()).collect()
    }

    #[test]
    fn fields_and_words_name_codes() {
        for text in [
            r#"{"ok": false, "errorCode": 1101, "requestId": "2211-5"}"#,
            "2024-05-05 10:11:01 E/parcel: failed, code=1101 after 5 ms",
            "err_code: -1 (1101)  ERR_LABEL",
            "Error 1101: try again",
            "parcel.errno=1101;",
            "[1101] label",
            "错误码：1101",
            r#"{\"code\":\"1101\"}"#,
            r#"{"resultNo":1101}"#,
            "took 1101 ms, errno 1101",
            "ERR-1101",
            "[E1101] parcel ERR1101",
            "error code 001101",
        ] {
            assert_eq!(names(text), ["LabelUnreadable"], "{text}");
        }
        assert_eq!(names("ret=-302"), ["Refused"]);
        assert_eq!(names("code 5"), ["Busy"]);
        assert_eq!(names("code: 2105"), ["Partner"]);
        assert_eq!(names("<Code>AccessDenied</Code>"), ["AccessDenied"]);
        assert_eq!(names("error code 0x10"), ["Sixteen"]);
        assert_eq!(names("error code 16"), ["Sixteen"]);
        assert_eq!(names("codes: 1101, then error -302"), ["LabelUnreadable", "Refused"]);
    }

    #[test]
    fn other_numbers_name_none() {
        for text in [
            "took 1101 ms",
            "elapsed: 1101",
            "port 1101",
            "wrote 1101 bytes",
            "no 001101",
            "A-1101",
            "10:1101",
            "v1.1101",
            "/p/1101/x",
            "took 5 s",
            "2105 parcels",
            "id=1101",
            "1101-1102 of",
            "it is Busy",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
        // What is called a code outranks a number that happens to be one.
        let catalog = catalog();
        let found = catalog.mentions("[1101] code=7777");
        assert_eq!((found.entries.len(), found.unknown), (0, vec![Code::Number(7777)]));
        let looks = catalog.mentions("got PX-7777 after PX-1001, not PX-12");
        assert_eq!((looks.entries.len(), looks.unknown), (1, vec![Code::Text("PX-7777".into())]));
        let fine = catalog.mentions(r#"{"code": 0, "status": 404}"#);
        assert_eq!((fine.entries.len(), fine.unknown), (0, vec![Code::Number(0)]));
    }
}
