//! Tables of `|` rows, by shape: stricter readers lose rows that stand in a page and that every person reads.
//!
//! Read are rows without the opening or closing pipe, with too few or too many cells, broken over several lines, with
//! blank lines or comments between them, without a delimiter row or with one that does not fit.

use std::borrow::Cow;

use crate::document::shape::code_shape;

use super::code_span::CodeSpans;
use super::spread_row::{opens_spread_row, read_spread_row, starts_spread_table};

/// A table whose cells are not yet read as inline Markdown.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    /// The rows, in page order, without the delimiter row.
    pub(super) rows: Vec<RawRow>,
    /// Comments between the rows, each with its line.
    pub(super) comments: Vec<(String, u32)>,
}

/// A row of such a table.
#[derive(Debug)]
pub(super) struct RawRow {
    /// The line where it starts, one-based.
    pub(super) line: u32,
    /// Whether it stands above the delimiter row.
    pub(super) header: bool,
    /// Its cells.
    pub(super) cells: Vec<RawCell>,
    /// Whether its last line ended in a pipe.
    closed: bool,
}

#[cfg(test)]
impl RawTable {
    /// The rows as tests compare them: line, `h` for a header, cells divided by slashes.
    pub(super) fn shown(&self) -> Vec<String> {
        let cell = |cell: &RawCell| cell.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
        let row = |row: &RawRow| {
            let cells: Vec<String> = row.cells.iter().map(cell).collect();
            format!("{}{}:{}", row.line, if row.header { "h" } else { "" }, cells.join("/"))
        };
        self.rows.iter().map(row).collect()
    }
}

impl RawRow {
    /// A row that is complete as it is.
    pub(super) fn new(line: u32, header: bool, cells: Vec<RawCell>) -> Self {
        Self { line, header, cells, closed: true }
    }
}

/// A cell: the Markdown on each of its lines, with the line.
pub(super) type RawCell = Vec<(String, u32)>;

/// How far a broken row is followed, in lines.
const MAX_BROKEN: usize = 20;

/// Whether a table starts at the first of these lines.
pub(super) fn starts_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> bool {
    let Some((_, first)) = get(0) else { return false };
    let first = first.trim();
    if !first.contains('|') {
        return false;
    }
    if opens_spread_row(first) {
        return starts_spread_table(&get);
    }
    let second = get(1).map(|(_, line)| line.trim().to_owned()).unwrap_or_default();
    if is_delimiter(first) {
        return first.starts_with('|') && second.starts_with('|') && !is_delimiter(&second);
    }
    if is_delimiter(&second) && first.split('|').count() > first.matches("\\|").count() + 1 {
        return true;
    }
    let is_row = |line: &str| line.starts_with('|') && split_row(line, None).cells.len() > 1;
    let is_lone = |line: &str| line.starts_with("| ") && line.ends_with(" |") && line.contains(" | ");
    is_row(first) && (is_lone(first) || is_row(&second)) || is_bare(first) && is_bare_alike(first, &second)
}

/// Whether a line without pipes at its ends is a row all the same: the first of several cells is a single word.
fn is_bare(line: &str) -> bool {
    !line.starts_with('|') && line.contains(" | ") && {
        let cells = split_row(line, None).cells;
        cells.len() > 1
            && cells.iter().all(|cell| !cell.is_empty())
            && cells.first().is_some_and(|cell| cell.len() <= 60 && !cell.contains(char::is_whitespace))
    }
}

fn is_bare_alike(first: &str, second: &str) -> bool {
    is_bare(second) && split_row(first, None).cells.len() == split_row(second, None).cells.len()
}

