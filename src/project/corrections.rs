//! The corrections file: what people overrule by hand, each with the value that it corrects and a reason.

use std::fmt;

use serde::de::{self, Deserializer, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};

use super::validate::is_address;
use super::yaml::Step::{Item, Key};
use super::{Project, load, yaml};
use crate::catalog::{Code, CodeRange, EntryField, Kind, Limit, Reference, Retry, is_identifier};
use crate::diagnostic::{Diagnostic, Place, Refusal, Rule};

/// The corrections of a project, in the order of their file.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// The corrections.
    pub list: Vec<Correction>,
    /// The file as the project names it.
    path: String,
    /// Its text, for the places of findings.
    text: String,
    /// Where each correction starts in it: the number of lines before it, and the byte; empty where that is not known.
    starts: Vec<(u32, usize)>,
}

/// What people say of one entry in place of a page or of an inference.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The code or range of the entry.
    pub code: Code,
    /// Its scope; where it is `None`, the one scope that has the code.
    pub scope: Option<String>,
    /// What is changed; at least one field, each once.
    pub changes: Vec<Change>,
    /// Why.
    pub reason: String,
    /// Where the reason can be looked up.
    pub link: Option<String>,
}

/// A field with the value that it gets and the value that it is expected to have without the correction.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The field.
    pub field: CorrectedField,
    /// The value that it gets.
    pub set: FieldValue,
    /// The value that it is expected to have.
    pub expect: FieldValue,
}

/// A value of an entry's field; for messages it is shown as YAML of one line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// A text that may be absent.
    Text(Option<String>),
    /// A kind.
    Kind(Kind),
    /// A retry advice.
    Retry(Retry),
    /// Limits.
    Limits(Vec<Limit>),
    /// References.
    References(Vec<Reference>),
    /// Causes, without their places.
    Causes(Vec<String>),
    /// Columns of the page.
    Fields(Vec<EntryField>),
    /// Yes or no.
    Flag(bool),
    /// A number that may be absent.
    Number(Option<u16>),
}

impl FieldValue {
    /// Whether two values are the same; in texts, white space and what ends a line make no difference.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        let words = |text: &Option<String>| -> Vec<String> {
            text.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect()
        };
        match (self, other) {
            (Self::Text(left), Self::Text(right)) => words(left) == words(right),
            (Self::Causes(left), Self::Causes(right)) => {
                let all = |causes: &[String]| causes.iter().map(|text| words(&Some(text.clone()))).collect::<Vec<_>>();
                all(left) == all(right)
            }
            (left, right) => left == right,
        }
    }
}

impl fmt::Display for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LENGTH: usize = 200;
        match self {
            Self::Text(None) => f.write_str("nothing"),
            Self::Text(Some(text)) => {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let start: String = line.chars().take(LENGTH).collect();
                let more = if start.len() < line.len() { "…" } else { "" };
                write!(f, "`{start}{more}`")
            }
            Self::Kind(kind) => write!(f, "`{}`", kind.word()),
            Self::Retry(retry) => write!(f, "`{}`", retry.word()),
            Self::Flag(flag) => write!(f, "`{flag}`"),
            Self::Number(None) => f.write_str("nothing"),
            Self::Number(Some(number)) => write!(f, "`{number}`"),
            Self::Limits(_) | Self::References(_) | Self::Causes(_) | Self::Fields(_) => {
                let json = serde_json::to_string(self).map_err(|_| fmt::Error)?;
                let start: String = json.chars().take(LENGTH).collect();
                let more = if start.len() < json.len() { "…" } else { "" };
                write!(f, "`{start}{more}`")
            }
        }
    }
}

