//! The pass over the lines of a page that finds what `CommonMark` has no syntax for and puts places in its stead.

mod containers;
mod fences;
mod restructured;

use std::borrow::Cow;

use containers::Container;
pub(super) use containers::ContainerEnd;
use fences::OpenFence;
use restructured::field;

use super::data_block::{self, DataBlock};
use super::html::HtmlIndex;
use super::lines::{Fence, MAX_QUOTES, SourceLine, dedent, indent, split_bullet, split_quotes};
use super::role::resolve_roles;
use super::shortcode::resolve_shortcodes;
use super::table::{read_table, starts_table};
use super::woven::{Piece, Woven};
use super::{asciidoc_table, csv_table, dialect, framed_table, grid_table, list_table, simple_table, tabbed_table};

/// No page that a person wrote nests lists or containers deeper; deeper ones are read as if they were this deep.
const MAX_DEPTH: usize = 100;

/// Rewrites a page from line `first` on.
pub(super) fn weave(source: &str, lines: &[SourceLine<'_>], first: usize) -> (Woven, bool) {
    let mut scanner = Scanner {
        source,
        lines,
        html: HtmlIndex::new(source, lines),
        closings: dialect::Closings::new(source),
        woven: Woven::default(),
        at: first,
        carry: None,
        lead: None,
        fence: None,
        containers: Vec::new(),
        list: Vec::new(),
        quotes: 0,
        paragraph: false,
        too_deep: false,
        asciidoc: true,
        framed: true,
    };
    while scanner.at < lines.len() {
        scanner.step();
    }
    scanner.close_fence();
    while scanner.close_container() {}
    (scanner.woven, scanner.too_deep)
}

/// Where the pass is.
pub(super) struct Scanner<'a> {
    pub(super) source: &'a str,
    pub(super) lines: &'a [SourceLine<'a>],
    pub(super) html: HtmlIndex,
    pub(super) closings: dialect::Closings,
    woven: Woven,
    /// The line in work, zero-based.
    pub(super) at: usize,
    /// What is left of that line, where its start is done with.
    carry: Option<Carry<'a>>,
    /// The bullets that stand before what is left of the line, with the quote signs before them.
    lead: Option<String>,
    fence: Option<OpenFence>,
    containers: Vec<Container>,
    /// The columns where the contents of the open list items start, outermost first.
    list: Vec<usize>,
    quotes: usize,
    /// Whether the line above is part of a paragraph.
    pub(super) paragraph: bool,
    too_deep: bool,
    /// Whether a `|===` line may still be followed by another.
    asciidoc: bool,
    /// Whether a `#|` line may still be followed by the end of a table.
    framed: bool,
}

/// What is left of a line.
#[derive(Debug, Clone, Copy)]
struct Carry<'a> {
    text: &'a str,
    /// The column it starts at.
    column: usize,
}

/// A line as its containers show it.
pub(super) struct View<'a> {
    /// The quote signs before it.
    prefix: String,
    /// How many they are.
    quotes: usize,
    /// The line without them and without the container's indent.
    pub(super) text: Cow<'a, str>,
    /// Whether the line is indented less than the container's base.
    left: bool,
}

impl<'a> Scanner<'a> {
    /// The number of the line in work, one-based.
    pub(super) fn number(&self) -> u32 {
        number_of(self.at)
    }

