//! The orders that may be given in an exam.

use crate::diag::did_you_mean;

/// Which questions a review lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReviewFilter {
    /// All, counted.
    All,
    /// Those marked.
    Flagged,
    /// Those without an answer.
    Unanswered,
}

/// An order in an exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExamOrder {
    /// Mark the question, or take the mark away.
    Flag,
    /// Go on.
    Next,
    /// Go back.
    Back,
    /// Go to a question by its number.
    GoTo(usize),
    /// List the questions.
    Review(ReviewFilter),
    /// Strike an option out.
    Strike(String),
    /// Write a note.
    Note(String),
    /// Tell the time.
    Time,
    /// Reckon.
    Calculate(String),
    /// Stop the clock and leave.
    Pause,
    /// Show the question again.
    Repeat,
    /// Show the case's record again.
    Record,
    /// End, or close the part.
    Submit,
    /// Leave.
    Quit,
    /// List the orders.
    Help,
}

const ORDERS: [(&str, &str); 15] = [
    (
        ":flag",
        "mark the question for another look, or take the mark away",
    ),
    (":next", "go on to the next question"),
    (
        ":back",
        "go back to the question before, where the exam allows it",
    ),
    (":goto N", "go to question N, where the exam allows it"),
    (":review [flagged|unanswered]", "list where you stand"),
    (":strike B", "strike option B out, or bring it back"),
    (":calc EXPR", "reckon, such as :calc (12 + 8) / 365 * 100"),
    (":note TEXT", "write a note on the item"),
    (":time", "tell the time left"),
    (":repeat", "show the question again"),
    (":record", "show the case's record again"),
    (
        ":pause",
        "stop the clock and leave, in an untimed exam only",
    ),
    (":submit", "end the exam, or close the part; asks first"),
    (
        ":quit",
        "leave; the clock goes on, exam --resume comes back",
    ),
    (":help", "list these orders"),
];

/// Returns every order with its help.
pub(super) fn exam_order_help() -> &'static [(&'static str, &'static str)] {
    &ORDERS
}

fn word_of(order: &str) -> &str {
    order
        .split(' ')
        .next()
        .unwrap_or(order)
        .trim_start_matches(':')
}

/// Returns the order that a candidate meant who typed `text` without its colon.
pub(super) fn meant_as_exam_order(text: &str) -> Option<String> {
    let word = text.split_whitespace().next()?.to_lowercase();
    let found = ORDERS.iter().find(|(order, _)| word_of(order) == word)?;
    Some(format!(":{}", word_of(found.0)))
}

/// Returns the order that `text` (without its colon) spells, or a sentence that tells what is wrong.
pub(super) fn read_exam_order(text: &str) -> Result<ExamOrder, String> {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    Ok(match word.to_lowercase().as_str() {
        "flag" | "f" => ExamOrder::Flag,
        "next" | "n" | "skip" => ExamOrder::Next,
        "back" | "b" => ExamOrder::Back,
        "goto" | "go" | "g" => ExamOrder::GoTo(
            rest.parse()
                .map_err(|_| "Give a question's number: :goto 12.".to_owned())?,
        ),
        "review" | "r" => ExamOrder::Review(match rest.to_lowercase().as_str() {
            "" | "all" => ReviewFilter::All,
            "flagged" | "flag" => ReviewFilter::Flagged,
            "unanswered" | "open" => ReviewFilter::Unanswered,
            _ => return Err(":review takes flagged or unanswered, or nothing.".to_owned()),
        }),
        "strike" | "s" => ExamOrder::Strike(rest.to_owned()),
        "note" => ExamOrder::Note(rest.to_owned()),
        "time" | "t" => ExamOrder::Time,
        "calc" | "c" => ExamOrder::Calculate(rest.to_owned()),
        "pause" => ExamOrder::Pause,
        "repeat" => ExamOrder::Repeat,
        "record" => ExamOrder::Record,
        "submit" => ExamOrder::Submit,
        "quit" | "q" | "exit" => ExamOrder::Quit,
        "help" | "?" => ExamOrder::Help,
        other => {
            let known = ORDERS.iter().map(|(order, _)| word_of(order));
            return Err(match did_you_mean(other, known) {
                Some(near) => format!(
                    "There is no order `:{other}` in an exam. Did you mean `:{near}`? :help lists them."
                ),
                None => format!("There is no order `:{other}` in an exam. :help lists them."),
            });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_take_what_follows_them() {
        assert_eq!(read_exam_order("goto 57"), Ok(ExamOrder::GoTo(57)));
        assert_eq!(
            read_exam_order(" Review FLAGGED"),
            Ok(ExamOrder::Review(ReviewFilter::Flagged))
        );
        assert_eq!(
            read_exam_order("calc 2 * (3+4)"),
            Ok(ExamOrder::Calculate("2 * (3+4)".to_owned()))
        );
        assert!(read_exam_order("goto there").is_err());
    }

    #[test]
    fn what_a_quiz_allows_is_not_known_here() {
        assert_eq!(
            read_exam_order("why").unwrap_err(),
            "There is no order `:why` in an exam. :help lists them."
        );
        assert_eq!(
            meant_as_exam_order("submit now"),
            Some(":submit".to_owned())
        );
        assert_eq!(meant_as_exam_order("c"), None);
    }
}
