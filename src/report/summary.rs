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
