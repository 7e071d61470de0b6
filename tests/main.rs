//! The tests that need more than one floor, in one binary.

mod architecture;
