//! Exporting and merging logs.

use std::fs;

use proptest::prelude::*;

use super::{
    super::{LONGEST_LINE, MergeFault, Merged, StoreError, chain::StoredEvent, file, log},
    *,
};

fn memory(entropy: u64) -> Store {
    Store::in_memory(&opening(entropy)).unwrap()
}

fn exported(store: &Store) -> Vec<u8> {
    let mut log = Vec::new();
    store.export(moment(NOW), &mut log).unwrap();
    log
}

fn take(into: &mut Store, from: &Store) -> Merged {
    into.merge(&mut exported(from).as_slice()).unwrap()
}

fn lived(entropy: u64) -> Store {
    let mut store = memory(entropy);
    store.append(&life()).unwrap();
    store
}

/// The line and the fault with which a log is refused; nothing of it may have stayed.
fn refusal(into: &mut Store, log: &[u8]) -> (u64, MergeFault) {
    let before = log_lines(into);
    let fault = into.merge(&mut &*log).unwrap_err();
    assert_eq!(log_lines(into), before, "nothing is half merged");
    match fault {
        StoreError::Merge { line, fault } => (line, fault),
        other => panic!("{other:?}"),
    }
}

fn edited(store: &Store, edit: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let text = String::from_utf8(exported(store)).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    edit(&mut lines);
    (lines.join("\n") + "\n").into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn two_stores_that_merge_each_other_agree(
        one in strategy::events(),
        other in strategy::events(),
        then_one in strategy::events(),
        then_other in strategy::events(),
    ) {
        let (mut left, mut right) = (memory(1), memory(2));
        left.append(&one).unwrap();
        right.append(&other).unwrap();
        let merged = take(&mut left, &right);
        prop_assert_eq!(merged.added, other.len() as u64);
        left.append(&then_one).unwrap();
        right.append(&then_other).unwrap();

        take(&mut right, &left);
        take(&mut left, &right);

        prop_assert_eq!(log_lines(&left), log_lines(&right));
        prop_assert_eq!(all_answers(&left), all_answers(&right));
        for store in [&left, &right] {
            let report = store.check().unwrap();
            prop_assert!(report.is_sound(), "{:?}", report);
        }
        let again = take(&mut left, &right);
        let all = (one.len() + other.len() + then_one.len() + then_other.len()) as u64;
        prop_assert_eq!(again, Merged { added: 0, present: all, unknown: 0 });
    }

    #[test]
    fn the_order_of_merging_does_not_matter(
        logs in proptest::collection::vec(strategy::events(), 3),
    ) {
        let stores: Vec<Store> = (1..)
            .zip(&logs)
            .map(|(entropy, events)| {
                let mut store = memory(entropy);
                store.append(events).unwrap();
                store
            })
            .collect();
        let (mut forth, mut back) = (memory(8), memory(9));
        for store in &stores {
            take(&mut forth, store);
        }
        for store in stores.iter().rev() {
            take(&mut back, store);
        }
        prop_assert_eq!(log_lines(&forth), log_lines(&back));
        prop_assert_eq!(all_answers(&forth), all_answers(&back));
    }

    #[test]
    fn no_change_of_a_byte_passes_unseen(
        place in any::<prop::sample::Index>(),
        bit in 0_u8..7,
    ) {
        let mut log = exported(&lived(1));
        let header = log.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let place = header + place.index(log.len() - header);
        log[place] ^= 1 << bit;
        let mut store = memory(2);
        match store.merge(&mut log.as_slice()) {
            Err(StoreError::Merge { line, .. }) => prop_assert!(line > 1),
            Err(other) => prop_assert!(false, "{:?}", other),
            // White space between two fields may change, and letters' case in an escape.
            Ok(_) => prop_assert_eq!(log_lines(&store), log_lines(&lived(1))),
        }
    }
}

#[test]
fn a_log_is_lines_of_json_after_a_header() {
    let text = String::from_utf8(exported(&lived(1))).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some(r#"{"preceptor_log":1,"exported":1795356301000,"events":9}"#)
    );
    let first: serde_json::Value = serde_json::from_str(lines.next().unwrap()).unwrap();
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "origin", "sequence", "tick", "at", "attempt", "item", "kind", "body", "chain"
        ]
    );
    assert_eq!(first["body"]["places"][1]["item"], "y");
    assert_eq!(lines.count(), 8);
}

#[test]
fn the_later_mark_wins_whatever_the_clocks_say() {
    let (mut ahead, mut behind) = (memory(1), memory(2));
    ahead.append(&[note(NOW + DAY, "x", "first")]).unwrap();
    take(&mut behind, &ahead);
    behind.append(&[note(NOW, "x", "second")]).unwrap();
    take(&mut ahead, &behind);
    for store in [ahead, behind] {
        assert_eq!(store.notes().unwrap()["x"].text, "second");
    }
}

