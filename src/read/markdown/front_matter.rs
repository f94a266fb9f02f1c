//! The block of metadata above a page.

use std::ops::Range;

use super::lines::SourceLine;

/// What the front matter of a page says, and where the content starts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// The page's title.
    pub(super) title: Option<String>,
    /// How many lines it takes, with its fences.
    pub(super) lines: usize,
    /// The lines of the longest text within it that is written over several lines (`content: |`).
    pub(super) text: Option<Range<usize>>,
}

/// Whether a page starts as one with front matter does, for those who would not divide it into lines otherwise.
pub(super) fn may_stand_above(text: &str) -> bool {
    let text = text.trim_start();
    ["---", "+++"].iter().any(|fence| text.starts_with(fence))
}

/// Reads YAML between `---` or TOML between `+++` at the very top; `None` where there is none or it does not end.
pub(super) fn read_front_matter(lines: &[SourceLine<'_>]) -> Option<FrontMatter> {
    let first = lines.iter().position(|line| !line.text.trim().is_empty())?;
    let fence = lines[first].text.trim_end();
    let separator = match fence {
        "---" => ':',
        "+++" => '=',
        _ => return None,
    };
    let body = &lines[first + 1..];
    // Between two thematic breaks stands prose, not metadata.
    let starts_like_metadata = body.first().is_some_and(|line| {
        let text = line.text.trim();
        text.contains(separator) || text.starts_with('#') || text == fence
    });
    if !starts_like_metadata {
        return None;
    }
    let end = body.iter().position(|line| line.text.trim_end() == fence || (separator == ':' && line.text == "..."))?;
    let title = body[..end].iter().find_map(|line| {
        let (key, value) = line.text.split_once(separator)?;
        (key.trim_end() == "title").then(|| unquoted(value.trim())).filter(|title| !title.is_empty())
    });
    let text = if separator == ':' { longest_text(&body[..end]) } else { None };
    let text = text.map(|range| range.start + first + 1..range.end + first + 1);
    Some(FrontMatter { title, lines: first + end + 2, text })
}

/// The longest block of text among the values at the margin: the lines below `key: |` that are indented or blank.
fn longest_text(lines: &[SourceLine<'_>]) -> Option<Range<usize>> {
    let mut longest: Option<Range<usize>> = None;
    let mut open: Option<usize> = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(start) = open.filter(|_| line.text.starts_with(' ') || line.text.trim().is_empty()) {
            if longest.as_ref().is_none_or(|longest| longest.start == start || longest.len() < index + 1 - start) {
                longest = Some(start..index + 1);
            }
            continue;
        }
        let opens = line
            .text
            .split_once(':')
            .is_some_and(|(key, value)| !key.starts_with([' ', '-', '#']) && matches!(value.trim(), "|" | "|-" | "|+"));
        open = opens.then_some(index + 1);
    }
    longest
}

fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote)) {
            return match quote {
                '"' => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
                _ => inner.replace("''", "'"),
            };
        }
    }
    value.split(" #").next().unwrap_or(value).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::lines::source_lines;
    use super::*;

    fn read(text: &str) -> Option<FrontMatter> {
        read_front_matter(&source_lines(text))
    }

    #[test]
    fn titles_are_read() {
        let title = |text: &str| read(text).unwrap().title.unwrap();
        assert_eq!(title("---\nid: x\ntitle: 'It''s'\n---\n"), "It's");
        assert_eq!(title("+++\ntitle = \"A \\\"b\\\"\"\n+++\n"), "A \"b\"");
        assert_eq!(title("---\ntitle: Codes # all\n---"), "Codes");
        assert_eq!(read("---\na: b\n---\nx").unwrap().lines, 3);
    }

    #[test]
    fn the_longest_text_is_found() {
        let text = |text: &str| read(text).unwrap().text;
        assert_eq!(text("---\nid: x\nbrief: |\n  one\nbody: |-\n  one\n\n  two\nend: y\n---\n"), Some(5..8));
        assert_eq!(text("---\nid: x\nlist:\n  - body: |\n      one\n---\n"), None);
    }

    #[test]
    fn what_does_not_end_or_begin_is_content() {
        assert_eq!(read("---\ntitle: x\n"), None);
        assert_eq!(read("---\nprose\n\n---\n"), None);
        assert_eq!(read("x\n---\n"), None);
    }
}
