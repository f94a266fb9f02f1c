//! What blocks tell of a code: its description and labelled parts.

mod finish;
mod records;

use self::records::{labelled_lines, record_of, told_lines};
use super::furniture::is_source_place;
use super::label::{Label, label_before, label_of};
use super::lead::{Joint, read_lead};
use super::page::links_of;
use super::spelling::{Shape, is_choice, shape_of};
use super::words::words;
use super::{Field, Link};
use crate::document::shape::ends_with_stop;
use crate::document::{Block, BlockKind, Callout, Code, List, ListItem, MarkKind, NodeId, Table, Text};

/// What blocks tell of a code.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Told {
    /// What it means; empty where nothing says so.
    pub(crate) description: String,
    /// The other parts, in page order.
    pub(crate) fields: Vec<Field>,
    /// The links of all parts.
    pub(crate) links: Vec<Link>,
    /// A number that stands by itself, or a number or name that is labelled as the code, and its line.
    pub(crate) number: Option<(String, u32)>,
    /// Whether the words before that number say that it is a code, as opposed to a value of any kind.
    pub(crate) called: bool,
    /// A constant that stands by itself or is labelled as the name.
    pub(crate) symbol: Option<String>,
    /// How many parts carry a label that entries of errors have.
    pub(crate) labelled: usize,
    /// How many of these are labelled as a value, which constants of any kind have.
    pub(crate) values: usize,
    /// Whether a part is labelled as one of an operation: what goes in, who may call it.
    pub(crate) operates: bool,
    /// How many unlabelled paragraphs stand before anything else.
    pub(crate) paragraphs: usize,
    /// Whether a message set as a block stands before everything else.
    pub(crate) quoted: bool,
    /// Everything that was read.
    pub(crate) nodes: Vec<NodeId>,
}

/// The header of what follows the description without a label of its own.
pub(super) const FURTHER: &str = "Details";

/// The header of what a quotation says.
const QUOTED: &str = "Note";

/// Reads what `first` (the rest of a lead, perhaps empty) and the blocks after it tell.
///
/// The description is the part labelled as the meaning, else the first paragraph, else the message; all other parts are
/// fields. Samples in code blocks tell nothing, unless a label says that they are the message, or one that speaks of a
/// failure stands before everything else.
pub(crate) fn read_told<'a>(first: &Text, blocks: impl IntoIterator<Item = &'a Block>) -> Told {
    let mut teller = Teller::default();
    if !first.is_empty() {
        teller.paragraph(first);
    }
    for block in blocks {
        teller.block(block, 0);
    }
    teller.finish()
}

/// A number and what is said behind it and a sign.
fn number_before(text: &str) -> Option<(&str, &str)> {
    let (number, said) = text.split_once([';', '；', '，'])?;
    let said = said.trim_start();
    let is_number = shape_of(number).is_some_and(Shape::is_numeric);
    (is_number && said.contains(char::is_whitespace)).then_some((number, said))
}

#[derive(Debug)]
struct Part {
    label: Option<(Label, String)>,
    text: String,
    /// The line of its text.
    line: u32,
    /// Whether it is a paragraph, as opposed to items, quotations and the like.
    paragraph: bool,
}

#[derive(Default)]
struct Teller {
    parts: Vec<Part>,
    /// The label of a sub-heading or of a paragraph of its own, for what follows it.
    current: Option<(Label, String)>,
    /// The last label within the paragraph just before, for a list that goes on with it.
    open: Option<(Label, String)>,
    told: Told,
}

/// Blocks nest no deeper in an entry; deeper ones are claimed and not read.
const MAX_DEPTH: u32 = 16;

