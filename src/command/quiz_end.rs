//! The end of a quiz: score with interval, by domain and task, times, change, what to type next.

use crate::{
    bank::Library,
    domain::{AttemptId, TaskId, attempt::Attempt, time::spoken_length},
    report::{
        summary::{Summary, summarise},
        tally::Tally,
    },
    store::{AttemptFilter, AttemptState},
    ui::{Column, Style, Table, words},
};

use super::{Context, error::CommandError};

/// How many missed items are listed by name.
const MOST_LISTED: usize = 12;

/// Shows the end of `attempt`.
pub(super) fn show(
    context: &mut Context,
    library: &Library,
    id: &AttemptId,
    attempt: &Attempt,
) -> Result<(), CommandError> {
    let summary = summarise(attempt);
    let before = last_time(context, id, attempt)?;
    let screen = &mut context.screen;
    screen.blank();
    screen.heading("Result");
    screen.paragraph(&Style::Strong.paint(&format!("{}.", score_words(&summary.total))));
    if let Some(before) = before.filter(|before| before.asked > 0) {
        screen.line(&change_words(&summary.total, &before));
    }
    if summary.unanswered > 0 {
        screen.line(&format!(
            "{} left without an answer.",
            words::count(summary.unanswered, "item")
        ));
    }
    if summary.total.asked > 0 {
        let (median, total) = (
            spoken_length(summary.median_milliseconds),
            spoken_length(summary.total.milliseconds),
        );
        let slowest = summary.slowest.as_ref().filter(|_| summary.total.asked > 1);
        let slowest =
            slowest.map(|(item, time)| format!(", the longest {} on {item}", spoken_length(*time)));
        let sentence = format!(
            "Time {total}, half of the answers within {median}{}.",
            slowest.unwrap_or_default()
        );
        screen.paragraph(&sentence);
    }
    let several_domains = summary.by_domain.len() > 1;
    if several_domains {
        screen.blank();
        screen.table(&domain_table(library, &summary));
    }
    if let Some(table) = task_table(library, attempt, &summary) {
        screen.blank();
        screen.table(&table);
    }
    if !summary.missed.is_empty() {
        screen.blank();
        let mut missed: Vec<String> = summary
            .missed
            .iter()
            .take(MOST_LISTED)
            .map(ToString::to_string)
            .collect();
        if summary.missed.len() > MOST_LISTED {
            missed.push(format!("and {} more", summary.missed.len() - MOST_LISTED));
        }
        screen.paragraph(&format!("Missed: {}.", missed.join(", ")));
    }
    screen.blank();
    screen.paragraph(&next_words(attempt, &summary));
    Ok(())
}

/// How many tasks are listed, the weakest first.
const MOST_TASKS: usize = 6;

/// How many earlier attempts are looked through for one at the same target.
const LOOK_BACK: usize = 50;

/// Returns the tally of the last finished attempt at the same target.
fn last_time(
    context: &mut Context,
    id: &AttemptId,
    attempt: &Attempt,
) -> Result<Option<Tally>, CommandError> {
    let filter = AttemptFilter {
        kind: Some(attempt.plan.kind),
        state: Some(AttemptState::Finished),
        limit: Some(LOOK_BACK),
        ..AttemptFilter::default()
    };
    let rows = context
        .store()?
        .attempts(&filter)
        .map_err(|error| CommandError::from_store(&error))?;
    let before = rows
        .into_iter()
        .find(|row| row.id != *id && row.target == attempt.plan.target);
    Ok(before.map(|row| Tally::of_counts(row.right, row.answered)))
}

/// "14 of 20 right (70 %, likely 48-85)".
pub(crate) fn score_words(total: &Tally) -> String {
    if total.asked == 0 {
        return "nothing answered".to_owned();
    }
    let (low, high) = total.interval();
    let mut text = format!(
        "{} of {} right ({}, likely {})",
        total.right,
        total.asked,
        words::percent(total.share()),
        words::percent_range(low, high)
    );
    if (total.credit_share() - total.share()).abs() > 5e-4 {
        text.push_str(&format!(
            ", {} with partial credit",
            words::percent(total.credit_share())
        ));
    }
    text
}

