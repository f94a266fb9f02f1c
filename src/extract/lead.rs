//! Leads: the code and names at the start of a heading, item, term or paragraph, apart from the text that follows.

use std::collections::HashSet;
use std::ops::Range;

use super::spelling::{Shape, is_dash, shape_of, value_of};
use super::topic::{caller_length, declarator_length, is_caption};
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

/// The longest code or name, in bytes.
const LONGEST_TOKEN: usize = 100;
/// The longest name for people before a code in brackets, in characters.
const LONGEST_TITLE: usize = 80;

/// The lead of a text; `None` where it starts with no code.
pub(crate) fn read_lead(text: &Text) -> Option<Lead> {
    let plain = text.plain();
    if is_caption(plain) {
        return None;
    }
    read_front(text, plain).or_else(|| read_trailing(plain))
}

fn read_front(text: &Text, plain: &str) -> Option<Lead> {
    let mut at = 0;
    let mut numbered = false;
    if let Some(length) = section_number(plain)
        && read_front_at(text, plain, length).is_some_and(|lead| lead.is_certain())
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
        return Some(lead);
    }
    let declared = declarator_length(&plain[at..]);
    if declared > 0
        && let Some(lead) = read_front_at(text, plain, at + declared).filter(|lead| lead.shape.is_name())
    {
        return Some(lead);
    }
    let mut lead = read_front_at(text, plain, at)?;
    lead.numbered = numbered;
    Some(lead)
}

/// Whether the words before it can say that it is a code: "Error 1040", "Error: ERR_X", not "EXIT CODES".
fn is_callable(lead: &Lead, caller: &str) -> bool {
    let signed = caller.trim_end().ends_with([':', '：', '=', '#']);
    let name = lead.codes.iter().any(|code| code.contains('_'));
    lead.shape.is_key() || (lead.shape.is_name() && (signed || name || lead.marked))
}

