//! The score report of an exam: counted over the items that count, in the time it took.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{
    DomainId, Grade, TaskId, credential::Credential, exam::ExamRecord, item::Level, outline::Weight,
};

use super::tally::{Tally, TallyJson};

/// What a score is held against, from the credential's pack.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Yardstick {
    /// Share of right answers from which this program says "pass".
    pub cut: Option<f64>,
    /// Says whose cut it is.
    pub cut_sentence: String,
    /// The body's scale, where it has one with points.
    pub scale: Option<Scale>,
    /// The published ranges of the outline.
    pub weights: Vec<Weight>,
}

/// A scale of points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Lowest score.
    pub low: f64,
    /// Passing score.
    pub cut: f64,
    /// Highest score.
    pub high: f64,
}

impl Yardstick {
    /// Returns what the pack of `credential` says.
    pub fn of(credential: &Credential) -> Self {
        use crate::domain::credential::ScaleKind;
        let Some(rules) = &credential.rules else {
            return Self::default();
        };
        let scale = &rules.exam.scale;
        let points = || {
            let (low, high) = (*scale.low.value()?, *scale.high.value()?);
            let cut = *scale.cut.value()?;
            (low < cut && cut < high).then_some(Scale { low, cut, high })
        };
        Self {
            cut: rules.exam.practice_cut.value().copied(),
            cut_sentence: rules.exam.practice_cut_sentence.to_string(),
            scale: (scale.kind.value() == Some(&ScaleKind::Scaled))
                .then(points)
                .flatten(),
            weights: credential
                .default_outline()
                .map(|outline| outline.weights.clone())
                .unwrap_or_default(),
        }
    }

    /// Returns where `share` of right answers lies on the body's scale: a straight line from the lowest score up to
    /// the passing score at the practice cut, and another from there to the highest score.
    pub fn estimate(&self, share: f64) -> Option<f64> {
        let (scale, cut) = (self.scale?, self.cut?);
        if !(cut > 0.0 && cut < 1.0) {
            return None;
        }
        Some(if share <= cut {
            scale.low + share / cut * (scale.cut - scale.low)
        } else {
            scale.cut + (share - cut) / (1.0 - cut) * (scale.high - scale.cut)
        })
    }
}

/// One quarter of the exam's items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quarter {
    /// Its first item, from 1.
    pub first: usize,
    /// Its last item.
    pub last: usize,
    /// Its scored items.
    pub tally: Tally,
    /// The time spent on all of its items.
    pub milliseconds: u64,
}

/// Answers that replaced others, counted over all items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Changes {
    /// A right one by a wrong one.
    pub right_to_wrong: usize,
    /// A wrong one by a right one.
    pub wrong_to_right: usize,
    /// A wrong one by another wrong one, or a right one by another right one.
    pub others: usize,
}

/// An exam, counted.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamReport {
    /// Items in all.
    pub items: usize,
    /// The scored items; what has no answer counts as wrong.
    pub total: Tally,
    /// The unscored items that were answered.
    pub unscored: Tally,
    /// Unscored items in all.
    pub unscored_items: usize,
    /// Items without an answer.
    pub unanswered: usize,
    /// The scored items by domain.
    pub domains: BTreeMap<DomainId, Tally>,
    /// The scored items by task; an item counts for each of its tasks.
    pub tasks: BTreeMap<TaskId, Tally>,
    /// The scored items by level.
    pub levels: BTreeMap<Level, Tally>,
    /// The quarters of the items.
    pub quarters: Vec<Quarter>,
    /// Answers that replaced others.
    pub changes: Changes,
    /// The exam's own time.
    pub elapsed: u64,
    /// Scored items without a right answer, by position.
    pub missed: Vec<usize>,
}

