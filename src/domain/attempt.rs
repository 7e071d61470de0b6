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

    /// Returns the position to ask next among those that are `askable`: the first one neither answered nor passed
    /// over, then those passed over once; `None` when each was answered or passed over twice.
    pub fn next_position(&self, askable: impl Fn(usize) -> bool) -> Option<usize> {
        let skips = |position: &usize| self.skipped.get(position).copied().unwrap_or(0);
        let mut open = self.unanswered();
        open.retain(|position| askable(*position));
        open.iter()
            .find(|position| skips(position) == 0)
            .or_else(|| open.iter().find(|position| skips(position) == 1))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Feedback,
        sample::{self, choice_answer, event},
    };

    const PAUSE: EventBody = EventBody::AttemptPaused;

    fn started(at: i64, length: usize) -> Event {
        let items: Vec<_> = (0..length)
            .map(|place| sample::choice(&format!("i{place}")))
            .collect();
        let plan = sample::plan(&items.iter().collect::<Vec<_>>(), Feedback::Each);
        event(at, EventBody::AttemptStarted(plan))
    }

    fn answered(at: i64, position: usize, right: bool) -> Event {
        let answer = choice_answer(&format!("i{position}"), position, right);
        event(at, EventBody::Answered(Box::new(answer)))
    }

    fn skipped(at: i64, position: usize) -> Event {
        event(at, EventBody::Skipped { position })
    }

    fn replay(events: &[Event]) -> Option<Attempt> {
        Attempt::replay(&AttemptId::new("a"), events)
    }

    #[test]
    fn nothing_begins_without_its_beginning() {
        assert_eq!(replay(&[]), None);
        assert_eq!(replay(&[answered(1, 0, true), skipped(2, 1)]), None);
        let attempt = replay(&[answered(1, 0, true), started(5, 3)]).unwrap();
        assert!(attempt.answers.is_empty(), "what came before is not of it");
        assert_eq!(attempt.started, Timestamp::from_milliseconds(5));
    }

    #[test]
    fn a_second_beginning_changes_nothing() {
        let attempt = replay(&[started(1, 3), answered(2, 0, true), started(3, 9)]).unwrap();
        assert_eq!((attempt.plan.places.len(), attempt.answers.len()), (3, 1));
        assert_eq!(attempt.started, Timestamp::from_milliseconds(1));
    }

    #[test]
    fn the_latest_answer_at_a_position_counts() {
        let events = [started(1, 2), answered(2, 0, true), answered(3, 1, true)];
        assert_eq!(replay(&events).unwrap().right(), 2);
        let changed = [&events[..], &[answered(4, 0, false)]].concat();
        let attempt = replay(&changed).unwrap();
        assert_eq!((attempt.right(), attempt.answers.len()), (1, 2));
        assert!(attempt.unanswered().is_empty());
    }

    #[test]
    fn skips_and_hints_are_counted_by_position() {
        let hint = |position| event(9, EventBody::HintShown { position });
        let events = [
            started(1, 3),
            skipped(2, 1),
            skipped(3, 1),
            hint(2),
            event(9, PAUSE),
        ];
        let attempt = replay(&events).unwrap();
        assert_eq!(attempt.skipped, BTreeMap::from([(1, 2)]));
        assert_eq!(attempt.hints, BTreeMap::from([(2, 1)]));
        assert_eq!(attempt.unanswered(), BTreeSet::from([0, 1, 2]));
    }

    #[test]
    fn a_clock_set_back_does_not_set_the_attempt_back() {
        let attempt = replay(&[
            started(100, 2),
            answered(300, 0, true),
            answered(200, 1, true),
        ]);
        assert_eq!(attempt.unwrap().last, Timestamp::from_milliseconds(300));
    }

    #[test]
    fn it_is_open_until_it_is_finished() {
        let finish = |given_up| event(9, EventBody::AttemptFinished { given_up });
        let pause = event(3, PAUSE);
        assert_eq!(replay(&[started(1, 2), pause]).unwrap().finished, None);
        for given_up in [false, true] {
            let attempt = replay(&[started(1, 2), finish(given_up)]).unwrap();
            assert_eq!(attempt.finished, Some(given_up));
        }
    }

    #[test]
    fn what_was_passed_over_comes_again_once_after_the_rest() {
        let mut attempt = replay(&[started(1, 4)]).unwrap();
        let mut asked = Vec::new();
        while let Some(position) = attempt.next_position(|position| position != 2) {
            asked.push(position);
            attempt.apply(&match position {
                1 => answered(2, 1, true),
                position => skipped(2, position),
            });
        }
        assert_eq!(asked, [0, 1, 3, 0, 3]);
    }

    #[test]
    fn marks_on_items_are_no_part_of_it() {
        let item = crate::domain::ItemId::new("i0");
        let marks = [
            EventBody::Flagged {
                item: item.clone(),
                on: true,
            },
            EventBody::Noted {
                item: item.clone(),
                text: "look".to_owned(),
            },
            EventBody::Disputed {
                item,
                hashes: None,
                reason: "no".to_owned(),
            },
        ];
        let bare = replay(&[started(1, 2)]).unwrap();
        let marked: Vec<Event> = std::iter::once(started(1, 2))
            .chain(marks.into_iter().map(|mark| event(1, mark)))
            .collect();
        assert_eq!(replay(&marked).unwrap(), bare);
    }
}
