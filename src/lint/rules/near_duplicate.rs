//! Two stems are nearly the same.
//!
//! Near-duplicates count one point twice, and the learner who has seen one knows the other. Stems are compared by the
//! triples of words they share, found by an index; items that name each other as `enemy` are exempt.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "A clinic receives a subpoena signed by an attorney without any attachment. What should the technician do first?"
//! options = [
//!   { text = "Ask for proof", key = true },
//!   { text = "Send the record" },
//!   { text = "Call the court" },
//! ]
//!
//! [[choice]]
//! stem = "A clinic receives a subpoena signed by an attorney without any attachment. What should the technician do first of all?"
//! options = [
//!   { text = "Ask for notice", key = true },
//!   { text = "Mail the record" },
//!   { text = "Call the judge" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "A clinic receives a subpoena signed by an attorney without any attachment. What should the technician do first?"
//! options = [
//!   { text = "Ask for proof", key = true },
//!   { text = "Send the record" },
//!   { text = "Call the court" },
//! ]
//!
//! [[choice]]
//! stem = "An insurer asks for the whole record of one visit to pay its claim. How much does the technician send?"
//! options = [
//!   { text = "The minimum necessary", key = true },
//!   { text = "The whole record" },
//!   { text = "Nothing" },
//! ]
//! ```
//!
//! # Source
//!
//! Broder, On the resemblance and containment of documents (1997): shingles and min-wise hashing.

use crate::{
    diag::Severity,
    lint::{
        place::{Owner, Spot},
        resemblance::near_duplicates,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Run,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("near_duplicate.rs"),
    "L003",
    "near-duplicate",
    Severity::Warning,
    Check::Whole(check),
);

fn check(run: &Run<'_>, sink: &mut Sink) {
    for pair in near_duplicates(run) {
        let (bank, other) = (&run.banks[pair.later.0], &run.banks[pair.earlier.0]);
        let (item, first) = (&bank.items()[pair.later.1], &other.items()[pair.earlier.1]);
        if item.enemies.contains(&first.id) || first.enemies.contains(&item.id) {
            continue;
        }
        let message = format!(
            "the stem is nearly that of `{}` ({:.0} % of its word triples)",
            first.id,
            pair.share * 100.0
        );
        let finding = Finding::new(Spot::Id, message).help(
            "retire one of them, or write `enemy` in one if both are wanted and never together",
        );
        sink.put_across(
            bank,
            Owner::Item(pair.later.1),
            finding,
            Some((
                other.loaded,
                Owner::Item(pair.earlier.1),
                "the other".to_owned(),
            )),
        );
    }
}
