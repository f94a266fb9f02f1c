//! The text of a project file for pages that nobody prepared.

use std::fmt::Write;

use foldhash::HashMap;

use super::ids::kebab;
use super::page::FoundPage;
use crate::extract::{Decision, RuleList};
use crate::source::Format;
use crate::yaml_words::is_yaml_word;

/// At most so many unexplained lines are listed.
const LISTED: usize = 50;

/// A commented project file for these pages, in a folder of this name.
pub(super) fn write_project(pages: &[FoundPage], folder: &str) -> String {
    let title = title_of(pages, folder);
    let catalog = [kebab(&title), kebab(folder), "error-codes".to_owned()];
    let catalog = catalog.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
    let crate_name =
        if catalog.starts_with(|c: char| c.is_ascii_digit()) { format!("codes-{catalog}") } else { catalog.clone() };
    let mut out = Out(String::new());
    out.line(
        "# What bindery reads and what it writes. `bindery generate` makes everything from it, `bindery check` says",
    );
    out.line("# whether anything is not as it should be. What stands in comments here was found on the pages, or is a suggestion.");
    out.line("");
    out.line("# The catalog: its id, its title, and the version of everything generated from it.");
    out.line(&format!("catalog: {}", quoted(&catalog)));
    out.line(&format!("title: {}", quoted(&title)));
    out.line("version: 0.1.0");
    out.line("");
    out.line("# The pages to read, in order of precedence. `bindery extract -v --project bindery.yaml PAGE` says why each part of");
    out.line("# a page was read as codes or not; `tables`, `headings`, `lists`, `ignore`, `format`, `encoding` and `scope` of a");
    out.line("# source overrule it.");
    out.line("sources:");
    for page in pages {
        write_source(&mut out, page);
    }
    write_meanings(&mut out, pages);
    out.line("");
    out.line("# Every name that was ever given, one line a code. Commit it: names never move.");
    out.line("lock: names.lock.yaml");
    out.line("# What is overruled by hand, each with what it expects to correct and a reason.");
    out.line("# corrections: corrections.yaml");
    out.line("# The folder for everything generated.");
    out.line("output: generated");
    write_acceptances(&mut out, pages);
    out.line("");
    out.line("# What to generate besides the catalog. Remove what you do not want.");
    out.line("targets:");
    out.line("  # A Rust crate without dependencies.");
    out.line("  rust:");
    out.line(&format!("    crate: {}", quoted(&crate_name)));
    out.line("  # A reference for people.");
    out.line("  markdown: {}");
    out.line("  # Schemas of the catalog and of a code.");
    out.line("  json-schema: {}");
    out.0
}

struct Out(String);

impl Out {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A comment: whatever it quotes from a page stays on its line.
    fn comment(&mut self, indent: &str, text: &str) {
        let text: String = shown(text).chars().take(300).collect();
        self.line(&format!("{indent}# {}", text.trim_end()));
    }
}

fn write_source(out: &mut Out, page: &FoundPage) {
    let format = match page.format {
        Format::Html => "html",
        Format::Markdown => "markdown",
        Format::Capture => "capture",
        Format::Symbols => "symbols",
    };
    out.comment("  ", &page.in_short());
    for line in page.groups() {
        out.comment("  ", &format!("  {line}"));
    }
    for columns in page.columns() {
        out.comment("  ", columns);
    }
    out.line(&format!("  - id: {}", quoted(&page.id)));
    out.line(&format!("    path: {}", quoted(&page.path)));
    out.line(&format!("    format: {format}"));
    let undecided: Vec<&Decision> = page.decided("undecided").collect();
    for list in [RuleList::Tables, RuleList::Headings, RuleList::Lists] {
        let decisions: Vec<&&Decision> = undecided.iter().filter(|decision| decision.list == Some(list)).collect();
        if decisions.is_empty() {
            continue;
        }
        out.comment("    ", "Undecided: say of each whether it lists codes or nothing, and remove the `#`.");
        out.line(&format!("    # {}:", list.key()));
        for decision in decisions {
            out.comment("    ", &format!("  # line {}: {}", decision.line, decision.subject));
            match (decision.number, &decision.under) {
                (Some(number), _) => out.line(&format!("    #   - {{number: {number}, read: codes}}")),
                (None, Some(under)) => out.line(&format!("    #   - {{under: {}, read: codes}}", quoted(under))),
                (None, None) => out.line("    #   - {read: codes}"),
            }
        }
    }
}

