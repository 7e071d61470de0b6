//! `bank stats`: what banks hold, against the outline, the calendar and the rules of item writing.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    bank::{Library, TargetKind},
    command::{Context, Outcome, error::CommandError, target},
    domain::{
        Item,
        credential::Credential,
        id::{CredentialId, DomainId, TaskId},
    },
    report::bank_stats::{
        BankStats, Calendar, Count, DomainStats, OptionLengths, Reading, bank_stats, share,
    },
    ui::{Column, Table, words},
};

use super::arguments::StatsArguments;

/// The stats of one credential's items in `--json` output.
#[derive(Serialize)]
struct StatsJson {
    credential: String,
    banks: Vec<String>,
    #[serde(flatten)]
    stats: BankStats,
}

/// The items of one credential, each with the domain it counts for.
type Group<'l> = (&'l Credential, Vec<(&'l Item, &'l DomainId)>);

pub(super) fn run(
    context: &mut Context,
    arguments: &StatsArguments,
) -> Result<Outcome, CommandError> {
    let library = match &arguments.target {
        Some(target) => context.library_with(target)?,
        None => context.library()?,
    };
    let groups = groups(&library, arguments.target.as_deref())?;
    let today = context.today();
    if arguments.reporting.json {
        let json: Vec<StatsJson> = groups
            .iter()
            .map(|(credential, items)| StatsJson {
                credential: credential.id.to_string(),
                banks: banks(items),
                stats: bank_stats(items, credential, today),
            })
            .collect();
        context.print_json(&json)?;
        return Ok(Outcome::Done);
    }
    for (place, (credential, items)) in groups.iter().enumerate() {
        if place > 0 {
            context.screen.blank();
        }
        let stats = bank_stats(items, credential, today);
        show(context, &library, credential, &banks(items), &stats);
    }
    Ok(Outcome::Done)
}

/// Returns the items that `word` names, retired ones too, by credential.
fn groups<'l>(library: &'l Library, word: Option<&str>) -> Result<Vec<Group<'l>>, CommandError> {
    let mut ids: BTreeMap<&CredentialId, Vec<(&Item, &DomainId)>> = BTreeMap::new();
    let mut add = |items: &mut dyn Iterator<Item = &'l Item>| {
        for item in items {
            let group = ids.entry(&item.credential).or_default();
            group.push((item, &item.domain));
        }
    };
    if let Some(word) = word {
        let found = library
            .resolve(word)
            .map_err(|error| CommandError::from_target(&error))?;
        match found.kind {
            TargetKind::Credential(id) => {
                if let Some(credential) = library.packs.by_id(id.as_str()) {
                    let items = library
                        .items()
                        .filter_map(|item| Some((item, item.domain_for(&credential.id)?)));
                    return Ok(vec![(credential, items.collect())]);
                }
            }
            TargetKind::Bank(id) => {
                if let Some(bank) = library.bank(id.as_str()) {
                    add(&mut bank.bank.items.iter());
                }
            }
            TargetKind::Path => {
                let named = |item: &Item| found.items.iter().any(|other| other.bank == item.bank);
                for bank in &library.banks {
                    if bank.bank.items.iter().any(named) {
                        add(&mut bank.bank.items.iter());
                    }
                }
            }
        }
    } else {
        add(&mut library.items());
    }
    let known = |(id, items): (&CredentialId, _)| Some((library.packs.by_id(id.as_str())?, items));
    Ok(ids.into_iter().filter_map(known).collect())
}

fn banks(items: &[(&Item, &DomainId)]) -> Vec<String> {
    let mut banks: Vec<String> = items
        .iter()
        .map(|(item, _)| item.bank.to_string())
        .collect();
    banks.dedup();
    banks
}

fn show(
    context: &mut Context,
    library: &Library,
    credential: &Credential,
    banks: &[String],
    stats: &BankStats,
) {
    let screen = &mut context.screen;
    let where_from = match banks {
        [only] => only.clone(),
        several => words::count(several.len(), "bank"),
    };
    screen.heading(&format!(
        "{}, {where_from}: {}, {}",
        credential.mark,
        words::count(stats.questions, "question"),
        words::count(stats.cards, "card")
    ));
    screen.table(&domain_table(&stats.domains));
    screen.blank();
    let mut values = vec![
        ("level", counts(&stats.levels)),
        ("kind", counts(&stats.kinds)),
        ("life cycle", counts(&stats.status)),
        ("written", written(&stats.calendar)),
        (
            "review",
            reviewed(&stats.calendar, stats.questions + stats.cards),
        ),
    ];
    values.extend(
        stats
            .reading
            .as_ref()
            .map(|reading| ("reading", read(reading))),
    );
    values.extend(
        stats
            .options
            .as_ref()
            .map(|options| ("options", lengths(options))),
    );
    let of_tasks = |of_outline: bool| {
        let tasks = stats.tasks.iter();
        let named: Vec<String> = tasks
            .filter(|task| task.of_outline == of_outline && task.items > 0)
            .map(|task| format!("{}×{}", task.task, task.items))
            .collect();
        named.join(", ")
    };
    values.push(("tasks", of_tasks(true)));
    values.push(("job tasks", of_tasks(false)));
    values.retain(|(_, value)| !value.is_empty());
    screen.labelled(&values);
    let uncovered = uncovered(credential, stats);
    if !uncovered.is_empty() {
        screen.blank();
        screen.line(&format!(
            "{} of these domains without an item:",
            words::count(uncovered.len(), "task")
        ));
        for task in uncovered {
            let text = target::task_text(library, Some(&credential.id), &TaskId::new(task));
            screen.hanging(&format!("  {task}  "), &text);
        }
    }
}

