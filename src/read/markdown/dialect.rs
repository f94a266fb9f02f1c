//! What starts a line in the dialects that site builders add: comments, HTML, components, shortcodes, admonitions.

use foldhash::HashMap;

use super::callout::{Opening, bang_opening, colon_opening};
use super::html::{is_wrapper, resolve_markdown};
use super::mdx::statement_lines;
use super::scan::{ContainerEnd, Scanner, View};
use super::shortcode::Shortcode;
use super::tag::Tag;
use super::woven::Piece;

/// Where a page closes what it opens, so that nothing is looked for in vain twice.
#[derive(Debug, Default)]
pub(super) struct Closings {
    /// By name, the offset of the last closing shortcode.
    shortcodes: HashMap<String, usize>,
    /// The offsets of the last ends of an HTML and of a JSX comment.
    comments: [Option<usize>; 2],
}

impl Closings {
    /// Finds them in one pass.
    pub(super) fn new(source: &str) -> Self {
        let mut last = HashMap::default();
        let mut at = 0;
        while let Some(found) = source[at..].find('{') {
            at += found;
            match Shortcode::parse(&source[at..]) {
                Some(tag) => {
                    if tag.closing {
                        last.insert(tag.name.to_owned(), at);
                    }
                    at += 2;
                }
                None => at += 1,
            }
        }
        Self { shortcodes: last, comments: COMMENTS.map(|(_, close)| source.rfind(close)) }
    }

    fn after(&self, name: &str, offset: usize) -> bool {
        self.shortcodes.get(name).is_some_and(|&last| last > offset)
    }
}

/// Where the closing shortcode of this name stands in a line.
pub(super) fn find_closing(line: &str, name: &str) -> Option<usize> {
    line.match_indices('{')
        .map(|(at, _)| at)
        .find(|&at| Shortcode::parse(&line[at..]).is_some_and(|tag| tag.closing && tag.name == name))
}

/// Reads what starts at `text`, which stands at offset `start` of the source; says whether it was anything.
pub(super) fn read_dialect(
    scanner: &mut Scanner<'_>,
    view: &View<'_>,
    text: &str,
    column: usize,
    start: usize,
) -> bool {
    match text.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => comment(scanner, view, column, start, 0),
        [b'{', b'/', b'*', ..] => comment(scanner, view, column, start, 1),
        [b'<', ..] => element(scanner, view, text, column, start),
        [b'{', b'{' | b'%', ..] => shortcode(scanner, view, column, start),
        [b'{', b':', ..] if text.trim_end().ends_with('}') => {
            // An attribute list of kramdown: `{: .table}`.
            scanner.gap(view);
            scanner.next();
            true
        }
        [b':', b':', b':', ..] => colons(scanner, view, text, column),
        [b'!' | b'?' | b'=', ..] => bang(scanner, view, text, column),
        [b'i' | b'e', ..] if !scanner.paragraph && column == 0 => statement(scanner, view, column, start),
        _ => false,
    }
}

/// How comments start and end: in HTML, in JSX.
const COMMENTS: [(&str, &str); 2] = [("<!--", "-->"), ("{/*", "*/}")];

fn comment(scanner: &mut Scanner<'_>, view: &View<'_>, column: usize, start: usize, style: usize) -> bool {
    let (open, close) = COMMENTS[style];
    // A comment that does not end hides the rest of the page from its reader, but hardly on purpose: it is text.
    if scanner.closings.comments[style].is_none_or(|last| last < start) {
        return false;
    }
    let Some(body) = scanner.source.get(start + open.len()..) else { return false };
    let line = scanner.number();
    let Some(end) = body.find(close) else { return false };
    let text = body[..end].trim().replace("\r\n", "\n").replace('\r', "\n");
    scanner.place(view, column, Piece::Comment { text, line });
    scanner.resume(start + open.len() + end + close.len(), column);
    true
}

