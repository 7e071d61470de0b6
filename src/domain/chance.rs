//! Chance that is the same for ever: `ChaCha20` words and our own draws.
//!
//! `rand` may change `shuffle` and `random_range` in any release (they did from 0.8 to 0.9), so forms made
//! from a seed would change with it. Only the raw words of the named generator are used; the bounded draw is
//! Lemire's multiplication with rejection (Lemire 2019, ACM TOMACS 29(1)), the shuffle is Fisher–Yates from the
//! last place down (Durstenfeld 1964). A seed is bound to its purpose by SHA-256 over a domain string.

use rand::{Rng as _, SeedableRng as _, rngs::ChaCha20Rng};
use sha2::{Digest as _, Sha256};

/// The version of the drawing method, part of every derivation. A change of method is a new number.
const METHOD: &str = "preceptor-chance-1";

/// A source of reproducible chance for one purpose.
#[derive(Debug)]
pub struct Chance {
    words: ChaCha20Rng,
}

impl Chance {
    /// Returns the chance of `seed` for `purpose`. Different purposes draw independently from one seed.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [METHOD.as_bytes(), &seed.to_le_bytes(), purpose.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self {
            words: ChaCha20Rng::from_seed(hash.finalize().into()),
        }
    }

    /// Returns a whole number from 0 up to but not including `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.words.next_u64()) * u128::from(bound);
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the two halves of a 128-bit product"
            )]
            let (high, low) = ((product >> 64) as u64, product as u64);
            if low >= threshold {
                return high;
            }
        }
    }

    /// Returns an index below `length`.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).expect("a number below a usize is a usize")
    }

    /// Puts `things` in a random order, every order as likely as any other.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.index(last + 1);
            things.swap(last, other);
        }
    }

    /// Returns a random order of the numbers `0..length` in which the places in `fixed` keep their number.
    pub fn order(&mut self, length: usize, fixed: &[usize]) -> Vec<usize> {
        let free: Vec<usize> = (0..length).filter(|place| !fixed.contains(place)).collect();
        let mut shuffled = free.clone();
        self.shuffle(&mut shuffled);
        let mut order: Vec<usize> = (0..length).collect();
        for (place, number) in free.into_iter().zip(shuffled) {
            order[place] = number;
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Golden draws, computed by a second implementation of `ChaCha20` and of the draws: if these change, every
    /// learner's form changes with them.
    #[test]
    fn draws_are_the_same_for_ever() {
        let mut chance = Chance::new(42, "golden");
        let drawn: Vec<u64> = (0..8).map(|_| chance.below(1_000)).collect();
        assert_eq!(drawn, GOLDEN_DRAWS);
        let mut letters: Vec<char> = "ABCDEFGHIJ".chars().collect();
        chance.shuffle(&mut letters);
        assert_eq!(letters.iter().collect::<String>(), GOLDEN_SHUFFLE);
    }
    const GOLDEN_DRAWS: [u64; 8] = [474, 196, 604, 858, 258, 341, 764, 189];
    const GOLDEN_SHUFFLE: &str = "DBAFCGHJIE";

    #[test]
    fn a_shuffle_is_a_permutation_and_fair() {
        let mut first = [0_u32; 4];
        for seed in 0..40_000 {
            let order = Chance::new(seed, "fair").order(4, &[]);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3]);
            first[order[0]] += 1;
        }
        // 10,000 expected in each place; five standard deviations are 433.
        assert!(
            first.iter().all(|count| count.abs_diff(10_000) < 433),
            "{first:?}"
        );
    }

    #[test]
    fn pinned_places_keep_their_number() {
        for seed in 0..200 {
            let order = Chance::new(seed, "pin").order(5, &[4, 1]);
            assert_eq!((order[1], order[4]), (1, 4));
        }
    }

    #[test]
    fn purposes_draw_independently() {
        assert_ne!(
            Chance::new(7, "a").below(u64::MAX),
            Chance::new(7, "b").below(u64::MAX)
        );
        assert_eq!(Chance::new(7, "a").below(0), 0);
    }
}
