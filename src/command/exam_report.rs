//! The score report of an exam: score with interval, verdict at the practice cut, domains, levels, pace, changes.

use serde::Serialize;

use crate::{
    bank::Library,
    domain::{
        AttemptId,
        event::AttemptKind,
        exam::ExamRecord,
        time::{days_ago, spoken_length},
    },
    report::{
        exam::{ExamReport, ExamReportJson, Yardstick, report},
        tally::Tally,
    },
    store::{AttemptFilter, AttemptRow, AttemptState},
    ui::{Column, Style, Table, words},
};

use super::{
    Context, Outcome, context::rfc3339, error::CommandError, exam, exam_terms::pack_of,
    exam_view::ranges, quiz_end::tally_cells, quiz_end::tally_table,
};

/// How many earlier exams are listed.
const MOST_EARLIER: usize = 5;

/// How many tasks are listed, the weakest first.
const MOST_TASKS: usize = 6;

/// How far the last quarter must lie below the first to be told, in share of right answers.
const DECAY: f64 = 0.1;

/// An earlier exam of the same credential.
#[derive(Serialize)]
struct Earlier {
    id: String,
    started: String,
    scored: usize,
    right: usize,
    share: f64,
    #[serde(skip)]
    when: String,
}

/// A report in `--json` output.
#[derive(Serialize)]
struct ReportJson {
    id: String,
    target: String,
    credential: Option<String>,
    outline: String,
    started: String,
    seed: u64,
    full_items: usize,
    budget: Option<u64>,
    time_percent: u32,
    time_up: bool,
    clock_jumps: usize,
    #[serde(flatten)]
    report: ExamReportJson,
    earlier: Vec<Earlier>,
}

/// Shows the report of the exam `id` again, of the last finished one when it is empty.
pub(super) fn run(context: &mut Context, id: &str, json: bool) -> Result<Outcome, CommandError> {
    let id = if id.is_empty() {
        let last = finished_exams(context)?.into_iter().next();
        last.ok_or_else(|| {
            CommandError::usage("there is no finished exam yet").hint("exam rhit begins one.")
        })?
        .id
    } else {
        AttemptId::new(id)
    };
    let record = exam::load(context, &id)?;
    if record.attempt.finished.is_none() {
        return Err(
            CommandError::usage(format!("the exam `{id}` is not submitted yet"))
                .hint("exam --resume goes on with it."),
        );
    }
    if json {
        let library = context.library_with(&record.attempt.plan.target)?;
        let yardstick = yardstick(&library, &record);
        let earlier = earlier(context, &record)?;
        let plan = &record.attempt.plan;
        context.print_json(&ReportJson {
            id: id.to_string(),
            target: plan.target.clone(),
            credential: plan.credential.as_ref().map(ToString::to_string),
            outline: record.terms.outline.clone(),
            started: rfc3339(record.attempt.started),
            seed: plan.seed,
            full_items: record.terms.full_items,
            budget: record.terms.budget,
            time_percent: record.terms.time_percent,
            time_up: record.time_up,
            clock_jumps: record.jumps.len(),
            report: report(&record).to_json(&yardstick),
            earlier,
        })?;
    } else {
        show(context, &record)?;
    }
    Ok(Outcome::Done)
}

/// Shows the report of `record`.
pub(super) fn show(context: &mut Context, record: &ExamRecord) -> Result<(), CommandError> {
    let library = context.library_with(&record.attempt.plan.target)?;
    let yardstick = yardstick(&library, record);
    let earlier = earlier(context, record)?;
    let report = report(record);
    context.screen.blank();
    let mark = pack_of(&library, &record.attempt).map_or_else(
        || record.attempt.plan.target.clone(),
        |pack| pack.mark.to_string(),
    );
    context
        .screen
        .heading(&format!("Score report: {mark}, exam {}", record.attempt.id));
    show_score(context, record, &report, &yardstick);
    show_estimate(context, &report, &yardstick);
    show_time(context, record, &report);
    context.screen.blank();
    context
        .screen
        .table(&domain_table(&library, record, &report, &yardstick));
    if let Some(table) = task_table(&library, record, &report) {
        context.screen.blank();
        context.screen.table(&table);
    }
    if report.levels.len() > 1 {
        let mut table = tally_table("level");
        for (level, tally) in &report.levels {
            table.push(tally_cells(level.word().to_owned(), tally));
        }
        context.screen.blank();
        context.screen.table(&table);
    }
    show_pace(context, &library, record, &report);
    show_earlier(context, &report, &earlier);
    show_next(context, record, &report);
    Ok(())
}

fn yardstick(library: &Library, record: &ExamRecord) -> Yardstick {
    pack_of(library, &record.attempt).map_or_else(Yardstick::default, Yardstick::of)
}

