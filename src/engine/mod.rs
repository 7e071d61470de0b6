//! Floor 4: decisions. State, input and time come in; events go out. Nothing here sleeps, prints or reads a clock.

pub mod explanation;
pub mod presentation;
pub mod quiz;
pub mod selection;
