//! How codes are spelled: the shapes of a single token, and what a short text such as a cell says in codes and names.

use std::ops::Range;

use super::words::words;

/// The shape of a token that could be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// Decimal digits, at most a sign before them.
    Number,
    /// `0x80072EE2`, `80072EE2`, `1Fh`.
    Hex,
    /// `403.14`, `5.7.13`.
    Dotted,
    /// `120001-130000`, `1 to 5`.
    Range,
    /// `5xx`.
    Wildcard,
    /// Letters and digits of an identifier: `ORA-00001`, `E11000`, `42S02`.
    Id,
    /// `NOT_FOUND`, `EACCES`.
    Constant,
    /// `Auth.Failure`, `auth/invalid-email`.
    Symbolic,
    /// `AccessDenied`, `tecNO_LINE`.
    Camel,
    /// `card_declined`.
    Snake,
    /// `rate-limit-exceeded`.
    Kebab,
    /// One plain word.
    Word,
}

impl Shape {
    /// Whether it is a number or several.
    pub(crate) fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Hex | Self::Dotted | Self::Range | Self::Wildcard)
    }

    /// Whether it is a number or a numbered identifier.
    pub(crate) fn is_key(self) -> bool {
        self.is_numeric() || self == Self::Id
    }

    /// Whether it is a name that only programs use.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Constant | Self::Symbolic | Self::Camel | Self::Snake | Self::Kebab)
    }
}

/// A code or name in a text, by its byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// Where it stands in the text.
    pub(crate) range: Range<usize>,
    /// Its shape.
    pub(crate) shape: Shape,
}

/// What a short text says, where it consists of codes and names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct CodeCell {
    /// The codes, at least one.
    pub(crate) codes: Vec<Spelled>,
    /// Constants that name them, one a code where there are as many.
    pub(crate) names: Vec<Spelled>,
    /// Words for people beside the code: `Not Found` in `404 Not Found`.
    pub(crate) phrase: Option<Range<usize>>,
    /// The same number in another notation.
    pub(crate) others: Vec<Range<usize>>,
}

/// The longest text that is read as a code with a name, in bytes.
const LONGEST_CELL: usize = 200;

/// The most words that a name for people has.
const LONGEST_PHRASE: usize = 8;

/// Whether a character is a sign that pages use for a minus or a dash.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// The shape of a token without white space, if it could be a code.
pub(crate) fn shape_of(token: &str) -> Option<Shape> {
    if token.is_empty() || token.len() > 120 {
        return None;
    }
    let unsigned = token.strip_prefix(|c: char| is_dash(c) || c == '+').unwrap_or(token);
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return (unsigned.len() <= 20).then_some(Shape::Number);
    }
    if is_grouped(unsigned) {
        return Some(Shape::Number);
    }
    if is_hex(unsigned) {
        return Some(Shape::Hex);
    }
    if is_dotted(unsigned) {
        return Some(Shape::Dotted);
    }
    if is_range(token) {
        return Some(Shape::Range);
    }
    if is_wildcard(token) {
        return Some(Shape::Wildcard);
    }
    identifier_shape(token)
}

/// `10,001`: digits in groups of three. Three-digit numbers from 100 to 599 are statuses in a row, `401,403`.
pub(crate) fn is_grouped(token: &str) -> bool {
    let mut groups = token.split(',');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.clone().peekable();
    let status = |group: &str| group.len() == 3 && matches!(group.as_bytes().first(), Some(b'1'..=b'5'));
    token.len() <= 27
        && rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && rest.all(|group| group.len() == 3 && digits(group))
        && !token.split(',').all(status)
}

fn is_hex(token: &str) -> bool {
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(digits) = token.strip_prefix("0x").or_else(|| token.strip_prefix("0X")) {
        return digits.len() <= 16 && is_digits(digits.trim_end_matches(['L', 'U', 'l', 'u']));
    }
    let digits = token.strip_suffix(['h', 'H']).unwrap_or(token);
    let has_digit = digits.bytes().any(|byte| byte.is_ascii_digit());
    has_digit && is_digits(digits) && (digits.len() == 8 || (digits.len() < token.len() && digits.len() >= 2))
}

