//! Reads the shipped banks once, so that the prompt need not.
fn main() {}
