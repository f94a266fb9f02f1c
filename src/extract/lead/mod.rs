//! Leads: the code and names at the start of a heading, item, term or paragraph, apart from the text that follows.

mod cursor;

use std::ops::Range;

use cursor::Cursor;
use foldhash::HashSet;

use super::spelling::{Shape, shape_of, value_of};
use super::topic::{caller_length, declarator_length, ends_with_caller, is_caption, is_series, keeps_standards};
use crate::document::{MarkKind, Text};

/// What a text starts with, where it starts with a code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lead {
    /// The codes in the page's spelling, at least one.
    pub(crate) codes: Vec<String>,
    /// The shape of the first.
    pub(crate) shape: Shape,
    /// The constant beside a number.
    pub(crate) symbol: Option<String>,
    /// A name for people beside the code, set apart by brackets.
    pub(crate) title: Option<String>,
    /// The same number in another notation, or another number in brackets.
    pub(crate) other: Option<String>,
    /// Whether a word says that a code follows: "Error 1040".
    pub(crate) called: bool,
    /// Whether the code is marked: set as code, strong, or in brackets.
    pub(crate) marked: bool,
    /// What stands between the code and what follows it.
    pub(crate) joint: Joint,
    /// The byte range of what follows.
    pub(crate) rest: Range<usize>,
    /// The byte offset of the code.
    pub(crate) at: usize,
    /// Whether a section number stood before the code: "6.5.4. 404 Not Found".
    pub(crate) numbered: bool,
    /// Whether it is declared as an exception, with what makes one.
    pub(crate) raised: bool,
}

/// What stands between a code and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Joint {
    /// Nothing follows.
    End,
    /// A colon, equals sign, comma or bar.
    Sign,
    /// A dash with space around it.
    Dash,
    /// A stop, as after a section's number.
    Stop,
    /// White space, or a line break.
    Space,
    /// The bracket that closes around the code or around what stands beside it.
    Bracket,
    /// The code stands in brackets at the end of the text.
    Trailing,
}

/// What declares an exception.
const EXCEPTION: &str = "exception ";
/// The longest code or name, in bytes.
const LONGEST_TOKEN: usize = 100;
/// The longest name for people before a code in brackets, in characters.
pub(crate) const LONGEST_TITLE: usize = 80;

/// The lead of a text; `None` where it starts with no code.
pub(crate) fn read_lead(text: &Text) -> Option<Lead> {
    let plain = text.plain();
    if is_caption(plain) || is_date(plain) {
        return None;
    }
    let trailing = || {
        let lead = read_trailing(plain, LONGEST_TITLE)?;
        (lead.shape.is_key() || lead.shape == Shape::Constant).then_some(lead)
    };
    let lead = read_front(text, plain).or_else(trailing).or_else(|| read_called(plain))?;
    (!is_standard(&lead)).then_some(lead)
}

/// Whether a lead is the number of a document behind the name of who keeps standards: "RFC 9110".
fn is_standard(lead: &Lead) -> bool {
    lead.shape.is_numeric() && lead.joint != Joint::Trailing && lead.symbol.as_deref().is_some_and(keeps_standards)
}

/// Whether a text is a day in figures: `02/12/2025`, `2025/12/02`, `2.12.2025`.
fn is_date(plain: &str) -> bool {
    let parts = || plain.split(['/', '.', '-']);
    let digits = parts().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths: Vec<usize> = parts().map(str::len).take(4).collect();
    digits && matches!(lengths.as_slice(), [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2])
}

fn read_front(text: &Text, plain: &str) -> Option<Lead> {
    let mut at = 0;
    let mut numbered = false;
    if let Some(length) = section_number(plain)
        && read_front_at(text, plain, length).is_some_and(|lead| lead.is_certain() && !lead.starts_sentence())
    {
        at = length;
        numbered = true;
    }
    let called = caller_length(&plain[at..]);
    if called > 0
        && let Some(mut lead) =
            read_front_at(text, plain, at + called).filter(|lead| is_callable(lead, &plain[at..at + called]))
    {
        lead.called = true;
        lead.numbered = numbered;
        return Some(code_behind_status(text, plain, &lead).unwrap_or(lead));
    }
    let declared = declarator_length(&plain[at..]);
    if declared > 0
        && let Some(lead) = read_front_at(text, plain, at + declared).filter(|lead| {
            // Of what is declared as a type only constants are more than that.
            let typed = plain[at..at + declared].split_whitespace().any(|word| matches!(word, "type" | "enum"));
            if typed { lead.shape == Shape::Constant && lead.is_certain() } else { lead.shape.is_name() }
        })
    {
        let raised = plain[at..at + declared].ends_with(EXCEPTION);
        return Some(Lead { raised, ..lead });
    }
    if plain[at..at + declared].ends_with(EXCEPTION) {
        return read_constructor(text, plain, at + declared);
    }
    let mut lead = read_front_at(text, plain, at)?;
    lead.numbered = numbered;
    Some(lead)
}

