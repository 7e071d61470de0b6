//! Intervals around a share of right answers.

/// The 97.5 % point of the standard normal distribution, for two-sided 95 % intervals.
const Z_95: f64 = 1.959_963_984_540_054;

/// Returns the 95 % interval, 0 to 1, of the share behind `right` successes in `asked` trials by the score method
/// (Wilson 1927, JASA 22:209; recommended for small counts by Brown, Cai and `DasGupta` 2001, Statistical Science 16:101).
/// With nothing asked everything is possible: 0 to 1.
pub fn wilson(right: f64, asked: f64) -> (f64, f64) {
    if asked <= 0.0 {
        return (0.0, 1.0);
    }
    let share = right / asked;
    let z2 = Z_95 * Z_95;
    let middle = (share + z2 / (2.0 * asked)) / (1.0 + z2 / asked);
    let half = Z_95 * (share * (1.0 - share) / asked + z2 / (4.0 * asked * asked)).sqrt()
        / (1.0 + z2 / asked);
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (score without continuity correction).
    #[test]
    fn published_intervals() {
        for (right, asked, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0000, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let (lower, upper) = wilson(right, asked);
            assert!(
                (lower - low).abs() < 5e-5 && (upper - high).abs() < 5e-5,
                "{right}/{asked}: {lower} {upper}"
            );
        }
    }

    #[test]
    fn nothing_asked_says_nothing() {
        assert_eq!(wilson(0.0, 0.0), (0.0, 1.0));
    }
}
