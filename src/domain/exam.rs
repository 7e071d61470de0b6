//! A practice exam as its events tell it: its terms, where the candidate stands, how the time went.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    attempt::Attempt,
    credential::{Navigation, SectionBook},
    event::{Event, EventBody},
    id::{AttemptId, DomainId, TaskId},
    item::Level,
};

/// The rules under which an exam is sat, fixed when it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamTerms {
    /// The outline whose ranges the form keeps.
    pub outline: String,
    /// Whether a candidate can go back.
    pub navigation: Navigation,
    /// Whether an item must be answered before the next one is seen.
    pub answer_required: bool,
    /// Whether the calculator may be used.
    pub calculator: bool,
    /// The time in milliseconds; `None` when it is not limited.
    pub budget: Option<u64>,
    /// The time asked for, in percent of the usual one.
    pub time_percent: u32,
    /// How many items the full exam has.
    pub full_items: usize,
    /// What is known of each place, in order.
    pub seats: Vec<ExamSeat>,
    /// The sections, in order.
    pub sections: Vec<ExamPart>,
}

/// What an exam knows of one of its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamSeat {
    /// The domain that the item counts for.
    pub domain: DomainId,
    /// Its tasks.
    pub tasks: Vec<TaskId>,
    /// Its level.
    pub level: Option<Level>,
    /// Whether it counts.
    pub scored: bool,
}

/// A section of an exam being sat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExamPart {
    /// What it is called.
    pub name: String,
    /// Whether books may be used.
    pub book: SectionBook,
    /// How many items it has.
    pub length: usize,
    /// Whether it is closed for good before the next one begins.
    pub closes: bool,
}

impl ExamTerms {
    /// Returns the section that `position` lies in.
    pub fn section_of(&self, position: usize) -> usize {
        let mut end = 0;
        for (number, section) in self.sections.iter().enumerate() {
            end += section.length;
            if position < end {
                return number;
            }
        }
        self.sections.len().saturating_sub(1)
    }

    /// Returns the first position of `section`.
    pub fn start_of(&self, section: usize) -> usize {
        let before = self.sections.iter().take(section);
        before.map(|section| section.length).sum()
    }

    /// Returns how many places count.
    pub fn scored(&self) -> usize {
        self.seats.iter().filter(|seat| seat.scored).count()
    }
}

/// A wall clock that was set while an exam ran, or stood before the last event when it went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockJump {
    /// By how much it went forward, negative when back.
    pub milliseconds: i64,
    /// The exam's own time then.
    pub elapsed: u64,
}

/// An answer that replaced another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerChange {
    /// The position.
    pub position: usize,
    /// Whether the replaced answer was right.
    pub from_right: bool,
    /// Whether the new one is.
    pub to_right: bool,
}

/// An exam, built up from its events.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamRecord {
    /// The attempt with its answers.
    pub attempt: Attempt,
    /// Its terms.
    pub terms: ExamTerms,
    /// Where the candidate stands.
    pub position: usize,
    /// Positions seen so far.
    pub visited: BTreeSet<usize>,
    /// Positions marked for another look.
    pub marked: BTreeSet<usize>,
    /// Options struck out at each position, by the author's index.
    pub struck: BTreeMap<usize, BTreeSet<usize>>,
    /// How many sections are closed.
    pub closed: usize,
    /// Whether a section was closed and the next one not begun.
    pub on_break: bool,
    /// Whether the time ran out.
    pub time_up: bool,
    /// Answers that replaced others.
    pub changes: Vec<AnswerChange>,
    /// How the wall clock was set meanwhile.
    pub jumps: Vec<ClockJump>,
    /// The exam's own time at the last event, in milliseconds: breaks, and pauses of an untimed exam, left out.
    pub elapsed: u64,
    /// The exam's own time spent at each position.
    pub spent: BTreeMap<usize, u64>,
    /// The exam's own time of each position's latest answer.
    pub answered_at: BTreeMap<usize, u64>,
    /// The wall clock at the last event, with every jump taken off.
    steady_wall: i64,
    /// Whether the exam's time went on since the last event.
    running: bool,
}

impl ExamRecord {
    /// Returns the exam that `events` tell of, in their order; `None` if they tell of none.
    pub fn replay(id: &AttemptId, events: &[Event]) -> Option<Self> {
        let attempt = Attempt::replay(id, events)?;
        let terms = events.iter().find_map(|event| match &event.body {
            EventBody::ExamSet(terms) => Some((**terms).clone()),
            _ => None,
        })?;
        let mut record = Self::begin(
            Attempt::begin(id.clone(), attempt.plan, attempt.started),
            terms,
        );
        for event in events {
            record.apply(event);
        }
        Some(record)
    }

