//! Hand-written YAML: strict, with every problem at its place and the nearest right key.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::nesting::{MAX_NESTING, TooDeep, check_nesting};

/// No more problems than this are reported at once.
const MAX_PROBLEMS: usize = 20;

/// Something wrong in a hand-written file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlProblem {
    /// Line, one-based.
    pub line: u32,
    /// Column in characters, one-based.
    pub column: u32,
    /// What is wrong: one sentence without a final stop.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the value of this key.
    Key(&'static str),
    /// Into the value of a key that the user chose.
    Chosen(String),
    /// Into the item with this number, zero-based.
    Item(usize),
}

/// Parses `text`. With problems there may still be a value: what would have been said without the wrong keys.
///
/// After an unknown key the key is mended (or left out, if no key is near) and the text parsed again, so that all
/// wrong keys are reported together; anything else ends the search.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<YamlProblem>) {
    if let Err(TooDeep { line, column }) = check_nesting(text) {
        let message = format!("lists stand in each other more than {MAX_NESTING} deep");
        return (None, vec![YamlProblem { line, column, message, hint: Some("write it without the nesting".into()) }]);
    }
    let mut problems: Vec<YamlProblem> = Vec::new();
    let mut text = text.to_owned();
    loop {
        let error = match serde_yaml::from_str::<T>(&text) {
            Ok(value) => return (Some(value), problems),
            Err(error) => error,
        };
        // Text that is no YAML at all is said to be so, not that it lacks what stands behind the fault.
        let error = if problems.is_empty() { fault_of(&text).unwrap_or(error) } else { error };
        let (problem, mend) = explain(&text, &error);
        let again = problems.last().is_some_and(|last| (last.line, last.column) == (problem.line, problem.column));
        // What is missing may only be missing because the key above was left out.
        if problems.is_empty() || (!again && mend.is_some()) {
            problems.push(problem);
        }
        match mend {
            Some(mended) if !again && problems.len() < MAX_PROBLEMS => text = mended,
            Some(_) | None => return (None, problems),
        }
    }
}

/// What keeps the text from being YAML.
fn fault_of(text: &str) -> Option<serde_yaml::Error> {
    serde_yaml::from_str::<IgnoredAny>(text).err()
}

