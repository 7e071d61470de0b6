//! All options begin with the same words.
//!
//! Words that stand in every option are read as often as there are options and tell nothing. They belong in the stem.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician do with the request?"
//! options = [
//!   { text = "The technician should first file it", key = true },
//!   { text = "The technician should first burn it" },
//!   { text = "The technician should first copy it" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What should the technician first do with the request?"
//! options = [
//!   { text = "File it", key = true },
//!   { text = "Burn it" },
//!   { text = "Copy it" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 14; NBME guide: put what is common into the stem.

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
    include_str!("repeated_option_start.rs"),
    "S005",
    "repeated-option-start",
    Severity::Warning,
    Check::Item(check),
);

/// Fewest words that all options must share.
const FEWEST: usize = 3;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if view.has_bare_options {
        return;
    }
    let mut options = view.options();
    let Some(first) = options.next() else {
        return;
    };
    let mut shared = first.text.words.len();
    let mut others = 0;
    for other in options {
        let pairs = first.text.words.iter().zip(&other.text.words);
        shared = shared.min(
            pairs
                .take_while(|(one, other)| one.lower == other.lower)
                .count(),
        );
        others += 1;
    }
    if shared >= FEWEST && others > 0 {
        let span = first.text.span(&(0..shared));
        let words = first.text.raw[span.clone()].to_owned();
        let finding = Finding::new(
            Spot::Part(Field::Option(0), span),
            format!("all options begin with `{words}`"),
        )
        .help("move these words to the end of the stem");
        sink.item(view, finding);
    }
}
