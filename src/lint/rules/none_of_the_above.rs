//! An option says "none of the above".
//!
//! It shows that the learner can rule out wrong answers, not that the right one is known, and it loses its sense when
//! options are shuffled.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which element must an authorization contain?"
//! options = [
//!   { text = "A signature" },
//!   { text = "A description" },
//!   { text = "None of the above", key = true },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which element must an authorization contain?"
//! options = [
//!   { text = "A signature", key = true },
//!   { text = "A seal" },
//!   { text = "A stamp" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 25: use none-of-the-above with care.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        lexicon::List,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("none_of_the_above.rs"),
    "S018",
    "none-of-the-above",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    for option in view.options() {
        let hit = option
            .text
            .hits(List::NoneOfTheAbove)
            .find(|hit| hit.words.len() * 2 >= option.text.words.len());
        if let Some(hit) = hit {
            let span = option.text.span(&hit.words);
            let words = option.text.raw[span.clone()].to_owned();
            let finding = Finding::at(
                Field::Option(option.place),
                span,
                format!("an option says `{words}`"),
            )
            .help("write a distractor from a real error instead");
            sink.item(view, finding);
        }
    }
}
