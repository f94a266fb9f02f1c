//! Tables of one cell a line: what is left of a table when a page is copied as plain text.
//!
//! Such a table shows in its period: one position in so many lines is always a code, the others are not. The number of
//! columns and the phase are the ones that explain the lines at the least cost, the header lines above included.

use foldhash::HashMap;

use super::align::{Family, Layout, LineShape, Place, WIDEST, align, cost};
use super::callout::is_callout_label;
use super::layout::{end_cost, layouts};
use super::piece::{Made, Pieces, SourceLine, replace_lines, row};
use super::prose::starts_spaced;
use super::rows::{accepts, rows, split_lost_keys};
use crate::document::shape::{CodeShape, ends_with_stop, is_question, is_sentence, is_title};
use crate::document::{Block, BlockKind, Table, Text};

/// Codes further apart than this belong to different tables.
const LONGEST_GAP: usize = 16;
/// So many lines tell the layout of a table.
const SAMPLE: usize = 48;
/// So many lines above the first code may be its header, with something before it.
const LONGEST_HEADER: usize = 12;
/// In a table of so many rows, a single cell of several lines is an exception.
pub(super) const LEAST_RARE: usize = 6;
/// Below a header without blank lines, fewer rows with blank lines between all cells are no table.
const LEAST_APART: usize = 3;
/// So often another start is tried where the first code seen was none of the table's.
const TRIES: usize = 3;

/// Takes tables of one cell a line out of the lines.
pub(super) fn recover_periodic_tables(pieces: Pieces, browsers: bool) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut done = 0;
        let mut at = 0;
        let mut tries = 0;
        let shapes: Vec<LineShape> = lines.iter().map(LineShape::of).collect();
        let contents = contents(lines);
        let mut made: Vec<Made> = Vec::new();
        while let Some(anchor) = next_code(lines, at) {
            if let Some(end) = contents.get(&anchor) {
                (done, at) = (*end, *end);
                continue;
            }
            let chain = Chain::new(lines, done, anchor);
            if is_stray(&lines[anchor..=chain.last]) {
                at = anchor + 1;
                continue;
            }
            let table = chain.table(lines, &shapes).filter(|made| !(browsers && stands_apart(made, lines)));
            match table {
                Some(table) => {
                    done = table.end;
                    at = table.end;
                    tries = 0;
                    made.push(table);
                }
                None if tries < TRIES => {
                    tries += 1;
                    at = anchor + 1;
                }
                None => {
                    tries = 0;
                    at = chain.last + 1;
                }
            }
        }
        made
    })
}

/// So many codes one below the other, each of which comes again further down, are the contents of the page.
const LEAST_CONTENTS: usize = 4;

/// Where such contents start, with their ends.
fn contents(lines: &[SourceLine]) -> HashMap<usize, usize> {
    let codes = || lines.iter().enumerate().filter(|(_, line)| line.code.is_some());
    let last: HashMap<&str, usize> = codes().map(|(index, line)| (line.plain(), index)).collect();
    let mut found = HashMap::default();
    let mut at = 0;
    while let Some(start) = next_code(lines, at) {
        let more = lines[start + 1..].iter().take_while(|line| line.code.is_some() && !line.starts_run).count();
        let end = start + 1 + more;
        at = end;
        let again = |line: &SourceLine| last.get(line.plain()).is_some_and(|last| *last >= end);
        if end - start >= LEAST_CONTENTS && lines[start..end].iter().all(again) {
            found.insert(start, end);
        }
    }
    found
}

/// Before so many codes of one family, one of another is none of their table.
const LEAST_OTHERS: usize = 6;

/// Whether the first of the lines is a code of another family than all that follow, of which there are many.
fn is_stray(lines: &[SourceLine]) -> bool {
    let mut families = lines.iter().filter_map(|line| line.code.map(Family::of));
    let Some(first) = families.next() else { return false };
    let mut others = families.take_while(|family| *family != first);
    let other = others.next();
    other.is_some_and(|other| {
        others.take(LEAST_OTHERS).take_while(|family| *family == other).count() + 1 >= LEAST_OTHERS
    })
}

