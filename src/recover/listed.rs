//! Lists whose bullets were lost in copying: runs of lines that each start with a code of their own and go on with words.

use foldhash::HashSet;

use super::list::flat;
use super::piece::{Made, Pieces, SourceLine, replace_lines};
use crate::document::shape::{CodeShape, code_shape};

/// So many lines are no chance.
const LEAST: usize = 3;

/// Takes runs of such lines out of the lines.
pub(super) fn recover_listed(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut made = Vec::new();
        let mut start = 0;
        // Where the last counted lines end that are no list: none of those that go on with them is one either.
        let mut tried = 0;
        let mut counted = |from: usize| {
            let Counted { end, is_list } = if from < tried { None } else { count(lines, from) }?;
            tried = end;
            is_list.then_some((from, end))
        };
        while start < lines.len() {
            let titled = lines.get(start + 1).is_some_and(|line| !line.starts_run);
            if let Some((from, end)) = counted(start).or_else(|| counted(start + 1).filter(|_| titled)) {
                made.push(Made { start: from, end, block: flat(&lines[from..end]) });
                start = end;
                continue;
            }
            let next = lines[start + 1..].iter().position(|line| line.starts_run);
            let end = next.map_or(lines.len(), |next| start + 1 + next);
            // A title may stand right above: "Code Description".
            for from in start..end.min(start + 2) {
                let run = &lines[from..end];
                if is_list(run) {
                    made.push(Made { start: from, end, block: flat(run) });
                    break;
                }
            }
            start = end;
        }
        made
    })
}

/// Indented lines with blank lines between them, each a number that is greater than the one before, a colon and words.
struct Counted {
    /// Behind which line they end.
    end: usize,
    /// Whether they are enough for a list, and nothing goes on below the last.
    is_list: bool,
}

/// Such lines from this one on.
fn count(lines: &[SourceLine], start: usize) -> Option<Counted> {
    let first = lines.get(start)?;
    let indent = first.indent;
    // The first may stand right below the title of its section.
    let opens = first.starts_run || start.checked_sub(1).is_some_and(|above| lines[above].indent < indent);
    let number = |line: &SourceLine| {
        let (number, words) = line.plain().split_once(':')?;
        let number: u32 = number.trim_end().parse().ok()?;
        let set = line.indent == indent && indent > 0 && is_plain(line);
        (set && words.starts_with(' ') && words.chars().any(char::is_alphabetic)).then_some(number)
    };
    let mut last = number(first).filter(|_| opens)?;
    let mut end = start + 1;
    let next = |line: &SourceLine| if line.starts_run { number(line) } else { None };
    while let Some(next) = lines.get(end).and_then(next).filter(|&next| next > last) {
        (last, end) = (next, end + 1);
    }
    // What goes on below the last line is no list of lines.
    let goes_on = lines.get(end).is_some_and(|line| !line.starts_run);
    Some(Counted { end, is_list: end - start >= LEAST && !goes_on })
}

fn is_list(run: &[SourceLine]) -> bool {
    let indent = run.first().map_or(0, |line| line.indent);
    if run.len() < LEAST || !run.iter().all(|line| line.indent == indent && is_plain(line)) {
        return false;
    }
    let distinct = |codes: &[&str]| codes.iter().copied().collect::<HashSet<&str>>().len() == codes.len();
    let codes = |prefix: usize| -> Option<Vec<&str>> {
        run.iter().map(|line| code_before(line.plain().get(prefix..)?)).collect()
    };
    // Lines that are set in columns are rows.
    let columns = run.iter().filter(|line| line.raw.trim().contains("  ")).count() * 2 >= run.len();
    if !columns {
        return codes(0).is_some_and(|codes| distinct(&codes)) || counts_up(run);
    }
    // "OS error code  5: busy": what is said before each code makes no column.
    let prefix = common_words(run);
    prefix > 0 && (codes(prefix).is_some_and(|codes| distinct(&codes)) || numbered(run, prefix))
}

/// What is said before each code is not longer, in bytes.
const LONGEST_COMMON: usize = 40;

/// How many bytes of words all lines start with.
fn common_words(run: &[SourceLine]) -> usize {
    let Some((first, others)) = run.split_first() else { return 0 };
    let mut common = 0;
    for (at, _) in first.plain().match_indices(' ') {
        let words = &first.plain()[..=at];
        let plain = words.chars().all(|c| c.is_alphabetic() || c == ' ');
        if words.len() > LONGEST_COMMON || !plain || !others.iter().all(|line| line.plain().starts_with(words)) {
            break;
        }
        common = words.len();
    }
    common
}

/// Whether a number of its own and a sign stand behind the words that all lines start with.
fn numbered(run: &[SourceLine], prefix: usize) -> bool {
    let number = |line: &SourceLine| {
        let (first, rest) = line.plain().get(prefix..)?.split_once(' ')?;
        let number: u32 = first.strip_suffix(':')?.parse().ok()?;
        (!rest.is_empty()).then_some(number)
    };
    run.iter().map(number).collect::<Option<HashSet<u32>>>().is_some_and(|numbers| numbers.len() == run.len())
}

/// So many lines with numbers that grow are no chance.
const COUNTED: usize = 4;

/// Signs between a number and its text, with space on both sides.
const SIGNS: &[&str] = &["- ", "– ", "— ", "= ", ": "];

/// Whether each line starts with a number that is greater than the one before, and a text in capitals or behind a sign.
fn counts_up(run: &[SourceLine]) -> bool {
    let number = |line: &SourceLine| {
        let (first, rest) = line.plain().split_once(' ')?;
        let bare = first.trim_end_matches([':', '：']);
        let number: u32 = bare.parse().ok()?;
        let signed = bare.len() < first.len() || SIGNS.iter().any(|sign| rest.starts_with(sign));
        (signed || rest.starts_with(char::is_uppercase)).then_some(number)
    };
    // The last may be all that are greater: "> 128".
    let (last, others) = match run.split_last() {
        Some((last, others)) if number(last).is_none() && last.plain().starts_with(['>', '≥']) => (None, others),
        Some((last, others)) => (Some(last), others),
        None => return false,
    };
    let numbers: Option<Vec<u32>> = others.iter().chain(last).map(number).collect();
    numbers.is_some_and(|numbers| numbers.len() >= COUNTED && numbers.is_sorted_by(|a, b| a < b))
}

fn is_plain(line: &SourceLine) -> bool {
    line.bullet.is_none() && line.cells.len() == 1
}

/// The code that a text starts with, where words follow it: a number of three digits or more, an identifier, a constant.
fn code_before(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(' ')?;
    let code = first.trim_end_matches([':', '：', ',', ')', ']']).trim_start_matches(['(', '[']);
    let long = code.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let fits = match code_shape(code)? {
        CodeShape::Number => long,
        CodeShape::Hex | CodeShape::Id | CodeShape::Symbol => true,
        CodeShape::Dotted | CodeShape::Range | CodeShape::Capitals | CodeShape::Several => false,
    };
    (fits && rest.chars().any(char::is_alphabetic)).then_some(code)
}
