//! Tests of read html.
