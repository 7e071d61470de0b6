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
    let points = match change.abs() {
        one if one < 1.5 => "1 point".to_owned(),
        more => format!("{more:.0} points"),
    };
    let direction = match change {
        change if change > 0.0 => format!("{points} up"),
        change if change < 0.0 => format!("{points} down"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Feedback, Timestamp,
        event::{Answer, Event, EventBody},
        id::DomainId,
        sample::{self, choice_answer},
    };

    fn attempt(target: &str, answers: Vec<Answer>) -> Attempt {
        let items: Vec<_> = (0..answers.len())
            .map(|place| sample::choice(&format!("i{place}")))
            .collect();
        let mut plan = sample::plan(&items.iter().collect::<Vec<_>>(), Feedback::Each);
        target.clone_into(&mut plan.target);
        let at = Timestamp::from_milliseconds(0);
        let mut attempt = Attempt::begin(AttemptId::new("a"), plan, at);
        for answer in answers {
            let body = EventBody::Answered(Box::new(answer));
            attempt.apply(&Event {
                at,
                attempt: None,
                body,
            });
        }
        attempt
    }

    fn in_domain(domain: &str, answer: Answer) -> Answer {
        Answer {
            domain: DomainId::new(domain),
            ..answer
        }
    }

    fn next(target: &str, answers: Vec<Answer>) -> String {
        let attempt = attempt(target, answers);
        next_words(&attempt, &summarise(&attempt))
    }

    #[test]
    fn a_score_names_its_interval_and_partial_credit_when_it_differs() {
        assert_eq!(score_words(&Tally::default()), "nothing answered");
        assert_eq!(
            score_words(&Tally::of_counts(14, 20)),
            "14 of 20 right (70 %, likely 48-85 %)"
        );
        let mut partial = Tally::of_counts(1, 2);
        partial.credit = 1.5;
        assert_eq!(
            score_words(&partial),
            "1 of 2 right (50 %, likely 9-91 %), 75 % with partial credit"
        );
    }

    #[test]
    fn the_change_is_told_in_points() {
        let change = |right, before| {
            change_words(
                &Tally::of_counts(right, 100),
                &Tally::of_counts(before, 100),
            )
        };
        assert_eq!(change(70, 65), "Last time 65 of 100 (65 %): 5 points up.");
        assert_eq!(change(65, 70), "Last time 70 of 100 (70 %): 5 points down.");
        assert_eq!(change(70, 70), "Last time 70 of 100 (70 %): the same.");
        assert_eq!(change(71, 70), "Last time 70 of 100 (70 %): 1 point up.");
        assert_eq!(change(69, 70), "Last time 70 of 100 (70 %): 1 point down.");
    }

    #[test]
    fn what_comes_next_follows_from_what_was_missed() {
        let right = |place| choice_answer("i", place, true);
        let wrong = |place| choice_answer("i", place, false);
        assert_eq!(
            next("rhit", vec![right(0)]),
            "Next: quiz rhit draws new ones."
        );
        assert_eq!(
            next("rhit", vec![wrong(0)]),
            "Next: review --missed goes through the missed ones again; quiz rhit --only missed asks them anew."
        );
        let weak = vec![
            right(0),
            right(1),
            in_domain("2", wrong(2)),
            in_domain("2", right(3)),
        ];
        assert_eq!(
            next("my bank.toml", weak),
            "Next: review --missed goes through the missed ones again; quiz 'my bank.toml' --only missed asks them anew; quiz 'my bank.toml' --domain 2 practises the weakest domain."
        );
    }

    #[test]
    fn one_answer_makes_no_domain_the_weakest() {
        let answers = vec![
            choice_answer("i", 0, true),
            in_domain("2", choice_answer("i", 1, false)),
        ];
        assert!(!next("rhit", answers).contains("--domain"));
    }
}