/// The name of an exception that is declared with what makes one: `exception LidOpen(lid, *, message=None)`.
fn read_constructor(text: &Text, plain: &str, start: usize) -> Option<Lead> {
    let declared = plain.get(start..)?;
    let name = &declared[..declared.find('(')?];
    let shape = shape_of(name).filter(|shape| shape.is_name() || *shape == Shape::Word)?;
    let end = plain.rfind(')').filter(|&end| end > start)? + 1;
    let from = plain.len() - plain[end..].trim_start().len();
    Some(Lead {
        marked: is_marked(text, start),
        joint: if from < plain.len() { Joint::Space } else { Joint::End },
        rest: from..plain.len(),
        raised: true,
        ..Lead::new(name, if shape == Shape::Word { Shape::Camel } else { shape }, start)
    })
}

/// The code with a word of its own behind the HTTP status that it comes with: "status code 400, errno 101: …".
fn code_behind_status(text: &Text, plain: &str, status: &Lead) -> Option<Lead> {
    let [number] = status.codes.as_slice() else { return None };
    let is_status = value_of(number).is_some_and(|value| (100..600).contains(&value));
    let from = status.rest.start;
    let called = caller_length(plain.get(from..)?);
    if !is_status || called == 0 || status.symbol.is_some() {
        return None;
    }
    let lead = read_front_at(text, plain, from + called).filter(|lead| lead.shape.is_key() && lead.codes.len() == 1)?;
    Some(Lead { called: true, numbered: status.numbered, other: Some(number.clone()), ..lead })
}

/// Whether the words before it can say that it is a code: "Error 1040", "Error: ERR_X", not "EXIT CODES".
fn is_callable(lead: &Lead, caller: &str) -> bool {
    let signed = caller.trim_end().ends_with([':', '：', '=', '#']);
    let name = lead.codes.iter().any(|code| code.contains('_'));
    // "Code EA: the lid is open"
    let divided =
        lead.shape == Shape::Constant && lead.joint == Joint::Sign && caller.to_lowercase().ends_with("code ");
    // "Error LidLost", "Error LOST: no lid", not "EXIT CODES", "Error NO LID", "Error LOG of the lid".
    let spoken = caller.split_whitespace().next_back().is_some_and(|word| word.contains(char::is_lowercase));
    let alone = matches!(lead.shape, Shape::Camel | Shape::Constant) && lead.joint != Joint::Space && spoken;
    lead.shape.is_key() || divided || (lead.shape.is_name() && (signed || name || lead.marked || alone))
}

fn read_front_at(text: &Text, plain: &str, start: usize) -> Option<Lead> {
    let mut cursor = Cursor { plain, at: start };
    let bracketed = cursor.take_open();
    cursor.take_quotes();
    let at = cursor.at;
    let token = cursor.token()?;
    let token = cursor.take_argument(at).unwrap_or(token);
    let marked = is_marked(text, at) || is_term(text, at..cursor.at);
    let shape = if token.ends_with(')') { Some(Shape::Constant) } else { shape_of(token) };
    let shape = shape.filter(|shape| *shape != Shape::Word || is_all_marked(text, at..cursor.at))?;
    if !bracketed && cursor.is_call(shape) {
        return None;
    }
    if shape.is_name() && goes_on_as_code(text, cursor.at) {
        return None;
    }
    let mut lead = Lead { marked: marked || bracketed, rest: 0..0, ..Lead::new(token, shape, at) };
    cursor.take_quotes();
    if shape == Shape::Number && cursor.plain[..cursor.at].ends_with("00") && is_series(&cursor.plain[cursor.at..]) {
        lead.shape = Shape::Wildcard;
    } else if shape.is_numeric() {
        cursor.further_numbers(&mut lead);
    }
    if bracketed {
        // `(283) NAME`; a sentence in brackets is no lead.
        cursor.take_close().then_some(())?;
        lead.joint = Joint::Bracket;
    }
    let joint = cursor.joint();
    lead.joint = if bracketed { Joint::Bracket } else { joint };
    if joint == Joint::End && !bracketed && !cursor.plain[cursor.at..].is_empty() {
        return None;
    }
    if lead.shape.is_key() {
        cursor.name_after_number(text, &mut lead);
    } else {
        cursor.further_names(&mut lead, joint);
        if lead.codes.len() == 1 {
            cursor.number_after_name(&mut lead);
        }
    }
    lead.rest = cursor.at..plain.len();
    // "12. README.lids": the stop behind the number of a section stands before its title.
    let section = lead.joint == Joint::Stop && lead.symbol.is_some();
    if lead.rest.is_empty() && lead.joint != Joint::Bracket && !section {
        lead.joint = Joint::End;
    }
    Some(lead)
}

