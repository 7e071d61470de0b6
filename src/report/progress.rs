//! Where a learner stands: answers counted by domain, task, kind and week.

use std::collections::BTreeMap;

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};
use serde::Serialize;

use crate::{domain::ItemKind, store::AnswerRow};

use super::tally::{Tally, TallyJson};

/// How answers are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By domain of the outline.
    Domain,
    /// By task; an answer counts for each of its tasks.
    Task,
    /// By kind of item.
    Kind,
    /// By week, named by its Monday.
    Week,
}

impl Grouping {
    /// Returns the word that names the grouping.
    pub fn word(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Task => "task",
            Self::Kind => "kind",
            Self::Week => "week",
        }
    }
}

/// One credential's answers, counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The credential.
    pub credential: String,
    /// All answers.
    pub total: Tally,
    /// First answers to items never seen before, without cards: what readiness rests on.
    pub first_seen: Tally,
    /// Items seen at least once.
    pub items_seen: usize,
    /// The groups, by key in order.
    pub groups: BTreeMap<String, Tally>,
}

/// Returns the progress of each credential in `answers`, which come in the order given. Cards, which learners grade
/// themselves, are counted, but not among the first answers.
pub fn progress(answers: &[AnswerRow], grouping: Grouping, zone: &TimeZone) -> Vec<Progress> {
    let mut by_credential: BTreeMap<String, Progress> = BTreeMap::new();
    let mut seen: BTreeMap<String, std::collections::BTreeSet<String>> = BTreeMap::new();
    for answer in answers {
        let credential = answer.credential.to_string();
        let progress = by_credential
            .entry(credential.clone())
            .or_insert_with(|| Progress {
                credential: credential.clone(),
                total: Tally::default(),
                first_seen: Tally::default(),
                items_seen: 0,
                groups: BTreeMap::new(),
            });
        let grade = answer.grade;
        let first = seen
            .entry(credential)
            .or_default()
            .insert(answer.item.to_string());
        progress.items_seen += usize::from(first);
        progress.total.add(grade, answer.milliseconds);
        if first && answer.kind != ItemKind::Card {
            progress.first_seen.add(grade, answer.milliseconds);
        }
        for key in keys(answer, grouping, zone) {
            progress
                .groups
                .entry(key)
                .or_default()
                .add(grade, answer.milliseconds);
        }
    }
    by_credential.into_values().collect()
}

fn keys(answer: &AnswerRow, grouping: Grouping, zone: &TimeZone) -> Vec<String> {
    match grouping {
        Grouping::Domain => vec![answer.domain.to_string()],
        Grouping::Task => answer.tasks.iter().map(ToString::to_string).collect(),
        Grouping::Kind => vec![answer.kind.word().to_owned()],
        Grouping::Week => vec![monday(answer.at.date(zone)).to_string()],
    }
}

/// Returns the Monday of the week that `date` lies in.
fn monday(date: Date) -> Date {
    if date.weekday() == Weekday::Monday {
        date
    } else {
        date.nth_weekday(-1, Weekday::Monday).unwrap_or(date)
    }
}

/// One credential's progress in `--json` output.
#[derive(Debug, Serialize)]
pub struct ProgressJson {
    /// The credential's id.
    pub credential: String,
    /// All answers.
    pub total: TallyJson,
    /// First answers to items never seen before, without cards.
    pub first_seen: TallyJson,
    /// Items seen at least once.
    pub items_seen: usize,
    /// What the groups are: `domain`, `task`, `kind` or `week`.
    pub by: &'static str,
    /// The groups.
    pub groups: Vec<GroupJson>,
}

/// One group of answers in `--json` output.
#[derive(Debug, Serialize)]
pub struct GroupJson {
    /// Its key: a domain's or task's id, a kind, the Monday of a week.
    pub key: String,
    /// Its answers.
    #[serde(flatten)]
    pub tally: TallyJson,
}

impl Progress {
    /// Returns the progress as its documented JSON shape.
    pub fn to_json(&self, grouping: Grouping) -> ProgressJson {
        ProgressJson {
            credential: self.credential.clone(),
            total: self.total.to_json(),
            first_seen: self.first_seen.to_json(),
            items_seen: self.items_seen,
            by: grouping.word(),
            groups: self
                .groups
                .iter()
                .map(|(key, tally)| GroupJson {
                    key: key.clone(),
                    tally: tally.to_json(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests;
