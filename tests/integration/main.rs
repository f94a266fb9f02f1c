//! The integration tests: one binary, a module a stage.

mod account;
mod any_input;
mod any_project;
mod artifact;
mod catalog;
mod commands;
mod corrections;
mod diagnostic;
mod diff;
mod explain;
mod extract;
mod init;
mod lint;
#[path = "../laws/mod.rs"]
mod laws;
mod meaning;
mod outer;
mod overrides;
mod project;
mod promises;
mod read_capture;
mod read_html;
mod read_markdown;
mod read_symbols;
mod recover;
mod rename;
mod renditions;
mod resolve;
mod shapes;
mod sketch;
mod small_catalog;
mod source;
mod well_known;
mod write_json_schema;
mod write_markdown;
mod write_rust;
