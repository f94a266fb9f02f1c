//! A heading that may name a code, with what stands in its section.

use super::lead::{Lead, read_lead};
use super::page::Page;
use super::section::Section;
use super::signature::{Declared, declared};
use super::spelling::Shape;
use super::told::Told;
use super::topic::heads_methods;
use super::words::{HeaderRole, words};
use crate::document::{BlockKind, ListItem, MarkKind};

/// A heading of a family, with the code that it names and what is told below it.
pub(super) struct HeadingEntry<'a> {
    pub(super) section: Section<'a>,
    pub(super) lead: Option<&'a Lead>,
    pub(super) title: &'a str,
    pub(super) told: Told,
    /// Whether it is declared as something else than the constants beside it.
    pub(super) aside: bool,
}

impl HeadingEntry<'_> {
    /// Whether it is a name with its number below or beside it.
    pub(super) fn is_numbered(&self) -> bool {
        let numbered = |lead: &Lead| self.told.number.is_some() || lead.other.is_some() || lead.symbol.is_some();
        self.lead.is_some_and(|lead| lead.shape.is_name() && numbered(lead))
    }
}

/// Whether a section holds a table, a list or sub-headings before any paragraph.
pub(super) fn groups_something(page: &Page<'_>, section: &Section<'_>) -> bool {
    section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_))).is_some_and(
        |(_, placed)| match &placed.block.kind {
            BlockKind::Table(table) => table.rows.len() > 2,
            BlockKind::Heading(heading) => super::label::label_of(heading.text.plain()).is_none(),
            _ => false,
        },
    )
}

/// Whether a section has a table of fields or the like, as those of types have.
pub(super) fn has_fields(page: &Page<'_>, section: &Section<'_>) -> bool {
    section.blocks(page).any(|(_, placed)| match &placed.block.kind {
        BlockKind::Table(table) => table.rows.first().filter(|row| row.header).is_some_and(|row| {
            let header = row.cells.first().and_then(|cell| words().header_role(cell.text.plain()));
            header == Some(HeaderRole::Against)
        }),
        _ => false,
    })
}

/// Whether a section has a title above functions, as those of types have: "**Methods:**".
pub(super) fn has_methods(page: &Page<'_>, section: &Section<'_>) -> bool {
    section.blocks(page).any(|(_, placed)| match &placed.block.kind {
        BlockKind::Heading(heading) => heads_methods(heading.text.plain()),
        BlockKind::Paragraph(text) => text.is_all(|kind| *kind == MarkKind::Strong) && heads_methods(text.plain()),
        _ => false,
    })
}

/// Whether a section has a table whose rows say of each part whether it must be given.
pub(super) fn demands_parts(page: &Page<'_>, section: &Section<'_>) -> bool {
    section.blocks(page).any(|(_, placed)| match &placed.block.kind {
        BlockKind::Table(table) => {
            let parts =
                || table.rows.iter().filter(|row| !row.header && row.cells.iter().any(|cell| !cell.text.is_empty()));
            let demands = parts().filter(|row| row.cells.iter().any(|cell| words().says_presence(cell.text.plain())));
            let count = demands.count();
            count > 0 && count * 5 >= parts().count() * 3
        }
        _ => false,
    })
}

/// Whether a section starts with the declaration of a function of its name: `status lid_open(lid *it);`.
pub(super) fn has_signature<'a>(page: &Page<'a>, entry: &HeadingEntry<'a>) -> bool {
    let Some(name) = entry.lead.filter(|lead| lead.shape.is_name()).and_then(|lead| lead.codes.first()) else {
        return false;
    };
    let code = first_listing(page, entry);
    let listed = code.and_then(|code| code.split_once(name.as_str()));
    listed.is_some_and(|(before, rest)| rest.starts_with('(') && before.trim() != "error")
        || first_words(page, entry).is_some_and(|words| is_declaration(words, name))
}

/// Whether words declare a function: "Function: status lid_open (lid *it)".
fn is_declaration(words: &str, name: &str) -> bool {
    let typed = words.split_once(name).is_some_and(|(before, rest)| !before.is_empty() && is_parameters(rest));
    typed && declared(words, name) == Some(Declared::Function)
}

/// Whether brackets hold nothing, or words with a type before each name.
fn is_parameters(rest: &str) -> bool {
    let inner = rest.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| inner.trim().is_empty() || inner.split(',').all(|one| one.trim().contains([' ', '*'])))
}

/// The term or paragraph that a section starts with.
fn first_words<'a>(page: &Page<'a>, entry: &HeadingEntry<'a>) -> Option<&'a str> {
    let first = entry.section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_)));
    match &first?.1.block.kind {
        BlockKind::Definitions(definitions) => Some(definitions.first()?.terms.first()?.plain()),
        BlockKind::Paragraph(text) => Some(text.plain()),
        _ => None,
    }
}

