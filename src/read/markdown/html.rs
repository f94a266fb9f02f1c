//! HTML within Markdown: which elements a page has and where they end, and Markdown within those.

use foldhash::HashMap;
use pulldown_cmark::{Event, Parser, Tag as MdTag, TagEnd};

use super::code_span::CodeSpans;
use super::inline::INLINE_OPTIONS;
use super::lines::{Fence, SourceLine, split_bullet, split_quotes};
use super::tag::Tag;

/// An element that starts and ends somewhere in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    /// Where its start tag begins, in bytes of the source.
    pub(super) start: usize,
    /// Where its end tag ends; `None` where it has none.
    pub(super) end: Option<usize>,
    /// Whether what is in it is HTML to its end, blank lines or not.
    pub(super) raw: bool,
}

/// Where the elements of a page that matter for its structure are: found in one pass, so that no look-ahead repeats.
#[derive(Debug, Default)]
pub(super) struct HtmlIndex {
    /// By where they start.
    elements: Vec<Element>,
    /// By line, how many lines above it look like Markdown and stand in no raw element.
    markdown_above: Vec<u32>,
}

/// Elements that hold HTML, not Markdown.
const RAW: [&str; 9] = ["table", "dl", "ul", "ol", "pre", "script", "style", "svg", "textarea"];

/// Elements that may hold either.
const WRAPPERS: [&str; 14] = [
    "div",
    "details",
    "section",
    "article",
    "center",
    "main",
    "aside",
    "blockquote",
    "figure",
    "nav",
    "header",
    "footer",
    "body",
    "html",
];

fn is_raw(name: &str) -> bool {
    RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name))
}

/// Whether an element of this name may hold Markdown.
pub(super) fn is_wrapper(name: &str) -> bool {
    WRAPPERS.contains(&name)
}

