//! The headings of one run: lines without a blank line between them.

use foldhash::HashSet;

use super::super::code::{is_code, is_definition, opens};
use super::super::heading::signature;
use super::super::piece::SourceLine;
use super::super::prose::{label_of, may_head, starts_coded};
use super::super::tabs::is_header;
use crate::document::Text;
use crate::document::shape::{CodeShape, code_shape, is_sentence};

/// So many headings stand right below each other: those of a chapter, a section and what it starts with.
const MOST_HEADINGS: usize = 3;
/// A run with so many lines that are codes by themselves is a table of one cell a line.
const LEAST_CELLS: usize = 3;
/// So many tables that start alike are no chance.
const LEAST_TABLES: usize = 3;
/// So many entries with a sign behind a code make a list.
const LEAST_CODED: usize = 2;

/// What a line of a run may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A row with tabs.
    Row,
    /// A code with a sign and a text behind it.
    Coded,
    /// A code by itself.
    Code,
    /// A short text without a stop.
    Title,
    /// Any other text.
    Text,
}

impl Kind {
    /// Whether it may be a heading.
    fn is_title(self) -> bool {
        matches!(self, Self::Title | Self::Code)
    }
}

/// Lines without a blank line between them.
pub(super) struct Run<'a> {
    /// The lines.
    pub(super) lines: &'a [SourceLine],
    /// Whether the line above them introduces a list.
    pub(super) introduced: bool,
    /// Whether a paragraph stands below them.
    pub(super) above_paragraph: bool,
    /// Whether the row of a table stands below them.
    pub(super) above_table: bool,
    /// How the headings are written that name a code.
    pub(super) families: &'a HashSet<String>,
    /// The lines that stand on the page again and again.
    pub(super) again: &'a HashSet<&'a str>,
    /// The labels that lines on the page start with again and again.
    pub(super) fields: &'a HashSet<&'a str>,
    /// What every row below a line without cells starts with: see [`first_of_all`].
    pub(super) first: Option<&'a str>,
}

/// The cell that each row right below a line without cells starts with, where there are several such rows: each of them
/// is the first of a small table below its title.
pub(super) fn first_of_all(lines: &[SourceLine]) -> Option<&str> {
    let is_row = |line: &SourceLine| line.cells.len() > 1;
    let mut firsts =
        lines.windows(2).filter(|pair| !is_row(&pair[0]) && is_row(&pair[1])).map(|pair| first_cell(&pair[1]));
    let first = firsts.next()?;
    let (mut count, mut alike) = (1, true);
    for other in firsts {
        count += 1;
        alike &= other == first;
    }
    first.filter(|_| alike && count >= LEAST_TABLES)
}

fn first_cell(line: &SourceLine) -> Option<&str> {
    line.cells.first().map(Text::plain).filter(|cell| !cell.is_empty())
}

/// Titles of a run that stand right below each other.
struct Titles {
    /// The first of them.
    start: usize,
    /// The line behind the last of them.
    end: usize,
    /// The first that may head anything: none of a list that was introduced, and the last few of navigation.
    first: Option<usize>,
}

impl Titles {
    /// Whether they are too many for headings of one place.
    fn are_many(&self) -> bool {
        self.end - self.start > MOST_HEADINGS
    }
}

