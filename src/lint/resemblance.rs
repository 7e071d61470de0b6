//! Items that resemble each other, found by indexes: the work grows with the number of items, never with that of pairs.

use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry};

use super::{digest::Digest, view::Run};
use crate::domain::item::ItemBody;

/// An item by its bank's number and its place.
pub(crate) type At = (usize, usize);

/// Two stems that are nearly the same.
#[derive(Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) earlier: At,
    pub(crate) later: At,
    /// Shared shingles as a share of all shingles of both (Jaccard's index).
    pub(crate) share: f64,
}

/// Stems are near-duplicates from this share of common shingles on.
const NEAR: f64 = 0.8;
/// Bands of min-wise hashes, and rows of each: two stems that share 80 % meet in some band with a chance of
/// 1 - (1 - 0.8^3)^12 = 0.9998, two that share 30 % with one of 0.28.
const BANDS: usize = 12;
const ROWS: usize = 3;
/// Most items of one bucket that a stem is compared with: the first ones, which stand for the rest.
const MOST_OF_BUCKET: usize = 4;
/// Stems of fewer words ask by their options.
const FEWEST_SHINGLES: usize = 4;

/// Returns the pairs of nearly equal stems; each later item is named once, with the earlier one it resembles most.
pub(crate) fn near_duplicates(run: &Run<'_>) -> Vec<Pair> {
    let mut buckets: HashMap<u64, [Option<At>; MOST_OF_BUCKET]> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, digest) in digests(run) {
        if digest.shingles.len() < FEWEST_SHINGLES {
            continue;
        }
        let mut best: Option<Pair> = None;
        let mut seen = BTreeSet::new();
        for key in bands(&digest.shingles) {
            let bucket = buckets.entry(key).or_default();
            for earlier in bucket
                .iter()
                .flatten()
                .filter(|earlier| seen.insert(**earlier))
            {
                let share = resemblance(&digest.shingles, &digest_at(run, *earlier).shingles);
                if share >= NEAR
                    && best.as_ref().is_none_or(|best| share > best.share)
                    && has_one_answer(run, *earlier, at)
                {
                    best = Some(Pair {
                        earlier: *earlier,
                        later: at,
                        share,
                    });
                }
            }
            if let Some(free) = bucket.iter_mut().find(|place| place.is_none()) {
                *free = Some(at);
            }
        }
        pairs.extend(best);
    }
    pairs
}

fn digests<'r>(run: &'r Run<'_>) -> impl Iterator<Item = (At, &'r Digest)> {
    run.banks.iter().flat_map(|bank| {
        let items = bank.digests.iter().enumerate();
        items.map(|(place, digest)| ((bank.number, place), digest))
    })
}

fn digest_at<'r>(run: &'r Run<'_>, (bank, place): At) -> &'r Digest {
    &run.banks[bank].digests[place]
}

/// Whether two items could be one. Templates of numbers and items of other kinds with one stem ask different things.
fn has_one_answer(run: &Run<'_>, one: At, other: At) -> bool {
    let item = |(bank, place): At| &run.banks[bank].items()[place];
    let (one, other) = (item(one), item(other));
    if let (ItemBody::Numeric(one), ItemBody::Numeric(other)) = (&one.body, &other.body) {
        return one.variables.is_empty() == other.variables.is_empty();
    }
    one.kind() == other.kind()
}

/// Returns the keys of the buckets that a set of shingles falls into.
fn bands(shingles: &[u32]) -> impl Iterator<Item = u64> {
    let mut least = [u64::MAX; BANDS * ROWS];
    for shingle in shingles {
        let mut state = u64::from(*shingle);
        for least in &mut least {
            // SplitMix64: one hash function after another from one state.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed ^= mixed >> 27;
            *least = (*least).min(mixed);
        }
    }
    (0..BANDS).map(move |band| {
        let rows = &least[band * ROWS..(band + 1) * ROWS];
        rows.iter().fold(band as u64, |sum, row| {
            (sum.rotate_left(23) ^ row).wrapping_mul(0x0000_0100_0000_01b3)
        })
    })
}

