//! The promise that nothing is lost in silence, over every page of the project: what was seen was taken, ignored by a
//! rule that has a name, or is unexplained; and each code stands on the line that is given for it.

use std::fs;
use std::path::{Path, PathBuf};

use bindery::extract::{Declarations, OutlineEntry};
use bindery::pipeline::extract_file;

fn declarations(path: &Path) -> Option<Declarations> {
    let (page, _) = extract_file(path, None).ok()?;
    Some(page.declarations)
}

/// Every page among the fixtures and seeds. Lists of symbols declare no codes.
fn pages() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("seeds"), PathBuf::from("tests/fixtures")];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if ["html", "md", "mdx", "txt"].contains(&extension) {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

/// A line as a reader of the page sees it: without escapes and character references.
fn as_read(line: &str) -> String {
    let mut line = line.replace('\\', "");
    for (reference, character) in
        [("&ndash;", "–"), ("&#45;", "-"), ("&minus;", "−"), ("<wbr>", ""), ("&lt;", "<"), ("&amp;", "&")]
    {
        line = line.replace(reference, character);
    }
    line
}

/// Whether the last line stands in a list whose items a browser counts from a number that the list states.
fn is_counted(lines: &[&str]) -> bool {
    lines.iter().rev().find(|line| line.contains("<ol")).is_some_and(|line| line.contains("start="))
}

#[test]
fn the_account_adds_up_on_every_page() {
    let (mut read, mut codes) = (0, 0);
    for path in pages() {
        let Some(declarations) = declarations(&path) else { continue };
        let (shown, account) = (path.display(), declarations.account);
        assert_eq!(account.seen, account.taken + account.ignored + account.unexplained, "{shown}");
        assert_eq!(account.ignored, declarations.ignored.len(), "{shown}");
        assert_eq!(account.unexplained, declarations.unexplained.len(), "{shown}");
        let text = fs::read(&path).unwrap();
        // What is no UTF-8 is the readers' to test.
        let Ok(text) = String::from_utf8(text) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for code in &declarations.codes {
            let line = lines.get(code.line as usize - 1).copied().unwrap_or_default();
            let counted = is_counted(&lines[..(code.line as usize).min(lines.len())]);
            assert!(
                counted || as_read(line).contains(&code.code),
                "{shown}:{}: {:?} is not in {line:?}",
                code.line,
                code.code
            );
        }
        for (line, left) in declarations
            .unexplained
            .iter()
            .map(|left| (left.line, &left.text))
            .chain(declarations.ignored.iter().map(|left| (left.line, &left.text)))
        {
            assert!(line >= 1 && line as usize <= lines.len().max(1), "{shown}:{line}: {left}");
        }
        read += 1;
        codes += declarations.codes.len();
    }
    assert!(read > 100 && codes > 1000, "only {read} pages with {codes} codes were read");
}

fn titles(outline: &[OutlineEntry]) -> usize {
    outline.iter().map(|entry| 1 + titles(&entry.children)).sum()
}

/// On pages where nothing is taken but rows, titles, questions, callouts, the trail and the date, these are what was
/// taken.
fn assert_taken(path: &str, rows: usize) {
    let declarations = declarations(Path::new(path)).unwrap();
    let wanted = rows + titles(&declarations.outline) + declarations.questions.len() + declarations.callouts.len();
    let wanted = wanted + usize::from(!declarations.trail.is_empty()) + usize::from(declarations.updated.is_some());
    assert_eq!((declarations.account.taken, declarations.account.unexplained), (wanted, 0), "{path}");
}

#[test]
fn renditions_of_one_page_give_one_account() {
    for extension in ["html", "md"] {
        for page in ["error-codes", "faq-user-profile"] {
            let rendition = declarations(Path::new(&format!("tests/fixtures/renditions/{page}.{extension}"))).unwrap();
            let capture = declarations(Path::new(&format!("seeds/{page}.txt"))).unwrap();
            assert_eq!(rendition.account.taken, capture.account.taken, "{page}.{extension}");
        }
    }
    for path in ["seeds/error-codes.txt", "tests/fixtures/renditions/error-codes.html"] {
        assert_taken(path, 425);
    }
    assert_taken("seeds/faq-user-profile.txt", 0);
}

#[test]
fn rules_say_what_kind_of_thing_they_ignore() {
    const VAGUE: &[&str] = &["other", "misc", "unknown", "something", "rest", "default", "any", "evidence"];
    for path in pages() {
        let Some(declarations) = declarations(&path) else { continue };
        for ignored in &declarations.ignored {
            let vague = ignored.rule.split('-').any(|word| VAGUE.contains(&word));
            assert!(!vague && !ignored.rule.is_empty(), "{}: {}", path.display(), ignored.rule);
        }
    }
}
