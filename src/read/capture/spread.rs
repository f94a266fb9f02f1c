//! Rows as a browser gives them where cells hold paragraphs: a tab stands between two cells, alone or behind the first of
//! them, with blank lines around it; between two rows stand blank lines alone, most often several.

/// So many cells that a tab and a blank line end are no chance: the last cell of a row may be empty. A tab alone on its
/// line is none anyhow.
const LEAST_SPREAD: usize = 4;
/// More tabs in a row are none between cells.
const MOST_TABS: usize = 64;

/// How a line belongs to the line before it that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// It does not.
    Apart,
    /// It is the next cell of its row, so many empty cells further on.
    Cell(usize),
    /// It goes on with its last cell.
    Text,
    /// It is the next row of its table, in which so many empty cells stand in front of it.
    Row(usize),
}

/// What stands between a line and the next that is not blank.
#[derive(Debug, Clone, Copy, Default)]
struct Gap {
    /// How many tabs there are: those at the end of the line and those on lines of their own.
    tabs: usize,
    /// Whether the line ends with one.
    ends: bool,
    /// Whether one of them has a line of its own.
    alone: bool,
    /// How many blank lines before the first of them, or at all.
    before: usize,
    /// How many blank lines behind the last of them.
    after: usize,
}

impl Gap {
    /// Whether the next cell of the row stands behind it: blank lines stand on both sides of a tab alone or on neither, and
    /// behind one that ends a line.
    fn divides_cells(self) -> bool {
        let even = if self.alone && !self.ends { self.before == self.after } else { self.after == 1 };
        (1..=MOST_TABS).contains(&self.tabs) && self.before <= 1 && self.after <= 1 && even
    }

    /// Whether what stands behind it is the next row, where rows stand further apart than the paragraphs of a cell.
    fn divides_rows(self) -> bool {
        if self.tabs == 0 { self.before > 1 } else { self.after > 1 }
    }

    /// How many empty cells start the next row, where rows stand further apart than the paragraphs of a cell: one for each
    /// tab that stands below the blank lines between two rows.
    fn empty_first_cells(self) -> Option<usize> {
        let leads = self.alone && !self.ends && self.before > 1 && self.after <= 1;
        (leads && (1..=MOST_TABS).contains(&self.tabs)).then_some(self.tabs)
    }

    /// Whether it divides two lines or two paragraphs.
    fn divides_texts(self) -> bool {
        self.tabs == 0 && self.before <= 1
    }
}

/// How each line of a page, each without its end, belongs to the line before it; blank lines are [`Join::Apart`].
pub(super) fn joins(lines: &[String]) -> Vec<Join> {
    let mut joins = vec![Join::Apart; lines.len()];
    let written: Vec<usize> = (0..lines.len()).filter(|&at| !is_blank(&lines[at])).collect();
    let gaps: Vec<Gap> = written.windows(2).map(|pair| gap(&lines[pair[0]..pair[1]])).collect();
    let divided = gaps.iter().filter(|gap| gap.divides_cells());
    if divided.clone().count() < LEAST_SPREAD && !divided.clone().any(|gap| gap.alone) {
        return joins;
    }
    let roomy = gaps.windows(2).any(|pair| pair[0].divides_rows() && pair[1].divides_cells());
    let ends = ends(&gaps, |at| lines[written[at]].trim().contains('\t'));
    let mut rows =
        Rows { lines, written: &written, gaps: &gaps, ends, roomy, width: 0, column: None, open_ended: false };
    for (at, &line) in written.iter().enumerate().skip(1) {
        joins[line] = rows.join(at - 1);
    }
    joins
}

/// The state of the search, from line to line.
struct Rows<'a> {
    lines: &'a [String],
    /// The lines that are not blank.
    written: &'a [usize],
    /// What stands behind each of them.
    gaps: &'a [Gap],
    /// For each of them, where the texts behind it end.
    ends: Vec<Option<usize>>,
    /// Whether rows stand further apart than the paragraphs of a cell.
    roomy: bool,
    /// How many cells the first row of the table has; 0 where no table is open.
    width: usize,
    /// In which column the cell of the last line stands, where it stands in such a row.
    column: Option<usize>,
    /// Whether the last cell of its rows is empty.
    open_ended: bool,
}