/// Reads the table that starts at line 0 of `get`, which gives the lines of the container the table stands in; also
/// says how many lines it takes.
pub(super) fn read_table<'a>(get: impl Fn(usize) -> Option<(u32, Cow<'a, str>)>) -> (RawTable, usize) {
    let mut table = RawTable::default();
    let mut width = None;
    let mut delimited = false;
    let mut leading = true;
    let mut closing = true;
    // Whether each cell stands on a line of its own: `LID_OPEN |`, `The lid is open. |`.
    let mut stacked = false;
    let mut at = 0;
    while let Some((number, line)) = get(at) {
        let line = line.trim();
        if let Some(last) = table.rows.last_mut().filter(|last| closing && !last.closed && !last.header)
            && let Some(end) = lone_pipe(&get, at)
        {
            // A converter left the paragraphs and lists of the last cell as they were, up to the pipe that ends it.
            let lines = (at..end).filter_map(&get).filter(|(_, line)| !line.trim().is_empty());
            let lines: Vec<(String, u32)> = lines.map(|(number, line)| (line.trim().to_owned(), number)).collect();
            if let Some(cell) = last.cells.last_mut() {
                cell.extend(lines);
            }
            last.closed = true;
            at = end + 1;
            continue;
        }
        if line.is_empty() {
            let Some(next) = row_after_blanks(&get, at, leading, width, delimited || table.rows.len() > 1) else {
                break;
            };
            at = next;
            continue;
        }
        if line.starts_with("<!--") && !table.rows.is_empty() {
            let Some((comment, next)) = comment(&get, at) else { break };
            table.comments.push((comment, number));
            at = next;
            continue;
        }
        if delimited && !leading && starts_another(&get, at) {
            break;
        }
        if is_delimiter(line) && (!delimited || has_long_dashes(line)) {
            if !delimited && table.rows.len() <= 2 {
                table.rows.iter_mut().for_each(|row| row.header = true);
            }
            delimited = true;
            at += 1;
            continue;
        }
        if let Some((row, next)) = read_spread_row(&get, at, width) {
            if table.rows.is_empty() {
                width = Some(row.cells.len());
            }
            table.rows.push(row);
            at = next;
            continue;
        }
        if opens_spread_row(line) {
            break;
        }
        let row = split_row(line, width);
        if table.rows.is_empty() {
            width = Some(row.cells.len());
            leading = row.opened;
            closing = row.closed;
        } else if let Some(last) = table.rows.last_mut() {
            let wanted = width.unwrap_or(0);
            let open = !last.closed && !last.header;
            let lone = !row.opened && row.closed && row.cells.len() == 1;
            stacked = if last.header { delimited && leading && wanted > 1 && lone } else { stacked && lone };
            if stacked {
                if !last.header && last.cells.len() < wanted {
                    last.cells.extend(row.cells.into_iter().map(|cell| vec![(cell, number)]));
                    at += 1;
                    continue;
                }
            } else if row.opened {
                // A row that was broken before a pipe.
                if open && closing && row.cells.len() < wanted && last.cells.len() + row.cells.len() <= wanted {
                    last.cells.extend(row.cells.into_iter().map(|cell| vec![(cell, number)]));
                    last.closed = row.closed;
                    at += 1;
                    continue;
                }
            } else if ends_table(line) {
                break;
            } else if leading {
                let whole = row.cells.len() > 1 && row.cells.len() + 1 >= wanted;
                if !(whole && (last.closed || last.cells.len() >= wanted)) {
                    if !open || !continues(&get, at) {
                        break;
                    }
                    let mut cells = row.cells.into_iter();
                    if let (Some(first), Some(cell)) = (cells.next(), last.cells.last_mut()) {
                        cell.push((first, number));
                    }
                    last.cells.extend(cells.map(|cell| vec![(cell, number)]));
                    last.closed = row.closed;
                    at += 1;
                    continue;
                }
            } else if !line.contains('|') && line.starts_with('<') {
                break;
            }
        }
        let cells = row.cells.into_iter().map(|cell| vec![(cell, number)]).collect();
        table.rows.push(RawRow { line: number, header: false, cells, closed: row.closed });
        at += 1;
    }
    if delimited && !leading {
        gather_cells(&mut table.rows, width.unwrap_or(0));
    }
    (table, at)
}

/// So many rows whose cells stand on lines of their own are no chance.
const LEAST_GATHERED: usize = 3;

/// Puts the cells of rows together that stand on lines of their own below the header, without pipes, where the first of
/// each row is a code: `31`, `Lid open.`, `32`, `Lid lost.`.
fn gather_cells(rows: &mut Vec<RawRow>, width: usize) {
    let top = rows.iter().take_while(|row| row.header).count();
    let body = rows.get(top..).unwrap_or_default();
    let alone = |row: &RawRow| row.cells.len() == 1 && !row.closed;
    let coded = |row: &RawRow| matches!(row.cells.as_slice(), [cell] if matches!(cell.as_slice(), [(text, _)] if code_shape(text).is_some()));
    let fits = width > 1
        && body.len() >= width * LEAST_GATHERED
        && body.len().is_multiple_of(width)
        && body.iter().all(alone)
        && body.iter().step_by(width).all(coded)
        && !body.iter().all(coded);
    if !fits {
        return;
    }
    let mut gathered: Vec<RawRow> = Vec::with_capacity(body.len() / width);
    for (index, row) in rows.split_off(top).into_iter().enumerate() {
        match gathered.last_mut() {
            Some(last) if !index.is_multiple_of(width) => last.cells.extend(row.cells),
            _ => gathered.push(row),
        }
    }
    rows.append(&mut gathered);
}

