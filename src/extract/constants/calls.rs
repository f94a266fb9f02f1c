//! Codes in lists that the preprocessor of C expands: `LID_ERROR_( Stuck, 0x01, "the lid is stuck" )`.

use foldhash::HashSet;

use super::super::lead::{Lead, read_lead};
use super::super::spelling::{Shape, shape_of};
use super::listing::Listed;
use crate::document::Text;

/// So many calls make a list.
const ENOUGH: usize = 3;

/// The calls of a text that each have a name, a number and a message, in any order of the first two; empty where most
/// calls are anything else.
pub(crate) fn read_calls(code: &str) -> Vec<Listed> {
    let mut listed = Vec::new();
    let mut calls = 0_usize;
    let (mut rest, mut line) = (code, 0_u32);
    while let Some(open) = rest.find('(') {
        line = line.saturating_add(lines_in(&rest[..open]));
        let called = rest[..open].trim_end().ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let (arguments, length) = arguments(&rest[open + 1..]);
        let call = &rest[open + 1..open + 1 + length];
        if called {
            calls += 1;
            listed.extend(entry(&arguments, call, line));
        }
        line = line.saturating_add(lines_in(call));
        rest = &rest[open + 1 + length..];
    }
    let codes: HashSet<&str> = listed.iter().flat_map(|entry| entry.lead.codes.iter().map(String::as_str)).collect();
    let sound = listed.len() >= ENOUGH && listed.len() * 5 >= calls * 4 && codes.len() == listed.len();
    if sound { listed } else { Vec::new() }
}

fn lines_in(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// The entry that a call makes which starts on this line.
fn entry(arguments: &[&str], call: &str, line: u32) -> Option<Listed> {
    let [first, second, message] = arguments else { return None };
    let message = message.strip_prefix('"')?.strip_suffix('"')?;
    let is_number = |text: &str| shape_of(text).is_some_and(Shape::is_numeric);
    let (name, number) = match (is_number(first), is_number(second)) {
        (false, true) => (first, second),
        (true, false) => (second, first),
        _ => return None,
    };
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    // The number may stand below the name.
    let line = line.saturating_add(lines_in(&call[..call.find(*number)?]));
    let lead = read_lead(&Text::plain_at(*number, line)).filter(|lead| named && lead.rest.is_empty())?;
    Some(Listed { lead: Lead { symbol: Some((*name).to_owned()), ..lead }, text: message.trim().to_owned(), line })
}

/// The arguments up to the bracket that closes, and how long they are with it.
fn arguments(text: &str) -> (Vec<&str>, usize) {
    let (mut found, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' | b')' if !quoted => {
                found.push(text[start..at].trim());
                start = at + 1;
                if byte == b')' {
                    return (found, start);
                }
            }
            b'(' if !quoted => return (Vec::new(), at),
            _ => {}
        }
    }
    (Vec::new(), text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_with_a_name_a_number_and_a_message_are_entries() {
        let read = |code: &str| {
            let entry = |entry: Listed| (entry.lead.codes.join("+"), entry.lead.symbol.unwrap_or_default(), entry.line);
            read_calls(code).into_iter().map(entry).collect::<Vec<_>>()
        };
        let own = |code: &str, name: &str, line| (code.to_owned(), name.to_owned(), line);
        let lids = "/* lids */\nLID_( Stuck, 0x01,\n  \"is stuck (or hot)\" )\nLID_( Gone,\n 0x02, \"gone\" )\nX(3, Bent, \"bent\")";
        assert_eq!(read(lids), [own("0x01", "Stuck", 1), own("0x02", "Gone", 4), own("3", "Bent", 5)]);
        assert_eq!(read("LID_(Stuck, 1, \"a\")\nLID_(Gone, 2, \"b\")"), []);
        assert_eq!(read("put(lid, 1, \"a\");\nput(lid, 2, \"b\");\nput(lid, 3, \"c\");\nopen(lid);\nshut(lid);"), []);
        assert_eq!(read("put(a, 1, \"a\");\nput(b, 1, \"b\");\nput(c, 1, \"c\");"), []);
        assert_eq!(read("put(a, b, \"a\");\nput(1, 2, \"b\");\nput(a, 3"), []);
    }
}
