//! Ids for sources and catalogs, from the names of files and the titles of pages.

use std::collections::BTreeSet;

/// An id of one source or catalog has at most so many words.
const WORDS: usize = 5;

/// A text as an id: lower-case ASCII letters and digits, `-` between words; empty where it has none of them.
pub(super) fn kebab(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(WORDS).collect::<Vec<_>>().join("-")
}

/// An id for each path: from the file's name, then with the folders above it, then with a number. No two are the same.
pub(super) fn ids_of(paths: &[&str]) -> Vec<String> {
    let parts_of = |path: &str, folders: usize| {
        let stem = path.rsplit_once('.').map_or(path, |(stem, ending)| if ending.contains('/') { path } else { stem });
        let parts: Vec<String> = stem.split('/').map(kebab).filter(|part| !part.is_empty()).collect();
        let from = parts.len().saturating_sub(folders + 1);
        parts.get(from..).unwrap_or_default().join("-")
    };
    let deepest = paths.iter().map(|path| path.split('/').count()).max().unwrap_or(1);
    let mut ids: Vec<String> = paths.iter().map(|path| parts_of(path, 0)).collect();
    for folders in 1..deepest {
        let again: Vec<bool> = ids.iter().map(|id| ids.iter().filter(|other| *other == id).count() > 1).collect();
        for ((id, path), again) in ids.iter_mut().zip(paths).zip(again) {
            if again {
                *id = parts_of(path, folders);
            }
        }
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for id in &mut ids {
        let base = if id.is_empty() { "page".to_owned() } else { id.clone() };
        let mut number = 1;
        id.clone_from(&base);
        while !taken.insert(id.clone()) {
            number += 1;
            *id = format!("{base}-{number}");
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let paths = ["pages/Error Codes.html", "a/page.md", "b/page.md", "b/page.html", "错误码.md", "é.txt", "x.y/z"];
        let ids = ["error-codes", "a-page", "b-page", "b-page-2", "page", "page-2", "z"];
        assert_eq!(ids_of(&paths), ids);
        assert_eq!(kebab("  SDK: the 3 worst (error) codes of them all"), "sdk-the-3-worst-error");
    }
}
