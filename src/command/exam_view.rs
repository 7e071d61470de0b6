//! How an exam looks: the question, the prompt with counter and time, the review of where the candidate stands.

use crate::{
    domain::{credential::SectionBook, exam::ExamRecord, reading::letter, time::spoken_length},
    engine::{exam::Exam, explanation::reading_text, quiz::Asked},
    ui::{Column, Screen, Style, Table, words},
};

use super::{
    exam_order::ReviewFilter,
    exam_terms::part_words,
    sitting_view::{answer_words, show_stem},
};

/// How much of a stem stands in a list, in characters.
const LONGEST_START: usize = 48;

/// Shows a question as the exam shows it: no domain, no level, no history.
pub(super) fn show_question(screen: &mut Screen, record: &ExamRecord, asked: &Asked<'_>) {
    screen.blank();
    let number = format!(
        "Question {} of {}",
        asked.position + 1,
        record.terms.seats.len()
    );
    let mut parts: Vec<String> = part_words(&record.terms, record.terms.section_of(asked.position))
        .into_iter()
        .collect();
    if record.marked.contains(&asked.position) {
        parts.push("flagged".to_owned());
    }
    if screen.is_plain() {
        let parts: Vec<String> = [number].into_iter().chain(parts).collect();
        screen.line(&format!("{}.", parts.join(". ")));
    } else {
        let parts = if parts.is_empty() {
            String::new()
        } else {
            format!("   {}", Style::Dim.paint(&parts.join("   ")))
        };
        screen.line(&format!("{}{parts}", Style::Title.paint(&number)));
    }
    show_stem(screen, asked.item, &asked.shown);
    show_struck(screen, record, asked);
    if let Some(answer) = record.attempt.answers.get(&asked.position) {
        screen.hanging(
            "  ",
            &format!(
                "Your answer: {}",
                reading_text(&answer.shown, &answer.reading)
            ),
        );
    }
}

/// Says which options are struck out.
pub(super) fn show_struck(screen: &mut Screen, record: &ExamRecord, asked: &Asked<'_>) {
    let Some(struck) = record.struck.get(&asked.position) else {
        return;
    };
    let places = asked.shown.order.iter().enumerate();
    let letters: Vec<String> = places
        .filter(|(_, option)| struck.contains(option))
        .map(|(place, _)| letter(place).to_string())
        .collect();
    if !letters.is_empty() {
        screen.hanging("  ", &format!("Struck out: {}", letters.join(" ")));
    }
}

/// Returns the prompt: counter, time left, mark, what may be typed.
pub(super) fn prompt(record: &ExamRecord, asked: &Asked<'_>, left: Option<u64>) -> String {
    use crate::domain::credential::Navigation;
    let mut parts = vec![format!(
        "{}/{}",
        asked.position + 1,
        record.terms.seats.len()
    )];
    parts.extend(left.map(|left| format!("{} left", spoken_length(left))));
    if record.marked.contains(&asked.position) {
        parts.push("flagged".to_owned());
    }
    let back = match record.terms.navigation {
        Navigation::Review => " :back",
        Navigation::ForwardOnly => "",
    };
    let case = if asked.item.case.is_some() {
        " :record"
    } else {
        ""
    };
    format!(
        "{}  {}  :flag :next{back} :review{case} :submit :help > ",
        parts.join("  "),
        answer_words(asked.item)
    )
}

/// Returns what a part is called and what holds in it.
pub(super) fn part_sentence(record: &ExamRecord, section: usize) -> String {
    let Some(part) = record.terms.sections.get(section) else {
        return String::new();
    };
    let book = match part.book {
        SectionBook::Closed => "closed book",
        SectionBook::Open => "open book",
    };
    let questions = words::count(part.length, "question");
    if part.name.to_lowercase().contains(book) {
        format!("{}: {questions}.", part.name)
    } else {
        format!("{}: {questions}, {book}.", part.name)
    }
}

/// Shows where the candidate stands in the open part.
pub(super) fn show_review(screen: &mut Screen, exam: &Exam<'_>, filter: ReviewFilter) {
    let record = exam.record();
    let open = record.open_range();
    match filter {
        ReviewFilter::All => {
            let answers = &record.attempt.answers;
            let is_answered = |position: &usize| answers.contains_key(position);
            let is_seen = |position: &usize| record.visited.contains(position);
            let rows = [
                ("answered", open.clone().filter(is_answered).collect()),
                (
                    "no answer",
                    open.clone()
                        .filter(|position| !is_answered(position) && is_seen(position))
                        .collect(),
                ),
                (
                    "flagged",
                    open.clone()
                        .filter(|position| record.marked.contains(position))
                        .collect(),
                ),
                (
                    "not seen",
                    open.filter(|position| !is_answered(position) && !is_seen(position))
                        .collect::<Vec<usize>>(),
                ),
            ];
            let mut table = Table::new([
                Column::words(""),
                Column::numbers("count"),
                Column::words("questions"),
            ]);
            for (label, positions) in &rows {
                table.push([
                    (*label).to_owned(),
                    positions.len().to_string(),
                    ranges(positions),
                ]);
            }
            screen.table(&table);
            screen.line(":review flagged or :review unanswered lists them, :goto N goes there.");
        }
        ReviewFilter::Flagged | ReviewFilter::Unanswered => {
            let wanted = |position: &usize| match filter {
                ReviewFilter::Flagged => record.marked.contains(position),
                _ => !record.attempt.answers.contains_key(position),
            };
            let positions: Vec<usize> = open.filter(wanted).collect();
            if positions.is_empty() {
                screen.line("None.");
                return;
            }
            let mut table = Table::new([
                Column::numbers("question"),
                Column::words("answer"),
                Column::words("begins"),
            ]);
            for position in positions {
                let answer = record.attempt.answers.get(&position);
                let seen = record.visited.contains(&position);
                table.push([
                    (position + 1).to_string(),
                    answer.map_or("-".to_owned(), |answer| {
                        reading_text(&answer.shown, &answer.reading)
                    }),
                    // What was not seen yet is not told here.
                    match exam.item(position).filter(|_| seen) {
                        Some(item) => beginning(&item.stem),
                        None => "not seen yet".to_owned(),
                    },
                ]);
            }
            screen.table(&table);
            screen.line(":goto N goes there.");
        }
    }
}

fn beginning(stem: &str) -> String {
    let plain: Vec<&str> = stem.split_whitespace().collect();
    let plain = plain.join(" ");
    if plain.chars().count() <= LONGEST_START {
        return plain;
    }
    let start: String = plain.chars().take(LONGEST_START).collect();
    let whole = start
        .rsplit_once(' ')
        .map_or(start.as_str(), |(words, _)| words);
    format!("{whole} ...")
}

/// Returns ascending positions as numbers: `1-12, 14, 20-33`.
pub(super) fn ranges(positions: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for position in positions {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *position => *last = *position,
            _ => runs.push((*position, *position)),
        }
    }
    let words: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => (first + 1).to_string(),
            1 => format!("{}, {}", first + 1, last + 1),
            _ => format!("{}-{}", first + 1, last + 1),
        })
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_questions_are_joined() {
        assert_eq!(ranges(&[0, 1, 2, 4, 6, 7]), "1-3, 5, 7, 8");
        assert_eq!(ranges(&[]), "");
    }

    #[test]
    fn a_stem_begins_with_whole_words() {
        assert_eq!(
            beginning("A hospital  receives a subpoena from an attorney\nand asks what to do."),
            "A hospital receives a subpoena from an attorney ..."
        );
        assert_eq!(beginning("Short one?"), "Short one?");
    }
}
