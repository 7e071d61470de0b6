//! The question asks which statement is true.
//!
//! "Which is true?" turns one item into several true-or-false items on different points. Knowing one point well does
//! not answer it, and the options cannot be compared with each other.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which of the following statements is true?"
//! options = [
//!   { text = "An authorization needs an expiration", key = true },
//!   { text = "A subpoena needs a notary" },
//!   { text = "A consent needs a judge" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What must a valid authorization contain?"
//! options = [
//!   { text = "An expiration", key = true },
//!   { text = "A seal of a notary" },
//!   { text = "A judge's signature" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020): unfocused lead-ins.

use crate::{
    diag::Severity,
    domain::ItemKind,
    lint::{
        field::Field,
        lexicon::List,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("true_or_false.rs"),
    "S004",
    "true-or-false",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if !matches!(view.item.kind(), ItemKind::Choice | ItemKind::Multiple) {
        return;
    }
    let Some(stem) = view.stem() else {
        return;
    };
    let hit = stem.hits(List::TrueFalse).find(|hit| {
        let span = stem.span(&hit.words);
        let question = view.question().trim_end_matches(['?', ' ', ':']);
        // Only where nothing is said of what it is true of.
        span.start >= view.lead_in.start && view.lead_in.start + question.len() <= span.end
    });
    if let Some(hit) = hit {
        let finding = Finding::at(
            Field::Stem,
            stem.span(&hit.words),
            "the question asks only which statement holds",
        )
        .help("ask for one fact, so that all options answer the same question");
        sink.item(view, finding);
    }
}
