//! The question is negative, and the negative word is not in capitals.
//!
//! A small "not" is overlooked by people who know the answer. A positive question is best; where the field itself
//! speaks of exceptions, the word is written NOT or EXCEPT.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which of these is not a part of the legal health record?"
//! options = [
//!   { text = "A psychotherapy note", key = true },
//!   { text = "A progress note" },
//!   { text = "A discharge summary" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which of these is NOT a part of the legal health record?"
//! options = [
//!   { text = "A psychotherapy note", key = true },
//!   { text = "A progress note" },
//!   { text = "A discharge summary" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 17: word the stem positively; if a negative word is used, capitalize it.

use crate::{
    diag::{Applicability, Severity},
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        rules::negative::negatives,
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("negative_stem.rs"),
    "S008",
    "negative-stem",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    for span in negatives(view) {
        let word = &view.item.stem[span.clone()];
        if word.bytes().any(|byte| byte.is_ascii_lowercase()) {
            let finding = Finding::at(
                Field::Stem,
                span.clone(),
                format!("the question turns on a small `{word}`"),
            )
            .help("ask positively, or write the word in capitals")
            .fix(
                Spot::Part(Field::Stem, span),
                word.to_uppercase(),
                Applicability::Unsafe,
            );
            sink.item(view, finding);
        }
    }
}
