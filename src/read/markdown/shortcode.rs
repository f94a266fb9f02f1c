//! Shortcodes, macros and template tags: `{{< … >}}`, `{{% … %}}`, `{% … %}`, `{{Macro("…")}}`.
//!
//! A tag has no text of its own, but a macro with arguments stands for text: its last quoted argument, or its only one.

use std::borrow::Cow;

/// A template tag as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shortcode<'a> {
    /// The name: `info`, `admonition`, `HTTPStatus`.
    pub(super) name: &'a str,
    /// Whether it ends what a tag of the same name began: `{{< /info >}}`, `{% endhint %}`.
    pub(super) closing: bool,
    /// What stands after the name.
    pub(super) arguments: &'a str,
    /// How many bytes the whole tag has.
    pub(super) len: usize,
    expression: bool,
}

/// The badges that say something of what they stand beside; others speak of browsers.
const TELLING_BADGES: &[&str] = &["deprecated", "obsolete", "removed"];

/// No tag that a person writes is longer, in bytes.
const MAX_TAG: usize = 1024;

impl<'a> Shortcode<'a> {
    /// The tag that `text` starts with.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (open, close, expression) = if text.starts_with("{{<") {
            ("{{<", ">}}", false)
        } else if text.starts_with("{{%") {
            ("{{%", "%}}", false)
        } else if text.starts_with("{%") {
            ("{%", "%}", false)
        } else if text.starts_with("{{") {
            ("{{", "}}", true)
        } else {
            return None;
        };
        let mut limit = text.len().min(MAX_TAG);
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let end = text[open.len()..limit].find(close)? + open.len();
        let inner = text[open.len()..end].trim_matches(['-', '~', ' ', '\t', '\n', '\r']);
        let closing = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner).trim();
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
        let name = &inner[..inner.find(|c| !is_name(c)).unwrap_or(inner.len())];
        let arguments = inner[name.len()..].trim();
        let (name, closing) = match name.strip_prefix("end") {
            Some(name) if open == "{%" && !name.is_empty() => (name, true),
            _ => (name.trim_end_matches('/'), closing),
        };
        Some(Self { name, closing, arguments, len: end + close.len(), expression })
    }

    /// Whether the tag ends itself: `{% tag /%}`, `{{< tag />}}`.
    pub(super) fn is_empty(&self) -> bool {
        self.arguments.ends_with('/')
    }

    /// Whether it is `{{ … }}`: a macro or an expression.
    pub(super) fn is_expression(&self) -> bool {
        self.expression
    }

    /// The value of a named argument: `name="Caution"`.
    pub(super) fn argument(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.arguments;
        loop {
            let at = rest.find(wanted)?;
            let bound = rest[..at].ends_with(|c: char| c.is_alphanumeric());
            rest = &rest[at + wanted.len()..];
            if let Some(value) = rest.trim_start().strip_prefix('=')
                && !bound
            {
                let value = value.trim_start();
                let quoted = quoted_strings(value).next();
                return match quoted {
                    Some(quoted) if value.starts_with(['"', '\'', '`']) => Some(quoted),
                    _ => value.split_whitespace().next(),
                };
            }
        }
    }

    /// The first argument that has no name: `note` in `{{% notice note "Title" %}}`.
    pub(super) fn first(&self) -> Option<&'a str> {
        let first = self.arguments.split_whitespace().next()?;
        (!first.contains('=')).then(|| first.trim_matches(['"', '\'', '`', '/']))
    }

    /// The last quoted argument that has no name.
    pub(super) fn last_quoted(&self) -> Option<&'a str> {
        if self.arguments.contains('=') {
            return None;
        }
        quoted_strings(self.arguments).last()
    }

    /// Whether it is a macro with arguments.
    fn is_macro(&self) -> bool {
        self.expression && !self.name.is_empty() && self.arguments.starts_with('(') && self.arguments.ends_with(')')
    }

    /// The text that a macro stands for; `None` for what is no macro and stays as it is.
    fn macro_text(&self) -> Option<&'a str> {
        if !self.is_macro() {
            return None;
        }
        let inner = &self.arguments[1..self.arguments.len() - 1];
        Some(quoted_strings(inner).filter(|text| !text.is_empty()).last().unwrap_or(if inner.contains(',') {
            inner.rsplit(',').next().unwrap_or("").trim()
        } else {
            inner.trim()
        }))
    }
}

