//! The limits that the texts state, as constraints that a validator can check before a request is sent.
//!
//! Each subject has a definition of its own. Where codes state different limits of one subject, the looser bound is the
//! constraint, so that nothing is refused that some code allows; the comment names every code with what it says.

use std::borrow::Cow;
use std::sync::LazyLock;

use askama::Template;
use serde::Deserialize;
use serde_json::{Value, json};

use super::view::{Literal, comment, literal};
use crate::catalog::{Catalog, Entry, Limit};
use crate::word_file::word_file;

/// The schema of the limits.
#[derive(Template)]
#[template(path = "json-schema/limits.json", escape = "none")]
pub(super) struct LimitsSchema {
    /// What made the file.
    comment: Literal,
    title: Literal,
    description: Literal,
    definitions: Vec<Definition>,
}

/// The constraints of one subject.
struct Definition {
    /// The name in `$defs`.
    name: Literal,
    /// Which codes state them.
    comment: Literal,
    /// The subject, in the words of the text.
    title: Literal,
    /// The limit as people say it, and what the constraints leave open.
    description: Literal,
    /// Keywords with their values.
    keywords: Vec<(&'static str, Literal)>,
}

/// What a limit counts: limits of one subject are joined where they count the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted<'a> {
    /// Bytes, whatever the text's unit.
    Bytes,
    /// Characters; the characters and prefixes of a value too.
    Characters,
    /// How many of something there are, or may be in a time.
    Number,
    /// Digits, in a text or of a number.
    Digits,
    /// Any other unit: seconds, days, pixels, percent.
    Unit(&'a str),
}

/// Units of time, and the words of subjects that are a time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeWords {
    units: Vec<String>,
    words: Vec<String>,
}

static TIME: LazyLock<TimeWords> = LazyLock::new(|| word_file!("src/write/json_schema/time"));

/// A subject with the limits that are stated of it, and the entries that state them.
struct Stated<'a> {
    subject: &'a str,
    limits: Vec<(&'a Entry, &'a Limit)>,
}

impl LimitsSchema {
    /// Lowers a catalog's limits: those of `scope`, or all. `None` where there are none.
    pub(super) fn lower(catalog: &Catalog, scope: Option<&str>) -> Option<Self> {
        let entries = catalog.codes.iter().filter(|entry| scope.is_none() || entry.scope.as_deref() == scope);
        let stated = stated(entries);
        let mut names: Vec<String> = Vec::new();
        let definitions: Vec<Definition> = stated
            .iter()
            .map(|stated| {
                let name = unique(&name_of(stated.subject), &names);
                names.push(name.clone());
                Definition::lower(&name, stated)
            })
            .collect();
        let of = scope.map_or(String::new(), |scope| format!(", {scope}"));
        (!definitions.is_empty()).then(|| Self {
            comment: comment(catalog),
            title: literal(&format!("{}: limits{of}", catalog.title)),
            description: literal(&format!(
                "What the error codes say about lengths, numbers and characters, version {}. Refer to a definition \
                 where the value stands: what it refuses, the service refuses. It does not demand that there is a \
                 value.",
                catalog.version
            )),
            definitions,
        })
    }
}

/// The limits by subject, in the order of their first statement. Case does not tell subjects apart.
fn stated<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<Stated<'a>> {
    let mut found: Vec<Stated<'a>> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for entry in entries {
        for limit in entry.limits.iter().filter(|limit| constrains(limit)) {
            let place = *places.entry(limit.subject.to_lowercase()).or_insert(found.len());
            match found.get_mut(place) {
                Some(stated) => stated.limits.push((entry, limit)),
                None => found.push(Stated { subject: &limit.subject, limits: vec![(entry, limit)] }),
            }
        }
    }
    found
}

/// Whether a value can be held against a limit: "files are kept for 7 days" says nothing of a file.
fn constrains(limit: &Limit) -> bool {
    let of_time = limit.unit.as_ref().is_some_and(|unit| TIME.units.contains(unit)) && limit.window.is_none();
    let mut words = limit.subject.split(|c: char| !c.is_alphanumeric());
    let is_time = |word: &str| {
        TIME.words
            .iter()
            .any(|time| if time.is_ascii() { word.eq_ignore_ascii_case(time) } else { word.contains(time.as_str()) })
    };
    !of_time || words.any(is_time)
}

/// The words of a subject as one: `UserID` is `userID`, `URL of a photo` is `urlOfAPhoto`.
fn name_of(subject: &str) -> String {
    let mut name = String::new();
    for word in subject.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let head = word.chars().next().map_or(0, char::len_utf8);
        let (first, rest) = word.split_at(head);
        if !name.is_empty() {
            name.push_str(&first.to_uppercase());
            name.push_str(rest);
        } else if word.chars().any(char::is_lowercase) {
            name.push_str(&first.to_lowercase());
            name.push_str(rest);
        } else {
            name.push_str(&word.to_lowercase());
        }
    }
    name
}

