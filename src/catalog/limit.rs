//! A limit in words.

use std::fmt;

use super::Limit;

impl fmt::Display for Limit {
    /// Writes the limit as people say it: `UserID: at least 1, at most 32 bytes`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bounds = String::new();
        if let Some(min) = self.min {
            bounds.push_str(&format!("at least {min}"));
        }
        if let Some(max) = self.max {
            let comma = if bounds.is_empty() { "" } else { ", " };
            bounds.push_str(&format!("{comma}at most {max}"));
        }
        if let Some(unit) = &self.unit {
            bounds.push_str(&format!(" {unit}"));
        }
        if let Some(window) = &self.window {
            bounds.push_str(&format!(" in {window}"));
        }
        let charset = self.charset.as_ref().map(|charset| format!("characters: {charset}"));
        let prefix = self.prefix.as_ref().map(|prefix| format!("prefix: {prefix}"));
        let bounds = Some(bounds).filter(|bounds| !bounds.is_empty());
        let parts: Vec<String> = [bounds, charset, prefix].into_iter().flatten().collect();
        write!(f, "{}: {}", self.subject, parts.join("; "))
    }
}
