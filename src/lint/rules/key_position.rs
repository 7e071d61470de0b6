//! Where options keep their order, the key stands in one place too often.
//!
//! Learners who guess prefer a place, and authors do too: often the middle. A chi-square test over all items with
//! pinned options tells whether chance explains it (p below 0.01). Shuffled items are exempt.
//!
//! # Bad
//!
//! ```toml 30 times
//! [[choice]]
//! stem = "Question {n}: who signs form {n} of a competent adult?"
//! pin = true
//! options = [
//!   { text = "The spouse" },
//!   { text = "The patient", key = true },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml 30 times
//! [[choice]]
//! stem = "Question {n}: who signs form {n} of a competent adult?"
//! options = [
//!   { text = "The spouse" },
//!   { text = "The patient", key = true },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 20: vary the location of the right answer; Attali and Bar-Hillel, Guess where,
//! Journal of Educational Measurement 40 (2003).

use crate::{
    diag::Severity,
    lint::{
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Run,
    },
    model::tail::chi_square_above,
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("key_position.rs"),
    "L001",
    "key-position",
    Severity::Warning,
    Check::Whole(check),
);

/// Fewest items for which the test says anything.
const FEWEST: usize = 20;
/// Chance explains what is less unlikely than this.
const LEVEL: f64 = 0.01;

fn check(run: &Run<'_>, sink: &mut Sink) {
    for bank in &run.banks {
        let items: Vec<_> = bank
            .digests
            .iter()
            .filter(|digest| digest.options > 1 && digest.keeps_order)
            .collect();
        if items.len() < FEWEST {
            continue;
        }
        let places = items.iter().map(|digest| digest.options).max().unwrap_or(0);
        let mut expected = vec![0.0; usize::from(places)];
        let mut seen = vec![0.0; usize::from(places)];
        for digest in &items {
            for share in &mut expected[..usize::from(digest.options)] {
                *share += 1.0 / f64::from(digest.options);
            }
            seen[usize::from(digest.key_place)] += 1.0;
        }
        let statistic: f64 = seen
            .iter()
            .zip(&expected)
            .map(|(seen, expected): (&f64, &f64)| (seen - expected).powi(2) / expected)
            .sum();
        let chance = chi_square_above(statistic, f64::from(places - 1));
        if chance < LEVEL {
            let counts: Vec<String> = seen.iter().map(|count| format!("{count:.0}")).collect();
            let message = format!(
                "over {} items that keep their order the key stands {} times in places 1 to {places} (p = {chance:.4})",
                items.len(),
                counts.join(", ")
            );
            let finding = Finding::new(Spot::Id, message)
                .help("let the options be shuffled, or move some keys");
            sink.put(bank, Owner::Bank, finding);
        }
    }
}
