//! One option is of another kind than the rest.
//!
//! A code among phrases, or a phrase among numbers, does not answer the same question as the others. It is dropped at
//! sight or chosen at sight.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "How long must the clinic keep the record?"
//! options = [
//!   { text = "5 years", key = true },
//!   { text = "7 years" },
//!   { text = "10 years" },
//!   { text = "Until the patient asks" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "How long must the clinic keep the record?"
//! options = [
//!   { text = "5 years", key = true },
//!   { text = "7 years" },
//!   { text = "10 years" },
//!   { text = "15 years" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 23: keep options homogeneous in content.

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
    include_str!("mixed_kinds.rs"),
    "S013",
    "mixed-kinds",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let options: Vec<_> = view.options().collect();
    if options.len() < 3 {
        return;
    }
    let bare: Vec<bool> = options
        .iter()
        .map(|option| {
            option
                .text
                .words
                .first()
                .is_some_and(crate::lint::word::Word::has_figure)
        })
        .collect();
    let count = bare.iter().filter(|is_bare| **is_bare).count();
    let odd = if count == 1 {
        bare.iter().position(|is_bare| *is_bare)
    } else if count + 1 == options.len() {
        bare.iter().position(|is_bare| !is_bare)
    } else {
        None
    };
    if let Some(odd) = odd {
        let (this, rest) = if count == 1 {
            ("a code or a number", "words")
        } else {
            ("words", "codes or numbers")
        };
        let spot = Spot::Whole(Field::Option(odd));
        let finding = Finding::new(
            spot,
            format!("this option is {this}, the others are {rest}"),
        )
        .help("give options of one kind, so that each answers the question");
        sink.item(view, finding);
    }
}
