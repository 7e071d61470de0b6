//! What there is to say at the end of an attempt.

use std::collections::BTreeMap;

use crate::domain::{CredentialId, DomainId, ItemId, TaskId, attempt::Attempt};

use super::tally::Tally;

/// The end of an attempt, counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// All answers.
    pub total: Tally,
    /// Items left without an answer.
    pub unanswered: usize,
    /// By domain of the credential practised.
    pub by_domain: BTreeMap<(CredentialId, DomainId), Tally>,
    /// By task.
    pub by_task: BTreeMap<TaskId, Tally>,
    /// The median time of an answer, in milliseconds.
    pub median_milliseconds: u64,
    /// The item that took longest.
    pub slowest: Option<(ItemId, u64)>,
    /// Items answered wrongly, in the order asked.
    pub missed: Vec<ItemId>,
}

/// Returns what there is to say about `attempt`.
pub fn summarise(attempt: &Attempt) -> Summary {
    let mut summary = Summary {
        total: Tally::default(),
        unanswered: attempt.unanswered().len(),
        by_domain: BTreeMap::new(),
        by_task: BTreeMap::new(),
        median_milliseconds: 0,
        slowest: None,
        missed: Vec::new(),
    };
    let mut times = Vec::new();
    for answer in attempt.answers.values() {
        let domain = (answer.credential.clone(), answer.domain.clone());
        summary.total.add(answer.grade, answer.milliseconds);
        summary
            .by_domain
            .entry(domain)
            .or_default()
            .add(answer.grade, answer.milliseconds);
        for task in &answer.tasks {
            summary
                .by_task
                .entry(task.clone())
                .or_default()
                .add(answer.grade, answer.milliseconds);
        }
        if !answer.grade.right {
            summary.missed.push(answer.item.clone());
        }
        if summary
            .slowest
            .as_ref()
            .is_none_or(|(_, slowest)| answer.milliseconds > *slowest)
        {
            summary.slowest = Some((answer.item.clone(), answer.milliseconds));
        }
        times.push(answer.milliseconds);
    }
    times.sort_unstable();
    summary.median_milliseconds = median(&times);
    summary
}

/// Returns the median of ascending `times`, 0 when there are none.
fn median(times: &[u64]) -> u64 {
    let middle = times.len() / 2;
    match times.len() {
        0 => 0,
        length if length % 2 == 1 => times[middle],
        _ => u64::midpoint(times[middle - 1], times[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        AttemptId, EventBody, Feedback, Timestamp,
        event::Answer,
        sample::{self, choice_answer, event},
    };

    /// A finished attempt of `length` items with these answers.
    fn attempt(length: usize, answers: Vec<Answer>) -> Attempt {
        let items: Vec<_> = (0..length)
            .map(|place| sample::choice(&format!("i{place}")))
            .collect();
        let plan = sample::plan(&items.iter().collect::<Vec<_>>(), Feedback::Each);
        let mut attempt =
            Attempt::begin(AttemptId::new("a"), plan, Timestamp::from_milliseconds(0));
        for answer in answers {
            attempt.apply(&event(1, EventBody::Answered(Box::new(answer))));
        }
        attempt
    }

    fn taking(seconds: u64, answer: Answer) -> Answer {
        Answer {
            milliseconds: seconds * 1_000,
            ..answer
        }
    }

    #[test]
    fn nothing_answered_is_nothing_counted() {
        let summary = summarise(&attempt(3, Vec::new()));
        assert_eq!((summary.total, summary.unanswered), (Tally::default(), 3));
        assert_eq!((summary.median_milliseconds, summary.slowest), (0, None));
        assert!(summary.missed.is_empty() && summary.by_domain.is_empty());
    }

    #[test]
    fn answers_are_counted_by_domain_and_task() {
        let other = Answer {
            domain: DomainId::new("2"),
            tasks: vec![TaskId::new("2.1"), TaskId::new("1.1")],
            ..choice_answer("i1", 1, false)
        };
        let summary = summarise(&attempt(4, vec![choice_answer("i0", 0, true), other]));
        assert_eq!((summary.total.right, summary.total.asked), (1, 2));
        assert_eq!(summary.unanswered, 2);
        let domains: Vec<_> = summary
            .by_domain
            .iter()
            .map(|((credential, domain), tally)| {
                (credential.as_str(), domain.as_str(), tally.right)
            })
            .collect();
        assert_eq!(domains, [("rhit", "1", 1), ("rhit", "2", 0)]);
        let tasks: Vec<_> = summary
            .by_task
            .iter()
            .map(|(task, tally)| (task.as_str(), tally.right, tally.asked))
            .collect();
        assert_eq!(tasks, [("1.1", 1, 2), ("2.1", 0, 1)]);
    }

    #[test]
    fn missed_items_stand_in_the_order_asked_and_a_changed_answer_counts_once() {
        let answers = vec![
            choice_answer("i2", 2, false),
            choice_answer("i0", 0, false),
            choice_answer("i1", 1, false),
            choice_answer("i1", 1, true),
        ];
        let summary = summarise(&attempt(3, answers));
        assert_eq!(summary.missed, [ItemId::new("i0"), ItemId::new("i2")]);
        assert_eq!((summary.total.right, summary.total.asked), (1, 3));
    }

    #[test]
    fn times_have_a_median_and_a_longest() {
        let odd = [5, 90, 10].into_iter().zip(0..);
        let odd = odd.map(|(time, place)| taking(time, choice_answer("i", place, true)));
        let summary = summarise(&attempt(3, odd.collect()));
        assert_eq!(summary.median_milliseconds, 10_000);
        assert_eq!(summary.slowest, Some((ItemId::new("i"), 90_000)));
        assert_eq!(summary.total.milliseconds, 105_000);
        let even = vec![
            taking(5, choice_answer("i0", 0, true)),
            taking(8, choice_answer("i1", 1, true)),
        ];
        assert_eq!(summarise(&attempt(2, even)).median_milliseconds, 6_500);
    }
}