impl Teller {
    fn block(&mut self, block: &Block, depth: u32) {
        self.told.nodes.push(block.id);
        if depth > MAX_DEPTH {
            return;
        }
        let open = self.open.take();
        match &block.kind {
            BlockKind::Heading(heading) => {
                let words = heading.text.plain().trim_end_matches([':', '：']).to_owned();
                self.current = Some((label_of(&words).unwrap_or(Label::Other), words));
            }
            BlockKind::Paragraph(text) => self.paragraph(text),
            BlockKind::List(list) => {
                let before = self.current.clone();
                self.current = open.or(self.current.take());
                self.list(list, depth);
                self.current = before;
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.told.nodes.push(definition.id);
                    // Terms without anything said of them are lines, as pages use the markup for indents.
                    let code = definition.terms.first().is_some_and(|term| self.lone_code(term));
                    if code || definition.blocks.is_empty() {
                        for term in definition.terms.iter().skip(usize::from(code)) {
                            self.paragraph(term);
                        }
                        for inner in &definition.blocks {
                            self.block(inner, depth + 1);
                        }
                        continue;
                    }
                    let words = definition.terms.iter().map(Text::plain).collect::<Vec<_>>().join(", ");
                    self.labelled_block(words, &definition.blocks, depth);
                }
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Callout(Callout { label, title, blocks }) => {
                let words = title.as_ref().map_or_else(|| label.clone(), |title| title.plain().to_owned());
                self.labelled_block(words, blocks, depth);
            }
            BlockKind::Quote(blocks) => {
                let before = self.current.take();
                self.current = before.clone().or_else(|| Some((Label::Other, QUOTED.to_owned())));
                for inner in blocks {
                    self.block(inner, depth + 1);
                }
                self.current = before;
            }
            BlockKind::Region { blocks, .. } => {
                for inner in blocks {
                    self.block(inner, depth + 1);
                }
            }
            BlockKind::Details { summary, blocks } => self.labelled_block(summary.plain().to_owned(), blocks, depth),
            BlockKind::Code(code) => {
                if matches!(self.current, Some((Label::Message, _))) {
                    self.push(self.current.clone(), code.text.trim(), false, code.line);
                } else if let Some(parts) = labelled_lines(code).or_else(|| told_lines(code)) {
                    self.parts.extend(parts);
                } else if self.parts.is_empty() && self.current.is_none() && is_message(code) {
                    self.told.quoted = true;
                    self.push(None, code.text.trim(), true, code.line);
                }
            }
            BlockKind::Lines(_) | BlockKind::Comment(_) => {}
        }
    }

    /// Blocks under words of their own.
    fn labelled_block(&mut self, words: String, blocks: &[Block], depth: u32) {
        let before = self.current.replace((label_of(&words).unwrap_or(Label::Other), words));
        for inner in blocks {
            self.block(inner, depth + 1);
        }
        self.current = before;
    }

