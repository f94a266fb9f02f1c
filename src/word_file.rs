//! The word lists and rules that stand as YAML files beside the code that uses them, as the build has turned them into
//! JSON.

use serde::de::DeserializeOwned;

/// What a YAML file says, by its path without extension.
macro_rules! word_file {
    ($path:literal) => {
        $crate::word_file::parse(include_str!(concat!(env!("OUT_DIR"), "/", $path, ".json")))
    };
}
pub(crate) use word_file;

/// # Panics
/// If the file is not what its reader wants; it is part of the program, and tests read each of them.
pub(crate) fn parse<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("the word lists are part of the program")
}
