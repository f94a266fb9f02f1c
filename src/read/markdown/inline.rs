//! Inline Markdown as text with marks: emphasis, code, links, and the inline HTML that stands within.

use std::borrow::Cow;

use foldhash::HashMap;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag as MdTag, TagEnd};

use super::loose_emphasis::mark_loose_emphasis;
use super::role::resolve_roles;
use super::shortcode::resolve_shortcodes;
use super::tag::Tag;
use crate::document::shape::{is_note_sign, is_noted_word};
use crate::document::{MarkKind, Text, TextBuilder};

/// The targets of a page's reference links, by folded label.
#[derive(Debug, Default)]
pub(super) struct References(HashMap<String, String>);

impl References {
    /// Collects what a parser found.
    pub(super) fn collect<'a>(definitions: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self(definitions.map(|(label, target)| (fold(label), target.to_owned())).collect())
    }

    fn resolve<'a>(&self, link: &BrokenLink<'_>, text: &str) -> Option<(CowStr<'a>, CowStr<'a>)> {
        match self.0.get(&fold(&link.reference)) {
            Some(target) => Some((target.clone().into(), "".into())),
            None => resolve_unknown(link, text),
        }
    }
}

/// A reference in `text` that nothing defines: `[text][label]` and `[text][]` show their text; `[text]` may just be
/// brackets, and so may `list[0][1]`.
pub(super) fn resolve_unknown<'a>(link: &BrokenLink<'_>, text: &str) -> Option<(CowStr<'a>, CowStr<'a>)> {
    match link.link_type {
        _ if text.get(..link.span.start).is_some_and(|before| before.ends_with(char::is_alphanumeric)) => None,
        LinkType::Shortcut | LinkType::ShortcutUnknown => None,
        _ => Some(("".into(), "".into())),
    }
}

fn fold(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The Markdown that inline text may hold.
pub(super) const INLINE_OPTIONS: Options = Options::ENABLE_STRIKETHROUGH.union(Options::ENABLE_FOOTNOTES);

/// What inline Markdown gives.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// The text.
    pub(super) text: Text,
    /// The first anchor that stands in it: `<a id="…">`.
    pub(super) anchor: Option<String>,
    /// The comments within, each with its line.
    pub(super) comments: Vec<(String, u32)>,
}

/// Builds a text from the events of a parser.
#[derive(Debug, Default)]
pub(super) struct InlineBuilder {
    builder: TextBuilder,
    open: Vec<Opened>,
    anchor: Option<String>,
    comments: Vec<(String, u32)>,
}

/// What is open around the next words.
#[derive(Debug)]
enum Opened {
    /// Markdown's own, with a mark or without.
    Markdown { marked: bool },
    /// An HTML element with a mark, by its name in lower case.
    Html(String),
}

