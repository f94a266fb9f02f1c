//! Headings that stand flush with what is around them.
//!
//! A browser that gives the text of a page puts blank lines around paragraphs only: headings, items of lists and rows of
//! tables stand right below each other. Here blank lines are put around such headings, as other pages have them, so that
//! no later step has to know of them. Pages whose lines are wrapped, indented or bulleted come from elsewhere and stay.

mod run;

use foldhash::{HashMap, HashSet};
use run::{Kind, Run, first_of_all, kind};

use super::code::is_code;
use super::heading::signature;
use super::piece::SourceLine;
use super::prose::{LEAST_LINKED, introduces, label_of, starts_coded};
use crate::document::Bullet;
use crate::document::shape::section_number;

/// A line of more characters was not wrapped.
const LONGEST_WRAPPED: usize = 130;
/// A line of fewer characters was not wrapped.
const LEAST_WRAPPED: usize = 45;

/// Parts headings from the lines above and below them, where the lines are the text that a browser gives of a page.
/// Returns whether they are.
pub(super) fn part_headings(lines: &mut [SourceLine]) -> bool {
    let browsers = part_flush(lines);
    part_linked(lines);
    browsers
}

fn part_flush(lines: &mut [SourceLine]) -> bool {
    if !is_plain(lines) || is_wrapped(lines) {
        return false;
    }
    let alone = (0..lines.len()).filter(|&at| is_alone(lines, at)).map(|at| &lines[at]);
    let labels = again(alone.map(SourceLine::plain));
    let families = families(lines);
    let mut parted = parted(lines, &labels, &families);
    let apart = apart(lines, &labels, &families);
    if apart > 0 && parted.runs <= apart {
        return false;
    }
    for &at in &parted.messages {
        lines[at].is_message = true;
    }
    parted.headings.extend(parted.messages);
    for at in parted.items {
        lines[at].is_item = true;
    }
    for at in parted.codes {
        (lines[at].is_item, lines[at].code) = (true, None);
    }
    for at in parted.headings {
        for part in lines.iter_mut().skip(at).take(2) {
            part.starts_run = true;
        }
        lines[at].is_item = false;
    }
    true
}

/// Parts headings that link to themselves, where the page has many.
fn part_linked(lines: &mut [SourceLine]) {
    if lines.iter().filter(|line| line.linked).count() >= LEAST_LINKED {
        for at in 0..lines.len() {
            let below_linked = at.checked_sub(1).is_some_and(|above| lines[above].linked);
            lines[at].starts_run |= lines[at].linked || below_linked;
            lines[at].is_item &= !lines[at].linked;
        }
    }
}

/// Whether hardly any line is bulleted or indented: a browser's text has no signs.
fn is_plain(lines: &[SourceLine]) -> bool {
    let count = |fits: &dyn Fn(&&SourceLine) -> bool| lines.iter().filter(fits).count();
    let signed = count(&|line| line.bullet == Some(Bullet::Mark));
    let indented = count(&|line| line.indent > 0 && line.cells.len() == 1 && !is_code(line));
    signed * 20 <= lines.len() && indented * 4 <= lines.len()
}

/// How many titles stand alone behind what is no paragraph: a browser puts no blank line there.
fn apart(lines: &[SourceLine], labels: &HashSet<&str>, families: &HashSet<String>) -> usize {
    let title = |at: usize| is_alone(lines, at) && !is_paragraph(lines, at, labels, families);
    let below = |at: usize| is_alone(lines, at - 1) || is_code(&lines[at - 1]);
    (1..lines.len()).filter(|&at| title(at) && !below(at)).count()
}

fn is_alone(lines: &[SourceLine], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.starts_run) && lines.get(at + 1).is_none_or(|next| next.starts_run)
}

/// Whether a line alone can only be a paragraph: it is no title, says again and again what stands below it, or stands
/// right below a heading that names a code.
fn is_paragraph(lines: &[SourceLine], at: usize, labels: &HashSet<&str>, families: &HashSet<String>) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let sign = |at: usize| lines.get(at).filter(|line| line.cells.len() == 1).and_then(|line| signature(line.plain()));
    let named = |at: usize| sign(at).is_some_and(|sign| families.contains(&sign));
    // Of several codes below each other none is a heading.
    let listed = |at: usize| !lines[at].starts_run && at.checked_sub(1).is_some_and(|above| sign(above).is_some());
    let heads = |at: usize| named(at) && !listed(at);
    let other = section_number(line.plain()).is_none() && !named(at);
    let below_code = || other && at.checked_sub(1).is_some_and(heads);
    match kind(line) {
        Kind::Text | Kind::Coded => true,
        Kind::Title => labels.contains(line.plain()) || line.plain().contains(": ") || below_code(),
        Kind::Code | Kind::Row => false,
    }
}

