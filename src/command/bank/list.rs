//! `bank list`: the banks with what they hold.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    command::{Context, Outcome, arguments::Reporting, error::CommandError},
    domain::{ItemKind, item::Bank},
    ui::{Column, Table},
};

/// One bank in `--json` output.
#[derive(Serialize)]
struct BankJson {
    id: String,
    title: String,
    credential: String,
    license: String,
    items: usize,
    cases: usize,
    kinds: BTreeMap<&'static str, usize>,
    domains: BTreeMap<String, usize>,
    status: BTreeMap<&'static str, usize>,
}

pub(super) fn run(context: &mut Context, reporting: Reporting) -> Result<Outcome, CommandError> {
    let library = context.library()?;
    if reporting.json {
        let json: Vec<BankJson> = library
            .banks
            .iter()
            .map(|bank| to_json(&bank.bank))
            .collect();
        context.print_json(&json)?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new([
        Column::words("bank"),
        Column::words("title"),
        Column::words("for"),
        Column::numbers("items"),
        Column::numbers("cards"),
        Column::numbers("cases"),
    ]);
    for bank in library.banks.iter().map(|loaded| &loaded.bank) {
        let cards = bank
            .items
            .iter()
            .filter(|item| item.kind() == ItemKind::Card)
            .count();
        table.push(vec![
            bank.id.to_string(),
            bank.title.to_string(),
            bank.credential.to_string(),
            (bank.items.len() - cards).to_string(),
            cards.to_string(),
            bank.cases.len().to_string(),
        ]);
    }
    context.screen.table(&table);
    context.screen.blank();
    context
        .screen
        .paragraph("bank show BANK lists a bank's items; quiz BANK asks them.");
    Ok(Outcome::Done)
}

fn to_json(bank: &Bank) -> BankJson {
    let mut json = BankJson {
        id: bank.id.to_string(),
        title: bank.title.to_string(),
        credential: bank.credential.to_string(),
        license: bank.license.to_string(),
        items: bank.items.len(),
        cases: bank.cases.len(),
        kinds: BTreeMap::new(),
        domains: BTreeMap::new(),
        status: BTreeMap::new(),
    };
    for item in &bank.items {
        *json.kinds.entry(item.kind().word()).or_default() += 1;
        *json.domains.entry(item.domain.to_string()).or_default() += 1;
        *json.status.entry(item.status.word()).or_default() += 1;
    }
    json
}
