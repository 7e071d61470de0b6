//! An attempt as its events tell it: resume is replay.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    event::{Answer, AttemptPlan, Event, EventBody},
    id::AttemptId,
    time::Timestamp,
};

/// An attempt, built up from its events.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// What it asks.
    pub plan: AttemptPlan,
    /// When it began.
    pub started: Timestamp,
    /// When its last event happened.
    pub last: Timestamp,
    /// The latest answer at each position.
    pub answers: BTreeMap<usize, Answer>,
    /// Positions passed over, and how often.
    pub skipped: BTreeMap<usize, u32>,
    /// Hints shown at each position.
    pub hints: BTreeMap<usize, u32>,
    /// Whether it is over, and if so whether it was given up.
    pub finished: Option<bool>,
}

impl Attempt {
    /// Returns the attempt that `events` tell of, in their order; `None` if none of them began one.
    pub fn replay<'a>(id: &AttemptId, events: impl IntoIterator<Item = &'a Event>) -> Option<Self> {
        let mut attempt: Option<Self> = None;
        for event in events {
            match (&mut attempt, &event.body) {
                (None, EventBody::AttemptStarted(plan)) => {
                    attempt = Some(Self::begin(id.clone(), plan.clone(), event.at));
                }
                (None, _) => {}
                (Some(attempt), _) => attempt.apply(event),
            }
        }
        attempt
    }

    /// Returns the attempt at its beginning.
    pub fn begin(id: AttemptId, plan: AttemptPlan, at: Timestamp) -> Self {
        Self {
            id,
            plan,
            started: at,
            last: at,
            answers: BTreeMap::new(),
            skipped: BTreeMap::new(),
            hints: BTreeMap::new(),
            finished: None,
        }
    }

    /// Takes one more event in.
    pub fn apply(&mut self, event: &Event) {
        self.last = self.last.max(event.at);
        match &event.body {
            EventBody::Answered(answer) => {
                self.answers.insert(answer.position, (**answer).clone());
            }
            EventBody::Skipped { position } => *self.skipped.entry(*position).or_default() += 1,
            EventBody::HintShown { position } => *self.hints.entry(*position).or_default() += 1,
            EventBody::AttemptFinished { given_up } => self.finished = Some(*given_up),
            EventBody::AttemptStarted(_)
            | EventBody::AttemptPaused
            | EventBody::ExamSet(_)
            | EventBody::Visited { .. }
            | EventBody::Marked { .. }
            | EventBody::Struck { .. }
            | EventBody::SectionClosed { .. }
            | EventBody::SectionOpened { .. }
            | EventBody::ClockJumped { .. }
            | EventBody::TimeUp
            | EventBody::Flagged { .. }
            | EventBody::Noted { .. }
            | EventBody::Disputed { .. }
            | EventBody::GoalSet(_)
            | EventBody::GoalCleared { .. } => {}
        }
    }

    /// Returns how many answers were right.
    pub fn right(&self) -> usize {
        self.answers
            .values()
            .filter(|answer| answer.grade.right)
            .count()
    }

    /// Returns the positions that have no answer.
    pub fn unanswered(&self) -> BTreeSet<usize> {
        (0..self.plan.places.len())
            .filter(|position| !self.answers.contains_key(position))
            .collect()
    }

    /// Returns the position to ask next: the first one neither answered nor passed over, then those passed over
    /// once; `None` when each was answered or passed over twice.
    pub fn next_position(&self) -> Option<usize> {
        let skips = |position: &usize| self.skipped.get(position).copied().unwrap_or(0);
        let open = self.unanswered();
        open.iter()
            .find(|position| skips(position) == 0)
            .or_else(|| open.iter().find(|position| skips(position) == 1))
            .copied()
    }
}