/// `Not Found (404)`, `Too many connections [1040]`, with so many characters before the brackets at most.
pub(crate) fn read_trailing(plain: &str, longest: usize) -> Option<Lead> {
    let inner_end = plain.strip_suffix([')', ']', '）', '】'])?;
    let open = inner_end.rfind(['(', '[', '（', '【'])?;
    let title = plain[..open].trim();
    let inner_at = open + plain[open..].chars().next().map_or(1, char::len_utf8);
    let inner = &plain[inner_at..inner_end.len()];
    let skip = caller_length(inner);
    let code = inner[skip..].trim();
    let shape = shape_of(code).filter(|shape| shape.is_key() || shape.is_name())?;
    let short = !title.is_empty() && title.chars().count() <= longest && !title.contains('\n');
    // A year in brackets dates the title.
    let year = skip == 0 && value_of(code).is_some_and(|value| (1900..2100).contains(&value));
    (short && !year).then(|| Lead {
        title: Some(title.to_owned()),
        called: skip > 0,
        marked: true,
        joint: Joint::Trailing,
        rest: plain.len()..plain.len(),
        ..Lead::new(code, shape, inner_at + skip)
    })
}

/// `Compiler Error C2001`: an identifier that a few words in front call a code.
fn read_called(plain: &str) -> Option<Lead> {
    let (front, code) = plain.trim_end().rsplit_once(' ')?;
    let words = || front.split_whitespace();
    let titled = words().all(|word| !word.starts_with(|c: char| c.is_lowercase() || !c.is_alphabetic()));
    let shape = shape_of(code).filter(|shape| *shape == Shape::Id)?;
    let digits = code.bytes().rev().take_while(u8::is_ascii_digit).count();
    (titled && digits >= 3 && words().count() <= 4 && ends_with_caller(front)).then(|| Lead {
        called: true,
        rest: plain.len()..plain.len(),
        ..Lead::new(code, shape, front.len() + 1)
    })
}

impl Lead {
    /// A code at a byte offset, with nothing beside it and nothing behind.
    pub(crate) fn new(code: &str, shape: Shape, at: usize) -> Self {
        let end = at + code.len();
        Self {
            codes: vec![code.to_owned()],
            shape,
            symbol: None,
            title: None,
            other: None,
            called: false,
            marked: false,
            joint: Joint::End,
            rest: end..end,
            at,
            numbered: false,
            raised: false,
        }
    }

    /// Whether its code or constant is one of these names.
    pub(crate) fn is_declared(&self, names: &HashSet<&str>) -> bool {
        self.codes.iter().chain(&self.symbol).any(|name| names.contains(name.as_str()))
    }

    /// Whether it may be the first word of what goes on behind it: "HTTP page not found".
    fn starts_sentence(&self) -> bool {
        let word = |code: &String| !code.starts_with('E') && code.bytes().all(|byte| byte.is_ascii_uppercase());
        self.shape == Shape::Constant && self.joint == Joint::Space && !self.marked && self.codes.iter().all(word)
    }

    /// Whether nobody would write it for anything but a code or constant.
    pub(crate) fn is_certain(&self) -> bool {
        match self.shape {
            Shape::Hex | Shape::Id => true,
            Shape::Constant => self.codes.iter().any(|code| code.len() >= 4),
            // No section has a number below zero and a name behind it.
            Shape::Number => self
                .codes
                .iter()
                .all(|code| code.len() >= 3 || (self.symbol.is_some() && code.starts_with(['-', '\u{2212}']))),
            Shape::Range => self.called || self.codes.iter().all(|code| code.starts_with(['-', '\u{2212}'])),
            Shape::Dotted => self.called,
            Shape::Wildcard | Shape::Symbolic | Shape::Camel | Shape::Snake | Shape::Kebab | Shape::Word => false,
        }
    }
}

