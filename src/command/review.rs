//! `review`: through a finished quiz again, with its reasons.

use std::collections::BTreeSet;

use crate::{
    domain::{
        AttemptId, Item, ItemId, attempt::Attempt, content_hash::item_hashes, event::AttemptKind,
    },
    engine::{
        explanation::{explain, explain_key},
        presentation::{present, still_holds},
    },
};

use super::{
    Context, Outcome,
    arguments::ReviewArguments,
    error::CommandError,
    quiz_end::score_words,
    sitting_view::{self, Verdict},
};

pub(super) fn run(
    context: &mut Context,
    arguments: &ReviewArguments,
) -> Result<Outcome, CommandError> {
    let attempt = find(context, arguments.attempt.as_deref())?;
    let exam = if attempt.plan.kind == AttemptKind::Exam {
        Some(super::exam::load(context, &attempt.id)?)
    } else {
        None
    };
    if exam.is_some() && attempt.finished.is_none() {
        return Err(CommandError::usage(format!(
            "the exam `{}` is not submitted yet; its reasons come afterwards",
            attempt.id
        ))
        .hint("exam --resume goes on with it."));
    }
    let library = context.library_with(&attempt.plan.target)?;
    let flagged: BTreeSet<ItemId> = if arguments.flagged {
        let flags = context
            .store()?
            .flags()
            .map_err(|error| CommandError::from_store(&error))?;
        flags.into_keys().collect()
    } else {
        BTreeSet::new()
    };
    let total = match &exam {
        Some(exam) => crate::report::exam::report(exam).total,
        None => crate::report::summary::summarise(&attempt).total,
    };
    context.screen.heading(&format!(
        "{} {}, {}",
        attempt.plan.kind.word(),
        attempt.plan.target,
        attempt.id
    ));
    context.screen.line(&score_words(&total));
    let mut shown = 0;
    for (position, place) in attempt.plan.places.iter().enumerate() {
        let answer = attempt.answers.get(&position);
        let wanted = (!arguments.missed || answer.is_none_or(|answer| !answer.grade.right))
            && (!arguments.flagged
                || flagged.contains(&place.item)
                || exam
                    .as_ref()
                    .is_some_and(|exam| exam.marked.contains(&position)));
        if wanted {
            show_place(
                context,
                &attempt,
                position,
                library.item(place.item.as_str()),
            );
            let counts = exam
                .as_ref()
                .is_none_or(|exam| exam.terms.seats[position].scored);
            if !counts {
                context
                    .screen
                    .line("This question was on trial and did not count.");
            }
            shown += 1;
        }
    }
    if shown == 0 {
        context
            .screen
            .line("Nothing to go through: no item of it fits.");
    }
    Ok(Outcome::Done)
}

/// Returns the attempt asked for, or the last one.
fn find(context: &mut Context, id: Option<&str>) -> Result<Attempt, CommandError> {
    let store = context.store()?;
    let id = match id {
        Some(id) => AttemptId::new(id),
        None => {
            let last = store
                .last_attempts(1)
                .map_err(|error| CommandError::from_store(&error))?;
            let last = last.into_iter().next();
            last.ok_or_else(|| {
                CommandError::usage("there is nothing to review yet").hint("Type quiz to begin.")
            })?
            .id
        }
    };
    let attempt = store
        .attempt(&id)
        .map_err(|error| CommandError::from_store(&error))?;
    attempt.ok_or_else(|| {
        CommandError::usage(format!("there is no attempt `{id}`"))
            .hint("history lists your attempts.")
    })
}

fn show_place(context: &mut Context, attempt: &Attempt, position: usize, item: Option<&Item>) {
    let place = &attempt.plan.places[position];
    let screen = &mut context.screen;
    screen.blank();
    screen.heading(&format!(
        "Question {} of {}   {}",
        position + 1,
        attempt.plan.places.len(),
        place.item
    ));
    let Some(item) = item else {
        screen.line("This item is no longer in the banks.");
        return;
    };
    let answer = attempt.answers.get(&position);
    if item_hashes(item).key != place.hashes.key {
        screen.line("This item's key was changed since; it is shown as it is now.");
    } else if answer.is_some_and(|answer| !still_holds(item, &answer.shown)) {
        screen.line("This item was cut since; it is shown as it is now.");
    }
    match answer {
        Some(answer)
            if item_hashes(item).key == place.hashes.key && still_holds(item, &answer.shown) =>
        {
            let explanation = explain(item, answer);
            sitting_view::show_stem(screen, item, &answer.shown);
            sitting_view::show_verdict(
                screen,
                &Verdict {
                    item,
                    answer,
                    explanation: &explanation,
                },
            );
            sitting_view::show_reasons(screen, &explanation.others);
        }
        _ => {
            let Some(shown) = present(item, attempt.plan.seed) else {
                return;
            };
            let explanation = explain_key(item, &shown);
            sitting_view::show_stem(screen, item, &shown);
            let verdict = sitting_view::short_verdict(answer);
            screen.line(&format!("{verdict}. The key is {}.", explanation.key));
            sitting_view::show_reasons(screen, &explanation.reasons);
            sitting_view::show_reasons(screen, &explanation.others);
        }
    }
}
