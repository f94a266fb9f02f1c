//! What a short text such as the cell of a code column says in codes and names.

use std::ops::Range;

use super::cells::is_made_of_values;
use super::code_pieces::{
    LONGEST_PHRASE, Piece, Sign, Spelled, drop_cast, drop_prefix, is_plain_prose, join_comparison, join_letter,
    join_ranges, join_spread, pieces, range_of_piece,
};
use super::spelling::{Shape, is_dash, is_same_number, shape_of};
use super::topic::caller_length;
use super::words::words;

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

impl CodeCell {
    /// A name and, in brackets behind it, the HTTP status that goes with it: `LID_LOST (404)`.
    pub(crate) fn answered<'p>(&self, plain: &'p str) -> Option<(&'p str, &'p str)> {
        let ([status], Some(name)) = (self.codes.as_slice(), self.names.first()) else { return None };
        let before = plain.get(name.range.end..status.range.start)?;
        let number = plain.get(status.range.clone())?;
        let failed = status.shape == Shape::Number && number.len() == 3 && number.starts_with(['4', '5']);
        (failed && before.ends_with('(')).then_some((plain.get(name.range.clone())?, number))
    }

    /// Whether a word before it says that it is a code: `HTTP 404: there is no lid`.
    pub(crate) fn is_called(&self) -> bool {
        self.codes.first().is_some_and(|code| code.range.start > 0)
    }

    /// A text that is one sign in capitals, digits and stops (`L:NO:FAN`, `A`), which only a header can call a code.
    pub(crate) fn verbatim(plain: &str) -> Option<Self> {
        let signs = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || ".:-_/#*+!".contains(c);
        let named = plain.contains(|c: char| c.is_ascii_uppercase());
        let fits = (1..=LONGEST_SIGN).contains(&plain.len()) && named && plain.chars().all(signs);
        let code = Spelled { range: 0..plain.len(), shape: Shape::Constant };
        fits.then(|| Self { codes: vec![code], ..Self::default() })
    }

    /// The same with the name as the code, and the number beside it.
    pub(crate) fn by_name(mut self) -> Self {
        let numbers = std::mem::take(&mut self.codes);
        self.names.truncate(1);
        self.codes = std::mem::take(&mut self.names);
        self.others = numbers.into_iter().map(|number| number.range).collect();
        self
    }
}

/// The longest sign that is read as a code as it stands, in bytes.
const LONGEST_SIGN: usize = 16;

/// The longest text that is read as a code with a name, in bytes.
const LONGEST_CELL: usize = 200;

/// The longest text that is read as nothing but codes, in bytes.
const LONGEST_LIST: usize = 2000;

/// Reads a short text that consists of codes and their names, such as the cell of a code column; `None` for prose.
pub(crate) fn read_code_cell(plain: &str) -> Option<CodeCell> {
    let is_sample = plain.starts_with('{') && plain.contains("\":");
    if plain.is_empty() || plain.len() > LONGEST_LIST || is_sample || is_made_of_values(plain) {
        return None;
    }
    if plain.len() > LONGEST_CELL {
        return read_line(plain).filter(|cell| cell.codes.len() > 1 && cell.phrase.is_none());
    }
    // A line that says that there is nothing more says nothing.
    if let Some((first, second)) = plain.split_once('\n')
        && words().is_placeholder(second)
    {
        return read_code_cell(first);
    }
    if is_one_word(plain) {
        return read_word(plain);
    }
    read_line(plain).or_else(|| read_lines(plain))
}

