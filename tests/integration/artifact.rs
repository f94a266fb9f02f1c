//! Tests of artifact.
