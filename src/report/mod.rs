//! Floor 4: counting. What happened becomes typed facts; renderers stand above.

pub mod bank_stats;
pub mod exam;
pub mod guide;
pub mod progress;
pub mod summary;
pub mod tally;
