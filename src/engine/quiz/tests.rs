use proptest::prelude::*;

use super::*;
use crate::domain::{
    AttemptId, CredentialId, DomainId, ItemBody,
    sample::{self, event},
};

fn choices(count: usize) -> Vec<Item> {
    (0..count)
        .map(|place| sample::choice(&format!("i{place}")))
        .collect()
}

fn attempt(items: &[Item], feedback: Feedback) -> Attempt {
    let plan = sample::plan(&items.iter().collect::<Vec<_>>(), feedback);
    Attempt::begin(AttemptId::new("a"), plan, at(0))
}

fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds)
}

/// A quiz over `attempt` that knows `items`.
fn over(attempt: Attempt, items: &[Item]) -> Quiz<'_> {
    Quiz::new(attempt, |id| items.iter().find(|item| item.id == *id))
}

fn begin(items: &[Item], feedback: Feedback) -> Quiz<'_> {
    over(attempt(items, feedback), items)
}

fn position(quiz: &Quiz<'_>) -> Option<usize> {
    quiz.asked().map(|asked| asked.position)
}

/// Answers what is asked, as a program does that commits before it goes on.
fn answer(quiz: &mut Quiz<'_>, raw: &str) {
    let asked = quiz.asked().unwrap();
    let event = quiz.answer(&asked, raw, at(1), 1_000).unwrap();
    quiz.apply(&event);
}

fn skip(quiz: &mut Quiz<'_>) {
    let event = quiz.skip(&quiz.asked().unwrap(), at(1));
    quiz.apply(&event);
}

#[test]
fn it_asks_in_order_and_ends() {
    let items = choices(3);
    let mut quiz = begin(&items, Feedback::Each);
    for expected in 0..3 {
        assert_eq!(position(&quiz), Some(expected));
        answer(&mut quiz, "a");
    }
    assert_eq!(position(&quiz), None);
    assert_eq!((quiz.answered(), quiz.length()), (3, 3));
}

#[test]
fn an_answer_says_all_there_is_to_know() {
    let mut item = sample::choice("i0");
    item.serves = [(CredentialId::new("ods"), DomainId::new("4"))].into();
    let items = [item];
    let mut plan = attempt(&items, Feedback::Each);
    plan.plan.credential = Some(CredentialId::new("ods"));
    let mut quiz = over(plan, &items);
    let asked = quiz.asked().unwrap();
    quiz.apply(&quiz.hint(&asked, at(1)));
    let key = asked
        .shown
        .order
        .iter()
        .position(|index| *index == 0)
        .unwrap();
    let raw = crate::domain::reading::letter(key).to_string();
    let event = quiz.answer(&asked, &raw, at(9), 2_500).unwrap();
    assert_eq!(
        (event.at, event.attempt),
        (at(9), Some(AttemptId::new("a")))
    );
    let EventBody::Answered(answer) = event.body else {
        panic!("answering is an answer");
    };
    assert_eq!(
        (answer.credential.as_str(), answer.domain.as_str()),
        ("ods", "4")
    );
    assert_eq!(
        (&*answer.raw, answer.milliseconds, answer.hints),
        (&*raw, 2_500, 1)
    );
    assert_eq!(answer.shown, asked.shown);
    assert_eq!(answer.hashes, item_hashes(&items[0]));
    assert!(answer.grade.right);
}

#[test]
fn an_item_of_another_credential_counts_for_its_own() {
    let items = choices(1);
    let mut plan = attempt(&items, Feedback::Each);
    plan.plan.credential = Some(CredentialId::new("ods"));
    let quiz = over(plan, &items);
    let event = quiz.answer(&quiz.asked().unwrap(), "a", at(1), 1).unwrap();
    let EventBody::Answered(answer) = event.body else {
        panic!("answering is an answer");
    };
    assert_eq!(
        (answer.credential.as_str(), answer.domain.as_str()),
        ("rhit", "1")
    );
}

#[test]
fn a_line_that_is_no_answer_changes_nothing() {
    let items = choices(2);
    let quiz = begin(&items, Feedback::Each);
    let asked = quiz.asked().unwrap();
    assert!(quiz.answer(&asked, "x", at(1), 1).is_err());
    assert_eq!(position(&quiz), Some(0));
}

