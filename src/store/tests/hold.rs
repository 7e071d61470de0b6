//! What one process holds while others look on.

use std::fs;

use super::{super::StoreError, *};

#[test]
fn an_attempt_is_held_by_one_and_the_other_is_told_who() {
    let folder = folder();
    let (first, second) = (open(&folder), open(&folder));
    let id = AttemptId::new("20261122-k7q2m9");

    let held = first
        .hold_attempt(&id, "process 4711 on pts/2, since 09:14")
        .unwrap();

    let fault = second.hold_attempt(&id, "process 4712").unwrap_err();
    let StoreError::Held { attempt, holder } = &fault else {
        panic!("{fault:?}");
    };
    assert_eq!(attempt, &id);
    assert_eq!(holder, "process 4711 on pts/2, since 09:14");
    assert_eq!(
        fault.to_string(),
        "attempt `20261122-k7q2m9` is being taken by process 4711 on pts/2, since 09:14"
    );
    second
        .hold_attempt(&AttemptId::new("another"), "process 4712")
        .unwrap();

    drop(held);
    second.hold_attempt(&id, "process 4712").unwrap();
}

#[test]
fn a_hold_outlives_neither_its_holder_nor_a_longer_name_before_it() {
    let folder = folder();
    let store = open(&folder);
    let id = AttemptId::new("a1");
    // What a killed process leaves: the file, but no lock.
    let file = folder.path().join("locks/attempt-a1.lock");
    fs::write(&file, "process 1 with a long name that was killed").unwrap();

    let held = store.hold_attempt(&id, "process 2").unwrap();

    assert_eq!(fs::read_to_string(&file).unwrap(), "process 2");
    drop(held);
    assert!(!file.exists());
}

#[test]
fn an_odd_id_stays_inside_the_folder_of_locks() {
    let folder = folder();
    let store = open(&folder);
    let held = store
        .hold_attempt(&AttemptId::new("../../Ä b"), "process 1")
        .unwrap();
    let locks = fs::read_dir(folder.path().join("locks"))
        .unwrap()
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_str().unwrap().starts_with("attempt-")
        })
        .count();
    assert_eq!(locks, 1);
    drop(held);
}

#[test]
fn what_killed_processes_left_is_swept_away() {
    let folder = folder();
    drop(open(&folder));
    let left = folder.path().join("locks/open-00000000deadbeef.lock");
    fs::write(&left, "process that was killed").unwrap();

    let _store = open(&folder);

    assert!(!left.exists());
}

#[test]
fn holds_race_without_two_winners() {
    let folder = folder();
    let store = open(&folder);
    drop(store);
    let winners = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (path, winners) = (folder.path(), &winners);
            scope.spawn(move || {
                let store = Store::open(path, &opening(worker)).unwrap();
                for _ in 0..200 {
                    let Ok(held) = store.hold_attempt(&AttemptId::new("a1"), "somebody") else {
                        continue;
                    };
                    let before = winners.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    assert_eq!(before, 0, "two hold the same attempt");
                    winners.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                    drop(held);
                }
            });
        }
    });
}
