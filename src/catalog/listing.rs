//! The codes and names of a catalog that was written earlier, without parsing the rest of it.
//!
//! `generate` says which codes came and went against the catalog that it replaces. Parsing a large catalog takes longer
//! than making it, so only the lines that carry code, range, name and scope are looked at; their form is the writer's.

use std::collections::BTreeMap;

use super::{Catalog, Code, CodeRange};

/// Names by scope and code.
pub type Listing = BTreeMap<(Option<String>, Code), String>;

/// The codes and names of a catalog.
#[must_use]
pub fn listing(catalog: &Catalog) -> Listing {
    let entries = catalog.codes.iter();
    entries.filter_map(|entry| Some(((entry.scope.clone(), entry.key()?), entry.name.clone()))).collect()
}

/// The codes and names in the text of a catalog as bindery writes it. What is not in that form is not found.
#[must_use]
pub fn listing_of_text(text: &str) -> Listing {
    let mut found = Listing::new();
    let mut entry = Found::default();
    let mut within = false;
    // The indent of the list's dashes, and of a flow or block of range bounds.
    let mut dash = 0;
    for line in text.lines() {
        if !within {
            within = line == "codes:";
            continue;
        }
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        if indent == 0 && !bare.is_empty() && !bare.starts_with("- ") {
            break;
        }
        let bare = match bare.strip_prefix("- ") {
            Some(rest) if indent == dash || (entry.is_empty() && !entry.open_range) => {
                dash = indent;
                std::mem::take(&mut entry).enter(&mut found);
                rest
            }
            // The bounds of a range in block form.
            Some(bound) if entry.open_range && indent == dash + 2 => {
                entry.bounds.extend(bound.parse::<i64>());
                continue;
            }
            Some(_) => continue,
            None if indent == dash + 2 => bare,
            None => continue,
        };
        entry.open_range = false;
        if let Some(code) = bare.strip_prefix("code:") {
            entry.code = scalar(code).map(|text| code_of(&text, code.trim()));
        } else if let Some(range) = bare.strip_prefix("range:") {
            entry.open_range = range.trim().is_empty();
            let bounds = range.trim().trim_start_matches('[').trim_end_matches(']').split(',');
            entry.bounds.extend(bounds.filter_map(|bound| bound.trim().parse::<i64>().ok()));
        } else if let Some(name) = bare.strip_prefix("name:") {
            entry.name = scalar(name);
        } else if let Some(scope) = bare.strip_prefix("scope:") {
            entry.scope = scalar(scope);
        }
    }
    entry.enter(&mut found);
    found
}

#[derive(Default)]
struct Found {
    code: Option<Code>,
    bounds: Vec<i64>,
    open_range: bool,
    name: Option<String>,
    scope: Option<String>,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.code.is_none() && self.bounds.is_empty() && self.name.is_none()
    }

    fn enter(self, found: &mut Listing) {
        let range = match self.bounds.as_slice() {
            &[first, last] => Some(Code::Range(CodeRange { first, last })),
            _ => None,
        };
        if let (Some(code), Some(name)) = (self.code.or(range), self.name) {
            found.insert((self.scope, code), name);
        }
    }
}

/// The text of a scalar on one line.
fn scalar(written: &str) -> Option<String> {
    let written = written.trim();
    if written.starts_with(['"', '\'']) {
        return serde_yaml::from_str(written).ok();
    }
    (!written.is_empty()).then(|| written.to_owned())
}

/// A code is a number only where it is written without quotes.
fn code_of(text: &str, written: &str) -> Code {
    match text.parse() {
        Ok(number) if text == written => Code::Number(number),
        Ok(_) | Err(_) => Code::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_list_are_read() {
        let flat = "bindery: 1\ncodes:\n- code: -302\n  name: A\n  description: |-\n    code: 5\n    name: No\n  at:\n  - source: x\n    line: 1\n- code: '007'\n  name: B\n  scope: s\n- range: [1, 9]\n  name: C\n- range:\n  - 10\n  - 19\n  name: D\nquestions:\n- code: 9\n  name: E\n";
        let codes = flat.split_once("codes:\n").map_or("", |(_, rest)| rest);
        let (codes, rest) = codes.split_once("questions:").unwrap_or((codes, ""));
        let deeper: String = codes.lines().map(|line| format!("  {line}\n")).collect();
        let deep = format!("bindery: 1\ncodes:\n{deeper}questions:{rest}");
        let key = |scope: Option<&str>, code| (scope.map(str::to_owned), code);
        let wanted: Listing = [
            (key(None, Code::Number(-302)), "A".to_owned()),
            (key(Some("s"), Code::Text("007".into())), "B".to_owned()),
            (key(None, Code::Range(CodeRange { first: 1, last: 9 })), "C".to_owned()),
            (key(None, Code::Range(CodeRange { first: 10, last: 19 })), "D".to_owned()),
        ]
        .into();
        assert_eq!(listing_of_text(flat), wanted);
        assert_eq!(listing_of_text(&deep), wanted);
    }

    #[test]
    fn what_is_no_catalog_has_no_codes() {
        assert!(listing_of_text("").is_empty());
        assert!(listing_of_text("codes:\n- code:\n  name:\n").is_empty());
    }
}