impl Run<'_> {
    /// Which of the lines are headings.
    pub(super) fn headings(&self) -> Vec<usize> {
        let kinds = self.kinds();
        let has_rows = kinds.contains(&Kind::Row);
        if kinds.len() < 2 {
            return Vec::new();
        }
        if !has_rows && count(&kinds, Kind::Code) >= LEAST_CELLS {
            return self.behind_contents(&kinds);
        }
        // Where cells go on below their rows, what stands below the last row may go on with it.
        let rows_end = match kinds.iter().rposition(|kind| *kind == Kind::Row) {
            Some(_) if self.cells_go_on(&kinds) => kinds.len(),
            last => last.map_or(0, |last| last + 1),
        };
        let heads = |titles: Titles| self.first_heading(&kinds, rows_end, &titles).map(|first| first..titles.end);
        self.titles(&kinds).into_iter().filter_map(heads).flatten().collect()
    }

    /// The last lines of contents in which the code that stands last is listed: it heads its text, below the title of all.
    fn behind_contents(&self, kinds: &[Kind]) -> Vec<usize> {
        let Some((last, above)) = self.lines.split_last().filter(|_| self.above_paragraph) else { return Vec::new() };
        let listed = above.iter().any(|line| line.code.is_some() && line.plain() == last.plain());
        let contents = kinds[..above.len()].iter().rposition(|kind| *kind == Kind::Code);
        match contents {
            Some(end) if listed && above.len() - end <= MOST_HEADINGS => (end + 1..self.lines.len()).collect(),
            _ => Vec::new(),
        }
    }

    /// The titles among the lines.
    fn titles(&self, kinds: &[Kind]) -> Vec<Titles> {
        let mut all = Vec::new();
        let mut start = 0;
        for lines in kinds.chunk_by(|kind, next| kind.is_title() == next.is_title()) {
            let end = start + lines.len();
            if lines[0].is_title() {
                // What comes again and again above a heading ends the part before it: "Since version 5".
                let repeated = self.lines[start..end - 1].iter().rposition(|line| self.again.contains(line.plain()));
                let start = repeated.filter(|_| end == kinds.len()).map_or(start, |at| start + at + 1);
                let led = kinds[end - 1] == Kind::Code && kinds[end.saturating_sub(2)] == Kind::Title;
                let mut titles = Titles { start, end, first: Some(start) };
                if start == 0 && self.introduced {
                    titles.first = None;
                } else if titles.are_many() {
                    // Navigation ends with the title of the page and those of its first part.
                    titles.first = Some(end - 2 - usize::from(led));
                }
                all.push(titles);
            }
            start = end;
        }
        all
    }

    /// Which of the titles is the first heading. Rows of a table, with what goes on below them, end at `rows_end`.
    fn first_heading(&self, kinds: &[Kind], rows_end: usize, titles: &Titles) -> Option<usize> {
        let &Titles { start, end, first } = titles;
        let few = !titles.are_many();
        match (start.checked_sub(1).map(|above| kinds[above]), kinds.get(end)) {
            // Between two tables; what stands between two rows belongs to a cell.
            (Some(Kind::Row), Some(Kind::Row)) => Some(start).filter(|_| self.starts_table(start - 1, end)),
            (None, Some(Kind::Row)) => first.filter(|_| !self.is_key(end)),
            (Some(Kind::Row), None) => Some(start).filter(|_| self.above_paragraph && few),
            (Some(Kind::Row), Some(Kind::Coded | Kind::Text)) => Some(start).filter(|_| few && rows_end <= start),
            (None | Some(Kind::Coded | Kind::Text), Some(Kind::Coded)) => first.filter(|_| self.is_list(kinds)),
            // The only title, above a list or code.
            (None, Some(Kind::Text)) if end == 1 && kinds.iter().filter(|kind| kind.is_title()).count() == 1 => first,
            // Above code stands what shows it, whatever stands above that.
            (None, Some(Kind::Text)) => {
                first.filter(|_| (few && starts_code(&self.lines[end])) || self.is_message(end))
            }
            (None, None) if self.above_table => first,
            (None, None) if self.above_paragraph => first.or_else(|| self.first_behind_list(start, end)),
            (Some(Kind::Text | Kind::Coded), None) => first.filter(|_| self.above_paragraph),
            _ => None,
        }
    }

    /// The first heading behind a list that was introduced: one that names a code as others do, and those above it that
    /// are no items by their length.
    fn first_behind_list(&self, start: usize, end: usize) -> Option<usize> {
        let mut first = end - usize::from(self.is_in_family(end - 1));
        while first > start + 1 && end - first < MOST_HEADINGS && self.stands_out(first - 1) {
            first -= 1;
        }
        Some(first).filter(|first| *first < end)
    }

    /// The code with its message that stands right above the last of the headings.
    pub(super) fn message(&self, headings: &[usize]) -> Option<usize> {
        headings.last()?.checked_sub(1).filter(|&above| self.is_message(above))
    }

    /// Whether a line is a code with its message, a sentence, and above a title that comes again and again: "L7 The lid is
    /// open.", "Explanation".
    fn is_message(&self, at: usize) -> bool {
        let code = self.lines[at].plain().split_once(' ').map_or("", |(code, _)| code);
        let coded = matches!(code_shape(code), Some(CodeShape::Id | CodeShape::Symbol));
        coded && self.lines.get(at + 1).is_some_and(|below| self.again.contains(below.plain()))
    }

    /// Whether the lines that are no titles are a list of entries, some of them with fields.
    fn is_list(&self, kinds: &[Kind]) -> bool {
        let coded = count(kinds, Kind::Coded);
        let is_field = |line: &SourceLine| label_of(line).is_some_and(|label| self.fields.contains(label));
        let lines = kinds.iter().zip(self.lines);
        let texts = lines.filter(|(kind, line)| **kind == Kind::Text && !is_field(line)).count();
        coded >= LEAST_CODED && coded > texts
    }

    fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = self.lines.iter().map(kind).collect();
        // A number in front of one line alone may be a heading's.
        let counted: Vec<bool> = self
            .lines
            .iter()
            .zip(&kinds)
            .map(|(line, kind)| *kind == Kind::Title && starts_with_number(line))
            .collect();
        for at in 1..counted.len() {
            if counted[at - 1] && counted[at] {
                (kinds[at - 1], kinds[at]) = (Kind::Coded, Kind::Coded);
            }
        }
        kinds
    }

    /// From which line on the run is a list of nothing but codes, all written alike.
    pub(super) fn codes(&self) -> Option<usize> {
        let (last, above) = self.lines.split_last()?;
        let alike = above.iter().rev().take_while(|line| line.code.is_some() && line.code == last.code).count();
        let start = above.len() - alike;
        (last.code.is_some() && alike >= LEAST_CELLS && start <= 1).then_some(start)
    }

    /// Whether other lines than headings stand between two rows.
    fn cells_go_on(&self, kinds: &[Kind]) -> bool {
        let rows = kinds.iter().enumerate().filter(|(_, kind)| **kind == Kind::Row).map(|(at, _)| at);
        let rows: Vec<usize> = rows.collect();
        rows.windows(2).any(|pair| matches!(pair, &[row, next] if next > row + 1 && !self.starts_table(row, next)))
    }

    /// Whether a line names a code as the headings of codes do.
    fn is_in_family(&self, at: usize) -> bool {
        let signature = self.lines.get(at).and_then(|line| signature(line.plain()));
        signature.is_some_and(|signature| self.families.contains(&signature))
    }

    /// Whether the line above a row that starts with a code is one too: both are its first cell.
    fn is_key(&self, row: usize) -> bool {
        let coded = |cell: Option<&Text>| cell.is_some_and(|cell| code_shape(cell.plain()).is_some());
        let above = row.checked_sub(1).and_then(|at| self.lines.get(at));
        above.is_some_and(|line| line.code.is_some()) && self.lines.get(row).is_some_and(|row| coded(row.cells.first()))
    }

    /// Whether a row starts another table than the one of a row above.
    fn starts_table(&self, above: usize, at: usize) -> bool {
        let (Some(above), Some(row)) = (self.lines.get(above), self.lines.get(at)) else { return false };
        is_header(row)
            || row.cells.len() != above.cells.len()
            || (self.first.is_some() && first_cell(row) == self.first)
    }

    /// Whether a title is so much shorter than all lines above it that it is none of them.
    fn stands_out(&self, at: usize) -> bool {
        let words = |line: &SourceLine| line.plain().split(' ').count();
        let least = self.lines[..at].iter().map(words).min();
        least.is_some_and(|least| words(&self.lines[at]) * 2 < least)
    }
}

