//! Appending, and what can be asked afterwards.

use std::{collections::BTreeSet, thread};

use super::{
    super::{AnswerFilter, AttemptFilter, AttemptState, StoreError},
    *,
};

fn life_in(folder: &TempDir) -> Store {
    let mut store = open(folder);
    store.append(&life()).unwrap();
    store
}

#[test]
fn what_was_appended_is_there_after_opening_again() {
    let folder = folder();
    let before = all_answers(&life_in(&folder));

    let store = open(&folder);

    assert!(!store.was_created());
    assert_eq!(all_answers(&store), before);
    assert_eq!(log_lines(&store).len(), life().len());
}

#[test]
fn the_last_attempt_and_the_open_one_are_found() {
    let folder = folder();
    let store = life_in(&folder);

    let last = store.last_attempt().unwrap().unwrap();
    assert_eq!(last.id, AttemptId::new("a2"));
    assert_eq!((last.places, last.answered, last.right), (2, 1, 1));
    assert_eq!(last.state, AttemptState::Open);
    assert_eq!(last.last, moment(NOW + 8_000));

    let open: Vec<AttemptId> = store
        .open_attempts()
        .unwrap()
        .into_iter()
        .map(|attempt| attempt.id)
        .collect();
    assert_eq!(open, [AttemptId::new("a2")]);
    assert_eq!(
        store.resumable(AttemptKind::Quiz).unwrap().unwrap().id,
        AttemptId::new("a2")
    );
    assert_eq!(store.resumable(AttemptKind::Exam).unwrap(), None);
    assert_eq!(
        store
            .attempt(&AttemptId::new("a2"))
            .unwrap()
            .unwrap()
            .next_position(|_| true),
        Some(1)
    );
}

#[test]
fn attempts_are_filtered() {
    let folder = folder();
    let store = life_in(&folder);
    let count = |filter: AttemptFilter| store.attempts(&filter).unwrap().len();

    assert_eq!(count(AttemptFilter::default()), 2);
    assert_eq!(
        count(AttemptFilter {
            credential: Some(CredentialId::new("rhit")),
            state: Some(AttemptState::Finished),
            ..AttemptFilter::default()
        }),
        1
    );
    assert_eq!(
        count(AttemptFilter {
            credential: Some(CredentialId::new("ods")),
            ..AttemptFilter::default()
        }),
        0
    );
    assert_eq!(
        count(AttemptFilter {
            kind: Some(AttemptKind::Exam),
            ..AttemptFilter::default()
        }),
        0
    );
    assert_eq!(
        count(AttemptFilter {
            since: Some(moment(NOW + 1)),
            ..AttemptFilter::default()
        }),
        1
    );
    assert_eq!(store.last_attempts(1).unwrap().len(), 1);
}

#[test]
fn answers_are_filtered_and_stand_in_their_order() {
    let folder = folder();
    let store = life_in(&folder);
    let items = |filter: AnswerFilter| -> Vec<String> {
        let answers = store.answers(&filter).unwrap();
        answers
            .iter()
            .map(|answer| answer.item.to_string())
            .collect()
    };

    assert_eq!(items(AnswerFilter::default()), ["x", "y", "y"]);
    assert_eq!(
        items(AnswerFilter {
            attempt: Some(AttemptId::new("a1")),
            ..AnswerFilter::default()
        }),
        ["x", "y"]
    );
    assert_eq!(
        items(AnswerFilter {
            item: Some(ItemId::new("y")),
            ..AnswerFilter::default()
        }),
        ["y", "y"]
    );
    assert_eq!(
        items(AnswerFilter {
            credential: Some(CredentialId::new("rhit")),
            since: Some(moment(NOW + 2_000)),
            until: Some(moment(NOW + 8_000)),
            ..AnswerFilter::default()
        }),
        ["y"]
    );
    let answers = store.answers(&AnswerFilter::default()).unwrap();
    assert_eq!(answers[0].tasks, [TaskId::new("2.1"), TaskId::new("t10")]);
    assert_eq!(answers[0].level, Some(Level::Application));
    assert_eq!(answers[0].hashes, hashes(1, 2));
}

#[test]
fn only_the_latest_answer_at_a_position_counts() {
    let folder = folder();
    let mut store = open(&folder);
    store
        .append(&[
            start(NOW, "a1", &["x"]),
            answered(NOW + 1, "a1", 0, "x", false),
            answered(NOW + 2, "a1", 0, "x", true),
        ])
        .unwrap();

    let history = store.item_history(&ItemId::new("x")).unwrap().unwrap();
    assert_eq!((history.seen, history.right), (1, 1));
    assert!(history.last.right);
    assert_eq!(history.last_at, moment(NOW + 2));
    assert_eq!(store.last_attempt().unwrap().unwrap().answered, 1);
}

#[test]
fn a_changed_key_begins_a_new_history() {
    let folder = folder();
    let mut store = life_in(&folder);
    let before = store.item_history(&ItemId::new("y")).unwrap().unwrap();
    assert_eq!((before.seen, before.right), (2, 1));

    let mut edited = answer(1, "y", true);
    edited.hashes = hashes(7, 8);
    store
        .append(&[in_attempt(
            NOW + 9_000,
            "a2",
            EventBody::Answered(Box::new(edited)),
        )])
        .unwrap();

    let after = store.item_history(&ItemId::new("y")).unwrap().unwrap();
    assert_eq!((after.seen, after.right), (1, 1));
    assert_eq!(after.hashes, hashes(7, 8));
}

