//! Callouts in the dialects that docs sites add: which lines open one, and which quotes are one.

use crate::document::{Block, BlockKind, Callout, MarkKind, Text};

/// What a line opens: a callout, something behind a title, or a wrapper without words of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opening {
    /// A note, with its kind and title as written.
    Callout { label: String, title: Option<String> },
    /// Content below a title that the reader sees: a tab, an accordion.
    Titled(String),
    /// A quotation.
    Quote,
    /// A wrapper that a reader does not see.
    Plain,
}

impl Opening {
    /// What a named wrapper opens, from its kind and its title.
    pub(super) fn of(name: &str, kind: Option<&str>, title: Option<&str>) -> Self {
        let title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
        let kind = kind.filter(|kind| is_callout_word(kind));
        if is_callout_word(name) || (kind.is_some() && is_callout_word(&last_word(name))) {
            return Self::Callout { label: kind.unwrap_or(name).to_owned(), title };
        }
        title.map_or(Self::Plain, Self::Titled)
    }

    /// What the classes of an HTML element open: `admonition note`, `alert alert-warning`.
    pub(super) fn of_classes<'a>(classes: impl Iterator<Item = &'a str>) -> Self {
        let mut label: Option<&str> = None;
        for class in classes {
            let word = class.rsplit('-').next().unwrap_or(class);
            let general = |word: &str| matches!(word, "admonition" | "callout" | "alert");
            if is_callout_word(word) && label.is_none_or(general) {
                label = Some(word);
            }
        }
        label.map_or(Self::Plain, |label| Self::Callout { label: label.to_owned(), title: None })
    }
}

/// Whether a word names a kind of callout.
pub(super) fn is_callout_word(word: &str) -> bool {
    let word = word.trim().trim_end_matches([':', '：', '!', '！']).to_lowercase();
    !word.is_empty() && WORDS.lines().any(|line| !line.starts_with('#') && line == word)
}

const WORDS: &str = include_str!("callout_words.txt");

/// The last word of a name in camel case: `DocNote` ends in `note`.
fn last_word(name: &str) -> String {
    let start = name.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    name[start..].to_owned()
}

/// What a `:::` line opens, and how many colons it has; `None` for one that closes.
pub(super) fn colon_opening(line: &str) -> Option<(usize, Opening)> {
    let colons = line.bytes().take_while(|&byte| byte == b':').count();
    let rest = line[colons..].trim();
    if colons < 3 || rest.is_empty() {
        return None;
    }
    let rest = rest.trim_start_matches(['{', '.']);
    let name = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{' | '}')).unwrap_or(rest.len())];
    let mut title = rest[name.len()..].trim_start_matches('}').trim();
    if let Some(inner) = title.strip_prefix('[') {
        title = inner.rfind(']').map_or(inner, |end| &inner[..end]);
    } else if title.starts_with('{') || title.contains('=') {
        title = title.split_once("title=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
    }
    Some((colons, Opening::of(name, None, Some(title.trim_end_matches(':')))))
}

/// What a `!!! note "Title"`, `??? note` or `=== "Tab"` line opens.
pub(super) fn bang_opening(line: &str) -> Option<Opening> {
    let tab = line.strip_prefix("=== ").or_else(|| line.strip_prefix("===! "));
    if let Some(title) = tab {
        let title = title.trim();
        let quoted = title.len() > 2 && title.starts_with(['"', '\'']) && title.ends_with(['"', '\'']);
        return quoted.then(|| Opening::Titled(title[1..title.len() - 1].to_owned()));
    }
    let rest = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???+")).or_else(|| line.strip_prefix("???"))?;
    let words = rest.strip_prefix(' ')?.trim();
    let (kinds, title) = match words.find('"') {
        Some(quote) => (&words[..quote], Some(words[quote..].trim_matches('"'))),
        None => (words, None),
    };
    let mut kinds = kinds.split_whitespace();
    let label = kinds.next()?;
    // `!!! three words of prose` is no callout.
    if !(label.chars().all(|c| c.is_alphanumeric() || c == '-')) || kinds.count() > 2 {
        return None;
    }
    let title = title.filter(|title| !title.trim().is_empty()).map(str::to_owned);
    Some(Opening::Callout { label: label.to_owned(), title })
}

/// The callout that the blocks of a quotation make, or the quotation.
pub(super) fn quote_or_callout(line: u32, blocks: Vec<Block>) -> Block {
    let opening = blocks.first().and_then(|block| match &block.kind {
        BlockKind::Paragraph(text) => alert(text).or_else(|| labelled(text)),
        _ => None,
    });
    let Some((label, title, body)) = opening else { return Block::new(line, BlockKind::Quote(blocks)) };
    let mut blocks = blocks;
    if body.is_empty() {
        blocks.remove(0);
    } else if let Some(first) = blocks.first_mut() {
        *first = Block::new(body.line(), BlockKind::Paragraph(body));
    }
    Block::new(line, BlockKind::Callout(Callout { label, title, blocks }))
}

/// `[!NOTE]`, with a title on the same line: label, title and what stands on the following lines.
fn alert(text: &Text) -> Option<(String, Option<Text>, Text)> {
    let plain = text.plain();
    let rest = plain.strip_prefix("[!")?;
    let end = rest.find(']')?;
    let label = &rest[..end];
    if label.is_empty() || !label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '|')) {
        return None;
    }
    let after = 2 + end + 1;
    let after = after + usize::from(plain[after..].starts_with(['-', '+']));
    let first_line = text.line();
    let next =
        plain[after..].char_indices().find(|&(at, c)| !c.is_whitespace() && text.line_at(after + at) != first_line);
    let next = next.map_or(plain.len(), |(at, _)| after + at);
    let title = text.slice(after..next);
    Some((as_shown(label), (!title.is_empty()).then_some(title), text.slice(next..plain.len())))
}

