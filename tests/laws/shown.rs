//! What a person sees of a Markdown page.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The page as a renderer with the usual additions reads it.
pub(crate) fn parser(page: &str) -> Parser<'_> {
    Parser::new_ext(
        page,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM,
    )
}

/// The text of each block that holds text: paragraph, heading, cell, item.
pub(crate) fn blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut text = String::new();
    for event in parser(page) {
        match event {
            Event::Text(more) | Event::Code(more) => text.push_str(&more),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::InlineHtml(html) if &*html == "<br/>" => text.push(' '),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item) => text.clear(),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) => {
                blocks.push(seen(&text));
            }
            _ => {}
        }
    }
    blocks
}

/// What a person sees of a text: its first paragraph, runs of blanks as one, control characters as their pictures.
pub(crate) fn seen(text: &str) -> String {
    let text: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if "\r\u{b}\u{c}\u{85}\u{2028}\u{2029}".contains(c) { '\n' } else { c })
        .collect();
    let trimmed: Vec<&str> = text.lines().map(|line| line.trim_matches([' ', '\t'])).collect();
    let first = trimmed.iter().skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    let words: Vec<&str> = first.flat_map(|line| line.split([' ', '\t'])).filter(|word| !word.is_empty()).collect();
    words
        .join(" ")
        .chars()
        .map(|c| match u32::from(c) {
            code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or(c),
            0x7f => '\u{2421}',
            0x80..=0x9f => '\u{fffd}',
            _ => c,
        })
        .collect()
}
