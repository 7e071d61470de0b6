//! Two options have the same reason.
//!
//! Distractors come from different errors, so each deserves its own answer. The same reason twice shows that one of
//! them was not thought through.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true, why = "A competent adult decides alone." },
//!   { text = "The spouse", why = "This person has no right to decide for the patient." },
//!   { text = "The clerk", why = "This person has no right to decide for the patient." },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true, why = "A competent adult decides alone." },
//!   { text = "The spouse", why = "Marriage gives no right to decide." },
//!   { text = "The clerk", why = "The clerk only receives the form." },
//! ]
//! ```
//!
//! # Source
//!
//! The forty rules of the program, rule 39: a rationale for the key and each distractor.

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
    include_str!("repeated_reason.rs"),
    "C004",
    "repeated-reason",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let options: Vec<_> = view.options().collect();
    for (at, option) in options.iter().enumerate() {
        let same = |other: &&crate::lint::view::OptionView<'_, '_>| {
            other.option.why.trim() == option.option.why.trim()
        };
        if let Some(other) = options[..at].iter().find(same) {
            let finding = Finding::new(
                Spot::Whole(Field::OptionWhy(option.place)),
                "two options have the same reason",
            )
            .other(Spot::Whole(Field::OptionWhy(other.place)), "first here")
            .help("say of each option what is wrong with it in particular");
            sink.item(view, finding);
            return;
        }
    }
}
