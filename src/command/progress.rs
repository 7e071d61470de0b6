//! `progress`: where the learner stands.

use std::collections::BTreeSet;

use crate::{
    bank::Library,
    domain::{AttemptId, CredentialId, TaskId, event::AttemptKind},
    report::{
        progress::{Grouping, Progress, progress},
        tally::Tally,
    },
    store::{AnswerFilter, AttemptFilter, AttemptState},
    ui::words,
};

use super::{
    Context, Outcome,
    arguments::{Breakdown, ProgressArguments},
    error::CommandError,
    quiz_end::{tally_cells, tally_table},
    target,
};

pub(super) fn run(
    context: &mut Context,
    arguments: &ProgressArguments,
) -> Result<Outcome, CommandError> {
    let library = context.library()?;
    let credential = match &arguments.credential {
        None => None,
        Some(word) => Some(context.credential_id(word)?),
    };
    let filter = AnswerFilter {
        credential: credential.clone(),
        ..AnswerFilter::default()
    };
    let store = context.store()?;
    let mut answers = store
        .answers(&filter)
        .map_err(|error| CommandError::from_store(&error))?;
    // An exam that is not submitted yet tells nobody how it goes.
    let open_exams: BTreeSet<AttemptId> = store
        .attempts(&AttemptFilter {
            kind: Some(AttemptKind::Exam),
            state: Some(AttemptState::Open),
            ..AttemptFilter::default()
        })
        .map_err(|error| CommandError::from_store(&error))?
        .into_iter()
        .map(|row| row.id)
        .collect();
    answers.retain(|answer| !open_exams.contains(&answer.attempt));
    let grouping = match arguments.by {
        Breakdown::Domain => Grouping::Domain,
        Breakdown::Task => Grouping::Task,
        Breakdown::Kind => Grouping::Kind,
        Breakdown::Week => Grouping::Week,
    };
    let rows = progress(&answers, grouping, &context.zone());
    if arguments.reporting.json {
        let json: Vec<_> = rows.iter().map(|row| row.to_json(grouping)).collect();
        context.print_json(&json)?;
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        let what = credential
            .map(|credential| format!(" for {credential}"))
            .unwrap_or_default();
        context
            .screen
            .paragraph(&format!("No answers yet{what}. Type quiz to begin."));
    }
    for row in rows {
        show(context, &library, &row, grouping);
    }
    Ok(Outcome::Done)
}

fn show(context: &mut Context, library: &Library, row: &Progress, grouping: Grouping) {
    let pack = library.packs.by_id(&row.credential);
    let mark = pack.map_or_else(|| row.credential.clone(), |pack| pack.mark.to_string());
    let all = library.serving(&CredentialId::new(&row.credential)).count();
    let screen = &mut context.screen;
    screen.blank();
    screen.heading(&format!(
        "{mark}: {} answered, {} of {all} items seen",
        words::count(row.total.asked, "question"),
        row.items_seen
    ));
    let mut table = tally_table(grouping.word());
    for (key, tally) in &row.groups {
        let label = match grouping {
            Grouping::Domain => {
                let domain = pack
                    .and_then(|pack| pack.domains.iter().find(|domain| domain.id.as_str() == key));
                format!(
                    "{key} {}",
                    domain
                        .map(|domain| domain.short.to_string())
                        .unwrap_or_default()
                )
            }
            Grouping::Task => {
                let credential = CredentialId::new(&row.credential);
                format!(
                    "{key} {}",
                    target::task_text(library, Some(&credential), &TaskId::new(key))
                )
            }
            Grouping::Kind => key.clone(),
            Grouping::Week => format!("week of {key}"),
        };
        table.push(tally_cells(label.trim().to_owned(), tally));
    }
    table.push(tally_cells("all answers".to_owned(), &row.total));
    if row.first_seen != row.total && row.first_seen != Tally::default() {
        table.push(tally_cells(
            "first answers only".to_owned(),
            &row.first_seen,
        ));
    }
    screen.table(&table);
}
