//! A tally of answers: how many, how many right, how long.

use serde::Serialize;

use crate::{domain::Grade, model::interval::wilson};

/// Answers counted together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Answers.
    pub asked: usize,
    /// Answers that the exam would count as right.
    pub right: usize,
    /// Sum of partial credits.
    pub credit: f64,
    /// Time taken, in milliseconds.
    pub milliseconds: u64,
}

impl Tally {
    /// Returns the tally of `right` right answers among `asked`, without times.
    pub fn of_counts(right: u64, asked: u64) -> Self {
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Self {
            asked: count(asked),
            right: count(right),
            credit: as_f64(count(right)),
            milliseconds: 0,
        }
    }

    /// Counts one more answer.
    pub fn add(&mut self, grade: Grade, milliseconds: u64) {
        self.asked += 1;
        self.right += usize::from(grade.right);
        self.credit += grade.credit;
        self.milliseconds = self.milliseconds.saturating_add(milliseconds);
    }

    /// Returns the share of right answers, 0 to 1; 0 when nothing was asked.
    pub fn share(&self) -> f64 {
        if self.asked == 0 {
            0.0
        } else {
            as_f64(self.right) / as_f64(self.asked)
        }
    }

    /// Returns the share of credit, 0 to 1; 0 when nothing was asked.
    pub fn credit_share(&self) -> f64 {
        if self.asked == 0 {
            0.0
        } else {
            self.credit / as_f64(self.asked)
        }
    }

    /// Returns the 95 % interval of the share of right answers, 0 to 1.
    pub fn interval(&self) -> (f64, f64) {
        wilson(as_f64(self.right), as_f64(self.asked))
    }

    /// Returns the mean time of an answer, in milliseconds.
    pub fn mean_milliseconds(&self) -> u64 {
        self.milliseconds / (self.asked.max(1) as u64)
    }

    /// Returns the tally as its documented JSON shape.
    pub fn to_json(self) -> TallyJson {
        let (low, high) = self.interval();
        TallyJson {
            asked: self.asked,
            right: self.right,
            share: rounded(self.share()),
            low: rounded(low),
            high: rounded(high),
            credit: rounded(self.credit),
            milliseconds: self.milliseconds,
        }
    }
}

/// A tally in `--json` output.
#[derive(Debug, Clone, Serialize)]
pub struct TallyJson {
    /// Answers.
    pub asked: usize,
    /// Right answers.
    pub right: usize,
    /// Share of right answers, 0 to 1.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// Sum of partial credits.
    pub credit: f64,
    /// Time taken.
    pub milliseconds: u64,
}

pub(super) fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of answers stay far below 2^53"
)]
pub(super) fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fourteen_of_twenty_is_likely_48_to_85() {
        let mut tally = Tally::default();
        for place in 0..20 {
            tally.add(Grade::all_or_nothing(place < 14), 30_000);
        }
        let (low, high) = tally.interval();
        assert_eq!(
            (tally.right, tally.asked, tally.mean_milliseconds()),
            (14, 20, 30_000)
        );
        assert_eq!(
            ((low * 100.0).round(), (high * 100.0).round()),
            (48.0, 85.0)
        );
    }

    #[test]
    fn nothing_asked_has_no_share() {
        assert_eq!(Tally::default().share().to_bits(), 0.0_f64.to_bits());
        assert_eq!(Tally::default().interval(), (0.0, 1.0));
    }

    #[test]
    fn partial_credit_stands_beside_the_exams_score() {
        let mut tally = Tally::default();
        for credit in [1.0, 0.5, 0.25] {
            let right = credit > 0.9;
            tally.add(Grade { right, credit }, 3_000);
        }
        let json = tally.to_json();
        assert_eq!((json.asked, json.right, json.milliseconds), (3, 1, 9_000));
        assert!((json.share - 0.3333).abs() < 1e-12 && (json.credit - 1.75).abs() < 1e-12);
        assert!((tally.credit_share() - 1.75 / 3.0).abs() < 1e-12);
        assert_eq!(tally.mean_milliseconds(), 3_000);
    }

    #[test]
    fn endless_times_do_not_overflow() {
        let mut tally = Tally::default();
        tally.add(Grade::all_or_nothing(true), u64::MAX);
        tally.add(Grade::all_or_nothing(true), 5);
        assert_eq!(tally.milliseconds, u64::MAX);
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval_which_narrows_with_more_answers(right in 0_u64..500, wrong in 0_u64..500) {
            prop_assume!(right + wrong > 0);
            let tally = Tally::of_counts(right, right + wrong);
            let (low, high) = tally.interval();
            prop_assert!(0.0 <= low && low <= tally.share() && tally.share() <= high && high <= 1.0);
            let (more_low, more_high) = Tally::of_counts(right * 4, (right + wrong) * 4).interval();
            prop_assert!(more_high - more_low < high - low);
        }
    }
}
