//! Tables whose cells tabs divide.

use foldhash::{HashMap, HashSet};

use super::columns::defined;
use super::piece::{Joint, Made, Pieces, SourceLine, join, replace_lines, row};
use crate::document::shape::{CodeShape, code_shape, ends_with_stop, is_sentence, is_title};
use crate::document::{Block, BlockKind, Cell, NodeId, Row, Table, Text};

/// So many lines without a tab may stand between two rows.
const LONGEST_GAP: usize = 12;

/// The most characters of a title above a part of a cell.
const LONGEST_LABEL: usize = 30;

/// The most characters of a header's cell.
const LONGEST_TITLE: usize = 60;

/// Takes tables with tabs between the cells out of the lines.
pub(super) fn recover_tabbed_tables(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let labels = labels(lines);
        let mut at = 0;
        let mut made = Vec::new();
        while at < lines.len() {
            if !is_tabbed(&lines[at]) {
                at += 1;
                continue;
            }
            let end = extent(lines, at, &labels);
            made.extend(table(&lines[at..end], &labels).map(|block| Made { start: at, end, block }));
            at = end;
        }
        made
    })
}

/// So often a title stands above another part of what the cells say.
const LEAST_LABELS: usize = 3;

/// The titles that stand alone again and again: `Remedy`, with its text below.
fn labels(lines: &[SourceLine]) -> HashSet<&str> {
    let mut times: HashMap<&str, usize> = HashMap::default();
    if lines.iter().any(is_tabbed) {
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_run && !is_tabbed(line)) {
            // What stands right above rows is what they are: "Members".
            let above_rows = lines.get(at + 1).is_some_and(|below| is_tabbed(below) && !below.starts_run);
            if line.code.is_none() && line.length() <= LONGEST_LABEL && is_title(line.plain()) && !above_rows {
                *times.entry(line.plain()).or_default() += 1;
            }
        }
    }
    times.into_iter().filter(|(_, times)| *times >= LEAST_LABELS).map(|(label, _)| label).collect()
}

fn is_tabbed(line: &SourceLine) -> bool {
    line.bullet.is_none() && line.cells.len() > 1
}

