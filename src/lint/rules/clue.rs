//! Surface clues to the key: shared words, shared parts, opposites. Rules tell of them, the testwise robot lives on them.

use std::collections::BTreeSet;

use crate::lint::{
    lexicon::List,
    view::{ItemView, OptionView},
    word::Text,
};

/// Returns the places of the words of `option` that stand in the stem and in none of `others`.
pub(in crate::lint) fn clang_words(
    view: &ItemView<'_>,
    option: &OptionView<'_, '_>,
    others: &[OptionView<'_, '_>],
) -> Vec<usize> {
    let Some(stem) = view.stem() else {
        return Vec::new();
    };
    let in_stem: BTreeSet<u64> = roots(stem);
    let elsewhere: BTreeSet<u64> = others.iter().flat_map(|other| roots(other.text)).collect();
    let mut seen = BTreeSet::new();
    let words = option.text.words.iter().enumerate();
    words
        .filter(|(_, word)| {
            let root = word.root();
            word.is_content()
                && word.text.len() > 3
                && in_stem.contains(&root)
                && !elsewhere.contains(&root)
                && seen.insert(root)
        })
        .map(|(place, _)| place)
        .collect()
}

/// Returns the options other than `option`.
pub(in crate::lint) fn rest<'v, 'a>(
    view: &'v ItemView<'a>,
    option: &OptionView<'_, '_>,
) -> Vec<OptionView<'v, 'a>> {
    view.options()
        .filter(|other| other.place != option.place)
        .collect()
}

fn roots(text: &Text<'_>) -> BTreeSet<u64> {
    text.content().map(super::super::word::Word::root).collect()
}

/// Returns, for each option, how much it shares with the others: the mean of shared words of content over all words of
/// both (Jaccard's index).
#[expect(clippy::cast_precision_loss, reason = "options have few words")]
pub(in crate::lint) fn shares(options: &[OptionView<'_, '_>]) -> Vec<f64> {
    let sets: Vec<BTreeSet<u64>> = options.iter().map(|option| roots(option.text)).collect();
    let alike = |one: &BTreeSet<u64>, other: &BTreeSet<u64>| {
        let both = one.intersection(other).count();
        let either = one.len() + other.len() - both;
        if either == 0 {
            0.0
        } else {
            both as f64 / either as f64
        }
    };
    sets.iter()
        .enumerate()
        .map(|(place, one)| {
            let others = sets.iter().enumerate().filter(|(other, _)| *other != place);
            others.map(|(_, other)| alike(one, other)).sum::<f64>() / (sets.len().max(2) - 1) as f64
        })
        .collect()
}

/// Whether two texts say the opposite: word for word the same but for one pair of opposites.
pub(in crate::lint) fn are_opposites(one: &Text<'_>, other: &Text<'_>) -> bool {
    if one.words.len() != other.words.len() {
        return false;
    }
    let mut differing =
        (0..one.words.len()).filter(|place| one.words[*place].lower != other.words[*place].lower);
    let (Some(place), None) = (differing.next(), differing.next()) else {
        return false;
    };
    one.hits(List::Opposite)
        .filter(|hit| hit.words == (place..place + 1))
        .any(|hit| hit.entry.prefer.as_deref() == Some(&*other.words[place].lower))
}