/// How many lines are of a kind.
fn count(kinds: &[Kind], wanted: Kind) -> usize {
    kinds.iter().filter(|kind| **kind == wanted).count()
}

/// What a line may be by itself.
pub(super) fn kind(line: &SourceLine) -> Kind {
    let barred = line.plain().starts_with('|') || line.plain().ends_with('|');
    if line.cells.len() > 1 || line.raw.starts_with('\t') || barred {
        Kind::Row
    } else if starts_code(line) {
        Kind::Text
    } else if line.code.is_some() {
        Kind::Code
    } else if starts_coded(line) || is_named(line) {
        Kind::Coded
    } else if may_head(line) && !is_sentence(line.plain()) && !line.plain().starts_with('-') {
        Kind::Title
    } else {
        Kind::Text
    }
}

/// Whether a line starts a block of code.
fn starts_code(line: &SourceLine) -> bool {
    opens(line) || is_code(line) || is_definition(line)
}

/// Whether a number and words stand on a line: `404 Not Found`.
fn starts_with_number(line: &SourceLine) -> bool {
    let (first, rest) = line.plain().split_once(' ').unwrap_or_default();
    matches!(code_shape(first), Some(CodeShape::Number | CodeShape::Hex)) && rest.contains(char::is_alphabetic)
}

/// Whether a name and a text stand on a line: `unauthorized: a token is missing`.
fn is_named(line: &SourceLine) -> bool {
    let name = line.plain().split_once(": ").map_or("", |(name, _)| name);
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
