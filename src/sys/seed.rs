//! Where chance begins: the system's entropy, or the number in `PRECEPTOR_SEED`.

use rand::TryRng as _;
use rand::rngs::{SysError, SysRng};
use thiserror::Error;

use super::Environment;

/// A seed that cannot be had.
#[derive(Debug, Error)]
pub enum SeedError {
    /// `PRECEPTOR_SEED` is not a number.
    #[error("`{0}` in `PRECEPTOR_SEED` is no whole number from 0 to 18446744073709551615")]
    BadSeed(String),
    /// The system gives no entropy.
    #[error("the system gave no random numbers")]
    NoEntropy(#[source] SysError),
}

/// Draws a seed from the system's entropy; `PRECEPTOR_SEED` overrules it.
pub fn draw(environment: &Environment) -> Result<u64, SeedError> {
    match &environment.seed {
        Some(text) => text
            .trim()
            .parse()
            .map_err(|_| SeedError::BadSeed(text.clone())),
        None => SysRng.try_next_u64().map_err(SeedError::NoEntropy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeded(text: &str) -> Result<u64, SeedError> {
        draw(&Environment {
            seed: Some(text.to_owned()),
            ..Environment::default()
        })
    }

    #[test]
    fn the_variable_overrules_entropy() {
        assert_eq!(seeded("42").unwrap(), 42);
        assert_eq!(seeded("18446744073709551615").unwrap(), u64::MAX);
    }

    #[test]
    fn a_bad_seed_is_named() {
        for text in ["lucky", "-1", "1.5", "18446744073709551616"] {
            let error = seeded(text).unwrap_err();
            assert!(matches!(&error, SeedError::BadSeed(bad) if bad == text));
            assert!(error.to_string().contains(text));
        }
    }

    #[test]
    fn entropy_differs_each_time() {
        let draws = [0; 4].map(|_| draw(&Environment::default()).unwrap());
        assert!(draws.iter().any(|seed| *seed != draws[0]));
    }
}
