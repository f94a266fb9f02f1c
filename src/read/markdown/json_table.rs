//! Tables that a page keeps as data in a fence: `{"headers": ["Code", "Text"], "rows": [["L1", "Open."]]}`.

use serde_json::{Map, Value};

use super::table::{RawCell, RawRow, RawTable};

/// Keys of the titles of columns.
const HEADERS: [&str; 3] = ["headers", "header", "columns"];

/// The key of the rows.
const ROWS: &str = "rows";

/// Reads the text of a fence whose first line stands in line `first` of the source; `None` where it is anything else than
/// an object with titles of columns and rows of cells.
pub(super) fn read_json_table(language: Option<&str>, text: &str, first: u32) -> Option<RawTable> {
    let is_json = language.is_some_and(|language| language.eq_ignore_ascii_case("json"));
    if !is_json || !text.trim_start().starts_with('{') || !text.contains("\"rows\"") {
        return None;
    }
    let object: Map<String, Value> = serde_json::from_str(text).ok()?;
    let headers = HEADERS.into_iter().find(|key| object.contains_key(*key))?;
    let lines = lines_of_arrays(text, first);
    // The arrays stand in the text in the order in which the object has them.
    let place = |key: &str| object.iter().take_while(|(own, _)| *own != key).map(|(_, value)| arrays_in(value)).sum();
    let (titles, rows): (usize, usize) = (place(headers), place(ROWS));
    let mut table = RawTable::default();
    table.rows.push(row_of(object.get(headers)?, true, *lines.get(titles)?)?);
    for (row, line) in object.get(ROWS)?.as_array()?.iter().zip(lines.iter().skip(rows + 1)) {
        table.rows.push(row_of(row, false, *line)?);
    }
    (table.rows.len() > 1).then_some(table)
}

/// A row of plain values.
fn row_of(values: &Value, header: bool, line: u32) -> Option<RawRow> {
    let spelled = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    };
    let cell = |text: String| -> RawCell {
        text.lines().filter(|text| !text.trim().is_empty()).map(|text| (text.to_owned(), line)).collect()
    };
    let cells = values.as_array()?.iter().map(|value| spelled(value).map(cell)).collect::<Option<Vec<RawCell>>>()?;
    Some(RawRow::new(line, header, cells))
}

/// How many arrays a value is and holds.
fn arrays_in(value: &Value) -> usize {
    match value {
        Value::Array(values) => 1 + values.iter().map(arrays_in).sum::<usize>(),
        Value::Object(object) => object.values().map(arrays_in).sum(),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => 0,
    }
}

/// For each array in a text of JSON, the line of what stands first in it.
fn lines_of_arrays(text: &str, first: u32) -> Vec<u32> {
    let (mut lines, mut line) = (Vec::new(), first);
    let (mut quoted, mut escaped, mut opened) = (false, false, 0);
    for byte in text.bytes() {
        match byte {
            b'\n' => line += 1,
            b' ' | b'\t' | b'\r' => {}
            _ => {
                lines.extend(std::iter::repeat_n(line, std::mem::take(&mut opened)));
                opened = usize::from(byte == b'[' && !quoted);
            }
        }
        quoted ^= byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<Vec<String>> {
        read_json_table(Some("json"), text, 4).map(|table| table.shown())
    }

    #[test]
    fn rows_stand_where_their_first_value_does() {
        let text = "{\"sorted\": [[\"[\"]],\n \"rows\": [\n  [\"1\", \"Lid \\\"A\\\"\"],\n  [\n2, null], [true, \"\"]],\n \"headers\": [\"Code\", \"Text\"]\n}";
        let expected = ["9h:Code/Text", "6:1/Lid \"A\"", "8:2/", "8:true/"];
        assert_eq!(shown(text), Some(expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn other_data_is_no_table() {
        assert_eq!(shown("{\"headers\": [\"Code\"], \"rows\": [{\"a\": 1}]}"), None);
        assert_eq!(shown("{\"headers\": [\"Code\"], \"rows\": [[\"1\"]"), None);
        assert_eq!(shown("{\"headers\": {\"Accept\": \"x\"}, \"rows\": [[\"1\"]]}"), None);
        assert_eq!(shown("{\"headers\": [\"Code\"], \"rows\": []}"), None);
        assert!(read_json_table(Some("yaml"), "{\"headers\": [\"Code\"], \"rows\": [[\"1\"]]}", 1).is_none());
    }
}