#[test]
fn a_clock_set_back_hides_no_answer() {
    let folder = folder();
    let mut store = open(&folder);
    store
        .append(&[
            start(NOW, "a1", &["x"]),
            answered(NOW - DAY, "a1", 0, "x", true),
        ])
        .unwrap();

    let attempt = store.attempt(&AttemptId::new("a1")).unwrap().unwrap();
    assert_eq!(attempt.right(), 1);
    assert_eq!(store.last_attempt().unwrap().unwrap().right, 1);
    assert_eq!(
        store.answers(&AnswerFilter::default()).unwrap()[0].at,
        moment(NOW - DAY)
    );
}

#[test]
fn marks_and_goals_are_set_and_taken_away() {
    let folder = folder();
    let mut store = life_in(&folder);
    let item = ItemId::new("y");
    assert_eq!(store.flags().unwrap()[&item], moment(NOW + 4_000));
    assert_eq!(store.notes().unwrap()[&item].text, "look at 164.512 again");
    assert_eq!(
        store.goals().unwrap()[&CredentialId::new("rhit")].minutes,
        Some(45)
    );

    let dispute = |reason: &str| {
        outside(
            NOW + 9_000,
            EventBody::Disputed {
                item: item.clone(),
                hashes: Some(hashes(1, 2)),
                reason: reason.to_owned(),
            },
        )
    };
    store
        .append(&[dispute("two keys"), goal(NOW + 9_000, 30)])
        .unwrap();
    let raised = &store.disputes().unwrap()[&item];
    assert_eq!(raised.reason, "two keys");
    assert_eq!(raised.hashes, Some(hashes(1, 2)));
    assert_eq!(
        store.goals().unwrap()[&CredentialId::new("rhit")].minutes,
        Some(30)
    );

    store
        .append(&[
            flag(NOW + 10_000, "y", false),
            note(NOW + 10_000, "y", ""),
            dispute(""),
            outside(
                NOW + 10_000,
                EventBody::GoalCleared {
                    credential: CredentialId::new("rhit"),
                },
            ),
        ])
        .unwrap();
    assert!(store.flags().unwrap().is_empty());
    assert!(store.notes().unwrap().is_empty());
    assert!(store.disputes().unwrap().is_empty());
    assert!(store.goals().unwrap().is_empty());
}

#[test]
fn events_can_neither_be_changed_nor_removed_nor_replaced() {
    let folder = folder();
    let store = life_in(&folder);
    for statement in [
        "update events set at = 0",
        "delete from events",
        "insert or replace into events select * from events where sequence = 1",
    ] {
        let fault = store.connection.execute(statement, []).unwrap_err();
        assert!(
            fault.to_string().starts_with("events are never"),
            "{statement}: {fault}"
        );
    }
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn an_event_too_long_for_a_log_is_refused_and_nothing_of_its_batch_stays() {
    let folder = folder();
    let mut store = life_in(&folder);
    let long = "x".repeat(super::super::LONGEST_LINE);

    let fault = store
        .append(&[flag(NOW, "z", true), note(NOW, "z", &long)])
        .unwrap_err();

    assert!(
        matches!(fault, StoreError::EventTooLong { kind: "noted", .. }),
        "{fault:?}"
    );
    assert_eq!(log_lines(&store).len(), life().len());
    assert!(!store.flags().unwrap().contains_key("z"));
}

#[test]
fn a_full_disk_loses_only_what_was_not_acknowledged() {
    let folder = folder();
    let mut store = life_in(&folder);
    let pages: i64 = store
        .connection
        .query_row("pragma page_count", [], |row| row.get(0))
        .unwrap();
    store
        .connection
        .pragma_update(None, "max_page_count", pages)
        .unwrap();

    let long = "x".repeat(100_000);
    let fault = store.append(&[note(NOW, "z", &long)]).unwrap_err();
    assert!(matches!(fault, StoreError::DiskFull(_)), "{fault:?}");
    assert_eq!(log_lines(&store).len(), life().len());

    store
        .connection
        .pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    store.append(&[note(NOW, "z", &long)]).unwrap();
    assert_eq!(store.notes().unwrap()["z"].text, long);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn eight_at_once_lose_nothing() {
    const EACH: usize = 25;
    let folder = folder();
    let path = folder.path();
    thread::scope(|scope| {
        for worker in 0..8_u64 {
            scope.spawn(move || {
                let mut store = Store::open(path, &opening(worker)).unwrap();
                let id = format!("w{worker}");
                let items: Vec<String> = (0..EACH).map(|item| format!("i{item}")).collect();
                let items: Vec<&str> = items.iter().map(String::as_str).collect();
                store.append(&[start(NOW, &id, &items)]).unwrap();
                for (position, item) in items.iter().enumerate() {
                    store
                        .append(&[answered(NOW, &id, position, item, true)])
                        .unwrap();
                }
            });
        }
    });

    let store = open(&folder);
    let attempts = store.attempts(&AttemptFilter::default()).unwrap();
    assert_eq!(attempts.len(), 8);
    assert!(attempts.iter().all(|attempt| attempt.right == EACH as u64));
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.events, 8 * (1 + EACH as u64));
    assert_eq!(report.origins, 1);
}

#[test]
fn ids_of_attempts_are_new_even_when_chance_repeats_itself() {
    let folder = folder();
    let mut store = open(&folder);
    let today = jiff::civil::date(2026, 11, 22);
    let mut ids = BTreeSet::new();
    for _ in 0..3 {
        let id = store.new_attempt_id(today, 7).unwrap();
        store.append(&[start(NOW, id.as_str(), &["x"])]).unwrap();
        ids.insert(id);
    }
    let ids: Vec<&str> = ids.iter().map(AttemptId::as_str).collect();
    assert_eq!(
        ids,
        ["20261122-000007", "20261122-000008", "20261122-000009"]
    );
}
