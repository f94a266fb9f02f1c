//! What was found on a page, in words.

use crate::extract::{Decision, Declarations};
use crate::source::Format;

/// A page that was read for a project file.
#[derive(Debug)]
pub(super) struct FoundPage {
    pub(super) id: String,
    /// From the folder of the project file, `/` between its parts.
    pub(super) path: String,
    pub(super) format: Format,
    pub(super) declarations: Declarations,
}

/// So many groups of one page are listed.
const LISTED: usize = 12;

impl FoundPage {
    /// One line: what was found.
    pub(super) fn in_short(&self) -> String {
        let Declarations { codes, constants, questions, outline, unexplained, .. } = &self.declarations;
        let is_list = self.format == Format::Symbols;
        let counts = [
            // What a list of symbols has are names for the codes of pages.
            (if is_list { 0 } else { codes.len() }, "code", "codes"),
            (if is_list { constants.len() } else { 0 }, "constant", "constants"),
            (questions.len(), "question", "questions"),
            (unexplained.len(), "unexplained line", "unexplained lines"),
        ];
        let mut parts: Vec<String> = counts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        if !outline.is_empty() {
            parts.push("an outline".to_owned());
        }
        if parts.is_empty() { "no code was found".to_owned() } else { parts.join(", ") }
    }

    /// Whether nothing at all was found.
    pub(super) fn is_nothing(&self) -> bool {
        let Declarations { codes, constants, questions, outline, unexplained, .. } = &self.declarations;
        codes.is_empty() && constants.is_empty() && questions.is_empty() && outline.is_empty() && unexplained.is_empty()
    }

    /// The headings with the codes below them: heading, first and last code, how many.
    pub(super) fn groups(&self) -> Vec<String> {
        let codes = &self.declarations.codes;
        let chunks: Vec<_> = codes.chunk_by(|a, b| a.path == b.path).collect();
        let mut lines: Vec<String> = chunks
            .iter()
            .take(LISTED)
            .filter_map(|chunk| {
                let (first, last) = (chunk.first()?, chunk.last()?);
                let under = first.path.last().map_or("(no heading)", String::as_str);
                let span =
                    if chunk.len() == 1 { first.code.clone() } else { format!("{} to {}", first.code, last.code) };
                Some(format!("{} under {under:?}: {span}", chunk.len()))
            })
            .collect();
        if chunks.len() > LISTED {
            lines.push(format!("and under {} more headings", chunks.len() - LISTED));
        }
        lines
    }

    /// What the columns of the tables of codes hold, each way of it once.
    pub(super) fn columns(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for decision in self.decided("codes") {
            for reason in decision.reasons.iter().filter(|reason| reason.starts_with("columns: ")) {
                if !found.contains(&reason.as_str()) && found.len() < LISTED {
                    found.push(reason);
                }
            }
        }
        found
    }

    /// The decisions with this verdict.
    pub(super) fn decided(&self, verdict: &'static str) -> impl Iterator<Item = &Decision> {
        self.declarations.decisions.iter().filter(move |decision| decision.verdict == verdict)
    }
}
