//! The testwise robot: it answers a bank without reading it, from surface clues alone.
//!
//! What it gets right above chance, any learner can get right without knowing anything. Each clue gives its points to the
//! options it speaks for; the robot takes the option with most points, and where clues are silent its favourite place.

use super::{
    lexicon::List,
    rules::clue,
    view::{BankView, ItemView, OptionView},
    word::Word,
};
use crate::{
    bank::LoadedBank,
    domain::{
        id::{BankId, ItemId},
        item::{ItemKind, Status},
    },
    model::interval::wilson,
};

/// A clue on the surface of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// The option is longest.
    Longest,
    /// The option repeats words of the stem.
    Clang,
    /// The option shares most with the others.
    Convergence,
    /// The other options speak in absolutes.
    NoAbsolutes,
    /// The option and another are opposites, so one of the two must be right.
    Opposites,
    /// The option is most specific: figures, qualifications, brackets.
    Specificity,
    /// Nothing speaks, and the place is the favourite.
    Place,
}

impl Cue {
    /// Every clue, in the order they are listed.
    pub const ALL: [Self; 7] = [
        Self::Longest,
        Self::Clang,
        Self::Convergence,
        Self::NoAbsolutes,
        Self::Opposites,
        Self::Specificity,
        Self::Place,
    ];

    /// Returns the words that name it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Longest => "longest option",
            Self::Clang => "words of the stem",
            Self::Convergence => "shares most with the others",
            Self::NoAbsolutes => "no absolutes",
            Self::Opposites => "one of two opposites",
            Self::Specificity => "most specific",
            Self::Place => "favourite place",
        }
    }

    /// Returns how much the clue weighs, in the order of how often guides name it.
    fn weight(self) -> f64 {
        match self {
            Self::Longest | Self::Clang => 2.0,
            Self::Convergence | Self::NoAbsolutes => 1.5,
            Self::Opposites | Self::Specificity => 1.0,
            Self::Place => 0.0,
        }
    }
}

/// What the robot made of one item.
#[derive(Debug, Clone)]
pub struct RobotAnswer {
    /// The bank.
    pub bank: BankId,
    /// The item.
    pub item: ItemId,
    /// The clue that decided.
    pub cue: Cue,
    /// Whether the answer was right.
    pub is_right: bool,
    /// How likely a blind guess is right.
    pub chance: f64,
}

/// What the robot made of some banks.
#[derive(Debug, Clone, Default)]
pub struct RobotReport {
    /// Its answers, in the order of the banks.
    pub answers: Vec<RobotAnswer>,
}

/// Hits among answers, against chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RobotScore {
    /// How many items were answered.
    pub asked: usize,
    /// How many were right.
    pub right: usize,
    /// Share of right answers.
    pub share: f64,
    /// Share that blind guessing expects.
    pub chance: f64,
    /// Lower and upper end of the Wilson interval of the share, 95 %.
    pub interval: (f64, f64),
}

impl RobotReport {
    /// Returns the score over all answers.
    pub fn score(&self) -> RobotScore {
        score(self.answers.iter())
    }

    /// Returns the score over the answers that `cue` decided.
    pub fn score_by(&self, cue: Cue) -> RobotScore {
        score(self.answers.iter().filter(|answer| answer.cue == cue))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of items are far below 2^52"
)]
fn score<'r>(answers: impl Iterator<Item = &'r RobotAnswer>) -> RobotScore {
    let (mut asked, mut right, mut expected) = (0, 0, 0.0);
    for answer in answers {
        asked += 1;
        right += usize::from(answer.is_right);
        expected += answer.chance;
    }
    let whole = asked.max(1) as f64;
    RobotScore {
        asked,
        right,
        share: right as f64 / whole,
        chance: expected / whole,
        interval: if asked == 0 {
            (0.0, 1.0)
        } else {
            wilson(right as f64, asked as f64)
        },
    }
}

/// Lets the robot answer every choice and multiple item of `banks`; retired ones are left out.
pub fn robot(banks: &[&LoadedBank]) -> RobotReport {
    let mut report = RobotReport::default();
    for (number, loaded) in banks.iter().enumerate() {
        let bank = BankView {
            number,
            loaded,
            today: jiff::civil::Date::ZERO,
            digests: Vec::new(),
        };
        for place in 0..bank.items().len() {
            let view = ItemView::new(&bank, place);
            let is_asked = matches!(view.item.kind(), ItemKind::Choice | ItemKind::Multiple);
            if is_asked && view.item.status != Status::Retired {
                report.answers.push(answer(&view));
            }
        }
    }
    report
}

