//! The name lock: every name once given, one line a code, sorted, so that it merges cleanly.

/// Names by scope and code.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lock {}
