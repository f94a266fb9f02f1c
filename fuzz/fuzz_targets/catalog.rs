//! The catalog's YAML, there and back.

#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::targets::catalog(bytes));
