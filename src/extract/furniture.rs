//! Page furniture: lines that hold no fact, by rules that have names. The rules are data in `furniture.yaml`.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::OutlineEntry;
use super::account::Ledger;
use super::offer::Fate;
use super::page::Page;
use super::phrases::fold;
use crate::document::shape::is_wide;
use crate::document::{BlockKind, List, NodeId, RegionRole, Text};
use crate::project::IgnoreRule;
use crate::word_file::word_file;

/// What furniture says about the page itself.
#[derive(Debug, Default)]
pub(crate) struct PageFacts {
    /// The page's title.
    pub(crate) title: Option<String>,
    /// The breadcrumb trail, outermost first.
    pub(crate) trail: Vec<String>,
    /// The date of the last change, as written.
    pub(crate) updated: Option<String>,
}

/// The rule whose lines say when the page was changed.
const LAST_UPDATED: &str = "last-updated";

/// The rule that ignores comments of the format that hold rows or codes.
const COMMENT: &str = "comment";

/// The rule that ignores links in a part of the page that its markup calls navigation, banner or footer.
const NAVIGATION: &str = "navigation";

/// The longest line that a rule takes, in characters, where the rule does not say.
const LONGEST: usize = 80;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: String,
    #[serde(default)]
    longest: Option<usize>,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
    #[serde(default)]
    signs: Vec<char>,
}

/// Reads the built-in rules.
pub(super) fn prepare() {
    Rules::built_in();
}

/// The built-in rules, ready for matching.
#[derive(Debug, Default)]
struct Rules {
    names: Vec<(String, usize)>,
    lines: HashMap<String, usize>,
    starts: Vec<(String, usize)>,
    contains: Vec<(String, usize)>,
    signs: Vec<(char, usize)>,
}

impl Rules {
    fn built_in() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            let file: Vec<RuleFile> = word_file!("src/extract/furniture");
            let mut rules = Self::default();
            for (index, rule) in file.into_iter().enumerate() {
                rules.names.push((rule.rule, rule.longest.unwrap_or(LONGEST)));
                for line in &rule.lines {
                    rules.lines.entry(fold(line)).or_insert(index);
                }
                rules.signs.extend(rule.signs.iter().map(|sign| (*sign, index)));
                let phrases = |list: Vec<String>| list.into_iter().map(move |phrase| (fold(&phrase), index));
                rules.starts.extend(phrases(rule.starts).filter(|(phrase, _)| !phrase.is_empty()));
                rules.contains.extend(phrases(rule.contains).filter(|(phrase, _)| !phrase.is_empty()));
            }
            rules
        })
    }

    /// The rule that a line falls under.
    fn find(&self, plain: &str) -> Option<&str> {
        let length = plain.chars().take(400).count();
        if length > 300 {
            return None;
        }
        let folded = fold(plain);
        let after = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| !c.is_alphabetic() || is_wide(c));
        let found = self
            .lines
            .get(&folded)
            .copied()
            .or_else(|| {
                let starts = |phrase: &str| folded.strip_prefix(phrase).is_some_and(after);
                self.starts.iter().find(|(phrase, _)| starts(phrase)).map(|&(_, rule)| rule)
            })
            .or_else(|| self.signs.iter().find(|(sign, _)| plain.starts_with(*sign)).map(|&(_, rule)| rule))
            .or_else(|| self.contains.iter().find(|(phrase, _)| folded.contains(phrase)).map(|&(_, rule)| rule))?;
        let (name, longest) = self.names.get(found)?;
        (length <= *longest).then_some(name)
    }
}

/// Whether a whole line is furniture: `[TOC]`.
pub(crate) fn is_furniture(plain: &str) -> bool {
    Rules::built_in().lines.contains_key(&fold(plain))
}

/// Whether a whole line leads to the page before or after this one: "Previous".
pub(super) fn turns_page(plain: &str) -> bool {
    let rules = Rules::built_in();
    let rule = rules.lines.get(&fold(plain)).and_then(|&rule| rules.names.get(rule));
    rule.is_some_and(|(name, _)| name == PAGINATION)
}

/// The rule for such lines.
const PAGINATION: &str = "pagination";

/// Whether a line only says where a source file declares or uses something.
pub(crate) fn is_source_place(plain: &str) -> bool {
    // Few texts start so, and all of them are asked.
    plain.starts_with(['D', 'd', 'R', 'r']) && Rules::built_in().find(plain) == Some(SOURCE_PLACE)
}

