//! Grading: what an answer is worth.
//!
//! `right` is the exam's score, all or nothing; `credit` between 0 and 1 is shown beside it. The rules stand in
//! `question_banks/README.md`: multiple (right − wrong) ÷ keys, never below 0; match and order the share of
//! elements in their right place; everything else 0 or 1.

use super::{
    item::{AnswerOption, Item, ItemBody},
    reading::{Presentation, Reading, Recall},
    text::normalise,
};

/// What an answer is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grade {
    /// Whether the exam would count it as right.
    pub right: bool,
    /// Partial credit, 0 to 1.
    pub credit: f64,
}

impl Grade {
    /// Returns full credit or none.
    pub fn all_or_nothing(right: bool) -> Self {
        Self {
            right,
            credit: if right { 1.0 } else { 0.0 },
        }
    }

    fn share(right: usize, of: usize) -> Self {
        Self {
            right: right == of,
            credit: ratio(right, of),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of options and steps are at most 10"
)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Returns what `reading` is worth as an answer to `item` as it was shown.
///
/// # Panics
/// When the reading is of another kind than the item, which only a fault in this program could bring about.
pub fn grade(item: &Item, shown: &Presentation, reading: &Reading) -> Grade {
    match (&item.body, reading) {
        (ItemBody::Choice(options), Reading::Options(chosen)) => Grade::all_or_nothing(
            chosen.len() == 1 && options.get(chosen[0]).is_some_and(|option| option.key),
        ),
        (ItemBody::Multiple(options), Reading::Options(chosen)) => grade_multiple(options, chosen),
        (ItemBody::Numeric(numeric), Reading::Number(given)) => Grade::all_or_nothing(
            shown
                .drawn
                .as_ref()
                .is_some_and(|drawn| numeric.accepts(drawn, *given)),
        ),
        (ItemBody::Text(text), Reading::Text(given)) => Grade::all_or_nothing(
            text.accept
                .iter()
                .any(|accepted| normalise(accepted, text.match_case, text.match_accents) == *given),
        ),
        (ItemBody::Match(matching), Reading::Pairs(chosen)) => {
            let right = chosen
                .iter()
                .enumerate()
                .filter(|(left, right)| left == *right)
                .count();
            Grade::share(right, matching.pairs.len())
        }
        (ItemBody::Order(steps), Reading::Sequence(given)) => {
            let right = given
                .iter()
                .enumerate()
                .filter(|(place, step)| place == *step)
                .count();
            Grade::share(right, steps.len())
        }
        (ItemBody::Card(_), Reading::Recall(recall)) => {
            Grade::all_or_nothing(*recall != Recall::Again)
        }
        (body, reading) => panic!("{reading:?} was read for an item that asks {body:?}"),
    }
}

fn grade_multiple(options: &[AnswerOption], chosen: &[usize]) -> Grade {
    let keys = options.iter().filter(|option| option.key).count();
    let right = chosen
        .iter()
        .filter(|place| options.get(**place).is_some_and(|option| option.key))
        .count();
    let wrong = chosen.len() - right;
    Grade {
        right: right == keys && wrong == 0,
        credit: ratio(right.saturating_sub(wrong), keys),
    }
}

#[cfg(test)]
mod tests;
