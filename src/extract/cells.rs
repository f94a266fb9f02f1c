//! What the cells of a column look like: counts that its role is judged by.

use foldhash::HashSet;

use super::code_cell::{CodeCell, read_code_cell, read_led_text};
use super::labelled::split_labelled;
use super::reason_phrases::names_status;
use super::spelling::{Shape, value_of};
use super::standard_names::is_standard_name;
use super::topic::{beginning, is_field, name_other_values};
use super::words::words;
use crate::document::shape::ends_with_stop;
use crate::document::{MarkKind, Text};

/// Counts over the cells of a column. Shares are of the filled cells.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    /// How many rows there are.
    pub(crate) rows: usize,
    /// How many cells say something.
    pub(crate) filled: usize,
    /// Codes, with or without a name beside them, that are not just a word.
    pub(crate) coded: usize,
    /// Numbers and numbered ids.
    pub(crate) keys: usize,
    /// Names that only programs use.
    pub(crate) names: usize,
    /// Single words.
    pub(crate) single: usize,
    /// Names of words with dashes between them, of which texts have some too.
    pub(crate) hyphened: usize,
    /// Codes with a constant beside them.
    pub(crate) paired: usize,
    /// Names with the HTTP statuses of their answers in brackets, and those of them that the statuses do not mean.
    pub(crate) answered: usize,
    pub(crate) named_otherwise: usize,
    /// Codes with words for people beside them.
    pub(crate) phrased: usize,
    /// Those of them that are sentences.
    pub(crate) said: usize,
    /// Texts that start with an HTTP status and its phrase, and those of them that tell of a failure.
    pub(crate) announced: usize,
    pub(crate) announced_failures: usize,
    /// Numbers from 100 to 599.
    pub(crate) statuses: usize,
    /// Those from 400 on.
    pub(crate) failed_statuses: usize,
    /// Numbers of three digits or more that are no years.
    pub(crate) long_numbers: usize,
    /// Ranges of numbers.
    pub(crate) ranges: usize,
    /// Numbers below zero.
    pub(crate) negative: usize,
    /// Hexadecimal numbers of 8 digits.
    pub(crate) words32: usize,
    /// Numbers of the form of a version.
    pub(crate) dotted: usize,
    /// Signs in capitals, digits and stops, without space, that are spelled as no other codes are.
    pub(crate) odd: usize,
    /// Ids that share the letters of the first.
    pub(crate) same_prefix: usize,
    /// Constants whose parts speak of failure.
    pub(crate) failing_names: usize,
    /// Names of the fields of an answer.
    pub(crate) fields: usize,
    /// Names that standards give to errors.
    pub(crate) standard: usize,
    /// Texts that speak of failure.
    pub(crate) failing: usize,
    /// Texts of several words, or as long as a sentence.
    pub(crate) texts: usize,
    /// Texts of at most four words without a stop.
    pub(crate) short: usize,
    /// Links and nothing else.
    pub(crate) linked: usize,
    /// Set as code and nothing else.
    pub(crate) marked: usize,
    /// Yes, no and their like.
    pub(crate) booleans: usize,
    /// Texts that say first whether something must be given.
    pub(crate) demanded: usize,
    /// Types of data.
    pub(crate) types: usize,
    /// Types of constants: `static final int`, `#define`.
    pub(crate) fixed: usize,
    /// Constants, by themselves or beside their values.
    pub(crate) constants: usize,
    /// Values that are computed from constants, or that a macro makes of others.
    pub(crate) sums: usize,
    /// Functions with their parameters.
    pub(crate) calls: usize,
    /// Texts that carry parts under labels: "Cause: …".
    pub(crate) labelled: usize,
    /// Single brackets and commas, as between the parts of a signature.
    pub(crate) brackets: usize,
    /// Methods of requests: `GET`.
    pub(crate) methods: usize,
    /// Signs without a letter or digit.
    pub(crate) signs: usize,
    /// Several words in brackets, as stand in place of what there is none of: `(no code)`.
    pub(crate) remarks: usize,
    /// How many different texts there are.
    pub(crate) distinct: usize,
    /// Whether the cells count from 0 or 1 in steps of one.
    pub(crate) counting: bool,
    /// Whether the first cell is 0.
    pub(crate) from_zero: bool,
    /// Cells in quotation marks.
    pub(crate) quoted: usize,
    /// Hexadecimal numbers of one bit each.
    pub(crate) flags: usize,
    /// Whether what its constants have in common says that they are something else than failures.
    pub(crate) of_other_values: bool,
    /// Names of one or several words, as programs spell them: small letters.
    pub(crate) worded: usize,
}