/// Whether a text is a number or a name without any sign that would divide it, as most codes are.
fn is_one_word(plain: &str) -> bool {
    let digits = plain.strip_prefix('-').unwrap_or_default();
    plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        || !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads such a text, as [`read_line`] does.
fn read_word(plain: &str) -> Option<CodeCell> {
    let shape = shape_of(plain).filter(|_| !words().is_conjunction(plain))?;
    Some(CodeCell { codes: vec![Spelled { range: 0..plain.len(), shape }], ..CodeCell::default() })
}

/// Reads words for people on one line and the number that they name on the other.
fn read_lines(plain: &str) -> Option<CodeCell> {
    let (words, number) = plain.split_once('\n').filter(|(_, number)| !number.contains('\n'))?;
    // A long number may stand above a whole text.
    if words.len() > 3 && words.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(CodeCell {
            codes: vec![Spelled { range: 0..words.len(), shape: Shape::Number }],
            phrase: Some(trim_phrase(plain, words.len()..plain.len())).filter(|phrase| !phrase.is_empty()),
            ..CodeCell::default()
        });
    }
    let start = plain.len() - number.len();
    let cell = read_line(number).filter(|cell| cell.names.is_empty() && cell.phrase.is_none())?;
    let long = |code: &Spelled| {
        let digits = number[code.range.clone()].bytes().filter(u8::is_ascii_hexdigit).count();
        code.shape.is_numeric() && code.shape != Shape::Dotted && digits >= 3
    };
    let short = words.split_whitespace().count() <= LONGEST_PHRASE;
    let moved = |code: &Spelled| Spelled { range: start + code.range.start..start + code.range.end, shape: code.shape };
    (short && cell.codes.iter().all(long)).then(|| CodeCell {
        codes: cell.codes.iter().map(moved).collect(),
        phrase: Some(trim_phrase(plain, 0..words.len())).filter(|phrase| !phrase.is_empty()),
        ..CodeCell::default()
    })
}

fn read_line(plain: &str) -> Option<CodeCell> {
    if is_plain_prose(plain) { None } else { read_pieces(plain) }
}

fn read_pieces(plain: &str) -> Option<CodeCell> {
    let mut pieces = pieces(plain)?;
    drop_cast(plain, &mut pieces);
    drop_prefix(plain, &mut pieces);
    join_letter(plain, &mut pieces);
    join_spread(plain, &mut pieces);
    join_comparison(plain, &mut pieces);
    join_ranges(plain, &mut pieces);
    join_capitals(plain, &mut pieces);
    let codes = pieces.iter().filter(|piece| matches!(piece, Piece::Code(_))).count();
    let names = pieces.iter().filter(|piece| matches!(piece, Piece::Name(_))).count();
    let words = pieces.iter().filter(|piece| matches!(piece, Piece::Word(_))).count();
    match (codes, names, words) {
        (0, 0, 1) => single_word(plain, &pieces),
        // "LID OPEN" is a phrase in capitals.
        (0, 2.., 0) if is_capitals(plain) => None,
        (0, 2, 0) if names_of_two_kinds(plain, &pieces) => {
            let mut codes = names_of(&pieces);
            let names = codes.split_off(1);
            Some(CodeCell { codes, names, ..CodeCell::default() })
        }
        (0, _, 0) => {
            Some(CodeCell { codes: names_of(&pieces), ..CodeCell::default() }).filter(|cell| !cell.codes.is_empty())
        }
        (_, _, 0) => numbers(plain, &pieces),
        _ => code_and_phrase(plain, &pieces),
    }
}

/// Reads a text that starts with a numbered code and goes on in any words: `E204 The lid was open for too long.`,
/// `HTTP 404: there is no lid`.
pub(crate) fn read_led_text(plain: &str) -> Option<CodeCell> {
    let called = caller_length(plain);
    let (head, rest) = plain.get(called..)?.split_once(char::is_whitespace)?;
    let spelled = head.trim_end_matches([':', '.', '-', ')', '：']);
    // "Error 204 stands for a lid" is a sentence.
    if called > 0 && !head.ends_with([':', '：']) {
        return None;
    }
    let shape = shape_of(spelled).filter(|shape| shape.is_key() && *shape != Shape::Dotted)?;
    let long = spelled.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let from = plain.len() - rest.len();
    let phrase = trim_phrase(plain, from..plain.len());
    (long && !phrase.is_empty()).then(|| CodeCell {
        codes: vec![Spelled { range: called..called + spelled.len(), shape }],
        phrase: Some(phrase),
        ..CodeCell::default()
    })
}

