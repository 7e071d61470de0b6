//! The terms of an exam: from the credential's pack and the learner's wishes, and in words before the clock starts.

use crate::{
    bank::Library,
    domain::{
        credential::{BookRule, Breaks, Calculator, Credential, Exam, Navigation, SectionBook},
        exam::{ExamPart, ExamSeat, ExamTerms},
        time::spoken_length,
    },
    engine::form::Form,
    ui::{Screen, words},
};

use super::arguments::ExamArguments;

const MINUTE: u64 = 60_000;

/// Returns the terms of an exam over `form`.
pub(super) fn terms(
    pack: &Credential,
    form: &Form<'_>,
    arguments: &ExamArguments,
) -> Option<ExamTerms> {
    let exam = &pack.rules.as_ref()?.exam;
    let full_items = usize::try_from(*exam.items.value()?).ok()?;
    let time_percent = arguments.time.unwrap_or(100);
    let minutes = exam.minutes.value().filter(|_| !arguments.untimed);
    let sections = form.sections.iter().enumerate();
    Some(ExamTerms {
        outline: pack
            .default_outline()
            .map(|outline| outline.id.to_string())
            .unwrap_or_default(),
        navigation: exam
            .navigation
            .value()
            .copied()
            .unwrap_or(Navigation::Review),
        answer_required: exam.answer_required.value().copied().unwrap_or(false),
        calculator: exam.calculator.value() != Some(&Calculator::None),
        budget: minutes
            .map(|minutes| scaled_time(*minutes, form.seats.len(), full_items, time_percent)),
        time_percent,
        full_items,
        seats: form
            .seats
            .iter()
            .map(|seat| ExamSeat {
                domain: seat.domain.clone(),
                tasks: outline_tasks(pack, seat.item),
                level: seat.item.level,
                scored: seat.scored,
            })
            .collect(),
        sections: sections
            .map(|(number, length)| {
                let section = exam.sections.get(number);
                ExamPart {
                    name: section.map_or_else(String::new, |section| section.name.to_string()),
                    book: section.map_or(SectionBook::Closed, |section| section.book),
                    length: *length,
                    closes: section.is_none_or(|section| section.break_after)
                        || number + 1 == form.sections.len(),
                }
            })
            .collect(),
    })
}

fn outline_tasks(pack: &Credential, item: &crate::domain::Item) -> Vec<crate::domain::TaskId> {
    let tasks = item.tasks.iter();
    tasks
        .filter(|task| pack.task(task.as_str()).is_some())
        .cloned()
        .collect()
}

/// Returns the time for `items` of `full` items in milliseconds, rounded up to a whole minute.
fn scaled_time(minutes: u32, items: usize, full: usize, percent: u32) -> u64 {
    let whole = u64::from(minutes) * items as u64 * u64::from(percent);
    whole.div_ceil(full.max(1) as u64 * 100) * MINUTE
}

/// Shows the rules that hold, before the clock starts.
pub(super) fn show_instructions(
    screen: &mut Screen,
    pack: &Credential,
    terms: &ExamTerms,
    arguments: &ExamArguments,
    seed: u64,
) {
    let Some(rules) = &pack.rules else {
        return;
    };
    let exam = &rules.exam;
    let length = terms.seats.len();
    screen.blank();
    screen.heading(&format!(
        "Practice exam: {}, {}",
        pack.mark,
        words::count(length, "question")
    ));
    screen.blank();
    let mut lines = vec![
        ("questions", questions(terms, exam, arguments)),
        ("time", time(terms, exam, arguments)),
    ];
    if terms.sections.len() > 1 {
        lines.push(("parts", parts(terms)));
    }
    lines.push(("navigation", navigation(terms, exam)));
    lines.push(("book", book(exam)));
    lines.push(("calculator", calculator(exam)));
    lines.push(("breaks", breaks(terms, exam)));
    lines.push(("scoring", scoring(exam)));
    if let Some(cut) = exam.practice_cut.value() {
        lines.push((
            "pass line",
            format!(
                "{} of the scored questions. {}",
                words::percent(*cut),
                exam.practice_cut_sentence
            ),
        ));
    }
    lines.push((
        "form",
        format!(
            "seed {seed}; the same seed draws the same form while banks and history are the same"
        ),
    ));
    screen.labelled(&lines);
    screen.blank();
    screen.paragraph("The line at a question is your answer and goes on to the next. :flag marks a question, :review lists them, :goto 12 goes there, :strike B strikes an option out, :calc 12*30/365 reckons, :submit ends. No reasons and no score until the end.");
}

