//! The capture reader and the recovery of its shapes.

#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::targets::read_capture(bytes));
