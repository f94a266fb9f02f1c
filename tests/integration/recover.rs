//! Tests of recover.
