//! Tails of distributions: how often chance alone gives what was seen, or more.

/// Most trials for which the distribution of a sum is computed exactly.
const EXACT_BELOW: usize = 2_000;

/// Returns the probability of at least `hits` successes in independent trials of the given `chances`: exact by adding
/// one trial after another (the Poisson-binomial distribution) up to 2,000 trials, by the normal approximation with
/// continuity correction beyond.
pub fn at_least(chances: &[f64], hits: usize) -> f64 {
    if hits == 0 {
        return 1.0;
    }
    if hits > chances.len() {
        return 0.0;
    }
    if chances.len() > EXACT_BELOW {
        let mean: f64 = chances.iter().sum();
        let variance: f64 = chances.iter().map(|chance| chance * (1.0 - chance)).sum();
        if variance <= 0.0 {
            return f64::from(u8::from(as_float(hits) <= mean));
        }
        return normal_above((as_float(hits) - 0.5 - mean) / variance.sqrt());
    }
    // The last place gathers everything from `hits` on.
    let mut shares = vec![0.0; hits + 1];
    shares[0] = 1.0;
    for chance in chances {
        shares[hits] += shares[hits - 1] * chance;
        for place in (1..hits).rev() {
            shares[place] = shares[place] * (1.0 - chance) + shares[place - 1] * chance;
        }
        shares[0] *= 1.0 - chance;
    }
    shares[hits].min(1.0)
}

/// Returns the probability that a chi-square variable with `freedom` degrees is `statistic` or more: the regularized
/// upper incomplete gamma function, by series or continued fraction (Press et al., Numerical Recipes, 6.2).
#[expect(
    clippy::many_single_char_names,
    reason = "the symbols are those of the source"
)]
pub fn chi_square_above(statistic: f64, freedom: f64) -> f64 {
    if statistic <= 0.0 || freedom <= 0.0 {
        return 1.0;
    }
    let (a, x) = (freedom / 2.0, statistic / 2.0);
    let scale = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..500 {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * 1e-15 {
                break;
            }
        }
        return (1.0 - scale * sum).clamp(0.0, 1.0);
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut fraction = d;
    for i in 1..500 {
        let n = f64::from(i);
        let an = -n * (n - a);
        b += 2.0;
        d = an * d + b;
        d = 1.0 / if d.abs() < tiny { tiny } else { d };
        c = b + an / c;
        c = if c.abs() < tiny { tiny } else { c };
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    (scale * fraction).clamp(0.0, 1.0)
}

/// Returns the probability that a standard normal variable is above `z`.
fn normal_above(z: f64) -> f64 {
    let half = chi_square_above(z * z, 1.0) / 2.0;
    if z >= 0.0 { half } else { 1.0 - half }
}

/// Returns the logarithm of the gamma function for `x` above 0 (Lanczos' approximation with g = 7 and nine terms).
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut sum = 0.999_999_999_999_809_9;
    let mut n = 0.0;
    for term in TERMS {
        n += 1.0;
        sum += term / (x + n);
    }
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of items are far below 2^52"
)]
fn as_float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: f64, other: f64, tolerance: f64) {
        assert!((one - other).abs() < tolerance, "{one} {other}");
    }

    #[test]
    fn binomial_tails_are_those_of_the_tables() {
        near(at_least(&[0.5; 10], 8), 56.0 / 1_024.0, 1e-12);
        near(at_least(&[0.25; 20], 9), 0.040_925_168, 1e-8);
        near(at_least(&[0.2, 0.5], 2), 0.1, 1e-12);
        near(at_least(&[0.2, 0.5], 1), 0.6, 1e-12);
        near(at_least(&[0.3; 5], 0), 1.0, 1e-12);
        near(at_least(&[0.3; 5], 6), 0.0, 1e-12);
    }

    #[test]
    fn many_trials_are_near_the_exact_tail() {
        // 25 % of 4,000 plus two standard deviations: about 0.0237 with the correction.
        near(at_least(&vec![0.25; 4_000], 1_055), 0.0234, 1e-3);
    }

    #[test]
    fn chi_square_tails_are_those_of_the_tables() {
        near(chi_square_above(3.841_459, 1.0), 0.05, 1e-6);
        near(chi_square_above(7.814_728, 3.0), 0.05, 1e-6);
        near(chi_square_above(11.344_867, 3.0), 0.01, 1e-6);
        near(chi_square_above(0.5, 4.0), 0.973_501, 1e-5);
        near(chi_square_above(0.0, 3.0), 1.0, 1e-12);
    }
}
