//! The key is the longest option more often than chance explains.
//!
//! One long key is an accident, a bank of them a habit. An exact test of the number of items whose key is longest
//! against one in as many as there are options (p below 0.01) finds it before learners do.
//!
//! # Bad
//!
//! ```toml 20 times
//! [[choice]]
//! stem = "Question {n}: who signs form {n} of a competent adult?"
//! options = [
//!   { text = "The patient herself", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml 20 times
//! [[choice]]
//! stem = "Question {n}: who signs form {n} of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse who came" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 24; Poisson-binomial test, exact up to 2,000 items. The excess of a tenth is asked
//! for so that large banks are not blamed for trifles.

use crate::{
    diag::Severity,
    lint::{
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Run,
    },
    model::tail::at_least,
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("key_longest_rate.rs"),
    "L002",
    "key-longest-rate",
    Severity::Warning,
    Check::Whole(check),
);

/// Fewest items for which the test says anything.
const FEWEST: usize = 12;
/// Chance explains what is less unlikely than this.
const LEVEL: f64 = 0.01;
/// Least excess over chance, as a share of the items.
const EXCESS: f64 = 0.1;

fn check(run: &Run<'_>, sink: &mut Sink) {
    for bank in &run.banks {
        let items: Vec<_> = bank
            .digests
            .iter()
            .filter_map(|digest| Some((digest.key_is_longest?, 1.0 / f64::from(digest.options))))
            .collect();
        let longest = items.iter().filter(|(is_longest, _)| *is_longest).count();
        let chances: Vec<f64> = items.iter().map(|(_, chance)| *chance).collect();
        let (asked, hits) = (count(items.len()), count(longest));
        let expected: f64 = chances.iter().sum();
        if items.len() < FEWEST || hits < expected + EXCESS * asked {
            continue;
        }
        let chance = at_least(&chances, longest);
        if chance < LEVEL {
            let message = format!(
                "in {longest} of {} choices the key is the longest option, where chance gives {expected:.0} (p = {chance:.4})",
                items.len()
            );
            let finding = Finding::new(Spot::Id, message).help("shorten keys, or work out distractors, until the key is longest about as often as any other");
            sink.put(bank, Owner::Bank, finding);
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of items are far below 2^52"
)]
fn count(number: usize) -> f64 {
    number as f64
}
