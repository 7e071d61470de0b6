//! The question names no subject: "Which of the following?"
//!
//! Read with the options covered, the question asks nothing. The learner has to find it out from the options, so the
//! item tests reading rather than knowledge.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "A clinic sends records to a payer. Which of the following?"
//! options = [
//!   { text = "Send the minimum necessary", key = true },
//!   { text = "Send the whole record" },
//!   { text = "Send nothing at all" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "How much of the record does a clinic send to a payer?"
//! options = [
//!   { text = "The minimum necessary", key = true },
//!   { text = "The whole record" },
//!   { text = "Nothing" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 14: the central idea belongs in the stem.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("bare_which.rs"),
    "S001",
    "bare-which",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    const BARE: [&str; 6] = [
        "which of the following",
        "which of these",
        "which one of the following",
        "which is it",
        "which",
        "which one",
    ];
    let question = view
        .question()
        .trim_end_matches(['?', ':', '.', ' '])
        .to_lowercase();
    if BARE.contains(&question.as_str()) {
        let finding = Finding::at(
            Field::Stem,
            view.lead_in.clone(),
            "the question names no subject",
        )
        .help("ask for one thing, so that it can be answered with the options covered");
        sink.item(view, finding);
    }
}