    fn view(&self, at: usize) -> Option<View<'a>> {
        let line = self.lines.get(at)?.text;
        let (outer, base) = self.containers.last().map_or((0, 0), |top| (top.quotes, top.base.unwrap_or(0)));
        let mut rest = line;
        let mut quotes = 0;
        if outer > 0 {
            while quotes < outer && indent(rest) < 4 {
                let Some(after) = rest.trim_start_matches([' ', '\t']).strip_prefix('>') else { break };
                rest = after.strip_prefix(' ').unwrap_or(after);
                quotes += 1;
            }
        }
        let mut prefix = line[..line.len() - rest.len()].to_owned();
        let left = indent(rest) < base && !rest.trim().is_empty();
        let text = dedent(rest, base);
        let (inner, split) = split_quotes(&text);
        if inner == 0 {
            return Some(View { prefix, quotes, text, left });
        }
        let signs = &text[..text.len() - split.len()];
        prefix.push_str(signs);
        quotes += inner;
        if quotes > MAX_QUOTES {
            prefix = "> ".repeat(MAX_QUOTES);
            quotes = MAX_QUOTES;
        }
        let text = match &text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[text.len() - split.len()..]),
            Cow::Owned(_) => Cow::Owned(split.to_owned()),
        };
        Some(View { prefix, quotes, text, left })
    }

    /// The lines from the one in work on, as long as they stand in the same container; `first` stands for the first.
    fn following<'b>(&'b self, quotes: usize, first: &'b str) -> impl Fn(usize) -> Option<(u32, Cow<'b, str>)> + 'b {
        move |offset| {
            let at = self.at + offset;
            if offset == 0 {
                return Some((number_of(at), Cow::Borrowed(first)));
            }
            let view = self.view(at)?;
            (view.quotes == quotes && !view.left).then_some((number_of(at), view.text))
        }
    }

    fn step(&mut self) {
        let Some(mut view) = self.view(self.at) else {
            self.at += 1;
            return;
        };
        self.too_deep |= view.quotes == MAX_QUOTES;
        let blank = view.text.trim().is_empty();
        if self.goes_on_in_fence(&view, blank) {
            return;
        }
        if self.carry.is_none() {
            if self.leave_containers(&view, blank) {
                let Some(anew) = self.view(self.at) else { return };
                view = anew;
            }
            if blank {
                self.woven.line(view.prefix.trim_end(), "", self.number());
                self.paragraph = false;
                self.at += 1;
                return;
            }
            if let Some(top) = self.containers.last_mut()
                && top.base.is_none()
            {
                top.base = Some(indent(&view.text));
                let Some(anew) = self.view(self.at) else { return };
                view = anew;
            }
            if view.quotes != self.quotes {
                self.quotes = view.quotes;
                self.list.clear();
                self.paragraph = false;
            }
            let column = indent(&view.text);
            while self.list.last().is_some_and(|&offset| offset > column) {
                self.list.pop();
            }
        }
        self.content(&view);
    }

    /// Puts what a block of data shows in its stead.
    fn show(&mut self, view: &View<'_>, column: usize, block: DataBlock, taken: usize) {
        let line = self.number();
        match block {
            DataBlock::Table(table) => self.place(view, column, Piece::Table(table)),
            DataBlock::Heading(title) => {
                self.gap(view);
                self.woven.line(&view.prefix, &format!("## {title}"), line);
            }
            DataBlock::Text(parts) => {
                for part in parts {
                    self.gap(view);
                    part.lines().for_each(|text| self.woven.line(&view.prefix, text, line));
                }
                self.gap(view);
            }
            DataBlock::Listings(listings) => {
                for (language, text) in listings {
                    self.place(view, column, Piece::Code { language, text, line });
                }
            }
            DataBlock::Nothing => self.gap(view),
        }
        self.paragraph = false;
        self.at += taken;
        self.carry = None;
    }

    /// Reads the line in work, or what is left of it.
    fn content(&mut self, view: &View<'_>) {
        let (text, column): (Cow<'_, str>, usize) = match self.carry {
            Some(carry) => (Cow::Borrowed(carry.text), carry.column + indent(carry.text)),
            None => (view.text.clone(), indent(&view.text)),
        };
        let trimmed = text.trim_start_matches([' ', '\t']);
        let offset_in_item = column - self.list.last().copied().unwrap_or(0).min(column);
        let is_code = offset_in_item >= 4 && !self.paragraph && self.lead.is_none();
        let bullet = split_bullet(&text).filter(|(_, content)| !content.is_empty() && !is_thematic_break(trimmed));
        let table = trimmed.contains('|') && bullet.is_none_or(|(_, content)| !content.starts_with('|')) && {
            // A table that is indented further than its item needs is still meant as one.
            (!is_code || !self.list.is_empty()) && starts_table(self.following(view.quotes, trimmed))
        };
        if is_code && !table {
            return self.ordinary(view, &text, false);
        }
        // What starts the line, as bytes of the source.
        let line_end = self.lines.get(self.at).map_or(0, |line| line.start + line.text.len());
        let start = line_end - trimmed.len().min(line_end);
        if trimmed.starts_with(data_block::OPENING)
            && let Some((block, taken)) = data_block::read_data_block(self.following(view.quotes, trimmed))
        {
            return self.show(view, column, block, taken);
        }
        let special = if trimmed.starts_with("|===") && self.asciidoc {
            asciidoc_table::read_asciidoc_table(self.following(view.quotes, trimmed))
        } else if trimmed.trim_end() == framed_table::OPENING && self.framed {
            let found = framed_table::read_framed_table(self.following(view.quotes, trimmed));
            self.framed = found.is_some();
            found
        } else if csv_table::opens_csv_table(trimmed) {
            csv_table::read_csv_table(self.following(view.quotes, &text))
        } else if list_table::opens_list_table(trimmed) {
            list_table::read_list_table(self.following(view.quotes, trimmed))
        } else if trimmed.starts_with("+-") {
            grid_table::read_grid_table(self.following(view.quotes, trimmed))
        } else if !table && self.carry.is_none() && bullet.is_none() {
            simple_table::read_simple_table(self.following(view.quotes, &text))
                .or_else(|| tabbed_table::read_tabbed_table(self.following(view.quotes, &text)))
        } else {
            None
        };
        // One that does not end is looked for once: the next would not end either.
        self.asciidoc &= special.is_some() || !trimmed.starts_with("|===");
        if let Some((table, taken)) = special {
            self.place(view, column, Piece::Table(table));
            self.at += taken;
            self.carry = None;
            return;
        }
        if table {
            let (table, taken) = read_table(self.following(view.quotes, trimmed));
            if !table.rows.is_empty() && taken > 0 {
                let piece = Piece::Table(table);
                self.place(view, column, piece);
                self.at += taken;
                self.carry = None;
                return;
            }
        }
        if self.is_overline(trimmed) {
            return self.ordinary(view, "", false);
        }
        if self.is_underline(view, trimmed) {
            // Dashes say the same to every reader of Markdown.
            return self.ordinary(view, &"-".repeat(text.trim().len()), false);
        }
        if let Some(fence) = Fence::open(trimmed) {
            self.open_fence(view, fence);
            return self.ordinary(view, &text, false);
        }
        if dialect::read_dialect(self, view, trimmed, column, start) {
            return;
        }
        if let Some((offset, content)) = bullet {
            return self.bullet(view, &text, offset, content.len(), line_end);
        }
        self.ordinary(view, &text, true);
    }

    /// Opens a list item and goes on with its content.
    fn bullet(&mut self, view: &View<'_>, text: &str, offset: usize, content: usize, line_end: usize) {
        let marker = &text[..text.len() - content];
        let column = self.carry.map_or(0, |carry| carry.column);
        if self.list.len() >= MAX_DEPTH {
            // Escaped, the bullet is text.
            self.too_deep = true;
            let sign = marker.trim_end().len().saturating_sub(1);
            let escaped = format!("{}\\{}", &text[..sign], &text[sign..]);
            return self.ordinary(view, &escaped, false);
        }
        let lead = self.lead.get_or_insert_with(|| view.prefix.clone());
        lead.push_str(marker);
        self.list.push(column + offset);
        self.paragraph = false;
        let rest = match self.carry {
            Some(carry) => &carry.text[carry.text.len() - content..],
            None => self.source.get(line_end - content..line_end).unwrap_or(""),
        };
        self.carry = Some(Carry { text: rest, column: column + offset });
    }

    /// Passes a line on to the `CommonMark` parser.
    fn ordinary(&mut self, view: &View<'_>, text: &str, prose: bool) {
        if prose && self.split_off_end(text) {
            return;
        }
        let resolved = if prose { resolve_roles(resolve_shortcodes(text)) } else { Cow::Borrowed(text) };
        let resolved = if prose { self.mend_start(resolved) } else { resolved };
        let number = self.number();
        match self.lead.take() {
            Some(lead) => self.woven.line(&lead, &resolved, number),
            None => self.woven.line(&view.prefix, &resolved, number),
        }
        let trimmed = text.trim_start();
        self.paragraph = prose && !trimmed.starts_with('#') && !is_thematic_break(trimmed);
        self.next();
    }

    /// What a line starts with that people and the `CommonMark` parser read differently.
    fn mend_start<'t>(&mut self, text: Cow<'t, str>) -> Cow<'t, str> {
        let trimmed = text.trim_start_matches([' ', '\t']);
        let before = &text[..text.len() - trimmed.len()];
        if let Some(rest) = trimmed.strip_prefix('~').filter(|rest| self.describes(rest)) {
            // Pandoc describes a term behind a tilde too.
            self.list.push(indent(before) + 1 + indent(rest).min(4));
            return Cow::Owned(format!("{before}:{rest}"));
        }
        if let Some(rest) = trimmed.strip_prefix(':') {
            let space = indent(rest);
            if space == 0 {
                // `:Exit code 3: It jams`: a list of fields, as reStructuredText has them.
                if before.is_empty()
                    && (1..=2).any(|step| self.is_field(self.at + step) || self.was_field(step))
                    && let Some((name, said)) = field(trimmed)
                {
                    return Cow::Owned(format!("- {name}: {said}"));
                }
                // `:smile:` describes no term.
                return Cow::Owned(format!("{before}\\{trimmed}"));
            }
            self.list.push(indent(before) + 1 + space.min(4));
        }
        if trimmed.starts_with("[^") && trimmed.contains("]:") {
            // What belongs to a footnote is indented by four.
            self.list.push(indent(before) + 4);
        }
        let hashes = trimmed.bytes().take_while(|&byte| byte == b'#').count();
        if (2..=6).contains(&hashes) && !self.paragraph && trimmed[hashes..].starts_with(char::is_alphanumeric) {
            // `##Errors`: older parsers want no space.
            return Cow::Owned(format!("{before}{} {}", &trimmed[..hashes], &trimmed[hashes..]));
        }
        text
    }

    /// Whether what stands behind a tilde describes the one line above: words, where "~ 10 seconds" is a measure.
    fn describes(&self, rest: &str) -> bool {
        let blank = |back: usize| {
            self.at.checked_sub(back).and_then(|at| self.lines.get(at)).is_none_or(|line| line.text.trim().is_empty())
        };
        let words = rest.trim_start_matches([' ', '\t']);
        words.len() < rest.len() && words.starts_with(char::is_alphabetic) && (blank(1) != blank(2))
    }

    /// Where a container ends or a raw element starts within the line: does the part before it first.
    fn split_off_end(&mut self, text: &str) -> bool {
        let Some(line) = self.lines.get(self.at) else { return false };
        let end = line.start + line.text.len();
        let start = end - text.len().min(end);
        let closing = self.containers.last().and_then(|top| match &top.end {
            ContainerEnd::Tag(name) => text.find(&format!("</{name}")),
            ContainerEnd::Shortcode(name) => dialect::find_closing(text, name),
            ContainerEnd::Colons(_) | ContainerEnd::Indent => None,
        });
        let raw = self.html.raw_within(start..end).filter(|_| !text.trim_start().starts_with(['<', '#']));
        let raw = raw.map(|element| element.start - start);
        let Some(at) = closing.into_iter().chain(raw).min().filter(|&at| at > 0) else { return false };
        let (Some(before), Some(after)) = (self.source.get(start..start + at), self.source.get(start + at..end)) else {
            return false;
        };
        if before.trim().is_empty() {
            return false;
        }
        let column = self.carry.map_or(0, |carry| carry.column);
        let Some(view) = self.view(self.at) else { return false };
        let number = self.number();
        let prefix = self.lead.take().unwrap_or(view.prefix);
        self.woven.line(&prefix, &resolve_shortcodes(before), number);
        self.paragraph = true;
        self.carry = Some(Carry { text: after, column });
        true
    }

    /// Goes to the next line.
    pub(super) fn next(&mut self) {
        self.at += 1;
        self.carry = None;
        self.lead = None;
    }

    /// Leaves out what stands in the source up to this offset and goes on behind it, at `column`.
    pub(super) fn resume(&mut self, offset: usize, column: usize) {
        let line = self.lines.partition_point(|line| line.start <= offset).saturating_sub(1);
        let end = self.lines.get(line).map_or(0, |line| line.start + line.text.len());
        let rest = self.source.get(offset..end).unwrap_or("");
        let moved = line != self.at;
        self.at = line.max(self.at);
        if rest.trim().is_empty() {
            self.next();
            return;
        }
        if moved {
            self.lead = None;
        }
        self.carry = Some(Carry { text: rest, column });
    }

    /// Puts a place for a piece where the line in work starts.
    pub(super) fn place(&mut self, view: &View<'_>, column: usize, piece: Piece) {
        let number = self.number();
        self.paragraph = false;
        match self.lead.take() {
            Some(lead) => self.woven.piece(&lead, true, piece, number),
            None => {
                let prefix = self.prefix(view, column);
                self.woven.piece(&prefix, false, piece, number);
            }
        }
    }

    /// A blank line where something stood that a reader does not see.
    pub(super) fn gap(&mut self, view: &View<'_>) {
        if self.lead.is_none() {
            self.woven.line(view.prefix.trim_end(), "", number_of(self.at));
        }
        self.paragraph = false;
    }

    /// Quote signs and as much indent as the open list item needs.
    fn prefix(&self, view: &View<'_>, column: usize) -> String {
        let item = self.list.iter().rev().find(|&&offset| offset <= column).copied().unwrap_or(0);
        format!("{}{:item$}", view.prefix, "")
    }

    /// The lines of the piece that starts here and ends at an offset, without quote signs, and its last line.
    pub(super) fn piece_text(&self, view: &View<'_>, start: usize, end: usize) -> (String, usize) {
        let last = self.lines.partition_point(|line| line.start < end).saturating_sub(1).max(self.at);
        let mut text = String::new();
        for at in self.at..=last {
            let Some(line) = self.lines.get(at) else { break };
            if at > self.at {
                text.push('\n');
            }
            let stop = line.start + line.text.len();
            let whole = if at == self.at { self.source.get(start..stop).unwrap_or("") } else { line.text };
            text.push_str(if at > self.at && view.quotes > 0 { split_quotes(whole).1 } else { whole });
        }
        (text, last)
    }
}

fn number_of(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

fn is_thematic_break(text: &str) -> bool {
    let mut signs = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let Some(sign) = signs.next().filter(|sign| matches!(sign, b'-' | b'*' | b'_')) else { return false };
    let mut count = 1;
    for next in signs {
        if next != sign {
            return false;
        }
        count += 1;
    }
    count > 2
}