/// Pages that give the same codes different texts may be of different services.
fn write_meanings(out: &mut Out, pages: &[FoundPage]) {
    let mut first: HashMap<&str, (usize, &str)> = HashMap::default();
    let mut differ: HashMap<(usize, usize), usize> = HashMap::default();
    // Comments beside constants are no texts of a page.
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| page.format != Format::Symbols) {
        for code in &page.declarations.codes {
            let (known, text) = *first.entry(&code.code).or_insert((index, &code.description));
            if known != index && text != code.description {
                *differ.entry((known, index)).or_default() += 1;
            }
        }
    }
    let mut differ: Vec<_> = differ.into_iter().collect();
    differ.sort_unstable();
    for ((one, other), count) in differ {
        let (Some(one), Some(other)) = (pages.get(one), pages.get(other)) else { continue };
        let codes = if count == 1 { "1 code has".to_owned() } else { format!("{count} codes have") };
        out.comment("  ", &format!("{codes} different texts in {} and {}. If they are of different", one.id, other.id));
        out.comment("  ", &format!("services, give each its scope: `scope: {}`, `scope: {}`.", one.id, other.id));
    }
}

fn write_acceptances(out: &mut Out, pages: &[FoundPage]) {
    let all = || pages.iter().flat_map(|page| page.declarations.unexplained.iter().map(move |left| (page, left)));
    let count = all().count();
    if count == 0 {
        return;
    }
    out.line("");
    out.line("# These lines could hold a code and could not be explained; `generate` stops at them. Mend the page, overrule how it");
    out.line("# is read, or accept a line here with the reason why it holds no code.");
    out.line("# accept:");
    for (page, left) in all().take(LISTED) {
        out.comment("", &format!("  # {}:{}: {}", page.path, left.line, left.reason));
        out.line(&format!("#   - source: {}", quoted(&page.id)));
        out.line(&format!("#     text: {}", quoted(&left.text)));
        out.line("#     reason: …");
    }
    if count > LISTED {
        out.comment("", &format!("  # and {} more, which `generate` lists", count - LISTED));
    }
}

/// The title of the first page with codes, if it is the only one; else the folder's name in words.
fn title_of(pages: &[FoundPage], folder: &str) -> String {
    let mut titled = pages.iter().filter(|page| !page.declarations.codes.is_empty());
    let first = match (titled.next(), titled.next()) {
        (Some(page), None) => page
            .declarations
            .title
            .clone()
            .or_else(|| page.declarations.codes.first().and_then(|code| code.path.first()).cloned()),
        _ => None,
    };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = first.map(|title| words(&shown(&title))).filter(|title| !title.is_empty());
    title.unwrap_or_else(|| {
        let folder = words(&folder.replace(['-', '_', '.'], " "));
        if folder.is_empty() { "Error codes".to_owned() } else { format!("{folder} error codes") }
    })
}

/// A text on one line, without what YAML does not allow in a comment.
fn shown(text: &str) -> String {
    text.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect()
}

/// Whether a character may stand in YAML as it is.
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text as a YAML scalar: bare where nothing else can be read from it, else in quotation marks.
fn quoted(text: &str) -> String {
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ' '))
        && !text.ends_with(' ')
        && !is_yaml_word(text);
    if bare {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_plain(c) => out.push(c),
            c => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn scalars_are_read_back() {
        for text in [
            "a b",
            "no",
            "12",
            "-1",
            "a: b # c",
            "it \"is\" \\ so",
            "x\u{7}\u{85}\u{2028}y",
            "错误 | 码",
            "",
            " a ",
            "é",
        ] {
            let value: String = serde_yaml::from_str(&quoted(text)).unwrap();
            assert_eq!(value, text);
        }
    }
}
