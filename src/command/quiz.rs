//! `quiz`: practice with the reason for every option.

use std::collections::BTreeSet;

use crate::{
    bank::{Library, Selection},
    domain::{
        CredentialId, DomainId, Event, EventBody, Feedback, Item, ItemKind,
        attempt::Attempt,
        event::{AttemptKind, AttemptPlan},
    },
    engine::{
        quiz::plan_places,
        selection::{Candidate, select},
    },
};

use super::{
    Context, Outcome,
    arguments::{Only, QuizArguments},
    error::CommandError,
    quiz_end,
    sitting::{Ending, Sitting},
    target,
};

pub(super) fn run(
    context: &mut Context,
    arguments: &QuizArguments,
) -> Result<Outcome, CommandError> {
    let attempt = if arguments.resume {
        resume(context)?
    } else {
        begin(context, arguments)?
    };
    sit(context, attempt)
}

/// Returns the attempt that was left last.
fn resume(context: &mut Context) -> Result<Attempt, CommandError> {
    let store = context.store()?;
    let open = store
        .resumable(AttemptKind::Quiz)
        .map_err(|error| CommandError::from_store(&error))?;
    let row = open.ok_or_else(|| {
        CommandError::usage("there is no quiz to go on with").hint("Type quiz to begin one.")
    })?;
    let id = row.id;
    let attempt = store
        .attempt(&id)
        .map_err(|error| CommandError::from_store(&error))?;
    attempt.ok_or_else(|| CommandError::usage(format!("the quiz `{id}` is not in the store")))
}

/// Draws the items and writes the beginning of the attempt down.
fn begin(context: &mut Context, arguments: &QuizArguments) -> Result<Attempt, CommandError> {
    let words = target::resolve(context, arguments.target.as_deref())?;
    let library = context.library_with(&words)?;
    let target = library
        .resolve(&words)
        .map_err(|error| CommandError::from_target(&error))?;
    let (credential, weights) = target::weights(&library, &target);
    let seed = match arguments.seed {
        Some(seed) => seed,
        None => context.entropy()?,
    };
    let histories = context
        .store()?
        .item_histories()
        .map_err(|error| CommandError::from_store(&error))?;
    let flagged: BTreeSet<_> = match arguments.only {
        Some(Only::Flagged) => context
            .store()?
            .flags()
            .map_err(|error| CommandError::from_store(&error))?
            .into_keys()
            .collect(),
        _ => BTreeSet::new(),
    };
    let (domains, tasks) = filters(&library, &target, credential.as_ref(), arguments)?;
    let cards = wants_cards(&target, arguments);
    let history_of = |item: &Item| {
        let history = histories.get(&item.id);
        history.filter(|history| history.speaks_of(item))
    };
    let fits = |item: &Item, domain: &DomainId| {
        let history = history_of(item);
        (arguments.kind.is_empty() || arguments.kind.contains(&item.kind()))
            && (item.kind() != ItemKind::Card || cards)
            && (domains.is_empty() || domains.iter().any(|wanted| wanted == domain.as_str()))
            && (tasks.is_empty()
                || item
                    .tasks
                    .iter()
                    .any(|task| tasks.iter().any(|wanted| wanted == task.as_str())))
            && match arguments.only {
                None => true,
                Some(Only::Missed) => history.is_some_and(|history| !history.last.right),
                Some(Only::Unseen) => history.is_none_or(|history| history.seen == 0),
                Some(Only::Flagged) => flagged.contains(&item.id),
            }
    };
    let candidates: Vec<Candidate<'_>> = target
        .items
        .iter()
        .map(|item| (*item, domain_of(item, credential.as_ref())))
        .filter(|(item, domain)| fits(item, domain))
        .map(|(item, domain)| Candidate {
            item,
            domain,
            last_seen: history_of(item).map(|history| history.last_at),
        })
        .collect();
    let items = select(&candidates, &weights, usize::from(arguments.number), seed);
    if items.is_empty() {
        return Err(nothing_fits(&words, target.items.len(), arguments));
    }
    let asked = items.len();
    let plan = AttemptPlan {
        kind: AttemptKind::Quiz,
        target: words,
        credential,
        seed,
        feedback: arguments.feedback,
        places: plan_places(&items),
    };
    let now = context.now();
    let id = context.new_attempt_id()?;
    context.append(&[Event {
        at: now,
        attempt: Some(id.clone()),
        body: EventBody::AttemptStarted(plan.clone()),
    }])?;
    if asked < usize::from(arguments.number) {
        let sentence = match asked {
            1 => "1 item fits; the quiz asks it.".to_owned(),
            asked => format!("{asked} items fit; the quiz asks them all."),
        };
        context.screen.line(&sentence);
    }
    Ok(Attempt::begin(id, plan, now))
}

