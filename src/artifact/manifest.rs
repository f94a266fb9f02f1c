//! The manifest: path and content hash of each generated file.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// The manifest's own path in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// The version of the manifest's form.
const FORMAT: u32 = 1;

/// Which files were generated, and what they held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of its form.
    bindery: u32,
    /// SHA-256 in lower-case hexadecimal by path. Paths are relative to the output folder; `../` leads to files beside
    /// it, such as the lock.
    pub files: BTreeMap<String, String>,
    /// While files are being put at their places: what those will hold that hold something else before. A run that is cut
    /// off leaves each as the one or the other, and neither is anybody's edit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub next: BTreeMap<String, String>,
}

impl Manifest {
    /// A manifest of these files.
    #[must_use]
    pub fn new(files: BTreeMap<String, String>) -> Self {
        Self { bindery: FORMAT, files, next: BTreeMap::new() }
    }

    /// Reads a manifest; `None` if the text is none, for example after a merge that went wrong.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let manifest: Self = serde_json::from_str(text).ok()?;
        (manifest.bindery == FORMAT).then_some(manifest)
    }

    /// Whether a file of this hash at this path was written by bindery.
    #[must_use]
    pub fn has_written(&self, path: &str, hash: &str) -> bool {
        [&self.files, &self.next].iter().any(|hashes| hashes.get(path).is_some_and(|known| known == hash))
    }

    /// Its text: one line a file, sorted, so that it merges cleanly.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{{\n  \"bindery\": {FORMAT},\n  \"files\": ");
        write_hashes(&mut out, &self.files);
        if !self.next.is_empty() {
            out.push_str(",\n  \"next\": ");
            write_hashes(&mut out, &self.next);
        }
        out.push_str("\n}\n");
        out
    }
}

fn write_hashes(out: &mut String, hashes: &BTreeMap<String, String>) {
    out.push('{');
    for (index, (path, hash)) in hashes.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        // Writing to a string does not fail.
        let _ = write!(out, "{comma}\n    {}: \"{hash}\"", serde_json::Value::from(path.as_str()));
    }
    out.push_str(if hashes.is_empty() { "}" } else { "\n  }" });
}

/// A digest in lower-case hexadecimal.
pub(super) fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(2 * digest.len()), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_written() {
        let files = [("b \"x\".md", "bb"), ("a/b.rs", "aa")];
        let manifest = Manifest::new(files.map(|(path, hash)| (path.to_owned(), hash.to_owned())).into());
        assert_eq!(Manifest::parse(&manifest.text()), Some(manifest.clone()));
        assert!(manifest.text().find("a/b.rs") < manifest.text().find("b \\\""));
        let hashes = |hash: &str| BTreeMap::from([("a".to_owned(), hash.to_owned())]);
        let moving = Manifest { next: hashes("cc"), ..Manifest::new(hashes("bb")) };
        assert_eq!(Manifest::parse(&moving.text()), Some(moving.clone()));
        assert!(moving.has_written("a", "bb") && moving.has_written("a", "cc") && !moving.has_written("a", "dd"));
        assert_eq!(Manifest::parse(&Manifest::new(BTreeMap::new()).text()).map(|m| m.files.len()), Some(0));
        assert_eq!(Manifest::parse("{\"bindery\": 9, \"files\": {}}"), None);
        assert_eq!(Manifest::parse("<<<<<<< HEAD"), None);
    }
}
