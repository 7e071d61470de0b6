//! `history`: what the learner did.

use serde::Serialize;

use crate::{
    domain::{
        event::AttemptKind,
        time::{days_ago, spoken_length},
    },
    report::tally::Tally,
    store::{AttemptFilter, AttemptRow, AttemptState},
    ui::{Column, Table, words},
};

use super::{Context, Outcome, arguments::HistoryArguments, error::CommandError};

/// One attempt in `--json` output.
#[derive(Serialize)]
struct AttemptJson {
    id: String,
    kind: &'static str,
    target: String,
    credential: Option<String>,
    started: String,
    state: &'static str,
    items: u64,
    answered: u64,
    /// Not told of an exam that is still open.
    right: Option<u64>,
    credit: Option<f64>,
    milliseconds: u64,
}

pub(super) fn run(
    context: &mut Context,
    arguments: &HistoryArguments,
) -> Result<Outcome, CommandError> {
    let credential = match &arguments.credential {
        None => None,
        Some(word) => Some(context.credential_id(word)?),
    };
    let store = context.store()?;
    let filter = AttemptFilter {
        credential,
        limit: Some(usize::from(arguments.number)),
        ..AttemptFilter::default()
    };
    let rows = store
        .attempts(&filter)
        .map_err(|error| CommandError::from_store(&error))?;
    if arguments.reporting.json {
        let json: Vec<AttemptJson> = rows.iter().map(to_json).collect();
        context.print_json(&json)?;
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        context.screen.line("Nothing done yet. Type quiz to begin.");
        return Ok(Outcome::Done);
    }
    let (zone, today) = (context.zone(), context.today());
    let mut table = Table::new([
        Column::words("attempt"),
        Column::words("what"),
        Column::words("when"),
        Column::numbers("right"),
        Column::numbers("share"),
        Column::numbers("time"),
        Column::words(""),
    ]);
    for row in &rows {
        table.push(vec![
            row.id.to_string(),
            format!("{} {}", row.kind.word(), row.target),
            days_ago(row.started.date(&zone), today),
            if is_open_exam(row) {
                String::new()
            } else {
                format!("{}/{}", row.right, row.answered)
            },
            if is_open_exam(row) {
                String::new()
            } else {
                words::percent(Tally::of_counts(row.right, row.answered).share())
            },
            spoken_length(row.milliseconds),
            match row.state {
                AttemptState::Open => format!("{} left", row.places.saturating_sub(row.answered)),
                AttemptState::Finished | AttemptState::GivenUp => String::new(),
            },
        ]);
    }
    context.screen.table(&table);
    context.screen.blank();
    let mut next = "review ATTEMPT goes through one again.".to_owned();
    let is_open = |kind: AttemptKind| {
        let mut rows = rows.iter();
        rows.any(|row| row.state == AttemptState::Open && row.kind == kind)
    };
    if is_open(AttemptKind::Quiz) {
        next.push_str(" quiz --resume goes on with the one left last.");
    }
    if is_open(AttemptKind::Exam) {
        next.push_str(" exam --resume goes on with the exam left last.");
    }
    context.screen.paragraph(&next);
    Ok(Outcome::Done)
}

/// Returns whether `row` is an exam that is not submitted yet, whose score is told to nobody.
fn is_open_exam(row: &AttemptRow) -> bool {
    row.kind == AttemptKind::Exam && row.state == AttemptState::Open
}

fn to_json(row: &AttemptRow) -> AttemptJson {
    AttemptJson {
        id: row.id.to_string(),
        kind: row.kind.word(),
        target: row.target.clone(),
        credential: row.credential.as_ref().map(ToString::to_string),
        started: super::context::rfc3339(row.started),
        state: row.state.word(),
        items: row.places,
        answered: row.answered,
        right: (!is_open_exam(row)).then_some(row.right),
        credit: (!is_open_exam(row)).then_some(row.credit),
        milliseconds: row.milliseconds,
    }
}
