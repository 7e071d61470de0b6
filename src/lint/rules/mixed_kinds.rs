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
        figure::is_diagnosis_code,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{ItemView, OptionView},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("mixed_kinds.rs"),
    "S013",
    "mixed-kinds",
    Severity::Warning,
    Check::Item(check),
);

/// Most words of content beside a number; with more it is a phrase that begins with one.
const MOST_WORDS: usize = 2;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Figure,
    /// A phrase that begins with a number goes with either.
    Both,
    Words,
}

fn kind(option: &OptionView<'_, '_>) -> Kind {
    let raw = option.text.raw.trim();
    let is_code =
        !raw.contains(char::is_whitespace) && raw.contains(|letter: char| letter.is_ascii_digit());
    let first = option.text.words.first();
    let begins = first.is_some_and(|word| word.is_number() || is_diagnosis_code(word.text));
    if !begins && !is_code {
        Kind::Words
    } else if option.text.content().count() <= MOST_WORDS {
        Kind::Figure
    } else {
        Kind::Both
    }
}

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let options: Vec<_> = view.options().collect();
    if options.len() < 3 {
        return;
    }
    let kinds: Vec<Kind> = options.iter().map(kind).collect();
    let sole = |one: Kind, rest: Kind| {
        let place = kinds.iter().position(|kind| *kind == one)?;
        let others = kinds.iter().filter(|kind| **kind == rest).count();
        (others + 1 == kinds.len()).then_some(place)
    };
    let figure = sole(Kind::Figure, Kind::Words).map(|odd| (odd, "a code or a number", "words"));
    let words = sole(Kind::Words, Kind::Figure).map(|odd| (odd, "words", "codes or numbers"));
    if let Some((odd, this, rest)) = figure.or(words) {
        let spot = Spot::Whole(Field::Option(odd));
        let finding = Finding::new(
            spot,
            format!("this option is {this}, the others are {rest}"),
        )
        .help("give options of one kind, so that each answers the question");
        sink.item(view, finding);
    }
}
