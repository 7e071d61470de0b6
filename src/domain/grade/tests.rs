use proptest::prelude::*;

use super::*;
use crate::domain::sample::{self, drawn, shown};

const WORTHLESS: Grade = Grade {
    right: false,
    credit: 0.0,
};
const FULL: Grade = Grade {
    right: true,
    credit: 1.0,
};

/// Returns the worth of `reading` when everything is shown in the author's order.
fn worth(item: &Item, reading: &Reading) -> Grade {
    let exact = match &item.body {
        ItemBody::Numeric(numeric) => numeric.answer.evaluate(&std::collections::BTreeMap::new()),
        _ => None,
    };
    grade(item, &exact.map(drawn).unwrap_or_default(), reading)
}

fn options(chosen: &[usize]) -> Reading {
    Reading::Options(chosen.to_vec())
}

#[test]
fn only_the_key_of_a_choice_is_right() {
    let item = sample::choice("c");
    assert_eq!(worth(&item, &options(&[0])), FULL);
    for wrong in 1..4 {
        assert_eq!(worth(&item, &options(&[wrong])), WORTHLESS);
    }
}

#[test]
fn a_choice_takes_one_option_that_is_there() {
    let item = sample::choice("c");
    for reading in [options(&[]), options(&[0, 1]), options(&[9])] {
        assert_eq!(worth(&item, &reading), WORTHLESS, "{reading:?}");
    }
}

#[test]
fn multiple_is_all_or_nothing_with_right_less_wrong_shown_beside_it() {
    let item = sample::item("m", ItemBody::Multiple(sample::options(6, &[0, 2, 4])));
    for (chosen, right, credit) in [
        (&[0, 2, 4][..], true, 1.0),
        (&[0, 2, 5], false, 1.0 / 3.0),
        (&[0, 1, 5], false, 0.0),
        (&[1, 3, 5], false, 0.0),
        (&[0, 2], false, 2.0 / 3.0),
        (&[0, 1, 2, 4], false, 2.0 / 3.0),
        (&[0, 1, 2, 3, 4, 5], false, 0.0),
        (&[], false, 0.0),
    ] {
        let worth = worth(&item, &options(chosen));
        assert_eq!(worth.right, right, "{chosen:?}");
        assert!((worth.credit - credit).abs() < 1e-12, "{chosen:?}");
    }
}

#[test]
fn a_number_is_right_when_it_rounds_to_the_key() {
    let item = sample::numeric("n", "4.6", None);
    for (given, expected) in [
        (4.6, FULL),
        (4.55, FULL),
        (4.649, FULL),
        (4.65, WORTHLESS),
        (4.54, WORTHLESS),
        (46.0, WORTHLESS),
        (-4.6, WORTHLESS),
    ] {
        assert_eq!(worth(&item, &Reading::Number(given)), expected, "{given}");
    }
}

#[test]
fn a_number_without_its_drawing_is_worth_nothing() {
    let item = sample::numeric("n", "4.6", None);
    let shown = Presentation::default();
    assert_eq!(grade(&item, &shown, &Reading::Number(4.6)), WORTHLESS);
}

#[test]
fn a_known_mistake_is_still_wrong() {
    let item = sample::numeric("n", "4.6", None);
    assert_eq!(worth(&item, &Reading::Number(0.5)), WORTHLESS);
}

#[test]
fn a_text_is_right_when_it_is_accepted_after_normalising() {
    let item = sample::text("t");
    for (typed, expected) in [
        ("myocardium", FULL),
        ("heart muscle", FULL),
        ("pericardium", WORTHLESS),
        ("myocard", WORTHLESS),
        ("", WORTHLESS),
    ] {
        let reading = Reading::Text(typed.to_owned());
        assert_eq!(worth(&item, &reading), expected, "{typed}");
    }
}

