//! Tests of write rust.