/// The problem in words for people, and the text without it where that can be had.
fn explain(text: &str, error: &serde_yaml::Error) -> (YamlProblem, Option<String>) {
    let full = error.to_string();
    let (line, column) = error.location().map_or((1, 1), |at| (to_u32(at.line()), to_u32(at.column())));
    // The parser ends its sentence with the place, which is kept apart here.
    let said = full.replace(&format!(" at line {line} column {column}"), "");
    let (path, rest) = match said.split_once(": ") {
        Some((path, rest)) if !path.contains(' ') => (Some(path), rest),
        Some(_) | None => (None, said.as_str()),
    };
    // Of a file that is a list, the line tells the item.
    let path = path.and_then(|path| match path.strip_prefix(".[") {
        Some(item) => item.split_once("].").map(|(_, path)| path),
        None => Some(path),
    });
    let within = path.map(|path| format!(" in `{path}`")).unwrap_or_default();
    let mut quoted = rest.split('`').skip(1).step_by(2);
    let problem = |message: String, hint: Option<String>| YamlProblem { line, column, message, hint };
    if rest.starts_with("unknown field") {
        let key = quoted.next().unwrap_or_default();
        let known: Vec<&str> = quoted.collect();
        let near = nearest(key, &known);
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys known here are {}", list(&known)),
        };
        let mended = mend_key(text, line, column, key, near);
        (problem(format!("unknown key `{key}`{within}"), Some(hint)), mended)
    } else if rest.starts_with("unknown variant") {
        let value = quoted.next().unwrap_or_default();
        let known: Vec<&str> = quoted.collect();
        let hint = match nearest(value, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the values known here are {}", list(&known)),
        };
        (problem(format!("unknown value `{value}`{within}"), Some(hint)), None)
    } else if rest.starts_with("missing field") {
        let key = quoted.next().unwrap_or_default();
        (problem(format!("the key `{key}` is missing{within}"), Some(format!("add `{key}: …`"))), None)
    } else if rest.starts_with("duplicate field") {
        let key = quoted.next().unwrap_or_default();
        let (line, column) = second_key(text, line, key).unwrap_or((line, column));
        let message = format!("the key `{key}` stands twice{within}");
        (YamlProblem { line, column, message, hint: Some("remove one of them".into()) }, None)
    } else if let Some(what) = rest.strip_prefix("invalid type: ") {
        let (found, wanted) = what.rsplit_once(", expected ").unwrap_or((what, "something else"));
        let words = |parsers: &'_ str| match parsers {
            wanted if wanted.starts_with("struct ") => "keys with values".to_owned(),
            "map" | "a map" => "keys with values".to_owned(),
            "sequence" | "a sequence" => "a list".to_owned(),
            other => other.to_owned(),
        };
        let (found, wanted) = (words(found), words(wanted));
        let message = format!("the value is of the wrong type{within}: {}", clipped(&found));
        (problem(message, Some(format!("write {wanted} here"))), None)
    } else if let Some(what) = rest.strip_prefix("invalid value: ") {
        let (found, wanted) = what.rsplit_once(", expected ").unwrap_or((what, "another value"));
        let message = format!("the value is not allowed{within}: {}", clipped(found));
        (problem(message, Some(format!("write {wanted} here"))), None)
    } else if indented_by_tab(text, line) {
        let message = "a tab stands before the text of this line, which YAML does not allow".to_owned();
        (problem(message, Some("indent with spaces".into())), None)
    } else {
        let hint = "look at this line and the one above it: indentation, quotes, brackets, the space after a colon";
        (problem(format!("this is not the YAML that is wanted{within}: {rest}"), Some(hint.into())), None)
    }
}

/// Whether the white space before the text of a line holds a tab.
fn indented_by_tab(text: &str, line: u32) -> bool {
    let content = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
    content.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\t')
}

/// What was found, unless it is long: it may be a whole file.
fn clipped(found: &str) -> &str {
    const MOST: usize = 60;
    if found.chars().nth(MOST).is_some() { "a long text" } else { found }
}

/// The known word that is most like the wrong one, if one is near.
fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let likeness = |word: &str| strsim::normalized_damerau_levenshtein(&fold(wrong), &fold(word));
    let best = known.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= 0.55).then_some(best)
}

/// Case and the choice between `_` and `-` are no difference.
fn fold(word: &str) -> String {
    word.to_lowercase().replace('_', "-")
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The text with the key at this place replaced by `near`, or with all that stands under the key left out. Lines keep
/// their numbers.
fn mend_key(text: &str, line: u32, column: u32, key: &str, near: Option<&str>) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = line.checked_sub(1)? as usize;
    let indent = column.checked_sub(1)? as usize;
    let start = lines.get(at)?.char_indices().nth(indent)?.0;
    let content = lines.get(at)?;
    if !content.get(start..)?.starts_with(key) {
        return None;
    }
    let (before, after) = (&content[..start], &content[start + key.len()..]);
    if let Some(near) = near {
        lines[at] = format!("{before}{near}{after}");
        return Some(lines.join("\n"));
    }
    if !before.trim().is_empty() {
        return None;
    }
    lines[at].clear();
    for follower in lines.iter_mut().skip(at + 1) {
        let own = follower.chars().take_while(|c| *c == ' ').count();
        // The items of a list may stand as far left as the key that they belong to.
        let under = own > indent || (own == indent && follower.trim_start().starts_with("- "));
        if !under && !follower.trim().is_empty() {
            break;
        }
        follower.clear();
    }
    Some(lines.join("\n"))
}

