//! Tests of read markdown.
