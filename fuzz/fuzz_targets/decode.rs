//! From any bytes to declarations: encoding and format are told.

#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::targets::decode(bytes));