fn read_front_at(text: &Text, plain: &str, start: usize) -> Option<Lead> {
    let mut cursor = Cursor { plain, at: start };
    let bracketed = cursor.take_open();
    cursor.take_quotes();
    let at = cursor.at;
    let marked = is_marked(text, at);
    let token = cursor.token()?;
    let shape = shape_of(token).filter(|shape| marked || *shape != Shape::Word)?;
    if !bracketed && cursor.is_call(shape) {
        return None;
    }
    let mut lead = Lead {
        codes: vec![token.to_owned()],
        shape,
        symbol: None,
        title: None,
        other: None,
        called: false,
        marked: marked || bracketed,
        joint: Joint::End,
        rest: 0..0,
        at,
        numbered: false,
    };
    cursor.take_quotes();
    if shape.is_numeric() {
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
    if lead.rest.is_empty() && lead.joint != Joint::Bracket {
        lead.joint = Joint::End;
    }
    Some(lead)
}

/// `Not Found (404)`, `Too many connections [1040]`.
fn read_trailing(plain: &str) -> Option<Lead> {
    let inner_end = plain.strip_suffix([')', ']', '）', '】'])?;
    let open = inner_end.rfind(['(', '[', '（', '【'])?;
    let title = plain[..open].trim();
    let inner_at = open + plain[open..].chars().next().map_or(1, char::len_utf8);
    let inner = &plain[inner_at..inner_end.len()];
    let skip = caller_length(inner);
    let code = inner[skip..].trim();
    let shape = shape_of(code).filter(|shape| shape.is_key() || *shape == Shape::Constant)?;
    let short = !title.is_empty() && title.chars().count() <= LONGEST_TITLE && !title.contains('\n');
    // A year in brackets dates the title.
    let year = skip == 0 && value_of(code).is_some_and(|value| (1900..2100).contains(&value));
    (short && !year).then(|| Lead {
        codes: vec![code.to_owned()],
        shape,
        symbol: None,
        title: Some(title.to_owned()),
        other: None,
        called: skip > 0,
        marked: true,
        joint: Joint::Trailing,
        rest: plain.len()..plain.len(),
        at: inner_at + skip,
        numbered: false,
    })
}

impl Lead {
    /// Whether its code or constant is one of these names.
    pub(crate) fn is_declared(&self, names: &HashSet<&str>) -> bool {
        self.codes.iter().chain(&self.symbol).any(|name| names.contains(name.as_str()))
    }

    /// Whether nobody would write it for anything but a code or constant.
    pub(crate) fn is_certain(&self) -> bool {
        match self.shape {
            Shape::Hex | Shape::Id => true,
            Shape::Constant => self.codes.iter().any(|code| code.len() >= 4),
            Shape::Number => self.codes.iter().all(|code| code.len() >= 3),
            Shape::Dotted | Shape::Range => self.called,
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

struct Cursor<'a> {
    plain: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn left(&self) -> &'a str {
        self.plain.get(self.at..).unwrap_or("")
    }

    fn skip_space(&mut self) {
        let left = self.left();
        self.at += left.len() - left.trim_start().len();
    }

    fn take(&mut self, signs: &[char]) -> bool {
        match self.left().chars().next().filter(|c| signs.contains(c)) {
            Some(c) => {
                self.at += c.len_utf8();
                true
            }
            None => false,
        }
    }

    fn take_open(&mut self) -> bool {
        self.take(&['(', '[', '（', '【', '［'])
    }

    fn take_close(&mut self) -> bool {
        self.take(&[')', ']', '）', '】', '］'])
    }

    fn take_quotes(&mut self) {
        while self.take(&['"', '\'', '`', '“', '”', '「', '」']) {}
    }

    /// The token at the cursor: up to white space, a bracket or a sign that ends it.
    fn token(&mut self) -> Option<&'a str> {
        let left = self.left();
        let mut end = left.len();
        for (at, c) in left.char_indices() {
            if at > LONGEST_TOKEN {
                return None;
            }
            let next = left[at + c.len_utf8()..].chars().next();
            let ends = match c {
                '(' | ')' | '[' | ']' | '（' | '）' | '【' | '】' | '［' | '］' => true,
                '?' | '？' | '!' | '！' | '=' | '：' | '，' | '、' | '；' | ';' | '|' | '"' | '`' | '“' | '”'
                | '「' | '」' | '。' => true,
                // Signs within names (`auth/invalid`, `Auth.Failure`, `Foo::Bar`) end them before space, and numbers
                // before anything but digits.
                ':' | ',' | '.' | '/' => {
                    let number = shape_of(&left[..at]).is_some_and(Shape::is_numeric);
                    match next {
                        None => true,
                        Some(next) if number => !(c == '.' && next.is_ascii_digit()),
                        Some(next) => {
                            !next.is_ascii_alphanumeric() && next != ':' && !(c == ':' && left[..at].ends_with(':'))
                        }
                    }
                }
                // A dash between numbers makes a range; a long one after anything else ends it.
                '-' => false,
                c if is_dash(c) => at > 0 && !next.is_some_and(|next| next.is_ascii_digit()),
                c if c.is_whitespace() => true,
                // Text follows a code without space in scripts that have none.
                c => !c.is_ascii() && at > 0,
            };
            if ends {
                end = at;
                break;
            }
        }
        let token = left[..end].trim_end_matches('-');
        self.at += token.len();
        (!token.is_empty()).then_some(token)
    }

    /// Whether what follows makes the name a function: `grid.add(row)`, `close()`. A number in the brackets is its value.
    fn is_call(&self, shape: Shape) -> bool {
        let callable = matches!(shape, Shape::Symbolic | Shape::Camel | Shape::Snake | Shape::Word);
        if callable && self.left().trim_start().starts_with("()") {
            return true;
        }
        let Some(inner) = self.left().strip_prefix('(').filter(|_| callable) else { return false };
        let inner = inner.split(')').next().unwrap_or(inner);
        let worded = inner.trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '\u{2212}'));
        !worded && caller_length(inner) == 0 && !inner.contains(' ') || inner.contains(", ")
    }

    /// Further codes after the first: `30004/40004`, `401, 403`, `1 to 5`, `5 or 6`, `10 – 20`.
    fn further_numbers(&mut self, lead: &mut Lead) {
        for _ in 0..16 {
            let before = self.at;
            let space = self.left().starts_with(' ');
            self.skip_space();
            let left = self.left();
            let range = ["to ", "~", "–", "—", "\u{2212}", "-", "..."].iter().find(|sign| left.starts_with(**sign));
            let several = ["/", ",", "、", "or ", "and ", "& ", "|"].iter().find(|sign| left.starts_with(**sign));
            let Some(sign) = range.or(several) else {
                self.at = before;
                return;
            };
            self.at += sign.len();
            let tight = !self.left().starts_with(' ');
            self.skip_space();
            // "5, 6, and 7"
            if *sign == ","
                && let Some(word) = ["and ", "or "].iter().find(|word| self.left().starts_with(**word))
            {
                self.at += word.len();
            }
            self.take_quotes();
            let start = self.at;
            let token = self.token().unwrap_or("");
            let numeric = shape_of(token).filter(|shape| matches!(shape, Shape::Number | Shape::Hex | Shape::Dotted));
            let followed = self.left().chars().next();
            let ends = followed.is_none_or(|c| !c.is_alphanumeric());
            let alike = numeric == Some(lead.shape) || (lead.shape == Shape::Range && numeric == Some(Shape::Number));
            let last = lead.codes.last().and_then(|code| value_of(code));
            let growing = matches!((last, value_of(token)), (Some(a), Some(b)) if a < b || (b < a && a < 0));
            let is_range = range.is_some() && lead.codes.len() == 1 && lead.shape != Shape::Range && growing
                // `404 - 500 requests` is a code and a text; ranges have space on both sides of the dash or on none.
                && (space != tight || sign.ends_with(' '));
            if numeric.is_none() || !ends || !alike || (range.is_some() && !is_range) {
                self.at = before;
                return;
            }
            if is_range {
                let from = lead.at;
                lead.codes = vec![self.plain[from..start + token.len()].to_owned()];
                lead.shape = Shape::Range;
            } else {
                lead.codes.push(token.to_owned());
            }
            self.take_quotes();
        }
    }

    /// Further constants after the first, up to the end of the text: `EAGAIN, EWOULDBLOCK`, `EACCES or EPERM`.
    fn further_names(&mut self, lead: &mut Lead, mut joint: Joint) {
        let before = self.at;
        let mut names = Vec::new();
        while names.len() < 8 && !self.left().is_empty() {
            let sign = joint == Joint::Sign || self.take(&['/']);
            self.skip_space();
            let word = ["or ", "and "].iter().find(|word| self.left().starts_with(**word));
            self.at += word.map_or(0, |word| word.len());
            self.take_quotes();
            let alike =
                |token: &&str| matches!(shape_of(token), Some(Shape::Constant)) && lead.shape == Shape::Constant;
            let Some(name) = self.token().filter(alike).filter(|_| sign || word.is_some()) else {
                self.at = before;
                return;
            };
            names.push(name.to_owned());
            joint = self.joint();
        }
        if self.left().is_empty() {
            lead.codes.extend(names);
        } else {
            self.at = before;
        }
    }

    /// Passes what divides a code from what follows.
    fn joint(&mut self) -> Joint {
        let mut joint = Joint::End;
        loop {
            let before = self.left();
            self.skip_space();
            if self.left().len() < before.len() && joint == Joint::End {
                joint = Joint::Space;
            }
            let left = self.left();
            let Some(c) = left.chars().next() else { return if joint == Joint::Space { Joint::End } else { joint } };
            let next = left[c.len_utf8()..].chars().next();
            let spaced = before.len() > left.len();
            let found = match c {
                ':' | '：' | '=' | ',' | '，' | '|' | '、' | ';' | '；' => Joint::Sign,
                '.' if next.is_none_or(char::is_whitespace) && !spaced => Joint::Stop,
                '"' | '`' | '”' | '“' | '」' | '「' => joint,
                '>' if joint != Joint::End => joint,
                // A minus stands at its number, a dash apart from what follows or right after the code.
                c if is_dash(c)
                    && (next.is_none_or(char::is_whitespace)
                        || (!spaced && !next.is_some_and(|n| n.is_ascii_digit()))) =>
                {
                    Joint::Dash
                }
                '(' | '（' | '[' | '【' if joint == Joint::End => return Joint::Bracket,
                _ if joint == Joint::End && !c.is_ascii() => return Joint::Space,
                _ => return joint,
            };
            if !matches!(joint, Joint::Sign | Joint::Dash) {
                joint = found;
            }
            self.at += c.len_utf8();
        }
    }

    /// A constant, or a name in brackets, after a number.
    fn name_after_number(&mut self, text: &Text, lead: &mut Lead) {
        let before = self.at;
        if self.take_open() {
            self.take_quotes();
            let Some((inner, after)) = self.brackets() else {
                self.at = before;
                return;
            };
            let name = inner.trim_end_matches(['"', '`', '”']);
            match shape_of(name) {
                Some(shape) if shape.is_name() => lead.symbol = Some(name.to_owned()),
                Some(shape) if shape.is_key() => lead.other = Some(name.to_owned()),
                _ if name.chars().count() <= LONGEST_TITLE => lead.title = Some(name.to_owned()),
                _ => {
                    self.at = before;
                    return;
                }
            }
            self.at = after;
            self.joint();
            if lead.other.is_some() {
                self.name_after_number(text, lead);
            }
            return;
        }
        let start = self.at;
        let Some(token) = self.token() else { return };
        let shape = shape_of(token);
        let marked = is_marked(text, start);
        let after = self.at;
        let joint = self.joint();
        let certain = match shape {
            Some(Shape::Constant) => token.contains('_') || token.len() >= 5 || marked || joint == Joint::End,
            Some(Shape::Symbolic | Shape::Camel | Shape::Snake) => true,
            Some(Shape::Kebab) => marked || joint == Joint::End && token.matches('-').count() > 1,
            Some(Shape::Id) => joint != Joint::Space && token.contains('_'),
            _ => false,
        };
        if certain && (joint != Joint::Space || lead.joint != Joint::Sign || marked || token.contains('_')) {
            lead.symbol = Some(token.to_owned());
            if joint == Joint::Bracket {
                self.bracketed_title(lead);
            }
        } else {
            self.at = start;
        }
        let _ = after;
    }

    /// A number after a constant: `NAME (4)`, `NAME = 4`, `NAME: 4`, `NAME 4 text`; or a name for people in brackets.
    fn number_after_name(&mut self, lead: &mut Lead) {
        let before = self.at;
        if self.take_open() {
            self.take_quotes();
            let Some((inner, after)) = self.brackets() else {
                self.at = before;
                return;
            };
            let number = inner[caller_length(inner)..].trim_matches(['"', '`', '”', ' ']);
            let first = number.split([',', '/', ';', ' ']).next().unwrap_or(number);
            match shape_of(first) {
                Some(shape) if shape.is_numeric() && shape != Shape::Wildcard => {
                    let offset = self.plain[self.at..].find(first).unwrap_or(0);
                    self.number_names(lead, first, self.at + offset, shape);
                    lead.other = Some(number[first.len()..].trim_matches([',', '/', ';', ' ']).to_owned())
                        .filter(|o| !o.is_empty());
                }
                _ if inner.chars().count() <= LONGEST_TITLE
                    && shape_of(number).is_none_or(|shape| shape == Shape::Word) =>
                {
                    lead.title = Some(inner.to_owned());
                }
                _ => {
                    self.at = before;
                    return;
                }
            }
            self.at = after;
            self.joint();
            return;
        }
        let start = self.at;
        let Some(token) = self.token() else { return };
        let shape = shape_of(token);
        let mut number =
            Lead { codes: vec![token.to_owned()], shape: shape.unwrap_or(Shape::Word), at: start, ..lead.clone() };
        if !matches!(shape, Some(Shape::Number | Shape::Hex | Shape::Dotted)) || self.left().starts_with('%') {
            self.at = start;
            return;
        }
        self.further_numbers(&mut number);
        let joint = self.joint();
        // `NAME 2 arguments expected`: only a sign or the end makes the number the code of a name without one.
        let certain = joint != Joint::Space || matches!(lead.joint, Joint::Space) && lead.shape == Shape::Constant;
        if certain && number.codes.len() == 1 {
            let shape = number.shape;
            let code = number.codes.remove(0);
            self.number_names(lead, &code, start, shape);
            if joint == Joint::Bracket {
                self.bracketed_title(lead);
            }
        } else {
            self.at = start;
        }
    }

    fn number_names(&self, lead: &mut Lead, number: &str, at: usize, shape: Shape) {
        lead.symbol = lead.codes.first().cloned();
        lead.codes = vec![number.to_owned()];
        lead.shape = shape;
        lead.at = at;
    }

    /// A title or another notation in brackets after the pair.
    fn bracketed_title(&mut self, lead: &mut Lead) {
        let before = self.at;
        if self.take_open()
            && let Some((inner, after)) = self.brackets()
            && inner.chars().count() <= LONGEST_TITLE
        {
            if shape_of(inner).is_some_and(Shape::is_key) {
                lead.other = Some(inner.to_owned());
            } else {
                lead.title = Some(inner.to_owned());
            }
            self.at = after;
            self.joint();
        } else {
            self.at = before;
        }
    }

    /// What stands before the closing bracket on this line, and where the text goes on after it.
    fn brackets(&self) -> Option<(&'a str, usize)> {
        let left = self.left();
        let mut depth = 0_u32;
        for (at, c) in left.char_indices().take(LONGEST_TITLE * 2) {
            match c {
                '(' | '[' | '（' | '【' => depth += 1,
                ')' | ']' | '）' | '】' if depth == 0 => {
                    return Some((left[..at].trim(), self.at + at + c.len_utf8()));
                }
                ')' | ']' | '）' | '】' => depth -= 1,
                '\n' => return None,
                _ => {}
            }
        }
        None
    }
}