/// Returns `record` counted.
pub fn report(record: &ExamRecord) -> ExamReport {
    let length = record.terms.seats.len();
    let mut report = ExamReport {
        items: length,
        total: Tally::default(),
        unscored: Tally::default(),
        unscored_items: length - record.terms.scored(),
        unanswered: record.attempt.unanswered().len(),
        domains: BTreeMap::new(),
        tasks: BTreeMap::new(),
        levels: BTreeMap::new(),
        quarters: quarters(length),
        changes: Changes::default(),
        elapsed: record
            .terms
            .budget
            .map_or(record.elapsed, |budget| record.elapsed.min(budget)),
        missed: Vec::new(),
    };
    for (position, seat) in record.terms.seats.iter().enumerate() {
        let answer = record.attempt.answers.get(&position);
        let grade = answer.map_or(Grade::all_or_nothing(false), |answer| answer.grade);
        let spent = record.spent.get(&position).copied().unwrap_or(0);
        let quarter = report
            .quarters
            .iter_mut()
            .find(|quarter| position < quarter.last);
        if let Some(quarter) = quarter {
            quarter.milliseconds = quarter.milliseconds.saturating_add(spent);
            if seat.scored {
                quarter.tally.add(grade, spent);
            }
        }
        if !seat.scored {
            if answer.is_some() {
                report.unscored.add(grade, spent);
            }
            continue;
        }
        report.total.add(grade, spent);
        let domain = report.domains.entry(seat.domain.clone()).or_default();
        domain.add(grade, spent);
        for task in &seat.tasks {
            let task = report.tasks.entry(task.clone()).or_default();
            task.add(grade, spent);
        }
        if let Some(level) = seat.level {
            report.levels.entry(level).or_default().add(grade, spent);
        }
        if !grade.right {
            report.missed.push(position);
        }
    }
    for change in &record.changes {
        match (change.from_right, change.to_right) {
            (true, false) => report.changes.right_to_wrong += 1,
            (false, true) => report.changes.wrong_to_right += 1,
            _ => report.changes.others += 1,
        }
    }
    report
}

/// Returns the quarters of `length` items, the longer ones first; fewer than four items have no quarters.
fn quarters(length: usize) -> Vec<Quarter> {
    if length < 4 {
        return Vec::new();
    }
    let mut first = 1;
    (0..4)
        .map(|number| {
            let size = length / 4 + usize::from(number < length % 4);
            let quarter = Quarter {
                first,
                last: first + size - 1,
                tally: Tally::default(),
                milliseconds: 0,
            };
            first += size;
            quarter
        })
        .collect()
}

impl Quarter {
    /// Returns the mean time of its items, in milliseconds.
    pub fn mean_milliseconds(&self) -> u64 {
        self.milliseconds / ((self.last + 1 - self.first).max(1) as u64)
    }
}

/// A domain of an exam in `--json` output.
#[derive(Debug, Serialize)]
pub struct DomainJson {
    /// Its id.
    pub domain: String,
    /// Lowest published share, 0 to 1.
    pub weight_low: Option<f64>,
    /// Highest published share, 0 to 1.
    pub weight_high: Option<f64>,
    /// Its scored items.
    #[serde(flatten)]
    pub tally: TallyJson,
}

/// A quarter of an exam in `--json` output.
#[derive(Debug, Serialize)]
pub struct QuarterJson {
    /// Its first item, from 1.
    pub first: usize,
    /// Its last item.
    pub last: usize,
    /// The time spent on all of its items.
    pub spent: u64,
    /// Its scored items.
    #[serde(flatten)]
    pub tally: TallyJson,
}

/// A group of an exam's scored items in `--json` output.
#[derive(Debug, Serialize)]
pub struct KeyJson {
    /// A task's id, or a level.
    pub key: String,
    /// Its scored items.
    #[serde(flatten)]
    pub tally: TallyJson,
}

/// The practice cut in `--json` output.
#[derive(Debug, Serialize)]
pub struct CutJson {
    /// The share of right answers it takes.
    pub share: f64,
    /// Whether it was reached.
    pub reached: bool,
    /// Whose cut it is.
    pub sentence: String,
}

/// An estimate on the body's scale in `--json` output.
#[derive(Debug, Serialize)]
pub struct EstimateJson {
    /// The estimate.
    pub score: f64,
    /// At the lower end of the interval of the share.
    pub low: f64,
    /// At its upper end.
    pub high: f64,
    /// Lowest score of the scale.
    pub scale_low: f64,
    /// Passing score of the scale.
    pub scale_cut: f64,
    /// Highest score of the scale.
    pub scale_high: f64,
}

