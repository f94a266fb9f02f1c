//! What a text limits: lengths, numbers, rates, characters and prefixes.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a text limits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What is limited, in the text's own words: `UserID`, `group name`.
    pub subject: String,
    /// The least that is allowed, in `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The most that is allowed, in `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// What is counted: `bytes`, `kilobytes`, `characters`, `count`, `requests`, `seconds`, `days`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The time within which it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// The characters or the encoding that is allowed: `UTF-8`, `printable ASCII 0x20-0x7e`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// The prefix that is demanded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// The prefix that is not allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix_forbidden: Option<String>,
}

/// How often something may happen in a time: 20 times in 5 seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// How often.
    pub count: i64,
    /// The length of the time, in seconds.
    pub seconds: i64,
}

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
        // "count" is what numbers are of anyway.
        if let Some(unit) = self.unit.as_deref().filter(|unit| *unit != "count" && !bounds.is_empty()) {
            let one = self.max.or(self.min) == Some(1);
            let unit = unit.strip_suffix('s').filter(|_| one).unwrap_or(unit);
            bounds.push_str(&format!(" {unit}"));
        }
        // The window of an interval says again what its least is.
        if let Some(window) = self.window.filter(|_| self.max.is_some()) {
            match window.seconds {
                1 => bounds.push_str(" in 1 second"),
                seconds => bounds.push_str(&format!(" in {seconds} seconds")),
            }
        }
        let charset = self.charset.as_ref().map(|charset| format!("characters: {charset}"));
        let prefix = self.prefix.as_ref().map(|prefix| format!("prefix: {prefix}"));
        let forbidden = self.prefix_forbidden.as_ref().map(|prefix| format!("prefix not allowed: {prefix}"));
        let bounds = Some(bounds).filter(|bounds| !bounds.is_empty());
        let parts: Vec<String> = [bounds, charset, prefix, forbidden].into_iter().flatten().collect();
        write!(f, "{}: {}", self.subject, parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_said_as_people_say_them() {
        let limit = |min, max, unit: &str| Limit {
            subject: "name".into(),
            min,
            max,
            unit: Some(unit.into()),
            ..Limit::default()
        };
        assert_eq!(limit(Some(1), Some(32), "bytes").to_string(), "name: at least 1, at most 32 bytes");
        assert_eq!(limit(None, Some(50), "count").to_string(), "name: at most 50");
        assert_eq!(limit(None, Some(1), "megabytes").to_string(), "name: at most 1 megabyte");
        let window = Some(Window { count: 5, seconds: 60 });
        assert_eq!(
            Limit { window, ..limit(None, Some(5), "requests") }.to_string(),
            "name: at most 5 requests in 60 seconds"
        );
        let prefix_forbidden = Some("@".to_owned());
        assert_eq!(
            Limit { subject: "id".into(), prefix_forbidden, ..Limit::default() }.to_string(),
            "id: prefix not allowed: @"
        );
    }
}
