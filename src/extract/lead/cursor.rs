//! Reads a lead token by token: codes, the signs that divide them from what follows, and what stands beside them.

use super::super::reason_phrases::names_status;
use super::super::spelling::{Shape, is_choice, is_dash, shape_of, value_of};
use super::super::topic::caller_length;
use super::{Joint, LONGEST_TITLE, LONGEST_TOKEN, Lead, is_all_marked, is_marked, is_set_as};
use crate::document::{MarkKind, Text};

/// Words and signs before one more of the same.
const ALSO: [&str; 3] = ["or ", "and ", "& "];

/// What types of media start with.
const MEDIA: [&str; 6] = ["application/", "text/", "image/", "audio/", "video/", "multipart/"];

/// A text and how far it was read.
pub(super) struct Cursor<'a> {
    /// The whole text.
    pub(super) plain: &'a str,
    /// The byte offset of what was not read yet.
    pub(super) at: usize,
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

    pub(super) fn take_open(&mut self) -> bool {
        self.take(&['(', '[', '（', '【', '［'])
    }

    pub(super) fn take_close(&mut self) -> bool {
        self.take(&[')', ']', '）', '】', '］'])
    }

    pub(super) fn take_quotes(&mut self) {
        while self.take(&['"', '\'', '`', '“', '”', '「', '」']) {}
    }

    /// The token at the cursor: up to white space, a bracket or a sign that ends it.
    pub(super) fn token(&mut self) -> Option<&'a str> {
        let left = self.left();
        let mut end = left.len();
        for (at, c) in left.char_indices() {
            if at > LONGEST_TOKEN {
                return None;
            }
            let next = left[at + c.len_utf8()..].chars().next();
            let ends = match c {
                '(' | ')' | '[' | ']' | '（' | '）' | '【' | '】' | '［' | '］' => true,
                '\'' => at > 0 && !next.is_some_and(char::is_alphanumeric),
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
                // "404Not found": what the page set apart stands side by side in its plain text.
                c if c.is_ascii_uppercase() => {
                    is_long_number(&left[..at])
                        && (next.is_some_and(char::is_lowercase) || names_status(&left[..at], &left[at..]))
                }
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

    /// The constant in brackets right behind a constant that makes a code of it: `LID_ERROR(LOST)`. With it the token from
    /// `start` on is the code.
    pub(super) fn take_argument(&mut self, start: usize) -> Option<&'a str> {
        let constant = |name: &str| name.len() >= 3 && shape_of(name) == Some(Shape::Constant);
        let name = self.plain.get(start..self.at).filter(|name| constant(name))?;
        let (inner, _) = self.left().strip_prefix('(')?.split_once(')')?;
        if !constant(inner) {
            return None;
        }
        self.at += inner.len() + 2;
        self.plain.get(start..start + name.len() + inner.len() + 2)
    }

    /// Whether what follows makes the name a function: `grid.add(row)`, `close()`. A number in the brackets is its value.
    pub(super) fn is_call(&self, shape: Shape) -> bool {
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
    pub(super) fn further_numbers(&mut self, lead: &mut Lead) {
        for _ in 0..16 {
            let before = self.at;
            let space = self.left().starts_with(' ');
            self.skip_space();
            let left = self.left();
            let range = ["to ", "~", "–", "—", "\u{2212}", "-", "..."].iter().find(|sign| left.starts_with(**sign));
            let several = ["/", ",", "、", "|"].iter().chain(&ALSO).find(|sign| left.starts_with(**sign));
            let Some(sign) = range.or(several) else {
                self.at = before;
                return;
            };
            self.at += sign.len();
            let tight = !self.left().starts_with(' ');
            self.skip_space();
            // "5, 6, and 7"
            if *sign == ","
                && let Some(word) = ALSO.iter().find(|word| self.left().starts_with(**word))
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

    /// Further names after the first, up to the end of the text or to what is said of all: `EAGAIN, EWOULDBLOCK`,
    /// `EACCES or EPERM`, `LidLost / LidStuck - the lid`.
    pub(super) fn further_names(&mut self, lead: &mut Lead, mut joint: Joint) {
        let before = self.at;
        let mut names = Vec::new();
        // Whether a comma or colon divides some of them: what stands behind may be a text.
        let mut loose = false;
        while names.len() < 8 && !self.left().is_empty() {
            let slash = self.take(&['/']);
            self.skip_space();
            let word = ALSO.iter().find(|word| self.left().starts_with(**word));
            self.at += word.map_or(0, |word| word.len());
            self.take_quotes();
            let divided = slash || word.is_some();
            let start = self.at;
            let name = self.token().filter(|token| match lead.shape {
                Shape::Constant => shape_of(token) == Some(Shape::Constant) && (divided || joint == Joint::Sign),
                shape => shape == Shape::Camel && shape_of(token) == Some(shape) && divided,
            });
            let Some(name) = name else {
                self.at = start;
                break;
            };
            loose |= !divided;
            names.push(name.to_owned());
            joint = self.joint();
        }
        if self.left().is_empty() || (!loose && !names.is_empty() && matches!(joint, Joint::Dash | Joint::Sign)) {
            lead.codes.extend(names);
            lead.joint = joint;
        } else {
            self.at = before;
        }
    }

    /// Passes what divides a code from what follows.
    pub(super) fn joint(&mut self) -> Joint {
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
                '→' | '⇒' | '➜' => Joint::Dash,
                // A minus stands at its number, a dash (`-`, `--`) apart from what follows or right after the code;
                // `->` is an arrow.
                c if is_dash(c)
                    && (left
                        .trim_start_matches(is_dash)
                        .starts_with(|next: char| next.is_whitespace() || next == '>')
                        || left.chars().all(is_dash)
                        || (!spaced && !next.is_some_and(|n| n.is_ascii_digit()))) =>
                {
                    Joint::Dash
                }
                '(' | '（' | '[' | '【' if joint == Joint::End => return Joint::Bracket,
                _ if joint == Joint::End && (!c.is_ascii() || c.is_ascii_uppercase()) => return Joint::Space,
                _ => return joint,
            };
            if !matches!(joint, Joint::Sign | Joint::Dash) {
                joint = found;
            }
            self.at += c.len_utf8();
        }
    }

    /// A constant, or a name in brackets, after a number.
    pub(super) fn name_after_number(&mut self, text: &Text, lead: &mut Lead) {
        let before = self.at;
        if self.take_open() {
            self.take_quotes();
            let Some((inner, after)) = self.brackets() else {
                self.at = before;
                return;
            };
            let name = inner.trim_end_matches(['"', '`', '”']);
            match shape_of(name) {
                // "404 (application/json)" says what the answer is written in.
                Some(_) if MEDIA.iter().any(|media| name.starts_with(media)) => {}
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
        let joint = self.joint();
        // "VALUES LESS THAN it may be" is a message.
        let next = self.plain[self.at..].split_whitespace().next().unwrap_or("");
        let shouted = joint == Joint::Space && next.len() > 1 && next.bytes().all(|byte| byte.is_ascii_uppercase());
        let certain = match shape {
            Some(Shape::Constant) => {
                // "**3 - LID OPEN** The lid is open.": what is set apart is a phrase.
                let alone = marked && is_all_marked(text, start..start + token.len());
                token.contains('_') || (token.len() >= 5 && !shouted) || alone || joint == Joint::End
            }
            // "3: gas/lamp" is a text of two words.
            Some(Shape::Symbolic) => marked || !is_choice(token),
            // "3 - LidPress is away" is a text.
            Some(Shape::Camel) => joint != Joint::Space || lead.joint != Joint::Dash || marked,
            Some(Shape::Snake) => true,
            // "- `3` `Usage`: a lid too many": one word set as code before a sign, as its longer siblings are.
            Some(Shape::Word) => {
                let set_apart = is_set_as(text, start, &[MarkKind::Code]);
                joint == Joint::Sign && token.starts_with(char::is_uppercase) && set_apart
            }
            Some(Shape::Kebab) => marked || joint == Joint::End && token.matches('-').count() > 1,
            Some(Shape::Id) => joint != Joint::Space && token.contains('_'),
            _ => false,
        };
        // "E12: `lid_count` must be positive": a name that a sentence starts with is what the sentence is about; behind a
        // number a constant is its own.
        let subject = joint == Joint::Space
            && matches!(lead.joint, Joint::Sign | Joint::Dash)
            && (shape != Some(Shape::Constant) || lead.shape == Shape::Id)
            && next.starts_with(char::is_lowercase);
        let apart = joint != Joint::Space || lead.joint != Joint::Sign || marked || token.contains('_');
        if certain && apart && !subject {
            lead.symbol = Some(token.to_owned());
            if joint == Joint::Bracket || self.starts_notation() {
                self.bracketed_title(lead);
            }
        } else {
            self.at = start;
        }
    }

    /// Whether a hexadecimal number in brackets follows, as another notation of the number before it.
    fn starts_notation(&self) -> bool {
        let mut ahead = Cursor { plain: self.plain, at: self.at };
        ahead.take_open() && ahead.brackets().is_some_and(|(inner, _)| shape_of(inner) == Some(Shape::Hex))
    }

    /// A number after a constant: `NAME (4)`, `NAME = 4`, `NAME: 4`, `NAME 4 text`; or a name for people in brackets.
    pub(super) fn number_after_name(&mut self, lead: &mut Lead) {
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
                    let rest = number[first.len()..].trim_matches([',', '/', ';', ' ']);
                    // `LID_OPEN = [7, 'lid is open']`: what stands in quotes is the text.
                    let said = rest.strip_prefix(['\'', '"']).map(|said| said.trim_matches(['\'', '"']));
                    match said {
                        Some(said) => lead.title = Some(said.to_owned()).filter(|title| !title.is_empty()),
                        None => lead.other = Some(rest.to_owned()).filter(|other| !other.is_empty()),
                    }
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
        // `NAME 2 arguments expected`: only a sign or the end makes the number the code of a name without one. `USB 3 and
        // its lids` is a thing with its version.
        let thing = lead.codes.iter().all(|name| name.len() <= 4 && !name.contains('_') && !name.starts_with('E'));
        let constant = matches!(lead.joint, Joint::Space) && lead.shape == Shape::Constant && !thing;
        // `lidOpen -71 (0xFFB9)`
        let certain = joint != Joint::Space || constant || self.starts_notation();
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

/// Whether a text is a number that is long enough for a code.
fn is_long_number(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}