/// Whether another table starts here, or below a title: without pipes in front, nothing else ends the one before.
fn starts_another<'a>(get: &impl Fn(usize) -> Option<(u32, Cow<'a, str>)>, at: usize) -> bool {
    let has_pipe = |at: usize| get(at).is_some_and(|(_, line)| line.contains('|') && !is_delimiter(line.trim()));
    let header = if has_pipe(at) { at } else { at + 1 };
    has_pipe(header) && get(header + 1).is_some_and(|(_, line)| line.contains('|') && is_delimiter(line.trim()))
}

/// The line of the row that goes on with a table behind blank lines.
fn row_after_blanks<'a>(
    get: &impl Fn(usize) -> Option<(u32, Cow<'a, str>)>,
    blank: usize,
    leading: bool,
    width: Option<usize>,
    complete: bool,
) -> Option<usize> {
    let mut at = blank;
    while get(at)?.1.trim().is_empty() {
        at += 1;
        if at > blank + 2 {
            return None;
        }
    }
    let (_, line) = get(at)?;
    let line = line.trim();
    let next_is_delimiter = get(at + 1).is_some_and(|(_, next)| is_delimiter(next.trim()));
    if line.starts_with("<!--") || (next_is_delimiter && complete) {
        return None;
    }
    if is_delimiter(line) {
        return (line.starts_with('|') && !complete).then_some(at);
    }
    let row = split_row(line, width);
    let fits =
        if leading { row.opened && row.cells.len() > 1 } else { Some(row.cells.len()) == width && row.cells.len() > 1 };
    fits.then_some(at)
}

/// The line with nothing but the pipe that ends a broken row, where no other row, heading or block of code comes first.
fn lone_pipe<'a>(get: &impl Fn(usize) -> Option<(u32, Cow<'a, str>)>, at: usize) -> Option<usize> {
    for ahead in at..at + MAX_BROKEN {
        let (_, line) = get(ahead)?;
        match line.trim() {
            "|" => return Some(ahead),
            line if line.starts_with(['|', '#']) || super::lines::Fence::open(line).is_some() => return None,
            _ => {}
        }
    }
    None
}

/// Whether the lines from `at` on are the rest of a broken row: a pipe ends it, or another row follows.
fn continues<'a>(get: &impl Fn(usize) -> Option<(u32, Cow<'a, str>)>, at: usize) -> bool {
    for offset in 0..MAX_BROKEN {
        let Some((_, line)) = get(at + offset) else { return false };
        let line = line.trim();
        if line.is_empty() || ends_table(line) {
            return false;
        }
        if line.starts_with('|') || line.ends_with('|') {
            return true;
        }
    }
    false
}

fn comment<'a>(get: &impl Fn(usize) -> Option<(u32, Cow<'a, str>)>, start: usize) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut at = start;
    loop {
        let (_, line) = get(at)?;
        let line = line.trim();
        let line = if at == start { line.strip_prefix("<!--")? } else { line };
        if at > start {
            text.push('\n');
        }
        at += 1;
        if let Some(end) = line.find("-->") {
            // What stands behind a comment is content: the table ends, and the line is read anew.
            return line[end + 3..].trim().is_empty().then(|| {
                text.push_str(&line[..end]);
                (text.trim().to_owned(), at)
            });
        }
        text.push_str(line);
    }
}

/// Whether a line begins another block than a row.
fn ends_table(line: &str) -> bool {
    let heading = line.trim_start_matches('#');
    let is_heading = heading.len() < line.len() && (heading.is_empty() || heading.starts_with(' '));
    let is_bullet = super::lines::split_bullet(line).is_some_and(|(_, content)| !content.contains('|'));
    is_heading
        || is_bullet
        || line.starts_with('>')
        || line.starts_with(":::")
        || line.starts_with("{%")
        || line.starts_with("{{<")
        || line.starts_with("{{%")
        || line.starts_with("{:")
        || super::lines::Fence::open(line).is_some()
        || super::tag::Tag::parse(line).is_some_and(|tag| {
            (tag.closing && (tag.is_component() || super::html::is_wrapper(tag.name))) || tag.name == "table"
        })
}