    fn paragraph(&mut self, text: &Text) {
        if is_source_place(text.plain()) {
            return;
        }
        self.told.links.extend(links_of(text));
        if let Some(label) = label_of(text.plain()).filter(|_| stands_out(text)) {
            self.current = Some((label, text.plain().trim_end_matches([':', '：']).to_owned()));
            return;
        }
        if self.lone_code(text) {
            return;
        }
        let plain = text.plain();
        // "Error:" by itself leads to a sample.
        if plain.ends_with([':', '：']) && !plain.contains(' ') && plain.len() <= 40 {
            self.current = Some((Label::Other, plain.trim_end_matches([':', '：']).to_owned()));
            return;
        }
        if let Some(record) = record_of(plain) {
            for (label, words, said) in record {
                self.push(Some((label, words.to_owned())), said, false, text.line());
            }
            return;
        }
        // A strong line of a few words after the first text opens a part of its own.
        let opens = !self.parts.is_empty() && text.is_all(|kind| *kind == MarkKind::Strong) && plain.len() <= 60;
        if opens && !plain.ends_with(['.', '。', '!', ',']) {
            self.current = Some((Label::Other, plain.trim_end_matches([':', '：']).to_owned()));
            return;
        }
        let starts = label_starts(text);
        let head = starts.first().map_or(plain.len(), |&(at, _)| at);
        let front = plain[..head].trim_end_matches([';', '；', ' ']);
        let label = self.current.clone().or_else(|| release_note(front));
        self.push(label, front, true, text.line());
        for (index, (at, (label, words, text_at))) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(plain.len(), |(at, _)| *at);
            let label = Some((*label, words.clone()));
            let said = plain.get(at + text_at..end).unwrap_or("").trim().trim_end_matches([';', '；', '|']).trim_end();
            if said.is_empty() {
                self.current = label;
            } else {
                self.open.clone_from(&label);
                self.push(label, said, true, text.line_at(at + text_at));
            }
        }
    }

    /// A number or constant as a paragraph of its own, before any text.
    fn lone_code(&mut self, text: &Text) -> bool {
        if !self.parts.is_empty() || self.current.is_some() || text.plain().len() > 80 {
            return false;
        }
        let Some(lead) = read_lead(text).filter(|lead| lead.rest.is_empty() && lead.joint != Joint::Trailing) else {
            return false;
        };
        let words = !lead.marked && lead.codes.iter().any(|code| is_choice(code));
        if lead.title.is_some() || lead.codes.len() > 1 || words {
            return false;
        }
        let Some(code) = lead.codes.first() else { return false };
        // "HTTP status: 404" says how the service answers, not what the name is numbered.
        if lead.called && is_labelled_status(text.plain(), code) {
            return false;
        }
        if lead.shape.is_numeric() && lead.shape != Shape::Wildcard && self.told.number.is_none() {
            self.told.number = Some((code.clone(), text.line_at(lead.at)));
            self.told.called = lead.called;
            if lead.symbol.is_some() && self.told.symbol.is_none() {
                self.told.symbol = lead.symbol;
            }
        } else if lead.shape.is_name() && lead.called && self.told.number.is_none() {
            self.told.number = Some((code.clone(), text.line_at(lead.at)));
            self.told.called = true;
        } else if (lead.shape.is_name() || lead.shape == Shape::Id) && self.told.symbol.is_none() {
            self.told.symbol = Some(code.clone());
        } else {
            return false;
        }
        true
    }

    fn list(&mut self, list: &List, depth: u32) {
        for item in &list.items {
            self.told.nodes.push(item.id);
            let plain = item.text.plain();
            let nested = |teller: &mut Self| {
                for inner in &item.blocks {
                    teller.block(inner, depth + 1);
                }
            };
            if let Some((label, words, at)) = label_before(plain).map(|(l, w, at)| (l, w.to_owned(), at)) {
                self.told.links.extend(links_of(&item.text));
                let before = self.current.replace((label, words.clone()));
                let said = plain[at..].trim();
                self.push(Some((label, words)), said, true, item.text.line_at(at));
                nested(self);
                self.current = before;
            } else if let Some(label) = label_of(plain) {
                let before = self.current.replace((label, plain.trim_end_matches([':', '：']).to_owned()));
                nested(self);
                self.current = before;
            } else if !self.parts.is_empty() && leads_to_items(item) {
                let before = self.current.replace((Label::Other, plain.trim_end_matches([':', '：']).to_owned()));
                nested(self);
                self.current = before;
            } else {
                if !self.lone_code(&item.text) {
                    self.told.links.extend(links_of(&item.text));
                    self.push(self.current.clone(), plain, false, item.text.line());
                }
                nested(self);
            }
        }
    }

    /// Two columns of label and text, or one row of texts below a row of labels.
    fn table(&mut self, table: &Table) {
        let cells = |row: usize| table.rows.get(row).map(|row| row.cells.as_slice()).unwrap_or_default();
        let is_label = |text: &Text| label_of(text.plain()).is_some();
        let upright =
            table.rows.iter().filter(|row| row.cells.first().is_some_and(|cell| is_label(&cell.text))).count();
        let two = table.rows.iter().all(|row| row.cells.len() == 2);
        if two && upright * 3 >= table.rows.len() * 2 && table.rows.len() >= 2 {
            for row in &table.rows {
                self.told.nodes.push(row.id);
                if let [label, text] = row.cells.as_slice() {
                    self.cell(&label.text, &text.text);
                }
            }
        } else if table.rows.len() == 2
            && cells(0).len() == cells(1).len()
            && cells(0).iter().all(|cell| is_label(&cell.text))
        {
            self.told.nodes.extend(table.rows.iter().map(|row| row.id));
            for (label, text) in cells(0).iter().zip(cells(1)) {
                self.cell(&label.text, &text.text);
            }
        } else {
            // The account still has the rows of a table that tells nothing of the code.
            self.told.nodes.pop();
        }
    }

    fn cell(&mut self, label: &Text, text: &Text) {
        self.told.links.extend(links_of(text));
        if let Some(kind) = label_of(label.plain()) {
            self.push(
                Some((kind, label.plain().trim_end_matches([':', '：']).to_owned())),
                text.plain(),
                true,
                text.line(),
            );
        }
    }

    fn push(&mut self, label: Option<(Label, String)>, text: &str, paragraph: bool, line: u32) {
        self.told.operates |= label.as_ref().is_some_and(|(label, _)| *label == Label::Operand);
        // "- Out of paper" below a name: the dash only divides.
        let text = text.trim();
        let text = text.strip_prefix(['-', '–', '—']).filter(|rest| rest.starts_with(' ')).map_or(text, str::trim);
        if text.is_empty() {
            return;
        }
        // "Value: 3; Only a part was sent."
        if matches!(label, Some((Label::Code, _)))
            && let Some((number, said)) = number_before(text)
        {
            self.push(label, number, paragraph, line);
            self.push(None, said, true, line);
            return;
        }
        self.parts.push(Part { label, text: text.to_owned(), line, paragraph });
    }
}