/// A score report in `--json` output.
#[derive(Debug, Serialize)]
pub struct ExamReportJson {
    /// Items in all.
    pub items: usize,
    /// The scored items.
    pub total: TallyJson,
    /// The unscored items that were answered.
    pub unscored: TallyJson,
    /// Items without an answer.
    pub unanswered: usize,
    /// The practice cut.
    pub cut: Option<CutJson>,
    /// The estimate on the body's scale.
    pub estimate: Option<EstimateJson>,
    /// By domain.
    pub domains: Vec<DomainJson>,
    /// By task.
    pub tasks: Vec<KeyJson>,
    /// By level.
    pub levels: Vec<KeyJson>,
    /// By quarter.
    pub quarters: Vec<QuarterJson>,
    /// Answers that replaced others.
    pub changes: Changes,
    /// The exam's own time.
    pub elapsed: u64,
    /// The numbers of scored items without a right answer.
    pub missed: Vec<usize>,
}

impl ExamReport {
    /// Returns whether the practice cut was reached.
    pub fn reaches(&self, cut: f64) -> bool {
        self.total.asked > 0 && self.total.share() + 1e-9 >= cut
    }

    /// Returns the report as its documented JSON shape.
    pub fn to_json(&self, yardstick: &Yardstick) -> ExamReportJson {
        let key = |key: String, tally: &Tally| KeyJson {
            key,
            tally: tally.to_json(),
        };
        let weight = |domain: &DomainId| {
            let mut weights = yardstick.weights.iter();
            weights.find(|weight| weight.domain == *domain)
        };
        let (low, high) = self.total.interval();
        let estimate = |share: f64| yardstick.estimate(share).map(f64::round);
        ExamReportJson {
            items: self.items,
            total: self.total.to_json(),
            unscored: self.unscored.to_json(),
            unanswered: self.unanswered,
            cut: yardstick.cut.map(|share| CutJson {
                share,
                reached: self.reaches(share),
                sentence: yardstick.cut_sentence.clone(),
            }),
            estimate: (|| {
                let scale = yardstick.scale?;
                Some(EstimateJson {
                    score: estimate(self.total.share())?,
                    low: estimate(low)?,
                    high: estimate(high)?,
                    scale_low: scale.low,
                    scale_cut: scale.cut,
                    scale_high: scale.high,
                })
            })(),
            domains: self
                .domains
                .iter()
                .map(|(domain, tally)| DomainJson {
                    domain: domain.to_string(),
                    weight_low: weight(domain).map(|weight| weight.low / 100.0),
                    weight_high: weight(domain).map(|weight| weight.high / 100.0),
                    tally: tally.to_json(),
                })
                .collect(),
            tasks: self
                .tasks
                .iter()
                .map(|(task, tally)| key(task.to_string(), tally))
                .collect(),
            levels: self
                .levels
                .iter()
                .map(|(level, tally)| key(level.word().to_owned(), tally))
                .collect(),
            quarters: self
                .quarters
                .iter()
                .map(|quarter| QuarterJson {
                    first: quarter.first,
                    last: quarter.last,
                    spent: quarter.milliseconds,
                    tally: quarter.tally.to_json(),
                })
                .collect(),
            changes: self.changes,
            elapsed: self.elapsed,
            missed: self.missed.iter().map(|position| position + 1).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ahima() -> Yardstick {
        Yardstick {
            cut: Some(0.7),
            scale: Some(Scale {
                low: 100.0,
                cut: 300.0,
                high: 400.0,
            }),
            ..Yardstick::default()
        }
    }

    #[test]
    fn the_estimate_goes_through_both_ends_and_the_cut() {
        for (share, score) in [
            (0.0, 100.0),
            (0.35, 200.0),
            (0.7, 300.0),
            (0.85, 350.0),
            (1.0, 400.0),
        ] {
            let estimate: f64 = ahima().estimate(share).unwrap();
            assert!((estimate - score).abs() < 1e-9, "{share}: {estimate}");
        }
        let plain = Yardstick {
            scale: None,
            ..ahima()
        };
        assert_eq!(plain.estimate(0.7), None);
    }

    #[test]
    fn quarters_cover_every_item_once() {
        let spans = |length: usize| -> Vec<(usize, usize)> {
            let quarters = quarters(length);
            quarters
                .iter()
                .map(|quarter| (quarter.first, quarter.last))
                .collect()
        };
        assert_eq!(spans(150), [(1, 38), (39, 76), (77, 113), (114, 150)]);
        assert_eq!(spans(3), []);
    }
}
