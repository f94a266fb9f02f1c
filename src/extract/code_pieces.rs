//! The codes, names, words and signs that a short text is made of.

use std::ops::Range;

use super::spelling::{Shape, is_ascending, is_dash, is_grouped, is_part_range, shape_of};
use super::words::words;
use crate::document::shape::is_negated_errno;

/// A code or name in a text, by its byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// Where it stands in the text.
    pub(crate) range: Range<usize>,
    /// Its shape.
    pub(crate) shape: Shape,
}

/// The most words that a name for people has.
pub(super) const LONGEST_PHRASE: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
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
pub(super) enum Piece {
    Code(Spelled),
    Name(Spelled),
    Word(Range<usize>),
    Sign(Sign),
}

pub(super) fn range_of_piece(piece: &Piece) -> Option<Range<usize>> {
    match piece {
        Piece::Code(spelled) | Piece::Name(spelled) => Some(spelled.range.clone()),
        Piece::Word(range) => Some(range.clone()),
        Piece::Sign(_) => None,
    }
}

/// `Error 404`, `SQLSTATE 42S02`: the word before says only that a code follows.
pub(super) fn drop_prefix(plain: &str, pieces: &mut Vec<Piece>) {
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

/// `((lid_status_t)-7)`: the type in brackets right before a number says how a program reads it.
pub(super) fn drop_cast(plain: &str, pieces: &mut Vec<Piece>) {
    let Some(open) = pieces.iter().position(|piece| !matches!(piece, Piece::Sign(Sign::Open))).filter(|&open| open > 0)
    else {
        return;
    };
    let [Piece::Word(range) | Piece::Name(Spelled { range, .. }), Piece::Sign(Sign::Close), Piece::Code(number), ..] =
        &pieces[open..]
    else {
        return;
    };
    let name = &plain[range.clone()];
    let typed = name.ends_with("_t") || words().is_data_type(name) || plain[..range.start].trim_end().ends_with("((");
    if number.shape.is_numeric() && plain.get(range.end..number.range.start) == Some(")") && typed {
        pieces.drain(..open + 2);
    }
}

/// `H 01`: a capital and a number are one code, where they are all there is.
pub(super) fn join_letter(plain: &str, pieces: &mut Vec<Piece>) {
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

/// What machine translation makes of the underscore in a constant.
const SPREAD: &str = " _ ";

/// `LID _ STUCK _ OPEN`: a constant whose underscores were given space, where it is all there is.
pub(super) fn join_spread(plain: &str, pieces: &mut Vec<Piece>) {
    let range = plain.len() - plain.trim_start().len()..plain.trim_end().len();
    let Some(spread) = plain.get(range.clone()).filter(|text| text.contains(SPREAD)) else { return };
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if spread.split(SPREAD).all(part) && shape_of(&spread.replace(SPREAD, "_")) == Some(Shape::Constant) {
        *pieces = vec![Piece::Name(Spelled { range, shape: Shape::Constant })];
    }
}

/// `> 0`, `>= 128`: all numbers from one on, or up to one.
pub(super) fn join_comparison(plain: &str, pieces: &mut Vec<Piece>) {
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
pub(super) fn join_ranges(plain: &str, pieces: &mut Vec<Piece>) {
    let mut index = 0;
    while index + 2 < pieces.len() {
        if let (Piece::Code(first), Piece::Code(last)) = (&pieces[index], &pieces[index + 2])
            && matches!(first.shape, Shape::Number | Shape::Hex | Shape::Dotted)
        {
            let sign = plain[first.range.end..last.range.start].trim();
            let joins = match &pieces[index + 1] {
                Piece::Word(range) => words().is_range_word(&plain[range.clone()]),
                Piece::Sign(Sign::Joint) => {
                    sign.chars().all(|c| is_dash(c) || matches!(c, '~' | '\u{ff5e}' | '\u{301c}' | '\u{2026}' | '.'))
                }
                _ => false,
            };
            let (from, to) = (&plain[first.range.clone()], &plain[last.range.clone()]);
            let rises = if first.shape == last.shape { is_ascending(from, to) } else { false };
            if joins && (rises || is_part_range(from, to)) {
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

/// Whether the bracket at a place opens a placeholder in the middle or at the end of a name that goes on in capitals.
fn is_placeholder_within(plain: &str, start: Option<usize>, at: usize) -> bool {
    let before = start.map_or("", |start| &plain[start..at]);
    let close = if plain[at..].starts_with('{') { '}' } else { '>' };
    let inner = plain[at + 1..].split_once(close).map_or("", |(inner, _)| inner);
    before.ends_with(|c: char| c == '_' || c == '-' || c.is_ascii_uppercase())
        && !inner.is_empty()
        && inner.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The pieces of a text, where it may be one of codes, names and words for people beside them: `None` as soon as
/// its words are those of a sentence.
pub(super) fn pieces(plain: &str) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = None;
    let bytes = plain.as_bytes();
    for (at, c) in plain.char_indices() {
        // Most characters are those of words.
        if c.is_ascii_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
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
            // `LID_<NAME>_OPEN` is a pattern, and no names divided by brackets.
            '<' | '{' if is_placeholder_within(plain, start, at) => None,
            '>' if start.is_some_and(|start| plain[start..at].contains('<')) => None,
            '}' if start.is_some_and(|start| plain[start..at].contains('{')) => None,
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
                // A sign where a number or the name of one follows at once and nothing numeric stands before.
                let word =
                    || plain[at..].split(|c: char| !c.is_ascii_alphanumeric() && !is_dash(c)).next().unwrap_or("");
                let signed = next.is_some_and(|next| next.is_ascii_digit()) || is_negated_errno(word());
                (!signed).then_some(Some(Sign::Joint))
            }
            // `+LID ERROR: 4`, as a device answers.
            '+' if start.is_none() && at == 0 && next.is_some_and(|next| next.is_ascii_uppercase()) => Some(None),
            c if c.is_whitespace() => Some(None),
            _ => None,
        };
        match sign {
            None => {
                start.get_or_insert(at);
            }
            Some(sign) => {
                // `5**` is a wildcard, and `5*` refers to a note; an apostrophe within a word belongs to it.
                let wild = c == '*' && start.is_some_and(|start| bytes[start].is_ascii_digit()) && at > 0;
                let wild = wild && (next == Some('*') || bytes[at - 1] == b'*');
                let apostrophe = matches!(c, '\'' | '’') && start.is_some() && next.is_some_and(char::is_alphabetic);
                if apostrophe || wild {
                    continue;
                }
                if let Some(start) = start.take() {
                    pieces.push(token(plain, start..at));
                    if pieces.len().is_multiple_of(ASKED_AFTER) && is_prose(plain, &pieces) {
                        return None;
                    }
                }
                if let Some(sign) = sign {
                    pieces.push(Piece::Sign(sign));
                }
            }
        }
    }
    if let Some(start) = start {
        pieces.push(token(plain, start..plain.len()));
    }
    // Signs at the end, and an empty pair of brackets, say nothing.
    while matches!(pieces.last(), Some(Piece::Sign(_))) {
        pieces.pop();
    }
    Some(pieces)
}

/// Whether these pieces have more words than a phrase beside a code has, so that what follows makes no difference.
fn is_prose(plain: &str, pieces: &[Piece]) -> bool {
    let said = pieces.iter().filter(|piece| match piece {
        Piece::Word(range) => {
            let word = &plain[range.clone()];
            !(words().is_range_word(word) || words().is_code_prefix(word))
        }
        Piece::Code(_) | Piece::Name(_) => true,
        Piece::Sign(_) => false,
    });
    let leads = matches!(said.clone().next(), Some(Piece::Word(_)));
    let longest = if leads { LONGEST_PHRASE } else { 2 * LONGEST_PHRASE };
    said.filter(|piece| matches!(piece, Piece::Word(_))).count() > longest
}

/// Whether a text starts with a word and has more words of sentences than a phrase beside a code has, so that its pieces
/// need not be looked at.
pub(super) fn is_plain_prose(plain: &str) -> bool {
    let mut parts = plain.split_ascii_whitespace().map(|part| part.trim_end_matches([',', '.', ';', ':']));
    let is_first = |word: &str| {
        let small = word.get(1..).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase()));
        small && word.starts_with(|c: char| c.is_ascii_alphabetic()) && !words().stands_among_codes(word)
    };
    parts.next().is_some_and(is_first)
        && parts.filter(|part| !part.is_empty() && words().is_of_sentence(part)).nth(LONGEST_PHRASE - 1).is_some()
}

/// After so many pieces each time it is asked whether they are prose.
const ASKED_AFTER: usize = 10;

fn token(plain: &str, range: Range<usize>) -> Piece {
    let text = &plain[range.clone()];
    if words().is_of_sentence(text) {
        return Piece::Word(range);
    }
    let trimmed = text.trim_end_matches(['.', ':', '!', '。', '%']);
    let trimmed = if trimmed.is_empty() { text } else { trimmed };
    let range = range.start..range.start + trimmed.len();
    if words().is_conjunction(trimmed) {
        return Piece::Sign(Sign::Between);
    }
    if trimmed == ".." || trimmed == "..." {
        return Piece::Sign(Sign::Joint);
    }
    match shape_of(trimmed) {
        // `LidStuck(uint256)`: the type of a parameter.
        Some(Shape::Id) if words().is_data_type(trimmed) => Piece::Word(range),
        Some(shape) if shape.is_key() && !text.ends_with('%') => Piece::Code(Spelled { range, shape }),
        // A kebab or capital word may be English: it is a name only by itself, which the caller sees.
        Some(shape) if shape.is_name() && (shape != Shape::Kebab || plain.trim().len() == trimmed.len()) => {
            Piece::Name(Spelled { range, shape })
        }
        _ => Piece::Word(range),
    }
}
