//! What is written is read back as it was.

use proptest::prelude::*;

use super::{
    super::event_json::{item_of, kind_word, read_body, write_body},
    *,
};
use crate::domain::{
    credential::{Navigation, SectionBook},
    exam::{ExamPart, ExamSeat, ExamTerms},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_body_is_read_back_as_it_was_written(event in strategy::event()) {
        let json = write_body(&event.body);
        prop_assert!(!json.contains(['\n', '\r']), "one line: {json}");
        let read = read_body(kind_word(&event.body), &json).unwrap();
        prop_assert_eq!(read, Some(event.body));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_attempt_is_replayed_from_the_store_as_from_its_events(events in strategy::events()) {
        let mut store = Store::in_memory(&opening(1)).unwrap();
        store.append(&events).unwrap();
        for id in ["a1", "a2", "a3"].map(AttemptId::new) {
            let own: Vec<Event> = events
                .iter()
                .filter(|event| event.attempt.as_ref() == Some(&id))
                .cloned()
                .collect();
            let attempt = crate::domain::attempt::Attempt::replay(&id, &own);
            prop_assert_eq!(&store.attempt(&id).unwrap(), &attempt);
            let row = store.attempt_row(&id).unwrap();
            prop_assert_eq!(row.is_some(), attempt.is_some());
            if let (Some(row), Some(attempt)) = (row, attempt) {
                prop_assert_eq!(row.started, attempt.started);
                prop_assert_eq!(row.last, attempt.last);
                prop_assert_eq!(row.answered, attempt.answers.len() as u64);
                prop_assert_eq!(row.right, attempt.right() as u64);
                prop_assert_eq!(row.places, attempt.plan.places.len() as u64);
                prop_assert_eq!(row.state == super::super::AttemptState::Open, attempt.finished.is_none());
            }
        }
        prop_assert!(store.check().unwrap().is_sound());
    }
}

#[test]
fn the_shapes_in_the_log_are_frozen() {
    let json = write_body(&EventBody::Answered(Box::new(answer(3, "x", true))));
    assert_eq!(
        json,
        concat!(
            r#"{"position":3,"item":"x","hashes":{"content":"01010101010101010101010101010101","#,
            r#""key":"02020202020202020202020202020202"},"credential":"rhit","domain":"2","#,
            r#""tasks":["2.1","t10"],"level":"application","kind":"choice","raw":"c","#,
            r#""reading":{"options":[2]},"order":[3,1,2,0],"drawn":null,"reversed":false,"right":true,"#,
            r#""credit":1.0,"milliseconds":12000,"hints":0}"#
        )
    );
    let json = write_body(&start(NOW, "a1", &["x"]).body);
    assert_eq!(
        json,
        concat!(
            r#"{"kind":"quiz","target":"rhit","credential":"rhit","seed":18446744073709551615,"#,
            r#""feedback":"each","places":[{"item":"x","bank":"rhit-starter","#,
            r#""hashes":{"content":"01010101010101010101010101010101","#,
            r#""key":"02020202020202020202020202020202"}}]}"#
        )
    );
    let json = write_body(&goal(NOW, 45).body);
    assert_eq!(
        json,
        r#"{"credential":"rhit","exam":"2027-03-15","minutes":45,"target":0.8}"#
    );
}

#[test]
fn the_shapes_of_exams_in_the_log_are_frozen() {
    let terms = ExamTerms {
        outline: "n".to_owned(),
        navigation: Navigation::ForwardOnly,
        answer_required: true,
        calculator: false,
        budget: Some(12_300_000),
        time_percent: 150,
        full_items: 150,
        seats: vec![ExamSeat {
            domain: DomainId::new("2"),
            tasks: vec![TaskId::new("2.1")],
            level: Some(Level::Analysis),
            scored: false,
        }],
        sections: vec![ExamPart {
            name: "Part 2, open book".to_owned(),
            book: SectionBook::Open,
            length: 1,
            closes: true,
        }],
    };
    let shapes = [
        (
            EventBody::ExamSet(Box::new(terms)),
            concat!(
                r#"{"outline":"n","navigation":"forward-only","answer_required":true,"calculator":false,"#,
                r#""budget":12300000,"time_percent":150,"full_items":150,"#,
                r#""seats":[{"domain":"2","tasks":["2.1"],"level":"analysis","scored":false}],"#,
                r#""sections":[{"name":"Part 2, open book","book":"open","length":1,"closes":true}]}"#
            ),
        ),
        (EventBody::Visited { position: 4 }, r#"{"position":4}"#),
        (
            EventBody::Marked {
                position: 4,
                on: true,
            },
            r#"{"position":4,"on":true}"#,
        ),
        (
            EventBody::Struck {
                position: 4,
                option: 2,
                on: false,
            },
            r#"{"position":4,"option":2,"on":false}"#,
        ),
        (EventBody::SectionClosed { section: 0 }, r#"{"section":0}"#),
        (EventBody::SectionOpened { section: 1 }, r#"{"section":1}"#),
        (
            EventBody::ClockJumped {
                milliseconds: -63_072_000_000,
            },
            r#"{"milliseconds":-63072000000}"#,
        ),
        (EventBody::TimeUp, "{}"),
    ];
    for (body, json) in shapes {
        assert_eq!(write_body(&body), json);
    }
}

#[test]
fn known_kinds_are_read_strictly_and_unknown_ones_are_left_alone() {
    assert!(read_body("skipped", r#"{"position":1,"reason":"tired"}"#).is_err());
    assert!(read_body("skipped", r#"{"position":-1}"#).is_err());
    assert!(read_body("attempt_paused", "[]").is_err());
    assert_eq!(read_body("yawned", r#"{"times":3}"#), Ok(None));
}

#[test]
fn marks_and_answers_name_their_item_and_nothing_else_does() {
    assert_eq!(item_of(&flag(NOW, "x", true).body), Some(&ItemId::new("x")));
    assert_eq!(
        item_of(&answered(NOW, "a1", 0, "y", true).body),
        Some(&ItemId::new("y"))
    );
    assert_eq!(item_of(&goal(NOW, 45).body), None);
}