#[test]
fn what_was_not_committed_did_not_happen() {
    let items = choices(2);
    let quiz = begin(&items, Feedback::Each);
    let asked = quiz.asked().unwrap();
    quiz.answer(&asked, "a", at(1), 1).unwrap();
    assert_eq!((position(&quiz), quiz.answered()), (Some(0), 0));
}

#[test]
fn what_was_passed_over_comes_once_more_at_the_end() {
    let items = choices(4);
    let mut quiz = begin(&items, Feedback::Each);
    let mut asked = Vec::new();
    while let Some(position) = position(&quiz) {
        asked.push(position);
        match position {
            0 | 2 => skip(&mut quiz),
            _ => answer(&mut quiz, "b"),
        }
    }
    assert_eq!(asked, [0, 1, 2, 3, 0, 2]);
}

#[test]
fn a_quiz_that_asked_everything_is_finished_even_with_items_passed_over() {
    let items = choices(2);
    let mut quiz = begin(&items, Feedback::Each);
    let given_up = |quiz: &Quiz<'_>| match quiz.finish(at(5)).body {
        EventBody::AttemptFinished { given_up } => given_up,
        other => panic!("finishing is no {other:?}"),
    };
    assert!(given_up(&quiz));
    answer(&mut quiz, "a");
    skip(&mut quiz);
    assert!(given_up(&quiz), "one comes again");
    skip(&mut quiz);
    assert!(!given_up(&quiz));
    quiz.apply(&quiz.finish(at(5)));
    assert_eq!(
        (position(&quiz), quiz.attempt().finished),
        (None, Some(false))
    );
}

#[test]
fn a_finished_quiz_asks_nothing() {
    let items = choices(2);
    let mut quiz = begin(&items, Feedback::Each);
    quiz.apply(&event(5, EventBody::AttemptFinished { given_up: true }));
    assert_eq!(position(&quiz), None);
}

#[test]
fn with_feedback_at_the_end_an_answer_can_be_changed() {
    let items = choices(3);
    let mut quiz = begin(&items, Feedback::End);
    answer(&mut quiz, "a");
    answer(&mut quiz, "a");
    assert_eq!(quiz.back(2), Some(1));
    assert_eq!(position(&quiz), Some(1));
    assert_eq!(quiz.back(1), Some(0));
    assert_eq!(position(&quiz), Some(0));
    assert_eq!(quiz.back(0), None);
    assert_eq!(position(&quiz), Some(0), "what is asked stays");
    let before = quiz.answers()[&0].reading.clone();
    answer(&mut quiz, "b");
    assert_ne!(quiz.answers()[&0].reading, before);
    assert_eq!((position(&quiz), quiz.answered()), (Some(2), 2));
}

#[test]
fn with_feedback_after_each_only_what_was_passed_over_can_be_gone_back_to() {
    let items = choices(4);
    let mut quiz = begin(&items, Feedback::Each);
    answer(&mut quiz, "a");
    assert_eq!(quiz.back(1), None, "its key was told");
    skip(&mut quiz);
    answer(&mut quiz, "a");
    assert_eq!(position(&quiz), Some(3));
    assert_eq!(
        quiz.back(3),
        Some(1),
        "the answered one between is passed over"
    );
    answer(&mut quiz, "a");
    assert_eq!(position(&quiz), Some(3));
    assert_eq!(quiz.back(3), None);
}

#[test]
fn going_back_passes_over_what_is_lost() {
    let items = choices(3);
    let mut quiz = over(attempt(&items, Feedback::End), &items[..1]);
    assert_eq!(quiz.lost(), [&items[1].id, &items[2].id]);
    assert_eq!(quiz.back(2), Some(0));
}

#[test]
fn items_that_are_gone_or_have_another_key_are_not_asked() {
    let before = choices(4);
    let mut now = before.clone();
    if let ItemBody::Choice(options) = &mut now[1].body {
        (options[0].key, options[1].key) = (false, true);
    }
    now[2].stem = "What is asked now?".into();
    now.remove(3);
    let mut quiz = over(attempt(&before, Feedback::Each), &now);
    assert_eq!(quiz.lost(), [&before[1].id, &before[3].id]);
    assert_eq!((quiz.item(1).is_none(), quiz.shown(1)), (true, None));
    assert_eq!(position(&quiz), Some(0));
    answer(&mut quiz, "a");
    assert_eq!(
        position(&quiz),
        Some(2),
        "a new wording is asked as it is now"
    );
    answer(&mut quiz, "a");
    assert_eq!(position(&quiz), None);
    assert_eq!(quiz.length(), 4);
}

