//! Tests of this floor that need more than one module.

mod exam;
mod form;
