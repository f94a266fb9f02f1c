//! Codes in objects and arrays of a program: `LID_OPEN: { code: 41, message: "The lid is open" }`,
//! `:lid_open => [41, "The lid is open"]`.

use foldhash::HashSet;

use super::super::lead::{Lead, read_lead};
use super::super::spelling::{Shape, shape_of};
use super::listing::{JSON_CODES, JSON_TEXTS, Listed, fold_key};
use crate::document::Text;

/// So many records make a list.
const ENOUGH: usize = 3;
/// A record beyond this many bytes is no entry.
const LONGEST: usize = 600;

/// The records of a text that each have a name, a code of their own and a message; empty where most records are anything
/// else.
pub(crate) fn read_records(code: &str) -> Vec<Listed> {
    let (mut listed, mut records) = (Vec::new(), 0_usize);
    let (mut reached, mut line) = (0, 0_u32);
    while let Some(at) = code[reached..].find(['{', '[']).map(|found| reached + found) {
        line = line.saturating_add(lines_in(&code[reached..at]));
        let body = &code[at + 1..];
        let key = key_before(&code[reached..at]);
        match (key, closing(body)) {
            (Some(key), Some(length)) => {
                records += 1;
                listed.extend(entry(key, &body[..length], line));
                line = line.saturating_add(lines_in(&body[..length]));
                reached = at + 1 + length;
            }
            // What holds records is none.
            (Some(_) | None, _) => reached = at + 1,
        }
    }
    let codes: HashSet<&str> = listed.iter().flat_map(|entry| entry.lead.codes.iter().map(String::as_str)).collect();
    let sound = listed.len() >= ENOUGH && listed.len() * 5 >= records * 4 && codes.len() == listed.len();
    if sound { listed } else { Vec::new() }
}

fn lines_in(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// The name that a text ends with, which a sign gives what follows: `LID_OPEN:`, `:lid_open =>`, `"LID_OPEN" :`.
fn key_before(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let text = text.strip_suffix("=>").or_else(|| text.strip_suffix([':', '=']))?.trim_end();
    let text = text.trim_end_matches(['"', '\'']);
    let name = text.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next();
    name.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
}

/// How long a record is up to the bracket that closes it; `None` where another one opens in it, or it never ends.
fn closing(body: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in body.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'}' | b']') => return Some(at),
            (None, b'{' | b'[') => return None,
            (None, _) => {}
        }
    }
    None
}

/// The entry that a record makes which starts on this line.
fn entry(name: &str, body: &str, line: u32) -> Option<Listed> {
    let (mut code, mut message) = (None, None);
    for part in parts(body) {
        let (label, value) = divided(part);
        let told = quoted(value);
        let is = |keys: &[&str]| label.is_none_or(|label| keys.contains(&fold_key(label).as_str()));
        let spelled = told.unwrap_or(value);
        let keyed = shape_of(spelled).is_some_and(|shape| {
            shape.is_numeric() || (label.is_some() && told.is_some() && (shape.is_key() || shape == Shape::Constant))
        });
        if code.is_none() && keyed && is(JSON_CODES) {
            code = Some(spelled);
        } else if message.is_none() && is(JSON_TEXTS) {
            message = told.filter(|text| text.contains(' '));
        }
    }
    let (code, message) = (code?, message?);
    let line = line.saturating_add(lines_in(&body[..body.find(code)?]));
    let lead = read_lead(&Text::plain_at(code, line)).filter(|lead| lead.rest.is_empty())?;
    let symbol = Some(name.to_owned()).filter(|name| name != code);
    Some(Listed { lead: Lead { symbol, ..lead }, text: message.trim().to_owned(), line })
}

/// The parts of a record between its commas.
fn parts(body: &str) -> Vec<&str> {
    let (mut found, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, byte) in body.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b',' | b';') => {
                found.push(body[start..at].trim());
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    found.push(body[start..].trim());
    found
}

/// A part's label and its value: `code: 41`, `"code" => 41`, `41`.
fn divided(part: &str) -> (Option<&str>, &str) {
    let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || "_\"':".contains(c))).unwrap_or(part.len());
    let sign = part.find("=>").map(|at| (at, 2)).or_else(|| part.find([':', '=']).map(|at| (at, 1)));
    match sign.filter(|&(at, _)| at > 0 && at <= end + 1) {
        Some((at, length)) => {
            let label = part[..at].trim().trim_matches(['"', '\'', ':']);
            (Some(label).filter(|label| !label.is_empty()), part[at + length..].trim())
        }
        None => (None, part),
    }
}

/// The text between quotation marks that enclose the whole.
fn quoted(value: &str) -> Option<&str> {
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    value.get(1..)?.strip_suffix(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> Vec<String> {
        let show = |entry: Listed| {
            let (name, code) = (entry.lead.symbol.unwrap_or_default(), entry.lead.codes.join("+"));
            format!("{} {code} {name} {}", entry.line, entry.text)
        };
        read_records(code).into_iter().map(show).collect()
    }

    #[test]
    fn records_with_a_code_and_a_message_are_entries() {
        let lids = "const LIDS = {\n  OPEN: { code: 41, message: 'The lid, it is open' },\n  LOST: {\n    code: 42,\n    \
                    message: \"No lid\",\n  },\n  HOT: { code: -43, message: `Too hot` },\n};";
        assert_eq!(read(lids), ["1 41 OPEN The lid, it is open", "3 42 LOST No lid", "6 -43 HOT Too hot"]);
        let lids = "LIDS = {\n:open => [41, \"Is open\", \"Shut it\"],\n:lost => [42, \"Is lost\"],\n:hot => [43, \"Is hot\"]\n}";
        assert_eq!(read(lids), ["1 41 open Is open", "2 42 lost Is lost", "3 43 hot Is hot"]);
        let lids = "open: {code: 'LID_OPEN', msg: 'Is open'}, lost: {code: 'LID_LOST', msg: 'Is lost'}, \
                    hot: {code: 'LID_HOT', msg: 'Is hot'}";
        assert_eq!(read(lids), ["0 LID_OPEN open Is open", "0 LID_LOST lost Is lost", "0 LID_HOT hot Is hot"]);
    }

    #[test]
    fn other_records_are_none() {
        for code in [
            "OPEN: { code: 41, message: 'Is open' }, LOST: { code: 42, message: 'Is lost' }",
            "OPEN: { width: 41, title: 'Is open' }, LOST: { width: 42, title: 'Is lost' }, HOT: { width: 4, title: 'Is hot' }",
            "a: { code: 41, message: 'Is open' }, b: { code: 41, message: 'Is lost' }, c: { code: 41, message: 'Is hot' }",
            "a = [1, 'b c'], d = [2, 'e",
            "{[{[",
            "ꧦ = [41, 'Is open'], ꧦ: [42, 'Is lost'], “ꧦ” => {43, 'Is hot'}",
        ] {
            assert_eq!(read(code), Vec::<String>::new(), "{code}");
        }
    }
}
