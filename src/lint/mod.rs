//! Floor 2: checks of banks beyond what the loader must refuse. One rule a file, a registry, fixes, the testwise robot.
//!
//! A rule's leading comment is its manual: what, why, a bad and a good example, the source. The examples are its tests.
//! Word lists are data under `words`. [`lint`] runs the rules over loaded banks; [`find_rule`] explains one.

mod digest;
mod field;
mod figure;
mod fix;
mod lexicon;
mod place;
mod registry;
mod resemblance;
mod robot;
mod rule;
mod rules;
mod run;
mod select;
mod sink;
mod view;
mod word;

pub use fix::{Fixes, apply};
pub use registry::{RULES, find_rule};
pub use robot::{Cue, RobotAnswer, RobotReport, RobotScore, robot};
pub use rule::Rule;
pub use run::{Settings, lint};
pub use select::Selector;

#[cfg(test)]
mod tests;
