//! The Rust crate.

use super::Sink;
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::project::RustTarget;

pub(super) fn write_rust(
    _catalog: &Catalog,
    _target: &RustTarget,
    _sink: &mut Sink<'_>,
    _findings: &mut Vec<Diagnostic>,
) {
}