#[test]
fn accepted_texts_are_normalised_as_the_item_says() {
    let mut item = sample::text("t");
    let ItemBody::Text(text) = &mut item.body else {
        unreachable!("the sample is a text item");
    };
    text.accept = vec!["Café-Au-Lait.".into()];
    let folded = Reading::Text("cafe au lait".to_owned());
    assert_eq!(worth(&item, &folded), FULL);
    let ItemBody::Text(text) = &mut item.body else {
        unreachable!("the sample is a text item");
    };
    (text.match_case, text.match_accents) = (true, true);
    assert_eq!(worth(&item, &folded), WORTHLESS);
    let exact = Reading::Text("Café Au Lait".to_owned());
    assert_eq!(worth(&item, &exact), FULL);
}

#[test]
fn pairs_and_steps_are_credited_one_by_one() {
    let third = 1.0 / 3.0;
    for (given, right, credit) in [
        ([0, 1, 2], true, 1.0),
        ([0, 2, 1], false, third),
        ([1, 2, 0], false, 0.0),
        ([0, 1, 3], false, 2.0 * third),
    ] {
        let worth = worth(&sample::matching("m"), &Reading::Pairs(given.to_vec()));
        assert_eq!(worth.right, right, "{given:?}");
        assert!((worth.credit - credit).abs() < 1e-12, "{given:?}");
    }
    let swapped = Reading::Sequence(vec![1, 0, 2, 3]);
    let worth = worth(&sample::ordering("o", 4), &swapped);
    assert!(!worth.right && (worth.credit - 0.5).abs() < 1e-12);
}

#[test]
fn a_card_is_recalled_or_not() {
    for recall in Recall::ALL {
        let expected = Grade::all_or_nothing(recall != Recall::Again);
        assert_eq!(
            worth(&sample::card("k"), &Reading::Recall(recall)),
            expected
        );
    }
}

#[test]
fn the_order_shown_does_not_change_the_worth() {
    let item = sample::multiple("m");
    let reading = options(&[0, 2]);
    for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 4, 1, 3]] {
        assert_eq!(grade(&item, &shown(&order), &reading), FULL);
    }
}

#[test]
#[should_panic(expected = "was read for an item that asks")]
fn a_reading_of_another_kind_is_our_fault() {
    worth(&sample::choice("c"), &Reading::Number(1.0));
}

/// Any reading that fits the kind of `item`, sensible or not.
fn any_reading(item: &Item) -> BoxedStrategy<Reading> {
    let places = prop::collection::vec(0_usize..12, 0..8);
    match &item.body {
        ItemBody::Choice(_) | ItemBody::Multiple(_) => {
            prop::collection::btree_set(0_usize..12, 0..8)
                .prop_map(|chosen| Reading::Options(chosen.into_iter().collect()))
                .boxed()
        }
        ItemBody::Numeric(_) => prop_oneof![any::<f64>(), 4.0..5.0]
            .prop_map(Reading::Number)
            .boxed(),
        ItemBody::Text(_) => "[a-z ]{0,12}|myocardium".prop_map(Reading::Text).boxed(),
        ItemBody::Match(matching) => {
            prop::collection::vec(0_usize..4, matching.pairs.len()..=matching.pairs.len())
                .prop_map(Reading::Pairs)
                .boxed()
        }
        ItemBody::Order(_) => places.prop_map(Reading::Sequence).boxed(),
        ItemBody::Card(_) => prop::sample::select(Recall::ALL.to_vec())
            .prop_map(Reading::Recall)
            .boxed(),
    }
}

proptest! {
    #[test]
    fn credit_is_a_share_and_right_is_all_of_it(
        (item, reading) in prop::sample::select(sample::every_kind())
            .prop_flat_map(|item| (any_reading(&item), Just(item)).prop_map(|(reading, item)| (item, reading))),
    ) {
        let worth = worth(&item, &reading);
        prop_assert!((0.0..=1.0).contains(&worth.credit), "{reading:?}: {worth:?}");
        prop_assert_eq!(worth.right, (worth.credit - 1.0).abs() < 1e-12, "{:?}: {:?}", reading, worth);
    }
}
