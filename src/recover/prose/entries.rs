//! Paragraphs that are an entry each, a code and what is said of it, and lines that say one thing of each code.

use foldhash::{HashMap, HashSet};

use super::super::piece::{Piece, SourceLine};
use super::{may_head, starts_coded};
use crate::document::shape::{CodeShape, code_shape};

/// So many paragraphs of a line each that start with a code are entries.
const LEAST_ENTRIES: usize = 3;

/// So many of them, with nothing between, are no headings even if each looks like one.
const MANY_ENTRIES: usize = 5;

/// The lines that stand alone, start with a code and a text, and follow one another, some of them sentences: they head
/// nothing, short ones among them neither.
pub(super) fn entries(pieces: &[Piece], content: usize) -> HashSet<u32> {
    let mut entries = HashSet::default();
    let mut run: Vec<&SourceLine> = Vec::new();
    let mut close = |run: &mut Vec<&SourceLine>| {
        // A code by itself at the end may head what follows.
        let bare = |line: &&SourceLine| line.code.is_some();
        run.truncate(run.iter().rposition(|line| !bare(line)).map_or(0, |last| last + 1));
        let few_bare = run.iter().filter(|line| bare(line)).count() * 3 <= run.len();
        if few_bare
            && run.len() >= LEAST_ENTRIES
            && (run.len() >= MANY_ENTRIES || run.iter().any(|line| !may_head(line)))
        {
            entries.extend(run.iter().map(|line| line.number));
        }
        run.clear();
    };
    let mut labels: HashMap<&str, Vec<u32>> = HashMap::default();
    let mut coded = 0_usize;
    // How often a label with its text stands alone below a title, and another below it: "Code: 7", "Status: 404".
    let mut pairs: HashMap<(&str, &str), usize> = HashMap::default();
    let mut above: [Option<&SourceLine>; 2] = [None, None];
    for (index, piece) in pieces.iter().enumerate().skip(content) {
        let next = pieces.get(index + 1);
        let alone = !matches!(next, Some(Piece::Line(next)) if !next.starts_run);
        if let Piece::Line(line) = piece
            && line.starts_run
            && alone
        {
            if let ([title, Some(first)], Some(second)) = (above, label_of(line))
                && let Some(first) = label_of(first).filter(|first| *first != second)
                && title.is_none_or(|title| {
                    label_of(title) == Some(second) || (label_of(title).is_none() && may_head(title))
                })
            {
                *pairs.entry((first, second)).or_default() += 1;
            }
            above = [above[1], Some(line)];
        } else {
            above = [None, None];
        }
        match piece {
            Piece::Line(line) if line.starts_run && alone && starts_coded(line) => {
                coded += 1;
                run.push(line);
            }
            // A code among them that has lost its text is one of them.
            Piece::Line(line)
                if line.starts_run
                    && alone
                    && line.bullet.is_none()
                    && (starts_spaced(line.plain()) || (line.code.is_some() && !run.is_empty())) =>
            {
                run.push(line);
            }
            Piece::Line(line) => {
                close(&mut run);
                if let Some(label) = label_of(line).filter(|_| line.starts_run && alone) {
                    labels.entry(label).or_default().push(line.number);
                }
            }
            Piece::Block(_) => close(&mut run),
        }
    }
    close(&mut run);
    // What says one thing of each of several codes heads nothing either: "Severity: high".
    let below = pairs.into_iter().filter(|(_, times)| *times >= LEAST_ENTRIES);
    for label in below.flat_map(|((first, second), _)| [first, second]) {
        entries.extend(labels.get(label).into_iter().flatten());
    }
    if coded >= LEAST_ENTRIES {
        entries.extend(labels.into_values().filter(|lines| lines.len() >= LEAST_ENTRIES).flatten());
    }
    entries
}

/// Whether a text starts with a number, a numbered identifier or a constant, and goes on with words.
pub(in crate::recover) fn starts_spaced(text: &str) -> bool {
    let Some((code, rest)) = text.split_once(' ') else { return false };
    let coded = match code_shape(code) {
        Some(CodeShape::Number | CodeShape::Hex | CodeShape::Id) => true,
        Some(CodeShape::Symbol) => code.contains('_') && !code.contains(char::is_lowercase),
        _ => false,
    };
    coded && rest.contains(char::is_alphabetic)
}

/// The word or two before a colon at the start of a line that goes on.
pub(in crate::recover) fn label_of(line: &SourceLine) -> Option<&str> {
    let (label, said) = line.plain().split_once(": ")?;
    let label = label.trim_end();
    let worded = label.chars().all(|c| c.is_alphabetic() || c == ' ') && label.split(' ').count() <= 2;
    (worded && !said.is_empty()).then_some(label)
}