/// The rule for such lines.
const SOURCE_PLACE: &str = "source-place";

/// Claims furniture: what is still open in the ledger.
pub(crate) fn claim_furniture(page: &Page<'_>, outline: &[OutlineEntry], ledger: &mut Ledger) -> PageFacts {
    let mut facts = PageFacts { title: title_of(page), ..PageFacts::default() };
    claim_breadcrumb(page, outline, ledger, &mut facts);
    for placed in &page.blocks {
        let id = placed.block.id;
        match &placed.block.kind {
            BlockKind::Paragraph(text) => claim_line(page, id, text, ledger, &mut facts),
            BlockKind::Heading(heading) => claim_line(page, id, &heading.text, ledger, &mut facts),
            BlockKind::List(list) => {
                claim_items(page, list, ledger, &mut facts);
                if placed.region.is_some_and(|role| role != RegionRole::Aside) {
                    for item in list.items.iter().filter(|item| !item.text.is_empty()) {
                        if ledger.is_open(item.id) {
                            ledger.enter(item.id, Fate::Ignored(NAVIGATION.to_owned()));
                        }
                    }
                }
            }
            BlockKind::Definitions(_)
            | BlockKind::Table(_)
            | BlockKind::Callout(_)
            | BlockKind::Code(_)
            | BlockKind::Quote(_)
            | BlockKind::Details { .. }
            | BlockKind::Region { .. }
            | BlockKind::Lines(_)
            | BlockKind::Comment(_) => {}
        }
    }
    facts
}

/// Claims comments that hold rows, before an extractor takes them as part of what stands around them.
pub(crate) fn claim_comments(page: &Page<'_>, ledger: &mut Ledger) {
    for placed in &page.blocks {
        if let BlockKind::Comment(comment) = &placed.block.kind
            && holds_rows(comment)
        {
            ledger.enter(placed.block.id, Fate::Ignored(COMMENT.to_owned()));
        }
    }
}

/// Whether a comment hides rows of a table or something like it.
pub(crate) fn holds_rows(comment: &str) -> bool {
    comment.contains("<tr") || comment.contains("<td") || comment.lines().any(|line| line.trim_start().starts_with('|'))
}

/// The one heading of the first level in the content, else what the format states, else the first heading.
fn title_of(page: &Page<'_>) -> Option<String> {
    let headings: Vec<(u8, &str)> = page
        .blocks
        .iter()
        .filter(|placed| placed.region.is_none_or(|role| role == RegionRole::Header))
        .filter_map(|placed| match &placed.block.kind {
            BlockKind::Heading(heading) => Some((heading.level, heading.text.plain())),
            _ => None,
        })
        .collect();
    let mut first_level = headings.iter().filter(|(level, _)| *level == 1);
    match (first_level.next(), first_level.next()) {
        (Some((_, text)), None) => Some(text.replace('\n', " ")),
        _ => page.document.title.clone(),
    }
}

fn claim_items(page: &Page<'_>, list: &List, ledger: &mut Ledger, facts: &mut PageFacts) {
    for item in list.items.iter().filter(|item| item.blocks.is_empty()) {
        claim_line(page, item.id, &item.text, ledger, facts);
    }
}

fn claim_line(page: &Page<'_>, id: NodeId, text: &Text, ledger: &mut Ledger, facts: &mut PageFacts) {
    let plain = text.plain();
    if plain.is_empty() || !ledger.is_open(id) {
        return;
    }
    if let Some(rule) = page.options.ignore.iter().find(|rule| rule_matches(rule, plain)) {
        ledger.enter(id, Fate::Ignored(rule.rule.clone()));
    } else if let Some(rule) = Rules::built_in().find(plain) {
        // What the catalog keeps is taken; a second date of the page says nothing new.
        if rule == LAST_UPDATED && facts.updated.is_none() {
            facts.updated = date_in(plain);
            if facts.updated.is_some() {
                return ledger.enter(id, Fate::Taken);
            }
        }
        ledger.enter(id, Fate::Ignored(rule.to_owned()));
    }
}

/// Whether a rule of the project file matches a line. White space is compared as a reader of the page sees it.
fn rule_matches(rule: &IgnoreRule, plain: &str) -> bool {
    let same = |text: &String| text.split_whitespace().eq(plain.split_whitespace());
    rule.line.as_ref().is_some_and(same)
        || rule.starts_with.as_deref().is_some_and(|start| plain.starts_with(start.trim()))
        || rule.contains.as_deref().is_some_and(|part| plain.contains(part.trim()))
}

