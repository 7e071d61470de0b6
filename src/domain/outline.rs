//! An outline's weights, and how many items of each domain a form of a given length holds.

use super::id::DomainId;

/// One domain's published share of an exam, in percent.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// The domain.
    pub domain: DomainId,
    /// Lowest share.
    pub low: f64,
    /// Highest share; equal to `low` where a single figure is published.
    pub high: f64,
}

impl Weight {
    /// Returns the middle of the range, in percent.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}

/// Returns how many of `length` items each weight's domain gets: the middles of the ranges, scaled to sum to the
/// length, by largest remainder (Hamilton's method). `available` caps each domain; what a domain cannot fill goes
/// to the others in the same proportion. The counts sum to `length`, or to all that is available.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of items on a form are far below 2^52 and never negative"
)]
pub fn quotas(weights: &[Weight], available: &[usize], length: usize) -> Vec<usize> {
    let mut counts = vec![0; weights.len()];
    let mut open: Vec<usize> = (0..weights.len())
        .filter(|place| available[*place] > 0)
        .collect();
    let mut left = length.min(available.iter().sum());
    while left > 0 && !open.is_empty() {
        let total: f64 = open.iter().map(|place| weights[*place].middle()).sum();
        let share = |place: usize| {
            if total > 0.0 {
                weights[place].middle() / total * left as f64
            } else {
                left as f64 / open.len() as f64
            }
        };
        let full: Vec<usize> = open
            .iter()
            .copied()
            .filter(|place| share(*place) >= (available[*place] - counts[*place]) as f64)
            .collect();
        if !full.is_empty() && full.len() < open.len() {
            for place in full {
                left -= available[place] - counts[place];
                counts[place] = available[place];
                open.retain(|other| *other != place);
            }
            continue;
        }
        let mut given = 0;
        let mut remainders: Vec<(f64, usize)> = Vec::new();
        for place in &open {
            let exact = share(*place);
            let whole = (exact.floor() as usize).min(available[*place] - counts[*place]);
            counts[*place] += whole;
            given += whole;
            remainders.push((exact - exact.floor(), *place));
        }
        remainders.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        for (_, place) in remainders.iter().cycle().take(remainders.len() * 2) {
            if given == left {
                break;
            }
            if counts[*place] < available[*place] {
                counts[*place] += 1;
                given += 1;
            }
        }
        left = 0;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weights(ranges: &[(f64, f64)]) -> Vec<Weight> {
        ranges
            .iter()
            .enumerate()
            .map(|(place, (low, high))| Weight {
                domain: DomainId::new(&place.to_string()),
                low: *low,
                high: *high,
            })
            .collect()
    }

    #[test]
    fn rhit_midpoints_over_130_scored_items() {
        let rhit = weights(&[
            (19.0, 25.0),
            (14.0, 18.0),
            (12.0, 18.0),
            (19.0, 25.0),
            (13.0, 17.0),
            (9.0, 12.0),
        ]);
        // Largest remainder over midpoints 22, 16, 15, 22, 15, 10.5, which sum to 100.5 %.
        assert_eq!(quotas(&rhit, &[1_000; 6], 130), [29, 21, 19, 28, 19, 14]);
    }

    #[test]
    fn a_short_domain_gives_its_share_to_the_others() {
        let even = weights(&[(25.0, 25.0), (25.0, 25.0), (50.0, 50.0)]);
        assert_eq!(quotas(&even, &[2, 100, 100], 20), [2, 6, 12]);
        assert_eq!(quotas(&even, &[2, 3, 4], 20), [2, 3, 4]);
        assert_eq!(quotas(&even, &[0, 0, 0], 20), [0, 0, 0]);
    }

    #[test]
    fn weightless_domains_fill_up_what_the_others_cannot() {
        let lopsided = weights(&[(100.0, 100.0), (0.0, 0.0), (0.0, 0.0)]);
        assert_eq!(quotas(&lopsided, &[50, 50, 50], 10), [10, 0, 0]);
        assert_eq!(quotas(&lopsided, &[4, 50, 50], 10), [4, 3, 3]);
        assert_eq!(quotas(&[], &[], 10), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn with_enough_of_each_a_count_is_its_share_rounded_down_or_up(
            rows in prop::collection::vec(1_u32..50, 1..8),
            length in 0_u32..200,
        ) {
            let ranges: Vec<(f64, f64)> = rows.iter().map(|weight| (f64::from(*weight), f64::from(*weight))).collect();
            let total: f64 = ranges.iter().map(|range| range.0).sum();
            let counts = quotas(&weights(&ranges), &vec![1_000; rows.len()], length as usize);
            for (count, (weight, _)) in counts.iter().zip(&ranges) {
                let exact = weight / total * f64::from(length);
                let count = f64::from(u32::try_from(*count).unwrap());
                prop_assert!((count - exact).abs() < 1.0, "{count} for {exact}");
            }
        }

        #[test]
        fn counts_sum_to_what_can_be_had(
            rows in prop::collection::vec((0_u32..50, 0_usize..30), 1..8),
            length in 0_usize..120,
        ) {
            let ranges: Vec<(f64, f64)> = rows.iter().map(|(weight, _)| (f64::from(*weight), f64::from(*weight))).collect();
            let available: Vec<usize> = rows.iter().map(|(_, available)| *available).collect();
            let counts = quotas(&weights(&ranges), &available, length);
            prop_assert!(counts.iter().zip(&available).all(|(count, most)| count <= most));
            prop_assert_eq!(counts.iter().sum::<usize>(), length.min(available.iter().sum()));
        }
    }
}