impl HtmlIndex {
    /// Finds the elements of a page.
    pub(super) fn new(source: &str, lines: &[SourceLine<'_>]) -> Self {
        let mut index = Self { elements: find_elements(source, lines), markdown_above: Vec::new() };
        index.count_markdown(lines);
        index
    }

    /// The element that starts at this offset.
    pub(super) fn at(&self, offset: usize) -> Option<Element> {
        let index = self.elements.binary_search_by_key(&offset, |element| element.start).ok()?;
        self.elements.get(index).copied()
    }

    /// The first raw element that starts in this range.
    pub(super) fn raw_within(&self, range: std::ops::Range<usize>) -> Option<Element> {
        let first = self.elements.partition_point(|element| element.start < range.start);
        let within = self.elements.get(first..)?.iter().take_while(|element| element.start < range.end);
        within.copied().find(|element| element.raw)
    }

    /// Whether a line in this range, one-based and closed, looks like Markdown.
    pub(super) fn holds_markdown(&self, first: usize, last: usize) -> bool {
        let above = |line: usize| self.markdown_above.get(line).copied().unwrap_or(0);
        above(last) > above(first)
    }

    fn count_markdown(&mut self, lines: &[SourceLine<'_>]) {
        let mut count = 0;
        let mut raw_until = 0;
        let mut elements = self.elements.iter().filter(|element| element.raw).peekable();
        let mut blank = true;
        for line in lines {
            self.markdown_above.push(count);
            let end = line.start + line.text.len();
            let covered = line.start < raw_until;
            while let Some(element) = elements.next_if(|element| element.start <= end) {
                raw_until = raw_until.max(element.end.unwrap_or(0));
            }
            let text = split_quotes(line.text).1.trim();
            if !covered && looks_like_markdown(text, blank) {
                count += 1;
            }
            blank = text.is_empty();
        }
        self.markdown_above.push(count);
    }
}

fn looks_like_markdown(text: &str, after_blank: bool) -> bool {
    let hashes = text.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&hashes) && text[hashes..].starts_with(' ')
        || text.starts_with('|')
        || text.starts_with(":::")
        || text.starts_with("{%")
        || text.starts_with("{{")
        || (text.starts_with('>') && after_blank)
        || Fence::open(text).is_some()
        || (after_blank && !text.is_empty() && !text.starts_with('<'))
        || split_bullet(text).is_some_and(|(_, content)| !content.is_empty())
}

fn find_elements(source: &str, lines: &[SourceLine<'_>]) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::default();
    let mut fence: Option<Fence> = None;
    let mut comment = false;
    let mut reached = 0;
    for line in lines {
        let text = split_quotes(line.text).1;
        let inner = split_bullet(text).map_or(text, |(_, content)| content);
        if let Some(opened) = fence {
            if opened.closed_by(text) {
                fence = None;
            }
            continue;
        }
        if !comment {
            fence = Fence::open(inner);
            if fence.is_some() {
                continue;
            }
        }
        let spans = CodeSpans::new(line.text);
        let mut at = reached.max(line.start) - line.start;
        while let Some(found) = line.text.get(at..).and_then(|rest| rest.find(['<', '`', '-'])) {
            at += found;
            let rest = &line.text[at..];
            if comment || rest.starts_with('-') {
                if comment && rest.starts_with("-->") {
                    comment = false;
                }
                at += 1;
                continue;
            }
            if rest.starts_with('`') {
                at = spans.end_of_span_at(at).unwrap_or(at + rest.bytes().take_while(|&byte| byte == b'`').count());
                continue;
            }
            if rest.starts_with("<!--") {
                comment = true;
                at += 4;
                continue;
            }
            let start = line.start + at;
            let Some(tag) = source.get(start..).and_then(Tag::parse) else {
                at += 1;
                continue;
            };
            at += tag.len;
            let raw = is_raw(tag.name);
            if tag.empty || !(raw || is_wrapper(tag.name) || tag.is_component()) {
                continue;
            }
            let stack = open.entry(tag.name).or_default();
            if !tag.closing {
                stack.push(elements.len());
                elements.push(Element { start, end: None, raw });
            } else if let Some(element) = stack.pop().and_then(|index| elements.get_mut(index)) {
                element.end = Some(start + tag.len);
            }
        }
        reached = line.start + at;
    }
    elements
}

/// The lines of a piece of HTML with the Markdown in its texts turned into HTML: as many lines as before.
pub(super) fn resolve_markdown(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut state = Within::default();
    let mut blank = false;
    for (index, line) in html.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        state.line(line, blank, &mut out);
        blank = line.trim().is_empty() || opens_cell(line) || (blank && split_bullet(line).is_some());
    }
    out
}

/// Whether a line ends with the start of a table's cell: what follows begins on a line of its own.
fn opens_cell(line: &str) -> bool {
    let line = line.trim_end();
    let tag = line.rfind('<').and_then(|at| line.get(at..)).filter(|_| line.ends_with('>'));
    tag.and_then(Tag::parse).is_some_and(|tag| {
        !tag.closing && !tag.empty && (tag.name.eq_ignore_ascii_case("td") || tag.name.eq_ignore_ascii_case("th"))
    })
}

/// The title of a heading that a line is: `### Title`.
fn heading_title(line: &str) -> Option<&str> {
    let signs = line.trim_start();
    let rest = signs.trim_start_matches('#');
    let title = rest.trim_end().trim_end_matches('#').trim();
    ((1..=6).contains(&(signs.len() - rest.len())) && rest.starts_with(' ') && !title.is_empty()).then_some(title)
}

/// What a line of HTML stands in.
#[derive(Debug, Default)]
struct Within {
    comment: bool,
    /// The element whose text is not Markdown.
    verbatim: Option<&'static str>,
    fence: Option<Fence>,
}

impl Within {
    fn line(&mut self, line: &str, after_blank: bool, out: &mut String) {
        if let Some(fence) = self.fence {
            if fence.closed_by(line) {
                self.fence = None;
                out.push_str("</pre>");
            } else {
                escape(line, out);
            }
            return;
        }
        if !self.comment && self.verbatim.is_none() {
            if let Some(fence) = Fence::open(line).filter(|_| after_blank) {
                self.fence = Some(fence);
                out.push_str("<pre>");
                return;
            }
            if after_blank
                && let Some((_, content)) = split_bullet(line)
                && !content.is_empty()
            {
                out.push_str("<li>");
                self.texts(content, out);
                out.push_str("</li>");
                return;
            }
            if after_blank && let Some(title) = heading_title(line) {
                // A heading in a cell only makes its text stand out.
                out.push_str("<p><b>");
                self.texts(title, out);
                out.push_str("</b></p>");
                return;
            }
        }
        self.texts(line, out);
    }

    /// Divides a line into tags, which stay, and texts, which are resolved.
    fn texts(&mut self, line: &str, out: &mut String) {
        let spans = CodeSpans::new(line);
        let mut start = 0;
        let mut at = 0;
        while let Some(found) = line[at..].find(['<', '`', '-']) {
            at += found;
            let rest = &line[at..];
            if self.comment || rest.starts_with('-') {
                if self.comment && rest.starts_with("-->") {
                    self.comment = false;
                    out.push_str(&line[start..at]);
                    start = at;
                }
                at += 1;
            } else if rest.starts_with('`') {
                let run = rest.bytes().take_while(|&byte| byte == b'`').count();
                at = spans.end_of_span_at(at).filter(|_| self.verbatim.is_none()).unwrap_or(at + run);
            } else if rest.starts_with("<!--") {
                self.text(&line[start..at], out);
                start = at;
                at += 4;
                self.comment = true;
            } else if let Some(tag) = Tag::parse(rest) {
                self.text(&line[start..at], out);
                out.push_str(&rest[..tag.len]);
                at += tag.len;
                start = at;
                let name = VERBATIM.iter().find(|name| name.eq_ignore_ascii_case(tag.name)).copied();
                match (self.verbatim, name) {
                    (Some(open), Some(name)) if tag.closing && open == name => self.verbatim = None,
                    (None, Some(name)) if !tag.closing && !tag.empty => self.verbatim = Some(name),
                    _ => {}
                }
            } else {
                at += 1;
            }
        }
        self.text(&line[start..], out);
    }

