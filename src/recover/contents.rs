//! Contents that stand beside or below what they lead to.

use foldhash::HashSet;

use super::piece::Piece;

/// So many lines below each other may be contents.
const LEAST_CONTENTS: usize = 3;

/// The first lines of the runs of which most lines stand alone elsewhere, as the contents beside a page repeat its
/// headings.
pub(super) fn contents(pieces: &[Piece], content: usize) -> HashSet<u32> {
    let lines = pieces.get(content..).unwrap_or_default();
    let goes_on = |piece: Option<&Piece>| matches!(piece, Some(Piece::Line(line)) if !line.starts_run);
    let mut alone: HashSet<&str> = HashSet::default();
    let mut runs: Vec<&[Piece]> = Vec::new();
    let mut at = 0;
    while let Some(piece) = lines.get(at) {
        let mut end = at + 1;
        if let Piece::Line(first) = piece {
            while goes_on(lines.get(end)) {
                end += 1;
            }
            match end - at {
                1 => {
                    alone.insert(first.plain());
                }
                LEAST_CONTENTS.. => runs.extend(lines.get(at..end)),
                _ => {}
            }
        }
        at = end;
    }
    let known = |piece: &&Piece| matches!(piece, Piece::Line(line) if alone.contains(line.plain()));
    let first = |run: &[Piece]| match run.first()? {
        Piece::Line(line) => Some(line.number),
        Piece::Block(_) => None,
    };
    runs.into_iter()
        .filter(|run| {
            let known = run.iter().filter(known).count();
            known >= LEAST_CONTENTS && known * 3 >= run.len() * 2
        })
        .filter_map(first)
        .collect()
}
