//! Former names: which version gave a name up, and until which version bindings still have it.

use std::sync::Arc;

/// An earlier name of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The name.
    pub name: Arc<str>,
    /// The catalog's version when it was given up; `None` where nobody knows.
    pub since: Option<String>,
}

impl Former {
    /// Whether bindings of a version still have the name: those of the major version that gave it up. The name is never
    /// given to anything else, whatever the version.
    #[must_use]
    pub fn is_alive(&self, version: &str) -> bool {
        match (self.since.as_deref().and_then(major), major(version)) {
            (Some(since), Some(now)) => now <= since,
            _ => true,
        }
    }

    /// The first version whose bindings have the name no more.
    #[must_use]
    pub fn until(&self) -> Option<String> {
        Some(format!("{}.0.0", major(self.since.as_deref()?)?.checked_add(1)?))
    }
}

/// The first number of a version.
fn major(version: &str) -> Option<u64> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lives_through_its_major_version() {
        let former = |since: &str| Former { name: "Old".into(), since: Some(since.into()) };
        for (since, now, alive) in [
            ("0.1.0", "0.1.0", true),
            ("0.1.0", "0.9.0", true),
            ("0.1.0", "1.0.0", false),
            ("1.4.0", "1.10.3", true),
            ("1.4.0", "2.0.0-rc.1", false),
            ("2.0.0", "1.9.0", true),
        ] {
            assert_eq!(former(since).is_alive(now), alive, "{since} {now}");
        }
        assert_eq!(former("1.4.0").until().as_deref(), Some("2.0.0"));
        let unknown = Former { name: "Old".into(), since: None };
        assert!(unknown.is_alive("9.0.0") && unknown.until().is_none());
    }
}