fn nothing_fits(words: &str, all: usize, arguments: &QuizArguments) -> CommandError {
    let narrowed = arguments.only.is_some()
        || !(arguments.domain.is_empty() && arguments.task.is_empty() && arguments.kind.is_empty());
    if narrowed && all > 0 {
        CommandError::usage(format!(
            "none of the {all} items of `{words}` fits all that was asked for"
        ))
        .hint("Leave out --only, --domain, --task or --kind.")
    } else {
        CommandError::usage(format!("`{words}` holds no items that can be asked"))
            .hint("bank list shows what there is.")
    }
}

/// Returns the domains and tasks asked for, after a look whether there are such.
fn filters(
    library: &Library,
    target: &Selection<'_>,
    credential: Option<&CredentialId>,
    arguments: &QuizArguments,
) -> Result<(Vec<String>, Vec<String>), CommandError> {
    let domains: BTreeSet<String> = target
        .items
        .iter()
        .map(|item| domain_of(item, credential).to_string())
        .collect();
    let tasks: BTreeSet<String> = target::task_ids(library, credential);
    check_words("domain", &arguments.domain, &domains)?;
    check_words("task", &arguments.task, &tasks)?;
    Ok((arguments.domain.clone(), arguments.task.clone()))
}

fn check_words(
    what: &str,
    wanted: &[String],
    known: &BTreeSet<String>,
) -> Result<(), CommandError> {
    let Some(unknown) = wanted.iter().find(|word| !known.contains(*word)) else {
        return Ok(());
    };
    let listed: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(
        CommandError::usage(format!("there is no {what} `{unknown}` here"))
            .hint(format!("There are {}.", crate::ui::words::all_of(&listed))),
    )
}

/// Returns the domain that `item` counts for in the outline practised.
fn domain_of<'a>(item: &'a Item, credential: Option<&CredentialId>) -> &'a DomainId {
    credential
        .and_then(|credential| item.domain_for(credential))
        .unwrap_or(&item.domain)
}

/// Cards come when they are asked for, by their kind or as what was missed or flagged, or when there is nothing else.
fn wants_cards(target: &Selection<'_>, arguments: &QuizArguments) -> bool {
    arguments.kind.contains(&ItemKind::Card)
        || matches!(arguments.only, Some(Only::Missed | Only::Flagged))
        || target
            .items
            .iter()
            .all(|item| item.kind() == ItemKind::Card)
}

fn sit(context: &mut Context, attempt: Attempt) -> Result<Outcome, CommandError> {
    let library = context.library_with(&attempt.plan.target)?;
    let id = attempt.id.clone();
    let feedback_at_end = attempt.plan.feedback == Feedback::End;
    let mut sitting = Sitting::new(context, &library, attempt)?;
    let ending = sitting.run()?;
    match ending {
        Ending::Left => {
            let answered = sitting.attempt().answers.len();
            let length = sitting.attempt().plan.places.len();
            let sentence =
                format!("Saved: {answered} of {length} answered. quiz --resume goes on from here.");
            context.screen.paragraph(&sentence);
        }
        Ending::Finished => {
            if feedback_at_end {
                sitting.tell_all();
            }
            let attempt = sitting.attempt().clone();
            drop(sitting);
            quiz_end::show(context, &library, &id, &attempt)?;
        }
    }
    Ok(Outcome::Done)
}
