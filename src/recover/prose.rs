//! What is left when tables, lists and callouts are taken: paragraphs, and the headings between them.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::contents::contents;
use super::heading::{HeadingKind, Part, heading_kind, is_assignment, levelled, signature};
use super::list::flat;
use super::piece::{LINK_SIGN, Piece, Pieces, SourceLine, wrapped};
use crate::document::shape::{
    CodeShape, code_shape, ends_with_stop, is_question, is_sentence, is_title, is_wide, section_number,
};
use crate::document::{Block, BlockKind, List};

/// A list of titles in front of the content with so many of them is navigation.
const LEAST_NAVIGATION: usize = 8;
/// Wrapped prose has lines of at least and at most so many characters.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=120;

/// Makes blocks of all that is left.
pub(super) fn recover_prose(pieces: Pieces, browsers: bool) -> Vec<Block> {
    let pieces = pieces.into_each();
    let linked = first_linked(&pieces);
    let content = linked.map_or_else(|| content_start(&pieces), |(index, _)| index);
    let families = families(&pieces, content);
    let listed = listed(&pieces, content, &families);
    let entries = entries(&pieces, content);
    let leading = leading(&pieces, content);
    let contents = contents(&pieces, content);
    let (body, linked) = (body_indent(&pieces), linked.map(|(_, line)| line));
    let shapes = Shapes { families, listed, entries, contents, leading, body, linked, browsers };
    let mut parts = Vec::new();
    let mut run: Vec<SourceLine> = Vec::new();
    let mut in_content = false;
    for (index, piece) in pieces.into_iter().enumerate() {
        let starts = match &piece {
            Piece::Line(line) => line.starts_run,
            Piece::Block(_) => true,
        };
        if starts || (index >= content && !in_content) {
            let below = match &piece {
                Piece::Block(block) => {
                    Some((block.line, matches!(block.kind, BlockKind::Table(_) | BlockKind::Definitions(_))))
                }
                Piece::Line(_) => None,
            };
            let next = match &piece {
                Piece::Line(line) => Some(line),
                Piece::Block(_) => None,
            };
            end_run(&mut run, below, next, in_content, &shapes, &mut parts);
        }
        in_content = index >= content;
        match piece {
            Piece::Line(line) => run.push(line),
            Piece::Block(block) => parts.push(Part::Block(block)),
        }
    }
    end_run(&mut run, None, None, in_content, &shapes, &mut parts);
    levelled(parts)
}

/// The paragraphs of a run that has no headings.
pub(super) fn paragraphs(lines: &[SourceLine]) -> Vec<Block> {
    let longest = lines.iter().map(SourceLine::length).max().unwrap_or(0);
    let mut blocks = Vec::new();
    let mut joined: Vec<&SourceLine> = Vec::new();
    let mut end = |joined: &mut Vec<&SourceLine>| {
        if let Some(first) = joined.first() {
            let text = wrapped(joined.iter().map(|line| &line.text));
            blocks.push(Block::new(first.number, BlockKind::Paragraph(text)));
            joined.clear();
        }
    };
    // Where lines start with a code and a sign, one after another, each is an entry.
    let listed = lines.first().is_some_and(starts_coded) && lines.iter().filter(|line| starts_coded(line)).count() > 1;
    for line in lines {
        let goes_on = !(listed && starts_coded(line))
            && joined.last().is_some_and(|before| {
                let length = before.length();
                let wide = before.plain().chars().last().is_some_and(is_wide);
                let lower = line.plain().starts_with(char::is_lowercase);
                if lower && line.bullet.is_none() && before.plain().ends_with('-') && line.indent == before.indent {
                    return true;
                }
                WRAPPED.contains(&longest)
                    && *WRAPPED.start() <= length
                    && (length * 10 >= longest * 6 || lower)
                    && !ends_with_stop(before.plain())
                    && !before.plain().ends_with([':', '：'])
                    && line.bullet.is_none()
                    && !wide
            });
        if !goes_on {
            end(&mut joined);
        }
        joined.push(line);
    }
    end(&mut joined);
    blocks
}