fn element(scanner: &mut Scanner<'_>, view: &View<'_>, text: &str, column: usize, start: usize) -> bool {
    let Some(tag) = scanner.source.get(start..).and_then(Tag::parse) else { return false };
    if tag.closing {
        let closes = scanner.close_matching(|end| matches!(end, ContainerEnd::Tag(name) if name == tag.name));
        if closes || tag.is_component() || is_wrapper(tag.name) {
            scanner.gap(view);
            scanner.resume(start + tag.len, column);
            return true;
        }
        return false;
    }
    let known = scanner.html.at(start);
    if let Some(end) = known.filter(|element| element.raw && tag.is_component()).and_then(|element| element.end) {
        // A component in the shape of an HTML element: `<Table>`.
        return html_piece(scanner, view, column, start, end);
    }
    if tag.is_component() {
        return component(scanner, view, text, &tag, column, start);
    }
    let line_end = scanner.lines.get(scanner.at).map_or(start, |line| line.start + line.text.len());
    if is_wrapper(tag.name) {
        let Some(end) = scanner.html.at(start).and_then(|element| element.end) else {
            // Never closed: only its tag vanishes.
            scanner.gap(view);
            scanner.resume(start + tag.len, column);
            return true;
        };
        let last = scanner.lines.partition_point(|line| line.start < end);
        let first = scanner.lines.partition_point(|line| line.start <= start + tag.len);
        if scanner.html.holds_markdown(first, last) {
            return wrapper(scanner, view, &tag, column, start);
        }
        return html_piece(scanner, view, column, start, end);
    }
    let Some(raw) = scanner.html.raw_within(start..line_end) else { return false };
    let end = raw.end.unwrap_or_else(|| end_of_unclosed(scanner));
    html_piece(scanner, view, column, start, end)
}

/// Where a table or list is taken to end that is never closed: at the next heading, or with the page.
fn end_of_unclosed(scanner: &Scanner<'_>) -> usize {
    let mut blank = false;
    for line in scanner.lines.iter().skip(scanner.at + 1) {
        if blank && line.text.starts_with('#') {
            return line.start;
        }
        blank = line.text.trim().is_empty();
    }
    scanner.source.len()
}

fn html_piece(scanner: &mut Scanner<'_>, view: &View<'_>, column: usize, start: usize, end: usize) -> bool {
    let (text, last) = scanner.piece_text(view, start, end);
    let line = scanner.number();
    scanner.place(view, column, Piece::Html { text: resolve_markdown(&text), line });
    scanner.at = last;
    scanner.next();
    true
}

/// An element around Markdown.
fn wrapper(scanner: &mut Scanner<'_>, view: &View<'_>, tag: &Tag<'_>, column: usize, start: usize) -> bool {
    let mut resume = start + tag.len;
    let opening = match tag.name {
        "details" => {
            let summary = summary_at(scanner.source, resume);
            resume = summary.as_ref().map_or(resume, |&(_, end)| end);
            Opening::Titled(summary.map_or(String::new(), |(summary, _)| summary))
        }
        "blockquote" => Opening::Quote,
        _ => Opening::of_classes(tag.classes()),
    };
    scanner.open_container(view, column, ContainerEnd::Tag(tag.name.to_owned()), opening);
    scanner.resume(resume, column);
    true
}

/// The inner Markdown of the `<summary>` that follows, and where it ends.
fn summary_at(source: &str, from: usize) -> Option<(String, usize)> {
    let rest = source.get(from..)?;
    let trimmed = rest.trim_start();
    let tag = Tag::parse(trimmed).filter(|tag| tag.name == "summary" && !tag.closing)?;
    let body = &trimmed[tag.len..];
    let end = body.find("</summary>").filter(|&end| end < 4096)?;
    let start = from + rest.len() - trimmed.len() + tag.len;
    Some((body[..end].to_owned(), start + end + "</summary>".len()))
}

fn component(
    scanner: &mut Scanner<'_>,
    view: &View<'_>,
    text: &str,
    tag: &Tag<'_>,
    column: usize,
    start: usize,
) -> bool {
    let title = ["title", "label", "summary", "header", "heading", "name"].iter().find_map(|name| tag.attribute(name));
    let kind = ["type", "kind", "variant", "intent", "severity", "level"].iter().find_map(|name| tag.attribute(name));
    let whole = scanner.source.get(start..start + tag.len).unwrap_or("");
    let end = scanner.html.at(start).and_then(|element| element.end);
    let line_end = scanner.lines.get(scanner.at).map_or(start, |line| line.start + line.text.len());
    if tag.empty || end.is_none() {
        // A component that shows something of its own: what it shows is not on the page.
        let alone = text.len() <= tag.len || text[tag.len..].trim().is_empty();
        if !alone || scanner.paragraph {
            return false;
        }
        let line = scanner.number();
        if tag.empty && tag.has_attributes() {
            scanner.place(view, column, Piece::Comment { text: whole.to_owned(), line });
        } else {
            scanner.gap(view);
        }
        scanner.resume(start + tag.len, column);
        return true;
    }
    let opening = Opening::of(tag.name, kind, title);
    if opening == Opening::Plain && end.is_some_and(|end| end <= line_end) {
        return false;
    }
    scanner.open_container(view, column, ContainerEnd::Tag(tag.name.to_owned()), opening);
    scanner.resume(start + tag.len, column);
    true
}

