//! From a list of constants or a header to declarations.

#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::targets::extract_symbols(bytes));
