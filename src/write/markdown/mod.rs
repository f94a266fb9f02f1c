//! The Markdown reference.

use super::Sink;
use crate::catalog::Catalog;
use crate::project::MarkdownTarget;

pub(super) fn write_markdown(_catalog: &Catalog, _target: &MarkdownTarget, _sink: &mut Sink<'_>) {}
