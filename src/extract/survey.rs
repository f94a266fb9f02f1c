//! Counts what on a page must be accounted for: by its own look at every node, apart from the extractors.

use foldhash::HashSet;

use super::account::{Ledger, Unit};
use super::code_cell::read_code_cell;
use super::code_tables::row_text;
use super::constants::is_symbol_source;
use super::furniture::holds_rows;
use super::offer::Fate;
use super::page::{Page, Placed, Within};
use super::spelling::{Shape, shape_of};
use super::words::words;
use crate::document::shape::{is_question, section_number};
use crate::document::{Block, BlockKind, Code, MarkKind, NodeId, RegionRole, Text};

/// The units of a page, in page order: every row; what looks as if it held a code, a question, a callout or an entry of a
/// navigation; what stands in the same form beside something that gave a code; and whatever somebody entered into the
/// ledger.
pub(crate) fn survey(page: &Page<'_>, ledger: &Ledger) -> Vec<Unit> {
    let mut survey = Survey { ledger, units: Vec::new() };
    let families = families_with_codes(page, ledger);
    for placed in &page.blocks {
        let block = placed.block;
        let beside = || family_of(page, placed).is_some_and(|family| families.contains(&family));
        match &block.kind {
            BlockKind::Table(table) => {
                for row in &table.rows {
                    survey.unit(true, row.id, row.line, &row_text(row));
                }
            }
            BlockKind::List(list) => {
                // A title of a navigation is a unit whatever it says; elsewhere an item starts with a code.
                let beside = list.items.iter().any(|item| ledger.fate(item.id) == Some(&Fate::Taken));
                for item in &list.items {
                    let titled = (beside || in_navigation(placed)) && !item.text.is_empty();
                    survey.unit(
                        titled || is_entry(&item.text),
                        item.id,
                        line_of(&item.text, item.line),
                        item.text.plain(),
                    );
                }
            }
            BlockKind::Definitions(definitions) => {
                let beside = definitions.iter().any(|definition| ledger.gives_code(definition.id));
                for definition in definitions {
                    let is_unit = beside || definition.terms.iter().any(|term| is_lone_code(term.plain()));
                    let text = definition.terms.iter().map(Text::plain).collect::<Vec<_>>().join(", ");
                    survey.unit(is_unit, definition.id, definition.line, &text);
                }
            }
            BlockKind::Heading(heading) => {
                let plain = heading.text.plain();
                let is_unit = in_navigation(placed)
                    || beside()
                    || is_question(plain)
                    || (section_number(plain).is_none() && is_lone_code(plain));
                survey.unit(is_unit, block.id, block.line, plain);
            }
            BlockKind::Paragraph(text) if in_navigation(placed) && text.links().next().is_some() => {
                // A title a line.
                for line in text.split_lines() {
                    survey.unit(true, block.id, line.line(), line.plain());
                }
            }
            BlockKind::Paragraph(text) => {
                survey.unit(beside() || is_entry(text) || holds_cells(text), block.id, text.line(), text.plain());
            }
            BlockKind::Details { summary, .. } => {
                let is_unit = beside() || is_lone_code(summary.plain());
                survey.unit(is_unit, block.id, line_of(summary, block.line), summary.plain());
            }
            // The account of a source of symbols is that of its constants.
            BlockKind::Code(code) if !is_symbol_source(page) => survey.code(block.id, code),
            BlockKind::Code(_) => {}
            BlockKind::Callout(callout) => {
                let text = callout.blocks.iter().find_map(first_text).unwrap_or(&callout.label);
                survey.unit(true, block.id, block.line, text);
            }
            BlockKind::Comment(comment) => survey.unit(holds_rows(comment), block.id, block.line, comment),
            BlockKind::Quote(_) | BlockKind::Region { .. } | BlockKind::Lines(_) => {}
        }
    }
    survey.units
}

/// The line of a text; where it is empty, of what holds it.
fn line_of(text: &Text, holder: u32) -> u32 {
    if text.is_empty() { holder } else { text.line() }
}

struct Survey<'s> {
    ledger: &'s Ledger,
    units: Vec<Unit>,
}

impl Survey<'_> {
    /// Counts a node that looks like something, that somebody took, that a rule ignored or that was reported. What was
    /// taken as part of something else (a paragraph below the heading of its code) is counted only if it looks like
    /// something of its own.
    fn unit(&mut self, is_unit: bool, node: NodeId, line: u32, text: &str) {
        let entered = self.ledger.fate(node).is_some_and(|fate| *fate != Fate::Part);
        if is_unit || entered {
            self.units.push(Unit { node, is_line: false, line, text: text.to_owned() });
        }
    }

    /// Counts the constants of a block of code one by one where some gave codes, else the block as a whole.
    fn code(&mut self, node: NodeId, code: &Code) {
        let constants: Vec<(u32, &str)> = failing_constants(&code.text, true).collect();
        let place = |line: u32| code.line_at(line);
        let taken = |line: u32| self.ledger.took_line(place(line));
        let own = (0..).zip(code.text.lines()).filter(|(line, _)| taken(*line)).count();
        let known = constants.iter().filter(|(line, _)| self.ledger.knows_line(place(*line))).count();
        if own == 0 || known * 2 < constants.len() {
            let entered = self.ledger.fate(node).is_some();
            if own == 0 || !entered {
                self.unit(constants.len() >= 2, node, code.line, &code.text);
            }
        }
        if own > 0 {
            // Beside constants that gave codes, one whose value cannot be read is a constant too.
            let mut listed = failing_constants(&code.text, false).map(|(line, _)| line).peekable();
            for (line, text) in (0..).zip(code.text.lines()) {
                let is_constant = listed.next_if_eq(&line).is_some() && known * 2 >= constants.len();
                if is_constant || self.ledger.knows_line(place(line)) {
                    self.units.push(Unit { node, is_line: true, line: place(line), text: text.to_owned() });
                }
            }
        }
    }
}