fn show_score(
    context: &mut Context,
    record: &ExamRecord,
    report: &ExamReport,
    yardstick: &Yardstick,
) {
    let (low, high) = report.total.interval();
    let screen = &mut context.screen;
    screen.paragraph(&Style::Strong.paint(&format!(
        "{} of {} scored questions right ({}, likely {}).",
        report.total.right,
        report.total.asked,
        words::percent(report.total.share()),
        words::percent_range(low, high)
    )));
    if let Some(cut) = yardstick.cut {
        let verdict = if report.reaches(cut) {
            "Pass"
        } else {
            "Not yet"
        };
        let mut sentence = format!("{verdict} at the practice cut of {}.", words::percent(cut));
        if low < cut && cut <= high {
            sentence.push_str(
                " The cut lies inside the likely range: another form could go the other way.",
            );
        }
        sentence.push(' ');
        sentence.push_str(&yardstick.cut_sentence);
        screen.paragraph(&sentence);
    }
    if report.unscored_items > 0 {
        screen.paragraph(&format!(
            "{} did not count; of them {} answered, {} right.",
            words::count(report.unscored_items, "question"),
            report.unscored.asked,
            report.unscored.right
        ));
    }
    if report.unanswered > 0 {
        screen.paragraph(&format!(
            "{} left without an answer, which counts as wrong.",
            words::count(report.unanswered, "question")
        ));
    }
    let mut settings = Vec::new();
    if report.items != record.terms.full_items {
        settings.push(format!(
            "{} instead of {}",
            words::count(report.items, "question"),
            record.terms.full_items
        ));
    }
    if record.terms.budget.is_none() {
        settings.push("without a time limit".to_owned());
    }
    if record.terms.time_percent != 100 {
        settings.push(format!("{} % of the usual time", record.terms.time_percent));
    }
    if report.unscored_items == 0 {
        settings.push("all questions scored".to_owned());
    }
    settings.push(format!("outline {}", record.terms.outline));
    settings.push(format!("seed {}", record.attempt.plan.seed));
    screen.paragraph(&format!("Sat as: {}.", settings.join(", ")));
}

fn show_estimate(context: &mut Context, report: &ExamReport, yardstick: &Yardstick) {
    let Some(scale) = yardstick.scale else {
        return;
    };
    let (low, high) = report.total.interval();
    let at = |share| yardstick.estimate(share);
    let (Some(score), Some(low), Some(high), Some(cut)) =
        (at(report.total.share()), at(low), at(high), yardstick.cut)
    else {
        return;
    };
    context.screen.paragraph(&format!(
        "Estimate on the scale of {:.0} to {:.0}: about {score:.0}, likely {low:.0}-{high:.0}. Only an estimate: how right answers become points is not published, so straight lines are drawn from none right ({:.0}) through the practice cut of {} ({:.0}) to all right ({:.0}).",
        scale.low,
        scale.high,
        scale.low,
        words::percent(cut),
        scale.cut,
        scale.high
    ));
}

fn show_time(context: &mut Context, record: &ExamRecord, report: &ExamReport) {
    let spent = spoken_length(report.elapsed);
    let mut sentence = match record.terms.budget {
        Some(budget) => format!("Time {spent} of {}.", spoken_length(budget)),
        None => format!("Time {spent}."),
    };
    if record.time_up {
        sentence.push_str(" The time ran out, and the exam was submitted by the clock.");
    }
    if !record.jumps.is_empty() {
        sentence.push_str(&format!(
            " The computer's clock was set {} meanwhile; the exam's own time took no notice.",
            words::count(record.jumps.len(), "time")
        ));
    }
    context.screen.paragraph(&sentence);
}

fn domain_table(
    library: &Library,
    record: &ExamRecord,
    report: &ExamReport,
    yardstick: &Yardstick,
) -> Table {
    let pack = pack_of(library, &record.attempt);
    let mut table = Table::new([
        Column::words("domain"),
        Column::numbers("outline"),
        Column::numbers("right"),
        Column::numbers("share"),
        Column::numbers("likely"),
        Column::numbers("time each"),
    ]);
    for (domain, tally) in &report.domains {
        let name = pack
            .and_then(|pack| pack.domain(domain.as_str()))
            .map(|domain| domain.short.to_string())
            .unwrap_or_default();
        let mut weights = yardstick.weights.iter();
        let weight = weights.find(|weight| weight.domain == *domain);
        let outline = weight.map_or_else(String::new, |weight| {
            if (weight.high - weight.low).abs() < f64::EPSILON {
                format!("{} %", weight.low)
            } else {
                format!("{}-{} %", weight.low, weight.high)
            }
        });
        let mut cells = tally_cells(format!("{domain} {name}"), tally);
        cells.insert(1, outline);
        table.push(cells);
    }
    table
}

fn task_table(library: &Library, record: &ExamRecord, report: &ExamReport) -> Option<Table> {
    let pack = pack_of(library, &record.attempt)?;
    let mut rows: Vec<_> = report
        .tasks
        .iter()
        .filter_map(|(task, tally)| Some((task, &pack.task(task.as_str())?.1.text, tally)))
        .filter(|(_, _, tally)| tally.right < tally.asked)
        .collect();
    rows.sort_by(|one, other| one.2.share().total_cmp(&other.2.share()));
    if rows.is_empty() {
        return None;
    }
    let mut table = tally_table("weakest tasks");
    for (task, text, tally) in rows.into_iter().take(MOST_TASKS) {
        table.push(tally_cells(format!("{task} {text}"), tally));
    }
    Some(table)
}

