//! Parses the command line, calls the library, prints.

fn main() {}
