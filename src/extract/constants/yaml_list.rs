//! Codes in a list or mapping of YAML: `- code: 41` with `message: The lid is open` below it, `LID_OPEN:` with both.

use foldhash::HashSet;

use super::super::lead::{Lead, read_lead};
use super::listing::{JSON_CODES, JSON_NAMES, JSON_TEXTS, Lines, Listed, fold_key};
use crate::document::Text;

/// So many records make a list.
const ENOUGH: usize = 3;

/// One record: an item of the list, or what a key holds.
#[derive(Debug, Default)]
struct Record<'t> {
    /// Its first line, with its place in the text.
    first: (u32, &'t str),
    /// The key that holds it.
    key: Option<&'t str>,
    code: Option<(&'t str, u32)>,
    name: Option<&'t str>,
    text: Option<&'t str>,
}

/// The records of a text that each have a code of their own and a message on one line, and the first lines of those that
/// lack either; empty where most records are anything else.
pub(crate) fn read_yaml_list(text: &str) -> Lines {
    let mut records: Vec<Record<'_>> = Vec::new();
    let mut start = None;
    for (at, written) in (0_u32..).zip(text.lines()) {
        let line = written.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let column = written.len() - written.trim_start().len();
        let item = line.strip_prefix("- ");
        let Some((key, value)) = member(item.unwrap_or(line)) else { return Lines::default() };
        let opens = item.is_some() || value.is_empty();
        match start {
            // What holds the records is none.
            None if opens => start = Some(column),
            Some(first) if opens && column > first && records.iter().all(is_bare) => {
                records.clear();
                start = Some(column);
            }
            Some(first) if column < first || (column == first && !opens) => return Lines::default(),
            None => return Lines::default(),
            Some(_) => {}
        }
        if opens && start == Some(column) {
            records.push(Record { key: item.is_none().then_some(key), first: (at, line), ..Record::default() });
        }
        let Some(record) = records.last_mut().filter(|_| !value.is_empty()) else { continue };
        let key = fold_key(key);
        let has = |keys: &[&str]| keys.contains(&key.as_str());
        if has(JSON_CODES) {
            record.code = record.code.or(Some((value, at)));
        } else if has(JSON_TEXTS) {
            record.text = record.text.or(Some(value));
        } else if has(JSON_NAMES) {
            record.name = record.name.or(Some(value));
        }
    }
    let listed: Vec<Listed> = records.iter().filter_map(entry).collect();
    let broken = records.iter().filter(|record| entry(record).is_none());
    let broken: Vec<(u32, String)> = broken.map(|record| (record.first.0, record.first.1.to_owned())).collect();
    let codes: HashSet<&str> = listed.iter().flat_map(|entry| entry.lead.codes.iter().map(String::as_str)).collect();
    let sound = listed.len() >= ENOUGH && broken.len() * 4 <= records.len() && codes.len() == listed.len();
    if sound { (listed, broken) } else { Lines::default() }
}

fn is_bare(record: &Record<'_>) -> bool {
    record.code.is_none() && record.name.is_none() && record.text.is_none()
}

/// A key and its value, without the quotation marks of either: `code: "41"`.
fn member(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let apart = value.is_empty() || value.starts_with(' ');
    let key = key.trim_matches(['"', '\'']);
    let value = value.trim();
    let inner = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    let value = inner('"').or_else(|| inner('\'')).unwrap_or(value);
    (apart && !key.is_empty() && !key.contains(char::is_whitespace)).then_some((key, value))
}

fn entry(record: &Record<'_>) -> Option<Listed> {
    let ((code, line), text) = (record.code?, record.text?);
    let lead = read_lead(&Text::plain_at(code, line)).filter(|lead| lead.rest.is_empty())?;
    let symbol = record.name.or(record.key).filter(|name| *name != code).map(str::to_owned);
    Some(Listed { lead: Lead { symbol, ..lead }, text: text.to_owned(), line })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |entry: Listed| {
            let (name, code) = (entry.lead.symbol.unwrap_or_default(), entry.lead.codes.join("+"));
            format!("{} {code} {name} {}", entry.line, entry.text)
        };
        let (listed, broken) = read_yaml_list(text);
        let broken = broken.into_iter().map(|(line, text)| format!("{line} broken: {text}"));
        listed.into_iter().map(show).chain(broken).collect()
    }

    #[test]
    fn records_with_a_code_and_a_message_are_entries() {
        let list = "# Lids\nerrors:\n  - code: 41\n    name: LID_OPEN\n    message: \"The lid: open\"\n\n  - code: 42\n    \
                    message: No lid\n  - { }\n";
        assert_eq!(read(list), Vec::<String>::new());
        let list = "errors:\n  - code: 41\n    name: LID_OPEN\n    message: \"The lid: open\"\n\n  - message: No lid\n    \
                    code: 42\n  - code: -43\n    message: Hot\n";
        assert_eq!(read(list), ["1 41 LID_OPEN The lid: open", "6 42  No lid", "7 -43  Hot"]);
        let keyed = "LID_COLD:\n  text: Cold\nLID_OPEN:\n  code: 41\n  text: Open\nLID_LOST:\n  code: 42\n  text: Lost\nLID_HOT:\n  code: 43\n  \
                     text: Hot";
        assert_eq!(
            read(keyed),
            ["3 41 LID_OPEN Open", "6 42 LID_LOST Lost", "9 43 LID_HOT Hot", "0 broken: LID_COLD:"]
        );
    }

    #[test]
    fn other_lists_are_none() {
        for text in [
            "- code: 41\n  message: Open\n- code: 42\n  message: Lost",
            "- code: 41\n  message: Open\n- code: 41\n  message: Lost\n- code: 42\n  message: Hot",
            "- width: 41\n  title: Open\n- width: 42\n  title: Lost\n- width: 43\n  title: Hot",
            "code: 41\nmessage: Open",
            "41: Open\n42: Lost\n43: Hot",
            "- - - :",
            "ꧦ:\n  “code”: 41\n: :",
            "",
        ] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }
}