fn show_pace(context: &mut Context, library: &Library, record: &ExamRecord, report: &ExamReport) {
    let screen = &mut context.screen;
    if !report.quarters.is_empty() {
        let mut table = Table::new([
            Column::words("questions"),
            Column::numbers("right"),
            Column::numbers("share"),
            Column::numbers("time"),
            Column::numbers("time each"),
        ]);
        for quarter in &report.quarters {
            table.push([
                format!("{}-{}", quarter.first, quarter.last),
                format!("{}/{}", quarter.tally.right, quarter.tally.asked),
                words::percent(quarter.tally.share()),
                spoken_length(quarter.milliseconds),
                spoken_length(quarter.mean_milliseconds()),
            ]);
        }
        screen.blank();
        screen.table(&table);
    }
    let mut sentences = Vec::new();
    if let (Some(first), Some(last)) = (report.quarters.first(), report.quarters.last())
        && first.tally.share() - last.tally.share() >= DECAY
    {
        let points = (first.tally.share() - last.tally.share()) * 100.0;
        sentences.push(format!(
            "The last quarter lies {points:.0} points below the first."
        ));
    }
    let slowest = report
        .domains
        .iter()
        .filter(|(_, tally)| tally.milliseconds > 0)
        .max_by_key(|(_, tally)| tally.mean_milliseconds());
    if let Some((domain, tally)) = slowest.filter(|_| report.domains.len() > 1) {
        let pack = pack_of(library, &record.attempt);
        let name = pack
            .and_then(|pack| pack.domain(domain.as_str()))
            .map(|domain| format!(" {}", domain.short))
            .unwrap_or_default();
        sentences.push(format!(
            "Slowest was domain {domain}{name}, {} a question.",
            spoken_length(tally.mean_milliseconds())
        ));
    }
    let changes = report.changes;
    let all = changes.right_to_wrong + changes.wrong_to_right + changes.others;
    if all > 0 {
        sentences.push(format!(
            "{} changed: {} from wrong to right, {} from right to wrong, {} otherwise.",
            words::count(all, "answer"),
            changes.wrong_to_right,
            changes.right_to_wrong,
            changes.others
        ));
    }
    if !sentences.is_empty() {
        screen.blank();
        screen.paragraph(&sentences.join(" "));
    }
}

fn show_earlier(context: &mut Context, report: &ExamReport, earlier: &[Earlier]) {
    let Some(last) = earlier.first() else {
        return;
    };
    let screen = &mut context.screen;
    let mut table = Table::new([
        Column::words("earlier exam"),
        Column::words("when"),
        Column::numbers("right"),
        Column::numbers("share"),
    ]);
    for exam in earlier {
        table.push([
            exam.id.clone(),
            exam.when.clone(),
            format!("{}/{}", exam.right, exam.scored),
            words::percent(exam.share),
        ]);
    }
    screen.blank();
    screen.table(&table);
    let points = (report.total.share() * 100.0).round() - (last.share * 100.0).round();
    let change = match points {
        points if points > 0.0 => format!("{points:.0} points above"),
        points if points < 0.0 => format!("{:.0} points below", -points),
        _ => "the same as".to_owned(),
    };
    screen.paragraph(&format!("This one is {change} the one before."));
}

fn show_next(context: &mut Context, record: &ExamRecord, report: &ExamReport) {
    let screen = &mut context.screen;
    screen.blank();
    if !report.missed.is_empty() {
        screen.paragraph(&format!("Missed: {}.", ranges(&report.missed)));
    }
    let id = &record.attempt.id;
    screen.paragraph(&format!(
        "Next: review {id} goes through it with reasons, review {id} --missed through what was missed; quiz {} --only missed asks it anew and leaves this score alone.",
        record.attempt.plan.target
    ));
}

fn finished_exams(context: &mut Context) -> Result<Vec<AttemptRow>, CommandError> {
    let filter = AttemptFilter {
        kind: Some(AttemptKind::Exam),
        state: Some(AttemptState::Finished),
        ..AttemptFilter::default()
    };
    let rows = context.store()?.attempts(&filter);
    rows.map_err(|error| CommandError::from_store(&error))
}

/// Returns the finished exams of the same credential before `record`, the latest first.
fn earlier(context: &mut Context, record: &ExamRecord) -> Result<Vec<Earlier>, CommandError> {
    let rows = finished_exams(context)?;
    let (zone, today) = (context.zone(), context.today());
    let before = rows.into_iter().filter(|row| {
        row.id != record.attempt.id
            && row.credential == record.attempt.plan.credential
            && row.started <= record.attempt.started
    });
    let mut earlier = Vec::new();
    for row in before.take(MOST_EARLIER) {
        let total: Tally = report(&exam::load(context, &row.id)?).total;
        earlier.push(Earlier {
            id: row.id.to_string(),
            started: rfc3339(row.started),
            scored: total.asked,
            right: total.right,
            share: (total.share() * 10_000.0).round() / 10_000.0,
            when: days_ago(row.started.date(&zone), today),
        });
    }
    Ok(earlier)
}
