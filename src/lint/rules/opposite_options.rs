//! The key and one distractor are opposites, and no other two are.
//!
//! One of two opposites must be right, so the rest are out: four options become two. Either all options are opposites
//! in pairs, or none are.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does a longer length of stay do to the cost of an episode?"
//! options = [
//!   { text = "Increases it", key = true },
//!   { text = "Decreases it" },
//!   { text = "Shifts it to the patient" },
//!   { text = "Hides it from the payer" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does a longer length of stay do to the cost of an episode?"
//! options = [
//!   { text = "Increases it", key = true },
//!   { text = "Shifts it to the patient" },
//!   { text = "Hides it from the payer" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020): logical clues, a subset of options that
//! covers every case.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        rules::clue,
        sink::{Finding, Sink},
        view::{ItemView, OptionView},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("opposite_options.rs"),
    "S024",
    "opposite-options",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some((key, others)) = view.choice() else {
        return;
    };
    if others.len() < 2 {
        return;
    }
    let options: Vec<_> = view.options().collect();
    let mut pairs = Vec::new();
    for (place, one) in options.iter().enumerate() {
        for other in &options[place + 1..] {
            if clue::are_opposites(one.text, other.text) {
                pairs.push((one.place, other.place));
            }
        }
    }
    if let [(one, other)] = pairs[..]
        && !contrast_goes_on(&options, one, other)
        && (one == key.place || other == key.place)
    {
        let distractor = if one == key.place { other } else { one };
        let finding = Finding::new(
            Spot::Whole(Field::Option(distractor)),
            "this option is the opposite of the key, and no other two are opposites",
        )
        .other(Spot::Whole(Field::Option(key.place)), "the key")
        .help("add a second pair of opposites, or replace this one");
        sink.item(view, finding);
    }
}

/// Whether a third option holds one of the two opposite words, so that the choice is not between the two alone.
fn contrast_goes_on(options: &[OptionView<'_, '_>], one: usize, other: usize) -> bool {
    let words = |place: usize| options[place].text.words.iter().map(|word| &*word.lower);
    let differing: Vec<&str> = words(one)
        .zip(words(other))
        .filter(|(left, right)| left != right)
        .flat_map(|(left, right)| [left, right])
        .collect();
    let mut rest = (0..options.len()).filter(|place| ![one, other].contains(place));
    rest.any(|place| words(place).any(|word| differing.contains(&word)))
}