/// Several words in capitals beside a code are a phrase: `400 (BAD REQUEST)`.
fn join_capitals(plain: &str, pieces: &mut [Piece]) {
    let names = pieces.iter().filter_map(|piece| if let Piece::Name(name) = piece { Some(&name.range) } else { None });
    let (count, coded) = (names.clone().count(), pieces.iter().any(|piece| matches!(piece, Piece::Code(_))));
    let span = names.map(|range| (range.start, range.end)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    if !coded || count < 2 || !span.and_then(|(start, end)| plain.get(start..end)).is_some_and(is_capitals) {
        return;
    }
    for piece in pieces {
        if let Piece::Name(name) = piece {
            *piece = Piece::Word(name.range.clone());
        }
    }
}

/// Whether a text is words in capitals with nothing but space between them.
fn is_capitals(plain: &str) -> bool {
    plain.chars().all(|c| c.is_ascii_uppercase() || c == ' ')
}

/// Whether two names on two lines are a constant and the name of its class: `LID_OPEN`, `LidError`.
fn names_of_two_kinds(plain: &str, pieces: &[Piece]) -> bool {
    let names = names_of(pieces);
    let [first, second] = names.as_slice() else { return false };
    let lines = plain.get(first.range.end..second.range.start).is_some_and(|between| between.trim_matches(' ') == "\n");
    lines && first.shape == Shape::Constant && second.shape == Shape::Camel
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

/// Whether a name stands in quotation marks and a word of a sentence follows them.
fn is_quoted_subject(plain: &str, name: &Range<usize>, word: usize) -> bool {
    let opened = plain[..name.start].ends_with(['‘', '\'', '"', '“']);
    let between = plain.get(name.end..word).unwrap_or("");
    let closed = between.starts_with(['’', '\'', '"', '”']) && between.ends_with(' ');
    opened && closed && plain[word..].starts_with(char::is_lowercase)
}

/// A code and words for people: `404 Not Found`, `Not Found (404)`, `EACCES (Permission denied)`.
fn code_and_phrase(plain: &str, pieces: &[Piece]) -> Option<CodeCell> {
    let mut first_word = pieces.iter().position(|piece| matches!(piece, Piece::Word(_)))?;
    // "3 API Method": capitals right before a word are the first of a phrase.
    if let [front @ .., Piece::Name(name), Piece::Word(word)] = &pieces[..=first_word]
        && front.iter().any(|piece| matches!(piece, Piece::Code(_)))
        && plain[name.range.clone()].bytes().all(|byte| byte.is_ascii_uppercase())
        && plain.get(name.range.end..word.start) == Some(" ")
    {
        first_word -= 1;
    }
    // "E12 'lidCount' is required": a name in quotes that a sentence goes on behind is what the sentence is about.
    let subject = match &pieces[..=first_word] {
        [front @ .., Piece::Name(name), Piece::Word(word)] => {
            front.iter().any(|piece| matches!(piece, Piece::Code(_)))
                && is_quoted_subject(plain, &name.range, word.start)
        }
        _ => false,
    };
    first_word -= usize::from(subject);
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
        let word = tail.iter().find_map(range_of_piece)?.start;
        let head = pieces.get(..first_word)?;
        let from = plain[..word].strip_suffix(['‘', '\'', '「', '«']).map_or(word, str::len);
        let mut phrase = trim_phrase(plain, from..plain.len());
        if subject {
            phrase.start = plain[..word].char_indices().next_back().map_or(word, |(at, _)| at);
        }
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
    fn one_word_is_read_as_a_line_of_it() {
        for word in [
            "404",
            "-1001",
            "LID_OPEN",
            "5xx",
            "0x1f",
            "E204",
            "and",
            "to",
            "Lid",
            "_",
            "x",
            "20240131",
            "12345678901234567890123",
        ] {
            assert!(is_one_word(word), "{word}");
            assert_eq!(read_word(word), read_line(word), "{word}");
        }
        for text in ["-", "-lid", "--1", "4.4", "é", "404 "] {
            assert!(!is_one_word(text), "{text}");
        }
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
            ("5.1.20 to 5.1.29", "5.1.20 to 5.1.29"),
            ("5.1.20 - 29", "5.1.20 - 29"),
            ("128+n", "128+n"),
            ("> 0", "> 0"),
            (">=128", ">=128"),
            ("≥ 1", "≥ 1"),
            ("<5>", "5"),
            ("E1006–E1009", "E1006–E1009"),
            ("E1006~1009", "E1006~1009"),
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
            ("400 (BAD LID)", "400||BAD LID"),
            ("404 Not Found", "404||Not Found"),
            ("404 - Not Found", "404||Not Found"),
            ("404 NOT FOUND", "404||NOT FOUND"),
            ("404 NOT_FOUND", "404|NOT_FOUND"),
            ("404 LID Missing", "404||LID Missing"),
            ("404 LID_GONE Missing", "404|LID_GONE|Missing"),
            ("404 (GONE)", "404|GONE"),
            ("Not Found (404)", "404||Not Found"),
            ("409: 资源冲突", "409||资源冲突"),
            ("DB_errName -1234", "-1234|DB_errName"),
            ("LITE_ABORT (4)", "4|LITE_ABORT"),
            ("(4) LITE_ABORT", "4|LITE_ABORT"),
            ("NO_SUCH_FILE\n0x80240038", "0x80240038|NO_SUCH_FILE"),
            ("NO_SUCH_FILE / 0x8024", "0x8024|NO_SUCH_FILE"),
            ("NO_SUCH_FILE\n5 (0x5)", "5|NO_SUCH_FILE||0x5"),
            ("LID_* error code\n0x8024-0x8029", "0x8024-0x8029||LID_* error code"),
            ("Any error of lids\n5", "-"),
            ("Any error of lids\nversion 500", "-"),
            ("-2147467259 (0x80004005)", "-2147467259|||0x80004005"),
            ("Error 404", "404"),
            ("+LID ERROR: 404", "404||LID ERROR"),
            ("H 01", "H 01"),
            ("SQLSTATE 0100C", "0100C"),
            ("HTTP 404", "404"),
            ("EACCES (Permission denied)", "EACCES||Permission denied"),
            ("AccessDenied", "AccessDenied"),
            ("LID OPEN", "-"),
            ("LID_OPEN\nLidError", "LID_OPEN|LidError"),
            ("LID_OPEN\nNone", "LID_OPEN"),
            ("LID_OPEN\nLID_LOST", "LID_OPEN,LID_LOST"),
            ("LID_OPEN LID_LOST", "LID_OPEN,LID_LOST"),
            ("InvalidName, InvalidSize", "InvalidName,InvalidSize"),
            ("Throttled", "Throttled"),
            ("{lid}", "lid"),
            ("{\"error\":\"lid_open\",\"detail\":\"\"}", "-"),
            ("rate-limit-exceeded", "rate-limit-exceeded"),
            ("Class 00 — Fine", "-"),
            ("The server is busy.", "-"),
            ("The limit of 100 items", "-"),
            ("", "-"),
        ] {
            assert_eq!(reading(cell), expected, "{cell}");
        }
    }

    /// Codes, names, and what stands among them.
    const AMONG_CODES: [&str; 20] = [
        "or", "to", "and", "Error", "error", "code", "404", "E204", "LID_OPEN", "LidStuck", "(404)", "- 404", ": E204",
        "1-5", "H", "01", "lid-open", "\n", "BAD LID", "é",
    ];

    proptest::proptest! {
        #[test]
        fn what_is_passed_over_as_prose_is_none_read_whole(
            front in proptest::option::weighted(0.2, proptest::sample::select(&AMONG_CODES[..])),
            said in proptest::collection::vec(
                proptest::sample::select(vec!["The", "the", "lid", "is", "open,", "stuck.", "wide"]),
                0..12,
            ),
            behind in proptest::collection::vec(proptest::sample::select(&AMONG_CODES[..]), 0..3),
        ) {
            let plain = front.into_iter().chain(said).chain(behind).collect::<Vec<_>>().join(" ");
            proptest::prop_assert!(!is_plain_prose(&plain) || read_pieces(&plain).is_none(), "{plain}");
        }
    }
}
