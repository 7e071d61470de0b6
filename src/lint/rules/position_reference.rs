//! An option refers to the place of another, but options are shuffled.
//!
//! "The first option" is another one in each sitting. Options must stand on their own.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician send with the record?"
//! options = [
//!   { text = "A cover letter", key = true },
//!   { text = "The first option and an invoice" },
//!   { text = "A receipt" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician send with the record?"
//! options = [
//!   { text = "A cover letter", key = true },
//!   { text = "A cover letter with an invoice" },
//!   { text = "A receipt" },
//! ]
//! ```
//!
//! # Source
//!
//! The forty rules of the program, rule 38: options are shuffled in every sitting.

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
    include_str!("position_reference.rs"),
    "S029",
    "position-reference",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if view.keeps_order() {
        return;
    }
    for option in view.options() {
        let text = option.text;
        let is_known = text
            .hits(List::AllOfTheAbove)
            .chain(text.hits(List::NoneOfTheAbove))
            .next()
            .is_some();
        if let Some(hit) = text.hits(List::Position).next()
            && !is_known
        {
            let finding = Finding::at(
                Field::Option(option.place),
                text.span(&hit.words),
                "the options are shuffled, so this refers to another one each time",
            )
            .help("say what is meant, or write `pin = true` in the item");
            sink.item(view, finding);
        }
    }
}