#[test]
fn a_template_that_finds_no_numbers_is_lost() {
    let mut item = sample::numeric("n", "1", None);
    if let ItemBody::Numeric(numeric) = &mut item.body {
        numeric
            .constraints
            .push(crate::domain::expression::Expression::parse("1 < 0").unwrap());
    }
    let items = [item];
    assert_eq!(begin(&items, Feedback::Each).lost().len(), 1);
}

#[test]
fn places_name_the_item_its_bank_and_its_wording() {
    let items = sample::every_kind();
    let places = plan_places(&items.iter().collect::<Vec<_>>());
    for (place, item) in places.iter().zip(&items) {
        assert_eq!((&place.item, &place.bank), (&item.id, &item.bank));
        assert_eq!(place.hashes, item_hashes(item));
    }
    assert_eq!(places.len(), items.len());
}

/// What a learner may do at a question.
#[derive(Debug, Clone)]
enum Deed {
    Answer(&'static str),
    Nonsense,
    Skip,
    Hint,
    Back,
    Pause,
    Kill,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => prop::sample::select(vec!["a", "b", "c", "4"]).prop_map(Deed::Answer),
        1 => Just(Deed::Nonsense),
        3 => Just(Deed::Skip),
        1 => Just(Deed::Hint),
        2 => Just(Deed::Back),
        1 => Just(Deed::Pause),
        1 => Just(Deed::Kill),
    ]
}

proptest! {
    /// Whatever is done, in whatever order, the log alone tells the same, and the quiz comes to its end.
    #[test]
    fn replay_is_the_live_state(
        count in 1_usize..7,
        lost in prop::collection::btree_set(0_usize..7, 0..3),
        end in any::<bool>(),
        deeds in prop::collection::vec(deed(), 0..60),
    ) {
        let items = choices(count);
        let known: Vec<Item> = (0..count).filter(|place| !lost.contains(place)).map(|place| items[place].clone()).collect();
        let feedback = if end { Feedback::End } else { Feedback::Each };
        let begun = attempt(&items, feedback);
        let mut events = vec![event(0, EventBody::AttemptStarted(begun.plan.clone()))];
        let mut quiz = over(begun, &known);
        let rest = std::iter::repeat_n(Deed::Skip, 2 * count + 1);
        for (time, deed) in (1_i64..).zip(deeds.into_iter().chain(rest)) {
            let Some(asked) = quiz.asked() else { break };
            prop_assert!(!lost.contains(&asked.position));
            prop_assert_eq!(&asked.item.id, &items[asked.position].id);
            prop_assert_eq!(Some(asked.shown.clone()), present(&items[asked.position], quiz.plan().seed));
            let happened = match deed {
                Deed::Answer(raw) => Some(quiz.answer(&asked, raw, at(time), 10).unwrap()),
                Deed::Nonsense => { prop_assert!(quiz.answer(&asked, "zz", at(time), 10).is_err()); None }
                Deed::Skip => Some(quiz.skip(&asked, at(time))),
                Deed::Hint => Some(quiz.hint(&asked, at(time))),
                Deed::Pause => Some(quiz.pause(at(time))),
                Deed::Back => {
                    if let Some(earlier) = quiz.back(asked.position) {
                        prop_assert!(earlier < asked.position);
                        prop_assert!(end || !quiz.answers().contains_key(&earlier));
                        prop_assert_eq!(position(&quiz), Some(earlier));
                    }
                    None
                }
                Deed::Kill => {
                    let went_back = quiz.chosen.is_some();
                    let resumed = over(Attempt::replay(&quiz.attempt.id, &events).unwrap(), &known);
                    prop_assert!(went_back || position(&resumed) == position(&quiz));
                    quiz = resumed;
                    None
                }
            };
            if let Some(event) = happened {
                quiz.apply(&event);
                events.push(event);
            }
            prop_assert_eq!(&Attempt::replay(&quiz.attempt.id, &events).unwrap(), quiz.attempt());
        }
        prop_assert!(quiz.asked().is_none(), "it never ends");
        for position in quiz.attempt().unanswered() {
            prop_assert!(lost.contains(&position) || quiz.attempt().skipped[&position] >= 2);
        }
    }
}
