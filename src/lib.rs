//! bindery binds documentation to code: pages that document error codes become one catalog, and the catalog becomes
//! bindings, references and schemas.
//!
//! The stages, in reading order; each is a function of the type before it:
//!
//! 1. [`source`]: the bytes of a captured page, decoded: [`source::Source`].
//! 2. [`read`]: readers know formats, never meaning: [`document::Document`].
//! 3. [`recover`]: gives runs of plain lines their shape back (headings, tables, lists), by shape alone.
//! 4. [`extract`]: extractors know what a page means, never HTML or Markdown: [`extract::Declarations`].
//! 5. [`resolve`]: merges pages, symbols, corrections and the name lock: [`catalog::Catalog`].
//! 6. [`mod@write`]: writers see the catalog only: [`artifact::Artifact`]s, path and text.
//! 7. [`artifact`]: the one writer of files compares, writes, checks or prints them.
//!
//! Beside them: [`lint`] judges the pages, [`diff`] compares catalogs, [`project`] is what `bindery.yaml` says, [`diagnostic`] is everything that is found on the way, and
//! [`commands`] are the verbs of the program. Only `source`, `project`, `artifact` and `commands` touch files.

#![forbid(unsafe_code)]

pub mod artifact;
pub mod catalog;
pub mod commands;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod extract;
pub mod lint;
mod nesting;
pub mod pipeline;
pub mod project;
pub mod read;
pub mod recover;
pub mod resolve;
pub mod source;
mod text_key;
mod word_file;
pub mod write;
mod yaml_words;