#[test]
fn an_attempt_begun_in_one_store_is_resumed_in_the_other() {
    // Both ways, so that each of the two origins once stands first in the log.
    for (first, second) in [(1, 2), (2, 1)] {
        let (mut one, mut other) = (memory(first), memory(second));
        one.append(&[
            start(NOW, "a1", &["x", "y"]),
            answered(NOW + 1, "a1", 0, "x", true),
        ])
        .unwrap();
        take(&mut other, &one);
        other
            .append(&[
                answered(NOW - DAY, "a1", 1, "y", true),
                finished(NOW - DAY, "a1"),
            ])
            .unwrap();
        let mut third = memory(3);
        take(&mut one, &other);
        take(&mut third, &other);

        for store in [one, third] {
            let attempt = store.attempt(&AttemptId::new("a1")).unwrap().unwrap();
            assert_eq!((attempt.right(), attempt.finished), (2, Some(false)));
            assert!(store.open_attempts().unwrap().is_empty());
        }
    }
}

#[test]
fn a_copied_folder_goes_on_as_a_store_of_its_own() {
    let (one, other) = (folder(), folder());
    open(&one).append(&life()).unwrap();
    fs::copy(store_file(&one), store_file(&other)).unwrap();
    let (mut one, mut other) = (open(&one), open(&other));
    one.append(&[flag(NOW + 20_000, "here", true)]).unwrap();
    other.append(&[flag(NOW + 20_000, "there", true)]).unwrap();

    assert_eq!(take(&mut one, &other).added, 1);
    assert_eq!(take(&mut other, &one).added, 1);
    assert_eq!(all_answers(&one), all_answers(&other));
}

#[test]
fn a_renamed_folder_stays_the_same_store() {
    let outer = folder();
    let (before, after) = (outer.path().join("before"), outer.path().join("after"));
    let mut store = Store::open(&before, &opening(1)).unwrap();
    store.append(&life()).unwrap();
    drop(store);
    fs::rename(&before, &after).unwrap();
    let mut store = Store::open(&after, &opening(2)).unwrap();
    store.append(&[flag(NOW, "x", true)]).unwrap();
    assert_eq!(store.check().unwrap().origins, 1);
}

#[test]
fn two_stores_that_went_on_under_one_name_are_not_merged() {
    let (one, other) = (folder(), folder());
    open(&one).append(&life()).unwrap();
    fs::copy(store_file(&one), store_file(&other)).unwrap();
    // As if the copy could not be told from its original.
    let identity = file::identity(&store_file(&other)).unwrap();
    raw(&store_file(&other))
        .execute("update this_store set identity = ?1", [identity])
        .unwrap();
    let (mut one, mut other) = (open(&one), open(&other));
    one.append(&[flag(NOW + 20_000, "here", true)]).unwrap();
    other.append(&[flag(NOW + 20_000, "there", true)]).unwrap();

    let (line, fault) = refusal(&mut one, &exported(&other));

    assert_eq!(line, 11);
    assert!(
        matches!(fault, MergeFault::Conflict { sequence: 10, .. }),
        "{fault:?}"
    );
}

#[test]
fn events_of_unknown_kinds_are_kept_and_passed_on() {
    let mut newer = memory(1);
    newer.append(&life()).unwrap();
    let origin: String = newer
        .connection
        .query_row("select origin from this_store", [], |row| row.get(0))
        .unwrap();
    let head = log::head(&newer.connection, &origin).unwrap();
    let mut yawn = StoredEvent {
        origin,
        sequence: head.sequence + 1,
        tick: NOW + 60_000,
        at: NOW + 60_000,
        attempt: Some("a2".to_owned()),
        item: None,
        kind: "yawned".to_owned(),
        body: r#"{ "times": 3,  "deep":true }"#.to_owned(),
        chain: String::new(),
    };
    yawn.chain = yawn.link(&head.chain);
    log::insert(&newer.connection, &yawn).unwrap();

    let (mut here, mut there) = (memory(2), memory(3));
    let merged = take(&mut here, &newer);
    assert_eq!((merged.added, merged.unknown), (10, 1));
    take(&mut there, &here);

    assert_eq!(log_lines(&there), log_lines(&newer));
    assert_eq!(
        there.attempt(&AttemptId::new("a2")).unwrap(),
        lived(1).attempt(&AttemptId::new("a2")).unwrap()
    );
    let report = there.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.unknown["yawned"], 1);
}

#[test]
fn what_is_no_log_is_refused() {
    let mut store = lived(2);
    for junk in [
        &b""[..],
        b"hello\n",
        b"{}\n",
        b"\xff\xfe\n",
        b"[1,2,3]\n",
        b"{\"preceptor_log\":0,\"exported\":0,\"events\":0}\n",
    ] {
        assert_eq!(refusal(&mut store, junk), (1, MergeFault::NotALog));
    }
    let newer = edited(&lived(1), |lines| {
        lines[0] = r#"{"preceptor_log":2,"exported":0,"events":9,"more":1}"#.to_owned();
    });
    assert_eq!(
        refusal(&mut store, &newer),
        (1, MergeFault::NewerLog { found: 2, known: 1 })
    );
}

#[test]
fn a_line_that_is_too_long_is_refused_before_it_is_read() {
    let mut log = edited(&lived(1), |lines| lines.truncate(3));
    log.extend(std::iter::repeat_n(b' ', 2 * LONGEST_LINE));
    assert_eq!(refusal(&mut memory(2), &log), (4, MergeFault::TooLong));
}

