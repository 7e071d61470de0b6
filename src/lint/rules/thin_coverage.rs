//! The banks cover a domain less than the exam weighs it.
//!
//! Practice follows what there is. A domain with less than half of its share of the items, or one with many items that
//! all ask for recall, teaches a wrong picture of the exam. Banks on one domain are meant so and exempt.
//!
//! # Bad
//!
//! ```toml 20 times
//! [[choice]]
//! domain = "2"
//! stem = "Question {n}: who signs form {n} of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//!
//! [[choice]]
//! domain = "3"
//! stem = "Question {n}: who counts form {n} of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml 20 times
//! [[choice]]
//! domain = "2"
//! stem = "Question {n}: who signs form {n} of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! The outlines in the credential packs, with their weights.

use crate::{
    diag::Severity,
    domain::{
        ItemKind,
        credential::Credential,
        item::{Item, Level, Status},
    },
    lint::{
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{BankView, Run},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("thin_coverage.rs"),
    "L005",
    "thin-coverage",
    Severity::Info,
    Check::Whole(check),
);

/// Fewest items that make a bank for a whole credential.
const FEWEST: usize = 30;
/// Fewest items of a domain of which some should ask for more than recall.
const FEWEST_OF_DOMAIN: usize = 12;

fn check(run: &Run<'_>, sink: &mut Sink) {
    for credential in run.packs.credentials() {
        let banks: Vec<&BankView<'_>> = run
            .banks
            .iter()
            .filter(|bank| bank.loaded.bank.credential == credential.id)
            .collect();
        check_credential(credential, &banks, sink);
    }
}

fn check_credential(credential: &Credential, banks: &[&BankView<'_>], sink: &mut Sink) {
    let items: Vec<&Item> = banks
        .iter()
        .flat_map(|bank| bank.items())
        .filter(|item| item.kind() != ItemKind::Card && item.status != Status::Retired)
        .collect();
    let (Some(first), Some(outline)) = (banks.first(), credential.default_outline()) else {
        return;
    };
    let of_domain = |id: &str| {
        items
            .iter()
            .filter(|item| item.domain.as_str() == id)
            .count()
    };
    let touched = credential
        .domains
        .iter()
        .filter(|domain| of_domain(domain.id.as_str()) > 0)
        .count();
    if items.len() < FEWEST || touched < 2 {
        return;
    }
    for weight in &outline.weights {
        let id = weight.domain.as_str();
        let count = of_domain(id);
        let share = percent(count, items.len());
        if share < weight.low / 2.0 {
            let message = format!(
                "domain {id} of {} has {count} of {} items ({share:.0} %), where the exam gives it {} to {} %",
                credential.mark,
                items.len(),
                weight.low,
                weight.high
            );
            tell(
                first,
                message,
                "write items for it, or leave the domain out of the bank's promise",
                sink,
            );
        }
        let is_recall =
            |item: &&&Item| item.domain.as_str() == id && item.level == Some(Level::Recall);
        if count >= FEWEST_OF_DOMAIN && items.iter().filter(is_recall).count() == count {
            let message = format!(
                "all {count} items of domain {id} of {} ask for recall",
                credential.mark
            );
            tell(
                first,
                message,
                "write items that apply the rules to a situation",
                sink,
            );
        }
    }
}

fn tell(bank: &BankView<'_>, message: String, help: &str, sink: &mut Sink) {
    sink.put(
        bank,
        Owner::Bank,
        Finding::new(Spot::Id, message).help(help),
    );
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of items are far below 2^52"
)]
fn percent(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64 * 100.0
}