/// What was found out of lines, by their index.
#[derive(Default)]
struct Parted {
    /// How many runs have headings.
    runs: usize,
    /// Headings.
    headings: Vec<usize>,
    /// Codes with their messages, above headings that come again and again.
    messages: Vec<usize>,
    /// Entries between headings.
    items: Vec<usize>,
    /// Codes of a list of nothing but codes.
    codes: Vec<usize>,
}

fn parted(lines: &[SourceLine], labels: &HashSet<&str>, families: &HashSet<String>) -> Parted {
    let mut parted = Parted::default();
    let again = again(lines.iter().map(SourceLine::plain));
    let fields = self::again(lines.iter().filter_map(label_of));
    let mut start = 0;
    while start < lines.len() {
        let below = lines.iter().skip(start + 1).position(|line| line.starts_run);
        let end = below.map_or(lines.len(), |below| start + 1 + below);
        let introduced = start.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(introduces);
        let above_paragraph = is_alone(lines, end) && is_paragraph(lines, end, labels, families);
        let above_table = lines.get(end).is_some_and(|line| kind(line) == Kind::Row);
        let run = Run {
            lines: &lines[start..end],
            introduced,
            above_paragraph,
            above_table,
            families,
            again: &again,
            fields: &fields,
            first: first_of_all(&lines[start..end]),
        };
        let headings = run.headings();
        if let Some(first) = headings.first() {
            parted.runs += 1;
            // What stands in front of them is the list that was introduced.
            let listed = if introduced { start + first } else { start };
            parted.items.extend((start..end).filter(|&at| at < listed || kind(&lines[at]) == Kind::Coded));
        }
        let message = run.message(&headings).map(|at| start + at);
        parted.headings.extend(headings.into_iter().map(|at| start + at));
        parted.messages.extend(message);
        if let Some(codes) = run.codes() {
            parted.headings.extend((codes == 1 && !introduced).then_some(start));
            parted.codes.extend(start + codes..end);
        }
        start = end;
    }
    if parted.messages.len() < LEAST_AGAIN {
        parted.messages.clear();
    }
    parted
}

/// Whether paragraphs are broken where a line is full.
fn is_wrapped(lines: &[SourceLine]) -> bool {
    let plain = |line: &SourceLine| line.cells.len() == 1 && line.bullet.is_none();
    if lines.iter().any(|line| plain(line) && line.length() > LONGEST_WRAPPED) {
        return false;
    }
    let pairs = || {
        lines.windows(2).filter_map(|pair| match pair {
            [line, next] if plain(line) && plain(next) && !next.starts_run => Some((line, next)),
            _ => None,
        })
    };
    let width = pairs().map(|(line, _)| line.length()).max().unwrap_or(0);
    let full = |line: &SourceLine, next: &SourceLine| {
        let word = next.plain().split(' ').next().unwrap_or("");
        let length = line.length();
        let goes_on = word.starts_with(char::is_lowercase) && !starts_coded(next) && next.code.is_none();
        goes_on && length >= LEAST_WRAPPED && length + 1 + word.chars().count() > width
    };
    pairs().filter(|(line, next)| full(line, next)).count() > 1
}

/// So often the same line is a part of several entries.
const LEAST_AGAIN: usize = 3;

/// The texts that are there several times.
fn again<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut times: HashMap<&str, usize> = HashMap::default();
    for text in texts {
        *times.entry(text).or_default() += 1;
    }
    times.into_iter().filter(|(_, times)| *times >= LEAST_AGAIN).map(|(text, _)| text).collect()
}

/// How the headings are written that name a code, of which several stand above paragraphs: see [`signature`].
fn families(lines: &[SourceLine]) -> HashSet<String> {
    let mut families: HashMap<String, usize> = HashMap::default();
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if let Some(signature) = Some(line).filter(|_| next.starts_run).and_then(|line| signature(line.plain())) {
            *families.entry(signature).or_default() += 1;
        }
    }
    families.into_iter().filter(|(_, times)| *times > 1).map(|(signature, _)| signature).collect()
}
