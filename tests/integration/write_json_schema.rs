//! Tests of write json schema.
