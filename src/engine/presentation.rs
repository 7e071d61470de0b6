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

/// Returns whether `item` still holds everything that was shown as `shown`. An option that is no key may be taken away
/// without a change of the key's hash.
pub fn still_holds(item: &Item, shown: &Presentation) -> bool {
    let parts = match &item.body {
        ItemBody::Choice(options) | ItemBody::Multiple(options) => options.len(),
        ItemBody::Match(matching) => matching.rights().count(),
        ItemBody::Order(steps) => steps.len(),
        ItemBody::Numeric(_) | ItemBody::Text(_) | ItemBody::Card(_) => 0,
    };
    shown.order.iter().all(|index| *index < parts)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        expression::Expression,
        item::AnswerOption,
        sample,
        template::{Variable, VariableSource},
    };

    const SEEDS: std::ops::Range<u64> = 0..200;

    fn order(item: &Item, seed: u64) -> Vec<usize> {
        present(item, seed).unwrap().order
    }

    fn options(item: &mut Item) -> &mut Vec<AnswerOption> {
        match &mut item.body {
            ItemBody::Choice(options) | ItemBody::Multiple(options) => options,
            _ => unreachable!("the sample has options"),
        }
    }

    #[test]
    fn everything_is_shown_once() {
        for (item, count) in [
            (sample::choice("c"), 4),
            (sample::multiple("m"), 5),
            (sample::matching("p"), 4),
            (sample::ordering("o", 6), 6),
        ] {
            for seed in SEEDS {
                let mut order = order(&item, seed);
                order.sort_unstable();
                assert!(order.iter().copied().eq(0..count), "{}: {order:?}", item.id);
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_look_and_another_another() {
        for item in sample::every_kind() {
            assert_eq!(present(&item, 5), present(&item, 5), "{}", item.id);
        }
        let item = sample::multiple("m");
        let looks: std::collections::BTreeSet<_> = SEEDS.map(|seed| order(&item, seed)).collect();
        assert!(looks.len() > 60, "{} of 120 orders", looks.len());
    }

    #[test]
    fn items_of_one_attempt_are_shuffled_apart_from_each_other() {
        let differs = SEEDS.filter(|seed| {
            order(&sample::choice("one"), *seed) != order(&sample::choice("other"), *seed)
        });
        assert!(differs.count() > 150);
    }

    /// A golden look: when it changes, every open attempt is shown anew and its answers speak of other letters.
    #[test]
    fn looks_are_the_same_for_ever() {
        assert_eq!(order(&sample::multiple("m"), 42), GOLDEN_ORDER);
    }
    const GOLDEN_ORDER: [usize; 5] = [2, 3, 0, 4, 1];

    #[test]
    fn a_pinned_option_keeps_its_place_and_the_others_move() {
        let mut item = sample::multiple("m");
        options(&mut item)[4].pin = true;
        assert!(
            SEEDS
                .map(|seed| order(&item, seed))
                .all(|order| order[4] == 4)
        );
        assert!(
            SEEDS
                .map(|seed| order(&item, seed))
                .any(|order| order[0] != 0)
        );
    }

    #[test]
    fn a_pinned_item_keeps_the_authors_order() {
        for mut item in [sample::choice("c"), sample::matching("p")] {
            item.pin = true;
            assert!(
                SEEDS
                    .map(|seed| order(&item, seed))
                    .all(|order| order.is_sorted())
            );
        }
    }

    #[test]
    fn steps_are_never_shown_solved() {
        for count in 2..5 {
            let mut item = sample::ordering("o", count);
            for pin in [false, true] {
                item.pin = pin;
                assert!(
                    SEEDS
                        .map(|seed| order(&item, seed))
                        .all(|order| !order.is_sorted())
                );
            }
        }
    }

    #[test]
    fn a_card_is_turned_only_if_it_may_be() {
        let mut card = sample::card("k");
        let turned = |card: &Item| {
            SEEDS
                .filter(|seed| present(card, *seed).unwrap().reversed)
                .count()
        };
        assert_eq!(turned(&card), 0);
        if let ItemBody::Card(card) = &mut card.body {
            card.both = true;
        }
        assert!((60..140).contains(&turned(&card)));
    }

    #[test]
    fn numbers_are_drawn_and_filled_in() {
        let mut item = sample::numeric("n", "beds * 2", None);
        if let ItemBody::Numeric(numeric) = &mut item.body {
            let pick = VariableSource::Pick(vec![12_000.0]);
            numeric.variables.push(Variable {
                name: "beds".into(),
                source: pick,
            });
        }
        let shown = present(&item, 1).unwrap();
        assert_eq!(
            filled(&item, &shown, "{beds} beds give {answer}"),
            "12,000 beds give 24,000.0"
        );
        assert_eq!(filled(&sample::choice("c"), &shown, "{beds}"), "{beds}");
    }

    #[test]
    fn a_template_without_numbers_cannot_be_shown() {
        let mut item = sample::numeric("n", "1", None);
        if let ItemBody::Numeric(numeric) = &mut item.body {
            numeric
                .constraints
                .push(Expression::parse("1 < 0").unwrap());
        }
        assert_eq!(present(&item, 1), None);
    }

    #[test]
    fn what_was_shown_is_still_there_or_not() {
        for mut item in sample::every_kind() {
            let shown = present(&item, 1).unwrap();
            assert!(still_holds(&item, &shown), "{}", item.id);
            match &mut item.body {
                ItemBody::Choice(options) | ItemBody::Multiple(options) => drop(options.pop()),
                ItemBody::Match(matching) => matching.extra.clear(),
                ItemBody::Order(steps) => drop(steps.pop()),
                ItemBody::Numeric(_) | ItemBody::Text(_) | ItemBody::Card(_) => continue,
            }
            assert!(!still_holds(&item, &shown), "{}", item.id);
        }
    }

    #[test]
    fn letters_follow_the_places_shown() {
        let shown = sample::shown(&[2, 0, 1]);
        let letters: Vec<_> = (0..4).map(|index| shown_letter(&shown, index)).collect();
        assert_eq!(letters, [Some('B'), Some('C'), Some('A'), None]);
    }
}