/// The name, or the name with the first number that makes it unlike the others.
fn unique(name: &str, names: &[String]) -> String {
    let name = if name.is_empty() { "limit" } else { name };
    let numbered = (2..).map(|number| format!("{name}{number}"));
    std::iter::once(name.to_owned())
        .chain(numbered)
        .find(|name| !names.contains(name))
        .unwrap_or_else(|| name.to_owned())
}

impl Definition {
    fn lower(name: &str, stated: &Stated<'_>) -> Self {
        let mut counted: Vec<Counted<'_>> = Vec::new();
        for (_, limit) in &stated.limits {
            let of_limit = Counted::of(limit);
            if !counted.contains(&of_limit) {
                counted.push(of_limit);
            }
        }
        let mut constraints: Vec<Constraint> = counted.iter().map(|&counted| Constraint::of(stated, counted)).collect();
        let mut said: Vec<String> = Vec::new();
        for line in stated.limits.iter().map(|(_, limit)| limit.to_string()) {
            if !said.contains(&line) {
                said.push(line);
            }
        }
        let notes: Vec<&str> = constraints.iter().filter_map(|constraint| constraint.note.as_deref()).collect();
        let description = format!("{}. {}", said.join(". "), notes.join(" "));
        let keywords = if constraints.len() == 1 {
            constraints.remove(0).keywords
        } else {
            let all = constraints.into_iter().map(|constraint| object(constraint.keywords)).collect();
            vec![("allOf", Value::Array(all))]
        };
        Self {
            name: literal(name),
            comment: literal(&sources(stated, said.len() > 1)),
            title: literal(stated.subject),
            description: literal(description.trim_end()),
            keywords: keywords.into_iter().map(|(keyword, value)| (keyword, literal(&value))).collect(),
        }
    }
}