impl Rows<'_> {
    /// How the line behind this gap belongs to the one before it.
    fn join(&mut self, at: usize) -> Join {
        let gap = self.gaps[at];
        let starts_row = self.gaps.get(at + 1).is_some_and(|next| next.divides_cells());
        let tabs = self.lines[self.written[at]].trim().matches('\t').count();
        if gap.divides_cells() {
            let column = self.column.unwrap_or(tabs) + gap.tabs;
            // Behind the last row stands no other cell of it.
            let ended = self.width > 0 && (column >= self.width || (column + 1 == self.width && self.open_ended));
            if ended {
                self.end();
                return Join::Apart;
            }
            self.column = Some(column);
            return Join::Cell(gap.tabs - 1);
        }
        let Some(column) = self.column else {
            // A header whose cells stand on one line.
            if tabs > 0 && starts_row && gap.tabs == 0 && gap.before > 0 {
                self.width = tabs + 1;
                return Join::Row(0);
            }
            self.end();
            return Join::Apart;
        };
        if let Some(empty) = gap.empty_first_cells().filter(|_| starts_row) {
            self.width = self.width.max(column + 1);
            let own = self.lines[self.written[at + 1]].trim().matches('\t').count();
            self.column = Some(empty + own);
            return Join::Row(empty);
        }
        let cells = column + 1 + gap.tabs;
        if gap.divides_texts() && self.goes_on(at, cells < self.width) {
            return Join::Text;
        }
        self.column = None;
        if starts_row && (gap.divides_rows() || (gap.divides_texts() && gap.before > 0)) {
            self.width = self.width.max(cells);
            self.open_ended = gap.tabs > 0;
            return Join::Row(0);
        }
        self.end();
        Join::Apart
    }

    /// Ends the table.
    fn end(&mut self) {
        (self.width, self.column, self.open_ended) = (0, None, false);
    }

    /// Whether the lines behind this gap are more of the same cell: what stands behind them is the next cell, where the
    /// row has one, or the next row, where rows stand further apart.
    fn goes_on(&self, at: usize, more: bool) -> bool {
        let end = self.ends.get(at + 1).copied().flatten();
        end.and_then(|end| Some((self.gaps.get(end)?, self.gaps.get(end + 1)))).is_some_and(|(gap, next)| {
            let row = self.roomy && gap.divides_rows() && next.is_some_and(|next| next.divides_cells());
            row || (more && gap.divides_cells())
        })
    }
}

/// For each gap, the first from it on that does not divide two texts; `None` where a line with tabs, which starts another
/// table, stands before that.
fn ends(gaps: &[Gap], tabbed: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut ends = vec![None; gaps.len()];
    let mut end = None;
    for (at, gap) in gaps.iter().enumerate().rev() {
        end = if gap.divides_texts() { end } else { Some(at) };
        end = end.filter(|_| !tabbed(at));
        ends[at] = end;
    }
    ends
}

/// What stands behind the first of these lines, which is the only one that is not blank.
fn gap(lines: &[String]) -> Gap {
    let mut gap = Gap::default();
    for (at, line) in lines.iter().enumerate() {
        let alone = at > 0;
        // What stands behind the last tab, be it a space that does not break, is a cell without text.
        let behind = if alone { line } else { &line[line.trim_end_matches('\t').len()..] };
        let tabs = behind.matches('\t').count();
        if tabs > 0 {
            gap = Gap { tabs: gap.tabs + tabs, ends: gap.ends || !alone, alone: gap.alone || alone, after: 0, ..gap };
        } else if alone && gap.tabs == 0 {
            gap.before += 1;
        } else if alone {
            gap.after += 1;
        }
    }
    gap
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}