fn questions(terms: &ExamTerms, exam: &Exam, arguments: &ExamArguments) -> String {
    let length = terms.seats.len();
    let pretest = length - terms.scored();
    let mut text = if pretest > 0 {
        let (do_not, they_are) = if pretest == 1 {
            ("does not", "it is")
        } else {
            ("do not", "they are")
        };
        format!("{length}, of which {pretest} {do_not} count; {they_are} mixed in without a mark")
    } else if arguments.no_pretest {
        format!("{length}, all of them scored (--no-pretest)")
    } else {
        let unknown = match exam.pretest.unknown() {
            Some(_) => "; whether the real exam holds unscored ones is not known",
            None => "",
        };
        format!("{length}, all of them scored{unknown}")
    };
    if length != terms.full_items {
        text.push_str(&format!("; the real exam has {}", terms.full_items));
    }
    text
}

fn time(terms: &ExamTerms, exam: &Exam, arguments: &ExamArguments) -> String {
    let Some(budget) = terms.budget else {
        return match exam.minutes.unknown() {
            Some(_) if !arguments.untimed => {
                "not limited, because the real exam's time is not known; :pause leaves and stops the clock".to_owned()
            }
            _ => "not limited (--untimed); :pause leaves and stops the clock".to_owned(),
        };
    };
    let mut text = spoken_length(budget);
    if terms.time_percent != 100 {
        text.push_str(&format!(" ({} % of the usual time)", terms.time_percent));
    }
    text.push_str("; it begins when you start, goes on while you are away, and cannot be stopped");
    text
}

fn parts(terms: &ExamTerms) -> String {
    let sections = terms.sections.iter();
    let parts: Vec<String> = sections
        .map(|section| {
            format!(
                "{} ({})",
                section.name,
                words::count(section.length, "question")
            )
        })
        .collect();
    let one_clock = if terms.budget.is_some() {
        "; one clock runs over all of them"
    } else {
        ""
    };
    format!("{}{one_clock}", words::all_of(&parts))
}

fn navigation(terms: &ExamTerms, exam: &Exam) -> String {
    let mut text = match (exam.navigation.unknown(), terms.navigation) {
        (Some(_), _) => {
            "back and forth until you submit; whether the real exam allows it is not known"
                .to_owned()
        }
        (None, Navigation::Review) => "back and forth until you submit".to_owned(),
        (None, Navigation::ForwardOnly) => {
            "forward only: a question that you leave cannot be seen again".to_owned()
        }
    };
    if terms.answer_required {
        text.push_str("; a question must be answered before the next one is seen");
    }
    text
}

fn book(exam: &Exam) -> String {
    let books = exam.books.value().map(|books| words::all_of(books));
    let books = books.filter(|books| !books.is_empty());
    match exam.book.value() {
        Some(BookRule::Closed) => "closed; nothing may be looked up".to_owned(),
        Some(BookRule::Open) => match books {
            Some(books) => format!("open: {books}"),
            None => "open".to_owned(),
        },
        Some(BookRule::Mixed) => "it depends on the part; each says so".to_owned(),
        None => "what the real exam allows is not known".to_owned(),
    }
}

fn calculator(exam: &Exam) -> String {
    match exam.calculator.value() {
        Some(Calculator::OnScreen) => "on the screen, here :calc".to_owned(),
        Some(Calculator::Own) => "your own, or :calc".to_owned(),
        Some(Calculator::None) => "none".to_owned(),
        None => "here :calc; what the real exam allows is not known".to_owned(),
    }
}

fn breaks(terms: &ExamTerms, exam: &Exam) -> String {
    let closing = terms.sections.iter().filter(|section| section.closes);
    if closing.count() > 1 {
        return "between the parts; the clock stands, and the part before is closed for good"
            .to_owned();
    }
    match exam.breaks.value() {
        Some(Breaks::None | Breaks::BetweenSections) | None => "none; the clock runs on".to_owned(),
        Some(Breaks::AnyTime) => "at any time; here the clock runs on".to_owned(),
    }
}

fn scoring(exam: &Exam) -> String {
    match exam.guess_penalty.value() {
        Some(true) => "all or nothing for each question; a wrong answer costs, which this program does not reckon".to_owned(),
        Some(false) => "all or nothing for each question; a wrong answer costs no more than none".to_owned(),
        None => "all or nothing for each question; no answer counts as a wrong one".to_owned(),
    }
}

/// Returns what a part is called and what holds in it, where there are several.
pub(super) fn part_words(terms: &ExamTerms, section: usize) -> Option<String> {
    if terms.sections.len() < 2 {
        return None;
    }
    let part = terms.sections.get(section)?;
    Some(part.name.clone())
}

/// Returns the pack of the credential that `attempt` is an exam of.
pub(super) fn pack_of<'l>(
    library: &'l Library,
    attempt: &crate::domain::attempt::Attempt,
) -> Option<&'l Credential> {
    library
        .packs
        .by_id(attempt.plan.credential.as_ref()?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_follows_the_length_in_whole_minutes() {
        assert_eq!(scaled_time(205, 150, 150, 100), 205 * MINUTE);
        assert_eq!(scaled_time(205, 75, 150, 100), 103 * MINUTE);
        assert_eq!(scaled_time(205, 150, 150, 150), 308 * MINUTE);
    }
}
