//! The key shares more with the other options than any of them.
//!
//! Distractors made by changing one part of the key each leave the key in the middle: it has most in common with all.
//! Counting shared words finds it.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician send, and to whom?"
//! options = [
//!   { text = "Discharge summary to attending physician", key = true },
//!   { text = "Discharge summary to insurance company" },
//!   { text = "Operative report to attending physician" },
//!   { text = "Consultation letter to family" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician send to the attending physician?"
//! options = [
//!   { text = "Discharge summary", key = true },
//!   { text = "Operative report" },
//!   { text = "Consent form" },
//!   { text = "Face sheet" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020): convergence. The margin is ours.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        rules::clue,
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("convergence.rs"),
    "S023",
    "convergence",
    Severity::Warning,
    Check::Item(check),
);

/// How much more the key must share than the next option, as a share of its words.
const MARGIN: f64 = 0.1;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some((key, others)) = view.choice() else {
        return;
    };
    if others.len() < 3 {
        return;
    }
    let options: Vec<_> = view.options().collect();
    let shares = clue::shares(&options);
    let of_key = shares[key.place];
    let next = others
        .iter()
        .map(|other| shares[other.place])
        .fold(0.0, f64::max);
    if of_key > next + MARGIN {
        let finding = Finding::new(
            Spot::Whole(Field::Option(key.place)),
            "the key shares more words with the other options than any of them",
        )
        .help("vary the distractors so that the shared parts stand in them as often");
        sink.item(view, finding);
    }
}
