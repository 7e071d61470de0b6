//! The clock of an exam: the steady clock while the program runs, the wall clock over its restarts.
//!
//! A wall clock that is set meanwhile is told as an event and takes no part in the time: the difference between the
//! two clocks says by how much it was set. When an exam goes on and the wall clock stands before its last event, the
//! time goes on from that event. So no clock that is set ever gives time.

use crate::domain::{EventBody, Timestamp, exam::ExamRecord};

/// By how much the two clocks may differ before the wall clock counts as set, in milliseconds.
const TOLERANCE: i64 = 2_000;

/// What is left when a warning is due, in milliseconds, besides half of the time.
const WARNINGS: [u64; 3] = [15 * 60_000, 5 * 60_000, 60_000];

/// The present, on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The time of day, which may be set.
    pub wall: Timestamp,
    /// Milliseconds of a clock that only goes forward, also while the machine sleeps.
    pub steady: u64,
}

/// The clock of an exam being sat.
#[derive(Debug, Clone, Copy)]
pub struct ExamClock {
    /// The exam's time when this program began to count, the present then.
    elapsed: u64,
    began: Moment,
    /// By how much the wall clock was set since, as far as it was told.
    told: i64,
    /// What was left when a warning was last looked for.
    warned_at: u64,
}

impl ExamClock {
    /// Returns the clock of `record` going on at `now`.
    pub fn start(record: &ExamRecord, now: Moment) -> Self {
        let since = record.wall_since_last(now.wall.milliseconds());
        let passed = if record.is_running() {
            u64::try_from(since).unwrap_or(0)
        } else {
            0
        };
        let mut clock = Self {
            elapsed: record.elapsed.saturating_add(passed),
            began: now,
            told: 0,
            warned_at: u64::MAX,
        };
        clock.warned_at = clock.left(record, now).unwrap_or(u64::MAX);
        clock
    }

    /// Returns the event of a wall clock that stands before the last event of `record`, which goes on now.
    pub fn wake(record: &ExamRecord, now: Moment) -> Option<EventBody> {
        let milliseconds = record.wall_since_last(now.wall.milliseconds());
        (milliseconds < -TOLERANCE).then_some(EventBody::ClockJumped { milliseconds })
    }

    /// Returns the event of a wall clock that was set since the last look.
    pub fn look(&self, now: Moment) -> Option<EventBody> {
        let milliseconds = self.drift(now).saturating_sub(self.told);
        (milliseconds.saturating_abs() > TOLERANCE)
            .then_some(EventBody::ClockJumped { milliseconds })
    }

    /// Takes in that the clock as it is `now` was told.
    pub fn tell(&mut self, now: Moment) {
        self.told = self.drift(now);
    }

    /// Returns by how much the wall clock was set since this program began to count.
    fn drift(&self, now: Moment) -> i64 {
        let began = self.began.wall.milliseconds();
        let wall = now.wall.milliseconds().saturating_sub(began);
        let steady = i64::try_from(self.steady_since_began(now)).unwrap_or(i64::MAX);
        wall.saturating_sub(steady)
    }

    fn steady_since_began(&self, now: Moment) -> u64 {
        now.steady.saturating_sub(self.began.steady)
    }

    /// Returns the exam's time at `now`; on a break it stands.
    pub fn elapsed(&self, record: &ExamRecord, now: Moment) -> u64 {
        if record.on_break || record.attempt.finished.is_some() {
            record.elapsed
        } else {
            self.elapsed.saturating_add(self.steady_since_began(now))
        }
    }

    /// Returns the milliseconds left; `None` when the time is not limited.
    pub fn left(&self, record: &ExamRecord, now: Moment) -> Option<u64> {
        let budget = record.terms.budget?;
        Some(budget.saturating_sub(self.elapsed(record, now)))
    }

    /// Returns by how many milliseconds `now` is too late for an answer. The last instant still counts.
    pub fn late_by(&self, record: &ExamRecord, now: Moment) -> Option<u64> {
        let late = self
            .elapsed(record, now)
            .checked_sub(record.terms.budget?)?;
        (late > 0).then_some(late)
    }

    /// Returns what is left when that is worth a warning: half of the time, 15, 5 or 1 minutes were passed since the
    /// last look.
    pub fn warning(&mut self, record: &ExamRecord, now: Moment) -> Option<u64> {
        let left = self.left(record, now)?;
        let before = std::mem::replace(&mut self.warned_at, left);
        let half = record.terms.budget? / 2;
        let passed = |threshold: &u64| left <= *threshold && *threshold < before;
        let is_due = WARNINGS.iter().chain([&half]).any(passed);
        (is_due && left > 0).then_some(left)
    }

    /// Returns what is left at each warning to come, and in how many milliseconds it is due.
    pub fn coming(&self, record: &ExamRecord, now: Moment) -> Vec<(u64, u64)> {
        let (Some(left), Some(budget)) = (self.left(record, now), record.terms.budget) else {
            return Vec::new();
        };
        let mut thresholds: Vec<u64> = WARNINGS.into_iter().chain([budget / 2]).collect();
        thresholds.sort_unstable_by(|one, other| other.cmp(one));
        thresholds.dedup();
        thresholds
            .into_iter()
            .filter(|threshold| *threshold < left)
            .map(|threshold| (threshold, left - threshold))
            .collect()
    }
}
