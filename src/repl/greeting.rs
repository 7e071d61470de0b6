//! The greeting: one screen that says what there is, what was done last, what to type next.

use std::path::Path;

use crate::{
    bank::shipped,
    command::{CommandError, Context, goal_words, score_words},
    domain::{event::AttemptKind, time::days_ago},
    report::tally::Tally,
    store::{AttemptRow, AttemptState},
    ui::words,
};

/// Shows the greeting.
pub(super) fn show(context: &mut Context) -> Result<(), CommandError> {
    let (last, open, exam, goals) = match context.store() {
        Ok(store) => {
            let last = store
                .last_attempts(1)
                .map_err(|error| CommandError::from_store(&error))?;
            let open = store
                .resumable(AttemptKind::Quiz)
                .map_err(|error| CommandError::from_store(&error))?;
            let exam = store
                .resumable(AttemptKind::Exam)
                .map_err(|error| CommandError::from_store(&error))?;
            let goals = store
                .goals()
                .map_err(|error| CommandError::from_store(&error))?;
            (last, open, exam, goals)
        }
        Err(error) => {
            context.screen.error(&error.message, &error.hints);
            without_store(context);
            return Ok(());
        }
    };
    if context.has_own_banks() {
        context.library()?;
    }
    let mut title = format!("Preceptor {}", env!("CARGO_PKG_VERSION"));
    for goal in goals.values() {
        title.push_str(" · ");
        title.push_str(&goal_words(context, goal)?);
    }
    context.screen.heading(&title);
    match last.first() {
        None => {
            let folder = context.data_dir()?;
            first_run(context, &folder, !goals.is_empty());
        }
        Some(last) => {
            let open = [("quiz", open.as_ref()), ("exam", exam.as_ref())];
            come_back(context, last, open, !goals.is_empty());
        }
    }
    Ok(())
}

/// Says what still works when the learner's data cannot be reached.
fn without_store(context: &mut Context) {
    context
        .screen
        .heading(&format!("Preceptor {}", env!("CARGO_PKG_VERSION")));
    context.screen.paragraph("Nothing can be asked until answers can be kept. bank list, bank show and help work; quit leaves.");
}

fn first_run(context: &mut Context, folder: &Path, has_goal: bool) {
    let index = shipped::index();
    let (questions, cards) = index.counts();
    let marks: Vec<&str> = index.credentials_with_items();
    let lines = [
        format!(
            "{} and {} for {}, with all reasons.",
            words::count(questions, "question"),
            words::count(cards, "card"),
            words::all_of(&marks)
        ),
        "quiz rhit asks ten questions; answer by letter or number, :help lists orders.".to_owned(),
        if has_goal {
            "progress shows where you stand; history what you did.".to_owned()
        } else {
            "goal set rhit --exam 2027-03-15 sets a goal; progress shows where you stand."
                .to_owned()
        },
        format!("Every answer is kept at once in {}.", folder.display()),
        "help lists every command; quit leaves.".to_owned(),
    ];
    for line in lines {
        context.screen.paragraph(&line);
    }
}

fn come_back(
    context: &mut Context,
    last: &AttemptRow,
    open: [(&str, Option<&AttemptRow>); 2],
    has_goal: bool,
) {
    let when = days_ago(last.started.date(&context.zone()), context.today());
    // An exam tells no score before its end, and then its own report does, over the items that count.
    let score = match last.kind {
        AttemptKind::Exam => match last.state {
            AttemptState::Open => "not submitted yet".to_owned(),
            _ => "exam --report shows the score".to_owned(),
        },
        _ => score_words(&Tally::of_counts(last.right, last.answered)),
    };
    let last_time = format!(
        "Last time: {} {}, {when}, {score}.",
        last.kind.word(),
        last.target
    );
    context.screen.paragraph(&last_time);
    for (kind, open) in open {
        let Some(open) = open else {
            continue;
        };
        let left = usize::try_from(open.places.saturating_sub(open.answered)).unwrap_or(usize::MAX);
        let left = words::count(left, "question");
        let sentence = format!(
            "{} {kind} of {} waits with {left} to go: {kind} --resume.",
            if kind == "exam" { "An" } else { "A" },
            open.target
        );
        context.screen.paragraph(&sentence);
    }
    let quiz = if has_goal {
        "quiz".to_owned()
    } else {
        format!("quiz {}", last.target)
    };
    context.screen.paragraph(&format!(
        "Type {quiz} to practise, progress to see where you stand, help for more."
    ));
}
