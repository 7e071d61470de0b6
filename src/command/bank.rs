//! `bank`: list, show and check question banks.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    bank::Library,
    domain::{
        Item, ItemKind,
        item::{Bank, Status},
    },
    engine::{explanation::explain_key, presentation::present},
    ui::{Column, Table, words},
};

use super::{
    Context, Outcome,
    arguments::{BankArguments, BankCommand, Reporting},
    bank_check, bank_explain, bank_robot,
    error::CommandError,
    sitting_view, target,
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

pub(super) fn run(
    context: &mut Context,
    arguments: &BankArguments,
) -> Result<Outcome, CommandError> {
    match &arguments.command {
        BankCommand::List { reporting } => list(context, *reporting),
        BankCommand::Show { id } => show(context, id),
        BankCommand::Check(arguments) => bank_check::run(context, arguments),
        BankCommand::Explain { code, reporting } => {
            bank_explain::run(context, code.as_deref(), *reporting)
        }
        BankCommand::Robot { paths, reporting } => bank_robot::run(context, paths, *reporting),
    }
}

fn list(context: &mut Context, reporting: Reporting) -> Result<Outcome, CommandError> {
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

fn show(context: &mut Context, id: &str) -> Result<Outcome, CommandError> {
    let library = context.library()?;
    if let Some(item) = library.item(id) {
        return show_item(context, &library, item);
    }
    if let Some(bank) = library.bank(id) {
        show_bank(context, &bank.bank);
        return Ok(Outcome::Done);
    }
    let error = CommandError::usage(format!("there is no item or bank `{id}`"));
    Err(match target::nearest_id(&library, id) {
        Some(near) => error.hint(format!("Did you mean `{near}`?")),
        None => error.hint("bank list shows what there is."),
    })
}

fn show_bank(context: &mut Context, bank: &Bank) {
    let screen = &mut context.screen;
    screen.heading(&format!("{}: {}", bank.id, bank.title));
    let mut table = Table::new([
        Column::words("item"),
        Column::words("kind"),
        Column::words("domain"),
        Column::words("level"),
        Column::words("status"),
    ]);
    for item in &bank.items {
        table.push(vec![
            item.id.to_string(),
            item.kind().word().to_owned(),
            item.domain.to_string(),
            item.level
                .map(|level| level.word().to_owned())
                .unwrap_or_default(),
            item.status.word().to_owned(),
        ]);
    }
    screen.table(&table);
    screen.blank();
    screen.paragraph(&format!(
        "{}, {}.",
        words::count(bank.items.len(), "item"),
        bank.license
    ));
}

fn show_item(
    context: &mut Context,
    library: &Library,
    item: &Item,
) -> Result<Outcome, CommandError> {
    let seed = 1;
    let shown = present(item, seed).ok_or_else(|| {
        CommandError::usage(format!(
            "the template `{}` finds no numbers that meet its constraints",
            item.id
        ))
    })?;
    let screen = &mut context.screen;
    if let Some(case) = item
        .case
        .as_ref()
        .and_then(|case| library.case(case.as_str()))
    {
        sitting_view::show_record(screen, case);
        screen.blank();
    }
    let mut parts = sitting_view::place_words(library, None, item);
    parts.push(item.kind().word().to_owned());
    if item.status != Status::Scored {
        parts.push(item.status.word().to_owned());
    }
    screen.heading(&format!("{}   {}", item.id, parts.join("   ")));
    sitting_view::show_stem(screen, item, &shown);
    screen.blank();
    let explanation = explain_key(item, &shown);
    screen.line(&format!("Key: {}.", explanation.key));
    sitting_view::show_reasons(screen, &explanation.reasons);
    sitting_view::show_reasons(screen, &explanation.others);
    for reference in &explanation.references {
        screen.hanging("  ", reference);
    }
    Ok(Outcome::Done)
}