    fn text(&self, text: &str, out: &mut String) {
        let marked = text.contains(['`', '{'])
            || text.contains("**")
            || text.contains("](")
            || text
                .match_indices('\\')
                .any(|(at, _)| text[at + 1..].starts_with(['_', '*', '|', '<', '>', '{', '}', '[', ']']));
        if self.comment || self.verbatim.is_some() || !marked {
            out.push_str(text);
            return;
        }
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{/*")
            && let Some((hidden, after)) = after.split_once("*/}")
        {
            // A comment of JSX is one of HTML, but for what would end that.
            inline_to_html(&super::shortcode::resolve_shortcodes(before), out);
            out.push_str("<!--");
            out.push_str(&hidden.replace('-', " "));
            out.push_str("-->");
            rest = after;
        }
        inline_to_html(&super::shortcode::resolve_shortcodes(rest), out);
    }
}

/// Elements whose text is shown as it is.
const VERBATIM: [&str; 5] = ["pre", "code", "script", "style", "textarea"];

/// A run of inline Markdown as HTML.
fn inline_to_html(text: &str, out: &mut String) {
    let trimmed = text.trim_start();
    out.push_str(&text[..text.len() - trimmed.len()]);
    let lead = "x ";
    let markdown = format!("{lead}{}", trimmed.trim_end());
    for (event, range) in Parser::new_ext(&markdown, INLINE_OPTIONS).into_offset_iter() {
        match event {
            Event::Text(text) if range.start == 0 => escape(text.get(lead.len()..).unwrap_or(""), out),
            Event::Text(text) => escape(&text, out),
            Event::Code(code) => {
                out.push_str("<code>");
                escape(&code, out);
                out.push_str("</code>");
            }
            Event::Start(MdTag::Strong) => out.push_str("<b>"),
            Event::End(TagEnd::Strong) => out.push_str("</b>"),
            Event::Start(MdTag::Emphasis) => out.push_str("<i>"),
            Event::End(TagEnd::Emphasis) => out.push_str("</i>"),
            Event::Start(MdTag::Strikethrough) => out.push_str("<s>"),
            Event::End(TagEnd::Strikethrough) => out.push_str("</s>"),
            Event::Start(MdTag::Link { dest_url, .. }) => {
                out.push_str("<a href=\"");
                escape(&dest_url, out);
                out.push_str("\">");
            }
            Event::End(TagEnd::Link) => out.push_str("</a>"),
            Event::InlineHtml(html) => out.push_str(&html),
            _ => {}
        }
    }
    out.push_str(&trimmed[trimmed.trim_end().len()..]);
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::source_lines;
    use super::*;

    #[test]
    fn elements_end_where_they_end() {
        let source = "`<table>`\n<table>\n\n<table></table>\n</table>\n```\n</div>\n```\n<div>";
        let index = HtmlIndex::new(source, &source_lines(source));
        let table = index.at(10).unwrap();
        assert_eq!((table.raw, table.end), (true, source.find("\n```")));
        assert_eq!(index.at(1), None);
        assert_eq!(index.at(source.len() - 5).unwrap().end, None);
    }

    #[test]
    fn markdown_in_html_becomes_html() {
        let cases = [
            ("<td>**a** `b<c`</td>", "<td><b>a</b> <code>b&lt;c</code></td>"),
            ("<td>A\\_B [x](y)</td>", "<td>A_B <a href=\"y\">x</a></td>"),
            ("<td>\n\n- one\n- **two**\n</td>", "<td>\n\n<li>one</li>\n<li><b>two</b></li>\n</td>"),
            ("<td>\n- one\n- **two**\n</td>", "<td>\n<li>one</li>\n<li><b>two</b></li>\n</td>"),
            ("<td>\n\n###### `A_B`\n\nText\n</td>", "<td>\n\n<p><b><code>A_B</code></b></p>\n\nText\n</td>"),
            ("<td>\n#5\n</td>", "<td>\n#5\n</td>"),
            ("<td>\nmore than\n- 5 hours\n</td>", "<td>\nmore than\n- 5 hours\n</td>"),
            ("<td>- 5</td>\n- 6", "<td>- 5</td>\n- 6"),
            ("<code>**a**</code> 2 * 3 &lt;", "<code>**a**</code> 2 * 3 &lt;"),
            ("<!-- **a** -->", "<!-- **a** -->"),
        ];
        for (html, expected) in cases {
            assert_eq!(resolve_markdown(html), expected);
        }
    }
}