fn shortcode(scanner: &mut Scanner<'_>, view: &View<'_>, column: usize, start: usize) -> bool {
    let Some(tag) = scanner.source.get(start..).and_then(Shortcode::parse) else { return false };
    let after = start + tag.len;
    if tag.is_expression() {
        let line_end = scanner.lines.get(scanner.at).map_or(start, |line| line.start + line.text.len());
        let alone = scanner.source.get(after..line_end).is_none_or(|rest| rest.trim().is_empty());
        if !alone || !tag.arguments.is_empty() {
            return false;
        }
        scanner.gap(view);
        scanner.resume(after, column);
        return true;
    }
    if tag.closing {
        scanner.close_matching(|end| matches!(end, ContainerEnd::Shortcode(name) if name == tag.name));
        scanner.gap(view);
        scanner.resume(after, column);
        return true;
    }
    let paired = !tag.is_empty() && scanner.closings.after(tag.name, start);
    if paired && matches!(tag.name, "comment" | "highlight" | "code" | "codeblock" | "prism") {
        return verbatim(scanner, view, &tag, column, start);
    }
    let kind = ["type", "style", "kind", "level", "color", "icon"].iter().find_map(|name| tag.argument(name));
    let kind = kind.or_else(|| tag.first());
    let title = ["title", "name", "label", "summary", "header"].iter().find_map(|name| tag.argument(name));
    let title = title.or_else(|| tag.last_quoted().filter(|&last| Some(last) != kind));
    let opening = Opening::of(tag.name, kind, title);
    if paired && opening != Opening::Plain {
        scanner.open_container(view, column, ContainerEnd::Shortcode(tag.name.to_owned()), opening);
    } else if !scanner.paragraph {
        scanner.gap(view);
    }
    scanner.resume(after, column);
    true
}

/// What stands between `{% comment %}` or `{% highlight %}` and its end.
fn verbatim(scanner: &mut Scanner<'_>, view: &View<'_>, tag: &Shortcode<'_>, column: usize, start: usize) -> bool {
    let from = start + tag.len;
    let Some(body) = scanner.source.get(from..) else { return false };
    let Some(end) = find_closing(body, tag.name) else { return false };
    let close = Shortcode::parse(&body[end..]).map_or(0, |tag| tag.len);
    let inner = body[..end].replace("\r\n", "\n").replace('\r', "\n");
    let number = scanner.number();
    let piece = if tag.name == "comment" {
        Piece::Comment { text: inner.trim().to_owned(), line: number }
    } else {
        let (line, text) = match inner.strip_prefix('\n') {
            Some(text) => (number + 1, text),
            None => (number, inner.as_str()),
        };
        let language = tag.first().filter(|first| !first.is_empty()).map(str::to_owned);
        Piece::Code { language, text: text.trim_end().to_owned(), line }
    };
    scanner.place(view, column, piece);
    scanner.resume(from + end + close, column);
    true
}

fn colons(scanner: &mut Scanner<'_>, view: &View<'_>, text: &str, column: usize) -> bool {
    match colon_opening(text) {
        Some((count, opening)) => scanner.open_container(view, column, ContainerEnd::Colons(count), opening),
        None if text.trim_end().bytes().all(|byte| byte == b':') => {
            let count = text.trim_end().len();
            scanner.close_matching(|end| matches!(end, ContainerEnd::Colons(open) if *open <= count));
            scanner.gap(view);
        }
        None => return false,
    }
    scanner.next();
    true
}

fn bang(scanner: &mut Scanner<'_>, view: &View<'_>, text: &str, column: usize) -> bool {
    let Some(opening) = bang_opening(text) else { return false };
    scanner.open_container(view, column, ContainerEnd::Indent, opening);
    scanner.next();
    true
}

fn statement(scanner: &mut Scanner<'_>, view: &View<'_>, column: usize, start: usize) -> bool {
    let first = scanner.at;
    let Some(count) = statement_lines(|at| scanner.lines.get(first + at).map(|line| line.text)) else { return false };
    let last = first + count.max(1) - 1;
    let end = scanner.lines.get(last).map_or(scanner.source.len(), |line| line.start + line.text.len());
    let text = scanner.source.get(start..end).unwrap_or("").replace("\r\n", "\n");
    let line = scanner.number();
    scanner.place(view, column, Piece::Comment { text, line });
    scanner.at = last;
    scanner.next();
    true
}
