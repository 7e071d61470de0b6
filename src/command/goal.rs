//! `goal`: what the learner aims at.

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::{Event, EventBody, event::Goal, time::days_between};

use super::{
    Context, Outcome,
    arguments::{GoalArguments, GoalCommand, Reporting},
    error::CommandError,
};

/// One goal in `--json` output.
#[derive(Serialize)]
struct GoalJson {
    credential: String,
    exam: Option<String>,
    days: Option<i32>,
    minutes: Option<u32>,
    target: Option<f64>,
}

pub(super) fn run(
    context: &mut Context,
    arguments: &GoalArguments,
) -> Result<Outcome, CommandError> {
    match &arguments.command {
        None => show(context, Reporting::default()),
        Some(GoalCommand::Show { reporting }) => show(context, *reporting),
        Some(GoalCommand::Set {
            credential,
            exam,
            minutes,
            target,
        }) => set(
            context,
            credential,
            *exam,
            *minutes,
            target.map(|percent| f64::from(percent) / 100.0),
        ),
        Some(GoalCommand::Clear { credential }) => clear(context, credential),
    }
}

fn set(
    context: &mut Context,
    word: &str,
    exam: Option<Date>,
    minutes: Option<u32>,
    target: Option<f64>,
) -> Result<Outcome, CommandError> {
    let credential = context.credential_id(word)?;
    let today = context.today();
    if let Some(exam) = exam.filter(|exam| *exam < today) {
        return Err(
            CommandError::usage(format!("the exam day {exam} has passed")).hint(format!(
                "Today is {today}. Give a day to come: goal set {credential} --exam YYYY-MM-DD."
            )),
        );
    }
    let goals = context
        .store()?
        .goals()
        .map_err(|error| CommandError::from_store(&error))?;
    let before = goals.get(&credential).cloned();
    let goal = Goal {
        exam: exam.or(before.as_ref().and_then(|goal| goal.exam)),
        minutes: minutes.or(before.as_ref().and_then(|goal| goal.minutes)),
        target: target.or(before.as_ref().and_then(|goal| goal.target)),
        credential,
    };
    let now = context.now();
    context.append(&[Event {
        at: now,
        attempt: None,
        body: EventBody::GoalSet(goal.clone()),
    }])?;
    let words = goal_words(context, &goal)?;
    context.screen.paragraph(&format!("Your goal: {words}."));
    Ok(Outcome::Done)
}

fn show(context: &mut Context, reporting: Reporting) -> Result<Outcome, CommandError> {
    let goals = context
        .store()?
        .goals()
        .map_err(|error| CommandError::from_store(&error))?;
    let today = context.today();
    if reporting.json {
        let json: Vec<GoalJson> = goals
            .values()
            .map(|goal| GoalJson {
                credential: goal.credential.to_string(),
                exam: goal.exam.map(|exam| exam.to_string()),
                days: goal.exam.map(|exam| days_between(today, exam)),
                minutes: goal.minutes,
                target: goal.target,
            })
            .collect();
        context.print_json(&json)?;
        return Ok(Outcome::Done);
    }
    if goals.is_empty() {
        context
            .screen
            .paragraph("No goal yet. Set one: goal set rhit --exam 2027-03-15 --minutes 45.");
    }
    for goal in goals.values() {
        let words = goal_words(context, goal)?;
        context.screen.paragraph(&format!("{words}."));
    }
    Ok(Outcome::Done)
}

fn clear(context: &mut Context, word: &str) -> Result<Outcome, CommandError> {
    let credential = context.credential_id(word)?;
    let goals = context
        .store()?
        .goals()
        .map_err(|error| CommandError::from_store(&error))?;
    if !goals.contains_key(&credential) {
        return Err(
            CommandError::usage(format!("there is no goal for `{credential}`"))
                .hint("goal show lists your goals."),
        );
    }
    let now = context.now();
    let body = EventBody::GoalCleared {
        credential: credential.clone(),
    };
    context.append(&[Event {
        at: now,
        attempt: None,
        body,
    }])?;
    context
        .screen
        .line(&format!("The goal for {credential} is cleared."));
    Ok(Outcome::Done)
}

/// Returns a goal in words: "RHIT on 2027-03-15 (in 113 days), 45 min a day, 80 % right".
pub(crate) fn goal_words(context: &mut Context, goal: &Goal) -> Result<String, CommandError> {
    let mut parts = vec![context.mark_of(&goal.credential)?];
    if let Some(exam) = goal.exam {
        let when = match days_between(context.today(), exam) {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days if days < 0 => format!("{} days ago", -days),
            days => format!("in {days} days"),
        };
        parts[0].push_str(&format!(" on {exam} ({when})"));
    }
    parts.extend(goal.minutes.map(|minutes| format!("{minutes} min a day")));
    parts.extend(
        goal.target
            .map(|target| format!("{} right", crate::ui::words::percent(target))),
    );
    Ok(parts.join(", "))
}
