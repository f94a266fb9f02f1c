//! What holds for any input, each law once: property tests, the fuzz targets in `fuzz/` and the replay of what those found
//! all call these. A law panics where it is broken.

#![allow(dead_code, reason = "each fuzz target uses one of them")]

pub(crate) mod files;
pub(crate) mod made;
pub(crate) mod reading;
pub(crate) mod shown;
pub(crate) mod targets;
pub(crate) mod views;

/// The text of any bytes, as a source has it: decoded, `\n` line ends.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    bindery::source::decode(bytes, None).text.replace("\r\n", "\n").replace('\r', "\n")
}
