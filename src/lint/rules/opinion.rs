//! The question asks for an opinion.
//!
//! "What do you think" has no wrong answer. The key must rest on a rule, a guideline or a figure, and the question
//! should say which.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What do you think is the best way to file a record?"
//! options = [
//!   { text = "Terminal digit", key = true },
//!   { text = "Straight numeric" },
//!   { text = "Alphabetic" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which way of filing spreads new records evenly over the shelves?"
//! options = [
//!   { text = "Terminal digit", key = true },
//!   { text = "Straight numeric" },
//!   { text = "Alphabetic" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 6: avoid opinion-based items.

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
    include_str!("opinion.rs"),
    "S035",
    "opinion",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if let Some(stem) = view.stem()
        && let Some(hit) = stem.hits(List::Opinion).next()
    {
        let finding = Finding::at(
            Field::Stem,
            stem.span(&hit.words),
            "the question asks for an opinion",
        )
        .help("name the rule or source by which the answer is right");
        sink.item(view, finding);
    }
}