/// The most words of a name that is spelled in words.
const LONGEST_NAME: usize = 5;

/// The most words that say what a function returns: `open_lid() -> bool`.
const LONGEST_RETURN: usize = 2;

impl Cells {
    /// The share of the filled cells, 0 where none is filled.
    pub(crate) fn share(&self, count: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { count as f64 / self.filled as f64 }
    }

    /// Whether the names are the codes, and the numbers in brackets only the HTTP statuses of their answers.
    pub(crate) fn are_answered(&self) -> bool {
        self.filled > 1 && self.answered == self.filled && self.named_otherwise > 0
    }

    /// Whether most hold a code and words for people, so that the words of one may be as many as those of a sentence.
    pub(crate) fn are_phrased(&self) -> bool {
        self.phrased > 1 && self.phrased * 3 >= self.filled * 2
    }

    /// Looks at the cells of one column; `led` says that a text which starts with a code counts as one.
    pub(crate) fn of<'t>(cells: impl Iterator<Item = Option<&'t Text>>, led: bool) -> Self {
        let mut seen = HashSet::default();
        let mut constants: Vec<&str> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        let mut this = Self::default();
        let mut prefix: Option<String> = None;
        let mut next: Option<i64> = None;
        let mut steps = true;
        for cell in cells {
            this.rows += 1;
            let Some(text) = cell.filter(|text| !text.is_empty()) else { continue };
            let plain = text.plain();
            this.filled += 1;
            if seen.insert(plain) {
                this.distinct += 1;
            }
            if is_sum(plain) || is_made_of_values(plain) {
                this.sums += 1;
                continue;
            }
            this.quoted += usize::from(unquoted(plain).is_some());
            this.failing += usize::from(words().speaks_of_failure(plain));
            if plain.split_once(' ').is_some_and(|(number, phrase)| names_status(number, phrase)) {
                this.announced += 1;
                this.announced_failures += usize::from(plain.starts_with(['4', '5']));
            }
            this.short += usize::from(is_short(plain));
            this.linked += usize::from(text.is_all(|kind| matches!(kind, MarkKind::Link(_))));
            this.marked += usize::from(text.is_all(|kind| *kind == MarkKind::Code));
            this.booleans += usize::from(is_boolean(plain));
            this.demanded += usize::from(words().says_presence(plain));
            this.worded += usize::from(is_worded(plain));
            this.signs += usize::from(!plain.contains(char::is_alphanumeric));
            this.remarks += usize::from(is_remark(plain));
            this.types += usize::from(words().is_data_type(plain));
            this.fixed += usize::from(words().modifies_constants(plain));
            this.calls += usize::from(is_signature(plain));
            this.labelled += usize::from(plain.contains([':', '：', '\n', '【']) && split_labelled(text).is_some());
            this.methods += usize::from(METHODS.contains(&plain));
            this.brackets += usize::from(matches!(plain.trim(), "(" | ")" | "()" | ","));
            let number: Option<i64> = plain.parse().ok();
            steps &= match (next, number) {
                (_, None) => false,
                (None, Some(first)) => {
                    this.from_zero = first == 0;
                    first == 0 || first == 1
                }
                (Some(due), Some(number)) => due == number,
            };
            next = number.map(|number| number.saturating_add(1));
            let led_text = || read_led_text(plain).filter(|cell| led || cell.is_called());
            let Some(code) = read_code_cell(plain).or_else(led_text) else {
                this.odd += usize::from(CodeCell::verbatim(plain).is_some());
                this.texts += 1;
                continue;
            };
            let Some(first) = code.codes.first() else { continue };
            let spelled = &plain[first.range.clone()];
            // "read-only" is a word, `lid-not-closed` and `invalid-lid` are names.
            let hyphened =
                first.shape == Shape::Kebab && (spelled.matches('-').count() > 1 || words().names_failure(spelled));
            let word = matches!(first.shape, Shape::Word | Shape::Kebab) && !hyphened && code.names.is_empty();
            this.hyphened += usize::from(hyphened);
            this.coded += usize::from(!word);
            this.single += usize::from(word);
            this.keys += usize::from(first.shape.is_key());
            this.names += usize::from(first.shape.is_name());
            let named = code.names.first().unwrap_or(first);
            if named.shape.is_name() {
                names.push(&plain[named.range.clone()]);
            }
            if named.shape == Shape::Constant {
                constants.push(&plain[named.range.clone()]);
            }
            this.paired += usize::from(!code.names.is_empty());
            if let Some((name, status)) = code.answered(plain) {
                this.answered += 1;
                this.named_otherwise += usize::from(!names_status(status, name));
            }
            this.phrased += usize::from(code.phrase.is_some());
            this.said += usize::from(code.phrase.is_some_and(|phrase| is_sentence(&plain[phrase])));
            this.dotted += usize::from(first.shape == Shape::Dotted);
            this.negative +=
                usize::from(first.shape == Shape::Number && !spelled.starts_with(|c: char| c.is_ascii_digit()));
            this.words32 += usize::from(first.shape == Shape::Hex && spelled.len() >= 8);
            this.flags += usize::from(first.shape == Shape::Hex && value_of(spelled).is_some_and(is_flag));
            let status = first.shape == Shape::Wildcard
                || (first.shape == Shape::Number
                    && spelled.len() == 3
                    && matches!(spelled.as_bytes().first(), Some(b'1'..=b'5')));
            this.statuses += usize::from(status);
            let digits = spelled.bytes().filter(u8::is_ascii_digit).count();
            let year = digits == 4 && number.is_some_and(|number| (1970..=2060).contains(&number));
            this.long_numbers += usize::from(first.shape == Shape::Number && (3..=9).contains(&digits) && !year);
            this.failed_statuses += usize::from(status && spelled.starts_with(['4', '5']));
            this.ranges += usize::from(first.shape == Shape::Range);
            let fails = code.names.iter().chain([first]).any(|name| words().names_failure(&plain[name.range.clone()]));
            // `errorCode` is where an answer has its code, whatever parts the name has.
            this.fields += usize::from(is_field(spelled));
            this.failing_names += usize::from(fails && !is_field(spelled));
            this.standard += usize::from(is_standard_name(spelled));
            if first.shape == Shape::Id {
                let letters: String = spelled.chars().take_while(|c| !c.is_ascii_digit()).collect();
                this.same_prefix +=
                    usize::from(!letters.is_empty() && *prefix.get_or_insert_with(|| letters.clone()) == letters);
            }
        }
        this.counting = steps && this.filled >= 2;
        // `LID_LIMIT_SIZE`, `LID_LIMIT_COUNT`: limits, and no failures.
        if let Some(subject) = beginning(names.iter().copied()).filter(|subject| words().names_subject(subject)) {
            let own = |name: &&&str| name.get(subject.len()..).is_some_and(|own| words().names_failure(own));
            this.failing_names = names.iter().filter(own).count();
        }
        this.constants = constants.len();
        this.of_other_values = name_other_values(constants.into_iter());
        this
    }
}

