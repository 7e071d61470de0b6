//! Numbers in options differ in decimals or units.
//!
//! A number with more decimals than the rest looks computed, and one with another unit has to be converted before it
//! can be compared.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What is the average length of stay?"
//! options = [
//!   { text = "4.62 days", key = true },
//!   { text = "5 days" },
//!   { text = "6 days" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What is the average length of stay?"
//! options = [
//!   { text = "4.6 days", key = true },
//!   { text = "5.1 days" },
//!   { text = "6.0 days" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020): numeric options are listed in one
//! format.

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
    include_str!("uneven_numbers.rs"),
    "S028",
    "uneven-numbers",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let figures: Option<Vec<_>> = view
        .options()
        .map(|option| figure(option.text).map(|figure| (option.place, figure)))
        .collect();
    let Some(figures) = figures else {
        return;
    };
    let Some((first, rest)) = figures.split_first() else {
        return;
    };
    for (place, figure) in rest {
        let what = if figure.decimals != first.1.decimals {
            "has other decimals than the first option"
        } else if figure.unit != first.1.unit {
            "has another unit than the first option"
        } else {
            continue;
        };
        let finding = Finding::new(
            Spot::Whole(Field::Option(*place)),
            format!("this number {what}"),
        )
        .other(Spot::Whole(Field::Option(first.0)), "the first option")
        .help("write all numbers with the same decimals and unit");
        sink.item(view, finding);
        return;
    }
}
