//! The day on which the item had to be reviewed has passed.
//!
//! `review_by` is the author's own promise: after it the rule, the code set or the guideline may have changed, and the
//! key with it.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! review_by = 2020-10-01
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
//! review_by = 2999-10-01
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
//! The forty rules of the program, rule 40: current.

use crate::{
    diag::Severity,
    lint::{
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("stale_review.rs"),
    "C005",
    "stale-review",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if let Some(review_by) = view.item.review_by
        && review_by < view.bank.today
    {
        let finding = Finding::new(
            Spot::Key(&["review_by"]),
            format!("the item was to be reviewed by {review_by}"),
        )
        .help("read its references again, then write `reviewed` and a new `review_by`");
        sink.item(view, finding);
    }
}
