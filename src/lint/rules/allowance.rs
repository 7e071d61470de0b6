//! Every waived check of a run, with its place.

use crate::lint::{
    place::{Owner, Spot},
    view::{BankView, Run},
};

/// A waived check.
pub(super) struct Waived<'a> {
    pub(super) bank: &'a BankView<'a>,
    pub(super) owner: Owner,
    /// Its place in the list.
    pub(super) place: usize,
    pub(super) rule: &'a str,
    pub(super) spot: Spot,
}

/// Returns every waived check, banks first to last, the bank's own before those of its items.
pub(super) fn allowances<'a>(run: &'a Run<'a>) -> impl Iterator<Item = Waived<'a>> {
    run.banks.iter().flat_map(|bank| {
        let own = bank
            .loaded
            .bank
            .allow
            .iter()
            .enumerate()
            .map(move |(place, allowance)| Waived {
                bank,
                owner: Owner::Bank,
                place,
                rule: &allowance.rule,
                spot: Spot::Id,
            });
        let items = bank.items().iter().enumerate().flat_map(move |(item, of)| {
            of.allow
                .iter()
                .enumerate()
                .map(move |(place, allowance)| Waived {
                    bank,
                    owner: Owner::Item(item),
                    place,
                    rule: &allowance.rule,
                    spot: Spot::Key(&["allow"]),
                })
        });
        own.chain(items)
    })
}