/// Whether a line starts with a code and a sign: `404 - Not Found`, `E12: no paper`, `4003=Lid lost`.
pub(super) fn starts_coded(line: &SourceLine) -> bool {
    let mut words = line.plain().split(' ');
    let first = words.next().unwrap_or("");
    if let Some((number, text)) = first.split_once('=')
        && !text.is_empty()
    {
        return matches!(code_shape(number), Some(CodeShape::Number | CodeShape::Hex));
    }
    let code = first.trim_end_matches([':', '：', ')', ']', ',', '=']).trim_start_matches(['(', '[']);
    let signed = code.len() < first.len() || matches!(words.next(), Some("-" | "–" | "—" | ":" | "="));
    signed && code_shape(code).is_some_and(|shape| shape != CodeShape::Capitals)
}

/// Where the content starts: behind the navigation in front of it.
fn content_start(pieces: &[Piece]) -> usize {
    let mut start = 0;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Block(Block { kind: BlockKind::List(list), .. }) => {
                let (titles, sentences) = count(list);
                // A list of codes is what the page is about.
                let coded = list.items.iter().filter(|item| starts_with_code(item.text.plain())).count();
                if coded * 2 > list.items.len() {
                    break;
                }
                if titles >= LEAST_NAVIGATION && sentences * 20 <= titles {
                    start = index + 1;
                } else {
                    break;
                }
            }
            Piece::Block(_) => break,
            Piece::Line(line) => {
                let text = line.plain();
                let speaks = ends_with_stop(text) && !text.ends_with(['!', '！']) && line.length() >= 30;
                if speaks || (line.starts_run && section_number(text).is_some()) {
                    break;
                }
            }
        }
    }
    // What stands directly below the navigation is still in front of the content.
    while start > 0 && matches!(pieces.get(start), Some(Piece::Line(line)) if !line.starts_run) {
        start += 1;
    }
    start
}

/// Whether the first word of a text is a code.
fn starts_with_code(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("").trim_end_matches([':', '：', ')', ',']);
    code_shape(first).is_some_and(|shape| shape != CodeShape::Capitals)
}

/// How many items a list has with those below it, and how many of them are sentences. Lists are never nested deep.
fn count(list: &List) -> (usize, usize) {
    list.items.iter().fold((0, 0), |(titles, sentences), item| {
        let below = item.blocks.iter().map(|block| match &block.kind {
            BlockKind::List(list) => count(list),
            _ => (0, 0),
        });
        let (more, long) = below.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        (titles + 1 + more, sentences + long + usize::from(is_sentence(item.text.plain())))
    })
}

/// The shapes of lines with codes that stand right below each other and so head nothing, where those that stand alone
/// are of such a shape too. Where the same lines stand alone as well, theirs is a list of contents.
fn listed(pieces: &[Piece], content: usize, families: &HashMap<String, usize>) -> HashSet<String> {
    let mut shapes = HashSet::default();
    let mut alone = HashSet::default();
    let mut listed: Vec<&str> = Vec::new();
    let lines = pieces.get(content..).unwrap_or_default();
    let mut at = 0;
    while let Some(piece) = lines.get(at) {
        let mut end = at + 1;
        if let Piece::Line(first) = piece {
            let below = lines.get(end..).unwrap_or_default().iter();
            end += below.take_while(|piece| matches!(piece, Piece::Line(line) if !line.starts_run)).count();
            let run = lines.get(at..end).unwrap_or_default();
            let signs = run.iter().map(|piece| match piece {
                Piece::Line(line) => signature(line.plain()),
                Piece::Block(_) => None,
            });
            match signs.collect::<Option<Vec<String>>>() {
                Some(signs) if signs.len() > 1 => {
                    shapes.extend(signs);
                    listed.extend(run.iter().filter_map(|piece| match piece {
                        Piece::Line(line) => Some(line.plain()),
                        Piece::Block(_) => None,
                    }));
                }
                Some(_) => {
                    alone.insert(first.plain());
                }
                None => {}
            }
        }
        at = end;
    }
    let contents = listed.iter().any(|text| alone.contains(text));
    if contents || !shapes.iter().any(|shape| families.contains_key(shape)) {
        shapes.clear();
    }
    shapes
}

