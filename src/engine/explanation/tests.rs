use super::*;
use crate::domain::{
    item::Remark,
    reading::Recall,
    sample::{self, answer, drawn, shown},
};

/// Returns what is said of `reading` when `item` looks as `look` says.
fn told(item: &Item, look: Presentation, reading: Reading) -> Explanation {
    explain(item, &answer(item, 0, look, reading))
}

/// Returns labels and reasons, as they are shown.
fn lines(reasons: &[Reason]) -> Vec<String> {
    let line = |reason: &Reason| format!("{} {}", reason.label, reason.why).trim().to_owned();
    reasons.iter().map(line).collect()
}

#[test]
fn the_reason_of_what_was_chosen_comes_first_then_the_keys_then_the_rest_on_demand() {
    let mut item = sample::choice("c");
    item.why = Some("as a whole".into());
    // Shown: A is option 2, B option 0 (the key), C option 3, D option 1.
    let wrong = told(&item, shown(&[2, 0, 3, 1]), Reading::Options(vec![3]));
    assert_eq!((&*wrong.given, &*wrong.key), ("C", "B"));
    assert_eq!(
        lines(&wrong.reasons),
        ["C reason 3", "B reason 0", "as a whole"]
    );
    assert_eq!(lines(&wrong.others), ["A reason 2", "D reason 1"]);
    let keys: Vec<bool> = wrong.reasons.iter().map(|reason| reason.key).collect();
    assert_eq!(keys, [false, true, true]);
    assert_eq!(wrong.reasons[0].of, "option 3");
    assert_eq!(wrong.references, ["45 CFR 164.512 (2026)"]);
}

#[test]
fn a_right_choice_tells_its_reason_once() {
    let right = told(
        &sample::choice("c"),
        shown(&[2, 0, 3, 1]),
        Reading::Options(vec![0]),
    );
    assert_eq!((&*right.given, &*right.key), ("B", "B"));
    assert_eq!(lines(&right.reasons), ["B reason 0"]);
    assert_eq!(
        lines(&right.others),
        ["A reason 2", "C reason 3", "D reason 1"]
    );
}

#[test]
fn several_keys_are_told_in_the_order_shown() {
    let look = shown(&[4, 2, 1, 0, 3]);
    let half = told(&sample::multiple("m"), look, Reading::Options(vec![0, 3]));
    assert_eq!((&*half.given, &*half.key), ("D E", "B D"));
    assert_eq!(
        lines(&half.reasons),
        ["E reason 3", "B reason 2", "D reason 0"]
    );
    assert_eq!(lines(&half.others), ["A reason 4", "C reason 1"]);
}

#[test]
fn the_key_of_what_was_not_answered_is_told() {
    let untold = explain_key(&sample::choice("c"), &shown(&[2, 0, 3, 1]));
    assert_eq!((&*untold.given, &*untold.key), ("", "B"));
    assert_eq!(lines(&untold.reasons), ["B reason 0"]);
    let steps = explain_key(&sample::ordering("o", 3), &shown(&[1, 2, 0]));
    assert_eq!(steps.key, "CAB");
    assert_eq!(steps.reasons.len(), 3);
    let pairs = explain_key(&sample::matching("m"), &shown(&[1, 2, 0, 3]));
    assert_eq!(pairs.key, "1C 2A 3B");
    assert_eq!(
        lines(&pairs.reasons),
        ["1C pair 0", "2A pair 1", "3B pair 2"]
    );
    assert_eq!(lines(&pairs.others), ["D belongs to none"]);
}

#[test]
fn a_known_mistake_in_a_number_is_named() {
    let mut item = sample::numeric("n", "4.6", Some("days"));
    item.why = Some("{answer} days in all".into());
    let mut given = answer(&item, 0, drawn(4.6), Reading::Number(0.5));
    given.raw = " 0.5 days ".to_owned();
    let wrong = explain(&item, &given);
    assert_eq!((&*wrong.given, &*wrong.key), ("0.5 days", "4.6 days"));
    assert_eq!(
        lines(&wrong.reasons),
        ["half was taken for 4.6", "4.6 days in all"]
    );
    assert!(!wrong.reasons[0].key);
    let other = told(&item, drawn(4.6), Reading::Number(9.0));
    assert_eq!(lines(&other.reasons), ["4.6 days in all"]);
    let right = told(&item, drawn(4.6), Reading::Number(4.6));
    assert_eq!(lines(&right.reasons), ["4.6 days in all"]);
}

#[test]
fn a_known_mistake_that_happens_to_be_the_key_is_no_mistake() {
    let item = sample::numeric("n", "0.5", None);
    let right = told(&item, drawn(0.5), Reading::Number(0.5));
    assert_eq!(lines(&right.reasons), Vec::<String>::new());
}