fn is_dotted(token: &str) -> bool {
    let mut parts = 0;
    for part in token.split('.') {
        if part.is_empty() || part.len() > 9 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        parts += 1;
    }
    (2..=5).contains(&parts)
}

/// The value of a number or hexadecimal number.
pub(crate) fn value_of(token: &str) -> Option<i128> {
    let (negative, digits) = match token.strip_prefix(is_dash) {
        Some(digits) => (true, digits),
        None => (false, token.strip_prefix('+').unwrap_or(token)),
    };
    let value = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => i128::from_str_radix(hex.trim_end_matches(['L', 'U', 'l', 'u']), 16).ok()?,
        None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        None if is_grouped(digits) => digits.replace(',', "").parse().ok()?,
        None => i128::from_str_radix(digits.trim_end_matches(['h', 'H']), 16).ok()?,
    };
    Some(if negative { -value } else { value })
}

/// Whether two spellings are one number: equal, or one is the other's 32-bit two's complement.
fn is_same_number(a: &str, b: &str) -> bool {
    match (value_of(a), value_of(b)) {
        (Some(a), Some(b)) => a == b || a + (1 << 32) == b || b + (1 << 32) == a,
        _ => false,
    }
}

fn is_range(token: &str) -> bool {
    let body = token.char_indices().nth(1).map_or(token.len(), |(at, _)| at);
    let found = token[body..]
        .char_indices()
        .find(|&(_, c)| is_dash(c) || matches!(c, '~' | '\u{ff5e}' | '\u{301c}' | '\u{2026}'))
        .map(|(at, c)| (body + at, c.len_utf8()))
        .or_else(|| token.find("...").map(|at| (at, 3)))
        .or_else(|| token.find("..").map(|at| (at, 2)));
    let Some((at, length)) = found else { return false };
    let (first, last) = (&token[..at], &token[at + length..]);
    // `000-001` style identifiers have a part that a number has not: a leading zero.
    let plain = |part: &str| match shape_of_number(part) {
        Some(Shape::Number) => part.len() == 1 || !part.starts_with('0') || part.chars().all(|c| c == '0'),
        Some(Shape::Hex) => part.starts_with("0x") || part.starts_with("0X"),
        _ => false,
    };
    (plain(first) && plain(last) && is_ascending(first, last)) || is_id_range(first, last)
}

/// `E1006–E1009`: two ids of the same letters, rising.
fn is_id_range(first: &str, last: &str) -> bool {
    let split =
        |id: &str| id.find(|c: char| c.is_ascii_digit()).map(|at| (id[..at].to_owned(), id[at..].parse::<u64>().ok()));
    match (split(first), split(last)) {
        (Some((a, Some(first))), Some((b, Some(last)))) => {
            !a.is_empty() && a == b && a.bytes().all(|byte| byte.is_ascii_alphabetic()) && first < last
        }
        _ => false,
    }
}

/// Whether two numbers are the ends of a range: rising, or away from zero below it.
fn is_ascending(first: &str, last: &str) -> bool {
    match (value_of(first), value_of(last)) {
        (Some(first), Some(last)) => first < last || (last < first && first < 0),
        _ => false,
    }
}

fn shape_of_number(token: &str) -> Option<Shape> {
    let unsigned = token.strip_prefix(is_dash).unwrap_or(token);
    if !unsigned.is_empty() && unsigned.len() <= 20 && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        Some(Shape::Number)
    } else {
        is_hex(unsigned).then_some(Shape::Hex)
    }
}

