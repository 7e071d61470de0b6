//! A negative question meets a negative option.
//!
//! To judge "is not required" under "Which is NOT true?" the learner has to turn the sense around twice. Errors then
//! tell of logic, not of knowledge.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which of these is NOT a duty of the privacy officer?"
//! options = [
//!   { text = "Not telling the patient", key = true },
//!   { text = "Training the staff" },
//!   { text = "Answering complaints" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which of these is a duty of the privacy officer?"
//! options = [
//!   { text = "Training the staff", key = true },
//!   { text = "Coding the record" },
//!   { text = "Paying the claims" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020); Haladyna, Downing and Rodriguez, A
//! review of multiple-choice item-writing guidelines, Applied Measurement in Education 15 (2002), guideline 17.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        lexicon::List,
        rule::{Check, Rule},
        rules::negative::negatives,
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("double_negative.rs"),
    "S009",
    "double-negative",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if negatives(view).is_empty() {
        return;
    }
    for option in view.options() {
        if let Some(hit) = option.text.hits(List::Negative).next() {
            let span = option.text.span(&hit.words);
            let finding = Finding::at(
                Field::Option(option.place),
                span,
                "a negative option under a negative question",
            )
            .help("ask positively, or say the option without the negative");
            sink.item(view, finding);
        }
    }
}