/// Whether a text is a label of HTTP statuses and a number that may be one.
fn is_labelled_status(plain: &str, number: &str) -> bool {
    let labelled = label_before(plain).is_some_and(|(label, ..)| label == Label::HttpStatus);
    labelled && number.len() == 3 && number.starts_with(['1', '2', '3', '4', '5'])
}

/// Whether an item is a few words that only lead to the items below it: "How to recover".
fn leads_to_items(item: &ListItem) -> bool {
    let plain = item.text.plain();
    let short = plain.split_whitespace().count() <= MOST_WORDS && !ends_with_stop(plain);
    let below = |block: &Block| matches!(block.kind, BlockKind::List(_));
    short && !item.blocks.is_empty() && item.blocks.iter().all(below)
}

/// So many words may lead to what stands below them.
const MOST_WORDS: usize = 6;

/// The label of a short text that only says since when a thing is there: "Added in version 2.1".
fn release_note(text: &str) -> Option<(Label, String)> {
    // "Base 64 is expected": a number in the midst of a text is no release.
    let numbered = text.rsplit(' ').next().is_some_and(|last| last.contains(|c: char| c.is_ascii_digit()));
    if text.chars().count() > 40 || !numbered {
        return None;
    }
    let ends = text.match_indices(' ').map(|(at, _)| at).take(2);
    ends.filter(|&at| text[..at].starts_with(char::is_uppercase)).find_map(|at| {
        label_of(&text[..at]).filter(|label| *label == Label::Other).map(|label| (label, text[..at].to_owned()))
    })
}

/// Whether a block of code is a message in words, one that speaks of a failure.
fn is_message(code: &Code) -> bool {
    let first = code.text.trim_start().lines().next().unwrap_or("");
    let worded = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() * 3 >= word.chars().count() * 2;
    let (words_in, all) = (first.split_whitespace().filter(worded).count(), first.split_whitespace().count());
    code.language.is_none()
        && words_in >= 4
        && words_in * 3 >= all * 2
        && !first.starts_with(['$', '#', '>', '{', '['])
        && !first.split_whitespace().take(3).any(|word| words().modifies_constants(word))
        && words().speaks_of_failure(first)
}

/// Whether a whole text stands out as a label does: marked, or with a colon at its end.
fn stands_out(text: &Text) -> bool {
    text.plain().ends_with([':', '：', '?', '？'])
        || text.plain().starts_with('【')
        || text.is_all(|kind| matches!(kind, MarkKind::Strong | MarkKind::Emphasis))
}

type LabelAt = (Label, String, usize);

/// Where labels start in a text: at its start, after a line break or semicolon, and at strong words.
fn label_starts(text: &Text) -> Vec<(usize, LabelAt)> {
    let plain = text.plain();
    let after = |at: usize| at + plain[at..].len() - plain[at..].trim_start().len();
    let mut starts = vec![0];
    starts.extend(plain.match_indices(['\n', ';', '；', '|', '。', '【']).map(|(at, sign)| match sign {
        "【" => at,
        _ => after(at + sign.len()),
    }));
    // Where the source starts a new line, which Markdown sets as one with the line before.
    if text.line() != text.line_at(plain.len()) && label_before(plain).is_some() {
        let words = plain.match_indices(' ').map(|(at, _)| at + 1);
        starts.extend(words.filter(|&at| text.line_at(at) != text.line_at(at - 1)));
    }
    starts.extend(text.marks().iter().filter(|mark| mark.kind == MarkKind::Strong).map(|mark| mark.range.start));
    starts.sort_unstable();
    starts.dedup();
    let label =
        |at: usize| label_before(plain.get(at..)?).map(|(label, words, text_at)| (label, words.to_owned(), text_at));
    starts.into_iter().filter_map(|at| label(at).map(|found| (at, found))).collect()
}