/// Returns Jaccard's index of two sorted sets.
#[expect(clippy::cast_precision_loss, reason = "a stem has few words")]
fn resemblance(one: &[u32], other: &[u32]) -> f64 {
    let both = common(one, other);
    both as f64 / (one.len() + other.len() - both).max(1) as f64
}

fn common(one: &[u32], other: &[u32]) -> usize {
    let (mut left, mut right, mut both) = (0, 0, 0);
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                left += 1;
                right += 1;
            }
        }
    }
    both
}

/// Fewest words of content of a key that can be given away; one word stands in many stems.
const FEWEST_OF_KEY: usize = 2;
/// Least share of a stem's words of content that the other stem must hold beside the key.
const LEAST_OF_STEM: f64 = 0.5;
/// Most keys that begin with the same two words; more of them are a word of the field, not a giveaway.
const MOST_OF_START: usize = 16;

/// Returns the items whose key stands in another item's stem, each with the first item that gives it away.
pub(crate) fn giveaways(run: &Run<'_>) -> Vec<(At, At)> {
    let mut starts: HashMap<(u32, u32), Vec<At>> = HashMap::new();
    for (at, digest) in digests(run) {
        if let [first, second, ..] = digest.key[..] {
            let keys = starts.entry((first, second)).or_default();
            if keys.len() <= MOST_OF_START {
                keys.push(at);
            }
        }
    }
    let mut given: BTreeMap<At, At> = BTreeMap::new();
    for (giving, digest) in digests(run) {
        for (from, pair) in digest.stem.windows(FEWEST_OF_KEY).enumerate() {
            let Entry::Occupied(keys) = starts.entry((pair[0], pair[1])) else {
                continue;
            };
            let keys = keys.get();
            if keys.len() > MOST_OF_START {
                continue;
            }
            for at in keys.iter().filter(|at| **at != giving) {
                let key = &digest_at(run, *at).key;
                if digest.stem[from..].starts_with(key) && tells(run, *at, giving) {
                    given.entry(*at).or_insert(giving);
                }
            }
        }
    }
    given.into_iter().collect()
}

/// Whether the stem of `giving` speaks of what `given` asks, and the two may meet on a form.
#[expect(clippy::cast_precision_loss, reason = "a stem has few words")]
fn tells(run: &Run<'_>, given: At, giving: At) -> bool {
    let item = |(bank, place): At| &run.banks[bank].items()[place];
    let (one, other) = (item(given), item(giving));
    let are_apart = one.enemies.contains(&other.id)
        || other.enemies.contains(&one.id)
        || one.case.is_some() && one.case == other.case;
    if are_apart {
        return false;
    }
    let asked: BTreeSet<u32> = digest_at(run, given).stem.iter().copied().collect();
    let told: BTreeSet<u32> = digest_at(run, giving).stem.iter().copied().collect();
    let shared = asked.intersection(&told).count();
    shared >= 2 && shared as f64 >= LEAST_OF_STEM * asked.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resemblance_is_the_share_of_what_is_common() {
        assert!((resemblance(&[1, 2, 3, 4], &[2, 3, 4, 5]) - 0.6).abs() < 1e-12);
        assert!(resemblance(&[], &[]).abs() < 1e-12);
    }

    #[test]
    fn near_sets_meet_in_a_band_and_far_ones_do_not() {
        let near: Vec<u32> = (0..40).collect();
        let nearer: Vec<u32> = (2..42).collect();
        let far: Vec<u32> = (1_000..1_040).collect();
        let meets = |one: &[u32], other: &[u32]| {
            let keys: BTreeSet<u64> = bands(one).collect();
            bands(other).any(|key| keys.contains(&key))
        };
        assert!(meets(&near, &nearer));
        assert!(!meets(&near, &far));
    }
}
