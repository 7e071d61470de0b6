//! `exam`: a practice exam under the credential's real conditions.

use crate::{
    domain::{
        AttemptId, Event, EventBody, Feedback, Item,
        event::{AttemptKind, AttemptPlan},
        exam::ExamRecord,
        time::spoken_length,
    },
    engine::{form::Form, quiz::plan_places},
    ui::{Line, Prompt},
};

use super::{
    Context, Outcome,
    arguments::ExamArguments,
    error::CommandError,
    exam_order::exam_order_help,
    exam_plan::{self, Draw},
    exam_report,
    exam_sitting::{ExamEnding, ExamSitting},
    exam_terms, target,
};

pub(super) fn run(
    context: &mut Context,
    arguments: &ExamArguments,
) -> Result<Outcome, CommandError> {
    if let Some(attempt) = &arguments.report {
        return exam_report::run(context, attempt, arguments.reporting.json);
    }
    if arguments.resume {
        return resume(context);
    }
    let words = target::resolve(context, arguments.target.as_deref())?;
    let library = context.library_with(&words)?;
    let draw = exam_plan::prepare(context, &library, words, arguments)?;
    if arguments.plan {
        return exam_plan::show_plan(context, &draw, arguments);
    }
    let unused = draw.pool.unused();
    match draw.pool.assemble(draw.total, draw.pretest, &unused) {
        Ok(form) => begin(context, &draw, &form, arguments),
        Err(shortfall) => Ok(exam_plan::tell_shortfall(
            context, &draw, &shortfall, arguments,
        )),
    }
}

/// Shows the rules, and begins when the candidate says so.
fn begin(
    context: &mut Context,
    draw: &Draw<'_>,
    form: &Form<'_>,
    arguments: &ExamArguments,
) -> Result<Outcome, CommandError> {
    let Some(terms) = exam_terms::terms(draw.pack, form, arguments) else {
        return Err(CommandError::usage(format!(
            "the rules of {}'s exam are not known",
            draw.pack.mark
        )));
    };
    exam_terms::show_instructions(&mut context.screen, draw.pack, &terms, arguments, draw.seed);
    let open = context
        .store()?
        .resumable(AttemptKind::Exam)
        .map_err(|error| CommandError::from_store(&error))?;
    if let Some(open) = open {
        context.screen.paragraph(&format!(
            "An exam of {} is still open; exam --resume goes on with it.",
            open.target
        ));
    }
    if !confirm_start(context)? {
        context.screen.line("Not started; nothing was counted.");
        return Ok(Outcome::Done);
    }
    let items: Vec<&Item> = form.seats.iter().map(|seat| seat.item).collect();
    let plan = AttemptPlan {
        kind: AttemptKind::Exam,
        target: draw.target.clone(),
        credential: Some(draw.pack.id.clone()),
        seed: draw.seed,
        feedback: Feedback::End,
        places: plan_places(&items),
    };
    let id = context.new_attempt_id()?;
    let hold = ExamSitting::hold(context, &id)?;
    let now = context.now();
    let events = [
        EventBody::AttemptStarted(plan),
        EventBody::ExamSet(Box::new(terms)),
        EventBody::Visited { position: 0 },
    ]
    .map(|body| Event {
        at: now,
        attempt: Some(id.clone()),
        body,
    });
    context.append(&events)?;
    let record =
        ExamRecord::replay(&id, &events).expect("the events of a beginning tell of an exam");
    let library = context.library_with(&draw.target)?;
    let sitting = ExamSitting::new(context, &library, record, hold);
    sit(sitting)
}

/// Waits until the candidate starts; false when they leave.
fn confirm_start(context: &mut Context) -> Result<bool, CommandError> {
    loop {
        let prompt = Prompt::answer("start  :quit :help > ");
        let Line::Text(text) = context.read_line(&prompt)? else {
            return Ok(false);
        };
        match text.trim().to_lowercase().as_str() {
            "start" | "yes" | "y" | "s" => return Ok(true),
            ":quit" | ":q" | "quit" | "no" | "n" => return Ok(false),
            ":help" => {
                for (order, help) in exam_order_help() {
                    context.screen.hanging(&format!("{order:<30}"), help);
                }
            }
            _ => context
                .screen
                .line("start begins the exam and its clock; :quit leaves without beginning."),
        }
    }
}

/// Goes on with the exam that was left last.
fn resume(context: &mut Context) -> Result<Outcome, CommandError> {
    let open = context
        .store()?
        .resumable(AttemptKind::Exam)
        .map_err(|error| CommandError::from_store(&error))?;
    let row = open.ok_or_else(|| {
        CommandError::usage("there is no exam to go on with").hint("exam rhit begins one.")
    })?;
    let hold = ExamSitting::hold(context, &row.id)?;
    let record = load(context, &row.id)?;
    let library = context.library_with(&record.attempt.plan.target)?;
    let mut sitting = ExamSitting::new(context, &library, record, hold);
    sitting.come_back();
    sit(sitting)
}

/// Returns the exam `id` as its events tell it.
pub(super) fn load(context: &mut Context, id: &AttemptId) -> Result<ExamRecord, CommandError> {
    let events = context
        .store()?
        .events(id)
        .map_err(|error| CommandError::from_store(&error))?;
    ExamRecord::replay(id, &events).ok_or_else(|| {
        CommandError::usage(format!("`{id}` is no exam"))
            .hint("history lists your attempts and what they were.")
    })
}

fn sit(mut sitting: ExamSitting<'_, '_>) -> Result<Outcome, CommandError> {
    let ending = sitting.run()?;
    let left = sitting.left();
    let record = sitting.exam().record().clone();
    let context = sitting.end();
    match ending {
        ExamEnding::Left => {
            let answered = record.attempt.answers.len();
            let length = record.terms.seats.len();
            let clock = match left {
                Some(_) if record.on_break => "The clock stands during the break. ".to_owned(),
                Some(left) => format!("The clock goes on: {} left. ", spoken_length(left)),
                None => String::new(),
            };
            context.screen.paragraph(&format!(
                "Saved: {answered} of {length} answered. {clock}exam --resume comes back."
            ));
        }
        ExamEnding::Submitted => exam_report::show(context, &record)?,
    }
    Ok(Outcome::Done)
}
