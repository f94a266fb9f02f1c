//! Tests of read symbols.
