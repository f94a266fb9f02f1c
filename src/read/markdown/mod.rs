//! The Markdown reader: `CommonMark` and GFM with what docs sites add to it.
//!
//! A page is read in two passes. [`scan`] goes over its lines and finds what `CommonMark` has no syntax for or reads
//! too strictly: tables, HTML with blank lines, components, shortcodes, admonitions, comments. In their stead it puts
//! numbered places. [`blocks`] then reads the rest with pulldown-cmark, which knows lists, quotes and code, and puts
//! what was found back at its place in that structure.

mod asciidoc_table;
mod blocks;
mod callout;
mod code_span;
mod csv_table;
mod data_block;
mod definitions;
mod dialect;
mod framed_table;
mod front_matter;
mod grid_table;
mod html;
mod html_block;
mod inline;
mod json_table;
mod lines;
mod list_table;
mod loose_emphasis;
mod mdx;
mod role;
mod scan;
mod shortcode;
mod simple_table;
mod split_lists;
mod spread_row;
mod swallowed;
mod tabbed_table;
mod table;
mod tag;
mod woven;

use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::document::Document;
use crate::source::Source;

/// A page of HTML that a site's builder fills in: its title and its text without the front matter and the template tags.
/// What stands where stays. `None` where it has no front matter.
pub(in crate::read) fn fill_in(text: &str) -> Option<(Option<String>, String)> {
    if !front_matter::may_stand_above(text) {
        return None;
    }
    let lines = lines::source_lines(text);
    let front_matter = front_matter::read_front_matter(&lines)?;
    let blank = "\n".repeat(front_matter.lines);
    let rest = lines.iter().skip(front_matter.lines).map(|line| shortcode::resolve_shortcodes(line.text));
    Some((front_matter.title, blank + &rest.collect::<Vec<_>>().join("\n")))
}

/// Reads a Markdown page.
///
/// # Errors
/// Adds [`Rule::NestingTooDeep`] where lists, quotes or containers are nested deeper than any page a person wrote; the
/// document then has them flattened. Adds what the HTML reader finds in the HTML that stands within.
pub(super) fn read_markdown(source: &Source, findings: &mut Vec<Diagnostic>) -> Document {
    let mut lines = lines::source_lines(&source.text);
    lines::close_fences(&mut lines);
    let front_matter = front_matter::read_front_matter(&lines);
    let first = front_matter.as_ref().map_or(0, |front_matter| front_matter.lines);
    // Some sites keep a page's whole text in its metadata, and nothing below.
    let empty = lines.iter().skip(first).all(|line| line.text.trim().is_empty());
    let text = front_matter.as_ref().and_then(|front_matter| front_matter.text.clone()).filter(|_| empty);
    let content = text.unwrap_or(first..lines.len());
    let read = lines.get(..content.end).unwrap_or(&lines);
    let (mut woven, scan_too_deep) = scan::weave(&source.text, read, content.start);
    let found = findings.len();
    let (blocks, too_deep) = blocks::read_blocks(&mut woven, findings);
    for finding in findings.iter_mut().skip(found) {
        // The HTML reader is given pieces without a path.
        let line = finding.place.take().and_then(|place| place.line);
        finding.place = Some(Place { path: source.path.clone(), line, column: None });
    }
    if scan_too_deep || too_deep {
        findings.push(
            Diagnostic::new(Rule::NestingTooDeep, "lists, quotes or containers are nested deeper than any page needs")
                .at(Place::file(source.path.clone()))
                .hint("check that the file is a page, and capture it again"),
        );
    }
    Document::new(front_matter.and_then(|front_matter| front_matter.title), blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_filled_in_shows_no_template() {
        let text = "---\ntitle: Lamp\n---\n<p>{{Note(\"one\")}}</p>\n{% if x %}<p>two</p>{% endif %}";
        assert_eq!(fill_in(text), Some((Some("Lamp".to_owned()), "\n\n\n<p>one</p>\n<p>two</p>".to_owned())));
        assert_eq!(fill_in("<p>one</p>"), None);
    }
}
