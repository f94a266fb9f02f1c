//! Codes that a page shows in samples of answers and lists nowhere: `{ "code": 41, "message": "The lid is open" }`.

use foldhash::HashSet;

use super::super::CodeDeclaration;
use super::super::code_cell::{CodeCell, read_code_cell};
use super::super::offer::{Offer, OfferedCode, Verdict};
use super::super::page::{Page, Placed, links_of};
use super::super::spelling::Shape;
use super::super::surroundings::surroundings_of;
use super::super::topic::Topic;
use super::listing::{JSON_CODES, JSON_TEXTS, fold_key};
use crate::document::{BlockKind, Text};

/// So many different codes make a list.
const ENOUGH: usize = 3;

/// An answer in a sample: the code and the text of one error.
#[derive(Debug, Default, PartialEq)]
struct Answer<'t> {
    code: &'t str,
    text: &'t str,
    /// The line of the sample with the code, zero-based.
    line: u32,
}

/// Offers what samples of answers tell of codes, for a page on which nothing else lists any.
pub(crate) fn offer_answers(page: &Page<'_>) -> Option<Offer> {
    let mut codes: Vec<OfferedCode> = Vec::new();
    let mut samples = 0_usize;
    for (index, placed) in page.blocks.iter().enumerate() {
        let BlockKind::Code(sample) = &placed.block.kind else { continue };
        let answers = read_answers(&sample.text);
        if answers.is_empty() || !is_about_errors(page, index, placed) {
            continue;
        }
        samples += 1;
        for answer in answers {
            let Some(cell) = read_code_cell(answer.code) else { continue };
            // A sample that leaves the text out stands below the words that say when it is sent.
            let (description, links) = match answer.text.trim_matches(['.', '…', ' ', '<', '>']) {
                "" => {
                    said_before(page, index).map(|text| (text.plain().to_owned(), links_of(text))).unwrap_or_default()
                }
                _ => (unescaped(answer.text), Vec::new()),
            };
            let declaration = CodeDeclaration {
                description,
                links,
                path: page.path(placed),
                anchor: page.anchor(placed),
                line: sample.line_at(answer.line),
                ..CodeDeclaration::default()
            };
            codes.extend(cell.codes.iter().map(|code| OfferedCode {
                nodes: vec![placed.block.id],
                declaration: CodeDeclaration {
                    code: answer.code[code.range.clone()].to_owned(),
                    ..declaration.clone()
                },
            }));
        }
    }
    let different: HashSet<&str> = codes.iter().map(|code| code.declaration.code.as_str()).collect();
    let enough = different.len() >= ENOUGH && different.len() * 2 > codes.len();
    let line = codes.first().map_or(0, |code| code.declaration.line);
    enough.then(|| Offer {
        subject: format!("{samples} samples of answers"),
        line,
        verdict: Verdict::Codes,
        reasons: vec![
            "each has a code and its text, and nothing else on the page lists codes".to_owned(),
            "the words above speak of codes or failures".to_owned(),
        ],
        codes,
        rest: Vec::new(),
    })
}

fn is_about_errors(page: &Page<'_>, index: usize, placed: &Placed<'_>) -> bool {
    let around = surroundings_of(page, index, placed, None);
    let topic = around.heading.map(|(topic, _)| topic).or(around.page);
    topic.is_some_and(|topic| topic != Topic::Others)
}

/// The paragraph above a sample.
fn said_before<'a>(page: &Page<'a>, index: usize) -> Option<&'a Text> {
    match &page.before(index)?.block.kind {
        BlockKind::Paragraph(text) => Some(text),
        _ => None,
    }
}

/// The errors that a text of JSON or XML answers with: where a code stands beside a text.
fn read_answers(sample: &str) -> Vec<Answer<'_>> {
    let mut answers = Vec::new();
    let (mut code, mut text): (Option<(&str, u32)>, Option<&str>) = (None, None);
    // Whether the text that comes next is that of a code of success.
    let mut passes = false;
    for (at, line) in (0..).zip(sample.lines()) {
        let is_xml = line.trim_start().starts_with('<');
        for (key, value) in if is_xml { elements(line) } else { members(line) } {
            let key = fold_key(key);
            let keyed = JSON_CODES.contains(&key.as_str());
            if keyed && is_success(value) {
                passes = text.is_none();
                (code, text) = (None, None);
            } else if keyed && is_code(value) {
                passes = false;
                code = Some((value, at));
            } else if JSON_TEXTS.contains(&key.as_str()) || key.strip_prefix("error").is_some_and(is_text) {
                text = text.or(Some(value).filter(|_| !passes));
                passes = false;
            }
            if let (Some((code, line)), Some(text)) = (code, text) {
                answers.push(Answer { code, text, line });
            }
            if code.is_some() && text.is_some() {
                (code, text) = (None, None);
            }
        }
    }
    answers
}

