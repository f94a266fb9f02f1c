//! Tests of read capture.
