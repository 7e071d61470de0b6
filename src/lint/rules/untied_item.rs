//! The item names no task.
//!
//! A domain is wide. Only a task of the outline or of the profession says what the item tests, and progress by task
//! leaves out items without one.
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
//! task = ["t10"]
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
//! Education 15 (2002), guideline 1: one content point, tied to the outline.

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
    include_str!("untied_item.rs"),
    "C017",
    "untied-item",
    Severity::Info,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if view.item.tasks.is_empty() && view.item.kind() != ItemKind::Card {
        let finding = Finding::new(Spot::Id, "the item names no task")
            .help("add `task = [\"...\"]`; `guide` lists the tasks of a credential");
        sink.item(view, finding);
    }
}
