//! One HTML or JSX tag, as it stands in Markdown.

/// No tag that a person writes is longer, in bytes; the cap keeps a page of unclosed `<a` linear.
const MAX_TAG: usize = 4096;

/// The elements of HTML, those that it has given up included, and the roots of what may be set into it.
const ELEMENTS: [&str; 141] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "content",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// A tag as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The name as spelled: `div`, `TabItem`, `Tabs.Item`.
    pub(super) name: &'a str,
    /// Whether it is an end tag.
    pub(super) closing: bool,
    /// Whether it ends in `/>`.
    pub(super) empty: bool,
    /// What stands between the name and the end, unread.
    attributes: &'a str,
    /// How many bytes the whole tag has.
    pub(super) len: usize,
}

impl<'a> Tag<'a> {
    /// The tag that `text` starts with.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let closing = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '_');
        let name = &inner[..inner.find(|c| !is_name(c)).unwrap_or(inner.len())];
        // An autolink, `<https://…>`, is no tag.
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.ends_with(':') {
            return None;
        }
        let rest = &inner[name.len()..];
        if !rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')) {
            return None;
        }
        let end = end_of_attributes(rest)?;
        let attributes = rest[..end].trim();
        let empty = attributes.ends_with('/');
        let len = text.len() - rest.len() + end + 1;
        Some(Self { name, closing, empty, attributes: attributes.strip_suffix('/').unwrap_or(attributes), len })
    }

    /// Whether the name is that of a JSX component.
    pub(super) fn is_component(&self) -> bool {
        self.name.starts_with(|c: char| c.is_ascii_uppercase())
    }

    /// Whether it stands for something that a reader fills in, as `<name>` and `<the table>` do: HTML has no such element,
    /// and what looks like its attributes are words.
    pub(super) fn is_placeholder(&self) -> bool {
        let words = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
        let named = !self.is_component() && !self.name.contains(':');
        named && !self.empty && self.attributes.chars().all(words) && !ELEMENTS.contains(&self.name)
    }

    /// The value of an attribute, without quotes and braces, entities as written.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let name = &rest[..rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len())];
            let after = rest[name.len()..].trim_start();
            let Some(value) = after.strip_prefix('=') else {
                if name.is_empty() {
                    return None;
                }
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let (found, after) = attribute_value(value);
            if name.eq_ignore_ascii_case(wanted) {
                return Some(found);
            }
            rest = after.trim_start();
        }
        None
    }

    /// Whether one of the classes is `wanted`.
    pub(super) fn classes(&self) -> impl Iterator<Item = &'a str> {
        self.attribute("class").or_else(|| self.attribute("className")).unwrap_or("").split_whitespace()
    }

    /// Whether there are attributes at all.
    pub(super) fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }
}

/// The value at the start of `text`, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    if let Some(inner) = text.strip_prefix('{') {
        let end = inner.find('}').unwrap_or(inner.len());
        let value = inner[..end].trim().trim_matches(['"', '\'', '`']);
        return (value, inner.get(end + 1..).unwrap_or(""));
    }
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let end = inner.find(quote).unwrap_or(inner.len());
            return (&inner[..end], inner.get(end + 1..).unwrap_or(""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Where the `>` stands that ends the tag: outside quoted values and braces.
fn end_of_attributes(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_u32;
    let mut value = false;
    for (at, byte) in rest.bytes().enumerate().take(MAX_TAG) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            // A quote opens a value only after `=` or in an expression: a stray one belongs to nothing.
            (None, b'"' | b'\'') if value || depth > 0 => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at),
            (None, b'<') if depth == 0 => return None,
            _ => {}
        }
        value = byte == b'=' || (value && byte.is_ascii_whitespace());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        let tag = Tag::parse("<TabItem value=\"a>b\" label={'Two'} open>rest").unwrap();
        assert_eq!((tag.name, tag.closing, tag.empty), ("TabItem", false, false));
        assert_eq!((tag.attribute("value"), tag.attribute("label")), (Some("a>b"), Some("Two")));
        assert_eq!((tag.attribute("open"), tag.attribute("none")), (None, None));
        assert_eq!(tag.len, "<TabItem value=\"a>b\" label={'Two'} open>".len());
        assert!(Tag::parse("</div >").unwrap().closing);
        assert!(Tag::parse("<br/>").unwrap().empty);
    }

    #[test]
    fn what_is_no_tag_is_none() {
        for text in ["< b>", "<3", "<a", "<http://x>", "<a <b>", "<>", "a"] {
            assert_eq!(Tag::parse(text), None, "{text}");
        }
    }
}
