//! Any event, for laws and round trips.

use proptest::{collection::vec, option, prelude::*};

use crate::domain::{
    AttemptId, BankId, CredentialId, DomainId, Event, EventBody, Grade, ItemId, ItemKind, Reading,
    TaskId, Timestamp,
    content_hash::{ContentHash, ItemHashes},
    credential::{Navigation, SectionBook},
    event::{Answer, AttemptKind, AttemptPlan, Feedback, Goal, Place},
    exam::{ExamPart, ExamSeat, ExamTerms},
    item::Level,
    reading::{Presentation, Recall},
    template::Drawn,
};

fn id() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["x", "y", "z", "roi-subpoena"]).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ -~]{0,20}",
        any::<String>(),
        Just("a\nb\r\"\\\u{0}\u{1b}[31m\u{2028}".to_owned()),
    ]
}

fn real() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("equality must be able to hold", |number| !number.is_nan()),
        Just(f64::INFINITY),
        Just(-0.0),
        Just(0.1 + 0.2),
    ]
}

fn item_hashes() -> impl Strategy<Value = ItemHashes> {
    let hash = || {
        (0_u8..4).prop_map(|byte| ContentHash::from_hex(&format!("{byte:02x}").repeat(16)).unwrap())
    };
    (hash(), hash()).prop_map(|(content, key)| ItemHashes { content, key })
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(
    all: impl IntoIterator<Item = T>,
) -> impl Strategy<Value = T> {
    prop::sample::select(all.into_iter().collect::<Vec<_>>())
}

fn attempt_plan() -> impl Strategy<Value = AttemptPlan> {
    let place = (id(), id(), item_hashes()).prop_map(|(item, bank, hashes)| Place {
        item: ItemId::new(&item),
        bank: BankId::new(&bank),
        hashes,
    });
    (
        one_of(AttemptKind::ALL),
        text(),
        option::of(id()),
        any::<u64>(),
        one_of([Feedback::Each, Feedback::End]),
        vec(place, 0..4),
    )
        .prop_map(
            |(kind, target, credential, seed, feedback, places)| AttemptPlan {
                kind,
                target,
                credential: credential.as_deref().map(CredentialId::new),
                seed,
                feedback,
                places,
            },
        )
}

fn reading() -> impl Strategy<Value = Reading> {
    let places = || vec(0_usize..10, 0..4);
    prop_oneof![
        places().prop_map(Reading::Options),
        real().prop_map(Reading::Number),
        text().prop_map(Reading::Text),
        places().prop_map(Reading::Pairs),
        places().prop_map(Reading::Sequence),
        one_of(Recall::ALL).prop_map(Reading::Recall),
    ]
}

fn presentation() -> impl Strategy<Value = Presentation> {
    let drawn = (
        prop::collection::btree_map("[a-z]{1,3}", real(), 0..3),
        real(),
    )
        .prop_map(|(values, exact)| Drawn { values, exact });
    (vec(0_usize..10, 0..5), option::of(drawn), any::<bool>()).prop_map(
        |(order, drawn, reversed)| Presentation {
            order,
            drawn,
            reversed,
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    (
        (0_usize..4, id(), item_hashes(), id(), text()),
        (
            vec(text(), 0..3),
            option::of(one_of(Level::ALL)),
            one_of(ItemKind::ALL),
            text(),
            reading(),
        ),
        (
            presentation(),
            any::<bool>(),
            0.0..=1.0_f64,
            any::<u64>(),
            any::<u32>(),
        ),
    )
        .prop_map(
            |(
                (position, item, hashes, credential, domain),
                (tasks, level, kind, raw, reading),
                (shown, right, credit, milliseconds, hints),
            )| Answer {
                position,
                item: ItemId::new(&item),
                hashes,
                credential: CredentialId::new(&credential),
                domain: DomainId::new(&domain),
                tasks: tasks.iter().map(|task| TaskId::new(task)).collect(),
                level,
                kind,
                raw,
                reading,
                shown,
                grade: Grade { right, credit },
                milliseconds,
                hints,
            },
        )
}

fn body_of_attempt() -> impl Strategy<Value = EventBody> {
    let position = 0_usize..4;
    prop_oneof![
        2 => attempt_plan().prop_map(EventBody::AttemptStarted),
        6 => answer().prop_map(|answer| EventBody::Answered(Box::new(answer))),
        1 => position.clone().prop_map(|position| EventBody::Skipped { position }),
        1 => position.prop_map(|position| EventBody::HintShown { position }),
        1 => Just(EventBody::AttemptPaused),
        1 => any::<bool>().prop_map(|given_up| EventBody::AttemptFinished { given_up }),
        3 => body_of_exam(),
    ]
}

fn exam_terms() -> impl Strategy<Value = ExamTerms> {
    let seat = (
        id(),
        vec(text(), 0..3),
        option::of(one_of(Level::ALL)),
        any::<bool>(),
    )
        .prop_map(|(domain, tasks, level, scored)| ExamSeat {
            domain: DomainId::new(&domain),
            tasks: tasks.iter().map(|task| TaskId::new(task)).collect(),
            level,
            scored,
        });
    let part = (
        text(),
        one_of([SectionBook::Closed, SectionBook::Open]),
        0_usize..9,
        any::<bool>(),
    )
        .prop_map(|(name, book, length, closes)| ExamPart {
            name,
            book,
            length,
            closes,
        });
    (
        (
            text(),
            one_of([Navigation::Review, Navigation::ForwardOnly]),
        ),
        (
            any::<bool>(),
            any::<bool>(),
            any::<Option<u64>>(),
            any::<u32>(),
        ),
        (0_usize..200, vec(seat, 0..4), vec(part, 0..3)),
    )
        .prop_map(
            |(
                (outline, navigation),
                (answer_required, calculator, budget, time_percent),
                (full_items, seats, sections),
            )| ExamTerms {
                outline,
                navigation,
                answer_required,
                calculator,
                budget,
                time_percent,
                full_items,
                seats,
                sections,
            },
        )
}

fn body_of_exam() -> impl Strategy<Value = EventBody> {
    let position = 0_usize..4;
    prop_oneof![
        exam_terms().prop_map(|terms| EventBody::ExamSet(Box::new(terms))),
        position
            .clone()
            .prop_map(|position| EventBody::Visited { position }),
        (position.clone(), any::<bool>())
            .prop_map(|(position, on)| EventBody::Marked { position, on }),
        (position, 0_usize..6, any::<bool>()).prop_map(|(position, option, on)| {
            EventBody::Struck {
                position,
                option,
                on,
            }
        }),
        (0_usize..3).prop_map(|section| EventBody::SectionClosed { section }),
        (0_usize..3).prop_map(|section| EventBody::SectionOpened { section }),
        any::<i64>().prop_map(|milliseconds| EventBody::ClockJumped { milliseconds }),
        Just(EventBody::TimeUp),
    ]
}

fn body_of_learner() -> impl Strategy<Value = EventBody> {
    let date = (1900_i16..2200, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| jiff::civil::date(year, month, day));
    prop_oneof![
        (id(), any::<bool>()).prop_map(|(item, on)| EventBody::Flagged {
            item: ItemId::new(&item),
            on
        }),
        (id(), text()).prop_map(|(item, text)| EventBody::Noted {
            item: ItemId::new(&item),
            text
        }),
        (id(), option::of(item_hashes()), text()).prop_map(|(item, hashes, reason)| {
            EventBody::Disputed {
                item: ItemId::new(&item),
                hashes,
                reason,
            }
        }),
        (
            id(),
            option::of(date),
            any::<Option<u32>>(),
            option::of(real())
        )
            .prop_map(
                |(credential, exam, minutes, target)| EventBody::GoalSet(Goal {
                    credential: CredentialId::new(&credential),
                    exam,
                    minutes,
                    target,
                })
            ),
        id().prop_map(|credential| EventBody::GoalCleared {
            credential: CredentialId::new(&credential)
        }),
    ]
}

/// Clocks of all kinds: right, set back, before 1970, beyond every calendar.
fn at() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        8 => super::NOW..super::NOW + 60_000,
        1 => 0_i64..1_000,
        1 => any::<i64>(),
    ]
    .prop_map(Timestamp::from_milliseconds)
}

/// Any event; few ids, so that they meet.
pub(super) fn event() -> impl Strategy<Value = Event> {
    let attempt = prop::sample::select(vec!["a1", "a2", "a3"]);
    prop_oneof![
        3 => (at(), attempt, body_of_attempt()).prop_map(|(at, attempt, body)| Event {
            at,
            attempt: Some(AttemptId::new(attempt)),
            body,
        }),
        1 => (at(), body_of_learner()).prop_map(|(at, body)| Event {
            at,
            attempt: None,
            body,
        }),
    ]
}

/// A few events.
pub(super) fn events() -> impl Strategy<Value = Vec<Event>> {
    vec(event(), 0..12)
}
