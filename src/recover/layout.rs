//! The layouts that a table of one cell a line may have, and what tells against them.

use super::align::{Family, Layout, WIDEST};
use super::piece::SourceLine;

/// The layouts of this width that the sample may have: every choice of columns with codes beside the key for narrow
/// tables, the most frequent one for wide ones.
pub(super) fn layouts(sample: &[SourceLine], width: usize, key: usize) -> Vec<Layout> {
    let family = |column: usize| sample.get(column).and_then(|line| line.code).map(Family::of);
    // The family that a column has in most rows, where no row is broken.
    let common = |column: usize| {
        let mut counts = [0_usize; 3];
        for line in sample.iter().skip(column).step_by(width) {
            if let Some(code) = line.code {
                counts[Family::of(code) as usize] += 1;
            }
        }
        let families = [Family::Number, Family::Symbol, Family::Capitals];
        families.into_iter().max_by_key(|&family| counts[family as usize]).filter(|&family| counts[family as usize] > 0)
    };
    let Some(first) = family(key) else { return Vec::new() };
    let free: Vec<usize> = (key + 1..width).collect();
    let choices = if width <= 4 { 1_u32 << free.len() } else { 1 };
    let mut layouts = Vec::new();
    for choice in 0..choices {
        let mut columns = [None; WIDEST];
        columns[key] = Some(first);
        for (bit, &column) in free.iter().enumerate() {
            let rows = (sample.len().saturating_sub(column)).div_ceil(width);
            let coded = sample.iter().skip(column).step_by(width).filter(|line| line.code.is_some()).count();
            let chosen = if width <= 4 { choice >> bit & 1 == 1 } else { coded * 10 >= rows * 7 };
            if chosen {
                columns[column] = common(column);
            }
        }
        if free.iter().all(|&column| columns[column].is_some()) && key == 0 {
            // Nothing but codes: a list of codes, unless the columns differ.
            if free.iter().all(|&column| columns[column] == Some(first)) {
                continue;
            }
        }
        let layout = Layout { width, key, columns };
        if !layouts.contains(&layout) && !doubles(sample, &layout) {
            layouts.push(layout);
        }
    }
    layouts
}

/// Whether a layout is that of a narrower table, seen several times: its parts hold codes at the same places, written
/// alike.
fn doubles(sample: &[SourceLine], layout: &Layout) -> bool {
    let columns = &layout.columns[..layout.width];
    let lengths = |column: usize| {
        let codes = sample.iter().skip(column).step_by(layout.width).filter(|line| line.code.is_some());
        let lengths = codes.map(|line| line.plain().len());
        (lengths.clone().min(), lengths.max())
    };
    (2..=layout.width / 2).filter(|part| layout.width.is_multiple_of(*part)).any(|part| {
        let (left, right) = (lengths(layout.key), lengths(layout.key + part));
        // Statuses beside codes are shorter; names differ in length anyhow.
        let alike = layout.columns[layout.key] != Some(Family::Number) || left.0 == right.0 || left.1 == right.1;
        layout.key < part && alike && columns.chunks(part).all(|chunk| Some(chunk) == columns.get(..part))
    })
}

/// What it costs that the last row ends in a column: little where the page may end early, more where its code is missing.
pub(super) fn end_cost(column: usize, layout: &Layout) -> u32 {
    if column < layout.key {
        6
    } else if column + 1 < layout.width {
        3
    } else {
        0
    }
}
