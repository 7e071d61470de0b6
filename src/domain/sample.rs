//! Items, answers and plans for tests, with good defaults.

use std::sync::Arc;

use super::{
    AttemptId, BankId, CredentialId, DomainId, Event, EventBody, Feedback, Grade, Item, ItemBody,
    ItemId, Reading, TaskId, Timestamp,
    content_hash::item_hashes,
    event::{Answer, AttemptKind, AttemptPlan, Place},
    expression::Expression,
    item::{
        AnswerOption, Card, Difficulty, Level, Matching, Pair, Remark, Status, Step, TypedText,
    },
    reading::Presentation,
    template::{Drawn, Mistake, Numeric},
};

/// An item of `rhit`, domain 1, that asks `body`.
pub(crate) fn item(id: &str, body: ItemBody) -> Item {
    Item {
        id: ItemId::new(id),
        bank: BankId::new("sample"),
        credential: CredentialId::new("rhit"),
        domain: DomainId::new("1"),
        serves: Arc::from([]),
        tasks: vec![TaskId::new("1.1")],
        subjects: Vec::new(),
        level: Some(Level::Recall),
        difficulty: Difficulty::Medium,
        calibrated: None,
        status: Status::Scored,
        written: None,
        reviewed: None,
        review_by: None,
        reviewer: None,
        stem: "What is asked?".into(),
        hint: None,
        why: None,
        case: None,
        enemies: Vec::new(),
        references: vec!["45 CFR 164.512 (2026)".into()],
        pin: false,
        allow: Vec::new(),
        body,
    }
}

/// Options that read `option 0`, `option 1`, …, with the keys given.
pub(crate) fn options(count: usize, keys: &[usize]) -> Vec<AnswerOption> {
    (0..count)
        .map(|place| AnswerOption {
            text: format!("option {place}").into(),
            key: keys.contains(&place),
            why: format!("reason {place}").into(),
            pin: false,
        })
        .collect()
}

/// A choice of four whose key is the author's first option.
pub(crate) fn choice(id: &str) -> Item {
    item(id, ItemBody::Choice(options(4, &[0])))
}

/// A multiple of five whose keys are the author's options 0 and 2.
pub(crate) fn multiple(id: &str) -> Item {
    item(id, ItemBody::Multiple(options(5, &[0, 2])))
}

/// A numeric item whose key is `answer`, to one decimal.
pub(crate) fn numeric(id: &str, answer: &str, unit: Option<&str>) -> Item {
    item(
        id,
        ItemBody::Numeric(Numeric {
            variables: Vec::new(),
            constraints: Vec::new(),
            answer: Expression::parse(answer).unwrap(),
            round: Some(1),
            unit: unit.map(Into::into),
            tolerance: None,
            mistakes: vec![Mistake {
                answer: Expression::parse("0.5").unwrap(),
                why: "half was taken for {answer}".into(),
            }],
        }),
    )
}

/// A text item that accepts `myocardium` and rejects `pericardium`.
pub(crate) fn text(id: &str) -> Item {
    item(
        id,
        ItemBody::Text(TypedText {
            accept: vec!["myocardium".into(), "heart muscle".into()],
            reject: vec![Remark {
                text: "Pericardium".into(),
                why: Some("the sac around it".into()),
            }],
            match_case: false,
            match_accents: false,
        }),
    )
}

/// A match of three pairs with one extra right side.
pub(crate) fn matching(id: &str) -> Item {
    let pair = |place: usize| Pair {
        left: format!("left {place}").into(),
        right: format!("right {place}").into(),
        why: Some(format!("pair {place}").into()),
    };
    item(
        id,
        ItemBody::Match(Matching {
            pairs: (0..3).map(pair).collect(),
            extra: vec![Remark {
                text: "right 3".into(),
                why: Some("belongs to none".into()),
            }],
        }),
    )
}

/// An order of `count` steps.
pub(crate) fn ordering(id: &str, count: usize) -> Item {
    let step = |place: usize| Step {
        text: format!("step {place}").into(),
        why: (place > 0).then(|| format!("after {}", place - 1).into()),
    };
    item(id, ItemBody::Order((0..count).map(step).collect()))
}

/// A card.
pub(crate) fn card(id: &str) -> Item {
    let body = ItemBody::Card(Card {
        term: "nephr/o".into(),
        definition: "kidney".into(),
        example: None,
        both: false,
    });
    Item {
        level: None,
        stem: "".into(),
        ..item(id, body)
    }
}

/// One item of every kind.
pub(crate) fn every_kind() -> Vec<Item> {
    vec![
        choice("choice"),
        multiple("multiple"),
        numeric("numeric", "4.6", Some("days")),
        text("text"),
        matching("match"),
        ordering("order", 4),
        card("card"),
    ]
}

/// A look in which shown place `n` holds the author's `order[n]`.
pub(crate) fn shown(order: &[usize]) -> Presentation {
    Presentation {
        order: order.to_vec(),
        ..Presentation::default()
    }
}

/// A look whose key is `exact`.
pub(crate) fn drawn(exact: f64) -> Presentation {
    Presentation {
        drawn: Some(Drawn {
            exact,
            ..Drawn::default()
        }),
        ..Presentation::default()
    }
}

/// An answer to `item` that was read as `reading`, graded as it deserves.
pub(crate) fn answer(
    item: &Item,
    position: usize,
    shown: Presentation,
    reading: Reading,
) -> Answer {
    Answer {
        position,
        item: item.id.clone(),
        hashes: item_hashes(item),
        credential: item.credential.clone(),
        domain: item.domain.clone(),
        tasks: item.tasks.clone(),
        level: item.level,
        kind: item.kind(),
        raw: String::new(),
        grade: super::grade(item, &shown, &reading),
        reading,
        shown,
        milliseconds: 10_000,
        hints: 0,
    }
}

/// An answer to a choice of four that is right or wrong.
pub(crate) fn choice_answer(id: &str, position: usize, right: bool) -> Answer {
    let reading = Reading::Options(vec![usize::from(!right)]);
    let answer = answer(&choice(id), position, shown(&[0, 1, 2, 3]), reading);
    assert_eq!(answer.grade, Grade::all_or_nothing(right));
    answer
}

/// A plan of a quiz over `items`.
pub(crate) fn plan(items: &[&Item], feedback: Feedback) -> AttemptPlan {
    let place = |item: &&Item| Place {
        item: item.id.clone(),
        bank: item.bank.clone(),
        hashes: item_hashes(item),
    };
    AttemptPlan {
        kind: AttemptKind::Quiz,
        target: "rhit".to_owned(),
        credential: Some(CredentialId::new("rhit")),
        seed: 7,
        feedback,
        places: items.iter().map(place).collect(),
    }
}

/// Something that happened in attempt `a`, `at` milliseconds into time.
pub(crate) fn event(at: i64, body: EventBody) -> Event {
    Event {
        at: Timestamp::from_milliseconds(at),
        attempt: Some(AttemptId::new("a")),
        body,
    }
}
