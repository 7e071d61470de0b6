//! The stem of one item gives away the key of another.
//!
//! When both stand on one form, the learner who does not know the second reads it in the first. Stems are searched for
//! the words of each key; items of one case, and items that name each other as `enemy`, are exempt.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which assurance must accompany an attorney's subpoena for psychiatric records?"
//! options = [
//!   { text = "Qualified protective order", key = true },
//!   { text = "Notarized consent letter" },
//!   { text = "Signed physician statement" },
//! ]
//!
//! [[choice]]
//! stem = "An attorney's subpoena for psychiatric records comes with a qualified protective order as assurance. Who files it?"
//! options = [
//!   { text = "The technician", key = true },
//!   { text = "The physician" },
//!   { text = "The attorney" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which assurance must accompany an attorney's subpoena for psychiatric records?"
//! options = [
//!   { text = "Qualified protective order", key = true },
//!   { text = "Notarized consent letter" },
//!   { text = "Signed physician statement" },
//! ]
//!
//! [[choice]]
//! stem = "A payer asks for the records of one visit. Who decides how much is sent?"
//! options = [
//!   { text = "The technician", key = true },
//!   { text = "The physician" },
//!   { text = "The attorney" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 4: keep items independent. The key must stand there in full, and half of the first
//! stem's own words beside it; both limits are ours.

use crate::{
    diag::Severity,
    lint::{
        place::{Owner, Spot},
        resemblance::giveaways,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Run,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("giveaway.rs"),
    "L004",
    "giveaway",
    Severity::Warning,
    Check::Whole(check),
);

fn check(run: &Run<'_>, sink: &mut Sink) {
    for (given, giving) in giveaways(run) {
        let (bank, other) = (&run.banks[given.0], &run.banks[giving.0]);
        let (item, teller) = (&bank.items()[given.1], &other.items()[giving.1]);
        let message = format!(
            "the stem of `{}` gives away the key of `{}`",
            teller.id, item.id
        );
        let finding = Finding::new(Spot::Id, message).help(format!(
            "write `enemy = [\"{}\"]` here, or reword one of them",
            teller.id
        ));
        sink.put_across(
            bank,
            Owner::Item(given.1),
            finding,
            Some((
                other.loaded,
                Owner::Item(giving.1),
                "the item that gives it away".to_owned(),
            )),
        );
    }
}
