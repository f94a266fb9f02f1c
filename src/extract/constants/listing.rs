//! Codes with their texts as lines of preformatted text: `5001=Connection refused`, `404: not found`, `12  busy`.

use super::super::lead::{Joint, Lead, read_lead};
use super::super::spelling::Shape;
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

/// The entries of preformatted text whose lines are all a code and its text, comments and blank lines aside; empty where
/// it is anything else.
pub(crate) fn read_listing(code: &str) -> Vec<Listed> {
    let mut listed: Vec<Listed> = Vec::new();
    for (at, line) in (0_u32..).zip(code.lines()) {
        let line = line.trim().trim_end_matches([',', ';']);
        if line.is_empty() || line.starts_with(['#', '!']) || line.starts_with("//") {
            continue;
        }
        let Some(entry) = entry(line, at) else { return Vec::new() };
        listed.push(entry);
    }
    let numbers = listed.iter().filter(|entry| entry.lead.shape.is_key()).count();
    let mut codes: Vec<&str> = listed.iter().flat_map(|entry| entry.lead.codes.iter().map(String::as_str)).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    if numbers < ENOUGH || numbers < listed.len() || codes.len() < count { Vec::new() } else { listed }
}

fn entry(line: &str, at: u32) -> Option<Listed> {
    if line.len() > LONGEST {
        return None;
    }
    let text = Text::plain_at(line.split_whitespace().collect::<Vec<_>>().join(" "), at);
    let lead = read_lead(&text).filter(|lead| !matches!(lead.shape, Shape::Wildcard | Shape::Dotted))?;
    let rest = text.plain().get(lead.rest.clone())?.trim_matches(['"', '\'']).trim().to_owned();
    let worded = rest.chars().any(char::is_alphabetic) && !rest.ends_with(['{', '(', '[']) && !rest.contains(" = ");
    let divided = match lead.joint {
        Joint::Sign | Joint::Dash | Joint::Bracket => true,
        Joint::Space => rest.starts_with(char::is_uppercase) || line.contains("  ") || line.contains('\t'),
        Joint::Stop | Joint::End | Joint::Trailing => false,
    };
    (worded && divided).then_some(Listed { lead, text: rest, line: at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_entry_or_none_is() {
        let read =
            |code: &str| read_listing(code).into_iter().map(|entry| entry.lead.codes.join("+")).collect::<Vec<_>>();
        assert_eq!(read("# net\n51=Refused\n52=Timed out\n\n61=Full\n"), ["51", "52", "61"]);
        assert_eq!(read("1  ok\n2  usage\n3  no input"), ["1", "2", "3"]);
        assert!(read("51=Refused\n52=Timed out").is_empty());
        assert!(read("51=Refused\nx = 3\n52=Timed out\n53=Gone").is_empty());
        assert!(read("10 PRINT \"A\"\n10 PRINT \"B\"\n20 GOTO 10").is_empty());
    }
}