/// The label as the builder shows it: `NOTE` stands as "Note" above the callout.
fn as_shown(label: &str) -> String {
    let mut chars = label.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

/// `**Note:** …`, `**Note**: …`, `Note: …`: label and what follows.
fn labelled(text: &Text) -> Option<(String, Option<Text>, Text)> {
    let plain = text.plain();
    // A sign such as an emoji may stand before the word.
    let start = plain.find(char::is_alphanumeric)?;
    let strong = text
        .marks()
        .iter()
        .find(|mark| matches!(mark.kind, MarkKind::Strong | MarkKind::Emphasis) && mark.range.contains(&start));
    let rest = &plain[start..];
    let end = match strong {
        Some(mark) => mark.range.end,
        None => start + rest.find([':', '：'])?,
    };
    let label = plain[start..end].trim().trim_end_matches([':', '：', '.', '!', '！']).trim_end();
    if !is_callout_word(label) {
        return None;
    }
    let body = plain[end..].trim_start_matches([':', '：', '.', ' ', '\n', '-', '–', '—']);
    Some((label.to_owned(), None, text.slice(plain.len() - body.len()..plain.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_told() {
        let callout = |label: &str, title: Option<&str>| Opening::Callout {
            label: label.to_owned(),
            title: title.map(str::to_owned),
        };
        let colons = |line| colon_opening(line).map(|(_, opening)| opening);
        assert_eq!(colons(":::note"), Some(callout("note", None)));
        assert_eq!(colons("::: warning Take care"), Some(callout("warning", Some("Take care"))));
        assert_eq!(colons(":::tip[Why]"), Some(callout("tip", Some("Why"))));
        assert_eq!(colons("::: {.caution}"), Some(callout("caution", None)));
        assert_eq!(colons(":::tabs"), Some(Opening::Plain));
        assert_eq!(colons(":::"), None);
        assert_eq!(bang_opening("!!! note \"A b\""), Some(callout("note", Some("A b"))));
        assert_eq!(bang_opening("??? bug"), Some(callout("bug", None)));
        assert_eq!(bang_opening("=== \"Go\""), Some(Opening::Titled("Go".to_owned())));
        assert_eq!(bang_opening("!!! what a day this is"), None);
        assert_eq!(Opening::of_classes(["alert", "alert-danger"].into_iter()), callout("danger", None));
        assert_eq!(Opening::of("Callout", Some("warning"), None), callout("warning", None));
        assert_eq!(Opening::of("Accordion", None, Some("E1")), Opening::Titled("E1".to_owned()));
    }
}
