//! Codes with their texts as lines of preformatted text: `5001=Connection refused`, `404: not found`, `12  busy`.

use super::super::lead::{Joint, Lead, read_lead};
use super::super::reason_phrases::reason_phrase;
use super::super::spelling::{Shape, shape_of, value_of};
use super::super::topic::is_field;
use super::super::words::words;
use super::status_lines::{are_statuses, set_patterns_apart};
use crate::document::Text;

/// So many lines make a listing.
const ENOUGH: usize = 3;
/// A line beyond this many bytes is no entry.
const LONGEST: usize = 400;

/// A line of a listing.
#[derive(Debug)]
pub(crate) struct Listed {
    /// What the line starts with.
    pub(crate) lead: Lead,
    /// What stands behind it.
    pub(crate) text: String,
    /// The line within the block, zero-based.
    pub(crate) line: u32,
}

/// A catalog of errors in JSON: a list of at least three objects that each have a code of their own and a text.
pub(crate) fn read_json_catalog(code: &str) -> Vec<Listed> {
    if !code.trim_start().starts_with(['{', '[']) {
        return Vec::new();
    }
    let Ok(value) = serde_json::from_str::<serde_json::Value>(code) else { return Vec::new() };
    let mut lines = (0_u32..).zip(code.lines());
    let objects = find_objects(&value, 0).unwrap_or_default();
    let mut listed: Vec<Listed> = Vec::new();
    for object in objects {
        let text = |names: &[&str]| {
            let found = object.iter().find(|(key, _)| names.contains(&fold_key(key).as_str()));
            found.and_then(|(_, value)| match value {
                serde_json::Value::String(text) => Some(text.clone()),
                serde_json::Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
        };
        let (Some(code), Some(said)) = (text(JSON_CODES), text(JSON_TEXTS)) else { return Vec::new() };
        let Some(at) = lines.find(|(_, line)| line.contains(&code)).map(|(at, _)| at) else { return Vec::new() };
        let Some(mut lead) = read_lead(&Text::plain_at(code, at)).filter(|lead| lead.rest.is_empty()) else {
            return Vec::new();
        };
        lead.symbol = text(JSON_NAMES).filter(|name| !lead.codes.contains(name)).or(lead.symbol);
        listed.push(Listed { lead, text: said, line: at });
    }
    if listed.len() < ENOUGH { Vec::new() } else { listed }
}

/// The entries of a block whose lines are entries, and its broken lines by their place in it.
pub(crate) type Lines = (Vec<Listed>, Vec<(u32, String)>);

/// The keys, in lowercase and without signs, that hold the code, its name and its text.
pub(super) const JSON_CODES: &[&str] = &["code", "errorcode", "errcode", "errno", "errorno"];
pub(super) const JSON_NAMES: &[&str] = &["name", "symbol", "constant", "key", "enum", "title"];
pub(super) const JSON_TEXTS: &[&str] = &["description", "meaning", "message", "msg", "text", "detail"];

pub(super) fn fold_key(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The list of objects that a value is or holds close to its root.
fn find_objects(value: &serde_json::Value, depth: u32) -> Option<Vec<&serde_json::Map<String, serde_json::Value>>> {
    match value {
        serde_json::Value::Array(items) => items.iter().map(serde_json::Value::as_object).collect(),
        serde_json::Value::Object(object) if depth < 2 => {
            object.values().filter_map(|inner| find_objects(inner, depth + 1)).find(|found| found.len() >= ENOUGH)
        }
        _ => None,
    }
}

/// The entries of preformatted text whose lines are all a code and its text, comments and blank lines aside; empty where
/// it is anything else. A text may go on below, deeper than the codes stand.
///
/// Of five lines one may be broken; those are the second part, by their place in the block.
pub(crate) fn read_listing(code: &str) -> Lines {
    let mut listed: Vec<Listed> = Vec::new();
    let mut broken: Vec<(u32, String)> = Vec::new();
    let (mut divided, mut indent) = (0, None);
    for (at, written) in (0_u32..).zip(code.lines()) {
        let line = written.trim().trim_end_matches([',', ';']);
        if line.is_empty()
            || matches!(line, "{" | "}" | "[" | "]")
            || line.starts_with(['#', '!'])
            || line.starts_with("//")
        {
            continue;
        }
        let column = written.len() - written.trim_start().len();
        if indent.is_some_and(|indent| column > indent)
            && let Some(above) = listed.last_mut()
        {
            above.text.push(' ');
            above.text.push_str(&squeezed(line));
            continue;
        }
        match entry(line, at).or_else(|| word_entry(line, at)).or_else(|| Some((untold(line, at)?, false))) {
            Some((entry, apart)) => {
                divided += usize::from(apart);
                indent.get_or_insert(column);
                listed.push(entry);
            }
            None => broken.push((at, line.to_owned())),
        }
    }
    let lines: Vec<&str> = code.lines().collect();
    let written = |entry: Listed| lines.get(entry.line as usize).map(|line| (entry.line, line.trim().to_owned()));
    if !are_named(&listed) {
        // Among numbers a word is none of the codes.
        let (words_alone, others) = listed.into_iter().partition::<Vec<_>, _>(|entry| entry.lead.shape == Shape::Word);
        listed = others;
        divided = divided.saturating_sub(words_alone.len());
        broken.extend(words_alone.into_iter().filter_map(written));
    }
    if !are_told(&listed) {
        let (untold, others) = listed.into_iter().partition::<Vec<_>, _>(is_untold);
        listed = others;
        broken.extend(untold.into_iter().filter_map(written));
    }
    let (listed, patterns) = set_patterns_apart(listed);
    divided = divided.saturating_sub(patterns.len());
    broken.extend(patterns.into_iter().filter_map(written));
    broken.sort_by_key(|(at, _)| *at);
    let numbers = listed.iter().filter(|entry| entry.lead.shape.is_key()).count();
    let constants = listed.iter().filter(|entry| is_constant(entry)).count();
    let mut codes: Vec<&str> = listed.iter().flat_map(|entry| entry.lead.codes.iter().map(String::as_str)).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    // `lids.py:7`: a place in a file.
    let place = |code: &&str| {
        code.contains('.')
            && code
                .rsplit_once(':')
                .is_some_and(|(_, line)| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()))
    };
    let placed = codes.iter().any(place);
    let alike = numbers == listed.len() || constants == listed.len() || are_named(&listed);
    let enough = listed.len() >= ENOUGH || (broken.is_empty() && are_statuses(&listed));
    let sound = enough && !placed && alike && divided * 5 >= listed.len() * 3;
    // Of many one may be there twice; the lines of a program that share a number are none.
    let apart = (count - codes.len()) * 10 <= count;
    if sound && apart && broken.len() * 4 <= count { (listed, broken) } else { Lines::default() }
}

/// Whether a line only opens, closes or comments what stands within: `enum oven_error {`, `};`, `/* of the lid */`.
pub(super) fn is_frame(line: &str) -> bool {
    line.ends_with(['{', '(', '['])
        || line.starts_with(['}', ')', ']'])
        || line.starts_with("/*")
        || line.starts_with("--")
}

/// The names of preformatted text that is nothing but names with commas between them: `LidLost, LidJammed,`.
fn read_row_of_names(code: &str) -> Vec<Listed> {
    let name = |word: &str, at: u32| {
        let named =
            word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_alphanumeric());
        named.then(|| Listed { lead: Lead::new(word, Shape::Camel, 0), text: String::new(), line: at })
    };
    let lines = (0_u32..).zip(code.trim().trim_end_matches(',').lines());
    let names = lines.map(|(at, line)| {
        let row = line.trim();
        row.trim_end_matches(',').split(',').map(|word| name(word.trim(), at)).collect::<Option<Vec<Listed>>>()
    });
    let names = names.collect::<Option<Vec<Vec<Listed>>>>().unwrap_or_default();
    let names: Vec<Listed> = names.into_iter().flatten().collect();
    let codes = || names.iter().flat_map(|name| &name.lead.codes);
    let spelled = codes().filter(|code| shape_of(code).is_some_and(Shape::is_name)).count();
    let fails = codes().filter(|code| words().names_failure(code)).count();
    let divided = code.lines().count() < names.len();
    if divided && spelled * 2 >= names.len() && fails * 3 >= names.len() && names.len() >= ROW {
        names
    } else {
        Vec::new()
    }
}

/// So many names divided by commas make a listing.
const ROW: usize = 5;

/// The lines of preformatted text that are nothing but a constant each: `LID_404_LOST`, or rows of names.
pub(crate) fn read_names(code: &str) -> Vec<Listed> {
    let row = read_row_of_names(code);
    if !row.is_empty() {
        return row;
    }
    let lines = (0_u32..).zip(code.lines().map(str::trim)).filter(|(_, line)| !line.is_empty());
    let names = lines.map(|(at, line)| {
        let shape = shape_of(line).filter(|shape| *shape == Shape::Constant && line.contains('_'))?;
        Some(Listed { lead: Lead::new(line, shape, 0), text: String::new(), line: at })
    });
    let names = names.collect::<Option<Vec<Listed>>>().unwrap_or_default();
    let mut prefixes = names.iter().filter_map(|name| name.lead.codes.first()?.split('_').next());
    let first = prefixes.next();
    let alike = prefixes.all(|prefix| Some(prefix) == first);
    if names.len() >= 2 && alike { names } else { Vec::new() }
}

/// The branches of a choice that gives each name its number, where all lines are such branches: `case .lidOpen: return 41`,
/// `LidOpen => 41,`.
pub(crate) fn read_branches(code: &str) -> Vec<Listed> {
    let lines = (0_u32..).zip(code.lines().map(str::trim));
    let said =
        lines.filter(|(_, line)| !line.is_empty() && !matches!(*line, "{" | "}" | "};") && !line.starts_with("//"));
    let branches = said.map(|(at, line)| {
        let line = line.trim_end_matches([',', ';']);
        let (name, number) = match line.strip_prefix("case ") {
            Some(branch) => branch.split_once(" return ")?,
            None => line.split_once(" => ")?,
        };
        let name = name.trim().trim_end_matches(':').rsplit(['.', ':']).next()?;
        let named = name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let (text, name) = (Text::plain_at(number.trim(), at), name.to_owned());
        let lead = read_lead(&text).filter(|lead| named && lead.shape.is_numeric() && lead.rest.is_empty())?;
        Some(Listed { lead: Lead { symbol: Some(name), ..lead }, text: String::new(), line: at })
    });
    branches.collect::<Option<Vec<Listed>>>().unwrap_or_default()
}

/// Whether the entries are names that programs use, a few single words among them, and most of them or of their texts
/// speak of failures: `lid_locked: the lid is locked`, `lost: there is no lid`. The fields of an answer are none.
fn are_named(listed: &[Listed]) -> bool {
    let spelled = |entry: &Listed, wanted: fn(Shape) -> bool| {
        matches!(entry.lead.joint, Joint::Sign | Joint::Dash)
            && wanted(entry.lead.shape)
            && entry.text.contains(' ')
            && !is_value(entry)
            && !entry.lead.codes.iter().any(|code| is_field(code))
    };
    let names = listed.iter().filter(|entry| spelled(entry, Shape::is_name)).count();
    let words_alone = listed.iter().filter(|entry| spelled(entry, |shape| shape == Shape::Word)).count();
    let fails = |entry: &&Listed| {
        entry.lead.codes.iter().any(|code| words().names_failure(code)) || words().speaks_of_failure(&entry.text)
    };
    names * 2 >= listed.len()
        && names + words_alone == listed.len()
        && listed.iter().filter(fails).count() * 2 >= listed.len()
}

/// Whether a text is the value of a setting or a sum rather than a sentence.
fn is_value(entry: &Listed) -> bool {
    entry.text.starts_with(|c: char| c.is_ascii_digit() || c == '-') || is_sum(&entry.text)
}

/// Whether an entry is a constant with a text of more than a word; one word behind a sign is the value of a setting.
fn is_constant(entry: &Listed) -> bool {
    let long = |code: &String| code.contains('_') || (code.len() >= 4 && code.starts_with('E'));
    entry.lead.shape == Shape::Constant
        && entry.lead.codes.iter().all(long)
        && entry.text.contains(' ')
        && !is_value(entry)
}

/// Whether a text computes a value from a constant: `OVEN_FIRST + 3`.
fn is_sum(text: &str) -> bool {
    let sign = |word: &str| matches!(word, "+" | "-" | "|" | "<<" | "*");
    let mut words = text.trim_matches(['(', ')']).split(' ');
    let (first, second, third) = (words.next(), words.next(), words.next());
    first.is_some_and(|name| !name.contains(char::is_lowercase))
        && second.is_some_and(sign)
        && third.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        && words.next().is_none()
}

/// Whether the lines only count up from 0 or 1, as numbered lines of a log or program do.
pub(crate) fn is_counting(listed: &[Listed]) -> bool {
    let mut due: Option<i128> = None;
    listed.iter().all(|entry| {
        let Some(value) = entry.lead.codes.first().and_then(|code| value_of(code)) else { return false };
        let next = due.replace(value.saturating_add(1));
        entry.lead.joint == Joint::Space && entry.lead.symbol.is_none() && next.map_or(value < 2, |next| next == value)
    })
}

/// An entry, and whether more than a single space stands between its code and its text.
fn entry(line: &str, at: u32) -> Option<(Listed, bool)> {
    if line.len() > LONGEST {
        return None;
    }
    let text = Text::plain_at(squeezed(line), at);
    let lead = read_lead(&text).filter(|lead| lead.shape != Shape::Dotted)?;
    let rest = text.plain().get(lead.rest.clone())?;
    // `200 - OK`: a phrase in capitals is read as a constant.
    let phrase = |name: &String| lead.codes.iter().any(|code| reason_phrase(code, name).is_some());
    let rest = lead.symbol.as_ref().filter(|name| rest.is_empty() && phrase(name)).map_or(rest, String::as_str);
    let comment = ["# ", "// "].iter().find_map(|sign| rest.trim_start().strip_prefix(sign));
    let rest = comment.unwrap_or(rest).trim_matches(['"', '\'']).trim().to_owned();
    // `1000 LID_OPEN`: the constant of each number is all there is.
    let named = lead.shape.is_key() && lead.symbol.as_ref().is_some_and(|name| name.contains('_'));
    if named && lead.at == 0 && rest.is_empty() && text.plain().ends_with(|c: char| c.is_alphanumeric()) {
        return Some((Listed { lead, text: rest, line: at }, true));
    }
    let worded = rest.chars().any(char::is_alphabetic) && !rest.ends_with(['{', '(', '[']) && !is_assignment(&rest);
    let divided = match lead.joint {
        Joint::Sign | Joint::Dash | Joint::Bracket => true,
        Joint::Space => {
            // Scripts without capitals start sentences no other way.
            let starts = rest.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
            comment.is_some() || starts || line.contains("  ") || line.contains('\t')
        }
        Joint::End if lead.symbol.as_ref().is_some_and(phrase) => true,
        Joint::Stop | Joint::End | Joint::Trailing => return None,
    };
    worded.then_some((Listed { lead, text: rest, line: at }, divided))
}

/// A number and its name, of which the line says nothing more: `LID_LOST   341`.
fn untold(line: &str, at: u32) -> Option<Listed> {
    let text = Text::plain_at(squeezed(line), at);
    let lead = read_lead(&text).filter(|lead| lead.rest.is_empty() && lead.shape.is_key())?;
    let named = lead.symbol.as_ref().is_some_and(|name| shape_of(name) == Some(Shape::Constant));
    named.then(|| Listed { lead, text: String::new(), line: at })
}

/// Whether nothing is said of a number behind its name; a name behind its number is a text.
fn is_untold(entry: &Listed) -> bool {
    entry.text.is_empty() && entry.lead.at > 0
}

/// Whether at most a few entries have no text, among numbers that all have a name.
fn are_told(listed: &[Listed]) -> bool {
    let untold = listed.iter().filter(|entry| is_untold(entry)).count();
    let named = listed.iter().filter(|entry| entry.lead.symbol.is_some()).count();
    untold * 5 <= listed.len() && named * 10 >= listed.len() * 9
}

/// A single word with a sign behind it, which is an entry among names: `locked: the lid is locked`.
fn word_entry(line: &str, at: u32) -> Option<(Listed, bool)> {
    let (word, text) = line.split_once(": ").or_else(|| line.split_once(" - "))?;
    let (word, text) = (word.trim(), text.trim());
    let is_word = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let lead = Lead { joint: Joint::Sign, ..Lead::new(word, Shape::Word, 0) };
    (is_word && !text.is_empty()).then(|| (Listed { lead, text: squeezed(text), line: at }, true))
}

/// Whether a text gives a name its value: a sentence may only speak of one.
fn is_assignment(text: &str) -> bool {
    const LONGEST_NAME: usize = 3;
    text.split_once(" = ").is_some_and(|(name, _)| name.split(' ').count() <= LONGEST_NAME)
}

fn squeezed(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_be_names() {
        assert_eq!(read_names("LID_OPEN\n\nLID_LOST").len(), 2);
        assert!(read_names("LID_OPEN\nFAN_LOST").is_empty());
        assert!(read_names("LID_OPEN\nLID_LOST = 4").is_empty() && read_names("LID_OPEN").is_empty());
    }

    #[test]
    fn every_line_is_an_entry_or_none_is() {
        let read =
            |code: &str| read_listing(code).0.into_iter().map(|entry| entry.lead.codes.join("+")).collect::<Vec<_>>();
        assert_eq!(read("# net\n51=Refused\n52=Timed out\n\n61=Full\n"), ["51", "52", "61"]);
        assert_eq!(read("1  ok\n2  usage\n3  no input"), ["1", "2", "3"]);
        assert_eq!(read_listing("51 # refused\n52 # is away\n53 # gone").0[1].text, "is away");
        assert_eq!(read("1  a\n2  b\n3  c\n3  d\n4  e\n5  f\n6  g\n7  h\n8  i\n9  j").len(), 10);
        assert!(read("51=Refused\n52=Timed out").is_empty());
        assert!(read("51=Refused\nx = 3\n52=Timed out\n53=Gone").is_empty());
        let (listed, broken) = read_listing("1  ok\n2  usage\n?  lost\n4  no input\n5  no room");
        assert_eq!((listed.len(), broken), (4, vec![(2, "?  lost".to_owned())]));
        assert_eq!(read("51 Refused\n52 <host> is away\n   (for a time)\n53 Gone"), ["51", "52", "53"]);
        assert_eq!(
            read_listing("51 Refused\n52 <host> is away\n   (for a time)\n53 Gone").0[1].text,
            "<host> is away (for a time)"
        );
        assert!(read("51 refused\n52 is away\n53 gone").is_empty());
        assert_eq!(read("51 拒绝\n52 离开\n53 丢失"), ["51", "52", "53"]);
        assert_eq!(read("51=Refused\n52=The sum of all lids is not = LIDS\n53=Gone"), ["51", "52", "53"]);
        assert!(read("51 LIDS = 7\n52 DOORS = 8\n53 FANS = 9").is_empty());
        assert_eq!(
            read("E_LID: the lid is open\nE_FAN: the fan is stuck\nE_OVEN: it is hot"),
            ["E_LID", "E_FAN", "E_OVEN"]
        );
        assert!(read("LID_SHUT = 0 /* a lid */\nLID_OPEN = 1 /* a lid */\nLID_LOST = 2 /* a lid */").is_empty());
        assert!(read("LID_SHUT = LIDS + 0,\nLID_OPEN = LIDS + 1,\nLID_LOST = LIDS + 2").is_empty());
        assert_eq!(read("LID_SHUT: LIDS - all shut\nLID_OPEN: a lid\nLID_LOST: a lid").len(), 3);
        assert!(read("OVEN_MODE: hot\nOVEN_HOST: 10.0.0.1\nOVEN_LID: open").is_empty());
        assert_eq!(
            read("lid_locked: the lid is locked\nlid-lost: there is no lid\nhot: the oven cannot be opened"),
            ["lid_locked", "lid-lost", "hot"]
        );
        assert!(read("lid_colour: of any colour\nlid_size: in feet\nlid_shape: round or not").is_empty());
        assert!(read("error: lid_lost\nerror_description: there is no lid\nstate: the lid is lost").is_empty());
        assert_eq!(read("51 LID_OPEN\n52 LID_LOST\n\n61 FAN_LOST\n62 FAN_HOT\n... more"), ["51", "52", "61", "62"]);
        assert!(read("LID_OPEN = 51\nLID_LOST = 52\nFAN_STUCK = 61").is_empty());
        let named = "LID_OPEN   41  the lid is open\nLID_STUCK  42  it is stuck\nLID_HOT    43  it is hot\n";
        let named = format!("{named}LID_COLD   44  it is cold\nLID_WET    45\nLID_DRY    46  it is dry\n");
        assert_eq!(read(&named), ["41", "42", "43", "44", "45", "46"]);
        assert!(read("LID_OPEN   41\nLID_STUCK  42\nLID_HOT    43  it is hot").is_empty());
        assert!(read("10 PRINT \"A\"\n10 PRINT \"B\"\n20 GOTO 10").is_empty());
    }
}
