//! What a bank can still build: the longest honest exam, and how many forms without a common item.

use super::{
    form::{Form, Shortfall},
    form_pool::Pool,
};

/// How many forms without a common item are counted at most.
pub const MOST_FORMS: usize = 20;

/// The forms that a bank can still build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    /// How many, at most [`MOST_FORMS`].
    pub forms: usize,
    /// What the next one would lack; `None` when counting stopped before.
    pub next: Option<Shortfall>,
}

impl<'a> Pool<'a> {
    /// Returns the longest form of less than `total` items that keeps the proportions of the exam; with `pretest`
    /// a part of its items does not count.
    pub fn longest(&self, total: usize, pretest: bool) -> Option<Form<'a>> {
        let unused = self.unused();
        let most = total.min(self.items() + 1);
        let free: Vec<usize> = (0..self.rules.weights.len())
            .map(|place| self.capacity(place, most, &unused))
            .collect();
        let fewest = self.rules.weights.len().max(1);
        let lengths = (fewest..most).rev();
        lengths
            .map(|length| {
                let pretest = if pretest {
                    self.rules.pretest_of(length)
                } else {
                    0
                };
                (length, pretest)
            })
            .filter(|(length, pretest)| self.rules.targets(length - pretest, &free).is_some())
            .find_map(|(length, pretest)| self.assemble(length, pretest, &unused).ok())
    }

    /// Returns how many forms of `total` items can be built one after the other without a common item.
    pub fn supply(&self, total: usize, pretest: usize) -> Supply {
        let mut used = self.unused();
        for forms in 0..MOST_FORMS {
            match self.assemble(total, pretest, &used) {
                Ok(form) => Self::use_up(&form, &mut used),
                Err(shortfall) => {
                    return Supply {
                        forms,
                        next: Some(*shortfall),
                    };
                }
            }
        }
        Supply {
            forms: MOST_FORMS,
            next: None,
        }
    }
}
