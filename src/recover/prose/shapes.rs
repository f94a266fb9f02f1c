//! How the headings of a page are written, and what looks like one and is none.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::super::contents::contents;
use super::super::heading::signature;
use super::super::piece::{Piece, SourceLine};
use super::entries::entries;
use super::may_head;
use crate::document::shape::{CodeShape, code_shape, is_sentence};

/// The shapes of a page's headings.
pub(super) struct Shapes {
    /// Those of code headings, with how often each stands alone.
    pub(super) families: HashMap<String, usize>,
    /// Whether a text of its own stands right below most code headings: what stands there below others heads nothing
    /// either.
    pub(super) told: bool,
    /// What stands alone again and again.
    pub(super) again: HashSet<String>,
    /// Those of codes that stand in lists without bullets.
    pub(super) listed: HashSet<String>,
    /// The lines, one-based, of paragraphs that are an entry each.
    pub(super) entries: HashSet<u32>,
    /// The first lines, one-based, of runs that are contents of the page.
    pub(super) contents: HashSet<u32>,
    /// Whether many runs start with a code on a line of its own, as terms stand above what is said of them.
    pub(super) leading: bool,
    /// The indent of the text below the titles of a manual page's sections; zero where there are no such sections.
    pub(super) body: u32,
    /// The line, one-based, of the first heading that links to itself, where the page has many: no line without such a
    /// sign heads anything behind it.
    pub(super) linked: Option<u32>,
    /// Whether the page is the text that a browser gives of it.
    pub(super) browsers: bool,
}

impl Shapes {
    /// Finds out how the headings behind the start of the content are written. `linked` is the line of the first heading
    /// that links to itself, where there are many.
    pub(super) fn of(pieces: &[Piece], content: usize, linked: Option<u32>, browsers: bool) -> Self {
        let families = families(pieces, content);
        let listed = listed(pieces, content, &families);
        Self {
            listed,
            told: are_told(pieces, content, &families),
            again: again(pieces, content),
            families,
            entries: entries(pieces, content),
            contents: contents(pieces, content),
            leading: leading(pieces, content),
            body: body_indent(pieces),
            linked,
            browsers,
        }
    }
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

/// So often a line stands alone that says what kind of text is below it.
const LEAST_AGAIN: usize = 3;

/// The lines that start a run again and again: "Cause".
fn again(pieces: &[Piece], content: usize) -> HashSet<String> {
    let mut times: HashMap<&str, usize> = HashMap::default();
    for piece in pieces.iter().skip(content) {
        if let Piece::Line(line) = piece
            && line.starts_run
        {
            *times.entry(line.plain()).or_default() += 1;
        }
    }
    times.into_iter().filter(|(_, times)| *times >= LEAST_AGAIN).map(|(text, _)| text.to_owned()).collect()
}

/// So many code headings with a text below are no chance.
const LEAST_TOLD: usize = 3;

/// Whether of the lines that stand alone below a code heading two in three are sentences, or differ from all others as
/// sub-headings hardly do.
fn are_told(pieces: &[Piece], content: usize, families: &HashMap<String, usize>) -> bool {
    let line = |index: usize| match pieces.get(index) {
        Some(Piece::Line(line)) => Some(line),
        Some(Piece::Block(_)) | None => None,
    };
    let ends_run = |index: usize| line(index + 1).is_none_or(|next| next.starts_run);
    let named = |line: &SourceLine| signature(line.plain()).is_some_and(|sign| families.contains_key(&sign));
    let heads = |index: &usize| ends_run(*index) && line(*index).is_some_and(named);
    let below = (content..pieces.len())
        .filter(heads)
        .filter_map(|index| line(index + 1).filter(|said| said.starts_run && ends_run(index + 1) && !named(said)));
    let (mut all, mut sentences, mut texts) = (0_usize, 0_usize, HashSet::default());
    for said in below {
        all += 1;
        sentences += usize::from(!may_head(said));
        texts.insert(said.plain());
    }
    let most = |count: usize| count >= LEAST_TOLD && count * 3 >= all * 2;
    most(sentences) || most(texts.len())
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
pub(super) fn leads_run(line: &SourceLine, next: &SourceLine) -> bool {
    let named = code_shape(line.plain()).is_some_and(|shape| matches!(shape, CodeShape::Symbol | CodeShape::Id));
    line.starts_run && !next.starts_run && line.cells.len() == 1 && named && is_sentence(next.plain())
}

/// So many headings that link to themselves stand for all headings of a page.
pub(in crate::recover) const LEAST_LINKED: usize = 3;

/// The piece and the line of the first heading that links to itself, where there are many: the title of the page.
pub(super) fn first_linked(pieces: &[Piece]) -> Option<(usize, u32)> {
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
