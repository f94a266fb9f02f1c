//! Blocks whose content is data: `[block:parameters]`, an object of JSON with the cells of a table, `[/block]`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foldhash::HashMap;
use serde_json::{Map, Value};

use super::table::{RawCell, RawRow, RawTable};

/// What opens such a block.
pub(super) const OPENING: &str = "[block:";

const CLOSING: &str = "[/block]";

/// What such a block shows.
#[derive(Debug)]
pub(super) enum DataBlock {
    /// A table.
    Table(RawTable),
    /// A heading of the second level.
    Heading(String),
    /// Paragraphs of Markdown.
    Text(Vec<String>),
    /// Listings, each with its language.
    Listings(Vec<(Option<String>, String)>),
    /// Nothing to read: a picture, what belongs to the site.
    Nothing,
}

/// Reads the block whose opening line is line 0 of `get`; also says how many lines it takes.
pub(super) fn read_data_block<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> Option<(DataBlock, usize)> {
    let first = get(0)?.1;
    let (kind, rest) = first.trim().strip_prefix(OPENING)?.split_once(']')?;
    let mut text = String::new();
    // By key, the line that has it.
    let mut lines: HashMap<String, u32> = HashMap::default();
    let mut line: Cow<'_, str> = Cow::Borrowed(rest);
    let mut number = get(0)?.0;
    let mut at = 1;
    loop {
        let (content, end) = line.split_once(CLOSING).map_or((line.as_ref(), false), |(content, _)| (content, true));
        for key in keys_of(content) {
            lines.entry(key.to_owned()).or_insert(number);
        }
        text.push_str(content);
        text.push('\n');
        if end {
            break;
        }
        // A block that does not end is none.
        (number, line) = get(at).filter(|(_, line)| !line.trim_start().starts_with(OPENING))?;
        at += 1;
    }
    let Ok(Value::Object(object)) = serde_json::from_str::<Value>(&text) else { return None };
    let said = |name: &str| object.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let block = match kind.trim() {
        "parameters" => DataBlock::Table(table_of(object.get("data")?.as_object()?, &lines, get(0)?.0)?),
        "api-header" => DataBlock::Heading(said("title")?.replace('\n', " ")),
        "callout" => DataBlock::Text(["title", "body"].into_iter().filter_map(said).map(str::to_owned).collect()),
        "code" => DataBlock::Listings(listings_of(object.get("codes")?.as_array()?)),
        _ => DataBlock::Nothing,
    };
    Some((block, at))
}

/// The keys of cells that a line has: `"h-0": …`, `"12-3": …`.
fn keys_of(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2).filter(|key| place_of(key).is_some())
}

/// Row and column of a cell; the header is the row before the first.
fn place_of(key: &str) -> Option<(i64, usize)> {
    let (row, column) = key.split_once('-')?;
    let row = if row == "h" { -1 } else { row.parse::<u32>().ok()?.into() };
    Some((row, column.parse().ok()?))
}

/// The widest table that is read.
const MAX_COLUMNS: usize = 100;

fn table_of(data: &Map<String, Value>, lines: &HashMap<String, u32>, first: u32) -> Option<RawTable> {
    let mut rows: BTreeMap<i64, BTreeMap<usize, (RawCell, u32)>> = BTreeMap::new();
    for (key, value) in data {
        let Some((row, column)) = place_of(key).filter(|(_, column)| *column < MAX_COLUMNS) else { continue };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let line = lines.get(key).copied().unwrap_or(first);
        let cell = text.lines().filter(|text| !text.trim().is_empty()).map(|text| (text.to_owned(), line)).collect();
        rows.entry(row).or_default().insert(column, (cell, line));
    }
    let mut table = RawTable::default();
    for (row, mut cells) in rows {
        let line = cells.values().map(|(_, line)| *line).min().unwrap_or(first);
        let width = cells.keys().last().map_or(0, |last| last + 1);
        let cells = (0..width).map(|column| cells.remove(&column).map_or_else(RawCell::new, |(cell, _)| cell));
        table.rows.push(RawRow::new(line, row < 0, cells.collect()));
    }
    (!table.rows.is_empty()).then_some(table)
}

fn listings_of(codes: &[Value]) -> Vec<(Option<String>, String)> {
    let said = |code: &Value, name: &str| code.get(name).and_then(Value::as_str).map(str::to_owned);
    codes.iter().filter_map(|code| Some((said(code, "language"), said(code, "code")?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(DataBlock, usize)> {
        let lines: Vec<&str> = text.lines().collect();
        read_data_block(|at: usize| lines.get(at).map(|line| (at as u32 + 1, Cow::Borrowed(*line))))
    }

    fn rows(text: &str) -> Option<Vec<String>> {
        let Some((DataBlock::Table(table), _)) = read(text) else { return None };
        let cell = |cell: &RawCell| cell.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("+");
        let row = |row: &RawRow| {
            let cells: Vec<String> = row.cells.iter().map(cell).collect();
            format!("{}{}:{}", row.line, if row.header { "h" } else { "" }, cells.join("/"))
        };
        Some(table.rows.iter().map(row).collect())
    }

    #[test]
    fn cells_are_told_by_row_and_column() {
        let text = "[block:parameters]\n{\"data\": {\n\"h-0\": \"Code\",\n\"h-1\": \"Text\",\n\"0-0\": \"L1\",\n\"0-1\": \"Open.  \\nShut it.\",\n\"10-0\": \"L2\",\n\"9-1\": \"lost\"}, \"cols\": 2}\n[/block]\nNext.";
        let expected = ["3h:Code/Text", "5:L1/Open.  +Shut it.", "8:/lost", "7:L2"];
        assert_eq!(rows(text), Some(expected.map(str::to_owned).to_vec()));
        assert_eq!(rows("[block:parameters]{\"data\": {\"0-0\": \"L1\"}}[/block]"), Some(vec!["1:L1".to_owned()]));
    }

    #[test]
    fn headings_and_texts_are_shown() {
        let heading = read("[block:api-header]\n{ \"title\": \"Lids\" }\n[/block]");
        assert!(matches!(heading, Some((DataBlock::Heading(title), 3)) if title == "Lids"));
        let text = read("[block:callout]\n{ \"type\": \"info\", \"body\": \"Shut it.\" }\n[/block]");
        assert!(matches!(text, Some((DataBlock::Text(parts), 3)) if parts == ["Shut it."]));
    }

    #[test]
    fn what_is_no_data_or_does_not_end_is_none() {
        assert!(read("[block:parameters]\n{ \"data\": \n[/block]").is_none());
        assert!(read("[block:parameters]\n{ \"data\": { \"0-0\": \"L1\" } }").is_none());
        assert!(read("[block:parameters]\n{ \"data\": { \"x\": \"L1\" } }\n[/block]").is_none());
    }
}
