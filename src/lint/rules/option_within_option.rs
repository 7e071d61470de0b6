//! One option is contained in another.
//!
//! If "sepsis" is offered beside "sepsis due to pneumonia", the shorter is right whenever the longer is. Two right
//! answers make none.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which diagnosis is the reason for admission?"
//! options = [
//!   { text = "Bacterial pneumonia" },
//!   { text = "Sepsis due to bacterial pneumonia", key = true },
//!   { text = "Pulmonary edema" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which diagnosis is the reason for admission?"
//! options = [
//!   { text = "Bronchitis" },
//!   { text = "Sepsis due to pneumonia", key = true },
//!   { text = "Pulmonary edema" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 22: keep options independent.

use crate::{
    diag::Severity,
    domain::ItemKind,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{ItemView, OptionView},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("option_within_option.rs"),
    "S026",
    "option-within-option",
    Severity::Warning,
    Check::Item(check),
);

/// Fewest words of content of the shorter option.
const FEWEST: usize = 2;

/// Words after which something else than the shorter option is meant.
const TURNS: [&str; 9] = [
    "not", "without", "no", "except", "but", "and", "or", "minus", "nor",
];

fn holds(longer: &OptionView<'_, '_>, shorter: &OptionView<'_, '_>) -> bool {
    let (long, short) = (&longer.text.words, &shorter.text.words);
    short.len() < long.len()
        && shorter.text.content().count() >= FEWEST
        && !long.iter().any(|word| TURNS.contains(&&*word.lower))
        && long.windows(short.len()).any(|window| {
            window
                .iter()
                .zip(short)
                .all(|(one, other)| one.lower == other.lower)
        })
}

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if view.has_bare_options || view.item.kind() != ItemKind::Choice {
        return;
    }
    let options: Vec<_> = view.options().collect();
    for shorter in &options {
        if let Some(longer) = options.iter().find(|longer| holds(longer, shorter)) {
            let finding = Finding::new(
                Spot::Whole(Field::Option(shorter.place)),
                "this option is contained in another",
            )
            .other(Spot::Whole(Field::Option(longer.place)), "in this one")
            .help("make the two exclude each other");
            sink.item(view, finding);
        }
    }
}
