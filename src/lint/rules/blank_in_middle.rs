//! A blank stands in the middle of the stem.
//!
//! The learner has to hold the first half in mind, jump to the options and come back. A question, or a blank at the
//! very end, is read once.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "The ____ rule governs electronic protected health information in transit."
//! options = [
//!   { text = "Security", key = true },
//!   { text = "Privacy" },
//!   { text = "Breach" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which rule governs electronic protected health information in transit?"
//! options = [
//!   { text = "Security", key = true },
//!   { text = "Privacy" },
//!   { text = "Breach" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002); the forty rules of the program, rule 12.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("blank_in_middle.rs"),
    "S006",
    "blank-in-middle",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let stem = &*view.item.stem;
    let Some(at) = stem.find("__") else {
        return;
    };
    let length = stem[at..].bytes().take_while(|byte| *byte == b'_').count();
    let rest = stem[at + length..].trim_matches(['.', '?', ':', ' ', '\n', '\r', '*']);
    if !rest.is_empty() {
        let finding = Finding::at(
            Field::Stem,
            at..at + length,
            "a blank stands in the middle of the stem",
        )
        .help("ask a question instead, or move the blank to the end");
        sink.item(view, finding);
    }
}