fn answer(view: &ItemView<'_>) -> RobotAnswer {
    let options: Vec<OptionView<'_, '_>> = view.options().collect();
    let keys = options.iter().filter(|option| option.option.key).count();
    let points = points(view, &options);
    let total = |place: usize| points[place].iter().map(|(_, points)| points).sum::<f64>();
    let mut order: Vec<usize> = (0..options.len()).collect();
    order.sort_by(|one, other| {
        total(*other)
            .total_cmp(&total(*one))
            .then(favour(*one).cmp(&favour(*other)))
    });
    let chosen = &order[..keys.min(order.len())];
    let best = order.first().copied().unwrap_or(0);
    let next = order.get(keys).map_or(0.0, |place| total(*place));
    let cue = if total(best) > next {
        let strongest = points[best]
            .iter()
            .max_by(|one, other| one.1.total_cmp(&other.1));
        strongest.map_or(Cue::Place, |(cue, _)| *cue)
    } else {
        Cue::Place
    };
    RobotAnswer {
        bank: view.item.bank.clone(),
        item: view.item.id.clone(),
        cue,
        is_right: chosen.iter().all(|place| options[*place].option.key),
        chance: 1.0 / ways(options.len(), keys),
    }
}

/// Returns how much a place is favoured, least first: people who guess take the middle.
fn favour(place: usize) -> usize {
    match place {
        1 => 0,
        2 => 1,
        0 => 2,
        other => other,
    }
}

/// Returns in how many ways `chosen` of `all` can be taken.
#[expect(clippy::cast_precision_loss, reason = "options are at most ten")]
fn ways(all: usize, chosen: usize) -> f64 {
    (0..chosen)
        .map(|step| (all - step) as f64 / (step + 1) as f64)
        .product()
}

/// Returns the points of each option, with the clue they come from.
fn points(view: &ItemView<'_>, options: &[OptionView<'_, '_>]) -> Vec<Vec<(Cue, f64)>> {
    let mut points = vec![Vec::new(); options.len()];
    if view.has_bare_options || options.len() < 2 {
        return points;
    }
    let mut give = |cue: Cue, place: Option<usize>| {
        if let Some(place) = place {
            points[place].push((cue, cue.weight()));
        }
    };
    let length = |option: &OptionView<'_, '_>| option.length();
    give(Cue::Longest, sole_best(options, length));
    let clang = |option: &OptionView<'_, '_>| {
        let rest: Vec<OptionView<'_, '_>> = options
            .iter()
            .copied()
            .filter(|other| other.place != option.place)
            .collect();
        clue::clang_words(view, option, &rest).len()
    };
    give(Cue::Clang, sole_best(options, clang));
    let shares = clue::shares(options);
    let share = |option: &OptionView<'_, '_>| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share is between 0 and 1"
        )]
        let thousandths = (shares[option.place] * 1_000.0) as usize;
        thousandths
    };
    give(Cue::Convergence, sole_best(options, share));
    give(Cue::Specificity, sole_best(options, specificity));
    let is_absolute =
        |option: &&OptionView<'_, '_>| option.text.hits(List::Absolute).next().is_some();
    let absolutes = options.iter().filter(is_absolute).count();
    if absolutes > 0 && absolutes < options.len() {
        for option in options.iter().filter(|option| !is_absolute(option)) {
            give(Cue::NoAbsolutes, Some(option.place));
        }
    }
    for (place, one) in options.iter().enumerate() {
        for other in &options[place + 1..] {
            if clue::are_opposites(one.text, other.text) {
                give(Cue::Opposites, Some(one.place));
                give(Cue::Opposites, Some(other.place));
            }
        }
    }
    points
}

/// Returns how much an option is qualified: figures, brackets, commas, and words that narrow it.
fn specificity(option: &OptionView<'_, '_>) -> usize {
    const NARROWING: [&str; 12] = [
        "if", "when", "unless", "within", "after", "before", "because", "until", "under", "that",
        "which", "without",
    ];
    let words = &option.text.words;
    let figures = words.iter().filter(|word| Word::has_figure(word)).count();
    let narrowing = words
        .iter()
        .filter(|word| NARROWING.contains(&&*word.lower))
        .count();
    figures + narrowing + option.text.raw.matches(['(', ',', ';']).count()
}

/// Returns the place of the option that alone has most; `None` where several have, or none has any.
fn sole_best(
    options: &[OptionView<'_, '_>],
    measure: impl Fn(&OptionView<'_, '_>) -> usize,
) -> Option<usize> {
    let measures: Vec<usize> = options.iter().map(measure).collect();
    let most = *measures.iter().max()?;
    let mut best = measures
        .iter()
        .enumerate()
        .filter(|(_, measure)| **measure == most);
    let (place, _) = best.next()?;
    (most > 0 && best.next().is_none()).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_counted() {
        assert!((ways(4, 1) - 4.0).abs() < 1e-12);
        assert!((ways(5, 2) - 10.0).abs() < 1e-12);
    }
}
