//! The stem is longer than its question needs.
//!
//! Every word that the answer does not hang on costs time and tests reading. A long record belongs in a `[[case]]`,
//! where several items share it.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = """
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//! The hospital has many departments and each of them keeps its own lists of forms, people and rooms.
//!
//! What is the first step?
//! """
//! options = [
//!   { text = "Count", key = true },
//!   { text = "Sort" },
//!   { text = "Mark" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "A hospital's departments keep their own lists of forms. What is the first step of bringing them together?"
//! options = [
//!   { text = "Count", key = true },
//!   { text = "Sort" },
//!   { text = "Mark" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 13: avoid window dressing. The limit of 140 words is ours: about a minute of reading.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("long_stem.rs"),
    "S007",
    "long-stem",
    Severity::Warning,
    Check::Item(check),
);

/// Most words of a stem outside of tables.
const MOST: usize = 140;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some(stem) = view.stem() else {
        return;
    };
    if stem.words.len() <= MOST {
        return;
    }
    let is_prose = |line: &&str| !line.trim_start().starts_with('|');
    let words: usize = stem
        .raw
        .lines()
        .filter(is_prose)
        .map(|line| line.split_whitespace().count())
        .sum();
    if words > MOST {
        let finding = Finding::new(
            Spot::Whole(Field::Stem),
            format!("the stem has {words} words, where {MOST} are much"),
        )
        .help("leave out what the answer does not need, or make a `[[case]]` of it");
        sink.item(view, finding);
    }
}
