//! The manifest: path and content hash of each generated file.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

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
}

impl Manifest {
    /// A manifest of these files.
    #[must_use]
    pub fn new(files: BTreeMap<String, String>) -> Self {
        Self { bindery: FORMAT, files }
    }

    /// Reads a manifest; `None` if the text is none, for example after a merge that went wrong.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let manifest: Self = serde_json::from_str(text).ok()?;
        (manifest.bindery == FORMAT).then_some(manifest)
    }

    /// Its text: one line a file, sorted, so that it merges cleanly.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{{\n  \"bindery\": {FORMAT},\n  \"files\": {{");
        for (index, (path, hash)) in self.files.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            // Writing to a string does not fail.
            let _ = write!(out, "{comma}\n    {}: \"{hash}\"", serde_json::Value::from(path.as_str()));
        }
        out.push_str(if self.files.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
        out
    }
}

/// SHA-256 of these bytes in lower-case hexadecimal.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
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
        assert_eq!(Manifest::parse(&Manifest::new(BTreeMap::new()).text()).map(|m| m.files.len()), Some(0));
        assert_eq!(Manifest::parse("{\"bindery\": 9, \"files\": {}}"), None);
        assert_eq!(Manifest::parse("<<<<<<< HEAD"), None);
    }
}