/// The end of the table that starts at a line with tabs: behind the last such line that is not too far from the one
/// before, and what goes on with its last cell.
fn extent(lines: &[SourceLine], start: usize, labels: &HashSet<&str>) -> usize {
    let width = lines[start].cells.len();
    let header = &lines[start];
    let mut end = start + 1;
    let mut at = end;
    // How many rows stand right below the one before, and whether a blank line stands between any two.
    let (mut together, mut divided) = (0, false);
    while let Some(line) = lines.get(at).filter(|_| at - end < LONGEST_GAP) {
        if is_tabbed(line) {
            // Behind a blank line only rows of the same width belong to the table, and no second header.
            let apart = lines[end..=at].iter().any(|line| line.starts_run);
            let before = &lines[end - 1];
            let completes = before.cells.len() + line.cells.len() == width + 1 && !first_code(line);
            let fits = line.cells.len() == width && line.text.plain() != header.text.plain();
            // Two tables with a paragraph between them: the second has a header as the first has.
            let second = line.starts_run
                && lines[end..at].iter().any(|line| line.starts_run)
                && is_header(header)
                && is_header(line);
            // Rows that stand right below each other end where another such block of rows starts.
            let next = lines.get(at + 1);
            let block = next.is_some_and(|next| is_tabbed(next) && !next.starts_run) && !first_code(line);
            let parted = apart && ((!fits && !completes) || (block && !completes && together > 0 && !divided));
            if parted || second {
                break;
            }
            divided |= apart;
            together += usize::from(!apart);
            end = at + 1;
        } else if line.starts_run {
            // A paragraph of a cell may stand behind a blank line, or the name above a number in a first cell of two
            // lines; a heading ends the table.
            let below = lines.get(at + 1).filter(|below| is_tabbed(below) && !below.starts_run);
            let named = line.code.is_some() && line.bullet.is_none() && below.is_some_and(first_code);
            let labelled = labels.contains(line.plain()) || labels.contains(lines[at - 1].plain());
            let within = first_code(&lines[end - 1]) && is_within(lines, at, width);
            let grouped = heads_like_rows(lines, at, width);
            if line.is_linked() || !(is_sentence(line.plain()) || named || labelled || within || grouped) {
                break;
            }
        }
        at += 1;
    }
    if hangs_below_each(&lines[start..end]) && lines.get(end).is_some_and(|line| !line.starts_run && !is_tabbed(line)) {
        end += 1;
    }
    // The text below the last name, as the others have theirs.
    if lines.get(end).is_some_and(|line| hangs_behind_a_tab(line) && !line.starts_run) && is_tabbed(&lines[end - 1]) {
        end += 1;
    }
    while let Some(line) = lines.get(end) {
        let before = &lines[end - 1];
        let goes_on = line.plain().starts_with(char::is_lowercase)
            || (line.bullet.is_some() && line.indent > 0)
            || (before.length() >= 40 && !ends_with_stop(before.plain()) && is_tabbed(before));
        // The last row has its titles and what stands below them, as the others have.
        let near = [Some(before), Some(line), lines.get(end + 1)];
        let labelled = near.into_iter().flatten().any(|line| line.starts_run && labels.contains(line.plain()));
        if is_tabbed(line) || ((line.starts_run || !goes_on) && !labelled) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a line of its own goes on with each row below the header but the last, which ends these lines.
fn hangs_below_each(lines: &[SourceLine]) -> bool {
    let Some((last, rows)) = lines.get(1..).and_then(<[SourceLine]>::split_last) else { return false };
    let pair = |pair: &[SourceLine]| match pair {
        [row, below] => first_code(row) && is_tabbed(row) && !is_tabbed(below) && !below.starts_run,
        _ => false,
    };
    rows.len() >= 4 && is_tabbed(last) && rows.chunks(2).all(pair)
}

/// Whether the lines from here on are the last of a cell: a row of this width that starts with a code follows them, and
/// stands right below the last.
fn is_within(lines: &[SourceLine], at: usize, width: usize) -> bool {
    let below = lines.get(at..).unwrap_or_default().iter().take(LONGEST_GAP);
    let next = below.into_iter().find(|line| is_tabbed(line) || line.code.is_some());
    next.is_some_and(|row| !row.starts_run && row.cells.len() == width && first_code(row))
}

/// Whether all cells of a line are titles, none of them a code.
pub(super) fn is_header(line: &SourceLine) -> bool {
    let title = |text: &str| is_title(text) && text.chars().count() <= LONGEST_TITLE && code_shape(text).is_none();
    line.cells.len() > 1 && line.cells.iter().all(|cell| title(cell.plain()))
}

/// The table of these lines; the first and most of the others have tabs.
fn table(lines: &[SourceLine], labels: &HashSet<&str>) -> Option<Block> {
    let tabbed = lines.iter().filter(|line| is_tabbed(line));
    let width = tabbed.clone().map(|line| cells(line).len()).max().unwrap_or(0);
    if tabbed.count() < 2 {
        return None;
    }
    if let Some(rows) = broken_first_cells(lines) {
        return Some(build(lines.first()?.number, rows, &[], width));
    }
    if let Some(rows) = texts_below_names(lines) {
        return Some(build(lines.first()?.number, rows, &[], width + 2));
    }
    let first_codes = lines.iter().filter(|line| first_code(line)).count();
    let coded = first_codes * 2 > lines.len();
    // Titles of groups do not stand right below each other: what does goes on with a cell, here and elsewhere.
    let broken = coded
        && lines.windows(3).any(|lines| {
            let [row, first, second] = lines else { return false };
            let plain = |line: &SourceLine| {
                let title = is_title(line.plain()) && !line.plain().starts_with(char::is_lowercase);
                !is_tabbed(line) && !line.starts_run && line.code.is_none() && title
            };
            is_tabbed(row) && plain(first) && plain(second)
        });
    let opened = (0..lines.len()).filter(|&at| opens_row(lines, at, width)).count();
    let keyed = opened >= LEAST_BROKEN && opened * 2 > lines.iter().filter(|line| is_tabbed(line)).count();
    let mut rows: Vec<(u32, Vec<Text>)> = Vec::new();
    let mut spans: Vec<usize> = Vec::new();
    let mut key: Option<&SourceLine> = None;
    for (index, line) in lines.iter().enumerate() {
        let mut next = cells(line);
        if keyed && opens_row(lines, index, width) {
            key = Some(line);
            continue;
        }
        if let (Some(code), Some(first)) = (key.take(), next.first_mut()) {
            *first = join([&code.text, &*first].into_iter(), Joint::Break);
            rows.push((code.number, next));
            continue;
        }
        if is_tabbed(line) {
            // What is missing of a row whose last cell was broken stands here.
            let open = rows.last().is_some_and(|(_, row)| {
                row.len() < width && row.len() + next.len() - 1 <= width && spans.last() != Some(&(rows.len() - 1))
            });
            if open
                && coded
                && !first_code(line)
                && let Some((_, row)) = rows.last_mut()
            {
                let first = next.remove(0);
                append(row, first);
                row.append(&mut next);
            } else {
                rows.push((line.number, next));
            }
            continue;
        }
        let text = line.plain();
        let before = index.checked_sub(1).and_then(|index| lines.get(index));
        if heads_like_rows(lines, index, width) {
            spans.push(rows.len());
            rows.push((line.number, vec![line.text.clone()]));
            continue;
        }
        let goes_on = line.bullet.is_some()
            || text.starts_with(char::is_lowercase)
            || is_sentence(text)
            || line.indent > 0
            || labels.contains(text)
            || (broken && !line.starts_run)
            || (line.starts_run && line.code.is_none() && first_codes > 1)
            || !is_title(text)
            || before.is_some_and(|before| before.length() >= 60 && !ends_with_stop(before.plain()));
        match rows.last_mut() {
            Some((_, row)) if goes_on && !(coded && line.code.is_some()) => {
                append(row, line.text.clone());
            }
            // A row of the table: a code without anything said of it.
            _ if line.code.is_some() && coded => rows.push((line.number, vec![line.text.clone()])),
            // A line across the table: a group of the rows below.
            _ => {
                spans.push(rows.len());
                rows.push((line.number, vec![line.text.clone()]));
            }
        }
    }
    // Where a tab indents all lines, there is no column before it: two columns are terms with what is said of them.
    let indented = rows.iter().all(|(_, row)| row.len() > 1 && row.first().is_some_and(Text::is_empty));
    if indented && spans.is_empty() {
        let first = rows.first().map_or(0, |(line, _)| *line);
        for (_, row) in &mut rows {
            row.remove(0);
        }
        if width == 3 && rows.iter().filter(|(_, row)| is_coded(row)).count() == rows.len() {
            return Some(defined(rows.into_iter().map(|(line, row)| (line, false, row)).collect()));
        }
        return Some(build(first, rows, &spans, width - 1));
    }
    Some(build(lines.first()?.number, rows, &spans, width))
}

/// Whether a title stands alone between two rows of this width that start with a code of the same shape.
fn heads_like_rows(lines: &[SourceLine], at: usize, width: usize) -> bool {
    let Some([before, title, next]) = at.checked_sub(1).and_then(|start| lines.get(start..start + 3)) else {
        return false;
    };
    let code = |row: &SourceLine| row.cells.first().and_then(|cell| code_shape(cell.plain()));
    let rows = [before, next].iter().all(|row| is_tabbed(row) && row.cells.len() == width && first_code(row));
    rows && title.starts_run
        && next.starts_run
        && !title.linked
        && is_title(title.plain())
        && code(before) == code(next)
}

/// Whether a line is a number or identifier, the first of two lines of a row's first cell: the other stands below it with
/// the rest of the row, and is none.
fn opens_row(lines: &[SourceLine], at: usize, width: usize) -> bool {
    let Some([line, next]) = lines.get(at..at + 2) else { return false };
    let named = next.cells.first().is_some_and(|cell| !code_shape(cell.plain()).is_some_and(is_key));
    !is_tabbed(line) && line.code.is_some_and(is_key) && is_tabbed(next) && next.cells.len() == width && named
}

/// Whether a code is a number or identifier.
fn is_key(code: CodeShape) -> bool {
    matches!(code, CodeShape::Number | CodeShape::Hex | CodeShape::Id | CodeShape::Dotted)
}

/// So many rows in a row start with a cell of two lines.
const LEAST_BROKEN: usize = 3;

/// The rows of a table below whose header lines with and without tabs take turns, one with tabs last: the first cell of
/// each row has two lines.
fn broken_first_cells(lines: &[SourceLine]) -> Option<Vec<(u32, Vec<Text>)>> {
    let (header, below) = lines.split_first().filter(|(header, _)| is_tabbed(header))?;
    let turns = |pair: &[SourceLine]| match pair {
        [name, row] => name.bullet.is_none() && !is_tabbed(name) && is_tabbed(row) && !row.starts_run,
        _ => false,
    };
    if below.len() < LEAST_BROKEN * 2 || !below.chunks(2).all(turns) {
        return None;
    }
    let rows = below.chunks(2).filter_map(|pair| match pair {
        [name, row] => {
            let mut cells = cells(row);
            if let Some(first) = cells.first_mut() {
                *first = join([&name.text, &*first].into_iter(), Joint::Break);
            }
            Some((name.number, cells))
        }
        _ => None,
    });
    Some(std::iter::once((header.number, cells(header))).chain(rows).collect())
}

/// The kind, the name and the value of a line of two cells; the value is empty where no gap sets it apart.
fn declared(line: &SourceLine) -> Vec<Text> {
    let mut cells = line.cells.clone();
    let value = Text::plain_at("", line.number);
    let raw = line.raw.split_once('\t').map_or("", |(_, rest)| rest).trim();
    let mut blank = false;
    let gap = raw.char_indices().find_map(|(at, c)| {
        let found = blank && c.is_whitespace();
        blank = c.is_whitespace();
        found.then_some(at)
    });
    let name: Option<Vec<&str>> = gap.map(|at| raw[..at].split_whitespace().collect());
    match (name, cells.last_mut()) {
        (Some(name), Some(last)) if last.plain().starts_with(&name.join(" ")) => {
            let (end, whole) = (name.join(" ").len(), std::mem::take(last));
            *last = whole.slice(0..end);
            cells.push(whole.slice(end..whole.plain().len()));
        }
        _ => cells.push(value),
    }
    cells
}

/// Whether a line starts with an empty cell and has one more.
fn hangs_behind_a_tab(line: &SourceLine) -> bool {
    let front = line.raw.split_once('\t').map(|(front, _)| front);
    !is_tabbed(line) && front.is_some_and(|front| front.trim().is_empty())
}

/// So many rows have their text on a line of its own.
const LEAST_BELOW: usize = 3;

/// The rows of a reference whose lines of two cells, a kind and a name, perhaps with its value behind a gap, each have a
/// text below the name, in the same column: `#define ⇥ LID_OPEN   7`, and below it `⇥ The lid is open.`
fn texts_below_names(lines: &[SourceLine]) -> Option<Vec<(u32, Vec<Text>)>> {
    let names = |line: &SourceLine| is_tabbed(line) && line.cells.len() == 2 && !line.raw.starts_with('\t');
    let mut rows: Vec<(u32, Vec<Text>)> = Vec::new();
    let mut texts = 0;
    for line in lines {
        match rows.last_mut() {
            _ if names(line) => rows.push((line.number, declared(line))),
            Some((_, row)) if hangs_behind_a_tab(line) && !line.starts_run && row.len() == 3 => {
                row.push(line.text.clone());
                texts += 1;
            }
            _ => return None,
        }
    }
    (texts >= LEAST_BELOW && texts * 2 >= rows.len()).then_some(rows)
}

/// Whether the first cell of a row is a code.
fn is_coded(row: &[Text]) -> bool {
    row.first().is_some_and(|cell| code_shape(cell.plain()).is_some())
}

fn build(line: u32, rows: Vec<(u32, Vec<Text>)>, spans: &[usize], width: usize) -> Block {
    let codes = |row: &[Text]| row.iter().any(|cell| code_shape(cell.plain()).is_some());
    let headed = rows.len() > 1
        && rows.first().is_some_and(|(_, row)| {
            row.len() > 1
                && row.iter().all(|cell| is_title(cell.plain()) && cell.plain().chars().count() <= LONGEST_TITLE)
        })
        && rows.first().is_some_and(|(_, first)| !codes(first))
        && rows.iter().skip(1).filter(|(_, row)| codes(row)).count() * 2 >= rows.len() - 1 - spans.len();
    let merged = merged_columns(&rows, spans, width);
    // Where the row stands whose cells go on below it.
    let mut above: Option<usize> = None;
    let mut built: Vec<Row> = Vec::with_capacity(rows.len());
    let mut spans = spans.iter().peekable();
    for (index, (number, mut cells)) in rows.into_iter().enumerate() {
        if spans.next_if_eq(&&index).is_some() {
            let colspan = u16::try_from(width).unwrap_or(u16::MAX);
            let cells = cells.into_iter().map(|text| Cell { colspan, ..Cell::new(text) }).collect();
            built.push(Row { id: NodeId::default(), line: number, header: false, cells });
            above = None;
            continue;
        }
        let goes_on = merged > 0 && index > 0 && cells.len() + merged == width;
        if let Some(whole) = above.filter(|_| goes_on).and_then(|at| built.get_mut(at)) {
            for cell in whole.cells.iter_mut().take(merged) {
                cell.rowspan = cell.rowspan.saturating_add(1);
            }
            built.push(row(number, false, cells));
            continue;
        }
        above = (merged > 0 && index > 0).then_some(built.len());
        cells.resize(width.max(cells.len()), Text::plain_at("", number));
        built.push(row(number, headed && index == 0, cells));
    }
    Block::new(line, BlockKind::Table(Table { caption: None, rows: built }))
}

/// What a cell is for telling which cells of a row are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number or identifier.
    Key,
    /// A code of another shape, such as a constant.
    Name,
    /// Anything else.
    Text,
}

fn kind(cell: &Text) -> Kind {
    match code_shape(cell.plain()) {
        Some(code) if is_key(code) => Kind::Key,
        Some(_) => Kind::Name,
        None => Kind::Text,
    }
}

/// How many columns in front span several rows, so that most rows lack their cells: what these have are the kinds of the
/// last columns of whole rows, and not those of the first.
fn merged_columns(rows: &[(u32, Vec<Text>)], spans: &[usize], width: usize) -> usize {
    let body = rows.iter().enumerate().skip(1).filter(|(index, _)| !spans.contains(index)).map(|(_, (_, row))| row);
    let coded = body.filter(|row| row.iter().any(|cell| kind(cell) != Kind::Text));
    let (whole, short): (Vec<_>, Vec<_>) = coded.partition(|row| row.len() == width);
    let Some(merged) = short.first().map(|row| width - row.len()) else { return 0 };
    // Most cells of a column are of its kind.
    let columns: Vec<Kind> = (0..width)
        .map(|column| {
            let of = |wanted| whole.iter().filter(|row| row.get(column).map(kind) == Some(wanted)).count();
            [Kind::Key, Kind::Name].into_iter().find(|kind| of(*kind) * 5 >= whole.len() * 4).unwrap_or(Kind::Text)
        })
        .collect();
    let fits = |row: &[Text], skipped: usize| {
        columns.iter().skip(skipped).zip(row).all(|(column, cell)| *column == kind(cell))
    };
    let tails = short.iter().filter(|row| row.len() + merged == width && fits(row, merged)).count();
    let heads = short.iter().filter(|row| fits(row, 0)).count();
    if !whole.is_empty() && short.len() > whole.len() && tails * 5 >= short.len() * 4 && heads * 5 <= short.len() {
        merged
    } else {
        0
    }
}

/// Goes on with the last cell of a row.
fn append(row: &mut [Text], text: Text) {
    if let Some(last) = row.last_mut()
        && !text.is_empty()
    {
        let old = std::mem::take(last);
        *last = if old.is_empty() { text } else { join([&old, &text].into_iter(), Joint::Break) };
    }
}

/// The cells of a line; a tab in front is an empty cell.
fn cells(line: &SourceLine) -> Vec<Text> {
    let empty = line.raw.chars().take_while(|&c| c == '\t').count();
    if is_tabbed(line) || empty > 0 {
        let front = std::iter::repeat_with(|| Text::plain_at("", line.number)).take(empty);
        return front.chain(line.cells.iter().cloned()).collect();
    }
    vec![line.text.clone()]
}

fn first_code(line: &SourceLine) -> bool {
    line.bullet.is_none()
        && line.indent == 0
        && line.cells.first().is_some_and(|cell| code_shape(cell.plain()).is_some())
}
