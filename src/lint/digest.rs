//! What rules on many items need of each item, so that texts are cut into words once.

use super::{
    lexicon::hash,
    view::ItemView,
    word::{Text, Word},
};
use crate::domain::item::{ItemBody, ItemKind};

/// An item in numbers.
#[derive(Debug, Default)]
pub(crate) struct Digest {
    /// Three neighbouring words of the stem each, as sorted numbers; the case is part of each.
    pub(crate) shingles: Box<[u32]>,
    /// The roots of the stem's words of content, in their order.
    pub(crate) stem: Box<[u32]>,
    /// The roots of the key's words of content, in their order; empty where the key is a code, a number or no text.
    pub(crate) key: Box<[u32]>,
    /// How many options a choice item has; 0 for every other kind.
    pub(crate) options: u8,
    /// The author's place of the key, from 0.
    pub(crate) key_place: u8,
    /// Whether the key is longer than every distractor; `None` where length is no clue.
    pub(crate) key_is_longest: Option<bool>,
    /// Whether the options stand in the author's order when asked.
    pub(crate) keeps_order: bool,
}

#[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
fn short(number: u64) -> u32 {
    (number ^ (number >> 32)) as u32
}

fn roots(text: &Text<'_>) -> Box<[u32]> {
    text.content().map(|word| short(word.root())).collect()
}

impl Digest {
    pub(crate) fn of(view: &ItemView<'_>) -> Self {
        let mut digest = Self::default();
        if let Some(stem) = view.stem() {
            digest.shingles = shingles(view, stem);
            digest.stem = roots(stem);
        }
        match &view.item.body {
            ItemBody::Choice(options) => {
                let count = u8::try_from(options.len()).unwrap_or(u8::MAX);
                let key = options.iter().position(|option| option.key).unwrap_or(0);
                digest.options = count;
                digest.key_place = u8::try_from(key).unwrap_or(u8::MAX);
                digest.keeps_order = view.keeps_order();
            }
            ItemBody::Text(_) => {
                let accepted = view.text(super::field::Field::Accept(0));
                digest.key = accepted.map(roots).unwrap_or_default();
            }
            _ => {}
        }
        if let Some((key, others)) = view.choice() {
            debug_assert_eq!(view.item.kind(), ItemKind::Choice);
            digest.key = roots(key.text);
            let longest = others.iter().map(super::view::OptionView::length).max();
            digest.key_is_longest = longest.map(|longest| key.length() > longest);
        }
        digest
    }
}

/// Returns the shingles of a stem, sorted, each once.
fn shingles(view: &ItemView<'_>, stem: &Text<'_>) -> Box<[u32]> {
    let salt = view
        .item
        .case
        .as_ref()
        .map_or(0, |case| hash(case.as_str().as_bytes()));
    let words: Vec<u64> = stem.words.iter().map(Word::root).collect();
    let join = |window: &[u64]| {
        let joined = window.iter().fold(salt, |sum, word| {
            (sum.rotate_left(21) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        short(joined)
    };
    let mut all: Vec<u32> = if words.len() < 3 {
        vec![join(&words)]
    } else {
        words.windows(3).map(join).collect()
    };
    all.sort_unstable();
    all.dedup();
    all.into()
}