#[test]
fn a_rejected_text_is_told_with_its_reason() {
    let mut item = sample::text("t");
    item.why = Some("my/o is muscle".into());
    let mut given = answer(
        &item,
        0,
        Presentation::default(),
        Reading::Text("pericardium".to_owned()),
    );
    given.raw = "Pericardium.".to_owned();
    let wrong = explain(&item, &given);
    assert_eq!((&*wrong.given, &*wrong.key), ("Pericardium.", "myocardium"));
    assert_eq!(
        lines(&wrong.reasons),
        ["the sac around it", "my/o is muscle"]
    );
    let other = Reading::Text("heart".to_owned());
    let other = told(&item, Presentation::default(), other);
    assert_eq!(lines(&other.reasons), ["my/o is muscle"]);
}

#[test]
fn missed_pairs_come_first_and_the_others_on_demand() {
    let look = shown(&[3, 2, 1, 0]);
    let item = sample::matching("m");
    let wrong = told(&item, look.clone(), Reading::Pairs(vec![0, 3, 1]));
    assert_eq!((&*wrong.given, &*wrong.key), ("1D 2A 3C", "1D 2C 3B"));
    assert_eq!(lines(&wrong.reasons), ["2C pair 1", "3B pair 2"]);
    assert_eq!(wrong.reasons[0].of, "left 1: right 1");
    assert_eq!(lines(&wrong.others), ["1D pair 0", "A belongs to none"]);
    let right = told(&item, look, Reading::Pairs(vec![0, 1, 2]));
    assert_eq!(right.reasons, []);
    assert_eq!(right.others.len(), 4);
}

#[test]
fn a_missed_pair_without_a_reason_is_told_by_its_words() {
    let mut item = sample::matching("m");
    if let ItemBody::Match(matching) = &mut item.body {
        matching.pairs[1].why = None;
    }
    let wrong = told(&item, shown(&[0, 1, 2, 3]), Reading::Pairs(vec![0, 2, 1]));
    assert_eq!(lines(&wrong.reasons), ["2B left 1: right 1", "3C pair 2"]);
}

#[test]
fn a_wrong_order_is_told_in_sequence_and_a_right_one_on_demand() {
    let item = sample::ordering("o", 3);
    let sequence = ["B step 0", "C step 1: after 0", "A step 2: after 1"];
    let wrong = told(&item, shown(&[2, 0, 1]), Reading::Sequence(vec![2, 0, 1]));
    assert_eq!((&*wrong.given, &*wrong.key), ("ABC", "BCA"));
    assert_eq!(lines(&wrong.reasons), sequence);
    let right = told(&item, shown(&[2, 0, 1]), Reading::Sequence(vec![0, 1, 2]));
    assert_eq!(right.reasons, []);
    assert_eq!(lines(&right.others), sequence);
}

#[test]
fn a_card_shows_the_side_that_was_asked_for() {
    let card = sample::card("k");
    let look = |reversed| Presentation {
        reversed,
        ..Presentation::default()
    };
    let recalled = told(&card, look(false), Reading::Recall(Recall::Hard));
    assert_eq!((&*recalled.given, &*recalled.key), ("hard", "kidney"));
    let turned = told(&card, look(true), Reading::Recall(Recall::Good));
    assert_eq!(turned.key, "nephr/o");
}

/// The key's hash stays when an author takes away an option that is no key, so such an answer may still be told.
#[test]
fn an_answer_that_names_what_was_taken_away_since_is_still_told() {
    let mut item = sample::choice("c");
    let before = answer(&item, 0, shown(&[3, 0, 1, 2]), Reading::Options(vec![3]));
    if let ItemBody::Choice(options) = &mut item.body {
        options.pop();
    }
    let told = explain(&item, &before);
    assert_eq!((&*told.given, &*told.key), ("A", "B"));
    assert_eq!(lines(&told.reasons), ["B reason 0"]);
    assert_eq!(lines(&told.others), ["C reason 1", "D reason 2"]);
}

#[test]
fn extra_right_sides_without_a_reason_are_not_listed() {
    let mut item = sample::matching("m");
    if let ItemBody::Match(matching) = &mut item.body {
        matching.extra.push(Remark {
            text: "right 4".into(),
            why: None,
        });
    }
    let right = told(
        &item,
        shown(&[0, 1, 2, 3, 4]),
        Reading::Pairs(vec![0, 1, 2]),
    );
    let labels: Vec<&str> = right.others.iter().map(|reason| &*reason.label).collect();
    assert_eq!(labels, ["1A", "2B", "3C", "D"]);
}
