//! The JSON Schemas.

use super::Sink;
use crate::catalog::Catalog;
use crate::project::JsonSchemaTarget;

pub(super) fn write_json_schema(_catalog: &Catalog, _target: &JsonSchemaTarget, _sink: &mut Sink<'_>) {}