/// What happens to a line on its way.
type Damage = fn(&mut String);

#[test]
fn malformed_lines_are_refused_with_their_number() {
    let cases: [(&str, Damage); 9] = [
        ("no JSON", |line| line.truncate(40)),
        ("an unknown field", |line| {
            line.insert_str(1, r#""mood":"good","#);
        }),
        ("an origin in capitals", |line| {
            *line = line.replacen(r#""origin":""#, r#""origin":"A"#, 1);
        }),
        ("sequence 0", |line| {
            *line = line.replacen(r#""sequence":2"#, r#""sequence":0"#, 1);
        }),
        ("a tick beyond all clocks", |line| {
            *line = line.replacen(r#""tick":1"#, r#""tick":9000000000000000001"#, 1);
        }),
        ("a kind that is no word", |line| {
            *line = line.replacen(r#""kind":"answered""#, r#""kind":"An swered""#, 1);
        }),
        ("another item", |line| {
            *line = line.replacen(r#""item":"x""#, r#""item":"q""#, 1);
        }),
        ("a list of the fields", |line| {
            let event: serde_json::Value = serde_json::from_str(line).unwrap();
            let fields: Vec<_> = event.as_object().unwrap().values().collect();
            *line = serde_json::to_string(&fields).unwrap();
        }),
        ("a list for a body", |line| {
            *line = line.replacen(r#""body":{"#, r#""body":[],"x":{"#, 1);
        }),
    ];
    for (case, damage) in cases {
        let log = edited(&lived(1), |lines| damage(&mut lines[2]));
        let (line, fault) = refusal(&mut memory(2), &log);
        assert_eq!(line, 3, "{case}");
        assert!(
            matches!(fault, MergeFault::Malformed(_)),
            "{case}: {fault:?}"
        );
    }
}

/// A log whose chain holds, of events that this program would never write.
fn forged(events: Vec<StoredEvent>) -> Vec<u8> {
    let store = memory(1);
    let mut previous = String::new();
    for mut stored in events {
        stored.chain = stored.link(&previous);
        previous.clone_from(&stored.chain);
        log::insert(&store.connection, &stored).unwrap();
    }
    exported(&store)
}

fn skipped(sequence: i64, tick: i64, attempt: Option<&str>) -> StoredEvent {
    StoredEvent {
        origin: "0123456789abcdef".to_owned(),
        sequence,
        tick,
        at: 1,
        attempt: attempt.map(str::to_owned),
        item: None,
        kind: "skipped".to_owned(),
        body: r#"{"position":0}"#.to_owned(),
        chain: String::new(),
    }
}

#[test]
fn events_this_program_would_never_write_are_refused_though_their_chain_holds() {
    let cases = [
        (vec![skipped(1, 1, None)], (2, "`attempt` is missing")),
        (
            vec![skipped(1, 7, Some("a1")), skipped(2, 6, Some("a1"))],
            (3, "`tick` does not grow"),
        ),
    ];
    for (events, (line, what)) in cases {
        assert_eq!(
            refusal(&mut memory(2), &forged(events)),
            (line, MergeFault::Malformed(what.to_owned()))
        );
    }
}

#[test]
fn a_changed_a_missing_and_a_surplus_line_are_refused() {
    let changed = edited(&lived(1), |lines| {
        lines[4] = lines[4].replace(r#""given_up":false"#, r#""given_up":true"#);
    });
    let (line, fault) = refusal(&mut memory(2), &changed);
    assert_eq!(line, 5);
    assert!(matches!(fault, MergeFault::Chain { sequence: 4, .. }));

    let without_one = edited(&lived(1), |lines| {
        lines.remove(4);
    });
    let (line, fault) = refusal(&mut memory(2), &without_one);
    assert_eq!(line, 5);
    assert!(matches!(fault, MergeFault::Gap { sequence: 5, .. }));

    let cut = edited(&lived(1), |lines| lines.truncate(6));
    assert_eq!(
        refusal(&mut memory(2), &cut),
        (
            6,
            MergeFault::Truncated {
                promised: 9,
                found: 5
            }
        )
    );

    let longer = edited(&lived(1), |lines| {
        let last = lines.last().unwrap().clone();
        lines.push(last);
    });
    assert_eq!(
        refusal(&mut memory(2), &longer),
        (11, MergeFault::Surplus(9))
    );
}

#[test]
fn a_log_goes_through_lines_that_end_in_carriage_returns() {
    let text = String::from_utf8(exported(&lived(1))).unwrap();
    let log = text.replace('\n', "\r\n");
    let mut store = memory(2);
    store.merge(&mut log.as_bytes()).unwrap();
    assert_eq!(log_lines(&store), log_lines(&lived(1)));
}

#[test]
fn a_closed_pipe_is_told_as_such() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let fault = lived(1).export(moment(NOW), &mut Closed).unwrap_err();
    assert!(
        matches!(&fault, StoreError::Stream(source) if source.kind() == std::io::ErrorKind::BrokenPipe),
        "{fault:?}"
    );
}