/// Returns the tasks without an item, of those domains that have items at all.
fn uncovered<'s>(credential: &Credential, stats: &'s BankStats) -> Vec<&'s str> {
    let is_begun = |domain: &str| {
        let mut domains = stats.domains.iter();
        domains.any(|row| row.domain == domain && row.questions + row.cards > 0)
    };
    let tasks = stats.tasks.iter().filter(|task| task.items == 0);
    tasks
        .map(|task| task.task.as_str())
        .filter(|task| {
            let domain = credential.task(task).map(|(domain, _)| domain.id.as_str());
            domain.is_some_and(is_begun)
        })
        .collect()
}

/// Returns the domains with what they have and what the outline gives them.
fn domain_table(domains: &[DomainStats]) -> Table {
    let mut table = Table::new([
        Column::words("domain"),
        Column::numbers("questions"),
        Column::numbers("cards"),
        Column::numbers("share"),
        Column::numbers("wanted"),
        Column::words(""),
    ]);
    let all: usize = domains.iter().map(|domain| domain.questions).sum();
    let covered = domains.iter().filter(|domain| domain.questions > 0).count();
    for domain in domains {
        let wanted = domain.wanted_low.zip(domain.wanted_high);
        let verdict = wanted
            .filter(|_| covered > 1)
            .and_then(|wanted| verdict(domain.questions, all, wanted));
        table.push(vec![
            format!("{} {}", domain.domain, domain.name),
            domain.questions.to_string(),
            domain.cards.to_string(),
            domain.share.map(words::percent).unwrap_or_default(),
            wanted.map(range).unwrap_or_default(),
            verdict.unwrap_or_default(),
        ]);
    }
    table
}

/// Returns how many of `all` questions a domain lacks to the least share that is wanted of it, or has beyond the greatest.
fn verdict(have: usize, all: usize, (low, high): (f64, f64)) -> Option<String> {
    let least = (0..=all).find(|count| share(*count, all) >= low - 1e-9)?;
    let most = (0..=all).rfind(|count| share(*count, all) <= high + 1e-9)?;
    if have < least {
        Some(format!("{} short", least - have))
    } else if have > most {
        Some(format!("{} over", have - most))
    } else {
        None
    }
}

/// Returns an outline's range in percent, which may be one figure.
pub(super) fn range((low, high): (f64, f64)) -> String {
    if high - low < 1e-9 {
        words::percent(low)
    } else {
        words::percent_range(low, high)
    }
}

/// Returns what there is of each word, without those of which there is nothing.
pub(super) fn counts(counts: &[Count]) -> String {
    let some = counts.iter().filter(|count| count.items > 0);
    let parts: Vec<String> = some
        .map(|count| format!("{} {}", count.items, count.word))
        .collect();
    parts.join(", ")
}

fn written(calendar: &Calendar) -> String {
    match (&calendar.first_written, &calendar.last_written) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "no day given".to_owned(),
    }
}

fn reviewed(calendar: &Calendar, items: usize) -> String {
    let mut parts = Vec::new();
    match (calendar.never_reviewed, &calendar.oldest_review) {
        (0, Some(oldest)) => parts.push(format!("each since {oldest}")),
        (never, Some(oldest)) => {
            parts.push(format!("{} of {items} since {oldest}", items - never));
            parts.push(format!("{never} never"));
        }
        (_, None) => parts.push("none yet".to_owned()),
    }
    if let Some(next) = &calendar.next_review_by {
        parts.push(format!("next due {next}"));
    }
    if !calendar.overdue.is_empty() {
        let overdue = &calendar.overdue;
        parts.push(format!(
            "{} overdue ({})",
            overdue.len(),
            overdue.join(", ")
        ));
    }
    parts.join("; ")
}

fn read(reading: &Reading) -> String {
    format!(
        "Flesch reading ease {:.1} over {} (0 hard, 100 easy), {:.1} words a stem, {:.1} words a sentence",
        reading.ease,
        words::count(reading.stems, "stem"),
        reading.words_per_stem,
        reading.words_per_sentence
    )
}

fn lengths(options: &OptionLengths) -> String {
    let mut text = format!(
        "a key has {:.2} times the letters of a distractor",
        options.key_over_distractor
    );
    if options.choices > 0 {
        text.push_str(&format!(
            "; it is the longest in {} of {} ({}, likely {}; {} by chance)",
            options.key_longest,
            words::count(options.choices, "choice"),
            words::percent(options.share),
            words::percent_range(options.low, options.high),
            words::percent(options.chance)
        ));
    }
    text
}
