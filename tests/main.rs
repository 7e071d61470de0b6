//! The tests that need more than one floor, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a panic in a test is a failed test"
)]

mod architecture;
mod authoring;
mod bad_world;
mod check;
mod edited_bank;
mod exchange;
mod kill;
mod shipped_items;
mod transcript;
