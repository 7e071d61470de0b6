//! From start to the first prompt, beside a process that only says hello; and the same with 10,000 stored attempts.
//!
//! Paired runs, A B A B; the figure is the median of the ratios. `cargo bench --bench start`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench speaks with people and may stop at a fault"
)]

use std::{
    collections::BTreeMap,
    env, fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use preceptor::{
    domain::{
        AttemptId, BankId, CredentialId, DomainId, Event, EventBody, Feedback, Grade, ItemId,
        ItemKind, Reading, TaskId, Timestamp,
        content_hash::{ContentHash, ItemHashes},
        event::{Answer, AttemptKind, AttemptPlan, Place},
        item::Level,
        reading::Presentation,
    },
    store::{Access, Opening, Store},
};

/// Pairs of runs for each figure.
const PAIRS: usize = 101;
/// Attempts of the large store, with this many answers each.
const ATTEMPTS: u64 = 10_000;
const ANSWERS: usize = 20;

/// Compiles a program that only says hello.
fn hello(folder: &Path) -> PathBuf {
    let source = folder.join("hello.rs");
    let program = folder.join("hello");
    fs::write(&source, "fn main() { println!(\"preceptor> \"); }").unwrap();
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    assert!(
        Command::new(rustc)
            .arg("-O")
            .arg(&source)
            .arg("-o")
            .arg(&program)
            .status()
            .unwrap()
            .success()
    );
    program
}

/// Returns the time from spawning `program` until `preceptor> ` stands on its output.
fn time_to_prompt(program: &Path, data: &Path) -> Duration {
    let begun = Instant::now();
    let mut child = Command::new(program)
        .env_clear()
        .env("PRECEPTOR_DATA_DIR", data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    let mut buffer = [0; 4096];
    let output = child.stdout.as_mut().unwrap();
    while !said.windows(11).any(|window| window == b"preceptor> ") {
        let read = output.read(&mut buffer).unwrap();
        assert!(
            read > 0,
            "the program ended without a prompt: {}",
            String::from_utf8_lossy(&said)
        );
        said.extend_from_slice(&buffer[..read]);
    }
    let taken = begun.elapsed();
    drop(child.stdin.take());
    child.wait().unwrap();
    taken
}

/// Sets a goal, so that the greeting has one to speak of.
fn set_goal(data: &Path) {
    let program = Path::new(env!("CARGO_BIN_EXE_preceptor"));
    let words = ["goal", "set", "rhit", "--exam", "2099-03-15"];
    let output = Command::new(program)
        .args(words)
        .env_clear()
        .env("PRECEPTOR_DATA_DIR", data)
        .output()
        .unwrap();
    assert!(output.status.success());
}

fn median<T: PartialOrd + Copy>(values: &mut [T]) -> T {
    values.sort_by(|one, other| one.partial_cmp(other).unwrap());
    values[values.len() / 2]
}

fn compare(what: &str, hello: &Path, data: &Path) {
    let ours = Path::new(env!("CARGO_BIN_EXE_preceptor"));
    time_to_prompt(ours, data);
    let (mut ratios, mut times, mut hellos) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..PAIRS {
        let theirs = time_to_prompt(hello, data);
        let taken = time_to_prompt(ours, data);
        ratios.push(taken.as_secs_f64() / theirs.as_secs_f64());
        times.push(taken);
        hellos.push(theirs);
    }
    let ratio = median(&mut ratios);
    println!(
        "{what}: {:?}, hello {:?}, median ratio {ratio:.2} (goal: at most 5)",
        median(&mut times),
        median(&mut hellos)
    );
}

fn answer(position: usize, attempt: u64, hashes: ItemHashes) -> Answer {
    let item = (attempt * 7 + position as u64) % 3_000;
    let right = !(attempt + position as u64).is_multiple_of(3);
    Answer {
        position,
        item: ItemId::new(&format!("item-{item}")),
        hashes,
        credential: CredentialId::new("rhit"),
        domain: DomainId::new(&(1 + item % 6).to_string()),
        tasks: vec![TaskId::new("2.1"), TaskId::new("t10")],
        level: Some(Level::Application),
        kind: ItemKind::Choice,
        raw: "b".to_owned(),
        reading: Reading::Options(vec![1]),
        shown: Presentation {
            order: vec![2, 0, 1, 3],
            ..Presentation::default()
        },
        grade: Grade::all_or_nothing(right),
        milliseconds: 41_000,
        hints: 0,
    }
}

/// Fills a store with attempts, and measures how long committing one more answer takes.
fn fill(folder: &Path) {
    let opening = Opening {
        now: Timestamp::from_milliseconds(1_790_000_000_000),
        entropy: [1, 2],
        holder: "bench".to_owned(),
        access: Access::ReadWrite,
    };
    let mut store = Store::open(folder, &opening).unwrap();
    let hash = ContentHash::from_hex("00112233445566778899aabbccddeeff").unwrap();
    let hashes = ItemHashes {
        content: hash,
        key: hash,
    };
    for number in 0..ATTEMPTS {
        let id = AttemptId::new(&format!("bench-{number}"));
        let at = Timestamp::from_milliseconds(
            1_700_000_000_000 + i64::try_from(number).unwrap() * 600_000,
        );
        let event = |body| Event {
            at,
            attempt: Some(id.clone()),
            body,
        };
        let answers: BTreeMap<usize, Answer> = (0..ANSWERS)
            .map(|place| (place, answer(place, number, hashes)))
            .collect();
        let places = answers
            .values()
            .map(|answer| Place {
                item: answer.item.clone(),
                bank: BankId::new("bench"),
                hashes,
            })
            .collect();
        let mut events = vec![event(EventBody::AttemptStarted(AttemptPlan {
            kind: AttemptKind::Quiz,
            target: "rhit".to_owned(),
            credential: Some(CredentialId::new("rhit")),
            seed: number,
            feedback: Feedback::Each,
            places,
        }))];
        events.extend(
            answers
                .into_values()
                .map(|answer| event(EventBody::Answered(Box::new(answer)))),
        );
        events.push(event(EventBody::AttemptFinished { given_up: false }));
        store.append(&events).unwrap();
    }
    let id = AttemptId::new("bench-0");
    let mut times: Vec<Duration> = (0..200)
        .map(|place| {
            let body = EventBody::Answered(Box::new(answer(place % ANSWERS, 0, hashes)));
            let event = Event {
                at: opening.now,
                attempt: Some(id.clone()),
                body,
            };
            let begun = Instant::now();
            store.append(&[event]).unwrap();
            begun.elapsed()
        })
        .collect();
    println!(
        "committing an answer beside {ATTEMPTS} attempts: median {:?} (goal: under 5 ms)",
        median(&mut times)
    );
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let hello = hello(folder.path());
    set_goal(&folder.path().join("small"));
    compare(
        "start to first prompt, small store and a goal",
        &hello,
        &folder.path().join("small"),
    );
    let large = folder.path().join("large");
    fill(&large);
    compare("start to first prompt, 10,000 attempts", &hello, &large);
}
