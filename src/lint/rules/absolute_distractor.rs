//! Only distractors say "always", "never" or "only".
//!
//! Few rules hold always, and testwise learners strike every option that says so. Where the key says it too, it is no
//! clue.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "When may a clinic disclose a record without authorization?"
//! options = [
//!   { text = "For treatment of the patient", key = true },
//!   { text = "Never in the life of the patient" },
//!   { text = "Always when an attorney asks" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "When may a clinic disclose a record without authorization?"
//! options = [
//!   { text = "For treatment of the patient", key = true },
//!   { text = "For marketing by a partner" },
//!   { text = "For a request by an employer" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 28b: avoid specific determiners such as always, never, completely and absolutely. Two
//! distractors must say it, because one such word is often plain English.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        lexicon::List,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("absolute_distractor.rs"),
    "S020",
    "absolute-distractor",
    Severity::Warning,
    Check::Item(check),
);

/// Fewest distractors that must say it.
const FEWEST: usize = 2;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some((key, others)) = view.choice() else {
        return;
    };
    if key.text.hits(List::Absolute).next().is_some() {
        return;
    }
    let said: Vec<_> = others
        .iter()
        .filter_map(|other| Some((other, other.text.hits(List::Absolute).next()?)))
        .collect();
    if said.len() < FEWEST {
        return;
    }
    let (first, hit) = &said[0];
    let span = first.text.span(&hit.words);
    let mut finding = Finding::at(
        Field::Option(first.place),
        span,
        "only distractors speak in absolutes",
    )
    .help("take the word away, or let the key be as plain as they are");
    for (other, hit) in &said[1..] {
        let spot = Spot::Part(Field::Option(other.place), other.text.span(&hit.words));
        finding = finding.other(spot, "and here");
    }
    sink.item(view, finding);
}