/// What stands in one section in one form: the siblings of a heading, strong paragraph or summary.
type Family = (Option<usize>, Within, Form);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Heading(u8),
    Summary,
    Strong,
}

/// The families of which a member gives a code.
fn families_with_codes(page: &Page<'_>, ledger: &Ledger) -> HashSet<Family> {
    let codes = page.blocks.iter().filter(|placed| ledger.gives_code(placed.block.id));
    codes.filter_map(|placed| family_of(page, placed)).collect()
}

fn family_of(page: &Page<'_>, placed: &Placed<'_>) -> Option<Family> {
    let form = match &placed.block.kind {
        BlockKind::Heading(heading) => Form::Heading(heading.level),
        BlockKind::Details { .. } => Form::Summary,
        BlockKind::Paragraph(text) if text.is_all(|kind| matches!(kind, MarkKind::Strong | MarkKind::Code)) => {
            Form::Strong
        }
        _ => return None,
    };
    Some((page.section(placed), placed.within, form))
}

fn first_text(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Paragraph(text) => Some(text.plain()),
        BlockKind::List(list) => list.items.first().map(|item| item.text.plain()),
        _ => None,
    }
}

/// Whether a block stands in a part of the page that is for navigation.
fn in_navigation(placed: &Placed<'_>) -> bool {
    placed.region.is_some_and(|role| role == RegionRole::Navigation)
}

/// Whether a heading or term is a code, with or without its name, and nothing else.
fn is_lone_code(plain: &str) -> bool {
    read_code_cell(plain).is_some_and(|cell| {
        cell.codes.iter().any(|code| {
            // "System errors (0-499)" is about a range, not one of its codes.
            let after_words = cell.phrase.as_ref().is_some_and(|phrase| phrase.start < code.range.start);
            // "Variable: LID_ERRORS" says what the name is one of.
            let kind = plain.split_once(": ").is_some_and(|(kind, name)| !kind.contains(' ') && !name.contains(' '));
            is_sure(&plain[code.range.clone()], code.shape, plain)
                && !(after_words && (code.shape == Shape::Range || (kind && code.shape == Shape::Constant)))
        })
    })
}

/// Whether a spelling is a code even without anything around it that says so; `plain` is the text that it stands in.
fn is_sure(spelled: &str, shape: Shape, plain: &str) -> bool {
    match shape {
        Shape::Number => {
            let digits = spelled.trim_start_matches(|c: char| !c.is_ascii_digit());
            // A year is a heading of a list of changes, where nothing beside it speaks of a failure.
            let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
            let year = year && !words().speaks_of_failure(plain);
            (digits.len() >= 3 && !year) || digits.len() < spelled.len()
        }
        Shape::Hex | Shape::Id | Shape::Range => spelled.len() >= 4,
        Shape::Constant => spelled.contains('_') && words().names_failure(spelled),
        Shape::Dotted
        | Shape::Wildcard
        | Shape::Symbolic
        | Shape::Camel
        | Shape::Snake
        | Shape::Kebab
        | Shape::Word => false,
    }
}

/// Whether an item or paragraph starts with a code that a sign or mark divides from the text about it.
fn is_entry(text: &Text) -> bool {
    let plain = text.plain();
    let start: usize = plain.chars().take_while(|c| matches!(c, '(' | '[' | '"' | '“')).map(char::len_utf8).sum();
    let rest = &plain[start..];
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | ')' | ']' | '(' | '"' | '”' | ',' | '，' | '—'))
        .unwrap_or(rest.len());
    let spelled = &rest[..end];
    let Some(shape) = shape_of(spelled).filter(|shape| is_sure(spelled, *shape, plain)) else { return false };
    let after = rest[end..].trim_start();
    let signed = after.starts_with([':', '：', '–', '—', ')', ']', '(', '=']) || after.starts_with("- ");
    let marked = text.marks().iter().any(|mark| {
        mark.range.start <= start
            && mark.range.end >= start + end
            && matches!(mark.kind, MarkKind::Code | MarkKind::Strong)
    });
    let alone = after.is_empty() && shape != Shape::Range;
    signed || (marked && !after.is_empty()) || (alone && shape.is_key() && plain.len() <= 24)
}

/// Whether a paragraph is made of rows that no reader took for a table: a code, bars and texts.
fn holds_cells(text: &Text) -> bool {
    let plain = text.plain();
    let mut cells = plain.trim_start_matches('|').split('|');
    let coded = cells.next().and_then(read_code_cell).is_some_and(|cell| cell.codes.iter().any(|c| c.shape.is_key()));
    coded && cells.count() >= 2
}

/// The lines of preformatted text that give a value, or only a number, to a constant that speaks of failure, counting
/// from 0.
fn failing_constants(code: &str, numbers: bool) -> impl Iterator<Item = (u32, &str)> {
    (0..).zip(code.lines()).filter(move |(_, line)| {
        let parts =
            line.split_once('=').or_else(|| line.strip_prefix("#define ").and_then(|rest| rest.split_once(' ')));
        parts.is_some_and(|(before, value)| {
            let value = value.trim().trim_end_matches([',', ';']).trim_matches(['(', ')']);
            let name =
                before.split([':', ' ', '\t']).filter(|part| !part.is_empty()).find(|part| words().names_failure(part));
            let named = name.is_some_and(|name| shape_of(name).is_some_and(Shape::is_name));
            // `ERRORS = {` opens a list, and gives nothing a value.
            let opens = matches!(value, "{" | "[");
            named && !opens && (!numbers || shape_of(value).is_some_and(Shape::is_numeric))
        })
    })
}
