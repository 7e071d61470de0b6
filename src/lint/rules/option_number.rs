//! A choice has fewer than three or more than five options.
//!
//! Two options are a coin toss. Beyond five, options that nobody chooses only cost reading time: three to five working
//! ones are as reliable.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The physician" },
//! ]
//! ```
//!
//! # Source
//!
//! Rodriguez, Three options are optimal for multiple-choice items, Educational Measurement: Issues and Practice 24
//! (2005).

use crate::{
    diag::Severity,
    domain::ItemKind,
    lint::{
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("option_number.rs"),
    "S011",
    "option-number",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let count = view.options().count();
    let is_off = match view.item.kind() {
        ItemKind::Choice => !(3..=5).contains(&count),
        ItemKind::Multiple => !(3..=8).contains(&count),
        _ => false,
    };
    if is_off {
        let finding = Finding::new(Spot::Id, format!("the item has {count} options"))
            .help("three to five options that each do work are best");
        sink.item(view, finding);
    }
}