/// Whether a line is the row of dashes below a header.
pub(super) fn is_delimiter(line: &str) -> bool {
    line.contains('|')
        && line.contains(DASHES)
        && line.chars().all(|c| c.is_whitespace() || matches!(c, '|' | ':' | '=' | '+') || DASHES.contains(&c))
}

const DASHES: [char; 5] = ['-', '–', '—', '─', '━'];

/// Whether a row of dashes is a line, not a row of empty cells: `| - | - |`.
fn has_long_dashes(line: &str) -> bool {
    line.split('|').any(|cell| cell.chars().filter(|c| DASHES.contains(c)).count() > 2)
}

/// A line divided at its pipes.
#[derive(Debug)]
struct RowLine {
    cells: Vec<String>,
    opened: bool,
    closed: bool,
}

/// Divides a trimmed line at its pipes. GFM lets a pipe within a code span divide, people do not: `width` says who is
/// right, and people are where it does not.
fn split_row(line: &str, width: Option<usize>) -> RowLine {
    let opened = line.starts_with('|');
    let escaped = |at: usize| line.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\\');
    let closed = line.len() > 1 && line.ends_with('|') && !escaped(line.len() - 1);
    let start = usize::from(opened);
    let end = if closed { line.len() - 1 } else { line.len() };
    let inner = line.get(start..end).unwrap_or("");
    let every: Vec<usize> = inner.match_indices('|').map(|(at, _)| at).filter(|at| !escaped(at + start)).collect();
    let mut dividers = outside_code(inner, &every);
    if dividers.len() != every.len() && width == Some(every.len() + 1) && width != Some(dividers.len() + 1) {
        dividers = every;
    }
    let mut cells = Vec::with_capacity(dividers.len() + 1);
    let mut reached = 0;
    for at in dividers.into_iter().chain([inner.len()]) {
        cells.push(inner[reached..at].trim().replace("\\|", "|"));
        reached = at + 1;
    }
    RowLine { cells, opened, closed }
}

/// A line divided at its pipes, but for those that are escaped or stand within code.
pub(super) fn divide(line: &str) -> Vec<String> {
    let escaped = |at: usize| line.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\\');
    let every: Vec<usize> = line.match_indices('|').map(|(at, _)| at).filter(|at| !escaped(*at)).collect();
    let mut cells = Vec::new();
    let mut reached = 0;
    for at in outside_code(line, &every).into_iter().chain([line.len()]) {
        cells.push(line[reached..at].trim().replace("\\|", "|"));
        reached = at + 1;
    }
    cells
}

fn outside_code(inner: &str, pipes: &[usize]) -> Vec<usize> {
    let spans = CodeSpans::new(inner);
    let mut out = Vec::with_capacity(pipes.len());
    let mut covered = 0;
    let mut ticks = inner.match_indices('`').map(|(at, _)| at).peekable();
    for &pipe in pipes {
        while let Some(tick) = ticks.next_if(|&tick| tick < pipe) {
            if tick >= covered {
                covered = spans.end_of_span_at(tick).unwrap_or(covered);
            }
        }
        if pipe >= covered {
            out.push(pipe);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str, width: Option<usize>) -> Vec<String> {
        split_row(line, width).cells
    }

    #[test]
    fn pipes_divide_but_for_escapes_and_code() {
        assert_eq!(cells(r"| a \| b | c |", None), ["a | b", "c"]);
        assert_eq!(cells("| `a|b` | c |", Some(2)), ["`a|b`", "c"]);
        assert_eq!(cells("| `a | b` | c |", Some(3)), ["`a", "b`", "c"]);
        assert_eq!(cells("a | b", None), ["a", "b"]);
        assert_eq!(cells("||", None), [""]);
        assert_eq!(cells("|", None), [""]);
    }

    #[test]
    fn delimiters_are_told() {
        for line in ["|---|:-:|", "-|-", "| --- | ---: |", "|--|"] {
            assert!(is_delimiter(line), "{line}");
        }
        for line in ["---", "| a | - |", "|||"] {
            assert!(!is_delimiter(line), "{line}");
        }
    }
}
