//! Which items must not stand on one form: declared enemies, and stems that ask almost the same.

use crate::domain::{Item, ItemBody, text::normalise};

/// From this share of common words on, two items are near-duplicates.
const NEAR: (usize, usize) = (4, 5);

/// A stem of fewer different words says too little alone ("Which statement is true?"); what can be chosen joins it.
const FEWEST_WORDS: usize = 8;

/// The different words of an item, as ascending hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<u64>);

impl Words {
    /// Returns the words of `item`: those of its stem, and of what can be chosen where the stem is short.
    pub fn of(item: &Item) -> Self {
        let mut words = Vec::new();
        add(&mut words, &item.stem);
        sort(&mut words);
        if words.len() < FEWEST_WORDS {
            match &item.body {
                ItemBody::Choice(options) | ItemBody::Multiple(options) => {
                    for option in options {
                        add(&mut words, &option.text);
                    }
                }
                ItemBody::Match(matching) => {
                    for pair in &matching.pairs {
                        add(&mut words, &pair.left);
                        add(&mut words, &pair.right);
                    }
                }
                ItemBody::Order(steps) => steps.iter().for_each(|step| add(&mut words, &step.text)),
                ItemBody::Text(text) => text.accept.iter().for_each(|key| add(&mut words, key)),
                ItemBody::Card(card) => add(&mut words, &card.term),
                ItemBody::Numeric(_) => {}
            }
            sort(&mut words);
        }
        Self(words)
    }

    /// Returns whether two items have at least four fifths of all their words in common.
    pub fn are_near(&self, other: &Self) -> bool {
        let (mut one, mut two, mut common) = (0, 0, 0);
        while one < self.0.len() && two < other.0.len() {
            match self.0[one].cmp(&other.0[two]) {
                std::cmp::Ordering::Less => one += 1,
                std::cmp::Ordering::Greater => two += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    one += 1;
                    two += 1;
                }
            }
        }
        let all = self.0.len() + other.0.len() - common;
        all > 0 && common * NEAR.1 >= all * NEAR.0
    }
}

/// Returns whether one of two items names the other as its enemy.
pub fn are_enemies(one: &Item, other: &Item) -> bool {
    one.enemies.contains(&other.id) || other.enemies.contains(&one.id)
}

fn add(words: &mut Vec<u64>, text: &str) {
    let plain = normalise(text, false, false);
    let parts = plain.split(|letter: char| !letter.is_alphanumeric());
    words.extend(parts.filter(|word| !word.is_empty()).map(hash));
}

fn sort(words: &mut Vec<u64>) {
    words.sort_unstable();
    words.dedup();
}

/// FNV-1a over 64 bits: the same on every machine and in every version.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sample;

    fn near(one: &str, other: &str) -> bool {
        let [one, other] =
            [one, other].map(|stem| Words::of(&sample::choice("x", "1").stem(stem).item()));
        one.are_near(&other)
    }

    #[test]
    fn a_stem_with_one_word_changed_is_a_near_duplicate() {
        assert!(near(
            "A hospital receives a subpoena from an attorney. What should the clerk do first?",
            "A hospital receives a subpoena from an attorney! What should the *technician* do first?",
        ));
        assert!(!near(
            "A hospital receives a subpoena from an attorney. What should the clerk do first?",
            "A clinic mails records to a life insurer without an authorization. Which rule applies?",
        ));
    }

    #[test]
    fn short_stems_are_told_apart_by_what_can_be_chosen() {
        let item = |id: &str, texts: [&str; 4]| {
            let item = sample::choice(id, "1").stem("Which one is true?");
            Words::of(&item.options(texts).item())
        };
        let bones = item(
            "a",
            [
                "The femur is long",
                "The skull is flat",
                "Ribs float",
                "Teeth grow",
            ],
        );
        let bills = item(
            "b",
            [
                "Claims age daily",
                "Denials are final",
                "Copays vary",
                "Fees rise",
            ],
        );
        assert!(!bones.are_near(&bills));
        assert!(bones.are_near(&bones.clone()));
    }

    #[test]
    fn either_side_may_declare_an_enemy() {
        let one = sample::choice("one", "1").enemy("two").item();
        let two = sample::choice("two", "1").item();
        let three = sample::choice("three", "1").item();
        assert!(are_enemies(&one, &two) && are_enemies(&two, &one));
        assert!(!are_enemies(&one, &three));
    }
}
