//! Tests of the store as a whole; builders with good defaults here, one file per concern.

mod append;
mod backup;
mod check;
mod exchange;
mod hold;
mod open;
mod round_trip;
mod scale;
mod strategy;

use std::path::Path;

use tempfile::TempDir;

use super::{Access, Opening, STORE_FILE, Store};
use crate::domain::{
    AttemptId, BankId, CredentialId, DomainId, Event, EventBody, Grade, ItemId, ItemKind, Reading,
    TaskId, Timestamp,
    content_hash::{ContentHash, ItemHashes},
    event::{Answer, AttemptKind, AttemptPlan, Feedback, Goal, Place},
    item::Level,
    reading::Presentation,
};

/// 2026-11-22T14:05:01Z.
const NOW: i64 = 1_795_356_301_000;
const DAY: i64 = 24 * 3_600 * 1_000;

fn opening(entropy: u64) -> Opening {
    Opening {
        now: moment(NOW),
        entropy: [entropy, entropy.wrapping_mul(31)],
        holder: format!("process {entropy}"),
        access: Access::ReadWrite,
    }
}

fn to_read() -> Opening {
    Opening {
        access: Access::ReadOnly,
        ..opening(99)
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn open(folder: &TempDir) -> Store {
    Store::open(folder.path(), &opening(1)).unwrap()
}

fn store_file(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join(STORE_FILE)
}

/// A connection that may do anything, as a damaging hand would.
fn raw(path: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

fn moment(milliseconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds)
}

fn hashes(content: u8, key: u8) -> ItemHashes {
    let hash = |byte: u8| ContentHash::from_hex(&format!("{byte:02x}").repeat(16)).unwrap();
    ItemHashes {
        content: hash(content),
        key: hash(key),
    }
}

fn plan(items: &[&str]) -> AttemptPlan {
    AttemptPlan {
        kind: AttemptKind::Quiz,
        target: "rhit".to_owned(),
        credential: Some(CredentialId::new("rhit")),
        seed: u64::MAX,
        feedback: Feedback::Each,
        places: items
            .iter()
            .map(|item| Place {
                item: ItemId::new(item),
                bank: BankId::new("rhit-starter"),
                hashes: hashes(1, 2),
            })
            .collect(),
    }
}

fn answer(position: usize, item: &str, right: bool) -> Answer {
    Answer {
        position,
        item: ItemId::new(item),
        hashes: hashes(1, 2),
        credential: CredentialId::new("rhit"),
        domain: DomainId::new("2"),
        tasks: vec![TaskId::new("2.1"), TaskId::new("t10")],
        level: Some(Level::Application),
        kind: ItemKind::Choice,
        raw: "c".to_owned(),
        reading: Reading::Options(vec![2]),
        shown: Presentation {
            order: vec![3, 1, 2, 0],
            drawn: None,
            reversed: false,
        },
        grade: Grade::all_or_nothing(right),
        milliseconds: 12_000,
        hints: 0,
    }
}

fn in_attempt(at: i64, id: &str, body: EventBody) -> Event {
    Event {
        at: moment(at),
        attempt: Some(AttemptId::new(id)),
        body,
    }
}

fn outside(at: i64, body: EventBody) -> Event {
    Event {
        at: moment(at),
        attempt: None,
        body,
    }
}

fn start(at: i64, id: &str, items: &[&str]) -> Event {
    in_attempt(at, id, EventBody::AttemptStarted(plan(items)))
}

fn answered(at: i64, id: &str, position: usize, item: &str, right: bool) -> Event {
    in_attempt(
        at,
        id,
        EventBody::Answered(Box::new(answer(position, item, right))),
    )
}

fn finished(at: i64, id: &str) -> Event {
    in_attempt(at, id, EventBody::AttemptFinished { given_up: false })
}

fn flag(at: i64, item: &str, on: bool) -> Event {
    outside(
        at,
        EventBody::Flagged {
            item: ItemId::new(item),
            on,
        },
    )
}

fn note(at: i64, item: &str, text: &str) -> Event {
    outside(
        at,
        EventBody::Noted {
            item: ItemId::new(item),
            text: text.to_owned(),
        },
    )
}

fn goal(at: i64, minutes: u32) -> Event {
    outside(
        at,
        EventBody::GoalSet(Goal {
            credential: CredentialId::new("rhit"),
            exam: Some(jiff::civil::date(2027, 3, 15)),
            minutes: Some(minutes),
            target: Some(0.8),
        }),
    )
}

/// A small life: a finished quiz, an open one, marks and a goal.
fn life() -> Vec<Event> {
    vec![
        start(NOW, "a1", &["x", "y"]),
        answered(NOW + 1_000, "a1", 0, "x", true),
        answered(NOW + 2_000, "a1", 1, "y", false),
        finished(NOW + 3_000, "a1"),
        flag(NOW + 4_000, "y", true),
        note(NOW + 5_000, "y", "look at 164.512 again"),
        goal(NOW + 6_000, 45),
        start(NOW + 7_000, "a2", &["y", "z"]),
        answered(NOW + 8_000, "a2", 0, "y", true),
    ]
}

/// Everything the store can be asked, to compare two stores.
fn all_answers(store: &Store) -> String {
    let asked = (
        store.attempts(&super::AttemptFilter::default()).unwrap(),
        store.answers(&super::AnswerFilter::default()).unwrap(),
        store.item_histories().unwrap(),
        store.flags().unwrap(),
        store.notes().unwrap(),
        store.disputes().unwrap(),
        store.goals().unwrap(),
    );
    format!("{asked:#?}")
}

/// The log's lines without the header, in order.
fn log_lines(store: &Store) -> Vec<String> {
    let mut text = Vec::new();
    store.export(moment(NOW), &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}