/// The bytes of a section number with at least one stop inside or after it: `6.5.4. `, `2.1 `.
fn section_number(plain: &str) -> Option<usize> {
    let number = plain.find(' ').map(|at| &plain[..at])?;
    let digits = number.trim_end_matches('.');
    let parts = digits.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let inner = digits.contains('.');
    (parts && (inner || digits.len() < number.len())).then(|| plain.len() - plain[number.len()..].trim_start().len())
}

/// Whether the character at an offset is set as code or strong.
fn is_marked(text: &Text, at: usize) -> bool {
    text.marks()
        .iter()
        .take_while(|mark| mark.range.start <= at)
        .any(|mark| mark.range.contains(&at) && matches!(mark.kind, MarkKind::Code | MarkKind::Strong))
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
            ("ERR_NAME - went wrong", "ERR_NAME . . went wrong"),
            ("EPERM 1 Operation not permitted", "1 EPERM . Operation not permitted"),
            ("EACCES (Permission denied): The text.", "EACCES . (Permission denied) The text."),
            ("404 Not Found", "404 . . Not Found"),
            ("404 - Not Found", "404 . . Not Found"),
            ("404 (Not Found): The text.", "404 . (Not Found) The text."),
            ("1040 (ER_COUNT): Too many", "1040 ER_COUNT . Too many"),
            ("1040: ER_COUNT: Too many", "1040 ER_COUNT . Too many"),
            ("1040 - ER_COUNT - Too many", "1040 ER_COUNT . Too many"),
            ("Error 1040: Too many connections", "1040 . . Too many connections"),
            ("Not Found (404)", "404 . (Not Found)"),
            ("6.5.4. 404 Not Found", "404 . . Not Found"),
            ("30004/40004: text", "30004+40004 . . text"),
            ("401, 403 or 404", "401+403+404 . ."),
            ("1000-1999 Reserved", "1000-1999 . . Reserved"),
            ("1 to 5", "1 to 5 . ."),
            ("-320 to -329 Reserved", "-320 to -329 . . Reserved"),
            ("0 (0x0)", "0 . ."),
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
        ] {
            assert_eq!(show(plain), shown, "{plain}");
        }
    }

    #[test]
    fn prose_has_no_lead() {
        for plain in [
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
        ] {
            assert_eq!(show(plain), "-", "{plain}");
        }
    }
}
