//! Blocks of code: what stands between braces, and runs in which most lines look like code.

use std::ops::Range;

use super::piece::{Made, Pieces, SourceLine, replace_lines};
use crate::document::{Block, BlockKind, Code};

/// A block that opens and is not closed within this many lines was none.
const LONGEST: usize = 2_000;

/// Takes blocks of code out of the lines.
pub(super) fn recover_code(pieces: Pieces) -> Pieces {
    replace_lines(pieces, |lines| {
        let mut made = Vec::new();
        let (mut run, mut at) = (0, 0);
        while let Some(line) = lines.get(at) {
            if opens(line) {
                made.extend(code_run(lines, run..at));
                let end = closing(lines, at);
                let taken = lines.get(at..end).unwrap_or_default();
                if taken.len() > 1 || closes_itself(taken) {
                    made.push(Made { start: at, end, block: block(taken) });
                    run = end;
                } else {
                    run = at;
                }
                at = end;
                continue;
            }
            if line.starts_run {
                made.extend(code_run(lines, run..at));
                run = at;
            }
            at += 1;
        }
        made.extend(code_run(lines, run..lines.len()));
        made
    })
}

/// Behind which line the braces close that open at `start`.
fn closing(lines: &[SourceLine], start: usize) -> usize {
    let belongs = |next: &SourceLine| !next.starts_run || next.indent > 0 || next.plain().starts_with(['}', ']', ')']);
    let mut depth = 0;
    for (at, line) in lines.iter().enumerate().skip(start).take(LONGEST) {
        if at > start && !belongs(line) {
            return at;
        }
        depth += balance(&line.raw);
        if depth <= 0 {
            return at + 1;
        }
    }
    lines.len().min(start + LONGEST)
}

/// A run of lines that are mostly code, or what a command line shows, is code as a whole; otherwise the lines stay.
fn code_run(lines: &[SourceLine], range: Range<usize>) -> Option<Made> {
    let run = lines.get(range.clone())?;
    let code = run.iter().filter(|line| is_code(line)).count();
    let prompted = run.len() >= 2 && run.first().is_some_and(|line| line.indent > 0 && line.plain().starts_with("$ "));
    // A constant that stands by itself, as references of headers have it below its name.
    let defined = matches!(run, [line] if is_definition(line));
    let is_code = prompted || defined || (code >= 2 && code * 10 >= run.len() * 6);
    is_code.then(|| Made { start: range.start, end: range.end, block: block(run) })
}

fn block(lines: &[SourceLine]) -> Block {
    let number = lines.first().map_or(0, |line| line.number);
    let mut text = String::new();
    let mut expected = number;
    for line in lines {
        // Blank lines within the block belong to it.
        for _ in expected..line.number {
            text.push('\n');
        }
        text.push_str(line.raw.trim_end());
        text.push('\n');
        expected = line.number + 1;
    }
    text.truncate(text.trim_end().len());
    Block::new(number, BlockKind::Code(Code { language: None, text, line: number, jumps: Vec::new() }))
}

/// Whether a block of braces starts with this line.
pub(super) fn opens(line: &SourceLine) -> bool {
    let text = line.plain();
    if line.bullet.is_some() || text.len() > 400 {
        return false;
    }
    let starts = text.strip_prefix(['{', '[']).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(['"', '{', '[', '}'])
    });
    starts || (text.ends_with('{') && text.len() > 1)
}

fn closes_itself(lines: &[SourceLine]) -> bool {
    lines.first().is_some_and(|line| {
        let text = line.plain();
        text.contains(':') && text.starts_with(['{', '[']) && text.ends_with(['}', ']', ';', ','])
    })
}

/// How many more braces and brackets a line opens than it closes, outside of quotes.
fn balance(raw: &str) -> i32 {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for c in raw.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// Whether a line defines a constant: `#define LID_OPEN (-7)`; a reference may leave out the value.
pub(super) fn is_definition(line: &SourceLine) -> bool {
    let raw = line.raw.trim();
    // The value may stand behind tabs; the parameters of a macro may stand in cells of their own. `#define`, a tab and a
    // name are two cells of a table.
    let rest = ["#define ", "# define "].iter().find_map(|start| raw.strip_prefix(start));
    let Some(rest) = rest.filter(|rest| line.cells.len() <= 2 && !rest.starts_with(char::is_whitespace)) else {
        return false;
    };
    let mut words = rest.split_whitespace();
    let in_constant = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let Some(name) = words.next().filter(|name| !name.contains('(')) else { return false };
    words.next().is_some() || (name.contains('_') && name.chars().all(in_constant))
}

/// Whether a line alone looks like code: a definition, a statement, a member of an object or enumeration, a comment.
pub(super) fn is_code(line: &SourceLine) -> bool {
    let text = line.plain();
    if line.cells.len() > 1 {
        return false;
    }
    let directive = ["#define ", "#include ", "#if", "#endif", "//", "/*", "*/", "</", "$ curl ", "curl -"];
    if directive.iter().any(|start| text.starts_with(start)) {
        return true;
    }
    if text.ends_with(';') && (text.contains(['=', '(', ')', '}']) || text.starts_with("return")) {
        return true;
    }
    let before_comment = text.split("//").next().unwrap_or(text).trim_end();
    let assigned = before_comment.split_once('=').is_some_and(|(name, value)| {
        let name = name.trim();
        let name = name.rsplit(' ').next().unwrap_or(name);
        let value = value.trim().trim_end_matches([',', ';']);
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
            && !value.is_empty()
            && !value.contains(' ')
    });
    assigned || (text.starts_with('"') && text.contains("\":")) || text.starts_with('}')
}