    /// Returns the exam at its beginning.
    pub fn begin(attempt: Attempt, terms: ExamTerms) -> Self {
        let steady_wall = attempt.started.milliseconds();
        Self {
            attempt,
            terms,
            position: 0,
            visited: BTreeSet::from([0]),
            marked: BTreeSet::new(),
            struck: BTreeMap::new(),
            closed: 0,
            on_break: false,
            time_up: false,
            changes: Vec::new(),
            jumps: Vec::new(),
            elapsed: 0,
            spent: BTreeMap::new(),
            answered_at: BTreeMap::new(),
            steady_wall,
            running: true,
        }
    }

    /// Returns how far the wall clock `wall` lies behind (negative) or ahead of the last event, jumps taken off.
    pub fn wall_since_last(&self, wall: i64) -> i64 {
        wall.saturating_sub(self.jumped())
            .saturating_sub(self.steady_wall)
    }

    /// Returns whether the exam's time goes on.
    pub fn is_running(&self) -> bool {
        self.running
    }

    fn jumped(&self) -> i64 {
        let jumps = self.jumps.iter().map(|jump| jump.milliseconds);
        jumps.fold(0, i64::saturating_add)
    }

    /// Takes one more event in.
    pub fn apply(&mut self, event: &Event) {
        if let EventBody::ClockJumped { milliseconds } = &event.body {
            self.jumps.push(ClockJump {
                milliseconds: *milliseconds,
                elapsed: self.elapsed,
            });
        }
        self.let_time_pass(event.at.milliseconds());
        match &event.body {
            EventBody::Answered(answer) => {
                if let Some(before) = self.attempt.answers.get(&answer.position)
                    && before.reading != answer.reading
                {
                    self.changes.push(AnswerChange {
                        position: answer.position,
                        from_right: before.grade.right,
                        to_right: answer.grade.right,
                    });
                }
                self.answered_at.insert(answer.position, self.elapsed);
            }
            EventBody::Visited { position } => {
                self.position = *position;
                self.visited.insert(*position);
            }
            EventBody::Marked { position, on } => {
                if *on {
                    self.marked.insert(*position);
                } else {
                    self.marked.remove(position);
                }
            }
            EventBody::Struck {
                position,
                option,
                on,
            } => {
                let struck = self.struck.entry(*position).or_default();
                if *on {
                    struck.insert(*option);
                } else {
                    struck.remove(option);
                }
            }
            EventBody::SectionClosed { section } => {
                self.closed = self.closed.max(section + 1);
                self.on_break = true;
                self.running = false;
            }
            EventBody::SectionOpened { .. } => {
                self.on_break = false;
                self.running = true;
            }
            EventBody::TimeUp => self.time_up = true,
            EventBody::AttemptPaused if self.terms.budget.is_none() => self.running = false,
            EventBody::AttemptFinished { .. } => self.running = false,
            _ => {}
        }
        self.attempt.apply(event);
    }

    fn let_time_pass(&mut self, wall: i64) {
        let passed = self.wall_since_last(wall);
        self.steady_wall = self.steady_wall.saturating_add(passed.max(0));
        let passed = u64::try_from(passed).unwrap_or(0);
        if self.running && passed > 0 {
            self.elapsed = self.elapsed.saturating_add(passed);
            *self.spent.entry(self.position).or_default() += passed;
        } else if !self.running && !self.on_break && self.attempt.finished.is_none() {
            // A pause of an untimed exam ends with whatever comes next.
            self.running = true;
        }
    }

    /// Returns the positions that can be visited now: those of the open sections up to the next one that closes.
    pub fn open_range(&self) -> std::ops::Range<usize> {
        let first = self.terms.start_of(self.closed);
        let mut end = first;
        for section in self.terms.sections.iter().skip(self.closed) {
            end += section.length;
            if section.closes {
                break;
            }
        }
        first..end
    }

    /// Returns the section that ends the open range.
    pub fn last_open_section(&self) -> usize {
        self.terms
            .section_of(self.open_range().end.saturating_sub(1))
    }

    /// Returns whether the open range is the last one.
    pub fn is_last_range(&self) -> bool {
        self.open_range().end >= self.terms.seats.len()
    }

    /// Returns the open positions without an answer.
    pub fn unanswered(&self) -> Vec<usize> {
        let open = self.open_range();
        open.filter(|position| !self.attempt.answers.contains_key(position))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        CredentialId, Feedback, Timestamp,
        event::{AttemptKind, AttemptPlan},
    };

