//! The item names no source.
//!
//! Without a source nobody can check the key, and a learner who disputes it has nothing to read. Cards, which only
//! define, are exempt.
//!
//! # Bad
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
//! reference = ["45 CFR 164.508(c)(1)(vi) (2026)"]
//! ```
//!
//! # Source
//!
//! The forty rules of the program, rule 5: one defensible best answer, reference required.

use crate::{
    diag::Severity,
    domain::ItemKind,
    lint::{
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("missing_reference.rs"),
    "C001",
    "missing-reference",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if view.item.references.is_empty() && view.item.kind() != ItemKind::Card {
        let finding = Finding::new(Spot::Id, "the item names no source")
            .help("add `reference = [\"...\"]`: a statute, a guideline section or a manual, with its year");
        sink.item(view, finding);
    }
}
