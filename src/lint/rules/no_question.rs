//! The stem of a choice does not end in a question.
//!
//! A stem that only tells leaves the task to be guessed. A full question, or a sentence that the options complete after
//! a colon, states the task.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "A subpoena arrives without a court order."
//! options = [
//!   { text = "Ask for satisfactory assurance", key = true },
//!   { text = "Release the record" },
//!   { text = "Discard the subpoena" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "A subpoena arrives without a court order. What does the technician do first?"
//! options = [
//!   { text = "Ask for satisfactory assurance", key = true },
//!   { text = "Release the record" },
//!   { text = "Discard the subpoena" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020): a lead-in is a question.

use crate::{
    diag::Severity,
    domain::ItemKind,
    lint::{
        field::Field,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("no_question.rs"),
    "S002",
    "no-question",
    Severity::Warning,
    Check::Item(check),
);

/// Sentences that ask without a question mark begin like this.
const ORDERS: [&str; 12] = [
    "select",
    "choose",
    "pick",
    "name",
    "identify",
    "mark",
    "give",
    "calculate",
    "assign",
    "find",
    "decide",
    "complete",
];

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if !matches!(view.item.kind(), ItemKind::Choice | ItemKind::Multiple) {
        return;
    }
    let question = view.question().trim_end_matches(['*', '_', ' ', ')', '"']);
    let first = question.split_whitespace().next().unwrap_or_default();
    let asks = question.ends_with(['?', ':', '_', '\u{2026}'])
        || question.ends_with("...")
        || ORDERS.iter().any(|order| first.eq_ignore_ascii_case(order));
    if !asks {
        let finding = Finding::at(
            Field::Stem,
            view.lead_in.clone(),
            "the stem does not end in a question",
        )
        .help("end it with one question and a question mark");
        sink.item(view, finding);
    }
}