/// Whether a number has one bit.
fn is_flag(value: i128) -> bool {
    value > 0 && value.count_ones() == 1
}

/// The methods of HTTP requests.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The text within quotation marks that enclose the whole.
pub(crate) fn unquoted(plain: &str) -> Option<&str> {
    let mut chars = plain.chars();
    let (first, last) = (chars.next()?, chars.next_back()?);
    let closes = match first {
        '"' => '"',
        '“' => '”',
        '\'' => '\'',
        '‘' => '’',
        '「' => '」',
        '«' => '»',
        '„' => '“',
        _ => return None,
    };
    let inner = chars.as_str();
    (last == closes && !inner.contains(first)).then(|| inner.trim())
}

/// Whether a cell is several words in brackets and nothing else: `(no code)`.
pub(crate) fn is_remark(plain: &str) -> bool {
    let inner = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| inner.contains(char::is_whitespace) && !inner.contains(['(', ')']))
}

/// Whether words behind a code are a sentence, or as long as one.
pub(crate) fn is_sentence(phrase: &str) -> bool {
    ends_with_stop(phrase) || phrase.split_whitespace().count() > 6
}

fn is_short(plain: &str) -> bool {
    plain.len() <= 40 && plain.split(' ').count() <= 4 && !ends_with_stop(plain)
}