impl InlineBuilder {
    /// Adds an event that starts at `line`.
    /// `rest` is what the source has from there on.
    pub(super) fn event(&mut self, event: &Event<'_>, line: u32, rest: &str) {
        match event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, line),
            Event::Code(code) => {
                self.builder.open(MarkKind::Code);
                // A block of code that a converter put on one line has breaks for the lines of its fences.
                match code.trim().strip_prefix("<br>").and_then(|rest| rest.strip_suffix("<br>")) {
                    Some(block) => block.split("<br>").for_each(|part| {
                        self.builder.push(part, line);
                        self.builder.break_line();
                    }),
                    None => self.builder.push(code, line),
                }
                self.builder.close();
            }
            Event::SoftBreak => self.builder.push(" ", line),
            Event::HardBreak => self.builder.break_line(),
            Event::InlineHtml(html) | Event::Html(html) => self.html(html, line, rest),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(*end),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule => {}
        }
    }

    fn text(&mut self, text: &str, line: u32) {
        self.builder.push(&without_math(text), line);
    }

    /// Whether nothing visible was added yet.
    pub(super) fn is_empty(&self) -> bool {
        self.builder.is_empty()
    }

    /// What was built.
    pub(super) fn finish(self) -> Inline {
        let text = mark_loose_emphasis(self.builder.finish());
        Inline { text, anchor: self.anchor, comments: self.comments }
    }

    fn start(&mut self, tag: &MdTag<'_>) {
        let mark = match tag {
            MdTag::Emphasis => Some(MarkKind::Emphasis),
            MdTag::Strong => Some(MarkKind::Strong),
            MdTag::Strikethrough => Some(MarkKind::Strike),
            MdTag::Link { dest_url, link_type, .. } => match link_type {
                LinkType::Email => Some(MarkKind::Link(format!("mailto:{dest_url}"))),
                _ if dest_url.is_empty() => None,
                _ => Some(MarkKind::Link(dest_url.to_string())),
            },
            MdTag::Image { .. } | MdTag::Superscript | MdTag::Subscript => None,
            _ => return,
        };
        let mark = mark.filter(|_| self.open.len() < MAX_OPEN);
        self.open.push(Opened::Markdown { marked: mark.is_some() });
        if let Some(mark) = mark {
            self.builder.open(mark);
        }
    }

    fn end(&mut self, end: TagEnd) {
        if !matches!(
            end,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
                | TagEnd::Superscript
                | TagEnd::Subscript
        ) {
            return;
        }
        while let Some(opened) = self.open.pop() {
            match opened {
                Opened::Html(_) => self.builder.close(),
                Opened::Markdown { marked } => {
                    if marked {
                        self.builder.close();
                    }
                    break;
                }
            }
        }
    }

    fn html(&mut self, html: &str, line: u32, rest: &str) {
        if let Some(comment) = html.strip_prefix("<!--") {
            let comment = comment.trim_end().trim_end_matches("-->").trim();
            self.comments.push((comment.to_owned(), line));
            return;
        }
        let Some(tag) = Tag::parse(html) else { return };
        // "No table <name>": markup for a browser, and a word for whoever wrote it.
        if !tag.closing && tag.is_placeholder() && !is_closed(tag.name, rest) {
            self.builder.push(html, line);
            return;
        }
        let name = tag.name.to_ascii_lowercase();
        if let Some(anchor) = tag.attribute("id").or_else(|| tag.attribute("name").filter(|_| name == "a"))
            && self.anchor.is_none()
            && !anchor.is_empty()
        {
            self.anchor = Some(anchor.to_owned());
        }
        if breaks_line(&name) {
            self.builder.break_line();
            return;
        }
        if name == "img" {
            self.builder.push(tag.attribute("alt").unwrap_or(""), line);
        }
        if tag.closing {
            self.close_html(&name);
        } else if let Some(mark) = mark_of(&name, &tag)
            && !tag.empty
            && self.open.len() < MAX_OPEN
        {
            self.builder.open(mark);
            self.open.push(Opened::Html(name));
        }
    }

    /// Closes an element that is open within the innermost Markdown.
    fn close_html(&mut self, name: &str) {
        let within = self.open.iter().rev().take_while(|opened| matches!(opened, Opened::Html(_)));
        let depth = within.take(MAX_OPEN).position(|opened| matches!(opened, Opened::Html(open) if open == name));
        for _ in 0..depth.map_or(0, |depth| depth + 1) {
            self.open.pop();
            self.builder.close();
        }
    }
}

/// How far away the end of an element may stand, in bytes; the cap keeps a page of unclosed tags linear.
const NEAR: usize = 2048;

/// Whether the end of an element stands in what follows, up to a blank line.
fn is_closed(name: &str, rest: &str) -> bool {
    let near = (NEAR - 3..=NEAR).rev().find_map(|end| rest.get(..end)).unwrap_or(rest);
    let paragraph = near.split("\n\n").next().unwrap_or(near);
    paragraph.match_indices("</").any(|(at, sign)| paragraph[at + sign.len()..].starts_with(name))
}

/// A text whose numbers are not set as formulas: `$-14$` is -14. What else stands between dollars may be anything.
fn without_math(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut done = 0;
    let mut dollars = text.match_indices('$').map(|(at, _)| at).peekable();
    while let Some(open) = dollars.next() {
        let Some(&close) = dollars.peek() else { break };
        let inner = &text[open + 1..close];
        let digits = inner.strip_prefix('-').unwrap_or(inner);
        let apart = !text[..open].ends_with(char::is_alphanumeric);
        if apart && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            plain.push_str(&text[done..open]);
            plain.push_str(inner);
            done = close + 1;
            dollars.next();
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[done..]);
    Cow::Owned(plain)
}

/// How many marks a person puts around a word at most.
const MAX_OPEN: usize = 32;

/// Whether the element stands on lines of its own.
fn breaks_line(name: &str) -> bool {
    const NAMES: [&str; 29] = [
        "br",
        "p",
        "li",
        "dt",
        "dd",
        "div",
        "tr",
        "td",
        "th",
        "table",
        "thead",
        "tbody",
        "ul",
        "ol",
        "dl",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "pre",
        "details",
        "summary",
        "section",
        "article",
        "caption",
    ];
    NAMES.contains(&name)
}

fn mark_of(name: &str, tag: &Tag<'_>) -> Option<MarkKind> {
    match name {
        "code" | "kbd" | "tt" | "samp" => Some(MarkKind::Code),
        "b" | "strong" => Some(MarkKind::Strong),
        "i" | "em" | "var" | "cite" | "dfn" => Some(MarkKind::Emphasis),
        "s" | "strike" | "del" => Some(MarkKind::Strike),
        "a" => tag.attribute("href").map(|target| MarkKind::Link(target.replace("&amp;", "&"))),
        _ => None,
    }
}

