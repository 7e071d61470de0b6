//! How many scored items each domain of an outline gets: whole numbers inside the published ranges.

use crate::domain::outline::Weight;

/// The counts that a domain may have on a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Fewest items.
    pub low: usize,
    /// Most items.
    pub high: usize,
}

/// What floating-point arithmetic may add to a share.
const ROUNDING: f64 = 1e-9;

/// Returns, for each weight, the whole numbers of `scored` items that lie inside its published range. Where none does
/// (a single figure is published, or the form is short), it is the whole numbers next to the range; where the ranges
/// leave no form at all, it is the whole numbers next to each range.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of items on a form are far below 2^52 and never negative"
)]
pub fn spans(weights: &[Weight], scored: usize) -> Vec<Span> {
    let share = |percent: f64| (percent.max(0.0) * scored as f64) / 100.0;
    let wide = |weight: &Weight| Span {
        low: (share(weight.low) + ROUNDING).floor() as usize,
        high: (share(weight.high) - ROUNDING).ceil() as usize,
    };
    let inside = |weight: &Weight| {
        let low = (share(weight.low) - ROUNDING).ceil() as usize;
        let high = (share(weight.high) + ROUNDING).floor() as usize;
        if low <= high {
            Span { low, high }
        } else {
            wide(weight)
        }
    };
    let strict: Vec<Span> = weights.iter().map(inside).collect();
    if holds(&strict, scored) {
        return strict;
    }
    weights.iter().map(wide).collect()
}

/// Returns whether some counts inside `spans` sum to `total`.
fn holds(spans: &[Span], total: usize) -> bool {
    let low: usize = spans.iter().map(|span| span.low).sum();
    let high: usize = spans.iter().map(|span| span.high).sum();
    low <= total && total <= high
}

/// Returns counts that sum to `total`, each inside its span and not above its cap: the middles of the ranges by
/// largest remainder, moved only as far as spans and caps ask for. `None` when there are no such counts.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of items on a form are far below 2^52 and never negative"
)]
pub fn counts(
    weights: &[Weight],
    spans: &[Span],
    caps: &[usize],
    total: usize,
) -> Option<Vec<usize>> {
    let within: Vec<Span> = spans
        .iter()
        .zip(caps)
        .map(|(span, cap)| Span {
            low: span.low,
            high: span.high.min(*cap),
        })
        .collect();
    if within.iter().any(|span| span.low > span.high) || !holds(&within, total) {
        return None;
    }
    let sum: f64 = weights.iter().map(Weight::middle).sum();
    let ideal: Vec<f64> = weights
        .iter()
        .map(|weight| {
            if sum > 0.0 {
                weight.middle() / sum * total as f64
            } else {
                total as f64 / weights.len() as f64
            }
        })
        .collect();
    let mut counts: Vec<usize> = ideal
        .iter()
        .zip(&within)
        .map(|(ideal, span)| (ideal.floor() as usize).clamp(span.low, span.high))
        .collect();
    let distance = |place: usize, count: usize| ideal[place] - count as f64;
    while counts.iter().sum::<usize>() < total {
        let place = (0..counts.len())
            .filter(|place| counts[*place] < within[*place].high)
            .max_by(|one, other| {
                distance(*one, counts[*one])
                    .total_cmp(&distance(*other, counts[*other]))
                    .then(other.cmp(one))
            })?;
        counts[place] += 1;
    }
    while counts.iter().sum::<usize>() > total {
        let place = (0..counts.len())
            .filter(|place| counts[*place] > within[*place].low)
            .min_by(|one, other| {
                distance(*one, counts[*one])
                    .total_cmp(&distance(*other, counts[*other]))
                    .then(one.cmp(other))
            })?;
        counts[place] -= 1;
    }
    Some(counts)
}