/// Whether most codes and the texts below them stand alone between blank lines: a browser puts none between cells, so
/// these are headings. Where each has a second code, they are rows that the page has no table for.
fn stands_apart(made: &Made, lines: &[SourceLine]) -> bool {
    let columns = match &made.block.kind {
        BlockKind::Table(table) => table.rows.first().map_or(0, |row| row.cells.len()),
        _ => 0,
    };
    let lines = &lines[made.start..made.end];
    let named = |line: &SourceLine| line.code.is_some_and(|code| code != CodeShape::Number);
    // What repeats the code declares it, and is no text below a heading.
    let text = |line: &SourceLine, code: &str| line.code.is_none() && line.starts_run && !line.plain().contains(code);
    let alone = |lines: &&[SourceLine]| match lines {
        [code, next] => named(code) && code.starts_run && text(next, code.plain()),
        _ => false,
    };
    let codes = lines.iter().filter(|line| line.code.is_some()).count();
    columns > 1 && lines.windows(2).filter(alone).count() * 2 > codes
}

fn next_code(lines: &[SourceLine], from: usize) -> Option<usize> {
    (from..lines.len()).find(|&index| lines[index].code.is_some())
}

/// Codes that follow each other closely enough to be those of one table, and the lines around them.
struct Chain {
    /// The first line that may be part of the header.
    above: usize,
    /// Whether nothing stands directly before that line.
    clean: bool,
    /// The line of the first code.
    anchor: usize,
    /// The line of the last code.
    last: usize,
    /// The end of the lines behind the last code that may be its cells.
    tail: usize,
}

/// What stands above the first code.
#[derive(Clone, Copy)]
struct Above {
    /// Where the header starts, if the table has one.
    header: Option<usize>,
    /// Where the first row starts.
    body: usize,
    /// What it costs that the lines are not as expected.
    cost: u32,
}