/// Whether a cell is a name of words in small letters, perhaps with a placeholder: `lid not found`, `$lid not found`.
fn is_worded(plain: &str) -> bool {
    plain.len() <= 40
        && plain.split(' ').count() <= LONGEST_NAME
        && plain.contains(|c: char| c.is_ascii_lowercase())
        && plain.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ' ' | '-' | '$'))
}

fn is_boolean(plain: &str) -> bool {
    plain.len() <= 12 && words().is_boolean(plain)
}

/// `(LID_FIRST + 3)`, `LID_A | LID_B`: a value that a program computes from constants, never a text.
fn is_sum(plain: &str) -> bool {
    let inner = plain.trim_matches(['(', ')', ' ']);
    let constant = |part: &str| {
        let part = part.trim_matches(['(', ')', ' ']);
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    let named = |part: &str| constant(part) && part.contains('_');
    let mut parts = inner.split(['+', '|', '*']).peekable();
    inner.contains(['+', '|', '*']) && parts.peek().is_some_and(|first| named(first)) && parts.all(constant)
}

/// `LID_ID('L', 4)`: what a macro makes of several values. It takes no parameters, and none of the values is what it makes.
pub(crate) fn is_made_of_values(plain: &str) -> bool {
    let Some((name, values)) = plain.strip_suffix(')').and_then(|plain| plain.split_once('(')) else { return false };
    let literal = |value: &str| {
        let value = value.trim();
        let quoted = |mark: char| value.len() > 1 && value.starts_with(mark) && value.ends_with(mark);
        quoted('\'') || quoted('"') || value_of(value).is_some()
    };
    let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    named && values.contains(['\'', '"']) && values.contains(',') && values.split(',').all(literal)
}

/// `read_lid(handle, &state)`, `lid_state(lid)`, `lid_open ()`: a function as a reference writes it. A number or words in the brackets belong
/// to a code: `LID_OPEN(4)`. A text that only starts with one says what happened: `open_lid() was called too late`.
pub(crate) fn is_signature(plain: &str) -> bool {
    let Some((name, inner)) = plain.split_once('(').filter(|_| plain.contains(')')) else { return false };
    let named = name.trim_end();
    let (inner, after) = inner.split_once(')').unwrap_or((inner, ""));
    let inner = inner.trim();
    // `open (lid_t lid)`, as references of headers list functions.
    let parameter = inner
        .split_once(' ')
        .is_some_and(|(kind, rest)| !rest.contains(' ') && (kind.ends_with("_t") || words().is_data_type(kind)));
    let identifier = !named.is_empty()
        && named.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.'))
        && named.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let empty = inner.is_empty();
    let several = inner.contains([',', '*', '&']) || inner.ends_with("...");
    let arguments = named.len() == name.len() && several && !inner.contains(". ");
    let argument = named.len() == name.len()
        && named.contains('_')
        && !named.contains(char::is_uppercase)
        && !inner.is_empty()
        && inner.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    identifier
        && !is_made_of_values(plain)
        && (empty || arguments || argument || parameter)
        && after.split_whitespace().count() <= LONGEST_RETURN
}