/// Declares the fields that can be corrected once: variant, key in the file, and what its value is made of.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $variant:ident = $key:ident: $read:ty => $value:expr;)+) => {
        /// A field that a correction can set. Code, scope and places are what an entry is, and are not corrected; former
        /// names are the lock's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CorrectedField {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl CorrectedField {
            /// All fields, in the order of the catalog.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The key of the field in the corrections file and in the catalog.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => stringify!($key),)+ }
            }
        }

        /// Values of fields as the file has them.
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Values {
            $(#[serde(default, deserialize_with = "present")] $key: Option<$read>,)+
        }

        impl Values {
            /// The values that are given, in the order of fields.
            fn list(self) -> Vec<(CorrectedField, FieldValue)> {
                let mut list = Vec::new();
                $(if let Some(value) = self.$key {
                    list.push((CorrectedField::$variant, $value(value)));
                })+
                list
            }
        }
    };
}

fields! {
    /// The name that the code gets at its birth.
    Name = name: String => |text| FieldValue::Text(Some(text));
    /// The constant.
    Symbol = symbol: Option<String> => FieldValue::Text;
    /// The id of the group.
    Group = group: Option<String> => FieldValue::Text;
    /// The side that answers with it.
    Origin = origin: Option<String> => FieldValue::Text;
    /// The whole text.
    Description = description: Option<String> => FieldValue::Text;
    /// What happened.
    Summary = summary: Option<String> => FieldValue::Text;
    /// What to do.
    Remedy = remedy: Option<String> => FieldValue::Text;
    /// The page's other columns.
    Fields = fields: Vec<EntryField> => FieldValue::Fields;
    /// What kind of failure it is.
    Kind = kind: Kind => FieldValue::Kind;
    /// Whether to send the same again.
    Retry = retry: Retry => FieldValue::Retry;
    /// The HTTP status that the page states.
    HttpStatus = http_status: Option<HttpStatus> => |status: Option<HttpStatus>| FieldValue::Number(status.map(|status| status.0));
    /// The gRPC status that the page states, by its number.
    GrpcCode = grpc_code: Option<GrpcCode> => |code: Option<GrpcCode>| FieldValue::Number(code.map(|code| code.0));
    /// What the text limits.
    Limits = limits: Vec<Limit> => FieldValue::Limits;
    /// What the text names.
    References = references: Vec<Reference> => FieldValue::References;
    /// Why it happens.
    KnownCauses = known_causes: Vec<String> => FieldValue::Causes;
    /// Whether it is given up.
    Deprecated = deprecated: bool => FieldValue::Flag;
}

/// An HTTP status: a number of three digits.
#[derive(Debug)]
struct HttpStatus(u16);

impl<'de> Deserialize<'de> for HttpStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        within(deserializer, 100, 599, "a number from 100 to 599").map(Self)
    }
}

/// The number of a gRPC status.
#[derive(Debug)]
struct GrpcCode(u16);

impl<'de> Deserialize<'de> for GrpcCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        within(deserializer, 0, 16, "a number from 0 to 16").map(Self)
    }
}

fn within<'de, D: Deserializer<'de>>(deserializer: D, least: u16, most: u16, wanted: &str) -> Result<u16, D::Error> {
    let number = u16::deserialize(deserializer)?;
    match number {
        number if (least..=most).contains(&number) => Ok(number),
        number => Err(de::Error::invalid_value(Unexpected::Unsigned(number.into()), &wanted)),
    }
}

/// A value that is there, `null` included.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A correction as the file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, deserialize_with = "code")]
    code: Option<Code>,
    #[serde(default)]
    range: Option<(i64, i64)>,
    #[serde(default)]
    scope: Option<String>,
    set: Values,
    expect: Values,
    reason: String,
    #[serde(default)]
    link: Option<String>,
}

fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Code>, D::Error> {
    struct CodeVisitor;
    impl<'de> Visitor<'de> for CodeVisitor {
        type Value = Code;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a code: a number, or text in quotes")
        }

        fn visit_i64<E: de::Error>(self, number: i64) -> Result<Code, E> {
            Ok(Code::Number(number))
        }

        fn visit_u64<E: de::Error>(self, number: u64) -> Result<Code, E> {
            Ok(i64::try_from(number).map_or_else(|_| Code::Text(number.to_string()), Code::Number))
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Code, E> {
            Ok(Code::parse(text))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Code, A::Error> {
            let mut end = || seq.next_element::<i64>();
            match (end()?, end()?, end()?) {
                (Some(first), Some(last), None) => Ok(CodeRange::from((first, last)).into()),
                _ => Err(de::Error::custom("a range has two numbers")),
            }
        }
    }
    deserializer.deserialize_any(CodeVisitor).map(Some)
}

impl Corrections {
    /// Reads a corrections file. `path` is the file as the project names it.
    ///
    /// # Errors
    /// `correction-invalid` with every problem that could be found in one go.
    pub fn parse(path: &str, text: &str) -> Result<Self, Refusal> {
        let mut corrections = Self { path: path.to_owned(), text: text.to_owned(), ..Self::default() };
        let mut findings = Vec::new();
        let blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#') || line == "---";
        if text.lines().all(blank) {
            return Ok(corrections);
        }
        let (written, problems) = yaml::parse::<Vec<Written>>(text);
        for problem in problems {
            let place = Place { path: path.into(), line: Some(problem.line), column: Some(problem.column) };
            let finding = Diagnostic::new(Rule::CorrectionInvalid, problem.message).at(place);
            let hint = problem.hint.map(|hint| match hint.as_str() {
                "write a list here" => "write a list of corrections, each starting with `- code: …`".to_owned(),
                _ => hint,
            });
            findings.push(Diagnostic { hint, ..finding });
        }
        // What follows a wrong key is not known, so only a whole file is looked at further.
        let Some(written) = written.filter(|_| findings.is_empty()) else { return Err(Refusal(findings)) };
        let mut faults = Vec::new();
        corrections.starts = starts(text, written.len());
        for (item, written) in written.into_iter().enumerate() {
            corrections.list.extend(check(item, written, &mut faults));
        }
        if faults.is_empty() {
            return Ok(corrections);
        }
        for fault in faults {
            let place = corrections.place(fault.item, &fault.keys);
            findings.push(Diagnostic::new(Rule::CorrectionInvalid, fault.message).at(place).hint(fault.hint));
        }
        Err(Refusal(findings))
    }

    /// The place of a correction, by its number, zero-based.
    #[must_use]
    pub fn place_of(&self, item: usize) -> Place {
        self.place(item, &[])
    }

    /// The place of the value that a correction gives a field.
    #[must_use]
    pub fn place_of_set(&self, item: usize, field: CorrectedField) -> Place {
        self.place(item, &["set", field.key()])
    }

    /// The place of the value that a correction expects of a field.
    #[must_use]
    pub fn place_of_expect(&self, item: usize, field: CorrectedField) -> Place {
        self.place(item, &["expect", field.key()])
    }

    fn place(&self, item: usize, keys: &[&'static str]) -> Place {
        let keys = keys.iter().map(|key| Key(key));
        // One item is looked through rather than the whole file, so that many findings take no longer than many items.
        let (before, text, item) = match self.item(item) {
            Some((before, text)) => (before, text, 0),
            None => (0, self.text.as_str(), item),
        };
        let steps: Vec<yaml::Step> = std::iter::once(Item(item)).chain(keys).collect();
        let (line, column) = yaml::locate(text, &steps);
        Place { path: self.path.as_str().into(), line: Some(before + line), column: Some(column) }
    }

    /// The text of an item with the number of lines before it, where each stands for itself.
    fn item(&self, item: usize) -> Option<(u32, &str)> {
        let &(line, start) = self.starts.get(item)?;
        let end = self.starts.get(item + 1).map_or(self.text.len(), |&(_, next)| next);
        Some((line, self.text.get(start..end)?))
    }
}

/// Where items start, each with a dash at the same indent: the number of lines before it, and the byte. Nothing where
/// there are not as many as there should be: then the list is written otherwise.
fn starts(text: &str, items: usize) -> Vec<(u32, usize)> {
    let mut indent = None;
    let mut starts: Vec<(u32, usize)> = Vec::new();
    let mut offset = 0;
    for (line, content) in (0..).zip(text.split_inclusive('\n')) {
        let bare = content.trim_start_matches(' ');
        let own = content.len() - bare.len();
        if bare.starts_with("- ") && *indent.get_or_insert(own) == own {
            starts.push((line, offset));
        }
        offset += content.len();
    }
    if starts.len() == items { starts } else { Vec::new() }
}

/// Something that a well-formed correction says wrongly.
struct Fault {
    item: usize,
    keys: Vec<&'static str>,
    message: String,
    hint: String,
}

/// The correction, unless something is wrong with it.
fn check(item: usize, written: Written, faults: &mut Vec<Fault>) -> Option<Correction> {
    let Written { code, range, scope, set, expect, reason, link } = written;
    let before = faults.len();
    let mut fault = |keys: &[&'static str], message: String, hint: &str| {
        faults.push(Fault { item, keys: keys.to_vec(), message, hint: hint.to_owned() });
    };
    let code = match (code, range) {
        (Some(code), None) => Some(code),
        (None, Some(range)) => Some(CodeRange::from(range).into()),
        (Some(_), Some(_)) => {
            fault(&["range"], "the correction has a code and a range".to_owned(), "keep the one that the entry has");
            None
        }
        (None, None) => {
            fault(&[], "the correction names no code".to_owned(), "add `code: …` or `range: [first, last]`");
            None
        }
    };
    let (set, mut expect) = (set.list(), expect.list());
    if set.is_empty() {
        fault(&["set"], "the correction sets nothing".to_owned(), "give at least one field under `set`");
    }
    let mut changes = Vec::with_capacity(set.len());
    for (field, set) in set {
        let key = field.key();
        let Some(at) = expect.iter().position(|(expected, _)| *expected == field) else {
            let hint =
                format!("add `{key}` under `expect`, with the value that the catalog has without this correction");
            fault(&["set", key], format!("`{key}` is set, but not expected to be anything"), &hint);
            continue;
        };
        let (_, expect) = expect.swap_remove(at);
        if set == expect {
            fault(&["set", key], format!("`{key}` is set to what it is expected to be"), "set another value");
        }
        if let (CorrectedField::Name, FieldValue::Text(Some(name))) = (field, &set)
            && !is_identifier(name)
        {
            let hint = "write it in UpperCamelCase: a capital, then ASCII letters and digits";
            fault(&["set", key], format!("`{name}` is no name"), hint);
        }
        if matches!(&set, FieldValue::Text(Some(text)) if text.trim().is_empty()) {
            fault(&["set", key], "the text is empty".to_owned(), "write `null` where the entry should have none");
        }
        changes.push(Change { field, set, expect });
    }
    for (field, _) in expect {
        let key = field.key();
        fault(&["expect", key], format!("`{key}` is expected, but not set"), "set it too, or remove it here");
    }
    if reason.trim().is_empty() {
        fault(&["reason"], "the reason is empty".to_owned(), "say why the page or the inference is wrong");
    }
    if link.as_ref().is_some_and(|link| !is_address(link)) {
        fault(&["link"], "the link is no address".to_owned(), "write it as `https://…`, percent-encoded if need be");
    }
    let code = code?;
    (faults.len() == before).then_some(Correction { code, scope, changes, reason, link })
}

impl Project {
    /// The corrections that the project file names; none where it names no file.
    ///
    /// # Errors
    /// `correction-invalid` with every problem that could be found in one go; `path-outside-project`.
    pub fn corrections(&self) -> Result<Corrections, Refusal> {
        let Some(path) = self.file.corrections.as_deref() else { return Ok(Corrections::default()) };
        let refuse = |rule, why: &str, hint: &str| {
            let finding = Diagnostic::new(rule, format!("the corrections file `{path}` {why}"));
            Refusal::from(finding.at(Place::file(path)).hint(hint))
        };
        let file = self.locate(path).map_err(|why| {
            refuse(Rule::PathOutsideProject, why, "name a file within the project folder, relative to it")
        })?;
        let text = load::read(&file).map_err(|why| {
            let hint = "correct `corrections:` in the project file, or remove it if nothing is corrected";
            refuse(Rule::CorrectionInvalid, &why, hint)
        })?;
        Corrections::parse(path, &text)
    }
}