fn quoted_strings(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(['"', '\'', '`'])?;
        let quote = rest[start..].chars().next()?;
        let inner = &rest[start + 1..];
        let end = inner.find(quote)?;
        rest = &inner[end + 1..];
        Some(&inner[..end])
    })
}

/// A line of prose with its template tags resolved: tags vanish, macros become their text, code spans stay as they are.
pub(super) fn resolve_shortcodes(line: &str) -> Cow<'_, str> {
    if !line.contains("{{") && !line.contains("{%") {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let spans = super::code_span::CodeSpans::new(line);
    let mut at = 0;
    while let Some(found) = line[at..].find(['`', '{', '\\']) {
        out.push_str(&line[at..at + found]);
        at += found;
        let rest = &line[at..];
        if let Some(end) = spans.end_of_span_at(at) {
            out.push_str(&line[at..end]);
            at = end;
        } else if rest.starts_with('`') {
            let run = rest.bytes().take_while(|&byte| byte == b'`').count();
            out.push_str(&rest[..run]);
            at += run;
        } else if let Some(tag) = Shortcode::parse(rest) {
            match tag.macro_text() {
                Some(text) => out.push_str(text),
                None if !tag.expression => {}
                // An inline macro without arguments is a badge: `{{deprecated_inline}}`.
                None if tag.arguments.is_empty() && tag.name.to_ascii_lowercase().ends_with("_inline") => {
                    let words = tag.name.get(..tag.name.len() - "_inline".len()).unwrap_or(tag.name);
                    if TELLING_BADGES.iter().any(|badge| words.eq_ignore_ascii_case(badge)) {
                        out.push('(');
                        out.push_str(words);
                        out.push(')');
                    }
                }
                // Otherwise it may be a placeholder in a message: `user {{name}} not found`.
                None => out.push_str(&rest[..tag.len]),
            }
            at += tag.len;
        } else {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..step]);
            at += step;
        }
    }
    out.push_str(&line[at..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_vanish_and_macros_stand_for_text() {
        let cases = [
            ("a {{< param version >}} b", "a  b"),
            ("- {{HTTPStatus(404, \"404 Not Found\")}}", "- 404 Not Found"),
            ("{{domxref(\"Node\")}} x", "Node x"),
            ("{{Code(12)}}", "12"),
            ("`{{< x >}}` {% y %}", "`{{< x >}}` "),
            ("user {{name}} not found", "user {{name}} not found"),
            ("{{Code(1)}} {{deprecated_inline}}", "1 (deprecated)"),
            ("{{Code(1)}} {{experimental_inline}}", "1 "),
            ("`1` {{obsolete_inline}}", "`1` (obsolete)"),
            ("broken {{< x", "broken {{< x"),
        ];
        for (line, expected) in cases {
            assert_eq!(resolve_shortcodes(line), expected);
        }
    }

    #[test]
    fn arguments_are_read() {
        let tag = Shortcode::parse("{% admonition type=\"warning\" name='Care' %}x").unwrap();
        assert_eq!(
            (tag.name, tag.argument("type"), tag.argument("name")),
            ("admonition", Some("warning"), Some("Care"))
        );
        assert!(Shortcode::parse("{% endhint %}").unwrap().closing);
        assert!(Shortcode::parse("{{< /info >}}").unwrap().closing);
        assert_eq!(Shortcode::parse("{{% notice note \"Why\" %}}").unwrap().last_quoted(), Some("Why"));
    }
}