fn is_wildcard(token: &str) -> bool {
    // `128+n`
    if let Some((digits, letter)) = token.split_once('+') {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        return plain && matches!(letter, "n" | "N" | "x" | "X");
    }
    // `50.x`
    if let Some((number, "x" | "X" | "xx" | "XX" | "*" | "n")) = token.rsplit_once('.') {
        return number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty() || is_dotted(number);
    }
    let digits = token.trim_end_matches(['x', 'X', '*']);
    !digits.is_empty()
        && digits.len() < token.len()
        && token.len() <= 10
        && token.len() >= 3
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn identifier_shape(token: &str) -> Option<Shape> {
    if !token.is_ascii() {
        return None;
    }
    let (mut upper, mut lower, mut digits, mut under, mut dash, mut joint) = (0, 0, 0, 0, 0, 0);
    let mut hump = false;
    let mut before = b' ';
    for byte in token.bytes() {
        match byte {
            b'A'..=b'Z' => {
                upper += 1;
                hump |= before.is_ascii_lowercase();
            }
            b'a'..=b'z' => lower += 1,
            b'0'..=b'9' => digits += 1,
            b'_' => under += 1,
            b'-' => dash += 1,
            // A joint stands between letters: at an end, or doubled, it is punctuation.
            b'.' | b':' | b'/' | b'$' | b'@' => {
                let doubled = byte == b':' && before == b':';
                if !before.is_ascii_alphanumeric() && !doubled {
                    return None;
                }
                joint += 1;
            }
            _ => return None,
        }
        before = byte;
    }
    if !before.is_ascii_alphanumeric() && before != b'_' {
        return None;
    }
    let first = token.bytes().next().unwrap_or(b' ');
    if upper + lower == 0 || (!first.is_ascii_alphanumeric() && first != b'_') {
        return None;
    }
    let (upper, lower, digits) = (upper > 0, lower > 0, digits);
    if joint > 0 {
        // `e.g`, `v1.2`, `0.5s` are no names.
        let parts = token.split(['.', ':', '/', '$', '@']).filter(|part| !part.is_empty());
        let named =
            parts.clone().filter(|part| part.len() > 1 && part.bytes().any(|b| b.is_ascii_alphabetic())).count();
        let domain = token.starts_with("www.") || token.contains("//");
        if !lower && is_numbered_part(token) {
            return Some(Shape::Id);
        }
        return match (named >= 2, domain) {
            (true, false) => Some(Shape::Symbolic),
            _ if digits >= 3 && upper => Some(Shape::Id),
            _ => None,
        };
    }
    if digits > 0 && under == 0 {
        // `E11000`, `42S02`, `ORA-00001`; lower-case `utf8` and `int32` are words.
        let letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
        let numbered = token.bytes().last().is_some_and(|byte| byte.is_ascii_digit()) || digits >= 2 || !lower;
        if !hump && numbered && (!lower || digits >= 3) && (dash <= 3) && letters <= 24 {
            return Some(Shape::Id);
        }
    }
    if upper && !lower {
        return match under + dash {
            0 => (token.len() >= 2).then_some(Shape::Constant),
            _ => Some(Shape::Constant),
        };
    }
    if under > 0 {
        return Some(if upper { Shape::Camel } else { Shape::Snake });
    }
    if dash > 0 {
        return Some(Shape::Kebab);
    }
    if hump || (upper && lower && token.bytes().filter(u8::is_ascii_uppercase).count() >= 2) {
        return Some(Shape::Camel);
    }
    Some(Shape::Word)
}

/// `AL.10`, `F.E1`: a short mark of letters, a point, and a number.
fn is_numbered_part(token: &str) -> bool {
    token.split_once(['.', ':']).is_some_and(|(mark, number)| {
        (1..=4).contains(&mark.len())
            && mark.bytes().all(|byte| byte.is_ascii_uppercase())
            && mark != "V"
            && (2..=6).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().any(|byte| byte.is_ascii_digit())
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A comma, slash, semicolon, line break or word such as "or" between alternatives.
    Between,
    /// A dash with space around it, a colon, an equals sign.
    Joint,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

#[derive(Debug, Clone)]
enum Piece {
    Code(Spelled),
    Name(Spelled),
    Word(Range<usize>),
    Sign(Sign),
}

/// Reads a short text that consists of codes and their names, such as the cell of a code column; `None` for prose.
pub(crate) fn read_code_cell(plain: &str) -> Option<CodeCell> {
    if plain.is_empty() || plain.len() > LONGEST_CELL {
        return None;
    }
    let mut pieces = pieces(plain);
    drop_prefix(plain, &mut pieces);
    join_letter(plain, &mut pieces);
    join_ranges(plain, &mut pieces);
    let codes = pieces.iter().filter(|piece| matches!(piece, Piece::Code(_))).count();
    let names = pieces.iter().filter(|piece| matches!(piece, Piece::Name(_))).count();
    let words = pieces.iter().filter(|piece| matches!(piece, Piece::Word(_))).count();
    match (codes, names, words) {
        (0, 0, 1) => single_word(plain, &pieces),
        (0, _, 0) => {
            Some(CodeCell { codes: names_of(&pieces), ..CodeCell::default() }).filter(|cell| !cell.codes.is_empty())
        }
        (_, _, 0) => numbers(plain, &pieces),
        _ => code_and_phrase(plain, &pieces),
    }
}

fn names_of(pieces: &[Piece]) -> Vec<Spelled> {
    pieces.iter().filter_map(|piece| if let Piece::Name(name) = piece { Some(name.clone()) } else { None }).collect()
}

fn single_word(plain: &str, pieces: &[Piece]) -> Option<CodeCell> {
    let range =
        pieces.iter().find_map(|piece| if let Piece::Word(range) = piece { Some(range.clone()) } else { None })?;
    let shape = shape_of(&plain[range.clone()])?;
    Some(CodeCell { codes: vec![Spelled { range, shape }], ..CodeCell::default() })
}

/// Codes, with or without constants, and no other words.
fn numbers(plain: &str, pieces: &[Piece]) -> Option<CodeCell> {
    let mut cell = CodeCell { names: names_of(pieces), ..CodeCell::default() };
    let mut between = true;
    let mut bracket = false;
    for piece in pieces {
        match piece {
            Piece::Code(code) => {
                let same = cell
                    .codes
                    .last()
                    .is_some_and(|last| is_same_number(&plain[last.range.clone()], &plain[code.range.clone()]));
                if cell.codes.is_empty() || (between && !same && !bracket) {
                    cell.codes.push(code.clone());
                } else {
                    cell.others.push(code.range.clone());
                }
                between = false;
            }
            Piece::Sign(Sign::Between) => between = true,
            Piece::Sign(Sign::Open) => bracket = true,
            Piece::Sign(Sign::Close) => bracket = false,
            Piece::Sign(Sign::Joint) | Piece::Name(_) | Piece::Word(_) => {}
        }
    }
    // Several numbers of one constant are several codes only where commas or the like divide them.
    (!cell.codes.is_empty()).then_some(cell)
}

/// A code and words for people: `404 Not Found`, `Not Found (404)`, `EACCES (Permission denied)`.
fn code_and_phrase(plain: &str, pieces: &[Piece]) -> Option<CodeCell> {
    let first_word = pieces.iter().position(|piece| matches!(piece, Piece::Word(_)))?;
    let (head, tail) = pieces.split_at(first_word);
    if let Some(start) = head.iter().find_map(range_of_piece) {
        // Code first. A constant wants a sign between it and the words, or it is the first word of a sentence.
        let coded = head.iter().any(|piece| matches!(piece, Piece::Code(_)));
        let signed = head.iter().any(|piece| matches!(piece, Piece::Sign(Sign::Open | Sign::Joint)));
        if !coded && !signed {
            return None;
        }
        let words = tail.iter().filter(|piece| !matches!(piece, Piece::Sign(_))).count();
        // Behind a dash or colon there may be a whole sentence.
        let longest = if signed && coded { 2 * LONGEST_PHRASE } else { LONGEST_PHRASE };
        if words > longest || start.start > 3 {
            return None;
        }
        let from = tail.iter().find_map(range_of_piece)?.start;
        let phrase = trim_phrase(plain, from..plain.len());
        // `404 (Not Found) and 410 (Gone)` is several codes with phrases: too rare to guess at.
        let later = tail.iter().any(|piece| matches!(piece, Piece::Code(_)));
        if later && !phrase.is_empty() && tail.iter().filter(|piece| matches!(piece, Piece::Code(_))).count() > 1 {
            return None;
        }
        let mut cell =
            if coded { numbers(plain, head)? } else { CodeCell { codes: names_of(head), ..CodeCell::default() } };
        cell.phrase = (!phrase.is_empty()).then_some(phrase);
        return Some(cell);
    }
    // Words first: the code stands last, in brackets or after a colon or dash.
    let at = pieces.iter().position(|piece| matches!(piece, Piece::Code(_) | Piece::Name(_)))?;
    let signed = at > 0 && matches!(pieces[at - 1], Piece::Sign(Sign::Open | Sign::Joint));
    let words = pieces[..at].iter().filter(|piece| matches!(piece, Piece::Word(_))).count();
    let after = pieces[at + 1..].iter().any(|piece| matches!(piece, Piece::Word(_)));
    if !signed || words > LONGEST_PHRASE || after {
        return None;
    }
    let rest = &pieces[at..];
    let mut cell = if rest.iter().any(|piece| matches!(piece, Piece::Code(_))) {
        numbers(plain, rest)?
    } else {
        CodeCell { codes: names_of(rest), ..CodeCell::default() }
    };
    let end = range_of_piece(&pieces[at])?.start;
    let phrase = trim_phrase(plain, pieces.iter().find_map(range_of_piece)?.start..end);
    cell.phrase = (!phrase.is_empty()).then_some(phrase);
    Some(cell)
}

fn range_of_piece(piece: &Piece) -> Option<Range<usize>> {
    match piece {
        Piece::Code(spelled) | Piece::Name(spelled) => Some(spelled.range.clone()),
        Piece::Word(range) => Some(range.clone()),
        Piece::Sign(_) => None,
    }
}

/// A phrase without the brackets, dashes and colons around it.
fn trim_phrase(plain: &str, range: Range<usize>) -> Range<usize> {
    let part = &plain[range.clone()];
    let around = |c: char| {
        c.is_whitespace()
            || is_dash(c)
            || matches!(c, '(' | '[' | '（' | '【' | '"' | '“' | '”' | '`' | ':' | '：' | ',' | '=' | '*')
    };
    let start = range.start + (part.len() - part.trim_start_matches(around).len());
    let part = part.trim_start_matches(around);
    let mut end = start + part.trim_end_matches(around).len();
    // A closing bracket goes where its opening one went.
    let kept = &plain[start..end];
    if kept.ends_with([')', ']', '）', '】']) && !kept.contains(['(', '[', '（', '【']) {
        end = start + kept.trim_end_matches([')', ']', '）', '】', ' ', '"', '”']).len();
    }
    start..end
}

/// `Error 404`, `SQLSTATE 42S02`: the word before says only that a code follows.
fn drop_prefix(plain: &str, pieces: &mut Vec<Piece>) {
    let prefix = |range: &Range<usize>| words().is_code_prefix(&plain[range.clone()]);
    while pieces.len() > 1 {
        let drop = match &pieces[0] {
            Piece::Word(range) => prefix(range),
            Piece::Name(name) => prefix(&name.range) && matches!(pieces.get(1), Some(Piece::Code(_))),
            Piece::Sign(_) => {
                !matches!(pieces[0], Piece::Sign(Sign::Open)) || matches!(pieces[1], Piece::Code(_) | Piece::Name(_))
            }
            Piece::Code(_) => false,
        };
        let code_follows =
            pieces[1..].iter().find(|piece| !matches!(piece, Piece::Sign(_))).is_some_and(|piece| match piece {
                Piece::Code(_) | Piece::Name(_) => true,
                Piece::Word(range) => prefix(range),
                Piece::Sign(_) => false,
            });
        if !(drop && code_follows) {
            break;
        }
        pieces.remove(0);
    }
}

/// `H 01`: a capital and a number are one code, where they are all there is.
fn join_letter(plain: &str, pieces: &mut Vec<Piece>) {
    if let [Piece::Word(letter), Piece::Code(number)] = pieces.as_slice()
        && number.shape == Shape::Number
        && plain[letter.clone()].bytes().all(|byte| byte.is_ascii_uppercase())
        && letter.len() == 1
        && plain.get(letter.end..number.range.start) == Some(" ")
        && plain[number.range.clone()].bytes().all(|byte| byte.is_ascii_digit())
    {
        *pieces = vec![Piece::Code(Spelled { range: letter.start..number.range.end, shape: Shape::Id })];
    }
}

/// `100 - 199`, `100 to 199`: two numbers and a sign or word become one range.
fn join_ranges(plain: &str, pieces: &mut Vec<Piece>) {
    let mut index = 0;
    while index + 2 < pieces.len() {
        if let (Piece::Code(first), Piece::Code(last)) = (&pieces[index], &pieces[index + 2])
            && matches!(first.shape, Shape::Number | Shape::Hex)
            && first.shape == last.shape
        {
            let sign = plain[first.range.end..last.range.start].trim();
            let joins = match &pieces[index + 1] {
                Piece::Word(range) => words().is_range_word(&plain[range.clone()]),
                Piece::Sign(Sign::Joint) => {
                    sign.chars().all(|c| is_dash(c) || matches!(c, '~' | '\u{ff5e}' | '\u{301c}' | '\u{2026}' | '.'))
                }
                _ => false,
            };
            if joins && is_ascending(&plain[first.range.clone()], &plain[last.range.clone()]) {
                let joined = Spelled { range: first.range.start..last.range.end, shape: Shape::Range };
                pieces.splice(index..index + 3, [Piece::Code(joined)]);
            }
        }
        index += 1;
    }
}

/// Whether the comma at a place stands between the thousands of a number.
fn groups_thousands(plain: &str, start: Option<usize>, at: usize) -> bool {
    let start =
        start.map_or(at, |start| start + plain[start..at].len() - plain[start..at].trim_start_matches(is_dash).len());
    let rest = &plain[start..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',')).unwrap_or(rest.len());
    let followed = rest[end..].chars().next().is_some_and(char::is_alphanumeric);
    start < at && !followed && is_grouped(&rest[..end])
}

fn pieces(plain: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = None;
    let bytes = plain.as_bytes();
    for (at, c) in plain.char_indices() {
        let next = plain[at + c.len_utf8()..].chars().next();
        let sign = match c {
            // `10,001` is one number.
            ',' if groups_thousands(plain, start, at) => None,
            '\n' | ',' | ';' | '，' | '；' | '、' | '|' | '｜' => Some(Some(Sign::Between)),
            '/' => {
                // Between letters a slash belongs to a name; elsewhere it divides alternatives.
                let word = start.map_or("", |start| &plain[start..at]);
                let letters = word.bytes().any(|byte| byte.is_ascii_lowercase())
                    && next.is_some_and(|next| next.is_ascii_lowercase())
                    && shape_of(word).is_some();
                (!letters).then_some(Some(Sign::Between))
            }
            '(' | '[' | '{' | '（' | '【' | '<' | '「' => Some(Some(Sign::Open)),
            ')' | ']' | '}' | '）' | '】' | '>' | '」' => Some(Some(Sign::Close)),
            '=' | '：' | '～' | '~' | '→' => {
                let within = c != '=' && c != '：' && start.is_some() && next.is_some_and(|next| next.is_ascii_digit());
                (!within).then_some(Some(Sign::Joint))
            }
            ':' => {
                let within = start.is_some() && next.is_some_and(|next| next.is_alphanumeric() || next == ':');
                (!within).then_some(Some(Sign::Joint))
            }
            '"' | '“' | '”' | '\'' | '‘' | '’' | '`' | '*' | '†' | '‡' | '¹' | '²' | '³' | '#' | '!' => {
                Some(None)
            }
            '…' if start.is_none() || next.is_none_or(|next| !next.is_ascii_digit()) => Some(Some(Sign::Joint)),
            c if is_dash(c) && start.is_none() => {
                // A sign where a number follows at once and nothing numeric stands before.
                let signed = next.is_some_and(|next| next.is_ascii_digit());
                (!signed).then_some(Some(Sign::Joint))
            }
            c if c.is_whitespace() => Some(None),
            _ => None,
        };
        match sign {
            None => {
                start.get_or_insert(at);
            }
            Some(sign) => {
                // `4*` and `5**` are wildcards; an apostrophe within a word belongs to it.
                let wild = c == '*' && start.is_some_and(|start| bytes[start].is_ascii_digit()) && at > 0;
                let apostrophe = matches!(c, '\'' | '’') && start.is_some() && next.is_some_and(char::is_alphabetic);
                if apostrophe || (wild && next == Some('*')) {
                    continue;
                }
                if let Some(start) = start.take() {
                    token(plain, start..at, &mut pieces);
                }
                if let Some(sign) = sign {
                    pieces.push(Piece::Sign(sign));
                }
            }
        }
    }
    if let Some(start) = start {
        token(plain, start..plain.len(), &mut pieces);
    }
    // Signs at the end, and an empty pair of brackets, say nothing.
    while matches!(pieces.last(), Some(Piece::Sign(_))) {
        pieces.pop();
    }
    pieces
}

fn token(plain: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    let text = &plain[range.clone()];
    let trimmed = text.trim_end_matches(['.', ':', '!', '。', '%']);
    let trimmed = if trimmed.is_empty() { text } else { trimmed };
    let range = range.start..range.start + trimmed.len();
    if words().is_conjunction(trimmed) {
        pieces.push(Piece::Sign(Sign::Between));
        return;
    }
    if trimmed == ".." || trimmed == "..." {
        pieces.push(Piece::Sign(Sign::Joint));
        return;
    }
    pieces.push(match shape_of(trimmed) {
        Some(shape) if shape.is_key() && !text.ends_with('%') => Piece::Code(Spelled { range, shape }),
        // A kebab or capital word may be English: it is a name only by itself, which the caller sees.
        Some(shape) if shape.is_name() && (shape != Shape::Kebab || plain.trim().len() == trimmed.len()) => {
            Piece::Name(Spelled { range, shape })
        }
        _ => Piece::Word(range),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_shapes() {
        for (token, shape) in [
            ("7", Shape::Number),
            ("-302", Shape::Number),
            ("\u{2212}302", Shape::Number),
            ("0x80072EE2", Shape::Hex),
            ("80072EE2h", Shape::Hex),
            ("C000000D", Shape::Hex),
            ("10,001", Shape::Number),
            ("403.14", Shape::Dotted),
            ("5.7.13", Shape::Dotted),
            ("120001-130000", Shape::Range),
            ("0x10-0x1F", Shape::Range),
            ("-9~-3", Shape::Range),
            ("5xx", Shape::Wildcard),
            ("50.x", Shape::Wildcard),
            ("XQ03001", Shape::Id),
            ("ABC-00001", Shape::Id),
            ("42S02", Shape::Id),
            ("AL.10", Shape::Id),
            ("AL.E1", Shape::Id),
            ("E-05", Shape::Id),
            ("HY000", Shape::Id),
            ("NOT_FOUND", Shape::Constant),
            ("EACCES", Shape::Constant),
            ("Auth.Failure", Shape::Symbolic),
            ("auth/no-such-user", Shape::Symbolic),
            ("AccessDenied", Shape::Camel),
            ("tecNO_LINE", Shape::Camel),
            ("card_declined", Shape::Snake),
            ("rate-limit", Shape::Kebab),
            ("Throttled", Shape::Word),
            ("utf8", Shape::Word),
        ] {
            assert_eq!(shape_of(token), Some(shape), "{token}");
        }
        for token in ["", "失败", "a,b", "(x)", "--", "…"] {
            assert_eq!(shape_of(token), None, "{token}");
        }
    }

    /// `codes | names | phrase | other notations`.
    fn reading(plain: &str) -> String {
        let Some(cell) = read_code_cell(plain) else { return "-".to_owned() };
        let texts = |list: &[Spelled]| list.iter().map(|one| &plain[one.range.clone()]).collect::<Vec<_>>().join(",");
        let others = cell.others.iter().map(|range| &plain[range.clone()]).collect::<Vec<_>>().join(",");
        let phrase = cell.phrase.clone().map_or("", |range| &plain[range]);
        format!("{}|{}|{phrase}|{others}", texts(&cell.codes), texts(&cell.names)).trim_end_matches('|').to_owned()
    }

    #[test]
    fn commas_between_thousands_divide_nothing() {
        for (cell, codes) in [("10,001", 1), ("-1,001", 1), ("1,234,567", 1), ("401,403", 2), ("7,8", 2), ("7, 100", 2)]
        {
            assert_eq!(read_code_cell(cell).map(|cell| cell.codes.len()), Some(codes), "{cell}");
        }
    }

    #[test]
    fn cells_come_apart() {
        for (cell, expected) in [
            ("404", "404"),
            ("\u{2212}302", "\u{2212}302"),
            ("404:", "404"),
            ("\"404\"", "404"),
            ("[404]", "404"),
            ("404*", "404"),
            ("100 to 199", "100 to 199"),
            ("100 – 199", "100 – 199"),
            ("100~199", "100~199"),
            ("100 ~ 199", "100 ~ 199"),
            ("-1 – -99", "-1 – -99"),
            ("128+n", "128+n"),
            ("E1006–E1009", "E1006–E1009"),
            ("5.7.13 or 135", "5.7.13,135"),
            ("30004/40004", "30004,40004"),
            ("1, 2, 3", "1,2,3"),
            ("1、2", "1,2"),
            ("10,001", "10,001"),
            ("-1,001", "-1,001"),
            ("10,001 (Lid open)", "10,001||Lid open"),
            ("401,403", "401,403"),
            ("7,8", "7,8"),
            ("7,0081", "7,0081"),
            ("200 (OK)", "200|OK"),
            ("404 Not Found", "404||Not Found"),
            ("404 - Not Found", "404||Not Found"),
            ("Not Found (404)", "404||Not Found"),
            ("409: 资源冲突", "409||资源冲突"),
            ("DB_errName -1234", "-1234|DB_errName"),
            ("LITE_ABORT (4)", "4|LITE_ABORT"),
            ("(4) LITE_ABORT", "4|LITE_ABORT"),
            ("NO_SUCH_FILE\n0x80240038", "0x80240038|NO_SUCH_FILE"),
            ("NO_SUCH_FILE / 0x8024", "0x8024|NO_SUCH_FILE"),
            ("NO_SUCH_FILE\n5 (0x5)", "5|NO_SUCH_FILE||0x5"),
            ("-2147467259 (0x80004005)", "-2147467259|||0x80004005"),
            ("Error 404", "404"),
            ("H 01", "H 01"),
            ("SQLSTATE 0100C", "0100C"),
            ("HTTP 404", "404"),
            ("EACCES (Permission denied)", "EACCES||Permission denied"),
            ("AccessDenied", "AccessDenied"),
            ("InvalidName, InvalidSize", "InvalidName,InvalidSize"),
            ("Throttled", "Throttled"),
            ("rate-limit-exceeded", "rate-limit-exceeded"),
            ("Class 00 — Fine", "-"),
            ("The server is busy.", "-"),
            ("The limit of 100 items", "-"),
            ("", "-"),
        ] {
            assert_eq!(reading(cell), expected, "{cell}");
        }
    }
}
