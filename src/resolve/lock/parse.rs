//! Reading the lock line by line. The file is YAML, but each line stands for itself, so that what is wrong with one
//! after a merge is told by its number.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::{FORMAT, Former, Lock, LockKey, Locked};
use crate::catalog::{Code, CodeRange};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::resolve::name::is_identifier;
use crate::yaml_words::is_yaml_word;

/// At most so many damaged lines are listed: one bad merge damages many.
const LISTED: usize = 20;

pub(super) fn parse(path: &str, text: &str) -> Result<Lock, Vec<Diagnostic>> {
    let mut reader = Reader {
        path,
        lock: Lock::default(),
        names: HashMap::default(),
        ids: HashSet::default(),
        findings: Vec::new(),
        begun: false,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        if reader.findings.len() == LISTED {
            break;
        }
        if let Err((message, hint)) = reader.line(number, line.trim_end()) {
            let place = Place::line(path, number);
            reader.findings.push(Diagnostic::new(Rule::LockDamaged, message).at(place).hint(hint));
        }
    }
    if !reader.begun && reader.findings.is_empty() {
        let message = "the lock file does not say `lock: 1`, so it is cut short or no lock file";
        let hint = "restore it from version control, or delete it if the project has no published names";
        reader.findings.push(Diagnostic::new(Rule::LockDamaged, message).at(Place::file(path)).hint(hint));
    }
    // Lines that are sorted leave half of each node empty.
    reader.lock.names = reader.lock.names.into_iter().collect();
    if reader.findings.is_empty() { Ok(reader.lock) } else { Err(reader.findings) }
}

/// What is wrong with a line, and what to do about it.
type Damage = (String, &'static str);

const RESTORE: &str = "restore the line from version control";

struct Reader<'a> {
    path: &'a str,
    lock: Lock,
    /// The line of each name and alias, by scope and lower case.
    names: HashMap<(Option<String>, String), u32>,
    /// The ids of sources and groups, each once.
    ids: HashSet<Arc<str>>,
    findings: Vec<Diagnostic>,
    /// Whether the line with the format's version has come.
    begun: bool,
}

impl Reader<'_> {
    fn line(&mut self, number: u32, line: &str) -> Result<(), Damage> {
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker)) {
            let hint = "resolve the merge: keep the lines of both sides, one a code, and delete the markers";
            return Err(("the lock file holds a merge conflict".to_owned(), hint));
        }
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') || content == "---" {
            return Ok(());
        }
        if let Some(version) = line.strip_prefix("lock:") {
            self.begun = true;
            if version.trim() != FORMAT.to_string() {
                let hint = "use the bindery that wrote it, or a newer one";
                return Err((
                    format!("the lock file has format {}, this bindery reads {FORMAT}", version.trim()),
                    hint,
                ));
            }
            return Ok(());
        }
        if matches!(line, "names:" | "names: []") {
            return Ok(());
        }
        let (key, locked) = parse_line(content, number, &mut self.ids)?;
        let names = || std::iter::once(&locked.name).chain(locked.aliases.iter().map(|former| &former.name));
        for (place, name) in names().enumerate() {
            if !is_identifier(name) {
                return Err((format!("`{name}` is no name: a letter, then letters and digits"), RESTORE));
            }
            // A code may have changed the capitals of its own name.
            let twice = names().take(place).any(|other| other == name);
            let name_key = (key.scope.clone(), name.to_lowercase());
            if let Some(first) = self.names.insert(name_key, number).filter(|first| twice || *first != number) {
                let hint = "keep the line that is published, and let the other code get a name of its own";
                return Err((format!("the name `{name}` is given twice, first in line {first}"), hint));
            }
        }
        if let Some(first) = self.lock.names.get(&key).and_then(|locked| locked.line) {
            let message = format!("the code {} stands twice, first in line {first} of {}", key.code, self.path);
            return Err((message, "keep the line whose name is published, and delete the other"));
        }
        self.lock.names.insert(key, locked);
        Ok(())
    }
}

/// An id, the same text for all who have it.
fn shared(ids: &mut HashSet<Arc<str>>, id: &str) -> Arc<str> {
    if let Some(known) = ids.get(id) {
        return Arc::clone(known);
    }
    let id: Arc<str> = id.into();
    ids.insert(Arc::clone(&id));
    id
}

