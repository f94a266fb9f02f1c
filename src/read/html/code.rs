//! What a page says of its listings, and their text as it is gathered.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::element::{Tag, attribute, classes};
use crate::document::Code;

/// Prefixes of class names that state a language.
const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "highlight-text-", "highlight-", "brush:"];

/// Classes beside which a bare language stands (`sourceCode python`).
const BESIDE: &[&str] = &["sourcecode", "brush:", "programlisting", "highlight", "prettyprint"];

/// Classes of listings that stand behind the language (`rust item-decl`).
const BEHIND: &[&str] = &["item-decl", "rust-example-rendered"];

/// What such a class says where there is no language.
const NO_LANGUAGE: &[&str] = &["none", "default", "highlight", "plaintext", "linenos", "lines"];

/// Classes of the numbers beside the lines of a listing.
const LINE_NUMBERS: &[&str] = &[
    "lineno",
    "linenos",
    "linenodiv",
    "line-number",
    "line-numbers",
    "line-numbers-rows",
    "gutter",
    "hljs-ln-numbers",
];

/// A listing that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenCode {
    language: Option<String>,
    text: String,
    /// How many line ends `text` has.
    ends: u32,
    /// The source line of the line of `text` with this number, where it is not the one after the line before.
    jumps: Vec<(u32, u32)>,
}

impl OpenCode {
    pub(super) fn new(language: Option<String>) -> Self {
        Self { language, ..Self::default() }
    }

    /// Adds text that starts on this line of the source.
    pub(super) fn push(&mut self, text: &str, line: u32) {
        if self.at_line_start() {
            self.place(self.ends, line);
        } else if text.contains('\n') {
            self.place(self.ends.saturating_add(1), line.saturating_add(1));
        }
        self.text.push_str(text);
        self.ends = self.ends.saturating_add(u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX));
    }

    /// Breaks the line where the source does not.
    pub(super) fn break_line(&mut self) {
        self.text.push('\n');
        self.ends = self.ends.saturating_add(1);
    }

    pub(super) fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    fn place(&mut self, number: u32, line: u32) {
        match self.jumps.last() {
            Some(&(row, start)) if start.saturating_add(number - row) == line => {}
            Some(_) | None => self.jumps.push((number, line)),
        }
    }

    /// The listing without blank lines at its start, which are for looks, and white space at its end; `None` if it says
    /// nothing.
    pub(super) fn end(mut self) -> Option<Code> {
        let kept = self.text.trim_end_matches(['\n', ' ', '\t']).len();
        self.text.truncate(kept);
        let first = self.text.find(|c: char| !c.is_whitespace())?;
        let blank = self.text[..first].rfind('\n').map_or(0, |end| end + 1);
        let skipped = u32::try_from(self.text[..blank].matches('\n').count()).unwrap_or(u32::MAX);
        self.text.drain(..blank);
        let start = self.jumps.first().map_or(1, |(_, line)| *line);
        let whole = Code { language: None, text: String::new(), line: start, jumps: self.jumps };
        let line = whole.line_at(skipped);
        let later = whole.jumps.into_iter().filter(|(row, _)| *row > skipped).map(|(row, line)| (row - skipped, line));
        Some(Code { language: self.language, text: self.text, line, jumps: later.collect() })
    }
}

/// The language of a listing: stated by itself, by the code in it, or by up to two elements around it.
pub(super) fn language(pre: NodeRef<'_, Node>) -> Option<String> {
    let inner = pre
        .children()
        .filter_map(|child| child.value().as_element())
        .find(|element| Tag::of(element) == Tag::Mark(super::element::Look::Code));
    let around = pre.ancestors().take(2).filter_map(|above| above.value().as_element());
    pre.value().as_element().into_iter().chain(inner).chain(around).find_map(stated)
}

fn stated(element: &Element) -> Option<String> {
    let by_data = attribute(element, "data-lang").or_else(|| attribute(element, "data-language"));
    let by_class = || {
        let mut beside = classes(element).skip(1).any(|class| BEHIND.contains(&class));
        for class in classes(element) {
            let lower = class.to_ascii_lowercase();
            if let Some(language) = PREFIXES.iter().find_map(|prefix| lower.strip_prefix(prefix))
                && !language.is_empty()
            {
                return Some(language.trim_end_matches(';').to_owned());
            }
            if beside && lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#".contains(&byte)) {
                return Some(lower);
            }
            beside |= BESIDE.contains(&lower.as_str());
        }
        None
    };
    by_data
        .map(str::to_ascii_lowercase)
        .or_else(by_class)
        .filter(|language| !language.is_empty() && !NO_LANGUAGE.contains(&language.as_str()))
}

/// Whether an element holds the numbers beside the lines of a listing.
pub(super) fn is_line_number(element: &Element) -> bool {
    !element.attrs.is_empty() && classes(element).any(|class| LINE_NUMBERS.contains(&class))
}
