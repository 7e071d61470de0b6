//! The key is clearly longer than every distractor.
//!
//! Authors qualify the right answer until nobody can object, and the wrong ones not at all. Testwise learners know it
//! and choose the longest.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician do first with the subpoena?"
//! options = [
//!   { text = "Ask the attorney for proof that the patient was notified", key = true },
//!   { text = "Send the record" },
//!   { text = "Call the court" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician do first with the subpoena?"
//! options = [
//!   { text = "Ask for proof of notice", key = true },
//!   { text = "Send the record by mail" },
//!   { text = "Call the clerk of court" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 24: keep the length of options about equal. The margin of a quarter and eight letters
//! is ours.

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
    include_str!("longest_key.rs"),
    "S012",
    "longest-key",
    Severity::Warning,
    Check::Item(check),
);

/// Shorter keys are never conspicuous, whatever the others are.
const FEWEST_LETTERS: usize = 8;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some((key, others)) = view.choice() else {
        return;
    };
    let length = key.length();
    let longest = others
        .iter()
        .max_by_key(|other| other.length())
        .expect("there is a distractor");
    let next = longest.length();
    if length * 4 > next * 5 && length - next >= FEWEST_LETTERS {
        let finding = Finding::new(
            Spot::Whole(Field::Option(key.place)),
            format!("the key has {length} characters, the longest distractor {next}"),
        )
        .label("the key")
        .other(Spot::Whole(Field::Option(longest.place)), "the longest distractor")
        .help("shorten the key, its details belong in the reason; or work out the distractors as well");
        sink.item(view, finding);
    }
}
