//! What a page says of its listings.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::element::{Tag, attribute, classes};

/// Prefixes of class names that state a language.
const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "highlight-text-", "highlight-", "brush:"];

/// Classes beside which a bare language stands (`sourceCode python`).
const BESIDE: &[&str] = &["sourcecode", "brush:", "programlisting", "highlight", "prettyprint"];

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
        let mut beside = false;
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