fn change_words(total: &Tally, before: &Tally) -> String {
    let change = (total.share() * 100.0).round() - (before.share() * 100.0).round();
    let direction = match change {
        change if change > 0.0 => format!("{change:.0} points up"),
        change if change < 0.0 => format!("{:.0} points down", -change),
        _ => "the same".to_owned(),
    };
    format!(
        "Last time {} of {} ({}): {direction}.",
        before.right,
        before.asked,
        words::percent(before.share())
    )
}

/// Returns the cells of a row of such a table.
pub(super) fn tally_cells(label: String, tally: &Tally) -> Vec<String> {
    let (low, high) = tally.interval();
    vec![
        label,
        format!("{}/{}", tally.right, tally.asked),
        words::percent(tally.share()),
        words::percent_range(low, high),
        spoken_length(tally.mean_milliseconds()),
    ]
}

/// Returns an empty table of tallies whose first column is `what`.
pub(super) fn tally_table(what: &str) -> Table {
    Table::new([
        Column::words(what),
        Column::numbers("right"),
        Column::numbers("share"),
        Column::numbers("likely"),
        Column::numbers("time each"),
    ])
}

fn domain_table(library: &Library, summary: &Summary) -> Table {
    let mut table = tally_table("domain");
    for ((credential, domain), tally) in &summary.by_domain {
        let pack = library.packs.by_id(credential.as_str());
        let name = pack
            .and_then(|pack| pack.domain(domain.as_str()))
            .map(|domain| domain.short.to_string())
            .unwrap_or_default();
        let mark = pack.map_or_else(|| credential.to_string(), |pack| pack.mark.to_string());
        table.push(tally_cells(format!("{mark} {domain} {name}"), tally));
    }
    table
}

/// Returns the tasks of the outline that were asked, weakest first; job tasks stand in `progress --by task`.
fn task_table(library: &Library, attempt: &Attempt, summary: &Summary) -> Option<Table> {
    let pack = attempt
        .plan
        .credential
        .as_ref()
        .and_then(|credential| library.packs.by_id(credential.as_str()))?;
    let mut rows: Vec<(&TaskId, &str, &Tally)> = summary
        .by_task
        .iter()
        .filter_map(|(task, tally)| Some((task, &*pack.task(task.as_str())?.1.text, tally)))
        .collect();
    rows.sort_by(|one, other| one.2.share().total_cmp(&other.2.share()));
    if rows.len() < 2 {
        return None;
    }
    let mut table = tally_table("task");
    for (task, text, tally) in rows.iter().take(MOST_TASKS) {
        table.push(tally_cells(format!("{task} {text}"), tally));
    }
    Some(table)
}

fn next_words(attempt: &Attempt, summary: &Summary) -> String {
    let target = &attempt.plan.target;
    let target = shlex::try_quote(target).unwrap_or(target.into());
    let weakest = summary
        .by_domain
        .iter()
        .filter(|(_, tally)| tally.asked >= 2)
        .min_by(|one, other| one.1.share().total_cmp(&other.1.share()))
        .filter(|_| summary.by_domain.len() > 1);
    let mut next = Vec::new();
    if !summary.missed.is_empty() {
        next.push("review --missed goes through the missed ones again".to_owned());
        next.push(format!("quiz {target} --only missed asks them anew"));
    }
    if let Some(((_, domain), tally)) = weakest
        && tally.right < tally.asked
    {
        next.push(format!(
            "quiz {target} --domain {domain} practises the weakest domain"
        ));
    }
    if next.is_empty() {
        next.push(format!("quiz {target} draws new ones"));
    }
    format!("Next: {}.", next.join("; "))
}