/// Whether a title is a function or method with its parameters: `new Grid(width)`, `grid.add(row)`, `close()`.
pub(crate) fn is_call(plain: &str) -> bool {
    let Some((name, rest)) = plain.trim().split_once('(') else { return false };
    let name = name.strip_prefix("new ").unwrap_or(name).trim_end();
    let named = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '#' | '$'));
    named
        && !name.is_empty()
        && rest.contains(')')
        && name.chars().any(char::is_lowercase)
        && !rest.starts_with(|c: char| c.is_ascii_digit())
}

/// The bytes of a section number with at least one stop inside or after it: `6.5.4. `, `2.1 `, `3、`.
pub(crate) fn section_number(plain: &str) -> Option<usize> {
    let digits = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(rest) = plain[digits..].strip_prefix(['、', '．']).filter(|_| (1..=2).contains(&digits)) {
        return Some(plain.len() - rest.trim_start().len());
    }
    let number = plain.find(' ').map(|at| &plain[..at])?;
    let digits = number.trim_end_matches('.');
    let parts = digits.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let inner = digits.contains('.');
    (parts && (inner || digits.len() < number.len())).then(|| plain.len() - plain[number.len()..].trim_start().len())
}

/// Whether the character at an offset is set as code or strong.
fn is_marked(text: &Text, at: usize) -> bool {
    is_set_as(text, at, &[MarkKind::Code, MarkKind::Strong])
}

/// Whether it is set as one of these.
fn is_set_as(text: &Text, at: usize, kinds: &[MarkKind]) -> bool {
    text.marks()
        .iter()
        .take_while(|mark| mark.range.start <= at)
        .any(|mark| mark.range.contains(&at) && kinds.contains(&mark.kind))
}

/// Whether a letter of a script without spaces follows that is set as code together with what stands before it: the name
/// of a file, `lids/LID_PANS盖子.txt`.
fn goes_on_as_code(text: &Text, at: usize) -> bool {
    let follows = text.plain()[at..].starts_with(|c: char| !c.is_ascii() && c.is_alphanumeric());
    follows
        && text
            .marks()
            .iter()
            .any(|mark| mark.kind == MarkKind::Code && mark.range.start < at && mark.range.contains(&at))
}

/// Whether an emphasized name stands alone in its line, as terms do.
fn is_term(text: &Text, part: Range<usize>) -> bool {
    let whole = |range: &Range<usize>| range.start == part.start && range.end == part.end;
    text.plain()[part.end..].starts_with('\n')
        && text.marks().iter().any(|mark| mark.kind == MarkKind::Emphasis && whole(&mark.range))
}

