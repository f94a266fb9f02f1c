//! Tests of write markdown.
