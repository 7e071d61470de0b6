//! The item leans on another item.
//!
//! Items are drawn and shuffled: the one it speaks of may come later or not at all. And who missed the first misses the
//! second for the same reason.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Based on your answer to the previous question, who signs the form?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 4: keep items independent.

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
    include_str!("hinging.rs"),
    "S036",
    "hinging",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if let Some(stem) = view.stem()
        && let Some(hit) = stem.hits(List::Hinge).next()
    {
        let finding = Finding::at(
            Field::Stem,
            stem.span(&hit.words),
            "the item leans on another one",
        )
        .help("say what is needed here, or put the shared facts in a `[[case]]`");
        sink.item(view, finding);
    }
}
