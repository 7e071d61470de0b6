//! What a learner sees of progress is the same after the log went to another machine, whatever was done before.

use std::cell::Cell;

use jiff::tz::TimeZone;
use preceptor::{
    bank::{Library, Sources},
    domain::{
        AttemptId, CredentialId, Event, EventBody, Feedback, Item, Timestamp,
        attempt::Attempt,
        event::{AttemptKind, AttemptPlan},
    },
    engine::quiz::{Quiz, plan_places},
    report::progress::{Grouping, progress},
    store::{Access, AnswerFilter, Opening, Store},
};
use proptest::{prelude::*, sample::Index};

/// 2026-11-01T05:00:00Z, the midnight before clocks are set back in New York.
const BEGIN: i64 = 1_793_509_200_000;
const HOUR: i64 = 3_600_000;

fn fresh(number: u64) -> Store {
    Store::in_memory(&Opening {
        now: Timestamp::from_milliseconds(BEGIN),
        entropy: [number, !number],
        holder: format!("process {number}"),
        access: Access::ReadWrite,
    })
    .unwrap()
}

/// One sitting: the items, what is typed at each question, the hours since the last sitting, whether it is left open.
#[derive(Debug, Clone)]
struct Sitting {
    items: Vec<Index>,
    typed: Vec<&'static str>,
    hours: i64,
    end: bool,
    left: bool,
}

fn sitting() -> impl Strategy<Value = Sitting> {
    let typed = prop::sample::select(vec![
        "a", "b", "1 3", "abc", "cabd", "1b 2a 3c", "12.5", "neoplasm", "good", "again", ":skip",
        ":hint", ":back",
    ]);
    (
        prop::collection::vec(any::<Index>(), 1..6),
        prop::collection::vec(typed, 0..16),
        -2_i64..200,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(items, typed, hours, end, left)| Sitting {
            items,
            typed,
            hours,
            end,
            left,
        })
}

/// Sits `sittings` as the program does: each event is committed before it is taken in.
fn sit(store: &mut Store, machine: &str, sittings: &[Sitting], items: &[&Item]) {
    let mut at = BEGIN;
    for (number, sitting) in sittings.iter().enumerate() {
        at += sitting.hours * HOUR;
        let id = AttemptId::new(&format!("{machine}-{number}"));
        let asked: Vec<&Item> = sitting
            .items
            .iter()
            .map(|index| *index.get(items))
            .collect();
        let credential = asked[0].credential.clone();
        let plan = AttemptPlan {
            kind: AttemptKind::Quiz,
            target: credential.to_string(),
            credential: Some(credential),
            seed: number as u64,
            feedback: if sitting.end {
                Feedback::End
            } else {
                Feedback::Each
            },
            places: plan_places(&asked),
        };
        let begun = Event {
            at: Timestamp::from_milliseconds(at),
            attempt: Some(id.clone()),
            body: EventBody::AttemptStarted(plan.clone()),
        };
        store.append(&[begun]).unwrap();
        let attempt = Attempt::begin(id, plan, Timestamp::from_milliseconds(at));
        let mut quiz = Quiz::new(attempt, |id| {
            items.iter().find(|item| item.id == *id).copied()
        });
        for typed in &sitting.typed {
            at += 10_000;
            let now = Timestamp::from_milliseconds(at);
            let Some(asked) = quiz.asked() else { break };
            let event = match *typed {
                ":skip" => quiz.skip(&asked, now),
                ":hint" => quiz.hint(&asked, now),
                ":back" => {
                    quiz.back(asked.position);
                    continue;
                }
                typed => match quiz.answer(&asked, typed, now, 10_000) {
                    Ok(event) => event,
                    Err(_) => continue,
                },
            };
            store.append(std::slice::from_ref(&event)).unwrap();
            quiz.apply(&event);
        }
        if !sitting.left {
            let event = quiz.finish(Timestamp::from_milliseconds(at));
            store.append(&[event]).unwrap();
        }
    }
}

/// Everything `progress --json` may print.
fn seen(store: &Store) -> String {
    let zone = TimeZone::get("America/New_York").unwrap();
    let mut seen = String::new();
    for credential in [None, Some("rhit"), Some("ods")] {
        let filter = AnswerFilter {
            credential: credential.map(CredentialId::new),
            ..AnswerFilter::default()
        };
        let answers = store.answers(&filter).unwrap();
        for grouping in [
            Grouping::Domain,
            Grouping::Task,
            Grouping::Kind,
            Grouping::Week,
        ] {
            let rows = progress(&answers, grouping, &zone);
            let json: Vec<_> = rows.iter().map(|row| row.to_json(grouping)).collect();
            seen.push_str(&serde_json::to_string_pretty(&json).unwrap());
        }
    }
    seen
}

fn merge(from: &Store, to: &mut Store) {
    let mut log = Vec::new();
    from.export(Timestamp::from_milliseconds(BEGIN), &mut log)
        .unwrap();
    to.merge(&mut log.as_slice()).unwrap();
}

#[test]
fn progress_is_the_same_after_export_and_merge() {
    let library = Library::load(&Sources {
        paths: Vec::new(),
        shipped: true,
        thorough: false,
    });
    let items: Vec<&Item> = library.items().collect();
    let answered = Cell::new(0);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(48));
    let lives = (
        prop::collection::vec(sitting(), 1..5),
        prop::collection::vec(sitting(), 0..4),
    );
    runner
        .run(&lives, |(one, other)| {
            let (mut desk, mut laptop, mut copy) = (fresh(1), fresh(2), fresh(3));
            sit(&mut desk, "desk", &one, &items);
            merge(&desk, &mut copy);
            prop_assert_eq!(seen(&copy), seen(&desk));
            sit(&mut laptop, "laptop", &other, &items);
            merge(&laptop, &mut copy);
            let both = seen(&copy);
            merge(&desk, &mut laptop);
            merge(&laptop, &mut desk);
            prop_assert_eq!(&seen(&laptop), &both);
            prop_assert_eq!(&seen(&desk), &both);
            merge(&desk, &mut copy);
            let answers = copy.answers(&AnswerFilter::default()).unwrap();
            answered.set(answered.get() + answers.len());
            prop_assert_eq!(&seen(&copy), &both, "a second merge doubles nothing");
            Ok(())
        })
        .unwrap();
    assert!(answered.get() > 100, "{} answers", answered.get());
}