/// Returns `total` divided in the proportion of `parts` by largest remainder, the first of equals first.
pub fn shares(parts: &[usize], total: usize) -> Vec<usize> {
    let sum: usize = parts.iter().sum();
    if sum == 0 {
        return vec![0; parts.len()];
    }
    let mut counts: Vec<usize> = parts.iter().map(|part| part * total / sum).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(parts[*place] * total % sum));
    let left = total - counts.iter().sum::<usize>();
    for place in order.into_iter().take(left) {
        counts[place] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DomainId;
    use proptest::prelude::*;

    fn weights(ranges: &[(f64, f64)]) -> Vec<Weight> {
        let named = ranges.iter().enumerate();
        named
            .map(|(place, (low, high))| Weight {
                domain: DomainId::new(&place.to_string()),
                low: *low,
                high: *high,
            })
            .collect()
    }

    const RHIT: [(f64, f64); 6] = [
        (19.0, 25.0),
        (14.0, 18.0),
        (12.0, 18.0),
        (19.0, 25.0),
        (13.0, 17.0),
        (9.0, 12.0),
    ];

    const ANY: [usize; 6] = [usize::MAX; 6];

    #[test]
    fn rhit_ranges_over_130_scored_items() {
        let rhit = weights(&RHIT);
        let spans = spans(&rhit, 130);
        // 19 % of 130 is 24.7, 25 % is 32.5, and so on.
        let pairs: Vec<(usize, usize)> = spans.iter().map(|span| (span.low, span.high)).collect();
        assert_eq!(
            pairs,
            [(25, 32), (19, 23), (16, 23), (25, 32), (17, 22), (12, 15)]
        );
        assert_eq!(
            counts(&rhit, &spans, &ANY, 130).unwrap(),
            [29, 21, 19, 28, 19, 14]
        );
    }

    #[test]
    fn a_short_domain_gives_to_the_others_inside_their_ranges() {
        let rhit = weights(&RHIT);
        let spans = spans(&rhit, 130);
        let mut caps = ANY;
        caps[0] = 25;
        let moved = counts(&rhit, &spans, &caps, 130).unwrap();
        assert_eq!(moved[0], 25);
        assert_eq!(moved.iter().sum::<usize>(), 130);
        caps[0] = 24;
        assert_eq!(counts(&rhit, &spans, &caps, 130), None);
    }

    #[test]
    fn single_figures_are_met_to_the_next_whole_number() {
        let ods = weights(&[(17.0, 17.0), (25.0, 25.0), (25.0, 25.0), (33.0, 33.0)]);
        let spans = spans(&ods, 180);
        assert_eq!(spans[0], Span { low: 30, high: 31 });
        assert_eq!(spans[1], Span { low: 45, high: 45 });
        assert_eq!(
            counts(&ods, &spans, &ANY[..4], 180).unwrap(),
            [31, 45, 45, 59]
        );
    }

    #[test]
    fn sections_divide_a_form_in_proportion() {
        assert_eq!(shares(&[120, 60], 50), [33, 17]);
        assert_eq!(shares(&[1, 1, 1], 2), [1, 1, 0]);
        assert_eq!(shares(&[0, 0], 2), [0, 0]);
    }

    proptest! {
        #[test]
        fn counts_sum_and_stay_inside(
            rows in prop::collection::vec((0_u32..30, 0_u32..12, 0_usize..60), 1..9),
            scored in 1_usize..200,
        ) {
            let ranges: Vec<(f64, f64)> = rows
                .iter()
                .map(|(low, width, _)| (f64::from(*low), f64::from(low + width)))
                .collect();
            let caps: Vec<usize> = rows.iter().map(|row| row.2).collect();
            let weights = weights(&ranges);
            let spans = spans(&weights, scored);
            if let Some(counts) = counts(&weights, &spans, &caps, scored) {
                prop_assert_eq!(counts.iter().sum::<usize>(), scored);
                for (place, count) in counts.iter().enumerate() {
                    prop_assert!(spans[place].low <= *count && *count <= spans[place].high.min(caps[place]));
                }
            } else {
                let low: usize = spans.iter().map(|span| span.low).sum();
                let high: usize = spans.iter().zip(&caps).map(|(span, cap)| span.high.min(*cap)).sum();
                let starved = spans.iter().zip(&caps).any(|(span, cap)| *cap < span.low);
                prop_assert!(starved || low > scored || high < scored);
            }
        }

        #[test]
        fn shares_sum_to_the_total(parts in prop::collection::vec(0_usize..200, 1..5), total in 0_usize..300) {
            let sum = shares(&parts, total).iter().sum::<usize>();
            prop_assert_eq!(sum, if parts.iter().sum::<usize>() == 0 { 0 } else { total });
        }
    }
}