impl Chain {
    fn new(lines: &[SourceLine], from: usize, anchor: usize) -> Self {
        let (above, clean) = header_start(lines, from, anchor);
        let header: Vec<&str> = lines[above..anchor].iter().map(SourceLine::plain).collect();
        let mut last = anchor;
        // The most lines without a blank one between two codes, which a gap with a blank line must not exceed.
        let mut usual = header.len().clamp(2, 4) - 1;
        let mut blanks = 0;
        let mut widest = None;
        'chain: loop {
            let limit = (last + 1 + LONGEST_GAP).min(lines.len());
            let Some(next) = (last + 1..limit).find(|&index| lines[index].code.is_some()) else { break };
            let mut blank = false;
            for index in last + 1..=next {
                if repeats_header(lines, index, &header) || leads(lines, index) {
                    break 'chain;
                }
                if lines[index].starts_run {
                    blank = true;
                    blanks += 1;
                    let rest = &lines[index..next];
                    let between = next - last - 1;
                    // A line alone is a heading, and several short ones are the header of another table.
                    let alone = rest.len() > 1 || lines[next].starts_run;
                    let titled = alone && rest.iter().any(|line| !is_sentence(line.plain()));
                    let spaced = blanks * 2 > index - anchor;
                    let most = if spaced { usual.max(widest.unwrap_or(0)) } else { usual };
                    let fits = between <= most && (spaced || !titled);
                    if !(rest.is_empty() || fits || rest.iter().all(|line| is_sentence(line.plain()))) {
                        break 'chain;
                    }
                    // A heading that looks like a code is no row.
                    let other = lines[next].code.map(Family::of) != lines[anchor].code.map(Family::of);
                    if rest.is_empty() && other && lines.get(next + 1).is_none_or(|line| line.starts_run) && !spaced {
                        break 'chain;
                    }
                }
            }
            if !blank {
                usual = usual.max(next - last - 1);
            }
            widest = widest.max(Some(next - last - 1));
            last = next;
        }
        let mut tail = last + 1;
        while let Some(line) = lines.get(tail) {
            let far = tail > last + LONGEST_GAP;
            let spaced = blanks * 2 > tail - anchor;
            let first = tail == last + 1;
            // Where a blank line stands below every line, a row is not longer than the ones before.
            let within = spaced && tail - last <= widest.unwrap_or(usual);
            let crosses = line.starts_run && !(within || (first && is_sentence(line.plain())));
            let labels = is_callout_label(line.plain())
                && lines.get(tail + 1).is_some_and(|next| !next.starts_run && is_sentence(next.plain()));
            if far || crosses || labels || repeats_header(lines, tail, &header) {
                break;
            }
            tail += 1;
        }
        Self { above, clean, anchor, last, tail }
    }

    /// The table that explains the lines, if one does.
    fn table(&self, lines: &[SourceLine], shapes: &[LineShape]) -> Option<Made> {
        // One code alone is a table only below a header.
        if self.last == self.anchor && self.anchor - self.above < 2 {
            return None;
        }
        let (layout, Above { header, body: start, .. }) = self.layout(lines, shapes)?;
        let mut places = align(&shapes[start..self.tail], &layout);
        let end = self.trim(lines, start, &layout, &places);
        places.truncate(end - start);
        let body = &lines[start..end];
        let mut rows = rows(body, &places, &layout);
        if !accepts(body, &places, &layout, &rows, header.is_some() && self.clean) {
            return None;
        }
        // A list above a heading and its paragraph: what heads the cells stands together, the cells stand apart.
        let together = |lines: &[SourceLine]| lines.iter().skip(1).all(|line| !line.starts_run);
        if rows.len() < LEAST_APART
            && header.is_some_and(|header| together(&lines[header..start]))
            && body.iter().all(|line| line.starts_run)
        {
            return None;
        }
        split_lost_keys(&mut rows, &layout);
        let mut table = Table { caption: None, rows: Vec::new() };
        let first = header.unwrap_or(start);
        if header.is_some() {
            let mut cells: Vec<Text> = lines[first..start].iter().take(layout.width).map(SourceLine::content).collect();
            let number = lines[first].number;
            cells.resize(layout.width, Text::plain_at("", number));
            table.rows.push(row(number, true, cells));
        }
        table.rows.extend(rows.into_iter().map(|found| found.finish(layout.width)));
        let line = lines[first].number;
        Some(Made { start: first, end, block: Block::new(line, BlockKind::Table(table)) })
    }

    /// The layout that explains the lines at the least cost, and where its header starts, if it has one.
    fn layout(&self, lines: &[SourceLine], shapes: &[LineShape]) -> Option<(Layout, Above)> {
        let mut best: Option<(Layout, Above, u32)> = None;
        let lines_above = self.anchor - self.above;
        let sample_end = self.tail.min(self.anchor + SAMPLE);
        let codes = lines[self.anchor..sample_end].iter().filter(|line| line.code.is_some()).count();
        for width in 2..=WIDEST {
            for key in 0..width.min(lines_above + 1) {
                let above = self.header(lines, width, key, codes);
                let start = above.body;
                // Where the first code is lost, its row starts above.
                let rows = self.anchor - key;
                // Rows that come out even are more likely those of the table.
                let uneven = if (self.tail - start).is_multiple_of(width) { 0 } else { 2 };
                let before = above.cost + if key > 0 { 2 + uneven } else { 0 };
                for layout in layouts(&lines[rows..sample_end], width, key) {
                    let least = best.as_ref().map_or(u32::MAX, |&(_, _, least)| least);
                    let Some(bound) = least.checked_sub(before) else { continue };
                    let Some((column, cost)) = cost(&shapes[start..sample_end], &layout, bound) else { continue };
                    let ends = if sample_end == self.tail { end_cost(column, &layout) } else { 0 };
                    if cost + ends < bound {
                        best = Some((layout, above, before + cost + ends));
                    }
                }
            }
        }
        best.map(|(layout, above, _)| (layout, above))
    }

    /// Where a header of this width starts above the first row, and what it costs that it is not as expected.
    fn header(&self, lines: &[SourceLine], width: usize, key: usize, codes: usize) -> Above {
        let above = self.anchor - self.above;
        let row = self.anchor - key;
        let codes = u32::try_from(codes).unwrap_or(0);
        if above >= width + key {
            let start = row - width;
            let fits = lines[start..row].iter().all(|line| is_header(line.plain()));
            // Across blank lines, only as many lines as the table is wide are its header.
            let unbroken = lines[start + 1..=row].iter().all(|line| !line.starts_run)
                || lines[start + 1..=row].iter().all(|line| line.starts_run)
                || (lines[row].starts_run && lines[start + 1..row].iter().all(|line| !line.starts_run));
            if fits && unbroken {
                let before = u32::try_from(above - width - key).unwrap_or(0);
                let apart = lines[start].starts_run;
                let cost = if before == 0 && self.clean { 0 } else { before.min(3) + if apart { 0 } else { 3 } };
                return Above { header: Some(start), body: row, cost };
            }
        }
        let left = above.saturating_sub(key);
        if left == 0 {
            return Above { header: None, body: row, cost: 4 };
        }
        // The first code is lost: its description stands between the header and the second row.
        let body = self.above + width;
        if key == 0
            && self.clean
            && body < row
            && row - body < width
            && lines[self.above + 1..=row].iter().all(|line| !line.starts_run)
            && lines[self.above..body].iter().all(|line| is_header(line.plain()))
            && lines[body..row].iter().all(|line| is_sentence(line.plain()))
        {
            return Above { header: Some(self.above), body, cost: 1 };
        }
        let all_headers = lines[self.above..row].iter().all(|line| is_header(line.plain()));
        let in_run = lines[self.above + 1..=row].iter().all(|line| !line.starts_run);
        // A header with a cell missing stands in the table's own run, and the heading above it.
        let titled = self.above > 0 && {
            let title = &lines[self.above - 1];
            title.starts_run && is_title(title.plain()) && title.bullet.is_none()
        };
        let start = (left < width && self.clean && all_headers && in_run && titled).then_some(self.above);
        let cost = if self.clean && all_headers && left >= 2 { 6 + 3 * codes } else { 6 };
        Above { header: start, body: row, cost }
    }

    /// Where the last row ends: its cells, and what goes on with them.
    fn trim(&self, lines: &[SourceLine], start: usize, layout: &Layout, places: &[Place]) -> usize {
        let body = self.last + 1 - start;
        let rows = places[..body].iter().filter(|place| place.starts_row).count();
        let continued = places[..body].iter().filter(|place| place.continues).count();
        let often = continued * 3 >= rows;
        let sentences = |column: usize| {
            let cells = places[..body].iter().zip(&lines[start..]).filter(|(place, _)| place.column == column);
            let (all, whole) =
                cells.fold((0, 0), |(all, whole), (_, line)| (all + 1, whole + usize::from(is_sentence(line.plain()))));
            all >= 2 && whole * 10 >= all * 8
        };
        for index in self.last + 1..self.tail {
            let place = places[index - start];
            let line = &lines[index];
            let text = line.plain();
            let keep = if place.starts_row {
                false
            } else if place.continues {
                let before = lines[index - 1].plain();
                let open = !ends_with_stop(before) && before.chars().count() >= 30;
                // One more sentence at the end of the run may be a description whose code is lost.
                let ends = lines.get(index + 1).is_none_or(|next| next.starts_run);
                let lost =
                    rows >= LEAST_RARE && continued == 0 && index == self.last + 2 && ends && ends_with_stop(text);
                line.bullet.is_some()
                    || text.starts_with(char::is_lowercase)
                    || open
                    || (often && is_sentence(text))
                    || (lost && layout.width == 2 && !line.starts_run)
            } else {
                !(line.starts_run && sentences(place.column.min(layout.width - 1)) && !is_sentence(text))
            };
            if !keep {
                return index;
            }
        }
        self.tail
    }
}

