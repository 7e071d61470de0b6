//! An item names an enemy that is not there.
//!
//! The two are kept apart on forms by the id. A slip in it, or an item that was renamed, lets them meet.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! enemy = ["no-such-item"]
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
//! id = "one"
//! enemy = ["two"]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//!
//! [[choice]]
//! id = "two"
//! stem = "Who may revoke an authorization once it is given?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! The bank format: `enemy` holds ids of items.

use std::collections::BTreeSet;

use crate::{
    diag::{Severity, did_you_mean},
    lint::{
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{BankView, Run},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unknown_enemy.rs"),
    "L008",
    "unknown-enemy",
    Severity::Warning,
    Check::Whole(check),
);

fn check(run: &Run<'_>, sink: &mut Sink) {
    let named = run
        .banks
        .iter()
        .flat_map(BankView::items)
        .any(|item| !item.enemies.is_empty());
    // An item with a fault of its own is not loaded, but it is there.
    if !named || !run.banks.iter().all(|bank| bank.loaded.is_whole) {
        return;
    }
    let known: BTreeSet<&str> = run
        .banks
        .iter()
        .flat_map(BankView::items)
        .map(|item| item.id.as_str())
        .collect();
    for bank in &run.banks {
        for (place, item) in bank.items().iter().enumerate() {
            for enemy in item
                .enemies
                .iter()
                .filter(|enemy| !known.contains(enemy.as_str()))
            {
                let near = did_you_mean(enemy.as_str(), known.iter().copied());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "check the bank together with the one that holds it".to_owned(),
                };
                let finding =
                    Finding::new(Spot::Key(&["enemy"]), format!("there is no item `{enemy}`"))
                        .help(help);
                sink.put(bank, Owner::Item(place), finding);
            }
        }
    }
}
