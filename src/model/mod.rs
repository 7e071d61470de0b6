//! Floor 0: mathematics. `f64` in, `f64` out, each formula with its source.

pub mod interval;
pub mod tail;
