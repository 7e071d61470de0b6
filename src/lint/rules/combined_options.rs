//! An option combines others by their letters: "A and C".
//!
//! Combinations reward logic: one wrong part rules out half of the options. And the letters are another option's when
//! options are shuffled.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which elements must an authorization contain?"
//! options = [
//!   { text = "A signature" },
//!   { text = "A description" },
//!   { text = "Both A and B", key = true },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[multiple]]
//! stem = "Which elements must an authorization contain?"
//! choose = 2
//! options = [
//!   { text = "A signature", key = true },
//!   { text = "A description", key = true },
//!   { text = "A seal" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 9: avoid complex multiple-choice (type K).

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{ItemView, OptionView},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("combined_options.rs"),
    "S019",
    "combined-options",
    Severity::Warning,
    Check::Item(check),
);

const JOINTS: [&str; 9] = [
    "and", "or", "both", "only", "but", "not", "neither", "nor", "either",
];
const NUMERALS: [&str; 5] = ["I", "II", "III", "IV", "V"];

fn combines(option: &OptionView<'_, '_>) -> bool {
    let is_letter = |text: &str| {
        text.len() == 1 && text.as_bytes()[0].is_ascii_uppercase() && text.as_bytes()[0] <= b'J'
            || NUMERALS.contains(&text)
    };
    let words = &option.text.words;
    let letters = words.iter().filter(|word| is_letter(word.text)).count();
    letters >= 2
        && words
            .iter()
            .all(|word| is_letter(word.text) || JOINTS.contains(&&*word.lower))
}

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    for option in view.options().filter(combines) {
        let spot = Spot::Whole(Field::Option(option.place));
        let finding = Finding::new(spot, "an option combines others by their letters")
            .help("write a `[[multiple]]`, where several options are right");
        sink.item(view, finding);
    }
}