/// Which codes state the limits, with what each says where they differ.
fn sources(stated: &Stated<'_>, differ: bool) -> String {
    let mut sources: Vec<String> = Vec::new();
    for (entry, limit) in &stated.limits {
        let code = entry.key().map(|code| code.to_string()).unwrap_or_default();
        let said = if differ { format!(": {limit}") } else { String::new() };
        let source = format!("{} ({code}){said}", entry.name);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let looser = if differ { " Where they differ, the looser bound is the constraint." } else { "" };
    format!("From {}.{looser}", sources.join("; "))
}

/// Keywords of a schema, and what they leave open.
struct Constraint {
    keywords: Vec<(&'static str, Value)>,
    note: Option<Cow<'static, str>>,
}

impl Constraint {
    /// What all limits of a subject that count the same allow together: the loosest of each.
    fn of(stated: &Stated<'_>, counted: Counted<'_>) -> Self {
        let limits: Vec<&Limit> =
            stated.limits.iter().map(|(_, limit)| *limit).filter(|limit| Counted::of(limit) == counted).collect();
        let min = limits.iter().filter_map(|limit| size(limit.min, limit)).min();
        let max = limits.iter().filter_map(|limit| size(limit.max, limit)).max();
        let charset = agreed(&limits, |limit| limit.charset.as_deref());
        let single_byte = charset.and_then(pattern_of).is_some();
        let is_rate = limits.iter().any(|limit| limit.window.is_some());
        let mut keywords = Vec::new();
        let mut add = |keyword, value: Option<i64>| {
            if let Some(value) = value.filter(|value| *value >= 0) {
                keywords.push((keyword, json!(value)));
            }
        };
        let note = match counted {
            Counted::Bytes => {
                // A character has at most four bytes, and at least one.
                add(
                    "minLength",
                    min.map(|min| if single_byte { min } else { min.div_euclid(4) + i64::from(min % 4 > 0) }),
                );
                add("maxLength", max);
                (!single_byte && max.is_some()).then_some(Cow::Borrowed(
                    "JSON Schema counts characters, not bytes: what is refused is too long for certain, but a value \
                     with characters beyond ASCII may be too long all the same.",
                ))
            }
            Counted::Characters => {
                add("minLength", min);
                add("maxLength", max);
                None
            }
            // The things themselves, or how many there are.
            Counted::Number if !is_rate => {
                add("minItems", min);
                add("maxItems", max);
                add("minimum", min);
                add("maximum", max);
                None
            }
            Counted::Number => {
                add("minimum", min);
                add("maximum", max);
                Some(Cow::Borrowed("JSON Schema knows no time: the number is that of one window."))
            }
            Counted::Digits => {
                // Of a number, digits at its start that are zero are lost.
                add("maximum", max.and_then(power_of_ten).map(|power| power - 1));
                None
            }
            Counted::Unit(unit) => {
                add("minimum", min);
                add("maximum", max);
                (!unit.is_empty()).then(|| Cow::Owned(format!("The number counts {unit}.")))
            }
        };
        // What is measured in kilobytes may be a file or a whole request.
        let is_text = limits.iter().all(|limit| matches!(limit.unit.as_deref(), None | Some("bytes" | "characters")));
        match counted {
            Counted::Bytes | Counted::Characters if is_text => keywords.insert(0, ("type", json!("string"))),
            Counted::Bytes | Counted::Characters => {}
            Counted::Number if is_rate => keywords.insert(0, ("type", json!("integer"))),
            Counted::Number => keywords.insert(0, ("type", json!(["array", "integer"]))),
            Counted::Digits => keywords.insert(0, ("type", json!(["string", "integer"]))),
            Counted::Unit(_) => keywords.insert(0, ("type", json!("number"))),
        }
        let digits = if counted == Counted::Digits { digits_pattern(min, max) } else { None };
        let pattern = digits.as_deref().or_else(|| charset.and_then(pattern_of));
        if let Some(pattern) = pattern {
            keywords.push(("pattern", json!(pattern)));
        }
        if let Some(prefix) = agreed(&limits, |limit| limit.prefix.as_deref()) {
            let prefix = json!(format!("^{}", escaped(prefix)));
            keywords.push(if pattern.is_none() {
                ("pattern", prefix)
            } else {
                ("allOf", json!([{ "pattern": prefix }]))
            });
        }
        let forbidden = agreed(&limits, |limit| limit.prefix_forbidden.as_deref());
        if let Some(prefix) = forbidden {
            keywords.push(("not", json!({ "type": "string", "pattern": format!("^{}", escaped(prefix)) })));
        }
        Self { keywords, note }
    }
}

impl<'a> Counted<'a> {
    fn of(limit: &'a Limit) -> Self {
        match limit.unit.as_deref() {
            _ if limit.window.is_some() && limit.max.is_some() => Counted::Number,
            Some("bytes" | "kilobytes" | "megabytes" | "gigabytes") => Counted::Bytes,
            Some("characters") => Counted::Characters,
            Some("digits") => Counted::Digits,
            Some("count" | "requests") => Counted::Number,
            Some(unit) => Counted::Unit(unit),
            None if limit.charset.is_some() || limit.prefix.is_some() || limit.prefix_forbidden.is_some() => {
                Counted::Characters
            }
            None => Counted::Unit(""),
        }
    }
}

/// A bound in what is counted: a kilobyte has 1024 bytes, the more of the two readings.
fn size(bound: Option<i64>, limit: &Limit) -> Option<i64> {
    let unit: i64 = match limit.unit.as_deref() {
        Some("kilobytes") => 1 << 10,
        Some("megabytes") => 1 << 20,
        Some("gigabytes") => 1 << 30,
        _ => 1,
    };
    bound.and_then(|bound| bound.checked_mul(unit))
}

/// The pattern of a text with so many digits, whatever stands between them; none for more than a validator may take.
fn digits_pattern(min: Option<i64>, max: Option<i64>) -> Option<String> {
    const MOST: i64 = 500;
    if min.max(max).is_some_and(|most| most > MOST) {
        return None;
    }
    let bounds = [min, max].map(|bound| bound.map(|bound| bound.max(0)));
    let times = match bounds {
        [None, None] => return None,
        [min, None] => format!("{{{},}}", min.unwrap_or_default()),
        [min, Some(max)] => format!("{{{},{max}}}", min.unwrap_or_default().min(max)),
    };
    Some(format!("^[^0-9]*([0-9][^0-9]*){times}$"))
}

/// The least number of so many digits and one more, where 64 bits hold it.
fn power_of_ten(digits: i64) -> Option<i64> {
    10_i64.checked_pow(u32::try_from(digits).ok()?)
}

/// What the limits say that say something, if they say the same.
fn agreed<'a>(limits: &[&'a Limit], of: impl Fn(&'a Limit) -> Option<&'a str>) -> Option<&'a str> {
    let mut said = limits.iter().filter_map(|limit| of(limit));
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// The pattern of a charset whose characters are one byte each. "Letters" may be those of any script, or only be among
/// the characters; UTF-8 is what every value of JSON is in.
fn pattern_of(charset: &str) -> Option<&'static str> {
    match charset {
        "printable ASCII 0x20-0x7e" | "printable ASCII" => Some("^[ -~]*$"),
        "ASCII" => Some("^[\\x00-\\x7f]*$"),
        "letters, digits and underscores" => Some("^[A-Za-z0-9_]*$"),
        "letters and digits" => Some("^[A-Za-z0-9]*$"),
        _ => None,
    }
}

/// A text as a regular expression that matches it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\^$.|?*+()[]{}/".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn object(keywords: Vec<(&'static str, Value)>) -> Value {
    Value::Object(keywords.into_iter().map(|(keyword, value)| (keyword.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_constraint_of_times() {
        let constrains = |subject: &str, unit: &str| {
            constrains(&Limit { subject: subject.into(), unit: Some(unit.into()), max: Some(7), ..Limit::default() })
        };
        for unit in &TIME.units {
            assert!(!constrains("kept files", unit), "{unit}");
            for word in &TIME.words {
                let subject = if word.is_ascii() { format!("storage {word}") } else { format!("消息{word}") };
                assert!(constrains(&subject, unit), "{word}");
            }
        }
        assert!(constrains("kept files", "megabytes"));
        assert!(!constrains("timestamped files", "days"));
    }
}