    fn seat() -> ExamSeat {
        ExamSeat {
            domain: DomainId::new("1"),
            tasks: Vec::new(),
            level: None,
            scored: true,
        }
    }

    fn terms(budget: Option<u64>) -> ExamTerms {
        let part = |name: &str, length, closes| ExamPart {
            name: name.to_owned(),
            book: SectionBook::Closed,
            length,
            closes,
        };
        ExamTerms {
            outline: "o".to_owned(),
            navigation: Navigation::Review,
            answer_required: false,
            calculator: true,
            budget,
            time_percent: 100,
            full_items: 5,
            seats: vec![seat(); 5],
            sections: vec![part("one", 3, true), part("two", 2, true)],
        }
    }

    fn record(budget: Option<u64>) -> ExamRecord {
        let plan = AttemptPlan {
            kind: AttemptKind::Exam,
            target: "c".to_owned(),
            credential: Some(CredentialId::new("c")),
            seed: 1,
            feedback: Feedback::End,
            places: Vec::new(),
        };
        let id = AttemptId::new("a");
        let attempt = Attempt::begin(id, plan, Timestamp::from_milliseconds(1_000));
        ExamRecord::begin(attempt, terms(budget))
    }

    fn happen(record: &mut ExamRecord, at: i64, body: EventBody) {
        record.apply(&Event {
            at: Timestamp::from_milliseconds(at),
            attempt: Some(AttemptId::new("a")),
            body,
        });
    }

    #[test]
    fn time_is_spent_where_the_candidate_stands_and_not_on_a_break() {
        let mut exam = record(Some(60_000));
        happen(&mut exam, 4_000, EventBody::Visited { position: 2 });
        happen(&mut exam, 9_000, EventBody::SectionClosed { section: 0 });
        assert_eq!((exam.open_range(), exam.on_break), (3..5, true));
        happen(&mut exam, 99_000, EventBody::SectionOpened { section: 1 });
        happen(&mut exam, 99_000, EventBody::Visited { position: 3 });
        happen(&mut exam, 100_000, EventBody::Visited { position: 4 });
        assert_eq!(exam.elapsed, 9_000);
        assert_eq!(
            exam.spent,
            BTreeMap::from([(0, 3_000), (2, 5_000), (3, 1_000)])
        );
        assert!(exam.is_last_range());
    }

    #[test]
    fn a_clock_that_is_set_gives_and_takes_no_time() {
        let mut exam = record(Some(60_000));
        happen(&mut exam, 3_000, EventBody::Visited { position: 1 });
        // Two years back, then forward again.
        let years = 2 * 365 * 86_400_000_i64;
        let jump = |milliseconds| EventBody::ClockJumped { milliseconds };
        happen(&mut exam, 5_000 - years, jump(-years));
        assert_eq!(exam.elapsed, 4_000);
        happen(&mut exam, 6_000 - years, EventBody::Visited { position: 2 });
        assert_eq!(exam.elapsed, 5_000);
        happen(&mut exam, 7_000, jump(years));
        assert_eq!((exam.elapsed, exam.jumps.len()), (6_000, 2));
        // Set back without a word: time stands, it does not run backwards.
        happen(&mut exam, 1_000, EventBody::Visited { position: 0 });
        assert_eq!(exam.elapsed, 6_000);
    }

    #[test]
    fn leaving_stops_the_time_of_an_untimed_exam_only() {
        for (budget, elapsed) in [(Some(600_000), 101_000), (None, 2_000)] {
            let mut exam = record(budget);
            happen(&mut exam, 2_000, EventBody::AttemptPaused);
            happen(&mut exam, 101_000, EventBody::Visited { position: 0 });
            happen(&mut exam, 102_000, EventBody::Visited { position: 1 });
            assert_eq!(exam.elapsed, elapsed);
        }
    }

    #[test]
    fn marks_and_struck_options_come_and_go() {
        let mut exam = record(None);
        let struck = |option, on| EventBody::Struck {
            position: 1,
            option,
            on,
        };
        happen(
            &mut exam,
            2_000,
            EventBody::Marked {
                position: 1,
                on: true,
            },
        );
        happen(&mut exam, 2_000, struck(0, true));
        happen(&mut exam, 2_000, struck(3, true));
        happen(&mut exam, 2_000, struck(0, false));
        assert_eq!(exam.marked, BTreeSet::from([1]));
        assert_eq!(exam.struck[&1], BTreeSet::from([3]));
    }
}