/// Beside entries that start with messages set as blocks, takes the block that an entry without any text starts with,
/// whatever its words are: a template of a message may have more signs than words.
pub(super) fn take_quoted_message<'a>(page: &Page<'a>, entry: &mut HeadingEntry<'a>) {
    let first = entry.section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_)));
    if let Some(BlockKind::Code(code)) = first.map(|(_, placed)| &placed.block.kind)
        && code.language.is_none()
        && entry.lead.is_some()
        && entry.told.description.is_empty()
    {
        code.text.trim().clone_into(&mut entry.told.description);
    }
}

/// Whether the listing of a section declares its name as a function or type.
pub(super) fn is_declared<'a>(page: &Page<'a>, entry: &HeadingEntry<'a>) -> bool {
    let name = entry.lead.filter(|lead| lead.shape.is_name()).and_then(|lead| lead.codes.first());
    let kind = name.zip(first_listing(page, entry)).and_then(|(name, listing)| declared(listing, name));
    matches!(kind, Some(Declared::Function | Declared::Type))
}

/// Whether a section starts with the declaration of an error of its name: `error LidOpen(address lid);`.
pub(super) fn is_error(page: &Page<'_>, entry: &HeadingEntry<'_>) -> bool {
    let name = entry.lead.and_then(|lead| lead.codes.first());
    name.zip(first_listing(page, entry)).is_some_and(|(name, code)| declared(code, name) == Some(Declared::Error))
}

/// Whether an entry ends in a colon and has a listing right below it and no words: "LID (Little Indicator of Doors):".
pub(super) fn is_label_of_sample(page: &Page<'_>, entry: &HeadingEntry<'_>) -> bool {
    let first = entry.section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_)));
    entry.lead.is_some()
        && entry.told.paragraphs == 0
        && entry.section.text.plain().ends_with([':', '：'])
        && first.is_some_and(|(_, placed)| matches!(placed.block.kind, BlockKind::Code(_)))
}

/// The first listing of a section.
pub(super) fn first_listing<'a>(page: &Page<'a>, entry: &HeadingEntry<'a>) -> Option<&'a str> {
    entry.section.blocks(page).find_map(|(_, placed)| match &placed.block.kind {
        BlockKind::Code(code) => Some(code.text.as_str()),
        _ => None,
    })
}

/// Beside headings that are declared as constants or errors, sets those aside that are declared as functions, types or
/// variables: a reference of a header or contract has them all.
pub(super) fn set_aside<'a>(page: &Page<'a>, entries: &mut [HeadingEntry<'a>]) {
    let kinds: Vec<Option<Declared>> = entries
        .iter()
        .map(|entry| {
            let lead = entry.lead?;
            // One of several declarations of a name: "lid_open [1/2]".
            let name = if lead.shape.is_name() { lead.codes.first() } else { lead.symbol.as_ref() };
            declared(first_listing(page, entry)?, name?)
        })
        .collect();
    let errors = kinds.iter().filter(|kind| **kind == Some(Declared::Error)).count();
    if errors == 0 && !kinds.contains(&Some(Declared::Constant)) {
        return;
    }
    for (entry, kind) in entries.iter_mut().zip(kinds) {
        if matches!(kind, Some(Declared::Function | Declared::Type)) {
            (entry.lead, entry.aside) = (None, true);
        }
    }
}

/// Whether a heading is a type whose constants a list below it names: `OvenError` above `OvenError.NO_GAS`.
pub(super) fn owns_what_is_listed(page: &Page<'_>, section: &Section<'_>, lead: &Lead) -> bool {
    let [name] = lead.codes.as_slice() else { return false };
    let member = |item: &ListItem| {
        let own = item.text.plain().strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('.'));
        own.is_some_and(|own| own.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    lead.shape == Shape::Camel
        && section.blocks(page).any(|(_, placed)| match &placed.block.kind {
            BlockKind::List(list) => list.items.len() > 1 && list.items.iter().all(member),
            _ => false,
        })
}

/// The numbered codes of the list that a section starts with, where each of its items starts with one.
pub(super) fn codes_listed(page: &Page<'_>, section: &Section<'_>) -> Vec<String> {
    let first = section.blocks(page).find(|(_, placed)| !matches!(placed.block.kind, BlockKind::Comment(_)));
    let Some(BlockKind::List(list)) = first.map(|(_, placed)| &placed.block.kind) else { return Vec::new() };
    let code = |item: &ListItem| {
        let code = read_lead(&item.text)?.codes.into_iter().next()?;
        code.contains(|c: char| c.is_ascii_digit()).then_some(code)
    };
    list.items.iter().map(code).collect::<Option<Vec<String>>>().unwrap_or_default()
}