/// The shapes of code headings that stand alone more than once.
fn families(pieces: &[Piece], content: usize) -> HashMap<String, usize> {
    let mut families: HashMap<String, (usize, HashSet<&str>)> = HashMap::default();
    for (index, piece) in pieces.iter().enumerate().skip(content) {
        let Piece::Line(line) = piece else { continue };
        let alone = line.starts_run && !matches!(pieces.get(index + 1), Some(Piece::Line(next)) if !next.starts_run);
        if alone && let Some(signature) = signature(line.plain()) {
            let (count, texts) = families.entry(signature).or_default();
            *count += 1;
            texts.insert(line.plain());
        }
    }
    // What comes again and again is part of what is said of each code: "Base: LidError".
    let named = |(_, (count, texts)): &(String, (usize, HashSet<&str>))| *count > 1 && texts.len() * 2 > *count;
    families.into_iter().filter(named).map(|(signature, (count, _))| (signature, count)).collect()
}

/// So many paragraphs of a line each that start with a code are entries.
const LEAST_ENTRIES: usize = 3;

/// The lines that stand alone, start with a code and a text, and follow one another, some of them sentences: they head
/// nothing, short ones among them neither.
fn entries(pieces: &[Piece], content: usize) -> HashSet<u32> {
    let mut entries = HashSet::default();
    let mut run: Vec<&SourceLine> = Vec::new();
    let mut close = |run: &mut Vec<&SourceLine>| {
        if run.len() >= LEAST_ENTRIES && run.iter().any(|line| !may_head(line)) {
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
            if let ([Some(title), Some(first)], Some(second)) = (above, label_of(line))
                && label_of(title).is_none()
                && may_head(title)
                && let Some(first) = label_of(first).filter(|first| *first != second)
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

/// The word or two before a colon at the start of a line that goes on.
fn label_of(line: &SourceLine) -> Option<&str> {
    let (label, said) = line.plain().split_once(": ")?;
    let label = label.trim_end();
    let worded = label.chars().all(|c| c.is_alphabetic() || c == ' ') && label.split(' ').count() <= 2;
    (worded && !said.is_empty()).then_some(label)
}

/// So many runs that start with a code of its own are no chance.
const LEAST_LEADING: usize = 4;

/// Whether many runs of several lines start with a code on a line of its own and go on with a sentence.
fn leading(pieces: &[Piece], content: usize) -> bool {
    let lines = pieces.get(content..).unwrap_or_default();
    let leads = lines.windows(2).filter(|pair| match pair {
        [Piece::Line(line), Piece::Line(next)] => leads_run(line, next),
        _ => false,
    });
    leads.count() >= LEAST_LEADING
}

/// Whether a line is a code by itself at the start of a run that goes on with a sentence.
fn leads_run(line: &SourceLine, next: &SourceLine) -> bool {
    let named = code_shape(line.plain()).is_some_and(|shape| matches!(shape, CodeShape::Symbol | CodeShape::Id));
    line.starts_run && !next.starts_run && line.cells.len() == 1 && named && is_sentence(next.plain())
}

/// The shapes of a page's headings.
struct Shapes {
    /// Those of code headings, with how often each stands alone.
    families: HashMap<String, usize>,
    /// Those of codes that stand in lists without bullets.
    listed: HashSet<String>,
    /// The lines, one-based, of paragraphs that are an entry each.
    entries: HashSet<u32>,
    /// The first lines, one-based, of runs that are contents of the page.
    contents: HashSet<u32>,
    /// Whether many runs start with a code on a line of its own, as terms stand above what is said of them.
    leading: bool,
    /// The indent of the text below the titles of a manual page's sections; zero where there are no such sections.
    body: u32,
    /// The line, one-based, of the first heading that links to itself, where the page has many: no line without such a
    /// sign heads anything behind it.
    linked: Option<u32>,
    /// Whether the page is the text that a browser gives of it.
    browsers: bool,
}

impl Shapes {
    /// What lines without headings are. A browser breaks no line, so that each is a paragraph, or an item of the list that
    /// the line above them introduces.
    fn blocks(&self, lines: &[SourceLine], introduced: bool) -> Vec<Block> {
        if !self.browsers {
            return paragraphs(lines);
        }
        let mut introduced = introduced;
        let mut blocks = Vec::new();
        for lines in lines.chunk_by(|line, next| line.is_item == next.is_item) {
            let listed = introduced || lines.iter().all(|line| line.is_item);
            let above = if listed { 0 } else { lines.iter().position(introduces).map_or(lines.len(), |at| at + 1) };
            let (above, items) = lines.split_at(above);
            let paragraph = |line: &SourceLine| Block::new(line.number, BlockKind::Paragraph(line.text.clone()));
            blocks.extend(above.iter().map(paragraph));
            match items {
                [_, _, ..] => blocks.push(flat(items)),
                _ => blocks.extend(items.iter().map(paragraph)),
            }
            introduced = lines.last().is_some_and(introduces);
        }
        blocks
    }
}

/// Whether a line introduces what stands below it.
pub(super) fn introduces(line: &SourceLine) -> bool {
    line.plain().ends_with([':', '：'])
}

/// So many headings that link to themselves stand for all headings of a page.
const LEAST_LINKED: usize = 3;

/// The piece and the line of the first heading that links to itself, where there are many: the title of the page.
fn first_linked(pieces: &[Piece]) -> Option<(usize, u32)> {
    let mut linked = pieces.iter().enumerate().filter_map(|(index, piece)| match piece {
        Piece::Line(line) if line.linked && line.starts_run => Some((index, line.number)),
        _ => None,
    });
    let first = linked.next();
    first.filter(|_| linked.count() + 1 >= LEAST_LINKED)
}

/// The indent at which the text below most titles at the margin stands; zero on pages that are not written so.
fn body_indent(pieces: &[Piece]) -> u32 {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut flat = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Line(line) = piece else { continue };
        if !line.starts_run || line.indent > 0 {
            continue;
        }
        match pieces.get(index + 1) {
            Some(Piece::Line(next)) if !next.starts_run && next.indent >= 3 => {
                *counts.entry(next.indent).or_default() += 1;
            }
            Some(Piece::Line(next)) if !next.starts_run => flat += 1,
            _ => {}
        }
    }
    let most = counts.into_iter().max_by_key(|&(indent, count)| (count, std::cmp::Reverse(indent)));
    most.filter(|&(_, count)| count >= 3 && count > flat).map_or(0, |(indent, _)| indent)
}

/// Makes headings and paragraphs of a run. `below` is the line where a block starts behind it, and whether it is a table.
fn end_run(
    run: &mut Vec<SourceLine>,
    below: Option<(u32, bool)>,
    next: Option<&SourceLine>,
    in_content: bool,
    shapes: &Shapes,
    parts: &mut Vec<Part>,
) {
    let lines = std::mem::take(run);
    if !in_content {
        parts.extend(shapes.blocks(&lines, false).into_iter().map(Part::Block));
        return;
    }
    let in_family = |line: &SourceLine| signature(line.plain()).is_some_and(|sign| shapes.families.contains_key(&sign));
    // Entries that have lost their bullets, one alone below its title as well.
    let entry =
        |line: &SourceLine| may_head(line) && signature(line.plain()).is_some_and(|sign| shapes.listed.contains(&sign));
    let contents = lines.first().is_some_and(|first| shapes.contents.contains(&first.number));
    if contents || (!lines.is_empty() && lines.iter().all(entry)) {
        parts.push(Part::Block(flat(&lines)));
        return;
    }
    let mut prose = Vec::new();
    let count = lines.len();
    let mut lines = lines.into_iter().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let last = index + 1 == count;
        let above_table = last && below == Some((line.number + 1, true));
        // Directly above a list or code stands what introduces it.
        let above_other = last && below == Some((line.number + 1, false));
        // What stands deeper than all that follows belongs to what is above it.
        let hangs = next.is_some_and(|next| next.indent < line.indent);
        let alone = count == 1 && line.starts_run && !above_other && !hangs && !line.is_item;
        let asks = is_question(line.plain())
            && !line.plain().trim_end_matches(['?', '？']).contains(['.', '。', '?', '？'])
            && line.plain().split_whitespace().count() >= 4;
        let family = in_family(&line) && !line.is_item;
        // On manual pages, the text of a section is indented below its heading.
        let deeper = lines.peek().map(|(_, next)| next.indent);
        let sub_section = line.starts_run && 0 < line.indent && line.indent < shapes.body;
        let above_block = last && below.is_some_and(|(at, _)| at == line.number + 1);
        let section = line.starts_run && line.indent == 0 && shapes.body > 0;
        let above_deeper = (line.indent == 0 && deeper.is_some_and(|deeper| deeper >= 3))
            || (section && above_block)
            || (sub_section && (deeper == Some(shapes.body) || above_block));
        // Between two headings that name codes stands what is said of the first, and a label with its text below one.
        let after_code = matches!(parts.last(), Some(Part::Heading { kind: HeadingKind::Code, .. }));
        let labelled = line.plain().contains(": ") && line.indent == 0;
        // Below the declaration of what a heading names stands what is said of it.
        let declared = matches!(
            parts.as_slice(),
            [.., Part::Heading { kind: HeadingKind::Code, .. }, Part::Block(Block { kind: BlockKind::Code(_), .. })]
        );
        if alone && !family && (declared || (after_code && (labelled || next.is_some_and(in_family)))) {
            prose.push(line);
            continue;
        }
        let heads = alone || above_table || asks || family || above_deeper;
        // Beside headings that start with a code and a sign, one whose text ends in signs is a heading too.
        let entry = alone && family && starts_coded(&line) && line.cells.len() == 1 && line.bullet.is_none();
        let term = shapes.leading && lines.peek().is_some_and(|(_, next)| leads_run(&line, next));
        let linked = alone && line.linked;
        let plainly = line.linked || shapes.linked.is_none_or(|first| line.number < first);
        let heads = plainly && (entry || term || (heads && may_head(&line)));
        if (linked || heads) && !shapes.entries.contains(&line.number) {
            parts.extend(shapes.blocks(&std::mem::take(&mut prose), introduced(parts)).into_iter().map(Part::Block));
            let kind = if family || (plainly && term) { HeadingKind::Code } else { heading_kind(line.plain()) };
            let text = line.text;
            let text = if text.plain().starts_with(LINK_SIGN) {
                text.slice(LINK_SIGN.len()..text.plain().len())
            } else {
                text
            };
            parts.push(Part::Heading { line: line.number, text, kind });
        } else {
            prose.push(line);
        }
    }
    parts.extend(shapes.blocks(&prose, introduced(parts)).into_iter().map(Part::Block));
}

/// Whether a line that stands where headings stand is one by its shape.
pub(super) fn may_head(line: &SourceLine) -> bool {
    let text = line.plain();
    is_title(text)
        // One letter is what is left of a bullet without text.
        && (text.chars().nth(1).is_some() || text.starts_with(|c: char| c.is_ascii_digit()))
        && line.cells.len() == 1
        && !super::list::is_trail(line, None)
        && !has_date(text)
        && !is_assignment(text)
        && !text.contains("://")
        && line.bullet != Some(crate::document::Bullet::Mark)
}

/// Whether a text holds a date in figures: `2025-11-06`, `2025/11/06`, `2025年11月`.
fn has_date(text: &str) -> bool {
    let mut digits = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if digits == 4 && matches!(c, '-' | '/' | '.' | '年') && chars.peek().is_some_and(char::is_ascii_digit) {
            return true;
        }
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
    }
    false
}

/// Whether the last part is a paragraph that introduces what stands below it.
fn introduced(parts: &[Part]) -> bool {
    match parts.last() {
        Some(Part::Block(Block { kind: BlockKind::Paragraph(text), .. })) => text.plain().ends_with([':', '：']),
        _ => false,
    }
}
