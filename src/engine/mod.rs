//! Floor 4: decisions. State, input and time come in; events go out. Nothing here sleeps, prints or reads a clock.

pub mod apportion;
pub mod exam;
pub mod exam_clock;
pub mod explanation;
pub mod form;
pub mod form_pool;
pub mod form_supply;
pub mod likeness;
pub mod presentation;
pub mod quiz;
pub mod selection;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
