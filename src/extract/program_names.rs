//! Names that the listings of a page give to things: its constants, and the functions that they declare or call.

use foldhash::HashSet;

use super::ConstantDeclaration;
use super::lead::Lead;
use super::page::Page;
use crate::document::BlockKind;

/// What programs on a page name.
#[derive(Debug, Default)]
pub(crate) struct ProgramNames<'a> {
    constants: HashSet<&'a str>,
    /// Names that start in lowercase and have a bracket behind them, as `open_lid(` has.
    functions: HashSet<&'a str>,
}

impl<'a> ProgramNames<'a> {
    /// Collects them.
    pub(crate) fn of(page: &Page<'a>, constants: &'a [ConstantDeclaration]) -> Self {
        let mut functions = HashSet::default();
        for placed in &page.blocks {
            if let BlockKind::Code(code) = &placed.block.kind {
                functions.extend(called(&code.text));
            }
        }
        Self { constants: constants.iter().map(|constant| constant.name.as_str()).collect(), functions }
    }

    /// Whether a name is that of a constant of the page.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.constants.contains(name)
    }

    /// Whether a lead is a constant of the page.
    pub(crate) fn has_constant(&self, lead: &Lead) -> bool {
        lead.is_declared(&self.constants)
    }

    /// Whether a lead is a function of the page.
    pub(crate) fn has_function(&self, lead: &Lead) -> bool {
        lead.codes.iter().any(|code| self.functions.contains(code.as_str()))
    }
}

/// The names in a listing that a bracket follows at once.
fn called(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('(').filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let name = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next()?;
        name.starts_with(|c: char| c.is_ascii_lowercase()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_have_brackets() {
        let names: Vec<&str> = called("lid_status open_lid(lid *it); new LidOpen(); if (x) f(g(1))").collect();
        assert_eq!(names, ["open_lid", "f", "g"]);
    }
}