/// The lines above the first code that may be its header: titles, in the same run; where the code starts its run, the
/// run before, or the lines before where each is a run. The flag tells whether nothing stands directly above them.
fn header_start(lines: &[SourceLine], from: usize, anchor: usize) -> (usize, bool) {
    let may_be = |index: usize| {
        let line = &lines[index];
        line.bullet.is_none()
            && line.cells.len() == 1
            && line.code.is_none_or(|code| code == CodeShape::Capitals)
            && line.length() <= 400
            && !leads(lines, index)
            && !line.plain().contains(['$', ';', '{', '}'])
    };
    let mut start = anchor;
    let spaced = lines.get(anchor + 1).is_some_and(|line| line.starts_run);
    while start > from && anchor - start < LONGEST_HEADER && may_be(start - 1) {
        if lines[start].starts_run {
            // One blank line may stand below a header of several lines.
            let below_header = start == anchor && start >= 2 && !lines[start - 1].starts_run;
            let text = lines[start - 1].plain();
            if !(spaced || below_header) || !is_header(text) {
                break;
            }
        }
        start -= 1;
    }
    let clean = start == anchor || lines[start].starts_run || start == 0;
    (start, clean)
}

/// Whether a line ends with a colon and a code stands right below it: it leads to the list that starts there.
fn leads(lines: &[SourceLine], index: usize) -> bool {
    let below = lines.get(index + 1).is_some_and(|below| below.code.is_some());
    below && lines[index].code.is_none() && lines[index].plain().ends_with([':', '：'])
}

/// Whether a line could be the header of a column; a code with words behind it is an entry.
fn is_header(text: &str) -> bool {
    is_title(text) && !is_question(text) && text.chars().count() <= 60 && !starts_spaced(text)
}

/// Whether the header of the table begins again here.
fn repeats_header(lines: &[SourceLine], index: usize, header: &[&str]) -> bool {
    let width = header.len().min(2);
    width == 2
        && (2..=header.len()).any(|size| {
            let wanted = &header[header.len() - size..];
            lines
                .get(index..index + size)
                .is_some_and(|found| found.iter().zip(wanted).all(|(line, wanted)| line.plain() == *wanted))
        })
}