fn is_text(key: &str) -> bool {
    JSON_TEXTS.contains(&key)
}

/// Whether a value is the code of success.
fn is_success(value: &str) -> bool {
    value.bytes().all(|byte| byte == b'0') || value == "200"
}

/// Whether a value may be a code of a failure: that of success is none.
fn is_code(value: &str) -> bool {
    let coded = |cell: CodeCell| cell.codes.iter().all(|code| !matches!(code.shape, Shape::Word | Shape::Kebab));
    !is_success(value) && read_code_cell(value).is_some_and(coded)
}

/// The members of objects on a line of JSON, those with plain values.
fn members(line: &str) -> Vec<(&str, &str)> {
    let (mut found, mut rest) = (Vec::new(), line);
    while let Some((key, after)) = string(rest) {
        rest = after;
        let Some(value) = rest.trim_start().strip_prefix(':').map(str::trim_start) else { continue };
        if value.starts_with('"') {
            let Some((text, after)) = string(value) else { break };
            found.push((key, text));
            rest = after;
        } else if value.starts_with(['{', '[']) {
            // What it holds has members of its own.
            rest = &value[1..];
        } else {
            let end = value.find([',', '}', ' ', '\t', '/']).unwrap_or(value.len());
            found.push((key, &value[..end]));
            rest = &value[end..];
        }
    }
    found
}

/// The text between the next quotation marks, and what stands behind them.
fn string(line: &str) -> Option<(&str, &str)> {
    let inner = &line[line.find('"')? + 1..];
    let mut escaped = false;
    let end = inner.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    Some((&inner[..end], &inner[end + 1..]))
}

/// What a string of JSON says; a text of XML as it stands.
fn unescaped(text: &str) -> String {
    serde_json::from_str(&format!("\"{text}\"")).unwrap_or_else(|_| text.to_owned())
}

/// The elements of a line of XML that hold nothing but text.
fn elements(line: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for part in line.split('<').skip(1) {
        if let Some((tag, text)) = part.split_once('>')
            && !tag.starts_with('/')
            && !text.trim().is_empty()
        {
            found.push((tag.split(' ').next().unwrap_or(tag), text.trim()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sample: &str) -> Vec<String> {
        let show = |answer: Answer<'_>| format!("{} {} {}", answer.line, answer.code, answer.text);
        read_answers(sample).into_iter().map(show).collect()
    }

    #[test]
    fn a_code_beside_a_text_is_an_answer() {
        assert_eq!(
            read("{ \"code\" : -41, \"message\" : \"The \\\"lid\\\" is open\" }"),
            ["0 -41 The \\\"lid\\\" is open"]
        );
        assert_eq!(
            read("{\n  \"error\": {\n    \"message\": \"Open\",\n    \"code\": \"LID_OPEN\" // why\n"),
            ["3 LID_OPEN Open"]
        );
        let sample =
            "<lid>\n <errorCode>LID_LOST</errorCode>\n <errorMessage lang=\"en\">No lid</errorMessage>\n</lid>";
        assert_eq!(read(sample), ["1 LID_LOST No lid"]);
        let success = "[{\"code\": 0, \"msg\": \"ok\"}, {\"code\": 7, \"msg\": \"no\"}, {\"msg\": \"ok\", \"code\": 0}, {\"msg\": \"bad\", \"code\": 8}]";
        assert_eq!(read(success), ["0 7 no", "0 8 bad"]);
        let within = "{\"error\": {\"code\": 41, \"why\": {\"code\": \"lid\"}, \"message\": \"Open\"}}";
        assert_eq!(read(within), ["0 41 Open"]);
        let both = "[{\"code\":1001,\"msg\":\"a b\"},{\"code\":1002,\"msg\":\"\"}]";
        assert_eq!(read(both), ["0 1001 a b", "0 1002 "]);
    }

    #[test]
    fn escapes_say_what_they_stand_for() {
        assert_eq!(unescaped(r#"The \"lid\" is \u006fpen"#), "The \"lid\" is open");
        assert_eq!(unescaped(r#"The "lid" in C:\lids"#), r#"The "lid" in C:\lids"#);
    }

    #[test]
    fn other_samples_answer_nothing() {
        for sample in [
            "{ \"code\": 0, \"message\": \"ok\" }",
            "{ \"code\": \"pending\", \"message\": \"Wait\" }",
            "{ \"code\": 41 }",
            "{ \"size\": 41, \"message\": \"Open\" }",
            "\"code\": \"",
            "<code>",
            "“code”: 41, “message”: “ꧦ",
        ] {
            assert_eq!(read(sample), Vec::<String>::new(), "{sample}");
        }
    }
}
