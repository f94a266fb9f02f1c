//! Telling the format of a page from its content and its file name.

use foldhash::HashSet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A saved web page or a fragment of one.
    Html,
    /// CommonMark with tables and the dialects that docs sites add, what reStructuredText writes among them.
    Markdown,
    /// The plain text of a page, as a person copies it from a browser.
    Capture,
    /// Constants: a list of code and constant, or an SDK's header.
    Symbols,
}

/// What a file name's extension says, lowercase.
const EXTENSIONS: &[(Format, &[&str])] = &[
    (Format::Html, &["html", "htm", "xhtml", "xht", "shtml"]),
    (Format::Markdown, &["md", "mdx", "markdown", "mdown", "mkd", "mkdn", "mdwn", "qmd", "rmd", "rst", "rest"]),
    (
        Format::Symbols,
        &[
            "tsv", "h", "hh", "hpp", "hxx", "c", "cc", "cpp", "cxx", "m", "mm", "java", "kt", "kts", "swift", "cs",
            "dart", "ts", "mts", "cts", "go", "py", "pyi", "rs",
        ],
    ),
];

/// Tells the format of a page from its file name and its text.
///
/// An extension that is known decides, except that a whole web page under the name of a Markdown page is HTML. Other
/// files, `.txt` among them, are told by their text: HTML by how it starts or by most of its lines, Markdown by its front
/// matter, a table with a delimiter row, or several other marks that plain text does not have; else it is a capture.
#[must_use]
pub fn tell_format(path: &str, text: &str) -> Format {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let by_name = extension.and_then(|extension| {
        EXTENSIONS.iter().find(|(_, known)| known.contains(&extension.as_str())).map(|&(format, _)| format)
    });
    match by_name {
        Some(Format::Markdown) if starts_as_page(text) => Format::Html,
        Some(format) => format,
        None if looks_like_html(text) => Format::Html,
        None if looks_like_markdown(text) => Format::Markdown,
        None => Format::Capture,
    }
}

/// How many lines are looked at.
const LINES: usize = 2000;

/// So many headings with a sign that links to themselves are no chance.
const LINKED_HEADINGS: usize = 3;

fn starts_as_page(text: &str) -> bool {
    let mut start = text.trim_start();
    while let Some(rest) = start
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .or_else(|| start.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")))
        .map(|(_, rest)| rest)
    {
        start = rest.trim_start();
    }
    let head: String = start.chars().take(16).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<head")
        || head.starts_with("<body")
}

/// Names of the tags with which a line of a saved fragment starts.
const TAGS: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

fn looks_like_html(text: &str) -> bool {
    if starts_as_page(text) {
        return true;
    }
    let mut lines = 0_usize;
    let mut tagged = 0_usize;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES) {
        lines += 1;
        tagged += usize::from(starts_with_tag(line));
    }
    tagged > 0 && tagged * 2 >= lines
}

fn starts_with_tag(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('<') else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    rest[name.len()..].starts_with(['>', ' ', '/', '\t']) && TAGS.contains(&name.to_ascii_lowercase().as_str())
        || rest.len() == name.len() && TAGS.contains(&name.to_ascii_lowercase().as_str())
}

fn looks_like_markdown(text: &str) -> bool {
    let mut lines = text.lines();
    if lines.next().is_some_and(|first| first.trim_end() == "---")
        && lines.take(100).any(|line| line.trim_end() == "---")
    {
        return true;
    }
    let mut previous = "";
    let mut headings: HashSet<&str> = HashSet::default();
    let mut tabbed = 0_usize;
    let mut marks = 0_usize;
    let mut commented = 0_usize;
    let mut linked = 0_usize;
    for line in text.lines().take(LINES) {
        if (is_delimiter_row(line) && previous.contains('|')) || is_directive(line) {
            return true;
        }
        // The same title again and again is a comment in samples: `# Request`.
        if is_heading(line) {
            headings.insert(line);
        }
        tabbed += usize::from(line.contains('\t') && line.trim().contains('\t'));
        // Lines that start with `#` one below another are comments of a plain file.
        commented += usize::from(line.starts_with('#') && previous.starts_with('#'));
        linked += usize::from(without_permalink(line).is_some());
        // Most lines have none of the signs.
        let quoted = line.contains('`');
        marks += usize::from(
            quoted && line.trim_start().starts_with("```")
                || line.contains('[') && line.contains("](")
                || line.contains('*') && has_strong(line),
        );
        // "``literal``", where LaTeX has ``quotes''.
        marks += usize::from(quoted && line.matches("``").count() >= 2 && !line.contains("''"));
        marks += usize::from(quoted && has_role(line));
        previous = line;
    }
    let headings = headings.len().saturating_sub(commented * 2);
    // Cells with tabs between them are what a browser copies, and so are the signs by which headings link to themselves.
    if tabbed > headings + marks || linked >= LINKED_HEADINGS {
        return false;
    }
    headings >= 2 || (headings >= 1 && marks >= 1) || marks >= 4
}

/// A copied line without the sign by which its heading links to itself; `None` where it has none, as `C#` has not.
#[must_use]
pub fn without_permalink(line: &str) -> Option<&str> {
    let named = |text: &&str| text.rsplit(' ').next().is_some_and(|word| word.len() >= 4 && !word.ends_with('#'));
    let signed = line.strip_suffix(['¶', '§', '🔗', '\u{f0c1}']);
    signed.or_else(|| line.strip_suffix('#').filter(named)).map(str::trim_end)
}

/// `**strong words**`, as opposed to a line of stars or the sign of a note.
fn has_strong(line: &str) -> bool {
    line.split_once("**").is_some_and(|(_, rest)| {
        rest.starts_with(|c: char| !(c == '*' || c.is_whitespace()))
            && rest.split_once("**").is_some_and(|(inner, _)| !inner.is_empty())
    })
}

/// `| --- | :-: |`, at least one dash a cell and one pipe.
fn is_delimiter_row(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.trim().split('|').map(str::trim).filter(|cell| !cell.is_empty()).all(|cell| {
            let dashes = cell.strip_prefix(':').unwrap_or(cell);
            let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
            !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
        })
}

/// `` :c:macro:`LID_OPEN` ``: the roles of reStructuredText.
fn has_role(line: &str) -> bool {
    line.split_once(":`").is_some_and(|(before, span)| {
        let name = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(before);
        name.len() > 1 && name.starts_with(':') && span.contains('`')
    })
}

/// `.. list-table::`: the directives of reStructuredText, whose tables only the reader of Markdown knows.
fn is_directive(line: &str) -> bool {
    let name = line.strip_prefix(".. ").and_then(|rest| rest.split_once("::")).map(|(name, _)| name);
    name.is_some_and(|name| name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
}

/// `## Title`.
fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&level) && line[level..].starts_with(' ') && !line[level..].trim().is_empty()
}