fn parse_line(line: &str, number: u32, ids: &mut HashSet<Arc<str>>) -> Result<(LockKey, Locked), Damage> {
    let form = || {
        let message = "the line is not as bindery writes it: `- {code: 1, name: Name, source: page, group: section}`";
        (message.to_owned(), RESTORE)
    };
    let body = line.strip_prefix('-').map(str::trim_start).and_then(|rest| rest.strip_prefix('{')).ok_or_else(form)?;
    let mut rest = body;
    let (mut code, mut scope, mut locked) = (None, None, Locked { line: Some(number), ..Locked::default() });
    loop {
        rest = rest.trim_start();
        let (field, after) = rest.split_once(':').ok_or_else(form)?;
        let (value, after) = Value::take(after.trim_start()).ok_or_else(form)?;
        match (field.trim(), value) {
            ("code", Value::Scalar { text, quoted }) if code.is_none() => {
                code = Some(match text.parse() {
                    Ok(number) if !quoted => Code::Number(number),
                    _ => Code::Text(text),
                });
            }
            ("range", Value::List(ends)) if code.is_none() => match ends.as_slice() {
                [first, last] => {
                    let end = |text: &str| text.parse::<i64>().map_err(|_| form());
                    code = Some(Code::Range(CodeRange::from((end(first)?, end(last)?))));
                }
                _ => return Err(form()),
            },
            ("scope", Value::Scalar { text, .. }) => scope = Some(text),
            ("name", Value::Scalar { text, .. }) => locked.name = text.into(),
            ("aliases", Value::Map(aliases)) => locked.aliases = aliases,
            // What nobody knows the version of.
            ("aliases", Value::List(names)) => {
                locked.aliases = names.into_iter().map(|name| Former { name: name.into(), since: None }).collect();
            }
            ("source", Value::Scalar { text, .. }) => locked.source = Some(shared(ids, &text)),
            ("group", Value::Scalar { text, .. }) => locked.group = Some(shared(ids, &text)),
            ("removed", Value::Scalar { text, .. }) if text == "true" || text == "false" => {
                locked.removed = text == "true";
            }
            (field, _) => return Err((format!("the line has a field `{field}` that a lock has not"), RESTORE)),
        }
        rest = after.trim_start();
        if let Some(next) = rest.strip_prefix(',') {
            rest = next;
        } else if rest.strip_prefix('}').is_some_and(|end| end.trim().is_empty() || end.trim().starts_with('#')) {
            break;
        } else {
            return Err(form());
        }
    }
    let code = code.ok_or_else(|| ("the line has no code".to_owned(), RESTORE))?;
    if locked.name.is_empty() {
        return Err((format!("the line of code {code} has no name"), RESTORE));
    }
    Ok((LockKey { scope, code }, locked))
}

/// A value within a line.
enum Value {
    Scalar { text: String, quoted: bool },
    List(Vec<String>),
    Map(Vec<Former>),
}

impl Value {
    /// The value at the start of a text, and what follows it.
    fn take(text: &str) -> Option<(Self, &str)> {
        if let Some(rest) = text.strip_prefix('{') {
            return Self::take_map(rest);
        }
        let Some(mut rest) = text.strip_prefix('[') else {
            let (text, quoted, rest) = take_scalar(text)?;
            return Some((Self::Scalar { text, quoted }, rest));
        };
        let mut items = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(']') {
                return Some((Self::List(items), after));
            }
            let (item, _, after) = take_scalar(rest)?;
            items.push(item);
            rest = after.trim_start();
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
    }

    /// The former names after an opening brace, and what follows its end.
    fn take_map(mut rest: &str) -> Option<(Self, &str)> {
        let mut items = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                return Some((Self::Map(items), after));
            }
            let (name, after) = rest.split_once(':')?;
            let (since, quoted, after) = take_scalar(after.trim_start())?;
            let since = (quoted || since != "null").then_some(since);
            items.push(Former { name: name.trim().trim_matches('"').into(), since });
            rest = after.trim_start();
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
    }
}

/// A bare or quoted scalar, whether it was quoted, and what follows it.
fn take_scalar(text: &str) -> Option<(String, bool, &str)> {
    if text.starts_with('"') {
        // What JSON writes, YAML reads; and JSON's reader tells where the string ends.
        let mut strings = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let value = strings.next()?.ok()?;
        let rest = text.get(strings.byte_offset()..)?;
        return Some((value, true, rest));
    }
    let ends = |byte| matches!(byte, b',' | b'}' | b']' | b'[' | b'{');
    let end = text.bytes().position(ends).unwrap_or(text.len());
    let (value, rest) = text.split_at(end);
    let value = value.trim();
    (!value.is_empty()).then(|| (value.to_owned(), false, rest))
}

/// A text as a YAML scalar on one line: bare where it is a plain word, quoted otherwise.
pub(super) fn scalar(text: &str) -> Cow<'_, str> {
    let plain = text.starts_with(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '.'))
        && !is_yaml_word(text);
    if plain { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// A text as a quoted YAML scalar on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // Whatever ends a line somewhere, or cannot stand in YAML, is written as a number that JSON reads too.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
