//! How an item is put before the learner: what is shuffled, which numbers are drawn.

use crate::domain::{
    Chance, Item, ItemBody, ItemId,
    reading::{Presentation, letter},
    template::fill,
};

/// Returns how `item` looks in the attempt with this `seed`; the same for ever. `None` when its template finds no
/// numbers (the loader's thorough check refuses such a bank).
pub fn present(item: &Item, seed: u64) -> Option<Presentation> {
    let mut chance = Chance::new(seed, &format!("present:{}", item.id));
    let mut shown = Presentation::default();
    match &item.body {
        ItemBody::Choice(options) | ItemBody::Multiple(options) => {
            let fixed: Vec<usize> = (0..options.len())
                .filter(|place| item.pin || options[*place].pin)
                .collect();
            shown.order = chance.order(options.len(), &fixed);
        }
        ItemBody::Match(matching) => {
            let fixed: Vec<usize> = (0..matching.rights().count())
                .filter(|_| item.pin)
                .collect();
            shown.order = chance.order(matching.rights().count(), &fixed);
        }
        ItemBody::Order(steps) => {
            shown.order = chance.order(steps.len(), &[]);
            while steps.len() > 1
                && shown
                    .order
                    .iter()
                    .enumerate()
                    .all(|(place, step)| place == *step)
            {
                shown.order = chance.order(steps.len(), &[]);
            }
        }
        ItemBody::Numeric(numeric) => shown.drawn = Some(numeric.draw(&mut chance)?),
        ItemBody::Card(card) => shown.reversed = card.both && chance.below(2) == 1,
        ItemBody::Text(_) => {}
    }
    Some(shown)
}

/// Returns `text` of `item` with the drawn numbers in it.
pub fn filled(item: &Item, shown: &Presentation, text: &str) -> String {
    match (&item.body, &shown.drawn) {
        (ItemBody::Numeric(numeric), Some(drawn)) => fill(text, numeric, drawn),
        _ => text.to_owned(),
    }
}

/// Returns the letter under which the author's index `index` was shown.
pub fn shown_letter(shown: &Presentation, index: usize) -> Option<char> {
    shown
        .order
        .iter()
        .position(|author| *author == index)
        .map(letter)
}

/// Returns the seed of one item's presentation on its own, such as in `bank show`.
pub fn seed_of(item: &ItemId, seed: u64) -> u64 {
    Chance::new(seed, &format!("item:{item}")).below(u64::MAX)
}
