//! The stem is too short to set a task.
//!
//! With fewer than four words the problem stands in the options, and each of them is a true-or-false item of its own.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "HIPAA is?"
//! options = [
//!   { text = "A federal law on health information", key = true },
//!   { text = "A code set for procedures" },
//!   { text = "A registry of tumors" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What kind of rule is HIPAA?"
//! options = [
//!   { text = "A federal law", key = true },
//!   { text = "A code set" },
//!   { text = "A registry" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 14.

use crate::{
    diag::Severity,
    domain::ItemKind,
    lint::{
        field::Field,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("short_stem.rs"),
    "S003",
    "short-stem",
    Severity::Warning,
    Check::Item(check),
);

/// Fewest words of a stem.
const FEWEST: usize = 4;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if !matches!(view.item.kind(), ItemKind::Choice | ItemKind::Multiple) {
        return;
    }
    let words = view.stem().map_or(0, |stem| stem.words.len());
    if words < FEWEST {
        let end = view.item.stem.trim_end().len();
        let finding = Finding::at(Field::Stem, 0..end, format!("the stem has {words} words"))
            .help("put the problem in the stem, so that the options can be short");
        sink.item(view, finding);
    }
}