/// Whether what stands there is all of the mark that it stands in, but for a number: `**Note that** x` is not `**Note**: x`.
pub(crate) fn is_all_marked(text: &Text, part: Range<usize>) -> bool {
    text.marks().iter().any(|mark| {
        matches!(mark.kind, MarkKind::Code | MarkKind::Strong)
            && mark.range.start <= part.start
            && text.plain().get(part.end..mark.range.end.max(part.end)).is_some_and(|tail| {
                let tail = tail.trim_matches([':', '：', ' ', '.', '"', '\'', '`']);
                tail.is_empty() || shape_of(tail).is_some_and(Shape::is_numeric)
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes, symbol, title and rest as one line.
    fn show(plain: &str) -> String {
        match read_lead(&Text::plain_at(plain, 1)) {
            None => "-".to_owned(),
            Some(lead) => format!(
                "{} {} {} {}",
                lead.codes.join("+"),
                lead.symbol.as_deref().unwrap_or("."),
                lead.title.map_or(".".to_owned(), |title| format!("({title})")),
                &plain[lead.rest.clone()]
            )
            .trim_end()
            .to_owned(),
        }
    }

    #[test]
    fn leads_in_every_order() {
        for (plain, shown) in [
            ("7", "7 . ."),
            ("-1000 UNKNOWN", "-1000 UNKNOWN ."),
            ("(283) AB_NOTICE_WAL", "283 AB_NOTICE_WAL ."),
            ("AB_OK (0)", "0 AB_OK ."),
            ("AB_OK (0x10): fine", "0x10 AB_OK . fine"),
            ("AB_OK = 5", "5 AB_OK ."),
            ("ERR_NAME", "ERR_NAME . ."),
            ("'ERR_NAME': went wrong", "ERR_NAME . . went wrong"),
            ("USB 3 and its lids", "USB . . 3 and its lids"),
            ("Lid-01 -> went wrong", "Lid-01 . . went wrong"),
            ("4000 series of lids", "4000 . . series of lids"),
            ("ERR_NAME - went wrong", "ERR_NAME . . went wrong"),
            ("LID_ERROR(LOST) - went wrong", "LID_ERROR(LOST) . . went wrong"),
            ("LID_ERROR (LOST) - went wrong", "LID_ERROR . . (LOST) - went wrong"),
            ("EPERM 1 Operation not permitted", "1 EPERM . Operation not permitted"),
            ("EACCES (Permission denied): The text.", "EACCES . (Permission denied) The text."),
            ("404 Not Found", "404 . . Not Found"),
            ("404 - Not Found", "404 . . Not Found"),
            ("3: gas/lamp", "3 . . gas/lamp"),
            ("3: gas/no-lamp", "3 gas/no-lamp ."),
            ("404 (Not Found): The text.", "404 . (Not Found) The text."),
            ("1040 (ER_COUNT): Too many", "1040 ER_COUNT . Too many"),
            ("1040: ER_COUNT: Too many", "1040 ER_COUNT . Too many"),
            ("E12: lid_count must be positive", "E12 . . lid_count must be positive"),
            ("E12 - LidCount must be positive", "E12 . . LidCount must be positive"),
            ("E12: lid_count", "E12 lid_count ."),
            ("E12: ER_COUNT exceeds it", "E12 . . ER_COUNT exceeds it"),
            ("1040: ER_COUNT exceeds it", "1040 ER_COUNT . exceeds it"),
            ("1040 - ER_COUNT - Too many", "1040 ER_COUNT . Too many"),
            ("Error 1040: Too many connections", "1040 . . Too many connections"),
            ("status code 410, errno 7: went wrong", "7 . . went wrong"),
            ("HTTP 410: Error 7", "7 . ."),
            ("Error 1040, see error 7", "1040 . . see error 7"),
            ("Error Code: 1493. VALUES LESS THAN it", "1493 . . VALUES LESS THAN it"),
            ("1493 VALUES less than it", "1493 VALUES . less than it"),
            ("Not Found (404)", "404 . (Not Found)"),
            ("6.5.4. 404 Not Found", "404 . . Not Found"),
            ("3、403 (LID_SHUT)", "403 LID_SHUT ."),
            ("3、LID_SHUT", "LID_SHUT . ."),
            ("403、404", "403+404 . ."),
            ("3、盖子", "3 . . 盖子"),
            ("30004/40004: text", "30004+40004 . . text"),
            ("401, 403 or 404", "401+403+404 . ."),
            ("1000-1999 Reserved", "1000-1999 . . Reserved"),
            ("1 to 5", "1 to 5 . ."),
            ("-320 to -329 Reserved", "-320 to -329 . . Reserved"),
            ("0 (0x0)", "0 . ."),
            ("1001Lid open", "1001 . . Lid open"),
            ("exception lids.LidOpen(lid, *, message=None)", "lids.LidOpen . ."),
            ("exception Gone()", "Gone . ."),
            ("1001：参数错误", "1001 . . 参数错误"),
            ("1001参数错误", "1001 . . 参数错误"),
            ("错误码：1001 参数错误", "1001 . . 参数错误"),
            ("403.14 - Forbidden", "403.14 . . Forbidden"),
            ("InvalidParameter: text", "InvalidParameter . . text"),
            ("E0001: text", "E0001 . . text"),
            ("ORA-00942: table or view", "ORA-00942 . . table or view"),
            ("auth/invalid-email", "auth/invalid-email . ."),
            ("[EACCES]", "EACCES . ."),
            ("EACCES, EPERM", "EACCES+EPERM . ."),
            ("EAGAIN or EBUSY", "EAGAIN+EBUSY . ."),
            ("Compiler Error C2001", "C2001 . ."),
            ("Code EA: went wrong", "EA . . went wrong"),
            ("編譯器錯誤 C2001", "C2001 . ."),
        ] {
            assert_eq!(show(plain), shown, "{plain}");
        }
    }

    #[test]
    fn prose_has_no_lead() {
        for plain in [
            "10Lid",
            "exceptional LidOpen(lid)",
            "grid.add(row)",
            "closeAll()",
            "open(path, mode)",
            "",
            "Introduction",
            "Read this first",
            "(see below) and more",
            "Release (2019)",
            "Über 5",
            "a 5",
            "Code EA went wrong",
            "Compiler Errata C2001",
            "See compiler error C2001",
            "Compiler Error C20",
            "02/12/2025",
            "2025-12-02",
            "RFC 9110",
            "ISO 4217: names of currencies",
        ] {
            assert_eq!(show(plain), "-", "{plain}");
        }
    }
}
