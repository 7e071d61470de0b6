//! Options that keep their order are numbers out of order.
//!
//! Numbers are found fastest in order, and an odd order hints at the one that was written first. Options that are
//! shuffled are exempt.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! pin = true
//! stem = "How many days does the hospital have?"
//! options = [
//!   { text = "60 days" },
//!   { text = "30 days", key = true },
//!   { text = "90 days" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! pin = true
//! stem = "How many days does the hospital have?"
//! options = [
//!   { text = "30 days", key = true },
//!   { text = "60 days" },
//!   { text = "90 days" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 21: place options in logical or numerical order.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        figure::figure,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unordered_numbers.rs"),
    "S027",
    "unordered-numbers",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if !view.keeps_order() {
        return;
    }
    let figures: Option<Vec<f64>> = view
        .options()
        .map(|option| figure(option.text).map(|figure| figure.value))
        .collect();
    let Some(figures) = figures else {
        return;
    };
    let falls = |pair: &[f64]| pair[0] > pair[1];
    let rises = |pair: &[f64]| pair[0] < pair[1];
    if figures.windows(2).any(falls)
        && figures.windows(2).any(rises)
        && let Some(at) = figures.windows(2).position(falls)
    {
        let finding = Finding::new(
            Spot::Whole(Field::Option(at + 1)),
            "the numbers are out of order",
        )
        .help("put the options in the order of their numbers");
        sink.item(view, finding);
    }
}
