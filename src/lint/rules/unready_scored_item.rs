//! A scored item lacks a review, a reference or a reason.
//!
//! Scored items decide an exam. Under `--strict` one without a reviewer and a date, a source and a reason for each
//! option is an error.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! status = "scored"
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! reference = ["45 CFR 164.508 (2026)"]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! status = "scored"
//! reviewed = 2026-11-22
//! reviewer = "A second reader"
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! reference = ["45 CFR 164.508 (2026)"]
//! ```
//!
//! # Source
//!
//! The life cycle of items: draft, reviewed, pilot, scored, retired.

use crate::{
    diag::Severity,
    domain::{ItemKind, item::Status},
    lint::{
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unready_scored_item.rs"),
    "C006",
    "unready-scored-item",
    Severity::Info,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let item = view.item;
    if item.status != Status::Scored {
        return;
    }
    let mut missing = Vec::new();
    if item.reviewed.is_none() && view.bank.loaded.bank.reviewed.is_none() {
        missing.push("`reviewed`");
    }
    if item.reviewer.is_none() && item.kind() != ItemKind::Card {
        missing.push("`reviewer`");
    }
    if item.references.is_empty() && item.kind() != ItemKind::Card {
        missing.push("`reference`");
    }
    if view
        .options()
        .any(|option| option.option.why.trim().is_empty())
    {
        missing.push("`why`");
    }
    if !missing.is_empty() {
        let finding = Finding::new(
            Spot::Key(&["status"]),
            format!("the item is scored without {}", missing.join(" and ")),
        )
        .severity(Severity::Error)
        .help("add what is missing, or set the status back to `draft`, `reviewed` or `pilot`");
        sink.item(view, finding);
    }
}
