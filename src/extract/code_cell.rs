//! What a short text such as the cell of a code column says in codes and names.

use std::ops::Range;

use super::spelling::{Shape, is_ascending, is_dash, is_grouped, is_same_number, shape_of};
use super::words::words;

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
    join_comparison(plain, &mut pieces);
    join_ranges(plain, &mut pieces);
    let codes = pieces.iter().filter(|piece| matches!(piece, Piece::Code(_))).count();
    let names = pieces.iter().filter(|piece| matches!(piece, Piece::Name(_))).count();
    let words = pieces.iter().filter(|piece| matches!(piece, Piece::Word(_))).count();
    match (codes, names, words) {
        (0, 0, 1) => single_word(plain, &pieces),
        // "LID OPEN" is a phrase in capitals.
        (0, 2.., 0) if is_capitals(plain) => None,
        (0, _, 0) => {
            Some(CodeCell { codes: names_of(&pieces), ..CodeCell::default() }).filter(|cell| !cell.codes.is_empty())
        }
        (_, _, 0) => numbers(plain, &pieces),
        _ => code_and_phrase(plain, &pieces),
    }
}

/// Reads a text that starts with a numbered code and goes on in any words: `E204 The lid was open for too long.`
pub(crate) fn read_led_text(plain: &str) -> Option<CodeCell> {
    let (head, rest) = plain.split_once(char::is_whitespace)?;
    let spelled = head.trim_end_matches([':', '.', '-', ')', '：']);
    let shape = shape_of(spelled).filter(|shape| shape.is_key() && *shape != Shape::Dotted)?;
    let long = spelled.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let from = plain.len() - rest.len();
    let phrase = trim_phrase(plain, from..plain.len());
    (long && !phrase.is_empty()).then(|| CodeCell {
        codes: vec![Spelled { range: 0..spelled.len(), shape }],
        phrase: Some(phrase),
        ..CodeCell::default()
    })
}

/// Whether a text is words in capitals with nothing but space between them.
fn is_capitals(plain: &str) -> bool {
    plain.chars().all(|c| c.is_ascii_uppercase() || c == ' ')
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

/// `> 0`, `>= 128`: all numbers from one on, or up to one.
fn join_comparison(plain: &str, pieces: &mut Vec<Piece>) {
    if let [Piece::Code(number)] | [Piece::Word(_), Piece::Code(number)] = pieces.as_slice()
        && number.shape == Shape::Number
        && matches!(plain[..number.range.start].trim(), ">" | "<" | ">=" | "<=" | "≥" | "≤" | "＞" | "＜")
        && plain[number.range.end..].trim().is_empty()
    {
        let start = plain.len() - plain.trim_start().len();
        *pieces = vec![Piece::Code(Spelled { range: start..number.range.end, shape: Shape::Range })];
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
            ("> 0", "> 0"),
            (">=128", ">=128"),
            ("≥ 1", "≥ 1"),
            ("<5>", "5"),
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
            ("LID OPEN", "-"),
            ("LID_OPEN LID_LOST", "LID_OPEN,LID_LOST"),
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
