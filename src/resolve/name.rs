//! Names: from a symbol or a text to an `UpperCamelCase` identifier.