/// What follows the label of a line that says when the page was changed.
fn date_in(plain: &str) -> Option<String> {
    let digit = plain.find(|c: char| c.is_ascii_digit())?;
    let label = plain
        .find([':', '：'])
        .filter(|&at| at < digit)
        .map(|at| plain[at..].chars().next().map_or(at, |c| at + c.len_utf8()));
    let date = plain[label.unwrap_or(digit)..].trim().trim_end_matches('.');
    (!date.is_empty()).then(|| date.to_owned())
}

/// Claims the trail above the title: parts divided by signs, or titles run together, the page's own last.
fn claim_breadcrumb(page: &Page<'_>, outline: &[OutlineEntry], ledger: &mut Ledger, facts: &mut PageFacts) {
    let Some(title) = facts.title.clone().filter(|title| title.chars().count() > 1) else { return };
    let mut known: HashSet<String> = HashSet::default();
    let mut open: Vec<&OutlineEntry> = outline.iter().collect();
    while let Some(entry) = open.pop() {
        known.insert(entry.title.clone());
        open.extend(&entry.children);
    }
    for placed in &page.blocks {
        let (BlockKind::Paragraph(text) | BlockKind::Heading(crate::document::Heading { text, .. })) =
            &placed.block.kind
        else {
            continue;
        };
        let plain = text.plain();
        if plain == title {
            return;
        }
        let Some(before) = plain.strip_suffix(title.as_str()) else {
            if plain.chars().count() <= 60 {
                known.insert(plain.to_owned());
            }
            continue;
        };
        if before.len() > 400 {
            continue;
        }
        let parts = trail_parts(before, &known);
        if !parts.is_empty() && ledger.is_open(placed.block.id) {
            facts.trail = parts;
            ledger.enter(placed.block.id, Fate::Taken);
            return;
        }
    }
}

/// The titles in a trail, without the page's own.
fn trail_parts(before: &str, known: &HashSet<String>) -> Vec<String> {
    const SIGNS: &[char] = &['>', '›', '»', '/', '→', '\n', '|', '·'];
    if before.contains(SIGNS) {
        return before.split(SIGNS).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    }
    if before.is_empty() || before.ends_with(' ') {
        return Vec::new();
    }
    // Titles run together: known ones are cut off from the end; what is left is the first.
    let mut parts = Vec::new();
    let mut rest = before;
    while !rest.is_empty() {
        let cut = known
            .iter()
            .filter(|title| !title.is_empty() && rest.ends_with(title.as_str()))
            .max_by_key(|title| (title.len(), title.as_str()));
        match cut {
            Some(title) => {
                parts.push(title.clone());
                rest = &rest[..rest.len() - title.len()];
            }
            None => {
                parts.push(rest.to_owned());
                rest = "";
            }
        }
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_name_kinds() {
        for (line, rule) in [
            ("Was this page helpful?", Some("feedback-prompt")),
            ("PDF", Some("toolbar")),
            ("Last updated: 2031-02-03", Some("last-updated")),
            ("© 2031 Example Ltd. All rights reserved.", Some("copyright")),
            ("Skip to main content", Some("skip-link")),
            ("Edit this page", Some("edit-link")),
            ("Next", Some("pagination")),
            ("The copyright check failed.", None),
            ("Códigos de erro", None),
            ("© Example", Some("copyright")),
            ("Nextcloud", None),
            ("404", None),
        ] {
            assert_eq!(Rules::built_in().find(line), rule, "{line}");
        }
    }

    #[test]
    fn trails_come_apart() {
        let known: HashSet<String> = ["Guides".to_owned(), "Errors".to_owned()].into_iter().collect();
        assert_eq!(trail_parts("DocsGuidesErrors", &known), ["Docs", "Guides", "Errors"]);
        assert_eq!(trail_parts("Docs > Guides > ", &known), ["Docs", "Guides"]);
        assert!(trail_parts("The page about ", &known).is_empty());
        assert_eq!(date_in("Last updated: 2031-02-03 10:00:00").as_deref(), Some("2031-02-03 10:00:00"));
        assert_eq!(date_in("Last updated on 3 May 2031").as_deref(), Some("3 May 2031"));
    }
}