/// Where a key stands for the second time, from this line on and at the same indent.
fn second_key(text: &str, from: u32, key: &str) -> Option<(u32, u32)> {
    let mut first: Option<usize> = None;
    for (number, line) in (1_u32..).zip(text.lines()).skip(from.saturating_sub(1) as usize) {
        let bare = line.trim_start_matches([' ', '-']);
        let indent = line.len() - bare.len();
        if bare.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')) {
            match first {
                Some(same) if same == indent => return Some((number, to_u32(indent + 1))),
                Some(_) => {}
                None => first = Some(indent),
            }
        }
    }
    None
}

/// The place of a value in the text: the line and column where the parser meets it; of the nearest value around it
/// where it is not there. Of a key that the user chose, the key itself is meant where it stands in the value's line.
pub(super) fn locate(text: &str, path: &[Step]) -> (u32, u32) {
    // The parser itself knows the place: it is walked to the value and told that nothing is wanted there.
    (0..=path.len())
        .rev()
        .find_map(|length| {
            let deserializer = serde_yaml::Deserializer::from_str(text);
            let error = Walk(&path[..length]).deserialize(deserializer).err()?;
            let at = error.location()?;
            Some((to_u32(at.line()), to_u32(at.column())))
        })
        .map(|place| key_before(text, path, place).unwrap_or(place))
        .unwrap_or((1, 1))
}

/// The place of the key that the user chose, in the line of its value.
fn key_before(text: &str, path: &[Step], (line, column): (u32, u32)) -> Option<(u32, u32)> {
    let Some(Step::Chosen(key)) = path.last() else { return None };
    let content = text.lines().nth(line.checked_sub(1)? as usize)?;
    let end = content.char_indices().nth(column.checked_sub(1)? as usize).map_or(content.len(), |(at, _)| at);
    let at = content.get(..end)?.rfind(key.as_str())?;
    Some((line, to_u32(content.get(..at)?.chars().count() + 1)))
}

/// Walks to a value and fails there.
struct Walk<'a>(&'a [Step]);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (wanted, rest) = match self.0.split_first() {
            Some((Step::Key(wanted), rest)) => (*wanted, rest),
            Some((Step::Chosen(wanted), rest)) => (wanted.as_str(), rest),
            Some((Step::Item(_), _)) | None => return Err(serde::de::Error::custom("here")),
        };
        while let Some(key) = map.next_key::<String>()? {
            if key == wanted {
                return map.next_value_seed(Walk(rest));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((Step::Item(wanted), rest)) = self.0.split_first() else {
            return Err(serde::de::Error::custom("here"));
        };
        for _ in 0..*wanted {
            if seq.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        seq.next_element_seed(Walk(rest)).map(|_| ())
    }
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_at_their_places() {
        let text = "a: 1\nlist:\n  - id: x\n    path: y\n  - {id: z, path: w}\n";
        assert_eq!(locate(text, &[Step::Key("a")]), (1, 4));
        assert_eq!(locate(text, &[Step::Key("list"), Step::Item(0), Step::Key("path")]), (4, 11));
        assert_eq!(locate(text, &[Step::Key("list"), Step::Item(1), Step::Key("path")]), (5, 19));
        let levels = "lint: {lost-link: off, lost-lnk: off}\n";
        assert_eq!(locate(levels, &[Step::Key("lint"), Step::Chosen("lost-lnk".into())]), (1, 24));
        // A value that is not there is looked for around it.
        assert_eq!(locate(text, &[Step::Key("list"), Step::Item(1), Step::Key("url")]).0, 5);
    }

    #[test]
    fn tabs_are_called_tabs() {
        for text in ["a: 1\nb:\n\t- x\n", "a:\n  - b: x\n\t  c: y\n"] {
            let (_, problems) = parse::<serde_yaml::Value>(text);
            assert!(
                problems.iter().any(|problem| problem.message.starts_with("a tab") && problem.line == 3),
                "{problems:?}"
            );
        }
    }
}
