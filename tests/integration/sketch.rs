//! A document as a short sketch that a reviewer of snapshots can read: a line a block, row or item, with its place.

use std::fmt::Write;

use bindery::document::{Block, BlockKind, Bullet, Cell, Document, MarkKind, Text};

/// Sketches a document. Each line starts with the source line; marks show as `code`, *strong*, _emphasis_, ~strike~ and
/// [link](target); line breaks as `⏎`.
pub(crate) fn sketch(document: &Document) -> String {
    let mut out = String::new();
    if let Some(title) = &document.title {
        writeln!(out, "     title {title:?}").unwrap();
    }
    blocks(&mut out, &document.blocks, 0);
    out
}

fn blocks(out: &mut String, list: &[Block], depth: usize) {
    for block in list {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let anchor = heading.anchor.as_ref().map(|anchor| format!(" #{anchor}")).unwrap_or_default();
                line(out, block.line, depth, &format!("h{} {}{anchor}", heading.level, text(&heading.text)));
            }
            BlockKind::Paragraph(paragraph) => line(out, block.line, depth, &format!("p {}", text(paragraph))),
            BlockKind::List(list) => {
                line(out, block.line, depth, if list.ordered { "ol" } else { "ul" });
                for item in &list.items {
                    line(out, item.line, depth + 1, &format!("- {}", text(&item.text)));
                    blocks(out, &item.blocks, depth + 2);
                }
            }
            BlockKind::Definitions(definitions) => {
                line(out, block.line, depth, "dl");
                for definition in definitions {
                    for term in &definition.terms {
                        line(out, term.line(), depth + 1, &format!("term {}", text(term)));
                    }
                    blocks(out, &definition.blocks, depth + 2);
                }
            }
            BlockKind::Table(table) => {
                let caption = table.caption.as_ref().map(|caption| format!(" {}", text(caption))).unwrap_or_default();
                line(out, block.line, depth, &format!("table{caption}"));
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(cell).collect();
                    let mark = if row.header { "#" } else { "|" };
                    line(out, row.line, depth + 1, &format!("{mark} {}", cells.join(" | ")));
                }
            }
            BlockKind::Callout(callout) => {
                let title = callout.title.as_ref().map(|title| format!(" {}", text(title))).unwrap_or_default();
                line(out, block.line, depth, &format!("callout {}{title}", callout.label));
                blocks(out, &callout.blocks, depth + 1);
            }
            BlockKind::Code(code) => {
                let language = code.language.as_deref().unwrap_or("-");
                line(out, code.line, depth, &format!("code {language} {:?}", code.text));
                for (number, at) in &code.jumps {
                    line(out, *at, depth + 1, &format!("has line {number} of it"));
                }
            }
            BlockKind::Quote(inner) => {
                line(out, block.line, depth, "quote");
                blocks(out, inner, depth + 1);
            }
            BlockKind::Details { summary, blocks: inner } => {
                line(out, block.line, depth, &format!("details {}", text(summary)));
                blocks(out, inner, depth + 1);
            }
            BlockKind::Region { role, blocks: inner } => {
                line(out, block.line, depth, &format!("region {role:?}"));
                blocks(out, inner, depth + 1);
            }
            BlockKind::Lines(lines) => {
                line(out, block.line, depth, "lines");
                for inner in lines {
                    let bullet = match inner.bullet {
                        None => String::new(),
                        Some(Bullet::Mark) => "• ".to_owned(),
                        Some(Bullet::Number(number)) => format!("{number}. "),
                    };
                    let cells: Vec<String> = inner.cells.iter().map(text).collect();
                    let at = inner.cells.first().map_or(0, Text::line);
                    line(out, at, depth + 1, &format!("{:>2}> {bullet}{}", inner.indent, cells.join(" ⇥ ")));
                }
            }
            BlockKind::Comment(comment) => line(out, block.line, depth, &format!("comment {comment:?}")),
        }
    }
}

fn line(out: &mut String, at: u32, depth: usize, text: &str) {
    writeln!(out, "{at:>4} {:indent$}{text}", "", indent = depth * 2).unwrap();
}

fn cell(cell: &Cell) -> String {
    let mut out = text(&cell.text);
    if cell.header {
        out.insert(0, '#');
    }
    if cell.colspan != 1 {
        write!(out, " ↔{}", cell.colspan).unwrap();
    }
    if cell.rowspan != 1 {
        write!(out, " ↕{}", cell.rowspan).unwrap();
    }
    out
}

fn text(text: &Text) -> String {
    let mut inserts: Vec<(usize, bool, usize, String)> = Vec::new();
    for (order, mark) in text.marks().iter().enumerate() {
        let (open, close) = match &mark.kind {
            MarkKind::Code => ("`".to_owned(), "`".to_owned()),
            MarkKind::Strong => ("*".to_owned(), "*".to_owned()),
            MarkKind::Emphasis => ("_".to_owned(), "_".to_owned()),
            MarkKind::Strike => ("~".to_owned(), "~".to_owned()),
            MarkKind::Link(target) => ("[".to_owned(), format!("]({target})")),
        };
        inserts.push((mark.range.start, true, order, open));
        inserts.push((mark.range.end, false, usize::MAX - order, close));
    }
    // At one place, what ends comes before what starts, and inner ends before outer.
    inserts.sort_by_key(|&(at, opens, order, _)| (at, opens, order));
    let mut out = String::new();
    let mut reached = 0;
    for (at, _, _, sign) in inserts {
        out.push_str(&text.plain()[reached..at]);
        out.push_str(&sign);
        reached = at;
    }
    out.push_str(&text.plain()[reached..]);
    out.replace('\n', "⏎")
}