/// Reads a cell, title or summary: each piece is the Markdown on one line.
pub(super) fn read_inline<S: AsRef<str>>(pieces: &[(S, u32)], references: &References) -> Inline {
    if let [(only, line)] = pieces
        && !only.as_ref().contains(['`', '*', '_', '[', '<', '&', '\\', '~', '{'])
    {
        let mut builder = TextBuilder::new();
        builder.push(&without_math(only.as_ref()), *line);
        return Inline { text: builder.finish(), ..Inline::default() };
    }
    // Words before it keep a cell such as `- none` or `# 5` from being read as a list or heading.
    let mut joined = String::from(LEAD);
    let mut starts = Vec::with_capacity(pieces.len());
    for (index, (piece, line)) in pieces.iter().enumerate() {
        if index > 0 {
            joined.push(' ');
        }
        starts.push((joined.len(), *line));
        let piece = without_note_reference(piece.as_ref());
        joined.push_str(&resolve_roles(resolve_shortcodes(&piece)));
    }
    let mut builder = InlineBuilder::default();
    let resolve = |link: BrokenLink<'_>| references.resolve(&link, &joined);
    for (event, range) in
        Parser::new_with_broken_link_callback(&joined, INLINE_OPTIONS, Some(resolve)).into_offset_iter()
    {
        let index = starts.partition_point(|&(start, _)| start <= range.start.max(LEAD.len()));
        let line = starts.get(index.saturating_sub(1)).map_or(0, |&(_, line)| line);
        match &event {
            // A text as it stands may reach over several pieces.
            Event::Text(text) if text.len() == range.len() => {
                let mut reached = range.start.max(LEAD.len());
                let mut line = line;
                for &(start, next) in starts.iter().skip(index).take_while(|&&(start, _)| start < range.end) {
                    builder.text(text.get(reached - range.start..start - range.start).unwrap_or(""), line);
                    (reached, line) = (start, next);
                }
                builder.text(text.get(reached - range.start..).unwrap_or(""), line);
            }
            _ => builder.event(&event, line, joined.get(range.start..).unwrap_or("")),
        }
    }
    builder.finish()
}

const LEAD: &str = "x ";

/// A cell without the sign of a footnote behind its one word: `E17<sup>1</sup>`.
fn without_note_reference(piece: &str) -> Cow<'_, str> {
    let cut = piece.find("<sup>").and_then(|start| {
        let (word, rest) = (&piece[..start], &piece[start + "<sup>".len()..]);
        let (note, after) = rest.split_once("</sup>")?;
        (is_noted_word(word) && is_note_sign(note)).then(|| format!("{word}{after}"))
    });
    cut.map_or(Cow::Borrowed(piece), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str) -> String {
        read_inline(&[(markdown, 1)], &References::default()).text.plain().to_owned()
    }

    #[test]
    fn numbers_are_no_formulas() {
        assert_eq!(without_math("$-14$ and $5$-bit"), "-14 and 5-bit");
        for text in ["$5 or 6$", "$x$", "a$1$", "5$ to 6$", "$5", "$$"] {
            assert_eq!(without_math(text), text);
        }
    }

    #[test]
    fn markup_gives_text() {
        let cases = [
            ("- none", "- none"),
            ("# **5**", "# 5"),
            (r"WU\_E\_X", "WU_E_X"),
            ("<dl> <dt>**A\\_B**</dt> <dt>0x1</dt> </dl>", "A_B\n0x1"),
            ("a<br/>b<wbr>c", "a\nbc"),
            ("[Payment][] and [x][y] in [z]", "Payment and x in [z]"),
            ("list[0][1]", "list[0][1]"),
            ("&lt;a&gt; &amp; `&amp;`", "<a> & &amp;"),
            ("~~old~~ <!-- no --> new", "old new"),
            ("```<br>404 LID_LOST<br>``` is `<br>` lost", "404 LID_LOST\nis <br> lost"),
            ("</b> stray", "stray"),
            ("no table <name> in <the database>", "no table <name> in <the database>"),
            ("no <place>table</place>, see <font color=red>below", "no table, see below"),
            ("<Lid> open, <lid/> shut", "open, shut"),
            ("E17<sup>1</sup>", "E17"),
            ("`404`<sup>[2]</sup>", "404"),
            ("10<sup>6</sup>", "106"),
            ("at most 404<sup>2</sup>", "at most 4042"),
            ("_a_", "a"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(plain(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn each_piece_keeps_its_line() {
        let text = read_inline(&[("**a", 3), ("b** c", 4)], &References::default()).text;
        assert_eq!((text.plain(), text.line_at(0), text.line_at(2)), ("a b c", 3, 4));
        assert_eq!(text.marks().len(), 1);
    }
}
