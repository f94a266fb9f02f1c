//! Field lists of reStructuredText: `:name: text`, one below another.

use super::piece::{Pieces, SourceLine, replace_from, wrapped};
use crate::document::{Block, BlockKind, Definition, NodeId, Text};

/// Names of fields are not longer, in characters.
const LONGEST: usize = 60;

/// Takes field lists of at least two fields out of the lines.
pub(super) fn recover_fields(pieces: Pieces) -> Pieces {
    replace_from(pieces, fields)
}

fn fields(lines: &[SourceLine], at: usize) -> Option<(usize, Block)> {
    let first = lines.get(at)?;
    let mut definitions = Vec::new();
    let mut end = at;
    while let Some(line) = lines.get(end).filter(|line| line.indent == first.indent) {
        let Some((name, said)) = field(line) else { break };
        let mut said = vec![said];
        end += 1;
        while let Some(next) = lines.get(end).filter(|next| next.indent > first.indent && !next.starts_run) {
            said.push(next.text.clone());
            end += 1;
        }
        let text = wrapped(said.iter());
        let blocks = vec![Block::new(text.line(), BlockKind::Paragraph(text))];
        definitions.push(Definition { id: NodeId::default(), line: line.number, terms: vec![name], blocks });
    }
    (definitions.len() >= 2).then(|| (end, Block::new(first.number, BlockKind::Definitions(definitions))))
}

/// Name and text of a field.
fn field(line: &SourceLine) -> Option<(Text, Text)> {
    let (name, said) = line.plain().strip_prefix(':')?.split_once(": ")?;
    let named =
        name.starts_with(char::is_alphanumeric) && name.chars().count() <= LONGEST && !name.contains([':', '`']);
    named.then(|| (Text::plain_at(name, line.number), Text::plain_at(said, line.number)))
}
