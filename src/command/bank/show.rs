//! `bank show`: an item as the learner will see it, with key and reasons; a bank's items, and how they cover the outline.

use crate::{
    bank::Library,
    command::{Context, Outcome, error::CommandError, sitting_view, target},
    domain::{
        Item,
        item::{Bank, Level, Status},
    },
    engine::{explanation::explain_key, presentation::present},
    report::bank_stats::{Count, bank_stats},
    ui::{Column, Table, words},
};

use super::stats::{counts, range};

pub(super) fn run(
    context: &mut Context,
    id: &str,
    coverage: bool,
) -> Result<Outcome, CommandError> {
    let library = context.library()?;
    if let Some(item) = library.item(id).filter(|_| !coverage) {
        return show_item(context, &library, item);
    }
    if let Some(bank) = library.bank(id) {
        if coverage {
            show_coverage(context, &library, &bank.bank);
        } else {
            show_bank(context, &bank.bank);
        }
        return Ok(Outcome::Done);
    }
    if library.item(id).is_some() {
        return Err(
            CommandError::usage(format!("`{id}` is an item, only banks cover an outline"))
                .hint(format!("Type bank show {id} to see it.")),
        );
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
    let status = Status::ALL.map(|status| Count {
        word: status.word(),
        items: bank
            .items
            .iter()
            .filter(|item| item.status == status)
            .count(),
    });
    screen.paragraph(&format!(
        "{}: {}. {}.",
        words::count(bank.items.len(), "item"),
        counts(&status),
        bank.license
    ));
}

/// Shows how many questions a bank has in each domain at each level.
fn show_coverage(context: &mut Context, library: &Library, bank: &Bank) {
    let Some(credential) = library.packs.by_id(bank.credential.as_str()) else {
        return;
    };
    let items: Vec<_> = bank.items.iter().map(|item| (item, &item.domain)).collect();
    let stats = bank_stats(&items, credential, context.today());
    let screen = &mut context.screen;
    screen.heading(&format!("{}: {}", bank.id, bank.title));
    let mut columns = vec![Column::words("domain")];
    columns.extend(Level::ALL.map(|level| Column::numbers(level.word())));
    columns.extend(["cards", "all", "wanted"].map(Column::numbers));
    let mut table = Table::new(columns);
    for domain in &stats.domains {
        let mut row = vec![format!("{} {}", domain.domain, domain.name)];
        row.extend(domain.levels.iter().map(|count| count.items.to_string()));
        row.push(domain.cards.to_string());
        row.push((domain.questions + domain.cards).to_string());
        let wanted = domain.wanted_low.zip(domain.wanted_high);
        row.push(wanted.map(range).unwrap_or_default());
        table.push(row);
    }
    let mut all = vec!["all domains".to_owned()];
    all.extend(stats.levels.iter().map(|count| count.items.to_string()));
    all.push(stats.cards.to_string());
    all.push((stats.questions + stats.cards).to_string());
    table.push(all);
    screen.table(&table);
}

/// Returns where an item stands in its life, with who and when.
fn life(item: &Item) -> String {
    let mut parts = vec![item.status.word().to_owned()];
    parts.extend(item.written.map(|date| format!("written {date}")));
    match (item.reviewed, &item.reviewer) {
        (Some(date), Some(who)) => parts.push(format!("reviewed {date} ({who})")),
        (Some(date), None) => parts.push(format!("reviewed {date}")),
        (None, Some(who)) => parts.push(format!("reviewed ({who})")),
        (None, None) => {}
    }
    parts.extend(
        item.review_by
            .map(|date| format!("to be reviewed by {date}")),
    );
    if let Some(measured) = item.calibrated {
        parts.push(format!(
            "measured on {} on {}: b {}, a {}",
            words::count(measured.takers as usize, "taker"),
            measured.date,
            measured.b,
            measured.a
        ));
    }
    parts.join(", ")
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
    screen.blank();
    screen.hanging("Life cycle: ", &format!("{}.", life(item)));
    Ok(Outcome::Done)
}
